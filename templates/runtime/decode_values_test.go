package runtime

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

// read reads <v> with a value reader and tells what it stored.
func read[T any](decode func(*scanner, *T), start T) func(*scanner) string {
	return func(s *scanner) string {
		v := start
		decode(s, &v)
		return fmt.Sprintf("%#v", v)
	}
}

func TestScannerValues(t *testing.T) {
	readers := map[string]func(*scanner) string{
		"string":   read((*scanner).string, "old"),
		"bool":     read((*scanner).bool, true),
		"int8":     read((*scanner).int8, 9),
		"int16":    read((*scanner).int16, 9),
		"int32":    read((*scanner).int32, 9),
		"int64":    read((*scanner).int64, 9),
		"uint8":    read((*scanner).uint8, 9),
		"uint16":   read((*scanner).uint16, 9),
		"uint32":   read((*scanner).uint32, 9),
		"uint64":   read((*scanner).uint64, 9),
		"float32":  read((*scanner).float32, 9),
		"float64":  read((*scanner).float64, 9),
		"dateTime": read((*scanner).dateTime, time.Now()),
		"duration": read((*scanner).duration, 9),
		"bytes":    read((*scanner).bytes, []byte("old")),
	}
	zeroTime := fmt.Sprintf("%#v", time.Time{})
	const null = `<v i:nil="true"/>`
	for _, test := range []struct {
		reader, element string
		lenient, strict string // the value, or the error's text behind "!"
	}{
		{"string", `<v> a &amp; b </v>`, `" a & b "`, `" a & b "`},
		{"string", `<v/>`, `""`, `""`},
		{"string", null, `""`, `""`},
		{"string", `<v i:nil="1">x</v>`, `""`, `!byte 69, a/v: text in an element that is nil`},
		{"string", `<v i:nil="1"> <!-- --> </v>`, `""`, `""`},
		{"string", `<v i:nil="false">x</v>`, `"x"`, `"x"`},
		{"string", `<v>a<b/>c</v>`, `"ac"`, `!byte 73, a/v: an element in the place of text`},
		{"bool", `<v> true </v>`, `true`, `true`},
		{"bool", `<v>0</v>`, `false`, `false`},
		{"bool", `<v/>`, `false`, `!byte 69, a/v: not a boolean, but nil or empty`},
		{"bool", null, `false`, `!byte 69, a/v: not a boolean, but nil or empty`},
		{"bool", `<v>ja</v>`, `!byte 69, a/v: not a boolean`, `!byte 69, a/v: not a boolean`},
		{"int8", `<v>-128</v>`, `-128`, `-128`},
		{"int8", `<v>128</v>`, `!byte 69, a/v: not a byte`, `!byte 69, a/v: not a byte`},
		{"int16", `<v>-32768</v>`, `-32768`, `-32768`},
		{"int16", `<v>x</v>`, `!byte 69, a/v: not a short`, `!byte 69, a/v: not a short`},
		{"int32", "<v>\n2147483647\t</v>", `2147483647`, `2147483647`},
		{"int32", `<v><![CDATA[12]]>3<!-- 4 -->5</v>`, `1235`, `1235`},
		{"int32", `<v> </v>`, `0`, `!byte 69, a/v: not an int, but nil or empty`},
		{"int32", null, `0`, `!byte 69, a/v: not an int, but nil or empty`},
		{"int32", `<v i:nil="true">5</v>`, `0`, `!byte 69, a/v: not an int, but nil or empty`},
		{"int32", `<v>1 2</v>`, `!byte 69, a/v: not an int`, `!byte 69, a/v: not an int`},
		{"int32", "<v>1\u00a0</v>", `!byte 69, a/v: not an int`, `!byte 69, a/v: not an int`},
		{"int64", `<v>-9223372036854775808</v>`, `-9223372036854775808`, `-9223372036854775808`},
		{"int64", `<v>9223372036854775808</v>`, `!byte 69, a/v: not a long`, `!byte 69, a/v: not a long`},
		{"uint8", `<v>255</v>`, `0xff`, `0xff`},
		{"uint8", `<v>-1</v>`, `!byte 69, a/v: not an unsignedByte`, `!byte 69, a/v: not an unsignedByte`},
		{"uint16", `<v>65535</v>`, `0xffff`, `0xffff`},
		{"uint16", `<v>65536</v>`, `!byte 69, a/v: not an unsignedShort`, `!byte 69, a/v: not an unsignedShort`},
		{"uint32", `<v>4294967295</v>`, `0xffffffff`, `0xffffffff`},
		{"uint32", `<v>1.0</v>`, `!byte 69, a/v: not an unsignedInt`, `!byte 69, a/v: not an unsignedInt`},
		{"uint64", `<v>18446744073709551615</v>`, `0xffffffffffffffff`, `0xffffffffffffffff`},
		{"uint64", `<v>x</v>`, `!byte 69, a/v: not an unsignedLong`, `!byte 69, a/v: not an unsignedLong`},
		{"float32", `<v>1.5</v>`, `1.5`, `1.5`},
		{"float32", `<v>1e39</v>`, `!byte 69, a/v: not a float`, `!byte 69, a/v: not a float`},
		{"float64", `<v>-INF</v>`, `-Inf`, `-Inf`},
		{"float64", `<v/>`, `0`, `!byte 69, a/v: not a double, but nil or empty`},
		{"float64", `<v>inf</v>`, `!byte 69, a/v: not a double`, `!byte 69, a/v: not a double`},
		{"dateTime", `<v>2024-02-29T12:00:00+05:00</v>`, `time.Date(2024, time.February, 29, 12, 0, 0, 0, time.UTC)`, `time.Date(2024, time.February, 29, 12, 0, 0, 0, time.UTC)`},
		{"dateTime", `<v>0001-01-01T00:00:00</v>`, zeroTime, zeroTime},
		{"dateTime", `<v/>`, zeroTime, `!byte 69, a/v: not a dateTime, but nil or empty`},
		{"dateTime", `<v>2024-02-30T12:00:00</v>`, `!byte 69, a/v: not a dateTime`, `!byte 69, a/v: not a dateTime`},
		{"duration", `<v>-PT1.5S</v>`, `-1500000000`, `-1500000000`},
		{"duration", `<v/>`, `0`, `!byte 69, a/v: not a duration in range, but nil or empty`},
		{"duration", `<v>P1Y</v>`, `!byte 69, a/v: not a duration in range`, `!byte 69, a/v: not a duration in range`},
		{"bytes", "<v> Y\r\nWI= </v>", `[]byte{0x61, 0x62}`, `[]byte{0x61, 0x62}`},
		{"bytes", `<v/>`, `[]byte{}`, `[]byte{}`},
		{"bytes", `<v></v>`, `[]byte{}`, `[]byte{}`},
		{"bytes", null, `[]byte(nil)`, `[]byte(nil)`},
		{"bytes", `<v i:nil="true">Yg==</v>`, `[]byte(nil)`, `!byte 69, a/v: text in an element that is nil`},
		{"bytes", `<v>Y</v>`, `!byte 69, a/v: not base64`, `!byte 69, a/v: not base64`},
	} {
		for _, strict := range []bool{false, true} {
			s := open(t, `<a xmlns="urn:u" xmlns:i="`+xsi+`">`+test.element+`<w/></a>`)
			s.strict = strict
			s.child()
			got, want := readers[test.reader](s), test.lenient
			if strict {
				want = test.strict
			}
			if s.err != nil {
				got = "!" + strings.TrimPrefix(s.err.Error(), "xml at ")
			} else if !s.child() || s.local() != "w" {
				t.Errorf("%s of %s does not consume it: %v", test.reader, test.element, s.err)
			}
			if got != want {
				t.Errorf("%s of %s, strict %t, is %s, want %s", test.reader, test.element, strict, got, want)
			}
		}
	}
}

