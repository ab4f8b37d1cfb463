package runtime

import (
	"slices"
	"strings"
)

// The decoder: what generated code and the envelope call to make Go values of
// elements. Objects, lists and dictionaries are here, scalars in decode_values.go; what
// is kept as XML is copied in decode_copy.go.

// An xmlName is an expanded name.
type xmlName struct{ space, local string }

// A member is an element of a generated struct at its place in the schema's order, or
// the item of a list. What a strict scanner wants to know is there in packages with
// handlers alone.
type member struct {
	space, local string
	repeats      bool    // maxOccurs is not 1
	required     bool    // minOccurs is not 0
	schemaType   xmlName // the type that xsi:type may name; none where that is not looked at
	alone        bool    // an item: Microsoft's does not drop what else stands in its list
}

// An object is a generated struct. The scanner finds the place of each child
// element in the order of the members and has the struct read it.
type object interface {
	// members are the elements in schema order, those of the base class first.
	members() []member
	// decodeMember reads the current element, which is that of a place.
	decodeMember(s *scanner, place int)
}

// readable is a pointer to a generated struct.
type readable[T any] interface {
	*T
	object
}

// object reads the children of the current element. A lenient scanner takes them
// in any order and skips those that it doesn't know. A strict one refuses what
// Microsoft's DataContractSerializer would silently drop: a child that comes
// late, one that is unknown, one in another namespace.
func (s *scanner) object(v object) {
	members, last := v.members(), -1
	if (len(s.current().attrs) > 0 || len(members) == 0 || s.strict) && s.started(v) {
		return
	}
	for s.child() {
		place := s.place(members, last+1)
		if s.strict {
			if wrong := s.misplaced(members, last, place); wrong != "" {
				s.drop(wrong)
				continue
			}
			if place > last && !s.wantNone(members[last+1:place]) {
				return
			}
			s.wantType(&members[place])
		}
		if place < 0 {
			s.skip()
			continue
		}
		v.decodeMember(s, place)
		last = place
	}
	if s.strict {
		s.wantNone(members[last+1:])
	}
}

// A starter is a generated struct that has attributes, text in place of elements, or
// elements in any order.
type starter interface {
	// decodeStart reads what stands in the start tag of the current element, and
	// reports whether it has read the whole element.
	decodeStart(s *scanner) bool
}

// started has a starter read its start, and reports whether nothing is left to read.
func (s *scanner) started(v object) bool {
	starter, ok := v.(starter)
	return ok && starter.decodeStart(s)
}

// drop does what a strict scanner does with an element that Microsoft's would drop:
// it refuses it, or if it is silent drops it too.
func (s *scanner) drop(reason string) {
	if !s.silent {
		s.fail(reason)
	}
	s.pass()
}

// pass skips an element that nothing is wanted of, text between its elements included.
func (s *scanner) pass() {
	strict := s.strict
	s.strict = false
	s.skip()
	s.strict = strict
}

// place is the place of the current element, which child has just opened, among
// the members; -1 for an unknown one. It is the one that its tag had the last
// time, or most likely the next.
func (s *scanner) place(members []member, next int) int {
	if len(members) == 0 {
		return -1
	}
	t := s.current()
	if t.members == &members[0] {
		return t.place
	}
	for i := range members {
		i = (next + i) % len(members)
		if s.is(members[i].space, members[i].local) {
			t.members, t.place = &members[0], i
			return i
		}
	}
	return -1
}

// misplaced tells what is wrong with a child at a place after the last one, for
// which Microsoft's DataContractSerializer drops it; nothing is "".
func (s *scanner) misplaced(members []member, last, place int) string {
	switch {
	case place < 0:
		for _, m := range members {
			if m.local == s.local() {
				return "the element is in another namespace than the schema's " + m.space
			}
		}
		return "the schema has no such element here"
	case place < last:
		return "the element comes late: the schema has it before " + members[last].local
	case place == last && !members[place].repeats:
		return "the element is repeated"
	}
	return ""
}

// wantNone reports whether all of the members may be missing.
func (s *scanner) wantNone(members []member) bool {
	for _, m := range members {
		if m.required {
			s.fail("the element " + m.local + " is missing")
			return false
		}
	}
	return !s.failed()
}

// wantType refuses an xsi:type of the current element, which is not nil, that is not its
// type's. Microsoft's DataContractSerializer does so of objects, lists, dictionaries and
// enumerations; at that of a scalar it does not look.
func (s *scanner) wantType(m *member) {
	if m.schemaType == (xmlName{}) || s.null() {
		return
	}
	if name, ok := s.typeName(); ok && name != m.schemaType {
		s.fail("the xsi:type is not " + m.schemaType.local + " in the namespace " + m.schemaType.space)
	}
}

// item advances to the next child of a list and reports whether there is one.
func (s *scanner) item(m *member) bool {
	for s.child() {
		if s.is(m.space, m.local) {
			if s.strict {
				s.wantType(m)
			}
			return true
		}
		if s.strict {
			wrong := "the list holds " + m.local + " only, in the namespace " + m.space
			if m.alone {
				s.fail(wrong)
			}
			s.drop(wrong)
			continue
		}
		s.skip()
	}
	return false
}

