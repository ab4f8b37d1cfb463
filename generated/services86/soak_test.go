package services86_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// A soak is a server that misbehaves, and the account of what it got.
type soak struct {
	arrived    []atomic.Int32           // how often each call came
	answered   []atomic.Pointer[ending] // in which way; nil where it was answered well
	unsent     []atomic.Bool            // whether its error says that it was not sent
	ways, rare []ending
	overHTTP2  []ending
}

// newSoak has all ways to end that need nothing but a server. Those that take long
// are rare.
func newSoak(calls int) *soak {
	s := &soak{arrived: make([]atomic.Int32, calls), answered: make([]atomic.Pointer[ending], calls), unsent: make([]atomic.Bool, calls)}
	for _, e := range endings() {
		switch {
		case e.answer == nil:
		case e.setup != nil, strings.Contains(e.name, "megabyte"):
			s.rare = append(s.rare, e)
		default:
			s.ways = append(s.ways, e)
		}
	}
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
	s.ways = append(s.ways,
		ending{name: "success, and the kept connection is closed", answer: raw(reply, false)},
		ending{name: "closed when the request is read", answer: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
		cutAnywhere("cut", reply), cutAnywhere("cut in chunks", head+"Transfer-Encoding: chunked\r\n\r\nFFFF\r\n"+success),
		cutAnywhere("cut of unknown length", head+"Connection: close\r\n\r\n"+success),
		cutAnywhere("cut and compressed", head+"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n"+zipped(success)))
	for _, e := range s.ways {
		if worksOverHTTP2(&e) {
			s.overHTTP2 = append(s.overHTTP2, e)
		}
	}
	return s
}

// worksOverHTTP2 reports whether a way to end needs no connection of its own.
func worksOverHTTP2(e *ending) (works bool) {
	defer func() {
		if reason := recover(); reason != nil {
			works = reason == http.ErrAbortHandler
		}
	}()
	r := httptest.NewRequest(http.MethodPost, "/", http.NoBody)
	e.answer(httptest.NewRecorder(), r)
	return true
}

// cutAnywhere answers with a part of a text, and closes or resets the connection.
func cutAnywhere(name, text string) ending {
	return ending{name: name, answer: func(w http.ResponseWriter, r *http.Request) {
		raw(text[:rand.IntN(len(text))], rand.IntN(2) == 0)(w, r)
	}}
}

// succeeds reports whether a call that ends so is a success.
func (e *ending) succeeds() bool {
	return strings.HasPrefix(e.name, "success") || strings.HasPrefix(e.name, "early")
}

func (s *soak) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	number := r.UserAgent()
	id, err := strconv.Atoi(number)
	if err != nil {
		panic(err)
	}
	s.arrived[id].Add(1)
	luck := rand.IntN(1000)
	if luck >= 995 {
		s.end(id, &ending{name: "closed before the request is read", answer: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }}, w, r)
	}
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return // the client gave up in the middle
	}
	switch {
	case luck < 500:
		xml(strings.Replace(success, "1001", number, 1))(w, r)
	case r.ProtoMajor == 2:
		s.end(id, &s.overHTTP2[rand.IntN(len(s.overHTTP2))], w, r)
	case luck < 502:
		s.end(id, &s.rare[rand.IntN(len(s.rare))], w, r)
	default:
		s.end(id, &s.ways[rand.IntN(len(s.ways))], w, r)
	}
}

// end has a call end in a way.
func (s *soak) end(id int, way *ending, w http.ResponseWriter, r *http.Request) {
	s.answered[id].Store(way)
	way.answer(w, r)
}

// judge holds the outcome of a call against what the server got.
func (s *soak) judge(t *testing.T, id int, res *services86.SendMessagesWithConfigResponse, err error) {
	arrived, way := s.arrived[id].Load(), s.answered[id].Load()
	var operation *services86.OperationError
	switch {
	case arrived > 1:
		t.Errorf("call %d arrived %d times", id, arrived)
	case err == nil && arrived != 1:
		t.Errorf("call %d succeeded and arrived %d times", id, arrived)
	case err == nil && way != nil && !way.succeeds():
		t.Errorf("call %d succeeded after: %s", id, way.name)
	case err == nil && way == nil && (len(res.Response) != 1 || res.Response[0].MessagingId != int32(id)):
		t.Errorf("call %d got the answer %+v", id, res.Response)
	case err == nil:
	case !errors.As(err, &operation):
		t.Errorf("call %d: a %T", id, err)
	case (way == nil || way.succeeds()) && arrived == 1 && !errors.Is(err, context.DeadlineExceeded):
		t.Errorf("call %d was answered well and failed: %v", id, err)
	}
}

