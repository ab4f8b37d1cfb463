package emit

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// streams tells whether an agent has an operation whose items can be handed out one
// by one.
func streams(a *ir.Agent) bool {
	return slices.ContainsFunc(a.Operations, func(op *ir.Operation) bool { return op.List != nil })
}

// stream writes the methods of an agent's client that hand out items one by one.
func stream(f *jen.File, p *ir.Package, a *ir.Agent) {
	c := codec{p}
	for _, op := range a.Operations {
		if op.List == nil {
			continue
		}
		item, element, decode := c.streamed(op.List)
		comment(f, streamDoc(a, op))
		f.Func().Params(jen.Id("c").Op("*").Id(a.Go+"Client")).Id(op.GoStream).
			Params(jen.Id("ctx").Qual("context", "Context"), jen.Id("req").Op("*").Id(op.Request.Go), jen.Id("header").Op("*").Id("ResponseHeader")).
			Qual("iter", "Seq2").Types(item, jen.Error()).Block(
			jen.If(jen.Id("req").Op("==").Nil()).Block(
				jen.Id("req").Op("=").New(jen.Id(op.Request.Go)),
			),
			jen.Return(jen.Id("stream").Call(
				jen.Id("ctx"), jen.Id("c").Dot("soap"), jen.Id(operation(a, op)), jen.Id("req"), jen.Id("header"),
				jen.Line().Id(memberOrder(op.Response.Go)), element, decode,
			)),
		)
	}
}

// streamed is what an item of a list is in Go, its element, which is nil where there
// is no list and the field's own repeats, and the function that reads it.
func (c codec) streamed(list *ir.Field) (item, element, decode jen.Code) {
	f, element := single(list), jen.Nil()
	if !list.Repeated {
		f, element = single(list.Type.Item), c.item(list.Type.Item)
	}
	if f.Type.Kind == ir.Struct && f.Type.Derived == nil {
		return jen.Op("*").Id(f.Type.Go), element, jen.Id("decodeNew").Types(jen.Id(f.Type.Go))
	}
	return fieldType(f), element, c.decodeFunc(f)
}

// streamDoc is the doc comment of a method that hands out items.
func streamDoc(a *ir.Agent, op *ir.Operation) string {
	return docOf(op.GoStream, forName(op.Doc, op.Name, op.GoStream), fmt.Sprintf("sends %s.", op.Request.Name.Local)) + "\n\n" +
		wrap(fmt.Sprintf("It hands out the items of the response of [%sClient.%s] one by one while they arrive, and holds "+
			"one at a time. Each may be kept. The request is sent when the loop over the items begins, and once: a second "+
			"loop gets an error. An error comes as the last of the pairs, an *OperationError; a call that failed on the "+
			"server has no item, one that is cut has those before the cut. Leaving the loop closes the connection. The "+
			"header, unless it is nil, is set before the first item. WithMaxResponse limits each item.", a.Go, op.Go))
}
