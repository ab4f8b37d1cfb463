package runtime

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
)

// A delivery follows a request through the transport.
//
// The transport of net/http repeats a request by itself when the kept connection
// that it took turns out to be dead. Over HTTP/1 it does so with a POST only if
// not one byte was written. Over HTTP/2 it also does so when the server resets the
// stream or goes away, and a server that says that it did nothing need not be
// right: there a request is not handed out again once it is out.
type delivery struct {
	mu      sync.Mutex
	begun   bool     // a byte may have reached a connection
	conn    net.Conn // the one that the transport took last
	headers bool     // they were written to it, or to its buffer
}

// errNotRepeated is what the transport gets for a request that it would repeat.
var errNotRepeated = errors.New("the connection failed when the request was out, and it is not sent again")

func (d *delivery) gotConnection(info httptrace.GotConnInfo) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.begun, d.conn, d.headers = true, info.Conn, false
}

func (d *delivery) wroteHeaders() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.headers = true
}

// read is called when the transport reads the request: one that isn't traced may
// do so without telling of a connection.
func (d *delivery) read() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.begun = true
}

func (d *delivery) mayHaveBegun() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.begun
}

// isOut reports whether a byte may have gone out of a request that the transport
// wants to send again.
func (d *delivery) isOut() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	secure, ok := d.conn.(interface{ ConnectionState() tls.ConnectionState })
	return d.headers && ok && secure.ConnectionState().NegotiatedProtocol == "h2"
}

// speaksPlainHTTP2 reports whether a transport may use HTTP/2 without TLS, where
// nothing tells a connection from one of HTTP/1.
func speaksPlainHTTP2(transport http.RoundTripper) bool {
	t, ok := transport.(*http.Transport)
	return ok && t.Protocols != nil && t.Protocols.UnencryptedHTTP2()
}
