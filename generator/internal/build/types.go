package build

import (
	"slices"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// A pendingType is a type in the model whose content is yet to be built. Types
// refer to themselves, so each is known by kind first and filled later.
type pendingType struct {
	definition *wsdl.Type
	model      *ir.Type
}

// typeOf is the model of an element's type.
func (b *builder) typeOf(e *wsdl.Element) *ir.Type {
	t := b.definition(e.Type)
	if made, ok := b.made[t]; ok {
		return made
	}
	switch {
	case t.Content == wsdl.Sequence:
		return b.complexType(t)
	case t.Content == wsdl.ListOf:
		return b.flags(t, e)
	default:
		return b.simpleType(t, e)
	}
}

// simpleType is an enumeration or a built-in, or what restricts one.
func (b *builder) simpleType(t *wsdl.Type, at *wsdl.Element) *ir.Type {
	scalar, xsd, ok := scalarOf(t)
	if !ok {
		b.diags.Addf(at.Pos, "%s: type %s restricts a list, which is not supported: use the list itself", at.Path, describe(t))
		return &ir.Type{}
	}
	if values := b.enumeration(t); values != nil && scalar == ir.String {
		made := b.newType(t, ir.Enum)
		made.Values = values
		return made
	}
	made := b.newType(t, ir.Builtin)
	made.Scalar, made.XSD = scalar, xsd
	return made
}

// flags is a list of enumerated names, the only xs:list that WCF writes.
func (b *builder) flags(t *wsdl.Type, at *wsdl.Element) *ir.Type {
	item := b.definition(t.Item)
	values := b.enumeration(item)
	if scalar, _, ok := scalarOf(item); !ok || scalar != ir.String || values == nil {
		b.diags.Addf(at.Pos, "%s: type %s is a list of %s, and only lists of enumerated strings are supported",
			at.Path, describe(t), describe(item))
		return &ir.Type{}
	}
	made := b.newType(t, ir.Flags)
	made.Values = values
	return made
}

// enumeration are the values of the nearest restriction that lists some.
func (b *builder) enumeration(t *wsdl.Type) []*ir.Value {
	for t != nil && t.Enumeration == nil {
		t = t.Base
	}
	if t == nil {
		return nil
	}
	var values []*ir.Value
	for _, v := range t.Enumeration {
		values = append(values, &ir.Value{Pos: v.Pos, Text: v.Text, Doc: docText(v.Doc)})
	}
	return values
}

func (b *builder) complexType(t *wsdl.Type) *ir.Type {
	kind := ir.Struct
	switch {
	case isDictionary(t):
		kind = ir.Dictionary
	case b.isList(t):
		kind = ir.List
	}
	made := b.newType(t, kind)
	b.pending = append(b.pending, pendingType{t, made})
	return made
}

// newType puts a type without content into the model.
func (b *builder) newType(t *wsdl.Type, kind ir.Kind) *ir.Type {
	made := &ir.Type{Kind: kind, Name: qname(t.Name), Pos: t.Pos, Path: t.Path, Doc: docText(t.Doc)}
	b.made[t] = made
	if kind != ir.Builtin {
		b.types = append(b.types, made)
	}
	return made
}

// fillPending builds the content of the pending types, and of those that come
// up meanwhile.
func (b *builder) fillPending() {
	for len(b.pending) > 0 {
		next := b.pending[0]
		b.pending = b.pending[1:]
		switch next.model.Kind {
		case ir.Struct:
			b.fillStruct(next.model, next.definition)
		case ir.List:
			next.model.Item = b.field(next.definition.Elements[0])
		case ir.Dictionary:
			b.fillDictionary(next.model, next.definition)
		}
	}
}

func (b *builder) fillStruct(made *ir.Type, t *wsdl.Type) {
	made.Abstract = t.Abstract
	if t.Base != nil {
		base := b.definition(t.Base)
		if isDictionary(base) {
			b.diags.Addf(t.Pos, "type %s extends the dictionary %s, which is not supported", describe(t), describe(base))
			return
		}
		made.Base = b.structOf(base)
	}
	for _, e := range t.Elements {
		made.Fields = append(made.Fields, b.member(e))
	}
	made.AnyOrder = t.AnyOrder
	if t.Text != nil {
		made.Text = b.text(t)
	}
	b.addAttributes(made, t)
	b.checkInherited(t)
}

// structOf is the model of a type in an extension, a struct.
func (b *builder) structOf(t *wsdl.Type) *ir.Type {
	if made, ok := b.made[t]; ok {
		return made
	}
	return b.complexType(t)
}

// fillDictionary wants what WCF writes for a dictionary: a repeated entry of a
// key and a value.
func (b *builder) fillDictionary(made *ir.Type, t *wsdl.Type) {
	entry := b.entry(t)
	if entry == nil {
		b.diags.Addf(t.Pos, "type %s is marked as a dictionary, but is not one repeated element of a key and a value", describe(t))
		return
	}
	if cycle := b.unnamedCycle(t); cycle != nil && !slices.ContainsFunc(cycle, isListShaped) {
		b.diags.Addf(t.Pos, "type %s is a dictionary of itself, which has no type in Go", describe(t))
		return
	}
	made.Entry = qname(t.Elements[0].Name)
	made.Key, made.Value = b.field(entry.Elements[0]), b.dictionaryValue(entry.Elements[1])
	if k := made.Key.Type; k.Kind == ir.Struct || hasNil(k) {
		b.diags.Addf(made.Key.Pos, "%s: type %s cannot be the key of a dictionary", made.Key.Path, describe(entry.Elements[0].Type))
	}
}

// entry is the type of a dictionary's entries, nil if t has another shape.
func (b *builder) entry(t *wsdl.Type) *wsdl.Type {
	if t.Base != nil || len(t.Attributes) > 0 || len(t.Elements) != 1 || t.Elements[0].MaxOccurs != -1 {
		return nil
	}
	entry := b.definition(t.Elements[0].Type)
	if entry.Content != wsdl.Sequence || entry.Base != nil || len(entry.Attributes) > 0 || len(entry.Elements) != 2 ||
		entry.Elements[0].MaxOccurs != 1 || entry.Elements[1].MaxOccurs != 1 {
		return nil
	}
	return entry
}

// isDictionary tells what WCF says of a type.
func isDictionary(t *wsdl.Type) bool { return strings.TrimSpace(t.AppInfo["IsDictionary"]) == "true" }

// isListShaped tells whether a type holds one repeated element and nothing else.
func isListShaped(t *wsdl.Type) bool {
	return t.Content == wsdl.Sequence && !isDictionary(t) && t.Base == nil && !t.Abstract && len(t.Attributes) == 0 && !t.AnyAttribute &&
		len(t.Elements) == 1 && t.Elements[0].MaxOccurs != 1
}

// isList tells whether a type is a slice in Go. A type that others extend must
// be a struct to be embedded, and one that holds itself must have a name.
func (b *builder) isList(t *wsdl.Type) bool {
	return isListShaped(t) && !b.extended[t.Name] && b.unnamedCycle(t) == nil
}

// unnamedCycle is the way from a list or dictionary back to itself through
// lists and dictionaries alone, nil if there is none. These have no name in Go,
// where a type can only refer to itself by name.
func (b *builder) unnamedCycle(t *wsdl.Type) []*wsdl.Type {
	var way []*wsdl.Type
	for u := t; u != nil && !slices.Contains(way, u); {
		way = append(way, u)
		if u = b.held(u); u == t {
			return way
		}
	}
	return nil
}

// held is the type of a list's items or of a dictionary's values, nil for any
// other type.
func (b *builder) held(t *wsdl.Type) *wsdl.Type {
	switch {
	case isDictionary(t):
		if entry := b.entry(t); entry != nil {
			return b.definition(entry.Elements[1].Type)
		}
	case isListShaped(t) && !b.extended[t.Name]:
		return b.definition(t.Elements[0].Type)
	}
	return nil
}
