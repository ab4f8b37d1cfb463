package services86_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// reply is a whole answer, as it goes over the wire.
var reply = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + strconv.Itoa(len(success)) + "\r\n\r\n" + success

// raw answers with bytes and ends the connection, in an orderly way or not.
func raw(text string, reset bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, text)
		if reset {
			_ = conn.(*net.TCPConn).SetLinger(0)
		}
	}
}

// until answers with bytes, and then does nothing as long as the client is there.
func until(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, text)
		_, _ = io.Copy(io.Discard, conn)
	}
}

// deadline leaves the call little time.
func deadline(s *scene) {
	s.cancel()
	s.ctx, s.cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
}

// soon gives the call up after a while.
func soon(s *scene) { time.AfterFunc(50*time.Millisecond, s.cancel) }

// listen has a server of bare connections, which it ends with the scene.
func listen(s *scene, serve func(net.Conn)) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	s.url = "http://" + listener.Addr().String()
	ended := make(chan struct{})
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
				<-ended
			}()
		}
	}()
	s.onEnd(func() {
		listener.Close()
		close(ended)
	})
}

func networkEndings() []ending {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
	return append([]ending{
		{name: "the head cut at every byte", each: strings.Index(reply, "<"), setup: cutReply(0)},
		{name: "the body cut at every byte", each: len(success), setup: cutReply(strings.Index(reply, "<"))},
		{name: "a chunked body cut at every byte", each: len(success), setup: func(s *scene) {
			serveRaw(s, head+"Transfer-Encoding: chunked\r\n\r\nFFFF\r\n"+success[:s.variant])
		}},
		{name: "a chunked and compressed body cut at every byte", each: len(zipped(success)), setup: func(s *scene) {
			serveRaw(s, head+"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n"+zipped(success)[:s.variant])
		}},
		{name: "a body of unknown length cut at every byte", each: len(success), setup: func(s *scene) {
			serveRaw(s, head+"Connection: close\r\n\r\n"+success[:s.variant])
		}},
		{name: "a body that never ends", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml")
			_, _ = io.WriteString(w, success)
			for {
				if _, err := io.WriteString(w, strings.Repeat(" ", 4096)); err != nil {
					return
				}
			}
		}, setup: func(s *scene) { s.opts = append(s.opts, services86.WithMaxResponse(1<<20)) }},
		{name: "a body that stops coming, deadline", answer: until(head + "Content-Length: 9999\r\n\r\n<s:Env"), setup: deadline},
		{name: "HTML that stops coming, deadline", answer: until("HTTP/1.1 503 No\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<html>"), setup: deadline},
		{name: "no answer, deadline", answer: until(""), setup: deadline},
		{name: "no answer, the HTTP client's time limit", answer: until(""), setup: func(s *scene) {
			limited := *s.client
			limited.Timeout = 50 * time.Millisecond
			s.opts = append(s.opts, services86.WithHTTPClient(&limited))
		}},
		{name: "closed before the answer", answer: raw("", false)},
		{name: "reset before the answer", answer: raw("", true)},
		{name: "reset in the body", answer: raw(head+"Content-Length: 9999\r\n\r\n<s:Env", true)},
		{name: "something else than HTTP, which tells a secret", answer: raw(secretTicket+"\r\n\r\n", false)},
		{name: "a status line that tells a secret", answer: raw("HTTP/1.1 "+secretTicket+"\r\n\r\n", false)},
		{name: "a header of more than a megabyte", answer: raw("HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 11<<20)+"\r\n\r\n", false)},
		{name: "early hints before the answer", answer: func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			xml(success)(w, r)
		}},
		{name: "success over HTTP/1.0", answer: raw(strings.Replace(reply, "HTTP/1.1", "HTTP/1.0", 1), false)},
		{name: "success over HTTP/2", setup: func(s *scene) { serveHTTP2(s, xml(success)) }},
		{name: "the stream is reset before the answer, HTTP/2", setup: func(s *scene) {
			serveHTTP2(s, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
		}},
		{name: "the stream is reset in the body, HTTP/2", setup: func(s *scene) {
			serveHTTP2(s, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/xml")
				_, _ = io.WriteString(w, success[:200])
				_ = http.NewResponseController(w).Flush()
				panic(http.ErrAbortHandler)
			})
		}},
		{name: "the server goes away and says that it did nothing, HTTP/2", unusable: true, setup: goAway},
		{name: "success, then the connection is closed", answer: raw(strings.Replace(reply, "\r\n", "\r\nConnection: close\r\n", 1), false)},
		{name: "success on a new connection, the kept one was closed", answer: xml(success), setup: func(s *scene) {
			s.opts = append(s.opts, services86.WithHTTPClient(deadKept(s)))
		}},
		{name: "success on a new connection, the server closed the kept one", answer: xml(success), setup: func(s *scene) {
			callOnce(s)
			s.server.CloseClientConnections()
			time.Sleep(50 * time.Millisecond) // for the transport to see it
		}},
	}, append(unreachable(), cancelled()...)...)
}

