package build

import (
	"cmp"
	"encoding/xml"
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// headers are two structs that have every header block of the operations, for
// requests and for responses.
func (b *builder) headers(endpoints []endpoint) (request, response *ir.Type) {
	var in, out []*wsdl.Message
	for _, e := range endpoints {
		for _, op := range e.port.Binding.Operations {
			in = append(in, op.Input)
			if op.Output != nil {
				out = append(out, op.Output)
			}
		}
	}
	return b.header("RequestHeader", in, b.requestBlock), b.header("ResponseHeader", out, b.responseBlock)
}

// header has a field for each header block of the messages, sorted by name.
func (b *builder) header(path string, messages []*wsdl.Message, field func(*wsdl.Element) *ir.Field) *ir.Type {
	first := map[xml.Name]*wsdl.Element{}
	made := &ir.Type{Kind: ir.Struct, Path: path}
	for _, m := range messages {
		for _, e := range m.Headers {
			known, found := first[e.Name]
			switch {
			case !found:
				first[e.Name] = e
				made.Fields = append(made.Fields, field(e))
			case !sameDeclaration(known, e):
				const message = "header block %s differs from the one at %s: one package holds one definition of a block"
				b.diags.Addf(known.Pos, message, e.Name.Local, e.Pos)
				b.diags.Addf(e.Pos, message, e.Name.Local, known.Pos)
			}
		}
	}
	slices.SortFunc(made.Fields, func(x, y *ir.Field) int {
		return cmp.Or(cmp.Compare(x.Name.Space, y.Name.Space), cmp.Compare(x.Name.Local, y.Name.Local))
	})
	return made
}

// blocks are the header blocks of a message as indexes into the header's fields.
func blocks(m *wsdl.Message, header *ir.Type) []int {
	var indexes []int
	for _, e := range m.Headers {
		indexes = append(indexes, slices.IndexFunc(header.Fields, func(f *ir.Field) bool {
			return f.Name == qname(e.Name)
		}))
	}
	return indexes
}

// isNetServer tells whether the header blocks are NetServer's, with all that the
// runtime reads of them: responses say how the call went in Succeeded and
// ExceptionInfo, requests carry an ApplicationToken.
func isNetServer(request, response *ir.Type) bool {
	succeeded := fieldNamed(response, "Succeeded")
	exception := fieldNamed(response, "ExceptionInfo")
	token := fieldNamed(request, "ApplicationToken")
	if succeeded == nil || exception == nil || token == nil {
		return false
	}
	if succeeded.Type.Kind != ir.Builtin || succeeded.Type.Scalar != ir.Bool || !isText(token.Type) {
		return false
	}
	info := exception.Type
	if info.Name.Local != "SoExceptionInfo" {
		return false
	}
	for _, name := range []string{"Message", "StackTrace", "FriendlyText", "ExceptionType", "Source"} {
		if f := fieldNamed(info, name); f == nil || !isText(f.Type) {
			return false
		}
	}
	inner, parameters := fieldNamed(info, "InnerException"), fieldNamed(info, "Parameters")
	if inner == nil || inner.Type != info || parameters == nil ||
		parameters.Type.Kind != ir.Dictionary || !isText(parameters.Type.Key.Type) || !isText(parameters.Type.Value.Type) {
		return false
	}
	if credentials := fieldNamed(request, "Credentials"); credentials != nil {
		ticket := fieldNamed(credentials.Type, "Ticket")
		return credentials.Type.Name.Local == "SoCredentials" && ticket != nil && isText(ticket.Type)
	}
	return true
}

// fieldNamed is a struct's own field of a local name, nil for none.
func fieldNamed(t *ir.Type, local string) *ir.Field {
	i := slices.IndexFunc(t.Fields, func(f *ir.Field) bool { return f.Name.Local == local })
	if i < 0 {
		return nil
	}
	return t.Fields[i]
}
