package services86_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// collect ranges over a sequence to its end. It wants an error to be the last of
// the pairs, and to have no item.
func collect[T any](t *testing.T, items iter.Seq2[*T, error]) (kept []*T, err error) {
	t.Helper()
	for item, e := range items {
		if err != nil {
			t.Fatalf("after the error %v came %v, %v", err, item, e)
		}
		if err = e; e == nil {
			kept = append(kept, item)
		} else if item != nil {
			t.Errorf("the error %v came with the item %v", e, item)
		}
	}
	return kept, err
}

func values[T any](pointers []*T) []T {
	var all []T
	for _, p := range pointers {
		all = append(all, *p)
	}
	return all
}

// streamsOf is a client of a server that answers as told, and the number of requests
// that arrived.
func streamsOf(t *testing.T, answer http.HandlerFunc, opts ...services86.Option) (*services86.MessagingClient, *atomic.Int32) {
	t.Helper()
	arrived := new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		answer(w, r)
	}))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	transport := new(http.Transport)
	t.Cleanup(server.Close)
	t.Cleanup(transport.CloseIdleConnections)
	opts = append([]services86.Option{services86.WithHTTPClient(&http.Client{Transport: transport})}, opts...)
	client, err := services86.NewMessagingClient(server.URL, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client, arrived
}

// plugins is a response of GetPlugins.
func plugins(header string, names ...string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString("<ProviderInfo><Name>" + name + "</Name></ProviderInfo>")
	}
	return envelope(header, `<GetPluginsResponse xmlns="`+ns+`"><Response>`+b.String()+`</Response></GetPluginsResponse>`)
}

func namesOf(items []*services86.ProviderInfo) []string {
	var names []string
	for _, item := range items {
		names = append(names, item.Name)
	}
	return names
}

// manyFake has answers that are larger than what is read at a time.
type manyFake struct {
	services86.UnimplementedMessagingAgent
}

func numbered(n int) []services86.MessageDeliveryStatus {
	all := make([]services86.MessageDeliveryStatus, n)
	for i := range all {
		all[i].MessagingId, all[i].Status = int32(i), int32(i%5)
		all[i].StatusDescription = strings.Repeat("æ", i%700) // some have memory of their own
	}
	return all
}

func (manyFake) SendMessages(_ context.Context, req *services86.SendMessagesRequest) (*services86.SendMessagesResponse, error) {
	return &services86.SendMessagesResponse{Response: numbered(len(req.OutgoingMessages))}, nil
}

func (manyFake) SendMessagesWithConfig(context.Context, *services86.SendMessagesWithConfigRequest) (*services86.SendMessagesWithConfigResponse, error) {
	return &services86.SendMessagesWithConfigResponse{Response: numbered(3)}, nil
}

func (manyFake) GetDeliveryStatus(context.Context, *services86.GetDeliveryStatusRequest) (*services86.GetDeliveryStatusResponse, error) {
	return &services86.GetDeliveryStatusResponse{Response: numbered(1)}, nil
}

func (manyFake) GetPlugins(context.Context, *services86.GetPluginsRequest) (*services86.GetPluginsResponse, error) {
	res := &services86.GetPluginsResponse{Response: []services86.ProviderInfo{{Name: "CM", SupportedMessagingFormats: []string{"sms/160", ""}}, {}}}
	res.Header.ExtraInfo = map[string]string{"served": "by a fake"}
	return res, nil
}

