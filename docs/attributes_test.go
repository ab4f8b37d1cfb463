package docs_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/attributes"
)

// attributeFields are the fields of the feature package that stand for the kinds of
// the table: of Required, and of Optional.
var attributeFields = map[string][2]string{
	"text":        {"StringAttribute", "String"},
	"number":      {"Short", "Int"},
	"boolean":     {"Boolean", "Boolean"},
	"dateTime":    {"DateTime", "DateTime"},
	"bytes":       {"Base64Binary", "Base64Binary"},
	"enumeration": {"Enumeration", "Enumeration"},
	"flags":       {"Flags", "Flags"},
}

// TestAttributeMapping compares the table of attributes with a package that has them.
func TestAttributeMapping(t *testing.T) {
	required := writtenAttributes(t, &attributes.Box{Required: &attributes.Required{Enumeration: attributes.ColourRed}})
	optional := writtenAttributes(t, &attributes.Box{Optional: &attributes.Optional{}})
	for _, row := range table(t, read(t, "type-mapping.md"), "Attributes")[1:] {
		fields, ok := attributeFields[row[0]]
		if !ok {
			t.Fatalf("no attribute of the kind %s", row[0])
		}
		inGo := func(v any, field string) string {
			f, _ := reflect.TypeOf(v).FieldByName(field)
			return strings.NewReplacer("attributes.", "", "uint8", "byte").Replace(f.Type.String())
		}
		written := func(all map[string]string, field string) string {
			value, ok := all[strings.ToLower(strings.TrimSuffix(field, "Attribute"))]
			switch {
			case !ok:
				return "absent"
			case value == "":
				return "empty"
			}
			return "`" + value + "`"
		}
		zero := written(required, fields[0])
		if row[0] == "enumeration" {
			zero = "error"
			_, err := attributesClient(t, "http://127.0.0.1:1").Echo(t.Context(), &attributes.EchoRequest{Box: &attributes.Box{Required: &attributes.Required{}}})
			if !errors.As(err, new(*attributes.EncodeError)) {
				t.Errorf("an enumeration without a value: %v", err)
			}
		}
		compare(t, "Attributes", row, []string{
			fmt.Sprintf("`%s` %s", inGo(attributes.Required{}, fields[0]), zero),
			fmt.Sprintf("`%s` %s", inGo(attributes.Optional{}, fields[1]), written(optional, fields[1])),
		})
	}
}

func attributesClient(t *testing.T, url string) *attributes.AttributesClient {
	t.Helper()
	client, err := attributes.NewAttributesClient(url)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// writtenAttributes are the attributes in what is sent, by their names in lower case.
func writtenAttributes(t *testing.T, box *attributes.Box) map[string]string {
	t.Helper()
	var sent []byte
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		sent, _ = io.ReadAll(r.Body)
	}))
	defer server.Close()
	_, _ = attributesClient(t, server.URL).Echo(t.Context(), &attributes.EchoRequest{Box: box})
	_, body, found := strings.Cut(string(sent), "Body>")
	if !found {
		t.Fatalf("sent: %s", sent)
	}
	all := map[string]string{}
	for _, m := range regexp.MustCompile(` (\w+)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		all[strings.ToLower(m[1])] = m[2]
	}
	return all
}
