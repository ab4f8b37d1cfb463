package runtime

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A writer appends XML to a buffer.
//
//	w.stringAfter("<To>", m.To)
//	w.stringAfter("</To><From>", m.From)
//	w.raw("</From>")
//	encodeValues(w, "<Ids>", "<a:int>", m.Ids, (*writer).int32)
//
// Generated code calls one method for each field. Scalars are written here; the encoder
// (encoder.go) writes structs, lists and what else is made of them.
//
// # How it works
//
// A start tag holds no attributes, for every namespace that a message can need is bound
// on its Envelope, always with the same prefix (envelope.go). So a tag is the same
// wherever it stands, and the end tag follows from it. What stands between two scalars
// that are always there is one constant.
//
// The first value that can't be written stops nothing but is kept in err, with the path
// of its element; who sends the buffer looks there first. So generated code needs no
// checks.
//
// # What it guarantees
//
//   - What it writes without an error is well-formed XML 1.0 in UTF-8, and reads back
//     as what was given: markup and carriage returns are escaped; what XML can't carry
//     is an error and never replaced, for that would be a silent change.
//   - A bad value is found before anything is sent.
//   - Values have the forms of XML Schema, in the precision of .NET.
//   - An error names the element by its path, never by the value.
//   - A buffer that goes back to the pool is cleared first: it held a ticket (message.go).
//
// # Why it is quick
//
//   - The buffer is used again. That is worth more than all the rest, and costs no
//     allocation for a request.
//   - Markup is constant, and mostly one piece for each value: nothing is looked up, and
//     nothing is formatted but the values.
//   - Text is looked at eight bytes at a time. Only what is not plain ASCII is taken to
//     pieces.
type writer struct {
	buf []byte
	err *EncodeError
}

// raw appends XML as it is.
func (w *writer) raw(xml string) { w.buf = append(w.buf, xml...) }

// end appends the end tag that belongs to a start tag.
func (w *writer) end(tag string) { w.buf = appendEnd(w.buf, tag) }

func appendEnd(b []byte, tag string) []byte {
	b = append(b, "</"...)
	return append(b, tag[1:]...)
}

// null appends the element with xsi:nil; the prefix i is bound on the Envelope.
func (w *writer) null(tag string) {
	w.buf = append(w.buf, tag[:len(tag)-1]...)
	w.buf = append(w.buf, ` i:nil="true"/>`...)
}

// empty appends the element without content.
func (w *writer) empty(tag string) {
	w.buf = append(w.buf, tag[:len(tag)-1]...)
	w.buf = append(w.buf, "/>"...)
}

// fail records what is wrong with the value of a field, behind markup that ends with its
// start tag. The first one wins.
func (w *writer) fail(markup, reason string) {
	if w.err == nil {
		w.err = &EncodeError{Path: elementName(markup), Reason: reason}
	}
}

// inside puts the name of an element, and the number of an item where it is one,
// before the path of an error that arose inside it. It is called with the error
// as it was before.
func (w *writer) inside(before *EncodeError, tag string, item int) {
	if w.err != before { // as happens once, for the first one wins
		w.err.putInside(tag, item)
	}
}

func (e *EncodeError) putInside(tag string, item int) {
	name := elementName(tag)
	if item >= 0 {
		name += "[" + strconv.Itoa(item) + "]"
	}
	e.Path = name + "/" + e.Path
}

// number puts the number of an item behind the name of its element, which begins
// the path of an error that arose in it.
func (w *writer) number(before *EncodeError, item int) {
	if before != nil || w.err == nil {
		return
	}
	name, rest, below := strings.Cut(w.err.Path, "/")
	w.err.Path = name + "[" + strconv.Itoa(item) + "]"
	if below {
		w.err.Path += "/" + rest
	}
}

// elementName is the local name in the start tag that ends some markup.
func elementName(markup string) string {
	name := strings.TrimSuffix(markup[strings.LastIndexByte(markup, '<')+1:], ">")
	return name[strings.IndexByte(name, ':')+1:]
}

// stringAfter appends markup that ends with a start tag, and the element's text.
func (w *writer) stringAfter(markup, v string) {
	b := append(w.buf, markup...)
	if isPlain(v) {
		w.buf = append(b, v...)
		return
	}
	w.buf = b
	if reason := w.text(v); reason != "" {
		w.fail(markup, reason)
	}
}

// boolAfter is called for a thousand fields. Where it is not inlined in all of them they
// compile in a twentieth less time, and encode as quickly; so it is with intAfter.
//
//go:noinline
func (w *writer) boolAfter(markup string, v bool) {
	w.buf = strconv.AppendBool(append(w.buf, markup...), v)
}

//go:noinline
func (w *writer) intAfter(markup string, v int64) {
	w.buf = strconv.AppendInt(append(w.buf, markup...), v, 10)
}

func (w *writer) uintAfter(markup string, v uint64) {
	w.buf = strconv.AppendUint(append(w.buf, markup...), v, 10)
}

// floatAfter spells the special values as XML Schema does, which is not as Go does.
func (w *writer) floatAfter(markup string, v float64, bits int) {
	w.raw(markup)
	switch {
	case math.IsInf(v, 1):
		w.raw("INF")
	case math.IsInf(v, -1):
		w.raw("-INF")
	default:
		w.buf = strconv.AppendFloat(w.buf, v, 'g', -1, bits) // NaN is spelled alike
	}
}

// dateTimeAfter appends a clock reading: no offset, seven digits of fraction at most,
// which is the resolution of .NET.
func (w *writer) dateTimeAfter(markup string, v time.Time) {
	w.raw(markup)
	if v.Location() != time.UTC {
		w.fail(markup, "a dateTime is a clock reading and must be in time.UTC; Clock turns an instant into one")
		return
	}
	if year := v.Year(); year < 1 || year > 9999 {
		w.fail(markup, "a dateTime has a year from 1 to 9999")
		return
	}
	w.buf = v.AppendFormat(w.buf, "2006-01-02T15:04:05.9999999")
}

