package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

const (
	services86NS = "http://www.superoffice.net/ws/crm/NetServer/Services86"
	soap11NS     = "http://schemas.xmlsoap.org/soap/envelope/"
	soap12NS     = "http://www.w3.org/2003/05/soap-envelope"
)

// documented reads one of the vendor's sample envelopes.
func documented(t *testing.T, name string) *xmltree.Node {
	t.Helper()
	return parseXML(t, readFile(t, "..", "testdata", "golden", "envelopes", "documented", "Messaging", name))
}

func readFile(t *testing.T, path ...string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func parseXML(t *testing.T, content []byte) *xmltree.Node {
	t.Helper()
	root, err := xmltree.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("%v\n%s", err, content)
	}
	return root
}

// An exchange is what went over the wire.
type exchange struct {
	method, path, contentType, soapAction string
	request                               []byte
	status                                int
	response                              []byte
}

// record stands before a handler and keeps what goes through it.
func record(next http.Handler, into *exchange) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, err := io.ReadAll(r.Body)
		if err != nil {
			panic(err)
		}
		r.Body = io.NopCloser(bytes.NewReader(content))
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, r)
		*into = exchange{
			method: r.Method, path: r.URL.Path,
			contentType: r.Header.Get("Content-Type"), soapAction: r.Header.Get("SOAPAction"),
			request: content, status: recorder.Code, response: recorder.Body.Bytes(),
		}
		for name, values := range recorder.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(recorder.Code)
		if _, err := w.Write(recorder.Body.Bytes()); err != nil {
			panic(err)
		}
	})
}

// String is the request as a golden has it: the lines that matter, then the bytes.
func (e *exchange) String() string {
	return fmt.Sprintf("%s %s\nContent-Type: %s\nSOAPAction: %s\n\n%s\n", e.method, e.path, e.contentType, e.soapAction, e.request)
}

// documentedOptions are the header values of the vendor's samples.
var documentedOptions = []services86.Option{
	services86.WithApplicationToken("1234567-1234-9876"),
	services86.WithTicket("7T:1234abcxyzExample=="),
}

// answer is a server that gives one answer to everything.
func answer(body []byte, into *exchange) *httptest.Server { return answerWith(&body, into) }

// answerWith is a server that answers with what body holds at the time.
func answerWith(body *[]byte, into *exchange) *httptest.Server {
	return httptest.NewServer(record(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		_, _ = w.Write(*body)
	}), into))
}

// The client sends what is documented: the same body but for xsi:type, and the
// documented header blocks, which the samples print straight under the Envelope,
// inside Header.
func TestSendMessagesAsDocumented(t *testing.T) {
	var sent exchange
	response := readFile(t, "..", "testdata", "golden", "envelopes", "documented", "Messaging", "SendMessages.response.xml")
	server := answer(response, &sent)
	defer server.Close()
	client, err := services86.NewMessagingClient(server.URL+"/Cust12345", documentedOptions...)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.SendMessages(context.Background(), &services86.SendMessagesRequest{
		OutgoingMessages: []services86.OutgoingMessage{{}},
	})
	if err != nil {
		t.Fatal(err)
	}

	want, got := documented(t, "SendMessages.request.xml"), parseXML(t, sent.request)
	if got.Name.Space != soap11NS || want.Name.Space != soap12NS {
		t.Errorf("the envelopes are in %s and, documented, in %s", got.Name.Space, want.Name.Space)
	}
	wantBody, gotBody := want.Find("Envelope", "Body", "SendMessages"), got.Find("Envelope", "Body", "SendMessages")
	if wantBody == nil || gotBody == nil {
		t.Fatalf("no body: documented %v, sent %v", wantBody, gotBody)
	}
	if diff := xmltree.Diff(wantBody.WithoutTypes(), gotBody); diff != "" {
		t.Errorf("body, documented (-) and sent (+):\n%s", diff)
	}
	for _, block := range []string{"ApplicationToken", "Credentials"} {
		if diff := xmltree.Diff(want.Find("Envelope", block), got.Find("Envelope", "Header", block)); diff != "" {
			t.Errorf("header block, documented (-) and sent (+):\n%s", diff)
		}
	}
	if n := len(got.Find("Envelope", "Header").Children); n != 2 {
		t.Errorf("%d header blocks were sent", n)
	}

	g := newGolden("envelopes", "wire", "documented-values")
	g.add("SendMessages.request.txt", []byte(sent.String()))
	g.check(t)

	wantRes := &services86.SendMessagesResponse{Response: []services86.MessageDeliveryStatus{{}}}
	if diff := cmp.Diff(wantRes, res); diff != "" {
		t.Errorf("the documented response decodes to (+):\n%s", diff)
	}
}

