package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// open returns a scanner at the root element of doc.
func open(t *testing.T, doc string) *scanner {
	t.Helper()
	s := newScanner(strings.NewReader(doc), 1<<20)
	t.Cleanup(s.release)
	if !s.root() {
		t.Fatalf("root of %q: %v", doc, s.err)
	}
	return s
}

// outline reads all elements with their attributes: a{ns:b[x=1]{}}.
func outline(s *scanner) (string, error) {
	var b strings.Builder
	var walk func()
	walk = func() {
		if s.space() != "" {
			b.WriteString(s.space() + ":")
		}
		b.WriteString(s.local())
		for _, a := range s.current().attrs {
			fmt.Fprintf(&b, "[%s %s=%q]", a.space, a.local, a.value)
		}
		b.WriteString("{")
		for s.child() {
			walk()
		}
		b.WriteString("}")
	}
	if s.root() {
		walk()
	}
	return b.String(), s.finish()
}

func outlineOf(r io.Reader) (string, error) {
	s := newScanner(r, 1<<20)
	defer s.release()
	return outline(s)
}

func TestScannerElements(t *testing.T) {
	for _, test := range []struct{ doc, want string }{
		{`<a/>`, `a{}`},
		{`<a></a>`, `a{}`},
		{"<a ></a\t>", `a{}`},
		{"\ufeff<?xml version='1.0' encoding=\"UTF-8\" standalone='no' ?>\n<!-- c --><?p i?>\n<a/> <!-- d --> <?p?>\n", `a{}`},
		{`<a> t <b/> <![CDATA[<c/>]]> <!-- <d/> --><?e <f/>?><g>u</g></a>`, `a{b{}g{}}`},
		{`<a xmlns="u"><b/><c xmlns=""><d/></c><e xmlns="v"/><f/></a>`, `u:a{u:b{}c{d{}}v:e{}u:f{}}`},
		{`<p:a xmlns:p="u"><p:b xmlns:p="v"><p:c/></p:b><p:b/><p:c/></p:a>`, `u:a{v:b{v:c{}}u:b{}u:c{}}`},
		{`<p:a p:x="1" y="2" xmlns:p="u"/>`, `u:a[u x="1"][ y="2"]{}`},
		{`<a xml:lang="nb"/>`, `a[http://www.w3.org/XML/1998/namespace lang="nb"]{}`},
		{"<a x='&lt;&#65;\"]]>' y = \"a\r\nb\rc\t'>\"/>", `a[ x="<A\"]]>"][ y="a\nb\nc\t'>"]{}`},
		{`<æ-1.b å="ø"/>`, `æ-1.b[ å="ø"]{}`},
		{`<a xmlns="u" x="1"><b xmlns:p="u" p:x="1" x="2"/></a>`, `u:a[ x="1"]{u:b[u x="1"][ x="2"]{}}`},
	} {
		for round := range 3 { // a scanner that has met the names before
			got, err := outlineOf(strings.NewReader(test.doc))
			if err != nil || got != test.want {
				t.Errorf("round %d: %q is %s, %v, want %s", round, test.doc, got, err, test.want)
			}
		}
	}
}

func TestScannerText(t *testing.T) {
	for _, test := range []struct{ content, want string }{
		{``, ``},
		{`plain`, `plain`},
		{` white  space `, ` white  space `},
		{"long enough for words of eight bytes æøå 日本語 \U0001F600 and on", "long enough for words of eight bytes æøå 日本語 \U0001F600 and on"},
		{`a &amp; b &lt;c&gt; &quot;&apos;&#x41;&#65;`, `a & b <c> "'AA`},
		{"a\r\nb\rc\nd\r\r\n", "a\nb\nc\nd\n\n"},
		{"&#13;&#10;&#9;", "\r\n\t"},
		{`a<![CDATA[<b>&amp;]]]]>c`, `a<b>&amp;]]c`},
		{"<![CDATA[\r\n]]>", "\n"},
		{`a<!-- no - -->b<?no no?>c`, `abc`},
		{`a<b>no<c/></b>d<e/>f`, `adf`},
		{`]] > ]>`, `]] > ]>`},
	} {
		s := open(t, `<r><v>`+test.content+`</v><w>next</w></r>`)
		s.child()
		if got := string(s.text()); got != test.want {
			t.Errorf("text of %q is %q, want %q", test.content, got, test.want)
		}
		if !s.child() || string(s.text()) != "next" || s.child() || s.finish() != nil {
			t.Errorf("after %q: %v", test.content, s.err)
		}
	}
}

