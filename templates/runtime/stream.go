package runtime

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
)

// What generated code calls for an operation whose response is one list, to hand
// out its items while the response arrives. The loop over them runs inside of the
// reading: the scanner comes to an item, the loop's body gets it, and the scanner
// goes on when the body is done. There is no second goroutine that could be left.

var (
	errRangedOver = errors.New("the items have been ranged over already, and the request is not sent again")
	errStopped    = errors.New("the loop over the items was left")
)

// stream is the sequence of the items of a response: the children of one name in
// the wrapper's one element, or without a name all elements of the wrapper's one
// name. The header may be nil.
func stream[T any](
	ctx context.Context, c *soapClient, op *operation, request encodable, header *ResponseHeader,
	parts []member, item xmlName, decode func(*scanner, *T),
) iter.Seq2[T, error] {
	if header == nil {
		header = new(ResponseHeader)
	}
	var used atomic.Bool
	return func(yield func(T, error) bool) {
		var none T
		if used.Swap(true) {
			// Not with NotSent: the first loop may have sent the request.
			yield(none, &OperationError{agent: op.service.name, operation: op.name, err: errRangedOver})
			return
		}
		x := &exchange{client: c, op: op, header: c.settings.header, request: request, streams: true}
		x.response = &streamed[T]{over: ctx.Err, exchange: x, head: header, parts: parts, item: item, decode: decode, yield: yield}
		if _, err := x.call(ctx); err != nil {
			yield(none, err)
		}
	}
}

// A streamed is a response as the scanner sees it. It holds one item at a time.
type streamed[T any] struct {
	over     func() error // the context's
	exchange *exchange
	head     *ResponseHeader
	parts    []member
	item     xmlName
	decode   func(*scanner, *T)
	yield    func(T, error) bool

	listed bool // the list has been there
	value  T
}

func (r *streamed[T]) header() *ResponseHeader { return r.head }

func (r *streamed[T]) members() []member { return r.parts }

func (r *streamed[T]) decodeMember(s *scanner, _ int) {
	switch {
	case r.item == xmlName{}:
		r.handOut(s)
		return
	case r.listed:
		// The last one would count, but the items of the first are out.
		s.fail("the element is repeated")
		return
	}
	r.listed = true
	if s.null() {
		s.skip()
		return
	}
	for s.item(r.item) {
		r.handOut(s)
	}
}

// handOut reads the current element and has the loop's body see it.
func (r *streamed[T]) handOut(s *scanner) {
	if s.err = r.over(); s.err != nil {
		return
	}
	start := s.offset()
	s.limitAnew()
	r.value = *new(T)
	r.decode(s, &r.value)
	if s.offset()-start > s.limit {
		s.failWith("an item is larger than a response may be", errTooLarge)
	}
	if s.failed() {
		return
	}
	r.exchange.begun = true
	if !r.yield(r.value, nil) {
		r.exchange.stopped = true
		s.err = errStopped
	}
}

// limitAnew has the limit on the size of a document hold for what comes from here
// on. What is read ahead, at most the window, comes on top.
func (s *scanner) limitAnew() {
	s.left = max(s.limit, s.limit+int64(cap(s.buf))) // the sum may overflow
}

// decodeNew reads an object of its own, which is not touched again. Nil is the zero
// value.
func decodeNew[T any, P readable[T]](s *scanner, v **T) {
	*v = new(T)
	decodeObject[T, P](s, *v)
}
