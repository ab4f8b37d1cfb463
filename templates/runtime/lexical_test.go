package runtime

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestParseBool(t *testing.T) {
	for text, want := range map[string]string{
		"true": "true", "1": "true", "false": "false", "0": "false",
		"": "-", "TRUE": "-", "True": "-", "yes": "-", "01": "-", "t": "-",
	} {
		got := "-"
		if v, ok := parseBool([]byte(text)); ok {
			got = strconv.FormatBool(v)
		}
		if got != want {
			t.Errorf("parseBool(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestParseIntegers(t *testing.T) {
	for _, text := range []string{
		"0", "1", "-1", "+1", "007", "-0", "+0", "127", "128", "-128", "-129", "255", "256", "32767", "32768", "65535", "65536",
		"2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295", "4294967296",
		"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
		"18446744073709551615", "18446744073709551616", "000000000000000000000000000000000000000000012",
		"", "-", "+", "--1", "+-1", "1 2", "1.0", "1e3", "0x1F", "1_000", "１", "12a", "\x0012",
	} {
		for _, bits := range []int{8, 16, 32, 64} {
			want, err := strconv.ParseInt(text, 10, bits)
			if got, ok := parseInt([]byte(text), bits); ok != (err == nil) || ok && got != want {
				t.Errorf("parseInt(%q, %d) = %d, %t, want %d, %v", text, bits, got, ok, want, err)
			}
			unsigned := strings.TrimPrefix(text, "+")
			if text == "-0" {
				unsigned = "0"
			}
			if strings.HasPrefix(text, "+-") {
				unsigned = "none"
			}
			wantU, err := strconv.ParseUint(unsigned, 10, bits)
			if got, ok := parseUint([]byte(text), bits); ok != (err == nil) || ok && got != wantU {
				t.Errorf("parseUint(%q, %d) = %d, %t, want %d, %v", text, bits, got, ok, wantU, err)
			}
		}
	}
}

func TestParseFloat(t *testing.T) {
	for text, want := range map[string]float64{
		"0": 0, "1.5": 1.5, "-1.5E3": -1500, "+2e-2": 0.02, "5.": 5, ".5": 0.5, "INF": math.Inf(1), "-INF": math.Inf(-1),
		"1.7976931348623157E+308": math.MaxFloat64, "4.9E-324": math.SmallestNonzeroFloat64,
	} {
		if got, ok := parseFloat([]byte(text), 64); !ok || got != want {
			t.Errorf("parseFloat(%q) = %v, %t, want %v", text, got, ok, want)
		}
	}
	if got, ok := parseFloat([]byte("NaN"), 64); !ok || !math.IsNaN(got) {
		t.Errorf("parseFloat(NaN) = %v, %t", got, ok)
	}
	if got, ok := parseFloat([]byte("-0"), 64); !ok || got != 0 || !math.Signbit(got) {
		t.Errorf("parseFloat(-0) = %v, %t", got, ok)
	}
	if got, ok := parseFloat([]byte("16777217"), 32); !ok || got != 16777216 {
		t.Errorf("parseFloat(16777217, 32) = %v, %t", got, ok)
	}
	for _, text := range []string{"", ".", "e", "1e", "inf", "Inf", "+INF", "+Inf", "infinity", "nan", "NAN", "0x1p4", "1_000", "1,5", "1 5", "1e400", "1d"} {
		if got, ok := parseFloat([]byte(text), 64); ok {
			t.Errorf("parseFloat(%q) = %v, want a refusal", text, got)
		}
	}
	if got, ok := parseFloat([]byte("1e39"), 32); ok {
		t.Errorf("parseFloat(1e39, 32) = %v, want a refusal", got)
	}
}

func TestParseBase64(t *testing.T) {
	for _, want := range []string{"", "a", "ab", "abc", "\x00\xff\xfe", strings.Repeat("so", 100)} {
		text := base64.StdEncoding.EncodeToString([]byte(want))
		for _, spaced := range []string{text, strings.Join(strings.Split(text, ""), " \t\r\n"), "\n" + text + "\n"} {
			if got, ok := parseBase64([]byte(spaced)); !ok || string(got) != want || got == nil {
				t.Errorf("parseBase64(%q) = %q, %t, want %q", spaced, got, ok, want)
			}
		}
	}
	for _, text := range []string{"a", "YQ", "YQ=", "YR==", "Y Q", "YQ==YQ==", "_w==", "Y!==", "====", "YQ==\v"} {
		if got, ok := parseBase64([]byte(text)); ok {
			t.Errorf("parseBase64(%q) = %q, want a refusal", text, got)
		}
	}
}

func TestParseDateTime(t *testing.T) {
	const form = "2006-01-02T15:04:05.9999999"
	for text, want := range map[string]string{
		"2024-02-29T13:14:15":                "2024-02-29T13:14:15",
		"2024-02-29T13:14:15Z":               "2024-02-29T13:14:15",
		"2024-02-29T13:14:15+02:00":          "2024-02-29T13:14:15",
		"2024-02-29T13:14:15.5-14:00":        "2024-02-29T13:14:15.5",
		"2024-02-29T13:14:15.1234567":        "2024-02-29T13:14:15.1234567",
		"2024-02-29T13:14:15.12345678901234": "2024-02-29T13:14:15.1234567",
		"2024-02-29T13:14:15.00000009Z":      "2024-02-29T13:14:15",
		"2024-02-29T24:00:00":                "2024-03-01T00:00:00",
		"2024-12-31T24:00:00.000+01:00":      "2025-01-01T00:00:00",
		"0001-01-01T00:00:00":                "0001-01-01T00:00:00",
		"9999-12-31T23:59:59.9999999":        "9999-12-31T23:59:59.9999999",
		"2000-02-29T00:00:00":                "2000-02-29T00:00:00",
	} {
		got, ok := parseDateTime([]byte(text))
		if !ok || got.Format(form) != want || got.Location() != time.UTC {
			t.Errorf("parseDateTime(%q) = %v, %t, want %s in UTC", text, got, ok, want)
		}
	}
	if got, ok := parseDateTime([]byte("0001-01-01T00:00:00")); !ok || got != (time.Time{}) {
		t.Errorf("the unset dateTime is %v, %t, want the zero time", got, ok)
	}
	for _, text := range []string{
		"", "2024-02-29", "2024-02-29T13:14", "2024-02-29 13:14:15", "2024-02-29t13:14:15", "2023-02-29T00:00:00", "1900-02-29T00:00:00",
		"2024-02-30T00:00:00", "2024-04-31T00:00:00", "2024-00-01T00:00:00", "2024-13-01T00:00:00", "2024-01-00T00:00:00", "2024-01-32T00:00:00",
		"2024-01-01T25:00:00", "2024-01-01T24:00:01", "2024-01-01T24:00:00.1", "2024-01-01T23:60:00", "2024-01-01T23:59:60",
		"9999-12-31T24:00:00", "0000-01-01T00:00:00", "-0001-01-01T00:00:00", "12024-01-01T00:00:00", "24-01-01T00:00:00",
		"2024-01-01T00:00:00.", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.5.5", "2024-01-01T00:00:00z", "2024-01-01T00:00:00+1:00",
		"2024-01-01T00:00:00+0100", "2024-01-01T00:00:00+14:01", "2024-01-01T00:00:00+15:00", "2024-01-01T00:00:00+01:60",
		"2024-01-01T00:00:00+01:00 ", "2024-01-01T00:00:00ZZ", "2024-01-01T00:00:0x", "2024-1-1T00:00:00", "2024-01-01T00:00:00,5",
	} {
		if got, ok := parseDateTime([]byte(text)); ok {
			t.Errorf("parseDateTime(%q) = %v, want a refusal", text, got)
		}
	}
}

// TestParseDateTimeDays holds every day of four centuries against package time.
func TestParseDateTimeDays(t *testing.T) {
	day := time.Date(1800, 1, 1, 12, 30, 45, 123456700, time.UTC)
	for ; day.Year() < 2201; day = day.AddDate(0, 0, 1) {
		text := day.Format("2006-01-02T15:04:05.9999999")
		if got, ok := parseDateTime([]byte(text)); !ok || got != day {
			t.Fatalf("parseDateTime(%q) = %v, %t", text, got, ok)
		}
		if next := day.AddDate(0, 0, 1); next.Day() == 1 {
			text = day.Format("2006-01-") + strconv.Itoa(day.Day()+1) + "T00:00:00"
			if got, ok := parseDateTime([]byte(text)); ok {
				t.Fatalf("parseDateTime(%q) = %v, want a refusal", text, got)
			}
		}
	}
}

func TestParseDuration(t *testing.T) {
	const day = 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"PT0S": 0, "P0D": 0, "-PT0S": 0, "P1D": day, "PT1H": time.Hour, "PT1M": time.Minute, "PT1S": time.Second,
		"P1DT2H3M4S":                     day + 2*time.Hour + 3*time.Minute + 4*time.Second,
		"-P1DT0.5S":                      -day - time.Second/2,
		"PT36H":                          36 * time.Hour,
		"PT90M":                          90 * time.Minute,
		"PT0.1234567S":                   123456700,
		"PT0.000000001S":                 1,
		"PT0.0000000019S":                1,
		"PT00000000000000000000000001S":  time.Second,
		"P106751DT23H47M16.854775807S":   math.MaxInt64,
		"-P106751DT23H47M16.854775808S":  math.MinInt64,
		"PT9223372036.854775807S":        math.MaxInt64,
		"PT2H0.5S":                       2*time.Hour + time.Second/2,
		"P2DT1M":                         2*day + time.Minute,
		"-PT153722867M16.854775808S":     math.MinInt64,
		"P000000000000000000000000000D":  0,
		"PT0H0M0.000000000000000000000S": 0,
	} {
		if got, ok := parseDuration([]byte(text)); !ok || got != want {
			t.Errorf("parseDuration(%q) = %v, %t, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "P", "-P", "PT", "P1", "P1DT", "1D", "D", "PD", "PTS", "P1Y", "P1M", "P0Y1D", "P1M1D", "P1H", "PT1D", "PT1S1M", "PT1M1H", "PT1H1H",
		"PT1.S", "PT.5S", "PT1.5M", "P1.5D", "PT1.5H", "+PT1S", "--PT1S", "P-1D", "pt1s", "PT1s", "P1D1H", "PTT1S", "PT1ST", "P1DT1HT1M", "PT1S ",
		"P106751DT23H47M16.854775808S", "-P106751DT23H47M16.854775809S", "P106752D", "-P106752D", "P213504D", "PT18446744073709551616S",
		"P99999999999999999999999999D", "PT5124095576030431H", "PT1_0S", "PT1e3S",
	} {
		if got, ok := parseDuration([]byte(text)); ok {
			t.Errorf("parseDuration(%q) = %v, want a refusal", text, got)
		}
	}
}

// TestDurationRoundTrip reads what the writer writes.
func TestDurationRoundTrip(t *testing.T) {
	for v := time.Duration(100); v > 0 && v < math.MaxInt64/3; v *= 3 {
		v -= v % 100
		for _, v := range []time.Duration{v, -v} {
			text := appendDuration(nil, v)
			if got, ok := parseDuration(text); !ok || got != v {
				t.Errorf("%v is written %q and read %v, %t", v, text, got, ok)
			}
		}
	}
}

func TestParseReference(t *testing.T) {
	for text, want := range map[string]rune{
		"&amp;": '&', "&lt;": '<', "&gt;": '>', "&quot;": '"', "&apos;": '\'', "&#65;": 'A', "&#x41;": 'A', "&#x000041;": 'A',
		"&#9;": '\t', "&#10;": '\n', "&#13;": '\r', "&#xE5;": 'å', "&#xe5;": 'å', "&#x10FFFF;": 0x10FFFF, "&#x1F600;": 0x1F600,
	} {
		if r, n := parseReference([]byte(text + ";rest")); r != want || n != len(text) {
			t.Errorf("parseReference(%q) = %q, %d, want %q", text, r, n, want)
		}
	}
	for _, text := range []string{
		"&", "&;", "&#;", "&#x;", "&amp", "&nbsp;", "&AMP;", "& amp;", "&#0;", "&#8;", "&#xB;", "&#xD800;", "&#xDFFF;", "&#xFFFE;", "&#xFFFF;",
		"&#x110000;", "&#4294967361;", "&#99999999999999999999;", "&#-65;", "&#+65;", "&#x-41;", "&#X41;", "&#6_5;", "&#x4G;", "&#65", "&#0x41;",
	} {
		if r, n := parseReference([]byte(text)); n != 0 {
			t.Errorf("parseReference(%q) = %q, %d, want a refusal", text, r, n)
		}
	}
}
