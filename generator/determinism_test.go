package generator_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// read is what a user does: it reads files by the names given.
func read(t *testing.T, paths ...string) []generator.Source {
	t.Helper()
	sources, err := generator.ReadSources(t.Context(), paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// The bytes of a package depend on the bytes and base names of its WSDLs, on the
// options, and on nothing else.
func TestSameBytes(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	wsdl := func(dir, agent string) string { return filepath.Join(dir, "wsdl", "Services86-"+agent+".wsdl") }
	want := generate(t, read(t, wsdl(root, "Messaging"), wsdl(root, "SoPrincipal")), "services86").Files

	elsewhere := t.TempDir()
	for _, agent := range []string{"Messaging", "SoPrincipal"} {
		if err := os.MkdirAll(filepath.Join(elsewhere, "wsdl"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(wsdl(elsewhere, agent), readFile(t, wsdl("..", agent)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name, dir string
		paths     []string
	}{
		{"again", ".", []string{wsdl(root, "Messaging"), wsdl(root, "SoPrincipal")}},
		{"the other order", ".", []string{wsdl(root, "SoPrincipal"), wsdl(root, "Messaging")}},
		{"relative names", ".", []string{wsdl("..", "Messaging"), wsdl("..", "SoPrincipal")}},
		{"another working directory", filepath.Join(root, "wsdl"), []string{"Services86-SoPrincipal.wsdl", "Services86-Messaging.wsdl"}},
		{"another place of the files", elsewhere, []string{wsdl(".", "Messaging"), wsdl(elsewhere, "SoPrincipal")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(test.dir)
			got := generate(t, read(t, test.paths...), "services86").Files
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("first (-) and now (+):\n%s", diff)
			}
		})
	}
}

// The order of the files counts for no feature either.
func TestSameBytesOfFeatures(t *testing.T) {
	for _, name := range features {
		sources := featureSources(t, name)
		want := generate(t, sources, name).Files
		slices.Reverse(sources)
		for range 2 { // Go's order of a map's keys is another each time
			if diff := cmp.Diff(want, generate(t, sources, name).Files); diff != "" {
				t.Fatalf("%s, first (-) and now (+):\n%s", name, diff)
			}
		}
	}
}

// Output has nothing of the machine that it was made on.
func TestNoTrace(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	traces := []string{dir, filepath.Dir(dir), os.TempDir() + "/", "..", now.Format(time.DateOnly), now.Format("2006/01/02"), now.Format("15:04:")}
	if len(host) > 4 { // a short one may stand in any word
		traces = append(traces, host)
	}
	for _, file := range generate(t, featureSources(t, "names"), "names").Files {
		if strings.HasPrefix(file.Name, "runtime_") {
			continue // copied, and full of dots
		}
		for _, trace := range traces {
			for line := range bytes.Lines(file.Content) {
				if bytes.Contains(line, []byte(trace)) && !bytes.Contains(line, []byte("...")) {
					t.Errorf("%s: %q in %s", file.Name, trace, line)
				}
			}
		}
	}
}

// A package may be named like one that it imports.
func TestPackageNamedLikeAnImport(t *testing.T) {
	for _, name := range []string{"time", "context", "fmt", "cmp"} {
		want := map[string][]string{} // of each file of a package with a name of its own
		for i, pkg := range []string{"kinds", name} {
			for _, file := range generate(t, featureSources(t, "kinds"), pkg).Files {
				parsed, err := parser.ParseFile(token.NewFileSet(), file.Name, file.Content, parser.ImportsOnly)
				if err != nil {
					t.Fatal(err)
				}
				var imports []string
				for _, spec := range parsed.Imports {
					imports = append(imports, spec.Path.Value)
				}
				if i == 0 {
					want[file.Name] = imports
				} else if diff := cmp.Diff(want[file.Name], imports); diff != "" {
					t.Errorf("package %s, %s: imports wanted (-) and got (+):\n%s", name, file.Name, diff)
				}
			}
		}
	}
}
