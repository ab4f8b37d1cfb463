package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// oneWayCall writes the client's method of an operation that has no response.
func oneWayCall(f *jen.File, a *ir.Agent, op *ir.Operation) {
	comment(f, operationDoc(op))
	f.Func().Params(jen.Id("c").Op("*").Id(a.Go+"Client")).Id(op.Go).Add(signature(op)).Block(
		jen.If(jen.Id("req").Op("==").Nil()).Block(
			jen.Id("req").Op("=").New(jen.Id(op.Request.Go)),
		),
		jen.Return(jen.Id("c").Dot("soap").Dot("callOneWay").Call(jen.Id("ctx"), jen.Id(operation(a, op)), jen.Id("req"))),
	)
}

// oneWayUnimplemented writes the method that fakes embed.
func oneWayUnimplemented(f *jen.File, a *ir.Agent, op *ir.Operation) {
	comment(f, op.Go+" answers with a fault.")
	f.Func().Params(jen.Id("Unimplemented"+a.Go+"Agent")).Id(op.Go).
		Params(jen.Qual("context", "Context"), jen.Op("*").Id(op.Request.Go)).Error().Block(
		jen.Return(jen.Id("unimplemented").Call(jen.Id(operation(a, op)))),
	)
}
