package runtime

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What generated code calls for structs that have attributes, text in place of
// elements, or elements in any order. What it takes for a tag is that of an element
// of the attribute's name: there is one way to spell a value.

// attributed is a generated struct that has attributes.
type attributed interface {
	encodeAttributes(w *writer)
	// encodeContent appends the elements or the text.
	encodeContent(w *writer)
}

// attributed appends attributes into the start tag that has just been written, and
// then the content. The unknown ones come last.
func (w *writer) attributed(v attributed, unknown ...UnknownAttribute) {
	w.buf = w.buf[:len(w.buf)-len(">")]
	v.encodeAttributes(w)
	for i := range unknown {
		w.unknownAttribute(&unknown[i], i)
	}
	w.raw(">")
	v.encodeContent(w)
}

// encodeAttribute appends an attribute, or nothing where encode appends nothing.
func encodeAttribute[T any](w *writer, tag string, v T, encode func(*writer, string, T)) {
	start, before := len(w.buf), w.err
	encode(w, tag, v)
	if before == nil && w.err != nil {
		w.err.Path = "@" + w.err.Path
	}
	if len(w.buf) == start {
		return
	}
	value := attributeEscapes.Replace(w.takeText(start, tag))
	w.raw(" " + tag[len("<"):len(tag)-len(">")] + `="` + value + `"`)
}

// encodeOptionalAttribute appends an attribute, or nothing for nil.
func encodeOptionalAttribute[T any](w *writer, tag string, v *T, encode func(*writer, string, T)) {
	if v != nil {
		encodeAttribute(w, tag, *v, encode)
	}
}

// nonEmpty appends text, or nothing where it is empty.
func (w *writer) nonEmpty(tag, v string) {
	if v != "" {
		w.string(tag, v)
	}
}

// An UnknownAttribute is an attribute that the schema does not declare.
type UnknownAttribute struct {
	Space, Local string
	Value        string
}

// unknownAttribute appends an attribute, and binds a prefix to its namespace.
func (w *writer) unknownAttribute(a *UnknownAttribute, number int) {
	name := a.Local
	switch a.Space {
	case "":
	case xmlSpace:
		name = "xml:" + a.Local
	default:
		prefix := "u" + strconv.Itoa(number)
		encodeAttribute(w, "<xmlns:"+prefix+">", a.Space, (*writer).string)
		name = prefix + ":" + a.Local
	}
	startTag := string(w.buf[bytes.LastIndexByte(w.buf, '<'):])
	switch {
	case !isName(a.Local) || name == "xmlns" || a.Space == xsi || a.Space == xmlnsSpace:
		w.fail("<@"+a.Local+">", "an attribute that is not declared cannot have this name")
	case strings.Contains(startTag, " "+name+`="`):
		w.fail("<@"+a.Local+">", "the attribute stands there already")
	}
	encodeAttribute(w, "<"+name+">", a.Value, (*writer).string)
}

// unknownAttributes keeps the attributes of the current element that have none of
// the names, and tell nothing of XML Schema and SOAP.
func (s *scanner) unknownAttributes(v *[]UnknownAttribute, known ...xmlName) {
	*v = nil
	for _, a := range s.current().attrs {
		name := xmlName{a.space, a.local}
		if !slices.Contains(known, name) && name.space != xsi && name.space != soap11 && name.space != soap12 {
			*v = append(*v, UnknownAttribute{name.space, name.local, a.value})
		}
	}
}

// encodeText appends a value as the content of the element whose start tag has just
// been written.
func encodeText[T any](w *writer, v T, encode func(*writer, string, T)) {
	const tag = "<text()>"
	start := len(w.buf)
	encode(w, tag, v)
	w.raw(w.takeText(start, tag))
}

// takeText takes back the element that was written at an offset, and returns the
// text in it as XML.
func (w *writer) takeText(start int, tag string) string {
	element := string(w.buf[start:])
	w.buf = w.buf[:start]
	end := "</" + tag[len("<"):]
	if !strings.HasSuffix(element, end) {
		return "" // it is empty, or has no value that can be written
	}
	return element[len(tag) : len(element)-len(end)]
}

