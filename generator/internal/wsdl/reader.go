package wsdl

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// maxDepth is far above what a WSDL needs, and bounds every recursion over one.
const maxDepth = 256

// errReported ends the reading of a document whose problem is in the list.
var errReported = errors.New("reported")

// A reader is the xml.TokenReader that stands between a document and gowsdl.
// It sees to it that the document is well-formed and forwards what the model
// can hold, with every name resolved; what becomes of the rest is in admit.go.
type reader struct {
	file     string
	text     []byte
	decoder  *xml.Decoder
	scope    scope
	stack    []frame
	roots    map[xml.Name]*shape // by the name of the root element
	nodes    nodes
	problems *diag.List
}

// A frame is an element that has begun and not yet ended.
type frame struct {
	written   xml.Name // with its prefix
	before    []binding
	role      role
	node      *node           // its own, or that of the element which it describes
	forwarded xml.Name        // where it is modelled
	shape     *shape          // where it is modelled
	seen      map[string]bool // where it is modelled: the children so far
	text      *strings.Builder
}

func newReader(file string, data []byte, roots map[xml.Name]*shape, problems *diag.List) (*reader, error) {
	r := &reader{file: file, scope: newScope(), roots: roots, problems: problems}
	text, encoding, err := toUTF8(data)
	if err != nil {
		return nil, r.fatal(diag.Position{File: file}, err.Error())
	}
	r.text = text
	r.decoder = xml.NewDecoder(bytes.NewReader(text))
	r.decoder.CharsetReader = charsetReader(encoding)
	return r, nil
}

func (r *reader) position() diag.Position {
	line, col := r.decoder.InputPos()
	return diag.Position{File: r.file, Line: line, Col: col}
}

func (r *reader) fatal(at diag.Position, message string) error {
	r.problems.Addf(at, "%s", message)
	return errReported
}

// Token implements xml.TokenReader. Every error but io.EOF is reported already.
func (r *reader) Token() (xml.Token, error) {
	for {
		at := r.position()
		token, err := r.decoder.RawToken()
		switch {
		case err == io.EOF:
			return nil, r.atEnd(at)
		case err != nil:
			return nil, r.malformed(err)
		}
		var forwarded xml.Token
		switch t := token.(type) {
		case xml.StartElement:
			forwarded, err = r.start(t, at)
		case xml.EndElement:
			forwarded, err = r.end(t, at)
		case xml.CharData:
			err = r.chars(t, at)
		case xml.Directive:
			err = r.directive(at)
		case xml.ProcInst:
			if t.Target == "xml" && (at.Line > 1 || at.Col > 1) {
				err = r.fatal(at, "the XML declaration must be the first thing in the file")
			}
		}
		if forwarded != nil || err != nil {
			return forwarded, err
		}
	}
}

func (r *reader) start(t xml.StartElement, at diag.Position) (xml.Token, error) {
	switch {
	case len(r.stack) == 0 && len(r.nodes) > 0:
		return nil, r.fatal(at, fmt.Sprintf("<%s> after the end of the document: remove it", written(t.Name)))
	case len(r.stack) == maxDepth:
		return nil, r.fatal(at, fmt.Sprintf("elements are nested deeper than %d", maxDepth))
	}
	f := frame{written: t.Name, before: r.scope.enter(t.Attr)}
	name, attrs, err := r.resolve(t)
	if err != nil {
		return nil, r.fatal(at, err.Error())
	}
	if len(r.stack) == 0 {
		if err := r.checkRoot(name, at); err != nil {
			return nil, err
		}
		f.role, f.shape = modelled, r.roots[name]
	} else {
		r.place(&f, &r.stack[len(r.stack)-1], name, attrs, at)
	}
	var forwarded xml.Token
	if f.role == modelled {
		forwarded = r.forward(&f, name, attrs, at)
	}
	r.stack = append(r.stack, f)
	return forwarded, nil
}