// cutReply has a server that sends the reply up to a place and closes.
func cutReply(from int) func(s *scene) {
	return func(s *scene) { serveRaw(s, reply[:from+s.variant]) }
}

// serveRaw serves a call with bytes and any other with success.
func serveRaw(s *scene, text string) { s.serve(raw(text, false)) }

// deadKept is an HTTP client with a kept connection on which the next write fails,
// as it does when the server has closed it.
func deadKept(s *scene) *http.Client {
	var kept *mortal
	s.client.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		if kept == nil && err == nil {
			kept = &mortal{Conn: conn}
			return kept, nil
		}
		return conn, err
	}
	callOnce(s)
	kept.dead.Store(true)
	return s.client
}

// callOnce makes a call, after which the client keeps a connection.
func callOnce(s *scene) {
	client, err := services86.NewMessagingClient(s.url, services86.WithHTTPClient(s.client))
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := client.GetPlugins(s.ctx, nil); err != nil {
		s.t.Fatal(err)
	}
}

// A mortal connection takes nothing when it is dead.
type mortal struct {
	net.Conn
	dead atomic.Bool
}

func (c *mortal) Write(p []byte) (int, error) {
	if c.dead.Load() {
		return 0, errors.New("the connection is dead")
	}
	return c.Conn.Write(p)
}

// serveHTTP2 has a server that speaks HTTP/2, over TLS.
func serveHTTP2(s *scene, answer http.HandlerFunc) {
	s.prepare(answer)
	s.server.EnableHTTP2 = true
	s.server.StartTLS()
	s.url = s.server.URL
	s.client.Transport.(*http.Transport).TLSClientConfig = s.server.Client().Transport.(*http.Transport).TLSClientConfig
	s.client.Transport.(*http.Transport).ForceAttemptHTTP2 = true
}