// TestSoak makes as many calls as SO_WSDLGEN_SOAK says, 16 at a time, of a server
// that misbehaves in every way at random: nothing is lost or done twice, and neither
// memory nor goroutines grow.
func TestSoak(t *testing.T) {
	calls, err := strconv.Atoi(os.Getenv("SO_WSDLGEN_SOAK"))
	if err != nil {
		t.Skip("SO_WSDLGEN_SOAK is not set to a number of calls")
	}
	s := newSoak(calls)
	targets := s.start(t)
	var next, succeeded, unsent atomic.Int64
	run := func(until int) {
		var wg sync.WaitGroup
		for range 16 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for {
					id := int(next.Add(1)) - 1
					if id >= until {
						return
					}
					ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
					if rand.IntN(100) == 0 { // the caller gives up
						time.AfterFunc(time.Duration(rand.IntN(1000))*time.Microsecond, cancel)
					}
					res, err := targets.any().With(services86.WithUserAgent(strconv.Itoa(id))).SendMessagesWithConfig(ctx, &services86.SendMessagesWithConfigRequest{
						Config: map[string]string{"password": secretConfig},
					})
					operation := (*services86.OperationError)(nil)
					switch {
					case err == nil:
						succeeded.Add(1)
					case errors.As(err, &operation) && operation.NotSent():
						unsent.Add(1)
						s.unsent[id].Store(true)
					}
					if ctx.Err() != context.Canceled {
						s.judge(t, id, res, err)
					}
					cancel()
				}
			}()
		}
		wg.Wait()
		next.Store(int64(until))
	}
	run(calls / 5) // until all pools are filled
	goroutines, memory := targets.rest()
	run(calls)
	goroutinesAfter, memoryAfter := targets.rest()
	var twice int
	for id := range s.arrived {
		if s.arrived[id].Load() > 1 {
			twice++
		}
		if s.unsent[id].Load() && s.arrived[id].Load() > 0 {
			t.Errorf("call %d arrived and is NotSent", id)
		}
	}
	t.Logf("%d ways to end, %d of them over HTTP/2 too, %d rare ones, and no connection in 2 ways", len(s.ways), len(s.overHTTP2), len(s.rare))
	t.Logf("%d calls: %d succeeded, %d were not sent, %d arrived twice; goroutines %d, then %d; heap %d kB, then %d kB",
		calls, succeeded.Load(), unsent.Load(), twice, goroutines, goroutinesAfter, memory>>10, memoryAfter>>10)
	if twice > 0 || goroutinesAfter > goroutines+4 || memoryAfter > memory+4<<20 {
		t.Error("something was done twice, or grows")
	}
}

// The targets of a soak are clients of servers that are reached in different ways.
type targets struct {
	plain, http2, refused, untrusted *services86.MessagingClient
	transports                       []*http.Transport
}

// start starts the servers of a soak, which end with the test.
func (s *soak) start(t *testing.T) *targets {
	t.Helper()
	targets := new(targets)
	serve := func(start func(*httptest.Server)) (*httptest.Server, string) {
		server := httptest.NewUnstartedServer(s)
		server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
		start(server)
		t.Cleanup(server.Close)
		return server, server.URL
	}
	client := func(url string, transport *http.Transport) *services86.MessagingClient {
		transport.MaxIdleConnsPerHost = 64
		targets.transports = append(targets.transports, transport)
		client, err := services86.NewMessagingClient(url,
			services86.WithHTTPClient(&http.Client{Transport: transport}), services86.WithTicket(secretTicket), services86.WithMaxResponse(64<<10))
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	_, plain := serve((*httptest.Server).Start)
	secure, http2 := serve(func(server *httptest.Server) {
		server.EnableHTTP2 = true
		server.StartTLS()
	})
	closed, refused := serve((*httptest.Server).Start)
	closed.Close()
	targets.plain = client(plain, new(http.Transport))
	targets.http2 = client(http2, secure.Client().Transport.(*http.Transport).Clone())
	targets.refused = client(refused, new(http.Transport))
	targets.untrusted = client(http2, new(http.Transport))
	return targets
}

// any is one of the clients, seldom one that has no connection.
func (t *targets) any() *services86.MessagingClient {
	switch luck := rand.IntN(1000); {
	case luck < 2:
		return t.refused
	case luck < 4:
		return t.untrusted
	case luck < 100:
		return t.http2
	}
	return t.plain
}

// rest closes what is idle and tells what is left.
func (t *targets) rest() (goroutines int, memory uint64) {
	for _, transport := range t.transports {
		transport.CloseIdleConnections()
	}
	time.Sleep(time.Second)
	runtime.GC()
	runtime.GC() // pools are emptied by the second
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return runtime.NumGoroutine(), stats.HeapAlloc
}
