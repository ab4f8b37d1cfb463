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
	if t.Responds && c.p.Server { // a handler does not know the type
		f.Line().Func().Params(jen.Id("v").Op("*").Id(t.Go)).Id("header").Params().Op("*").Id("ResponseHeader").
			Block(jen.Return(jen.Op("&").Id("v").Dot("Header")))
	}
	if t.Encode {
		if hasAttributes(t) {
			c.attributesEncoder(f, t)
		}
		c.encodeMethod(f, t)
	}
	if reachesSecret(t) { // a trace shows what is read, too
		secretsMethod(f, t)
	}
	if t.Decode {
		c.decodeMethods(f, t.Go, t, t.Base)
		if isSpecial(t) {
			c.specialDecoder(f, t)
		}
	}
	c.derivedCodec(f, t)
}

// ---- writing

func (c codec) encodeMethod(f *jen.File, t *ir.Type) {
	receiver, w := jen.Id("v").Op("*").Id(t.Go), jen.Id("w").Op("*").Id("writer")
	method := contentMethod(t)
	if len(allFields(t)) == 0 && textOf(t) == nil && t.Derived == nil {
		f.Line().Func().Params(jen.Op("*").Id(t.Go)).Id(method).Params(jen.Op("*").Id("writer")).Block()
		return
	}
	f.Line().Func().Params(receiver).Id(method).Params(w).BlockFunc(func(g *jen.Group) {
		if t.Base != nil {
			g.Id("v").Dot(t.Base.Go).Dot(contentMethod(t.Base)).Call(jen.Id("w"))
		}
		if t.Text != nil {
			g.Id("encodeText").Call(jen.Id("w"), jen.Id("v").Dot(t.Text.Go), c.encodeFunc(t.Text))
		}
		c.encodeFields(g, t.Fields)
		if t.Derived != nil {
			g.If(jen.Id("v").Dot("Unknown").Op("!=").Nil()).Block(jen.Id("w").Dot("raw").Call(jen.Id("v").Dot("Unknown").Dot("XML")))
		}
	})
}

// encodeFields writes the statements that append the fields of a struct. The end tag of a
// scalar that is always there is one piece with the start tag of the next such one.
func (c codec) encodeFields(g *jen.Group, fields []*ir.Field) {
	open := "" // the end tag that has not been written
	for i, f := range fields {
		value := jen.Id("v").Dot(f.Go)
		if alwaysThere(f) && (open != "" || i+1 < len(fields) && alwaysThere(fields[i+1])) {
			start := tag(c.p, f.Name)
			g.Add(after(f.Type.Scalar, jen.Lit(open+start), value))
			open = "</" + start[1:]
			continue
		}
		if open != "" {
			g.Id("w").Dot("raw").Call(jen.Lit(open))
			open = ""
		}
		c.encodeAs(g, f, c.tag(f), value)
	}
	if open != "" {
		g.Id("w").Dot("raw").Call(jen.Lit(open))
	}
}

// alwaysThere tells a scalar that is written whatever its value is.
func alwaysThere(f *ir.Field) bool {
	return f.Type.Kind == ir.Builtin && !f.Repeated && !f.Pointer && f.Zero == ir.Written &&
		f.Type.Scalar != ir.Bytes && f.Type.Scalar != ir.Any
}

// after is the call that appends markup and a scalar behind it.
func after(s ir.Scalar, markup jen.Code, value *jen.Statement) jen.Code {
	call := func(kind string, args ...jen.Code) jen.Code {
		return jen.Id("w").Dot(kind + "After").Call(append([]jen.Code{markup}, args...)...)
	}
	switch s {
	case ir.Int8, ir.Int16, ir.Int32:
		return call("int", jen.Int64().Parens(value))
	case ir.Int64:
		return call("int", value)
	case ir.Uint8, ir.Uint16, ir.Uint32:
		return call("uint", jen.Uint64().Parens(value))
	case ir.Uint64:
		return call("uint", value)
	case ir.Float32:
		return call("float", jen.Float64().Parens(value), jen.Lit(32))
	case ir.Float64:
		return call("float", value, jen.Lit(64))
	}
	return call(scalarMethod(s), value)
}

