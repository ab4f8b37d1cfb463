package wsdl

import (
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hooklift/gowsdl"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// TestSetComesFromModel changes what gowsdl has decoded and sees the Set change:
// structure and members are read from the model and nowhere else.
func TestSetComesFromModel(t *testing.T) {
	data, err := os.ReadFile("testdata/base.wsdl")
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	d := decode(source.File{Name: "base.wsdl", Data: data}, rootShapes(), &problems)
	if d == nil {
		t.Fatal(problems.Err())
	}
	schema := d.model.Types.Schemas[0]
	person := schema.ComplexTypes[1]
	friends := &person.ComplexContent.Extension.Sequence[1]
	friends.Type = formatName(parseName("{urn:greet}Being"))
	friends.MaxOccurs = "7"
	person.ComplexContent.Extension.Sequence = append(person.ComplexContent.Extension.Sequence,
		gowsdl.XSDElement{Name: "Added", Type: "{" + xsdSpace + "}int", Nillable: true})
	schema.Elements = slices.Delete(schema.Elements, 2, 3) // Ticket
	mood := schema.SimpleType[0]
	mood.Restriction.Enumeration = mood.Restriction.Enumeration[:1]
	d.model.Binding[0].Operations[0].Input.SOAPHeader = nil
	d.model.Binding[0].Operations[0].SOAPOperation.SOAPAction = "changed"

	set := resolve([]*document{d}, &problems)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	out := set.Documents[0].Schemas[0]
	var members []string
	for _, e := range out.Types[1].Elements {
		members = append(members, e.Name.Local+" "+e.Type.Name.Local)
	}
	if diff := cmp.Diff([]string{"Moods Moods", "Friends Being", "Added int"}, members); diff != "" {
		t.Error(diff)
	}
	if e := out.Types[1].Elements[1]; e.MaxOccurs != 7 {
		t.Errorf("got maxOccurs %d, want 7", e.MaxOccurs)
	}
	if len(out.Elements) != 2 || len(out.Types[2].Enumeration) != 1 {
		t.Errorf("got %d elements and %d values, want 2 and 1", len(out.Elements), len(out.Types[2].Enumeration))
	}
	operation := set.Documents[0].Services[0].Ports[0].Binding.Operations[0]
	if operation.SOAPAction != "changed" || operation.Input.Headers != nil {
		t.Errorf("got SOAPAction %q and %d headers", operation.SOAPAction, len(operation.Input.Headers))
	}
}

// TestShapes names what the reader relies on finding in gowsdl's model.
func TestShapes(t *testing.T) {
	definitions := rootShapes()[definitionsName]
	at := func(path ...string) *shape {
		s := definitions
		for _, name := range path {
			c, ok := s.children[name]
			if !ok {
				t.Fatalf("the model holds no %s of %v", name, path)
			}
			s = c.shape
		}
		return s
	}
	schema := at("types", "schema")
	if at("types", "schema", "complexType") != at("types", "schema", "element", "complexType") {
		t.Error("a local complexType is not the same shape as a global one")
	}
	if element := at("types", "schema", "element"); element.attributes["nillable"] != reflect.Bool || element.tie != "name" {
		t.Errorf("got nillable %v, tie %q", element.attributes["nillable"], element.tie)
	}
	if !schema.children["element"].repeated || at("types", "schema", "complexType").children["sequence"].repeated {
		t.Error("elements do not repeat, or a sequence does")
	}
	if at("types", "schema", "complexType", "sequence").children["element"].shape != at("types", "schema", "element") {
		t.Error("the path sequence>element does not lead to an element")
	}
	if c := at("binding", "operation").children["operation"]; c.space != soapSpace {
		t.Errorf("got namespace %q for soap:operation", c.space)
	}
	// Resolution asks these for their nodes.
	for _, path := range [][]string{
		{"import"}, {"message"}, {"message", "part"}, {"portType"}, {"portType", "operation"},
		{"portType", "operation", "input"}, {"portType", "operation", "output"},
		{"binding"}, {"binding", "binding"}, {"binding", "operation"}, {"binding", "operation", "operation"},
		{"binding", "operation", "input"}, {"binding", "operation", "input", "body"}, {"binding", "operation", "input", "header"},
		{"service"}, {"service", "port"}, {"service", "port", "address"},
		{"types", "schema"}, {"types", "schema", "import"}, {"types", "schema", "include"},
		{"types", "schema", "complexType"}, {"types", "schema", "complexType", "complexContent", "extension"},
		{"types", "schema", "simpleType"}, {"types", "schema", "simpleType", "list"},
		{"types", "schema", "simpleType", "restriction"}, {"types", "schema", "simpleType", "restriction", "enumeration"},
	} {
		if at(path...).tie == "" {
			t.Errorf("%v has no attribute to tie a node to", path)
		}
	}
}
