package runtime

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// What content has come to.
type stop int

const (
	atError stop = iota
	atStartTag
	atEndTag
)

// text returns the character data of the current element and consumes it. It is
// valid until the next call. A lenient scanner skips child elements.
func (s *scanner) text() []byte {
	if len(s.stack) == 0 {
		s.fail("no element to read")
	}
	if s.err != nil {
		return nil
	}
	if s.empty {
		s.pop()
		return nil
	}
	if b, ok := s.plainText(); ok {
		return b
	}
	s.decoded = s.decoded[:0]
	for {
		switch s.content(true) {
		case atEndTag:
			if !s.endTag() {
				return nil
			}
			return s.decoded
		case atStartTag:
			if s.strict {
				s.fail("an element in the place of text")
				return nil
			}
			if s.startTag() {
				s.skip()
			}
		default:
			return nil
		}
	}
}

// plainText consumes text and end tag of the current element if they are in the
// window and nothing needs decoding.
func (s *scanner) plainText() ([]byte, bool) {
	b := s.rest()
	end := s.stack[len(s.stack)-1].name.close
	n := plain(b)
	if len(b)-n < len(end) || string(b[n:n+len(end)]) != end {
		return nil, false
	}
	s.pos += n + len(end)
	s.pop()
	return b[:n], true
}

// atTag tells which tag stands next, atError if it is none or not in the window.
func (s *scanner) atTag() stop {
	b := s.rest()
	switch {
	case len(b) < 2 || b[0] != '<' || b[1] == '!' || b[1] == '?':
		return atError
	case b[1] == '/':
		return atEndTag
	}
	return atStartTag
}

// content consumes text, CDATA sections, comments and processing instructions
// up to the next tag, which it leaves. With keep it appends the text to decoded.
func (s *scanner) content(keep bool) stop {
	for s.err == nil {
		if next := s.atTag(); next != atError {
			return next
		}
		if s.buffered() == 0 || s.rest()[0] != '<' {
			s.characters(s.find("<", 0), inContent, keep)
			continue
		}
		if s.need(2) && s.atTag() == atError {
			s.markup(keep)
		}
	}
	return atError
}

// characters consumes n bytes of text. A negative n does nothing: it follows an
// error.
func (s *scanner) characters(n int, where textPlace, keep bool) {
	if n < 0 {
		return
	}
	kept := len(s.decoded)
	decoded, used, wrong := appendText(s.decoded, s.rest()[:n], where)
	s.pos += used
	s.decoded = decoded
	if wrong != "" {
		s.fail(wrong)
	}
	if !keep {
		s.decoded = decoded[:kept]
	}
}

// markup consumes a comment, a processing instruction or a CDATA section, whose
// text it appends to decoded with keep. It refuses all other markup.
func (s *scanner) markup(keep bool) {
	if !s.need(len("<!-")) {
		return
	}
	switch b := s.rest(); {
	case b[1] == '?':
		s.instruction()
	case b[2] == '-':
		s.section("<!--", "--", false)
		switch {
		case !s.need(1):
		case s.rest()[0] != '>':
			s.fail("a -- inside of a comment")
		default:
			s.pos++
		}
	case b[2] == '[' && len(s.stack) > 0:
		s.section("<![CDATA[", "]]>", keep)
	case b[2] == 'D':
		s.fail("a document type declaration: no entity is ever expanded")
	default:
		s.fail(strayMarkup)
	}
}

const strayMarkup = "markup that does not belong in a document"

// section consumes open, the characters behind it, and end.
func (s *scanner) section(open, end string, keep bool) {
	if !s.need(len(open)) {
		return
	}
	if string(s.rest()[:len(open)]) != open {
		s.fail(strayMarkup)
		return
	}
	if n := s.find(end, len(open)); n >= 0 {
		s.pos += len(open)
		s.characters(n-len(open), literal, keep)
		s.pos += len(end)
	}
}

// instruction consumes a processing instruction.
func (s *scanner) instruction() {
	n := s.find("?>", len("<?"))
	if n < 0 {
		return
	}
	b := s.rest()[len("<?"):n]
	target := b[:nameLength(b)]
	switch {
	case !isName(target), len(target) < len(b) && !isSpace(b[len(target)]):
		s.fail("a processing instruction without a proper name")
	case bytes.EqualFold(target, []byte("xml")):
		s.fail("an XML declaration that is not at the start")
	default:
		s.section("<?", "?>", false)
	}
}

