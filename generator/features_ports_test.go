package generator_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/ports"
)

// modernAgent adds, and takes notice of texts.
type modernAgent struct {
	err     error
	session *string
	texts   []string
}

func (a *modernAgent) Add(ctx context.Context, req *ports.ModernAddRequest) (*ports.ModernAddResponse, error) {
	header, _ := ports.RequestHeaderFrom(ctx)
	a.session = &header.Session
	return &ports.ModernAddResponse{Sum: req.A + req.B}, a.err
}

func (a *modernAgent) Notify(_ context.Context, req *ports.ModernNotifyRequest) error {
	a.texts = append(a.texts, req.Text)
	return a.err
}

func modernClient(t *testing.T, url string) *ports.ModernClient {
	t.Helper()
	client, err := ports.NewModernClient(url, ports.WithRequestHeader(ports.RequestHeader{Session: "s"}))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func modernServer(t *testing.T, agent ports.ModernAgent) (*ports.ModernClient, *exchange) {
	t.Helper()
	wire := new(exchange)
	server := httptest.NewServer(record(ports.NewModernHandler(agent), wire))
	t.Cleanup(server.Close)
	return modernClient(t, server.URL), wire
}

func sameXML(t *testing.T, want string, got []byte) {
	t.Helper()
	if diff := xmltree.Diff(parseXML(t, []byte(want)), parseXML(t, got)); diff != "" {
		t.Errorf("wanted ≠ written:\n%s", diff)
	}
}

// A port of SOAP 1.2 alone has its envelope, and its action in the content type.
func TestSOAP12(t *testing.T) {
	agent := new(modernAgent)
	client, wire := modernServer(t, agent)
	res, err := client.Add(t.Context(), &ports.ModernAddRequest{A: 1, B: 2})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&ports.ModernAddResponse{Sum: 3}, res); diff != "" {
		t.Error(diff)
	}
	if *agent.session != "s" {
		t.Errorf("session %q", *agent.session)
	}
	if want := `application/soap+xml; charset=utf-8; action="urn:ports/Modern/Add"`; wire.contentType != want || wire.soapAction != "" {
		t.Errorf("Content-Type %s, SOAPAction %q, want %s", wire.contentType, wire.soapAction, want)
	}
	sameXML(t, `<e:Envelope xmlns:e="`+soap12NS+`" xmlns="urn:ports"><e:Header><Session>s</Session></e:Header>
		<e:Body><Add><A>1</A><B>2</B></Add></e:Body></e:Envelope>`, wire.request)
	sameXML(t, `<e:Envelope xmlns:e="`+soap12NS+`" xmlns="urn:ports"><e:Body><AddResponse><Sum>3</Sum></AddResponse></e:Body></e:Envelope>`, wire.response)
}

// The same package calls a port type that has both by SOAP 1.1, the first such port.
func TestSeveralPorts(t *testing.T) {
	wire := new(exchange)
	server := httptest.NewServer(record(ports.NewClassicHandler(ports.UnimplementedClassicAgent{}), wire))
	defer server.Close()
	client, err := ports.NewClassicClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Add(t.Context(), nil)
	if fault := (*ports.Fault)(nil); !errors.As(err, &fault) || fault.Code != "ActionNotSupported" {
		t.Errorf("%v, want a Fault", err)
	}
	if want := `"urn:ports/Classic/Add"`; wire.contentType != "text/xml; charset=utf-8" || wire.soapAction != want || wire.path != "/classic.asmx" {
		t.Errorf("%s %s with SOAPAction %s", wire.path, wire.contentType, wire.soapAction)
	}
	if root := parseXML(t, wire.request); root.Name.Space != soap11NS {
		t.Errorf("an envelope of %s", root.Name.Space)
	}
}

// silentAgent counts what is called.
type silentAgent struct{ pings, texts int }

func (a *silentAgent) Ping(context.Context, *ports.PingRequest) (*ports.PongResponse, error) {
	a.pings++
	return nil, nil
}

func (a *silentAgent) Notify(context.Context, *ports.SilentNotifyRequest) error {
	a.texts++
	return nil
}

