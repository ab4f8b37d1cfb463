package wsdl

import (
	"encoding/xml"
	"fmt"
)

// The namespaces that mean something to the reader.
const (
	wsdlSpace          = "http://schemas.xmlsoap.org/wsdl/"
	soapSpace          = "http://schemas.xmlsoap.org/wsdl/soap/"
	soap12Space        = "http://schemas.xmlsoap.org/wsdl/soap12/"
	xsdSpace           = "http://www.w3.org/2001/XMLSchema"
	xmlSpace           = "http://www.w3.org/XML/1998/namespace"
	serializationSpace = "http://schemas.microsoft.com/2003/10/Serialization/"
)

// prefixOf is the usual prefix of a namespace that a WSDL is made of, and
// empty for every other: those are extensions.
func prefixOf(space string) string {
	switch space {
	case wsdlSpace:
		return "wsdl"
	case soapSpace:
		return "soap"
	case soap12Space:
		return "soap12"
	case xsdSpace:
		return "xs"
	}
	return ""
}

// display names an element in a message.
func display(name xml.Name) string {
	if prefix := prefixOf(name.Space); prefix != "" {
		return prefix + ":" + name.Local
	}
	if name.Space == "" {
		return name.Local
	}
	return fmt.Sprintf("%s of namespace %q", name.Local, name.Space)
}
