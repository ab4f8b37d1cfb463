package sample

import (
	"slices"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// A scope binds prefixes to namespaces, in the order in which they come up.
type scope struct {
	bindings []binding
	// prefixOf is the prefix for a namespace that is not bound yet.
	prefixOf func(uri string) string
}

// A binding is one namespace declaration; the prefix is empty for the default
// namespace.
type binding struct{ prefix, uri string }

// qualified is a name as it is written in the scope.
func (s *scope) qualified(n ir.QName) string {
	switch n.Space {
	case "":
		return n.Local
	case xmlNS:
		return "xml:" + n.Local // which is bound by itself
	}
	i := slices.IndexFunc(s.bindings, func(b binding) bool { return b.uri == n.Space })
	if i < 0 {
		i = len(s.bindings)
		s.bindings = append(s.bindings, binding{s.prefixOf(n.Space), n.Space})
	}
	if prefix := s.bindings[i].prefix; prefix != "" {
		return prefix + ":" + n.Local
	}
	return n.Local
}

// declarations are the attributes that make the bindings, each after gap.
func (s *scope) declarations(gap string) string {
	var b strings.Builder
	for _, d := range s.bindings {
		b.WriteString(gap + "xmlns")
		if d.prefix != "" {
			b.WriteString(":" + d.prefix)
		}
		b.WriteString(`="` + escape(d.uri) + `"`)
	}
	return b.String()
}
