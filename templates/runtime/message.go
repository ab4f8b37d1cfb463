package runtime

import "sync"

// A message is a writer whose buffer is used again: growing one anew is most of
// what a large message costs to write.
type message struct {
	writer
}

var messages = sync.Pool{New: func() any { return new(message) }}

// maxKeptBuffer keeps one huge message from holding its memory forever.
const maxKeptBuffer = 4 << 20

func newMessage() *message { return messages.Get().(*message) }

// release has the buffer used again. Nobody may read it any more: it held a ticket
// and what was to be sent, so it is cleared.
func (m *message) release() {
	clear(m.buf)
	m.buf, m.err = m.buf[:0], nil
	if cap(m.buf) <= maxKeptBuffer {
		messages.Put(m)
	}
}