// decodeObject reads an object in place; nil leaves it as it is, the zero value.
func decodeObject[T any, P readable[T]](s *scanner, v *T) {
	if s.skipNil() {
		return
	}
	s.object(P(v))
}

// decodePointer reads an object that may be nil.
func decodePointer[T any, P readable[T]](s *scanner, v **T) {
	*v = nil
	if s.skipNil() {
		return
	}
	*v = new(T)
	s.object(P(*v))
}

// decodeList reads a list: nil stays nil, an empty one is empty.
func decodeList[T any](s *scanner, v *[]T, item *member, decode func(*scanner, *T)) {
	*v = nil
	if s.skipNil() {
		return
	}
	list, tag := []T{}, s.current()
	for s.item(item) {
		if len(list) == cap(list) {
			list = slices.Grow(list, tag.moreItems(len(list)))
		}
		list = list[:len(list)+1] // it is zero: it has not been used
		decode(s, &list[len(list)-1])
	}
	if *v = list; s.err == nil {
		tag.items = len(list)
	}
}

// moreItems is for how many items room is made in a list that has n: for those that the
// list had the last time, as far as that is likely after n, or else for as many again.
// Most lists are short and belong to objects of which there are many: too much room in
// each would soon be most of what a response takes.
func (t *tag) moreItems(n int) int {
	const likely = 16
	if n < t.items {
		return min(t.items, likely*max(n, 1)) - n
	}
	return max(n, 1)
}

// decodeRepeated reads one more of an element that repeats.
func decodeRepeated[T any](s *scanner, v *[]T, decode func(*scanner, *T)) {
	var zero T
	*v = append(*v, zero)
	decode(s, &(*v)[len(*v)-1])
}

// decodeOptional reads a scalar that may be missing or nil.
func decodeOptional[T any](s *scanner, v **T, decode func(*scanner, *T)) {
	*v = nil
	if s.skipNil() {
		return
	}
	*v = new(T)
	decode(s, *v)
}

// decodeEnum reads a name. Names that the schema doesn't have are kept: a newer
// server may send them.
func decodeEnum[E ~string](s *scanner, v *E) {
	var name string
	s.string(&name)
	name = strings.TrimSpace(name)
	if s.strict && name == "" {
		s.fail("a value of the enumeration must be given")
	}
	*v = E(name)
}

// decodeNillableEnum reads a name or nil, which is no name.
func decodeNillableEnum[E ~string](s *scanner, v *E) {
	*v = ""
	if s.skipNil() {
		return
	}
	decodeEnum(s, v)
}

// decodeFlags reads names with white space between them; nil stays nil.
func decodeFlags[E ~string](s *scanner, v *[]E) {
	*v = nil
	if s.skipNil() {
		return
	}
	flags := []E{}
	for name := range strings.FieldsSeq(string(s.text())) {
		flags = append(flags, E(name))
	}
	*v = flags
}

// decodeMap reads a dictionary: nil stays nil, a repeated key is an error.
func decodeMap[K comparable, V any](
	s *scanner, v *map[K]V, entry *member, pair []member,
	decodeKey func(*scanner, *K), decodeValue func(*scanner, *V),
) {
	*v = nil
	if s.skipNil() {
		return
	}
	m := make(map[K]V)
	e := mapEntry[K, V]{pair: pair, decodeKey: decodeKey, decodeValue: decodeValue}
	for s.item(entry) {
		e.key, e.value = *new(K), *new(V)
		s.object(&e)
		if _, repeated := m[e.key]; repeated {
			s.fail("the dictionary holds a key twice")
			return
		}
		m[e.key] = e.value
	}
	*v = m
}

// A mapEntry is the key and value that the scanner is at.
type mapEntry[K comparable, V any] struct {
	pair        []member
	decodeKey   func(*scanner, *K)
	decodeValue func(*scanner, *V)
	key         K
	value       V
}

func (e *mapEntry[K, V]) members() []member { return e.pair }

func (e *mapEntry[K, V]) decodeMember(s *scanner, place int) {
	if place == 0 {
		e.decodeKey(s, &e.key)
		return
	}
	e.decodeValue(s, &e.value)
}

// null reports whether the current element, which root or child has just
// opened, is nil.
func (s *scanner) null() bool {
	return s.current().null
}

// skipNil consumes the current element if it is nil, and reports whether it was. A strict
// scanner refuses what it holds, which Microsoft's would drop. It is not inlined, for the
// functions that call it are compiled for each type.
//
//go:noinline
func (s *scanner) skipNil() bool {
	if !s.null() {
		return false
	}
	if !s.strict || s.silent {
		s.pass()
	} else if len(trim(s.text())) > 0 {
		s.failValue("text in an element that is nil")
	}
	return true
}

// typeName returns the xsi:type of the current element, which root or child has
// just opened, if it has one.
func (s *scanner) typeName() (xmlName, bool) {
	value, ok := s.attr(xsi, "type")
	if !ok || value == "" { // which Microsoft's takes for none
		return xmlName{}, false
	}
	prefix, local, ok := cutName(strings.Trim(value, spaces))
	if !ok {
		s.fail("the xsi:type is not a name")
		return xmlName{}, false
	}
	space, bound := s.scope.lookup(prefix)
	if !bound {
		s.fail("the prefix of the xsi:type is not declared")
		return xmlName{}, false
	}
	return xmlName{space, local}, true
}
