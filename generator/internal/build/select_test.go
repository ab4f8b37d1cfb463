package build

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// selectable has three agents: Contact and Person share a type, and in Ticket
// alone a field is typed as a base that Contact only extends.
func selectable(t *testing.T) *ir.Package {
	base := sequence("Base", element("Id", xsd("int")))
	derived := extension(base, "Derived", element("Name", xsd("string")))
	foreign := element("Far", xsd("string"))
	foreign.Name.Space = "urn:far"
	shared := sequence("Shared", foreign)
	types := []*wsdl.Type{base, derived, shared}
	settings := dictionaryOf("Settings", xsd("string"), xsd("string"))

	save := operation("Save", []*wsdl.Element{element("Entity", derived)}, nil)
	save.Input.Headers = []*wsdl.Element{element("ApplicationToken", xsd("string")), element("Ticket", xsd("string"))}
	find := operation("Find", nil, []*wsdl.Element{element("Found", shared)})
	find.Input.Headers = []*wsdl.Element{element("Ticket", xsd("string"))}
	find.Output.Headers = []*wsdl.Element{element("Settings", settings)}
	store := operation("Store", []*wsdl.Element{element("Any", base), element("Shared", shared)}, nil)
	return built(t, setOf(document("Contact", types, save), document("Person", types, find), document("Ticket", types, store)))
}

func TestSelect(t *testing.T) {
	type selection struct {
		Agents, Sources, Types, Dictionaries []string
		Request, Response                    []string
		Blocks                               [][]int
		Spaces                               []string
		Derived                              []string // of Base
	}
	tests := []struct {
		name   string
		agents []string
		want   selection
	}{
		{"a base that no field has", []string{"Contact"}, selection{
			Agents: []string{"Contact"}, Sources: []string{"Contact.wsdl"}, Types: []string{"Base", "Derived", "Save", "SaveResponse"},
			Request: []string{"ApplicationToken", "Ticket"}, Blocks: [][]int{{0, 1}},
			Spaces: []string{tns},
		}},
		{"fewer header blocks", []string{"Person"}, selection{
			Agents: []string{"Person"}, Sources: []string{"Person.wsdl"}, Types: []string{"Find", "FindResponse", "Shared"}, Dictionaries: []string{"Settings"},
			Request: []string{"Ticket"}, Response: []string{"Settings"}, Blocks: [][]int{{0}},
			Spaces: []string{tns, "urn:far"},
		}},
		{"a base that a field has", []string{"Ticket"}, selection{
			Agents: []string{"Ticket"}, Sources: []string{"Ticket.wsdl"}, Types: []string{"Base", "Derived", "Shared", "Store", "StoreResponse"},
			Blocks: [][]int{nil},
			Spaces: []string{tns, "urn:far"}, Derived: []string{"Derived"},
		}},
		{"two, in any order and twice", []string{"Person", "Contact", "Person"}, selection{
			Agents: []string{"Contact", "Person"}, Sources: []string{"Contact.wsdl", "Person.wsdl"}, Types: []string{"Base", "Derived", "Find", "FindResponse", "Save", "SaveResponse", "Shared"},
			Dictionaries: []string{"Settings"},
			Request:      []string{"ApplicationToken", "Ticket"}, Response: []string{"Settings"}, Blocks: [][]int{{0, 1}, {1}},
			Spaces: []string{tns, "urn:far"},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := selectable(t)
			before := map[string]string{}
			for _, ns := range p.Namespaces {
				before[ns.URI] = ns.Prefix
			}
			if err := Select(p, test.agents); err != nil {
				t.Fatal(err)
			}
			got := selection{Sources: p.Sources, Types: typeNames(p.Types), Dictionaries: typeNames(p.Dictionaries)}
			for _, a := range p.Agents {
				got.Agents = append(got.Agents, a.Name)
				got.Blocks = append(got.Blocks, a.Operations[0].RequestBlocks)
			}
			for _, f := range p.RequestHeader.Fields {
				got.Request = append(got.Request, f.Name.Local)
			}
			for _, f := range p.ResponseHeader.Fields {
				got.Response = append(got.Response, f.Name.Local)
			}
			for _, ns := range p.Namespaces {
				got.Spaces = append(got.Spaces, ns.URI)
				if ns.Prefix != before[ns.URI] {
					t.Errorf("the prefix of %s was %q and is %q", ns.URI, before[ns.URI], ns.Prefix)
				}
			}
			for _, typ := range p.Types {
				if typ.Name.Local == "Base" {
					got.Derived = typeNames(typ.Derived)
				}
				for _, a := range typ.Agents {
					if a != p.Agents[0] && a != p.Agents[len(p.Agents)-1] {
						t.Errorf("%s belongs to %s too", typ.Path, a.Name)
					}
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSelectDirections(t *testing.T) {
	p := selectable(t)
	if err := Select(p, []string{"Person"}); err != nil {
		t.Fatal(err)
	}
	// Ticket writes Shared, but Person only reads it.
	if shared := typeNamed(t, p, "Shared"); shared.Encode || !shared.Decode || len(shared.Agents) != 1 {
		t.Errorf("encode %t, decode %t, %d agents", shared.Encode, shared.Decode, len(shared.Agents))
	}
}

func TestSelectUnknown(t *testing.T) {
	for name, want := range map[string]string{
		"person":  "there is no agent person; there are Person, Ticket, Contact",
		"Tickets": "there is no agent Tickets; there are Ticket, Contact, Person",
		"":        "there is no agent ; there are Person, Ticket, Contact",
	} {
		err := Select(selectable(t), []string{"Contact", name})
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if err := Select(selectable(t), nil); err != nil {
		t.Error(err)
	}
}
