package xmltree

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Parse reads a document. Beyond what encoding/xml refuses it refuses unbound
// prefixes, repeated attributes, and anything but one root element.
func Parse(r io.Reader) (*Node, error) {
	p := parser{decoder: xml.NewDecoder(r)}
	root, err := p.document()
	if err != nil {
		line, column := p.decoder.InputPos()
		return nil, fmt.Errorf("%d:%d: %w", line, column, err)
	}
	return root, nil
}

// A parser holds the elements that are open, outermost first.
type parser struct {
	decoder *xml.Decoder
	open    []*element
}

// An element is one that is not yet complete.
type element struct {
	node *Node
	// bound has the namespaces in scope by prefix.
	bound map[string]string
	text  strings.Builder
}

func (p *parser) document() (*Node, error) {
	var root *Node
	for {
		token, err := p.decoder.Token()
		if errors.Is(err, io.EOF) && root != nil && len(p.open) == 0 {
			return root, nil
		}
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(p.open) == 0 && root != nil {
				return nil, errors.New("a second root element")
			}
			if err := p.start(token); err != nil {
				return nil, err
			}
			if root == nil {
				root = p.open[0].node
			}
		case xml.EndElement:
			p.end()
		case xml.CharData:
			if len(p.open) > 0 {
				p.open[len(p.open)-1].text.Write(token)
			} else if strings.TrimSpace(string(token)) != "" {
				return nil, errors.New("text outside the root element")
			}
		}
	}
}

func (p *parser) start(s xml.StartElement) error {
	var outer map[string]string
	if len(p.open) > 0 {
		outer = p.open[len(p.open)-1].bound
	}
	e := &element{node: &Node{Name: s.Name}, bound: scope(outer, s.Attr)}
	if err := e.check(s.Name); err != nil {
		return err
	}
	for _, a := range s.Attr {
		if isDeclaration(a) {
			continue
		}
		if err := e.attribute(a); err != nil {
			return err
		}
	}
	slices.SortFunc(e.node.Attrs, func(a, b xml.Attr) int { return compareNames(a.Name, b.Name) })
	if len(p.open) > 0 {
		parent := p.open[len(p.open)-1].node
		parent.Children = append(parent.Children, e.node)
	}
	p.open = append(p.open, e)
	return nil
}

func (p *parser) end() {
	e := p.open[len(p.open)-1]
	e.node.Text = e.text.String()
	if len(e.node.Children) > 0 {
		e.node.Text = strings.TrimSpace(e.node.Text)
	}
	p.open = p.open[:len(p.open)-1]
}

// scope is what is bound inside an element with these attributes.
func scope(outer map[string]string, attrs []xml.Attr) map[string]string {
	if !slices.ContainsFunc(attrs, isDeclaration) {
		return outer
	}
	bound := map[string]string{"xml": "http://www.w3.org/XML/1998/namespace"}
	maps.Copy(bound, outer)
	for _, a := range attrs {
		switch {
		case a.Name.Space == "xmlns":
			bound[a.Name.Local] = a.Value
		case isDeclaration(a):
			bound[""] = a.Value
		}
	}
	return bound
}

func isDeclaration(a xml.Attr) bool {
	return a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns"
}

func (e *element) attribute(a xml.Attr) error {
	if err := e.check(a.Name); err != nil {
		return err
	}
	if slices.ContainsFunc(e.node.Attrs, func(b xml.Attr) bool { return a.Name == b.Name }) {
		return fmt.Errorf("a second attribute %s", expanded(a.Name))
	}
	if a.Name == xsiType {
		prefix, local, found := strings.Cut(strings.TrimSpace(a.Value), ":")
		if !found {
			prefix, local = "", prefix
		}
		space, ok := e.bound[prefix]
		if !ok && found {
			return fmt.Errorf("xsi:type has the unbound prefix %q", prefix)
		}
		a.Value = expanded(xml.Name{Space: space, Local: local})
	}
	e.node.Attrs = append(e.node.Attrs, a)
	return nil
}

// check finds the prefixes that encoding/xml could not resolve, which it leaves
// in the place of the namespace.
func (e *element) check(n xml.Name) error {
	if strings.Contains(n.Local, ":") {
		return fmt.Errorf("%q is not a name", n.Local)
	}
	if n.Space == "" || n.Space == "http://www.w3.org/XML/1998/namespace" {
		return nil
	}
	for _, uri := range e.bound {
		if uri == n.Space {
			return nil
		}
	}
	return fmt.Errorf("the prefix %q is not bound", n.Space)
}
