package runtime

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A failing connection takes a number of bytes when it is dying, and then fails: a
// kept connection that has died.
type failing struct {
	net.Conn
	dying atomic.Bool
	taken atomic.Int32 // bytes
	left  atomic.Int32
}

func (c *failing) Write(p []byte) (int, error) {
	if !c.dying.Load() {
		n, err := c.Conn.Write(p)
		c.taken.Add(int32(n))
		return n, err
	}
	n, _ := c.Conn.Write(p[:min(len(p), int(c.left.Load()))])
	c.left.Add(int32(-n))
	return n, errors.New("the connection is dead")
}

// The transport of net/http repeats a request on a dead kept connection. A send is
// among those only if the server can't have read a byte of it: none was written, or
// over TLS not the whole of its one record, which can't be decrypted.
func TestRepeatedOnlyIfNothingWasWritten(t *testing.T) {
	var arrived atomic.Int32
	agent := func(context.Context, *echoRequest) (*echoResponse, error) { arrived.Add(1); return nil, nil }
	large := strings.Repeat("x", 100_000)
	const none, nothing, part = 0, 1, 1 << 20 // the number of bytes from which on it is not repeated
	for _, test := range []struct {
		name  string
		start func(*httptest.Server)
		text  string
		step  int // from one number of bytes to the next
		limit int
	}{
		{"HTTP/1", (*httptest.Server).Start, "", 1, nothing},
		{"HTTP/1, more than a buffer", (*httptest.Server).Start, large, 997, none},
		{"HTTP/1 over TLS", (*httptest.Server).StartTLS, "", 7, part},
		{"HTTP/1 over TLS, more than a record", (*httptest.Server).StartTLS, large, 997, none},
		{"HTTP/2", startHTTP2, "", 7, none},
		{"HTTP/2, more than a frame", startHTTP2, large, 3989, none},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(newHandler(nil, serve(echo, agent)))
			test.start(server)
			defer server.Close()
			for bytes, whole := 0, 1; bytes < whole; bytes += test.step {
				var err error
				arrived.Store(0)
				before := 0
				dials := 0
				before, dials, whole, err = callOverDying(t, server, test.text, bytes)
				n := int(arrived.Load()) - before
				if again := bytes < test.limit; again != (err == nil) || again != (dials == 1) || again != (n == 1) || n > 1 {
					t.Errorf("%d bytes were written: %d more dials, %d requests arrived, %v", bytes, dials, n, err)
				}
				if operation := (*OperationError)(nil); errors.As(err, &operation) && operation.NotSent() {
					t.Errorf("%d bytes were written, and NotSent", bytes)
				}
			}
		})
	}
}

func startHTTP2(server *httptest.Server) {
	server.EnableHTTP2 = true
	server.StartTLS()
}

// callOverDying makes some calls, and one more when their connection takes only some
// bytes. It tells how many went before, how many connections were made for the last
// one, and how many bytes a whole request has.
func callOverDying(t *testing.T, server *httptest.Server, text string, bytes int) (before, dials, whole int, err error) {
	t.Helper()
	var kept *failing
	transport := server.Client().Transport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil || kept != nil {
			dials++
			return conn, err
		}
		kept = &failing{Conn: conn}
		return kept, nil
	}
	defer transport.CloseIdleConnections()
	call := func() error {
		_, _, err := callEcho(t, context.Background(), server.URL, text, WithHTTPClient(&http.Client{Transport: transport}))
		return err
	}
	for before = range 2 { // one that shakes hands, and one that is counted
		if before == 1 {
			kept.taken.Store(0)
		}
		if err := call(); err != nil {
			t.Fatal(err)
		}
	}
	whole = int(kept.taken.Load())
	kept.left.Store(int32(bytes))
	kept.dying.Store(true)
	return before + 1, dials, whole, call()
}

