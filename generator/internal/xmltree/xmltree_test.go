package xmltree_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

func parse(t *testing.T, text string) *xmltree.Node {
	t.Helper()
	n, err := xmltree.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatalf("Parse(%s): %v", text, err)
	}
	return n
}

const bindXSI = ` xmlns:i="http://www.w3.org/2001/XMLSchema-instance"`

func TestDiff(t *testing.T) {
	tests := []struct {
		name, a, b, want string
	}{
		{"the same", `<x a="1">t</x>`, `<x a="1">t</x>`, ""},
		{"prefixes", `<p:x xmlns:p="u"><p:y/></p:x>`, `<x xmlns="u"><q:y xmlns:q="u"/></x>`, ""},
		{"a prefix bound anew", `<p:x xmlns:p="u"><p:y xmlns:p="v"/></p:x>`, `<x xmlns="u"><y xmlns="v"/></x>`, ""},
		{"the default namespace undone", `<x xmlns="u"><y xmlns=""/></x>`, `<p:x xmlns:p="u"><y/></p:x>`, ""},
		{"white space between elements", "<x>\n <y/>\n\t</x>", `<x><y/></x>`, ""},
		{"comments and instructions", `<?xml version="1.0"?><!-- c --><x>a<!-- c -->b</x>`, `<x>ab</x>`, ""},
		{"order and form of attributes", `<x a="1" b='&#50;'></x>`, `<x b="2" a="1"/>`, ""},
		{"CDATA", `<x><![CDATA[a<b]]></x>`, `<x>a&lt;b</x>`, ""},
		{"the prefix in xsi:type",
			`<x` + bindXSI + ` xmlns:p="u" i:type=" p:T "/>`, `<x` + bindXSI + ` xmlns:q="u" i:type="q:T"/>`, ""},
		{"no prefix in xsi:type",
			`<p:x` + bindXSI + ` xmlns:p="u" i:type="p:T"/>`, `<x` + bindXSI + ` xmlns="u" i:type="T"/>`, ""},

		{"the root", `<x/>`, `<y/>`, "/: element x ≠ y\n"},
		{"the namespace", `<x xmlns="u"/>`, `<x xmlns="v"/>`, "/: element {u}x ≠ {v}x\n"},
		{"text", `<x><y/><y>a</y></x>`, `<x><y/><y>b</y></x>`, "/x/y[2]: text \"a\" ≠ \"b\"\n"},
		{"white space in a leaf", `<x><y> </y></x>`, `<x><y/></x>`, "/x/y: text \" \" ≠ \"\"\n"},
		{"text beside elements", `<x>a<y/></x>`, `<x><y/></x>`, "/x: text \"a\" ≠ \"\"\n"},
		{"an attribute less and one more", `<x b="1" c="1"/>`, `<x a="1" b="2"/>`,
			"/x: attribute a none ≠ \"1\"\n/x: attribute b \"1\" ≠ \"2\"\n/x: attribute c \"1\" ≠ none\n"},
		{"the namespace of an attribute", `<x xmlns:p="u" p:a="1"/>`, `<x a="1"/>`,
			"/x: attribute a none ≠ \"1\"\n/x: attribute {u}a \"1\" ≠ none\n"},
		{"the namespace in xsi:type",
			`<x` + bindXSI + ` xmlns:p="u" i:type="p:T"/>`, `<x` + bindXSI + ` xmlns:p="v" i:type="p:T"/>`,
			"/x: attribute {http://www.w3.org/2001/XMLSchema-instance}type \"{u}T\" ≠ \"{v}T\"\n"},
		{"a child too many", `<x><y/><z/></x>`, `<x><y/></x>`, "/x: child 2: element z ≠ none\n"},
		{"a child missing", `<x/>`, `<x><y/></x>`, "/x: child 1: none ≠ element y\n"},
		{"the order", `<x><y/><z/></x>`, `<x><z/><y/></x>`, "/x: child 1: element y ≠ z\n"},
		{"several places", `<x a="1"><y>1</y><z>1</z></x>`, `<x a="2"><y>2</y><z>2</z></x>`,
			"/x: attribute a \"1\" ≠ \"2\"\n/x/y: text \"1\" ≠ \"2\"\n/x/z: text \"1\" ≠ \"2\"\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := xmltree.Diff(parse(t, tt.a), parse(t, tt.b))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Diff (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"nothing", ``, "1:1: unexpected EOF"},
		{"an open element", `<x><y/>`, "1:8: XML syntax error on line 1: unexpected EOF"},
		{"a wrong end tag", `<x></y>`, "1:8: XML syntax error on line 1: element <x> closed by </y>"},
		{"an unbound element prefix", "<x>\n <p:y/></x>", `2:8: the prefix "p" is not bound`},
		{"a prefix bound beside", `<x><y xmlns:p="u"/><p:z/></x>`, `1:26: the prefix "p" is not bound`},
		{"an unbound attribute prefix", `<x p:a="1"/>`, `1:13: the prefix "p" is not bound`},
		{"an unbound prefix in xsi:type", `<x` + bindXSI + ` i:type="p:T"/>`, `1:70: xsi:type has the unbound prefix "p"`},
		{"an empty prefix", `<:a/>`, `1:6: ":a" is not a name`},
		{"an attribute twice", `<x a="1" a="1"/>`, "1:17: a second attribute a"},
		{"an attribute twice by two prefixes", `<x xmlns:p="u" xmlns:q="u" p:a="1" q:a="1"/>`, "1:45: a second attribute {u}a"},
		{"two roots", `<x/><y/>`, "1:9: a second root element"},
		{"text before the root", `a<x/>`, "1:2: text outside the root element"},
		{"text after the root", `<x/>a`, "1:6: text outside the root element"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := xmltree.Parse(strings.NewReader(tt.text))
			if err == nil || err.Error() != tt.want {
				t.Errorf("Parse: %v, want %s", err, tt.want)
			}
		})
	}
}

func TestFind(t *testing.T) {
	root := parse(t, `<e:Envelope xmlns:e="u"><e:Body><a/></e:Body><e:Body><b>t</b></e:Body></e:Envelope>`)
	tests := []struct {
		path []string
		want string // the text, or "none"
	}{
		{[]string{"Envelope"}, ""},
		{[]string{"Envelope", "Body", "b"}, "t"},
		{[]string{"Body", "b"}, "none"},
		{[]string{"Envelope", "b"}, "none"},
		{nil, "none"},
	}
	for _, tt := range tests {
		got := "none"
		if n := root.Find(tt.path...); n != nil {
			got = n.Text
		}
		if got != tt.want {
			t.Errorf("Find(%q): %q, want %q", tt.path, got, tt.want)
		}
	}
}

func TestWithoutTypes(t *testing.T) {
	typed := parse(t, `<x`+bindXSI+` xmlns:p="u" i:type="p:T"><y i:type="p:T" i:nil="true" type="1"/></x>`)
	plain := parse(t, `<x`+bindXSI+`><y i:nil="true" type="1"/></x>`)
	if diff := xmltree.Diff(typed.WithoutTypes(), plain); diff != "" {
		t.Error(diff)
	}
	if xmltree.Diff(typed, plain) == "" {
		t.Error("WithoutTypes has changed the tree it was called on")
	}
}
