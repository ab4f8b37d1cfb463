package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// A schemaCase is a schema that WSDLs of later versions or of other services may
// well have.
type schemaCase struct {
	name string
	// types are definitions, and members what request and response hold.
	types, members string
	// want are pieces of the generated code.
	want []string
	// refused is the message for what no package can hold.
	refused string
}

const dictionaryMark = `<xs:annotation><xs:appinfo><IsDictionary xmlns="http://schemas.microsoft.com/2003/10/Serialization/">true</IsDictionary></xs:appinfo></xs:annotation>`

var schemaCases = []schemaCase{
	{
		name: "names of one value",
		types: `<xs:simpleType name="Right"><xs:restriction base="xs:string">
			<xs:enumeration value="None"><xs:annotation><xs:appinfo><EnumerationValue xmlns="http://schemas.microsoft.com/2003/10/Serialization/">0</EnumerationValue></xs:appinfo></xs:annotation></xs:enumeration>
			<xs:enumeration value="Nothing"><xs:annotation><xs:appinfo><EnumerationValue xmlns="http://schemas.microsoft.com/2003/10/Serialization/">0</EnumerationValue></xs:appinfo></xs:annotation></xs:enumeration>
			</xs:restriction></xs:simpleType>
			<xs:simpleType name="Rights"><xs:list itemType="tns:Right"/></xs:simpleType>`,
		members: `<xs:element name="Right" type="tns:Right" minOccurs="0"/><xs:element name="Rights" type="tns:Rights" minOccurs="0"/>`,
		want:    []string{`RightNone    Right = "None"`, `RightNothing Right = "Nothing"`, `RightsNothing Rights = "Nothing"`},
	},
	{
		name: "values that differ by case, or in what Go has no letters for",
		types: `<xs:simpleType name="Odd"><xs:restriction base="xs:string"><xs:enumeration value="Open"/><xs:enumeration value="open"/>
			</xs:restriction></xs:simpleType>`,
		members: `<xs:element name="Odd" type="tns:Odd" minOccurs="0"/>`,
		want:    []string{`OddOpen      Odd = "Open"`, `OddOpenValue Odd = "open"`},
	},
	{
		name: "values that no identifier tells apart",
		types: `<xs:simpleType name="Odd"><xs:restriction base="xs:string"><xs:enumeration value="+"/><xs:enumeration value="-"/><xs:enumeration value="*"/>
			</xs:restriction></xs:simpleType>`,
		members: `<xs:element name="Odd" type="tns:Odd" minOccurs="0"/>`,
		refused: `value - of type Odd: the Go name OddValue is taken by value + of type Odd`,
	},
	{
		name: "a value that stands twice",
		types: `<xs:simpleType name="Odd"><xs:restriction base="xs:string"><xs:enumeration value="A"/><xs:enumeration value="A"/>
			</xs:restriction></xs:simpleType>`,
		members: `<xs:element name="Odd" type="tns:Odd" minOccurs="0"/>`,
	},
	{
		name: "no value, an empty one",
		types: `<xs:simpleType name="Odd"><xs:restriction base="xs:string"><xs:enumeration value=""/><xs:enumeration value="1 000"/><xs:enumeration value="Ærlig"/>
			</xs:restriction></xs:simpleType>`,
		members: `<xs:element name="Odd" type="tns:Odd" minOccurs="0"/>`,
	},
	{
		name: "an entity that holds itself in every way",
		types: `<xs:complexType name="HierarchyEntity"><xs:complexContent><xs:extension base="tns:Carrier"><xs:sequence>
				<xs:element name="Parent" type="tns:HierarchyEntity" minOccurs="0" nillable="true"/>
				<xs:element name="Children" type="tns:ArrayOfHierarchyEntity" minOccurs="0" nillable="true"/>
				<xs:element name="ByName" type="tns:HierarchyByName" minOccurs="0" nillable="true"/>
				<xs:element name="Repeated" type="tns:HierarchyEntity" minOccurs="0" maxOccurs="3"/>
			</xs:sequence></xs:extension></xs:complexContent></xs:complexType>
			<xs:complexType name="ArrayOfHierarchyEntity"><xs:sequence><xs:element name="HierarchyEntity" type="tns:HierarchyEntity" minOccurs="0" maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>
			<xs:complexType name="HierarchyByName">` + dictionaryMark + `<xs:sequence><xs:element name="Pair" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
				<xs:element name="Key" type="xs:string" nillable="true"/><xs:element name="Value" type="tns:HierarchyEntity" nillable="true"/>
			</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>` + carrierTypes,
		members: `<xs:element name="Root" type="tns:HierarchyEntity" minOccurs="0" nillable="true"/>`,
		want:    []string{"Parent   *HierarchyEntity", "Children []HierarchyEntity", "ByName   map[string]*HierarchyEntity", "Repeated []HierarchyEntity"},
	},
	{
		name: "bases whose base is Carrier, everywhere",
		types: `<xs:complexType name="FieldBase"><xs:complexContent><xs:extension base="tns:Carrier"><xs:sequence><xs:element name="Label" type="xs:string" minOccurs="0"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
			<xs:complexType name="TextField"><xs:complexContent><xs:extension base="tns:FieldBase"><xs:sequence><xs:element name="Length" type="xs:int" minOccurs="0"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
			<xs:complexType name="LongField"><xs:complexContent><xs:extension base="tns:TextField"><xs:sequence/></xs:extension></xs:complexContent></xs:complexType>
			<xs:complexType name="ArrayOfFieldBase"><xs:sequence><xs:element name="FieldBase" type="tns:FieldBase" minOccurs="0" maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>
			<xs:complexType name="ArrayOfArrayOfFieldBase"><xs:sequence><xs:element name="ArrayOfFieldBase" type="tns:ArrayOfFieldBase" minOccurs="0" maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>
			<xs:complexType name="Fields">` + dictionaryMark + `<xs:sequence><xs:element name="Pair" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
				<xs:element name="Key" type="xs:int"/><xs:element name="Value" type="tns:ArrayOfFieldBase" nillable="true"/>
			</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>
			<xs:complexType name="Anything">` + dictionaryMark + `<xs:sequence><xs:element name="Pair" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
				<xs:element name="Key" type="xs:dateTime"/><xs:element name="Value" type="tns:ArrayOfanyType" nillable="true"/>
			</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>
			<xs:complexType name="ArrayOfanyType"><xs:sequence><xs:element name="anyType" type="xs:anyType" minOccurs="0" maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>` + carrierTypes,
		members: `<xs:element name="Carrier" type="tns:Carrier" minOccurs="0" nillable="true"/><xs:element name="Field" type="tns:FieldBase"/>
			<xs:element name="Text" type="tns:TextField" minOccurs="0"/><xs:element name="List" type="tns:ArrayOfFieldBase" nillable="true"/>
			<xs:element name="Table" type="tns:ArrayOfArrayOfFieldBase" minOccurs="0" nillable="true"/><xs:element name="Fields" type="tns:Fields" minOccurs="0"/>
			<xs:element name="Anything" type="tns:Anything" minOccurs="0"/>`,
		want: []string{"Carrier  AnyCarrier", "Field    AnyFieldBase", "Text     AnyTextField", "List     []AnyFieldBase", "Table    [][]AnyFieldBase", "Fields   map[int32][]AnyFieldBase", "Anything map[time.Time][]any"},
	},
	{
		name: "types named like Go's own, the runtime's and the agent's",
		types: classes("string", "int", "any", "error", "byte", "nil", "append", "Context", "Time", "Error", "Fault", "Option", "writer", "scanner", "service",
			"Service", "ServiceClient", "ServiceAgent", "Do", "DoRequest", "DoResponse", "RequestHeader", "Header", "UnknownType", "mask", "member", "xmlName",
			"func", "type", "range", "interface", "select", "init", "main", "_", "Ünï", "名前", "имя", "x-y.z", "a_b"),
		members: ``,
	},
	{
		name: "fields named like Go's own",
		types: `<xs:complexType name="Odd"><xs:sequence>` + elements("string", "int", "func", "type", "error", "v", "w", "s", "place", "Header", "Unknown",
			"encodeMembers", "members", "Format", "LogValue", "名前", "имя", "_", "_1", "x-y.z", "Password") + `</xs:sequence></xs:complexType>
			<xs:complexType name="Odder"><xs:complexContent><xs:extension base="tns:Odd"><xs:sequence>` + elements("Odd", "AnyOdd") + `</xs:sequence><xs:attribute name="Value"/><xs:attribute name="Odd"/></xs:extension></xs:complexContent></xs:complexType>`,
		members: `<xs:element name="Odd" type="tns:Odd" minOccurs="0"/><xs:element name="Odder" type="tns:Odder" minOccurs="0"/>`,
	},
	{
		name:    "types that differ by case",
		types:   classes("contact", "Contact"),
		members: ``,
		want:    []string{"type Contact struct", "type ContactType struct"},
	},
	{
		name:    "elements that differ by case",
		types:   `<xs:complexType name="Odd"><xs:sequence>` + elements("id", "Id") + `</xs:sequence></xs:complexType>`,
		members: `<xs:element name="Odd" type="tns:Odd" minOccurs="0"/>`,
		refused: "element Odd/Id: the Go name Id is taken by element Odd/id; choose another in so-wsdlgen.yaml",
	},
	{
		name: "anonymous types in anonymous types",
		members: `<xs:element name="A" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="B" maxOccurs="unbounded"><xs:complexType><xs:sequence>
			<xs:element name="C" minOccurs="0"><xs:simpleType><xs:list><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="x"/></xs:restriction></xs:simpleType></xs:list></xs:simpleType></xs:element>
			<xs:element name="D" nillable="true"><xs:simpleType><xs:restriction base="xs:int"><xs:minInclusive value="1"/></xs:restriction></xs:simpleType></xs:element>
			</xs:sequence><xs:attribute name="e" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="y"/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>`,
	},
	{
		name: "every simple type, repeated and nillable",
		types: `<xs:simpleType name="State"><xs:restriction base="xs:string"><xs:enumeration value="On"/></xs:restriction></xs:simpleType>
			<xs:simpleType name="States"><xs:list itemType="tns:State"/></xs:simpleType>`,
		members: repeatedAndNillable("xs:string", "xs:boolean", "xs:int", "xs:double", "xs:dateTime", "xs:duration", "xs:base64Binary", "xs:anyType", "xs:gYear", "tns:State", "tns:States"),
	},
	{
		name: "simple content everywhere",
		types: `<xs:complexType name="Price"><xs:simpleContent><xs:extension base="xs:base64Binary"><xs:attribute name="Password" use="required"/></xs:extension></xs:simpleContent></xs:complexType>
			<xs:complexType name="ArrayOfPrice"><xs:sequence><xs:element name="Price" type="tns:Price" minOccurs="0" maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>
			<xs:complexType name="Prices">` + dictionaryMark + `<xs:sequence><xs:element name="Pair" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
				<xs:element name="Key" type="xs:boolean"/><xs:element name="Value" type="tns:Price" nillable="true"/>
			</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>`,
		members: `<xs:element name="One" type="tns:Price"/><xs:element name="Many" type="tns:Price" minOccurs="0" maxOccurs="3"/>
			<xs:element name="List" type="tns:ArrayOfPrice" minOccurs="0"/><xs:element name="Prices" type="tns:Prices" minOccurs="0"/>`,
	},
	{
		name: "a list with attributes, and an attribute with a default",
		types: `<xs:complexType name="ArrayOfint"><xs:sequence><xs:element name="int" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
			<xs:attribute name="more" type="xs:boolean" default="false"/></xs:complexType>`,
		members: `<xs:element name="Ints" type="tns:ArrayOfint" minOccurs="0"/>`,
		want:    []string{`// Where it is left out, it stands for "false".`, "More *bool", "Int  []int32"},
	},
	{
		name: "an attribute that a base has too",
		types: `<xs:complexType name="A"><xs:sequence/><xs:attribute name="id"/></xs:complexType>
			<xs:complexType name="B"><xs:complexContent><xs:extension base="tns:A"><xs:attribute name="id"/></xs:extension></xs:complexContent></xs:complexType>`,
		members: `<xs:element name="B" type="tns:B" minOccurs="0"/>`,
		refused: "attribute B/id stands in A too, which B extends: remove one of them",
	},
	{
		name: "an extension of elements in any order",
		types: `<xs:complexType name="A"><xs:all><xs:element name="X" type="xs:int"/></xs:all></xs:complexType>
			<xs:complexType name="B"><xs:complexContent><xs:extension base="tns:A"/></xs:complexContent></xs:complexType>`,
		members: `<xs:element name="B" type="tns:B" minOccurs="0"/>`,
		refused: "type B extends A, whose elements come in any order: use xs:sequence in both",
	},
}

