package runtime

import (
	"slices"
	"strings"
)

// The encoder: what generated code calls for fields that are not scalars. A nil
// slice, map or pointer is left out here; where the schema wants the element all
// the same, the generated code writes it as nil or empty itself.

// encodable is a generated struct: it appends its elements in schema order, base
// class first.
type encodable interface {
	encodeMembers(w *writer)
}

// pointsTo is a pointer to a generated struct.
type pointsTo[T any] interface {
	*T
	encodable
}

func (w *writer) object(tag string, v encodable) {
	before := w.err
	w.buf = append(w.buf, tag...)
	v.encodeMembers(w)
	w.end(tag)
	w.inside(before, tag, -1)
}

// encodeObject appends an object, or nothing for nil.
func encodeObject[T any, P pointsTo[T]](w *writer, tag string, v *T) {
	if v != nil {
		w.object(tag, P(v))
	}
}

// encodeObjectOrNil appends an object that the schema wants, nil or not.
func encodeObjectOrNil[T any, P pointsTo[T]](w *writer, tag string, v *T) {
	if v == nil {
		w.null(tag)
		return
	}
	w.object(tag, P(v))
}

// encodeObjects appends a list of objects, or nothing for nil.
func encodeObjects[T any, P pointsTo[T]](w *writer, tag, item string, v []T) {
	if v == nil {
		return
	}
	w.raw(tag)
	before := w.err
	encodeRepeatedObjects[T, P](w, item, v)
	w.inside(before, tag, -1)
	w.end(tag)
}

// encodeRepeatedObjects appends each object as an element of its own.
func encodeRepeatedObjects[T any, P pointsTo[T]](w *writer, item string, v []T) {
	for i := range v {
		before := w.err
		w.raw(item)
		P(&v[i]).encodeMembers(w)
		w.end(item)
		w.inside(before, item, i)
	}
}

// encodeValues appends a list of scalars, or nothing for nil.
func encodeValues[T any](w *writer, tag, item string, v []T, encode func(*writer, string, T)) {
	if v == nil {
		return
	}
	w.raw(tag)
	before := w.err
	encodeRepeatedValues(w, item, v, encode)
	w.inside(before, tag, -1)
	w.end(tag)
}

// encodeRepeatedValues appends each scalar as an element of its own.
func encodeRepeatedValues[T any](w *writer, item string, v []T, encode func(*writer, string, T)) {
	for i, value := range v {
		before := w.err
		encode(w, item, value)
		w.number(before, i)
	}
}

// encodeOptional appends a scalar that may be missing, or nothing for nil.
func encodeOptional[T any](w *writer, tag string, v *T, encode func(*writer, string, T)) {
	if v != nil {
		encode(w, tag, *v)
	}
}

// encodeEnum appends the name of a value, or nothing for the zero value: an
// enumeration has no unset value of its own.
func encodeEnum[E ~string](w *writer, tag string, v E) {
	if v != "" {
		w.string(tag, string(v))
	}
}

// encodeEnumValue appends the name of a value that the schema wants.
func encodeEnumValue[E ~string](w *writer, tag string, v E) {
	if v == "" {
		w.fail(tag, "a value of the enumeration must be given")
		return
	}
	w.string(tag, string(v))
}

// encodeFlags appends names with spaces between them, or nothing for nil.
func encodeFlags[E ~string](w *writer, tag string, v []E) {
	if v == nil {
		return
	}
	w.raw(tag)
	for i, flag := range v {
		if flag == "" || strings.ContainsAny(string(flag), " \t\r\n") {
			w.fail(tag, "a flag is a name without spaces")
		}
		if i > 0 {
			w.raw(" ")
		}
		if reason := w.text(string(flag)); reason != "" {
			w.fail(tag, reason)
		}
	}
	w.end(tag)
}

// encodeMap appends a dictionary, entries in the order of their keys, or nothing
// for nil.
func encodeMap[K comparable, V any](
	w *writer, tag, entry, keyTag, valueTag string, v map[K]V, compare func(a, b K) int,
	encodeKey func(*writer, string, K), encodeValue func(*writer, string, V),
) {
	if v == nil {
		return
	}
	keys := make([]K, 0, len(v))
	for key := range v {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compare)
	w.raw(tag)
	before := w.err
	for i, key := range keys {
		beforeEntry := w.err
		w.raw(entry)
		encodeKey(w, keyTag, key)
		encodeValue(w, valueTag, v[key])
		w.end(entry)
		w.inside(beforeEntry, entry, i)
	}
	w.inside(before, tag, -1)
	w.end(tag)
}
