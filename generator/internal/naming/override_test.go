package naming

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// overridden is a package with one thing of each kind that can be overridden.
func overridden() *ir.Package {
	contact, person := agent("Contact", "Save", "Find"), agent("Person", "Save")
	types := append(wrappersOf(contact, person), structOf(tns, "Carrier", "Id"), structOf(tns, "Twin"), structOf(other, "Twin"), enum("Mood", "glad"))
	return with(pack(contact, person), types...)
}

func overriding(of, name string) Override {
	return Override{Of: of, Go: name, Pos: diag.Position{File: "so-wsdlgen.yaml", Line: 9, Col: 7}}
}

func TestOverrides(t *testing.T) {
	for of, changed := range map[string]string{
		"agent Contact":                 "Contact → X", // and the wrappers that carry its name
		"operation Contact.Find":        "Find → X",
		"element Find of agent Contact": "FindRequest → X",
		"type Carrier":                  "Carrier → X",
		"type Twin of " + other:         "",
		"element Carrier/Id":            "Id → X",
		"value glad of type Mood":       "MoodGlad → X",
	} {
		t.Run(of, func(t *testing.T) {
			before, after := overridden(), overridden()
			if err := Assign(before, nil); err != nil {
				t.Fatal(err)
			}
			if err := Assign(after, nil, overriding(of, "X")); err != nil {
				t.Fatal(err)
			}
			was, is := names(before), names(after)
			var changes []string
			for thing, name := range is {
				switch {
				case name == was[thing]:
				case name == "X":
					changes = append(changes, was[thing]+" → X")
				case of == "agent Contact" && strings.HasPrefix(name, "X"): // ContactSaveRequest
				default:
					t.Errorf("%s was %s and is %s", thing, was[thing], name)
				}
			}
			if len(changes) != 1 || changed != "" && changes[0] != changed {
				t.Errorf("changes %q, want %s", changes, changed)
			}
			checkCompiles(t, after)
		})
	}
}

// TestOverrideCures: what a message says to add makes it go away.
func TestOverrideCures(t *testing.T) {
	clash := func() *ir.Package { return with(pack(), structOf(tns, "Contact", "user-name", "userName")) }
	err := Assign(clash(), nil)
	if err == nil {
		t.Fatal("no clash")
	}
	_, line, _ := strings.Cut(err.Error(), "names:\n")
	of, name, _ := strings.Cut(strings.TrimSpace(line), ": ")
	p := clash()
	if err := Assign(p, nil, overriding(of, name)); err != nil {
		t.Fatal(err)
	}
	if got := p.Types[0].Fields[1].Go; got != "NewName" {
		t.Errorf("got %s", got)
	}
}

func TestOverrideErrors(t *testing.T) {
	const at = "so-wsdlgen.yaml:9:7: "
	tests := []struct {
		of, name string
		want     string
	}{
		{"type Nobody", "X", at + "there is no type Nobody to be named: write what messages call it, such as " +
			"type Contact, operation Contact.Save or element Contact/Name"},
		{"type Carrier", "carrier", at + `type Carrier: "carrier" is not an exported Go identifier`},
		{"type Carrier", "A-B", at + `type Carrier: "A-B" is not an exported Go identifier`},
		{"type Carrier", "ContactClient", "a.wsdl:3:1: type Carrier: the Go name ContactClient is taken by agent Contact" + newName("type Carrier")},
		{"type Carrier", "Reserved", "a.wsdl:3:1: type Carrier: the Go name Reserved is taken by the runtime" + newName("type Carrier")},
		{"operation Contact.Find", "With", "a.wsdl:2:1: operation Contact.Find: the Go name With is taken by the generated code" + newName("operation Contact.Find")},
	}
	for _, test := range tests {
		err := Assign(overridden(), []string{"Reserved"}, overriding(test.of, test.name))
		if err == nil {
			t.Errorf("%s: no error", test.of)
			continue
		}
		if diff := cmp.Diff(test.want, err.Error()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestYAMLKey(t *testing.T) {
	for text, want := range map[string]string{
		"element Contact/Name":       "element Contact/Name",
		"operation Contact.Save":     "operation Contact.Save",
		`value a: "b" # c of type T`: `"value a: \"b\" # c of type T"`,
		"type T of urn:x":            `"type T of urn:x"`,
	} {
		if got := yamlKey(text); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
