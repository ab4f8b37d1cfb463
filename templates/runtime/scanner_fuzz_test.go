package runtime

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// stricter has the reasons for which the scanner refuses documents that
// encoding/xml takes. For any other reason both have to refuse.
var stricter = []string{
	// Namespaces are no concern of encoding/xml's tokens.
	"is not declared",
	"a reserved prefix or namespace is declared",
	"a prefix is declared for no namespace",
	"a tag without a proper name", // :a and a:
	// Well-formedness that it doesn't check.
	"is repeated",
	"is repeated under another prefix",
	"no white space before an attribute",
	"a processing instruction without a proper name",
	"an XML declaration that is not at the start",
	"not a proper XML declaration",
	"text outside of the root element",
	"a second root element",
	"the document has no root element",
	"a control character, which XML does not have", // in comments and instructions
	"not UTF-8", // there too
	"not a character reference, and no entity is ever expanded", // surrogates, and more zeros than anybody writes
	// What the scanner wants no part of.
	"a document type declaration: no entity is ever expanded",
	"markup that does not belong in a document", // <!ELEMENT …>
	"elements are nested too deep",
	"too many attributes",
	"too many different names",
	"too many different namespaces",
	"a name is too long",
	"a namespace is too long",
}

// A tree is an element as both parsers should see it.
type tree struct {
	name     xml.Name
	attrs    []string
	text     string // its own character data
	children []*tree
}

func (e *tree) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "{%s}%s%q%q(", e.name.Space, e.name.Local, e.attrs, e.text)
	for _, c := range e.children {
		b.WriteString(c.String())
	}
	return b.String() + ")"
}

// all lists the element and those in it, in document order.
func (e *tree) all() []*tree {
	list := []*tree{e}
	for _, c := range e.children {
		list = append(list, c.all()...)
	}
	return list
}

// xmlTree reads a document with encoding/xml.
func xmlTree(doc []byte) (*tree, error) {
	outside := new(tree)
	open := []*tree{outside}
	for d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(doc, []byte("\ufeff")))); ; {
		token, err := d.Token()
		if err == io.EOF {
			if len(outside.children) == 0 {
				return nil, io.ErrUnexpectedEOF
			}
			return outside.children[0], nil
		}
		if err != nil {
			return nil, err
		}
		parent := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &tree{name: token.Name}
			for _, a := range token.Attr {
				if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
					e.attrs = append(e.attrs, fmt.Sprintf("{%s}%s=%s", a.Name.Space, a.Name.Local, a.Value))
				}
			}
			parent.children = append(parent.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			parent.text += string(token)
		}
	}
}

// scannerTree reads names and attributes of a document with the scanner.
func scannerTree(r io.Reader) (*tree, error) {
	s := newScanner(r, 1<<20)
	defer s.release()
	var element func() *tree
	element = func() *tree {
		e := &tree{name: xml.Name{Space: s.space(), Local: s.local()}}
		for _, a := range s.current().attrs {
			value, _ := s.attr(a.space, a.local)
			e.attrs = append(e.attrs, fmt.Sprintf("{%s}%s=%s", a.space, a.local, value))
		}
		for s.child() {
			e.children = append(e.children, element())
		}
		return e
	}
	var root *tree
	if s.root() {
		root = element()
	}
	return root, s.finish()
}

// scannerAt opens the element of that number in document order.
func scannerAt(s *scanner, number int) bool {
	var walk func() bool
	walk = func() bool {
		if number--; number < 0 {
			return true
		}
		for s.child() {
			if walk() {
				return true
			}
		}
		return false
	}
	return s.root() && walk()
}

// checkAgainstXML reads a document with the scanner in all ways, and holds what
// it reads against encoding/xml.
func checkAgainstXML(t *testing.T, doc []byte) {
	want, wantErr := xmlTree(doc)
	got, err := scannerTree(bytes.NewReader(doc))
	for kind, r := range map[string]io.Reader{
		"again": bytes.NewReader(doc), "by the byte": iotest.OneByteReader(bytes.NewReader(doc)),
	} {
		again, againErr := scannerTree(r)
		if fmt.Sprint(err) != fmt.Sprint(againErr) || err == nil && again.String() != got.String() {
			t.Fatalf("%s: %v, %v, want %v, %v", kind, again, againErr, got, err)
		}
	}
	skipper := newScanner(bytes.NewReader(doc), 1<<20)
	defer skipper.release()
	skipper.root()
	skipper.skip()
	if skipErr := skipper.finish(); fmt.Sprint(skipErr) != fmt.Sprint(err) {
		t.Fatalf("skipping gives %v, reading %v", skipErr, err)
	}

	if err != nil {
		var decode *DecodeError
		if !errors.As(err, &decode) {
			t.Fatalf("%T: %v", err, err)
		}
		// encoding/xml looks for the version and the encoding in a declaration, and no further.
		inDeclaration := bytes.HasPrefix(doc[decode.Offset:], []byte("<?xml"))
		if wantErr == nil && !inDeclaration && !slices.ContainsFunc(stricter, func(s string) bool { return strings.HasSuffix(decode.Reason, s) }) {
			t.Fatalf("refused: %v", err)
		}
		return
	}
	if wantErr != nil {
		// Its names are those of the fourth edition of XML 1.0, the scanner's of the fifth.
		if strings.Contains(wantErr.Error(), "invalid XML name") && bytes.ContainsFunc(doc, func(r rune) bool { return r > 0x7F }) {
			return
		}
		t.Fatalf("taken, but encoding/xml says %v", wantErr)
	}
	texts := func(e *tree) []string { // of all elements, which scannerTree does not read
		var list []string
		for _, e := range e.all() {
			list, e.text = append(list, e.text), ""
		}
		return list
	}(want)
	if got.String() != want.String() {
		t.Fatalf("read  %v\nwant %v", got, want)
	}
	for i, element := range want.all()[:min(len(texts), 40)] {
		s := newScanner(bytes.NewReader(doc), 1<<20)
		var text string
		if !scannerAt(s, i) {
			t.Fatalf("element %d: %v", i, s.err)
		}
		null := s.null()
		if s.string(&text); text != texts[i] && !null {
			t.Fatalf("text %d is %q, want %q", i, text, texts[i])
		}
		s.release()

		s = newScanner(bytes.NewReader(doc), 1<<20)
		scannerAt(s, i)
		inner := s.inner()
		if bytes.Contains(doc, []byte("type")) || len(inner) > maxInner {
			s.release()
			continue // an xsi:type has another prefix, or may not be a name; and a long one is cut
		}
		if s.err != nil {
			t.Fatalf("inner %d: %v", i, s.err)
		}
		copied, err := xmlTree([]byte("<r>" + inner + "</r>"))
		if err != nil {
			t.Fatalf("inner %d is %s: %v", i, inner, err)
		}
		copied.name, copied.attrs = element.name, element.attrs
		texts := texts[i:]
		for j, e := range copied.all() {
			if e.text != texts[j] {
				t.Fatalf("inner %d is %s: text %q, want %q", i, inner, e.text, texts[j])
			}
			e.text = ""
		}
		if copied.String() != element.String() {
			t.Fatalf("inner %d is %s: %v, want %v", i, inner, copied, element)
		}
		s.release()
	}
}

