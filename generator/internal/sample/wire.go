package sample

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// Wire is a request or response as it may really be sent, but laid out for
// reading: header blocks stand inside the Header, inherited members come first,
// each list and dictionary has one item, and xsi:type stands only where the
// schema leaves the type open. A request to NetServer has no time zone, and its response tells
// of success as WCF does. What holds itself is left out at the second level.
// Dates are the clock reading of now. The result is nil for the response of a
// one-way operation.
func Wire(p *ir.Package, agent *ir.Agent, op *ir.Operation, response bool, now time.Time) []byte {
	w := wire{scope: wireScope(p, agent), now: now.Format("2006-01-02T15:04:05")}
	switch {
	case !response:
		w.request(op.Request, blocks(p.RequestHeader, op.RequestBlocks), p.NetServer)
	case op.Response == nil:
		return nil
	default:
		w.response(op.Response, blocks(p.ResponseHeader, op.ResponseBlocks), p.NetServer)
	}
	return w.envelope()
}

// A wire is the inside of an envelope as it is sent.
type wire struct {
	lines
	scope scope
	now   string
	// strings are the values of strings by name; others are empty.
	strings map[string]string
	// open are the types of the elements around, outermost first.
	open []*ir.Type
}

// wireScope binds the prefixes of the package as they are needed.
func wireScope(p *ir.Package, agent *ir.Agent) scope {
	soap := soap11
	if agent.SOAP12 {
		soap = soap12
	}
	prefixes := map[string]string{xsi: "i", xsd: "xsd"}
	for _, n := range p.Namespaces {
		prefixes[n.URI] = n.Prefix
	}
	return scope{
		bindings: []binding{{"s", soap}},
		prefixOf: func(uri string) string {
			if _, ok := prefixes[uri]; !ok { // has types, but no elements
				prefixes[uri] = fmt.Sprintf("t%d", len(prefixes))
			}
			return prefixes[uri]
		},
	}
}

func (w *wire) request(body *ir.Type, header []*ir.Field, netServer bool) {
	if netServer {
		w.strings = map[string]string{"ApplicationToken": sampleToken, "Ticket": sampleTicket}
		header = slices.DeleteFunc(header, func(f *ir.Field) bool { return f.Name.Local == "TimeZone" })
	}
	w.header(header, w.element)
	w.strings = nil
	w.body(body)
}

func (w *wire) response(body *ir.Type, header []*ir.Field, netServer bool) {
	block := w.element
	if netServer {
		block = w.outcome
	}
	w.header(header, block)
	w.body(body)
}

// outcome writes a block of NetServer's response header, as it is for a success.
func (w *wire) outcome(indent int, f *ir.Field) {
	if f.Name.Local == "Succeeded" {
		w.leaf(indent, f.Name, "", "true")
	} else {
		w.null(indent, f.Name)
	}
}

func (w *wire) header(fields []*ir.Field, block func(indent int, f *ir.Field)) {
	if len(fields) == 0 {
		return
	}
	w.line(1, "<s:Header>")
	for _, f := range fields {
		block(2, f)
	}
	w.line(1, "</s:Header>")
}

func (w *wire) body(t *ir.Type) {
	w.line(1, "<s:Body>")
	w.object(2, t.Name, "", t)
	w.line(1, "</s:Body>")
}

// members writes the fields of a struct, those of its bases first.
func (w *wire) members(indent int, t *ir.Type) {
	if t.Base != nil {
		w.members(indent, t.Base)
	}
	for _, f := range t.Fields {
		w.element(indent, f)
	}
}

func (w *wire) element(indent int, f *ir.Field) {
	t := concrete(f.Type)
	if w.recurs(t) {
		w.absent(indent, f)
		return
	}
	switch t.Kind {
	case ir.Struct:
		w.object(indent, f.Name, w.typeOf(f.Type, t), t)
	case ir.List:
		w.complex(indent, f.Name, "", t, func(indent int) { w.element(indent, t.Item) })
	case ir.Dictionary:
		w.complex(indent, f.Name, "", t, func(indent int) {
			w.complex(indent, t.Entry, "", t, func(indent int) {
				w.element(indent, t.Key)
				w.element(indent, t.Value)
			})
		})
	default:
		w.leaf(indent, f.Name, w.typeOf(t, t), w.text(f))
	}
}