// A server reads some bytes of a request on a kept connection and closes it.
func TestNotRepeatedWhenTheServerCloses(t *testing.T) {
	answer := envelope11("", echoed)
	answer = fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s", len(answer), answer)
	for _, method := range []string{http.MethodPost, http.MethodGet} {
		repeated := 0
		for _, bytes := range []int{1, 2, 10, 100, 150, 250, 300, 400, 10_000} {
			var conns atomic.Int32
			url := serveConns(t, func(conn net.Conn) {
				n := conns.Add(1)
				r := bufio.NewReader(conn)
				discardRequest(r)
				_, _ = io.WriteString(conn, answer)
				if n == 1 {
					_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond)) // that is all of a short one
					_, _ = io.CopyN(io.Discard, r, int64(bytes))
				}
			})
			transport := &http.Transport{}
			client := &http.Client{Transport: transport}
			call := func() error {
				if method == http.MethodGet {
					answer, err := client.Get(url)
					if err != nil {
						return err
					}
					defer answer.Body.Close()
					_, err = io.Copy(io.Discard, answer.Body)
					return err
				}
				_, _, err := callEcho(t, context.Background(), url, "", WithHTTPClient(client))
				return err
			}
			if err := call(); err != nil {
				t.Fatal(err)
			}
			err := call()
			transport.CloseIdleConnections()
			if err == nil {
				repeated++
			}
			if method == http.MethodPost && (err == nil || conns.Load() != 1) {
				t.Errorf("%d bytes were read: %d connections, %v", bytes, conns.Load(), err)
			}
		}
		t.Logf("%s: %d repeated", method, repeated)
		if method == http.MethodGet && repeated == 0 {
			t.Error("not even a GET is repeated: the test shows nothing")
		}
	}
}

func discardRequest(r *bufio.Reader) {
	request, err := http.ReadRequest(r)
	if err == nil {
		_, _ = io.Copy(io.Discard, request.Body)
	}
}

// serveConns has a server of bare connections and returns its URL.
func serveConns(t *testing.T, serve func(net.Conn)) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return "http://" + listener.Addr().String()
}

// Over HTTP/2 the transport repeats what the server says that it did not process,
// even when it has the whole of it. The client does not go by that, neither over TLS
// nor without.
func TestNotRepeatedOverHTTP2(t *testing.T) {
	const refused, protocol = 0x7, 0x1
	text := strings.Repeat("x", 20_000) // more than a frame, and twice it is no more than a server takes at first
	for _, test := range []struct {
		name     string
		repeated bool // by net/http, if it is left to it
		end      func(conn net.Conn, stream uint32)
	}{
		{"RST_STREAM REFUSED_STREAM", true, func(conn net.Conn, stream uint32) { writeFrame(conn, 0x3, 0, stream, be32(refused)) }},
		{"RST_STREAM PROTOCOL_ERROR", true, func(conn net.Conn, stream uint32) { writeFrame(conn, 0x3, 0, stream, be32(protocol)) }},
		{"GOAWAY before the stream", true, func(conn net.Conn, _ uint32) { writeFrame(conn, 0x7, 0, 0, append(be32(0), be32(0)...)) }},
		{"the end of the connection", false, func(conn net.Conn, _ uint32) { conn.Close() }},
	} {
		for _, scene := range []breaking{{"https", false, test.end}, {"https", true, test.end}, {"http", false, test.end}, {"http", true, test.end}} {
			t.Run(fmt.Sprintf("%s, %s, early %v", test.name, scene.scheme, scene.early), func(t *testing.T) {
				if n := scene.count(t, func(ctx context.Context, url string, client *http.Client) {
					_, _, err := callEcho(t, ctx, url, text, WithHTTPClient(client))
					var operation *OperationError
					if !errors.As(err, &operation) || operation.NotSent() {
						t.Errorf("got %v", err)
					}
				}); n != 1 {
					t.Errorf("%d requests", n)
				}
				if n := scene.count(t, func(ctx context.Context, url string, client *http.Client) {
					post, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(text))
					if err != nil {
						t.Fatal(err)
					}
					if answer, err := client.Do(post); err == nil {
						answer.Body.Close()
					}
				}); n > 1 != test.repeated {
					t.Errorf("net/http by itself makes %d requests of one", n)
				}
			})
		}
	}
}

// A breaking is a server of HTTP/2 that ends all requests in some way.
type breaking struct {
	scheme string
	early  bool // when it has the headers, not the whole
	end    func(conn net.Conn, stream uint32)
}

