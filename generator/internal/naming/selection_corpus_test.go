package naming

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/build"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// five are agents that share types and names of operations.
var five = []string{"Contact", "Person", "Ticket", "Import", "Webhook"}

// loaded is the set of all WSDLs of a version.
func loaded(t *testing.T, version string) *wsdl.Set {
	t.Helper()
	read, err := source.Read(t.Context(), corpus(t, version), nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err := wsdl.Load(read)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// choose makes a package of some agents of a set, or of all.
func choose(t *testing.T, set *wsdl.Set, agents ...string) *ir.Package {
	t.Helper()
	p, err := build.Package(set, build.Options{Name: "services"})
	if err != nil {
		t.Fatal(err)
	}
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	if err := build.Select(p, agents); err != nil {
		t.Fatal(err)
	}
	return p
}

func agentNames(p *ir.Package) []string {
	var all []string
	for _, a := range p.Agents {
		all = append(all, a.Name)
	}
	return all
}

// checkSelection wants the agents and nothing else, under the names that all
// agents together have.
func checkSelection(t *testing.T, p *ir.Package, agents []string, whole map[string]string) {
	t.Helper()
	if diff := cmp.Diff(slices.Sorted(slices.Values(agents)), agentNames(p)); diff != "" {
		t.Errorf("agents (-want +got):\n%s", diff)
	}
	for thing, name := range names(p) {
		if whole[thing] != name {
			t.Errorf("%s is %s, and %s among all agents", thing, name, whole[thing])
		}
	}
}

// TestCorpusSelections: names do not depend on what is selected.
func TestCorpusSelections(t *testing.T) {
	for _, version := range []string{"services86", "services87"} {
		t.Run(version, func(t *testing.T) {
			set := loaded(t, version)
			all := choose(t, set)
			whole, everyone := names(all), agentNames(all)
			random := rand.New(rand.NewPCG(3, 4))
			for range 20 {
				random.Shuffle(len(everyone), func(i, j int) { everyone[i], everyone[j] = everyone[j], everyone[i] })
				agents := everyone[:1+random.IntN(len(everyone))]
				p := choose(t, set, agents...)
				checkSelection(t, p, agents, whole)
				checkCompiles(t, p)
			}
		})
	}
}

// TestCorpusPermutations: neither does the order in which agents are selected,
// nor that of the documents.
func TestCorpusPermutations(t *testing.T) {
	set := loaded(t, "services86")
	var documents []*wsdl.Document
	for _, d := range set.Documents {
		if slices.Contains(five, d.Services[0].Ports[0].Binding.PortType.Name.Local) {
			documents = append(documents, d)
		}
	}
	want := names(choose(t, &wsdl.Set{Documents: documents}))
	for order := range permutations(len(five)) {
		agents, shuffled := make([]string, len(five)), make([]*wsdl.Document, len(five))
		for to, from := range order {
			agents[to], shuffled[to] = five[from], documents[from]
		}
		p := choose(t, &wsdl.Set{Documents: shuffled}, agents...)
		if diff := cmp.Diff(want, names(p)); diff != "" {
			t.Fatalf("agents %q (-want +got):\n%s", agents, diff)
		}
		few := agents[:2]
		checkSelection(t, choose(t, &wsdl.Set{Documents: shuffled}, few...), few, want)
	}
}

// permutations iterates over the orders of n things.
func permutations(n int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		var order []int
		var extend func() bool
		extend = func() bool {
			if len(order) == n {
				return yield(order)
			}
			for i := range n {
				if slices.Contains(order, i) {
					continue
				}
				order = append(order, i)
				if !extend() {
					return false
				}
				order = order[:len(order)-1]
			}
			return true
		}
		extend()
	}
}

// TestCorpusSelectedAsAlone: a selection holds what the agents have in a package
// of their own, no more and no less.
func TestCorpusSelectedAsAlone(t *testing.T) {
	for _, version := range []string{"services86", "services87"} {
		set := loaded(t, version)
		for _, d := range set.Documents {
			alone := choose(t, &wsdl.Set{Documents: []*wsdl.Document{d}})
			selected := choose(t, set, agentNames(alone)...)
			if diff := cmp.Diff(shapes(alone), shapes(selected)); diff != "" {
				t.Errorf("%s (-alone +selected):\n%s", d.File, diff)
			}
		}
	}
}

// shapes are what a package declares, names in Go aside.
func shapes(p *ir.Package) map[string]any {
	all := map[string]any{
		"sources": p.Sources, "agents": agentNames(p), "NetServer": p.NetServer,
		"request header": fieldNames(p.RequestHeader), "response header": fieldNames(p.ResponseHeader),
	}
	for _, ns := range p.Namespaces {
		all["namespace "+ns.URI] = true
	}
	for _, a := range p.Agents {
		for _, op := range a.Operations {
			all["operation "+op.Name] = [][]int{op.RequestBlocks, op.ResponseBlocks}
		}
	}
	for _, t := range slices.Concat(p.Types, p.Dictionaries) {
		all["type "+t.Name.Space+" "+t.Path] = []any{t.Kind, t.Encode, t.Decode, t.Masked, len(t.Derived), len(t.Agents), fieldNames(t)}
	}
	return all
}

func fieldNames(t *ir.Type) []string {
	var all []string
	for _, f := range t.Fields {
		all = append(all, f.Name.Local)
	}
	return all
}
