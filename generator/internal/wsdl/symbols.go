package wsdl

import (
	"encoding/xml"
	"fmt"

	"github.com/hooklift/gowsdl"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// symbols are the definitions of all documents by their names.
type symbols struct {
	types     table[*Type]
	elements  table[*Element]
	attrs     table[*Attribute]
	messages  table[*gowsdl.WSDLMessage]
	portTypes table[*gowsdl.WSDLPortType]
	bindings  table[*gowsdl.WSDLBinding]

	schemaSpaces     map[string]int // target namespaces, with their number of schemas
	definitionSpaces map[string]int // target namespaces, with their number of documents
}

func newSymbols() symbols {
	ofSchemas, ofDefinitions := make(map[string]int), make(map[string]int)
	return symbols{
		types:            newTable[*Type]("type", ofSchemas),
		elements:         newTable[*Element]("element", ofSchemas),
		attrs:            newTable[*Attribute]("attribute", ofSchemas),
		messages:         newTable[*gowsdl.WSDLMessage]("message", ofDefinitions),
		portTypes:        newTable[*gowsdl.WSDLPortType]("port type", ofDefinitions),
		bindings:         newTable[*gowsdl.WSDLBinding]("binding", ofDefinitions),
		schemaSpaces:     ofSchemas,
		definitionSpaces: ofDefinitions,
	}
}

// A table holds the definitions of one kind.
type table[T any] struct {
	kind    string
	spaces  map[string]int // the namespaces that its definitions can be in
	entries map[scoped]definition[T]
}

// scoped is a name in a document; without one, in the first that defines it by
// the order of the files' names.
type scoped struct {
	document *document
	name     xml.Name
}

// A definition is what a name stands for, and where that is.
type definition[T any] struct {
	document *document
	pos      diag.Position
	value    T
}

func newTable[T any](kind string, spaces map[string]int) table[T] {
	return table[T]{kind, spaces, make(map[scoped]definition[T])}
}

// define reports a name that the document has defined before.
func (t table[T]) define(d *document, name xml.Name, at diag.Position, value T, problems *diag.List) {
	if first, ok := t.entries[scoped{d, name}]; ok {
		problems.Addf(at, "%s %q is defined twice: first at %d:%d", t.kind, name.Local, first.pos.Line, first.pos.Col)
		return
	}
	def := definition[T]{d, at, value}
	t.entries[scoped{d, name}] = def
	if first, ok := t.entries[scoped{nil, name}]; !ok || d.file < first.document.file {
		t.entries[scoped{nil, name}] = def
	}
}

// find looks into the document first, then into those that it imports, and then
// into the others.
func (t table[T]) find(d *document, name xml.Name) (definition[T], error) {
	if def, ok := t.entries[scoped{d, name}]; ok {
		return def, nil
	}
	for _, imported := range d.reach {
		if def, ok := t.entries[scoped{imported, name}]; ok {
			return def, nil
		}
	}
	if def, ok := t.entries[scoped{nil, name}]; ok {
		return def, nil
	}
	switch {
	case name.Space == "" && t.spaces[""] == 0:
		return definition[T]{}, fmt.Errorf("%s %q is not defined: it has no namespace, give it a prefix", t.kind, name.Local)
	case t.spaces[name.Space] == 0:
		return definition[T]{}, fmt.Errorf("%s %q is not defined: no file defines anything in its namespace %q", t.kind, name.Local, name.Space)
	}
	return definition[T]{}, fmt.Errorf("%s %q is not defined in namespace %q", t.kind, name.Local, name.Space)
}
