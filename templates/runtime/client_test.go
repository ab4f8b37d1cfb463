package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// echo is an operation of the tests: what goes in comes out.
var echo = &operation{
	service:        &service{name: "Test", path: "Test.svc", convention: &netServer},
	name:           "Echo",
	action:         "urn:test/Echo",
	request:        body{envelopeOf11 + ` xmlns="` + namespaceStandIn + `"` + openHeader, "<Echo>", xmlName{namespaceStandIn, "Echo"}},
	response:       body{envelopeOf11 + ` xmlns="` + namespaceStandIn + `" xmlns:i="` + xsi + `"` + openHeader, "<EchoResponse>", xmlName{namespaceStandIn, "EchoResponse"}},
	requestBlocks:  7,
	responseBlocks: 15,
}

type echoRequest struct{ Text string }

var echoMembers = []member{{space: namespaceStandIn, local: "Text"}}

func (v *echoRequest) encodeMembers(w *writer)         { w.string("<Text>", v.Text) }
func (*echoRequest) members() []member                 { return echoMembers }
func (v *echoRequest) decodeMember(s *scanner, _ int)  { s.string(&v.Text) }
func (v *echoRequest) secrets(add func(secret string)) { add(v.Text) }

type echoResponse struct {
	Header ResponseHeader
	Text   string
}

func (v *echoResponse) encodeMembers(w *writer)        { w.string("<Text>", v.Text) }
func (*echoResponse) members() []member                { return echoMembers }
func (v *echoResponse) decodeMember(s *scanner, _ int) { s.string(&v.Text) }
func (v *echoResponse) header() *ResponseHeader        { return &v.Header }

// callEcho calls a server at a URL.
func callEcho(t *testing.T, ctx context.Context, url, text string, opts ...Option) (*echoResponse, bool, error) {
	t.Helper()
	c, err := newSOAPClient(echo.service, url, opts)
	if err != nil {
		t.Fatal(err)
	}
	res := new(echoResponse)
	answered, err := c.call(ctx, echo, &echoRequest{text}, res, &res.Header)
	return res, answered, err
}

// envelope11 is a response as WCF writes it.
func envelope11(header, content string) string {
	return `<s:Envelope xmlns:s="` + soap11 + `" xmlns:h="` + namespaceStandIn + `" xmlns:i="` + xsi + `"><s:Header>` + header +
		`</s:Header><s:Body>` + content + `</s:Body></s:Envelope>`
}

const echoed = `<EchoResponse xmlns="` + namespaceStandIn + `"><Text>hello</Text></EchoResponse>`

