package source_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

func write(t *testing.T, name string, size int64) {
	t.Helper()
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, size); err != nil {
		t.Fatal(err)
	}
}

func TestReadKeepsOrderAndDropsRepeatedPaths(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"b.wsdl": "<b/>", "a.wsdl": "<a/>"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := source.Read([]string{"./b.wsdl", "a.wsdl", "b.wsdl"})
	if err != nil {
		t.Fatal(err)
	}
	want := []source.File{
		{Name: "./b.wsdl", Data: []byte("<b/>")},
		{Name: "a.wsdl", Data: []byte("<a/>")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadReportsEveryPath(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, "good.wsdl", 1)
	write(t, "empty.wsdl", 0)
	write(t, "limit.wsdl", 64<<20)
	write(t, "huge.wsdl", 64<<20+1)
	missing := filepath.Join("folder", "missing.wsdl")

	files, err := source.Read([]string{missing, "limit.wsdl", "huge.wsdl", "good.wsdl", "folder", "empty.wsdl"})
	if files != nil {
		t.Errorf("got %d files along with an error", len(files))
	}
	if !errors.As(err, new(diag.Error)) {
		t.Fatalf("got error %v, want a diag.Error", err)
	}
	want := []string{
		"empty.wsdl: is empty: download the WSDL again",
		"folder: is a directory: name the WSDL files in it",
		missing + ": no such file: check the path",
		"huge.wsdl: is larger than 64 MiB: not a WSDL",
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Error(diff)
	}
}
