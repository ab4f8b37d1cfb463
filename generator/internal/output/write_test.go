package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

func TestWrite(t *testing.T) {
	a, b := generated("a.go", "a"), generated("b.go", "b")
	foreign := "package a\n\n// by hand\n"
	for _, test := range []struct {
		name   string
		before tree
		want   Summary
		after  tree
	}{
		{
			name:  "empty directory",
			want:  Summary{Written: []string{"a.go", "b.go"}},
			after: tree{"a.go": string(a.Content), "b.go": string(b.Content)},
		},
		{
			name:   "current",
			before: tree{"a.go": string(a.Content), "b.go": string(b.Content)},
			want:   Summary{Unchanged: []string{"a.go", "b.go"}},
			after:  tree{"a.go": string(a.Content), "b.go": string(b.Content)},
		},
		{
			name:   "one changed",
			before: tree{"a.go": header, "b.go": string(b.Content)},
			want:   Summary{Written: []string{"a.go"}, Unchanged: []string{"b.go"}},
			after:  tree{"a.go": string(a.Content), "b.go": string(b.Content)},
		},
		{
			name:   "line ends",
			before: tree{"a.go": crlf(a), "b.go": string(b.Content)},
			want:   Summary{Written: []string{"a.go"}, Unchanged: []string{"b.go"}},
			after:  tree{"a.go": string(a.Content), "b.go": string(b.Content)},
		},
		{
			name: "stale",
			before: tree{
				"a.go": string(a.Content), "b.go": string(b.Content),
				"old.go": header, "older.go": crlf(File{Content: []byte(header)}),
			},
			want:  Summary{Unchanged: []string{"a.go", "b.go"}, Removed: []string{"old.go", "older.go"}},
			after: tree{"a.go": string(a.Content), "b.go": string(b.Content)},
		},
		{
			name: "files of others stay",
			before: tree{
				"hand.go": foreign, "empty.go": "", "notes.txt": header, "sub/old.go": header, "dir.go/": "",
			},
			want: Summary{Written: []string{"a.go", "b.go"}},
			after: tree{
				"a.go": string(a.Content), "b.go": string(b.Content),
				"hand.go": foreign, "empty.go": "", "notes.txt": header, "sub/": "", "sub/old.go": header, "dir.go/": "",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			test.before.make(t, dir)
			got, err := Write(dir, []File{a, b})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&test.want, got); diff != "" {
				t.Errorf("summary (-want +got):\n%s", diff)
			}
			test.after.check(t, dir)
		})
	}
}

func crlf(f File) string { return strings.ReplaceAll(string(f.Content), "\n", "\r\n") }

