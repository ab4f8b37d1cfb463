package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

func generateCommand() *cli.Command {
	return &cli.Command{
		Name:      "generate",
		Usage:     "write a Go package for one or more WSDLs",
		UsageText: "so-wsdlgen generate --package NAME --out DIR [--agent NAMES] [--server] [--nillable pointer] [--quiet] WSDL…\nso-wsdlgen generate [--config FILE] [--quiet]",
		Description: `Writes all files of the package or, after an error, none; leaves files alone
that are current; removes the Go files in DIR that it wrote earlier and that
are no longer part of the package. It never touches a file of somebody else.

A WSDL is a file, a folder or a pattern for several; a zip archive, or
archive.zip!PATTERN for some of one; an http or https URL, which may end in
#sha256=HEX to be checked; or - for standard input. What it imports is read too.
One package holds the WSDLs of one version of the services, and of these the
agents that are named. Names do not depend on which these are.

Without WSDLs the packages are those of so-wsdlgen.yaml.

Examples:

   so-wsdlgen generate --package services86 --out ./services86 \
      Services86-Messaging.wsdl Services86-SoPrincipal.wsdl

   so-wsdlgen generate --package crm --out ./crm --agent Contact,Person Services86.zip

   //go:generate go tool so-wsdlgen generate --package services86 --out . Messaging.wsdl`,
		Flags:  targetFlags(),
		Action: generate,
	}
}

func generate(ctx *cli.Context) error {
	targets, err := parseTargets(ctx)
	if err != nil {
		return err
	}
	results, err := generateAll(ctx, targets)
	if err != nil {
		return err
	}
	for i, t := range targets {
		summary, err := write(results[i], t.out)
		if err != nil {
			return err
		}
		if ctx.Bool("quiet") {
			continue
		}
		if _, err := fmt.Fprintf(ctx.App.Writer, "%s: %d files, %d written, %d unchanged, %d removed in %s\n",
			t.options.Package, len(results[i].Files),
			len(summary.Written), len(summary.Unchanged), len(summary.Removed), t.out); err != nil {
			return err
		}
	}
	return nil
}

// write writes the result, and an interrupt waits until it is done: that takes
// a moment, and to stop within it would leave old files mixed with new ones.
func write(result *generator.Result, dir string) (*generator.Summary, error) {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)
	return result.Write(dir)
}
