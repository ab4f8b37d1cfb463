package services86_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

var update = flag.Bool("update", false, "rewrite testdata/failures.golden and the table in docs/failures.md")

// Every secret of the calls holds this word, so that no part of one is missed.
const mark = "hush"

const (
	secretTicket = "7T:hush-ticket-hush"
	secretToken  = "hush-token-hush"
	secretConfig = `hush&"gateway"<hush>`
)

// An ending is one way that a call can end.
type ending struct {
	name string
	// answer is what the server does when it has read the request. Without it the
	// setup makes a server of its own.
	answer http.HandlerFunc
	setup  func(s *scene)
	// each is the number of variants, whose number the scene tells. Their texts are
	// not looked at: they hold places that differ.
	each int
	// unusable says that there is no server to call again.
	unusable bool
}

// A scene is what an ending happens in.
type scene struct {
	t       *testing.T
	ctx     context.Context
	cancel  context.CancelFunc
	url     string
	opts    []services86.Option
	request *services86.SendMessagesWithConfigRequest
	client  *http.Client
	variant int
	server  *httptest.Server
	arrived atomic.Int32 // requests, but for those of GetPlugins
	ends    []func()
}

// onEnd has something done when the call has ended and was looked at.
func (s *scene) onEnd(do func()) { s.ends = append(s.ends, do) }

// An outcome is what came of an ending.
type outcome struct {
	name       string
	types      string // of the error's chain, as far as they are this package's or of the context
	notSent    string
	response   string
	connection string
	text       string
	fields     string
}

func TestEndings(t *testing.T) {
	var outcomes []outcome
	calls := 0
	standard := new(lockedBuffer) // net/http logs there
	log.SetOutput(standard)
	defer log.SetOutput(os.Stderr)
	for _, e := range endings() {
		t.Run(e.name, func(t *testing.T) {
			first := outcome{}
			for variant := range max(e.each, 1) {
				o := e.play(t, variant, plainly)
				calls++
				if e.each > 0 {
					o.text, o.fields = "", ""
				}
				if variant == 0 {
					first = o
				} else if diff := cmp.Diff(first, o, cmp.AllowUnexported(outcome{})); diff != "" {
					t.Fatalf("the first variant (-) and variant %d (+):\n%s", variant, diff)
				}
			}
			outcomes = append(outcomes, first)
		})
	}
	t.Logf("%d ways to end, %d calls", len(outcomes), calls)
	if telling(standard.String()) {
		t.Errorf("net/http logs %s", standard)
	}
	if t.Failed() {
		return
	}
	var golden strings.Builder
	for _, o := range outcomes {
		fmt.Fprintf(&golden, "== %s\nerror      %s\nnot sent   %s\nresponse   %s\nconnection %s\n", o.name, o.types, o.notSent, o.response, o.connection)
		if o.text != "" {
			fmt.Fprintf(&golden, "text       %s\n", o.text)
		}
		if o.fields != "" {
			fmt.Fprintf(&golden, "fields     %s\n", o.fields)
		}
		golden.WriteString("\n")
	}
	compare(t, filepath.Join("testdata", "failures.golden"), golden.String())
	documented(t, outcomes)
}

// A way of calling is how an ending's call is made. It returns the items of the
// response and whether there is one.
type wayOfCalling func(context.Context, *services86.MessagingClient, *services86.SendMessagesWithConfigRequest) (
	items []services86.MessageDeliveryStatus, answered bool, err error)

func plainly(ctx context.Context, client *services86.MessagingClient, request *services86.SendMessagesWithConfigRequest) (
	[]services86.MessageDeliveryStatus, bool, error,
) {
	res, err := client.SendMessagesWithConfig(ctx, request)
	if res == nil {
		return nil, false, err
	}
	return res.Response, true, err
}

