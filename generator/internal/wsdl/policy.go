package wsdl

import "encoding/xml"

// A verdict says what becomes of a construct. What is wanted but has no place
// in gowsdl's model is refused all the same: nothing that counts is lost.
type verdict uint8

const (
	wanted   verdict = iota
	harmless         // has no bearing on the generated code, or is looked up in its node
	refused          // would need other code than is generated
)

// judgeElement is the policy for elements of the namespaces that a WSDL is
// made of. The reason goes with a refusal.
func judgeElement(parent, name xml.Name) (v verdict, reason string) {
	switch name.Space {
	case xsdSpace:
		return judgeSchemaElement(parent.Local, name.Local)
	case wsdlSpace, soapSpace, soap12Space:
		switch name.Local {
		case "fault", "headerfault":
			return harmless, "" // faults are read whatever they hold
		}
	}
	return wanted, ""
}

func judgeSchemaElement(parent, name string) (v verdict, reason string) {
	switch name {
	case "length", "minLength", "maxLength", "pattern", "whiteSpace", "totalDigits", "fractionDigits",
		"minInclusive", "maxInclusive", "minExclusive", "maxExclusive":
		return harmless, "" // the server checks its facets itself
	case "unique", "key", "keyref", "notation":
		return harmless, ""
	case "attributeGroup", "group":
		if parent == "schema" {
			return harmless, "" // refused where it is used
		}
		if name == "group" {
			return refused, "write the elements of the group in its place"
		}
		return refused, "write the attributes of the group in its place"
	case "anyAttribute":
		return harmless, "" // noted in the node around it
	case "choice":
		return refused, "a struct cannot tell which of the alternatives is meant"
	case "any":
		return refused, "only declared elements are read and written"
	case "sequence":
		if parent == "sequence" {
			return refused, "write its elements into the sequence around it"
		}
	case "simpleType":
		if parent == "restriction" {
			return refused, "give it a name, and that as the base"
		}
	case "redefine":
		return refused, "write the types as they are in the end"
	case "restriction":
		switch parent {
		case "complexContent":
			return refused, "a complex type can only extend another"
		case "simpleContent":
			return refused, "simple content can only extend a simple type or another simple content"
		}
	}
	return wanted, ""
}

// judgeAttribute is the policy for attributes without a namespace.
func judgeAttribute(element xml.Name, name, value string) (v verdict, reason string) {
	switch element.Space {
	case xsdSpace:
		return judgeSchemaAttribute(element.Local, name, value)
	case wsdlSpace:
		if name == "parameterOrder" {
			return harmless, "" // a hint for the RPC style
		}
	case soap12Space:
		if name == "soapActionRequired" {
			return harmless, ""
		}
	}
	return wanted, ""
}

func judgeSchemaAttribute(element, name, value string) (v verdict, reason string) {
	switch name {
	case "id", "final", "block", "finalDefault", "blockDefault", "attributeFormDefault":
		return harmless, ""
	case "form":
		return harmless, "" // looked up in the node
	case "memberTypes":
		return harmless, "" // whatever they are, the value is text
	case "mixed":
		if isTrue(value) {
			return refused, "text between elements has no place in a struct"
		}
		return harmless, ""
	case "abstract":
		if element == "element" {
			if isTrue(value) {
				return refused, "substitution groups are not read"
			}
			return harmless, ""
		}
	case "substitutionGroup":
		return refused, "substitution groups are not read"
	case "default", "fixed":
		switch {
		case element != "attribute":
			return refused, "an absent element is read as absent"
		case name == "default":
			return harmless, "" // looked up in the node
		}
	case "minOccurs", "maxOccurs":
		if element == "sequence" || element == "all" {
			if value == "1" {
				return harmless, ""
			}
			return refused, "put the occurrence on the elements of the " + element
		}
	}
	return wanted, ""
}

// isQName tells whether the value of an attribute without a namespace is a
// QName that the model is to hold.
func isQName(element xml.Name, name string) bool {
	switch element.Space {
	case xsdSpace:
		switch name {
		case "type", "base", "ref", "itemType":
			return true
		}
	case wsdlSpace:
		switch name {
		case "element", "type", "message", "binding":
			return true
		}
	case soapSpace, soap12Space:
		return name == "message"
	}
	return false
}

// isTrue is for values of xs:boolean.
func isTrue(value string) bool { return value == "true" || value == "1" }
