package main

import (
	"embed"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"
)

// completions has a script for each shell, which asks the program itself for
// the words that fit.
//
//go:embed completion
var completions embed.FS

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes commands and flags in a shell",
		UsageText: "so-wsdlgen completion bash|zsh|fish",
		Description: `The shell reads the script when it starts. It completes so-wsdlgen where that is in
the PATH.

Examples:

   eval "$(so-wsdlgen completion bash)"      # in ~/.bashrc
   eval "$(so-wsdlgen completion zsh)"       # in ~/.zshrc, after compinit
   so-wsdlgen completion fish | source       # in ~/.config/fish/config.fish`,
		Action: completion,
		BashComplete: func(ctx *cli.Context) {
			if !ctx.Args().Present() {
				fmt.Fprintln(ctx.App.Writer, "bash\nzsh\nfish")
			}
		},
	}
}

func completion(ctx *cli.Context) error {
	if ctx.NArg() != 1 {
		return errors.New("name one shell: bash, zsh or fish")
	}
	script, err := completions.ReadFile("completion/" + ctx.Args().First())
	if err != nil {
		return fmt.Errorf("there is no completion for %s: name one of bash, zsh and fish", ctx.Args().First())
	}
	_, err = ctx.App.Writer.Write(script)
	return err
}
