package build

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

func attribute(local string, t *wsdl.Type, required bool) *wsdl.Attribute {
	return &wsdl.Attribute{Name: xml.Name{Local: local}, Path: "Mark/" + local, Type: t, Required: required, Pos: at(3)}
}

// marked is a struct of attributes, the only member of a request.
func marked(attributes ...*wsdl.Attribute) *wsdl.Type {
	t := sequence("Mark")
	t.Attributes = attributes
	return t
}

func TestAttributes(t *testing.T) {
	text, none := xsd("string"), "none"
	standard, fixed := attribute("standard", text, false), attribute("fixed", text, true)
	standard.Default, fixed.Fixed = &none, &none
	typ := marked(
		attribute("text", text, false), attribute("texts", text, true),
		attribute("int", xsd("int"), false), attribute("ints", xsd("int"), true),
		attribute("password", text, true), standard, fixed,
	)
	set := send([]*wsdl.Type{typ}, element("Mark", typ))
	type field struct {
		Name            string
		Pointer, Secret bool
		Zero            ir.Zero
	}
	for _, nillable := range []bool{false, true} {
		p, err := Package(set, Options{Name: "test", NillablePointer: nillable})
		if err != nil {
			t.Fatal(err)
		}
		made := typeNamed(t, p, "Mark")
		var got []field
		for _, f := range made.Attributes {
			got = append(got, field{f.Name.Local, f.Pointer, f.Secret, f.Zero})
		}
		want := []field{
			{"text", nillable, false, ir.Absent}, {"texts", false, false, ir.Written},
			{"int", true, false, ir.Absent}, {"ints", false, false, ir.Written},
			{"password", false, true, ir.Written}, {"standard", true, false, ir.Absent},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("nillable %t (-want +got):\n%s", nillable, diff)
		}
		if len(made.Fixed) != 1 || made.Fixed[0].Value != none || !made.Masked {
			t.Errorf("got %+v", made)
		}
	}
}

// Definitions are the same only if their attributes are.
func TestAttributesAreMerged(t *testing.T) {
	same := func() *wsdl.Type { return marked(attribute("a", xsd("string"), false)) }
	with := func(change func(t *wsdl.Type)) *wsdl.Type {
		t := same()
		change(t)
		return t
	}
	value := "x"
	for name, other := range map[string]*wsdl.Type{
		"same":         same(),
		"required":     marked(attribute("a", xsd("string"), true)),
		"type":         marked(attribute("a", xsd("int"), false)),
		"name":         marked(attribute("b", xsd("string"), false)),
		"number":       marked(),
		"default":      with(func(t *wsdl.Type) { t.Attributes[0].Default = &value }),
		"fixed":        with(func(t *wsdl.Type) { t.Attributes[0].Fixed = &value }),
		"anyAttribute": with(func(t *wsdl.Type) { t.AnyAttribute = true }),
		"all":          with(func(t *wsdl.Type) { t.AnyOrder = true }),
		"text":         with(func(t *wsdl.Type) { t.SimpleContent, t.Text = true, xsd("string") }),
	} {
		first := same()
		a := document("A", []*wsdl.Type{first}, operation("Do", []*wsdl.Element{element("Mark", first)}, nil))
		b := document("B", []*wsdl.Type{other}, operation("Do", []*wsdl.Element{element("Mark", other)}, nil))
		_, err := Package(setOf(a, b), Options{Name: "test"})
		if differs := err != nil && strings.Contains(err.Error(), "type Mark differs"); differs != (name != "same") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An attribute in the services' namespace needs a prefix for it, one in none does not.
func TestNamespacesOfAttributes(t *testing.T) {
	for space, want := range map[string]string{"": "", name("x").Space: "a"} {
		a := attribute("a", xsd("string"), false)
		a.Name.Space = space
		typ := marked(a)
		p := built(t, send([]*wsdl.Type{typ}, element("Mark", typ)))
		for _, n := range p.Namespaces {
			if n.URI == p.Namespace && n.Prefix != want {
				t.Errorf("attribute in %q: prefix %q, want %q", space, n.Prefix, want)
			}
		}
	}
}
