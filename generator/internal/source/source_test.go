package source_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// write makes files with their folders, by slash-separated name.
func write(t *testing.T, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// writeSized makes a file of zeros.
func writeSized(t *testing.T, name string, size int64) {
	t.Helper()
	write(t, map[string]string{name: ""})
	if err := os.Truncate(name, size); err != nil {
		t.Fatal(err)
	}
}

// read reads without fault and returns "name: text" for each file.
func read(t *testing.T, names ...string) []string {
	t.Helper()
	files, err := source.Read(t.Context(), names, strings.NewReader("<stdin/>"))
	if err != nil {
		t.Fatal(err)
	}
	return summary(files)
}

func summary(files []source.File) []string {
	var lines []string
	for _, file := range files {
		lines = append(lines, filepath.ToSlash(file.Name)+": "+string(file.Data))
	}
	return lines
}

// refusal reads what cannot be read and returns the lines of the error.
func refusal(t *testing.T, ctx context.Context, names ...string) []string {
	t.Helper()
	files, err := source.Read(ctx, names, strings.NewReader(""))
	if files != nil {
		t.Errorf("got %d files along with an error", len(files))
	}
	if !errors.As(err, new(diag.Error)) {
		t.Fatalf("got error %v, want a diag.Error", err)
	}
	return strings.Split(err.Error(), "\n")
}

func TestRead(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, map[string]string{
		"b.wsdl":               "<b/>",
		"a.wsdl":               "<a/>",
		"[x].wsdl":             "<brackets/>",
		"folder/2.wsdl":        "<2/>",
		"folder/1.WSDL":        "<1/>",
		"folder/types.xsd":     "<types/>",
		"folder/.hidden.wsdl":  "<hidden/>",
		"folder/inner/3.wsdl":  "<3/>",
		"trick.zip/inner.wsdl": "<inner/>",
		"other":                "<other/>",
	})
	tests := []struct {
		name  string
		names []string
		want  []string
	}{
		{"files, in the order given", []string{"b.wsdl", "a.wsdl"}, []string{"b.wsdl: <b/>", "a.wsdl: <a/>"}},
		{"once", []string{"./b.wsdl", "a.wsdl", "b.wsdl", "*.wsdl"},
			[]string{"./b.wsdl: <b/>", "a.wsdl: <a/>", "[x].wsdl: <brackets/>"}},
		{"any file that is named", []string{"other"}, []string{"other: <other/>"}},
		{"a name that looks like a pattern", []string{"[x].wsdl"}, []string{"[x].wsdl: <brackets/>"}},
		{"a folder", []string{"folder"}, []string{"folder/1.WSDL: <1/>", "folder/2.wsdl: <2/>"}},
		{"a folder that looks like an archive", []string{"trick.zip"}, []string{"trick.zip/inner.wsdl: <inner/>"}},
		{"a pattern", []string{"?.wsdl"}, []string{"a.wsdl: <a/>", "b.wsdl: <b/>"}},
		{"a pattern for folders", []string{"f*"}, []string{"folder/1.WSDL: <1/>", "folder/2.wsdl: <2/>"}},
		{"stdin", []string{"a.wsdl", "-", "-"}, []string{"a.wsdl: <a/>", "stdin: <stdin/>"}},
		{"nothing", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, read(t, test.names...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadReportsEveryName(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	writeSized(t, "good.wsdl", 1)
	writeSized(t, "empty.wsdl", 0)
	writeSized(t, "limit.wsdl", 64<<20)
	writeSized(t, "some/huge.wsdl", 64<<20+1)
	missing := filepath.Join("folder", "missing.wsdl")

	want := []string{
		"[x: is not a pattern: close the [",
		"empty.wsdl: is empty: download the WSDL again",
		"folder: holds no *.wsdl: name the folder that has them",
		missing + ": no such file: check the path",
		"missing.zip: no such file: check the path",
		"missing.zip!a.wsdl: no such file: check the path",
		"none*.wsdl: matches no file: check the pattern",
		filepath.Join("some", "huge.wsdl") + ": is larger than 64 MiB: not a WSDL",
		"stdin: is empty: pipe a WSDL into it",
	}
	got := refusal(t, t.Context(), missing, "limit.wsdl", "some", "good.wsdl", "folder", "empty.wsdl",
		"-", "none*.wsdl", "[x", "missing.zip", "missing.zip!a.wsdl")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBase(t *testing.T) {
	for name, want := range map[string]string{
		"a.wsdl":      "a.wsdl",
		"../x/a.wsdl": "a.wsdl",
		"stdin":       "stdin",
		"some/Services86.zip!Services86-Messaging.wsdl": "Services86-Messaging.wsdl",
		"Services86.ZIP!soap/Services86-Messaging.wsdl": "Services86-Messaging.wsdl",
		"wow!a.wsdl": "wow!a.wsdl",
		"https://host/Remote/Services86/Messaging.svc?singleWsdl": "Messaging.svc",
		"https://host/a%0Ab":        "a%0Ab",
		"HTTP://host/?wsdl=/secret": "URL",
	} {
		if got := source.Base(name); got != want {
			t.Errorf("Base(%q) = %q, want %q", name, got, want)
		}
	}
}
