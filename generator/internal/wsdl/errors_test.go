package wsdl_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// base is a small WSDL without fault.
func base(tb testing.TB) string {
	tb.Helper()
	data, err := os.ReadFile("testdata/base.wsdl")
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

// edit replaces a text that stands in the document exactly once.
func edit(tb testing.TB, text, old, replacement string) string {
	tb.Helper()
	if n := strings.Count(text, old); n != 1 {
		tb.Fatalf("%q stands %d times in the document, want once", old, n)
	}
	return strings.Replace(text, old, replacement, 1)
}

// check compares all that Load has to say with the wanted lines; none means
// that the files are without fault.
func check(t *testing.T, files []source.File, want []string) {
	t.Helper()
	set, err := wsdl.Load(files)
	if err == nil {
		if len(want) > 0 {
			t.Errorf("no error, want\n%s", strings.Join(want, "\n"))
		}
		return
	}
	if set != nil {
		t.Error("got a Set along with an error")
	}
	if !errors.As(err, new(diag.Error)) {
		t.Fatalf("got error %v, want a diag.Error", err)
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Error(diff)
	}
}

// TestEdits makes one change to a sound document and says all that there is to
// be heard of it. A case in testdata/edits has the lines
//
//	# its name
//	- a text that stands in testdata/base.wsdl once
//	+ what it becomes
//	the messages
func TestEdits(t *testing.T) {
	paths, err := filepath.Glob("testdata/edits/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	text := base(t)
	check(t, []source.File{{Name: "in.wsdl", Data: []byte(text)}}, nil)
	for _, path := range paths {
		cases, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for c := range strings.SplitSeq(strings.TrimSpace(string(cases)), "\n\n") {
			var name string
			var old, replacement, want []string
			for line := range strings.SplitSeq(c, "\n") {
				if rest, ok := strings.CutPrefix(line, "# "); ok {
					name = rest
				} else if rest, ok := strings.CutPrefix(line, "- "); ok {
					old = append(old, rest)
				} else if rest, ok := strings.CutPrefix(line, "+ "); ok {
					replacement = append(replacement, rest)
				} else {
					want = append(want, line)
				}
			}
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txt")+"/"+name, func(t *testing.T) {
				changed := edit(t, text, strings.Join(old, "\n"), strings.Join(replacement, "\n"))
				check(t, []source.File{{Name: "in.wsdl", Data: []byte(changed)}}, want)
			})
		}
	}
}

// TestNotWSDL is what users name by mistake.
func TestNotWSDL(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing but space", " \n", `in:2:1: not a WSDL: the file holds no XML element`},
		{"text", "Not found", `in:1:1: not a WSDL: the file begins with text, not with an XML element`},
		{"JSON", `{"error": "<b>"}`, `in:1:1: not a WSDL: the file begins with text, not with an XML element`},
		{"binary", "PK\x03\x04", `in:1:5: not well-formed XML: illegal character code U+0003`},
		{"HTML 5", "<!doctype html>\n<p>Sign in", `in:1:1: an HTML page, not a WSDL: probably a login or error page was saved in its place`},
		{"bare HTML", "<html lang=en>", `in:1:13: an HTML page, not a WSDL: probably a login or error page was saved in its place`},
		{"XHTML", `<html xmlns="http://www.w3.org/1999/xhtml"/>`, `in:1:1: an HTML page, not a WSDL: probably a login or error page was saved in its place`},
		{"schema alone", `<schema xmlns="http://www.w3.org/2001/XMLSchema"/>`, `in:1:1: an XML Schema, not a WSDL: give the WSDL that uses it`},
		{"SOAP 1.1", `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>`, `in:1:1: a SOAP envelope, not a WSDL: download the WSDL from the service's address with ?singleWsdl`},
		{"SOAP 1.2", `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"/>`, `in:1:1: a SOAP envelope, not a WSDL: download the WSDL from the service's address with ?singleWsdl`},
		{"WSDL 2.0", `<description xmlns="http://www.w3.org/ns/wsdl"/>`, `in:1:1: a WSDL of version 2.0: only version 1.1 is read`},
		{"no namespace", `<definitions/>`, `in:1:1: not a WSDL: the root element is definitions, not wsdl:definitions`},
		{"another root", `<feed xmlns="urn:feed"/>`, `in:1:1: not a WSDL: the root element is feed of namespace "urn:feed", not wsdl:definitions`},
		{"too deep", `<d:definitions xmlns:d="http://schemas.xmlsoap.org/wsdl/">` + strings.Repeat("<x>", 256), `in:1:824: elements are nested deeper than 256`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			check(t, []source.File{{Name: "in", Data: []byte(test.text)}}, []string{test.want})
		})
	}
}

func TestErrorsOfSeveralFiles(t *testing.T) {
	text := base(t)
	files := func(b, a string) []source.File {
		return []source.File{{Name: "b.wsdl", Data: []byte(b)}, {Name: "a.wsdl", Data: []byte(a)}}
	}
	t.Run("resolved", func(t *testing.T) {
		check(t,
			files(edit(t, text, `<xs:list itemType="tns:Mood"/>`, `<xs:choice/>`), edit(t, text, "tns:Moods", "tns:Modes")),
			[]string{
				`a.wsdl:25:15: type "Modes" is not defined in namespace "urn:greet"`,
				`b.wsdl:38:9: xs:choice in Moods is not supported: a struct cannot tell which of the alternatives is meant`,
			})
	})
	t.Run("malformed", func(t *testing.T) { // nothing is said of references into it
		check(t,
			files("<", edit(t, text, "tns:Moods", "tns:Modes")),
			[]string{`b.wsdl:1:2: not well-formed XML: the file ends inside a tag: download it again`})
	})
}
