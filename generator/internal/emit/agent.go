package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// packageDoc writes the package comment.
func packageDoc(f *jen.File, p *ir.Package) {
	text := fmt.Sprintf("Package %s calls the SOAP services of %s.\n\n", p.Go, p.Namespace)
	text += "It has a client for each agent:\n\n"
	for _, a := range p.Agents {
		text += fmt.Sprintf("  - %sClient, made by New%sClient\n", a.Go, a.Go)
	}
	text += "\n" + wrap("Clients are safe for concurrent use. Every call takes a context, and there is no other "+
		"time limit. A failed call returns an *OperationError; what went wrong lies below it, for errors.As. "+
		"Nothing is ever sent twice.")
	text += "\n\n" + wrap("Slices, maps and pointers that are nil are left out of a message, and empty ones are "+
		"written as empty: a server may read the latter as a wish to remove what was there. Strings, numbers and "+
		"booleans are always written; a null string reads as \"\". A dateTime is a clock reading, "+
		"a time.Time in time.UTC: see Clock and Instant.")
	for _, line := range commentLines(text) {
		f.PackageComment(line)
	}
}

// client writes an agent's constants, interface and client.
func client(f *jen.File, p *ir.Package, a *ir.Agent) {
	comment(f, fmt.Sprintf("%sPath is the path of the %s endpoint below the root of a tenant.", a.Go, a.Name))
	f.Const().Id(a.Go + "Path").Op("=").Lit(a.Path)

	comment(f, fmt.Sprintf("The SOAPActions of the %s agent.", a.Name))
	f.Const().DefsFunc(func(g *jen.Group) {
		for _, op := range a.Operations {
			g.Id(action(a, op)).Op("=").Lit(op.SOAPAction)
		}
	})

	comment(f, docOf(a.Go+"Agent", forName(a.Doc, a.Name, a.Go+"Agent"), fmt.Sprintf("has the operations of the %s agent.", a.Name))+
		"\n\n"+wrap(fmt.Sprintf("A later version may have more operations: what implements %sAgent embeds %s.", a.Go, embeds(p, a))))
	f.Type().Id(a.Go + "Agent").InterfaceFunc(func(g *jen.Group) {
		for i, op := range a.Operations {
			if i > 0 {
				g.Line()
			}
			comment(g, operationDoc(op))
			g.Id(op.Go).Add(signature(op))
		}
	})

	name := a.Go + "Client"
	comment(f, wrap(fmt.Sprintf("%s calls the %s agent of a server. It is safe for concurrent use.", name, a.Name)))
	f.Type().Id(name).Struct(jen.Id("soap").Op("*").Id("soapClient"))

	f.Line().Var().Id("_").Id(a.Go + "Agent").Op("=").Parens(jen.Op("*").Id(name)).Call(jen.Nil())

	comment(f, wrap(fmt.Sprintf("New%s makes a client. The base URL is the root of a tenant "+
		"(https://HOST/TENANT), the netserver_url of a SuperOffice token, or the endpoint itself. "+
		"An error tells what is wrong with it; a bad option is the error of the next call. "+
		"Nothing is sent yet.", name)))
	f.Func().Id("New"+name).Params(jen.Id("baseURL").String(), jen.Id("opts").Op("...").Id("Option")).
		Params(jen.Op("*").Id(name), jen.Error()).Block(
		jen.List(jen.Id("soap"), jen.Err()).Op(":=").Id("newSOAPClient").Call(jen.Op("&").Id(service(a)), jen.Id("baseURL"), jen.Id("opts")),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
		jen.Return(jen.Op("&").Id(name).Values(jen.Id("soap")), jen.Nil()),
	)

	comment(f, "With is a copy of the client with further options. It uses the same connections.")
	f.Func().Params(jen.Id("c").Op("*").Id(name)).Id("With").Params(jen.Id("opts").Op("...").Id("Option")).
		Op("*").Id(name).Block(
		jen.Return(jen.Op("&").Id(name).Values(jen.Id("c").Dot("soap").Dot("with").Call(jen.Id("opts")))),
	)

	for _, op := range a.Operations {
		if op.Response == nil {
			oneWayCall(f, a, op)
			continue
		}
		comment(f, operationDoc(op))
		f.Func().Params(jen.Id("c").Op("*").Id(name)).Id(op.Go).Add(signature(op)).Block(
			jen.If(jen.Id("req").Op("==").Nil()).Block(
				jen.Id("req").Op("=").New(jen.Id(op.Request.Go)),
			),
			jen.Id("res").Op(":=").New(jen.Id(op.Response.Go)),
			jen.List(jen.Id("answered"), jen.Err()).Op(":=").Id("c").Dot("soap").Dot("call").
				Call(jen.Id("ctx"), jen.Id(operation(a, op)), jen.Id("req"), jen.Id("res"), jen.Op("&").Id("res").Dot("Header")),
			jen.If(jen.Op("!").Id("answered")).Block(jen.Return(jen.Nil(), jen.Err())),
			jen.Return(jen.Id("res"), jen.Err()),
		)
	}
	describe(f, p, a)
}

