package runtime

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A stalling connection is to a server of the test's that answers the first bytes
// of a request. It takes the next ones only when it is opened, closed or not, and
// remembers all.
type stalling struct {
	net.Conn // the client's end of a pipe
	server   net.Conn
	answer   string
	open     chan struct{}

	mu    sync.Mutex
	taken bytes.Buffer
}

func newStalling(answer string) *stalling {
	client, server := net.Pipe()
	return &stalling{Conn: client, server: server, answer: answer, open: make(chan struct{})}
}

func (c *stalling) Write(p []byte) (int, error) {
	c.mu.Lock()
	first := c.taken.Len() == 0
	c.mu.Unlock()
	if first {
		go func() { _, _ = io.WriteString(c.server, c.answer) }()
	} else {
		<-c.open
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.taken.Write(p)
}

func (c *stalling) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.taken.Len()
}

// overwrite has other calls take all buffers that can be had.
func overwrite(t *testing.T, size int) {
	server := httptest.NewServer(newHandler(nil, serve(echo, func(context.Context, *echoRequest) (*echoResponse, error) { return nil, nil })))
	defer server.Close()
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 2 {
				if _, _, err := callEcho(t, context.Background(), server.URL, strings.Repeat("y", size)); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
}

// A server that answers before it has read the request leaves the transport
// writing when the call is over. What it writes then must still be the request.
func TestBufferIsNotReusedWhileItIsSent(t *testing.T) {
	t.Run("alone", func(t *testing.T) { answerEarly(t, func(context.Context) {}) })
	t.Run("after a request of the dialler's", func(t *testing.T) {
		other := httptest.NewServer(http.NotFoundHandler())
		defer other.Close()
		answerEarly(t, func(ctx context.Context) {
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, other.URL, nil)
			if err != nil {
				t.Error(err)
				return
			}
			answer, err := other.Client().Do(request) // for a token, say
			if err != nil {
				t.Error(err)
				return
			}
			answer.Body.Close()
		})
	})
	t.Run("after the dialler wrote a request by hand", func(t *testing.T) {
		answerEarly(t, func(ctx context.Context) {
			request, err := http.NewRequestWithContext(ctx, http.MethodConnect, "http://other.example", nil) // to a proxy, say
			if err != nil {
				t.Error(err)
				return
			}
			if err := request.Write(io.Discard); err != nil {
				t.Error(err)
			}
		})
	})
}

// answerEarly has a server answer before it has read, on a connection that needs
// something done before.
func answerEarly(t *testing.T, dial func(ctx context.Context)) {
	const size = 1 << 20
	conn := newStalling("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		dial(ctx)
		return conn, nil
	}}
	_, _, err := callEcho(t, context.Background(), "http://early.example", strings.Repeat("x", size), WithHTTPClient(&http.Client{Transport: transport}))
	if answer := (*HTTPError)(nil); !errors.As(err, &answer) {
		t.Fatalf("got %v, want an HTTPError", err)
	}
	if conn.size() > size/2 {
		t.Fatal("it was all written: the test shows nothing")
	}
	overwrite(t, size)
	close(conn.open)
	waitFor(t, func() bool { return conn.size() > size })
	conn.mu.Lock()
	defer conn.mu.Unlock()
	if n := bytes.Count(conn.taken.Bytes(), []byte("x")); n < size {
		t.Errorf("%d of %d bytes were sent as they were", n, size)
	}
}

// A call over HTTP/2 can be given up while its request is stuck in a connection,
// and the transport reads on when that moves again.
func TestBufferIsNotReusedAfterGivingUp(t *testing.T) {
	const size = 1 << 20
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	ctx, cancel := context.WithCancel(context.Background())
	var large atomic.Bool
	open := make(chan struct{})
	transport := server.Client().Transport.(*http.Transport)
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return &tapped{conn, func(p []byte) {
			if len(p) > 4<<10 && large.CompareAndSwap(true, false) { // in the body
				cancel()
				<-open
			}
		}}, err
	}
	client := WithHTTPClient(&http.Client{Transport: transport})
	_, _, _ = callEcho(t, ctx, server.URL, "", client) // then the server has told how much it takes at once
	c, err := newSOAPClient(echo.service, server.URL, []Option{client})
	if err != nil {
		t.Fatal(err)
	}
	m := newMessage()
	m.raw(strings.Repeat("x", size))
	d := &delivery{message: m}
	large.Store(true)
	if _, err := (&exchange{client: c, op: echo}).send(ctx, d); !errors.Is(err, context.Canceled) || !d.mayHaveBegun() { //nolint:bodyclose // there is no answer
		t.Fatal(err)
	}
	plain := d.plain
	left := plain.Len() // nobody reads it: the connection is stuck
	d.end()
	if len(m.buf) != size {
		t.Error("the buffer is given away while it is sent")
	}
	close(open)
	waitFor(t, func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.ended
	})
	if left == plain.Len() {
		t.Error("the transport did not read on: the test shows nothing")
	}
}

