package naming

import (
	"encoding/xml"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/build"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// TestCorpus builds and names all published WSDLs of a version as one package.
func TestCorpus(t *testing.T) {
	tests := []struct {
		version string
		derived map[string]int // how many types can stand in for one
	}{
		{version: "services86", derived: map[string]int{}},
		{version: "services87", derived: map[string]int{"FieldInfoBase": 15}},
	}
	for _, test := range tests {
		t.Run(test.version, func(t *testing.T) {
			files := corpus(t, test.version)
			p := assigned(t, files...)
			logCounts(t, p)
			checkCompiles(t, p)
			if got, want := operations(p), declaredOperations(t, files); got != want {
				t.Errorf("%d operations, want %d", got, want)
			}
			if !p.NetServer {
				t.Error("the headers are not taken for NetServer's")
			}
			derived := map[string]int{}
			for _, typ := range p.Types {
				if typ.Derived != nil {
					derived[typ.Go] = len(typ.Derived)
				}
			}
			if diff := cmp.Diff(test.derived, derived); diff != "" {
				t.Errorf("derived types (-want +got):\n%s", diff)
			}

			shuffled := slices.Clone(files)
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) {
				shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
			})
			if diff := cmp.Diff(names(p), names(assigned(t, shuffled...))); diff != "" {
				t.Errorf("the order of the files changes names (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCorpusAlone names each agent in a package of its own: everything is
// called as in the package of all agents, but that wrappers can do without the
// agent's name.
func TestCorpusAlone(t *testing.T) {
	files := corpus(t, "services86")
	all := names(assigned(t, files...))
	shorter := 0
	for _, file := range files {
		p := assigned(t, file)
		wrappers := map[string]bool{}
		for _, typ := range p.Types {
			if typ.Wrapper {
				wrappers[key(typ)] = true
			}
		}
		for thing, name := range names(p) {
			switch want := all[thing]; {
			case name == want:
			case wrappers[thing] && want == p.Agents[0].Go+name:
				shorter++
			default:
				t.Errorf("%s is %s, and %s among all agents", thing, name, want)
			}
		}
	}
	if shorter == 0 {
		t.Error("no wrapper carries the name of its agent")
	}
	t.Logf("%d wrappers carry the name of their agent", shorter)
}

func corpus(t *testing.T, version string) []string {
	t.Helper()
	dir := os.Getenv("SO_WSDLGEN_CORPUS")
	if dir == "" {
		t.Skip("SO_WSDLGEN_CORPUS is not set to the folder of the published WSDLs")
	}
	files, err := filepath.Glob(filepath.Join(dir, version, "wsdl", "*.wsdl"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 54 {
		t.Fatalf("%d WSDLs of %s, want 54", len(files), version)
	}
	return files
}

func assigned(t *testing.T, files ...string) *ir.Package {
	t.Helper()
	read, err := source.Read(t.Context(), files, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err := wsdl.Load(read)
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.Package(set, build.Options{Name: "services"})
	if err != nil {
		t.Fatal(err)
	}
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	return p
}

// declaredOperations counts the operations of the port types by a reading of
// the files that shares nothing with the generator.
func declaredOperations(t *testing.T, files []string) int {
	t.Helper()
	total := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var definitions struct {
			Operations []struct{} `xml:"portType>operation"`
		}
		if err := xml.Unmarshal(data, &definitions); err != nil {
			t.Fatal(err)
		}
		total += len(definitions.Operations)
	}
	return total
}

func operations(p *ir.Package) int {
	total := 0
	for _, a := range p.Agents {
		total += len(a.Operations)
	}
	return total
}

func logCounts(t *testing.T, p *ir.Package) {
	kinds := map[ir.Kind]int{}
	wrappers := 0
	for _, typ := range p.Types {
		kinds[typ.Kind]++
		if typ.Wrapper {
			wrappers++
		}
	}
	t.Logf("%d agents, %d operations, %d wrappers, %d other structs, %d enums, %d flags, %d dictionaries, %d namespaces",
		len(p.Agents), operations(p), wrappers, kinds[ir.Struct]-wrappers, kinds[ir.Enum], kinds[ir.Flags],
		len(p.Dictionaries), len(p.Namespaces))
}

// names are all names in Go, by what has them.
func names(p *ir.Package) map[string]string {
	all := map[string]string{}
	for _, ns := range p.Namespaces {
		all["namespace "+ns.URI] = ns.Go
	}
	for _, a := range p.Agents {
		all["agent "+a.Name] = a.Go
		for _, op := range a.Operations {
			all["operation "+a.Name+"."+op.Name] = op.Go
		}
	}
	for _, t := range slices.Concat(p.Types, p.Dictionaries) {
		all[key(t)] = t.Go
		for _, f := range t.Fields {
			all[key(t)+" "+f.Name.Space+" "+f.Name.Local] = f.Go
		}
		for _, v := range t.Values {
			all[key(t)+" "+v.Text] = v.Go
		}
	}
	return all
}

// key tells a type from all others of its package.
func key(t *ir.Type) string {
	k := t.Name.Space + " " + t.Path
	if t.Wrapper {
		k = t.Agents[0].Name + " " + k
	}
	return k
}
