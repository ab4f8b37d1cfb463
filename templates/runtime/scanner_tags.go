package runtime

import (
	"slices"
	"strings"
)

// A tag is a start tag that was read, and what it says in its scope.
type tag struct {
	spelling
	name
	end    string // the end tag that belongs to it
	attrs  []attribute
	null   bool   // it has xsi:nil
	empty  bool   // it is an empty-element tag
	inside *scope // of what it encloses

	next    *tag    // the one that was read after it the last time
	members *member // the first of the members that have its name: see place
	place   int     // its place among them
	items   int     // of the list that it began the last time: see moreItems
}

// A spelling is a start tag as it is written, and the scope that gives it its meaning.
type spelling struct {
	text   string // from < to >
	around *scope
}

// A name is a name as it is written and the namespace that it is in.
type name struct{ raw, prefix, local, space string }

// An attribute of an element. Namespace declarations are none.
type attribute struct {
	name
	value string
}

// startTag opens the element whose start tag stands next.
func (s *scanner) startTag() bool {
	t := s.last.next
	if t == nil || !s.at(t.text) || t.around != s.scope {
		if t = s.readTag(); t == nil {
			return false
		}
	}
	if len(s.stack) == maxDepth {
		s.fail("elements are nested too deep")
		return false
	}
	s.stack = append(s.stack, element{t, s.offset()})
	s.pos += len(t.text)
	s.last, s.scope = t, t.inside
	return true
}

// endTag consumes the end tag that stands next, which has to be that of the
// current element.
func (s *scanner) endTag() {
	t := s.current()
	size := len(t.end)
	if s.err == nil && !s.at(t.end) { // there may be white space behind the name
		size = s.find(">", len("</")) + 1
		if size > 0 && string(trimRight(s.rest()[:size-1]))+">" != t.end {
			s.fail("the end tag is not that of " + t.raw)
		}
	}
	if s.err == nil {
		s.pos += size
		s.pop()
	}
}

// pop closes the current element.
func (s *scanner) pop() {
	s.scope = s.current().around
	s.stack = s.stack[:len(s.stack)-1]
}

// readTag returns the start tag that stands next, nil after an error. It remembers
// one that may well come again in the same words: one whose attributes are those of
// XML Schema, nil and type. Any other attribute may be secret.
func (s *scanner) readTag() *tag {
	text := s.tagText()
	t := s.tags[spelling{string(text), s.scope}]
	if t == nil {
		t = s.parseTag(string(text))
		other := func(a attribute) bool { return a.space != xsi || a.local != "nil" && a.local != "type" }
		switch {
		case s.err != nil:
			return nil
		case len(text) > maxTag || slices.ContainsFunc(t.attrs, other):
			return t
		case len(s.tags) == maxTags:
			s.fail("too many different names")
			return nil
		}
		s.tags[t.spelling] = t
	}
	s.last.next = t
	return t
}

// tagText returns the tag that stands next. Only quotes hide a ">".
func (s *scanner) tagText() []byte {
	for i := 1; s.need(i + 1); i++ {
		switch c := s.rest()[i]; c {
		case '>':
			return s.rest()[:i+1]
		case '<':
			s.fail("a < inside of a tag")
		case '"', '\'':
			i = max(i, s.find(string(rune(c)), i+1))
		}
	}
	return nil
}

// parseTag parses a start tag. What it returns is of no use after an error.
func (s *scanner) parseTag(text string) *tag {
	t := &tag{spelling: spelling{text, s.scope}, inside: s.scope}
	text, t.empty = strings.CutSuffix(strings.Trim(text, "<>"), "/")
	raw := beforeSpace(text)
	t.name, t.end = s.parseName(raw), "</"+raw+">"
	for _, a := range s.attributes(text[len(raw):]) {
		switch {
		case a.raw == "xmlns":
			s.declare(&t.inside, "", a.value)
		case a.prefix == "xmlns":
			s.declare(&t.inside, a.local, a.value)
		default:
			t.attrs = append(t.attrs, a)
		}
	}
	s.resolve(&t.name, t.inside)
	for i := range t.attrs {
		a := &t.attrs[i]
		if a.prefix == "" {
			continue // no prefix, no namespace: the default one is for elements
		}
		s.resolve(&a.name, t.inside)
		if slices.ContainsFunc(t.attrs[:i], func(b attribute) bool { return b.local == a.local && b.space == a.space }) {
			s.fail("the attribute " + a.raw + " is repeated under another prefix")
		}
		if a.space == xsi && a.local == "nil" {
			t.null, _ = parseBool(trim([]byte(a.value)))
		}
	}
	return t
}

