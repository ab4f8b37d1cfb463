package runtime

import (
	"context"
	"errors"
	"net/http/httptest"
	"testing"
)

// What an agent returns reaches the client as well-formed XML or not at all.
func TestFaultsOfAgents(t *testing.T) {
	for name, test := range map[string]struct{ fault, want *Fault }{
		"detail":               {&Fault{Code: "Own", Reason: "why", Detail: "<a>1</a>"}, &Fault{Code: "Own", Reason: "why", Detail: "<a>1</a>"}},
		"reason of characters": {&Fault{Code: "Own", Reason: "\x00"}, errInternal},
		"detail that is open":  {&Fault{Code: "Own", Detail: "<a>"}, errInternal},
		"detail that ends it":  {&Fault{Code: "Own", Detail: "</detail><detail>"}, errInternal},
	} {
		server := httptest.NewServer(newHandler(nil, serve(echo, func(context.Context, *echoRequest) (*echoResponse, error) {
			return nil, test.fault
		})))
		_, _, err := callEcho(t, context.Background(), server.URL, "")
		server.Close()
		var got *Fault
		if !errors.As(err, &got) {
			t.Errorf("%s: %v, want a Fault", name, err)
		} else if *got != *test.want {
			t.Errorf("%s: got %+v, want %+v", name, *got, *test.want)
		}
	}
}

// A fault comes in place of a response that can't be written, and leaves nothing
// of it in the buffer that is used again.
func TestFaultLeavesNothingBehind(t *testing.T) {
	m := newMessage()
	defer m.release()
	m.raw("the ticket is 7T:secret, and more of it than a fault is long" + string(make([]byte, 2000)))
	m.raw("7T:secret")
	m.writeFault(false, errInternal)
	for i, b := range m.buf[len(m.buf):cap(m.buf)] {
		if b != 0 {
			t.Fatalf("byte %d behind the fault is %q", i, b)
		}
	}
}