func TestScannerRefuses(t *testing.T) {
	long := strings.Repeat("x", maxNameLength+1)
	attributes, names, namespaces := "", "", ""
	for i := range maxAttributes + 1 {
		attributes += fmt.Sprintf(" a%d=''", i)
	}
	for i := range maxTags + 1 {
		names += fmt.Sprintf("<refused%d/>", i)
	}
	for i := range maxScopes + 1 {
		namespaces += fmt.Sprintf("<a xmlns='refused:%d'/>", i)
	}
	for _, test := range []struct{ doc, want string }{
		{`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, `byte 0: a document type declaration: no entity is ever expanded`},
		{`<a><!DOCTYPE a></a>`, `byte 3, a: a document type declaration: no entity is ever expanded`},
		{`<a><!ELEMENT a></a>`, `byte 3, a: markup that does not belong in a document`},
		{`<![CDATA[x]]><a/>`, `byte 0: markup that does not belong in a document`},
		{`<a>&x;</a>`, `byte 3, a: not a character reference, and no entity is ever expanded`},
		{`<a>1 & 2</a>`, `byte 5, a: not a character reference, and no entity is ever expanded`},
		{`<a><b>x]]></b></a>`, `byte 7, a/b: a ]]> inside of text`},
		{"<a>\x01</a>", `byte 3, a: a control character, which XML does not have`},
		{"<a><![CDATA[ab\x00]]></a>", `byte 14, a: a control character, which XML does not have`},
		{"<a><!-- \xff --></a>", `byte 8, a: not UTF-8`},
		{"<a>\xed\xa0\x80</a>", `byte 3, a: not UTF-8`},
		{"<a>\xef\xbf\xbe</a>", `byte 3, a: not UTF-8`},
		{"<a x='\x02'/>", `byte 0: a control character, which XML does not have`},
		{"\xff\xfe<\x00a\x00", `byte 0: not UTF-8`},
		{`x<a/>`, `byte 0: text outside of the root element`},
		{`<a/>x`, `byte 4: text outside of the root element`},
		{`<a/><b/>`, `byte 4: a second root element`},
		{`<a/></a>`, `byte 4: an end tag outside of the root element`},
		{`</a>`, `byte 0: an end tag outside of the root element`},
		{`<a><b></a></b>`, `byte 6, a/b: the end tag is not that of b`},
		{`<a><b></bb></a>`, `byte 6, a/b: the end tag is not that of b`},
		{`<a xmlns:p="u" xmlns:q="u"><p:b></q:b></a>`, `byte 32, a/b: the end tag is not that of p:b`},
		{`<a></ a>`, `byte 3, a: the end tag is not that of a`},
		{`<a><!-- -- --></a>`, `byte 10, a: a -- inside of a comment`},
		{`<a><!- --></a>`, `byte 3, a: markup that does not belong in a document`},
		{`<a><![cdata[x]]></a>`, `byte 3, a: markup that does not belong in a document`},
		{`<p:a/>`, `byte 0: the prefix p is not declared`},
		{`<a><b p:x=""/></a>`, `byte 3, a: the prefix p is not declared`},
		{`<a><b xmlns:p="u"/><p:c/></a>`, `byte 19, a: the prefix p is not declared`},
		{`<a x="1" x="2"/>`, `byte 0: the attribute x is repeated`},
		{`<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>`, `byte 0: the attribute q:x is repeated under another prefix`},
		{`<a xmlns="u" xmlns="v"/>`, `byte 0: the attribute xmlns is repeated`},
		{`<a xmlns:p=""/>`, `byte 0: a prefix is declared for no namespace`},
		{`<a xmlns:xml="u"/>`, `byte 0: a reserved prefix or namespace is declared`},
		{`<a xmlns:xmlns="u"/>`, `byte 0: a reserved prefix or namespace is declared`},
		{`<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>`, `byte 0: a reserved prefix or namespace is declared`},
		{`<a xmlns="http://www.w3.org/2000/xmlns/"/>`, `byte 0: a reserved prefix or namespace is declared`},
		{`<a:b:c/>`, `byte 0: a tag without a proper name`},
		{`<:a/>`, `byte 0: a tag without a proper name`},
		{`<a:/>`, `byte 0: a tag without a proper name`},
		{`<1/>`, `byte 0: a tag without a proper name`},
		{`< a/>`, `byte 0: a tag without a proper name`},
		{`<>`, `byte 0: a tag without a proper name`},
		{`<a -="1"/>`, `byte 0: a tag without a proper name`},
		{`<a×/>`, `byte 0: a tag without a proper name`},
		{`<a / >`, `byte 0: a tag without a proper name`},
		{`<a x/>`, `byte 0: the attribute x has no value`},
		{`<a x=1/>`, `byte 0: the value of the attribute x has no quotes`},
		{`<a x="1"y="2"/>`, `byte 0: no white space before an attribute`},
		{`<a x="<"/>`, `byte 0: a < inside of an attribute`},
		{`<a <b/>`, `byte 0: a < inside of a tag`},
		{`<a ` + attributes + `/>`, `byte 0: too many attributes`},
		{strings.Repeat("<a>", maxDepth+1), `elements are nested too deep`},
		{`<` + long + `/>`, `byte 0: a name is too long`},
		{`<a xmlns="` + long + `"/>`, `byte 0: a namespace is too long`},
		{`<a>` + names + `</a>`, `too many different names`},
		{`<a>` + namespaces + `</a>`, `too many different namespaces`},
		{` <?xml version="1.0"?><a/>`, `byte 1: an XML declaration that is not at the start`},
		{`<a><?XML x?></a>`, `byte 3, a: an XML declaration that is not at the start`},
		{`<?xml version="1.1"?><a/>`, `byte 0: not XML 1.0`},
		{`<?xml version="1.0" encoding="utf-16"?><a/>`, `byte 0: the encoding is not UTF-8`},
		{`<?xml encoding="utf-8"?><a/>`, `byte 0: not a proper XML declaration`},
		{`<?xml version="1.0" standalone="no" encoding="utf-8"?><a/>`, `byte 0: not a proper XML declaration`},
		{`<?xml version="1.0" x="y"?><a/>`, `byte 0: not a proper XML declaration`},
		{`<?xml ?><a/>`, `byte 0: not a proper XML declaration`},
		{`<?xml version="1.0'?><a/>`, `byte 0: the value of the attribute version has no quotes`},
		{`<? x?><a/>`, `byte 0: a processing instruction without a proper name`},
		{`<a><?p?x?></a>`, `byte 3, a: a processing instruction without a proper name`},
		{`<a><?p:x y?></a>`, `byte 3, a: a processing instruction without a proper name`},
	} {
		got, err := outlineOf(strings.NewReader(test.doc))
		var decode *DecodeError
		if !errors.As(err, &decode) || !strings.Contains(err.Error()+"$", test.want+"$") {
			t.Errorf("%.60q is %.60s, %.200v, want %s", test.doc, got, err, test.want)
		}
		skipper := newScanner(strings.NewReader(test.doc), 1<<20)
		skipper.root()
		skipper.skip()
		if skipper.finish() == nil {
			t.Errorf("%.60q is skipped without an error", test.doc)
		}
		skipper.release()
	}
}

