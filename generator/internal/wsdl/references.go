package wsdl

import (
	"bytes"
	"encoding/xml"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// References are the places where a document gives the location of another that
// it imports or includes. What is wrong with the document is left to Load.
func References(file source.File) []source.Reference {
	if !mayRefer(file.Data) {
		return nil
	}
	var problems diag.List
	r, err := newReader(file.Name, file.Data, rootShapes(), &problems)
	for err == nil {
		_, err = r.Token()
	}
	if r == nil {
		return nil
	}
	var references []source.Reference
	for _, n := range r.nodes {
		attribute := ""
		switch n.name {
		case xml.Name{Space: wsdlSpace, Local: "import"}:
			attribute = "location"
		case xml.Name{Space: xsdSpace, Local: "import"}, xml.Name{Space: xsdSpace, Local: "include"}:
			attribute = "schemaLocation"
		}
		if location, ok := n.attr(attribute); ok && location != "" {
			references = append(references, source.Reference{Pos: n.pos, Location: location})
		}
	}
	return references
}

// mayRefer tells at little cost that a document has no reference. Published
// WSDLs are in one piece: their imports name a namespace alone.
func mayRefer(data []byte) bool {
	text, _, err := toUTF8(data)
	if err != nil {
		return false
	}
	for _, word := range []string{"import", "include"} {
		rest := text
		for {
			_, after, found := bytes.Cut(rest, []byte(word))
			if !found {
				break
			}
			tag, _, _ := bytes.Cut(after, []byte(">"))
			if bytes.Contains(tag, []byte("ocation")) {
				return true
			}
			rest = after
		}
	}
	return false
}
