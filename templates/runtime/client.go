package runtime

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// A soapClient calls the operations of one agent. It is never changed, and so
// safe for concurrent use.
type soapClient struct {
	service  *service
	endpoint *url.URL
	settings settings
}

func newSOAPClient(service *service, baseURL string, opts []Option) (*soapClient, error) {
	endpoint, err := resolveEndpoint(baseURL, service.path)
	if err != nil {
		return nil, err
	}
	c := &soapClient{service: service, endpoint: endpoint, settings: newSettings()}
	return c.with(opts), nil
}

// with is a copy with further options.
func (c *soapClient) with(opts []Option) *soapClient {
	changed := *c
	for _, opt := range opts {
		opt(&changed.settings)
	}
	return &changed
}

// A response is a generated struct of what an operation returns.
type response interface {
	object
	header() *ResponseHeader
}

// call sends a request and reads the response. It reports whether there is one to
// give to the caller: that of a call that failed on the server may name what was
// done all the same.
func (c *soapClient) call(ctx context.Context, op *operation, request encodable, res response) (answered bool, err error) {
	sent := new(atomic.Bool)
	answered, err = c.exchange(ctx, op, request, res, sent)
	if err != nil {
		if over := ctx.Err(); !answered && over != nil && !errors.Is(err, over) {
			err = fmt.Errorf("%w: %w", over, err) // net/http tells the cause alone
		}
		err = &OperationError{agent: c.service.name, operation: op.name, notSent: !sent.Load(), err: err}
	}
	return answered, err
}

func (c *soapClient) exchange(ctx context.Context, op *operation, request encodable, res response, sent *atomic.Bool) (bool, error) {
	if c.settings.err != nil {
		return false, c.settings.err
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	header := &c.settings.header
	if convention := c.service.convention; convention != nil {
		if err := convention.refuse(c.endpoint.Hostname(), header); err != nil {
			return false, err
		}
	}
	message := newMessage()
	defer message.release()
	message.envelope(&op.request, func(w *writer) { header.encodeBlocks(w, op.requestBlocks) }, request)
	if message.err != nil {
		return false, message.err
	}
	answer, err := c.send(ctx, op.action, message, sent)
	if err != nil {
		return false, err
	}
	defer answer.Body.Close()
	reader := answerReader{answer: answer, maxBytes: c.settings.maxResponse, call: []any{header, request}}
	return reader.read(op, res)
}

// send posts a request. The connection is the answer's until its body is closed.
func (c *soapClient) send(ctx context.Context, action string, message *message, sent *atomic.Bool) (*http.Response, error) {
	// A byte may have left when a connection was there, or, with a RoundTripper
	// that isn't traced, when the body was read.
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { sent.Store(true) },
	})
	post := (&http.Request{
		Method: http.MethodPost,
		URL:    c.endpoint,
		Host:   c.endpoint.Host,
		Header: http.Header{
			"Content-Type": {"text/xml; charset=utf-8"},
			"Soapaction":   {`"` + action + `"`},
		},
		ContentLength: int64(len(message.buf)),
		Body:          message.body(sent),
		// For a kept connection that was found closed before a byte went out.
		GetBody: func() (io.ReadCloser, error) { return message.body(sent), nil },
	}).WithContext(ctx)
	if c.settings.userAgent != "" {
		post.Header.Set("User-Agent", c.settings.userAgent)
	}
	answer, err := c.settings.http.Do(post)
	if err != nil {
		// The error of net/http adds the method and URL, which the caller knows.
		if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return nil, err
	}
	return answer, nil
}

// An answerReader makes a response or an error of what came back.
type answerReader struct {
	answer   *http.Response
	maxBytes int64
	call     []any // what holds the call's secrets
}

func (r *answerReader) read(op *operation, res response) (bool, error) {
	if !isXML(r.answer.Header.Get("Content-Type")) {
		return false, r.httpError(r.head())
	}
	if r.answer.StatusCode < 200 || r.answer.StatusCode > 299 {
		return false, r.readFailure()
	}
	var header responseHeader
	s := newScanner(r.answer.Body, r.maxBytes)
	defer s.release()
	found, fault, err := readResponse(s, op, &header, res)
	*res.header() = header.ResponseHeader
	switch {
	case err != nil:
		return false, err
	case fault != nil:
		return false, r.mask(fault)
	}
	if convention := op.service.convention; convention != nil {
		if failure := convention.failure(&header, r.call); failure != nil {
			return true, failure // without a response where the server wrote none
		}
	}
	if !found {
		return false, &DecodeError{Path: "Envelope/Body", Reason: "no " + op.response.name.local}
	}
	return true, nil
}

// readResponse reads an envelope with an operation's response or a fault. It
// reports whether it found the response.
func readResponse(s *scanner, op *operation, header *responseHeader, res response) (found bool, fault *Fault, err error) {
	err = s.readEnvelope(header, func() {}, func() {
		switch {
		case s.is(op.response.name.space, op.response.name.local):
			found = true
			decodeBody(s, res)
		case s.atFault():
			fault = s.readFault()
		default:
			s.fail("not the " + op.response.name.local + " that was asked for")
		}
	})
	return found, fault, err
}

// decodeBody reads a wrapper element; nil is an empty one.
func decodeBody(s *scanner, v object) {
	if s.null() {
		s.skip()
		return
	}
	s.object(v)
}

// readFailure makes an error of an answer whose status tells of one: the fault in
// it, if there is one.
func (r *answerReader) readFailure() error {
	const most = 1 << 20 // enough for any fault with a stack trace
	head, err := io.ReadAll(io.LimitReader(r.answer.Body, min(most, r.maxBytes)))
	if err != nil {
		return r.httpError(head)
	}
	s := newScanner(bytes.NewReader(head), most)
	defer s.release()
	var fault *Fault
	err = s.readEnvelope(new(responseHeader), func() {}, func() {
		if s.atFault() {
			fault = s.readFault()
			return
		}
		s.skip()
	})
	if err != nil || fault == nil {
		return r.httpError(head)
	}
	return r.mask(fault)
}

// mask hides the call's secrets in a fault.
func (r *answerReader) mask(f *Fault) *Fault {
	hide := masker(r.call...)
	f.Reason, f.Actor, f.Detail = hide(f.Reason), hide(f.Actor), hide(f.Detail)
	return f
}

// maxHead is how much of an answer that isn't SOAP is kept.
const maxHead = 1024

func (r *answerReader) head() []byte {
	head, _ := io.ReadAll(io.LimitReader(r.answer.Body, maxHead)) // what came of it is enough
	return head
}

func (r *answerReader) httpError(head []byte) *HTTPError {
	e := &HTTPError{
		StatusCode:  r.answer.StatusCode,
		ContentType: r.answer.Header.Get("Content-Type"),
		Body:        masker(r.call...)(string(head[:min(len(head), maxHead)])),
	}
	if location, err := r.answer.Location(); err == nil {
		e.LocationHost = location.Host
	}
	if seconds, err := strconv.Atoi(r.answer.Header.Get("Retry-After")); err == nil && seconds > 0 {
		e.RetryAfter = time.Duration(seconds) * time.Second
	}
	return e
}

// isXML reports whether a content type is one that SOAP comes in, in UTF-8.
func isXML(contentType string) bool {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	if charset, ok := params["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	return kind == "text/xml" || kind == "application/soap+xml" || kind == "application/xml"
}
