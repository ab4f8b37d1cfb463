package runtime

import (
	"encoding/xml"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// legal reports whether XML 1.0 can carry a string: its production Char.
func legal(s string) bool {
	for _, r := range s {
		if !(r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000) {
			return false
		}
	}
	return utf8.ValidString(s)
}

// checkText writes a string and has encoding/xml read it.
func checkText(t *testing.T, s string) {
	t.Helper()
	var w writer
	w.string("<X>", s)
	if !legal(s) {
		if w.err == nil {
			t.Errorf("%q was written as %q", s, w.buf)
		}
		return
	}
	if w.err != nil {
		t.Errorf("%q was refused: %v", s, w.err)
		return
	}
	var read string
	if err := xml.Unmarshal(w.buf, &read); err != nil {
		t.Errorf("%q was written as %q: %v", s, w.buf, err)
	} else if read != s {
		t.Errorf("%q was written as %q and reads as %q", s, w.buf, read)
	}
}

var awkward = []string{
	"", "plain", "a<b>c&d", "]]>", "\r\n", "\rx", "tab\there", " space ", "\"'", "blåbærsyltetøy", "emoji 😀",
	"\x00", "bell\a", "\uFFFE", "\uFFFF", "\uFFFD", "\xff", "cut\xc3", "1234567&", "12345678&", "123456\x7f<", "\u2028",
	"\xed\xa0\x80", "&&&&&&&&&&&&&&&&", strings.Repeat("x", 100_000) + "<",
}

func TestTextReadsAsWritten(t *testing.T) {
	for _, s := range awkward {
		checkText(t, s)
		for _, shift := range []string{"1", "1234567", "12345678"} {
			checkText(t, shift+s+shift)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Fuzz(checkText)
}

// isPlain looks at eight bytes at a time: each byte counts wherever it stands.
func TestEachByteIsLookedAt(t *testing.T) {
	for length := 1; length <= 20; length++ {
		for at := range length {
			for c := range 256 {
				text := []byte("!;=?ABCDEFGHIJKLMNOP"[:length]) // next to what is not plain
				text[at] = byte(c)
				want := c >= ' ' && c < utf8.RuneSelf && c != '&' && c != '<' && c != '>'
				if got := isPlain(string(text)); got != want {
					t.Fatalf("isPlain(%q) is %v", text, got)
				}
			}
		}
	}
}

func TestScalarsAreWritten(t *testing.T) {
	reading := time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	tests := []struct {
		write func(w *writer)
		want  string
	}{
		{func(w *writer) { w.bool("<X>", true) }, "<X>true</X>"},
		{func(w *writer) { w.bool("<X>", false) }, "<X>false</X>"},
		{func(w *writer) { w.int8("<X>", math.MinInt8) }, "<X>-128</X>"},
		{func(w *writer) { w.int32("<X>", 0) }, "<X>0</X>"},
		{func(w *writer) { w.int64("<a:X>", math.MinInt64) }, "<a:X>-9223372036854775808</a:X>"},
		{func(w *writer) { w.uint64("<X>", math.MaxUint64) }, "<X>18446744073709551615</X>"},
		{func(w *writer) { w.float64("<X>", 0.1) }, "<X>0.1</X>"},
		{func(w *writer) { w.float32("<X>", 0.1) }, "<X>0.1</X>"},
		{func(w *writer) { w.float64("<X>", math.Inf(1)) }, "<X>INF</X>"},
		{func(w *writer) { w.float64("<X>", math.Inf(-1)) }, "<X>-INF</X>"},
		{func(w *writer) { w.float64("<X>", math.NaN()) }, "<X>NaN</X>"},
		{func(w *writer) { w.bytes("<X>", nil) }, ""},
		{func(w *writer) { w.bytes("<X>", []byte{}) }, "<X></X>"},
		{func(w *writer) { w.bytes("<X>", []byte("hi>?")) }, "<X>aGk+Pw==</X>"},
		{func(w *writer) { w.dateTime("<X>", time.Time{}) }, "<X>0001-01-01T00:00:00</X>"},
		{func(w *writer) { w.dateTime("<X>", reading) }, "<X>2026-02-03T04:05:06</X>"},
		{func(w *writer) { w.dateTime("<X>", reading.Add(1234567*100+99)) }, "<X>2026-02-03T04:05:06.1234567</X>"},
		{func(w *writer) { w.dateTime("<X>", reading.Add(500*time.Millisecond)) }, "<X>2026-02-03T04:05:06.5</X>"},
		{func(w *writer) { w.null("<a:X>") }, `<a:X i:nil="true"/>`},
		{func(w *writer) { w.empty("<X>") }, `<X/>`},
		{func(w *writer) { encodeFlags(w, "<X>", []string{"Read", "Write"}) }, "<X>Read Write</X>"},
		{func(w *writer) { encodeFlags(w, "<X>", []string{}) }, "<X></X>"},
		{func(w *writer) { encodeFlags[string](w, "<X>", nil) }, ""},
		{func(w *writer) { encodeEnum(w, "<X>", "") }, ""},
		{func(w *writer) { encodeEnum(w, "<X>", "Unknown") }, "<X>Unknown</X>"},
	}
	for _, test := range tests {
		var w writer
		test.write(&w)
		if w.err != nil {
			t.Errorf("want %s: %v", test.want, w.err)
		}
		if got := string(w.buf); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestDurationsAreWritten(t *testing.T) {
	tests := map[time.Duration]string{
		0:                                   "PT0S",
		time.Second:                         "PT1S",
		90 * time.Minute:                    "PT1H30M",
		24 * time.Hour:                      "P1D",
		25*time.Hour + 500*time.Millisecond: "P1DT1H0.5S",
		-time.Minute:                        "-PT1M",
		100:                                 "PT0.0000001S",
		math.MaxInt64:                       "P106751DT23H47M16.8547758S",
		math.MinInt64:                       "-P106751DT23H47M16.8547758S",
	}
	for v, want := range tests {
		if got := string(appendDuration(nil, v)); got != want {
			t.Errorf("%d: got %s, want %s", v, got, want)
		}
	}
}

func TestWrongValuesAreRefusedWithTheirPath(t *testing.T) {
	type list = []SoExceptionInfo
	oslo := time.FixedZone("Oslo", 3600)
	tests := []struct {
		write func(w *writer)
		want  string
	}{
		{
			func(w *writer) { w.dateTime("<Due>", time.Date(2026, 1, 1, 0, 0, 0, 0, oslo)) },
			"Due: a dateTime is a clock reading and must be in time.UTC; Clock turns an instant into one",
		},
		{
			func(w *writer) { w.dateTime("<Due>", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)) },
			"Due: a dateTime has a year from 1 to 9999",
		},
		{
			func(w *writer) {
				w.dateTimeAfter("</Made><a:Due>", time.Date(2026, 1, 1, 0, 0, 0, 0, oslo))
				w.stringAfter("</a:Due><Text>", "\x00")
			},
			"Due: a dateTime is a clock reading and must be in time.UTC; Clock turns an instant into one",
		},
		{
			func(w *writer) { w.stringAfter("</a:Due><Text>", "good, \x00") },
			"Text: text holds a control character, which XML can't carry",
		},
		{
			func(w *writer) {
				encodeObjects(w, "<List>", "<a:Item>", list{{}, {Message: "\x00"}, {Message: "\xff"}})
			},
			"List/Item[1]/Message: text holds a control character, which XML can't carry",
		},
		{
			func(w *writer) {
				encodeObject(w, "<A>", &SoExceptionInfo{InnerException: &SoExceptionInfo{Message: "\xff"}})
			},
			"A/InnerException/Message: text is not valid UTF-8",
		},
		{
			func(w *writer) {
				encodeMap(w, "<Map>", "<Entry>", "<Key>", "<Value>", map[string]string{"a": "", "b": "\b"},
					strings.Compare, (*writer).string, (*writer).string)
			},
			"Map/Entry[1]/Value: text holds a control character, which XML can't carry",
		},
		{
			func(w *writer) { encodeValues(w, "<Map>", "<Item>", []string{"Read", ""}, encodeEnumValue[string]) },
			"Map/Item[1]: a value of the enumeration must be given",
		},
		{func(w *writer) { encodeFlags(w, "<X>", []string{"a b"}) }, "X: a flag is a name without spaces"},
	}
	for _, test := range tests {
		var w writer
		test.write(&w)
		if w.err == nil {
			t.Errorf("written as %s, want the error %q", w.buf, test.want)
		} else if got := w.err.Error(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestMapsAreWrittenInTheOrderOfTheirKeys(t *testing.T) {
	m := map[string]string{"b": "2", "a": "1", "c": ""}
	const want = "<M><E><K>a</K><V>1</V></E><E><K>b</K><V>2</V></E><E><K>c</K><V></V></E></M>"
	for range 20 {
		var w writer
		encodeMap(&w, "<M>", "<E>", "<K>", "<V>", m, strings.Compare, (*writer).string, (*writer).string)
		if got := string(w.buf); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}
