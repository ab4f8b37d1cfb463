package wsdl

import (
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"
)

// A scope is the namespace bindings in force at a place in a document.
type scope map[string]string

// A binding is what a prefix stood for before an element bound it anew.
type binding struct {
	prefix, space string
	bound         bool
}

func newScope() scope { return scope{"xml": xmlSpace} }

// isDeclaration tells whether an attribute, its name as written, binds a prefix.
func isDeclaration(name xml.Name) bool {
	return name.Space == "xmlns" || name == xml.Name{Local: "xmlns"}
}

// enter puts the declarations of an element in force and returns what leave
// needs to end that.
func (s scope) enter(attrs []xml.Attr) []binding {
	var before []binding
	for _, a := range attrs {
		if !isDeclaration(a.Name) {
			continue
		}
		prefix := a.Name.Local
		if a.Name.Space == "" {
			prefix = ""
		}
		space, bound := s[prefix]
		before = append(before, binding{prefix, space, bound})
		if a.Value == "" {
			delete(s, prefix)
		} else {
			s[prefix] = a.Value
		}
	}
	return before
}

func (s scope) leave(before []binding) {
	for i := len(before) - 1; i >= 0; i-- { // a prefix may stand there twice
		if b := before[i]; b.bound {
			s[b.prefix] = b.space
		} else {
			delete(s, b.prefix)
		}
	}
}

// resolve replaces the prefix that a name has for its Space.
func (s scope) resolve(name xml.Name) (xml.Name, error) {
	space, bound := s[name.Space]
	if !bound && name.Space != "" {
		return name, fmt.Errorf("the prefix %q is not bound to a namespace: declare xmlns:%s", name.Space, name.Space)
	}
	return xml.Name{Space: space, Local: name.Local}, nil
}

// qname resolves the value of a QName attribute.
func (s scope) qname(value string) (xml.Name, error) {
	value = strings.TrimSpace(value)
	prefix, local, prefixed := strings.Cut(value, ":")
	if !prefixed {
		prefix, local = "", value
	}
	if !isNCName(local) || prefixed && !isNCName(prefix) {
		return xml.Name{}, fmt.Errorf("%q is not a qualified name", value)
	}
	return s.resolve(xml.Name{Space: prefix, Local: local})
}

// isNCName tells whether s may be the name of a declaration. It is a little
// wider than XML's own list of characters outside of ASCII.
func isNCName(s string) bool {
	for i, r := range s {
		switch {
		case r == '_' || unicode.IsLetter(r):
		case i > 0 && (r == '-' || r == '.' || unicode.IsDigit(r) || unicode.IsMark(r) || r == '·'):
		default:
			return false
		}
	}
	return s != ""
}
