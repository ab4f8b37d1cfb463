package runtime

import (
	"fmt"
	"time"
)

// The names that xsi:type gives to built-ins.
const (
	xsd           = "http://www.w3.org/2001/XMLSchema"
	serialization = "http://schemas.microsoft.com/2003/10/Serialization/"
)

// anyType appends a value of any type that there is a built-in for, with its
// xsi:type; nothing for nil. Another type is an error.
func (w *writer) anyType(tag string, v any) {
	at := len(w.buf)
	space, name := xsd, ""
	switch v := v.(type) {
	case nil:
		return
	case string:
		name = "string"
		w.string(tag, v)
	case bool:
		name = "boolean"
		w.bool(tag, v)
	case int8:
		name = "byte"
		w.int8(tag, v)
	case int16:
		name = "short"
		w.int16(tag, v)
	case int32:
		name = "int"
		w.int32(tag, v)
	case int64:
		name = "long"
		w.int64(tag, v)
	case uint8:
		name = "unsignedByte"
		w.uint8(tag, v)
	case uint16:
		name = "unsignedShort"
		w.uint16(tag, v)
	case uint32:
		name = "unsignedInt"
		w.uint32(tag, v)
	case uint64:
		name = "unsignedLong"
		w.uint64(tag, v)
	case float32:
		name = "float"
		w.float32(tag, v)
	case float64:
		name = "double"
		w.float64(tag, v)
	case []byte:
		if v == nil {
			return
		}
		name = "base64Binary"
		w.bytes(tag, v)
	case time.Time:
		name = "dateTime"
		w.dateTime(tag, v)
	case time.Duration:
		space, name = serialization, "duration"
		w.duration(tag, v)
	case *UnknownType:
		w.raw(tag + v.XML)
		w.end(tag)
		w.withAttributes(at, tag, v.typeAttributes())
		return
	case int, uint:
		w.fail(tag, fmt.Sprintf("the size of %T differs between machines: give an int32 or int64", v))
		return
	default:
		w.fail(tag, fmt.Sprintf("no type of the schema stands for %T", v))
		return
	}
	if w.err == nil {
		w.withAttributes(at, tag, ` xmlns:u="`+space+`" i:type="u:`+name+`"`)
	}
}

// anyType reads a value of the type that xsi:type names; nil stays nil. A type
// that no Go type stands for, and a value without a type, become *UnknownType.
func (s *scanner) anyType(v *any) {
	*v = nil
	if s.skipNil() {
		return
	}
	name, _ := s.typeName()
	switch name {
	case xmlName{xsd, "string"}:
		readAny(s, v, (*scanner).string)
	case xmlName{xsd, "boolean"}:
		readAny(s, v, (*scanner).bool)
	case xmlName{xsd, "byte"}:
		readAny(s, v, (*scanner).int8)
	case xmlName{xsd, "short"}:
		readAny(s, v, (*scanner).int16)
	case xmlName{xsd, "int"}:
		readAny(s, v, (*scanner).int32)
	case xmlName{xsd, "long"}:
		readAny(s, v, (*scanner).int64)
	case xmlName{xsd, "unsignedByte"}:
		readAny(s, v, (*scanner).uint8)
	case xmlName{xsd, "unsignedShort"}:
		readAny(s, v, (*scanner).uint16)
	case xmlName{xsd, "unsignedInt"}:
		readAny(s, v, (*scanner).uint32)
	case xmlName{xsd, "unsignedLong"}:
		readAny(s, v, (*scanner).uint64)
	case xmlName{xsd, "float"}:
		readAny(s, v, (*scanner).float32)
	case xmlName{xsd, "double"}:
		readAny(s, v, (*scanner).float64)
	case xmlName{xsd, "base64Binary"}:
		readAny(s, v, (*scanner).bytes)
	case xmlName{xsd, "dateTime"}:
		readAny(s, v, (*scanner).dateTime)
	case xmlName{serialization, "duration"}:
		readAny(s, v, (*scanner).duration)
	default:
		*v = &UnknownType{Space: name.space, Local: name.local, XML: s.contentXML()}
	}
}

func readAny[T any](s *scanner, v *any, read func(*scanner, *T)) {
	var value T
	read(s, &value)
	*v = value
}
