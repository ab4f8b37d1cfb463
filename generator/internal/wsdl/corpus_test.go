package wsdl_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// corpus is the published WSDLs of a version; they cannot be part of the project.
func corpus(tb testing.TB, version string) []string {
	tb.Helper()
	root := os.Getenv("SO_WSDLGEN_CORPUS")
	if root == "" {
		tb.Skip("SO_WSDLGEN_CORPUS is unset: no published WSDLs to read")
	}
	paths, err := filepath.Glob(filepath.Join(root, version, "wsdl", "*.wsdl"))
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no WSDLs of %s under %s: %v", version, root, err)
	}
	return paths
}

func load(tb testing.TB, paths []string) ([]source.File, *wsdl.Set) {
	tb.Helper()
	files, err := source.Read(tb.Context(), paths, nil)
	if err != nil {
		tb.Fatal(err)
	}
	set, err := wsdl.Load(files)
	if err != nil {
		tb.Fatal(err)
	}
	return files, set
}

func TestPublishedWSDLs(t *testing.T) {
	for _, test := range []struct {
		version                string
		documents, operations  int
		elements, enumerations int
	}{
		{version: "services86", documents: 54, operations: 1450, elements: 16450, enumerations: 2147},
		{version: "services87", documents: 54, operations: 1502},
	} {
		t.Run(test.version, func(t *testing.T) {
			files, set := load(t, corpus(t, test.version))
			if len(set.Documents) != test.documents {
				t.Errorf("got %d documents, want %d", len(set.Documents), test.documents)
			}
			operations, elements, enumerations := 0, 0, 0
			for i, document := range set.Documents {
				got := describeDocument(document)
				for _, line := range got {
					fields := strings.Fields(line)
					switch fields[0] {
					case "operation":
						operations++
					case "element":
						elements++
					case "enumeration":
						enumerations++
					}
				}
				compare(t, files[i], got)
			}
			if operations != test.operations {
				t.Errorf("got %d operations, want %d", operations, test.operations)
			}
			if test.elements > 0 && (elements != test.elements || enumerations != test.enumerations) {
				t.Errorf("got %d elements and %d enumerations, want %d and %d",
					elements, enumerations, test.elements, test.enumerations)
			}
		})
	}
}

func TestProjectWSDLs(t *testing.T) {
	paths, err := filepath.Glob("../../../wsdl/*.wsdl")
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("no WSDLs in the project")
	}
	files, set := load(t, paths)
	for i, document := range set.Documents {
		compare(t, files[i], describeDocument(document))
	}
}

func BenchmarkLoad(b *testing.B) {
	files, err := source.Read(b.Context(), corpus(b, "services86"), nil)
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, file := range files {
		size += len(file.Data)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		if _, err := wsdl.Load(files); err != nil {
			b.Fatal(err)
		}
	}
}

// compare holds a description of what was loaded against one that is made from
// the file by encoding/xml alone.
func compare(t *testing.T, file source.File, got []string) {
	t.Helper()
	var root element
	if err := xml.Unmarshal(file.Data, &root); err != nil {
		t.Fatal(err)
	}
	root.scope(map[string]string{})
	if diff := cmp.Diff(root.describe(), got); diff != "" {
		t.Errorf("%s (-file +loaded):\n%s", file.Name, diff)
	}
}

// describeDocument puts a document into lines, in its order.
func describeDocument(d *wsdl.Document) []string {
	var lines []string
	for _, s := range d.Schemas {
		lines = append(lines, "schema "+s.TargetNamespace)
		for _, e := range s.Elements {
			lines = append(lines, describeElement(e)...)
		}
		for _, t := range s.Types {
			lines = append(lines, describeType(t)...)
		}
	}
	for _, s := range d.Services {
		for _, p := range s.Ports {
			lines = append(lines, fmt.Sprint("port ", p.Name, " ", p.Location))
			for _, o := range p.Binding.Operations {
				lines = append(lines, fmt.Sprint("operation ", o.Name, " ", o.SOAPAction))
				lines = append(lines, describeMessage(o.Input)...)
				if o.Output != nil {
					lines = append(lines, describeMessage(o.Output)...)
				}
			}
		}
	}
	return lines
}

func describeMessage(m *wsdl.Message) []string {
	lines := []string{"body " + qualified(m.Body.Name)}
	for _, h := range m.Headers {
		lines = append(lines, "header "+qualified(h.Name))
	}
	return lines
}

func describeElement(e *wsdl.Element) []string {
	line := fmt.Sprintf("element %s %d..%d nillable=%t", qualified(e.Name), e.MinOccurs, e.MaxOccurs, e.Nillable)
	if e.Type.Name.Local != "" {
		return []string{line + " of " + qualified(e.Type.Name)}
	}
	return append([]string{line}, describeType(e.Type)...)
}

func describeType(t *wsdl.Type) []string {
	line := "type"
	if t.Name.Local != "" {
		line += " " + qualified(t.Name)
	}
	if t.Abstract {
		line += " abstract"
	}
	if t.Base != nil {
		line += " from " + qualified(t.Base.Name)
	}
	if t.AppInfo["IsDictionary"] == "true" {
		line += " dictionary"
	}
	lines := []string{line}
	for _, e := range t.Elements {
		lines = append(lines, describeElement(e)...)
	}
	if t.Item != nil {
		lines = append(lines, describeType(t.Item)...)
	}
	for _, v := range t.Enumeration {
		lines = append(lines, "enumeration "+v.Text)
	}
	return lines
}

func qualified(name xml.Name) string { return "{" + name.Space + "}" + name.Local }
