package docs_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// An other is a WSDL that people have: what it has in place of the parts of
// otherWSDL, by the parts' names.
type other map[string]string

// others has a WSDL for each row of the tables of supported.md.
var others = map[string]other{
	// WSDL
	"document style, literal use, the body one element": {},
	"several services and port types":                   {"<!--more-->": otherService("More", "soap")},
	"several SOAP ports of a port type":                 {"<!--more-->": otherBinding("Service12", "Service", "soap12"), "<!--port-->": `<port name="S12" binding="tns:Service12"><soap12:address location="https://example.com/12"/></port>`},
	"a port type with SOAP 1.2 alone":                   {"<!--more-->": otherService("Modern", "soap12")},
	"ports of other protocols beside SOAP":              {"<!--more-->": httpBinding, "<!--port-->": `<port name="Get" binding="tns:Get"><http:address location="x"/></port>`},
	"a service without a SOAP port":                     {"<!--more-->": httpBinding + `<service name="Others"><port name="Get" binding="tns:Get"><http:address location="x"/></port></service>`},
	"one-way operation":                                 {`<output message="tns:DoResponse"/>`: ""},
	"notification":                                      {`<input message="tns:Do"/>`: ""},
	"overloaded operation":                              {"<!--operation-->": `<operation name="Do"><input message="tns:Do"/><output message="tns:DoResponse"/></operation>`},
	"`soap:header`":                                     {"<!--schema-->": `<xs:element name="Session" type="xs:string"/>`, "<!--message-->": `<part name="Session" element="tns:Session"/>`, `<input><soap:body use="literal"/>`: `<input><soap:header message="tns:Do" part="Session" use="literal"/><soap:body parts="parameters" use="literal"/>`},
	"`wsdl:fault`":                                      {`<output message="tns:DoResponse"/>`: `<output message="tns:DoResponse"/><fault name="F" message="tns:Do"/>`},
	"policies and other extensions":                     {"<!--more-->": `<wsp:Policy xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><wsp:All/></wsp:Policy>`},
	"extension with `wsdl:required`":                    {"<!--more-->": `<x:y xmlns:x="urn:x" xmlns:w="http://schemas.xmlsoap.org/wsdl/" w:required="true"/>`},
	"RPC style":                                         {"<soap:binding": `<soap:binding style="rpc"`},
	"encoded use":                                       {`<input><soap:body use="literal"/>`: `<input><soap:body use="encoded"/>`},
	"another transport than HTTP":                       {`transport="http://schemas.xmlsoap.org/soap/http"`: `transport="urn:jms"`},
	"several parts in a body":                           {"<!--message-->": `<part name="second" element="tns:DoResponse"/>`},
	"part with a type":                                  {`<part name="parameters" element="tns:Do"/>`: `<part name="parameters" type="xs:int"/>`},
	"imports and includes":                              {"<!--schema-->": `<xs:import namespace="http://schemas.microsoft.com/2003/10/Serialization/"/>`},
	"DOCTYPE":                                           {"<definitions": "<!DOCTYPE x>\n<definitions"},
	// XML Schema
	"`xs:sequence`":                            ofType(`<xs:sequence><xs:element name="A" type="xs:int"/></xs:sequence>`),
	"`xs:sequence` inside another":             ofType(`<xs:sequence><xs:sequence/></xs:sequence>`),
	"`xs:sequence` that occurs more than once": ofType(`<xs:sequence maxOccurs="unbounded"/>`),
	"`xs:all`":                          ofType(`<xs:all><xs:element name="A" type="xs:int"/></xs:all>`),
	"`xs:choice`":                       ofType(`<xs:choice/>`),
	"`xs:group`":                        ofType(`<xs:group ref="tns:G"/>`),
	"`xs:any`":                          ofType(`<xs:sequence><xs:any/></xs:sequence>`),
	"element by reference":              {"<!--schema-->": `<xs:element name="Global" type="xs:int"/>`, "<!--member-->": `<xs:element ref="tns:Global" minOccurs="0" maxOccurs="3"/>`},
	"element with an anonymous type":    ofType(`<xs:sequence><xs:element name="Inner" maxOccurs="unbounded"><xs:complexType><xs:sequence><xs:element name="Kind"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="a"/></xs:restriction></xs:simpleType></xs:element></xs:sequence></xs:complexType></xs:element></xs:sequence>`),
	"element in no namespace":           {"<!--member-->": `<xs:element name="Local" type="xs:int" form="unqualified"/>`},
	"schema without a target namespace": {"<!--schemas-->": `<xs:schema><xs:complexType name="Bare"><xs:sequence><xs:element name="A" type="xs:int"/></xs:sequence></xs:complexType></xs:schema>`, "<!--member-->": `<xs:element name="Bare" type="Bare" xmlns=""/>`},
	"`minOccurs`, `maxOccurs`, `nillable` of an element": {"<!--member-->": `<xs:element name="Three" type="xs:int" minOccurs="0" maxOccurs="3" nillable="true"/><xs:element name="Null" type="xs:int" nillable="true"/>`},
	"default or fixed value of an element":               {"<!--member-->": `<xs:element name="D" type="xs:int" default="1"/>`},
	"substitution group":                                 {"<!--schema-->": `<xs:element name="Sub" substitutionGroup="tns:Do"/>`},
	"attribute of a built-in or an enumerated type":      ofType(`<xs:attribute name="a" type="xs:int"/><xs:attribute name="b"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="a"/></xs:restriction></xs:simpleType></xs:attribute>`),
	"attribute by reference, `xml:lang` and its like":    ofType(`<xs:attribute ref="xml:lang"/>`),
	"default value of an attribute":                      ofType(`<xs:attribute name="a" type="xs:int" default="1"/>`),
	"fixed value of an attribute":                        ofType(`<xs:attribute name="a" type="xs:int" fixed="1"/>`),
	"`xs:attributeGroup`":                                ofType(`<xs:attributeGroup ref="tns:G"/>`),
	"`xs:anyAttribute`":                                  ofType(`<xs:anyAttribute/>`),
	"`xs:complexContent` that extends a type":            extending(`<xs:sequence><xs:element name="Barks" type="xs:boolean"/></xs:sequence>`),
	"element that a base has too":                        extending(`<xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence>`),
	"`xs:complexContent` that restricts a type":          ofType(`<xs:complexContent><xs:restriction base="tns:X"/></xs:complexContent>`),
	"`xs:simpleContent` that extends a type":             ofType(`<xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="unit"/></xs:extension></xs:simpleContent>`),
	"`xs:simpleContent` that restricts a type":           ofType(`<xs:simpleContent><xs:restriction base="tns:X"/></xs:simpleContent>`),
	"mixed content":                                      {"<!--schema-->": `<xs:complexType name="M" mixed="true"/>`},
	"type that holds itself":                             nodeOf(`minOccurs="0"`),
	"type that has to hold itself":                       nodeOf(``),
	"enumeration of strings":                             simple(`<xs:restriction base="xs:string"><xs:enumeration value="a b"/><xs:enumeration value="1"/></xs:restriction>`),
	"enumeration of numbers":                             simple(`<xs:restriction base="xs:int"><xs:enumeration value="1"/></xs:restriction>`),
	"pattern, length, range":                             simple(`<xs:restriction base="xs:string"><xs:pattern value="a+"/><xs:maxLength value="3"/></xs:restriction>`),
	"list of enumerated strings":                         simple(`<xs:list><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="a"/></xs:restriction></xs:simpleType></xs:list>`),
	"other list":                                         simple(`<xs:list itemType="xs:int"/>`),
	"union":                                              simple(`<xs:union memberTypes="xs:int xs:boolean"/>`),
	"key, unique":                                        {"<!--schema-->": `<xs:element name="K"><xs:unique name="U"><xs:selector xpath="a"/><xs:field xpath="b"/></xs:unique></xs:element>`},
	"`xs:redefine`":                                      {"<!--schema-->": `<xs:redefine schemaLocation="x.xsd"/>`},
}

