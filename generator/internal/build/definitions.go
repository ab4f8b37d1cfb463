package build

import (
	"encoding/xml"
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// index notes the definitions of all documents. The same definition may stand
// in several of them; different ones of one name are an error at both places.
func (b *builder) index(documents []*wsdl.Document) {
	for _, d := range documents {
		for _, s := range d.Schemas {
			for _, t := range s.Types {
				b.noteExtensions(t)
				b.define(t)
			}
			for _, e := range s.Elements {
				if e.Type.Name == (xml.Name{}) {
					b.noteExtensions(e.Type)
				}
			}
		}
	}
}

func (b *builder) define(t *wsdl.Type) {
	first, found := b.definitions[t.Name]
	switch {
	case !found:
		b.definitions[t.Name] = t
		if t.Content == wsdl.Sequence && t.Base != nil {
			b.extensions[t.Base.Name] = append(b.extensions[t.Base.Name], t)
		}
	case !sameDefinition(first, t):
		const message = "type %s differs from the one at %s: one package holds one definition of a type"
		b.diags.Addf(first.Pos, message, describe(t), t.Pos)
		b.diags.Addf(t.Pos, message, describe(t), first.Pos)
	}
}

// noteExtensions notes what a type and the anonymous types inside it extend.
func (b *builder) noteExtensions(t *wsdl.Type) {
	if t.Content != wsdl.Sequence {
		return
	}
	if t.Base != nil {
		b.extended[t.Base.Name] = true
	}
	for _, e := range t.Elements {
		if e.Type.Name == (xml.Name{}) {
			b.noteExtensions(e.Type)
		}
	}
}

// definition is the definition that stands for all of a type's name, and an
// anonymous type itself.
func (b *builder) definition(t *wsdl.Type) *wsdl.Type {
	if t.Name == (xml.Name{}) {
		return t
	}
	if first, found := b.definitions[t.Name]; found {
		return first
	}
	b.definitions[t.Name] = t // a built-in stands in no schema
	return t
}

// descendants are the named types that extend a type, directly or through
// others. A type that extends itself is no schema and does not get here.
func (b *builder) descendants(t *wsdl.Type) []*wsdl.Type {
	var all []*wsdl.Type
	for _, d := range b.extensions[t.Name] {
		all = append(append(all, d), b.descendants(d)...)
	}
	return all
}

// sameDefinition tells whether two definitions are the same on the wire.
// Documentation and place do not count.
func sameDefinition(a, b *wsdl.Type) bool {
	return a.Name == b.Name &&
		a.Content == b.Content &&
		a.Abstract == b.Abstract &&
		a.AnyOrder == b.AnyOrder &&
		a.AnyAttribute == b.AnyAttribute &&
		a.SimpleContent == b.SimpleContent &&
		isDictionary(a) == isDictionary(b) &&
		sameReference(a.Base, b.Base) &&
		sameReference(a.Item, b.Item) &&
		sameReference(a.Text, b.Text) &&
		slices.EqualFunc(a.Enumeration, b.Enumeration, func(x, y wsdl.Value) bool { return x.Text == y.Text }) &&
		slices.EqualFunc(a.Elements, b.Elements, sameDeclaration) &&
		slices.EqualFunc(a.Attributes, b.Attributes, sameAttribute)
}

func sameAttribute(a, b *wsdl.Attribute) bool {
	return a.Name == b.Name &&
		a.Required == b.Required &&
		sameText(a.Default, b.Default) &&
		sameText(a.Fixed, b.Fixed) &&
		sameReference(a.Type, b.Type)
}

func sameText(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func sameDeclaration(a, b *wsdl.Element) bool {
	return a.Name == b.Name &&
		a.MinOccurs == b.MinOccurs &&
		a.MaxOccurs == b.MaxOccurs &&
		a.Nillable == b.Nillable &&
		sameReference(a.Type, b.Type)
}

// sameReference compares named types by name alone, which ends on types that
// refer to themselves: each definition is compared in its own turn.
func sameReference(a, b *wsdl.Type) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Name != (xml.Name{}) || b.Name != (xml.Name{}) {
		return a.Name == b.Name
	}
	return sameDefinition(a, b)
}
