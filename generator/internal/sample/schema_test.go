package sample_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/sample"
)

// TestWireSchema has libxml2 validate every sample of the wire form, header
// blocks included, by the schemas of its WSDL: the project's own, and those of
// the corpus where that is there.
func TestWireSchema(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is not there (Debian package libxml2-utils)")
	}
	paths, err := filepath.Glob("../../../wsdl/*.wsdl")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no WSDLs of our own: %v", err)
	}
	if dir := os.Getenv("SO_WSDLGEN_CORPUS"); dir != "" {
		published, err := filepath.Glob(filepath.Join(dir, "*/wsdl/*.wsdl"))
		if err != nil || len(published) == 0 {
			t.Fatalf("no WSDLs in %s: %v", dir, err)
		}
		paths = append(paths, published...)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			dir := t.TempDir()
			arguments := []string{"--noout", "--schema", writeSchemas(t, dir, path)}
			p := packageOf(t, path)
			for _, op := range p.Agents[0].Operations {
				arguments = append(arguments, writeSample(t, dir, p, p.Agents[0], op, false), writeSample(t, dir, p, p.Agents[0], op, true))
			}
			out, err := exec.Command("xmllint", arguments...).CombinedOutput()
			if err != nil {
				t.Errorf("xmllint: %v\n%s", err, out)
			}
		})
	}
}

func writeSample(t *testing.T, dir string, p *ir.Package, agent *ir.Agent, op *ir.Operation, response bool) string {
	t.Helper()
	return writeFile(t, filepath.Join(dir, op.Name+"."+direction(response)+".xml"),
		string(sample.Wire(p, agent, op, response, now)))
}

func writeFile(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var (
	schemaElement = regexp.MustCompile(`(?s)<xs:schema\b.*?</xs:schema>`)
	schemaTarget  = regexp.MustCompile(`targetNamespace="([^"]*)"`)
)

// writeSchemas writes the schemas of a WSDL, and one of the SOAP envelope that
// wants each block and the body to be defined by them. The result is the path
// of the latter.
func writeSchemas(t *testing.T, dir, path string) string {
	t.Helper()
	document, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var imports strings.Builder
	for i, schema := range schemaElement.FindAllString(string(document), -1) {
		target := schemaTarget.FindStringSubmatch(schema)[1]
		if tag, _, _ := strings.Cut(schema, ">"); !strings.Contains(tag, "xmlns:tns=") {
			schema = strings.Replace(schema, "<xs:schema", `<xs:schema xmlns:tns="`+target+`"`, 1)
		}
		file := fmt.Sprintf("types%d.xsd", i)
		writeFile(t, filepath.Join(dir, file), schema)
		fmt.Fprintf(&imports, "<xs:import namespace=%q schemaLocation=%q/>\n", target, file)
	}
	return writeFile(t, filepath.Join(dir, "envelope.xsd"), `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" targetNamespace="http://schemas.xmlsoap.org/soap/envelope/">
`+imports.String()+`
<xs:element name="Envelope"><xs:complexType><xs:sequence>
  <xs:element ref="s:Header"/>
  <xs:element ref="s:Body"/>
</xs:sequence></xs:complexType></xs:element>
<xs:element name="Header"><xs:complexType><xs:sequence>
  <xs:any namespace="##other" processContents="strict" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element>
<xs:element name="Body"><xs:complexType><xs:sequence>
  <xs:any namespace="##other" processContents="strict"/>
</xs:sequence></xs:complexType></xs:element>
</xs:schema>
`)
}
