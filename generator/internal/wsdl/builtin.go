package wsdl

import "encoding/xml"

// isBuiltin tells whether the XSD namespace defines a type of this name.
func isBuiltin(local string) bool {
	switch local {
	case "anyType", "anySimpleType",
		"string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS",
		"ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NOTATION", "QName", "anyURI",
		"boolean", "base64Binary", "hexBinary", "float", "double",
		"decimal", "integer", "nonPositiveInteger", "negativeInteger", "nonNegativeInteger", "positiveInteger",
		"long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
		"duration", "dateTime", "time", "date", "gYearMonth", "gYear", "gMonthDay", "gDay", "gMonth":
		return true
	}
	return false
}

// builtin is the one Type of the Set for an XSD built-in.
func (r *resolver) builtin(local string) *Type {
	t, ok := r.builtins[local]
	if !ok {
		t = &Type{Name: xml.Name{Space: xsdSpace, Local: local}, Path: local, Content: Builtin}
		r.builtins[local] = t
	}
	return t
}

func (r *resolver) anyType() *Type { return r.builtin("anyType") }
