package runtime

import (
	"bytes"
	"io"
)

// A window is the part of the input that a scanner has in memory. It is consumed by
// moving pos forward; more slides it on. It grows only for a token that is longer.
type window struct {
	reader  io.Reader
	readErr error // of the reader; it counts once the window is used up
	left    int64 // bytes that may still be read; less than 0 if more than that were
	limit   int64 // bytes that might be read at all
	base    int64 // offset of buf[0] in the input
	buf     []byte
	pos     int // buf[:pos] is consumed
	filled  int // how much of the memory of buf has been used
}

const windowSize = 32 << 10 // to begin with; most responses fit in it

// rest returns what is in the window and not consumed.
func (w *window) rest() []byte { return w.buf[w.pos:] }

func (w *window) buffered() int { return len(w.buf) - w.pos }

// offset returns the place in the input.
func (w *window) offset() int64 { return w.base + int64(w.pos) }

// at reports whether this text stands next, as far as the window tells.
func (w *window) at(text string) bool {
	b := w.rest()
	return len(b) >= len(text) && string(b[:len(text)]) == text
}

// allow makes the limit count from here: so many bytes may follow. What the window
// holds beyond them is an error only if the scanner gets there.
func (w *window) allow(bytes int64) {
	w.left, w.limit = bytes-int64(w.buffered()), bytes
}

// more reads on, at least one byte. The consumed part of the window is dropped,
// so indexes into it change; those into rest stay. False: the input has ended,
// or an error.
func (s *scanner) more() bool {
	if s.err != nil {
		return false
	}
	if s.pos > 0 {
		n := copy(s.buf, s.rest())
		s.base += int64(s.pos)
		s.buf, s.pos = s.buf[:n], 0
	}
	if len(s.buf) == cap(s.buf) {
		grown := make([]byte, len(s.buf), max(2*cap(s.buf), windowSize))
		copy(grown, s.buf)
		clear(s.buf)
		s.buf = grown
	}
	for range 100 { // readers may return nothing, but not forever
		if s.left < 0 { // all that was read is wanted
			s.failTooLarge()
		}
		if s.readErr != nil && s.readErr != io.EOF {
			s.failWith("the input cannot be read", s.readErr)
		}
		if s.err != nil || s.readErr != nil {
			return false
		}
		n, err := s.reader.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf, s.readErr, s.left = s.buf[:len(s.buf)+n], err, s.left-int64(n)
		s.filled = max(s.filled, len(s.buf))
		if n > 0 {
			return true
		}
	}
	s.failWith("the input cannot be read", io.ErrNoProgress)
	return false
}

// need reads on until n bytes are there. False: an error, as the input ends before.
func (s *scanner) need(n int) bool {
	for s.buffered() < n && s.more() {
	}
	if s.buffered() < n {
		s.failCut()
	}
	return s.err == nil
}

// find returns the index in rest of the first end at or after from, reading on
// until it is there. -1: an error, since the input must not end before.
func (s *scanner) find(end string, from int) int {
	for s.need(from + len(end)) {
		b := s.rest()
		if i := bytes.Index(b[from:], []byte(end)); i >= 0 {
			return from + i
		}
		from = len(b) - len(end) + 1
	}
	return -1
}