// The items are those of the plain call, and stay what they are.
func TestStream(t *testing.T) {
	server := httptest.NewServer(services86.NewMessagingHandler(manyFake{}))
	defer server.Close()
	client, err := services86.NewMessagingClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	same := func(name string, want, got any, wantHeader, gotHeader services86.ResponseHeader, errs ...error) {
		t.Helper()
		if err := errors.Join(errs...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: items of the plain call (-) and handed out (+):\n%s", name, diff)
		}
		if diff := cmp.Diff(wantHeader, gotHeader); diff != "" {
			t.Errorf("%s: the header of the plain call (-) and the other's (+):\n%s", name, diff)
		}
	}
	var header services86.ResponseHeader

	many := &services86.SendMessagesRequest{OutgoingMessages: make([]services86.OutgoingMessage, 3000)}
	sent, err := client.SendMessages(ctx, many)
	items, streamErr := collect(t, client.StreamSendMessages(ctx, many, &header))
	same("SendMessages", sent.Response, values(items), sent.Header, header, err, streamErr)

	configured, err := client.SendMessagesWithConfig(ctx, nil)
	items, streamErr = collect(t, client.StreamSendMessagesWithConfig(ctx, nil, &header))
	same("SendMessagesWithConfig", configured.Response, values(items), configured.Header, header, err, streamErr)

	delivered, err := client.GetDeliveryStatus(ctx, nil)
	items, streamErr = collect(t, client.StreamGetDeliveryStatus(ctx, nil, &header))
	same("GetDeliveryStatus", delivered.Response, values(items), delivered.Header, header, err, streamErr)

	known, err := client.GetPlugins(ctx, nil)
	providers, streamErr := collect(t, client.StreamGetPlugins(ctx, nil, &header))
	same("GetPlugins", known.Response, values(providers), known.Header, header, err, streamErr)
	if header.ExtraInfo["served"] != "by a fake" {
		t.Errorf("the header is %+v", header)
	}
}

func TestStreamHeaderComesFirst(t *testing.T) {
	const blocks = `<h:ExtraInfo><h:ExtraInfoNameValuePair><h:Key>a</h:Key><h:Value>b</h:Value></h:ExtraInfoNameValuePair></h:ExtraInfo>` +
		`<h:Succeeded>true</h:Succeeded><h:TimeZone><h:SoTimeZoneId>7</h:SoTimeZoneId></h:TimeZone>`
	client, _ := streamsOf(t, xml(plugins(blocks, "a", "b")))
	var header services86.ResponseHeader
	for _, err := range client.StreamGetPlugins(context.Background(), nil, &header) {
		if err != nil {
			t.Fatal(err)
		}
		if header.ExtraInfo["a"] != "b" || header.TimeZone == nil || header.TimeZone.SoTimeZoneId != 7 {
			t.Fatalf("at the first item the header is %+v", header)
		}
		break
	}
}

// handedOut is the way of calling that hands items out.
func handedOut(t *testing.T) wayOfCalling {
	return func(ctx context.Context, client *services86.MessagingClient, request *services86.SendMessagesWithConfigRequest) (
		[]services86.MessageDeliveryStatus, bool, error,
	) {
		items, err := collect(t, client.StreamSendMessagesWithConfig(ctx, request, nil))
		if errors.As(err, new(*services86.ServerError)) && len(items) > 0 {
			t.Errorf("%d items of a call that failed on the server", len(items))
		}
		return values(items), false, err
	}
}

// Handing out items changes nothing in how a call ends, but that the limit counts
// from each item. Of the ways that end at any byte some are enough: see
// TestStreamIsCut.
func TestStreamEndings(t *testing.T) {
	const step = 13
	compare := func(t *testing.T, e ending, variant int) string {
		got, want := e.play(t, variant, handedOut(t)), e.play(t, variant, plainly)
		want.response = got.response
		if e.each > 0 || strings.Contains(want.text, "document too large") {
			got.text, got.fields, want.text, want.fields = "", "", "", ""
		}
		return cmp.Diff(want, got, cmp.AllowUnexported(outcome{}))
	}
	for _, e := range endings() {
		t.Run(e.name, func(t *testing.T) {
			for variant := 0; variant < max(e.each, 1); variant += step {
				diff := compare(t, e, variant)
				for tries := 0; diff != "" && tries < 3; tries++ {
					// On a busy machine some moments come sooner or later.
					diff = compare(t, e, variant)
				}
				if diff != "" {
					t.Errorf("variant %d: the plain call (-) and items handed out (+):\n%s", variant, diff)
				}
			}
		})
	}
}