const httpBinding = `<binding name="Get" type="tns:Service"><http:binding verb="GET"/></binding>`

// ofType is an element of a complex type with this content.
func ofType(content string) other {
	return other{"<!--schema-->": `<xs:complexType name="X">` + content + `</xs:complexType>`, "<!--member-->": `<xs:element name="X" type="tns:X" minOccurs="0"/>`}
}

func simple(content string) other {
	return other{"<!--schema-->": `<xs:simpleType name="X">` + content + `</xs:simpleType>`, "<!--member-->": `<xs:element name="X" type="tns:X"/>`}
}

func extending(content string) other {
	o := ofType(`<xs:sequence/>`)
	o["<!--schema-->"] += `<xs:complexType name="Animal"><xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence></xs:complexType>
		<xs:complexType name="Dog"><xs:complexContent><xs:extension base="tns:Animal">` + content + `</xs:extension></xs:complexContent></xs:complexType>`
	o["<!--member-->"] += `<xs:element name="Dog" type="tns:Dog"/>`
	return o
}

func nodeOf(occurrence string) other {
	return other{
		"<!--schema-->": `<xs:complexType name="Node"><xs:sequence><xs:element name="A" type="xs:int"/><xs:element name="Next" type="tns:Node" ` + occurrence + `/></xs:sequence></xs:complexType>`,
		"<!--member-->": `<xs:element name="Node" type="tns:Node"/>`,
	}
}

