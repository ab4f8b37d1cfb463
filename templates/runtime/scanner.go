package runtime

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
)

// A scanner is a pull reader for one XML document: its caller walks from
// element to element and says at each one what it wants of it.
//
//	for s.child() {
//		switch {
//		case s.is(space, "From"):
//			s.string(&m.From)
//		case s.is(space, "Ids"):
//			for s.child() { … }
//		default:
//			s.skip()
//		}
//	}
//
// root and child open an element. One call has to consume it: text, skip,
// inner, a value reader such as int32, or a loop over child that ends with
// false.
//
// # How it works
//
// The input passes through a window that slides over the reader. Before
// anything is parsed, the token that stands next (a tag, a run of text, a
// comment) is brought into the window as a whole, so that all parsing works
// on complete slices and knows nothing of the reader (scanner_window.go).
// The window grows only for a token that is longer than it is.
//
// # What it guarantees
//
//   - It takes namespace-well-formed XML 1.0 in UTF-8 and nothing else: end
//     tags, characters, references, attributes and prefixes are all checked,
//     in skipped parts too. What it takes, it reads as encoding/xml does.
//   - A document type declaration is refused, so no entity is ever expanded.
//   - Depth, attributes, names, namespaces and the size of the document are
//     limited. Time is linear in the size of the input.
//   - The first error stays. After it every method returns at once, with zero
//     values, and child returns false. So a caller may check once, at the end.
//   - An error names the place by byte and element path, never by content.
//
// # Why it is quick
//
//   - Scanners are pooled, and a scanner keeps the names it has met. Each name
//     remembers the one that followed it the last time; in a list of a
//     thousand items nearly every start tag is recognised by one comparison,
//     with its attributes where they are declarations, xsi:nil or xsi:type.
//   - A name remembers its namespace too, and its place in the struct that it
//     was read into. The same declarations make the same scope in each document,
//     so that this holds for the next response as well.
//   - Text is checked eight bytes at a time and handed out where it stands
//     in the window, unless it holds a reference or the like.
//   - Short strings share memory by the chunk.
type scanner struct {
	window

	strict bool // refuse what lenient reading forgives: see text and the value readers
	silent bool // but drop what a server would drop: see drop
	err    error

	stack  []element   // the open elements, the root first
	empty  bool        // the current element is an empty-element tag: nothing of it is left to read
	rooted bool        // the root element has been seen
	attrs  []attribute // of the current element, which has just been opened
	parsed []attribute // where they are, if their tag was parsed
	values []byte      // those that differ from what stands in the window

	names  map[string]*name
	before name  // stands before the root element in the order of names
	last   *name // of the element started last
	scope  *scope
	scopes map[scope]*scope
	spaces map[string]string

	decoded []byte // text that differs from what stands in the window
	shared  strings.Builder
}

// An element is open: its start tag was read and its end tag was not.
type element struct {
	name   *name
	space  string
	start  int64  // offset of the start tag
	around *scope // the scope that it stands in
}

// Limits on what a document may ask for. The documents of a SOAP service stay
// far below them.
const (
	maxDepth      = 256  // element nesting; also bounds the recursion of generated readers
	maxAttributes = 256  // of one element; they are compared with each other
	maxNames      = 4096 // different element and attribute names, as written, those kept included
	maxSpaces     = 256  // different namespace names, those kept included
	maxNameLength = 1024 // of a name or namespace name, which may be kept for the next document
)

// What a scanner in the pool may hold on to.
const (
	keptNames  = 1024
	keptSpaces = 64
	keptScopes = 256
	keptBytes  = 64 << 10
)

// errTooLarge is in the chain of the error for a document over its limit.
var errTooLarge = errors.New("document too large")

var scanners = sync.Pool{New: func() any { return new(scanner) }}

// newScanner returns a scanner that reads one document of at most maxBytes
// from r. It must be given back with release.
func newScanner(r io.Reader, maxBytes int64) *scanner {
	s := scanners.Get().(*scanner)
	s.window.reset(r, maxBytes)
	if s.names == nil {
		s.names = make(map[string]*name)
		s.spaces = map[string]string{xsi: xsi} // the same memory compares quickest
		s.scopes = make(map[scope]*scope)
		s.stack = make([]element, 0, maxDepth)
	}
	s.last, s.scope = &s.before, outermost
	return s
}