// Wherever an answer is cut, the items before come first and in order.
func TestStreamIsCut(t *testing.T) {
	body := plugins(`<h:Succeeded>true</h:Succeeded>`, "a", "b", "c")
	all := []string{"a", "b", "c"}
	var size int
	client, _ := streamsOf(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = io.WriteString(w, body[:size])
	})
	for size = range len(body) {
		items, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil))
		want := all[:strings.Count(body[:size], "</ProviderInfo>")]
		if diff := cmp.Diff(want, namesOf(items), cmp.Comparer(slices.Equal[[]string])); diff != "" {
			t.Fatalf("cut at %d:\n%s", size, diff)
		}
		var operation *services86.OperationError
		if !errors.As(err, &operation) || operation.NotSent() || operation.Operation() != "GetPlugins" || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("cut at %d: %v", size, err)
		}
	}
	size = len(body)
	if items, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil)); err != nil || len(items) != 3 {
		t.Errorf("uncut: %v, %v", namesOf(items), err)
	}
}

// What is wrong behind the items comes behind them.
func TestStreamOfTwoBodies(t *testing.T) {
	body := plugins("", "a")
	second := body[strings.Index(body, "<GetPluginsResponse"):strings.Index(body, "</s:Body>")]
	for _, body := range []string{
		strings.Replace(body, "</s:Body>", second+"</s:Body>", 1),
		strings.Replace(body, "</GetPluginsResponse>", "<Response/></GetPluginsResponse>", 1),
		body + "<more/>",
	} {
		client, _ := streamsOf(t, xml(body))
		items, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil))
		if !errors.As(err, new(*services86.DecodeError)) || !slices.Equal(namesOf(items), []string{"a"}) {
			t.Errorf("got %v, %v of %s", namesOf(items), err, body)
		}
	}
}

// endless writes items until the client is gone, and then says so.
func endless(gone chan<- struct{}) http.HandlerFunc {
	head, rest, _ := strings.Cut(plugins("", "a"), "<ProviderInfo>")
	rest, _, _ = strings.Cut(rest, "</Response>")
	item := "<ProviderInfo>" + rest
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, err := io.WriteString(w, head)
		for chunk := strings.Repeat(item, 100); err == nil; {
			_, err = io.WriteString(w, chunk)
		}
		close(gone)
	}
}

// left wants a stream to have let go of its connection and of all goroutines.
func left(t *testing.T, gone <-chan struct{}, goroutines int) {
	t.Helper()
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Fatal("the connection is open still")
	}
	settle(t, goroutines)
}

func TestStreamStops(t *testing.T) {
	for name, stop := range map[string]func(client *services86.MessagingClient, after int){
		"break": func(client *services86.MessagingClient, after int) {
			count := 0
			for _, err := range client.StreamGetPlugins(context.Background(), nil, nil) {
				if err != nil {
					t.Fatal(err)
				}
				if count++; count == after {
					break
				}
			}
		},
		"pull": func(client *services86.MessagingClient, after int) {
			next, stop := iter.Pull2(client.StreamGetPlugins(context.Background(), nil, nil))
			for range after {
				if _, err, ok := next(); err != nil || !ok {
					t.Fatal(err, ok)
				}
			}
			stop()
			if _, err, ok := next(); err != nil || ok {
				t.Errorf("got %v, %v after the stop", err, ok)
			}
		},
		"panic": func(client *services86.MessagingClient, after int) {
			defer func() {
				if recover() != "enough" {
					t.Error("the panic is lost")
				}
			}()
			count := 0
			for range client.StreamGetPlugins(context.Background(), nil, nil) {
				if count++; count == after {
					panic("enough")
				}
			}
		},
	} {
		for _, after := range []int{1, 2, 5000} {
			t.Run(fmt.Sprintf("%s after %d", name, after), func(t *testing.T) {
				log := new(lockedBuffer)
				traces := 0
				gone := make(chan struct{})
				client, _ := streamsOf(t, endless(gone),
					services86.WithLogger(slog.New(slog.NewTextHandler(log, nil))),
					services86.WithTrace(func(context.Context, string, string) { traces++ }))
				goroutines := runtime.NumGoroutine()
				stop(client, after)
				left(t, gone, goroutines)
				if name == "panic" {
					return
				}
				if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "level=INFO") ||
					!strings.Contains(text, "outcome=stopped") || strings.Contains(text, "received_bytes=0") {
					t.Errorf("logged %s", text)
				}
				if traces != 1 {
					t.Errorf("%d traces", traces)
				}
			})
		}
	}
}

