package services86_test

import (
	"bytes"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// FuzzRoundTrip builds a request and a response of any bytes, holds what is sent
// against encoding/xml and what arrives against what was sent.
func FuzzRoundTrip(f *testing.F) {
	for number := range fuzzedOperations {
		f.Add(uint8(number), []byte{}, []byte{})
		for step := byte(1); step < 12; step++ {
			data := make([]byte, 300)
			for i := range data {
				data[i] = byte(i)*step + step
			}
			f.Add(uint8(number), data, data[:100])
		}
	}
	f.Fuzz(func(t *testing.T, number uint8, sent, answered []byte) {
		defer inTime(t)()
		o := fuzzedOperationOf(number)
		request, response := reflect.New(o.request), reflect.New(o.response)
		from := &builder{data: sent}
		header := services86.RequestHeader{ApplicationToken: from.text()}
		if o.agent == "Messaging" { // the others declare no more
			from.fill(reflect.ValueOf(&header).Elem(), 0)
		}
		from.fill(request.Elem(), 0)
		(&builder{data: answered}).fill(response.Elem(), 0)
		checkRoundTrip(t, o, header, request, response)
	})
}

func checkRoundTrip(t *testing.T, o fuzzedOperation, header services86.RequestHeader, request, response reflect.Value) {
	t.Helper()
	var sent, answered []byte
	agent := &recordingAgent{response: response.Interface()}
	handle := wireTo(o.handler(agent))
	over := func(body []byte, r *http.Request) *http.Response {
		sent = body
		answer := handle(body, r)
		answered, answer.Body = drained(answer.Body)
		return answer
	}
	got, err := o.call(t, over, request.Interface(), services86.WithRequestHeader(header))

	if !canTravel(request) || !canTravel(reflect.ValueOf(header)) {
		var operation *services86.OperationError
		if !errors.As(err, new(*services86.EncodeError)) || !errors.As(err, &operation) || !operation.NotSent() || sent != nil {
			t.Fatalf("a value that can't travel: %v, %d bytes sent", err, len(sent))
		}
		return
	}
	var want expected
	want.envelope(func() { want.blocks(header) }, o.name, request.Elem())
	want.compare(t, sent)
	if diff := cmp.Diff(asArrived(request), agent.request); diff != "" {
		t.Fatalf("sent (-) and arrived (+):\n%s", diff)
	}
	if diff := cmp.Diff(header, agent.header); diff != "" {
		t.Fatalf("header sent (-) and arrived (+):\n%s", diff)
	}

	if !canTravel(response) {
		if !errors.As(err, new(*services86.Fault)) {
			t.Fatalf("a response that can't travel: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	want = nil
	want.envelope(func() { want.outcome(response.Elem().FieldByName("Header").Interface().(services86.ResponseHeader)) }, wrapperOf(o), response.Elem())
	want.compare(t, answered)
	if diff := cmp.Diff(asArrived(response), got); diff != "" {
		t.Fatalf("answered (-) and read (+):\n%s", diff)
	}
}

// asArrived is a pointer to a struct as it arrives: times have seven digits of
// fraction. It changes the struct, which has been sent.
func asArrived(v reflect.Value) any {
	eachLeaf(v, func(leaf reflect.Value) bool {
		if moment, ok := leaf.Interface().(time.Time); ok {
			leaf.Set(reflect.ValueOf(moment.Truncate(100 * time.Nanosecond)))
		}
		return true
	})
	return v.Interface()
}

// canTravel reports whether XML and the schema have a form for all that is in v.
func canTravel(v reflect.Value) bool {
	return eachLeaf(v, func(leaf reflect.Value) bool {
		switch value := leaf.Interface().(type) {
		case time.Time:
			return value.Location() == time.UTC && value.Year() >= 1 && value.Year() <= 9999
		case []byte:
			return true
		}
		if leaf.Kind() == reflect.Slice { // flags
			for i := range leaf.Len() {
				if flag := leaf.Index(i).String(); flag == "" || strings.ContainsAny(flag, " \t\r\n") || !isXMLText(flag) {
					return false
				}
			}
		}
		return leaf.Kind() != reflect.String || isXMLText(leaf.String())
	})
}

// isXMLText reports whether each character of a text is one of XML's: the
// production Char.
func isXMLText(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return r != '\t' && r != '\n' && r != '\r' && (r < 0x20 || r > 0xD7FF && r < 0xE000 || r == 0xFFFE || r == 0xFFFF)
	})
}

// eachLeaf calls visit for each value that has no parts: texts, numbers, times,
// bytes and flags. It ends with the first false and reports whether there was none.
func eachLeaf(v reflect.Value, visit func(reflect.Value) bool) bool {
	switch kind := v.Kind(); {
	case kind == reflect.Pointer:
		return v.IsNil() || eachLeaf(v.Elem(), visit)
	case kind == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
		for i := range v.NumField() {
			if !eachLeaf(v.Field(i), visit) {
				return false
			}
		}
		return true
	case kind == reflect.Slice && !isAtomic(v.Type()):
		for i := range v.Len() {
			if !eachLeaf(v.Index(i), visit) {
				return false
			}
		}
		return true
	case kind == reflect.Map:
		for key, value := range v.Seq2() {
			if !eachLeaf(key, visit) || !eachLeaf(value, visit) {
				return false
			}
		}
		return true
	}
	return visit(v)
}

// isAtomic reports whether a slice is one element on the wire: bytes and flags.
func isAtomic(slice reflect.Type) bool {
	item := slice.Elem()
	return item.Kind() == reflect.Uint8 || item.Kind() == reflect.String && item != reflect.TypeFor[string]()
}

// A builder makes values of bytes; where they end all is zero.
type builder struct{ data []byte }

func (b *builder) next() byte {
	if len(b.data) == 0 {
		return 0
	}
	first := b.data[0]
	b.data = b.data[1:]
	return first
}

// fill sets v and all in it that can be set.
func (b *builder) fill(v reflect.Value, depth int) {
	const deepest = 6 // an exception has a cause, which has a cause …
	switch kind := v.Kind(); {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(b.moment()))
	case kind == reflect.Struct:
		for i := range v.NumField() {
			b.fill(v.Field(i), depth+1)
		}
	case kind == reflect.Pointer:
		if b.next()%4 != 0 && depth < deepest {
			v.Set(reflect.New(v.Type().Elem()))
			b.fill(v.Elem(), depth+1)
		}
	case kind == reflect.Slice:
		if n := int(b.next() % 5); n > 0 && depth < 2*deepest {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range v.Len() {
				b.fill(v.Index(i), depth+1)
			}
		}
	case kind == reflect.Map:
		if n := int(b.next() % 5); n > 0 && depth < 2*deepest {
			v.Set(reflect.MakeMap(v.Type()))
			for range n - 1 {
				value := reflect.New(v.Type().Elem()).Elem()
				b.fill(value, depth+1)
				v.SetMapIndex(reflect.ValueOf(b.text()), value)
			}
		}
	case kind == reflect.String && v.Type() != reflect.TypeFor[string]():
		v.SetString([]string{"", "Read", "Unknown", "A9", "x-ø", "bad name"}[min(b.next()%6, b.next()%6+3)])
	case kind == reflect.String:
		v.SetString(b.text())
	case kind == reflect.Bool:
		v.SetBool(b.next()%2 == 1)
	case kind == reflect.Uint8:
		v.SetUint(uint64(b.next()))
	default: // int32 alone is left
		v.SetInt(int64(int32(b.next())<<24 | int32(b.next())<<16 | int32(b.next())<<8 | int32(b.next())))
	}
}

// moment makes a time, which is seldom one that can't be written.
func (b *builder) moment() time.Time {
	kind := b.next()
	if kind == 0 {
		return time.Time{}
	}
	zone := time.UTC
	if kind == 1 {
		zone = time.FixedZone("", 3600)
	}
	return time.Date(int(b.next())*40, time.Month(b.next()), int(b.next()), int(b.next()), 0, int(b.next()), int(b.next())*3_906_251, zone)
}

// awkwardParts are what a careless writer or reader loses or changes, and at the end
// what XML can't carry.
var awkwardParts = []string{
	"\r", "\n", "\r\n", "\t", " ", "&", "<", ">", "]]>", "&amp;", "&#13;", `"`, "'", "<!--", "-->", "<![CDATA[", "<?x?>", "</From>",
	"\u00a0", "\u0085", "\u2028", "\ufeff", "\ufffd", "\ue000", "é", "€", "😀", "\U0010ffff", "\x7f",
	"\x00", "\x0b", "\xff", "\uffff", "\xed\xa0\x80",
}

// text makes a text of plain letters and awkward parts, seldom a long one.
func (b *builder) text() string {
	kind := b.next()
	var text strings.Builder
	for range kind % 12 {
		c := b.next()
		switch part := int(c); {
		case part < 0x20 && part < len(awkwardParts)-5:
			text.WriteString(awkwardParts[part])
		case c == 0x7B: // the only way to what is illegal
			text.WriteString(awkwardParts[int(b.next())%len(awkwardParts)])
		default:
			text.Write(bytes.Repeat([]byte{' ' + c%0x5F}, 1+int(c>>6)))
		}
	}
	if kind == 0xF7 { // longer than a window
		return strings.Repeat(text.String(), 3000)
	}
	return text.String()
}
