package generator_test

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// allowed has, for each package, what it may import beyond the standard library.
// Data goes one way: source → wsdl → build → naming → emit → output, the model in
// the middle knowing neither XML nor Go's emitter.
var allowed = map[string][]string{
	"cmd/so-wsdlgen":                  {"cmd/so-wsdlgen/internal/tempdir", "generator", "github.com/urfave/cli/v2"},
	"cmd/so-wsdlgen/internal/tempdir": {},
	"generated/services86":            {},
	"generator":                       {"generator/internal/*", "templates"},
	"generator/internal/build": {
		"generator/internal/diag", "generator/internal/ir", "generator/internal/wsdl", "github.com/xrash/smetrics",
	},
	"generator/internal/config": {
		"generator/internal/diag", "generator/internal/naming", "generator/internal/source",
		"github.com/goccy/go-yaml", "github.com/goccy/go-yaml/ast", "github.com/goccy/go-yaml/parser", "github.com/goccy/go-yaml/token",
	},
	"generator/internal/diag":   {},
	"generator/internal/emit":   {"generator/internal/diag", "generator/internal/ir", "templates", "github.com/dave/jennifer/jen"},
	"generator/internal/ir":     {"generator/internal/diag"},
	"generator/internal/naming": {"generator/internal/diag", "generator/internal/ir"},
	"generator/internal/output": {"generator/internal/diag", "github.com/rogpeppe/go-internal/diff", "golang.org/x/sync/errgroup"},
	"generator/internal/sample": {"generator/internal/ir"},
	"generator/internal/source": {"generator/internal/diag"},
	"generator/internal/wsdl": {
		"generator/internal/diag", "generator/internal/source", "github.com/hooklift/gowsdl", "golang.org/x/sync/errgroup",
	},
	"generator/internal/xmltree": {},
	"templates":                  {},
	"templates/runtime":          {},
}

const module = "github.com/so-wsdlgen/so-wsdlgen/"

func TestImportGraph(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	err = filepath.WalkDir(root, func(dir string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !entry.IsDir():
			return nil
		case dir != root && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".")):
			return filepath.SkipDir
		}
		pkg, err := build.ImportDir(dir, 0)
		if err != nil || len(pkg.GoFiles) == 0 {
			return nil // no package, or one of tests alone
		}
		name, err := filepath.Rel(root, dir)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		found[name] = true
		may, known := allowed[name]
		if !known {
			t.Errorf("%s is a new package: say here what it may import", name)
			return nil
		}
		for _, path := range pkg.Imports {
			path = strings.TrimPrefix(path, module)
			standard := !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") && !strings.HasPrefix(path, "generator") && !strings.HasPrefix(path, "templates")
			if standard || slices.Contains(may, path) || slices.Contains(may, filepath.ToSlash(filepath.Dir(path))+"/*") {
				continue
			}
			t.Errorf("%s imports %s", name, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range allowed {
		if !found[name] {
			t.Errorf("there is no package %s", name)
		}
	}
}