// Where operations have no SOAPAction, a handler tells them by their bodies.
func TestWithoutSOAPAction(t *testing.T) {
	agent, wire := new(silentAgent), new(exchange)
	handler := ports.NewSilentHandler(agent)
	server := httptest.NewServer(record(handler, wire))
	defer server.Close()
	client, err := ports.NewSilentClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Ping(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if wire.soapAction != `""` {
		t.Errorf("SOAPAction %s", wire.soapAction)
	}
	if err := client.Notify(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if *agent != (silentAgent{1, 1}) {
		t.Errorf("called %+v", *agent)
	}
	if fault := post(t, handler, "", `<Pong xmlns="urn:ports"/>`); !strings.Contains(fault, "the operation wants Ping") {
		t.Errorf("another body: %q", fault)
	}
}

// Where bodies are alike too, there can be a client but no handler.
func TestRequestsThatLookAlike(t *testing.T) {
	text := strings.Replace(string(readFile(t, "..", "testdata", "golden", "features", "ports", "ports.wsdl")),
		`<wsdl:message name="Notify"><wsdl:part name="parameters" element="tns:Notify"/>`,
		`<wsdl:message name="Notify"><wsdl:part name="parameters" element="tns:Ping"/>`, 1)
	if _, err := generator.Generate(in(text), generator.Options{Package: "ports"}); err != nil {
		t.Error(err)
	}
	_, err := generator.Generate(in(text), generator.Options{Package: "ports", Server: true})
	const want = "operation Silent.Notify has the SOAPAction and the body of Ping: a handler could not tell them apart; generate without one"
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestFaultsOfSOAP12(t *testing.T) {
	tests := []struct {
		err  error
		code string // the Code element
		rest string
		want ports.Fault
	}{
		{
			err:  &ports.Fault{Code: "Client", Reason: "a & b", Actor: "urn:me", Detail: `<x xmlns="urn:x">1</x>`},
			code: `<e:Value>s:Sender</e:Value>`,
			rest: `<e:Reason><e:Text xml:lang="en-US">a &amp; b</e:Text></e:Reason><e:Role>urn:me</e:Role><e:Detail><x xmlns="urn:x">1</x></e:Detail>`,
			want: ports.Fault{Code: "Sender", Reason: "a & b", Actor: "urn:me", Detail: `<x xmlns="urn:x">1</x>`},
		},
		{
			err:  &ports.Fault{Code: "Own", Reason: "r"},
			code: `<e:Value>s:Sender</e:Value><e:Subcode><e:Value xmlns:a="http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher">a:Own</e:Value></e:Subcode>`,
			rest: `<e:Reason><e:Text xml:lang="en-US">r</e:Text></e:Reason>`,
			want: ports.Fault{Code: "Own", Reason: "r"},
		},
		{
			err:  errors.New("not to be told"),
			code: `<e:Value>s:Receiver</e:Value><e:Subcode><e:Value xmlns:a="http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher">a:InternalServiceFault</e:Value></e:Subcode>`,
			rest: `<e:Reason><e:Text xml:lang="en-US">The server was unable to process the request due to an internal error.</e:Text></e:Reason>`,
			want: ports.Fault{Code: "InternalServiceFault", Reason: "The server was unable to process the request due to an internal error."},
		},
	}
	for _, test := range tests {
		client, wire := modernServer(t, &modernAgent{err: test.err})
		for _, call := range []func() error{
			func() error { _, err := client.Add(t.Context(), nil); return err },
			func() error { return client.Notify(t.Context(), nil) },
		} {
			err := call()
			if fault := (*ports.Fault)(nil); !errors.As(err, &fault) || *fault != test.want {
				t.Errorf("%v, want %+v", err, test.want)
			}
			if wire.status != http.StatusInternalServerError {
				t.Errorf("status %d", wire.status)
			}
			sameXML(t, `<e:Envelope xmlns:e="`+soap12NS+`" xmlns:s="`+soap12NS+`"><e:Body><e:Fault><e:Code>`+test.code+`</e:Code>`+test.rest+`</e:Fault></e:Body></e:Envelope>`, wire.response)
		}
	}
}

// A handler of SOAP 1.2 takes nothing of SOAP 1.1, and the other way round.
func TestSOAP12IsKeptApart(t *testing.T) {
	modern, classic := ports.NewModernHandler(new(modernAgent)), ports.NewClassicHandler(ports.UnimplementedClassicAgent{})
	body := func(soap, header string) string {
		return `<s:Envelope xmlns:s="` + soap + `">` + header + `<s:Body><Add xmlns="urn:ports"><A>1</A><B>2</B></Add></s:Body></s:Envelope>`
	}
	const type12 = `application/soap+xml;charset=UTF-8;action="urn:ports/Modern/Add"`
	must := `<s:Header><x xmlns="urn:x" s:mustUnderstand="true"/></s:Header>`
	for _, test := range []struct {
		name        string
		handler     http.Handler
		contentType string
		body        string
		want        string // status, and the code of a fault
	}{
		{"right", modern, type12, body(soap12NS, ""), "200"},
		{"no action", modern, `application/soap+xml`, body(soap12NS, ""), "500 ActionNotSupported"},
		{"another action", modern, `application/soap+xml; action="urn:ports/Modern/Sub"`, body(soap12NS, ""), "500 ActionNotSupported"},
		{"text/xml", modern, "text/xml", body(soap12NS, ""), "415"},
		{"SOAP 1.1", modern, type12, body(soap11NS, ""), "400"},
		{"mustUnderstand", modern, type12, body(soap12NS, must), "500 MustUnderstand"},
		{"SOAP 1.2", classic, "text/xml", body(soap12NS, ""), "400"},
		{"application/soap+xml", classic, type12, body(soap11NS, ""), "415"},
	} {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(test.body))
		request.Header.Set("Content-Type", test.contentType)
		request.Header.Set("SOAPAction", `"urn:ports/Classic/Add"`)
		recorder := httptest.NewRecorder()
		test.handler.ServeHTTP(recorder, request)
		got := fmt.Sprint(recorder.Code)
		if recorder.Body.Len() > 0 {
			if code := parseXML(t, recorder.Body.Bytes()).Find("Envelope", "Body", "Fault", "Code"); code != nil {
				values := strings.FieldsFunc(codeText(code), func(r rune) bool { return r == ':' })
				got += " " + values[len(values)-1]
			}
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s: %s", test.name, got, test.want, recorder.Body)
		}
	}
}

// codeText is the text of the innermost value in a code.
func codeText(e *xmltree.Node) string {
	if len(e.Children) == 0 {
		return e.Text
	}
	return codeText(e.Children[len(e.Children)-1])
}

func TestOneWay(t *testing.T) {
	agent := new(modernAgent)
	client, wire := modernServer(t, agent)
	if err := client.Notify(t.Context(), &ports.ModernNotifyRequest{Text: "hello"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"hello"}, agent.texts); diff != "" {
		t.Error(diff)
	}
	if wire.status != http.StatusAccepted || len(wire.response) > 0 {
		t.Errorf("answered with %d and %q", wire.status, wire.response)
	}
	wireIs(t, wire.request, "Notify", `<Notify xmlns="urn:ports"><Text>hello</Text></Notify>`)

	unimplemented, _ := modernServer(t, ports.UnimplementedModernAgent{})
	err := unimplemented.Notify(t.Context(), nil)
	if fault := (*ports.Fault)(nil); !errors.As(err, &fault) || fault.Code != "ActionNotSupported" {
		t.Errorf("%v, want a Fault", err)
	}
}

// Whatever an answer to a one-way operation is, it is no success but for a status
// of success without a fault.
func TestAnswersToOneWay(t *testing.T) {
	const fault = `<s:Envelope xmlns:s="` + soap12NS + `"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code>` +
		`<s:Reason><s:Text xml:lang="en">no</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`
	const empty = `<s:Envelope xmlns:s="` + soap12NS + `"><s:Body/></s:Envelope>`
	for _, test := range []struct {
		status      int
		contentType string
		body        string
		want        string // of the error, empty for none
	}{
		{202, "", "", ""},
		{202, "application/soap+xml", "", ""},
		{200, "text/xml", "", ""},
		{204, "", "", ""},
		{200, "application/soap+xml", empty, ""},
		{200, "text/xml; charset=utf-8", envelope(`<NotifyResponse xmlns="urn:ports"/>`), ""},
		{200, "application/soap+xml", fault, "SOAP fault Sender: no"},
		{202, "application/soap+xml", fault, "SOAP fault Sender: no"},
		{500, "application/soap+xml", fault, "SOAP fault Sender: no"},
		{500, "", "", "HTTP 500 Internal Server Error, an empty answer"},
		{404, "text/html", "<html>", `HTTP 404 Not Found with "text/html"`},
		{302, "", "", "HTTP 302 Found, an empty answer"},
		{200, "text/html", "<html>", `HTTP 200 OK with "text/html" in place of a SOAP envelope`},
		{200, "text/xml", "<a/>", "not a SOAP envelope"},
		{200, "text/xml", empty[:60], "cut"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", test.contentType)
			w.WriteHeader(test.status)
			_, _ = w.Write([]byte(test.body))
		}))
		err := modernClient(t, server.URL).Notify(t.Context(), nil)
		server.Close()
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%d %s %q: %v, want %q", test.status, test.contentType, test.body, err, test.want)
		}
	}
}
