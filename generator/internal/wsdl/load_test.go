package wsdl_test

import (
	"encoding/binary"
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

func loadText(t *testing.T, texts ...string) *wsdl.Set {
	t.Helper()
	var files []source.File
	for i, text := range texts {
		files = append(files, source.File{Name: string(rune('a'+i)) + ".wsdl", Data: []byte(text)})
	}
	set, err := wsdl.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// schemaOf is a sound document with a schema of the test's own: its attributes
// and what is in it. tns is urn:test outside of it.
func schemaOf(attributes, content string) string {
	return `<w:definitions name="Test" targetNamespace="urn:test" xmlns:tns="urn:test" xmlns:w="http://schemas.xmlsoap.org/wsdl/">
<w:types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ` + attributes + `>` + content + `</xs:schema></w:types>
` + soapService + `</w:definitions>`
}

// soapService is a service without operations.
const soapService = `<w:portType name="P"/>
<w:binding name="B" type="tns:P"><s:binding xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"/></w:binding>
<w:service name="S"><w:port name="P" binding="tns:B"><s:address xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" location="http://x"/></w:port></w:service>
`

func TestNamesResolveWhereTheyStand(t *testing.T) {
	set := loadText(t, schemaOf(`targetNamespace="urn:inner" xmlns:tns="urn:inner" xmlns="urn:inner"`, `
		<xs:element name="Default" type="Code"/>
		<xs:element name="Rebound" type="tns:Code"/>
		<xs:element name="OwnPrefix" type="q1:Code" xmlns:q1="urn:inner"/>
		<xs:element name="OwnMeaning" type="tns:string" xmlns:tns="http://www.w3.org/2001/XMLSchema"/>
		<xs:element name="AfterOwnMeaning" type="tns:Code"/>
		<xs:element name="Spaces" type="  xs:int "/>
		<xs:element name="None"/>
		<xs:simpleType name="Code"><xs:restriction base="xs:string"/></xs:simpleType>`))
	schema := set.Documents[0].Schemas[0]
	xs := func(local string) xml.Name {
		return xml.Name{Space: "http://www.w3.org/2001/XMLSchema", Local: local}
	}
	code := schema.Types[0].Name
	if want := (xml.Name{Space: "urn:inner", Local: "Code"}); code != want {
		t.Fatalf("got type %v, want %v", code, want)
	}
	for i, want := range []xml.Name{code, code, code, xs("string"), code, xs("int"), xs("anyType")} {
		if got := schema.Elements[i]; got.Type.Name != want {
			t.Errorf("%s: got type %v, want %v", got.Name.Local, got.Type.Name, want)
		}
	}
}

func TestElements(t *testing.T) {
	const members = `
		<xs:element name="Global" nillable="true" type="xs:int"><xs:annotation><xs:documentation>Said once.</xs:documentation></xs:annotation></xs:element>
		<xs:element name="Outer"><xs:complexType><xs:sequence>
			<xs:element name="Plain" type="xs:int"/>
			<xs:element name="In" type="xs:int" form="qualified"/>
			<xs:element name="Out" type="xs:int" form="unqualified"/>
			<xs:element ref="tns:Global" minOccurs="2" maxOccurs="unbounded"/>
			<xs:element name="Nested" maxOccurs="3" nillable="1"><xs:complexType><xs:sequence><xs:element name="Leaf" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
		</xs:sequence></xs:complexType></xs:element>`
	name := func(space, local string) xml.Name { return xml.Name{Space: space, Local: local} }
	for _, test := range []struct{ form, plain string }{
		{`elementFormDefault="qualified"`, "urn:test"},
		{`elementFormDefault="unqualified"`, ""},
		{``, ""},
	} {
		t.Run(test.form, func(t *testing.T) {
			set := loadText(t, schemaOf(`targetNamespace="urn:test" `+test.form, members))
			outer := set.Documents[0].Schemas[0].Elements[1]
			want := []*wsdl.Element{
				{Name: name(test.plain, "Plain"), MinOccurs: 1, MaxOccurs: 1, Path: "Outer/Plain"},
				{Name: name("urn:test", "In"), MinOccurs: 1, MaxOccurs: 1, Path: "Outer/In"},
				{Name: name("", "Out"), MinOccurs: 1, MaxOccurs: 1, Path: "Outer/Out"},
				{Name: name("urn:test", "Global"), MinOccurs: 2, MaxOccurs: -1, Nillable: true, Doc: "Said once.", Path: "Outer/Global"},
				{Name: name(test.plain, "Nested"), MinOccurs: 1, MaxOccurs: 3, Nillable: true, Path: "Outer/Nested"},
			}
			ignore := cmpopts.IgnoreFields(wsdl.Element{}, "Pos", "Type")
			if diff := cmp.Diff(want, outer.Type.Elements, ignore); diff != "" {
				t.Error(diff)
			}
			if got := outer.Type.Elements[3].Type.Name.Local; got != "int" {
				t.Errorf("the reference has type %q, want int", got)
			}
			nested := outer.Type.Elements[4].Type
			if nested.Path != "Outer/Nested" || nested.Elements[0].Path != "Outer/Nested/Leaf" {
				t.Errorf("got the paths %q and %q", nested.Path, nested.Elements[0].Path)
			}
		})
	}
}

func TestTypes(t *testing.T) {
	set := loadText(t, schemaOf(`targetNamespace="urn:test"`, `
		<xs:complexType name="Node" abstract="true"><xs:sequence><xs:element name="Next" type="tns:Node" minOccurs="0"/></xs:sequence></xs:complexType>
		<xs:simpleType name="duration"><xs:restriction base="xs:duration"><xs:pattern value="P.*"/></xs:restriction></xs:simpleType>
		<xs:complexType name="Leaf"><xs:complexContent><xs:extension base="tns:Node"/></xs:complexContent></xs:complexType>
		<xs:simpleType name="Flags"><xs:list><xs:simpleType><xs:restriction base="xs:string">
			<xs:enumeration value=" A "><xs:annotation><xs:documentation>First.</xs:documentation></xs:annotation></xs:enumeration><xs:enumeration value=""/>
		</xs:restriction></xs:simpleType></xs:list></xs:simpleType>
		<xs:complexType name="Empty"/>`))
	types := set.Documents[0].Schemas[0].Types
	byName := make(map[string]*wsdl.Type)
	var order []string
	for _, typ := range types {
		byName[typ.Name.Local] = typ
		order = append(order, typ.Name.Local)
	}
	if diff := cmp.Diff([]string{"Node", "duration", "Leaf", "Flags", "Empty"}, order); diff != "" {
		t.Errorf("not in document order: %s", diff)
	}
	node, duration, leaf, flags := byName["Node"], byName["duration"], byName["Leaf"], byName["Flags"]
	if node.Content != wsdl.Sequence || !node.Abstract || node.Elements[0].Type != node {
		t.Errorf("Node is not an abstract type that holds itself: %+v", node)
	}
	if duration.Content != wsdl.Restriction || duration.Base == duration || duration.Base.Content != wsdl.Builtin {
		t.Errorf("duration does not restrict the built-in: %+v", duration.Base)
	}
	if leaf.Content != wsdl.Sequence || leaf.Base != node || leaf.Elements != nil {
		t.Errorf("Leaf is not an extension of Node: %+v", leaf)
	}
	if flags.Content != wsdl.ListOf || flags.Item.Path != "Flags" || flags.Item.Name.Local != "" {
		t.Fatalf("Flags is not a list of an anonymous type: %+v", flags)
	}
	want := []wsdl.Value{{Text: " A ", Doc: "First."}, {Text: ""}}
	if diff := cmp.Diff(want, flags.Item.Enumeration, cmpopts.IgnoreTypes(diag.Position{})); diff != "" {
		t.Error(diff)
	}
}

func TestDocumentationAndAppInfo(t *testing.T) {
	text := base(t)
	text = edit(t, text, `<xs:complexType name="Being">`, `<xs:complexType name="Being">
		<xs:annotation>
			<xs:documentation> Who <b>lives</b>&lt;!
			</xs:documentation>
			<xs:documentation xml:lang="en"><![CDATA[Second.]]></xs:documentation>
			<xs:appinfo>
				<IsDictionary xmlns="http://schemas.microsoft.com/2003/10/Serialization/"> true </IsDictionary>
				<ActualType Name="short" xmlns="http://schemas.microsoft.com/2003/10/Serialization/"/>
				<Other xmlns="urn:other">x</Other>
			</xs:appinfo>
		</xs:annotation>`)
	text = edit(t, text, `<wsdl:portType name="Greeter">`, `<wsdl:portType name="Greeter"><wsdl:documentation>Greets.</wsdl:documentation>`)
	text = edit(t, text, `<wsdl:input message="tns:GreetIn"/>`, `<wsdl:documentation>Hello.</wsdl:documentation><wsdl:input message="tns:GreetIn"/>`)
	document := loadText(t, text).Documents[0]

	being := document.Schemas[0].Types[0]
	if want := "Who lives<!\n\t\t\t\nSecond."; being.Doc != want {
		t.Errorf("got documentation %q, want %q", being.Doc, want)
	}
	if diff := cmp.Diff(map[string]string{"IsDictionary": "true", "ActualType": ""}, being.AppInfo); diff != "" {
		t.Error(diff)
	}
	binding := document.Services[0].Ports[0].Binding
	if binding.PortType.Doc != "Greets." || binding.Operations[0].Doc != "Hello." {
		t.Errorf("got the documentation %q and %q", binding.PortType.Doc, binding.Operations[0].Doc)
	}
}

func TestServices(t *testing.T) {
	text := base(t)
	document := loadText(t, text).Documents[0]
	port := document.Services[0].Ports[0]
	if port.Location != "https://example.com/Greeter.svc" || port.Binding.SOAP12 {
		t.Errorf("got location %q, SOAP 1.2 %t", port.Location, port.Binding.SOAP12)
	}
	operation := port.Binding.Operations[0]
	if operation.SOAPAction != "urn:greet/Greet" {
		t.Errorf("got SOAPAction %q", operation.SOAPAction)
	}
	elements := document.Schemas[0].Elements
	if operation.Input.Body != elements[0] || operation.Output.Body != elements[1] {
		t.Error("the bodies are not the global elements")
	}
	if len(operation.Input.Headers) != 1 || operation.Input.Headers[0] != elements[2] || operation.Output.Headers != nil {
		t.Errorf("got the headers %v and %v", operation.Input.Headers, operation.Output.Headers)
	}

	t.Run("one-way", func(t *testing.T) {
		text := edit(t, text, `<wsdl:output message="tns:GreetOut"/>`, ``)
		text = edit(t, text, `<wsdl:output><soap:body use="literal"/></wsdl:output>`, ``)
		operation := loadText(t, text).Documents[0].Services[0].Ports[0].Binding.Operations[0]
		if operation.Input == nil || operation.Output != nil {
			t.Errorf("got input %v and output %v", operation.Input, operation.Output)
		}
	})
	t.Run("SOAP 1.2", func(t *testing.T) {
		text := edit(t, text, `"http://schemas.xmlsoap.org/wsdl/soap/"`, `"http://schemas.xmlsoap.org/wsdl/soap12/"`)
		binding := loadText(t, text).Documents[0].Services[0].Ports[0].Binding
		if !binding.SOAP12 || binding.Operations[0].SOAPAction != "urn:greet/Greet" {
			t.Errorf("got SOAP 1.2 %t, SOAPAction %q", binding.SOAP12, binding.Operations[0].SOAPAction)
		}
	})
	t.Run("named body part", func(t *testing.T) {
		text := edit(t, text, `<wsdl:message name="GreetIn">`, `<wsdl:message name="GreetIn"><wsdl:part name="h" element="tns:Ticket"/>`)
		text = edit(t, text, `/><soap:body use="literal"/>`, `/><soap:body parts="parameters" use="literal"/>`)
		document := loadText(t, text).Documents[0]
		if got := document.Services[0].Ports[0].Binding.Operations[0].Input.Body; got != document.Schemas[0].Elements[0] {
			t.Errorf("got body %v", got.Name)
		}
	})
}

// TestSeveralDocuments has one name in both documents: each means its own. What
// is in one of them only is found from the other.
func TestSeveralDocuments(t *testing.T) {
	first := schemaOf(`targetNamespace="urn:test"`, `
		<xs:import namespace="urn:other" schemaLocation="other.xsd"/>
		<xs:element name="Own" type="tns:Both"/>
		<xs:element name="Other" type="o:Single" xmlns:o="urn:other"/>
		<xs:simpleType name="Both"><xs:restriction base="xs:int"/></xs:simpleType>`)
	second := `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:test"><import namespace="urn:test" location="a.wsdl"/><types>
		<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:test"><element name="Own" type="t:Both" xmlns:t="urn:test"/><simpleType name="Both"><restriction base="string"/></simpleType></schema>
		<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"><simpleType name="Single"><restriction base="string"/></simpleType></schema>
	</types></definitions>`
	for _, order := range [][]string{{first, second}, {second, first}} {
		documents := loadText(t, order...).Documents
		for _, document := range documents {
			if schema := document.Schemas[0]; schema.Elements[0].Type != schema.Types[0] {
				t.Errorf("%s: Both is not its own", document.File)
			}
		}
		if order[0] == first && documents[0].Schemas[0].Elements[1].Type != documents[1].Schemas[1].Types[0] {
			t.Error("Single is not the other document's")
		}
	}
}

func TestEncodings(t *testing.T) {
	text := edit(t, base(t), `value="Glad"`, `value="Fröhlich"`)
	declared := func(encoding string) string { return edit(t, text, `"utf-8"`, `"`+encoding+`"`) }
	undeclared := edit(t, text, `<?xml version="1.0" encoding="utf-8"?>`, ``)
	utf16In := func(order binary.AppendByteOrder, text string) string {
		var data []byte
		for _, unit := range utf16.Encode([]rune(text)) {
			data = order.AppendUint16(data, unit)
		}
		return string(data)
	}
	latin1 := strings.ReplaceAll(declared("ISO-8859-1"), "ö", "\xF6")
	const bom = "\uFEFF"
	want := loadText(t, text)
	for name, text := range map[string]string{
		"UTF-8 with byte order mark":        bom + text,
		"UTF-16LE with byte order mark":     utf16In(binary.LittleEndian, bom+declared("utf-16")),
		"UTF-16BE with byte order mark":     utf16In(binary.BigEndian, bom+declared("UTF-16")),
		"UTF-16LE with declaration":         utf16In(binary.LittleEndian, declared("utf-16le")),
		"UTF-16BE with declaration":         utf16In(binary.BigEndian, declared("utf-16be")),
		"ISO-8859-1":                        latin1,
		"US-ASCII with character reference": strings.ReplaceAll(declared("us-ascii"), "ö", "&#xF6;"),
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, loadText(t, text), cmpopts.IgnoreTypes(diag.Position{})); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("UTF-16LE without declaration", func(t *testing.T) { // the lines are others
		got := loadText(t, utf16In(binary.LittleEndian, bom+undeclared))
		if diff := cmp.Diff(want, got, cmpopts.IgnoreTypes(diag.Position{})); diff != "" {
			t.Error(diff)
		}
	})

	for _, test := range []struct{ name, text, want string }{
		{"odd UTF-16", "\xFF\xFE<", "in: is not well-formed UTF-16: save it as UTF-8"},
		{"half a surrogate pair", "\xFF\xFE<\x00\x00\xD8", "in: is not well-formed UTF-16: save it as UTF-8"},
		{"surrogates in the wrong order", "\xFF\xFE\x00\xDC\x00\xD8", "in: is not well-formed UTF-16: save it as UTF-8"},
		{"not what it declares", bom + declared("utf-16"), `in:1:40: the file is UTF-8 but declares the encoding "utf-16": correct the declaration`},
		{"UTF-16 by declaration alone", declared("utf-16"), `in:1:40: the file declares the encoding "utf-16" and is not in it: correct the declaration`},
		{"Latin-1 as UTF-8", strings.ReplaceAll(text, "ö", "\xF6"), `in:33:43: not well-formed XML: invalid UTF-8: save the file as UTF-8, or declare the encoding that it is in`},
	} {
		t.Run(test.name, func(t *testing.T) {
			check(t, []source.File{{Name: "in", Data: []byte(test.text)}}, []string{test.want})
		})
	}
}

func FuzzLoad(f *testing.F) {
	text := base(f)
	f.Add([]byte(text))
	f.Add([]byte(schemaOf(`targetNamespace="urn:test"`, `<xs:element name="A" type="tns:B"/><xs:complexType name="B"><xs:sequence><xs:element ref="tns:A"/></xs:sequence></xs:complexType>`)))
	f.Add([]byte(edit(f, text, `name="Mood">`, `name="Mood"><xs:annotation><xs:appinfo><IsDictionary xmlns="http://schemas.microsoft.com/2003/10/Serialization/">true</IsDictionary></xs:appinfo></xs:annotation>`)))
	f.Add([]byte("\xFF\xFE<\x00a\x00/\x00>\x00"))
	f.Add([]byte("<!DOCTYPE html>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		set, err := wsdl.Load([]source.File{{Name: "in", Data: data}})
		if (set == nil) == (err == nil) {
			t.Errorf("got set %v and error %v", set, err)
		}
		if set != nil {
			describeDocument(set.Documents[0])
		}
	})
}
