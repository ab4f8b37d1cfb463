package runtime

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A DecodeError says that a document could not be read: it is not well-formed,
// ends too early, is too large, or holds a value that its type does not allow.
// It never holds text or attribute values of the document, which may be secret.
type DecodeError struct {
	Offset int64  // the place in the decoded input, in bytes from 0; for a bad value, that of its element
	Path   string // the local names of the open elements, such as Envelope/Body/SendMessagesResponse
	Reason string
	Err    error // the cause where there is one, such as io.ErrUnexpectedEOF or the reader's error
}

func (e *DecodeError) Error() string {
	text := "xml at byte " + strconv.FormatInt(e.Offset, 10)
	if e.Path != "" {
		text += ", " + e.Path
	}
	text += ": " + e.Reason
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause, if there is one.
func (e *DecodeError) Unwrap() error { return e.Err }

// errTooLarge is in the chain of the error for a document over its limit.
var errTooLarge = errors.New("document too large")

// failed reports whether there has been an error.
func (s *scanner) failed() bool { return s.err != nil }

// fail records an error at the present place. The first one stays; "" is none.
func (s *scanner) fail(reason string) { s.failWith(reason, nil) }

func (s *scanner) failWith(reason string, err error) {
	s.failAt(s.offset(), s.stack, reason, err)
}

// failValue records an error of the element that was consumed last.
func (s *scanner) failValue(reason string) {
	consumed := s.stack[:len(s.stack)+1]
	s.failAt(consumed[len(consumed)-1].start, consumed, reason, nil)
}

// failCut records that the input ends where it must not.
func (s *scanner) failCut() {
	s.pos = len(s.buf)
	s.failWith("the document is cut short", io.ErrUnexpectedEOF)
}

// failTooLarge records that the input has more than may be read.
func (s *scanner) failTooLarge() {
	end := s.base + int64(len(s.buf)) + s.left
	s.failAt(end, s.stack, fmt.Sprintf("more than %d bytes", s.limit), errTooLarge)
}

// failOutside records that text stands next, outside of the root element, or what is
// not even text.
func (s *scanner) failOutside() {
	for s.buffered() < utf8.UTFMax && s.more() {
	}
	if !utf8.FullRune(s.rest()) {
		s.failCut()
	}
	_, used, wrong := appendText(nil, s.rest(), literal)
	if used > 0 {
		wrong = "text outside of the root element"
	}
	s.fail(wrong)
}

func (s *scanner) failAt(offset int64, stack []element, reason string, err error) {
	if s.err != nil || reason == "" {
		return
	}
	path := make([]string, len(stack))
	for i, e := range stack {
		path[i] = e.local
	}
	s.err = &DecodeError{Offset: offset, Path: strings.Join(path, "/"), Reason: reason, Err: err}
}
