package docs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// TestTypeMapping compares the tables of type-mapping.md with what a generated
// package does: for each cell there is an operation, which a program calls.
func TestTypeMapping(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module")
	}
	doc := read(t, "type-mapping.md")
	builtins := table(t, doc, "Built-in types")
	written := table(t, doc, "Zero values")
	readings := table(t, doc, "What is read")

	var service mappingService
	for _, row := range builtins[1:] {
		for _, name := range codes(row[0]) {
			service.add(name, occurrence{min: "1"})
		}
	}
	for _, row := range written[1:] {
		for _, o := range occurrences(t, written[0]) {
			service.add(row[0], o)
		}
	}
	for _, row := range readings[1:] {
		service.add(row[0], occurrence{min: "0", nillable: strings.HasPrefix(codes(row[1])[0], "*") || row[0] == "text"})
	}
	results := service.run(t)

	next := 0
	result := func() mappingResult { next++; return results[next-1] }
	for _, row := range builtins[1:] {
		for _, name := range codes(row[0]) {
			if got := result(); got.Type != codes(row[1])[0] {
				t.Errorf("%s is %s and not %s", name, got.Type, row[1])
			}
		}
	}
	for _, row := range written[1:] {
		var got []string
		for range row[1:] {
			r := result()
			got = append(got, fmt.Sprintf("`%s` %s", r.Type, r.Written))
		}
		compare(t, "Zero values", row, got)
	}
	for _, row := range readings[1:] {
		r := result()
		compare(t, "What is read", row, []string{"`" + r.Type + "`", r.Absent, r.Empty, r.Nil})
	}
}

func compare(t *testing.T, title string, row, got []string) {
	t.Helper()
	if diff := cmp.Diff(row[1:], got); diff != "" {
		t.Errorf("%s, row %s: the page (-) and the generated package (+):\n%s", title, row[0], diff)
	}
}

// An occurrence is a column of the table of zero values.
type occurrence struct {
	min      string
	nillable bool
}

// occurrences reads the header of the table: "minOccurs 1, nillable".
func occurrences(t *testing.T, header []string) []occurrence {
	t.Helper()
	var all []occurrence
	for _, cell := range header[1:] {
		m := regexp.MustCompile(`^minOccurs ([01])(, nillable)?$`).FindStringSubmatch(cell)
		if m == nil {
			t.Fatalf("the column %q is none of an occurrence", cell)
		}
		all = append(all, occurrence{min: m[1], nillable: m[2] != ""})
	}
	return all
}

// kinds are the types of the WSDL that stand for the kinds of the tables.
var kinds = map[string]string{
	"text":         `xs:string`,
	"number":       `xs:int`,
	"boolean":      `xs:boolean`,
	"dateTime":     `xs:dateTime`,
	"duration":     `ser:duration`,
	"bytes":        `xs:base64Binary`,
	"anyType":      `xs:anyType`,
	"enumeration":  `tns:Status`,
	"flags":        `tns:Rights`,
	"list":         `tns:ArrayOfint`,
	"dictionary":   `tns:Settings`,
	"object":       `tns:Message`,
	"object, open": `tns:Base`,
	"repeated":     `tns:Message`,
}

// A mappingService is a WSDL with an operation for each element to look at.
type mappingService struct {
	elements []string
}

// add has an element of a kind, or of a built-in type by its name.
func (s *mappingService) add(kind string, o occurrence) {
	typ, ok := kinds[kind]
	if !ok {
		typ = kind
	}
	element := fmt.Sprintf(`<xs:element name="X" type="%s" minOccurs="%s" nillable="%t"`, typ, o.min, o.nillable)
	if kind == "repeated" {
		element += ` maxOccurs="unbounded"`
	}
	s.elements = append(s.elements, element+`/>`)
}

