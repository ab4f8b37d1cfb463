package runtime

import (
	"bufio"
	"context"
	"io"
)

// What generated code calls for one-way operations, which have no response.

// callOneWay sends a request that no response comes to. It succeeds when the server
// has taken the request, and knows nothing of what becomes of it.
func (c *soapClient) callOneWay(ctx context.Context, op *operation, request encodable) error {
	_, err := c.call(ctx, op, request, acknowledgement{}, nil)
	return err
}

// An acknowledgement stands where another operation has a response.
type acknowledgement struct{}

func (acknowledgement) members() []member { return nil }

func (acknowledgement) decodeMember(*scanner, int) {}

// read takes any status of success, in general a 202 without a body. An envelope may
// come all the same: a fault in it is an error, and so is what is no envelope.
func (acknowledgement) read(r *answerReader, op *operation) error {
	xml := isXML(r.answer.Header.Get("Content-Type"))
	body := bufio.NewReader(r.body)
	r.body = body
	_, err := body.Peek(1)
	switch {
	case r.answer.StatusCode < 200 || r.answer.StatusCode > 299:
		if xml {
			return r.readFailure()
		}
		return r.httpError(r.head())
	case err == io.EOF:
		return nil
	case !xml:
		return r.httpError(r.head())
	}
	var fault *Fault
	s := newScanner(r.body, r.maxBytes)
	defer s.release()
	err = r.readEnvelope(s, func() {
		if s.atFault() {
			fault = s.readFault()
			return
		}
		s.skip()
	})
	switch {
	case err != nil:
		return err
	case fault != nil:
		return fault
	}
	return op.failure(r.header)
}