// describe writes what the runtime wants to know of an agent's operations. Addresses
// of variables, not their values, so that nothing is left to do when a program
// starts and the linker can drop what it does not use.
func describe(f *jen.File, p *ir.Package, a *ir.Agent) {
	f.Line().Var().Id(service(a)).Op("=").Id("service").Values(jen.DictFunc(func(d jen.Dict) {
		d[jen.Id("name")] = jen.Lit(a.Name)
		d[jen.Id("path")] = jen.Id(a.Go + "Path")
		if a.SOAP12 {
			d[jen.Id("soap12")] = jen.True()
		}
		if p.NetServer {
			d[jen.Id("convention")] = jen.Op("&").Id("netServer")
		}
	}))
	for _, op := range a.Operations {
		f.Line().Var().Id(operation(a, op)).Op("=").Op("&").Id("operation").Values(jen.DictFunc(func(d jen.Dict) {
			d[jen.Id("service")] = jen.Op("&").Id(service(a))
			d[jen.Id("name")] = jen.Lit(op.Name)
			d[jen.Id("action")] = jen.Id(action(a, op))
			d[jen.Id("request")] = body(p, a, op.Request, p.RequestHeader, op.RequestBlocks)
			if op.Response != nil {
				d[jen.Id("response")] = body(p, a, op.Response, p.ResponseHeader, op.ResponseBlocks)
			}
			if len(op.RequestBlocks) > 0 {
				d[jen.Id("requestBlocks")] = blocks("request", p.RequestHeader, op.RequestBlocks)
			}
			if len(op.ResponseBlocks) > 0 && p.Server {
				d[jen.Id("responseBlocks")] = blocks("response", p.ResponseHeader, op.ResponseBlocks)
			}
		}))
	}
}

// body is the description of one direction of an operation.
func body(p *ir.Package, a *ir.Agent, wrapper, header *ir.Type, blocks []int) jen.Code {
	envelope := "envelopeOf11"
	if a.SOAP12 {
		envelope = "envelopeOf12"
	}
	return jen.Id("body").Values(jen.Dict{
		jen.Id("envelope"): jen.Id(envelope).Op("+").Lit(namespaces(p, wrapper, header, blocks)).Op("+").Id("openHeader"),
		jen.Id("tag"):      jen.Lit(tag(p, wrapper.Name)),
		jen.Id("name"):     xmlName(p, wrapper.Name),
	})
}

// blocks is a set of header blocks.
func blocks(direction string, header *ir.Type, indexes []int) jen.Code {
	set := new(jen.Statement)
	for i, index := range indexes {
		if i > 0 {
			set.Op("|")
		}
		set.Id(block(direction, header.Fields[index]))
	}
	return set
}

