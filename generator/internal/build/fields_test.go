package build

import (
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// TestMember is the table of kind, minOccurs and nillable.
func TestMember(t *testing.T) {
	type form struct {
		pointer bool
		zero    ir.Zero
	}
	absent, null, empty := form{true, ir.Absent}, form{true, ir.Nil}, form{true, ir.Empty}
	tests := []struct {
		name string
		typ  *wsdl.Type
		// The forms for: required, required and nillable, optional, optional and nillable.
		want [4]form
	}{
		{"string", xsd("string"), [4]form{{}, {}, {}, {}}},
		{"decimal", xsd("decimal"), [4]form{{}, {}, {}, {}}},
		{"int", xsd("int"), [4]form{{}, null, {}, absent}},
		{"dateTime", xsd("dateTime"), [4]form{{}, null, {}, absent}},
		{"base64Binary", xsd("base64Binary"), [4]form{{false, ir.Empty}, {false, ir.Nil}, {false, ir.Absent}, {false, ir.Absent}}},
		{"anyType", xsd("anyType"), [4]form{{false, ir.Empty}, {false, ir.Nil}, {false, ir.Absent}, {false, ir.Absent}}},
		{"enum", restriction("Status", xsd("string"), "Sent"), [4]form{{false, ir.Refused}, {false, ir.Nil}, {false, ir.Absent}, {false, ir.Absent}}},
		{"flags", flags("Rights", restriction("", xsd("string"), "Read")),
			[4]form{{false, ir.Empty}, {false, ir.Nil}, {false, ir.Absent}, {false, ir.Absent}}},
		{"list", listOf("ArrayOfint", xsd("int")), [4]form{{false, ir.Empty}, {false, ir.Nil}, {false, ir.Absent}, {false, ir.Absent}}},
		{"dictionary", dictionaryOf("Settings", xsd("int"), xsd("string")),
			[4]form{{false, ir.Empty}, {false, ir.Nil}, {false, ir.Absent}, {false, ir.Absent}}},
		{"struct", sequence("Message", element("From", xsd("string"))), [4]form{{}, null, absent, absent}},
	}
	for _, test := range tests {
		fields := sendMembers(t, []*wsdl.Type{test.typ},
			element("A", test.typ), nillable(element("B", test.typ)),
			optional(element("C", test.typ)), optional(nillable(element("D", test.typ))))
		for i, f := range fields {
			if got := (form{f.Pointer, f.Zero}); got != test.want[i] {
				t.Errorf("%s, minOccurs %d, nillable %t: got %+v, want %+v", test.name, f.MinOccurs, f.Nillable, got, test.want[i])
			}
			if f.Repeated {
				t.Errorf("%s: repeated", test.name)
			}
		}
	}

	base := sequence("Base", element("Id", xsd("int")))
	derived := extension(base, "Derived", element("X", xsd("int")))
	f := sendMembers(t, []*wsdl.Type{base, derived}, element("Any", base))[0]
	if got := (form{f.Pointer, f.Zero}); got != empty {
		t.Errorf("a required struct that others stand in for: got %+v, want %+v", got, empty)
	}
}

func TestRepeated(t *testing.T) {
	message := sequence("Message", element("From", xsd("string")))
	limited := element("C", xsd("int"))
	limited.MaxOccurs = 3
	for _, f := range sendMembers(t, []*wsdl.Type{message},
		repeated(element("A", message)), repeated(nillable(element("B", xsd("int")))), limited) {
		if !f.Repeated || f.Pointer || f.Zero != ir.Absent {
			t.Errorf("%s: repeated %t, pointer %t, zero %d", f.Path, f.Repeated, f.Pointer, f.Zero)
		}
	}
}

func TestItem(t *testing.T) {
	message := sequence("Message", element("From", xsd("string")))
	for _, item := range []*wsdl.Type{message, xsd("int"), xsd("string"), xsd("base64Binary")} {
		list := listOf("ArrayOfIt", item)
		f := sendMembers(t, []*wsdl.Type{message, list}, element("List", list))[0].Type.Item
		if f.Repeated || f.Pointer || f.Zero != ir.Written {
			t.Errorf("item %s: repeated %t, pointer %t, zero %d", item.Path, f.Repeated, f.Pointer, f.Zero)
		}
	}
}

func TestDictionaryFields(t *testing.T) {
	message := sequence("Message", element("From", xsd("string")))
	tests := []struct {
		value   *wsdl.Element
		pointer bool
		zero    ir.Zero
	}{
		{element("Value", message), true, ir.Empty},
		{nillable(element("Value", message)), true, ir.Nil},
		{optional(nillable(element("Value", message))), true, ir.Nil},
		{nillable(element("Value", xsd("string"))), false, ir.Written},
		{element("Value", xsd("int")), false, ir.Written},
		{nillable(element("Value", xsd("anyType"))), false, ir.Nil},
	}
	for _, test := range tests {
		entry := sequence("", nillable(element("Key", xsd("int"))), test.value)
		settings := dictionary("Settings", repeated(element("Entry", entry)))
		d := sendMembers(t, []*wsdl.Type{message, settings}, element("Settings", settings))[0].Type
		if d.Key.Pointer || d.Key.Zero != ir.Written {
			t.Errorf("key: pointer %t, zero %d", d.Key.Pointer, d.Key.Zero)
		}
		if v := d.Value; v.Pointer != test.pointer || v.Zero != test.zero {
			t.Errorf("value of type %s, nillable %t: pointer %t, zero %d", test.value.Type.Path, v.Nillable, v.Pointer, v.Zero)
		}
		if want := (ir.QName{Space: tns, Local: "Entry"}); d.Entry != want {
			t.Errorf("entry %v, want %v", d.Entry, want)
		}
	}
}

func TestSecrets(t *testing.T) {
	settings := dictionaryOf("Settings", xsd("string"), xsd("string"))
	counts := dictionaryOf("Counts", xsd("string"), xsd("int"))
	login := sequence("Login", element("Password", xsd("string")))
	derived := extension(login, "DerivedLogin", element("Name", xsd("string")))
	inner := sequence("Inner", element("Settings", settings))
	response := []*wsdl.Element{element("Result", settings)}
	p := built(t, setOf(document("Messaging", []*wsdl.Type{settings, counts, login, derived, inner}, operation("Send", []*wsdl.Element{
		element("UserPassword", xsd("string")), element("Passphrase", xsd("string")), element("TICKET", xsd("string")),
		element("AuthToken", xsd("string")), element("ClientSecret", xsd("string")), element("ApiKey", xsd("string")),
		element("PrivateKey", xsd("string")), repeated(element("token", xsd("string"))), element("Settings", settings),
		element("TicketId", xsd("string")), element("Secretary", xsd("string")), element("Token", xsd("int")),
		element("Counts", counts), element("Login", derived), element("Inner", inner),
	}, response))))
	op := p.Agents[0].Operations[0]
	for i, f := range op.Request.Fields {
		if want := i < 9; f.Secret != want {
			t.Errorf("%s: secret %t", f.Path, f.Secret)
		}
	}
	if op.Response.Fields[0].Secret {
		t.Error("a dictionary in a response is a secret")
	}
	masked := map[string]bool{"Send": true, "SendResponse": false, "Login": true, "DerivedLogin": true, "Inner": false}
	for local, want := range masked {
		if got := typeNamed(t, p, local).Masked; got != want {
			t.Errorf("%s: masked %t", local, got)
		}
	}
}
