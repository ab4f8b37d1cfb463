package wsdl_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// files makes documents that refer to each other by name, as where all of them
// are in one folder.
func files(texts map[string]string) []source.File {
	var all []source.File
	for name, text := range texts {
		all = append(all, source.File{Name: name, Data: []byte(text)})
	}
	for i := range all {
		for _, ref := range wsdl.References(all[i]) {
			if _, ok := texts[ref.Location]; !ok {
				continue
			}
			if all[i].Refers == nil {
				all[i].Refers = map[string]string{}
			}
			all[i].Refers[ref.Location] = ref.Location
		}
	}
	slices.SortFunc(all, func(a, b source.File) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// reversed is the other order.
func reversed(files []source.File) []source.File {
	files = slices.Clone(files)
	slices.Reverse(files)
	return files
}

func TestReferences(t *testing.T) {
	text := `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<wsdl:import location="a.wsdl" namespace="urn:a"/>
<wsdl:import namespace="urn:none"/>
<wsdl:types><xs:schema>
 <xs:import namespace="urn:b" schemaLocation="?xsd=xsd0"/><xs:import namespace="urn:none" schemaLocation=""/>
 <xs:include schemaLocation="c.xsd"/>
 <x:import xmlns:x="urn:x" schemaLocation="x.xsd"/>
</xs:schema></wsdl:types>`
	want := []string{"2:1 a.wsdl", "5:2 ?xsd=xsd0", "6:2 c.xsd"}
	for name, text := range map[string]string{
		"whole":          text + "</wsdl:definitions>",
		"cut off":        text, // what is wrong is said by Load
		"default prefix": strings.NewReplacer("xmlns:wsdl", "xmlns", "<wsdl:", "<", "</wsdl:", "</").Replace(text),
	} {
		var got []string
		for _, ref := range wsdl.References(source.File{Name: "in", Data: []byte(text)}) {
			if ref.Pos.File != "in" {
				t.Errorf("in file %q", ref.Pos.File)
			}
			got = append(got, fmt.Sprintf("%d:%d %s", ref.Pos.Line, ref.Pos.Col, ref.Location))
		}
		// The columns of the elements inside a line do not depend on prefixes here.
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, text := range map[string]string{
		"no import":  base(t),
		"no XML":     "import location=",
		"half UTF16": "\xFF\xFEi",
	} {
		if got := wsdl.References(source.File{Data: []byte(text)}); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// pieces are the sound document taken apart.
type pieces struct {
	schemaTag, definitions     string // the content of the schema
	header, contract, endpoint string // the root's tag, messages and port type, binding and service
}

func piecesOf(t *testing.T) pieces {
	text := base(t)
	between := func(from, to string) string {
		_, rest, _ := strings.Cut(text, from)
		inside, _, found := strings.Cut(rest, to)
		if !found {
			t.Fatalf("no %s before %s", from, to)
		}
		return from + inside
	}
	schema := between("<xs:schema", "</xs:schema>")
	tag, definitions, _ := strings.Cut(schema, ">")
	return pieces{
		schemaTag:   tag + ` xmlns:tns="urn:greet">`,
		definitions: definitions,
		header:      between("<wsdl:definitions", ">") + ">",
		contract:    between("<wsdl:message", "<wsdl:binding"),
		endpoint:    between("<wsdl:binding", "</wsdl:definitions>"),
	}
}

func (p pieces) schema(content string) string { return p.schemaTag + content + "</xs:schema>" }

func (p pieces) wsdl(content ...string) string {
	return p.header + strings.Join(content, "") + "</wsdl:definitions>"
}

func types(schema string) string { return "<wsdl:types>" + schema + "</wsdl:types>" }

// TestImports takes the sound document apart in the ways that occur, and wants
// the same meaning whatever the order.
func TestImports(t *testing.T) {
	p := piecesOf(t)
	const (
		include    = `<xs:include schemaLocation="all.xsd"/>`
		importing  = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:greet" schemaLocation="all.xsd"/></xs:schema>`
		fromWSDL   = `<wsdl:import namespace="urn:greet" location="contract.wsdl"/>`
		backToWSDL = `<wsdl:import namespace="urn:greet" location="in.wsdl"/>`
	)
	whole := meaning(t, []source.File{{Name: "in.wsdl", Data: []byte(base(t))}})
	for name, texts := range map[string]map[string]string{
		"import": {
			"in.wsdl": p.wsdl(types(importing), p.contract, p.endpoint),
			"all.xsd": p.schema(p.definitions),
		},
		"include": {
			"in.wsdl": p.wsdl(types(p.schema(include)), p.contract, p.endpoint),
			"all.xsd": p.schema(p.definitions),
		},
		"includes in a circle": {
			"in.wsdl":  p.wsdl(types(p.schema(include)), p.contract, p.endpoint),
			"all.xsd":  p.schema(`<xs:include schemaLocation="more.xsd"/>` + p.definitions),
			"more.xsd": p.schema(include + `<xs:include schemaLocation="more.xsd"/>`),
		},
		"contract and endpoint apart": {
			"in.wsdl":       p.wsdl(fromWSDL, p.endpoint),
			"contract.wsdl": p.wsdl(backToWSDL, types(importing), p.contract),
			"all.xsd":       p.schema(p.definitions),
		},
	} {
		t.Run(name, func(t *testing.T) {
			all := files(texts)
			for _, order := range [][]source.File{all, reversed(all)} {
				if diff := cmp.Diff(whole, meaning(t, order)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// TestImportsAreOwn: what a document imports goes before what others define.
func TestImportsAreOwn(t *testing.T) {
	p := piecesOf(t)
	texts := map[string]string{}
	for _, name := range []string{"a", "b", "c"} {
		texts[name+".wsdl"] = p.wsdl(types(p.schema(`<xs:include schemaLocation="via-`+name+`.xsd"/>`)), p.contract, p.endpoint)
		texts["via-"+name+".xsd"] = p.schema(`<xs:include schemaLocation="of-` + name + `.xsd"/>`)
		texts["of-"+name+".xsd"] = p.schema(strings.Replace(p.definitions, `"Who"`, `"WhoOf`+name+`"`, 1))
	}
	all := files(texts)
	for _, order := range [][]source.File{all, reversed(all)} {
		set, err := wsdl.Load(order)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range set.Documents {
			if len(d.Services) == 0 {
				continue
			}
			body := d.Services[0].Ports[0].Binding.Operations[0].Input.Body
			if got, want := body.Type.Elements[0].Name.Local, "WhoOf"+strings.TrimSuffix(d.File, ".wsdl"); got != want {
				t.Errorf("%s has %s, want %s", d.File, got, want)
			}
		}
	}
}

func TestImportErrors(t *testing.T) {
	p := piecesOf(t)
	in := func(schema string) string {
		return p.wsdl(types(p.schema(schema+p.definitions)), p.contract, p.endpoint)
	}
	for name, test := range map[string]struct {
		texts map[string]string
		want  []string
	}{
		"in the imported": {
			map[string]string{
				"in.wsdl": in(`<xs:import namespace="urn:more" schemaLocation="more.xsd"/>`),
				"more.xsd": `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:more">
<xs:element name="A" type="B"/></xs:schema>`,
			},
			[]string{`more.xsd:2:1: type "B" is not defined: it has no namespace, give it a prefix`},
		},
		"no XML": {
			map[string]string{"in.wsdl": in(`<xs:include schemaLocation="more.xsd"/>`), "more.xsd": "<html>"},
			[]string{"more.xsd:1:1: an HTML page, not a WSDL: probably a login or error page was saved in its place"},
		},
		"no namespace": {
			map[string]string{
				"in.wsdl":  in("\n<xs:include schemaLocation=\"more.xsd\"/>"),
				"more.xsd": `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>`,
			},
			[]string{`in.wsdl:4:1: xs:include of "more.xsd": its targetNamespace is "", not "urn:greet" as here: give both the same`},
		},
		"no schema": {
			map[string]string{"in.wsdl": in("\n<xs:include schemaLocation=\"more.wsdl\"/>"), "more.wsdl": p.wsdl()},
			[]string{`in.wsdl:4:1: xs:include of "more.wsdl": it is not an XML Schema`},
		},
	} {
		t.Run(name, func(t *testing.T) { check(t, files(test.texts), test.want) })
	}
}

// meaning describes the operations of documents down to the members of the bodies.
func meaning(t *testing.T, files []source.File) []string {
	t.Helper()
	set, err := wsdl.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range set.Documents {
		for _, s := range d.Services {
			for _, p := range s.Ports {
				for _, op := range p.Binding.Operations {
					lines = append(lines, op.SOAPAction, outline(op.Input.Body.Type, 3))
					if op.Output != nil {
						lines = append(lines, outline(op.Output.Body.Type, 3))
					}
				}
			}
		}
	}
	return lines
}

// outline is a type with its members down to a depth.
func outline(t *wsdl.Type, depth int) string {
	if t == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s(%s", t.Name.Local, outline(t.Base, depth))
	if depth > 0 {
		for _, e := range t.Elements {
			fmt.Fprintf(&b, " %s:%s", e.Name.Local, outline(e.Type, depth-1))
		}
	}
	return b.String() + ")"
}
