package runtime

import (
	"bytes"
	"encoding/base64"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The lexical forms of XML Schema's types and of XML's names and references, as they
// are read. Each function of a type takes the whole text without white space around
// it and reports whether it is one.

// parseBool parses an xs:boolean.
func parseBool(b []byte) (v, ok bool) {
	switch string(b) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}

// parseInt parses an integer that fits in so many bits. Its form in XML Schema
// is Go's in base 10: a sign of either kind, and leading zeros.
func parseInt(b []byte, bits int) (int64, bool) {
	if bits >= 32 {
		if v, ok := parseDigits(b); ok {
			return v, true
		}
	}
	v, err := strconv.ParseInt(string(b), 10, bits)
	return v, err == nil
}

// parseDigits parses one to nine digits, which are no more than 32 bits can hold.
func parseDigits(b []byte) (v int64, ok bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	for _, c := range b {
		if !isDigit(c) {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	return v, true
}

// parseUint parses an integer without a negative range, which may have a sign
// all the same: +1, and -0.
func parseUint(b []byte, bits int) (uint64, bool) {
	negative := len(b) > 0 && b[0] == '-'
	if negative || len(b) > 0 && b[0] == '+' {
		b = b[1:]
	}
	v, err := strconv.ParseUint(string(b), 10, bits)
	if err != nil || negative && v > 0 {
		return 0, false
	}
	return v, true
}

// parseFloat parses an xs:float or xs:double. Go knows more forms than XML
// Schema, all of them with other characters: inf, 0x1p4, 1_000.
func parseFloat(b []byte, bits int) (float64, bool) {
	switch string(b) {
	case "INF":
		return math.Inf(1), true
	case "-INF":
		return math.Inf(-1), true
	case "NaN":
		return math.NaN(), true
	}
	for _, c := range b {
		if !isDigit(c) && c != '.' && c != '+' && c != '-' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(string(b), bits)
	return v, err == nil
}

// base64Text is strict about the bits that padding leaves over, as XML Schema is.
var base64Text = base64.StdEncoding.Strict()

// parseBase64 parses an xs:base64Binary. White space may stand anywhere in it; b
// is changed to remove it.
func parseBase64(b []byte) ([]byte, bool) {
	dense := b[:0]
	for _, c := range b {
		if !isSpace(c) {
			dense = append(dense, c)
		}
	}
	v := make([]byte, base64Text.DecodedLen(len(dense)))
	n, err := base64Text.Decode(v, dense)
	return v[:n], err == nil
}

// parseDateTime parses an xs:dateTime of the years 1 to 9999 as a clock reading:
// in UTC, whatever offset the text has. The fraction is kept to seven digits,
// which is the resolution of .NET.
func parseDateTime(b []byte) (time.Time, bool) {
	const form = "0000-00-00T00:00:00"
	if len(b) < len(form) {
		return time.Time{}, false
	}
	for i, c := range []byte(form) {
		if c == '0' && !isDigit(b[i]) || c != '0' && c != b[i] {
			return time.Time{}, false
		}
	}
	two := func(i int) int { return int(b[i]-'0')*10 + int(b[i+1]-'0') }
	year, month, day := two(0)*100+two(2), time.Month(two(5)), two(8)
	hour, minute, second := two(11), two(14), two(17)
	nanos, rest, ok := cutFraction(b[len(form):])
	nanos -= nanos % 100
	if !ok || !isOffset(rest) || minute > 59 || second > 59 ||
		hour > 24 || hour == 24 && (minute != 0 || second != 0 || nanos != 0) {
		return time.Time{}, false
	}
	if date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); date.Month() != month || date.Day() != day {
		return time.Time{}, false // no such day, so time.Date took another
	}
	v := time.Date(year, month, day, hour, minute, second, nanos, time.UTC)
	return v, year >= 1 && v.Year() <= 9999
}

// isOffset reports whether b is the offset of a dateTime, which may be missing.
func isOffset(b []byte) bool {
	if len(b) == 0 || string(b) == "Z" {
		return true
	}
	if len(b) != len("+00:00") || b[0] != '+' && b[0] != '-' || b[3] != ':' ||
		!isDigit(b[1]) || !isDigit(b[2]) || !isDigit(b[4]) || !isDigit(b[5]) {
		return false
	}
	hours, minutes := string(b[1:3]), string(b[4:])
	return hours < "14" && minutes < "60" || hours == "14" && minutes == "00"
}

// parseDuration parses an xs:duration of days, hours, minutes and seconds. One
// with years or months has no length of its own and is refused, and so is one
// out of the range of a time.Duration. The fraction is kept to nanoseconds.
func parseDuration(b []byte) (time.Duration, bool) {
	b, negative := bytes.CutPrefix(b, []byte("-"))
	b, ok := bytes.CutPrefix(b, []byte("P"))
	date, clock, timed := bytes.Cut(b, []byte("T"))
	if !ok || len(b) == 0 || timed && len(clock) == 0 {
		return 0, false
	}
	days, ok1 := sumDuration(date, "D")
	hours, ok2 := sumDuration(clock, "HMS")
	total := days + hours
	if !ok1 || !ok2 || total < days {
		return 0, false
	}
	if negative {
		return time.Duration(-total), total <= 1<<63
	}
	return time.Duration(total), total <= math.MaxInt64
}

// sumDuration adds up the numbers in b, in nanoseconds. Behind each stands one of
// the units, in their order.
func sumDuration(b []byte, units string) (total uint64, ok bool) {
	for len(b) > 0 {
		digits := 0
		for digits < len(b) && isDigit(b[digits]) {
			digits++
		}
		n, err := strconv.ParseUint(string(b[:digits]), 10, 64)
		nanos, rest, ok := cutFraction(b[digits:])
		if err != nil || !ok || len(rest) == 0 {
			return 0, false
		}
		i := strings.IndexByte(units, rest[0])
		if i < 0 || rest[0] != 'S' && digits+len(rest) < len(b) {
			return 0, false // only seconds have a fraction
		}
		high, low := bits.Mul64(n, uint64(durationUnit(rest[0])))
		sum, carry := bits.Add64(total, low, 0)
		if total = sum + uint64(nanos); high|carry > 0 || total < sum {
			return 0, false
		}
		b, units = rest[1:], units[i+1:]
	}
	return total, true
}

func durationUnit(letter byte) time.Duration {
	switch letter {
	case 'D':
		return 24 * time.Hour
	case 'H':
		return time.Hour
	case 'M':
		return time.Minute
	}
	return time.Second
}

// cutFraction takes a decimal fraction off the start of b, if there is one, and
// returns it in units of 1e-9. Further digits are dropped. A point without
// digits is not ok.
func cutFraction(b []byte) (nanos int, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '.' {
		return 0, b, true
	}
	i, unit := 1, 100_000_000
	for ; i < len(b) && isDigit(b[i]); i++ {
		nanos += int(b[i]-'0') * unit
		unit /= 10
	}
	return nanos, b[i:], i > 1
}

// cutName cuts a name as it is written into its prefix, if it has one, and its local
// part. It reports whether both are names.
func cutName(text string) (prefix, local string, ok bool) {
	prefix, local, qualified := strings.Cut(text, ":")
	if !qualified {
		return "", text, isName(text)
	}
	return prefix, local, isName(prefix) && isName(local)
}

// isName reports whether text is a name without a colon (an NCName of XML 1.0,
// fifth edition).
func isName(text string) bool {
	for i, r := range text {
		within := func(bounds [2]rune) bool { return bounds[0] <= r && r <= bounds[1] }
		if !slices.ContainsFunc(nameStart, within) && (i == 0 || !slices.ContainsFunc(nameRest, within)) {
			return false
		}
	}
	return text != "" && utf8.ValidString(text)
}

// The characters that a name may begin with, and the others that it may have.
var (
	nameStart = [][2]rune{
		{'a', 'z'}, {'A', 'Z'}, {'_', '_'}, {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF}, {0x370, 0x37D}, {0x37F, 0x1FFF},
		{0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD},
		{0x10000, 0xEFFFF},
	}
	nameRest = [][2]rune{{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}
)

// isCharacter reports whether XML has a character.
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0xD800 ||
		r > 0xDFFF && r < 0xFFFE || r > 0xFFFF && r <= utf8.MaxRune
}

// parseReference parses the reference at the start of b: to a character, or to one
// of the entities that XML has by itself. It returns its length, 0 if it is none.
func parseReference(b []byte) (r rune, length int) {
	const longest = 32 // with leading zeros
	end := bytes.IndexByte(b[:min(len(b), longest)], ';')
	if end < 0 {
		return 0, 0
	}
	name := string(b[1:end])
	switch name {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	digits, numeric := strings.CutPrefix(name, "#")
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	v, err := strconv.ParseUint(digits, base, 31)
	if !numeric || err != nil || !isCharacter(rune(v)) {
		return 0, 0
	}
	return rune(v), end + 1
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// spaces is XML's white space, which is less than Unicode's.
const spaces = " \t\r\n"

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func trimLeft(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

func trimRight(b []byte) []byte {
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

func trim(b []byte) []byte { return trimLeft(trimRight(b)) }

// beforeSpace returns text up to its first white space.
func beforeSpace(text string) string {
	if i := strings.IndexAny(text, spaces); i >= 0 {
		return text[:i]
	}
	return text
}
