package build

import (
	"encoding/xml"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

const (
	xsdSpace           = "http://www.w3.org/2001/XMLSchema"
	serializationSpace = "http://schemas.microsoft.com/2003/10/Serialization/"
	xmlSpace           = "http://www.w3.org/XML/1998/namespace"
)

// scalarOf tells what a built-in, or a restriction of one, is in Go, and the
// name that xsi:type gives it: that of the nearest type with a meaning of its
// own. It is false for what has no place in Go yet.
func scalarOf(t *wsdl.Type) (ir.Scalar, ir.QName, bool) {
	for ; t != nil && t.Content != wsdl.ListOf && t.Content != wsdl.Sequence; t = t.Base {
		if s, ok := scalarNamed(t.Name); ok {
			return s, qname(t.Name), true
		}
	}
	return 0, ir.QName{}, false
}

func scalarNamed(name xml.Name) (ir.Scalar, bool) {
	switch name.Space {
	case xsdSpace:
		return builtin(name.Local)
	case serializationSpace:
		switch name.Local {
		case "char":
			return ir.Uint16, true
		case "duration":
			return ir.Duration, true
		case "guid":
			return ir.String, true
		}
	}
	return 0, false
}

// builtin is the scalar of an XML Schema built-in. Numbers without limits,
// dates and times have no type in the standard library that holds all of them
// as they are written, so they stay text, as what is seldom met does.
func builtin(local string) (ir.Scalar, bool) {
	switch local {
	case "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS",
		"ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NOTATION", "anyURI", "QName", "anySimpleType", "hexBinary",
		"date", "time", "gYearMonth", "gYear", "gMonthDay", "gDay", "gMonth", "decimal",
		"integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger":
		return ir.String, true
	case "boolean":
		return ir.Bool, true
	case "byte":
		return ir.Int8, true
	case "short":
		return ir.Int16, true
	case "int":
		return ir.Int32, true
	case "long":
		return ir.Int64, true
	case "unsignedByte":
		return ir.Uint8, true
	case "unsignedShort":
		return ir.Uint16, true
	case "unsignedInt":
		return ir.Uint32, true
	case "unsignedLong":
		return ir.Uint64, true
	case "float":
		return ir.Float32, true
	case "double":
		return ir.Float64, true
	case "base64Binary":
		return ir.Bytes, true
	case "dateTime":
		return ir.DateTime, true
	case "duration":
		return ir.Duration, true
	case "anyType":
		return ir.Any, true
	}
	return 0, false
}