// durationAfter appends an xs:duration of days, hours, minutes and seconds, the parts
// that .NET's TimeSpan has.
func (w *writer) durationAfter(markup string, v time.Duration) {
	w.buf = appendDuration(append(w.buf, markup...), v)
}

// The methods that are called like Go's types append a whole element.

func (w *writer) string(tag, v string) {
	w.stringAfter(tag, v)
	w.end(tag)
}

func (w *writer) bool(tag string, v bool) {
	w.boolAfter(tag, v)
	w.end(tag)
}

func (w *writer) int8(tag string, v int8)   { w.int64(tag, int64(v)) }
func (w *writer) int16(tag string, v int16) { w.int64(tag, int64(v)) }
func (w *writer) int32(tag string, v int32) { w.int64(tag, int64(v)) }

func (w *writer) int64(tag string, v int64) {
	w.intAfter(tag, v)
	w.end(tag)
}

func (w *writer) uint8(tag string, v uint8)   { w.uint64(tag, uint64(v)) }
func (w *writer) uint16(tag string, v uint16) { w.uint64(tag, uint64(v)) }
func (w *writer) uint32(tag string, v uint32) { w.uint64(tag, uint64(v)) }

func (w *writer) uint64(tag string, v uint64) {
	w.uintAfter(tag, v)
	w.end(tag)
}

func (w *writer) float32(tag string, v float32) {
	w.floatAfter(tag, float64(v), 32)
	w.end(tag)
}

func (w *writer) float64(tag string, v float64) {
	w.floatAfter(tag, v, 64)
	w.end(tag)
}

func (w *writer) dateTime(tag string, v time.Time) {
	w.dateTimeAfter(tag, v)
	w.end(tag)
}

func (w *writer) duration(tag string, v time.Duration) {
	w.durationAfter(tag, v)
	w.end(tag)
}

// bytes appends base64 text, or nothing for nil.
func (w *writer) bytes(tag string, v []byte) {
	if v == nil {
		return
	}
	w.buf = append(w.buf, tag...)
	w.buf = base64.StdEncoding.AppendEncode(w.buf, v)
	w.end(tag)
}

func appendDuration(b []byte, v time.Duration) []byte {
	rest := uint64(v)
	if v < 0 {
		b = append(b, '-')
		rest = -rest // right for the smallest Duration too
	}
	b = append(b, 'P')
	part := func(unit time.Duration, name byte) {
		if n := rest / uint64(unit); n > 0 {
			b = append(strconv.AppendUint(b, n, 10), name)
			rest %= uint64(unit)
		}
	}
	part(24*time.Hour, 'D')
	if rest == 0 && b[len(b)-1] == 'D' {
		return b
	}
	b = append(b, 'T')
	part(time.Hour, 'H')
	part(time.Minute, 'M')
	if rest == 0 && b[len(b)-1] != 'T' {
		return b
	}
	b = strconv.AppendUint(b, rest/uint64(time.Second), 10)
	if fraction := rest % uint64(time.Second) / 100; fraction > 0 {
		digits := strconv.AppendUint(make([]byte, 0, 8), 10_000_000+fraction, 10)
		digits[0] = '.' // the 1 in front kept the leading zeros
		b = append(b, strings.TrimRight(string(digits), "0")...)
	}
	return append(b, 'S')
}

// text appends character data. It returns what is wrong with it: XML can't carry
// most control characters, and a replacement would be a silent change.
func (w *writer) text(s string) (wrong string) {
	b, done := w.buf, 0
	for i := 0; i < len(s) && wrong == ""; {
		escape, size := "", 1
		switch c := s[i]; {
		case c == '&':
			escape = "&amp;"
		case c == '<':
			escape = "&lt;"
		case c == '>': // must not stand after ]]
			escape = "&gt;"
		case c == '\r': // a raw one would arrive as a line feed
			escape = "&#13;"
		case c < ' ' && c != '\t' && c != '\n':
			wrong = "text holds a control character, which XML can't carry"
		case c >= utf8.RuneSelf:
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				wrong = "text is not valid UTF-8"
			} else if r == 0xFFFE || r == 0xFFFF {
				wrong = "text holds a non-character, which XML can't carry"
			}
		}
		if escape != "" {
			b = append(append(b, s[done:i]...), escape...)
			done = i + size
		}
		i += size
	}
	w.buf = append(b, s[done:]...) // even if it is wrong: what is in the buffer will be cleared
	return wrong
}

// isPlain reports whether s can stand in XML as it is: printable ASCII without & < >. It
// looks at eight bytes at a time, the last of them maybe twice.
func isPlain(s string) bool {
	if len(s) < 8 {
		for i := range len(s) {
			if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '&' || c == '<' || c == '>' {
				return false
			}
		}
		return true
	}
	found := special(eight(s[len(s)-8:]))
	for ; len(s) > 8; s = s[8:] {
		found |= special(eight(s))
	}
	const highs = 0x8080808080808080
	return found&highs == 0
}

// eight are the first eight bytes of s: one load, as the compiler sees it.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// special sets the high bit of each of eight bytes that is a control character, one of
// & < >, or part of a longer rune. A borrow can set another's too, but only above one.
func special(x uint64) uint64 {
	const ones = 0x0101010101010101
	control := x - ones*' '
	ampersand := (x ^ ones*'&') - ones
	angle := ((x | ones*2) ^ ones*'>') - ones // < and > differ in this bit alone
	return control | ampersand | angle | x
}
