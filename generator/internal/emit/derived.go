package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// anyInterface writes the interface of a type that others may stand in for.
func anyInterface(f *jen.File, t *ir.Type) {
	all := append([]*ir.Type{t}, t.Derived...)
	names := make([]string, len(t.Derived))
	for i, d := range t.Derived {
		names[i] = "*" + d.Go
	}
	comment(f, wrap(fmt.Sprintf("Any%s is a *%s or a type that extends it: %s.", t.Go, t.Go, strings.Join(names, ", "))))
	f.Type().Id("Any" + t.Go).InterfaceFunc(func(g *jen.Group) {
		if !slices.ContainsFunc(all, func(t *ir.Type) bool { return !t.Encode }) {
			g.Id("typed")
		}
		if !slices.ContainsFunc(all, func(t *ir.Type) bool { return !t.Decode }) {
			g.Id("object")
		}
		g.Id("is" + t.Go).Params()
	})
	f.Line().Func().Params(jen.Op("*").Id(t.Go)).Id("is" + t.Go).Params().Block()
}

// derivedCodec writes what tells a type from the others that may stand where its
// base is declared.
func (c codec) derivedCodec(f *jen.File, t *ir.Type) {
	if t.Encode && (t.Derived != nil || standsIn(t)) {
		c.typeAttributes(f, t)
		f.Line().Func().Params(jen.Id("v").Op("*").Id(t.Go)).Id("isNil").Params().Bool().Block(jen.Return(jen.Id("v").Op("==").Nil()))
	}
	if t.Derived == nil || !t.Decode {
		return
	}
	name, table := "Any"+t.Go, lowerFirst(t.Go)+"DerivedTypes"
	f.Line().Var().Id(table).Op("=").Index().Id("derivedType").Types(jen.Id(name)).ValuesFunc(func(g *jen.Group) {
		for _, d := range append([]*ir.Type{t}, t.Derived...) {
			g.Line().Values(xmlName(c.p, d.Name), jen.Func().Params().Id(name).Block(jen.Return(jen.New(jen.Id(d.Go)))))
		}
		g.Line()
	})
	f.Line().Func().Id("decode"+name).Params(jen.Id("s").Op("*").Id("scanner"), jen.Id("v").Op("*").Id(name)).Block(
		jen.Id("decodeDerived").Call(jen.Id("s"), jen.Id("v"), jen.Id(table),
			jen.Func().Params(jen.Id("u").Op("*").Id("UnknownType")).Id(name).Block(
				jen.Return(jen.Op("&").Id(t.Go).Values(jen.Dict{jen.Id("Unknown"): jen.Id("u")})),
			)),
	)
}

// typeAttributes writes the method that tells xsi:type. The declared type needs
// none; a type that is declared in some places and stands in for another in others
// says it everywhere.
func (c codec) typeAttributes(f *jen.File, t *ir.Type) {
	attributes := ""
	if standsIn(t) {
		name := tag(c.p, t.Name)
		attributes = ` i:type="` + name[1:len(name)-1] + `"`
	}
	if t.Derived == nil {
		f.Line().Func().Params(jen.Op("*").Id(t.Go)).Id("typeAttributes").Params().String().Block(jen.Return(jen.Lit(attributes)))
		return
	}
	f.Line().Func().Params(jen.Id("v").Op("*").Id(t.Go)).Id("typeAttributes").Params().String().Block(
		jen.If(jen.Id("v").Dot("Unknown").Op("!=").Nil()).Block(jen.Return(jen.Id("v").Dot("Unknown").Dot("typeAttributes").Call())),
		jen.Return(jen.Lit(attributes)),
	)
}

// standsIn tells whether a type may stand where another is declared.
func standsIn(t *ir.Type) bool {
	for base := t.Base; base != nil; base = base.Base {
		if base.Derived != nil {
			return true
		}
	}
	return false
}
