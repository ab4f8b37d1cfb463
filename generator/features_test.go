package generator_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

// Each feature is a folder with small WSDLs and, beside them, the package that is
// generated of them, which the tests of the feature import. So where that package
// does not compile any more, the command writes it anew:
//
//	so-wsdlgen generate --server --package kinds --out . *.wsdl
var features = []string{"attributes", "derived", "kinds", "names", "ports", "spaces", "streams"}

func TestFeatures(t *testing.T) {
	for _, name := range features {
		t.Run(name, func(t *testing.T) {
			g := newGolden("features", name)
			g.keep = func(file string) bool { return !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") }
			for _, file := range generate(t, featureSources(t, name), name).Files {
				g.add(file.Name, file.Content)
			}
			g.check(t)
		})
	}
}

// featureSources are the WSDLs of a feature.
func featureSources(t *testing.T, name string) []generator.Source {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "testdata", "golden", "features", name, "*.wsdl"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no WSDL of %s: %v", name, err)
	}
	sources, err := generator.ReadSources(t.Context(), paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func generate(t *testing.T, sources []generator.Source, name string) *generator.Result {
	t.Helper()
	result, err := generator.Generate(sources, generator.Options{Package: name, Server: true})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// An echo is a value that goes to an agent and comes back as it was read.
type echo[T any] struct {
	call func(*T) (*T, error)
	wire *exchange // what the call left
	// Names of the elements: wrapper and argument of the request, wrapper of the
	// response, whose child is Response.
	operation, argument, namespace string
}

// check sends a value and wants to see it in both directions as the members, which
// are XML written by hand, and to get it back as the one that is wanted.
func (e echo[T]) check(t *testing.T, value, want *T, members string) {
	t.Helper()
	e.checkRequest(t, value, want, members)
	e.wrote(t, e.wire.response, e.operation+"Response", "Response", members)
}

// checkRequest is check where the answer is written in another way.
func (e echo[T]) checkRequest(t *testing.T, value, want *T, members string) {
	t.Helper()
	got, err := e.call(value)
	if err != nil {
		t.Fatalf("%v\nsent: %s\nanswered: %s", err, e.wire.request, e.wire.response)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("wanted (-) and got back (+):\n%s", diff)
	}
	e.wrote(t, e.wire.request, e.operation, e.argument, members)
}

func (e echo[T]) wrote(t *testing.T, envelope []byte, wrapper, child, members string) {
	t.Helper()
	want := parseXML(t, []byte(`<`+wrapper+` xmlns="`+e.namespace+`" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">`+
		`<`+child+`>`+members+`</`+child+`></`+wrapper+`>`))
	body := parseXML(t, envelope).Find("Envelope", "Body", wrapper)
	if body == nil {
		t.Fatalf("no %s in %s", wrapper, envelope)
	}
	if diff := xmltree.Diff(want, body); diff != "" {
		t.Errorf("%s, wanted ≠ written:\n%s", wrapper, diff)
	}
}

// envelope puts a body into an envelope.
func envelope(body string) string {
	return `<s:Envelope xmlns:s="` + soap11NS + `"><s:Body>` + body + `</s:Body></s:Envelope>`
}

// answering is a server that answers everything with one body.
func answering(t *testing.T, body string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		_, _ = w.Write([]byte(envelope(body)))
	}))
	t.Cleanup(server.Close)
	return server
}

// post hands a request of a body to a handler and returns the fault's string, empty
// for a response.
func post(t *testing.T, h http.Handler, action, body string) string {
	t.Helper()
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(envelope(body)))
	request.Header.Set("Content-Type", "text/xml; charset=utf-8")
	request.Header.Set("SOAPAction", `"`+action+`"`)
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	answer := parseXML(t, recorder.Body.Bytes())
	fault := answer.Find("Envelope", "Body", "Fault", "faultstring")
	if (fault == nil) != (recorder.Code == http.StatusOK) {
		t.Fatalf("status %d: %s", recorder.Code, recorder.Body)
	}
	if fault == nil {
		return ""
	}
	return fault.Text
}

func ptr[T any](v T) *T { return &v }
