package runtime

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
)

// An Option sets how a client works. Options are given to the constructor of a
// client and to its With method; of two that set the same thing the later one
// counts. A bad value is the error of the next call.
type Option func(*settings)

// settings are never changed once a client has them.
type settings struct {
	http        *http.Client
	userAgent   string
	maxResponse int64
	header      RequestHeader
	tickets     ticketing // nil without a source of tickets
	logger      *slog.Logger
	tracer      *tracer
	err         error
}

// ticketing makes the attempts of a call, with tickets that it has from elsewhere.
type ticketing interface {
	run(ctx context.Context, x *exchange) (answered bool, err error)
}

// defaultMaxResponse is far above what an agent returns and far below what would
// hurt: 64 MiB.
const defaultMaxResponse = 64 << 20

func newSettings() *settings {
	return &settings{
		http:        &http.Client{Transport: sharedTransport(), CheckRedirect: followNone},
		maxResponse: defaultMaxResponse,
	}
}

// sharedTransport is http.DefaultTransport but for the number of connections that
// it keeps to a host: two would make most of many callers dial again.
var sharedTransport = sync.OnceValue(func() http.RoundTripper {
	transport, ok := http.DefaultTransport.(*http.Transport)
	if !ok { // the program has put its own in place
		return http.DefaultTransport
	}
	transport = transport.Clone()
	transport.MaxIdleConnsPerHost = 64
	return transport
})

// transport is what requests are sent with.
func (s *settings) transport() http.RoundTripper {
	if s.http.Transport == nil {
		return http.DefaultTransport // as http.Client does
	}
	return s.http.Transport
}

// followNone keeps tickets and tokens at the host that they are meant for.
func followNone(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// WithHTTPClient sets the HTTP client, for another transport, TLS settings, a
// proxy or a time limit. It is copied, and the copy follows no redirect.
//
// That nothing is sent twice holds for an *http.Transport. Another RoundTripper
// must not repeat requests by itself: what is sent twice may be done twice.
func WithHTTPClient(client *http.Client) Option {
	return func(s *settings) {
		if client == nil {
			s.err = errors.New("WithHTTPClient: the client is nil")
			return
		}
		c := *client
		c.CheckRedirect = followNone
		s.http = &c
	}
}

// WithUserAgent sets the User-Agent header. Without it the one of net/http is sent.
func WithUserAgent(userAgent string) Option {
	return func(s *settings) {
		if strings.ContainsAny(userAgent, "\r\n\x00") {
			s.err = errors.New("WithUserAgent: a header holds one line")
			return
		}
		s.userAgent = userAgent
	}
}

// WithMaxResponse sets how many bytes of a response are read before it is given
// up, 64 MiB without it. They count after decompression. Where items are handed out
// one by one, each may have as many, and the whole any number.
func WithMaxResponse(bytes int64) Option {
	return func(s *settings) {
		if bytes <= 0 {
			s.err = errors.New("WithMaxResponse: the limit must be above 0")
			return
		}
		s.maxResponse = bytes
	}
}

// WithRequestHeader sets all header blocks of the requests at once. A call sends
// those that its operation declares. It leaves a source of tickets in place, which
// is asked where the header holds no ticket.
func WithRequestHeader(header RequestHeader) Option {
	return func(s *settings) { s.header = header }
}
