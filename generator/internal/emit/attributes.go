package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// Structs with attributes, with text in place of elements, and with elements in any
// order.

// hasAttributes tells whether a struct or one of its bases has attributes.
func hasAttributes(t *ir.Type) bool {
	return t != nil && (len(t.Attributes) > 0 || len(t.Fixed) > 0 || t.AnyAttribute || hasAttributes(t.Base))
}

// textOf is the text that a struct or one of its bases has in place of elements.
func textOf(t *ir.Type) *ir.Field {
	for ; t != nil; t = t.Base {
		if t.Text != nil {
			return t.Text
		}
	}
	return nil
}

// isSpecial tells whether a struct is read in another way than as elements in a
// sequence.
func isSpecial(t *ir.Type) bool {
	return t.Kind == ir.Struct && (hasAttributes(t) || textOf(t) != nil || t.AnyOrder)
}

// contentMethod is the method that appends what stands between a struct's tags.
func contentMethod(t *ir.Type) string {
	if hasAttributes(t) {
		return "encodeContent"
	}
	return "encodeMembers"
}

// attributesEncoder writes how a struct with attributes is appended: they go into
// its start tag, and its content after them.
func (c codec) attributesEncoder(f *jen.File, t *ir.Type) {
	receiver, w := jen.Id("v").Op("*").Id(t.Go), jen.Id("w").Op("*").Id("writer")
	f.Line().Func().Params(receiver).Id("encodeMembers").Params(w).Block(
		jen.Id("w").Dot("attributed").CallFunc(func(g *jen.Group) {
			g.Id("v")
			if unknown := unknownAttributes(t); unknown != nil {
				g.Add(unknown).Op("...")
			}
		}),
	)
	f.Line().Func().Params(receiver.Clone()).Id("encodeAttributes").Params(w.Clone()).BlockFunc(func(g *jen.Group) {
		if hasAttributes(t.Base) {
			g.Id("v").Dot(t.Base.Go).Dot("encodeAttributes").Call(jen.Id("w"))
		}
		for _, fixed := range t.Fixed {
			name := tag(c.p, fixed.Name)
			g.Id("w").Dot("raw").Call(jen.Lit(" " + name[1:len(name)-1] + `="` + escapeAttribute(fixed.Value) + `"`))
		}
		for _, field := range t.Attributes {
			g.Add(c.encodeAttribute(field))
		}
	})
}

// encodeAttribute is the call that appends an attribute, or nothing where it is to
// be left out.
func (c codec) encodeAttribute(f *ir.Field) *jen.Statement {
	encode, name := c.encodeFunc(f), "encodeAttribute"
	switch {
	case f.Pointer:
		encode, name = scalarFunc("writer", f.Type), "encodeOptionalAttribute"
	case f.Zero != ir.Absent:
	case f.Type.Kind == ir.Enum:
		encode = jen.Id("encodeEnum").Types(jen.Id(f.Type.Go))
	case f.Type.Kind == ir.Flags:
		encode = jen.Id("encodeFlags").Types(jen.Id(f.Type.Go))
	case f.Type.Scalar == ir.Bytes:
		encode = scalarFunc("writer", f.Type)
	default:
		encode = jen.Parens(jen.Op("*").Id("writer")).Dot("nonEmpty")
	}
	return jen.Id(name).Call(jen.Id("w"), c.tag(f), jen.Id("v").Dot(f.Go), encode)
}

// specialDecoder writes what a scanner calls before it reads the elements of a
// struct: decodeStart, which tells whether the whole element is read already.
func (c codec) specialDecoder(f *jen.File, t *ir.Type) {
	receiver, s := jen.Id("v").Op("*").Id(t.Go), jen.Id("s").Op("*").Id("scanner")
	if hasAttributes(t) {
		f.Line().Func().Params(receiver).Id("decodeAttributes").Params(s).BlockFunc(func(g *jen.Group) {
			if hasAttributes(t.Base) {
				g.Id("v").Dot(t.Base.Go).Dot("decodeAttributes").Call(jen.Id("s"))
			}
			for _, field := range t.Attributes {
				g.Add(c.decodeAttribute(field))
			}
		})
	}
	f.Line().Func().Params(receiver.Clone()).Id("decodeStart").Params(s.Clone()).Bool().BlockFunc(func(g *jen.Group) {
		if hasAttributes(t) {
			g.Id("v").Dot("decodeAttributes").Call(jen.Id("s"))
		}
		if unknown := unknownAttributes(t); unknown != nil {
			g.Id("s").Dot("unknownAttributes").CallFunc(func(g *jen.Group) {
				g.Op("&").Add(unknown)
				for _, name := range attributeNames(t) {
					g.Add(xmlName(c.p, name))
				}
			})
		}
		switch text := textOf(t); {
		case text != nil:
			g.Add(c.decode(text, jen.Op("&").Add(textValue(t))))
			g.Return(jen.True())
		case t.AnyOrder:
			g.Return(jen.Id("s").Dot("anyOrder").Call(jen.Id("v")))
		default:
			g.Return(jen.False())
		}
	})
}

// textValue is the field of the text, which an attribute of the same name in a
// struct around its own would hide.
func textValue(t *ir.Type) *jen.Statement {
	value := jen.Id("v")
	for ; t.Text == nil; t = t.Base {
		value.Dot(t.Base.Go)
	}
	return value.Dot(t.Text.Go)
}

// unknownAttributes is the field of the attributes that are not declared, of a struct
// or of one of its bases; nil for none.
func unknownAttributes(t *ir.Type) *jen.Statement {
	value := jen.Id("v")
	for ; t != nil; t = t.Base {
		if t.AnyAttribute {
			return value.Dot("UnknownAttributes")
		}
		if t.Base != nil {
			value.Dot(t.Base.Go)
		}
	}
	return nil
}

// attributeNames are the declared attributes of a struct, those of its bases first.
func attributeNames(t *ir.Type) []ir.QName {
	if t == nil {
		return nil
	}
	names := attributeNames(t.Base)
	for _, f := range t.Fixed {
		names = append(names, f.Name)
	}
	for _, f := range t.Attributes {
		names = append(names, f.Name)
	}
	return names
}

// decodeAttribute is the call that reads an attribute.
func (c codec) decodeAttribute(f *ir.Field) *jen.Statement {
	name := "decodeAttribute"
	switch {
	case f.Pointer:
		name = "decodeOptionalAttribute"
	case f.MinOccurs > 0:
		name = "decodeRequiredAttribute"
	}
	return jen.Id(name).Call(jen.Id("s"), xmlName(c.p, f.Name), jen.Op("&").Id("v").Dot(f.Go), jen.Id(attributeParser(f.Type)))
}

// attributeParser is the function of the runtime that reads a value of a type.
func attributeParser(t *ir.Type) string {
	switch t.Kind {
	case ir.Enum:
		return "enumAttribute"
	case ir.Flags:
		return "flagsAttribute"
	}
	if slices.Contains([]ir.Scalar{ir.Int8, ir.Int16, ir.Int32, ir.Int64}, t.Scalar) {
		return "signedAttribute"
	}
	if slices.Contains([]ir.Scalar{ir.Uint8, ir.Uint16, ir.Uint32, ir.Uint64}, t.Scalar) {
		return "unsignedAttribute"
	}
	return scalarMethod(t.Scalar) + "Attribute"
}
