package generator_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// conformanceSchemas collects envelopes and has libxml2 validate them by the
// schemas of the WSDLs that they belong to.
type conformanceSchemas struct {
	dir   string
	wsdls map[string]string   // paths by base name
	files map[string][]string // of envelopes, by the base name of their WSDL
	count int
}

func newConformanceSchemas(t *testing.T, wsdls []string) *conformanceSchemas {
	t.Helper()
	s := &conformanceSchemas{dir: t.TempDir(), wsdls: map[string]string{}, files: map[string][]string{}}
	for _, path := range wsdls {
		s.wsdls[filepath.Base(path)] = path
	}
	return s
}

// add adds an envelope of an agent whose WSDL has that base name.
func (s *conformanceSchemas) add(t *testing.T, wsdl, envelope string) {
	t.Helper()
	s.count++
	path := filepath.Join(s.dir, fmt.Sprintf("%s-%d.xml", strings.TrimSuffix(wsdl, ".wsdl"), s.count))
	if err := os.WriteFile(path, []byte(envelope), 0o600); err != nil {
		t.Fatal(err)
	}
	s.files[wsdl] = append(s.files[wsdl], path)
}

// validate returns how many of the envelopes are valid, -1 where there is no
// xmllint.
func (s *conformanceSchemas) validate(t *testing.T) (valid int) {
	t.Helper()
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is not there (Debian package libxml2-utils)")
	}
	for wsdl, files := range s.files {
		valid += s.validateBy(t, wsdl, files)
	}
	return valid
}

func (s *conformanceSchemas) validateBy(t *testing.T, wsdl string, files []string) (valid int) {
	t.Helper()
	const limit = 2 * time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xmllint", append([]string{"--noout", "--schema", s.schema(t, wsdl)}, files...)...)
	out, err := cmd.CombinedOutput()
	valid = strings.Count(string(out), " validates\n")
	if err != nil || valid != len(files) {
		const most = 2000
		t.Errorf("%s: %d of %d are valid: %v\n%.*s", wsdl, valid, len(files), err, most, out)
	}
	return valid
}

var (
	definitionsTag  = regexp.MustCompile(`(?s)<\w+:definitions\b.*?>`)
	declaration     = regexp.MustCompile(`\sxmlns:(\w+)\s*=\s*"[^"]*"`)
	schemaElement   = regexp.MustCompile(`(?s)<(\w+):schema\b.*?</\w+:schema>`)
	schemaNamespace = regexp.MustCompile(`targetNamespace="([^"]*)"`)
)

// schema writes the schemas of a WSDL, with what its root declares, and one of the
// envelope that wants all blocks and the body to be defined by them.
func (s *conformanceSchemas) schema(t *testing.T, wsdl string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	document := string(readFile(t, s.wsdls[wsdl]))
	outer := declaration.FindAllStringSubmatch(definitionsTag.FindString(document), -1)
	var imports strings.Builder
	for i, schema := range schemaElement.FindAllString(document, -1) {
		tag, content, _ := strings.Cut(schema, ">")
		for _, d := range outer {
			if !strings.Contains(tag, "xmlns:"+d[1]+"=") {
				tag += d[0]
			}
		}
		name := fmt.Sprintf("types%d.xsd", i)
		write(name, tag+">"+content)
		fmt.Fprintf(&imports, "<xs:import namespace=%q schemaLocation=%q/>", schemaNamespace.FindStringSubmatch(tag)[1], name)
	}
	return write("envelope.xsd", `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="`+soap11NS+`">
`+imports.String()+`
<xs:element name="Envelope"><xs:complexType><xs:sequence>
  <xs:element name="Header" minOccurs="0" form="qualified"><xs:complexType><xs:sequence>
    <xs:any namespace="##other" processContents="strict" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="Body" form="qualified"><xs:complexType><xs:sequence>
    <xs:any namespace="##other" processContents="strict"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
</xs:schema>
`)
}
