package generator_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// A conformanceModule is a Go module in a temporary folder, which has nothing but
// generated packages and needs no other module.
type conformanceModule struct{ dir string }

func newConformanceModule(t *testing.T) conformanceModule {
	t.Helper()
	m := conformanceModule{dir: t.TempDir()}
	m.write(t, "go.mod", []byte("module conformance\n\ngo 1.24\n"))
	return m
}

func (m conformanceModule) write(t *testing.T, name string, content []byte) {
	t.Helper()
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs a command in the module and fails the test if that fails.
func (m conformanceModule) run(t *testing.T, env []string, command ...string) {
	t.Helper()
	const limit = 10 * time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -trimpath", "GOPROXY=off", "GOWORK=off")
	cmd.Env = append(cmd.Env, env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		const most = 4000
		t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, out[:min(len(out), most)])
	}
}

// staticcheck runs the tool on packages of the module. It is looked for in the path
// and where .ci/run puts it.
func (m conformanceModule) staticcheck(t *testing.T, packages ...string) {
	t.Helper()
	tool, err := exec.LookPath("staticcheck")
	if err != nil {
		if tool, err = filepath.Abs(filepath.Join("..", ".ci", "bin", "staticcheck")); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(tool); err != nil {
			t.Log("staticcheck is not there: skipped")
			return
		}
	}
	m.run(t, nil, append([]string{tool}, packages...)...)
}

// generateAlone writes a package of one WSDL, the client only.
func (m conformanceModule) generateAlone(t *testing.T, path string) {
	t.Helper()
	result, err := generator.Generate(readSources(t, []string{path}), generator.Options{Package: "alone"})
	if err != nil {
		t.Fatal(err)
	}
	m.writeFiles(t, "alone/"+strings.TrimSuffix(filepath.Base(path), ".wsdl"), result)
}

func (m conformanceModule) writeFiles(t *testing.T, dir string, result *generator.Result) {
	t.Helper()
	for _, file := range result.Files {
		m.write(t, dir+"/"+file.Name, file.Content)
	}
}

func readSources(t *testing.T, paths []string) []generator.Source {
	t.Helper()
	sources, err := generator.ReadSources(t.Context(), paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sources
}
