package templates_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/templates"
)

// declared are the names that the runtime declares in package scope.
func declared(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, file := range templates.Runtime() {
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name, file.Source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range parsed.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil {
					names = append(names, decl.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						names = append(names, spec.Name.Name)
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							names = append(names, name.Name)
						}
					}
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestReservedIsWhatTheRuntimeExports(t *testing.T) {
	exported := []string{"RequestHeader", "ResponseHeader"} // written by the generator
	for _, name := range declared(t) {
		if ast.IsExported(name) {
			exported = append(exported, name)
		}
	}
	slices.Sort(exported)
	if diff := cmp.Diff(exported, templates.Reserved()); diff != "" {
		t.Errorf("exported names (-) and the list (+):\n%s", diff)
	}
}

// The generator makes unexported names of the names in a schema. None of them can
// be one of the runtime's.
func TestRuntimeLeavesGeneratedNamesAlone(t *testing.T) {
	generated := regexp.MustCompile(
		`^(namespace.*|(encode|decode).+Map|.+Service|.+Operation|.+Members|.+Pair|.+DerivedTypes|decodeAny.+|(request|response).+Block)$`)
	for _, name := range declared(t) {
		if !ast.IsExported(name) && generated.MatchString(name) {
			t.Errorf("%s has the form of a generated name", name)
		}
	}
}

func TestRuntimeImportsTheStandardLibraryAlone(t *testing.T) {
	for _, file := range templates.Runtime() {
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name, file.Source, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			switch path := strings.Trim(spec.Path.Value, `"`); {
			case strings.Contains(path, "."):
				t.Errorf("%s imports %s", file.Name, path)
			case path == "reflect" || path == "encoding/xml" || path == "unsafe":
				t.Errorf("%s imports %s, which a codec can do without", file.Name, path)
			}
		}
	}
}
