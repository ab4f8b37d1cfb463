package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// stdinArgument stands for standard input among the WSDLs.
const stdinArgument = "-"

// maxStdin is far above any WSDL, and stops what never ends.
const maxStdin = 64 << 20

// A target is what generate and check have in common: WSDLs, the package made
// of them, and the directory it belongs in.
type target struct {
	out     string
	quiet   bool
	options generator.Options
	wsdls   []string
}

func targetFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "package", Usage: "`NAME` of the Go package"},
		&cli.StringFlag{Name: "out", Usage: "`DIR` of the package, made if missing"},
		&cli.BoolFlag{Name: "server", Usage: "generate HTTP handlers too, for fakes and tests", DisableDefaultText: true},
		&cli.BoolFlag{Name: "quiet", Usage: "print nothing but errors", DisableDefaultText: true},
	}
}

// parseTarget reads the target from the command line. The error names
// everything that is missing, a line each, unless flags are misplaced: then it
// names those.
func parseTarget(ctx *cli.Context) (*target, error) {
	t := &target{
		out:     ctx.String("out"),
		quiet:   ctx.Bool("quiet"),
		options: generator.Options{Package: ctx.String("package"), Server: ctx.Bool("server")},
		wsdls:   ctx.Args().Slice(),
	}
	if err := misplacedFlags(t.wsdls); err != nil {
		return nil, err
	}
	var problems []error
	if t.options.Package == "" {
		problems = append(problems, errors.New("--package is missing: name the Go package, as in --package services86"))
	}
	switch {
	case t.out == "":
		problems = append(problems, errors.New("--out is missing: name the directory of the package, as in --out ./services86"))
	case strings.HasPrefix(t.out, "-"):
		problems = append(problems, fmt.Errorf("--out is followed by %s instead of a directory", t.out))
	}
	if len(t.wsdls) == 0 {
		problems = append(problems, errors.New("no WSDL given: name one or more files after the flags, or - for standard input"))
	}
	return t, errors.Join(problems...)
}

// misplacedFlags finds flags among the WSDLs: the library stops looking for
// them at the first argument that is none.
func misplacedFlags(wsdls []string) error {
	var problems []error
	for _, wsdl := range wsdls {
		if strings.HasPrefix(wsdl, "-") && wsdl != stdinArgument {
			problems = append(problems, fmt.Errorf("%s comes too late: flags go before the WSDLs (a file of this name is ./%[1]s)", wsdl))
		}
	}
	return errors.Join(problems...)
}

// generate makes the package and writes nothing.
func (t *target) generate(stdin io.Reader) (*generator.Result, error) {
	sources, err := readSources(t.wsdls, stdin)
	if err != nil {
		return nil, err
	}
	return generator.Generate(sources, t.options)
}

// readSources reads the WSDLs, from standard input where one is called -.
func readSources(wsdls []string, stdin io.Reader) ([]generator.Source, error) {
	var paths []string
	fromStdin := false
	for _, wsdl := range wsdls {
		if wsdl == stdinArgument {
			fromStdin = true
		} else {
			paths = append(paths, wsdl)
		}
	}
	sources, err := generator.ReadSources(paths)
	if err != nil || !fromStdin {
		return sources, err
	}
	data, err := io.ReadAll(io.LimitReader(stdin, maxStdin+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read standard input: %w", err)
	case len(data) == 0:
		return nil, errors.New("standard input is empty: pipe a WSDL into it")
	case len(data) > maxStdin:
		return nil, fmt.Errorf("standard input is larger than %d MiB: not a WSDL", maxStdin>>20)
	}
	return append(sources, generator.Source{Name: "stdin", Data: data}), nil
}
