package sample

import (
	"bytes"
	"fmt"
	"path"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// Documented is a request or response in the form in which the vendor documents
// it. That form is a template and no message: its envelope is that of SOAP 1.2,
// header blocks stand beside the Body, xsi:type stands on every element, and
// inherited members are missing. Dates are given the moment now. The result is
// nil for the response of a one-way operation.
func Documented(p *ir.Package, agent *ir.Agent, op *ir.Operation, response bool, now time.Time) []byte {
	d := documented{
		scope: documentedScope(p, agent),
		now:   now.UTC().Format("2006-01-02T15:04:05Z"),
	}
	switch {
	case !response:
		d.request(op, blocks(p.RequestHeader, op.RequestBlocks))
	case op.Response == nil:
		return nil
	default:
		d.response(op)
	}
	return d.envelope()
}

// A documented is the inside of an envelope in the documented form.
type documented struct {
	lines
	scope scope
	now   string
	// deepest is the depth at which elements are cut off; the members of the
	// wrapper have depth 1.
	deepest int
}

// documentedScope binds what the documented envelopes bind, in their order: of
// the other schemas, which are numbered as they stand in the WSDL, the first
// comes last.
func documentedScope(p *ir.Package, agent *ir.Agent) scope {
	s := scope{bindings: []binding{
		{"SOAP-ENV", soap12},
		{"SOAP-ENC", "http://www.w3.org/2003/05/soap-encoding"},
		{"xsi", xsi},
		{"xsd", xsd},
	}}
	numbered := func(k int) string { return fmt.Sprintf("NetServer%s%d", path.Base(p.Namespace), k) }
	for i := range agent.Schemas {
		i = (i + 1) % len(agent.Schemas)
		s.bindings = append(s.bindings, binding{numbered(i + 1), agent.Schemas[i]})
	}
	s.bindings = append(s.bindings, binding{agent.Name, p.Namespace})

	// A type of a schema in another agent's file: nothing published needs it.
	next := len(agent.Schemas)
	s.prefixOf = func(string) string {
		next++
		return numbered(next)
	}
	return s
}

// request and response differ in their layout and by one level of depth.

func (d *documented) request(op *ir.Operation, header []*ir.Field) {
	for _, f := range header {
		d.block(f)
	}
	d.deepest = 7
	d.line(1, "<SOAP-ENV:Body>")
	d.wrapper(3, op.Request)
	d.line(0, "")
	d.line(1, "</SOAP-ENV:Body>")
}

func (d *documented) response(op *ir.Operation) {
	d.deepest = 8
	d.line(1, "<SOAP-ENV:Body>")
	d.wrapper(2, op.Response)
	d.line(1, "</SOAP-ENV:Body>")
}

// block writes a header block. The documentation shows two of them.
func (d *documented) block(f *ir.Field) {
	name := d.scope.qualified(f.Name)
	switch f.Name.Local {
	case "ApplicationToken":
		d.leaf(2, name, "", sampleToken)
	case "Credentials":
		d.line(2, "<%s>", name)
		for _, member := range f.Type.Fields {
			if member.Name.Local == "Ticket" {
				d.leaf(4, d.scope.qualified(member.Name), "", sampleTicket)
			}
		}
		d.line(2, "</%s>", name)
	}
}

func (d *documented) wrapper(indent int, t *ir.Type) {
	d.complex(indent, t.Name, d.scope.attributes(t, d.text), func() { d.members(indent+1, t.Fields, 1) })
}

func (d *documented) members(indent int, fields []*ir.Field, depth int) {
	for _, f := range fields {
		d.element(indent, f, depth)
	}
}

// element writes a field with what it holds. Where the depth ends it becomes
// nil, whether or not the schema allows that, but a string stays empty.
func (d *documented) element(indent int, f *ir.Field, depth int) {
	if depth == d.deepest && !isString(f.Type) {
		d.null(indent, f.Name)
		return
	}
	d.content(indent, f, depth)
}

// item writes the element of a list, where a string is cut off like the rest.
func (d *documented) item(indent int, f *ir.Field, depth int) {
	if depth == d.deepest {
		d.null(indent, f.Name)
		return
	}
	d.content(indent, f, depth)
}

func (d *documented) content(indent int, f *ir.Field, depth int) {
	t := f.Type
	switch t.Kind {
	case ir.Struct:
		attrs := d.typeOf(t) + d.scope.attributes(t, d.text)
		if text := textOf(t); text != nil {
			d.leaf(indent, d.scope.qualified(f.Name), attrs, d.text(text))
			return
		}
		d.complex(indent, f.Name, attrs, func() { d.members(indent+1, t.Fields, depth+1) })
	case ir.List:
		d.complex(indent, f.Name, d.typeOf(t), func() { d.item(indent+1, t.Item, depth+1) })
	case ir.Dictionary:
		d.complex(indent, f.Name, d.typeOf(t), func() { d.entry(indent+1, t, depth+1) })
	default:
		d.leaf(indent, d.scope.qualified(f.Name), d.typeOf(t), d.text(f))
	}
}

// entry writes the one item of a dictionary, whose type has no name.
func (d *documented) entry(indent int, t *ir.Type, depth int) {
	if depth == d.deepest {
		d.null(indent, t.Entry)
		return
	}
	d.complex(indent, t.Entry, "", func() { d.members(indent+1, []*ir.Field{t.Key, t.Value}, depth+1) })
}

// text is the value of a simple type.
func (d *documented) text(f *ir.Field) string {
	switch f.Type.Kind {
	case ir.Enum, ir.Flags:
		return firstValue(f.Type)
	}
	switch f.Type.Scalar {
	case ir.String, ir.Bytes, ir.Any, ir.Duration:
		return ""
	case ir.DateTime:
		if f.MinOccurs > 0 {
			return ""
		}
		return d.now
	case ir.Bool:
		return "false"
	case ir.Float32, ir.Float64:
		return "0.0"
	default:
		return "0"
	}
}

// typeOf is the xsi:type attribute, empty for a type without a name.
func (d *documented) typeOf(t *ir.Type) string {
	name := t.Name
	if t.Kind == ir.Builtin {
		name = t.XSD
	}
	if name == (ir.QName{}) {
		return ""
	}
	return ` xsi:type="` + d.scope.qualified(name) + `"`
}

func isString(t *ir.Type) bool {
	return t.Kind == ir.Builtin && t.Scalar == ir.String
}

// complex writes an element with children.
func (d *documented) complex(indent int, name ir.QName, attrs string, children func()) {
	d.line(indent, "<%s%s>", d.scope.qualified(name), attrs)
	children()
	d.line(indent, "</%s>", d.scope.qualified(name))
}

func (d *documented) null(indent int, name ir.QName) {
	d.leaf(indent, d.scope.qualified(name), ` xsi:nil="true"`, "")
}

func (d *documented) leaf(indent int, name, attrs, text string) {
	d.line(indent, "<%s%s>%s</%s>", name, attrs, escape(text), name)
}

// envelope is the whole document. It comes last because the inside decides which
// namespaces it has to bind.
func (d *documented) envelope() []byte {
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope")
	b.WriteString(d.scope.declarations("\n "))
	b.WriteString(">\n")
	b.Write(d.Bytes())
	b.WriteString("</SOAP-ENV:Envelope>\n")
	return b.Bytes()
}