// encodeAs writes the statements that append a value as an element. The runtime
// leaves nil out; where the schema wants the element, it is written here.
func (c codec) encodeAs(g *jen.Group, f *ir.Field, tag jen.Code, value *jen.Statement) {
	wants := ""
	switch {
	case f.Zero == ir.Nil && f.Type.Kind == ir.Struct: // encode sees to it
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
		g.If(zero).Block(jen.Id("w").Dot(wants).Call(tag))
	}
	g.Add(c.encode(f, tag, value))
}

// encode is the call that appends the value of a field.
func (c codec) encode(f *ir.Field, tag jen.Code, value *jen.Statement) *jen.Statement {
	w, t := jen.Id("w"), f.Type
	switch {
	case f.Repeated && t.Kind == ir.Struct && t.Derived == nil:
		return jen.Id("encodeRepeatedObjects").Call(w, tag, value)
	case f.Repeated:
		return jen.Id("encodeRepeatedValues").Call(w, tag, value, c.encodeFunc(item(f)))
	case t.Derived != nil && f.Zero == ir.Nil:
		return jen.Id("encodeDerivedOrNil").Call(w, tag, value)
	case t.Derived != nil:
		return jen.Id("encodeDerived").Call(w, tag, value)
	case t.Kind == ir.Struct && f.Pointer && f.Zero == ir.Nil:
		return jen.Id("encodeObjectOrNil").Call(w, tag, value)
	case t.Kind == ir.Struct && f.Pointer:
		return jen.Id("encodeObject").Call(w, tag, value)
	case t.Kind == ir.Struct:
		return w.Dot("object").Call(tag, jen.Op("&").Add(value))
	case f.Pointer && t.Kind == ir.Builtin:
		return jen.Id("encodeOptional").Call(w, tag, value, scalarFunc("writer", t))
	}
	switch t.Kind {
	case ir.Enum:
		if f.Zero == ir.Refused {
			return jen.Id("encodeEnumValue").Call(w, tag, value)
		}
		return jen.Id("encodeEnum").Call(w, tag, value)
	case ir.Flags:
		return jen.Id("encodeFlags").Call(w, tag, value)
	case ir.Dictionary:
		return jen.Id(dictionaryFunc("encode", t)).Call(w, tag, value)
	case ir.List:
		if t.Item.Type.Kind == ir.Struct && t.Item.Type.Derived == nil {
			return jen.Id("encodeObjects").Call(w, tag, c.tag(t.Item), value)
		}
		return jen.Id("encodeValues").Call(w, tag, c.tag(t.Item), value, c.encodeFunc(item(t.Item)))
	}
	return w.Dot(scalarMethod(t.Scalar)).Call(tag, value)
}

// encodeFunc is the function that appends an item, a key or a value: a function
// of the runtime where there is one that does it.
func (c codec) encodeFunc(f *ir.Field) *jen.Statement {
	t := f.Type
	switch {
	case t.Derived != nil && f.Zero == ir.Nil:
		return jen.Id("encodeDerivedOrNil").Types(jen.Id("Any" + t.Go))
	case t.Derived != nil && f.Zero != ir.Empty:
		return jen.Id("encodeDerived").Types(jen.Id("Any" + t.Go))
	case t.Kind == ir.Struct && f.Pointer && f.Zero == ir.Nil:
		return jen.Id("encodeObjectOrNil").Types(jen.Id(t.Go))
	case t.Kind == ir.Enum && f.Zero == ir.Refused:
		return jen.Id("encodeEnumValue").Types(jen.Id(t.Go))
	case t.Kind == ir.Builtin && f.Zero == ir.Written:
		return scalarFunc("writer", t)
	}
	return jen.Func().Params(jen.Id("w").Op("*").Id("writer"), jen.Id("tag").String(), jen.Id("v").Add(fieldType(f))).
		BlockFunc(func(g *jen.Group) { c.encodeAs(g, f, jen.Id("tag"), jen.Id("v")) })
}