// declaration consumes the XML declaration, if there is one: version 1.0, and no
// other encoding than UTF-8.
func (s *scanner) declaration() bool {
	const open, end = "<?xml", "?>"
	for s.buffered() <= len(open) && s.more() {
	}
	b, found := bytes.CutPrefix(s.rest(), []byte(open))
	if !found || len(b) == 0 || len(trimLeft(b)) == len(b) {
		return s.err == nil
	}
	n := s.find(end, len(open))
	if n < 0 {
		return false
	}
	b = s.rest()[len(open):n]
	if bytes.ContainsAny(b, "<&") || bytes.Count(b, []byte(`"`))%2+bytes.Count(b, []byte("'"))%2 > 0 {
		s.fail("not a proper XML declaration")
		return false
	}
	if !s.attributes(b) {
		return false
	}
	for i, a := range s.attrs {
		value := string(a.value)
		switch {
		case i == 0 && a.name.raw == "version":
			if value != "1.0" {
				s.fail("not XML 1.0")
			}
		case i == 1 && a.name.raw == "encoding":
			if !bytes.EqualFold(a.value, []byte("utf-8")) {
				s.fail("the encoding is not UTF-8")
			}
		case (i == 1 || i == 2) && a.name.raw == "standalone" && (value == "yes" || value == "no"):
		default:
			s.fail("not a proper XML declaration")
		}
	}
	if len(s.attrs) == 0 {
		s.fail("not a proper XML declaration")
	}
	s.attrs = s.attrs[:0]
	s.pos += n + len(end)
	return s.err == nil
}

// A textPlace is where text stands, which decides what is special in it.
type textPlace int

const (
	inContent   textPlace = iota // references; no "]]>"
	inAttribute                  // references; no "<"
	literal                      // CDATA, comments, processing instructions: only characters
)

// appendText decodes b: references become what they stand for, and line ends one
// line feed each. Characters that XML does not have are refused. It returns how
// much of b was used and, if that is not all, what is wrong there.
func appendText(dst, b []byte, where textPlace) (text []byte, used int, wrong string) {
	for i := 0; ; {
		n := plain(b[i:])
		dst = append(dst, b[i:i+n]...)
		i += n
		if i == len(b) {
			return dst, i, ""
		}
		switch c := b[i]; {
		case c == '\r':
			dst = append(dst, '\n')
			if i++; i < len(b) && b[i] == '\n' {
				i++
			}
			continue
		case c == '&' && where != literal:
			r, size := parseReference(b[i:])
			if size == 0 {
				return dst, i, "not a character reference, and no entity is ever expanded"
			}
			dst = utf8.AppendRune(dst, r)
			i += size
			continue
		case c == '<' && where == inAttribute:
			return dst, i, "a < inside of an attribute"
		case c == ']' && where == inContent && bytes.HasPrefix(b[i:], []byte("]]>")):
			return dst, i, "a ]]> inside of text"
		}
		if wrong := illegal(b[i:]); wrong != "" {
			return dst, i, wrong
		}
		dst = append(dst, b[i])
		i++
	}
}

// plain returns how many bytes at the start of b stand for themselves: legal
// characters but for "<", "&", "]" and the carriage return.
func plain(b []byte) int {
	i := 0
	for {
		for ; i+8 <= len(b); i += 8 {
			if n := plainOfEight(binary.LittleEndian.Uint64(b[i:])); n < 8 {
				i += n
				break
			}
		}
		for i < len(b) && plainBytes[b[i]] {
			i++
		}
		if i == len(b) || b[i] < utf8.RuneSelf && b[i] != '\n' && b[i] != '\t' {
			return i
		}
		n := legalRune(b[i:])
		if n == 0 {
			return i
		}
		i += n
	}
}

// plainOfEight returns how many of eight bytes, the lowest first, are plain
// ASCII. Each of the terms sets the high bit of a byte that it looks for, as x
// has it set for what is not ASCII. A borrow may set bits above such a byte, but
// never below: the lowest is right.
func plainOfEight(x uint64) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	control := x - ones*' '
	less := (x ^ ones*'<') - ones
	ampersand := (x ^ ones*'&') - ones
	bracket := (x ^ ones*']') - ones
	special := (x | control | less | ampersand | bracket) & highs
	return bits.TrailingZeros64(special) / 8
}

// plainBytes has what plainOfEight takes for plain.
var plainBytes = func() (set [256]bool) {
	for c := range set {
		set[c] = c >= ' ' && c < utf8.RuneSelf && c != '<' && c != '&' && c != ']'
	}
	return set
}()

// legalRune returns the length of the character at the start of b, or 0 if XML
// has none such. ASCII is for the caller to check, but for tab and line feed.
func legalRune(b []byte) int {
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n <= 1 || r == 0xFFFE || r == 0xFFFF {
		return 0
	}
	return n
}

// illegal tells what is wrong with the character at the start of b, "" for
// nothing.
func illegal(b []byte) string {
	switch {
	case b[0] < ' ' && b[0] != '\t' && b[0] != '\n' && b[0] != '\r':
		return "a control character, which XML does not have"
	case b[0] >= utf8.RuneSelf && legalRune(b) == 0:
		return "not UTF-8"
	}
	return ""
}
