package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// header writes the namespaces, and the header blocks of requests and responses.
func header(f *jen.File, p *ir.Package) {
	comment(f, "The namespaces of the messages.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for _, n := range p.Namespaces {
			g.Id(n.Go).Op("=").Lit(n.URI)
		}
	})
	c := codec{p}
	blockConstants(f, "request", p.RequestHeader)
	blockConstants(f, "response", p.ResponseHeader)

	comment(f, wrap("RequestHeader has the header blocks of requests. What is not set is left out, and a request has only those that its operation declares."))
	f.Type().Id("RequestHeader").StructFunc(func(g *jen.Group) { blockFields(g, p.RequestHeader.Fields) })
	if p.RequestHeader.Masked {
		maskMethods(f, p.RequestHeader)
	}
	if reachesSecret(p.RequestHeader) {
		secretsMethod(f, p.RequestHeader)
	}
	f.Line().Func().Params(jen.Id("v").Op("*").Id("RequestHeader")).Id("encodeBlocks").Params(jen.Id("w").Op("*").Id("writer"), jen.Id("blocks").Uint()).
		BlockFunc(func(g *jen.Group) { c.encodeBlocks(g, "request", p.RequestHeader) })
	if p.Server {
		c.decodeMethods(f, "RequestHeader", p.RequestHeader, nil)
	}

	seen, outcome := splitOutcome(p)
	comment(f, wrap("ResponseHeader has the header blocks of a response, but for those that tell of success and failure: they are the error's business."))
	f.Type().Id("ResponseHeader").StructFunc(func(g *jen.Group) { blockFields(g, seen) })
	if p.ResponseHeader.Masked {
		maskMethods(f, p.ResponseHeader)
	}
	comment(f, "responseHeader has all header blocks of a response.")
	f.Type().Id("responseHeader").StructFunc(func(g *jen.Group) {
		g.Id("ResponseHeader")
		blockFields(g, outcome)
	})
	if p.Server {
		f.Line().Func().Params(jen.Id("v").Op("*").Id("responseHeader")).Id("encodeBlocks").Params(jen.Id("w").Op("*").Id("writer"), jen.Id("blocks").Uint()).
			BlockFunc(func(g *jen.Group) { c.encodeBlocks(g, "response", p.ResponseHeader) })
	}
	c.decodeMethods(f, "responseHeader", p.ResponseHeader, nil)
}

// splitOutcome parts NetServer's blocks that tell the outcome of a call from those
// that the caller sees.
func splitOutcome(p *ir.Package) (seen, outcome []*ir.Field) {
	for _, f := range p.ResponseHeader.Fields {
		if p.NetServer && (f.Name.Local == "Succeeded" || f.Name.Local == "ExceptionInfo") {
			outcome = append(outcome, f)
			continue
		}
		seen = append(seen, f)
	}
	return seen, outcome
}

func blockFields(g *jen.Group, fields []*ir.Field) {
	for _, f := range fields {
		comment(g, wrap(f.Doc))
		g.Id(f.Go).Add(fieldType(f))
	}
}

// blockConstants writes a bit for each block.
func blockConstants(f *jen.File, direction string, header *ir.Type) {
	if len(header.Fields) == 0 {
		return
	}
	comment(f, "The header blocks of a "+direction+", a bit for each.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, field := range header.Fields {
			if i == 0 {
				g.Id(block(direction, field)).Uint().Op("=").Lit(1).Op("<<").Iota()
				continue
			}
			g.Id(block(direction, field))
		}
	})
}

func block(direction string, f *ir.Field) string { return direction + f.Go + "Block" }

func (c codec) encodeBlocks(g *jen.Group, direction string, header *ir.Type) {
	for _, f := range header.Fields {
		set := jen.Id("blocks").Op("&").Id(block(direction, f)).Op("!=").Lit(0)
		if f.Type.Kind == ir.Builtin && !f.Pointer && f.Zero == ir.Absent {
			set.Op("&&").Add(notZero(f))
		}
		g.If(set).BlockFunc(func(g *jen.Group) { c.encodeAs(g, f, c.tag(f), jen.Id("v").Dot(f.Go)) })
	}
}

// notZero is the condition that a scalar is not Go's zero value.
func notZero(f *ir.Field) jen.Code {
	value := jen.Id("v").Dot(f.Go)
	switch f.Type.Scalar {
	case ir.String:
		return value.Op("!=").Lit("")
	case ir.Bool:
		return value
	case ir.Bytes:
		return value.Op("!=").Nil()
	case ir.DateTime:
		return jen.Op("!").Add(value).Dot("IsZero").Call()
	}
	return value.Op("!=").Lit(0)
}