// Every operation of both agents, with every field filled, goes from the client to
// the handler and back, and nothing is lost. The bytes are golden.
func TestOperationsOnTheWire(t *testing.T) {
	g := newGolden("envelopes", "wire", "filled")
	for agent, makeServer := range map[string]func(*reflected) http.Handler{
		"Messaging":   func(r *reflected) http.Handler { return services86.NewMessagingHandler(messagingAgent{r}) },
		"SoPrincipal": func(r *reflected) http.Handler { return services86.NewSoPrincipalHandler(principalAgent{r}) },
	} {
		var wire exchange
		seen := new(reflected)
		server := httptest.NewServer(record(makeServer(seen), &wire))
		opts := append([]services86.Option{services86.WithTimeZone(services86.SoTimeZone{SoTimeZoneId: 83, SoTimeZoneLocationCode: "NO"})}, documentedOptions...)
		var client reflect.Value
		if agent == "Messaging" {
			c, err := services86.NewMessagingClient(server.URL, opts...)
			if err != nil {
				t.Fatal(err)
			}
			client = reflect.ValueOf(c)
		} else {
			c, err := services86.NewSoPrincipalClient(server.URL, opts...)
			if err != nil {
				t.Fatal(err)
			}
			client = reflect.ValueOf(c)
		}
		for i := range client.NumMethod() {
			operation, method := client.Type().Method(i).Name, client.Method(i)
			if !isCall(method) {
				continue
			}
			request := reflect.New(method.Type().In(1).Elem())
			seen.response = reflect.New(method.Type().Out(0).Elem())
			newFiller().fill(request.Elem(), "")
			newFiller().fill(seen.response.Elem(), "")

			out := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), request})
			if err, _ := out[1].Interface().(error); err != nil {
				t.Errorf("%s.%s: %v\n%s", agent, operation, err, wire.response)
				continue
			}
			if diff := cmp.Diff(request.Interface(), seen.request); diff != "" {
				t.Errorf("%s.%s: request, sent (-) and read (+):\n%s", agent, operation, diff)
			}
			if diff := cmp.Diff(seen.response.Interface(), out[0].Interface()); diff != "" {
				t.Errorf("%s.%s: response, written (-) and read (+):\n%s", agent, operation, diff)
			}
			g.add(agent+"/"+operation+".request.txt", []byte(wire.String()))
			g.add(agent+"/"+operation+".response.xml", append(wire.response, '\n'))
		}
		server.Close()
	}
	g.check(t)
}

// isCall reports whether a client's method takes a request and returns a response:
// it is none that makes another client or hands out items.
func isCall(method reflect.Value) bool {
	return method.Type().NumIn() == 2 && method.Type().NumOut() == 2
}

// reflected is an agent that keeps the request and returns a response made before.
type reflected struct {
	request  any
	response reflect.Value
}

func reflectedCall[Req, Res any](r *reflected, req *Req) (*Res, error) {
	r.request = req
	return r.response.Interface().(*Res), nil
}

// A filler gives every field a value of its own.
type filler struct {
	count int
	depth map[reflect.Type]int
}

// enumValues has a value for each enumeration.
var enumValues = map[reflect.Type]string{
	reflect.TypeFor[services86.EFieldRight]():        string(services86.EFieldRightWrite),
	reflect.TypeFor[services86.ETableRight]():        string(services86.ETableRightUpdate),
	reflect.TypeFor[services86.EjUserStatus]():       string(services86.EjUserStatusStatusSpm),
	reflect.TypeFor[services86.LicenseType]():        string(services86.LicenseTypeUserLicense),
	reflect.TypeFor[services86.NetServerBuildType](): string(services86.NetServerBuildTypeRelease),
	reflect.TypeFor[services86.RoleType]():           string(services86.RoleTypeEmployee),
	reflect.TypeFor[services86.UserType]():           string(services86.UserTypeSystemAssociate),
}

func newFiller() *filler { return &filler{depth: map[reflect.Type]int{}} }

func (f *filler) fill(v reflect.Value, name string) {
	f.count++
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 1, 2, 3, 4, f.count%60, 100*f.count, time.UTC)))
			return
		}
		for i := range v.NumField() {
			f.fill(v.Field(i), v.Type().Field(i).Name)
		}
	case reflect.Pointer:
		if f.depth[v.Type()] == 2 {
			return // recursive
		}
		f.depth[v.Type()]++
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), name)
		f.depth[v.Type()]--
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(name))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			f.fill(v.Index(i), name)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, key := range []string{"a", "b"} {
			value := reflect.New(v.Type().Elem()).Elem()
			f.fill(value, name)
			v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), value)
		}
	case reflect.String:
		if v.Type().Name() == "string" {
			v.SetString(fmt.Sprintf("%s %d <&>", name, f.count))
			return
		}
		value, ok := enumValues[v.Type()]
		if !ok {
			panic("no value is known for " + v.Type().Name())
		}
		v.SetString(value)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int32:
		v.SetInt(int64(f.count))
	default:
		panic("a kind that the two agents do not have: " + v.Kind().String())
	}
}
