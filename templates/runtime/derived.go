package runtime

// What generated code calls for fields whose type others extend. In Go they are
// interfaces; on the wire xsi:type tells which type a value has.

// A derivedType is a type that may stand where another is declared.
type derivedType[T any] struct {
	name xmlName
	new  func() T
}

// typed is a generated struct that may stand where another is declared.
type typed interface {
	encodable
	// typeAttributes are the attributes that tell its type; none for the declared one.
	typeAttributes() string
	// isNil tells a nil pointer, which makes an interface that isn't nil.
	isNil() bool
}

// encodeDerived appends a value with its type, or nothing for nil.
func encodeDerived[T typed](w *writer, tag string, v T) {
	if any(v) == nil || v.isNil() {
		return
	}
	at := len(w.buf)
	w.object(tag, v)
	w.withAttributes(at, tag, v.typeAttributes())
}

// encodeDerivedOrNil appends a value that the schema wants, nil or not.
func encodeDerivedOrNil[T typed](w *writer, tag string, v T) {
	if any(v) == nil || v.isNil() {
		w.null(tag)
		return
	}
	encodeDerived(w, tag, v)
}

// decodeDerived reads a value of one of the types, the declared one first. A value
// of a type that isn't among them is read as the declared one; what that has no
// field for is kept.
func decodeDerived[T object](s *scanner, v *T, types []derivedType[T], unknown func(*UnknownType) T) {
	*v = *new(T)
	if s.skipNil() {
		return
	}
	name, ok := s.typeName()
	if !ok {
		name = types[0].name
	}
	for _, t := range types {
		if t.name == name {
			*v = t.new()
			s.object(*v)
			return
		}
	}
	if s.strict {
		s.fail("the schema has no type " + name.local + " here")
		return
	}
	rest := &UnknownType{Space: name.space, Local: name.local}
	*v = unknown(rest)
	if s.started(*v) {
		return
	}
	members, next := (*v).members(), 0
	for s.child() {
		place := s.place(members, next)
		if place < 0 {
			rest.XML += s.element()
			continue
		}
		(*v).decodeMember(s, place)
		next = place + 1
	}
}
