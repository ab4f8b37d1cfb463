package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A module holds generated packages and programs that use them, and has a build
// cache of its own.
type module struct{ dir string }

// write makes a module with the requirements of this one.
func (m *module) write() error {
	for _, name := range []string{"go.mod", "go.sum"} {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text := strings.Replace(string(b), "module github.com/so-wsdlgen/so-wsdlgen/testdata/bench", "module measured", 1)
		var lines []string
		for line := range strings.Lines(text) {
			if !strings.Contains(line, "github.com/so-wsdlgen/so-wsdlgen") {
				lines = append(lines, line)
			}
		}
		if err := m.file(name, strings.Join(lines, "")); err != nil {
			return err
		}
	}
	return nil
}

func (m *module) file(name, text string) error {
	path := filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// build compiles a package that differs from the one of the round before.
func (m *module) build(p *generated, round int) (cost, error) {
	err := m.file(filepath.Join(p.folder, "round.go"), fmt.Sprintf("// Round %d.\n\npackage %s\n", round, p.folder))
	if err != nil {
		return cost{}, err
	}
	return m.run("go", "build", "./"+p.folder)
}

func (m *module) run(name string, args ...string) (cost, error) {
	return measure(m.dir, []string{"GOCACHE=" + filepath.Join(m.dir, "cache"), "GOFLAGS=-mod=mod"}, name, args...)
}

// link sets how much larger a program is that keeps each operation of a package
// than one that does the same with a plain HTTP client.
func (m *module) link(p *generated) error {
	with, err := m.program(p.folder+"program", p.folder, p.clients)
	if err != nil {
		return err
	}
	without, err := m.program("empty", "", nil)
	if err != nil {
		return err
	}
	p.binary = with - without
	return nil
}

// program returns the size of a program that calls all methods of values by
// reflection, so that the linker keeps them.
func (m *module) program(folder, imported string, values []string) (int64, error) {
	imports := ""
	if imported != "" {
		imports = fmt.Sprintf("import p %q\n", "measured/"+imported)
	}
	if strings.Contains(strings.Join(values, ""), "soap.") {
		imports += "import \"github.com/hooklift/gowsdl/soap\"\n"
	}
	err := m.file(filepath.Join(folder, "main.go"), fmt.Sprintf(`package main

import "net/http"
import "reflect"
%s
func first[T any](v T, _ error) T { return v }

func main() {
	for _, v := range []any{http.DefaultClient, %s} {
		for i := range reflect.ValueOf(v).NumMethod() {
			reflect.ValueOf(v).Method(i).Call(nil)
		}
	}
}
`, imports, strings.Join(values, ", ")))
	if err != nil {
		return 0, err
	}
	if _, err := m.run("go", "build", "-o", folder+"/program", "./"+folder); err != nil {
		return 0, err
	}
	info, err := os.Stat(filepath.Join(m.dir, folder, "program"))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