// attributes parses what stands in a tag behind the name, namespace declarations
// included.
func (s *scanner) attributes(text string) (attrs []attribute) {
	for s.err == nil && strings.TrimLeft(text, spaces) != "" {
		raw, behind, assigned := strings.Cut(text, "=")
		a := attribute{name: s.parseName(strings.Trim(raw, spaces))}
		behind = strings.TrimLeft(behind, spaces)
		quote := behind[:min(len(behind), 1)]
		value, after, closed := strings.Cut(behind[len(quote):], quote)
		switch {
		case raw == strings.TrimLeft(raw, spaces):
			s.fail("no white space before an attribute")
		case !assigned:
			s.fail("the attribute " + a.raw + " has no value")
		case quote != `"` && quote != "'" || !closed:
			s.fail("the value of the attribute " + a.raw + " has no quotes")
		case len(attrs) == maxAttributes:
			s.fail("too many attributes")
		case slices.ContainsFunc(attrs, func(b attribute) bool { return b.raw == a.raw }):
			s.fail("the attribute " + a.raw + " is repeated")
		}
		// Tabs and line feeds stay what they are, as in encoding/xml.
		decoded, _, wrong := appendText(nil, []byte(value), inAttribute)
		s.fail(wrong)
		a.value = string(decoded)
		attrs, text = append(attrs, a), after
	}
	return attrs
}

// parseName parses a name as it is written in a tag.
func (s *scanner) parseName(raw string) name {
	prefix, local, ok := cutName(raw)
	if !ok {
		s.fail("a tag without a proper name")
	}
	if len(raw) > maxNameLength {
		s.fail("a name is too long")
	}
	return name{raw: raw, prefix: prefix, local: local}
}

// A scope is a declaration of a namespace, for a prefix or by default, and those around
// it. The same declaration in the same scope is the same pointer.
type scope struct {
	prefix, space string
	outer         *scope
}

// outermost is the scope of the root element.
var outermost = &scope{outer: &scope{prefix: "xml", space: xmlSpace}}

// Namespaces that XML itself reserves.
const xmlSpace, xmlnsSpace = "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"

// declare adds a declaration to a scope.
func (s *scanner) declare(to **scope, prefix, space string) {
	inner := scope{prefix, space, *to}
	switch {
	case s.scopes[inner] != nil:
	case prefix == "xmlns", space == xmlnsSpace, (prefix == "xml") != (space == xmlSpace):
		s.fail("a reserved prefix or namespace is declared")
	case prefix != "" && space == "":
		s.fail("a prefix is declared for no namespace")
	case len(space) > maxNameLength:
		s.fail("a namespace is too long")
	case len(s.scopes) == maxScopes:
		s.fail("too many different namespaces")
	default:
		s.scopes[inner] = &inner
	}
	*to = s.scopes[inner]
}

// lookup returns the namespace that a prefix is bound to.
func (s *scope) lookup(prefix string) (space string, bound bool) {
	for ; s != nil; s = s.outer {
		if s.prefix == prefix {
			return s.space, true
		}
	}
	return "", false
}

// resolve sets the namespace of a name to what its prefix is bound to.
func (s *scanner) resolve(n *name, in *scope) {
	var bound bool
	if n.space, bound = in.lookup(n.prefix); !bound {
		s.fail("the prefix " + n.prefix + " is not declared")
	}
}