// sample has one of everything.
const sample = "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- é --><?p q?><s:a xmlns:s='urn:s' x=\"&#228;ö>\"><b xmlns=\"urn:b\">te&amp;xt\r\né</b>" +
	"<c i:nil='true' xmlns:i='" + xsi + "'/> <![CDATA[<é]]> <!-- é --><?p é?><d><e></e ></d></s:a> <!-- x --><?y z?>\n"

// TestScannerCutShort cuts a document at each byte.
func TestScannerCutShort(t *testing.T) {
	whole := strings.Index(sample, "</s:a>") + len("</s:a>")
	for i := range len(sample) {
		rest := strings.Trim(sample[min(i, whole):i], "\n ")
		complete := i >= whole && (rest == "" || rest == "<!-- x -->" || rest == "<!-- x --><?y z?>")
		for _, read := range []func(io.Reader) error{
			func(r io.Reader) error { _, err := outlineOf(r); return err },
			func(r io.Reader) error {
				s := newScanner(r, 1<<20)
				defer s.release()
				s.root()
				s.text()
				return s.finish()
			},
			func(r io.Reader) error {
				s := newScanner(r, 1<<20)
				defer s.release()
				s.root()
				s.inner()
				return s.finish()
			},
		} {
			err := read(strings.NewReader(sample[:i]))
			if complete && err != nil || !complete && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("cut to %q: %v", sample[:i], err)
			}
		}
	}
}

