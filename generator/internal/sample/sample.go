// Package sample writes sample envelopes of operations from the model: in the
// form that the vendor's documentation prints, and as they really travel.
package sample

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

const (
	soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
	soap12 = "http://www.w3.org/2003/05/soap-envelope"
	xsi    = "http://www.w3.org/2001/XMLSchema-instance"
	xsd    = "http://www.w3.org/2001/XMLSchema"
	xmlNS  = "http://www.w3.org/XML/1998/namespace"
)

// The credentials of the documentation.
const (
	sampleToken  = "1234567-1234-9876"
	sampleTicket = "7T:1234abcxyzExample=="
)

// blocks are the header fields that an operation declares.
func blocks(header *ir.Type, indexes []int) []*ir.Field {
	var fields []*ir.Field
	for _, i := range indexes {
		fields = append(fields, header.Fields[i])
	}
	return fields
}

// firstValue is the first value of an enumeration.
func firstValue(t *ir.Type) string {
	if len(t.Values) == 0 {
		return ""
	}
	return t.Values[0].Text
}

// textOf is the text that a struct or one of its bases has in place of elements.
func textOf(t *ir.Type) *ir.Field {
	for ; t != nil; t = t.Base {
		if t.Text != nil {
			return t.Text
		}
	}
	return nil
}

// attributes are those of a struct as they stand in its start tag.
func (s *scope) attributes(t *ir.Type, text func(*ir.Field) string) string {
	var b strings.Builder
	for _, f := range t.Fixed {
		fmt.Fprintf(&b, ` %s="%s"`, s.qualified(f.Name), escape(f.Value))
	}
	for _, f := range t.Attributes {
		fmt.Fprintf(&b, ` %s="%s"`, s.qualified(f.Name), escape(text(f)))
	}
	return b.String()
}

// lines are the text of an envelope while it is written.
type lines struct{ bytes.Buffer }

func (l *lines) line(indent int, format string, args ...any) {
	l.WriteString(strings.Repeat(" ", indent))
	fmt.Fprintf(l, format, args...)
	l.WriteByte('\n')
}

// escape makes text fit for an element and for an attribute.
func escape(text string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	return b.String()
}
