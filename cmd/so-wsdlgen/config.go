package main

import (
	"errors"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// targetFlagNames are the flags that a configuration stands in place of.
var targetFlagNames = []string{"package", "out", "agent", "server", "nillable"}

func configFlag() cli.Flag {
	return &cli.StringFlag{Name: "config", Usage: "`FILE` that says what to make; " + generator.ConfigFile + " if it is here and nothing else is given"}
}

// configPath is the configuration that a command is to use, empty for none.
func configPath(ctx *cli.Context) (string, error) {
	var given []string
	for _, name := range targetFlagNames {
		if ctx.IsSet(name) {
			given = append(given, "--"+name)
		}
	}
	if ctx.Args().Present() {
		given = append(given, "the WSDLs")
	}
	path := ctx.String("config")
	switch {
	case path != "" && given != nil:
		return "", errors.New("--config says what to make: leave out " + strings.Join(given, ", "))
	case path != "" || given != nil:
		return path, nil
	}
	if _, err := os.Stat(generator.ConfigFile); err == nil {
		return generator.ConfigFile, nil
	}
	return "", nil
}

// configuredTargets are the packages of a configuration.
func configuredTargets(path string) ([]target, error) {
	configured, err := generator.LoadConfig(path)
	if err != nil {
		return nil, err
	}
	var targets []target
	for _, c := range configured {
		targets = append(targets, target{out: c.Out, options: c.Options, sources: c.Sources})
	}
	return targets, nil
}
