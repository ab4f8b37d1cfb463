package sample_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/build"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/sample"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

// clock is a clock reading in the documented envelopes, the one thing in them
// that the model does not tell.
var clock = regexp.MustCompile(`>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<`)

// corpus is the folder of published WSDLs and envelopes of a version.
func corpus(t *testing.T, version string) string {
	t.Helper()
	dir := os.Getenv("SO_WSDLGEN_CORPUS")
	if dir == "" {
		t.Skip("SO_WSDLGEN_CORPUS names no folder of published WSDLs and envelopes")
	}
	return filepath.Join(dir, version)
}

// packageOf is the model of WSDL files.
func packageOf(t *testing.T, paths ...string) *ir.Package {
	t.Helper()
	files, err := source.Read(t.Context(), paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err := wsdl.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.Package(set, build.Options{Name: "sample"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// packages are the models of a folder of WSDLs: of each file alone, or one of all.
func packages(t *testing.T, dir string, together bool) []*ir.Package {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.wsdl"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no WSDLs in %s: %v", dir, err)
	}
	if together {
		return []*ir.Package{packageOf(t, paths...)}
	}
	var all []*ir.Package
	for _, path := range paths {
		all = append(all, packageOf(t, path))
	}
	return all
}

// TestDocumentedCorpus compares with every documented envelope, byte for byte.
func TestDocumentedCorpus(t *testing.T) {
	tests := []struct {
		version   string
		envelopes int
	}{
		{"services86", 2900},
		{"services87", 3004},
	}
	for _, tt := range tests {
		for _, together := range []bool{false, true} {
			name := tt.version + "/each file"
			if together {
				name = tt.version + "/all in one"
			}
			t.Run(name, func(t *testing.T) {
				dir := corpus(t, tt.version)
				compared := 0
				for _, p := range packages(t, filepath.Join(dir, "wsdl"), together) {
					for _, agent := range p.Agents {
						n, equal := compareAgent(t, filepath.Join(dir, "envelopes", agent.Name), p, agent)
						t.Logf("%-22s %4d envelopes, %4d equal", agent.Name, n, equal)
						if equal < n {
							t.Errorf("%s: %d envelopes differ", agent.Name, n-equal)
						}
						compared += n
					}
				}
				t.Logf("%-22s %4d envelopes", "all agents", compared)
				if compared != tt.envelopes {
					t.Errorf("compared %d envelopes, want %d", compared, tt.envelopes)
				}
			})
		}
	}
}

// compareAgent compares the envelopes of an agent: all that are in its folder.
func compareAgent(t *testing.T, dir string, p *ir.Package, agent *ir.Agent) (compared, equal int) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2*len(agent.Operations) {
		t.Errorf("%s: %d envelopes for %d operations", dir, len(files), len(agent.Operations))
	}
	for _, op := range agent.Operations {
		for _, response := range []bool{false, true} {
			file := filepath.Join(dir, fmt.Sprintf("%s.%s.xml", op.Name, direction(response)))
			published, err := os.ReadFile(file)
			if err != nil {
				t.Error(err)
				continue
			}
			compared++
			want := clock.ReplaceAll(published, []byte(">"+now.Format(time.RFC3339)+"<"))
			got := sample.Documented(p, agent, op, response, now)
			if bytes.Equal(got, want) {
				equal++
			} else if compared-equal == 1 { // one is enough to see what is wrong
				t.Errorf("%s: %s", file, difference(t, want, got))
			}
		}
	}
	return compared, equal
}

// difference is what differs in two envelopes: in what they say, or else in
// layout and prefixes.
func difference(t *testing.T, want, got []byte) string {
	t.Helper()
	a, err := xmltree.Parse(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	b, err := xmltree.Parse(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	if diff := xmltree.Diff(a, b); diff != "" {
		return "want ≠ got\n" + diff
	}
	return "the same trees in another form (-want +got)\n" + cmp.Diff(string(want), string(got))
}
