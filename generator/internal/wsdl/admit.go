package wsdl

import (
	"encoding/xml"
	"fmt"
	"reflect"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// A role is what an element is to the reader.
type role uint8

const (
	skipped    role = iota // with all inside
	modelled               // forwarded to gowsdl, and has a node
	annotation             // xs:annotation
	appInfo                // xs:appinfo
	prose                  // its text goes to the node: documentation, and what is inside xs:appinfo
)

// place decides what an element is to the reader.
func (r *reader) place(f, parent *frame, name xml.Name, attrs []xml.Attr, at diag.Position) {
	f.node = parent.node
	switch parent.role {
	case prose:
		f.role, f.text = prose, parent.text
	case appInfo:
		if name.Space == serializationSpace {
			f.role, f.text = prose, new(strings.Builder)
			if f.node.appInfo == nil {
				f.node.appInfo = make(map[string]*strings.Builder)
			}
			f.node.appInfo[name.Local] = f.text
		}
	case annotation:
		switch name {
		case xml.Name{Space: xsdSpace, Local: "documentation"}:
			f.beginDocumentation()
		case xml.Name{Space: xsdSpace, Local: "appinfo"}:
			f.role = appInfo
		}
	case modelled:
		switch name {
		case xml.Name{Space: wsdlSpace, Local: "documentation"}:
			f.beginDocumentation()
		case xml.Name{Space: xsdSpace, Local: "annotation"}:
			f.role = annotation
		default:
			r.admit(f, parent, name, attrs, at)
		}
	}
}

func (f *frame) beginDocumentation() {
	f.role, f.text = prose, &f.node.documentation
	if f.text.Len() > 0 {
		f.text.WriteByte('\n') // sets it off from another
	}
}

// admit decides whether an element goes to the model.
func (r *reader) admit(f, parent *frame, name xml.Name, attrs []xml.Attr, at diag.Position) {
	if prefixOf(name.Space) == "" {
		if isRequired(attrs) {
			r.refuse(parent.node, at, display(name), "it is an extension that wsdl:required makes mandatory")
		}
		return
	}
	verdict, reason := judgeElement(parent.node.name, name)
	held, ok := parent.shape.holds(parent.node.name, name)
	switch {
	case verdict == harmless:
		if name == (xml.Name{Space: xsdSpace, Local: "anyAttribute"}) {
			parent.node.anyAttribute = true
		}
		return
	case verdict == refused:
		r.refuse(parent.node, at, display(name), reason)
	case !ok:
		r.refuse(parent.node, at, display(name), "it is not known in this place")
	case parent.seen[name.Local] && !held.repeated:
		r.refuse(parent.node, at, display(name), "it may stand here only once")
	default:
		if parent.seen == nil {
			parent.seen = make(map[string]bool)
		}
		parent.seen[name.Local] = true
		f.role, f.shape = modelled, held.shape
	}
}

// isRequired tells whether an extension has wsdl:required set.
func isRequired(attrs []xml.Attr) bool {
	for _, a := range attrs {
		if a.Name == (xml.Name{Space: wsdlSpace, Local: "required"}) {
			return isTrue(strings.TrimSpace(a.Value))
		}
	}
	return false
}

// forward makes the node of an element and the token that gowsdl is to see.
func (r *reader) forward(f *frame, name xml.Name, attrs []xml.Attr, at diag.Position) xml.Token {
	n := &node{number: len(r.nodes), parent: f.node, name: name, pos: at, label: label(attrs), attrs: attrs}
	r.nodes = append(r.nodes, n)
	f.node, f.forwarded = n, name
	if name.Space == soap12Space {
		f.forwarded.Space = soapSpace // the only one that the model knows; the node keeps the truth
	}
	held := make([]xml.Attr, 0, len(attrs)+1)
	for i := range attrs {
		if r.admitAttribute(n, &attrs[i], f.shape) {
			held = append(held, attrs[i])
		}
	}
	if f.shape.tie != "" {
		held = addTie(held, f.shape.tie, n)
	}
	return xml.StartElement{Name: f.forwarded, Attr: held}
}

func addTie(attrs []xml.Attr, name string, n *node) []xml.Attr {
	for i := range attrs {
		if attrs[i].Name.Local == name {
			attrs[i].Value = tie(attrs[i].Value, n)
			return attrs
		}
	}
	return append(attrs, xml.Attr{Name: xml.Name{Local: name}, Value: tie("", n)})
}

// admitAttribute decides whether an attribute goes to the model, and puts its
// value in the form that the model is to hold.
func (r *reader) admitAttribute(n *node, a *xml.Attr, held *shape) bool {
	if a.Name.Space != "" {
		return false
	}
	construct := display(n.name) + "/@" + a.Name.Local
	verdict, reason := judgeAttribute(n.name, a.Name.Local, strings.TrimSpace(a.Value))
	kind, ok := held.attributes[a.Name.Local]
	switch {
	case verdict == harmless:
		return false
	case verdict == refused:
		r.refuse(n, n.pos, construct, reason)
		return false
	case !ok:
		r.refuse(n, n.pos, construct, "it is not known in this place")
		return false
	}
	value, err := r.value(n.name, a, kind)
	if err != nil {
		n.markDamaged()
		r.problems.Addf(n.pos, "%s: %v", construct, err)
		return false
	}
	a.Value = value
	return true
}

// value checks an attribute's value and resolves it where it is a QName.
func (r *reader) value(element xml.Name, a *xml.Attr, kind reflect.Kind) (string, error) {
	switch {
	case kind == reflect.Bool:
		value := strings.TrimSpace(a.Value)
		switch value {
		case "true", "false", "1", "0":
			return value, nil
		}
		return "", fmt.Errorf("%q is neither true nor false", a.Value)
	case isQName(element, a.Name.Local):
		name, err := r.scope.qname(a.Value)
		return formatName(name), err
	case a.Name.Local == "name" && !isNCName(a.Value):
		return "", fmt.Errorf("%q is not a name that XML allows", a.Value)
	}
	return a.Value, nil
}

// refuse reports a construct that stands inside the element of a node.
func (r *reader) refuse(inside *node, at diag.Position, construct, reason string) {
	inside.markDamaged()
	place := inside.path()
	if place == "" {
		place = display(inside.name)
	}
	r.problems.Addf(at, "%s in %s is not supported: %s", construct, place, reason)
}