// handler writes an agent's handler and what its fakes embed.
func handler(f *jen.File, a *ir.Agent) {
	unimplemented := "Unimplemented" + a.Go + "Agent"
	comment(f, wrap(fmt.Sprintf("New%sHandler serves an agent over SOAP, at any path: for fakes of the %s agent in "+
		"tests and in development. It is strict as the real server is, and where that would silently drop an element "+
		"it refuses, unless an option says otherwise. A *ServerError of the agent is written as NetServer writes it, "+
		"a *Fault as a fault, any other error as a fault without its text.", a.Go, a.Name)))
	f.Func().Id("New"+a.Go+"Handler").Params(jen.Id("agent").Id(a.Go+"Agent"), jen.Id("opts").Op("...").Id("HandlerOption")).
		Qual("net/http", "Handler").Block(
		jen.Return(jen.Id("newHandler").CallFunc(func(g *jen.Group) {
			g.Line().Id("opts")
			for _, op := range a.Operations {
				serve := "serve"
				if op.Response == nil {
					serve = "serveOneWay"
				}
				g.Line().Id(serve).Call(jen.Id(operation(a, op)), jen.Id("agent").Dot(op.Go))
			}
			g.Line()
		})),
	)
	comment(f, wrap(fmt.Sprintf("%s is embedded by implementations of %sAgent: each of its operations answers with a fault.", unimplemented, a.Go)))
	f.Type().Id(unimplemented).Struct()
	f.Line().Var().Id("_").Id(a.Go + "Agent").Op("=").Id(unimplemented).Values()
	for _, op := range a.Operations {
		if op.Response == nil {
			oneWayUnimplemented(f, a, op)
			continue
		}
		comment(f, op.Go+" answers with a fault.")
		f.Func().Params(jen.Id(unimplemented)).Id(op.Go).
			Params(jen.Qual("context", "Context"), jen.Op("*").Id(op.Request.Go)).
			Params(jen.Op("*").Id(op.Response.Go), jen.Error()).Block(
			jen.Return(jen.Nil(), jen.Id("unimplemented").Call(jen.Id(operation(a, op)))),
		)
	}
}

// signature is that of an operation's method.
func signature(op *ir.Operation) *jen.Statement {
	params := jen.Params(jen.Id("ctx").Qual("context", "Context"), jen.Id("req").Op("*").Id(op.Request.Go))
	if op.Response == nil {
		return params.Error()
	}
	return params.Params(jen.Op("*").Id(op.Response.Go), jen.Error())
}

// operationDoc is the doc comment of an operation's method.
func operationDoc(op *ir.Operation) string {
	if op.Response == nil {
		return docOf(op.Go, forName(op.Doc, op.Name, op.Go), fmt.Sprintf(
			"sends %s and awaits no response: no error means that the server has taken it.\n\nSOAPAction: %s",
			op.Request.Name.Local, actionDoc(op)))
	}
	return docOf(op.Go, forName(op.Doc, op.Name, op.Go), fmt.Sprintf(
		"sends %s and returns %s.\n\nSOAPAction: %s", op.Request.Name.Local, op.Response.Name.Local, actionDoc(op)))
}

// actionDoc is the SOAPAction as a comment shows it.
func actionDoc(op *ir.Operation) string {
	if op.SOAPAction == "" {
		return "empty"
	}
	return op.SOAPAction
}

// forName puts the Go name in place of the WSDL's where documentation begins with it.
func forName(doc, name, goName string) string {
	if rest, ok := strings.CutPrefix(doc, name+" "); ok {
		return goName + " " + rest
	}
	return doc
}

// embeds is what an implementation of an agent is told to embed.
func embeds(p *ir.Package, a *ir.Agent) string {
	if p.Server {
		return "Unimplemented" + a.Go + "Agent"
	}
	return "the interface"
}

// The unexported names of an agent's descriptions.

func service(a *ir.Agent) string { return lowerFirst(a.Go) + "Service" }

func operation(a *ir.Agent, op *ir.Operation) string { return lowerFirst(a.Go) + op.Go + "Operation" }

func action(a *ir.Agent, op *ir.Operation) string { return a.Go + op.Go + "Action" }