// item is a field as one of many, or as a key or a value: what holds it would be
// another without it, so that a zero value is never left out.
func item(f *ir.Field) *ir.Field {
	one := single(f)
	switch {
	case !zeroIsNil(one) && one.Type.Kind != ir.Enum:
		one.Zero = ir.Written
	case one.Nillable:
		one.Zero = ir.Nil
	case one.Type.Kind == ir.Enum:
		one.Zero = ir.Refused
	default:
		one.Zero = ir.Empty
	}
	return one
}

// zeroIsNil reports whether the zero value of a field's Go type is nil.
func zeroIsNil(f *ir.Field) bool {
	switch f.Type.Kind {
	case ir.Flags, ir.List, ir.Dictionary:
		return true
	}
	return f.Pointer || f.Type.Derived != nil ||
		f.Type.Kind == ir.Builtin && (f.Type.Scalar == ir.Bytes || f.Type.Scalar == ir.Any)
}

// scalarFunc is the method of a writer or scanner for a scalar, as a function.
func scalarFunc(receiver string, t *ir.Type) *jen.Statement {
	return jen.Parens(jen.Op("*").Id(receiver)).Dot(scalarMethod(t.Scalar))
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
	order := memberOrder(name)
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

// memberOrder names the table of a struct's elements.
func memberOrder(name string) string { return lowerFirst(name) + "Members" }

// memberTable writes the elements of a struct or of a dictionary's entry.
func (c codec) memberTable(f *jen.File, name string, fields []*ir.Field) {
	f.Line().Var().Id(name).Op("=").Index().Id("member").ValuesFunc(func(g *jen.Group) {
		for _, field := range fields {
			// On a line of its own, which a jen.Dict would not leave it.
			g.Line().ValuesFunc(func(g *jen.Group) {
				c.element(g, field.Name)
				if field.Repeated {
					g.Id("repeats").Op(":").True()
				}
				if field.MinOccurs > 0 {
					g.Id("required").Op(":").True()
				}
				c.schemaType(g, field.Type)
			})
		}
		g.Line()
	})
}

// element writes the name of an element into the literal of a member.
func (c codec) element(g *jen.Group, name ir.QName) {
	g.Id("space").Op(":").Add(space(c.p, name.Space))
	g.Id("local").Op(":").Lit(name.Local)
}

// schemaType writes the name that xsi:type may have into the literal of a member, where
// WCF looks at it. A type that has others in its place sees to that itself.
func (c codec) schemaType(g *jen.Group, t *ir.Type) {
	if c.p.Server && t.Kind != ir.Builtin && t.Derived == nil && t.Name != (ir.QName{}) {
		g.Id("schemaType").Op(":").Add(xmlName(c.p, t.Name))
	}
}

// item is the element that a list repeats.
func (c codec) item(f *ir.Field) jen.Code {
	return jen.Op("&").Id("member").ValuesFunc(func(g *jen.Group) {
		c.element(g, f.Name)
		c.schemaType(g, f.Type)
		if c.p.Server && standsAlone(f) {
			g.Id("alone").Op(":").True()
		}
	})
}

// standsAlone tells whether WCF refuses a list that holds others than these items,
// which it does not read one by one, but as an array of numbers and the like.
func standsAlone(item *ir.Field) bool {
	if item.Type.Kind != ir.Builtin || item.Nillable {
		return false
	}
	switch item.Type.Scalar {
	case ir.Bool, ir.Int32, ir.Int64, ir.Float32, ir.Float64, ir.DateTime:
		return true
	}
	return item.Type.XSD.Local == "decimal"
}

// decode is the call that reads an element into a field.
func (c codec) decode(f *ir.Field, into *jen.Statement) *jen.Statement {
	s, t := jen.Id("s"), f.Type
	switch {
	case f.Repeated:
		return jen.Id("decodeRepeated").Call(s, into, c.decodeFunc(single(f)))
	case t.Derived != nil:
		return jen.Id("decodeAny"+t.Go).Call(s, into)
	case t.Kind == ir.Struct && f.Pointer:
		return jen.Id("decodePointer").Call(s, into)
	case t.Kind == ir.Struct:
		return jen.Id("decodeObject").Call(s, into)
	case f.Pointer:
		return jen.Id("decodeOptional").Call(s, into, scalarFunc("scanner", t))
	}
	switch t.Kind {
	case ir.Enum:
		return jen.Id(enumDecoder(f)).Call(s, into)
	case ir.Flags:
		return jen.Id("decodeFlags").Call(s, into)
	case ir.Dictionary:
		return jen.Id(dictionaryFunc("decode", t)).Call(s, into)
	case ir.List:
		return jen.Id("decodeList").Call(s, into, c.item(t.Item), c.decodeFunc(single(t.Item)))
	}
	return s.Dot(scalarMethod(t.Scalar)).Call(into)
}

// decodeFunc is the function that reads one element into a field's type.
func (c codec) decodeFunc(f *ir.Field) *jen.Statement {
	t := f.Type
	switch {
	case t.Derived != nil:
		return jen.Id("decodeAny" + t.Go)
	case t.Kind == ir.Struct && f.Pointer:
		return jen.Id("decodePointer").Types(jen.Id(t.Go))
	case t.Kind == ir.Struct:
		return jen.Id("decodeObject").Types(jen.Id(t.Go))
	case t.Kind == ir.Builtin && !f.Pointer:
		return scalarFunc("scanner", t)
	case t.Kind == ir.Enum:
		return jen.Id(enumDecoder(f)).Types(jen.Id(t.Go))
	case t.Kind == ir.Flags:
		return jen.Id("decodeFlags").Types(jen.Id(t.Go))
	case t.Kind == ir.Dictionary:
		return jen.Id(dictionaryFunc("decode", t))
	}
	return jen.Func().Params(jen.Id("s").Op("*").Id("scanner"), jen.Id("v").Op("*").Add(fieldType(f))).
		Block(c.decode(f, jen.Id("v")))
}

func enumDecoder(f *ir.Field) string {
	if f.Nillable {
		return "decodeNillableEnum"
	}
	return "decodeEnum"
}

// ---- dictionaries

func (c codec) dictionaryCodec(f *jen.File, t *ir.Type) {
	if t.Encode {
		f.Line().Func().Id(dictionaryFunc("encode", t)).
			Params(jen.Id("w").Op("*").Id("writer"), jen.Id("tag").String(), jen.Id("v").Add(goType(t))).
			Block(jen.Id("encodeMap").Call(
				jen.Id("w"), jen.Id("tag"), jen.Lit(tag(c.p, t.Entry)), c.tag(t.Key), c.tag(t.Value), jen.Id("v"),
				compare(t.Key.Type), c.encodeFunc(item(t.Key)), c.encodeFunc(item(t.Value)),
			))
	}
	if t.Decode {
		pair := lowerFirst(t.Go) + "Pair"
		c.memberTable(f, pair, []*ir.Field{t.Key, t.Value})
		f.Line().Func().Id(dictionaryFunc("decode", t)).
			Params(jen.Id("s").Op("*").Id("scanner"), jen.Id("v").Op("*").Add(goType(t))).
			Block(jen.Id("decodeMap").Call(
				jen.Id("s"), jen.Id("v"),
				jen.Op("&").Id("member").ValuesFunc(func(g *jen.Group) { c.element(g, t.Entry) }), jen.Id(pair),
				c.decodeFunc(t.Key), c.decodeFunc(t.Value),
			))
	}
}

// compare is the function that puts keys in order.
func compare(key *ir.Type) *jen.Statement {
	if key.Kind == ir.Builtin && key.Scalar == ir.DateTime {
		return jen.Qual("time", "Time").Dot("Compare")
	}
	if key.Kind == ir.Builtin && key.Scalar == ir.Bool { // false first
		return jen.Func().Params(jen.List(jen.Id("a"), jen.Id("b")).Bool()).Int().Block(
			jen.Return(jen.Qual("strings", "Compare").Call(formatBool("a"), formatBool("b"))),
		)
	}
	return jen.Qual("cmp", "Compare").Types(goType(key))
}

func formatBool(name string) jen.Code { return jen.Qual("strconv", "FormatBool").Call(jen.Id(name)) }

// dictionaryFunc names the functions of a dictionary. No name of the runtime ends
// in Map behind another word.
func dictionaryFunc(verb string, t *ir.Type) string { return verb + t.Go + "Map" }

func (c codec) tag(f *ir.Field) jen.Code { return jen.Lit(tag(c.p, f.Name)) }