// TestScannerValueAfterError leaves the zero value behind, not the old one.
func TestScannerValueAfterError(t *testing.T) {
	s := open(t, `<a><b>x</b><c>5</c></a>`)
	n, f := int32(7), math.Pi
	s.child()
	s.int32(&n)
	s.child()
	s.float64(&f)
	if n != 0 || f != 0 {
		t.Errorf("malformed text leaves %d, %v", n, f)
	}
}

// TestScannerStringsStay reads strings of all sizes: later ones must not change
// earlier ones, and none may change with the window.
func TestScannerStringsStay(t *testing.T) {
	var doc strings.Builder
	var want, got []string
	doc.WriteString("<a>")
	for i := range 3000 {
		v := strings.Repeat(string(rune('a'+i%26)), i*7%1200)
		want = append(want, v)
		doc.WriteString("<b>" + v + "</b>")
	}
	doc.WriteString("</a>")
	s := newScanner(strings.NewReader(doc.String()), 1<<30)
	s.root()
	for s.child() {
		var v string
		s.string(&v)
		got = append(got, v)
	}
	if err := s.finish(); err != nil {
		t.Fatal(err)
	}
	s.release()
	if _, err := outlineOf(strings.NewReader("<x>" + strings.Repeat("<y>overwritten</y>", 1000) + "</x>")); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("string %d is %q, want %q", i, got[i], want[i])
		}
	}
}