func FuzzScanner(f *testing.F) {
	for _, doc := range []string{
		sample, string(statusResponse(2)),
		`<a/>`, `<a></a>`, `<a b="1" c='2'/>`, `<a b = "1" ></a >`, `<?xml version="1.0" encoding="utf-8"?><a>x</a>`, "\ufeff<a>t</a>",
		`<p:a xmlns:p="urn:a"><p:b>1</p:b><p:b>2</p:b><c xmlns="urn:c"><d/></c></p:a>`,
		`<p:a xmlns:p="u1"><p:x/><p:a xmlns:p="u2"><p:x/></p:a><p:x/></p:a>`, `<a xmlns="u1"><b xmlns=""><c/></b></a>`,
		`<a>x &amp; y &lt;&#65;&#x42;&gt; ]] z</a>`, `<a><![CDATA[ <raw> & ]] ]]></a>`, `<a>1<!-- c -- --></a>`, `<a>1<!-- c - -->2</a>`,
		"<a>l1\r\nl2\rl3</a>", `<a>]]></a>`, `<a>]]</a>`, `<a><b></a></b>`, `<a>`, `</a>`, `<a/><b/>`, `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`,
		`<a>&nbsp;</a>`, "<a>\x00</a>", "<a>\xff</a>", "<a>ø</a>", "<a b=\"ø &quot; &#xe5;\r\n\tx\"/>", `<a b="1" b="2"/>`,
		`<a xmlns:x="urn:1" xmlns:y="urn:1" x:b="1" y:b="2"/>`, `<x:a/>`, `<a:b:c/>`, `<:a/>`, `<a b=1/>`, `<a b="<"/>`, `<a b="1"c="2"/>`,
		`<?pi some?><a><?pi2?><?x y?>q</a><!-- end -->`, `<a>x<b>y</b>z<c/>w</a>`, "<a>\uffff</a>", `<a>&#0;</a>`, `<a>&#xD800;</a>`,
		`<a i:nil="true" i:type="p:T" xmlns:p="u" xmlns:i="` + xsi + `"><b/></a>`, `<ø/>`, `<a>&#13;&#xD;</a>`, `<a><!----></a>`, `<a><!---></a>`,
		`<a><![CDATA[]]></a>`, `<a><![CDATA[]]]></a>`, `<?xml version="1.1"?><a/>`, `<a>x</a>tail`, `<a`, `<a b`, `<a>&am`, `<a>]]`,
		`<xml:a/>`, `<a xml:lang="no"/>`, `<a><?xml?></a>`, `<a b="]]>">]]&gt;</a>`, `<a b=">"></a>`, `<a><!x></a>`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(checkAgainstXML)
}

// TestScannerAgainstSamples holds the scanner against encoding/xml on the
// documented envelopes.
func TestScannerAgainstSamples(t *testing.T) {
	files := corpusFiles(t)
	for _, doc := range files {
		want, err := xmlTree(doc)
		if err != nil {
			t.Fatal(err)
		}
		got, err := scannerTree(bytes.NewReader(doc))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range want.all() {
			e.text = ""
		}
		if got.String() != want.String() {
			t.Fatalf("read  %v\nwant %v", got, want)
		}
	}
}

// corpusFiles reads the envelopes of the corpus.
func corpusFiles(t *testing.T) [][]byte {
	corpus := os.Getenv("SO_WSDLGEN_CORPUS")
	if corpus == "" {
		t.Skip("SO_WSDLGEN_CORPUS is not set: it names the folder with the published WSDLs and envelopes")
	}
	names, err := filepath.Glob(filepath.Join(corpus, "services*", "envelopes", "*", "*.xml"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no envelopes in %s: %v", corpus, err)
	}
	files := make([][]byte, len(names))
	for i, name := range names {
		if files[i], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
