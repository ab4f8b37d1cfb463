package services86_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// content stands in texts and can't stand in a name: an error that tells of it tells
// of the content of a message.
const content = "!hush!"

// FuzzEnvelope reads any bytes as each operation's request and response.
func FuzzEnvelope(f *testing.F) {
	for number, o := range fuzzedOperations {
		f.Add(uint8(number), []byte(request("", "<"+o.name+"/>")))
		f.Add(uint8(number), []byte(envelope("", "<"+wrapperOf(o)+` xmlns="`+ns+`"/>`)))
		f.Add(uint8(number), []byte(envelope(`<h:Succeeded>false</h:Succeeded>`, "<"+wrapperOf(o)+` xmlns="`+ns+`"/>`)))
		f.Add(uint8(number), []byte(envelope("", "<"+secretToken+"/>")))
		for _, example := range exampleMessages(f, o) {
			f.Add(uint8(number), example)
			f.Add(uint8(number), regexp.MustCompile(`>[^<]+<`).ReplaceAll(example, []byte(">"+content+"<")))
		}
	}
	for _, e := range append(append(faults(), failures()...), successes()...) {
		w := httptest.NewRecorder()
		e.answer(w, nil)
		f.Add(uint8(operationNumber("SendMessagesWithConfig")), w.Body.Bytes())
	}
	f.Fuzz(func(t *testing.T, number uint8, doc []byte) {
		defer inTime(t)()
		o := fuzzedOperationOf(number)
		checkRequest(t, o, doc)
		checkResponse(t, o, 200, doc)
		checkResponse(t, o, 500, doc)
	})
}

// FuzzHeaderBlocks reads any text as the header of a message that is right
// otherwise.
func FuzzHeaderBlocks(f *testing.F) {
	for _, blocks := range []string{
		"", `<Credentials><Ticket>!hush!</Ticket></Credentials>`, `<ApplicationToken>x</ApplicationToken><ApplicationToken>y</ApplicationToken>`,
		`<TimeZone><SoTimeZoneId>1</SoTimeZoneId><SoTimeZoneLocationCode>NO</SoTimeZoneLocationCode></TimeZone>`, `<TimeZone i:nil="true"/>`,
		`<x:y xmlns:x="urn:x" s:mustUnderstand="1">!hush!</x:y>`, `<Credentials xmlns="urn:x"/>`, `<TimeZone><SoTimeZoneId>!hush!</SoTimeZoneId></TimeZone>`,
		`<Succeeded>false</Succeeded><ExceptionInfo><Message>!hush! 7T:hush-ticket-hush</Message><InnerException/></ExceptionInfo>`, `<Succeeded/>`, `<Succeeded>!hush!</Succeeded>`,
		`<ExtraInfo><ExtraInfoNameValuePair><Key>k</Key><Value>v</Value></ExtraInfoNameValuePair></ExtraInfo>`, `<ExtraInfo/><ExceptionInfo i:nil="1"/>`,
		`<a:Action xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">x</a:Action>`,
	} {
		f.Add(uint8(operationNumber("GetPlugins")), blocks)
		f.Add(uint8(operationNumber("AuthenticateImplicit")), blocks)
	}
	f.Fuzz(func(t *testing.T, number uint8, blocks string) {
		defer inTime(t)()
		o := fuzzedOperationOf(number)
		checkRequest(t, o, []byte(request("<s:Header>"+blocks+"</s:Header>", "<"+o.name+"/>")))
		checkResponse(t, o, 200, []byte(request("<s:Header>"+blocks+"</s:Header>", "<"+wrapperOf(o)+"/>")))
	})
}

// wrapperOf is the element of an operation's response.
func wrapperOf(o fuzzedOperation) string { return o.response.Name() }

func operationNumber(name string) int {
	for number, o := range fuzzedOperations {
		if o.name == name {
			return number
		}
	}
	panic("no operation " + name)
}

