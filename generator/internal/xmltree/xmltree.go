// Package xmltree compares XML documents by what they say: expanded names,
// attributes and text. Prefixes and the white space between elements do not
// count. It serves tests and golden files.
package xmltree

import (
	"encoding/xml"
	"slices"
	"strings"
)

const xsi = "http://www.w3.org/2001/XMLSchema-instance"

var xsiType = xml.Name{Space: xsi, Local: "type"}

// A Node is an element.
type Node struct {
	Name xml.Name
	// Attrs are sorted by name. Namespace declarations are not among them, and
	// the value of xsi:type is an expanded name in the form {namespace}local.
	Attrs []xml.Attr
	// Text is the character data. It is kept as it is in an element without
	// children; white space around it does not count in one with children.
	Text     string
	Children []*Node
}

// Find is the first node below n on a path of local names, the first of which
// is n's own; nil if there is none.
func (n *Node) Find(path ...string) *Node {
	if len(path) == 0 || n.Name.Local != path[0] {
		return nil
	}
	if len(path) == 1 {
		return n
	}
	for _, c := range n.Children {
		if found := c.Find(path[1:]...); found != nil {
			return found
		}
	}
	return nil
}

// WithoutTypes is a copy of the tree that has no xsi:type attributes.
func (n *Node) WithoutTypes() *Node {
	c := *n
	c.Attrs = slices.DeleteFunc(slices.Clone(n.Attrs), func(a xml.Attr) bool { return a.Name == xsiType })
	c.Children = make([]*Node, len(n.Children))
	for i, child := range n.Children {
		c.Children[i] = child.WithoutTypes()
	}
	return &c
}

// expanded is a name in the form {namespace}local.
func expanded(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

func compareNames(a, b xml.Name) int { return strings.Compare(expanded(a), expanded(b)) }
