package main

import (
	"errors"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:      "version",
		Usage:     "print the version",
		UsageText: "so-wsdlgen version",
		Action: func(ctx *cli.Context) error {
			if ctx.Args().Present() {
				return errors.New("version takes no arguments")
			}
			cli.ShowVersion(ctx)
			return nil
		},
	}
}

// version is that of the module the program was built from, or (devel).
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
