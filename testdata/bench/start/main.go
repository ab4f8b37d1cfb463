// Command start runs the benchmarks. Where SO_WSDLGEN_CORPUS names a folder of
// published WSDLs, it generates what the rows of other agents need first, into a
// temporary folder that the compiler sees as a part of this module.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
)

func main() {
	err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "start:", err)
		os.Exit(1)
	}
}

// run has the folder of the module as working directory and passes the arguments
// on.
func run(args []string) error {
	corpus := os.Getenv("SO_WSDLGEN_CORPUS")
	if corpus == "" {
		return bench(append([]string{"-overlay", "overlay.json", "."}, args...)...)
	}
	dir, err := os.MkdirTemp("", "so-wsdlgen-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := generate(dir, filepath.Join(corpus, "services86", "wsdl")); err != nil {
		return err
	}
	overlay := filepath.Join(dir, "overlay.json")
	if err := writeOverlay(overlay, dir); err != nil {
		return err
	}
	return bench(append([]string{"-overlay", overlay, "-tags", "corpus", "."}, args...)...)
}

// generate makes the package crm and gowsdl's packages for the same WSDLs.
func generate(dir, wsdls string) error {
	contact := filepath.Join(wsdls, "Services86-Contact.wsdl")
	archive := filepath.Join(wsdls, "Services86-Archive.wsdl")
	err := goRun("../..", "./cmd/so-wsdlgen", "generate", "--server", "--package", "crm",
		"--out", filepath.Join(dir, "crm"), contact, archive)
	if err != nil {
		return err
	}
	peer := func(name, wsdl string) error {
		if err := os.MkdirAll(filepath.Join(dir, "gowsdl"), 0o755); err != nil { // gowsdl makes no more than one
			return err
		}
		return goRun(".", "github.com/hooklift/gowsdl/cmd/gowsdl",
			"-d", filepath.Join(dir, "gowsdl"), "-p", name, "-o", name+".go", wsdl)
	}
	if err := errors.Join(peer("contact", contact), peer("archive", archive)); err != nil {
		return err
	}
	return cutClient(filepath.Join(dir, "gowsdl", "contact", "contact.go"), "Contact")
}

// cutClient leaves the types of a package of gowsdl's that does not compile,
// because its client has the name of one of them.
func cutClient(file, name string) error {
	source, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	types, _, found := bytes.Cut(source, []byte("\ntype "+name+" interface {"))
	if !found {
		return fmt.Errorf("%s has no client to cut", file)
	}
	types = regexp.MustCompile(`(?m)^\s*"context"\n`).ReplaceAll(types, nil) // its client alone needs it
	return os.WriteFile(file, types, 0o644)
}

// writeOverlay adds the generated files to overlay.json.
func writeOverlay(file, dir string) error {
	committed, err := os.ReadFile("overlay.json")
	if err != nil {
		return err
	}
	var overlay struct{ Replace map[string]string }
	if err := json.Unmarshal(committed, &overlay); err != nil {
		return err
	}
	overlay.Replace["crm/measured.go"] = "_measured/crm.go"
	for _, pattern := range []string{"crm/*.go", "gowsdl/*/*.go"} {
		generated, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, path := range generated {
			name, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			overlay.Replace[name] = path
		}
	}
	b, err := json.Marshal(overlay)
	if err != nil {
		return err
	}
	return os.WriteFile(file, b, 0o644)
}

// bench runs the benchmarks. They say themselves what is wrong.
func bench(args ...string) error {
	cmd := exec.Command("go", append([]string{"run"}, args...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// goRun runs a command of a module, and shows what it says where it fails.
func goRun(module string, args ...string) error {
	cmd := exec.Command("go", append([]string{"run"}, args...)...)
	cmd.Dir = module
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go run %s: %w\n%s", args[0], err, said)
	}
	return nil
}
