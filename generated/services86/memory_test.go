package services86_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// liveHeap is what is in use when all garbage is gone.
func liveHeap() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC() // what a sync.Pool holds survives one
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// A peakHeap is the most that was in use when somebody looked.
type peakHeap struct{ most int64 }

func (p *peakHeap) look() { p.most = max(p.most, liveHeap()) }

// large serves a response of GetPlugins of at least so many bytes, and tells how
// many items it has.
func large(t *testing.T, size int) (server *httptest.Server, items int) {
	t.Helper()
	head, rest, _ := strings.Cut(plugins("<h:Succeeded>true</h:Succeeded>", "a"), "<ProviderInfo>")
	_, tail, _ := strings.Cut(rest, "</ProviderInfo>")
	const perChunk = 100
	chunk := []byte(strings.Repeat("<ProviderInfo><Name>"+strings.Repeat("n", 300)+"</Name><SupportedMessagingFormats>"+
		"<string>sms/160</string><string>"+strings.Repeat("f", 600)+"</string></SupportedMessagingFormats></ProviderInfo>", perChunk))
	chunks := size/len(chunk) + 1
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, head)
		for range chunks {
			_, _ = w.Write(chunk)
		}
		_, _ = io.WriteString(w, tail)
	}))
	t.Cleanup(server.Close)
	return server, chunks * perChunk
}

// However large a response is, handing out its items holds little more than what a
// loop takes that reads it and does nothing.
func TestStreamMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 MB twice")
	}
	const size, budget, looks = 100_000_000, 256_000, 40
	server, items := large(t, size)

	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	var bare, streamed peakHeap
	read, window := 0, make([]byte, 32<<10)
	for next := 0; err == nil; {
		var n int
		n, err = answer.Body.Read(window)
		if read += n; read > next {
			bare.look()
			next += size / looks
		}
	}
	answer.Body.Close()
	if err != io.EOF || read < size {
		t.Fatalf("%d bytes, then %v", read, err)
	}
	runtime.KeepAlive(window)

	client, err := services86.NewMessagingClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for item, err := range client.StreamGetPlugins(context.Background(), nil, nil) {
		if err != nil {
			t.Fatal(err)
		}
		if count%(items/looks) == 0 {
			streamed.look()
		}
		count++
		runtime.KeepAlive(item)
	}
	if count != items {
		t.Errorf("%d items of %d", count, items)
	}
	above := streamed.most - bare.most
	t.Logf("%d MB: %d kB in use with a bare loop, %d kB more with items handed out", read/1_000_000, bare.most/1000, above/1000)
	if above > budget {
		t.Errorf("%d bytes more than a bare loop", above)
	}
}

// Call after call with a large request leaves the heap as it is.
func TestLargeRequestsLeaveTheHeapAlone(t *testing.T) {
	const messages, budget = 10_000, 256_000
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		if n < messages*100 {
			t.Errorf("a request of %d bytes", n)
		}
		xml(envelope("", `<SendMessagesResponse xmlns="`+ns+`"/>`))(w, r)
	}))
	defer server.Close()
	client, err := services86.NewMessagingClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	request := &services86.SendMessagesRequest{OutgoingMessages: make([]services86.OutgoingMessage, messages)}
	for i := range request.OutgoingMessages {
		request.OutgoingMessages[i] = services86.OutgoingMessage{From: "SuperOffice", To: "+4712345678", Content: "Hello, it's us"}
	}
	call := func(times int) {
		for range times {
			if _, err := client.SendMessages(context.Background(), request); err != nil {
				t.Fatal(err)
			}
		}
	}
	call(3)
	before := liveHeap()
	for range 4 {
		call(5)
		if grown := liveHeap() - before; grown > budget {
			t.Errorf("the heap has grown by %d bytes", grown)
		}
	}
	runtime.KeepAlive(request)
}
