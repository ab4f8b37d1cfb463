package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/config"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/naming"
)

// load writes a configuration into a folder and loads it from outside.
func load(t *testing.T, text string) ([]config.Package, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.Mkdir("sub", 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("sub", "so-wsdlgen.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config.Load(path)
}

func TestLoad(t *testing.T) {
	got, err := load(t, `# What to generate.
packages:
  - name: services86
    out: generated/services86
    sources: [wsdl, ../all.zip!Services86-*.wsdl, "https://host/Messaging.svc?singleWsdl"]
    agents:
      - Messaging
      - SoPrincipal
    server: true
    nillable: pointer
    names:
      type Contact: CrmContact
      "value > of type Op": OpGreater
  - name: services87
    out: /abs/services87
    sources: [/abs/wsdl]
    nillable:
      pointer: [Contact, Person]
`)
	if err != nil {
		t.Fatal(err)
	}
	at := func(line int) diag.Position {
		return diag.Position{File: filepath.Join("sub", "so-wsdlgen.yaml"), Line: line, Col: 7}
	}
	want := []config.Package{{
		Name: "services86",
		Out:  filepath.Join("sub", "generated", "services86"),
		Sources: []string{
			filepath.Join("sub", "wsdl"),
			"all.zip!Services86-*.wsdl",
			"https://host/Messaging.svc?singleWsdl",
		},
		Agents:          []string{"Messaging", "SoPrincipal"},
		Server:          true,
		NillablePointer: true,
		Names: []naming.Override{
			{Of: "type Contact", Go: "CrmContact", Pos: at(12)},
			{Of: "value > of type Op", Go: "OpGreater", Pos: at(13)},
		},
	}, {
		Name: "services87", Out: "/abs/services87", Sources: []string{"/abs/wsdl"},
		NillablePointerTypes: []string{"Contact", "Person"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLoadErrors(t *testing.T) {
	// entry is a sound package with a line more.
	entry := func(line string) string {
		return "packages:\n  - name: a\n    out: b\n    sources: [c]\n    " + line + "\n"
	}
	tests := []struct {
		name, text string
		want       []string // without the path
	}{
		{"unknown key", entry("serv: true"), []string{`:5:5: there is no key "serv"`}},
		{"unknown key at the top", "package: a", []string{`:1:1: there is no key "package"`}},
		{"case", entry("Server: true"), []string{`:5:5: there is no key "Server"`}},
		{"key twice", entry("name: b"), []string{`:5:5: mapping key "name" already defined at [2:5]`}},
		{"number for text", "packages:\n  - name: 86", []string{`:2:11: want a string; put quotes around a number`}},
		{"list for text", "packages:\n  - name: [a]", []string{`:2:11: want a string; put quotes around a number`}},
		{"text for list", entry("agents: Contact"), []string{`:5:13: want a sequence`}},
		{"number in list", entry("agents: [Contact, 5]"), []string{`:5:23: want a string; put quotes around a number`}},
		{"text for boolean", entry("server: yes"), []string{`:5:13: want true or false`}},
		{"mapping for list", "packages:\n  name: a", []string{`:2:7: want a sequence`}},
		{"list at the top", "- a", []string{`:1:1: want a mapping`}},
		{"null", entry("agents:"), []string{`:5:13: no value: write one, or leave the key out`}},
		{"null in list", entry("agents: [~]"), []string{`:5:14: no value: write one, or leave the key out`}},
		{"nillable", entry("nillable: value"), []string{`:5:15: want pointer, or pointer: with a list of types`}},
		{"nillable mapping", entry("nillable: {value: [A]}"), []string{`:5:16: there is no key "value"`}},
		{"names as list", entry("names: [a]"), []string{`:5:12: want a mapping, such as type Contact: CrmContact`}},
		{"name as number", entry("names: {type A: 5}"), []string{`:5:21: want a string; put quotes around a number`}},
		{"name of number", entry("names: {5: A}"), []string{`:5:13: want a string; put quotes around a number`}},
		{"name twice", entry("names: {type A: B, type A: C}"), []string{`:5:24: mapping key "type A" already defined at [5:13]`}},
		{"no YAML", "packages: [", []string{`:1:11: sequence end token ']' not found`}},
		{"tab", "packages:\n\t- name: a", []string{`:2:1: found character '	' that cannot start any token`}},
		{"nothing", "# nothing\n", []string{`: names no packages: list at least one under packages`}},
		{"no packages", "packages: []", []string{`: names no packages: list at least one under packages`}},
		{"two documents", "packages: []\n---\npackages: []", []string{`:3:9: a second document: put its packages into the first`}},
		{"missing", "packages:\n  - server: true\n  - {}", []string{
			`:2:5: the package has no name: add it, as in name: services86`,
			`:2:5: the package has no out: add it, as in out: internal/services86`,
			`:2:5: the package has no sources: add it, as in sources: [wsdl]`,
			`:3:5: the package has no name: add it, as in name: services86`,
			`:3:5: the package has no out: add it, as in out: internal/services86`,
			`:3:5: the package has no sources: add it, as in sources: [wsdl]`,
		}},
		{"out twice", entry("server: true") + "  - name: b\n    out: ./b/\n    sources: [c]\n", []string{`:7:10: out: another package is in ./b/ already`}},
		{"stdin", "packages:\n  - name: a\n    out: b\n    sources: ['-', '']", []string{
			`:4:15: sources: "-" is not a file, folder, archive or URL`,
			`:4:20: sources: "" is not a file, folder, archive or URL`,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			packages, err := load(t, test.text)
			if packages != nil || !errors.As(err, new(diag.Error)) {
				t.Fatalf("got %v and error %v, want a diag.Error", packages, err)
			}
			path := filepath.Join("sub", "so-wsdlgen.yaml")
			var want []string
			for _, line := range test.want {
				want = append(want, path+line)
			}
			if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		_, err := config.Load("none.yaml")
		if want := "none.yaml: no such file: check the path"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	})
}