// count has a request sent, and tells how many the server got.
func (e breaking) count(t *testing.T, send func(ctx context.Context, url string, client *http.Client)) int32 {
	certified := httptest.NewUnstartedServer(nil)
	startHTTP2(certified)
	defer certified.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	var requests atomic.Int32
	url := serveConns(t, func(conn net.Conn) {
		if e.scheme == "https" {
			conn = tls.Server(conn, certified.TLS)
		}
		serveHTTP2(conn, e.early, func(stream uint32) {
			if requests.Add(1) > 1 {
				cancel() // that is enough
			}
			e.end(conn, stream)
		})
	})
	transport := certified.Client().Transport.(*http.Transport).Clone()
	transport.Protocols = new(http.Protocols)
	transport.Protocols.SetHTTP2(e.scheme == "https")
	transport.Protocols.SetUnencryptedHTTP2(e.scheme == "http")
	defer transport.CloseIdleConnections()
	send(ctx, strings.Replace(url, "http:", e.scheme+":", 1), &http.Client{Transport: transport})
	return requests.Load()
}

// serveHTTP2 reads frames and tells of each request when it is complete, or early.
func serveHTTP2(conn net.Conn, early bool, request func(stream uint32)) {
	preface := make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
	if _, err := io.ReadFull(conn, preface); err != nil {
		return
	}
	writeFrame(conn, 0x4, 0, 0, nil) // SETTINGS
	for {
		var head [9]byte
		if _, err := io.ReadFull(conn, head[:]); err != nil {
			return
		}
		size := int64(head[0])<<16 | int64(head[1])<<8 | int64(head[2])
		if _, err := io.CopyN(io.Discard, conn, size); err != nil {
			return
		}
		kind, flags, stream := head[3], head[4], binary.BigEndian.Uint32(head[5:])
		const data, headers, settings, endStream, ack = 0x0, 0x1, 0x4, 0x1, 0x1
		switch {
		case kind == settings && flags&ack == 0:
			writeFrame(conn, settings, ack, 0, nil)
		case early && kind == headers, !early && kind == data && flags&endStream != 0:
			request(stream)
		}
	}
}

func writeFrame(w io.Writer, kind, flags byte, stream uint32, payload []byte) {
	frame := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), kind, flags}
	_, _ = w.Write(append(append(frame, be32(stream)...), payload...))
}

func be32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

// Without TLS nothing tells that a connection speaks HTTP/2, so nothing is repeated.
func TestPlainHTTP2IsKnown(t *testing.T) {
	var protocols http.Protocols
	protocols.SetUnencryptedHTTP2(true)
	for name, test := range map[string]struct {
		transport http.RoundTripper
		want      bool
	}{
		"the default":     {http.DefaultTransport, false},
		"none":            {nil, false},
		"plain HTTP/2":    {&http.Transport{Protocols: &protocols}, true},
		"other protocols": {&http.Transport{Protocols: new(http.Protocols)}, false},
	} {
		if got := speaksPlainHTTP2(test.transport); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// NotSent is exact also with what is not net/http's own and traces nothing.
func TestNotSentByOtherTransports(t *testing.T) {
	refuse := roundTripper(func(r *http.Request) (*http.Response, error) {
		r.Body.Close()
		return nil, errors.New("refused")
	})
	read := roundTripper(func(r *http.Request) (*http.Response, error) {
		_, _ = r.Body.Read(make([]byte, 1))
		return nil, errors.New("lost")
	})
	registered := func(protocol http.RoundTripper) http.RoundTripper {
		transport := new(http.Transport)
		transport.RegisterProtocol("http", protocol)
		return transport
	}
	unreachable := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("unreachable")
	}}
	for _, test := range []struct {
		name      string
		transport http.RoundTripper
		want      bool
	}{
		{"one that does not read", refuse, true},
		{"one that reads", read, false},
		{"a protocol that does not read", registered(refuse), true},
		{"a protocol that reads", registered(read), false},
		{"net/http's", unreachable, true},
		{"one around net/http's", roundTripper(unreachable.RoundTrip), true},
	} {
		_, _, err := callEcho(t, context.Background(), "http://other.example", "", WithHTTPClient(&http.Client{Transport: test.transport}))
		var operation *OperationError
		if !errors.As(err, &operation) || operation.NotSent() != test.want {
			t.Errorf("%s: got %v, want NotSent %v", test.name, err, test.want)
		}
	}
}
