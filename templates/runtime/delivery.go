package runtime

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
)

// A delivery follows a request through the transport.
//
// The transport of net/http repeats a request by itself when the kept connection
// that it took turns out to be dead. Over HTTP/1 it does so with a POST only if
// not one byte was written, or over TLS not one record. Over HTTP/2 it also does so
// when the server resets the stream or goes away, and a server that says that it
// did nothing need not be right: there a request is not handed out again once it is
// out.
//
// It may also read a request in the background after an answer came, or after the
// call was given up. Its trace tells when it has ended writing.
type delivery struct {
	message *message
	plain   *bytes.Reader // what an http.Transport got first; nil for another one

	mu       sync.Mutex
	begun    bool     // a byte may have reached a connection
	conn     net.Conn // the one that the transport took last
	headers  bool     // they were written to it, or to its buffer
	ended    bool     // the transport writes no more to it
	repeated bool     // it was handed out again
	over     bool     // the call has returned
}

// errNotRepeated is what the transport gets for a request that it would repeat.
var errNotRepeated = errors.New("the connection failed when the request was out, and it is not sent again")

// body is the request for a transport to read.
//
// An http.Transport writes header and body at once only where it knows the body to
// be in memory, as it knows the readers of package bytes: a packet and a system
// call less. Another RoundTripper may send without a trace, and gets a body that
// tells of being read.
func (d *delivery) body(transport http.RoundTripper) io.ReadCloser {
	r := bytes.NewReader(d.message.buf)
	if _, ok := transport.(*http.Transport); !ok {
		return io.NopCloser(&watchedReader{r, d})
	}
	d.plain = r
	return io.NopCloser(r)
}

// A watchedReader has Read alone: with WriteTo a transport would get at the bytes
// without it.
type watchedReader struct {
	content  *bytes.Reader
	delivery *delivery
}

func (r *watchedReader) Read(p []byte) (int, error) {
	r.delivery.begin()
	return r.content.Read(p)
}

// again is the request for a transport that wants to send it again.
func (d *delivery) again() (io.ReadCloser, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over || d.isOut() {
		return nil, errNotRepeated
	}
	d.begun, d.repeated = true, true // it had a connection
	return io.NopCloser(bytes.NewReader(d.message.buf)), nil
}

// isOut reports whether a byte may have gone out of a request that the transport
// wants to send again.
func (d *delivery) isOut() bool {
	secure, ok := d.conn.(interface{ ConnectionState() tls.ConnectionState })
	return d.headers && ok && secure.ConnectionState().NegotiatedProtocol == "h2"
}

// trace has the transport tell what it does with the request.
func (d *delivery) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{GotConn: d.gotConnection, WroteHeaders: d.wroteHeaders, WroteRequest: d.wroteRequest}
}

func (d *delivery) gotConnection(info httptrace.GotConnInfo) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.begun, d.conn, d.headers, d.ended = true, info.Conn, false, false
}

func (d *delivery) wroteHeaders() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.headers = true
}

func (d *delivery) wroteRequest(httptrace.WroteRequestInfo) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	d.reuse()
}

func (d *delivery) begin() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.begun = true
}

// mayHaveBegun is asked when the transport has returned. A protocol that a program
// registered with an http.Transport need not tell of connections, but reads.
func (d *delivery) mayHaveBegun() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.begun || d.plain != nil && d.plain.Len() < len(d.message.buf)
}

// end is the end of the call.
func (d *delivery) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.over = true
	d.reuse()
}

// reuse has the buffer used again when both the call and the writing have ended, in
// either order: the answer to a large request may be read before the transport has told
// of the end of its write. The buffer must have been read to its end, for a function of
// the program's for dialling is called with the trace, and what it writes may look like
// the end of this request.
//
// The buffer is left to the garbage collector after anything out of the ordinary, and
// with each RoundTripper that is not an http.Transport: one that passes the trace on may
// read in the background itself.
func (d *delivery) reuse() {
	if d.over && d.ended && d.plain != nil && !d.repeated && d.plain.Len() == 0 {
		d.message.release()
		d.plain = nil // once
	}
}

// speaksPlainHTTP2 reports whether a transport may use HTTP/2 without TLS, where
// nothing tells a connection from one of HTTP/1.
func speaksPlainHTTP2(transport http.RoundTripper) bool {
	t, ok := transport.(*http.Transport)
	return ok && t.Protocols != nil && t.Protocols.UnencryptedHTTP2()
}