// release gives the scanner back to the pool. What it has read of the document
// is cleared; it keeps names. Nothing returned by text may be used any more.
func (s *scanner) release() {
	s.window.clear()
	s.values = wiped(s.values[:cap(s.values)])
	s.decoded = wiped(s.decoded[:cap(s.decoded)])
	s.shared.Reset()
	clear(s.parsed[:cap(s.parsed)])
	s.attrs, s.parsed, s.stack = nil, s.parsed[:0], s.stack[:0]
	s.strict, s.silent, s.empty, s.rooted, s.err = false, false, false, false, nil
	if len(s.names) > keptNames || len(s.spaces) > keptSpaces || len(s.scopes) == keptScopes {
		s.names, s.spaces, s.scopes, s.before = nil, nil, nil, name{}
		s.stack = nil // it holds on to names
	}
	s.last, s.scope = nil, nil
	scanners.Put(s)
}

// wiped returns b cleared and empty, or nil if it has grown too large to keep.
func wiped(b []byte) []byte {
	if cap(b) > keptBytes {
		return nil
	}
	clear(b)
	return b[:0]
}

// root advances to the root element, past a byte order mark, an XML
// declaration, comments and processing instructions.
func (s *scanner) root() bool {
	if s.err != nil {
		return false
	}
	for s.buffered() < len(byteOrderMark) && s.more() {
	}
	if bytes.HasPrefix(s.rest(), []byte(byteOrderMark)) {
		s.pos += len(byteOrderMark)
	}
	if !s.declaration() {
		return false
	}
	if s.outside() {
		s.rooted = true
		return s.startTag()
	}
	if s.err == nil {
		s.failWith("the document has no root element", io.ErrUnexpectedEOF)
	}
	return false
}

const byteOrderMark = "\uFEFF"

// outside consumes what may stand outside of the root element. True: a start
// tag stands next; false: the input has ended, or an error.
func (s *scanner) outside() bool {
	for s.err == nil {
		s.pos += len(s.rest()) - len(trimLeft(s.rest()))
		if s.buffered() == 0 {
			if !s.more() {
				return false
			}
			continue
		}
		if s.rest()[0] != '<' {
			s.failText("text outside of the root element")
			return false
		}
		if !s.need(2) {
			return false
		}
		switch s.rest()[1] {
		case '!', '?':
			s.markup(false)
		case '/':
			s.fail("an end tag outside of the root element")
		default:
			if s.rooted {
				s.fail("a second root element")
			}
			return s.err == nil
		}
	}
	return false
}

// finish reads to the end of the input, where only comments, processing
// instructions and white space may follow the root element. It returns the
// first error of the whole document.
func (s *scanner) finish() error {
	if s.err == nil && len(s.stack) > 0 {
		s.fail("the root element was not read to its end")
	}
	if s.outside() {
		s.fail("the document has no root element")
	}
	return s.err
}

// child advances to the next child of the current element, which becomes the
// current one. False: there is none left, the end tag was consumed, and the
// parent is the current element again; or an error. Text between children is
// checked and dropped.
func (s *scanner) child() bool {
	if s.err != nil || len(s.stack) == 0 {
		return false
	}
	if s.empty {
		s.pop()
		return false
	}
	next := s.atTag() // most often there is nothing before it
	if next == atError {
		next = s.content(false)
	}
	switch next {
	case atStartTag:
		return s.startTag()
	case atEndTag:
		s.endTag()
	}
	return false
}

// skip consumes the current element with all its content.
func (s *scanner) skip() {
	for outer := len(s.stack) - 1; s.err == nil && len(s.stack) > max(outer, 0); {
		if s.empty {
			s.pop()
			continue
		}
		switch s.content(false) {
		case atStartTag:
			s.startTag()
		case atEndTag:
			s.endTag()
		}
	}
}

// depth returns the number of open elements: 1 in the root element.
func (s *scanner) depth() int { return len(s.stack) }

// failed reports whether there has been an error.
func (s *scanner) failed() bool { return s.err != nil }

// local returns the local name of the current element.
func (s *scanner) local() string {
	if s.err != nil || len(s.stack) == 0 {
		return ""
	}
	return s.stack[len(s.stack)-1].name.local
}

// space returns the namespace of the current element.
func (s *scanner) space() string {
	if s.err != nil || len(s.stack) == 0 {
		return ""
	}
	return s.stack[len(s.stack)-1].space
}

// is reports whether the current element has this expanded name.
func (s *scanner) is(space, local string) bool {
	if s.err != nil || len(s.stack) == 0 {
		return false
	}
	e := &s.stack[len(s.stack)-1]
	return e.name.local == local && e.space == space
}