// exampleMessages are a request and a response of an operation with something in
// each field, and a failure.
func exampleMessages(f *testing.F, o fuzzedOperation) [][]byte {
	f.Helper()
	var docs [][]byte
	keep := func(handler http.Handler) wire {
		return func(request []byte, r *http.Request) *http.Response {
			w := httptest.NewRecorder()
			arrived := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(request)))
			arrived.Header = r.Header
			handler.ServeHTTP(w, arrived)
			docs = append(docs, request, w.Body.Bytes())
			return w.Result()
		}
	}
	agent := &recordingAgent{response: filled(o.response)}
	for range 2 {
		client := &http.Client{Transport: keep(o.handler(agent))}
		opts := []services86.Option{services86.WithHTTPClient(client), services86.WithTicket(content), services86.WithApplicationToken(content)}
		messaging, err := services86.NewMessagingClient("http://127.0.0.1", opts...)
		if err != nil {
			f.Fatal(err)
		}
		principal, err := services86.NewSoPrincipalClient("http://127.0.0.1", opts...)
		if err != nil {
			f.Fatal(err)
		}
		method := reflect.ValueOf(messaging).MethodByName(o.name)
		if !method.IsValid() {
			method = reflect.ValueOf(principal).MethodByName(o.name)
		}
		method.Call([]reflect.Value{reflect.ValueOf(f.Context()), reflect.ValueOf(filled(o.request))})
		agent.err = &services86.ServerError{ExceptionInfo: filled(reflect.TypeFor[services86.SoExceptionInfo]()).(*services86.SoExceptionInfo)}
	}
	return docs
}

// filled makes a struct with something in each field.
func filled(of reflect.Type) any {
	v := reflect.New(of)
	data := make([]byte, 4000)
	for i := range data {
		data[i] = byte(i*7 + 2)
	}
	(&builder{data: data}).fill(v.Elem(), 0)
	return v.Interface()
}

// checkRequest reads a request with the handlers. What the strict one takes is
// well-formed, is the same to the silent one, and arrives again when it is sent.
func checkRequest(t *testing.T, o fuzzedOperation, doc []byte) {
	t.Helper()
	strict, silent := new(recordingAgent), new(recordingAgent)
	status, answer := postTo(o.handler(strict), "text/xml", o.action(), string(doc))
	silentStatus, _ := postTo(o.handler(silent, services86.WithSilentDrops()), "text/xml", o.action(), string(doc))
	if answer != "" {
		wellFormed(t, []byte(answer))
	}
	if strict.request == nil {
		if status < 400 || strings.Contains(answer, content) {
			t.Fatalf("refused with %d %s", status, answer)
		}
		return
	}
	wellFormed(t, doc)
	if silentStatus != status || !reflect.DeepEqual(strict.request, silent.request) || !reflect.DeepEqual(strict.header, silent.header) {
		t.Fatalf("silent: %d %s", silentStatus, cmp.Diff(strict.request, silent.request))
	}
	if o.agent == "SoPrincipal" { // its operations declare no others
		strict.header = services86.RequestHeader{ApplicationToken: strict.header.ApplicationToken}
	}
	again := new(recordingAgent)
	if _, err := o.call(t, wireTo(o.handler(again)), strict.request, services86.WithRequestHeader(strict.header)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strict.request, again.request); diff != "" {
		t.Fatalf("the request, when sent again (+):\n%s", diff)
	}
	if diff := cmp.Diff(strict.header, again.header); diff != "" {
		t.Fatalf("the header, when sent again (+):\n%s", diff)
	}
}

// checkResponse reads an answer with the client. What it takes is well-formed and
// arrives again when a handler answers with it.
func checkResponse(t *testing.T, o fuzzedOperation, status int, doc []byte) {
	t.Helper()
	opts := []services86.Option{services86.WithTicket(secretTicket), services86.WithApplicationToken(secretToken)}
	request := reflect.New(o.request).Interface()
	response, err := o.call(t, wireWith(status, http.Header{"Content-Type": {"text/xml"}}, doc), request, opts...)
	quiet(t, err, secretTicket)
	quiet(t, err, secretToken)
	var failed *services86.ServerError
	var fault *services86.Fault
	switch {
	case err == nil, errors.As(err, &failed):
	case errors.As(err, &fault):
		if len(fault.Detail) > 8<<10 || fault.Code == "" { // may be cut; has a code of its own when it is written
			return
		}
	case errors.As(err, new(*services86.DecodeError)):
		quiet(t, err, content)
		return
	case errors.As(err, new(*services86.HTTPError)) && status != 200:
		return
	default:
		t.Fatalf("%T: %v", errors.Unwrap(err), err)
	}
	wellFormed(t, doc)
	agent := &recordingAgent{response: response, err: errors.Unwrap(err)}
	again, againErr := o.call(t, wireTo(o.handler(agent)), request, opts...)
	if fault == nil && response == nil {
		again = nil // a failed call without a response comes back with an empty one
	}
	if diff := cmp.Diff(response, again); diff != "" {
		t.Fatalf("the response, when answered again (+):\n%s", diff)
	}
	if diff := cmp.Diff(errors.Unwrap(err), errors.Unwrap(againErr)); diff != "" {
		t.Fatalf("the error, when answered again (+):\n%s", diff)
	}
}