func TestWriteLeavesUnchangedFilesAlone(t *testing.T) {
	dir := t.TempDir()
	a := generated("a.go", "a")
	tree{"a.go": string(a.Content), "b.go": header}.make(t, dir)
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, name := range []string{"a.go", "b.go"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Write(dir, []File{a, generated("b.go", "b")}); err != nil {
		t.Fatal(err)
	}
	if got := modTime(t, dir, "a.go"); !got.Equal(long) {
		t.Errorf("a.go is unchanged and has a new time: %v", got)
	}
	if got := modTime(t, dir, "b.go"); got.Equal(long) {
		t.Error("b.go is changed and has its old time")
	}
}

func modTime(t *testing.T, dir, name string) time.Time {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

func TestWriteMakesDirectories(t *testing.T) {
	root := t.TempDir()
	a := generated("a.go", "a")
	if _, err := Write(filepath.Join(root, "x", "y"), []File{a}); err != nil {
		t.Fatal(err)
	}
	tree{"x/": "", "x/y/": "", "x/y/a.go": string(a.Content)}.check(t, root)
}

func TestWriteIsReadableByOthers(t *testing.T) {
	dir := t.TempDir()
	reference := filepath.Join(dir, "reference")
	if err := os.WriteFile(reference, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir, []File{generated("a.go", "a")}); err != nil {
		t.Fatal(err)
	}
	want, err := os.Stat(reference)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.Stat(filepath.Join(dir, "a.go"))
	if err != nil {
		t.Fatal(err)
	}
	if got.Mode() != want.Mode() {
		t.Errorf("mode %v, want %v", got.Mode(), want.Mode())
	}
}

func TestWriteRefusesWhatIsNotOurs(t *testing.T) {
	dir := t.TempDir()
	before := tree{"a.go": header, "b.go": "package a\n", "c.go/": "", "target.go": header, "old.go": header}
	before.make(t, dir)
	if err := os.Symlink("target.go", filepath.Join(dir, "d.go")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	before["d.go"] = os.ModeSymlink.String()

	files := []File{generated("a.go", "a"), generated("b.go", "b"), generated("c.go", "c"), generated("d.go", "d")}
	cure := "; a generated file has this name: move it away or choose another directory"
	want := diag.Error{
		{Position: diag.Position{File: join(dir, "b.go")}, Message: "not written by so-wsdlgen" + cure},
		{Position: diag.Position{File: join(dir, "c.go")}, Message: "not a regular file" + cure},
		{Position: diag.Position{File: join(dir, "d.go")}, Message: "not a regular file" + cure},
	}
	for name, call := range map[string]func() error{
		"Write": func() error { _, err := Write(dir, files); return err },
		"Check": func() error { _, err := Check(dir, files); return err },
	} {
		if diff := cmp.Diff(error(want), call()); diff != "" {
			t.Errorf("%s: error (-want +got):\n%s", name, diff)
		}
		before.check(t, dir)
	}
}

func TestWriteRefusesAFileForADirectory(t *testing.T) {
	dir := t.TempDir()
	before := tree{"out": "text"}
	before.make(t, dir)
	place := filepath.Join(dir, "out")
	for _, dir := range []string{place, filepath.Join(place, "below")} {
		want := dir + ": not a directory: choose another place for the generated files"
		if _, err := Write(dir, []File{generated("a.go", "a")}); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	before.check(t, dir)
}

// A name that leaves no room for the prefix of a staged file makes staging fail
// after the first file, whoever runs the test.
func TestWriteFailureInStaging(t *testing.T) {
	files := []File{generated("a.go", "a"), generated(strings.Repeat("b", 250)+".go", "b")}
	for _, test := range []struct {
		name, dir string
		before    tree
	}{
		{"missing directory", "x/y/z", tree{"x/": ""}},
		{"existing directory", "x", tree{"x/": "", "x/a.go": header, "x/old.go": header}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			test.before.make(t, root)
			place := filepath.Join(root, filepath.FromSlash(test.dir))
			want := place + ": cannot be written: file name too long; nothing is changed: make it writable or choose another directory"
			if _, err := Write(place, files); err == nil || err.Error() != want {
				t.Errorf("error %v, want %s", err, want)
			}
			test.before.check(t, root)
		})
	}
}

// What others do between the comparison and the writing makes a rename fail in
// the middle.
func TestWriteFailureInTheMiddle(t *testing.T) {
	a, b := generated("a.go", "a"), generated("b.go", "b")
	for _, test := range []struct {
		name      string
		interfere func(dir string) error
		removed   string
		added     string
	}{
		{
			name:      "a directory comes in the way of a new file",
			interfere: func(dir string) error { return os.Mkdir(filepath.Join(dir, "b.go"), 0o755) },
			added:     "b.go/",
		},
		{
			name:      "a stale file goes",
			interfere: func(dir string) error { return os.Remove(filepath.Join(dir, "old2.go")) },
			removed:   "old2.go",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			before := tree{"a.go": header, "old1.go": header, "old2.go": header}
			before.make(t, dir)
			c, err := compare(dir, []File{a, b})
			if err != nil {
				t.Fatal(err)
			}
			if err := test.interfere(dir); err != nil {
				t.Fatal(err)
			}
			if summary, err := c.write(); err == nil {
				t.Errorf("no error, but %+v", summary)
			}
			delete(before, test.removed)
			if test.added != "" {
				before[test.added] = ""
			}
			before.check(t, dir)
		})
	}
}

func TestTransactionUndoGoesOn(t *testing.T) {
	dir := t.TempDir()
	place := func(name string) string { return filepath.Join(dir, name) }
	tree{"1": "one", "2": "two", "3": "three"}.make(t, dir)
	var moved transaction
	for _, name := range []string{"1", "2", "3"} {
		if err := moved.rename(place(name), place("x"+name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(place("x2")); err != nil {
		t.Fatal(err)
	}
	if err := moved.undo(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want one of %v", err, os.ErrNotExist)
	}
	tree{"1": "one", "3": "three"}.check(t, dir)
}
