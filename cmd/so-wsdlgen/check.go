package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// errOutOfDate is what check finds where generate would change something.
var errOutOfDate = errors.New("out of date: run so-wsdlgen generate with the same arguments")

func checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "tell whether a package is what generate would write",
		UsageText: "so-wsdlgen check --package NAME --out DIR [--agent NAMES] [--server] [--nillable pointer] [--quiet] WSDL…\nso-wsdlgen check [--config FILE] [--quiet]",
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
	targets, err := parseTargets(ctx)
	if err != nil {
		return err
	}
	results, err := generateAll(ctx, targets)
	if err != nil {
		return err
	}
	var outOfDate []error
	for i, t := range targets {
		current, err := checkOne(ctx, t, results[i])
		if err != nil {
			return err
		}
		if !current {
			outOfDate = append(outOfDate, fmt.Errorf("%s is %w", t.out, errOutOfDate))
		}
	}
	return errors.Join(outOfDate...)
}

// checkOne prints what differs in the directory of one package.
func checkOne(ctx *cli.Context, t target, result *generator.Result) (current bool, err error) {
	differences, err := result.Check(t.out)
	switch {
	case err != nil:
		return false, err
	case ctx.Bool("quiet"):
	case differences.Empty():
		_, err = fmt.Fprintf(ctx.App.Writer, "%s: %d files, all current in %s\n", t.options.Package, len(result.Files), t.out)
	default:
		_, err = differences.WriteTo(ctx.App.Writer)
	}
	return differences.Empty(), err
}
