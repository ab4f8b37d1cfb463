package build

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

func TestNillablePointers(t *testing.T) {
	names := listOf("ArrayOfstring", xsd("string"))
	nillable(names.Elements[0])
	contact := sequence("Contact",
		optional(nillable(element("Name", xsd("string")))), nillable(element("Code", xsd("string"))),
		optional(element("Plain", xsd("string"))), optional(nillable(element("Names", names))))
	credentials := sequence("SoCredentials", optional(nillable(element("Ticket", xsd("string")))))
	save := operation("Save", []*wsdl.Element{element("Contact", contact)}, nil)
	save.Input.Headers = []*wsdl.Element{nillable(element("Credentials", credentials))}
	set := setOf(document("Contact", []*wsdl.Type{contact, names, credentials}, save))

	type field struct {
		Name    string
		Pointer bool
		Zero    ir.Zero
	}
	fields := func(opts Options) []field {
		opts.Name = "test"
		p, err := Package(set, opts)
		if err != nil {
			t.Fatal(err)
		}
		contact := typeNamed(t, p, "Contact")
		all := []field{}
		for _, f := range append(contact.Fields, contact.Fields[3].Type.Item, typeNamed(t, p, "SoCredentials").Fields[0]) {
			all = append(all, field{f.Name.Local, f.Pointer, f.Zero})
		}
		return all
	}
	value := []field{
		{"Name", false, ir.Written}, {"Code", false, ir.Written}, {"Plain", false, ir.Written},
		{"Names", false, ir.Absent}, {"item", false, ir.Written}, {"Ticket", false, ir.Written},
	}
	value[4].Name = names.Elements[0].Name.Local
	if diff := cmp.Diff(value, fields(Options{})); diff != "" {
		t.Errorf("value mode (-want +got):\n%s", diff)
	}
	pointer := append([]field{{"Name", true, ir.Absent}, {"Code", true, ir.Nil}}, value[2:]...)
	if diff := cmp.Diff(pointer, fields(Options{NillablePointerTypes: []string{"Contact"}})); diff != "" {
		t.Errorf("pointers in Contact (-want +got):\n%s", diff)
	}
	pointer[4].Pointer, pointer[4].Zero = true, ir.Absent
	if names.Elements[0].MinOccurs > 0 {
		pointer[4].Zero = ir.Nil
	}
	if diff := cmp.Diff(pointer, fields(Options{NillablePointer: true})); diff != "" {
		t.Errorf("pointers in all types (-want +got):\n%s", diff)
	}
	if _, err := Package(set, Options{NillablePointerTypes: []string{"Nobody"}}); err == nil || err.Error() != "Contact.wsdl: there is no type Nobody to keep null in" {
		t.Errorf("an unknown type: %v", err)
	}
}
