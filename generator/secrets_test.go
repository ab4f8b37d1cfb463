package generator_test

import (
	"path/filepath"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// A package without handlers writes no responses, but its traces show them: what a
// login returns has to be known as a secret there too.
func TestSecretsOfResponsesWithoutHandlers(t *testing.T) {
	const test = `package crm

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTraceOfALogin(t *testing.T) {
	const space = "http://www.superoffice.net/ws/crm/NetServer/Services86"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		_, _ = w.Write([]byte("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>" +
			"<AuthenticateResponse xmlns='" + space + "'><Response><FullName>Kari</FullName></Response>" +
			"<Credentials><Ticket>7T:fresh</Ticket></Credentials></AuthenticateResponse></s:Body></s:Envelope>"))
	}))
	defer server.Close()
	shown := ""
	client, err := NewSoPrincipalClient(server.URL, WithFullTrace(func(_ context.Context, request, response string) { shown = request + response }))
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.AuthenticateUsernamePassword(t.Context(), &AuthenticateUsernamePasswordRequest{UserName: "kari", Password: "pw-secret"})
	if err != nil || res.Credentials.Ticket != "7T:fresh" {
		t.Fatal(res, err)
	}
	if !strings.Contains(shown, "Kari") || strings.Contains(shown, "7T:fresh") || strings.Contains(shown, "pw-secret") {
		t.Errorf("the trace is %s", shown)
	}
}
`
	sources := readSources(t, []string{filepath.Join("..", "wsdl", "Services86-SoPrincipal.wsdl")})
	result, err := generator.Generate(sources, generator.Options{Package: "crm"})
	if err != nil {
		t.Fatal(err)
	}
	module := newConformanceModule(t)
	module.writeFiles(t, "crm", result)
	module.write(t, "crm/trace_test.go", []byte(test))
	module.run(t, nil, "go", "test", "./crm")
}