// TestScannerReaders reads the same from readers of all kinds.
func TestScannerReaders(t *testing.T) {
	for name, doc := range map[string]string{
		"sample":   sample,
		"response": string(statusResponse(200)),
		"long":     "<a><b>" + strings.Repeat("é&amp;\r\n]", 10_000) + "</b><c x='" + strings.Repeat("é", 20_000) + "'/></a>",
	} {
		want, err := outlineOf(strings.NewReader(doc))
		if err != nil {
			t.Fatal(err)
		}
		text := func(r io.Reader) string {
			s := newScanner(r, 1<<20)
			defer s.release()
			s.root()
			s.child()
			s.child()
			v := s.inner()
			if s.err != nil {
				t.Errorf("%s: %v", name, s.err)
			}
			return v
		}
		wantText := text(strings.NewReader(doc))
		for kind, wrap := range map[string]func(io.Reader) io.Reader{
			"one byte":       iotest.OneByteReader,
			"half":           iotest.HalfReader,
			"data with EOF":  iotest.DataErrReader,
			"4 kB":           func(r io.Reader) io.Reader { return &sizedReader{r, 4 << 10} },
			"5 bytes, empty": func(r io.Reader) io.Reader { return &stutter{r: &sizedReader{r, 5}} },
		} {
			if got, err := outlineOf(wrap(strings.NewReader(doc))); err != nil || got != want {
				t.Errorf("%s from a reader of %s: %v", name, kind, err)
			}
			if text(wrap(strings.NewReader(doc))) != wantText {
				t.Errorf("%s from a reader of %s: another text", name, kind)
			}
		}
	}
}

type sizedReader struct {
	r    io.Reader
	size int
}

func (r *sizedReader) Read(p []byte) (int, error) { return r.r.Read(p[:min(len(p), r.size)]) }

// stutter returns nothing every other time.
type stutter struct {
	r     io.Reader
	empty bool
}

func (r *stutter) Read(p []byte) (int, error) {
	if r.empty = !r.empty; r.empty {
		return 0, nil
	}
	return r.r.Read(p)
}

func TestScannerReaderErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, want := range []error{context.Canceled, broken, io.ErrUnexpectedEOF} {
		_, err := outlineOf(io.MultiReader(strings.NewReader("<a><b>x"), iotest.ErrReader(want)))
		var decode *DecodeError
		if !errors.Is(err, want) || !errors.As(err, &decode) || decode.Path != "a/b" || decode.Offset != 6 {
			t.Errorf("reader error %v became %v", want, err)
		}
	}
	if _, err := outlineOf(io.MultiReader(strings.NewReader("<a/>"), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("an error after the root element became %v", err)
	}
	if _, err := outlineOf(silent{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a reader without progress: %v", err)
	}
}

type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }

func TestScannerLimit(t *testing.T) {
	doc := `<a>` + strings.Repeat("x", 100_000) + `</a>`
	for _, test := range []struct {
		doc   string
		limit int64
		large bool
	}{
		{doc, int64(len(doc)), false},
		{doc, int64(len(doc)) - 1, true},
		{doc, math.MaxInt64, false},
		{doc + " ", int64(len(doc)), true},
		{doc, 0, true},
	} {
		s := newScanner(strings.NewReader(test.doc), test.limit)
		s.root()
		s.text()
		if err := s.finish(); errors.Is(err, errTooLarge) != test.large || !test.large && err != nil {
			t.Errorf("%d bytes with a limit of %d: %v", len(test.doc), test.limit, err)
		}
		s.release()
	}
}

// TestScannerAllow counts the limit anew for each item of a stream.
func TestScannerAllow(t *testing.T) {
	item := "<b>" + strings.Repeat("x", 50_000) + "</b>"
	for _, test := range []struct {
		allowed int64
		want    string
	}{
		{int64(len(item)) + 1, "100 items, <nil>"},
		{1, "more than 1 bytes: document too large"},
		{40_000, "more than 40000 bytes: document too large"},
	} {
		s := newScanner(strings.NewReader("<a>"+strings.Repeat(item, 100)+"</a>"), 10)
		items := 0
		for s.root(); s.child(); items++ {
			s.allow(test.allowed)
			s.text()
		}
		if got := fmt.Sprintf("%d items, %v", items, s.finish()); !strings.HasSuffix(got, test.want) {
			t.Errorf("with %d bytes for each: %s", test.allowed, got)
		}
		s.release()
	}
}

// TestScannerStickyError calls every method after an error.
func TestScannerStickyError(t *testing.T) {
	s := open(t, `<a><b>x</b><c/></a>`)
	s.child()
	s.fail("first")
	s.fail("second")
	text, number, when, raw := "set", int32(1), time.Now(), []byte("set")
	s.string(&text)
	s.int32(&number)
	s.dateTime(&when)
	s.bytes(&raw)
	s.skip()
	_, attr := s.attr("", "x")
	_, typed := s.typeName()
	if text != "" || number != 0 || !when.IsZero() || raw != nil || attr || typed || s.root() || s.child() || s.text() != nil ||
		s.inner() != "" || s.null() || s.local() != "" || s.space() != "" || s.is("", "b") || !s.failed() {
		t.Error("a value after an error")
	}
	if err := s.finish(); err == nil || err.Error() != "xml at byte 6, a/b: first" {
		t.Errorf("finish returns %v", err)
	}
}

func TestScannerCurrentElement(t *testing.T) {
	s := open(t, `<a xmlns="u" xmlns:p="v" x="1" p:x="&lt;2&gt;"><p:b><c/></p:b></a>`)
	if v, ok := s.attr("", "x"); !ok || v != "1" {
		t.Errorf("x is %q, %t", v, ok)
	}
	if v, ok := s.attr("v", "x"); !ok || v != "<2>" {
		t.Errorf("p:x is %q, %t", v, ok)
	}
	if v, ok := s.attr("u", "x"); ok {
		t.Errorf("an attribute in the default namespace: %q", v)
	}
	s.child()
	if !s.is("v", "b") || s.is("u", "b") || s.is("v", "c") || len(s.stack) != 2 {
		t.Errorf("at {%s}%s, depth %d", s.space(), s.local(), len(s.stack))
	}
	s.child()
	if !s.is("u", "c") || len(s.stack) != 3 || s.child() || !s.is("v", "b") || len(s.stack) != 2 || s.child() || !s.is("u", "a") || s.child() {
		t.Errorf("at {%s}%s, depth %d, %v", s.space(), s.local(), len(s.stack), s.err)
	}
	if len(s.stack) != 0 || s.local() != "" || s.child() || s.finish() != nil {
		t.Errorf("after the root: %v", s.err)
	}
}

