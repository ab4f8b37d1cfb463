package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A ticketServer takes one ticket, and counts the calls.
type ticketServer struct {
	good   atomic.Value // string
	calls  atomic.Int32
	failed error // of calls with another ticket
	url    string
}

var errDead = &ServerError{ExceptionInfo: &SoExceptionInfo{
	Message: "log in", InnerException: &SoExceptionInfo{ExceptionType: "SuperOffice.Exceptions.SoSessionException"},
}}

func newTicketServer(t *testing.T, good string) *ticketServer {
	s := &ticketServer{failed: errDead}
	s.good.Store(good)
	server := httptest.NewServer(newHandler(nil, serve(echo, func(ctx context.Context, req *echoRequest) (*echoResponse, error) {
		s.calls.Add(1)
		header, _ := RequestHeaderFrom(ctx)
		if header.Ticket() != s.good.Load() {
			return &echoResponse{Text: "stale"}, s.failed
		}
		return &echoResponse{Text: header.Ticket()}, nil
	})))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// counting is a source of t1, t2, …
func counting(asked *atomic.Int32) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return fmt.Sprintf("t%d", asked.Add(1)), nil }
}

func TestTicketSourceIsAskedOnce(t *testing.T) {
	server := newTicketServer(t, "t1")
	var asked atomic.Int32
	gate := make(chan struct{})
	source := WithTicketSource(func(ctx context.Context) (string, error) {
		<-gate
		return counting(&asked)(ctx)
	})
	var wg sync.WaitGroup
	for range 16 { // clients of their own that share the option
		wg.Add(1)
		go func() {
			defer wg.Done()
			if res, _, err := callEcho(t, context.Background(), server.url, "", source); err != nil || res.Text != "t1" {
				t.Errorf("got %q, %v", res.Text, err)
			}
		}()
	}
	close(gate)
	wg.Wait()
	if n := asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestTicketSourceFailureIsEachWaiters(t *testing.T) {
	wrong := errors.New("no such user")
	gate := make(chan struct{})
	var asked atomic.Int32
	source := WithTicketSource(func(context.Context) (string, error) {
		<-gate
		asked.Add(1)
		return "", wrong
	})
	c, err := newSOAPClient(echo.service, "http://127.0.0.1:1", []Option{source})
	if err != nil {
		t.Fatal(err)
	}
	cache := c.settings.tickets.(*ticketPolicy).cache
	results := make(chan error)
	for range 8 {
		go func() {
			_, err := c.call(context.Background(), echo, new(echoRequest), new(echoResponse), new(ResponseHeader))
			results <- err
		}()
	}
	waitFor(t, func() bool { // all are waiting
		buf := make([]byte, 1<<20)
		return strings.Count(string(buf[:runtime.Stack(buf, true)]), "(*ticketCache).get(") == 8
	})
	close(gate)
	for range 8 {
		err := <-results
		var operation *OperationError
		if !errors.Is(err, wrong) || !errors.As(err, &operation) || !operation.NotSent() {
			t.Errorf("got %v", err)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
	if cache.ticket != "" || cache.renewal != nil {
		t.Error("the renewal is not over")
	}
}

func TestTicketSourceContext(t *testing.T) {
	type key struct{}
	seen := make(chan context.Context, 1)
	source := WithTicketSource(func(ctx context.Context) (string, error) {
		seen <- ctx
		<-ctx.Done() // what a source does whose server hangs
		return "", ctx.Err()
	})
	caller, cancel := context.WithCancel(context.WithValue(context.Background(), key{}, "value"))
	time.AfterFunc(20*time.Millisecond, cancel)
	_, _, err := callEcho(t, caller, "http://127.0.0.1:1", "", source)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the waiter did not give up: %v", err)
	}
	ctx := <-seen
	if ctx.Value(key{}) != nil {
		t.Error("the source reads values of a call's context")
	}
	if ctx.Err() != nil {
		t.Error("the source's context ended with a waiter's")
	}
	if end, ok := ctx.Deadline(); !ok || time.Until(end) > renewalLimit {
		t.Error("the source's context has no bound")
	}
}

func TestDeadTicketIsRenewed(t *testing.T) {
	tests := []struct {
		name  string
		fail  error // what the server says of a dead ticket
		opts  []Option
		want  []string // of three calls: the ticket, or "failed"
		calls int32    // that reach the server
		asked int32
	}{
		{"the call is not repeated", errDead, nil, []string{"failed", "t2", "t2"}, 3, 2},
		{"unless it may be", errDead, []Option{WithRetryOnDeadTicket()}, []string{"t2", "t2", "t2"}, 4, 2},
		{"another failure", &ServerError{ExceptionInfo: &SoExceptionInfo{Message: "ticket 5 does not exist"}},
			[]Option{WithRetryOnDeadTicket()}, []string{"failed", "failed", "failed"}, 3, 1},
		{"a check of one's own", &Fault{Code: "Expired"}, []Option{WithRetryOnDeadTicket(), WithDeadTicketCheck(func(err error) bool {
			fault := (*Fault)(nil)
			return errors.As(err, &fault) && fault.Code == "Expired"
		})}, []string{"t2", "t2", "t2"}, 4, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := newTicketServer(t, "t2") // t1 is dead from the start
			server.failed = test.fail
			var asked atomic.Int32
			c, err := newSOAPClient(echo.service, server.url, append([]Option{WithTicketSource(counting(&asked))}, test.opts...))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for range 3 {
				res := new(echoResponse)
				if _, err := c.call(context.Background(), echo, new(echoRequest), res, &res.Header); err != nil {
					res.Text = "failed"
				}
				got = append(got, res.Text)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if server.calls.Load() != test.calls || asked.Load() != test.asked {
				t.Errorf("%d calls and %d tickets, want %d and %d", server.calls.Load(), asked.Load(), test.calls, test.asked)
			}
		})
	}
}

// A second attempt is the last one, its ticket and its response are its own, and
// what was sent once is not NotSent.
func TestRetryOnDeadTicketEnds(t *testing.T) {
	server := newTicketServer(t, "none")
	var asked atomic.Int32
	_, answered, err := callEcho(t, context.Background(), server.url, "", WithTicketSource(counting(&asked)), WithRetryOnDeadTicket())
	if !answered || server.calls.Load() != 2 || asked.Load() != 2 {
		t.Errorf("answered %v after %d calls and %d tickets: %v", answered, server.calls.Load(), asked.Load(), err)
	}

	refused := errors.New("locked out")
	first := true
	_, answered, err = callEcho(t, context.Background(), server.url, "", WithRetryOnDeadTicket(), WithTicketSource(func(context.Context) (string, error) {
		if first {
			first = false
			return "t1", nil
		}
		return "", refused
	}))
	var operation *OperationError
	var failed *ServerError
	if answered || !errors.Is(err, refused) || !errors.As(err, &failed) || !errors.As(err, &operation) || operation.NotSent() {
		t.Errorf("answered %v: %v", answered, err)
	}
}

// Many callers lose their ticket at once: the source is asked once for each ticket
// that died, not once for each caller.
func TestDeadTicketOfManyCallers(t *testing.T) {
	server := newTicketServer(t, "t1")
	var asked atomic.Int32
	c, err := newSOAPClient(echo.service, server.url, []Option{WithTicketSource(counting(&asked)), WithRetryOnDeadTicket()})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range 20 {
				if i == 0 && n == 10 {
					server.good.Store("t2")
				}
				res := new(echoResponse)
				if _, err := c.call(context.Background(), echo, new(echoRequest), res, &res.Header); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times", n)
	}
}

func TestIdleTicketIsRenewed(t *testing.T) {
	server := newTicketServer(t, "t1")
	var asked atomic.Int32
	c, err := newSOAPClient(echo.service, server.url, []Option{WithTicketSource(counting(&asked))})
	if err != nil {
		t.Fatal(err)
	}
	clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	c.settings.tickets.(*ticketPolicy).cache.now = func() time.Time { return clock }
	for _, step := range []struct {
		wait time.Duration
		want int32
	}{{0, 1}, {5 * time.Hour, 1}, {5 * time.Hour, 1}, {ticketIdle, 2}} {
		clock = clock.Add(step.wait)
		_, _ = c.call(context.Background(), echo, new(echoRequest), new(echoResponse), new(ResponseHeader))
		if asked.Load() != step.want {
			t.Errorf("asked %d times after %v more, want %d", asked.Load(), step.wait, step.want)
		}
	}
}

// A source that failed is left alone for a time that doubles with each failure.
func TestFailedTicketSourceIsLeftAlone(t *testing.T) {
	server := newTicketServer(t, "good")
	var asked atomic.Int32
	var working atomic.Bool
	wrong := errors.New("wrong password")
	c, err := newSOAPClient(echo.service, server.url, []Option{WithTicketSource(func(context.Context) (string, error) {
		asked.Add(1)
		if working.Load() {
			return "good", nil
		}
		return "", wrong
	})})
	if err != nil {
		t.Fatal(err)
	}
	cache := c.settings.tickets.(*ticketPolicy).cache
	var clock atomic.Int64
	cache.now = func() time.Time { return time.Unix(0, clock.Load()) }
	// call has many callers at once, and tells how often the source was asked.
	call := func(want error) int32 {
		t.Helper()
		before := asked.Load()
		var wg sync.WaitGroup
		for range 16 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, err := c.call(context.Background(), echo, new(echoRequest), new(echoResponse), new(ResponseHeader))
				var operation *OperationError
				if !errors.Is(err, want) || err != nil && (!errors.As(err, &operation) || !operation.NotSent()) {
					t.Errorf("got %v, want %v", err, want)
				}
			}()
		}
		wg.Wait()
		return asked.Load() - before
	}
	if n := call(wrong); n != 1 {
		t.Errorf("asked %d times", n)
	}
	for _, seconds := range []int{1, 2, 4, 8, 16, 32, 60, 60} {
		pause := time.Duration(seconds) * time.Second
		clock.Add(int64(pause) - 1)
		if n := call(wrong); n != 0 {
			t.Errorf("asked %d times before %v were over", n, pause)
		}
		clock.Add(1)
		if n := call(wrong); n != 1 {
			t.Errorf("asked %d times after %v", n, pause)
		}
	}
	working.Store(true)
	if n := call(wrong); n != 0 {
		t.Errorf("asked %d times", n)
	}
	clock.Add(int64(time.Minute))
	if n := call(nil); n != 1 {
		t.Errorf("asked %d times when it worked again", n)
	}
	// A success ends it: the next failure is a first one.
	working.Store(false)
	cache.drop("good")
	if n := call(wrong); n != 1 {
		t.Errorf("asked %d times after the ticket died", n)
	}
	clock.Add(int64(time.Second))
	if n := call(wrong); n != 1 {
		t.Errorf("asked %d times after a second", n)
	}
}