func (s *mappingService) wsdl() []byte {
	var schema, messages, operations, bindings strings.Builder
	for i, element := range s.elements {
		for _, wrapper := range []string{"", "Response"} {
			fmt.Fprintf(&schema, `<xs:element name="Op%d%s"><xs:complexType><xs:sequence>%s</xs:sequence></xs:complexType></xs:element>`, i, wrapper, element)
			fmt.Fprintf(&messages, `<message name="Op%d%[2]s"><part name="parameters" element="tns:Op%[1]d%[2]s"/></message>`, i, wrapper)
		}
		fmt.Fprintf(&operations, `<operation name="Op%d"><input message="tns:Op%[1]d"/><output message="tns:Op%[1]dResponse"/></operation>`, i)
		fmt.Fprintf(&bindings, `<operation name="Op%d"><soap:operation soapAction="Op%[1]d"/>
			<input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>`, i)
	}
	return []byte(`<definitions targetNamespace="urn:kinds" xmlns:tns="urn:kinds" xmlns="http://schemas.xmlsoap.org/wsdl/"
	xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
	xmlns:ser="http://schemas.microsoft.com/2003/10/Serialization/">
<types>
<xs:schema targetNamespace="http://schemas.microsoft.com/2003/10/Serialization/">
	<xs:simpleType name="char"><xs:restriction base="xs:unsignedShort"/></xs:simpleType>
	<xs:simpleType name="duration"><xs:restriction base="xs:duration"/></xs:simpleType>
	<xs:simpleType name="guid"><xs:restriction base="xs:string"/></xs:simpleType>
</xs:schema>
<xs:schema targetNamespace="urn:kinds" elementFormDefault="qualified">
	<xs:simpleType name="Status"><xs:restriction base="xs:string"><xs:enumeration value="Sent"/></xs:restriction></xs:simpleType>
	<xs:simpleType name="Right"><xs:restriction base="xs:string"><xs:enumeration value="Read"/></xs:restriction></xs:simpleType>
	<xs:simpleType name="Rights"><xs:list itemType="tns:Right"/></xs:simpleType>
	<xs:complexType name="ArrayOfint"><xs:sequence><xs:element name="int" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
	<xs:complexType name="ArrayOfstring"><xs:sequence><xs:element name="string" type="xs:string" minOccurs="0" maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>
	<xs:complexType name="ArrayOfMessage"><xs:sequence><xs:element name="Message" type="tns:Message" minOccurs="0" maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>
	<xs:complexType name="Settings"><xs:annotation><xs:appinfo><IsDictionary xmlns="http://schemas.microsoft.com/2003/10/Serialization/">true</IsDictionary></xs:appinfo></xs:annotation>
		<xs:sequence><xs:element name="Entry" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
			<xs:element name="Key" type="xs:string"/><xs:element name="Value" type="xs:int"/>
		</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>
	<xs:complexType name="Message"><xs:sequence><xs:element name="Id" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>
	<xs:complexType name="Base"><xs:sequence><xs:element name="Id" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>
	<xs:complexType name="Derived"><xs:complexContent><xs:extension base="tns:Base"/></xs:complexContent></xs:complexType>
	` + schema.String() + `
</xs:schema>
</types>
` + messages.String() + `
<portType name="Kinds">` + operations.String() + `</portType>
<binding name="KindsSoap" type="tns:Kinds"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>` + bindings.String() + `</binding>
<service name="Kinds"><port name="Kinds" binding="tns:KindsSoap"><soap:address location="https://example.com/Kinds.svc"/></port></service>
</definitions>`)
}

// A mappingResult is what a generated package makes of an element X.
type mappingResult struct {
	Type    string // in Go
	Written string // how the zero value goes over the wire
	// What is read of an element that is missing, empty or nil.
	Absent, Empty, Nil string
}

// run generates the package, and calls its operations by a program of its own.
func (s *mappingService) run(t *testing.T) []mappingResult {
	t.Helper()
	result, err := generator.Generate([]generator.Source{{Name: "Kinds.wsdl", Data: s.wsdl()}}, generator.Options{Package: "kinds"})
	if err != nil {
		t.Fatal(err)
	}
	dir := newModule(t, "")
	if _, err := result.Write(filepath.Join(dir, "kinds")); err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(filepath.Join("testdata", "mapping.go.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.go"), program, 0o644); err != nil {
		t.Fatal(err)
	}
	output := goCommand(t, dir, "run", ".", fmt.Sprint(len(s.elements)))
	var results []mappingResult
	if err := json.Unmarshal([]byte(output), &results); err != nil {
		t.Fatalf("%v in %s", err, output)
	}
	return results
}