// A RoundTripper that is not net/http's may read when it pleases.
func TestBufferIsNotReusedInAnotherTransport(t *testing.T) {
	const size = 1 << 20
	var body io.ReadCloser
	_, _, err := callEcho(t, context.Background(), "http://other.example", strings.Repeat("x", size), WithHTTPClient(&http.Client{
		Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			body = r.Body
			if trace := httptrace.ContextClientTrace(r.Context()); trace != nil {
				trace.WroteRequest(httptrace.WroteRequestInfo{}) // of another body, that it made of ours
			}
			return nil, errors.New("given up")
		}),
	}))
	if err == nil {
		t.Fatal("no error")
	}
	overwrite(t, size)
	sent, err := io.ReadAll(body)
	if n := bytes.Count(sent, []byte("x")); err != nil || n < size {
		t.Errorf("%d of %d bytes were sent as they were, %v", n, size, err)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// What comes out of the pool holds nothing of the messages before, and after
// ordinary calls something does come out.
func TestPooledBuffersHoldNoSecrets(t *testing.T) {
	const secret = "hush-hush"
	agent := func(_ context.Context, req *echoRequest) (*echoResponse, error) {
		if req.Text == "fail" {
			return nil, &Fault{Reason: secret}
		}
		return &echoResponse{Text: secret}, nil
	}
	server := httptest.NewServer(newHandler(nil, serve(echo, agent)))
	defer server.Close()
	used := 0
	for range 50 {
		for _, text := range []string{secret, strings.Repeat(secret, 100), "short", "fail"} {
			_, _, _ = callEcho(t, context.Background(), server.URL, text, WithTicket(secret), WithApplicationToken(secret))
		}
		_, _, _ = callEcho(t, context.Background(), server.URL, secret+"\x00", WithTicket(secret))
		for range 4 {
			m := newMessage()
			if cap(m.buf) > 0 {
				used++
			}
			if len(m.buf) != 0 || m.err != nil || bytes.Contains(m.buf[:cap(m.buf)], []byte("hush")) {
				t.Fatalf("%d bytes, %v: %q", len(m.buf), m.err, m.buf[:cap(m.buf)])
			}
		}
	}
	if used == 0 {
		t.Error("no buffer is used again: the test shows nothing")
	}
}

// Large requests do not make the heap grow: their buffer is used again.
func TestLargeRequestsShareABuffer(t *testing.T) {
	t.Run("HTTP/1", func(t *testing.T) { shareABuffer(t, (*httptest.Server).StartTLS) })
	t.Run("HTTP/2", func(t *testing.T) { shareABuffer(t, startHTTP2) })
}

func shareABuffer(t *testing.T, start func(*httptest.Server)) {
	const size, calls = 2 << 20, 20
	answer := envelope11("", echoed)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, answer)
	}))
	start(server)
	defer server.Close()
	client := WithHTTPClient(server.Client())
	text := strings.Repeat("x", size)
	grown := 0
	for range calls {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, _, err := callEcho(t, context.Background(), server.URL, text, client); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if after.TotalAlloc-before.TotalAlloc > size/2 {
			grown++
		}
	}
	if grown > calls*9/10 { // the first one, those after a collection, and many with the race detector
		t.Errorf("%d of %d calls made a buffer of their own", grown, calls)
	}
}

