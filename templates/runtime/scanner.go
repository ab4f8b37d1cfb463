package runtime

import (
	"io"
	"strings"
	"sync"
)

// A scanner is a pull reader for one XML document: its caller walks from
// element to element and says at each one what it wants of it.
//
//	for s.child() {
//		if s.is(space, "From") {
//			s.string(&m.From)
//		} else {
//			s.skip()
//		}
//	}
//
// root and child open an element. One call has to consume it: text, skip, a method of
// the decoder (decoder.go) such as string, or a loop over child that ends with false.
//
// # How it works
//
// The input passes through a window that slides over the reader. Before anything
// is parsed, the token that stands next (a tag, a run of text, a comment) is brought
// into it as a whole, so that parsing knows nothing of the reader (scanner_window.go).
//
// A start tag is parsed when it is first met, and remembered. What it says follows
// from how it is written and from the namespace declarations around it, its scope:
// the same words in the same scope are the same tag (scanner_tags.go). Between the
// tags, text is checked and decoded (scanner_text.go).
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
//   - A scanner in the pool holds no content. Its buffers are cleared; the tags that it
//     remembers have no attributes but namespace declarations, xsi:nil and xsi:type.
//
// # Why it is quick
//
//   - A tag remembers which one followed it the last time, whether it is nil, its place in
//     the struct that it was read into, and how long its list was. Scanners are pooled, so
//     that nearly every start tag is recognised by one comparison; the rest are in a map.
//   - Text is handed out where it stands, unless it holds a reference or the like.
type scanner struct {
	window

	strict bool // refuse what lenient reading forgives: see text, child and the decoder
	silent bool // but drop what a server would drop: see drop
	err    error

	stack  []element // the open elements, the root first
	start  int64     // offset of the document behind a byte order mark
	scope  *scope    // of the current element's content
	last   *tag      // the start tag that was read last, or before
	before tag       // stands before the root element's
	tags   map[spelling]*tag
	scopes map[scope]*scope

	decoded []byte          // text that differs from what stands in the window
	shared  strings.Builder // memory for short strings: see share
}

// An element is open. An empty-element tag opens one too, of which nothing is left to read.
type element struct {
	*tag
	start int64 // offset of the start tag
}

// Limits on what a document may ask for, far above what a SOAP service needs.
const (
	maxDepth      = 256  // element nesting; also bounds the recursion of generated readers
	maxAttributes = 256  // of one element; they are compared with each other
	maxNameLength = 1024 // of a name or namespace name
	maxTags       = 4096 // different start tags that are remembered, those kept included
	maxTag        = 512  // the text of one of these
	maxScopes     = 256  // different namespace declarations, those kept included

	keptTags, keptScopes, keptBytes = 1024, 128, 64 << 10 // by a scanner in the pool
)

var scanners = sync.Pool{New: func() any {
	return &scanner{tags: make(map[spelling]*tag), scopes: make(map[scope]*scope)}
}}

// newScanner has a scanner read a document of at most maxBytes. It is given back by release.
func newScanner(r io.Reader, maxBytes int64) *scanner {
	s := scanners.Get().(*scanner)
	s.reader, s.left, s.limit = r, maxBytes, maxBytes
	s.last, s.scope = &s.before, outermost
	return s
}

// release gives the scanner back to the pool. Nothing from text may be used any more.
func (s *scanner) release() {
	clear(s.stack[:cap(s.stack)]) // it may hold on to a tag that is not to be remembered
	*s = scanner{
		window:  window{buf: wiped(s.buf[:s.filled])},
		decoded: wiped(s.decoded[:cap(s.decoded)]),
		stack:   s.stack[:0], tags: s.tags, scopes: s.scopes, before: s.before,
	}
	if len(s.tags) > keptTags || len(s.scopes) > keptScopes {
		clear(s.tags)
		clear(s.scopes)
		s.before = tag{}
	}
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

// root advances to the root element, past a byte order mark, a declaration, comments.
func (s *scanner) root() bool {
	const byteOrderMark = "\uFEFF"
	for s.buffered() < len(byteOrderMark) && s.more() {
	}
	if s.at(byteOrderMark) {
		s.pos += len(byteOrderMark)
	}
	s.start = s.offset()
	if s.outside() {
		return s.startTag()
	}
	s.failWith("the document has no root element", io.ErrUnexpectedEOF)
	return false
}

// finish reads to the end of the input, where only comments, processing instructions
// and white space may stand. It returns the first error of the whole document.
func (s *scanner) finish() error {
	switch {
	case len(s.stack) > 0:
		s.fail("the root element was not read to its end")
	case s.last == &s.before:
		s.fail("the root element was not read")
	case s.outside():
		s.fail("a second root element")
	}
	return s.err
}

// outside consumes what may stand outside of the root element. True: a start
// tag stands next; false: the input has ended, or an error.
func (s *scanner) outside() bool {
	start := s.next(false)
	if !start && s.err == nil && s.buffered() > 0 {
		s.fail("an end tag outside of the root element")
	}
	return start
}

// child advances to the next child of the current element, which becomes the current
// one. False: there is none left, the end tag was consumed, and the parent is current
// again; or an error. Text between children is dropped; a strict scanner refuses it.
func (s *scanner) child() bool {
	switch {
	case s.err != nil || len(s.stack) == 0:
	case s.current().empty:
		s.pop()
	case s.next(false):
		return s.startTag()
	default:
		s.endTag()
	}
	return false
}

// skip consumes the current element with all its content.
func (s *scanner) skip() {
	for depth := max(len(s.stack), 1); s.err == nil && len(s.stack) >= depth; {
		s.child()
	}
}

// text returns the character data of the current element and consumes it. It is
// valid until the next call. A lenient scanner skips child elements.
func (s *scanner) text() []byte {
	t := s.current()
	if t == nothing {
		s.fail("no element to read")
		return nil
	}
	if t.empty {
		s.pop()
		return nil
	}
	b := s.rest()
	n := plain(b)
	if s.pos += n; s.at(t.end) { // as most often
		s.pos += len(t.end)
		s.pop()
		return b[:n]
	}
	s.pos -= n
	s.decoded = s.decoded[:0]
	for s.next(true) {
		if s.strict {
			s.fail("an element in the place of text")
		} else if s.startTag() {
			s.skip()
		}
	}
	if s.endTag(); s.err != nil {
		return nil
	}
	return s.decoded
}

// current returns the tag of the current element, which says nothing where there is
// none and after an error.
func (s *scanner) current() *tag {
	if s.err != nil || len(s.stack) == 0 {
		return nothing
	}
	return s.stack[len(s.stack)-1].tag
}

var nothing = new(tag)

// local and space return the name of the current element.
func (s *scanner) local() string { return s.current().local }
func (s *scanner) space() string { return s.current().space }

// is reports whether the current element has this expanded name.
func (s *scanner) is(space, local string) bool {
	t := s.current()
	return t.local == local && t.space == space
}

// attr returns the value of an attribute of the current element.
func (s *scanner) attr(space, local string) (string, bool) {
	for _, a := range s.current().attrs {
		if a.local == local && a.space == space {
			return a.value, true
		}
	}
	return "", false
}
