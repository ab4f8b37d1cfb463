package build

import (
	"encoding/xml"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

func TestScalars(t *testing.T) {
	serialization := func(local string, base *wsdl.Type) *wsdl.Type {
		t := restriction(local, base)
		t.Name.Space = serializationSpace
		return t
	}
	own := func(local string) ir.QName { return ir.QName{Space: serializationSpace, Local: local} }
	schema := func(local string) ir.QName { return ir.QName{Space: xsdSpace, Local: local} }
	tests := []struct {
		typ    *wsdl.Type
		scalar ir.Scalar
		xsd    ir.QName
	}{
		{xsd("string"), ir.String, schema("string")},
		{xsd("anyURI"), ir.String, schema("anyURI")},
		{xsd("decimal"), ir.String, schema("decimal")},
		{xsd("date"), ir.String, schema("date")},
		{xsd("nonNegativeInteger"), ir.String, schema("nonNegativeInteger")},
		{xsd("boolean"), ir.Bool, schema("boolean")},
		{xsd("byte"), ir.Int8, schema("byte")},
		{xsd("short"), ir.Int16, schema("short")},
		{xsd("int"), ir.Int32, schema("int")},
		{xsd("long"), ir.Int64, schema("long")},
		{xsd("unsignedByte"), ir.Uint8, schema("unsignedByte")},
		{xsd("unsignedShort"), ir.Uint16, schema("unsignedShort")},
		{xsd("unsignedInt"), ir.Uint32, schema("unsignedInt")},
		{xsd("unsignedLong"), ir.Uint64, schema("unsignedLong")},
		{xsd("float"), ir.Float32, schema("float")},
		{xsd("double"), ir.Float64, schema("double")},
		{xsd("base64Binary"), ir.Bytes, schema("base64Binary")},
		{xsd("dateTime"), ir.DateTime, schema("dateTime")},
		{xsd("duration"), ir.Duration, schema("duration")},
		{xsd("anyType"), ir.Any, schema("anyType")},
		{serialization("char", xsd("int")), ir.Uint16, own("char")},
		{serialization("duration", xsd("duration")), ir.Duration, own("duration")},
		{serialization("guid", xsd("string")), ir.String, own("guid")},
		{restriction("Age", xsd("int")), ir.Int32, schema("int")},
		{restriction("Level", xsd("int"), "1", "2"), ir.Int32, schema("int")},
		{restriction("Id", serialization("guid", xsd("string"))), ir.String, own("guid")},
	}
	for _, test := range tests {
		got := sendMembers(t, []*wsdl.Type{test.typ}, element("X", test.typ))[0].Type
		if got.Kind != ir.Builtin || got.Scalar != test.scalar || got.XSD != test.xsd {
			t.Errorf("%s: kind %d, scalar %d, xsd %v", test.typ.Path, got.Kind, got.Scalar, got.XSD)
		}
	}
}

func TestEnumerations(t *testing.T) {
	status := restriction("Status", xsd("string"), "Sent", "Failed")
	tests := []struct {
		typ  *wsdl.Type
		kind ir.Kind
	}{
		{status, ir.Enum},
		{restriction("Narrow", restriction("Text", xsd("token")), "Sent", "Failed"), ir.Enum},
		{restriction("Renamed", status), ir.Enum},
		{flags("Rights", restriction("", xsd("string"), "Sent", "Failed")), ir.Flags},
		{flags("RightsOfNamed", status), ir.Flags},
	}
	for _, test := range tests {
		p := built(t, send([]*wsdl.Type{status, test.typ}, element("X", test.typ)))
		got := typeNamed(t, p, test.typ.Name.Local)
		if got.Kind != test.kind {
			t.Errorf("%s: kind %d, want %d", test.typ.Path, got.Kind, test.kind)
		}
		want := []*ir.Value{{Pos: at(30), Text: "Sent"}, {Pos: at(31), Text: "Failed"}}
		if diff := cmp.Diff(want, got.Values); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.typ.Path, diff)
		}
	}
}

func TestAnonymousEnumeration(t *testing.T) {
	anonymous := restriction("", xsd("string"), "Low")
	anonymous.Path = "Send/Priority"
	p := built(t, send(nil, element("Priority", anonymous)))
	i := p.Types[0]
	if i.Kind != ir.Enum || i.Name != (ir.QName{}) || i.Path != "Send/Priority" {
		t.Errorf("got %+v", i)
	}
}

