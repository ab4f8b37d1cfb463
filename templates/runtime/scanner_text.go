package runtime

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// next consumes text, CDATA sections, comments and processing instructions, and reports
// whether a start tag stands next. If not, it is an end tag, the end of the input behind
// the root element, or an error. With keep, text goes to decoded.
func (s *scanner) next(keep bool) (start bool) {
	for s.err == nil {
		b := s.rest()
		switch {
		case len(b) > 1 && b[0] == '<' && b[1] != '!' && b[1] != '?':
			return b[1] != '/'
		case len(b) > 1 && b[0] == '<':
			s.markup(keep)
		case len(b) > 0 && b[0] != '<' && len(s.stack) > 0:
			s.characters(s.find("<", 0), inContent, keep)
		case len(b) > 0 && isSpace(b[0]):
			s.pos++
		case len(b) > 0 && b[0] != '<':
			s.failOutside()
		case !s.more():
			if len(b) > 0 || len(s.stack) > 0 {
				s.failCut()
			}
			return false
		}
	}
	return false
}

// characters consumes n bytes of text, and nothing after an error of find.
func (s *scanner) characters(n, where int, keep bool) {
	kept := len(s.decoded)
	decoded, used, wrong := appendText(s.decoded, s.rest()[:max(n, 0)], where)
	if s.strict && !keep && where == inContent && wrong == "" && len(trim(decoded[kept:])) > 0 {
		used, wrong = 0, "text in the place of an element"
	}
	s.pos += used
	s.fail(wrong)
	if s.decoded = decoded; !keep {
		s.decoded = decoded[:kept]
	}
}

// markup consumes a comment, a processing instruction or a CDATA section, whose
// text it appends to decoded with keep. It refuses all other markup.
func (s *scanner) markup(keep bool) {
	switch {
	case !s.need(len("<!-")):
	case s.at("<?"):
		s.instruction()
	case s.at("<!-"):
		s.section("<!--", "--", false)
		s.take(">", "a -- inside of a comment")
	case s.at("<![") && s.strict && !keep:
		s.fail("a CDATA section in the place of an element")
	case s.at("<![") && len(s.stack) > 0:
		s.section("<![CDATA[", "]]>", keep)
	case s.at("<!D"):
		s.fail("a document type declaration: no entity is ever expanded")
	default:
		s.fail(strayMarkup)
	}
}

const strayMarkup = "markup that does not belong in a document"

// take consumes what has to stand next.
func (s *scanner) take(text, wrong string) {
	if s.need(len(text)) && !s.at(text) {
		s.fail(wrong)
	}
	if s.err == nil {
		s.pos += len(text)
	}
}

// section consumes open, the characters behind it, and end.
func (s *scanner) section(open, end string, keep bool) {
	s.take(open, strayMarkup)
	s.characters(s.find(end, 0), literal, keep)
	s.take(end, "")
}

// instruction consumes a processing instruction, or at the start the XML declaration.
func (s *scanner) instruction() {
	n := max(s.find("?>", len("<?")), len("<?"))
	text := string(s.rest()[:n])[len("<?"):]
	switch target := beforeSpace(text); {
	case target == "xml" && s.offset() == s.start:
		s.declaration(text[len(target):])
	case strings.EqualFold(target, "xml"):
		s.fail("an XML declaration that is not at the start")
	case !isName(target):
		s.fail("a processing instruction without a proper name")
	}
	s.section("<?", "?>", false)
}

// declaration checks an XML declaration: version 1.0, and no other encoding than UTF-8.
func (s *scanner) declaration(text string) {
	const improper = "not a proper XML declaration"
	attrs := s.attributes(text)
	if len(attrs) == 0 || attrs[0].raw != "version" || strings.Contains(text, "&") {
		s.fail(improper)
	}
	for _, part := range []struct{ name, values, wrong string }{
		{"version", "1.0", "not XML 1.0"},
		{"encoding", "utf-8 UTF-8 Utf-8", "the encoding is not UTF-8"},
		{"standalone", "yes no", improper},
	} {
		if len(attrs) > 0 && attrs[0].raw == part.name {
			if !slices.Contains(strings.Fields(part.values), attrs[0].value) {
				s.fail(part.wrong)
			}
			attrs = attrs[1:]
		}
	}
	if len(attrs) > 0 {
		s.fail(improper)
	}
}

// Where text stands, which decides what is special in it.
const (
	inContent   = iota // references; no "]]>"
	inAttribute        // references; no "<"
	literal            // CDATA, comments, processing instructions: only characters
)

// appendText decodes b: references become what they stand for, and line ends one
// line feed each. Characters that XML does not have are refused. It returns how
// much of b was used and, if that is not all, what is wrong there.
func appendText(dst, b []byte, where int) (text []byte, used int, wrong string) {
	for i := 0; ; i++ {
		n := plain(b[i:])
		dst = append(dst, b[i:i+n]...)
		if i += n; i == len(b) {
			return dst, i, ""
		}
		c := b[i]
		switch {
		case c == '\r':
			if c = '\n'; i+1 < len(b) && b[i+1] == '\n' {
				continue // the line feed stands for both
			}
		case c == '&' && where != literal:
			r, size := parseReference(b[i:])
			if size == 0 {
				return dst, i, "not a character reference, and no entity is ever expanded"
			}
			dst = utf8.AppendRune(dst, r)
			i += size - 1
			continue
		case c == '<' && where == inAttribute:
			return dst, i, "a < inside of an attribute"
		case c == ']' && where == inContent && bytes.HasPrefix(b[i:], []byte("]]>")):
			return dst, i, "a ]]> inside of text"
		case c < ' ':
			return dst, i, "a control character, which XML does not have"
		case c >= utf8.RuneSelf:
			return dst, i, "not UTF-8"
		}
		dst = append(dst, c)
	}
}

// plain returns how many bytes at the start of b stand for themselves: legal
// characters but for "<", "&", "]" and the carriage return.
func plain(b []byte) int {
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			if !plainBytes[c] {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if size == 1 || !isCharacter(r) {
			return i
		}
		i += size
	}
	return len(b)
}

// plainBytes has what of ASCII stands for itself.
var plainBytes = func() (set [utf8.RuneSelf]bool) {
	for c := range rune(utf8.RuneSelf) {
		set[c] = isCharacter(c) && !strings.ContainsRune("<&]\r", c)
	}
	return set
}()
