package runtime

import "slices"

// An UnknownType is a value of a type that this package does not have: of a newer
// server, or one that no Go type stands for. It is written back as it was read, but
// for attributes that are in no field.
type UnknownType struct {
	Space, Local string // the name in xsi:type; empty where there was none
	XML          string // the elements that are in no field
}

// typeAttributes are the attributes of an element of the type.
func (u *UnknownType) typeAttributes() string {
	if u.Local == "" {
		return ""
	}
	var c copier
	c.attribute("xmlns:u", u.Space)
	c.attribute("i:type", "u:"+u.Local)
	return string(c.buf)
}

// withAttributes puts attributes into the start tag of the element that was
// written at an offset.
func (w *writer) withAttributes(at int, tag, attributes string) {
	w.buf = slices.Insert(w.buf, at+len(tag)-1, []byte(attributes)...)
}

// noSpace is no namespace, not even the empty one: what is copied beneath it
// declares its own and can stand anywhere.
const noSpace = "\x00"

// element returns the current element as XML and consumes it.
func (s *scanner) element() string {
	var c copier
	s.copyElement(&c, noSpace)
	return string(c.buf)
}

// contentXML returns the content of the current element as XML and consumes it.
func (s *scanner) contentXML() string {
	var c copier
	s.copyContent(&c, noSpace)
	return string(c.buf)
}
