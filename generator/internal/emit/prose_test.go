package emit_test

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/emit"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/output"
)

// documented is a small package with one text in every place that a WSDL has for
// prose, and for names that only comments show.
func documented(text string) *ir.Package {
	space := "urn:x"
	str := &ir.Type{Kind: ir.Builtin}
	mood := &ir.Type{
		Kind: ir.Enum, Name: ir.QName{Space: space, Local: "Mood"}, Go: "Mood", Doc: text, Encode: true, Decode: true,
		Values: []*ir.Value{{Text: "Glad", Go: "MoodGlad", Doc: text}},
	}
	fields := []*ir.Field{
		{Name: ir.QName{Space: space, Local: "Name"}, Type: str, MaxOccurs: 1, Go: "Name", Doc: text},
		{Name: ir.QName{Space: space, Local: "Mood"}, Type: mood, MaxOccurs: 1, Go: "Mood", Doc: text, Zero: ir.Absent},
	}
	request := &ir.Type{
		Kind: ir.Struct, Name: ir.QName{Space: space, Local: "Greet"}, Go: "GreetRequest", Doc: text, Path: text,
		Wrapper: true, Encode: true, Decode: true, Fields: fields,
	}
	response := &ir.Type{
		Kind: ir.Struct, Name: ir.QName{Space: space, Local: "GreetResponse"}, Go: "GreetResponse", Doc: text, Path: text,
		Wrapper: true, Responds: true, Encode: true, Decode: true,
	}
	anonymous := &ir.Type{Kind: ir.Struct, Path: text, Go: "Anonymous", Encode: true, Decode: true}
	header := &ir.Type{Kind: ir.Struct, Go: "RequestHeader", Fields: []*ir.Field{
		{Name: ir.QName{Space: space, Local: "Block"}, Type: str, MaxOccurs: 1, Go: "Block", Doc: text, Zero: ir.Absent},
	}}
	agent := &ir.Agent{
		Name: "Greeter", Go: "Greeter", Source: text + ".wsdl", Doc: text, Path: text,
		Operations: []*ir.Operation{
			{Name: "Greet", Go: "Greet", Doc: text, SOAPAction: text, Request: request, Response: response, RequestBlocks: []int{0}},
			{Name: "Other", Go: "Other", SOAPAction: text + "2", Request: request, Response: response},
		},
	}
	for _, t := range []*ir.Type{mood, request, response, anonymous} {
		t.Agents = []*ir.Agent{agent}
	}
	return &ir.Package{
		Go: "x", Sources: []string{text + ".wsdl"}, Namespace: text, Server: true,
		Namespaces:     []ir.Namespace{{URI: space, Go: "namespaceX"}},
		Agents:         []*ir.Agent{agent},
		Types:          []*ir.Type{anonymous, mood, request, response},
		RequestHeader:  header,
		ResponseHeader: &ir.Type{Kind: ir.Struct, Go: "ResponseHeader"},
	}
}

// Whatever documentation says, it is comments: the code is the same as without it.
func FuzzProse(f *testing.F) {
	for _, text := range []string{
		"", "plain", "go:embed x", "line x.go:1", "export F", "*/ var X = 1 /*", "/* open", "//go:embed x", "a\n//go:embed x", "//line x.go:1", "a\r//line x.go:1",
		"+build ignore", "a\n\n+build ignore\n\nb", " \t+build !x", "//go:build ignore", "package evil", "a\u2028func init() {}",
		"\x00\ufeff\xff", "`\"\\", "\n\n", "a\n  indented\n\n# Heading\n\n[x]: http://x", "Deprecated: no", strings.Repeat("long ", 500),
		strings.Repeat("x", 5000), "\v+build x", "\u0085+build x", "\u00a0+build ignore",
	} {
		f.Add(text)
	}
	want := code(f, documented("text"))
	f.Fuzz(func(t *testing.T, text string) {
		if diff := cmp.Diff(want, code(t, documented(text))); diff != "" {
			t.Errorf("without (-) and with %q (+):\n%s", text, diff)
		}
	})
}

// code has, for each generated file, what it declares, in the order of the file. It
// fails the test for a file that is no Go, or that has a directive.
func code(tb testing.TB, p *ir.Package) map[string][]string {
	tb.Helper()
	files, err := emit.Package(p)
	if err != nil {
		tb.Fatal(err)
	}
	declared := map[string][]string{}
	for _, file := range files {
		if strings.HasPrefix(file.Name, "runtime_") {
			continue // has no documentation in it
		}
		content, err := output.Format(file.Name, file.Source)
		if err != nil {
			tb.Fatal(err)
		}
		if !utf8.Valid(content) {
			tb.Errorf("%s is not UTF-8", file.Name)
		}
		if header, _, _ := strings.Cut(string(content), "\n"); !strings.HasPrefix(header, "// Code generated ") || !strings.HasSuffix(header, " DO NOT EDIT.") {
			tb.Errorf("%s: the header is %q", file.Name, header)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name, content, parser.ParseComments)
		if err != nil {
			tb.Fatal(err)
		}
		for _, group := range parsed.Comments {
			for _, comment := range group.List {
				if !strings.HasPrefix(comment.Text, "// ") && comment.Text != "//" && !strings.HasPrefix(comment.Text, "//\t") ||
					constraint.IsPlusBuild(comment.Text) {
					tb.Errorf("%s: the comment %q", file.Name, comment.Text)
				}
			}
		}
		declared[file.Name] = declarations(parsed)
	}
	return declared
}

func declarations(file *ast.File) []string {
	all := []string{"package " + file.Name.Name}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			all = append(all, "func "+decl.Name.Name)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.ImportSpec:
					all = append(all, "import "+spec.Path.Value)
				case *ast.TypeSpec:
					all = append(all, fmt.Sprintf("type %s %T%s", spec.Name.Name, spec.Type, members(spec.Type)))
				case *ast.ValueSpec:
					all = append(all, fmt.Sprintf("%s %s", decl.Tok, spec.Names))
				}
			}
		}
	}
	return all
}

// members are the names of a struct's fields or an interface's methods.
func members(t ast.Expr) string {
	var list *ast.FieldList
	switch t := t.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	default:
		return ""
	}
	var names []string
	for _, field := range list.List {
		names = append(names, fmt.Sprint(field.Names))
	}
	return " {" + strings.Join(names, " ") + "}"
}
