package runtime

import (
	"bytes"
	"io"
)

// A window is the part of the input that a scanner has in memory. The scanner
// consumes it by moving pos forward; more slides it on.
type window struct {
	reader  io.Reader
	readErr error // of the reader; it counts once the window is used up
	left    int64 // bytes that the input may still have
	limit   int64 // bytes that the input may have at all
	base    int64 // offset of buf[0] in the input
	buf     []byte
	pos     int // buf[:pos] is consumed
	filled  int // how much of the memory of buf has been used
}

// windowSize is what a window begins with. Most responses fit in it, so that what
// is left of them is known when a list needs room.
const windowSize = 32 << 10

// maxEmptyReads is how often a reader may return nothing at all.
const maxEmptyReads = 100

func (w *window) reset(r io.Reader, maxBytes int64) {
	if w.buf == nil {
		w.buf = make([]byte, 0, windowSize)
	}
	w.reader, w.left, w.limit = r, maxBytes, maxBytes
}

func (w *window) clear() { *w = window{buf: wiped(w.buf[:w.filled])} }

// rest returns what is in the window and not consumed.
func (w *window) rest() []byte { return w.buf[w.pos:] }

func (w *window) buffered() int { return len(w.buf) - w.pos }

// offset returns the place in the input.
func (w *window) offset() int64 { return w.base + int64(w.pos) }

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
		grown := append(make([]byte, 0, 2*cap(s.buf)), s.buf...)
		clear(s.buf)
		s.buf = grown
	}
	for range maxEmptyReads {
		if s.readErr != nil {
			if s.readErr != io.EOF {
				s.failWith("the input cannot be read", s.readErr)
			}
			return false
		}
		n, err := s.reader.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf, s.readErr = s.buf[:len(s.buf)+n], err
		s.filled = max(s.filled, len(s.buf))
		if s.left -= int64(n); s.left < 0 {
			s.failTooLarge()
			return false
		}
		if n > 0 {
			return true
		}
	}
	s.failWith("the input cannot be read", io.ErrNoProgress)
	return false
}

// need reads on until n bytes are there. False: an error, since the input must
// not end before.
func (s *scanner) need(n int) bool {
	for s.buffered() < n {
		if !s.more() {
			s.failCut()
			return false
		}
	}
	return true
}

// find returns the index in rest of the first end at or after from, reading on
// until it is there. -1: an error, since the input must not end before.
func (s *scanner) find(end string, from int) int {
	for {
		if b := s.rest(); from < len(b) {
			if i := bytes.Index(b[from:], []byte(end)); i >= 0 {
				return from + i
			}
			from = max(from, len(b)-len(end)+1)
		}
		if !s.more() {
			s.failCut()
			return -1
		}
	}
}
