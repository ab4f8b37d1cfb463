package generator_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// A mistake is input that can't be generated from.
type mistake struct {
	name    string
	sources []generator.Source
	pkg     string
}

// Everything that is wrong with some input is told, with its place, and nothing is
// generated. The messages are golden; the inputs are the mistakes below and, each
// with one change to a sound WSDL, those of edits.txt.
func TestDiagnostics(t *testing.T) {
	base := string(readFile(t, "..", "testdata", "golden", "diagnostics", "base.wsdl"))
	if _, err := generator.Generate(in(base), generator.Options{Package: "pets"}); err != nil {
		t.Fatalf("the WSDL that all mistakes are made of is none itself: %v", err)
	}
	var said strings.Builder
	for _, m := range append(mistakes(t, base), edits(t, base)...) {
		for _, server := range []bool{false, true} {
			result, err := generator.Generate(m.sources, generator.Options{Package: m.pkg, Server: server})
			switch {
			case err == nil:
				t.Errorf("%s: no error", m.name)
			case result != nil:
				t.Errorf("%s: an error and a result", m.name)
			case m.pkg == "pets" && !errors.As(err, new(generator.Error)):
				t.Errorf("%s: %T is no generator.Error", m.name, err)
			case !server:
				fmt.Fprintf(&said, "# %s\n%s\n\n", m.name, err)
			}
		}
	}
	g := newGolden("diagnostics")
	g.keep = func(name string) bool { return name != "diagnostics.txt" }
	g.add("diagnostics.txt", []byte(said.String()))
	g.check(t)
}

// in is a file as the only source.
func in(text string) []generator.Source {
	return []generator.Source{{Name: "in.wsdl", Data: []byte(text)}}
}

// mistakes are those that are not one change to one WSDL.
func mistakes(t *testing.T, base string) []mistake {
	t.Helper()
	both := func(other string) []generator.Source {
		return append(in(base), generator.Source{Name: "other.wsdl", Data: []byte(other)})
	}
	// The same types with an agent of its own.
	other := strings.NewReplacer("Keeper", "Vet", "urn:pets/Feed", "urn:pets/Vet/Feed").Replace(base)
	if _, err := generator.Generate(both(other), generator.Options{Package: "pets"}); err != nil {
		t.Fatalf("two agents without a mistake: %v", err)
	}
	return []mistake{
		{"an empty file", in(""), "pets"},
		{"text", in("404 page not found"), "pets"},
		{"an HTML page", in("<!DOCTYPE html>\n<html><body>Sign in</body></html>"), "pets"},
		{"a schema", in(`<schema xmlns="http://www.w3.org/2001/XMLSchema"/>`), "pets"},
		{"a SOAP envelope", in(`<s:Envelope xmlns:s="` + soap11NS + `"/>`), "pets"},
		{"a WSDL 2.0", in(`<description xmlns="http://www.w3.org/ns/wsdl"/>`), "pets"},
		{"another XML document", in(`<project/>`), "pets"},
		{"two versions", both(strings.ReplaceAll(other, `urn:pets"`, `urn:pets:2"`)), "pets"},
		{"two definitions of a type", both(edited(t, other, `value="Asleep"`, `value="Awake"`)), "pets"},
		{"two definitions of a header block", both(edited(t, other, `name="Ticket" type="xs:string"`, `name="Ticket" type="xs:int"`)), "pets"},
		{"one agent in two files", both(base), "pets"},
		{"agents that are alike in lower case", both(strings.ReplaceAll(base, "Keeper", "KEEPER")), "pets"},
		{"a keyword for a package", in(base), "func"},
		{"a package name in upper case", in(base), "Pets"},
		{"no package name", in(base), ""},
	}
}

// edits reads edits.txt. A case has the lines
//
//	# its name
//	- a text that stands in base.wsdl once
//	+ what it becomes
//
// with as many pairs as it needs.
func edits(t *testing.T, base string) []mistake {
	t.Helper()
	cases := string(readFile(t, "..", "testdata", "golden", "diagnostics", "edits.txt"))
	var all []mistake
	for c := range strings.SplitSeq(strings.TrimSpace(cases), "\n\n") {
		lines := strings.Split(c, "\n")
		text := base
		for i := 1; i < len(lines); {
			var old, replacement string
			old, i = joined(lines, i, "- ")
			replacement, i = joined(lines, i, "+ ")
			if old == "" {
				t.Fatalf("%s: %q changes nothing", lines[0], lines[i])
			}
			text = edited(t, text, old, replacement)
		}
		all = append(all, mistake{strings.TrimPrefix(lines[0], "# "), in(text), "pets"})
	}
	return all
}

// joined are the lines from one on that have a mark, without it, and the number of
// the first that has not.
func joined(lines []string, from int, mark string) (text string, next int) {
	for next = from; next < len(lines) && strings.HasPrefix(lines[next], mark); next++ {
		if next > from {
			text += "\n"
		}
		text += lines[next][len(mark):]
	}
	return text, next
}

// edited replaces a text that stands there exactly once.
func edited(t *testing.T, text, old, replacement string) string {
	t.Helper()
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%q stands %d times in the WSDL, not once", old, n)
	}
	return strings.Replace(text, old, replacement, 1)
}