func TestScannerMisuse(t *testing.T) {
	s := open(t, `<a><b/></a>`)
	if err := s.finish(); err == nil {
		t.Error("finish inside of the root element gives no error")
	}
	s = newScanner(strings.NewReader(`<a/>`), 1<<20)
	if err := s.finish(); err == nil {
		t.Error("finish in front of the root element gives no error")
	}
	s.release()
	s = open(t, `<a/>`)
	s.skip()
	s.skip()
	s.strict = true
	var v int32
	if s.int32(&v); s.err == nil {
		t.Error("a value behind the root element gives no error")
	}
}

func TestScannerTypeName(t *testing.T) {
	for _, test := range []struct{ attrs, want string }{
		{`i:type="T"`, `{d}T`},
		{`i:type=" q:T&#10;"`, `{u}T`},
		{`i:type="q:T" xmlns:q="v"`, `{v}T`},
		{`xmlns="" i:type="T"`, `{}T`},
		{`type="q:T"`, `none`},
		{`i:type="z:T"`, `a/b: the prefix of the xsi:type is not declared`},
		{`i:type="q:"`, `a/b: the xsi:type is not a name`},
		{`i:type=""`, `none`},
		{`i:type=" "`, `a/b: the xsi:type is not a name`},
		{`i:type="q:a:b"`, `a/b: the xsi:type is not a name`},
	} {
		s := open(t, `<a xmlns="d" xmlns:q="u" xmlns:i="`+xsi+`"><b `+test.attrs+`/></a>`)
		s.child()
		name, ok := s.typeName()
		got := fmt.Sprintf("{%s}%s", name.space, name.local)
		if !ok {
			got = "none"
		}
		var decode *DecodeError
		if errors.As(s.err, &decode) {
			got = decode.Path + ": " + decode.Reason
		}
		if got != test.want {
			t.Errorf("the type of %s is %s, want %s", test.attrs, got, test.want)
		}
	}
}

func TestScannerInner(t *testing.T) {
	for _, test := range []struct{ content, want string }{
		{``, ``},
		{`text &amp; <![CDATA[<more>]]>`, `text &amp; &lt;more&gt;`},
		{`<!-- c --><?p i?>a`, `a`},
		{`<b x="&quot;&lt;'&#10;&#9;&#13;"/>`, `<b xmlns="d" x="&#34;&lt;'&#10;&#9;&#13;"></b>`},
		{`<b><c/>t<q:d/><e xmlns=""><f/></e></b>`, `<b xmlns="d"><c></c>t<d xmlns="u"></d><e xmlns=""><f></f></e></b>`},
		{`<q:b q:x="1" xml:lang="en" i:nil="1"/>`, `<b xmlns="u" xmlns:n0="u" n0:x="1" xml:lang="en" xmlns:n2="` + xsi + `" n2:nil="1"></b>`},
		{`<b i:type="q:T"/>`, `<b xmlns="d" xmlns:n0="` + xsi + `" xmlns:t="u" n0:type="t:T"></b>`},
		{`<b xmlns="" i:type="T"/>`, `<b xmlns:n0="` + xsi + `" n0:type="T"></b>`},
		{"\r\n é", "\n é"},
	} {
		s := open(t, `<a xmlns="d" xmlns:q="u" xmlns:i="`+xsi+`"><v>`+test.content+`</v><w/></a>`)
		s.child()
		if got := s.inner(); got != test.want || s.err != nil {
			t.Errorf("inner of %s is\n%s, %v, want\n%s", test.content, got, s.err, test.want)
		}
		if !s.child() || s.local() != "w" {
			t.Errorf("after inner of %s: %v", test.content, s.err)
		}
	}
}

