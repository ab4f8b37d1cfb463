package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// pages are the pages with code, by their paths from here.
func pages(t *testing.T) []string {
	t.Helper()
	inDocs, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	return append(inDocs, "../README.md", "../ARCHITECTURE.md", "../CONTRIBUTING.md")
}

// blocks are the fenced blocks of a page that are marked with a language.
func blocks(t *testing.T, page, language string) []string {
	t.Helper()
	var all []string
	for _, m := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(read(t, page), -1) {
		if m[1] == language {
			all = append(all, m[2])
		}
	}
	return all
}

// notCompiled are Go blocks that show code of this module and stand in it.
var notCompiled = map[string]string{
	"../ARCHITECTURE.md": "an extract of generated code",
}

// TestGoBlocks compiles the Go blocks of the pages, each as a package, and runs the
// tests among them. A block of statements is put into a function.
func TestGoBlocks(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module")
	}
	dir := newDownstream(t)
	writeCRM(t, dir)
	count := 0
	for _, page := range pages(t) {
		if notCompiled[page] != "" {
			continue
		}
		for i, block := range blocks(t, page, "go") {
			name := fmt.Sprintf("block%d", count)
			if strings.Contains(block, "testing.T") {
				name += "_test"
			}
			count++
			// A compiler's message names the page.
			source := fmt.Sprintf("// Block %d of %s.\n\n%s", i, page, completed(t, block))
			writeFile(t, filepath.Join(dir, fmt.Sprintf("block%d", count), name+".go"), source)
		}
	}
	if count == 0 {
		t.Fatal("there are no Go blocks")
	}
	goCommand(t, dir, "vet", "./...")
	goCommand(t, dir, "test", "./...")
}

// completed makes a file of a block.
func completed(t *testing.T, block string) string {
	t.Helper()
	if strings.HasPrefix(block, "package ") {
		return block
	}
	var b strings.Builder
	b.WriteString("package block\n\n")
	for _, path := range []string{
		"context", "errors", "fmt", "net/http/httptest", "testing",
		"example.com/docs/internal/crm", "github.com/so-wsdlgen/so-wsdlgen/generated/services86",
	} {
		if strings.Contains(block, path[strings.LastIndex(path, "/")+1:]+".") ||
			!declares(block) && (path == "context" || strings.HasSuffix(path, "services86")) {
			fmt.Fprintf(&b, "import %q\n", path)
		}
	}
	if declares(block) {
		return b.String() + block
	}
	fmt.Fprintf(&b, `
func _(ctx context.Context, client *services86.MessagingClient, token, ticket string,
	request *services86.SendMessagesRequest) error {
%s
%s
	return nil
}
`, block, used(t, block))
	return b.String()
}

// declares tells whether a block is one of declarations.
func declares(block string) bool {
	return strings.HasPrefix(block, "type ") || strings.HasPrefix(block, "func ")
}

// used uses the variables that the statements of a block leave to its reader.
func used(t *testing.T, block string) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc _() {\n"+block+"\n}", 0)
	if err != nil {
		t.Fatalf("%v in\n%s", err, block)
	}
	names := map[string]bool{}
	for _, statement := range file.Decls[0].(*ast.FuncDecl).Body.List {
		if assign, ok := statement.(*ast.AssignStmt); ok && assign.Tok == token.DEFINE {
			for _, name := range assign.Lhs {
				names["_ = "+name.(*ast.Ident).Name] = true
			}
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), "\n")
}

// notRun are blocks of commands that are not run here, by their first lines, and why.
var notRun = map[string]string{
	"go generate ./...\ngo test ./...\n": "runs these tests again; CI does both",
	"make\n":                             "CI runs the checks themselves; TestMakeTargets looks at the names",
}

// TestShellBlocks runs the commands of the pages as they stand, those of a page one
// after another in a module of its own that finds this one without a network.
func TestShellBlocks(t *testing.T) {
	if testing.Short() {
		t.Skip("builds modules")
	}
	for _, page := range pages(t) {
		t.Run(filepath.Base(page), func(t *testing.T) {
			var dir string
			for _, block := range blocks(t, page, "sh") {
				if slices.ContainsFunc(slices.Collect(maps.Keys(notRun)), func(first string) bool { return strings.HasPrefix(block, first) }) {
					continue
				}
				if dir == "" {
					dir = newDownstream(t)
					writeWSDLs(t, dir)
				}
				cmd := exec.CommandContext(t.Context(), "sh", "-e", "-c", block)
				cmd.Dir, cmd.Env = dir, offline()
				if output, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s\n%s", err, block, output)
				}
			}
		})
	}
}

// newDownstream is a module that requires this one. Adding the tool and looking up its
// documentation, the go command asks for modules that are required somewhere, but none of
// whose packages is imported: empty ones stand for them, as nothing else brings them into
// the cache.
func newDownstream(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	requirements := "require github.com/so-wsdlgen/so-wsdlgen v0.0.0\n\nreplace github.com/so-wsdlgen/so-wsdlgen => " + root + "\n"
	for _, unused := range []string{"github.com/stretchr/testify", "golang.org/x/sys"} {
		empty := t.TempDir()
		writeFile(t, filepath.Join(empty, "go.mod"), "module "+unused+"\n")
		requirements += "replace " + unused + " => " + empty + "\n"
	}
	dir := newModule(t, requirements)
	writeFile(t, filepath.Join(dir, "go.sum"), read(t, "../go.sum"))
	return dir
}

// writeCRM generates the package crm of the pages.
func writeCRM(t *testing.T, dir string) {
	t.Helper()
	sources, err := generator.ReadSources(t.Context(), []string{"../wsdl/Services86-Messaging.wsdl"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := generator.Generate(sources, generator.Options{Package: "crm", Server: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := result.Write(filepath.Join(dir, "internal", "crm")); err != nil {
		t.Fatal(err)
	}
}

// writeWSDLs has the files that the commands name. That of the Contact agent, which
// is the vendor's, is the Messaging agent's under another name.
func writeWSDLs(t *testing.T, dir string) {
	t.Helper()
	messaging := read(t, "../wsdl/Services86-Messaging.wsdl")
	writeFile(t, filepath.Join(dir, "wsdl", "Services86-Messaging.wsdl"), messaging)
	writeFile(t, filepath.Join(dir, "Services86-SoPrincipal.wsdl"), read(t, "../wsdl/Services86-SoPrincipal.wsdl"))
	contact := strings.NewReplacer(`"Messaging"`, `"Contact"`, `:Messaging"`, `:Contact"`)
	writeFile(t, filepath.Join(dir, "Services86-Contact.wsdl"), contact.Replace(messaging))
	for _, block := range blocks(t, "downstream.md", "go") {
		if strings.HasPrefix(block, "package crm\n") {
			writeFile(t, filepath.Join(dir, "internal", "crm", "generate.go"), block)
		}
	}
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestLinks follows the links between the pages.
func TestLinks(t *testing.T) {
	for _, page := range pages(t) {
		for _, m := range regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`).FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
