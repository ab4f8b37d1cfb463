package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// stdinArgument stands for standard input among the WSDLs.
const stdinArgument = "-"

// A target is what generate and check have in common: WSDLs, the package made
// of them, and the directory it belongs in.
type target struct {
	out     string
	options generator.Options
	sources []string
}

func targetFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "package", Usage: "`NAME` of the Go package"},
		&cli.StringFlag{Name: "out", Usage: "`DIR` of the package, made if missing"},
		&cli.StringSliceFlag{Name: "agent", Usage: "`NAMES` of the agents to generate, parted by commas; all if not given"},
		&cli.BoolFlag{Name: "server", Usage: "generate HTTP handlers too, for fakes and tests", DisableDefaultText: true},
		&cli.StringFlag{Name: "nillable", Usage: "`MODE` of nillable strings: pointer keeps null and \"\" apart, pointer=TYPES in some types alone"},
		configFlag(),
		&cli.BoolFlag{Name: "quiet", Usage: "print nothing but errors", DisableDefaultText: true},
	}
}

// parseTargets reads the targets from the command line or from a configuration.
func parseTargets(ctx *cli.Context) ([]target, error) {
	if err := misplacedFlags(ctx.Args().Slice()); err != nil {
		return nil, err
	}
	switch path, err := configPath(ctx); {
	case err != nil:
		return nil, err
	case path != "":
		return configuredTargets(path)
	}
	t, err := parseTarget(ctx)
	if err != nil {
		return nil, err
	}
	return []target{t}, nil
}

// parseTarget reads the one target of a command line. The error names
// everything that is missing, a line each.
func parseTarget(ctx *cli.Context) (target, error) {
	t := target{
		out: ctx.String("out"),
		options: generator.Options{
			Package: ctx.String("package"),
			Agents:  ctx.StringSlice("agent"),
			Server:  ctx.Bool("server"),
		},
		sources: ctx.Args().Slice(),
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
	if ctx.IsSet("nillable") {
		mode, types, some := strings.Cut(ctx.String("nillable"), "=")
		if mode != "pointer" || some && types == "" {
			problems = append(problems, errors.New("--nillable takes pointer or pointer=TYPES"))
		}
		if t.options.NillablePointer = !some; some {
			t.options.NillablePointerTypes = strings.Split(types, ",")
		}
	}
	if len(t.sources) == 0 {
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

// generateAll makes the packages of all targets and writes nothing.
func generateAll(ctx *cli.Context, targets []target) ([]*generator.Result, error) {
	var results []*generator.Result
	for _, t := range targets {
		sources, err := readSources(ctx, t.sources)
		if err != nil {
			return nil, err
		}
		result, err := generator.Generate(sources, t.options)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

// readSources reads the WSDLs. Those from the web are reported with their
// SHA-256, in the form in which they can be given again to be checked.
func readSources(ctx *cli.Context, names []string) ([]generator.Source, error) {
	sources, err := generator.ReadSources(ctx.Context, names, ctx.App.Reader)
	if err != nil || ctx.Bool("quiet") {
		return sources, err
	}
	for _, source := range sources {
		if pin := source.Pin(); pin != "" {
			fmt.Fprintf(ctx.App.ErrWriter, "so-wsdlgen: read %s\n", pin)
		}
	}
	return sources, nil
}
