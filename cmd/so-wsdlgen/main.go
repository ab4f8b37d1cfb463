// Command so-wsdlgen writes typed Go clients for the SOAP services of
// SuperOffice NetServer from their WSDLs.
//
//	so-wsdlgen generate --package services86 --out ./services86 Services86-Messaging.wsdl
//	so-wsdlgen check    --package services86 --out ./services86 Services86-Messaging.wsdl
//
// so-wsdlgen help lists the commands. The exit code is 0 for success, 1 where
// check finds files that are out of date, and 2 for every failure.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	_ "github.com/so-wsdlgen/so-wsdlgen/cmd/so-wsdlgen/internal/tempdir" // has to come before gowsdl
	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

const (
	exitOK        = 0
	exitOutOfDate = 1
	exitFailure   = 2
)

func main() {
	os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// run is the program between its streams. It returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	app := newApp(stdin, stdout, stderr)
	// That help NAME names no command is told to this callback alone.
	var helpErr error
	app.CommandNotFound = func(ctx *cli.Context, name string) {
		if len(ctx.Command.Subcommands) == 0 { // generate --help NAME: not about NAME
			helpErr = cli.ShowSubcommandHelp(ctx)
			return
		}
		helpErr = unknownCommand(ctx, name)
	}

	err := app.Run(args)
	if err == nil {
		err = helpErr
	}
	if err == nil {
		return exitOK
	}
	report(stderr, err)
	if errors.Is(err, errOutOfDate) {
		return exitOutOfDate
	}
	return exitFailure
}

// newApp describes the command line. All reporting and exiting is left to run.
func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:      "so-wsdlgen",
		HelpName:  "so-wsdlgen",
		Usage:     "typed Go clients for SuperOffice NetServer from its WSDLs",
		UsageText: "so-wsdlgen COMMAND [FLAGS] [WSDL…]",
		Description: `The exit code is 0 for success, 1 where check finds a difference, and 2 for every
failure. so-wsdlgen help COMMAND tells more about a command.

Example:

   so-wsdlgen generate --package services86 --out ./services86 Services86-Messaging.wsdl`,
		Version:        version(),
		Reader:         stdin,
		Writer:         stdout,
		ErrWriter:      stderr,
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   usageError,
		// The scripts of the completion command ask by a hidden flag.
		EnableBashCompletion: true,
		Commands:             []*cli.Command{generateCommand(), checkCommand(), envelopeCommand(), completionCommand(), versionCommand()},
		Action: func(ctx *cli.Context) error {
			if !ctx.Args().Present() {
				return errors.New("no command given; see so-wsdlgen --help")
			}
			return unknownCommand(ctx, ctx.Args().First())
		},
	}
	for _, command := range app.Commands {
		command.OnUsageError = usageError
		// Or a WSDL called help would be taken for a command.
		command.HideHelpCommand = true
	}
	return app
}

// report writes an error for the user: diagnostics as they are, since they
// begin with a place, all else under the name of the program.
func report(stderr io.Writer, err error) {
	prefix := "so-wsdlgen: "
	if diagnostics := generator.Error(nil); errors.As(err, &diagnostics) {
		prefix = ""
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(stderr, "%s%s\n", prefix, line)
	}
}