func TestAnswers(t *testing.T) {
	const secret = "hush-hush"
	fault := func(content string) string {
		return envelope11("", `<s:Fault>`+content+`</s:Fault>`)
	}
	tests := []struct {
		name        string
		status      int
		contentType string
		body        string
		want        string // "" for success
		answered    bool
	}{
		{"success", 200, "text/xml; charset=utf-8", envelope11(`<h:Succeeded>true</h:Succeeded>`, echoed), "", true},
		{"success with nil blocks", 200, "text/xml", envelope11(
			`<h:ExceptionInfo i:nil="true"/><h:ExtraInfo i:nil="true"/><h:Succeeded>true</h:Succeeded><h:TimeZone i:nil="true"/>`, echoed), "", true},
		{"success with empty blocks", 200, "text/xml", envelope11(`<h:ExceptionInfo/><h:ExtraInfo/><h:TimeZone/>`, echoed), "", true},
		{"no header", 200, "text/xml", strings.Replace(envelope11("", echoed), "<s:Header></s:Header>", "", 1), "", true},
		{"SOAP 1.2", 200, "application/soap+xml; charset=utf-8", strings.ReplaceAll(envelope11("", echoed), soap11, soap12), "", true},
		{"unknown block and element", 200, "text/xml", envelope11(`<x xmlns="urn:x"><y/></x>`, strings.Replace(echoed, "<Text>", "<New>1</New><Text>", 1)), "", true},
		{"failed", 200, "text/xml", envelope11(
			`<h:ExceptionInfo><h:Message>m `+secret+`</h:Message><h:FriendlyText>no `+secret+`</h:FriendlyText></h:ExceptionInfo><h:Succeeded>false</h:Succeeded>`, echoed),
			"Test.Echo: the server reports: no ***", true},
		{"failed without a response", 200, "text/xml", envelope11(`<h:Succeeded>false</h:Succeeded>`, ""),
			"Test.Echo: the server reports a failure without a text", true},
		{"exception without Succeeded", 200, "text/xml", envelope11(`<h:ExceptionInfo><h:Message>m</h:Message></h:ExceptionInfo>`, echoed),
			"Test.Echo: the server reports: m", true},
		{"fault", 500, "text/xml", fault(`<faultcode xmlns:a="urn:x">a:DeserializationFailed</faultcode><faultstring xml:lang="en-US">bad ` + secret + `</faultstring>`),
			"Test.Echo: SOAP fault DeserializationFailed: bad ***", false},
		{"fault on 200", 200, "text/xml", fault(`<faultcode>s:Client</faultcode><faultstring>bad</faultstring><detail><a>1</a></detail>`),
			"Test.Echo: SOAP fault Client: bad", false},
		{"fault of SOAP 1.2", 400, "application/soap+xml", strings.ReplaceAll(fault(
			`<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:a="urn:x">a:Exact</s:Value></s:Subcode></s:Code>`+
				`<s:Reason><s:Text xml:lang="en">bad</s:Text><s:Text xml:lang="no">ille</s:Text></s:Reason>`), soap11, soap12),
			"Test.Echo: SOAP fault Exact: bad", false},
		{"empty", 200, "text/xml", "", "Test.Echo: xml at byte 0: the document has no root element: unexpected EOF", false},
		{"HTML", 200, "text/html", "<html>", `Test.Echo: HTTP 200 OK with "text/html" in place of a SOAP envelope`, false},
		{"no content type", 200, "", "x", "Test.Echo: HTTP 200 OK without a content type in place of a SOAP envelope", false},
		{"Latin-1", 200, "text/xml; charset=iso-8859-1", "x", `Test.Echo: HTTP 200 OK with "text/xml; charset=iso-8859-1" in place of a SOAP envelope`, false},
		{"another response", 200, "text/xml", envelope11("", `<Other xmlns="`+namespaceStandIn+`"/>`),
			"Test.Echo: xml at byte 281, Envelope/Body/Other: not the EchoResponse that was asked for", false},
		{"no response", 200, "text/xml", envelope11("", ""), "Test.Echo: xml at byte 232, Envelope/Body: no EchoResponse", false},
		{"not found", 404, "text/html", "<html>", `Test.Echo: HTTP 404 Not Found with "text/html"`, false},
		{"another host", 421, "text/html", "", `Test.Echo: HTTP 421 Misdirected Request with "text/html": the tenant is on another host`, false},
		{"XML without a fault", 503, "text/xml", "<busy/>", `Test.Echo: HTTP 503 Service Unavailable with "text/xml"`, false},
		{"too large", 413, "", "", "Test.Echo: HTTP 413 Request Entity Too Large, an empty answer: the request is larger than the server takes", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header()["Content-Type"] = nil
				if test.contentType != "" {
					w.Header().Set("Content-Type", test.contentType)
				}
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.body)
			}))
			defer server.Close()
			res, answered, err := callEcho(t, context.Background(), server.URL, secret)
			if answered != test.answered {
				t.Errorf("answered is %v, want %v", answered, test.answered)
			}
			if test.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if res.Text != "hello" {
					t.Errorf("got %q", res.Text)
				}
				return
			}
			if err == nil {
				t.Fatalf("success, want %s", test.want)
			}
			if err.Error() != test.want {
				t.Errorf("got  %s\nwant %s", err, test.want)
			}
			if strings.Contains(fmt.Sprintf("%v %+v", err, err), secret) {
				t.Error("the error tells a secret")
			}
			if operation := (*OperationError)(nil); !errors.As(err, &operation) {
				t.Errorf("a %T, not an OperationError", err)
			} else if operation.NotSent() {
				t.Error("NotSent, and it was")
			}
		})
	}
}