const carrierTypes = `<xs:complexType name="Carrier"><xs:sequence><xs:element name="TableRight" type="tns:TableRight" minOccurs="0" nillable="true"/></xs:sequence></xs:complexType>
	<xs:complexType name="TableRight"><xs:sequence><xs:element name="Mask" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>`

// classes are complex types of these names, in a struct that has a field of each.
func classes(names ...string) string {
	var types, members strings.Builder
	for i, name := range names {
		fmt.Fprintf(&types, `<xs:complexType name="%s"><xs:sequence><xs:element name="A" type="xs:int"/></xs:sequence></xs:complexType>`, name)
		fmt.Fprintf(&members, `<xs:element name="F%d" type="tns:%s" minOccurs="0"/>`, i, name)
	}
	return types.String() + `<xs:element name="All"><xs:complexType><xs:sequence>` + members.String() + `</xs:sequence></xs:complexType></xs:element>`
}

func elements(names ...string) string {
	var all strings.Builder
	for _, name := range names {
		fmt.Fprintf(&all, `<xs:element name="%s" type="xs:string" minOccurs="0"/>`, name)
	}
	return all.String()
}

func repeatedAndNillable(types ...string) string {
	var all strings.Builder
	for i, typ := range types {
		fmt.Fprintf(&all, `<xs:element name="R%d" type="%[2]s" minOccurs="0" maxOccurs="unbounded" nillable="true"/>
			<xs:element name="T%[1]d" type="%[2]s" minOccurs="0" maxOccurs="3"/><xs:element name="N%[1]d" type="%[2]s" nillable="true"/>`, i, typ)
	}
	return all.String()
}

