package emit

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// xsi is bound to the prefix i where an element can be nil.
const xsi = "http://www.w3.org/2001/XMLSchema-instance"

// xmlSpace is the namespace of attributes like xml:lang.
const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// tag is the start tag of an element, with the prefix that its namespace has in
// every envelope of the package.
func tag(p *ir.Package, name ir.QName) string {
	prefix := namespace(p, name.Space).Prefix
	if name.Space == xmlSpace {
		prefix = "xml" // which is bound by itself
	}
	if prefix != "" {
		return "<" + prefix + ":" + name.Local + ">"
	}
	return "<" + name.Local + ">"
}

// xmlName is a name as the scanner wants it.
func xmlName(p *ir.Package, name ir.QName) jen.Code {
	return jen.Id("xmlName").Values(space(p, name.Space), jen.Lit(name.Local))
}

// space is a namespace as Go code names it. One that only types are in has no constant.
func space(p *ir.Package, uri string) jen.Code {
	if uri == xmlSpace {
		return jen.Id("xmlSpace")
	}
	if name := namespace(p, uri).Go; name != "" {
		return jen.Id(name)
	}
	return jen.Lit(uri)
}

func namespace(p *ir.Package, uri string) ir.Namespace {
	for _, n := range p.Namespaces {
		if n.URI == uri {
			return n
		}
	}
	return ir.Namespace{} // of unqualified elements
}

// namespaces is what the Envelope of a message has to bind, as attributes: the
// namespaces of all elements that can occur in it.
func namespaces(p *ir.Package, wrapper, header *ir.Type, blocks []int) string {
	c := closure{p: p, spaces: map[string]bool{}, seen: map[*ir.Type]bool{}}
	c.spaces[wrapper.Name.Space] = true
	c.walk(wrapper)
	for _, block := range blocks {
		c.field(header.Fields[block])
	}
	var b strings.Builder
	for _, n := range p.Namespaces { // in their order
		if !c.spaces[n.URI] {
			continue
		}
		b.WriteString(" xmlns")
		if n.Prefix != "" {
			b.WriteString(":" + n.Prefix)
		}
		b.WriteString(`="` + escapeAttribute(n.URI) + `"`)
	}
	if c.xsi {
		b.WriteString(` xmlns:i="` + xsi + `"`)
	}
	return b.String()
}

var attributeEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&#34;")

func escapeAttribute(value string) string { return attributeEscaper.Replace(value) }

// A closure collects what the elements below a wrapper need.
type closure struct {
	p      *ir.Package
	spaces map[string]bool
	xsi    bool // an element can be nil, or has to tell its type
	seen   map[*ir.Type]bool
}

func (c *closure) field(f *ir.Field) {
	c.spaces[f.Name.Space] = true
	c.xsi = c.xsi || f.Zero == ir.Nil || f.Repeated && item(f).Zero == ir.Nil ||
		f.Type.Derived != nil || f.Type.Kind == ir.Builtin && f.Type.Scalar == ir.Any
	c.walk(f.Type)
	for _, d := range f.Type.Derived {
		c.spaces[d.Name.Space] = true // in xsi:type
		c.walk(d)
	}
}

func (c *closure) walk(t *ir.Type) {
	if t == nil || c.seen[t] {
		return
	}
	c.seen[t] = true
	c.walk(t.Base)
	for _, f := range t.Fields {
		c.field(f)
	}
	for _, f := range t.Attributes {
		c.spaces[f.Name.Space] = true
	}
	for _, f := range t.Fixed {
		c.spaces[f.Name.Space] = true
	}
	if t.Kind == ir.Dictionary {
		c.spaces[t.Entry.Space] = true
	}
	for _, f := range []*ir.Field{t.Item, t.Key, t.Value} {
		if f != nil {
			c.field(item(f))
		}
	}
}

// allFields are a struct's fields in wire order, those of its bases first.
func allFields(t *ir.Type) []*ir.Field {
	if t.Base == nil {
		return t.Fields
	}
	return slices.Concat(allFields(t.Base), t.Fields)
}
