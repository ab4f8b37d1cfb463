package generator_test

import (
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

// A normaliser rewrites an envelope that somebody else has made as the generated
// code has to write it after it has read it. It is never applied to what the
// generated code has written: the two must then be equal, node by node. These are
// the differences that it allows, all by the declared type:
//
//   - xsi:type is dropped, but where the declared type is a base of others or
//     anyType. There it is dropped where it names the base itself and says nothing,
//     unless the base extends another.
//   - Numbers, booleans, dateTimes and base64 are compared by value. A dateTime
//     loses its offset and what goes beyond seven digits of fraction.
//   - A number, boolean, dateTime or duration that is nil, empty or missing is the
//     zero value; an enumeration is then missing, for it has none.
//   - A null or missing string is empty; with keepNull it is missing.
//   - A list, dictionary, object, byte array, flags or anyType that is nil is
//     missing, unless the schema wants the element.
//   - What is nil in a list is the item's zero value where that is a scalar or an
//     object; dictionary values stay nil.
//   - The entries of a dictionary stand in the order of their keys.
type normaliser struct {
	// keepNull tells that nillable strings are pointers.
	keepNull bool
	// refused is set by a value that a strict reader refuses: a scalar that is nil
	// where the schema does not allow it, or empty.
	refused bool
}

const xsiNS = "http://www.w3.org/2001/XMLSchema-instance"

var (
	xsiTypeName = xml.Name{Space: xsiNS, Local: "type"}
	xsiNil      = xml.Attr{Name: xml.Name{Space: xsiNS, Local: "nil"}, Value: "true"}
)

// envelope normalises an envelope with these header blocks and this wrapper.
func (n *normaliser) envelope(header, wrapper *ir.Type, e *xmltree.Node) *xmltree.Node {
	out := &xmltree.Node{Name: e.Name, Attrs: e.Attrs, Text: e.Text}
	for _, part := range e.Children {
		p := &xmltree.Node{Name: part.Name, Attrs: part.Attrs, Text: part.Text}
		out.Children = append(out.Children, p)
		for _, child := range part.Children {
			switch f := fieldNamed(header.Fields, child.Name); {
			case part.Name.Local == "Body" && child.Name == xmlNameOf(wrapper.Name):
				p.Children = append(p.Children, n.object(wrapper, child))
			case part.Name.Local == "Header" && f != nil:
				p.Children = append(p.Children, n.member(f, child)...)
			default:
				p.Children = append(p.Children, child)
			}
		}
	}
	return out
}

func xmlNameOf(n ir.QName) xml.Name { return xml.Name{Space: n.Space, Local: n.Local} }

func fieldNamed(fields []*ir.Field, name xml.Name) *ir.Field {
	i := slices.IndexFunc(fields, func(f *ir.Field) bool { return xmlNameOf(f.Name) == name })
	if i < 0 {
		return nil
	}
	return fields[i]
}

// membersOf are the fields of a type with the inherited ones, in wire order.
func membersOf(t *ir.Type) []*ir.Field {
	if t.Base == nil {
		return t.Fields
	}
	return slices.Concat(membersOf(t.Base), t.Fields)
}

// object normalises an object that is there.
func (n *normaliser) object(t *ir.Type, e *xmltree.Node) *xmltree.Node {
	out := &xmltree.Node{Name: e.Name, Attrs: withoutType(e), Text: strings.TrimSpace(e.Text)}
	rest := e.Children
	for _, f := range membersOf(t) {
		count := 0
		for count < len(rest) && rest[count].Name == xmlNameOf(f.Name) {
			count++
		}
		switch {
		case f.MaxOccurs != 1:
			for _, child := range rest[:count] {
				out.Children = append(out.Children, n.item(f, child))
			}
		case count == 0:
			out.Children = append(out.Children, n.missing(f)...)
		default:
			out.Children = append(out.Children, n.member(f, rest[0])...)
			count = 1
		}
		rest = rest[count:]
	}
	out.Children = append(out.Children, rest...) // whatever it is, we would not write it
	return out
}

// missing is what is written for a member that is not there.
func (n *normaliser) missing(f *ir.Field) []*xmltree.Node {
	if f.Nillable && !n.isPlainString(f) {
		return n.null(f)
	}
	if zero, ok := zeroText(f.Type); ok {
		return []*xmltree.Node{{Name: xmlNameOf(f.Name), Text: zero}}
	}
	if f.Type.Kind == ir.Struct && f.MinOccurs > 0 && f.Type.Derived == nil {
		return []*xmltree.Node{n.object(f.Type, &xmltree.Node{Name: xmlNameOf(f.Name)})}
	}
	return n.null(f)
}

// null is what is written for null in a member: nothing if the schema allows that.
func (n *normaliser) null(f *ir.Field) []*xmltree.Node {
	out := &xmltree.Node{Name: xmlNameOf(f.Name)}
	switch {
	case f.MinOccurs == 0:
		return nil
	case f.Nillable:
		out.Attrs = []xml.Attr{xsiNil}
	}
	return []*xmltree.Node{out}
}

// isPlainString tells a string in which null and "" are the same.
func (n *normaliser) isPlainString(f *ir.Field) bool {
	return f.Type.Kind == ir.Builtin && f.Type.Scalar == ir.String && !n.keepNull
}

// member normalises an element that occurs at most once.
func (n *normaliser) member(f *ir.Field, e *xmltree.Node) []*xmltree.Node {
	if !isNull(e) {
		out := n.value(f, e)
		if f.Type.Kind == ir.Enum && out.Text == "" {
			return n.null(f)
		}
		return []*xmltree.Node{out}
	}
	if _, scalar := zeroText(f.Type); (scalar || f.Type.Kind == ir.Enum) && !f.Nillable && !isString(f.Type) {
		n.refused = true
	}
	return n.missing(f)
}

// item normalises one of several elements, or the key or value of an entry. It
// can't be missing.
func (n *normaliser) item(f *ir.Field, e *xmltree.Node) *xmltree.Node {
	if !isNull(e) {
		return n.value(f, e)
	}
	out := &xmltree.Node{Name: e.Name}
	zero, scalar := zeroText(f.Type)
	switch {
	case scalar && (!f.Nillable || n.isPlainString(f)):
		n.refused = n.refused || !isString(f.Type)
		out.Text = zero
	case f.Type.Kind == ir.Struct && f.Type.Derived == nil && !f.Pointer:
		return n.object(f.Type, out)
	case f.Nillable:
		out.Attrs = []xml.Attr{xsiNil}
	}
	return out
}

// value normalises an element that is not nil.
func (n *normaliser) value(f *ir.Field, e *xmltree.Node) *xmltree.Node {
	out := &xmltree.Node{Name: e.Name, Attrs: withoutType(e), Text: e.Text}
	switch f.Type.Kind {
	case ir.Struct:
		return n.anyObject(f.Type, e)
	case ir.List:
		out.Text = strings.TrimSpace(e.Text)
		for _, child := range e.Children {
			if child.Name != xmlNameOf(f.Type.Item.Name) {
				out.Children = append(out.Children, child)
				continue
			}
			out.Children = append(out.Children, n.item(f.Type.Item, child))
		}
	case ir.Dictionary:
		out.Text = strings.TrimSpace(e.Text)
		out.Children = n.entries(f.Type, e)
	case ir.Flags:
		out.Text = strings.Join(strings.Fields(e.Text), " ")
	case ir.Enum:
		out.Text = strings.TrimSpace(e.Text)
		n.refused = n.refused || out.Text == ""
	default:
		if f.Type.Scalar == ir.Any {
			out.Attrs = e.Attrs
			out.Children = e.Children
			if kind, ok := anyScalars[typeOf(e)]; ok {
				out.Text = n.text(kind, e.Text)
			}
			return out
		}
		out.Text = n.text(f.Type.Scalar, e.Text)
	}
	return out
}

// anyObject normalises an object of the declared type or one that extends it.
func (n *normaliser) anyObject(declared *ir.Type, e *xmltree.Node) *xmltree.Node {
	if declared.Derived == nil {
		return n.object(declared, e)
	}
	actual, name := declared, typeOf(e)
	for _, d := range declared.Derived {
		if expandedName(d.Name) == name {
			actual = d
		}
	}
	out := n.object(actual, e)
	if actual != declared || extendsBase(declared) {
		out.Attrs = append(out.Attrs, xml.Attr{Name: xsiTypeName, Value: expandedName(actual.Name)})
	}
	return out
}

// extendsBase tells whether a type may stand where another is declared.
func extendsBase(t *ir.Type) bool {
	return t.Base != nil && (t.Base.Derived != nil || extendsBase(t.Base))
}

// entries normalises the entries of a dictionary and puts them in order.
func (n *normaliser) entries(t *ir.Type, e *xmltree.Node) []*xmltree.Node {
	var entries []*xmltree.Node
	for _, child := range e.Children {
		entry := &xmltree.Node{Name: child.Name, Attrs: withoutType(child), Text: child.Text}
		for i, part := range child.Children {
			if f := []*ir.Field{t.Key, t.Value}[min(i, 1)]; part.Name == xmlNameOf(f.Name) {
				part = n.item(f, part)
			}
			entry.Children = append(entry.Children, part)
		}
		entries = append(entries, entry)
	}
	slices.SortStableFunc(entries, func(a, b *xmltree.Node) int {
		return compareKeys(t.Key.Type, a.Children[0].Text, b.Children[0].Text)
	})
	return entries
}

// compareKeys compares what was normalised: dateTimes are in the order of their
// text, for a fraction only adds to it.
func compareKeys(t *ir.Type, a, b string) int {
	x, errX := strconv.ParseInt(a, 10, 64)
	y, errY := strconv.ParseInt(b, 10, 64)
	if errX == nil && errY == nil && !isString(t) {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(a, b)
}

// text is the canonical text of a scalar.
func (n *normaliser) text(s ir.Scalar, text string) string {
	if s == ir.String {
		return text
	}
	trimmed := strings.TrimSpace(text)
	if trimmed == "" && s != ir.Bytes {
		n.refused = true
		zero, _ := zeroText(&ir.Type{Kind: ir.Builtin, Scalar: s})
		return zero
	}
	switch s {
	case ir.Bool:
		if v, err := strconv.ParseBool(trimmed); err == nil {
			return strconv.FormatBool(v)
		}
	case ir.Float32:
		return floatText(trimmed, 32)
	case ir.Float64:
		return floatText(trimmed, 64)
	case ir.Bytes:
		if decoded, err := base64.StdEncoding.DecodeString(trimmed); err == nil {
			return base64.StdEncoding.EncodeToString(decoded)
		}
	case ir.DateTime:
		return clockText(trimmed)
	case ir.Duration: // ours has the parts that .NET's has
	default:
		if v, err := strconv.ParseInt(trimmed, 10, 64); err == nil {
			return strconv.FormatInt(v, 10)
		}
	}
	return trimmed
}

func floatText(text string, bits int) string {
	v, err := strconv.ParseFloat(text, bits)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return text // INF, -INF, NaN
	}
	return strconv.FormatFloat(v, 'g', -1, bits)
}

// clockText is a dateTime without its offset, and with as much of its fraction as
// .NET has.
func clockText(text string) string {
	const withoutFraction = len("2006-01-02T15:04:05")
	if len(text) < withoutFraction {
		return text
	}
	clock, rest := text[:withoutFraction], text[withoutFraction:]
	if i := strings.IndexAny(rest, "Z+-"); i >= 0 {
		rest = rest[:i]
	}
	const digits = 7
	rest = strings.TrimRight(rest[:min(len(rest), 1+digits)], "0")
	if rest == "." {
		rest = ""
	}
	return clock + rest
}

// zeroText is the zero value of a type whose Go type has no nil. An enumeration
// has none.
func zeroText(t *ir.Type) (text string, ok bool) {
	if t.Kind != ir.Builtin {
		return "", false
	}
	switch t.Scalar {
	case ir.Bytes, ir.Any:
		return "", false
	case ir.String:
		return "", true
	case ir.Bool:
		return "false", true
	case ir.DateTime:
		return "0001-01-01T00:00:00", true
	case ir.Duration:
		return "PT0S", true
	}
	return "0", true
}

// anyScalars are the types that have a Go type where anyType is declared.
var anyScalars = map[string]ir.Scalar{
	"{" + xsdNS + "}string":       ir.String,
	"{" + xsdNS + "}boolean":      ir.Bool,
	"{" + xsdNS + "}int":          ir.Int32,
	"{" + xsdNS + "}double":       ir.Float64,
	"{" + xsdNS + "}dateTime":     ir.DateTime,
	"{" + xsdNS + "}base64Binary": ir.Bytes,
}

const xsdNS = "http://www.w3.org/2001/XMLSchema"

func isString(t *ir.Type) bool { return t.Kind == ir.Builtin && t.Scalar == ir.String }

func expandedName(n ir.QName) string { return "{" + n.Space + "}" + n.Local }

func isNull(e *xmltree.Node) bool {
	return slices.ContainsFunc(e.Attrs, func(a xml.Attr) bool {
		return a.Name == xsiNil.Name && (a.Value == "true" || a.Value == "1")
	})
}

// typeOf is the xsi:type of an element.
func typeOf(e *xmltree.Node) string {
	i := slices.IndexFunc(e.Attrs, func(a xml.Attr) bool { return a.Name == xsiTypeName })
	if i < 0 {
		return ""
	}
	return e.Attrs[i].Value
}

func withoutType(e *xmltree.Node) []xml.Attr {
	return slices.DeleteFunc(slices.Clone(e.Attrs), func(a xml.Attr) bool { return a.Name == xsiTypeName })
}
