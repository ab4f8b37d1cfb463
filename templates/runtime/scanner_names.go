package runtime

import (
	"bytes"
	"unicode/utf8"
)

// An xmlName is an expanded name.
type xmlName struct{ space, local string }

// Namespaces that XML itself reserves.
const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

// A name is an element or attribute name as it is written. There is one of each
// spelling in a scanner, so that the same spelling is the same pointer. It
// remembers what it was the last time, which is most likely what it is the next
// time.
type name struct {
	raw, prefix, local string // h:Succeeded, h, Succeeded
	open, close        string // <h:Succeeded> and </h:Succeeded>

	scope *scope // where the prefix was resolved
	space string // what it is bound to there
	next  *name  // the element that started after this one
	tag   *tag   // a start tag of this name with attributes

	members *member // the first of the members that have this name in this namespace
	place   int     // its place among them
}

// A scope is a binding of a prefix, or of "" for the default namespace, and all
// the bindings around it. Scopes are not changed, and the same binding in the same
// scope is the same pointer, from document to document.
type scope struct {
	binding
	outer *scope
}

type binding struct{ prefix, space string }

// outermost is the scope of a root element.
var outermost = &scope{binding{"", ""}, &scope{binding{"xml", xmlSpace}, nil}}

// name returns the name that is written so, or nil after an error.
func (s *scanner) name(raw []byte) *name {
	if n := s.names[string(raw)]; n != nil {
		return n
	}
	prefix, local, qualified := bytes.Cut(raw, []byte(":"))
	if !qualified {
		prefix, local = nil, raw
	}
	switch {
	case !isName(local) || qualified && !isName(prefix):
		s.fail("a tag without a proper name")
		return nil
	case len(raw) > maxNameLength:
		s.fail("a name is too long")
		return nil
	case len(s.names) == maxNames:
		s.fail("too many different names")
		return nil
	}
	tags := "<" + string(raw) + "></" + string(raw) + ">"
	open, end := tags[:len("<>")+len(raw)], tags[len("<>")+len(raw):]
	text := open[len("<") : len(open)-len(">")]
	n := &name{
		raw: text, prefix: text[:len(prefix)], local: text[len(text)-len(local):],
		open: open, close: end,
	}
	s.names[text] = n
	return n
}

// bind takes a declaration of a namespace into scope: xmlns:prefix, or xmlns
// with an empty prefix.
func (s *scanner) bind(prefix string, value []byte) {
	space, known := s.spaces[string(value)]
	if !known {
		switch {
		case len(value) > maxNameLength:
			s.fail("a namespace is too long")
			return
		case len(s.spaces) == maxSpaces:
			s.fail("too many different namespaces")
			return
		}
		space = string(value)
		s.spaces[space] = space
	}
	switch {
	case prefix == "xmlns", space == xmlnsSpace, (prefix == "xml") != (space == xmlSpace):
		s.fail("a reserved prefix or namespace is declared")
	case prefix != "" && space == "":
		s.fail("a prefix is declared for no namespace")
	}
	s.scope = s.innerScope(binding{prefix, space})
}

// innerScope returns the scope with one more binding than the present one.
func (s *scanner) innerScope(b binding) *scope {
	key := scope{b, s.scope}
	if known := s.scopes[key]; known != nil {
		return known
	}
	inner := &scope{b, s.scope}
	if len(s.scopes) < keptScopes {
		s.scopes[key] = inner
	}
	return inner
}

// lookup returns the namespace that a prefix is bound to.
func (s *scanner) lookup(prefix string) (space string, bound bool) {
	for around := s.scope; around != nil; around = around.outer {
		if around.prefix == prefix {
			return around.space, true
		}
	}
	return "", false
}

// resolve returns the namespace that the prefix of a name is bound to.
func (s *scanner) resolve(n *name) (space string, bound bool) {
	if n.scope == s.scope {
		return n.space, true
	}
	return s.resolveAnew(n)
}

func (s *scanner) resolveAnew(n *name) (space string, bound bool) {
	space, bound = s.lookup(n.prefix)
	if !bound {
		s.fail("the prefix " + n.prefix + " is not declared")
		return "", false
	}
	if n.space != space {
		n.space, n.members = space, nil
	}
	n.scope = s.scope
	return space, true
}

// isName reports whether b is a name without a colon (an NCName of XML 1.0,
// fifth edition).
func isName(b []byte) bool {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 || !isNameRune(r, i == 0) {
			return false
		}
		i += size
	}
	return len(b) > 0
}

// isNameRune reports whether r may stand in a name.
func isNameRune(r rune, first bool) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r == '_':
		return true
	case '0' <= r && r <= '9', r == '-', r == '.', r == 0xB7,
		0x300 <= r && r <= 0x36F, 0x203F <= r && r <= 0x2040:
		return !first
	}
	return r >= 0xC0 && r != 0xD7 && r != 0xF7 && r != 0x37E && // letters of all scripts up to
		(r <= 0x1FFF ||
			r == 0x200C || r == 0x200D || // the joiners
			0x2070 <= r && r <= 0x218F ||
			0x2C00 <= r && r <= 0x2FEF ||
			0x3001 <= r && r <= 0xD7FF ||
			0xF900 <= r && r <= 0xFDCF ||
			0xFDF0 <= r && r <= 0xFFFD ||
			0x10000 <= r && r <= 0xEFFFF)
}

// nameLength returns how many bytes at the start of b can be part of a name as
// it is written. What they spell is looked at when the name is first met.
func nameLength(b []byte) int {
	i := 0
	for i < len(b) && nameBytes[b[i]] {
		i++
	}
	return i
}

// nameBytes has the bytes of names: a colon and all of non-ASCII runes too.
var nameBytes = func() (set [256]bool) {
	for c := range set {
		set[c] = c == ':' || c >= utf8.RuneSelf || isNameRune(rune(c), false)
	}
	return set
}()
