package runtime

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// An answerReader makes a response or an error of what came back.
type answerReader struct {
	answer   *http.Response
	body     io.Reader
	maxBytes int64
	discard  func(err error) bool // see exchange.discards
	header   responseHeader       // of the answer, as far as it was read
}

// read reports whether there is a response to give to the caller.
func (r *answerReader) read(op *operation, res object, head *ResponseHeader) (bool, error) {
	if a, ok := res.(interface {
		read(r *answerReader, op *operation) error
	}); ok { // of a one-way operation
		return false, a.read(r, op)
	}
	if !isXML(r.answer.Header.Get("Content-Type")) {
		return false, r.httpError(r.head())
	}
	if r.answer.StatusCode < 200 || r.answer.StatusCode > 299 {
		return false, r.readFailure()
	}
	s := newScanner(r.body, r.maxBytes)
	defer s.release()
	found, fault, err := r.readResponse(s, op, res, head)
	switch {
	case err != nil:
		return false, err
	case fault != nil:
		return false, fault
	}
	if failure := op.failure(r.header); failure != nil {
		*head = r.header.ResponseHeader // the server may have written nothing else
		return true, failure
	}
	if !found {
		return false, &DecodeError{Offset: s.offset(), Path: "Envelope/Body", Reason: "no " + op.response.name.local}
	}
	return true, nil
}

// readResponse reads an envelope with an operation's response or a fault. It
// reports whether it found the response.
func (r *answerReader) readResponse(s *scanner, op *operation, res object, head *ResponseHeader) (found bool, fault *Fault, err error) {
	err = r.readEnvelope(s, func() {
		*head = r.header.ResponseHeader // before the first item of a stream
		switch {
		case s.is(op.response.name.space, op.response.name.local):
			found = true
			if failure := op.failure(r.header); failure != nil && r.discard(failure) {
				s.skip()
				return
			}
			decodeBody(s, res)
		case s.atFault():
			fault = s.readFault()
		default:
			s.fail("not the " + op.response.name.local + " that was asked for")
		}
	})
	return found, fault, err
}

// readEnvelope reads an envelope with its header to its end. body is called for the
// one child of Body.
func (r *answerReader) readEnvelope(s *scanner, body func()) error {
	block := func(place int) { r.header.decodeMember(s, place) }
	return s.readEnvelope("", r.header.members(), block, func() {}, body)
}

// decodeBody reads a wrapper element; nil is an empty one.
func decodeBody(s *scanner, v object) {
	if s.skipNil() {
		return
	}
	s.object(v)
}

// failure is the error that the headers of a response tell of.
func (op *operation) failure(h responseHeader) error {
	if op.service.convention == nil {
		return nil
	}
	return op.service.convention.failure(h)
}

// readFailure makes an error of an answer whose status tells of one: the fault in
// it, if there is one.
func (r *answerReader) readFailure() error {
	const most = 1 << 20 // enough for any fault with a stack trace
	head, err := io.ReadAll(io.LimitReader(r.body, min(most, r.maxBytes)))
	if err != nil {
		return r.httpError(head)
	}
	s := newScanner(bytes.NewReader(head), most)
	defer s.release()
	var fault *Fault
	err = r.readEnvelope(s, func() {
		if s.atFault() {
			fault = s.readFault()
			return
		}
		s.skip()
	})
	if err != nil || fault == nil {
		return r.httpError(head)
	}
	return fault
}

// maxHead is how much of an answer that isn't SOAP is kept.
const maxHead = 1024

func (r *answerReader) head() []byte {
	head, _ := io.ReadAll(io.LimitReader(r.body, maxHead)) // what came of it is enough
	return head
}

func (r *answerReader) httpError(head []byte) *HTTPError {
	e := &HTTPError{
		StatusCode:  r.answer.StatusCode,
		ContentType: r.answer.Header.Get("Content-Type"),
		Body:        string(head[:min(len(head), maxHead)]),
	}
	if location, err := r.answer.Location(); err == nil && e.StatusCode/100 == 3 {
		e.LocationHost = location.Host
	}
	// 31 bits of seconds are within a time.Duration.
	if seconds, err := strconv.ParseUint(r.answer.Header.Get("Retry-After"), 10, 31); err == nil {
		e.RetryAfter = time.Duration(seconds) * time.Second
	}
	return e
}

// isXML reports whether a content type is one that SOAP comes in, in UTF-8.
func isXML(contentType string) bool {
	if contentType == "text/xml; charset=utf-8" { // WCF's: parsing it takes as long as encoding a message
		return true
	}
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	if charset, ok := params["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	return kind == "text/xml" || kind == "application/soap+xml" || kind == "application/xml"
}
