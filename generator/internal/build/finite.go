package build

import (
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// checkFinite refuses a struct that holds itself by value: no document can end
// that has one, and no Go type.
func (b *builder) checkFinite() {
	finite := map[*ir.Type]bool{}
	var inside []*ir.Type // the structs from the outermost to the one at hand
	var visit func(*ir.Type)
	visit = func(t *ir.Type) {
		if t == nil || finite[t] {
			return
		}
		inside = append(inside, t)
		for _, f := range t.Fields {
			switch {
			case f.Type.Kind != ir.Struct || f.Pointer || f.Repeated:
			case slices.Contains(inside, f.Type):
				b.diags.Addf(f.Pos, "%s: a required element of type %s inside one of the same type never ends",
					f.Path, f.Type.Name.Local)
			default:
				visit(f.Type)
			}
		}
		visit(t.Base)
		inside = inside[:len(inside)-1]
		finite[t] = true
	}
	for _, t := range b.types {
		visit(t)
	}
}
