package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

func envelopeCommand() *cli.Command {
	return &cli.Command{
		Name:      "envelope",
		Usage:     "print sample envelopes of operations",
		UsageText: "so-wsdlgen envelope --form documented|wire [--operation NAME] [--out DIR] [--quiet] WSDL…",
		Description: `Makes a request and a response for each operation from the WSDLs alone: in the
form that the vendor's documentation prints, or as they are sent, headers and
all. They go to DIR/AGENT/OPERATION.request.xml and .response.xml, or for a
single operation to standard output.

Examples:

   so-wsdlgen envelope --form wire --operation Messaging.SendMessages Messaging.wsdl

   so-wsdlgen envelope --form documented --out envelopes wsdl`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "form", Usage: "`FORM` of the envelopes: documented or wire"},
			&cli.StringFlag{Name: "operation", Usage: "`NAME` of one operation, as AGENT.OPERATION or OPERATION"},
			&cli.StringFlag{Name: "out", Usage: "`DIR` for the envelopes, made if missing"},
			&cli.BoolFlag{Name: "quiet", Usage: "print nothing but envelopes and errors", DisableDefaultText: true},
		},
		Action: envelope,
	}
}

func envelope(ctx *cli.Context) error {
	if err := checkEnvelopeArguments(ctx); err != nil {
		return err
	}
	sources, err := readSources(ctx, ctx.Args().Slice())
	if err != nil {
		return err
	}
	files, err := generator.Envelopes(sources, generator.EnvelopeOptions{
		Form:      generator.EnvelopeForm(ctx.String("form")),
		Operation: ctx.String("operation"),
		Now:       time.Now(),
	})
	if err != nil {
		return err
	}
	if !ctx.IsSet("out") {
		return printEnvelopes(ctx, files)
	}
	for _, file := range files {
		if err := writeEnvelope(ctx.String("out"), file); err != nil {
			return err
		}
	}
	if ctx.Bool("quiet") {
		return nil
	}
	_, err = fmt.Fprintf(ctx.App.Writer, "%d envelopes in %s\n", len(files), ctx.String("out"))
	return err
}

// checkEnvelopeArguments names everything that is missing, a line each.
func checkEnvelopeArguments(ctx *cli.Context) error {
	if err := misplacedFlags(ctx.Args().Slice()); err != nil {
		return err
	}
	var problems []error
	if ctx.String("form") == "" {
		problems = append(problems, errors.New("--form is missing: choose documented or wire, as in --form wire"))
	}
	switch out := ctx.String("out"); {
	case out == "" && ctx.String("operation") == "":
		problems = append(problems, errors.New("--operation or --out is missing: name an operation to be printed, or a directory for all"))
	case strings.HasPrefix(out, "-"):
		problems = append(problems, fmt.Errorf("--out is followed by %s instead of a directory", out))
	}
	if !ctx.Args().Present() {
		problems = append(problems, errors.New("no WSDL given: name one or more files after the flags, or - for standard input"))
	}
	return errors.Join(problems...)
}

// printEnvelopes prints the envelopes of one operation.
func printEnvelopes(ctx *cli.Context, files []generator.File) error {
	var operations []string
	var text bytes.Buffer
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimSuffix(file.Name, ".request.xml"), ".response.xml")
		operations = append(operations, strings.Replace(name, "/", ".", 1))
		text.Write(file.Content)
	}
	if operations = slices.Compact(operations); len(operations) > 1 {
		return fmt.Errorf("--operation could be one of %s: name one, or give --out for all", strings.Join(operations, ", "))
	}
	_, err := text.WriteTo(ctx.App.Writer)
	return err
}

// writeEnvelope writes a file unless it is there already.
func writeEnvelope(dir string, file generator.File) error {
	path := filepath.Join(dir, filepath.FromSlash(file.Name))
	if current, err := os.ReadFile(path); err == nil && bytes.Equal(current, file.Content) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, file.Content, 0o666)
}
