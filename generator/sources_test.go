package generator_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// ownWSDLs are the project's own.
var ownWSDLs = filepath.Join("..", "wsdl")

func sourcesOf(t *testing.T, names ...string) []generator.Source {
	t.Helper()
	sources, err := generator.ReadSources(t.Context(), names, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// apart writes a WSDL of the project in pieces, as WCF serves them without
// ?singleWsdl: the schemas behind imports.
func apart(t *testing.T, dir, name string) {
	t.Helper()
	text := string(readFile(t, ownWSDLs, name))
	before, rest, found := strings.Cut(text, "<wsdl:types>")
	inside, after, ends := strings.Cut(rest, "</wsdl:types>")
	if !found || !ends {
		t.Fatal("no wsdl:types")
	}
	_, header, _ := strings.Cut(before, "<wsdl:definitions")
	declarations := ""
	for _, field := range strings.Fields(strings.Trim(header, "<>")) {
		if strings.HasPrefix(field, "xmlns") {
			declarations += " " + strings.TrimSuffix(field, ">")
		}
	}
	types := ""
	for i, schema := range strings.SplitAfter(inside, "</xs:schema>") {
		start := strings.Index(schema, "<xs:schema")
		if start < 0 {
			continue
		}
		schema = schema[start:]
		_, namespace, _ := strings.Cut(schema, `targetNamespace="`)
		namespace, _, _ = strings.Cut(namespace, `"`)
		file := "xsd" + string(rune('0'+i)) + ".xsd"
		types += `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="` + namespace + `" schemaLocation="schemas/` + file + `"/></xs:schema>`
		own, content, _ := strings.Cut(schema, ">")
		for _, field := range strings.Fields(declarations) {
			prefix, _, _ := strings.Cut(field, "=")
			if !strings.Contains(own, prefix+"=") {
				own += " " + field
			}
		}
		writeFile(t, filepath.Join(dir, "schemas", file), own+">"+content)
	}
	if strings.Count(types, "schemaLocation") < 2 {
		t.Fatalf("only %s", types)
	}
	writeFile(t, filepath.Join(dir, name), before+"<wsdl:types>"+types+"</wsdl:types>"+after)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestSourcesInPieces: the same package, whether a WSDL is in one piece or in
// several, and whether they are files or on the web.
func TestSourcesInPieces(t *testing.T) {
	const name = "Services86-Messaging.wsdl"
	want := filesOf(t, filepath.Join(ownWSDLs, name))

	dir := t.TempDir()
	apart(t, dir, name)
	if sources := sourcesOf(t, filepath.Join(dir, name)); len(sources) < 3 {
		t.Errorf("%d sources", len(sources))
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	for _, source := range []string{filepath.Join(dir, name), server.URL + "/" + name, dir} {
		if diff := cmp.Diff(want, filesOf(t, source)); diff != "" {
			t.Errorf("%s (-one piece +several):\n%s", source, diff)
		}
	}
}

// filesOf makes a package and returns its files by name.
func filesOf(t *testing.T, names ...string) map[string]string {
	t.Helper()
	return filesWith(t, generator.Options{Package: "services"}, names...)
}

func filesWith(t *testing.T, opts generator.Options, names ...string) map[string]string {
	t.Helper()
	result, err := generator.Generate(sourcesOf(t, names...), opts)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, file := range result.Files {
		files[file.Name] = string(file.Content)
	}
	return files
}

// TestAgentsOption: to select is to leave out the rest. The two agents share no
// names that would be longer together.
func TestAgentsOption(t *testing.T) {
	selected := filesWith(t, generator.Options{Package: "services", Agents: []string{"SoPrincipal"}}, ownWSDLs)
	alone := filesOf(t, filepath.Join(ownWSDLs, "Services86-SoPrincipal.wsdl"))
	if diff := cmp.Diff(alone, selected); diff != "" {
		t.Errorf("(-alone +selected):\n%s", diff)
	}
	_, err := generator.Generate(sourcesOf(t, ownWSDLs), generator.Options{Package: "services", Agents: []string{"Principal"}})
	if want := "there is no agent Principal; there are SoPrincipal, Messaging"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestNamesOption renames a type throughout.
func TestNamesOption(t *testing.T) {
	renamed := filesWith(t, generator.Options{
		Package: "services",
		Names:   []generator.Name{{Of: "type OutgoingMessage", Go: "SMS"}},
	}, ownWSDLs)
	all := strings.Builder{}
	for _, text := range renamed {
		all.WriteString(text)
	}
	if !strings.Contains(all.String(), "type SMS struct") || strings.Contains(all.String(), "type OutgoingMessage struct") {
		t.Error("the type is not renamed")
	}
	_, err := generator.Generate(sourcesOf(t, ownWSDLs), generator.Options{
		Package: "services",
		Names:   []generator.Name{{Of: "type SMS", Go: "SMS", Pos: generator.Diagnostic{}.Position}},
	})
	if err == nil || !strings.Contains(err.Error(), "there is no type SMS to be named") {
		t.Errorf("got %v", err)
	}
}

func TestLoadConfig(t *testing.T) {
	path := filepath.Join(t.TempDir(), generator.ConfigFile)
	wsdls, err := filepath.Abs(ownWSDLs)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, "packages:\n  - name: principal\n    out: out\n    sources: ['"+wsdls+"']\n    agents: [SoPrincipal]\n"+
		"    server: true\n    nillable: pointer\n    names: {type Nobody: X}\n")
	targets, err := generator.LoadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []generator.Target{{
		Out: filepath.Join(filepath.Dir(path), "out"), Sources: []string{wsdls},
		Options: generator.Options{Package: "principal", Agents: []string{"SoPrincipal"}, Server: true, NillablePointer: true,
			Names: []generator.Name{{Of: "type Nobody", Go: "X"}}},
	}}
	pos := targets[0].Options.Names[0].Pos
	want[0].Options.Names[0].Pos = pos
	if diff := cmp.Diff(want, targets); diff != "" {
		t.Error(diff)
	}
	_, err = generator.Generate(sourcesOf(t, targets[0].Sources...), targets[0].Options)
	if prefix := path + ":8:13: there is no type Nobody"; err == nil || !strings.HasPrefix(err.Error(), prefix) {
		t.Errorf("got %v, want %s…", err, prefix)
	}
	writeFile(t, path, "package: x")
	if _, err := generator.LoadConfig(path); !errors.As(err, new(generator.Error)) {
		t.Errorf("got %v", err)
	}
}

// TestEnvelopes: the documented form equals the vendor's sample.
func TestEnvelopes(t *testing.T) {
	sources := sourcesOf(t, ownWSDLs)
	names := func(opts generator.EnvelopeOptions) []string {
		files, err := generator.Envelopes(sources, opts)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, file := range files {
			if !bytes.Contains(file.Content, []byte("Envelope")) {
				t.Errorf("%s: %s", file.Name, file.Content)
			}
			all = append(all, file.Name)
		}
		return all
	}
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	both := []string{"Messaging/SendMessages.request.xml", "Messaging/SendMessages.response.xml"}
	for _, form := range []generator.EnvelopeForm{generator.Documented, generator.Wire} {
		for _, operation := range []string{"SendMessages", "Messaging.SendMessages"} {
			if diff := cmp.Diff(both, names(generator.EnvelopeOptions{Form: form, Operation: operation, Now: now})); diff != "" {
				t.Error(diff)
			}
		}
		if got := len(names(generator.EnvelopeOptions{Form: form, Now: now})); got != 22 {
			t.Errorf("%d envelopes of 11 operations", got)
		}
	}
	files, err := generator.Envelopes(sources, generator.EnvelopeOptions{Form: generator.Documented, Operation: "SendMessages", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if diff := cmp.Diff(documented(t, filepath.Base(file.Name)), parseXML(t, file.Content)); diff != "" {
			t.Errorf("%s:\n%s", file.Name, diff)
		}
	}
	for _, test := range []struct {
		opts generator.EnvelopeOptions
		want string
	}{
		{generator.EnvelopeOptions{Form: "soap"}, `there is no form "soap"; there are documented and wire`},
		{generator.EnvelopeOptions{Form: generator.Wire, Operation: "SoPrincipal.SendMessages"},
			"there is no operation SoPrincipal.SendMessages; there are SoPrincipal.GetSystemInfo, SoPrincipal.AuthenticateImplicit, " +
				"SoPrincipal.AuthenticateUsernamePassword, SoPrincipal.AuthenticateGeneric, SoPrincipal.AuthenticateWithAccessToken"},
		{generator.EnvelopeOptions{Form: generator.Wire, Operation: "Send"},
			"there is no operation Send; name it as AGENT.OPERATION, the agents being Messaging, SoPrincipal"},
	} {
		if _, err := generator.Envelopes(sources, test.opts); err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}