func TestTicketComesBeforeSource(t *testing.T) {
	server := newTicketServer(t, "own")
	source := WithTicketSource(func(context.Context) (string, error) { return "source", nil })
	for name, test := range map[string]struct {
		opts []Option
		own  bool
	}{
		"the ticket last":         {[]Option{source, WithTicket("own")}, true},
		"the source last":         {[]Option{WithTicket("own"), source}, false},
		"a header with a ticket":  {[]Option{source, WithRequestHeader(RequestHeader{Credentials: &SoCredentials{"own"}})}, true},
		"a header without":        {[]Option{source, WithRequestHeader(RequestHeader{})}, false},
		"an empty ticket is none": {[]Option{source, WithTicket("")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := callEcho(t, context.Background(), server.url, "", test.opts...); (err == nil) != test.own {
				t.Error(err)
			}
		})
	}
}

func TestTicketSourceIsNotAskedInVain(t *testing.T) {
	server := newTicketServer(t, "")
	asked := false
	without := *echo
	without.requestBlocks &^= requestCredentialsBlock
	c, err := newSOAPClient(echo.service, server.url, []Option{WithTicketSource(func(context.Context) (string, error) {
		asked = true
		return "t", nil
	})})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.call(context.Background(), &without, new(echoRequest), new(echoResponse), new(ResponseHeader)); err != nil || asked {
		t.Errorf("asked for an operation without Credentials: %v, %v", asked, err)
	}
}

func TestBadTicketOptions(t *testing.T) {
	for want, opt := range map[string]Option{
		"the source is nil":                           WithTicketSource(nil),
		"the function is nil":                         WithDeadTicketCheck(nil),
		"no ticket: the source returned an empty one": WithTicketSource(func(context.Context) (string, error) { return "", nil }),
		"no ticket: the source did not return": WithTicketSource(func(context.Context) (string, error) {
			runtime.Goexit()
			return "", nil
		}),
	} {
		if _, _, err := callEcho(t, context.Background(), "http://127.0.0.1:1", "", opt); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
	}
}