// resolve gives an element and its attributes their namespaces, and leaves the
// namespace declarations out.
func (r *reader) resolve(t xml.StartElement) (name xml.Name, attrs []xml.Attr, err error) {
	if name, err = r.scope.resolve(t.Name); err != nil {
		return name, nil, err
	}
	seen := make(map[xml.Name]bool, len(t.Attr))
	attrs = t.Attr[:0]
	for _, a := range t.Attr {
		declaration := isDeclaration(a.Name)
		if a.Name.Space != "" && !declaration { // without a prefix it is in no namespace
			if a.Name, err = r.scope.resolve(a.Name); err != nil {
				return name, nil, err
			}
		}
		if seen[a.Name] {
			return name, nil, fmt.Errorf("not well-formed XML: <%s> has the attribute %s twice", written(t.Name), a.Name.Local)
		}
		seen[a.Name] = true
		if !declaration {
			attrs = append(attrs, a)
		}
	}
	return name, attrs, nil
}

func (r *reader) end(t xml.EndElement, at diag.Position) (xml.Token, error) {
	if len(r.stack) == 0 {
		return nil, r.fatal(at, fmt.Sprintf("not well-formed XML: </%s> ends nothing", written(t.Name)))
	}
	f := r.stack[len(r.stack)-1]
	if t.Name != f.written {
		return nil, r.fatal(at, fmt.Sprintf("not well-formed XML: </%s> stands where <%s> has to end", written(t.Name), written(f.written)))
	}
	r.stack = r.stack[:len(r.stack)-1]
	r.scope.leave(f.before)
	if f.role != modelled {
		return nil, nil
	}
	return xml.EndElement{Name: f.forwarded}, nil
}

func (r *reader) chars(text xml.CharData, at diag.Position) error {
	if len(r.stack) > 0 {
		if f := r.stack[len(r.stack)-1]; f.text != nil {
			f.text.Write(text)
		}
		return nil
	}
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return nil
	case len(r.nodes) == 0:
		return r.fatal(at, "not a WSDL: the file begins with text, not with an XML element")
	}
	return r.fatal(at, "text after the end of the document: remove it")
}

func (r *reader) directive(at diag.Position) error {
	if looksLikeHTML(r.text) {
		return r.fatalHTML(at)
	}
	return r.fatal(at, "a DOCTYPE is not allowed in a WSDL: remove it")
}

// malformed reports what the decoder found wrong, at the place it has reached.
func (r *reader) malformed(err error) error {
	var (
		syntax  *xml.SyntaxError
		charset charsetError
	)
	switch {
	case len(r.nodes) == 0 && looksLikeHTML(r.text):
		return r.fatalHTML(r.position())
	case errors.As(err, &charset):
		return r.fatal(r.position(), charset.Error())
	case errors.As(err, &syntax):
		return r.fatal(r.position(), "not well-formed XML: "+plainly(syntax.Msg))
	}
	return r.fatal(r.position(), strings.TrimPrefix(err.Error(), "xml: "))
}

// plainly says what encoding/xml says, with what to do about it where the cause is
// known.
func plainly(message string) string {
	switch message {
	case "unexpected EOF":
		return "the file ends inside a tag: download it again"
	case "invalid UTF-8":
		return "invalid UTF-8: save the file as UTF-8, or declare the encoding that it is in"
	}
	return message
}

func (r *reader) atEnd(at diag.Position) error {
	switch {
	case len(r.stack) > 0:
		return r.fatal(at, fmt.Sprintf("the file ends before </%s>: download it again", written(r.stack[len(r.stack)-1].written)))
	case len(r.nodes) == 0:
		return r.fatal(at, "not a WSDL: the file holds no XML element")
	}
	return io.EOF
}

// written is a name as it stands in the document.
func written(name xml.Name) string {
	if name.Space == "" {
		return name.Local
	}
	return name.Space + ":" + name.Local
}
