package wsdl

import (
	"encoding/xml"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// A Set is what a group of WSDL documents says, with every reference resolved:
// a pointer in place of each QName. It holds what the documents hold and
// decides nothing; what it means for Go is the business of package build.
type Set struct {
	Documents []*Document // in the order in which they were given
}

// A Document is one wsdl:definitions, or one xs:schema in a file of its own.
type Document struct {
	File            string // its name as the user knows it
	Name            string // definitions/@name
	TargetNamespace string // of the definitions
	Doc             string
	Schemas         []*Schema // in the order of wsdl:types
	Services        []*Service
}

// Base is the last part of the file's name, which is the same wherever the file
// was found.
func (d *Document) Base() string { return source.Base(d.File) }

// A Schema is one xs:schema.
type Schema struct {
	Pos             diag.Position
	TargetNamespace string
	Elements        []*Element // global, in document order
	Types           []*Type    // global, in document order
}

// A Service is a wsdl:service.
type Service struct {
	Pos   diag.Position
	Name  string
	Doc   string
	Ports []*Port
}

// A Port is a wsdl:port with a SOAP address.
type Port struct {
	Pos      diag.Position
	Name     string
	Location string // soap:address/@location
	Binding  *Binding
}

// A Binding is a SOAP binding of a port type, document style over HTTP.
type Binding struct {
	Pos        diag.Position
	Name       xml.Name
	SOAP12     bool // bound in the SOAP 1.2 namespace
	PortType   *PortType
	Operations []*BindingOperation // in the order of the port type
}

// A PortType is a wsdl:portType.
type PortType struct {
	Pos  diag.Position
	Name xml.Name
	Doc  string
}

// A BindingOperation is an operation of a port type together with its binding:
// document/literal, the body one element each way.
type BindingOperation struct {
	Pos        diag.Position // of the operation in the port type
	Name       string
	Doc        string
	SOAPAction string
	Input      *Message
	Output     *Message // nil for a one-way operation
}

// A Message is what travels one way.
type Message struct {
	Pos     diag.Position
	Body    *Element   // the global element of the body part
	Headers []*Element // the global elements of the bound header parts, in the order of the binding
}

// An Element is an element declaration, global or local.
type Element struct {
	Pos       diag.Position
	Name      xml.Name // Space is empty for an unqualified local element
	Doc       string
	Type      *Type // never nil; for xs:anyType the built-in
	MinOccurs int
	MaxOccurs int // -1 for unbounded
	Nillable  bool
	Path      string // where it stands, such as SendMessages/OutgoingMessages or OutgoingMessage/From
}

// An Attribute is an attribute declaration, global or local.
type Attribute struct {
	Pos      diag.Position
	Name     xml.Name // Space is empty for an unqualified one
	Doc      string
	Type     *Type // a simple type, never nil
	Required bool
	Default  *string // what it stands for where it is left out; nil for none
	Fixed    *string // the only value that it can have; nil for none
	Path     string  // where it stands, such as Person/id
}

// Content tells the kinds of types apart.
type Content uint8

// The kinds of types.
const (
	Builtin     Content = iota // an XSD built-in
	Sequence                   // a complex type: a sequence of elements, possibly empty, possibly an extension of another
	Restriction                // a simple type that restricts Base
	ListOf                     // a simple type that is an xs:list of Item
)

// A Type is a type definition or an XSD built-in.
type Type struct {
	Pos     diag.Position
	Name    xml.Name // zero for an anonymous type
	Doc     string
	Content Content
	Path    string // its name, or for an anonymous type where it stands

	// Base is what a Sequence extends (nil for none) or a Restriction restricts.
	Base *Type
	// Elements are a Sequence's own elements, without inherited ones.
	Elements []*Element
	// AnyOrder tells that they come from an xs:all, and in any order.
	AnyOrder bool
	// SimpleContent tells that a Sequence has text in place of elements, whose type
	// is Text. It is nil where the text is that of Base.
	SimpleContent bool
	Text          *Type
	// Attributes are a Sequence's own attributes, without inherited ones.
	Attributes []*Attribute
	// AnyAttribute tells that a Sequence may have other attributes too.
	AnyAttribute bool
	Abstract     bool
	// Enumeration are a Restriction's values in order; nil for none.
	Enumeration []Value
	// Item is the item type of a ListOf, never nil there.
	Item *Type

	// AppInfo is what xs:appinfo says: local names of its elements in
	// Microsoft's serialization namespace, with their text.
	// WCF marks a dictionary with IsDictionary = true there.
	AppInfo map[string]string
}

// A Value is one value of an enumeration.
type Value struct {
	Pos  diag.Position
	Text string
	Doc  string
}
