package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDepguard compares the import rules of .golangci.yml with those of
// generator/imports_test.go.
func TestDepguard(t *testing.T) {
	const module = "github.com/so-wsdlgen/so-wsdlgen/"
	want := map[string][]string{}
	for name, imports := range allowedImports(t) {
		rule := []string{"$gostd"}
		for _, path := range imports {
			if host, _, _ := strings.Cut(path, "/"); !strings.Contains(host, ".") {
				path = module + path
			}
			if folder, ok := strings.CutSuffix(path, "*"); ok {
				rule = append(rule, folder) // a prefix
			} else {
				rule = append(rule, path+"$")
			}
		}
		want[name] = rule
	}

	got := map[string][]string{}
	name := ""
	for line := range strings.SplitSeq(depguardRules(t), "\n") {
		if m := regexp.MustCompile(`^        (\S+):$`).FindStringSubmatch(line); m != nil {
			name = m[1]
		}
		if m := regexp.MustCompile(`^            - (\S+)`).FindStringSubmatch(line); m != nil {
			got[name] = append(got[name], m[1])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("generator/imports_test.go (-) and .golangci.yml (+):\n%s", diff)
	}
}

// allowedImports reads the table of generator/imports_test.go.
func allowedImports(t *testing.T) map[string][]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../generator/imports_test.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "allowed" {
			return true
		}
		for _, entry := range spec.Values[0].(*ast.CompositeLit).Elts {
			entry := entry.(*ast.KeyValueExpr)
			imports := []string{}
			for _, path := range entry.Value.(*ast.CompositeLit).Elts {
				imports = append(imports, unquote(t, path))
			}
			allowed[unquote(t, entry.Key)] = imports
		}
		return false
	})
	if len(allowed) == 0 {
		t.Fatal("generator/imports_test.go has no table of allowed imports")
	}
	return allowed
}

func unquote(t *testing.T, literal ast.Expr) string {
	t.Helper()
	text, err := strconv.Unquote(literal.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func depguardRules(t *testing.T) string {
	t.Helper()
	_, rules, found := strings.Cut(read(t, "../.golangci.yml"), "\n    depguard:\n      rules:\n")
	if !found {
		t.Fatal(".golangci.yml has no rules of depguard")
	}
	rules, _, _ = strings.Cut(rules, "\n  exclusions:\n")
	return rules
}

// TestMakeTargets wants each target that the pages name.
func TestMakeTargets(t *testing.T) {
	makefile := read(t, "../Makefile")
	for _, page := range pages(t) {
		for _, m := range regexp.MustCompile("(?m)(?:^|`)make ([a-z]+)").FindAllStringSubmatch(read(t, page), -1) {
			if !regexp.MustCompile(`(?m)^` + m[1] + `:.* ## `).MatchString(makefile) {
				t.Errorf("%s names make %s, which the Makefile does not have", page, m[1])
			}
		}
	}
}

// TestMessages looks for each message of errors.md in the sources, piece by piece
// between the parts that vary.
func TestMessages(t *testing.T) {
	var sources strings.Builder
	for _, root := range []string{"../cmd", "../generator"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				sources.WriteString(read(t, path))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range table(t, read(t, "errors.md"), "Messages of so-wsdlgen")[1:] {
		for _, piece := range strings.FieldsFunc(codes(row[0])[0], func(r rune) bool { return r == '…' || r == 'X' }) {
			if piece = strings.TrimSpace(piece); !strings.Contains(sources.String(), piece) {
				t.Errorf("no message has %q", piece)
			}
		}
	}
}
