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

// stream is the sequence of the items of a response: those of the list that is the
// wrapper's one element, or without an item all elements of the wrapper's one name. The
// header may be nil. What does not need the type of the items is not here, for the
// compiler makes a copy for each; nor is it to make one for each call.
//
//go:noinline
func stream[T any](
	ctx context.Context, c *soapClient, op *operation, request encodable, header *ResponseHeader,
	parts []member, item *member, decode func(*scanner, *T),
) iter.Seq2[T, error] {
	r := &streamed{head: header, parts: parts, item: item}
	return func(yield func(T, error) bool) {
		var next, none T
		err := r.call(ctx, c, op, request, func(s *scanner) {
			next = none
			decode(s, &next)
		}, func() bool { return yield(next, nil) })
		if err != nil {
			yield(none, err)
		}
	}
}

// A streamed is a response as the scanner sees it, of which there is one item at a
// time.
type streamed struct {
	used     atomic.Bool
	exchange *exchange
	over     func() error // the context's
	head     *ResponseHeader
	parts    []member
	item     *member
	decode   func(*scanner)
	yield    func() bool
}

// call makes the call, once.
func (r *streamed) call(
	ctx context.Context, c *soapClient, op *operation, request encodable, decode func(*scanner), yield func() bool,
) error {
	if r.used.Swap(true) {
		// Not with NotSent: the first loop may have sent the request.
		return &OperationError{agent: op.service.name, operation: op.name, err: errRangedOver}
	}
	if r.head == nil {
		r.head = new(ResponseHeader)
	}
	r.exchange = &exchange{client: c, op: op, header: c.settings.header, request: request, response: r, head: r.head, streams: true}
	r.over, r.decode, r.yield = ctx.Err, decode, yield
	_, err := r.exchange.call(ctx)
	return err
}

func (r *streamed) members() []member { return r.parts }

func (r *streamed) decodeMember(s *scanner, _ int) {
	again := r.exchange.begun
	r.exchange.begun = true
	switch {
	case r.item == nil:
		r.handOut(s)
		return
	case again:
		// The last one would count, but the items of the first are out.
		s.fail("the element is repeated")
		return
	case s.skipNil():
		return
	}
	for s.item(r.item) {
		r.handOut(s)
	}
}

// handOut reads the current element and has the loop's body see it.
func (r *streamed) handOut(s *scanner) {
	if s.err = r.over(); s.err != nil {
		return
	}
	start := s.offset()
	s.allow(s.limit)
	r.decode(s)
	if s.offset()-start > s.limit {
		s.failWith("an item is larger than a response may be", errTooLarge)
	}
	if s.failed() {
		return
	}
	if !r.yield() {
		r.exchange.stopped = true
		s.err = errStopped
	}
}

// decodeNew reads an object of its own, which is not touched again. Nil is the zero
// value.
func decodeNew[T any, P readable[T]](s *scanner, v **T) {
	*v = new(T)
	decodeObject[T, P](s, *v)
}
