package wsdl

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

const (
	envelopeSpace   = "http://schemas.xmlsoap.org/soap/envelope/"
	envelope12Space = "http://www.w3.org/2003/05/soap-envelope"
	wsdl20Space     = "http://www.w3.org/ns/wsdl"
)

// The root elements of the documents that are read.
var (
	definitionsName = xml.Name{Space: wsdlSpace, Local: "definitions"}
	schemaName      = xml.Name{Space: xsdSpace, Local: "schema"}
)

// checkRoot refuses a document that is no WSDL and no schema, and says what it
// is instead.
func (r *reader) checkRoot(name xml.Name, at diag.Position) error {
	switch {
	case r.roots[name] != nil:
		return nil
	case strings.EqualFold(name.Local, "html"):
		return r.fatalHTML(at)
	case name.Local == "Envelope" && (name.Space == envelopeSpace || name.Space == envelope12Space):
		return r.fatal(at, "a SOAP envelope, not a WSDL: download the WSDL from the service's address with ?singleWsdl")
	case name == xml.Name{Space: wsdl20Space, Local: "description"}:
		return r.fatal(at, "a WSDL of version 2.0: only version 1.1 is read")
	}
	return r.fatal(at, fmt.Sprintf("not a WSDL: the root element is %s, not wsdl:definitions", display(name)))
}

func (r *reader) fatalHTML(at diag.Position) error {
	return r.fatal(at, "an HTML page, not a WSDL: probably a login or error page was saved in its place")
}

// looksLikeHTML is asked once a document turned out not to be a WSDL.
func looksLikeHTML(text []byte) bool {
	start := bytes.ToLower(text[:min(len(text), 1024)])
	return bytes.Contains(start, []byte("<html")) || bytes.Contains(start, []byte("<!doctype html"))
}