func TestScannerInnerIsBounded(t *testing.T) {
	for _, item := range []string{"<b>" + strings.Repeat("&amp;", 1000) + "</b>", "<b x='" + strings.Repeat("&lt;", 1000) + "'><c/></b>", "text<b/>"} {
		s := open(t, `<a><v><w>`+strings.Repeat(item, 100_000/len(item)*2)+`</w>tail</v><x/></a>`)
		s.child()
		got := s.inner()
		if len(got) > maxInner+100 || len(got) < maxInner/2 || !strings.HasSuffix(got, "…</w>") && !strings.HasSuffix(got, "…</b></w>") {
			t.Errorf("inner has %d bytes and ends with %q", len(got), got[max(0, len(got)-30):])
		}
		if _, err := outlineOf(strings.NewReader("<r>" + got + "</r>")); err != nil {
			t.Error(err)
		}
		if !s.child() || s.local() != "x" {
			t.Errorf("after inner: %v", s.err)
		}
	}
}

// TestScannerRelease looks for a secret in a scanner that was given back.
func TestScannerRelease(t *testing.T) {
	const secret = "7T:verysecretticket"
	s := newScanner(strings.NewReader(`<a x="`+secret+`" y="`+secret+`&amp;"><b>`+secret+`</b><c>`+secret+`&amp;</c><d/></a>`), 1<<20)
	var text string
	s.root()
	s.child()
	s.string(&text)
	s.child()
	s.string(&text)
	window, decoded, stack := s.buf[:cap(s.buf)], s.decoded[:cap(s.decoded)], s.stack[:cap(s.stack)]
	s.release()
	for name, b := range map[string][]byte{"window": window, "decoded text": decoded} {
		if strings.Contains(string(b), "secret") || len(b) == 0 {
			t.Errorf("the %s of %d bytes still holds the secret", name, len(b))
		}
	}
	if s.shared.Len() > 0 || s.reader != nil || s.err != nil || text != secret+"&" {
		t.Error("the scanner holds on to the document")
	}
	for known := range s.tags {
		if strings.Contains(known.text, "secret") {
			t.Error("a tag holds the secret")
		}
	}
	for _, e := range stack {
		if e.tag != nil {
			t.Error("the stack holds on to a tag")
		}
	}
}

// TestScannerErrorsKeepSecrets puts a secret wherever a document is wrong.
func TestScannerErrorsKeepSecrets(t *testing.T) {
	for _, doc := range []string{
		`<a>secret`, `secret<a/>`, `<a/>secret`, `<a>&secret;</a>`, "<a>secret\x00</a>", `<a x="secret`, `<a x="secret<"/>`, `<a x="&secret;"/>`,
		`<a i:type="secret:x" xmlns:i="` + xsi + `"/>`, `<a i:type=" secret secret" xmlns:i="` + xsi + `"/>`, `<a xmlns:p="secret" p:x="" p:x=""/>`,
		`<a>]]>secret</a>`, `<a><!--secret -- --></a>`, `<a><?p secret`, `<a>secret</a><b>`, `<?xml version="secret"?><a/>`,
	} {
		for _, read := range []func(*scanner){
			func(s *scanner) { s.typeName(); s.skip() },
			func(s *scanner) { s.typeName(); s.int32(new(int32)) },
			func(s *scanner) { s.typeName(); s.dateTime(new(time.Time)) },
			func(s *scanner) { s.typeName(); s.bytes(new([]byte)) },
		} {
			s := newScanner(strings.NewReader(doc), 1<<20)
			if s.root() {
				read(s)
			}
			if err := s.finish(); err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("%q gives %v", doc, err)
			}
			s.release()
		}
	}
}

