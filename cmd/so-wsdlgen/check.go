package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"
)

// errOutOfDate is what check finds where generate would change something.
var errOutOfDate = errors.New("out of date: run so-wsdlgen generate with the same arguments")

func checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "tell whether a package is what generate would write",
		UsageText: "so-wsdlgen check --package NAME --out DIR [--server] [--quiet] WSDL…",
		Description: `Compares DIR with what generate would write there and changes nothing. The exit
code is 0 where the package is current, 1 where it differs, and 2 where that
could not be found out. What differs is printed: a diff for each changed file,
and the names of the missing files and of those no longer generated.

Examples:

   so-wsdlgen check --package services86 --out ./services86 \
      Services86-Messaging.wsdl Services86-SoPrincipal.wsdl

   go tool so-wsdlgen check --quiet --package services86 --out . Messaging.wsdl`,
		Flags:  targetFlags(),
		Action: check,
	}
}

func check(ctx *cli.Context) error {
	t, err := parseTarget(ctx)
	if err != nil {
		return err
	}
	result, err := t.generate(ctx.App.Reader)
	if err != nil {
		return err
	}
	differences, err := result.Check(t.out)
	if err != nil {
		return err
	}
	if differences.Empty() {
		if t.quiet {
			return nil
		}
		_, err := fmt.Fprintf(ctx.App.Writer, "%s: %d files, all current in %s\n", t.options.Package, len(result.Files), t.out)
		return err
	}
	if !t.quiet {
		if _, err := differences.WriteTo(ctx.App.Writer); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s is %w", t.out, errOutOfDate)
}
