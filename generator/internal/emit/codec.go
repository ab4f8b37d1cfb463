package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// A codec writes the methods that append types to a writer and read them from a
// scanner: one call of the runtime for each field.
type codec struct {
	p *ir.Package
}

func (c codec) structCodec(f *jen.File, t *ir.Type) {
	if t.Responds {
		f.Line().Func().Params(jen.Id("v").Op("*").Id(t.Go)).Id("header").Params().Op("*").Id("ResponseHeader").
			Block(jen.Return(jen.Op("&").Id("v").Dot("Header")))
	}
	if t.Encode {
		c.encodeMethod(f, t)
		if reachesSecret(t) {
			secretsMethod(f, t)
		}
	}
	if t.Decode {
		c.decodeMethods(f, t.Go, t, t.Base)
	}
}

// ---- writing

func (c codec) encodeMethod(f *jen.File, t *ir.Type) {
	receiver, w := jen.Id("v").Op("*").Id(t.Go), jen.Id("w").Op("*").Id("writer")
	if len(allFields(t)) == 0 {
		f.Line().Func().Params(jen.Op("*").Id(t.Go)).Id("encodeMembers").Params(jen.Op("*").Id("writer")).Block()
		return
	}
	f.Line().Func().Params(receiver).Id("encodeMembers").Params(w).BlockFunc(func(g *jen.Group) {
		if t.Base != nil {
			g.Id("v").Dot(t.Base.Go).Dot("encodeMembers").Call(jen.Id("w"))
		}
		for _, field := range t.Fields {
			c.encodeField(g, field)
		}
	})
}

// encodeField writes the statements that append a field. The runtime leaves nil
// out; where the schema wants the element, it is written here.
func (c codec) encodeField(g *jen.Group, f *ir.Field) {
	value := jen.Id("v").Dot(f.Go)
	wants := ""
	switch {
	case f.Zero == ir.Nil && f.Pointer && f.Type.Kind == ir.Struct: // encode sees to it
	case f.Zero == ir.Nil:
		wants = "null"
	case f.Zero == ir.Empty:
		wants = "empty"
	}
	if wants != "" {
		zero := value.Clone().Op("==").Nil()
		if f.Type.Kind == ir.Enum && !f.Pointer {
			zero = value.Clone().Op("==").Lit("")
		}
		g.If(zero).Block(jen.Id("w").Dot(wants).Call(c.tag(f)))
	}
	g.Add(c.encode(f, value))
}

// encode is the call that appends the value of a field.
func (c codec) encode(f *ir.Field, value *jen.Statement) *jen.Statement {
	w, t := jen.Id("w"), f.Type
	switch {
	case f.Repeated && t.Kind == ir.Struct:
		return jen.Id("encodeRepeatedObjects").Call(w, c.tag(f), value)
	case f.Repeated:
		return jen.Id("encodeRepeatedValues").Call(w, c.tag(f), value, c.encodeFunc(t))
	case t.Kind == ir.Struct && f.Pointer && f.Zero == ir.Nil:
		return jen.Id("encodeObjectOrNil").Call(w, c.tag(f), value)
	case t.Kind == ir.Struct && f.Pointer:
		return jen.Id("encodeObject").Call(w, c.tag(f), value)
	case t.Kind == ir.Struct:
		return w.Dot("object").Call(c.tag(f), jen.Op("&").Add(value))
	case f.Pointer:
		return jen.Id("encodeOptional").Call(w, c.tag(f), value, c.encodeFunc(t))
	case t.Kind == ir.Enum && f.Zero == ir.Refused:
		return jen.Id("encodeEnumValue").Call(w, c.tag(f), value)
	}
	return c.encodeValue(t, c.tag(f), value)
}

// encodeValue is the call that appends a value of a type that isn't a struct.
func (c codec) encodeValue(t *ir.Type, tag jen.Code, value *jen.Statement) *jen.Statement {
	w := jen.Id("w")
	switch t.Kind {
	case ir.Enum:
		return jen.Id("encodeEnum").Call(w, tag, value)
	case ir.Flags:
		return jen.Id("encodeFlags").Call(w, tag, value)
	case ir.Dictionary:
		return jen.Id(dictionaryFunc("encode", t)).Call(w, tag, value)
	case ir.List:
		if item := t.Item; item.Type.Kind == ir.Struct {
			return jen.Id("encodeObjects").Call(w, tag, c.tag(item), value)
		}
		return jen.Id("encodeValues").Call(w, tag, c.tag(t.Item), value, c.encodeFunc(t.Item.Type))
	}
	return w.Dot(scalarMethod(t.Scalar)).Call(tag, value)
}

