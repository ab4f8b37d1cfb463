package runtime

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

// NetServer may tell of a failure in the header of an envelope that has nothing else.
func TestOneWayFailure(t *testing.T) {
	for header, failed := range map[string]bool{
		`<h:Succeeded>true</h:Succeeded>`:                                                    false,
		`<h:Succeeded>false</h:Succeeded>`:                                                   true,
		`<h:ExceptionInfo><h:Message>why</h:Message></h:ExceptionInfo>`:                      true,
		`<h:ExceptionInfo i:nil="true"/><h:Succeeded>true</h:Succeeded><h:Other>x</h:Other>`: false,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml")
			_, _ = w.Write([]byte(envelope11(header, "")))
		}))
		c, err := newSOAPClient(echo.service, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = c.callOneWay(context.Background(), echo, new(echoRequest))
		server.Close()
		if got := errors.As(err, new(*ServerError)); got != failed || !failed && err != nil {
			t.Errorf("%s: %v", header, err)
		}
	}
}

// An agent's error is a fault, for there is no response to write it into.
func TestOneWayErrorsOfAgents(t *testing.T) {
	for _, test := range []struct {
		err  error
		code string // of the fault; "" for success
	}{
		{nil, ""},
		{&ServerError{}, "InternalServiceFault"},
		{errors.New("x"), "InternalServiceFault"},
		{&Fault{Code: "Own"}, "Own"},
	} {
		server := httptest.NewServer(newHandler(nil, serveOneWay(echo, func(context.Context, *echoRequest) error { return test.err })))
		c, err := newSOAPClient(echo.service, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = c.callOneWay(context.Background(), echo, new(echoRequest))
		server.Close()
		fault := new(Fault)
		if errors.As(err, &fault); fault.Code != test.code || (err == nil) != (test.code == "") {
			t.Errorf("%v: %v, want %s", test.err, err, test.code)
		}
	}
}
