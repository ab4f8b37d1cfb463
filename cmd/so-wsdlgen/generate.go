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
		UsageText: "so-wsdlgen generate --package NAME --out DIR [--server] [--quiet] WSDL…",
		Description: `Writes all files of the package or, after an error, none; leaves files alone
that are current; removes the Go files in DIR that it wrote earlier and that
are no longer part of the package. It never touches a file of somebody else.

One package holds the WSDLs of one version of the services. A WSDL called -
is read from standard input.

Examples:

   so-wsdlgen generate --package services86 --out ./services86 \
      Services86-Messaging.wsdl Services86-SoPrincipal.wsdl

   //go:generate go tool so-wsdlgen generate --package services86 --out . Messaging.wsdl`,
		Flags:  targetFlags(),
		Action: generate,
	}
}

func generate(ctx *cli.Context) error {
	t, err := parseTarget(ctx)
	if err != nil {
		return err
	}
	result, err := t.generate(ctx.App.Reader)
	if err != nil {
		return err
	}
	summary, err := write(result, t.out)
	if err != nil || t.quiet {
		return err
	}
	_, err = fmt.Fprintf(ctx.App.Writer, "%s: %d files, %d written, %d unchanged, %d removed in %s\n",
		t.options.Package, len(result.Files),
		len(summary.Written), len(summary.Unchanged), len(summary.Removed), t.out)
	return err
}

// write writes the result, and an interrupt waits until it is done: that takes
// a moment, and to stop within it would leave old files mixed with new ones.
func write(result *generator.Result, dir string) (*generator.Summary, error) {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)
	return result.Write(dir)
}
