package wsdl

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// A node is what the document says about an element beyond what gowsdl's model
// holds of it.
type node struct {
	number int
	parent *node
	name   xml.Name
	pos    diag.Position
	label  string     // its name, or that of the element it refers to; may be empty
	attrs  []xml.Attr // without namespace declarations, QNames resolved

	documentation strings.Builder
	appInfo       map[string]*strings.Builder // of Microsoft's serialization namespace, by local name

	anyAttribute bool // it holds an xs:anyAttribute

	// damaged is set where something in the element was refused, so that its
	// absence from the model is no further error.
	damaged bool
}

// markDamaged marks the node and those around it.
func (n *node) markDamaged() {
	for ; n != nil && !n.damaged; n = n.parent {
		n.damaged = true
	}
}

// label is what a path calls the element that has these attributes.
func label(attrs []xml.Attr) string {
	for _, a := range attrs {
		switch a.Name {
		case xml.Name{Local: "name"}:
			return a.Value
		case xml.Name{Local: "ref"}:
			return a.Value[strings.LastIndexByte(a.Value, ':')+1:]
		}
	}
	return ""
}

// attr is the value of an attribute without namespace.
func (n *node) attr(local string) (value string, ok bool) {
	for _, a := range n.attrs {
		if a.Name == (xml.Name{Local: local}) {
			return a.Value, true
		}
	}
	return "", false
}

func (n *node) doc() string { return strings.TrimSpace(n.documentation.String()) }

func (n *node) appInfoText() map[string]string {
	if n.appInfo == nil {
		return nil
	}
	text := make(map[string]string, len(n.appInfo))
	for name, b := range n.appInfo {
		text[name] = strings.TrimSpace(b.String())
	}
	return text
}

// path says where the node stands: the names of the declarations around it and
// its own. It is empty outside of any declaration.
func (n *node) path() string {
	var names []string
	for ; n.parent != nil; n = n.parent { // the root's name would say nothing
		if n.label != "" {
			names = append(names, n.label)
		}
	}
	slices.Reverse(names)
	return strings.Join(names, "/")
}

// nodes is the side table of a document. The only tie between it and gowsdl's
// model is a number inside an attribute that the model keeps.
type nodes []*node

// tieMark stands between an attribute and the number; no XML document can hold it.
const tieMark = "\x00"

// tie adds the number of a node to an attribute.
func tie(value string, n *node) string {
	return value + tieMark + strconv.Itoa(n.number)
}

// tied tells whether the element that the attribute belongs to is in the
// document at all: where the model holds an absent element as a zero struct.
func tied(attribute string) bool { return strings.Contains(attribute, tieMark) }

// untie takes an attribute of the model apart. A model element that is not
// from the document has the root for its node.
func (ns nodes) untie(attribute string) (value string, n *node) {
	value, number, _ := strings.Cut(attribute, tieMark)
	i, err := strconv.Atoi(number)
	if err != nil || i >= len(ns) {
		i = 0
	}
	return value, ns[i]
}

// formatName is how a resolved QName travels through the model.
func formatName(name xml.Name) string { return "{" + name.Space + "}" + name.Local }

// parseName reverses formatName.
func parseName(s string) xml.Name {
	if i := strings.LastIndexByte(s, '}'); i > 0 {
		return xml.Name{Space: s[1:i], Local: s[i+1:]}
	}
	return xml.Name{Local: s}
}
