package runtime

import (
	"bytes"
	"sync"
)

// A message is a writer whose buffer is used again: growing one anew is most of
// what a message costs to write.
type message struct {
	writer
}

var messages = sync.Pool{New: func() any { return new(message) }}

// maxKeptBuffer keeps one huge message from holding its memory forever.
const maxKeptBuffer = 4 << 20

func newMessage() *message { return messages.Get().(*message) }

// release puts the buffer back. It held a ticket and what was to be sent, so it is
// cleared before.
func (m *message) release() {
	if cap(m.buf) > maxKeptBuffer {
		return
	}
	clear(m.buf)
	m.buf, m.err = m.buf[:0], nil
	messages.Put(m)
}

// encode returns the request as bytes that are never used again. Nothing tells for
// certain when a transport has read its last of them: it may do so in the
// background after an answer came, or after the call was given up.
func (x *exchange) encode() ([]byte, error) {
	m := newMessage()
	defer m.release()
	m.envelope(&x.op.request, func(w *writer) { x.header.encodeBlocks(w, x.op.requestBlocks) }, x.request)
	if m.err != nil {
		return nil, m.err
	}
	return bytes.Clone(m.buf), nil
}