// object writes an element of a struct with its attributes, those of its bases first.
func (w *wire) object(indent int, name ir.QName, attrs string, t *ir.Type) {
	inherited := ""
	for base := t; base != nil; base = base.Base {
		inherited = w.scope.attributes(base, w.text) + inherited
	}
	if text := textOf(t); text != nil {
		w.leaf(indent, name, attrs+inherited, w.text(text))
		return
	}
	w.complex(indent, name, attrs+inherited, t, func(indent int) { w.members(indent, t) })
}

// concrete is the type of an element of declared type t: itself, or the first
// type that may stand in its place if it may not.
func concrete(t *ir.Type) *ir.Type {
	if t.Abstract {
		for _, d := range t.Derived {
			if !d.Abstract {
				return d
			}
		}
	}
	return t
}

// typeOf is the xsi:type attribute, empty where the declared type says it all.
func (w *wire) typeOf(declared, actual *ir.Type) string {
	name := actual.Name
	switch {
	case declared.Kind == ir.Builtin && declared.Scalar == ir.Any:
		name = ir.QName{Space: xsd, Local: "string"}
	case declared.Derived == nil:
		return ""
	}
	return fmt.Sprintf(` %s="%s"`, w.scope.qualified(ir.QName{Space: xsi, Local: "type"}), w.scope.qualified(name))
}

// recurs tells whether an element of the type would lead into one that is open.
// A list is left out with its item: an empty one would mean something else.
func (w *wire) recurs(t *ir.Type) bool {
	switch t.Kind {
	case ir.List:
		return w.recurs(concrete(t.Item.Type))
	case ir.Dictionary:
		return w.recurs(concrete(t.Value.Type))
	default:
		return t.Kind == ir.Struct && slices.Contains(w.open, t)
	}
}

// absent writes the nearest thing to nothing that the schema allows.
func (w *wire) absent(indent int, f *ir.Field) {
	switch {
	case f.MinOccurs == 0:
	case f.Nillable:
		w.null(indent, f.Name)
	default:
		w.leaf(indent, f.Name, "", "")
	}
}

// text is the value of a simple type.
func (w *wire) text(f *ir.Field) string {
	switch f.Type.Kind {
	case ir.Enum, ir.Flags:
		return firstValue(f.Type)
	}
	switch f.Type.Scalar {
	case ir.String:
		return w.strings[f.Name.Local]
	case ir.Bytes, ir.Any:
		return ""
	case ir.DateTime:
		return w.now
	case ir.Duration:
		return "PT0S"
	case ir.Bool:
		return "false"
	default:
		return "0"
	}
}

// complex writes an element with children, t being its type.
func (w *wire) complex(indent int, name ir.QName, attrs string, t *ir.Type, children func(indent int)) {
	tag := w.scope.qualified(name)
	before := w.Len()
	w.line(indent, "<%s%s>", tag, attrs)
	start := w.Len()

	w.open = append(w.open, t)
	children(indent + 1)
	w.open = w.open[:len(w.open)-1]

	if w.Len() == start {
		w.Truncate(before)
		w.leaf(indent, name, attrs, "")
		return
	}
	w.line(indent, "</%s>", tag)
}

func (w *wire) null(indent int, name ir.QName) {
	w.leaf(indent, name, fmt.Sprintf(` %s="true"`, w.scope.qualified(ir.QName{Space: xsi, Local: "nil"})), "")
}

func (w *wire) leaf(indent int, name ir.QName, attrs, text string) {
	tag := w.scope.qualified(name)
	if text == "" {
		w.line(indent, "<%s%s/>", tag, attrs)
		return
	}
	w.line(indent, "<%s%s>%s</%s>", tag, attrs, escape(text), tag)
}

// envelope is the whole document. It comes last because the inside decides which
// namespaces it has to bind.
func (w *wire) envelope() []byte {
	var b bytes.Buffer
	b.WriteString("<s:Envelope")
	b.WriteString(w.scope.declarations(" "))
	b.WriteString(">\n")
	b.Write(w.Bytes())
	b.WriteString("</s:Envelope>\n")
	return b.Bytes()
}
