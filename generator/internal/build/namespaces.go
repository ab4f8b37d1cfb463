package build

import (
	"cmp"
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// namespaces are those of every element, and of every type that xsi:type can
// name, sorted by URI. The services' own is the default namespace, unless there
// are elements in no namespace, which need that place, or attributes in that one,
// which need a prefix.
func (b *builder) namespaces(p *ir.Package) []ir.Namespace {
	types := slices.Concat([]*ir.Type{p.RequestHeader, p.ResponseHeader}, b.types)
	places := spaces(types)
	_, prefixed := places[""]
	delete(places, "")
	prefixed = prefixed || hasAttributeIn(types, p.Namespace)

	var all []ir.Namespace
	for uri, at := range places {
		all = append(all, ir.Namespace{URI: uri, Pos: at})
	}
	slices.SortFunc(all, func(x, y ir.Namespace) int { return cmp.Compare(x.URI, y.URI) })
	others := 0
	for i := range all {
		if all[i].URI == p.Namespace && !prefixed {
			continue
		}
		all[i].Prefix = prefix(others)
		others++
	}
	return all
}

// hasAttributeIn tells whether a type has an attribute in a namespace.
func hasAttributeIn(types []*ir.Type, space string) bool {
	return slices.ContainsFunc(types, func(t *ir.Type) bool {
		return slices.ContainsFunc(t.Attributes, func(f *ir.Field) bool { return f.Name.Space == space }) ||
			slices.ContainsFunc(t.Fixed, func(f ir.Fixed) bool { return f.Name.Space == space })
	})
}

// spaces are the namespaces of the elements and attributes in the types, and of the
// types that xsi:type can name, each with a place that has it. An attribute in no
// namespace needs nothing, nor does one of XML itself.
func spaces(types []*ir.Type) map[string]diag.Position {
	places := map[string]diag.Position{}
	note := func(name ir.QName, at diag.Position) {
		if _, found := places[name.Space]; !found {
			places[name.Space] = at
		}
	}
	for _, t := range types {
		if t.Wrapper {
			note(t.Name, t.Pos)
		}
		if t.Kind == ir.Dictionary {
			note(t.Entry, t.Pos)
		}
		for _, d := range t.Derived {
			note(d.Name, d.Pos)
		}
		for _, f := range fieldsOf(t) {
			note(f.Name, f.Pos)
		}
		noteAttribute := func(name ir.QName, at diag.Position) {
			if name.Space != "" && name.Space != xmlSpace {
				note(name, at)
			}
		}
		for _, f := range t.Attributes {
			noteAttribute(f.Name, f.Pos)
		}
		for _, f := range t.Fixed {
			noteAttribute(f.Name, f.Pos)
		}
	}
	return places
}

// prefix is the n-th prefix: a, b … z, aa, ab … without the letters that stand
// for XML Schema's instance namespace and for SOAP's.
func prefix(n int) string {
	const letters = "abcdefghjklmnopqrtuvwxyz"
	if n < len(letters) {
		return letters[n : n+1]
	}
	return prefix(n/len(letters)-1) + letters[n%len(letters):][:1]
}
