package runtime

import (
	"bytes"
	"slices"
)

// An attribute of the current element. Namespace declarations are none.
type attribute struct {
	name  *name
	space string
	value []byte // in the window or in the scanner's values
}

// A tag is a start tag that is remembered as it was written, and what it said.
type tag struct {
	text   string // from < to >
	around *scope // the scope that it stood in
	inside *scope // the one with its declarations
	attrs  []attribute
	empty  bool
}

// maxTag bounds the text of a tag that is remembered.
const maxTag = 512

// startTag opens the element whose start tag stands next.
func (s *scanner) startTag() bool {
	around := s.scope
	n, size := s.last.next, 0
	if n != nil {
		size = s.recall(n)
	}
	if size == 0 {
		if n, size = s.parseStartTag(); n == nil {
			return false
		}
	}
	space, bound := s.resolve(n)
	if !bound {
		return false
	}
	depth := len(s.stack)
	if depth == maxDepth {
		s.fail("elements are nested too deep")
		return false
	}
	s.stack = s.stack[:depth+1]
	e := &s.stack[depth] // set in place: to copy it takes longer than all of the above
	e.name, e.space, e.start, e.around = n, space, s.offset(), around
	s.pos += size
	if s.last.next != n {
		s.last.next = n
	}
	s.last = n
	return true
}

// recall returns the length of the start tag that stands next if it is one of this
// name, either without attributes or the one that the name remembers. 0: it has to
// be parsed.
func (s *scanner) recall(n *name) int {
	b := s.rest()
	if len(b) >= len(n.open) && string(b[:len(n.open)]) == n.open {
		s.attrs = s.attrs[:0]
		return len(n.open)
	}
	t := n.tag
	if t == nil || t.around != s.scope || len(b) < len(t.text) || string(b[:len(t.text)]) != t.text {
		return 0
	}
	s.attrs, s.scope, s.empty = t.attrs, t.inside, t.empty
	return len(t.text)
}

// parseStartTag parses the start tag that stands next and returns the name and
// the length of the tag. The name is nil after an error.
func (s *scanner) parseStartTag() (*name, int) {
	size := s.tagLength()
	if size < 0 {
		return nil, 0
	}
	text := s.rest()[:size]
	b := text[len("<") : size-len(">")]
	n := s.name(b[:nameLength(b)])
	if n == nil || s.recall(n) > 0 {
		return n, size
	}
	b, empty := bytes.CutSuffix(b[len(n.raw):], []byte("/"))
	around := s.scope
	if !s.attributes(b) || !s.namespaces() {
		return nil, 0
	}
	s.empty = empty
	s.remember(n, text, around)
	return n, size
}

// remember keeps what was parsed of a start tag that may well come again in the
// same words: one whose attributes are declarations and those of XML Schema, nil
// and type. Any other attribute may be secret.
func (s *scanner) remember(n *name, text []byte, around *scope) {
	if len(text) > maxTag {
		return
	}
	for _, a := range s.attrs {
		if a.space != xsi {
			return
		}
	}
	n.tag = &tag{string(text), around, s.scope, slices.Clone(s.attrs), s.empty}
	for i := range n.tag.attrs {
		n.tag.attrs[i].value = bytes.Clone(n.tag.attrs[i].value)
	}
}

// tagLength returns the length of the tag that stands next, reading on until
// it is there; -1 after an error. Only quotes hide a ">".
func (s *scanner) tagLength() int {
	for i := 1; s.need(i + 1); {
		b := s.rest()
		for ; i < len(b); i++ {
			switch c := b[i]; c {
			case '>':
				return i + 1
			case '<':
				s.fail("a < inside of a tag")
				return -1
			case '"', '\'':
				if i = s.find(string(rune(c)), i+1); i < 0 {
					return -1
				}
				b = s.rest()
			}
		}
	}
	return -1
}