// decodeAttribute reads an attribute of the current element. One that is missing is
// the zero value.
func decodeAttribute[T any](s *scanner, name xmlName, v *T, parse func([]byte) (T, bool)) {
	*v = *new(T)
	if text, ok := s.attr(name.space, name.local); ok {
		*v = attributeValue(s, name, []byte(text), parse)
	}
}

// decodeOptionalAttribute reads an attribute that may be missing: nil.
func decodeOptionalAttribute[T any](s *scanner, name xmlName, v **T, parse func([]byte) (T, bool)) {
	*v = nil
	if text, ok := s.attr(name.space, name.local); ok {
		value := attributeValue(s, name, []byte(text), parse)
		*v = &value
	}
}

// decodeRequiredAttribute reads an attribute that a strict scanner does not do
// without.
func decodeRequiredAttribute[T any](s *scanner, name xmlName, v *T, parse func([]byte) (T, bool)) {
	if _, ok := s.attr(name.space, name.local); !ok && s.strict {
		s.fail("the attribute " + name.local + " is missing")
	}
	decodeAttribute(s, name, v, parse)
}

// attributeValue is the value that text spells. As in an element, an empty one is
// the zero value, which a strict scanner refuses where it is no text.
func attributeValue[T any](s *scanner, name xmlName, text []byte, parse func([]byte) (T, bool)) T {
	v, ok := parse(text)
	if !ok && (s.strict || len(trim(text)) > 0) {
		s.fail("the attribute " + name.local + " is not of its type")
	}
	return v
}

func stringAttribute(b []byte) (string, bool) { return string(b), true }

func boolAttribute(b []byte) (bool, bool) { return parseBool(trim(b)) }

func signedAttribute[T int8 | int16 | int32 | int64](b []byte) (T, bool) {
	v, ok := parseInt(trim(b), 64)
	if int64(T(v)) != v {
		return 0, false
	}
	return T(v), ok
}

func unsignedAttribute[T uint8 | uint16 | uint32 | uint64](b []byte) (T, bool) {
	v, ok := parseUint(trim(b), 64)
	if uint64(T(v)) != v {
		return 0, false
	}
	return T(v), ok
}

func float32Attribute(b []byte) (float32, bool) {
	v, ok := parseFloat(trim(b), 32)
	return float32(v), ok
}

func float64Attribute(b []byte) (float64, bool) { return parseFloat(trim(b), 64) }

func bytesAttribute(b []byte) ([]byte, bool) { return parseBase64(b) }

func dateTimeAttribute(b []byte) (time.Time, bool) { return parseDateTime(trim(b)) }

func durationAttribute(b []byte) (time.Duration, bool) { return parseDuration(trim(b)) }

// enumAttribute reads a name. Names that the schema doesn't have are kept, as in an
// element.
func enumAttribute[E ~string](b []byte) (E, bool) {
	name := trim(b)
	return E(name), len(name) > 0
}

// flagsAttribute reads names with white space between them.
func flagsAttribute[E ~string](b []byte) ([]E, bool) {
	flags := []E{}
	for name := range strings.FieldsSeq(string(b)) {
		flags = append(flags, E(name))
	}
	return flags, true
}

// anyOrder reads the elements of an object whose elements may come in any order: a
// lenient scanner takes them so in any object, and it reports that it did nothing.
func (s *scanner) anyOrder(v object) bool {
	if !s.strict {
		return false
	}
	members := v.members()
	seen := make([]bool, len(members))
	for s.child() {
		place := s.place(members, 0)
		switch {
		case place < 0:
			s.drop(s.misplaced(members, -1, place))
		case seen[place]:
			s.drop("the element is repeated")
		default:
			seen[place] = true
			s.wantType(&members[place])
			v.decodeMember(s, place)
		}
	}
	for i, m := range members {
		if m.required && !seen[i] {
			s.fail("the element " + m.local + " is missing")
		}
	}
	return true
}