// A sequence sends nothing before its loop, and never twice.
func TestStreamIsRangedOverOnce(t *testing.T) {
	client, arrived := streamsOf(t, xml(plugins("", "a")))
	items := client.StreamGetPlugins(context.Background(), nil, nil)
	if n := arrived.Load(); n != 0 {
		t.Fatalf("%d requests before the loop", n)
	}
	var served, refused atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			for item, err := range items {
				var operation *services86.OperationError
				switch {
				case err == nil && item.Name == "a":
					served.Add(1)
				case errors.As(err, &operation) && !operation.NotSent() && strings.HasPrefix(err.Error(), "Messaging.GetPlugins: "):
					refused.Add(1)
				default:
					t.Errorf("got %v, %v", item, err)
				}
			}
		}()
	}
	all.Wait()
	if served.Load() != 1 || refused.Load() != 7 || arrived.Load() != 1 {
		t.Errorf("%d loops have the items, %d an error, and %d requests arrived", served.Load(), refused.Load(), arrived.Load())
	}
}

// The limit holds for each item, not for all of them.
func TestStreamLimit(t *testing.T) {
	const limit = 20_000
	short, long := strings.Repeat("x", limit-100), strings.Repeat("y", limit+1)
	client, _ := streamsOf(t, xml(plugins("", slices.Repeat([]string{short}, 100)...)), services86.WithMaxResponse(limit))
	if items, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil)); err != nil || len(items) != 100 {
		t.Errorf("%d short items, %v", len(items), err)
	}
	if _, err := client.GetPlugins(context.Background(), nil); err == nil {
		t.Error("the plain call goes over the limit")
	}
	// One that is all in memory already, and one that is not.
	for _, long := range []string{long, strings.Repeat(long, 100)} {
		client, _ = streamsOf(t, xml(plugins("", short, "b", long, "c")), services86.WithMaxResponse(limit))
		items, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil))
		var wrong *services86.DecodeError
		if !errors.As(err, &wrong) || wrong.Unwrap() == nil || wrong.Unwrap().Error() != "document too large" || len(items) != 2 {
			t.Errorf("%d items before the long one, %v", len(items), err)
		}
	}
	client, _ = streamsOf(t, xml(plugins("", short, short, short)), services86.WithMaxResponse(1<<63-1))
	if items, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil)); err != nil || len(items) != 3 {
		t.Errorf("with the highest limit: %d items, %v", len(items), err)
	}
}

// A context that ends in the loop is the next pair, even if the items are there.
func TestStreamIsGivenUp(t *testing.T) {
	body := plugins("", "a", "b", "c")
	second := strings.Index(body, "<ProviderInfo><Name>c")
	for name, answer := range map[string]http.HandlerFunc{
		"the rest is there":    xml(body),
		"the rest never comes": until("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 9999\r\n\r\n" + body[:second]),
	} {
		t.Run(name, func(t *testing.T) {
			goroutines := runtime.NumGoroutine()
			t.Cleanup(func() { settle(t, goroutines) }) // when the server is closed
			client, _ := streamsOf(t, answer)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			var got []string
			var failed error
			for item, err := range client.StreamGetPlugins(ctx, nil, nil) {
				if failed = err; err != nil {
					continue
				}
				if got = append(got, item.Name); len(got) == 2 {
					cancel()
				}
			}
			if !slices.Equal(got, []string{"a", "b"}) || !errors.Is(failed, context.Canceled) {
				t.Errorf("got %v, %v", got, failed)
			}
		})
	}
}

