package build

import (
	"cmp"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// An endpoint is the port by which an agent is called, and where it comes from.
type endpoint struct {
	document *wsdl.Document
	service  *wsdl.Service
	port     *wsdl.Port
}

func (e endpoint) portType() *wsdl.PortType { return e.port.Binding.PortType }

// endpoints are one port for each port type of the documents, sorted by the
// port types' names. Of several the first of SOAP 1.1 is taken.
func (b *builder) endpoints(documents []*wsdl.Document) []endpoint {
	var all []endpoint
	for _, d := range documents {
		all = b.addEndpoints(all, d)
	}
	if len(all) == 0 {
		b.diags.Addf(diag.Position{File: documents[0].File}, "no service with a SOAP port, and so no operation to call")
	}
	slices.SortFunc(all, func(x, y endpoint) int {
		return cmp.Compare(x.portType().Name.Local, y.portType().Name.Local)
	})
	return all
}

func (b *builder) addEndpoints(all []endpoint, d *wsdl.Document) []endpoint {
	for _, s := range d.Services {
		for _, p := range s.Ports {
			candidate := endpoint{d, s, p}
			i := slices.IndexFunc(all, func(e endpoint) bool {
				return e.portType().Name.Local == candidate.portType().Name.Local
			})
			switch {
			case i < 0:
				all = append(all, candidate)
			case all[i].document != d:
				b.diags.Addf(candidate.portType().Pos, "agent %s is already defined at %s",
					candidate.portType().Name.Local, all[i].portType().Pos)
			case all[i].port.Binding.SOAP12 && !p.Binding.SOAP12:
				all[i] = candidate
			}
		}
	}
	return all
}

// agent is the agent behind an endpoint, with its operations. The headers of
// the package must be there.
func (b *builder) agent(e endpoint, p *ir.Package) *ir.Agent {
	portType := e.portType()
	a := &ir.Agent{
		Name:    portType.Name.Local,
		Pos:     portType.Pos,
		Source:  e.document.Base(),
		Doc:     docText(cmp.Or(portType.Doc, e.service.Doc)),
		Path:    b.path(e.port),
		Schemas: otherSchemas(e.document),
		SOAP12:  e.port.Binding.SOAP12,
	}
	wrappers := map[xml.Name]*ir.Type{}
	for _, bound := range e.port.Binding.Operations {
		op := &ir.Operation{
			Name:          bound.Name,
			Pos:           bound.Pos,
			Doc:           docText(bound.Doc),
			SOAPAction:    bound.SOAPAction,
			Request:       b.wrapper(bound.Input.Body, wrappers),
			RequestBlocks: blocks(bound.Input, p.RequestHeader),
		}
		if bound.Output != nil {
			op.Response = b.wrapper(bound.Output.Body, wrappers)
			op.Response.Responds = true
			op.ResponseBlocks = blocks(bound.Output, p.ResponseHeader)
		}
		a.Operations = append(a.Operations, op)
	}
	return a
}

// path is where an endpoint is below the root of a tenant. The published
// addresses name a tenant that does not exist, in front of a segment Remote.
func (b *builder) path(port *wsdl.Port) string {
	location, err := url.Parse(port.Location)
	if err != nil {
		b.diags.Addf(port.Pos, "port %s: the address %q is not a URL", port.Name, port.Location)
		return ""
	}
	segments := strings.Split(strings.TrimPrefix(location.EscapedPath(), "/"), "/")
	if i := slices.Index(segments, "Remote"); i >= 0 {
		segments = segments[i:]
	}
	return strings.Join(segments, "/")
}

// otherSchemas are the target namespaces of a document's schemas but its own.
func otherSchemas(d *wsdl.Document) []string {
	var spaces []string
	for _, s := range d.Schemas {
		if s.TargetNamespace != d.TargetNamespace && s.TargetNamespace != "" {
			spaces = append(spaces, s.TargetNamespace)
		}
	}
	return spaces
}

// wrapper is the struct of a body element. Agents do not share these: elements
// of one name differ between them. The operations of one agent do.
func (b *builder) wrapper(body *wsdl.Element, known map[xml.Name]*ir.Type) *ir.Type {
	if made, ok := known[body.Name]; ok {
		return made
	}
	made := &ir.Type{
		Kind:    ir.Struct,
		Wrapper: true,
		Name:    qname(body.Name),
		Pos:     body.Pos,
		Path:    body.Path,
		Doc:     docText(body.Doc),
	}
	known[body.Name] = made
	b.types = append(b.types, made)
	content := b.definition(body.Type)
	if content.Content != wsdl.Sequence {
		b.diags.Addf(body.Pos, "element %s is the body of an operation, but its type %s is not a sequence of elements",
			body.Name.Local, describe(content))
		return made
	}
	b.pending = append(b.pending, pendingType{content, made})
	return made
}
