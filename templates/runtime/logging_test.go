package runtime

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestLogger(t *testing.T) {
	for _, test := range []struct {
		name    string
		failure error
		url     string // in place of the server's
		opts    []Option
		want    string
	}{
		{"success", nil, "", nil, `level=INFO msg="SOAP call" agent=Test operation=Echo duration=D sent_bytes=N received_bytes=N outcome=ok`},
		{"failed", errDead, "", nil, `level=WARN msg="SOAP call" agent=Test operation=Echo duration=D sent_bytes=N received_bytes=N outcome=server_error not_sent=false`},
		{"fault", new(Fault), "", nil, `outcome=fault not_sent=false`},
		{"another status", nil, "", []Option{WithHTTPClient(&http.Client{Transport: notFound{}})}, `outcome=http_error not_sent=false status=404`},
		{"no ticket", nil, "", []Option{WithTicketSource(func(context.Context) (string, error) { return "", errors.New("x") })}, `sent_bytes=0 received_bytes=0 outcome=no_ticket not_sent=true`},
		{"a bad value", nil, "", []Option{WithTicket("\x00")}, `sent_bytes=0 received_bytes=0 outcome=encode_error not_sent=true`},
		{"too large", nil, "", []Option{WithMaxResponse(10)}, `outcome=decode_error not_sent=false`},
		{"late", context.DeadlineExceeded, "", nil, `outcome=deadline_exceeded not_sent=false`},
		{"refused", nil, "http://127.0.0.1:1", nil, `outcome=error not_sent=true`},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(newHandler(nil, serve(echo, func(ctx context.Context, _ *echoRequest) (*echoResponse, error) {
				if test.failure == context.DeadlineExceeded {
					<-ctx.Done()
				}
				return nil, test.failure
			})))
			defer server.Close()
			var logged bytes.Buffer
			ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
			defer cancel()
			_, _, _ = callEcho(t, ctx, cmp.Or(test.url, server.URL), "secret text", append(test.opts, WithLogger(slog.New(slog.NewTextHandler(&logged, nil))))...)
			got := regexp.MustCompile(`time=\S+ `).ReplaceAllString(logged.String(), "")
			got = regexp.MustCompile(`duration=\S+`).ReplaceAllString(got, "duration=D")
			if strings.HasPrefix(test.want, "level") {
				got = regexp.MustCompile(`bytes=[1-9]\d*`).ReplaceAllString(got, "bytes=N")
			}
			if !strings.Contains(got, test.want) || strings.Count(got, "\n") != 1 {
				t.Errorf("got %swant %s", got, test.want)
			}
		})
	}
}

type notFound struct{}

func (notFound) RoundTrip(r *http.Request) (*http.Response, error) {
	_ = r.Body.Close()
	return &http.Response{StatusCode: http.StatusNotFound, Body: http.NoBody}, nil
}