// play lets a call end and looks at all that is left of it.
func (e ending) play(t *testing.T, variant int, call wayOfCalling) outcome {
	goroutines := runtime.NumGoroutine()
	transport := &http.Transport{}
	s := &scene{t: t, client: &http.Client{Transport: transport}, variant: variant}
	s.ctx, s.cancel = context.WithTimeout(context.Background(), 10*time.Second)
	s.request = &services86.SendMessagesWithConfigRequest{
		Plugin:           "Twilio SMS",
		OutgoingMessages: []services86.OutgoingMessage{{To: "+4712345678", Content: "Hello"}},
		Config:           map[string]string{"twilio_auth_token": secretConfig},
	}
	if e.answer != nil {
		s.serve(e.answer)
	}
	logged, traced := new(lockedBuffer), new(lockedBuffer)
	s.opts = []services86.Option{
		services86.WithHTTPClient(s.client),
		services86.WithApplicationToken(secretToken), services86.WithTicket(secretTicket),
		services86.WithLogger(slog.New(slog.NewJSONHandler(logged, nil))),
		services86.WithFullTrace(func(_ context.Context, request, response string) { fmt.Fprintln(traced, request, response) }),
	}
	if e.setup != nil {
		e.setup(s)
	}
	client, err := services86.NewMessagingClient(s.url, s.opts...)
	if err != nil {
		t.Fatal(err)
	}
	items, answered, err := call(s.ctx, client, s.request)
	o := outcome{name: e.name, types: typesOf(err), notSent: "-", response: yesNo(answered), connection: "none"}
	if err != nil {
		var operation *services86.OperationError
		if !errors.As(err, &operation) {
			t.Fatalf("a %T", err)
		}
		o.notSent = yesNo(operation.NotSent())
		o.text, o.fields = steady(err.Error()), steady(fieldsOf(err))
	} else if len(items) != 1 || items[0].MessagingId != 1001 {
		t.Errorf("got %+v", items)
	}
	if wanted := e.succeeds(); wanted != (err == nil) {
		t.Errorf("success is wanted: %v; got %v", wanted, err)
	}
	if n := strings.Count(logged.String(), "\n"); n != 1 {
		t.Errorf("%d log events: %s", n, logged)
	}
	tellsNoSecret(t, err, client, s, logged.String(), traced.String())
	s.cancel()
	if !e.unusable {
		o.connection = probe(t, client)
	}
	transport.CloseIdleConnections()
	if n := s.arrived.Load(); s.server != nil && n != 1 {
		t.Errorf("%d requests arrived", n)
	}
	for _, end := range s.ends {
		end()
	}
	settle(t, goroutines)
	return o
}

// serve has a server that answers a call of GetPlugins with success, and any other
// as it is told.
func (s *scene) serve(answer http.HandlerFunc) {
	s.prepare(answer)
	s.server.Start()
	s.url = s.server.URL
}

// prepare makes the server of serve, which is still to be started.
func (s *scene) prepare(answer http.HandlerFunc) {
	s.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("SOAPAction"), "GetPlugins") {
			w.Header().Set("Content-Type", "text/xml; charset=utf-8")
			fmt.Fprint(w, envelope("", `<GetPluginsResponse xmlns="`+ns+`"/>`))
			return
		}
		s.arrived.Add(1)
		answer(w, r)
	}))
	s.server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	s.onEnd(s.server.Close)
}

// probe calls again and tells whether the connection was used again.
func probe(t *testing.T, client *services86.MessagingClient) string {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	reused := false
	_, err := client.GetPlugins(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { reused = info.Reused },
	}), nil)
	if err != nil {
		t.Errorf("the next call failed: %v", err)
	}
	if reused {
		return "kept"
	}
	return "closed"
}