// attributes parses what stands in a tag behind the name, namespace
// declarations included.
func (s *scanner) attributes(b []byte) bool {
	s.parsed, s.values = s.parsed[:0], s.values[:0]
	for {
		gap := len(b)
		if b = trimLeft(b); len(b) == 0 {
			s.attrs = s.parsed
			return true
		}
		if len(b) == gap {
			s.fail("no white space before an attribute")
			return false
		}
		n := s.name(b[:nameLength(b)])
		if n == nil {
			return false
		}
		b = trimLeft(b[len(n.raw):])
		if len(b) == 0 || b[0] != '=' {
			s.fail("the attribute " + n.raw + " has no value")
			return false
		}
		b = trimLeft(b[1:])
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			s.fail("the value of the attribute " + n.raw + " has no quotes")
			return false
		}
		end := 1 + bytes.IndexByte(b[1:], b[0]) // tagLength has seen it
		value, ok := s.attributeValue(b[1:end])
		if !ok {
			return false
		}
		b = b[end+1:]
		for i := range s.parsed {
			if s.parsed[i].name == n {
				s.fail("the attribute " + n.raw + " is repeated")
				return false
			}
		}
		if len(s.parsed) == maxAttributes {
			s.fail("too many attributes")
			return false
		}
		s.parsed = append(s.parsed, attribute{name: n, value: value})
	}
}

// attributeValue returns the value that stands between the quotes. Tabs and line
// feeds stay what they are, as in encoding/xml.
func (s *scanner) attributeValue(b []byte) ([]byte, bool) {
	if plain(b) == len(b) {
		return b, true
	}
	start := len(s.values)
	values, _, wrong := appendText(s.values, b, inAttribute)
	if wrong != "" {
		s.fail(wrong)
		return nil, false
	}
	s.values = values
	return values[start:], true
}

// namespaces takes the namespace declarations among the attributes into scope
// and resolves the others.
func (s *scanner) namespaces() bool {
	others := s.attrs[:0]
	for _, a := range s.attrs {
		switch {
		case a.name.raw == "xmlns":
			s.bind("", a.value)
		case a.name.prefix == "xmlns":
			s.bind(a.name.local, a.value)
		default:
			others = append(others, a)
		}
	}
	s.attrs = others
	for i := range s.attrs {
		a := &s.attrs[i]
		if a.name.prefix == "" || s.err != nil {
			continue // no prefix, no namespace: the default one is for elements
		}
		a.space, _ = s.resolve(a.name)
		for _, b := range s.attrs[:i] {
			if b.space == a.space && b.name.local == a.name.local {
				s.fail("the attribute " + a.name.raw + " is repeated under another prefix")
			}
		}
	}
	return s.err == nil
}

// endTag consumes the end tag that stands next, which has to be that of the
// current element.
func (s *scanner) endTag() bool {
	n := s.stack[len(s.stack)-1].name
	size := len(n.close)
	if b := s.rest(); len(b) < size || string(b[:size]) != n.close {
		// There may be white space behind the name, or another name.
		if size = s.find(">", len("</")) + 1; size == 0 {
			return false
		}
		if written := s.rest()[len("</") : size-1]; string(trimRight(written)) != n.raw {
			s.fail("the end tag is not that of " + n.raw)
			return false
		}
	}
	s.pos += size
	s.pop()
	return true
}

// pop closes the current element.
func (s *scanner) pop() {
	if around := s.stack[len(s.stack)-1].around; around != s.scope {
		s.scope = around
	}
	s.stack = s.stack[:len(s.stack)-1]
	s.empty = false
	s.attrs = s.attrs[:0]
}

// attr returns the value of an attribute of the current element, which root or
// child has just opened.
func (s *scanner) attr(space, local string) (string, bool) {
	value, ok := s.attrBytes(space, local)
	return string(value), ok
}

func (s *scanner) attrBytes(space, local string) ([]byte, bool) {
	if s.err != nil {
		return nil, false
	}
	for i := range s.attrs {
		if a := &s.attrs[i]; a.name.local == local && a.space == space {
			return a.value, true
		}
	}
	return nil, false
}

// null reports whether the current element, which root or child has just
// opened, is nil.
func (s *scanner) null() bool {
	if len(s.attrs) == 0 {
		return false
	}
	value, _ := s.attrBytes(xsi, "nil")
	null, _ := parseBool(trim(value))
	return null
}

// typeName returns the xsi:type of the current element, which root or child has
// just opened, if it has one.
func (s *scanner) typeName() (xmlName, bool) {
	value, ok := s.attrBytes(xsi, "type")
	if !ok {
		return xmlName{}, false
	}
	prefix, local, qualified := bytes.Cut(trim(value), []byte(":"))
	if !qualified {
		prefix, local = nil, prefix
	}
	if !isName(local) || qualified && !isName(prefix) {
		s.fail("the xsi:type is not a name")
		return xmlName{}, false
	}
	if space, bound := s.lookup(string(prefix)); bound {
		return xmlName{space, string(local)}, true
	}
	s.fail("the prefix of the xsi:type is not declared")
	return xmlName{}, false
}
