package runtime

import (
	"errors"
	"io"
	"sync"
	"sync/atomic"
)

// A message is a request on its way: a writer whose buffer is used again, but
// only when nobody can still be reading it. The transport may read a body in the
// background after an answer came, or after the call was given up; it closes each
// body when it is done with it. So the call and each body hold the message, and
// the last of them that lets go puts it back.
type message struct {
	writer
	holders atomic.Int32
}

var messages = sync.Pool{New: func() any { return new(message) }}

// maxKeptBuffer keeps one huge request from holding its memory forever.
const maxKeptBuffer = 4 << 20

func newMessage() *message {
	m := messages.Get().(*message)
	m.holders.Store(1)
	return m
}

func (m *message) release() {
	if m.holders.Add(-1) > 0 {
		return
	}
	// The buffer holds a ticket and what was to be sent.
	clear(m.buf)
	m.buf, m.err = m.buf[:0], nil
	if cap(m.buf) <= maxKeptBuffer {
		messages.Put(m)
	}
}

// body is a reader of the message, which tells its delivery of being read.
func (m *message) body(d *delivery) io.ReadCloser {
	m.holders.Add(1)
	return &messageBody{message: m, rest: m.buf, delivery: d}
}

// A messageBody has Read alone: with WriteTo the transport would get at the
// buffer itself.
type messageBody struct {
	mu       sync.Mutex // a transport may close a body while it reads it
	message  *message   // nil when closed
	rest     []byte
	delivery *delivery
}

var errBodyClosed = errors.New("the request body is closed")

func (b *messageBody) Read(p []byte) (int, error) {
	b.delivery.read()
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.message == nil:
		return 0, errBodyClosed
	case len(b.rest) == 0:
		return 0, io.EOF
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

func (b *messageBody) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.message != nil {
		b.message.release()
		b.message, b.rest = nil, nil
	}
	return nil
}
