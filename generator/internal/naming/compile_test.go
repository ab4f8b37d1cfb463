package naming

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// checkCompiles declares everything that a package's names are for and leaves
// it to Go's type checker whether they can stand side by side.
func checkCompiles(t *testing.T, p *ir.Package) {
	t.Helper()
	source := declarations(p)
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "names.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v in\n%s", err, source)
	}
	conf := types.Config{Error: func(err error) { t.Errorf("%v", err) }}
	pkg, err := conf.Check(p.Go, fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatalf("in\n%s", source)
	}
	for _, name := range pkg.Scope().Names() {
		if !token.IsExported(name) && !strings.HasPrefix(name, "namespace") {
			t.Errorf("%s is not exported", name)
		}
	}
}

func declarations(p *ir.Package) string {
	var b strings.Builder
	write := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	write("package %s", p.Go)
	for _, ns := range p.Namespaces {
		write("const %s = 0", ns.Go)
	}
	responses := map[*ir.Type]bool{}
	for _, a := range p.Agents {
		write("type %sAgent interface {", a.Go)
		for _, op := range a.Operations {
			write("%s()", op.Go)
			responses[op.Response] = true
		}
		write("}\ntype %sClient struct{}\ntype Unimplemented%sAgent struct{}", a.Go, a.Go)
		write("func New%sClient() {}\nfunc New%sHandler() {}\nconst %sPath = 0", a.Go, a.Go, a.Go)
		for _, method := range []string{"With", "Format", "LogValue"} {
			write("func (%sClient) %s() {}", a.Go, method)
		}
		for _, op := range a.Operations {
			write("const %s%sAction = 0", a.Go, op.Go)
			write("func (%sClient) %s() {}\nfunc (Unimplemented%sAgent) %s() {}", a.Go, op.Go, a.Go, op.Go)
			if op.GoStream != "" {
				write("func (%sClient) %s() {}", a.Go, op.GoStream)
			}
		}
	}
	structure := func(t *ir.Type) {
		write("type %s struct {", t.Go)
		if t.Base != nil {
			write(t.Base.Go)
		}
		if responses[t] {
			write("Header int")
		}
		for _, f := range t.Fields {
			write("%s int", f.Go)
		}
		write("}")
		if t.Masked {
			write("func (%s) Format() {}\nfunc (%s) LogValue() {}", t.Go, t.Go)
		}
	}
	structure(p.RequestHeader)
	structure(p.ResponseHeader)
	for _, t := range p.Types {
		if t.Derived != nil {
			write("type Any%s interface{}", t.Go)
		}
		if t.Kind == ir.Struct {
			structure(t)
			continue
		}
		write("type %s string", t.Go)
		for _, v := range t.Values {
			write("const %s = 0", v.Go)
		}
	}
	for _, t := range p.Dictionaries {
		write("type %s map[string]int", t.Go)
	}
	return b.String()
}
