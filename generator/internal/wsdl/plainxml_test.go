package wsdl_test

import (
	"encoding/xml"
	"fmt"
	"maps"
	"strings"
)

// An element is any XML element: what encoding/xml makes of a WSDL by itself.
// It describes a document as describeDocument does, and shares no code with
// the package under test.
type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Kids    []*element `xml:",any"`
	Text    string     `xml:",chardata"`

	prefixes map[string]string
}

// scope gives every element the prefixes that hold where it stands.
func (e *element) scope(prefixes map[string]string) {
	e.prefixes = maps.Clone(prefixes)
	for _, a := range e.Attrs {
		if a.Name.Space == "xmlns" {
			e.prefixes[a.Name.Local] = a.Value
		} else if a.Name.Local == "xmlns" {
			e.prefixes[""] = a.Value
		}
	}
	for _, kid := range e.Kids {
		kid.scope(e.prefixes)
	}
}

func (e *element) attr(name, otherwise string) string {
	for _, a := range e.Attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return otherwise
}

func (e *element) qname(attr string) string {
	prefix, local, ok := strings.Cut(e.attr(attr, ""), ":")
	if !ok {
		prefix, local = "", prefix
	}
	return "{" + e.prefixes[prefix] + "}" + local
}

// all are the elements of a name below e, at whatever depth the path says.
func (e *element) all(path ...string) []*element {
	var found []*element
	for _, kid := range e.Kids {
		if kid.XMLName.Local != path[0] {
			continue
		}
		if len(path) == 1 {
			found = append(found, kid)
		} else {
			found = append(found, kid.all(path[1:]...)...)
		}
	}
	return found
}

// named is the definition that a resolved name means; WSDL names are unique in
// these files by their local part.
func (e *element) named(kind, name string) *element {
	local := name[strings.LastIndex(name, "}")+1:]
	for _, kid := range e.all(kind) {
		if kid.attr("name", "") == local {
			return kid
		}
	}
	return &element{}
}

func (e *element) describe() []string {
	var lines []string
	for _, s := range e.all("types", "schema") {
		space := s.attr("targetNamespace", "")
		lines = append(lines, "schema "+space)
		for _, kid := range s.all("element") {
			lines = append(lines, kid.describeElement(space)...)
		}
		for _, kid := range s.Kids {
			switch kid.XMLName.Local {
			case "complexType", "simpleType":
				lines = append(lines, kid.describeType(space)...)
			}
		}
	}
	for _, port := range e.all("service", "port") {
		lines = append(lines, fmt.Sprint("port ", port.attr("name", ""), " ", port.all("address")[0].attr("location", "")))
		binding := e.named("binding", port.qname("binding"))
		for _, declared := range e.named("portType", binding.qname("type")).all("operation") {
			lines = append(lines, e.describeOperation(declared, binding.named("operation", declared.attr("name", "")))...)
		}
	}
	return lines
}

func (e *element) describeOperation(declared, bound *element) []string {
	lines := []string{fmt.Sprint("operation ", declared.attr("name", ""), " ", bound.all("operation")[0].attr("soapAction", ""))}
	for _, way := range []string{"input", "output"} {
		for _, d := range declared.all(way) {
			message := e.named("message", d.qname("message"))
			lines = append(lines, "body "+message.all("part")[0].qname("element"))
			for _, header := range bound.all(way, "header") {
				message := e.named("message", header.qname("message"))
				lines = append(lines, "header "+message.named("part", header.attr("part", "")).qname("element"))
			}
		}
	}
	return lines
}

func (e *element) describeElement(space string) []string {
	name := e.attr("name", "")
	most := strings.ReplaceAll(e.attr("maxOccurs", "1"), "unbounded", "-1")
	line := fmt.Sprintf("element {%s}%s %s..%s nillable=%s", space, name, e.attr("minOccurs", "1"), most, e.attr("nillable", "false"))
	if e.attr("type", "") != "" {
		return []string{line + " of " + e.qname("type")}
	}
	lines := []string{line}
	for _, kid := range append(e.all("complexType"), e.all("simpleType")...) {
		lines = append(lines, kid.describeType(space)...)
	}
	return lines
}

func (e *element) describeType(space string) []string {
	line := "type"
	if name := e.attr("name", ""); name != "" {
		line += " {" + space + "}" + name
	}
	if e.attr("abstract", "") == "true" {
		line += " abstract"
	}
	for _, kid := range append(e.all("complexContent", "extension"), e.all("restriction")...) {
		line += " from " + kid.qname("base")
	}
	for _, kid := range e.all("annotation", "appinfo", "IsDictionary") {
		if kid.Text == "true" {
			line += " dictionary"
		}
	}
	lines := []string{line}
	for _, kid := range append(e.all("sequence", "element"), e.all("complexContent", "extension", "sequence", "element")...) {
		lines = append(lines, kid.describeElement(space)...)
	}
	for _, kid := range e.all("list", "simpleType") {
		lines = append(lines, kid.describeType(space)...)
	}
	for _, kid := range e.all("restriction", "enumeration") {
		lines = append(lines, "enumeration "+kid.attr("value", ""))
	}
	return lines
}