func TestComplexKinds(t *testing.T) {
	item := func(local string) *wsdl.Type { return listOf(local, xsd("int")) }
	extended := item("Extended")
	extending := extension(extended, "Extending")
	anonymouslyExtended := item("AnonymouslyExtended")
	holder := sequence("Holder", element("Inner", extension(anonymouslyExtended, "")))
	abstract := item("Abstract")
	abstract.Abstract = true
	node := sequence("Node")
	contain(node, repeated(element("Child", node)))
	lists, dictionaries := sequence("Lists"), sequence("Dictionaries")
	contain(lists, repeated(element("Dictionary", dictionaries)))
	*dictionaries = *dictionaryOf("Dictionaries", xsd("string"), lists)
	into := listOf("Into", node)
	link, extendedLink := sequence("Link"), sequence("ExtendedLink")
	contain(link, repeated(element("Next", extendedLink)))
	contain(extendedLink, repeated(element("Next", link)))
	chosen := restriction("Choice", xsd("string"), "A")

	all := []*wsdl.Type{extended, extending, anonymouslyExtended, holder, abstract, node, lists, dictionaries, into, chosen,
		link, extendedLink, extension(extendedLink, "ExtendingLink")}
	tests := []struct {
		name string
		typ  *wsdl.Type
		want ir.Kind
	}{
		{"list", item("List"), ir.List},
		{"list of lists", listOf("Matrix", item("Row")), ir.List},
		{"list of two at most", func() *wsdl.Type { t := item("Two"); t.Elements[0].MaxOccurs = 2; return t }(), ir.List},
		{"empty", sequence("Nothing"), ir.Struct},
		{"one element", sequence("One", element("X", xsd("int"))), ir.Struct},
		{"two elements", sequence("More", repeated(element("X", xsd("int"))), element("Y", xsd("int"))), ir.Struct},
		{"extended list", extended, ir.Struct},
		{"list that an anonymous type extends", anonymouslyExtended, ir.Struct},
		{"extension with a list", extending, ir.Struct},
		{"abstract list", abstract, ir.Struct},
		{"list of itself", node, ir.Struct},
		{"list of a list of itself", into, ir.List},
		{"list of structs that hold it", link, ir.List},
		{"list of dictionaries of it", lists, ir.Struct},
		{"dictionary of such lists", dictionaries, ir.Dictionary},
		{"dictionary", dictionaryOf("Plain", chosen, xsd("int")), ir.Dictionary},
	}
	for _, test := range tests {
		if got := sendMembers(t, append(all, test.typ), element("X", test.typ))[0].Type.Kind; got != test.want {
			t.Errorf("%s: kind %d, want %d", test.name, got, test.want)
		}
	}
}

// TestBuiltins holds the scalars to the whole list of XML Schema's built-ins.
func TestBuiltins(t *testing.T) {
	all := []string{
		"anyType", "anySimpleType", "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN",
		"NMTOKENS", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NOTATION", "QName", "anyURI", "boolean",
		"base64Binary", "hexBinary", "float", "double", "decimal", "integer", "nonPositiveInteger", "negativeInteger",
		"nonNegativeInteger", "positiveInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt",
		"unsignedShort", "unsignedByte", "duration", "dateTime", "time", "date", "gYearMonth", "gYear", "gMonthDay",
		"gDay", "gMonth",
	}
	var refused []string
	for _, local := range all {
		if _, _, ok := scalarOf(xsd(local)); !ok {
			refused = append(refused, local)
		}
	}
	if len(refused) > 0 {
		t.Errorf("no scalars: %v", refused)
	}
	if _, _, ok := scalarOf(&wsdl.Type{Name: xml.Name{Space: serializationSpace, Local: "anyURI"}}); ok {
		t.Error("a type without a base is a scalar")
	}
}

func TestBase(t *testing.T) {
	carrier := sequence("Carrier", element("TableRight", xsd("string")))
	contact := extension(carrier, "Contact", element("Name", xsd("string")))
	contact.Abstract = true
	p := built(t, send([]*wsdl.Type{carrier, contact}, element("Contact", contact)))
	got := typeNamed(t, p, "Contact")
	if got.Base != typeNamed(t, p, "Carrier") || !got.Abstract || len(got.Fields) != 1 || got.Fields[0].Name.Local != "Name" {
		t.Errorf("got %+v", got)
	}
}

// TestBodyExtendsList: what the anonymous type of a body extends is embedded in it.
func TestBodyExtendsList(t *testing.T) {
	list := listOf("List", xsd("int"))
	op := operation("Send", []*wsdl.Element{element("X", list)}, nil)
	op.Output.Body.Type.Base = list
	d := document("Messaging", []*wsdl.Type{list}, op)
	d.Schemas[0].Elements = []*wsdl.Element{op.Input.Body, op.Output.Body}
	p := built(t, setOf(d))
	if got, want := p.Agents[0].Operations[0].Response.Base, typeNamed(t, p, "List"); got != want {
		t.Errorf("base %v, want %v", got, want)
	}
}
