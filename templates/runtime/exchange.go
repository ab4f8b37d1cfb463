package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"time"
)

// An exchange is one call of an operation on its way.
type exchange struct {
	client   *soapClient
	op       *operation
	header   RequestHeader // of this call: a ticket may come to it
	request  encodable
	response object
	head     *ResponseHeader // of the response

	// discard tells of an error of the server's whether the response that comes
	// with it is of no use, because another attempt will be made. It may be nil.
	discard func(err error) bool

	// Of a response whose items are handed out while it is read:
	streams bool
	begun   bool // the reading has come to them
	stopped bool // the caller wants no more of them

	sent          bool // a byte of the request may have reached a connection
	sentBytes     int
	receivedBytes int64
}

// call makes the call, and gives its error and log event the form that they have
// for the caller. It reports whether there is a response to give to the caller.
func (x *exchange) call(ctx context.Context) (answered bool, err error) {
	begin := time.Now()
	answered, err = x.run(ctx)
	if err != nil {
		if over := ctx.Err(); !answered && over != nil && !errors.Is(err, over) {
			err = fmt.Errorf("%w: %w", over, err) // net/http tells the cause alone
		}
		err = &OperationError{agent: x.op.service.name, operation: x.op.name, notSent: !x.sent, err: err}
	}
	if x.client.settings.logger != nil {
		x.log(ctx, time.Since(begin), err)
	}
	return answered, err
}

// run makes the call and reports whether there is a response to give to the caller.
func (x *exchange) run(ctx context.Context) (answered bool, err error) {
	if err := x.client.settings.err; err != nil {
		return false, err
	}
	if tickets := x.client.settings.tickets; tickets != nil {
		return tickets.run(ctx, x)
	}
	return x.attempt(ctx)
}

// attempt sends the request and reads the answer, once.
func (x *exchange) attempt(ctx context.Context) (answered bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if convention := x.op.service.convention; convention != nil {
		if err := convention.refuse(x.client.endpoint.Hostname(), &x.header); err != nil {
			return false, err
		}
	}
	message := newMessage()
	message.envelope(&x.op.request, func(w *writer) { x.header.encodeBlocks(w, x.op.requestBlocks) }, x.request)
	if err := message.err; err != nil {
		message.release()
		return false, err
	}
	d := &delivery{message: message}
	defer d.end()
	answer, err := x.send(ctx, d)
	if err != nil {
		err = x.conceal(err)
		x.trace(ctx, message, nil, nil, err)
		return false, err
	}
	defer answer.Body.Close()
	body := &answerBody{content: answer.Body, keep: x.traceSize()}
	reader := answerReader{answer: answer, body: body, maxBytes: x.client.settings.maxResponse, discard: x.discards}
	answered, err = reader.read(x.op, x.response, x.head)
	x.receivedBytes += body.size
	if x.stopped {
		answered, err = true, nil // the error is what ended the reading
	}
	if err != nil {
		err = x.conceal(err)
	}
	x.trace(ctx, message, answer, body.kept, err)
	return answered, err
}

// discards tells of an error of the server's whether the response that comes with it
// is of no use. A stream tells of the error before any item.
func (x *exchange) discards(err error) bool {
	return x.streams || x.discard != nil && x.discard(err)
}

// send posts a request. The connection is the answer's until its body is closed.
func (x *exchange) send(ctx context.Context, d *delivery) (*http.Response, error) {
	settings := x.client.settings
	transport := settings.transport()
	size := len(d.message.buf)
	post := (&http.Request{
		Method:        http.MethodPost,
		URL:           x.client.endpoint,
		Host:          x.client.endpoint.Host,
		Header:        x.op.httpHeader(),
		ContentLength: int64(size),
		Body:          d.body(transport),
	}).WithContext(httptrace.WithClientTrace(ctx, d.trace()))
	if settings.userAgent != "" {
		post.Header.Set("User-Agent", settings.userAgent)
	}
	if !speaksPlainHTTP2(transport) {
		post.GetBody = d.again
	}
	answer, err := settings.http.Do(post)
	if err == nil || d.mayHaveBegun() {
		x.sent = true
		x.sentBytes += size
	}
	if err != nil {
		// The error of net/http adds the method and URL, which the caller knows.
		if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		if err == io.EOF {
			err = fmt.Errorf("the connection was closed without an answer: %w", err)
		}
		return nil, err
	}
	return answer, nil
}

// An answerBody counts what is read of an answer and keeps the beginning of it.
type answerBody struct {
	content io.Reader
	size    int64
	keep    int // how many bytes
	kept    []byte
}

func (b *answerBody) Read(p []byte) (int, error) {
	n, err := b.content.Read(p)
	b.size += int64(n)
	b.kept = append(b.kept, p[:min(n, b.keep-len(b.kept))]...)
	return n, err
}