// encodeFunc is the function that appends a value of a type: one of a list, or of
// a dictionary.
func (c codec) encodeFunc(t *ir.Type) *jen.Statement {
	switch t.Kind {
	case ir.Enum:
		return jen.Id("encodeEnumValue").Types(jen.Id(t.Go))
	case ir.Flags:
		return jen.Id("encodeFlags").Types(jen.Id(t.Go))
	case ir.Dictionary:
		return jen.Id(dictionaryFunc("encode", t))
	case ir.List:
		return jen.Func().Params(jen.Id("w").Op("*").Id("writer"), jen.Id("tag").String(), jen.Id("v").Add(goType(t))).
			Block(c.encodeValue(t, jen.Id("tag"), jen.Id("v")))
	}
	return jen.Parens(jen.Op("*").Id("writer")).Dot(scalarMethod(t.Scalar))
}

// ---- reading

// decodeMethods writes how a struct is read: the order of its elements, and what
// each place in it is.
func (c codec) decodeMethods(f *jen.File, name string, t, base *ir.Type) {
	fields := allFields(t)
	if len(fields) == 0 {
		f.Line().Func().Params(jen.Op("*").Id(name)).Id("members").Params().Index().Id("member").Block(jen.Return(jen.Nil()))
		f.Line().Func().Params(jen.Op("*").Id(name)).Id("decodeMember").Params(jen.Op("*").Id("scanner"), jen.Int()).Block()
		return
	}
	order := lowerFirst(name) + "Members"
	c.memberTable(f, order, fields)
	f.Line().Func().Params(jen.Op("*").Id(name)).Id("members").Params().Index().Id("member").Block(jen.Return(jen.Id(order)))
	f.Line().Func().Params(jen.Id("v").Op("*").Id(name)).Id("decodeMember").
		Params(jen.Id("s").Op("*").Id("scanner"), jen.Id("place").Int()).BlockFunc(func(g *jen.Group) {
		inherited := len(fields) - len(t.Fields)
		rest := func() jen.Code {
			return jen.Id("v").Dot(base.Go).Dot("decodeMember").Call(jen.Id("s"), jen.Id("place"))
		}
		if len(t.Fields) == 0 {
			g.Add(rest())
			return
		}
		g.Switch(jen.Id("place")).BlockFunc(func(g *jen.Group) {
			for i, field := range t.Fields {
				g.Case(jen.Lit(inherited + i)).Block(c.decode(field, jen.Op("&").Id("v").Dot(field.Go)))
			}
			if inherited > 0 {
				g.Default().Block(rest())
			}
		})
	})
}

// memberTable writes the elements of a struct or of a dictionary's entry.
func (c codec) memberTable(f *jen.File, name string, fields []*ir.Field) {
	f.Line().Var().Id(name).Op("=").Index().Id("member").ValuesFunc(func(g *jen.Group) {
		for _, field := range fields {
			// On a line of its own, which a jen.Dict would not leave it.
			g.Line().ValuesFunc(func(g *jen.Group) {
				g.Id("space").Op(":").Add(space(c.p, field.Name.Space))
				g.Id("local").Op(":").Lit(field.Name.Local)
				if field.Repeated {
					g.Id("repeats").Op(":").True()
				}
				if field.MinOccurs > 0 {
					g.Id("required").Op(":").True()
				}
			})
		}
		g.Line()
	})
}

