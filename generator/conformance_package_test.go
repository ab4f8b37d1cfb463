package generator_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/build"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/naming"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
	"github.com/so-wsdlgen/so-wsdlgen/templates"
)

// A conformancePackage is all of a version in one package.
type conformancePackage struct {
	module conformanceModule
	name   string // of its folder; the package is always named all
	mode   int    // asValues or asPointers
	model  *ir.Package
}

// keepNull tells that nillable strings are pointers.
func (p *conformancePackage) keepNull() bool { return p.mode == asPointers }

// generate writes a package of WSDLs, with handlers.
func (m conformanceModule) generate(t *testing.T, name string, mode int, wsdls []string) *conformancePackage {
	t.Helper()
	p := &conformancePackage{module: m, name: name, mode: mode}
	sources := readSources(t, wsdls)
	result, err := generator.Generate(sources, generator.Options{Package: "all", Server: true, NillablePointer: p.keepNull()})
	if err != nil {
		t.Fatal(err)
	}
	m.writeFiles(t, name, result)
	set, err := wsdl.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	p.model, err = build.Package(set, build.Options{Name: "all", Server: true, NillablePointer: p.keepNull()})
	if err != nil {
		t.Fatal(err)
	}
	if err := naming.Assign(p.model, templates.Reserved()); err != nil {
		t.Fatal(err)
	}
	return p
}

// The codecs of a package are its own business, so a test inside of it does the
// jobs: see testdata/conformance/harness_test.go.
type (
	conformanceJob struct {
		Action   string
		Response bool
		Envelope string
		Save     *conformanceSave
	}
	conformanceSave struct {
		Action, Type, Field, Value string
	}
	conformanceResult struct {
		Envelope, Err, Strict string
	}
)

// compile compiles the package with what does jobs in it: without optimisations,
// which would take most of the time.
func (p *conformancePackage) compile(t *testing.T) {
	t.Helper()
	p.module.write(t, p.name+"/harness_test.go", readFile(t, "..", "testdata", "conformance", "harness_test.go"))
	handlers := "package all\n\nimport \"net/http\"\n\nfunc handlers() []http.Handler {\n\treturn []http.Handler{\n"
	for _, agent := range p.model.Agents {
		handlers += fmt.Sprintf("\t\tNew%[1]sHandler(Unimplemented%[1]sAgent{}),\n", agent.Go)
	}
	p.module.write(t, p.name+"/handlers_test.go", []byte(handlers+"\t}\n}\n"))
	p.module.run(t, nil, "go", "test", "-c", "-vet=off", "-gcflags=-N -l", "-o", p.program(), "./"+p.name)
}

func (p *conformancePackage) program() string { return filepath.Join(p.module.dir, p.name+".test") }

// run does jobs with the codecs of the package, which has been compiled.
func (p *conformancePackage) run(t *testing.T, jobs []conformanceJob) []conformanceResult {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "jobs.json"), filepath.Join(dir, "results.json")
	data, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	p.module.run(t, []string{"CONFORMANCE_JOBS=" + in, "CONFORMANCE_RESULTS=" + out}, p.program(), "-test.run=^TestJobs$")
	var results []conformanceResult
	if err := json.Unmarshal(readFile(t, out), &results); err != nil {
		t.Fatal(err)
	}
	if len(results) != len(jobs) {
		t.Fatalf("%d results of %d jobs", len(results), len(jobs))
	}
	return results
}