// goAway has a server that takes a request over HTTP/2 and sends a GOAWAY that names
// no stream, after which net/http would send the request again.
func goAway(s *scene) {
	serveHTTP2(s, nil)
	certificates := s.server.TLS.Certificates
	listen(s, func(conn net.Conn) {
		secure := tls.Server(conn, &tls.Config{Certificates: certificates, NextProtos: []string{"h2"}})
		settings, away := []byte{0, 0, 0, 4, 0, 0, 0, 0, 0}, []byte{0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
		_, _ = secure.Write(settings)
		request := make([]byte, 1<<10) // the preface, settings and a part of the request
		if _, err := io.ReadFull(secure, request); err == nil {
			s.arrived.Add(1)
			_, _ = secure.Write(away)
			_, _ = io.Copy(io.Discard, secure)
		}
	})
	s.url = strings.Replace(s.url, "http:", "https:", 1)
}

// unreachable are the ways that no connection comes about, and no request.
func unreachable() []ending {
	return []ending{
		{name: "refused", unusable: true, setup: func(s *scene) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				s.t.Fatal(err)
			}
			s.url = "http://" + listener.Addr().String()
			listener.Close()
		}},
		{name: "TLS with an unknown authority", unusable: true, setup: func(s *scene) {
			server := httptest.NewUnstartedServer(xml(success))
			server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
			server.StartTLS()
			s.onEnd(server.Close)
			s.url = server.URL
		}},
		{name: "TLS with a certificate for another host", unusable: true, setup: func(s *scene) {
			serveHTTP2(s, xml(success))
			s.server = nil // which no request is to reach
			s.client.Transport.(*http.Transport).TLSClientConfig.ServerName = "online9.example"
		}},
		{name: "a host that does not exist", unusable: true, setup: func(s *scene) {
			s.client.Transport.(*http.Transport).DialContext = func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "online9.example", IsNotFound: true}}
			}
			s.url = "http://online9.example"
		}},
		{name: "a proxy that wants a login", unusable: true, setup: func(s *scene) {
			proxy := httptest.NewServer(answer(407, "text/html", "<html>", "Proxy-Authenticate", "Basic"))
			s.onEnd(proxy.Close)
			s.client.Transport.(*http.Transport).Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }
			s.url = "https://online9.example"
		}},
		{name: "TLS with a server that speaks HTTP", unusable: true, setup: func(s *scene) {
			listen(s, func(conn net.Conn) {
				_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\n\r\n")
				_, _ = io.Copy(io.Discard, conn)
			})
			s.url = strings.Replace(s.url, "http:", "https:", 1)
		}},
		{name: "a value that XML can't carry", unusable: true, setup: func(s *scene) {
			s.request.OutgoingMessages[0].Content, s.url = "\x00", "http://127.0.0.1:1"
		}},
		{name: "a secret that XML can't carry", unusable: true, setup: func(s *scene) {
			s.request.Config["other"], s.url = "hush\x00", "http://127.0.0.1:1"
		}},
		{name: "a bad option", unusable: true, setup: func(s *scene) {
			s.opts, s.url = append(s.opts, services86.WithMaxResponse(0)), "http://127.0.0.1:1"
		}},
		{name: "no application token for Online", unusable: true, setup: func(s *scene) {
			s.opts, s.url = append(s.opts, services86.WithApplicationToken("")), "https://online.superoffice.com/Cust1"
		}},
		{name: "no ticket: the source fails", unusable: true, setup: func(s *scene) {
			s.opts = append(s.opts, services86.WithTicketSource(func(context.Context) (string, error) {
				return "", services86.ErrLoginRefused
			}))
			s.url = "http://127.0.0.1:1"
		}},
	}
}

// cancelled are the stages at which a call can be given up.
func cancelled() []ending {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
	return []ending{
		{name: "given up before the call", unusable: true, setup: func(s *scene) {
			s.url = "http://127.0.0.1:1"
			s.cancel()
		}},
		{name: "given up while it waits for a ticket", unusable: true, setup: func(s *scene) {
			source := make(chan string)
			s.onEnd(func() { close(source) })
			s.opts = append(s.opts, services86.WithTicketSource(func(context.Context) (string, error) { return <-source, nil }))
			s.url = "http://127.0.0.1:1"
			soon(s)
		}},
		{name: "given up while it dials", unusable: true, setup: func(s *scene) {
			s.client.Transport.(*http.Transport).DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			s.url = "http://127.0.0.1:1"
			soon(s)
		}},
		{name: "given up in the TLS handshake", unusable: true, setup: func(s *scene) {
			listen(s, func(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) })
			s.url = strings.Replace(s.url, "http:", "https:", 1)
			soon(s)
		}},
		{name: "given up while the request is written", unusable: true, setup: func(s *scene) {
			s.request.OutgoingMessages[0].Content = strings.Repeat("x", 16<<20)
			listen(s, func(net.Conn) { soon(s) }) // reads nothing
		}},
		{name: "given up while it waits for the answer", answer: until(""), setup: soon},
		{name: "given up in the answer's head", answer: until("HTTP/1.1 200 OK\r\n"), setup: soon},
		{name: "given up in the answer's body", answer: until(head + "Content-Length: 9999\r\n\r\n<s:Env"), setup: soon},
	}
}
