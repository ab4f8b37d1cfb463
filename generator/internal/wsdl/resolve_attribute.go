package wsdl

import (
	"encoding/xml"

	"github.com/hooklift/gowsdl"
)

// An attributeReference is an attribute that stands for a global one.
type attributeReference struct{ local, global *Attribute }

// resolve takes over what the reference does not say itself. It comes when all
// global attributes have their types.
func (ref attributeReference) resolve() {
	ref.local.Type = ref.global.Type
	if ref.local.Doc == "" {
		ref.local.Doc = ref.global.Doc
	}
	if ref.local.Default == nil && ref.local.Fixed == nil {
		ref.local.Default, ref.local.Fixed = ref.global.Default, ref.global.Fixed
	}
}

// declareAttributes makes the global attributes of a schema, still without their
// types.
func (s *schema) declareAttributes() {
	for _, m := range s.model.Attributes {
		name, n := s.document.nodes.untie(m.Name)
		a := s.newAttribute(m, n)
		a.Name = xml.Name{Space: s.out.TargetNamespace, Local: name}
		s.attrs = append(s.attrs, a)
		if s.named(n, name) {
			s.symbols.attrs.define(s.document, a.Name, a.Pos, a, s.problems)
		}
	}
}

func (s *schema) newAttribute(m *gowsdl.XSDAttribute, n *node) *Attribute {
	a := &Attribute{Pos: n.pos, Doc: n.doc(), Path: n.path()}
	if _, ok := n.attr("fixed"); ok {
		a.Fixed = &m.Fixed
	}
	if value, ok := n.attr("default"); ok {
		a.Default = &value
	}
	return a
}

// addAttributes adds attributes, or references to global ones, to a type.
func (s *schema) addAttributes(t *Type, models []*gowsdl.XSDAttribute) {
	_, schemaNode := s.document.nodes.untie(s.model.Version)
	for _, m := range models {
		name, n := s.document.nodes.untie(m.Name)
		a := s.newAttribute(m, n)
		switch m.Use {
		case "", "optional":
		case "required":
			a.Required = true
		case "prohibited":
			continue
		default:
			s.problems.Addf(n.pos, "xs:attribute/@use: %q is neither optional nor required nor prohibited", m.Use)
		}
		t.Attributes = append(t.Attributes, a)
		if m.Ref != "" {
			s.refer(a, m.Ref, n)
			continue
		}
		s.named(n, name)
		a.Name.Local = name
		if s.isQualified(n, attributeFormDefault(schemaNode)) {
			a.Name.Space = s.out.TargetNamespace
		}
		a.Type = s.attributeType(m)
	}
}

// refer has an attribute stand for a global one. Those of XML itself, such as
// xml:lang, need no schema.
func (s *schema) refer(a *Attribute, qname string, n *node) {
	a.Name, a.Type = parseName(qname), s.builtin("string")
	if a.Name.Space == xmlSpace {
		return
	}
	if def, ok := lookUp(s.resolver, s.symbols.attrs, s.document, n, qname); ok {
		s.attributeReferences = append(s.attributeReferences, attributeReference{local: a, global: def.value})
	}
}

// attributeFormDefault is looked up in the node of a schema, because the model does
// not hold it.
func attributeFormDefault(n *node) string {
	form, _ := n.attr("attributeFormDefault")
	return form
}

// attributeType is the type of an attribute that is not a reference; never nil.
// Without any it is text.
func (s *schema) attributeType(m *gowsdl.XSDAttribute) *Type {
	_, n := s.document.nodes.untie(m.Name)
	switch {
	case m.Type != "" && m.SimpleType != nil:
		s.problems.Addf(n.pos, "attribute %s has more than one type", n.path())
	case m.Type != "":
		return s.findSimpleType(m.Type, n)
	case m.SimpleType != nil:
		return s.anonymousSimpleType(m.SimpleType)
	}
	return s.builtin("string")
}

// checkExtensions finds out which types have text for their content because those
// that they extend do, and reports the mixtures. It comes when all types are filled.
func (r *resolver) checkExtensions() {
	for changed := true; changed; {
		changed = false
		for _, e := range r.extensions {
			if e.out.Base.SimpleContent && !e.out.SimpleContent && len(e.out.Elements) == 0 {
				e.out.SimpleContent, changed = true, true
			}
		}
	}
	for _, e := range r.extensions {
		switch base := e.out.Base; {
		case base.SimpleContent && !e.out.SimpleContent:
			r.problems.Addf(e.at.pos, "type %q adds elements to %q, which has text for its content", e.out.Path, base.Path)
		case e.out.SimpleContent && !base.SimpleContent:
			r.problems.Addf(e.at.pos, "type %q extends %q, which has no text for its content", e.out.Path, base.Path)
		}
	}
}