// decode is the call that reads an element into a field.
func (c codec) decode(f *ir.Field, into *jen.Statement) *jen.Statement {
	s, t := jen.Id("s"), f.Type
	switch {
	case f.Repeated:
		return jen.Id("decodeRepeated").Call(s, into, c.decodeFunc(single(f)))
	case t.Kind == ir.Struct && f.Pointer:
		return jen.Id("decodePointer").Call(s, into)
	case t.Kind == ir.Struct:
		return jen.Id("decodeObject").Call(s, into)
	case f.Pointer:
		value := single(f)
		value.Pointer = false
		return jen.Id("decodeOptional").Call(s, into, c.decodeFunc(value))
	}
	switch t.Kind {
	case ir.Enum:
		return jen.Id("decodeEnum").Call(s, into)
	case ir.Flags:
		return jen.Id("decodeFlags").Call(s, into)
	case ir.Dictionary:
		return jen.Id(dictionaryFunc("decode", t)).Call(s, into)
	case ir.List:
		return jen.Id("decodeList").Call(s, into, xmlName(c.p, t.Item.Name), c.decodeFunc(single(t.Item)))
	}
	return s.Dot(scalarMethod(t.Scalar)).Call(into)
}

// decodeFunc is the function that reads one element into a field's type.
func (c codec) decodeFunc(f *ir.Field) *jen.Statement {
	t := f.Type
	switch {
	case t.Kind == ir.Struct && f.Pointer:
		return jen.Id("decodePointer").Types(jen.Id(t.Go))
	case t.Kind == ir.Struct:
		return jen.Id("decodeObject").Types(jen.Id(t.Go))
	}
	switch t.Kind {
	case ir.Enum:
		return jen.Id("decodeEnum").Types(jen.Id(t.Go))
	case ir.Flags:
		return jen.Id("decodeFlags").Types(jen.Id(t.Go))
	case ir.Dictionary:
		return jen.Id(dictionaryFunc("decode", t))
	case ir.List:
		return jen.Func().Params(jen.Id("s").Op("*").Id("scanner"), jen.Id("v").Op("*").Add(goType(t))).
			Block(c.decode(&ir.Field{Type: t}, jen.Id("v")))
	}
	return jen.Parens(jen.Op("*").Id("scanner")).Dot(scalarMethod(t.Scalar))
}

// ---- dictionaries

func (c codec) dictionaryCodec(f *jen.File, t *ir.Type) {
	if t.Encode {
		f.Line().Func().Id(dictionaryFunc("encode", t)).
			Params(jen.Id("w").Op("*").Id("writer"), jen.Id("tag").String(), jen.Id("v").Add(goType(t))).
			Block(jen.Id("encodeMap").Call(
				jen.Id("w"), jen.Id("tag"), jen.Lit(tag(c.p, t.Entry)), c.tag(t.Key), c.tag(t.Value), jen.Id("v"),
				compare(t.Key.Type), c.encodeFunc(t.Key.Type), c.encodeEntryValue(t.Value),
			))
	}
	if t.Decode {
		pair := lowerFirst(t.Go) + "Pair"
		c.memberTable(f, pair, []*ir.Field{t.Key, t.Value})
		f.Line().Func().Id(dictionaryFunc("decode", t)).
			Params(jen.Id("s").Op("*").Id("scanner"), jen.Id("v").Op("*").Add(goType(t))).
			Block(jen.Id("decodeMap").Call(
				jen.Id("s"), jen.Id("v"), xmlName(c.p, t.Entry), jen.Id(pair), c.decodeFunc(t.Key), c.decodeFunc(t.Value),
			))
	}
}

// encodeEntryValue is the function that appends the value of an entry.
func (c codec) encodeEntryValue(f *ir.Field) *jen.Statement {
	switch {
	case f.Type.Kind != ir.Struct:
		return c.encodeFunc(f.Type)
	case f.Zero == ir.Nil:
		return jen.Id("encodeObjectOrNil").Types(jen.Id(f.Type.Go))
	}
	return jen.Id("encodeObject").Types(jen.Id(f.Type.Go))
}

// compare is the function that puts keys in order.
func compare(key *ir.Type) *jen.Statement {
	if key.Kind == ir.Builtin && key.Scalar == ir.DateTime {
		return jen.Qual("time", "Time").Dot("Compare")
	}
	return jen.Qual("cmp", "Compare").Types(goType(key))
}

// dictionaryFunc names the functions of a dictionary. No name of the runtime ends
// in Map behind another word.
func dictionaryFunc(verb string, t *ir.Type) string { return verb + t.Go + "Map" }

func (c codec) tag(f *ir.Field) jen.Code { return jen.Lit(tag(c.p, f.Name)) }
