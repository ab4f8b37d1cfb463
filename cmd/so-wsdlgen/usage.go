package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

// usageError says in our words what the flag package found wrong.
func usageError(ctx *cli.Context, err error, _ bool) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		var known []string
		for _, flag := range ctx.Command.Flags {
			known = append(known, flag.Names()...)
		}
		return errors.New("unknown flag " + dashed(name) + cure(ctx, dashed(closest(name, known))))
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: -"); ok {
		return fmt.Errorf("%s needs a value", dashed(name))
	}
	return err
}

// unknownCommand is the error for a command that is none of the app's.
func unknownCommand(ctx *cli.Context, name string) error {
	var known []string
	for _, command := range ctx.App.Commands {
		known = append(known, command.Names()...)
	}
	return fmt.Errorf("unknown command %s%s", name, cure(ctx, closest(name, known)))
}

// dashed is a flag as the user types it; no name, no flag.
func dashed(name string) string {
	switch len(name) {
	case 0:
		return ""
	case 1:
		return "-" + name
	default:
		return "--" + name
	}
}

// cure ends a message about something unknown: with what was meant, if that is
// plain, else with where to look.
func cure(ctx *cli.Context, meant string) string {
	if meant == "" {
		return fmt.Sprintf("; see %s --help", ctx.Command.HelpName)
	}
	return fmt.Sprintf("; did you mean %s?", meant)
}

// closest is the candidate nearest to name, or empty where none is so near that
// a slip of the finger explains it: more than one letter in three is wrong.
func closest(name string, candidates []string) string {
	best, bestDistance := "", len(name)/3+1
	for _, candidate := range candidates {
		if d := editDistance(name, candidate); d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}

// editDistance counts the bytes to insert, delete or replace to get from a to
// b (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
