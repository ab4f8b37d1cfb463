package source_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// references takes each text in double quotes for a location.
func references(f source.File) []source.Reference {
	var all []source.Reference
	for line, text := range strings.Split(string(f.Data), "\n") {
		for _, match := range regexp.MustCompile(`"(.*?)"`).FindAllStringSubmatchIndex(text, -1) {
			pos := diag.Position{File: f.Name, Line: line + 1, Col: match[0] + 1}
			all = append(all, source.Reference{Pos: pos, Location: text[match[2]:match[3]]})
		}
	}
	return all
}

func follow(t *testing.T, names ...string) []source.File {
	t.Helper()
	files, err := source.Read(t.Context(), names, nil)
	if err != nil {
		t.Fatal(err)
	}
	given := len(files)
	files, err = source.Follow(t.Context(), files, references)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < given {
		t.Fatalf("%d of %d files are left", len(files), given)
	}
	return files
}

// led are the references that lead somewhere: from the file, by the location.
func led(files []source.File) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, file := range files {
		all[file.Name] = file.Refers
	}
	return all
}

func TestFollowFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, map[string]string{
		"soap/a.wsdl":        `"../types/a.xsd" "b.wsdl" "missing.xsd" "https://host/x.xsd" "x.xsd?y" "" "%zz" "ftp:x.xsd"`,
		"soap/b.wsdl":        `"a.wsdl" "..\types\a.xsd"`,
		"types/a.xsd":        `"my%20types.xsd" "./a.xsd#part"`,
		"types/my types.xsd": `"a.xsd"`,
	})
	want := map[string]map[string]string{
		"./soap/a.wsdl":      {"../types/a.xsd": "types/a.xsd", "b.wsdl": "soap/b.wsdl"},
		"soap/b.wsdl":        {"a.wsdl": "./soap/a.wsdl", `..\types\a.xsd`: "types/a.xsd"},
		"types/a.xsd":        {"my%20types.xsd": "types/my types.xsd", "./a.xsd#part": "types/a.xsd"},
		"types/my types.xsd": {"a.xsd": "types/a.xsd"},
	}
	for _, names := range [][]string{{"./soap/a.wsdl"}, {"./soap/a.wsdl", "soap/b.wsdl"}} {
		if diff := cmp.Diff(want, led(follow(t, names...))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestFollowInArchive(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, map[string]string{
		"secret": "",
		"all.zip": archive(t,
			entry{`soap\a.wsdl`, `"../types/a.xsd" "../../secret" "/types/a.xsd" "https://host/x.xsd"`},
			entry{`types\a.xsd`, `"..\soap\a.wsdl"`}),
	})
	want := map[string]map[string]string{
		"all.zip!soap/a.wsdl": {"../types/a.xsd": "all.zip!types/a.xsd"},
		"all.zip!types/a.xsd": {`..\soap\a.wsdl`: "all.zip!soap/a.wsdl"},
	}
	if diff := cmp.Diff(want, led(follow(t, "all.zip"))); diff != "" {
		t.Error(diff)
	}
}

// TestFollowURL: WCF gives absolute addresses; those of another host and those
// of files are not read.
func TestFollowURL(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, map[string]string{"local.xsd": "local", "local.wsdl": ""})
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the other host was asked")
	}))
	defer other.Close()
	var host string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := map[string]string{
			"wsdl":     `"` + host + `/a.svc?xsd=xsd0" "?xsd=xsd1" "` + other.URL + `/x.xsd" "file:local.xsd" "http://u:p@` + strings.TrimPrefix(host, "http://") + `/x"`,
			"xsd=xsd0": `"a.svc?wsdl"`,
			"xsd=xsd1": "<xsd1/>",
		}[r.URL.RawQuery]
		_, _ = w.Write([]byte(text))
	}))
	defer server.Close()
	host = server.URL

	want := map[string]map[string]string{
		host + "/a.svc?wsdl":     {host + "/a.svc?xsd=xsd0": host + "/a.svc?xsd=xsd0", "?xsd=xsd1": host + "/a.svc?xsd=xsd1"},
		host + "/a.svc?xsd=xsd0": {"a.svc?wsdl": host + "/a.svc?wsdl"},
		host + "/a.svc?xsd=xsd1": nil,
	}
	if diff := cmp.Diff(want, led(follow(t, host+"/a.svc?wsdl"))); diff != "" {
		t.Error(diff)
	}

	// A file may refer to a URL that the user has named too.
	write(t, map[string]string{"local.wsdl": `"` + host + `/a.svc?xsd=xsd1"`})
	got := led(follow(t, "local.wsdl", host+"/a.svc?xsd=xsd1"))["local.wsdl"]
	if diff := cmp.Diff(map[string]string{host + "/a.svc?xsd=xsd1": host + "/a.svc?xsd=xsd1"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFollowReportsAtTheReference(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, map[string]string{
		"b.wsdl":         "\n \"empty.xsd\"",
		"a.wsdl":         `"folder/x.xsd" "empty.xsd"`,
		"empty.xsd":      "",
		"folder/x.xsd/y": "",
	})
	files, err := source.Read(t.Context(), []string{"b.wsdl", "a.wsdl"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err = source.Follow(t.Context(), files, references)
	if files != nil || err == nil {
		t.Fatalf("%d files and error %v", len(files), err)
	}
	want := []string{
		"a.wsdl:1:1: folder/x.xsd: cannot be read: is a directory",
		"b.wsdl:2:2: empty.xsd: is empty: download the WSDL again",
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Error(diff)
	}
}

// TestFollowEnds where a server makes up documents.
func TestFollowEnds(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(`"` + r.URL.Path + `x" "` + r.URL.Path + `y"`))
	}))
	defer server.Close()
	files, err := source.Read(t.Context(), []string{server.URL + "/"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = source.Follow(t.Context(), files, references); err == nil || !strings.Contains(err.Error(), "x: more than 1000 documents refer to each other") {
		t.Errorf("got %v", err)
	}
}