func TestRequestOnTheWire(t *testing.T) {
	var got *http.Request
	var sent string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, _ := io.ReadAll(r.Body)
		got, sent = r, string(content)
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, envelope11("", echoed))
	}))
	defer server.Close()
	_, _, err := callEcho(t, context.Background(), server.URL+"/Cust", "a&b",
		WithApplicationToken("token"), WithTicket("ticket"), WithTimeZone(SoTimeZone{1}), WithUserAgent("test/1"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/xml; charset=utf-8",
		"SOAPAction":   `"urn:test/Echo"`,
		"User-Agent":   "test/1",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if got.Method != "POST" || got.URL.Path != "/Cust/Test.svc" {
		t.Errorf("%s %s", got.Method, got.URL.Path)
	}
	want := `<s:Envelope xmlns:s="` + soap11 + `" xmlns="` + namespaceStandIn + `"><s:Header><ApplicationToken>token</ApplicationToken>` +
		`<Credentials><Ticket>ticket</Ticket></Credentials><TimeZone><SoTimeZoneId>1</SoTimeZoneId></TimeZone></s:Header>` +
		`<s:Body><Echo><Text>a&amp;b</Text></Echo></s:Body></s:Envelope>`
	if sent != want {
		t.Errorf("sent\n%s\nwant\n%s", sent, want)
	}
}

func TestNotSent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + listener.Addr().String()
	listener.Close()
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		url  string
		text string
		opts []Option
		want string // a part of the error
	}{
		{"refused", context.Background(), nobody, "", nil, "connection refused"},
		{"cancelled", cancelled, nobody, "", nil, "context canceled"},
		{"bad value", context.Background(), nobody, "\x00", nil, "Test.Echo: not sent: Echo/Text: text holds a control character"},
		{"bad ticket", context.Background(), nobody, "", []Option{WithTicket("\x00")}, "not sent: Credentials/Ticket: text holds"},
		{"bad option", context.Background(), nobody, "", []Option{WithMaxResponse(0)}, "not sent: WithMaxResponse: the limit must be above 0"},
		{"no HTTP client", context.Background(), nobody, "", []Option{WithHTTPClient(nil)}, "not sent: WithHTTPClient: the client is nil"},
		{"no token online", context.Background(), "https://online2.superoffice.com/Cust1", "", []Option{WithTicket("7T:x")},
			"not sent: online2.superoffice.com is SuperOffice Online, which refuses calls without an application token"},
		{"no token online, spelled otherwise", context.Background(), "https://SOD.SuperOffice.COM./Cust1", "", nil, "refuses calls without an application token"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, answered, err := callEcho(t, test.ctx, test.url, test.text, test.opts...)
			var operation *OperationError
			if answered || !errors.As(err, &operation) {
				t.Fatalf("answered %v with %v", answered, err)
			}
			if !operation.NotSent() {
				t.Errorf("not known to be unsent: %v", err)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %q, want %q in it", err, test.want)
			}
			if operation.Agent() != "Test" || operation.Operation() != "Echo" {
				t.Errorf("it is of %s.%s", operation.Agent(), operation.Operation())
			}
		})
	}
}

func TestDeadlineAfterSending(t *testing.T) {
	arrived := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		close(arrived)
		<-r.Context().Done()
	}))
	defer server.Close()
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		<-arrived
		cancel(errors.New("the user went home"))
	}()
	_, _, err := callEcho(t, ctx, server.URL, "")
	var operation *OperationError
	if !errors.As(err, &operation) || operation.NotSent() {
		t.Errorf("got %v, want an OperationError of a request that was sent", err)
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v does not show context.Canceled", err)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	server := httptest.NewServer(http.RedirectHandler("https://elsewhere.example/login", http.StatusTemporaryRedirect))
	defer server.Close()
	for _, opts := range [][]Option{nil, {WithHTTPClient(&http.Client{})}} {
		_, _, err := callEcho(t, context.Background(), server.URL, "", opts...)
		var answer *HTTPError
		if !errors.As(err, &answer) || answer.LocationHost != "elsewhere.example" {
			t.Errorf("got %v, want an HTTPError that names elsewhere.example", err)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer server.Close()
	_, _, err := callEcho(t, context.Background(), server.URL, "")
	var answer *HTTPError
	if !errors.As(err, &answer) || answer.RetryAfter != 30*time.Second {
		t.Errorf("got %v, want an HTTPError with half a minute", err)
	}
}

func TestResponseOverTheLimit(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, envelope11("", strings.Replace(echoed, "hello", strings.Repeat("x", 5000), 1)))
	}))
	defer server.Close()
	if _, _, err := callEcho(t, context.Background(), server.URL, "", WithMaxResponse(1000)); !errors.Is(err, errTooLarge) {
		t.Errorf("got %v", err)
	}
	if _, _, err := callEcho(t, context.Background(), server.URL, "", WithMaxResponse(10_000)); err != nil {
		t.Error(err)
	}
}

func TestWithLeavesTheClientAlone(t *testing.T) {
	var tickets []string
	agent := func(ctx context.Context, _ *echoRequest) (*echoResponse, error) {
		header, _ := RequestHeaderFrom(ctx)
		tickets = append(tickets, header.Ticket())
		return nil, nil
	}
	server := httptest.NewServer(newHandler(nil, serve(echo, agent)))
	defer server.Close()
	first, err := newSOAPClient(echo.service, server.URL, []Option{WithTicket("first")})
	if err != nil {
		t.Fatal(err)
	}
	second := first.with([]Option{WithTicket("second")})
	for _, c := range []*soapClient{first, second, first} {
		if _, err := c.call(context.Background(), echo, new(echoRequest), new(echoResponse), new(ResponseHeader)); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(tickets, " "); got != "first second first" {
		t.Errorf("the tickets were %s", got)
	}
}
