package build

import (
	"fmt"
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// addAttributes adds the attributes of a type to its model.
func (b *builder) addAttributes(made *ir.Type, t *wsdl.Type) {
	for _, a := range t.Attributes {
		if a.Fixed != nil {
			made.Fixed = append(made.Fixed, ir.Fixed{Name: qname(a.Name), Pos: a.Pos, Value: *a.Fixed})
			continue
		}
		made.Attributes = append(made.Attributes, b.attribute(a))
	}
	made.AnyAttribute = t.AnyAttribute && !b.inheritsAnyAttribute(t)
}

// inheritsAnyAttribute tells whether a type that this one extends has the field for
// the attributes that are not declared.
func (b *builder) inheritsAnyAttribute(t *wsdl.Type) bool {
	for base := t.Base; base != nil; base = base.Base {
		base = b.definition(base)
		if base.AnyAttribute {
			return true
		}
	}
	return false
}

// attribute is the field of an attribute. A required one is always written. An
// optional one is left out where it is nil, or where it is a string and empty.
func (b *builder) attribute(a *wsdl.Attribute) *ir.Field {
	// As far as the type is concerned it is like an element.
	f := b.field(&wsdl.Element{Pos: a.Pos, Name: a.Name, Path: a.Path, Doc: a.Doc, Type: a.Type, MaxOccurs: 1})
	f.Secret = isText(f.Type) && namesSecret(f.Name.Local)
	if a.Required {
		f.MinOccurs = 1
	} else {
		f.Pointer = f.Type.Kind == ir.Builtin && !isText(f.Type) && !hasNil(f.Type)
	}
	if a.Default != nil {
		// An empty string would be taken for the default.
		f.Pointer = f.Pointer || isText(f.Type)
		f.Doc = joinDoc(f.Doc, fmt.Sprintf("Where it is left out, it stands for %q.", *a.Default))
	}
	f.Zero = zeroOf(f)
	if isText(f.Type) && f.MinOccurs == 0 {
		f.Zero = ir.Absent
	}
	return f
}

// text is the field of the text that a type has in place of elements.
func (b *builder) text(t *wsdl.Type) *ir.Field {
	f := b.field(&wsdl.Element{Pos: t.Pos, Path: t.Path + "/text()", Type: t.Text, MinOccurs: 1, MaxOccurs: 1})
	f.Zero = zeroOf(f)
	return f
}

func joinDoc(doc, more string) string {
	if doc == "" {
		return more
	}
	return doc + "\n\n" + more
}

// checkInherited refuses what a type has in common with the types that it extends:
// a document could not tell the two apart.
func (b *builder) checkInherited(t *wsdl.Type) {
	for base := t.Base; base != nil; base = base.Base {
		base = b.definition(base)
		if base.AnyOrder {
			b.diags.Addf(t.Pos, "type %s extends %s, whose elements come in any order: use xs:sequence in both", describe(t), describe(base))
		}
		for _, e := range t.Elements {
			if slices.ContainsFunc(base.Elements, func(other *wsdl.Element) bool { return other.Name == e.Name }) {
				b.diags.Addf(e.Pos, "element %s stands in %s too, which %s extends: rename one of them", e.Path, describe(base), describe(t))
			}
		}
		for _, a := range t.Attributes {
			if slices.ContainsFunc(base.Attributes, func(other *wsdl.Attribute) bool { return other.Name == a.Name }) {
				b.diags.Addf(a.Pos, "attribute %s stands in %s too, which %s extends: remove one of them", a.Path, describe(base), describe(t))
			}
		}
	}
}
