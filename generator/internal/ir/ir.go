// Package ir is the model that lies between WSDL and Go: plain data in final
// order. It knows no XML library and no Go emitter. Package build makes it,
// package naming fills in every field called Go and freezes it, packages emit
// and sample read it.
package ir

import (
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// A QName is an expanded XML name.
type QName struct {
	Space, Local string
}

// A Package is one Go package to be written.
type Package struct {
	Go         string   // the package name
	Sources    []string // base names of the WSDL files, sorted
	Namespace  string   // the target namespace of the services
	Namespaces []Namespace
	Agents     []*Agent // sorted by name
	// Types are the structs and enumerations that become Go types, wrappers
	// among them; sorted by name, those of an agent alone and shared ones alike.
	Types []*Type
	// Dictionaries are the dictionary types, which become Go maps with a codec
	// of their own; sorted by name.
	Dictionaries []*Type
	// RequestHeader and ResponseHeader are the header blocks of all operations,
	// as structs that have no schema type. Never nil; without Fields where the
	// WSDLs bind none.
	RequestHeader, ResponseHeader *Type
	// NetServer tells that the header blocks are NetServer's: Credentials with a
	// Ticket in requests, Succeeded and ExceptionInfo in responses.
	NetServer bool
	// Server asks for handlers, and so for codecs in both directions.
	Server bool
}

// A Namespace is an XML namespace of the wire form and the prefix that stands
// for it in every envelope of the package.
type Namespace struct {
	URI    string
	Prefix string        // empty for the default namespace
	Pos    diag.Position // of an element in it, for messages
	Go     string        // the constant that holds the URI
}

// An Agent is a port type with its binding: SuperOffice's term for one service.
type Agent struct {
	Name       string // the port type's, such as Messaging
	Pos        diag.Position
	Source     string // base name of its WSDL file
	Doc        string
	Path       string   // of the endpoint, without leading slash, such as Remote/Services86/Messaging.svc
	Schemas    []string // the other schemas of its file, in the order of wsdl:types: the documented prefixes count them
	SOAP12     bool
	Operations []*Operation // in the order of the port type
	Go         string       // the name in Go, the stem of MessagingAgent, MessagingClient …
}

// An Operation is a request and its response.
type Operation struct {
	Name       string
	Pos        diag.Position
	Doc        string
	SOAPAction string
	Request    *Type // the wrapper element's struct
	Response   *Type // nil for a one-way operation; one struct may serve several operations
	// RequestBlocks and ResponseBlocks are the header blocks that the operation
	// declares, in its order: indexes into the Fields of the package's headers.
	RequestBlocks, ResponseBlocks []int
	// List is the element of the response that holds one list, or repeats, and has
	// no other beside it: its items can be handed out one by one. Nil where the
	// response is anything else.
	List     *Field
	Go       string // the method's name
	GoStream string // that of the method that hands out the items of the List
}

// Kind tells the kinds of types apart.
type Kind uint8

// The kinds of types.
const (
	Builtin    Kind = iota // an XSD built-in, or a simple type that is one in Go
	Struct                 // a complex type, a wrapper or a header
	Enum                   // a string type with constants
	Flags                  // an xs:list of enumerated names: a slice of a string type
	List                   // a complex type with one repeated element, such as ArrayOfX: a slice
	Dictionary             // marked IsDictionary: a map
)

// A Type is a schema type, or the anonymous type of a wrapper.
type Type struct {
	Kind Kind
	Name QName // zero for an anonymous type; for a wrapper its element's name
	Pos  diag.Position
	Path string // for messages: its name, or where an anonymous type stands
	Doc  string
	Go   string // the Go type's name: Struct, Enum, Flags; for a Dictionary the stem of its codec's names

	// Of a Builtin: what it is in Go, and the name that xsi:type gives it.
	Scalar Scalar
	XSD    QName

	// Of a Struct:
	Base *Type // embedded; nil for none
	// Derived are the types that may stand in this one's place: all that extend
	// it, directly or through others, sorted by name. Nil where no field is
	// typed as this type.
	Derived  []*Type
	Abstract bool     // never itself on the wire
	Fields   []*Field // own elements, in wire order
	AnyOrder bool     // they may come in any order
	// Text is the content of a struct that has text in place of elements, and of
	// those that extend it. Nil for none.
	Text *Field
	// Attributes are own ones, in the order of the schema. Fixed are those of them
	// that can have one value alone and so are no fields in Go.
	Attributes []*Field
	Fixed      []Fixed
	// AnyAttribute tells that a struct keeps attributes which are not declared, and
	// none of its bases does.
	AnyAttribute bool
	Wrapper      bool // the body element of an operation
	Responds     bool // the wrapper of a response: in Go it has a Header too
	Masked       bool // holds a secret in a field of its own or of a base

	// Of an Enum or Flags:
	Values []*Value

	// Of a List: the repeated element.
	Item *Field

	// Of a Dictionary: the name of the repeated entry and what it holds.
	Entry      QName
	Key, Value *Field

	// Agents are those whose operations reach the type, sorted by name.
	Agents []*Agent
	// Encode and Decode tell in which directions a codec is needed.
	Encode, Decode bool
}

// Members are the fields that a struct itself has in Go, without its base.
func (t *Type) Members() []*Field {
	members := slices.Concat(t.Attributes, t.Fields)
	if t.Text != nil {
		members = append(members, t.Text)
	}
	return members
}

// A Fixed is an attribute that can have one value alone.
type Fixed struct {
	Name  QName
	Pos   diag.Position
	Value string
}

// A Field is an element of a struct, a list, a dictionary entry or a header, an
// attribute of a struct, or its text.
type Field struct {
	Name      QName // Space is empty where it is unqualified; zero for text
	Pos       diag.Position
	Path      string
	Doc       string
	Type      *Type
	MinOccurs int // of an attribute: 1 if it is required
	MaxOccurs int // -1 for unbounded
	Nillable  bool

	Go string // the Go field's name; empty for an item, a key or a value

	// Repeated: the element itself occurs more than once, a slice in Go.
	Repeated bool
	// Pointer: the Go type is a pointer to the type's.
	Pointer bool
	// Zero tells how the Go zero value is written.
	Zero Zero
	// Secret: the value never reaches a log or an error.
	Secret bool
}

// Zero is the wire form of a field's Go zero value (nil, "", 0, false).
type Zero uint8

// The wire forms of a zero value.
const (
	Written Zero = iota // like any other value
	Absent              // the element or attribute is left out
	Nil                 // <X xsi:nil="true"/>
	Empty               // <X/>
	Refused             // an error before anything is sent
)

// A Value is a value of an enumeration.
type Value struct {
	Pos  diag.Position
	Text string
	Doc  string
	Go   string // the constant's name
}

// Scalar is a kind of built-in, named after what it is in Go.
type Scalar uint8

// The scalars.
const (
	String   Scalar = iota // string, and what is text in Go: anyURI, guid, decimal …
	Bool                   // boolean
	Int8                   // byte
	Int16                  // short
	Int32                  // int
	Int64                  // long
	Uint8                  // unsignedByte
	Uint16                 // unsignedShort, ser:char
	Uint32                 // unsignedInt
	Uint64                 // unsignedLong
	Float32                // float
	Float64                // double
	Bytes                  // base64Binary
	DateTime               // dateTime: a clock reading
	Duration               // ser:duration
	Any                    // anyType
)