// A small request is one write with its header, which net/http grants only to the
// bodies that it knows.
func TestRequestIsOnePacket(t *testing.T) {
	server := httptest.NewServer(newHandler(nil, serve(echo, func(context.Context, *echoRequest) (*echoResponse, error) { return nil, nil })))
	defer server.Close()
	var sizes []int
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return &tapped{conn, func(p []byte) { sizes = append(sizes, len(p)) }}, err
	}}
	defer transport.CloseIdleConnections()
	if _, _, err := callEcho(t, context.Background(), server.URL, "text", WithHTTPClient(&http.Client{Transport: transport})); err != nil {
		t.Fatal(err)
	}
	if len(sizes) != 1 {
		t.Errorf("written in parts of %v bytes", sizes)
	}
}

// A tapped connection tells of each write.
type tapped struct {
	net.Conn
	tap func(p []byte)
}

func (c *tapped) Write(p []byte) (int, error) {
	c.tap(p)
	return c.Conn.Write(p)
}

// That a request is written is counted, so net/http must not tell of the CONNECT
// that it sends to a proxy on the way.
func TestProxyIsNotTraced(t *testing.T) {
	server := httptest.NewTLSServer(newHandler(nil, serve(echo, func(context.Context, *echoRequest) (*echoResponse, error) { return nil, nil })))
	defer server.Close()
	tunnels := make(chan string, 1)
	proxy := serveConns(t, func(conn net.Conn) {
		connect, err := http.ReadRequest(bufio.NewReader(conn))
		if err != nil {
			return
		}
		tunnels <- connect.Method
		target, err := net.Dial("tcp", connect.Host)
		if err != nil {
			return
		}
		defer target.Close()
		_, _ = fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(target, conn) }()
		_, _ = io.Copy(conn, target)
	})
	through, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport := server.Client().Transport.(*http.Transport)
	transport.Proxy = http.ProxyURL(through)
	defer transport.CloseIdleConnections()
	var mu sync.Mutex
	written := 0
	ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) {
		mu.Lock()
		defer mu.Unlock()
		written++
	}})
	if _, _, err := callEcho(t, ctx, server.URL, "", WithHTTPClient(&http.Client{Transport: transport})); err != nil {
		t.Fatal(err)
	}
	select {
	case method := <-tunnels:
		if method != http.MethodConnect {
			t.Errorf("the proxy got a %s", method)
		}
	case <-time.After(time.Second):
		t.Error("the proxy was passed by: the test shows nothing")
	}
	mu.Lock()
	defer mu.Unlock()
	if written != 1 {
		t.Errorf("%d requests were written", written)
	}
}

func TestEndOfDelivery(t *testing.T) {
	conn := func(d *delivery) { d.gotConnection(httptrace.GotConnInfo{}) }
	half := func(d *delivery) { _, _ = d.plain.Seek(10, io.SeekStart) }
	all := func(d *delivery) { _, _ = d.plain.Seek(0, io.SeekEnd) }
	wrote := func(d *delivery) { d.wroteRequest(httptrace.WroteRequestInfo{}) }
	again := func(d *delivery) { _, _ = d.again() }
	over := (*delivery).end
	for _, test := range []struct {
		name   string
		events []func(*delivery)
		want   bool // the buffer is used again
	}{
		{"ordinary", []func(*delivery){conn, all, wrote}, true},
		{"on a second connection, unread on the first", []func(*delivery){conn, conn, all, wrote}, true},
		{"no connection", nil, false},
		{"still writing", []func(*delivery){conn, all}, false},
		{"a write failed, or one that is another's ended", []func(*delivery){conn, half, wrote}, false},
		{"another's ended before", []func(*delivery){wrote, conn, all}, false},
		{"answered before the end of the write", []func(*delivery){conn, half, over, all, wrote}, true},
		{"given up, and another's ended", []func(*delivery){conn, half, over, wrote}, false},
		{"given up, and written to a second connection", []func(*delivery){conn, half, over, conn, all, wrote}, true},
		{"given up, and nothing more", []func(*delivery){conn, half, over}, false},
		{"handed out again", []func(*delivery){conn, all, wrote, again, conn, wrote}, false},
	} {
		m := newMessage()
		m.raw("twenty bytes of text")
		d := &delivery{message: m}
		d.body(http.DefaultTransport).Close()
		for _, event := range test.events {
			event(d)
		}
		d.end()
		if used := len(m.buf) == 0; used != test.want {
			t.Errorf("%s: used again %v", test.name, used)
		}
		if _, err := d.again(); err == nil {
			t.Errorf("%s: handed out after the end", test.name)
		}
	}
}
