package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// maskMethods writes the methods that keep a struct's secrets out of logs.
func maskMethods(f *jen.File, t *ir.Type) {
	receiver := jen.Id("v").Id(t.Go)

	comment(f, "Format prints v with its secrets masked, whatever the verb.")
	f.Func().Params(receiver.Clone()).Id("Format").Params(jen.Id("f").Qual("fmt", "State"), jen.Id("verb").Rune()).Block(
		jen.Type().Id("fields").Id(t.Go),
		jen.Id("formatMasked").Call(jen.Id("f"), jen.Id("verb"), jen.Id("fields").Call(jen.Id("v").Dot("masked").Call())),
	)
	comment(f, "LogValue is the text of v with its secrets masked.")
	f.Func().Params(receiver.Clone()).Id("LogValue").Params().Qual("log/slog", "Value").Block(
		jen.Return(jen.Id("logMasked").Call(jen.Id("v"))),
	)
	f.Line().Func().Params(receiver.Clone()).Id("masked").Params().Id(t.Go).BlockFunc(func(g *jen.Group) {
		if t.Base != nil && t.Base.Masked {
			g.Id("v").Dot(t.Base.Go).Op("=").Id("v").Dot(t.Base.Go).Dot("masked").Call()
		}
		for _, field := range secrets(t) {
			hide(g, field, jen.Id("v").Dot(field.Go))
		}
		g.Return(jen.Id("v"))
	})
}

// hide writes the statements that mask a secret field, and leave alone what it
// shares with the value that is masked.
func hide(g *jen.Group, field *ir.Field, value *jen.Statement) {
	switch {
	case field.Type.Kind == ir.Dictionary && field.Type.Value.Pointer:
		g.Add(value).Op("=").Qual("maps", "Clone").Call(value)
		g.For(jen.List(jen.Id("key"), jen.Id("each")).Op(":=").Range().Add(value)).Block(
			jen.If(jen.Id("each").Op("!=").Nil()).Block(
				jen.Id("hidden").Op(":=").Id("mask").Call(jen.Op("*").Id("each")),
				value.Clone().Index(jen.Id("key")).Op("=").Op("&").Id("hidden"),
			),
		)
	case field.Type.Kind == ir.Dictionary:
		g.Add(value).Op("=").Id("maskValues").Call(value)
	case field.Repeated:
		each := value.Clone().Index(jen.Id("i"))
		g.Add(value).Op("=").Qual("slices", "Clone").Call(value)
		g.For(jen.Id("i").Op(":=").Range().Add(value)).Block(each.Clone().Op("=").Id("mask").Call(each))
	case field.Pointer:
		g.If(value.Clone().Op("!=").Nil()).Block(
			jen.Id("hidden").Op(":=").Id("mask").Call(jen.Op("*").Add(value)),
			value.Clone().Op("=").Op("&").Id("hidden"),
		)
	default:
		g.Add(value).Op("=").Id("mask").Call(value)
	}
}

// secretsMethod writes the method that hands out a struct's secrets, so that they
// can be masked in what a server answers.
func secretsMethod(f *jen.File, t *ir.Type) {
	f.Line().Func().Params(jen.Id("v").Op("*").Id(t.Go)).Id("secrets").Params(jen.Id("add").Func().Params(jen.String())).BlockFunc(func(g *jen.Group) {
		if t.Base != nil && reachesSecret(t.Base) {
			g.Id("v").Dot(t.Base.Go).Dot("secrets").Call(jen.Id("add"))
		}
		for _, field := range t.Members() {
			handOut(g, field, jen.Id("v").Dot(field.Go))
		}
	})
}

// handOut writes the statements that hand out what is secret in a field.
func handOut(g *jen.Group, field *ir.Field, value *jen.Statement) {
	each := func(value *jen.Statement, do func(*jen.Group)) {
		g.For(jen.List(jen.Id("_"), jen.Id("value")).Op(":=").Range().Add(value)).BlockFunc(do)
	}
	t := field.Type
	switch {
	case field.Secret && t.Kind == ir.Dictionary && t.Value.Pointer:
		each(value, func(g *jen.Group) {
			g.If(jen.Id("value").Op("!=").Nil()).Block(jen.Id("add").Call(jen.Op("*").Id("value")))
		})
	case field.Secret && (field.Repeated || t.Kind == ir.Dictionary):
		each(value, func(g *jen.Group) { g.Id("add").Call(jen.Id("value")) })
	case field.Secret && field.Pointer:
		g.If(value.Clone().Op("!=").Nil()).Block(jen.Id("add").Call(jen.Op("*").Add(value)))
	case field.Secret:
		g.Id("add").Call(value)
	case !holdsSecret(t, map[*ir.Type]bool{}):
	case field.Repeated:
		each(value, func(g *jen.Group) { handOut(g, single(field), jen.Id("value")) })
	case t.Kind == ir.List:
		each(value, func(g *jen.Group) { handOut(g, single(t.Item), jen.Id("value")) })
	case t.Kind == ir.Dictionary:
		each(value, func(g *jen.Group) { handOut(g, t.Value, jen.Id("value")) })
	case t.Derived != nil:
		found := jen.Id("ok")
		if t.Encode { // else nobody but a scanner makes values, and none is a nil pointer
			found.Op("&&").Op("!").Add(value).Dot("isNil").Call()
		}
		g.If(
			jen.List(jen.Id("s"), jen.Id("ok")).Op(":=").Add(value).Assert(jen.Id("secretive")),
			found,
		).Block(jen.Id("s").Dot("secrets").Call(jen.Id("add")))
	case field.Pointer:
		g.If(value.Clone().Op("!=").Nil()).Block(value.Clone().Dot("secrets").Call(jen.Id("add")))
	default:
		g.Add(value).Dot("secrets").Call(jen.Id("add"))
	}
}

// reachesSecret reports whether a struct of exactly this type can hold a secret.
func reachesSecret(t *ir.Type) bool { return secretIn(t, map[*ir.Type]bool{}) }

func secretIn(t *ir.Type, seen map[*ir.Type]bool) bool {
	if t == nil || seen[t] {
		return false
	}
	seen[t] = true
	if secretIn(t.Base, seen) {
		return true
	}
	for _, f := range slices.Concat(t.Members(), []*ir.Field{t.Item, t.Key, t.Value}) {
		if f != nil && (f.Secret || holdsSecret(f.Type, seen)) {
			return true
		}
	}
	return false
}

// holdsSecret reports whether what may stand in a field of this type can hold a
// secret.
func holdsSecret(t *ir.Type, seen map[*ir.Type]bool) bool {
	return secretIn(t, seen) || slices.ContainsFunc(t.Derived, func(d *ir.Type) bool { return secretIn(d, seen) })
}

func secrets(t *ir.Type) []*ir.Field {
	var fields []*ir.Field
	for _, f := range t.Members() {
		if f.Secret {
			fields = append(fields, f)
		}
	}
	return fields
}
