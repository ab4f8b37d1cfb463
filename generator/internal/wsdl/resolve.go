package wsdl

import (
	"encoding/xml"

	"github.com/hooklift/gowsdl"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// A resolver turns decoded documents into a Set.
//
// It first declares every global element and type, so that a reference finds
// its target whatever the order, and then fills them in. That makes recursive
// types plain pointers and the whole linear in the size of the documents.
type resolver struct {
	symbols    symbols
	builtins   map[string]*Type
	references []reference
	// attributeReferences are those of attributes, each with the global one.
	attributeReferences []attributeReference
	// extensions are the complex types that extend others.
	extensions []extension
	// incompleteSet tells that a document is missing.
	incompleteSet bool
	schemas       []*schema
	bindings      map[*gowsdl.WSDLBinding]*Binding
	portTypes     map[*gowsdl.WSDLPortType]*PortType
	parts         map[*gowsdl.WSDLMessage]map[string]*gowsdl.WSDLPart
	problems      *diag.List
}

// A reference is an element that stands for a global one.
type reference struct{ local, global *Element }

// An extension is a complex type that extends another, and the node that says so.
type extension struct {
	out *Type
	at  *node
}

// resolve reports every reference that leads nowhere and whatever else keeps
// the documents from having a meaning. Then the Set is not fit for use.
func resolve(documents []*document, problems *diag.List) *Set {
	r := &resolver{
		symbols:   newSymbols(),
		builtins:  make(map[string]*Type),
		bindings:  make(map[*gowsdl.WSDLBinding]*Binding),
		portTypes: make(map[*gowsdl.WSDLPortType]*PortType),
		parts:     make(map[*gowsdl.WSDLMessage]map[string]*gowsdl.WSDLPart),
		problems:  problems,
	}
	set := &Set{}
	for _, d := range documents {
		set.Documents = append(set.Documents, r.declare(d))
	}
	for _, d := range documents {
		r.checkImports(d)
	}
	if r.incompleteSet {
		return set // all that is in the missing documents would be missing too
	}
	for _, s := range r.schemas {
		s.fill()
	}
	for _, ref := range r.references {
		ref.local.Type, ref.local.Nillable = ref.global.Type, ref.global.Nillable
		if ref.local.Doc == "" {
			ref.local.Doc = ref.global.Doc
		}
	}
	for _, ref := range r.attributeReferences {
		ref.resolve()
	}
	r.checkExtensions()
	r.checkDerivation()
	services := 0
	for i, d := range documents {
		set.Documents[i].Services = r.services(d)
		services += len(d.model.Service)
	}
	if services == 0 {
		for _, d := range documents {
			root := d.nodes[0]
			if root.name.Local == "schema" {
				r.problems.Addf(root.pos, "an XML Schema, not a WSDL: give the WSDL that uses it")
				continue
			}
			r.problems.Addf(root.pos, "holds no wsdl:service: give the WSDL that has one as well")
		}
	}
	return set
}

// declare enters what a document defines into the symbols.
func (r *resolver) declare(d *document) *Document {
	name, root := d.nodes.untie(d.model.Name)
	space := d.model.TargetNamespace
	out := &Document{File: d.file, Name: name, TargetNamespace: space, Doc: root.doc()}
	if root.name == definitionsName {
		r.symbols.definitionSpaces[space]++
	}
	for _, m := range d.model.Types.Schemas {
		s := r.declareSchema(d, m)
		r.schemas = append(r.schemas, s)
		out.Schemas = append(out.Schemas, s.out)
	}
	for _, m := range d.model.Messages {
		declare(r, r.symbols.messages, d, m.Name, m)
	}
	for _, m := range d.model.PortTypes {
		declare(r, r.symbols.portTypes, d, m.Name, m)
	}
	for _, m := range d.model.Binding {
		declare(r, r.symbols.bindings, d, m.Name, m)
	}
	return out
}

// declare enters one definition of a WSDL that is not of its schemas.
func declare[T any](r *resolver, t table[T], d *document, tiedName string, value T) {
	name, n := d.nodes.untie(tiedName)
	if !r.named(n, name) {
		return
	}
	t.define(d, xml.Name{Space: d.model.TargetNamespace, Local: name}, n.pos, value, r.problems)
}

// named reports a definition that has no name.
func (r *resolver) named(n *node, name string) bool {
	if name == "" {
		r.incomplete(n, "%s has no name", display(n.name))
	}
	return name != ""
}

// incomplete reports what is missing in an element, unless it is missing
// because it was refused.
func (r *resolver) incomplete(n *node, format string, args ...any) {
	if !n.damaged {
		r.problems.Addf(n.pos, format, args...)
	}
}

// lookUp resolves a QName of the model, for an element at a node. It reports one
// that is absent or not defined.
func lookUp[T any](r *resolver, t table[T], d *document, at *node, qname string) (definition[T], bool) {
	if qname == "" {
		r.incomplete(at, "%s names no %s", display(at.name), t.kind)
		return definition[T]{}, false
	}
	def, err := t.find(d, parseName(qname))
	if err != nil {
		r.problems.Addf(at.pos, "%v", err)
	}
	return def, err == nil
}

// checkDerivation reports types that derive from themselves. As each type has
// one other at most that it derives from, one walk along each chain will do.
func (r *resolver) checkDerivation() {
	seenFrom := make(map[*Type]*Type)
	for _, s := range r.schemas {
		for _, start := range s.out.Types {
			t := start
			for t != nil && seenFrom[t] == nil {
				seenFrom[t] = start
				if t.Content == ListOf {
					t = t.Item
				} else {
					t = t.Base
				}
			}
			if t != nil && seenFrom[t] == start {
				r.problems.Addf(t.Pos, "type %q derives from itself", t.Path)
			}
		}
	}
}
