package naming

import (
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// schemaTypes names the types of the schemas. A type that others stand in for
// brings an interface with it.
func (n *namer) schemaTypes(p *ir.Package) {
	types := slices.DeleteFunc(slices.Concat(p.Types, p.Dictionaries), func(t *ir.Type) bool { return t.Wrapper })
	named := map[string]int{}
	for _, t := range types {
		named[t.Name.Local]++
	}
	for _, t := range types {
		name, owner := exported(t.Name.Local), "type "+t.Path
		switch {
		case t.Name.Local == "":
			name = exported(t.Path)
		case named[t.Name.Local] > 1:
			name += lastSegments(t.Name.Space, 1)
			owner += " of " + t.Name.Space
		}
		t.Go = n.take(n.pkg, claim{
			owner:     owner,
			at:        t.Pos,
			proposals: []string{name, name + "Type"},
			made: func(name string) []string {
				if t.Derived != nil {
					return []string{name, "Any" + name}
				}
				return []string{name}
			},
		})
	}
}

// constants names the values of the enumerations.
func (n *namer) constants(types []*ir.Type) {
	for _, t := range types {
		if t.Go == "" {
			continue // reported already
		}
		for _, v := range t.Values {
			name := t.Go + letters(v.Text)
			v.Go = n.take(n.pkg, claim{
				owner:     "value " + v.Text + " of type " + t.Path,
				at:        v.Pos,
				proposals: []string{name, name + "Value"},
			})
		}
	}
}