// A client has several streams at once, and calls in the loop of one.
func TestStreamsAtOnce(t *testing.T) {
	server := httptest.NewServer(services86.NewMessagingHandler(manyFake{}))
	defer server.Close()
	client, err := services86.NewMessagingClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	want := numbered(2000)
	request := &services86.SendMessagesRequest{OutgoingMessages: make([]services86.OutgoingMessage, len(want))}
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			var kept []*services86.MessageDeliveryStatus
			for item, err := range client.StreamSendMessages(context.Background(), request, nil) {
				if err != nil {
					t.Error(err)
					return
				}
				if kept = append(kept, item); len(kept)%700 == 0 {
					if _, err := client.GetPlugins(context.Background(), nil); err != nil {
						t.Error(err)
					}
				}
			}
			if diff := cmp.Diff(want, values(kept)); diff != "" {
				t.Error(diff)
			}
		}()
	}
	all.Wait()
}

// A call whose ticket is dead is made again only before the items begin to come.
func TestStreamWithADeadTicket(t *testing.T) {
	const refused = `<h:ExceptionInfo><h:ExceptionType>SuperOffice.SoSessionException</h:ExceptionType></h:ExceptionInfo><h:Succeeded>false</h:Succeeded>`
	cut, _, _ := strings.Cut(plugins("", "a", "b"), "<ProviderInfo><Name>b")
	cutInItem, _, _ := strings.Cut(cut, "</Name>")
	for _, test := range []struct {
		name    string
		answers []string
		dead    func(error) bool
		items   []string
		failed  bool
	}{
		{"refused, with items that are not handed out", []string{plugins(refused, "x"), plugins("", "a", "b")}, nil, []string{"a", "b"}, false},
		{"refused twice", []string{plugins(refused, "x"), plugins(refused, "y")}, nil, nil, true},
		{"failed in the first item", []string{cutInItem}, func(error) bool { return true }, nil, true},
		{"failed behind an item", []string{cut}, func(error) bool { return true }, []string{"a"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var call atomic.Int32
			opts := []services86.Option{
				services86.WithTicketSource(func(context.Context) (string, error) { return fmt.Sprint("7T:", call.Load()), nil }),
				services86.WithRetryOnDeadTicket(),
			}
			if test.dead != nil {
				opts = append(opts, services86.WithDeadTicketCheck(test.dead))
			}
			client, arrived := streamsOf(t, func(w http.ResponseWriter, r *http.Request) {
				xml(test.answers[call.Add(1)-1])(w, r)
			}, opts...)
			items, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil))
			if !slices.Equal(namesOf(items), test.items) || (err != nil) != test.failed || int(arrived.Load()) != len(test.answers) {
				t.Errorf("got %v, %v, and %d requests arrived", namesOf(items), err, arrived.Load())
			}
		})
	}
}

// What is secret in items is not known when they are traced.
func TestStreamTrace(t *testing.T) {
	var request, response string
	client, _ := streamsOf(t, xml(plugins("", secretTicket, "shown")),
		services86.WithFullTrace(func(_ context.Context, req, res string) { request, response = req, res }))
	if _, err := collect(t, client.StreamSendMessages(context.Background(), &services86.SendMessagesRequest{Plugin: "Twilio"}, nil)); err == nil {
		t.Error("the response of another operation is taken")
	}
	if _, err := collect(t, client.StreamGetPlugins(context.Background(), nil, nil)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(request, "GetPlugins") || !strings.Contains(response, "<ProviderInfo><Name>***</Name></ProviderInfo>") ||
		strings.Contains(response, mark) || strings.Contains(response, "shown") {
		t.Errorf("traced %s\n%s", request, response)
	}
}
