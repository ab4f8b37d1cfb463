package generator_test

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A golden is a folder and what is to be in it.
type golden struct {
	dir   string
	files map[string][]byte // by slash-separated name
	// keep tells which files of the folder are none of the golden's.
	keep func(name string) bool
}

func newGolden(dir ...string) *golden {
	return &golden{
		dir:   filepath.Join(append([]string{"..", "testdata", "golden"}, dir...)...),
		files: map[string][]byte{},
		keep:  func(string) bool { return false },
	}
}

func (g *golden) add(name string, content []byte) { g.files[name] = content }

// check compares the folder with what is to be in it, or with -update makes it
// so. A missing file and one too many are differences too.
func (g *golden) check(t *testing.T) {
	t.Helper()
	have := g.read(t)
	if *update {
		g.write(t, have)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(g.files)) {
		content, ok := have[name]
		switch {
		case !ok:
			t.Errorf("%s is missing: run go test ./generator -update, and read what it wrote", filepath.Join(g.dir, name))
		case !bytes.Equal(content, g.files[name]):
			t.Errorf("%s differs, golden (-) and now (+):\n%s", filepath.Join(g.dir, name), cmp.Diff(string(content), string(g.files[name])))
		}
	}
	for name := range have {
		if _, ok := g.files[name]; !ok {
			t.Errorf("%s is one too many", filepath.Join(g.dir, name))
		}
	}
}

func (g *golden) read(t *testing.T) map[string][]byte {
	t.Helper()
	have := map[string][]byte{}
	err := filepath.WalkDir(g.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(g.dir, path)
		if err != nil {
			return err
		}
		if name = filepath.ToSlash(name); g.keep(name) {
			return nil
		}
		have[name], err = os.ReadFile(path)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return have
}

func (g *golden) write(t *testing.T, have map[string][]byte) {
	t.Helper()
	for name := range have {
		if _, ok := g.files[name]; ok {
			continue
		}
		if err := os.Remove(filepath.Join(g.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range g.files {
		path := filepath.Join(g.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