// TestScannerHostile reads megabytes of what might make a scanner slow.
func TestScannerHostile(t *testing.T) {
	const size = 4 << 20
	declarations := "<a"
	for i := range 200 {
		declarations += fmt.Sprintf(" xmlns:p%d='namespace:%[1]d'", i)
	}
	declarations += ">"
	repeat := func(before, x, after string) string { return before + strings.Repeat(x, size/len(x)) + after }
	for name, doc := range map[string]string{
		"comment": repeat("<a><!--", "x- ", "--></a>"), "comments": repeat("<a>", "<!--x-->", "</a>"),
		"cdata": repeat("<a><![CDATA[", "]]x", "]]></a>"), "cdatas": repeat("<a>", "<![CDATA[]]>", "</a>"),
		"references": repeat("<a>", "&amp;", "</a>"), "brackets": repeat("<a>", "]", "</a>"), "returns": repeat("<a>", "\r", "</a>"),
		"runes": repeat("<a>", "\U0001F600", "</a>"), "ampersands": repeat("<a>", "&", "</a>"), "angles": repeat("<a ", "<", "/>"),
		"instruction": repeat("<a><?x ", "? ", "?></a>"), "instructions": repeat("<a>", "<?x?>", "</a>"), "elements": repeat("<a>", "<b/>", "</a>"),
		"value": repeat("<a b='", "&lt;", "'/>"), "quotes": repeat("<a ", `"'`, "/>"), "name": repeat("<", "a", "/>"), "end name": repeat("<a></", "a", ">"),
		"alternating": repeat("<a>", "<b/><c/><b/><d/>", "</a>"), "declarations": repeat("<a>", `<p:x xmlns:p="u1"/><p:x xmlns:p="u2"/>`, "</a>"),
		"attributes": repeat("<a ", "a='' ", "/>"), "spaces": repeat("<a", " ", "/>"), "spaces outside": repeat("", " ", "<a/>"), "depth": repeat("", "<a>", ""),
		"prefixes": repeat(declarations, "<p0:b p1:x='' p2:x='' p3:x='' p4:x='' p5:x='' p6:x=''/>", "</a>"),
		"scopes":   repeat(declarations, "<b x='' xmlns:p200='u'><p200:c/></b>", "</a>"),
	} {
		for kind, r := range map[string]io.Reader{"whole": strings.NewReader(doc), "by bytes": &sizedReader{strings.NewReader(doc), 7}} {
			s := newScanner(r, 2*size)
			start := time.Now()
			if s.root() {
				s.text()
			}
			_ = s.finish() // some are well-formed, some are not
			if took := time.Since(start); took > time.Minute {
				t.Errorf("%s %s took %v", name, kind, took)
			}
			s.release()
		}
	}
}

// TestScannerAllocations holds that small strings share memory and scanners are
// reused. The limits leave room for the list and for a pool that drops some, as
// under the race detector; the benchmark has the exact numbers.
func TestScannerAllocations(t *testing.T) {
	for n, limit := range map[int]float64{100: 50, 1000: 75} {
		doc := string(statusResponse(n))
		if got := testing.AllocsPerRun(20, func() {
			if list, err := readStatuses(strings.NewReader(doc)); err != nil || len(list) != n {
				t.Fatal(err)
			}
		}); got > limit {
			t.Errorf("%d statuses take %v allocations, want %v at most", n, got, limit)
		}
	}
}

func TestScannerConcurrent(t *testing.T) {
	doc := statusResponse(50)
	done := make(chan error)
	for range 8 {
		go func() {
			for range 20 {
				list, err := readStatuses(strings.NewReader(string(doc)))
				if err == nil && (len(list) != 50 || list[49].StatusDescription != "Queued") {
					err = fmt.Errorf("%d statuses, the last is %v", len(list), list[len(list)-1])
				}
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
