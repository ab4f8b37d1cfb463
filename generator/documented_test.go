package generator_test

import (
	"bytes"
	"context"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
	"github.com/so-wsdlgen/so-wsdlgen/generator"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/build"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/sample"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// ownSources are the WSDLs of the project.
func ownSources(t *testing.T) []generator.Source {
	t.Helper()
	sources, err := generator.ReadSources(t.Context(), []string{
		filepath.Join("..", "wsdl", "Services86-Messaging.wsdl"),
		filepath.Join("..", "wsdl", "Services86-SoPrincipal.wsdl"),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func ownModel(t *testing.T) *ir.Package {
	t.Helper()
	set, err := wsdl.Load(ownSources(t))
	if err != nil {
		t.Fatal(err)
	}
	model, err := build.Package(set, build.Options{Name: "services86"})
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// The form of the vendor's documentation follows from the WSDL by rule. The two
// samples of SendMessages are the vendor's own and hold the rule to account; the
// others show what it makes of the other operations.
func TestDocumentedForm(t *testing.T) {
	vendors := map[string]bool{"Messaging/SendMessages.request.xml": true, "Messaging/SendMessages.response.xml": true}
	g := newGolden("envelopes", "documented")
	g.keep = func(name string) bool { return vendors[name] }
	model := ownModel(t)
	now := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, agent := range model.Agents {
		for _, op := range agent.Operations {
			for suffix, response := range map[string]bool{".request.xml": false, ".response.xml": true} {
				name := agent.Name + "/" + op.Name + suffix
				got := sample.Documented(model, agent, op, response, now)
				if !vendors[name] {
					g.add(name, got)
					continue
				}
				if want := readFile(t, g.dir, filepath.FromSlash(name)); !bytes.Equal(want, got) {
					t.Errorf("%s is not the vendor's:\n%s", name, got)
				}
			}
		}
	}
	g.check(t)
}

// Every documented response is read by the client: prefixes, SOAP 1.2, xsi:type,
// missing headers and all.
func TestDocumentedResponsesAreRead(t *testing.T) {
	for agent, makeClient := range map[string]func(url string) (any, error){
		"Messaging":   func(url string) (any, error) { return services86.NewMessagingClient(url, documentedOptions...) },
		"SoPrincipal": func(url string) (any, error) { return services86.NewSoPrincipalClient(url, documentedOptions...) },
	} {
		var sent exchange
		var body []byte
		server := answerWith(&body, &sent)
		c, err := makeClient(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		client := reflect.ValueOf(c)
		for i := range client.NumMethod() {
			operation, method := client.Type().Method(i).Name, client.Method(i)
			if !isCall(method) {
				continue
			}
			body = readFile(t, "..", "testdata", "golden", "envelopes", "documented", agent, operation+".response.xml")
			out := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.New(method.Type().In(1).Elem())})
			if err, _ := out[1].Interface().(error); err != nil {
				t.Errorf("%s.%s: %v", agent, operation, err)
			}
			// An empty response would be read from anything. All but these have content.
			empty := operation == "CreateMessage" || operation == "SetDeliveryStatus"
			if res := out[0].Elem(); res.IsZero() != empty {
				t.Errorf("%s.%s was read as %+v", agent, operation, res)
			}
		}
		server.Close()
	}
}
