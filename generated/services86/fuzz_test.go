package services86_test

import (
	"bytes"
	"context"
	encodingxml "encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// What the fuzz targets share: each goes through client and handler as a program
// does, with the wire in between in its hands.

// A fuzzedOperation is an operation of either agent.
type fuzzedOperation struct {
	agent, name       string
	request, response reflect.Type // structs
}

// fuzzedOperations are all of them.
var fuzzedOperations = func() []fuzzedOperation {
	var all []fuzzedOperation
	for _, agent := range []reflect.Type{reflect.TypeFor[services86.MessagingAgent](), reflect.TypeFor[services86.SoPrincipalAgent]()} {
		for method := range agent.NumMethod() {
			m := agent.Method(method)
			all = append(all, fuzzedOperation{
				agent: strings.TrimSuffix(agent.Name(), "Agent"), name: m.Name,
				request: m.Type.In(1).Elem(), response: m.Type.Out(0).Elem(),
			})
		}
	}
	return all
}()

func fuzzedOperationOf(number uint8) fuzzedOperation {
	return fuzzedOperations[int(number)%len(fuzzedOperations)]
}

func (o fuzzedOperation) action() string { return ns + "/" + o.agent + "/" + o.name }

// An everyAgent records and answers for both agents.
type everyAgent struct{ *recordingAgent }

func (a everyAgent) GetSystemInfo(ctx context.Context, req *services86.GetSystemInfoRequest) (*services86.GetSystemInfoResponse, error) {
	return record[services86.GetSystemInfoResponse](ctx, a.recordingAgent, req)
}

func (a everyAgent) AuthenticateImplicit(ctx context.Context, req *services86.AuthenticateImplicitRequest) (*services86.AuthenticateResponse, error) {
	return record[services86.AuthenticateResponse](ctx, a.recordingAgent, req)
}

func (a everyAgent) AuthenticateUsernamePassword(ctx context.Context, req *services86.AuthenticateUsernamePasswordRequest) (*services86.AuthenticateResponse, error) {
	return record[services86.AuthenticateResponse](ctx, a.recordingAgent, req)
}

func (a everyAgent) AuthenticateGeneric(ctx context.Context, req *services86.AuthenticateGenericRequest) (*services86.AuthenticateResponse, error) {
	return record[services86.AuthenticateResponse](ctx, a.recordingAgent, req)
}

func (a everyAgent) AuthenticateWithAccessToken(ctx context.Context, req *services86.AuthenticateWithAccessTokenRequest) (*services86.AuthenticateResponse, error) {
	return record[services86.AuthenticateResponse](ctx, a.recordingAgent, req)
}

// handler serves the operation's agent.
func (o fuzzedOperation) handler(agent *recordingAgent, opts ...services86.HandlerOption) http.Handler {
	if o.agent == "Messaging" {
		return services86.NewMessagingHandler(everyAgent{agent}, opts...)
	}
	return services86.NewSoPrincipalHandler(everyAgent{agent}, opts...)
}

// call makes a call over a wire. The response is a pointer to a struct, or nil.
func (o fuzzedOperation) call(t *testing.T, over wire, request any, opts ...services86.Option) (response any, err error) {
	t.Helper()
	opts = append(opts, services86.WithHTTPClient(&http.Client{Transport: over}))
	var client any
	if o.agent == "Messaging" {
		client, err = services86.NewMessagingClient("http://127.0.0.1", opts...)
	} else {
		client, err = services86.NewSoPrincipalClient("http://127.0.0.1", opts...)
	}
	if err != nil {
		t.Fatal(err)
	}
	results := reflect.ValueOf(client).MethodByName(o.name).Call([]reflect.Value{reflect.ValueOf(t.Context()), reflect.ValueOf(request)})
	if !results[0].IsNil() {
		response = results[0].Interface()
	}
	err, _ = results[1].Interface().(error)
	return response, err
}

// A wire carries a request to a server and brings the answer.
type wire func(request []byte, r *http.Request) *http.Response

// RoundTrip is that of http.RoundTripper.
func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	request, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	return w(request, r), r.Body.Close()
}

// wireTo leads to a handler.
func wireTo(handler http.Handler) wire {
	return func(request []byte, r *http.Request) *http.Response {
		arrived := r.Clone(r.Context())
		arrived.Body = io.NopCloser(bytes.NewReader(request))
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, arrived)
		return w.Result()
	}
}

// wireWith brings the same answer to each request.
func wireWith(status int, header http.Header, body []byte) wire {
	return func(_ []byte, r *http.Request) *http.Response {
		return &http.Response{
			StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: r,
		}
	}
}

// wellFormed holds what was taken or written against encoding/xml.
func wellFormed(t *testing.T, doc []byte) {
	t.Helper()
	elements := 0
	for d := encodingxml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(doc, []byte("\ufeff")))); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			// Its names are those of the fourth edition of XML 1.0, the scanner's of the fifth.
			if strings.Contains(err.Error(), "invalid XML name") && bytes.ContainsFunc(doc, func(r rune) bool { return r > 0x7F }) {
				return
			}
			t.Fatalf("not well-formed: %v\n%s", err, doc)
		}
		if _, ok := token.(encodingxml.StartElement); ok {
			elements++
		}
	}
	if elements == 0 {
		t.Fatalf("no XML: %q", doc)
	}
}

// inTime fails where reading a document took longer than any document may.
func inTime(t *testing.T) func() {
	begin := time.Now()
	return func() {
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("it took %v", took)
		}
	}
}

// quiet looks for a text in all that an error tells.
func quiet(t *testing.T, err error, secret string) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		if told := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(told, secret) {
			t.Fatalf("%T tells %q: %s", e, secret, told)
		}
	}
}

// drained reads a body to its end and gives it back unread.
func drained(body io.ReadCloser) ([]byte, io.ReadCloser) {
	text, err := io.ReadAll(body)
	if err != nil {
		panic(err) // it is a buffer
	}
	return text, io.NopCloser(bytes.NewReader(text))
}