// wsdl is a WSDL with the schema, whose one operation takes and returns the members
// or else the element All.
func (c schemaCase) wsdl() string {
	members := c.members
	if members == "" && strings.Contains(c.types, `name="All"`) {
		members = `<xs:element ref="tns:All" minOccurs="0"/>`
	}
	return `<definitions targetNamespace="urn:case" xmlns:tns="urn:case" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
<types><xs:schema targetNamespace="urn:case" elementFormDefault="qualified" xmlns:xs="http://www.w3.org/2001/XMLSchema">` + c.types + `
<xs:element name="Do"><xs:complexType><xs:sequence>` + members + `</xs:sequence></xs:complexType></xs:element>
<xs:element name="DoResponse"><xs:complexType><xs:sequence>` + members + `</xs:sequence></xs:complexType></xs:element>
</xs:schema></types>
<message name="Do"><part name="parameters" element="tns:Do"/></message>
<message name="DoResponse"><part name="parameters" element="tns:DoResponse"/></message>
<portType name="Service"><operation name="Do"><input message="tns:Do"/><output message="tns:DoResponse"/></operation></portType>
<binding name="Service" type="tns:Service"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
<operation name="Do"><soap:operation soapAction="Do"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
<service name="Service"><port name="Service" binding="tns:Service"><soap:address location="https://example.com/Service.svc"/></port></service>
</definitions>`
}

// TestSchemas builds a package for each case, in each way to generate one.
func TestSchemas(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module")
	}
	module := newConformanceModule(t)
	for i, c := range schemaCases {
		for _, opts := range []generator.Options{{Package: "p", Server: true}, {Package: "p", NillablePointer: true}} {
			result, err := generator.Generate(in(c.wsdl()), opts)
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) {
					t.Errorf("%s: %v, want %s", c.name, err, c.refused)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			var code strings.Builder
			for _, file := range result.Files {
				code.Write(file.Content)
				module.write(t, fmt.Sprintf("case%d%t/%s", i, opts.Server, file.Name), file.Content)
			}
			for _, piece := range c.want {
				if opts.Server && !strings.Contains(code.String(), piece) {
					t.Errorf("%s: the package has no %s", c.name, piece)
				}
			}
		}
	}
	module.run(t, nil, "go", "vet", "./...")
}
