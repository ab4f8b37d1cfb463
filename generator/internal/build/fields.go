package build

import (
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// field is what an element is wherever it stands: a plain value that is always
// written. Items of lists and keys of dictionaries are that and no more.
func (b *builder) field(e *wsdl.Element) *ir.Field {
	f := &ir.Field{
		Name:      qname(e.Name),
		Pos:       e.Pos,
		Path:      e.Path,
		Doc:       docText(e.Doc),
		Type:      b.typeOf(e),
		MinOccurs: e.MinOccurs,
		MaxOccurs: e.MaxOccurs,
		Nillable:  e.Nillable,
	}
	if f.Type.Kind == ir.Struct && f.Type.Derived == nil {
		for _, d := range b.descendants(b.definition(e.Type)) {
			f.Type.Derived = append(f.Type.Derived, b.structOf(d))
		}
		slices.SortFunc(f.Type.Derived, compareTypes)
	}
	return f
}

// member is the field of an element in a struct.
func (b *builder) member(e *wsdl.Element) *ir.Field {
	f := b.field(e)
	f.Secret = isText(f.Type) && namesSecret(f.Name.Local)
	if f.MaxOccurs != 1 {
		f.Repeated, f.Zero = true, ir.Absent
		return f
	}
	switch f.Type.Kind {
	case ir.Struct:
		// Where one of several types can stand, a zero value would have to be one of them.
		f.Pointer = f.MinOccurs == 0 || f.Nillable || f.Type.Derived != nil
	case ir.Builtin:
		f.Pointer = f.Nillable && f.Type.Scalar != ir.String && !hasNil(f.Type)
	}
	f.Zero = zeroOf(f)
	return f
}

// dictionaryValue is the field of a dictionary's value. An entry is never
// without one, so nil has to be written.
func (b *builder) dictionaryValue(e *wsdl.Element) *ir.Field {
	f := b.member(e)
	if f.Type.Kind == ir.Struct {
		f.Pointer, f.Zero = true, ir.Empty
		if f.Nillable {
			f.Zero = ir.Nil
		}
	}
	return f
}

// requestBlock is the field of a header block in requests: left out unless set.
func (b *builder) requestBlock(e *wsdl.Element) *ir.Field {
	f := b.member(e)
	f.Pointer = f.Pointer || f.Type.Kind == ir.Struct
	f.MinOccurs, f.Zero = 0, ir.Absent // whatever the declaration of the element says
	return f
}

// responseBlock is the field of a header block in responses. WCF writes the
// empty ones as nil; a scalar is a pointer to tell one that did not come.
func (b *builder) responseBlock(e *wsdl.Element) *ir.Field {
	f := b.requestBlock(e)
	switch f.Type.Kind {
	case ir.Builtin:
		f.Pointer = !hasNil(f.Type)
	case ir.Struct, ir.List, ir.Dictionary:
		if f.Nillable {
			f.Zero = ir.Nil
		}
	}
	return f
}

// zeroOf is how the zero value of a field that occurs at most once is written.
func zeroOf(f *ir.Field) ir.Zero {
	switch {
	case f.Type.Kind == ir.Enum:
		return absentNilOr(f, ir.Refused)
	case f.Pointer, hasNil(f.Type):
		return absentNilOr(f, ir.Empty)
	default:
		return ir.Written
	}
}

// absentNilOr is the first of absent and nil that the schema allows, or else
// what is left.
func absentNilOr(f *ir.Field, required ir.Zero) ir.Zero {
	switch {
	case f.MinOccurs == 0:
		return ir.Absent
	case f.Nillable:
		return ir.Nil
	default:
		return required
	}
}

// hasNil tells whether a type's zero value in Go is nil.
func hasNil(t *ir.Type) bool {
	switch t.Kind {
	case ir.List, ir.Dictionary, ir.Flags:
		return true
	case ir.Builtin:
		return t.Scalar == ir.Bytes || t.Scalar == ir.Any
	default:
		return false
	}
}

// isText tells whether a type is a string in Go.
func isText(t *ir.Type) bool { return t.Kind == ir.Builtin && t.Scalar == ir.String }