func otherBinding(name, portType, soap string) string {
	return fmt.Sprintf(`<binding name="%s" type="tns:%s"><%[3]s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
	<operation name="Do"><%[3]s:operation soapAction="Do"/><input><%[3]s:body use="literal"/></input><output><%[3]s:body use="literal"/></output></operation></binding>`,
		name, portType, soap)
}

// otherService is one more service.
func otherService(name, soap string) string {
	return `<portType name="` + name + `"><operation name="Do"><input message="tns:Do"/><output message="tns:DoResponse"/></operation></portType>` +
		otherBinding(name, name, soap) +
		`<service name="` + name + `"><port name="` + name + `" binding="tns:` + name + `"><` + soap + `:address location="https://example.com/more"/></port></service>`
}

// otherWSDL is a WSDL with a place for what others have more.
var otherWSDL = `<definitions targetNamespace="urn:other" xmlns:tns="urn:other" xmlns="http://schemas.xmlsoap.org/wsdl/"
	xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
	xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<types><!--schemas-->
<xs:schema targetNamespace="urn:other" elementFormDefault="qualified"><!--schema-->
	<xs:element name="Do"><xs:complexType><xs:sequence><!--member--></xs:sequence></xs:complexType></xs:element>
	<xs:element name="DoResponse"><xs:complexType><xs:sequence><!--member--></xs:sequence></xs:complexType></xs:element>
</xs:schema></types>
<message name="Do"><part name="parameters" element="tns:Do"/><!--message--></message>
<message name="DoResponse"><part name="parameters" element="tns:DoResponse"/></message>
<portType name="Service"><operation name="Do"><input message="tns:Do"/><output message="tns:DoResponse"/></operation><!--operation--></portType>
` + otherBinding("Service", "Service", "soap") + `<!--more-->
<service name="Service"><!--port--><port name="S" binding="tns:Service"><soap:address location="https://example.com/service"/></port></service>
</definitions>`

// TestSupported generates a package for each row of the tables.
func TestSupported(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module")
	}
	doc := read(t, "supported.md")
	dir := newModule(t, "")
	var rows []string
	for _, row := range slices.Concat(table(t, doc, "WSDL")[1:], table(t, doc, "XML Schema")[1:]) {
		rows = append(rows, row[0])
		parts, ok := others[row[0]]
		if !ok {
			t.Errorf("no WSDL for %q", row[0])
			continue
		}
		text := otherWSDL
		for old, replacement := range parts {
			if !strings.Contains(text, old) {
				t.Fatalf("%s: no %s in the WSDL", row[0], old)
			}
			text = strings.ReplaceAll(text, old, replacement)
		}
		result, err := generator.Generate([]generator.Source{{Name: "in.wsdl", Data: []byte(text)}}, generator.Options{Package: "other", Server: true})
		message, refused := strings.CutPrefix(row[1], "refused: ")
		switch {
		case refused && (err == nil || !strings.Contains(err.Error(), codes(message)[0])):
			t.Errorf("%s: %v, the page says %s", row[0], err, row[1])
		case refused:
		case err != nil:
			t.Errorf("%s: %v", row[0], err)
		default:
			if _, err := result.Write(filepath.Join(dir, fmt.Sprintf("p%d", len(rows)))); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name := range others {
		if !slices.Contains(rows, name) {
			t.Errorf("the page says nothing of %q", name)
		}
	}
	goCommand(t, dir, "vet", "./...")
}