// settle waits until no more goroutines run than before.
func settle(t *testing.T, before int) {
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			stacks := make([]byte, 64<<10)
			t.Fatalf("%d goroutines are left of %d:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// tellsNoSecret looks for the secrets in all that a program may print.
func tellsNoSecret(t *testing.T, err error, client *services86.MessagingClient, s *scene, texts ...string) {
	t.Helper()
	request := *s.request
	request.OutgoingMessages = nil // may be large
	values := []any{client, *client, s.opts, s.opts[0], &request, request, services86.RequestHeader{
		ApplicationToken: secretToken, Credentials: &services86.SoCredentials{Ticket: secretTicket},
	}}
	for queue := []error{err}; len(queue) > 0; queue = queue[1:] {
		switch e := queue[0].(type) {
		case nil:
			continue
		case interface{ Unwrap() error }:
			queue = append(queue, e.Unwrap())
		case interface{ Unwrap() []error }:
			queue = append(queue, e.Unwrap()...)
		}
		values = append(values, queue[0])
		if failed, ok := queue[0].(*services86.ServerError); ok {
			for info := failed.ExceptionInfo; info != nil; info = info.InnerException {
				values = append(values, *info)
			}
		}
	}
	var logged bytes.Buffer
	text, js := slog.New(slog.NewTextHandler(&logged, nil)), slog.New(slog.NewJSONHandler(&logged, nil))
	for _, v := range values {
		texts = append(texts, fmt.Sprintf("%v\n%+v\n%#v\n%s\n%q", v, v, v, v, v))
		text.Info("text", "value", v)
		js.Info("json", "value", v)
	}
	for _, told := range append(texts, logged.String()) {
		if i := strings.Index(told, mark); i >= 0 {
			t.Errorf("a secret is told: %s", told[max(0, i-200):min(len(told), i+200)])
		}
	}
}

// typesOf names the types in an error's chain that a caller looks for.
func typesOf(err error) string {
	if err == nil {
		return "-"
	}
	var names []string
	for _, look := range []struct {
		name  string
		found bool
	}{
		{"*ServerError", errors.As(err, new(*services86.ServerError))},
		{"*Fault", errors.As(err, new(*services86.Fault))},
		{"*HTTPError", errors.As(err, new(*services86.HTTPError))},
		{"*DecodeError", errors.As(err, new(*services86.DecodeError))},
		{"*EncodeError", errors.As(err, new(*services86.EncodeError))},
		{"context.Canceled", errors.Is(err, context.Canceled)},
		{"context.DeadlineExceeded", errors.Is(err, context.DeadlineExceeded)},
	} {
		if look.found {
			names = append(names, look.name)
		}
	}
	if len(names) == 0 {
		return "*OperationError alone"
	}
	return strings.Join(names, ", ")
}

// fieldsOf prints what the error below the OperationError has to tell.
func fieldsOf(err error) string {
	var failed *services86.ServerError
	var fault *services86.Fault
	var answer *services86.HTTPError
	var wrong *services86.DecodeError
	switch {
	case errors.As(err, &failed):
		var b strings.Builder
		for info := failed.ExceptionInfo; info != nil; info = info.InnerException {
			shown := *info
			shown.InnerException = nil
			fmt.Fprintf(&b, "%+v ", shown)
		}
		return strings.TrimSpace(b.String())
	case errors.As(err, &fault):
		return fmt.Sprintf("%+v", *fault)
	case errors.As(err, &answer):
		shown := *answer
		if len(shown.Body) > 60 {
			shown.Body = fmt.Sprintf("%s… %d bytes, …%s", shown.Body[:20], len(shown.Body), shown.Body[len(shown.Body)-20:])
		}
		return fmt.Sprintf("%+v", shown)
	case errors.As(err, &wrong):
		return fmt.Sprintf("%+v", *wrong)
	}
	return ""
}

var places = regexp.MustCompile(`127\.0\.0\.1:\d+|0x[0-9a-f]+`)

// steady leaves out what is different each time.
func steady(text string) string {
	return strings.ReplaceAll(places.ReplaceAllString(text, "HOST"), "HOST->HOST", "HOST")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// compare holds a text against a golden file.
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-) and what came (+); go test -update rewrites it:\n%s", file, diff)
	}
}

// documented holds the table in the documentation against what happens.
func documented(t *testing.T, outcomes []outcome) {
	t.Helper()
	const begin, end = "<!-- what TestEndings saw -->\n", "<!-- end -->\n"
	file := filepath.Join("..", "..", "docs", "failures.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table", file)
	}
	var table strings.Builder
	table.WriteString("| what happens | error | NotSent | response | connection |\n| --- | --- | --- | --- | --- |\n")
	for _, o := range outcomes {
		fmt.Fprintf(&table, "| %s | %s | %s | %s | %s |\n", o.name, code(o.types), o.notSent, o.response, o.connection)
	}
	compare(t, file, before+begin+table.String()+end+after)
}

// code sets the names in a list in the type of code.
func code(names string) string {
	if names == "-" {
		return names
	}
	return "`" + strings.ReplaceAll(names, ", ", "`, `") + "`"
}

// A lockedBuffer may be written to by several goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
