package generator_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// An instanceWriter writes values of schema types as WCF does: every member in
// its order, null as i:nil="true", an empty list or string as an empty element,
// xsi:type only where it tells something. What the values are comes from a seed.
type instanceWriter struct {
	strings.Builder
	rand  *rand.Rand
	space string // the default namespace
	depth int
	// mood decides what the members hold that may be null, empty or filled.
	mood mood
}

// A mood is how full an instance is.
type mood int

const (
	allNull  mood = iota // all that may be null is
	allEmpty             // strings, lists, dictionaries and flags are empty, objects are null
	filled               // nothing is null or empty
	mixed
)

// deepest is how deep objects lie in each other. What would lie deeper is null.
const deepest = 4

// newInstanceWriter starts at an element whose default namespace is given, where
// i is bound to the namespace of xsi.
func newInstanceWriter(space, name string, seed int) *instanceWriter {
	var key [32]byte
	copy(key[:], name)
	key[31] = byte(seed)
	return &instanceWriter{rand: rand.New(rand.NewChaCha8(key)), space: space, mood: min(mood(seed), mixed)}
}

// open writes a start tag that declares the namespace of its name if it has to,
// and returns what writes the end tag.
func (w *instanceWriter) open(name ir.QName, attributes string) (end func()) {
	outer := w.space
	w.WriteString("<" + name.Local)
	if name.Space != w.space {
		w.space = name.Space
		fmt.Fprintf(w, ` xmlns="%s"`, name.Space)
	}
	w.WriteString(attributes + ">")
	return func() {
		w.WriteString("</" + name.Local + ">")
		w.space = outer
	}
}

// object writes an element of a type, with its members.
func (w *instanceWriter) object(name ir.QName, t *ir.Type, attributes string) {
	defer w.open(name, attributes)()
	w.depth++
	defer func() { w.depth-- }()
	for _, f := range membersOf(t) {
		if f.MaxOccurs == 1 {
			w.member(f, f.Nillable)
			continue
		}
		for range w.count(f.MinOccurs) {
			w.member(f, false)
		}
	}
}

// count is how many items a list has.
func (w *instanceWriter) count(least int) int {
	switch {
	case w.mood == filled:
		return max(least, 2)
	case w.mood == mixed && w.depth <= deepest:
		return max(least, w.rand.IntN(3))
	}
	return least
}

// member writes an element that may be null, or leaves it out where it must hold
// an object that would lie too deep.
func (w *instanceWriter) member(f *ir.Field, mayBeNull bool) {
	null := w.mood == allNull || w.mood == mixed && w.rand.IntN(4) == 0
	if f.Type.Kind == ir.Struct {
		null = null || w.mood == allEmpty || w.depth > deepest || w.mood == filled && w.depth > 2
	}
	switch {
	case null && mayBeNull:
		w.open(f.Name, ` i:nil="true"`)()
	case f.Type.Kind == ir.Struct && null && f.MinOccurs == 0:
	default:
		w.value(f)
	}
}

func (w *instanceWriter) value(f *ir.Field) {
	switch f.Type.Kind {
	case ir.Struct:
		w.anyObject(f)
	case ir.List:
		defer w.open(f.Name, "")()
		for range w.count(0) {
			item := f.Type.Item
			w.member(item, item.Nillable && item.Type.Kind != ir.Struct && w.mood == mixed)
		}
	case ir.Dictionary:
		w.dictionary(f)
	case ir.Enum:
		w.text(f.Name, w.pick(valueTexts(f.Type)...))
	case ir.Flags:
		w.text(f.Name, w.flags(f.Type))
	default:
		if f.Type.Scalar == ir.Any {
			w.anyType(f.Name)
			return
		}
		w.text(f.Name, w.scalar(f.Type.Scalar))
	}
}

// anyObject writes an object of the declared type or of one that extends it.
func (w *instanceWriter) anyObject(f *ir.Field) {
	actual := f.Type
	if n := len(f.Type.Derived); n > 0 && (f.Type.Abstract || w.rand.IntN(4) > 0) {
		actual = f.Type.Derived[w.rand.IntN(n)]
	}
	attributes := ""
	if actual != f.Type {
		attributes = fmt.Sprintf(` i:type="t:%s" xmlns:t="%s"`, actual.Name.Local, actual.Name.Space)
	}
	w.object(f.Name, actual, attributes)
}

// dictionary writes entries with different keys.
func (w *instanceWriter) dictionary(f *ir.Field) {
	defer w.open(f.Name, "")()
	keys := map[string]bool{}
	for range w.count(0) {
		key := w.scalar(f.Type.Key.Type.Scalar)
		if f.Type.Key.Type.Kind == ir.Enum {
			key = w.pick(valueTexts(f.Type.Key.Type)...)
		}
		if keys[key] {
			continue
		}
		keys[key] = true
		end := w.open(f.Type.Entry, "")
		w.text(f.Type.Key.Name, key)
		w.member(f.Type.Value, f.Type.Value.Nillable)
		end()
	}
}

func (w *instanceWriter) anyType(name ir.QName) {
	local := w.pick("string", "boolean", "int", "double", "dateTime", "base64Binary")
	end := w.open(name, fmt.Sprintf(` i:type="x:%s" xmlns:x="%s"`, local, xsdNS))
	w.WriteString(w.scalar(anyScalars["{"+xsdNS+"}"+local]))
	end()
}

func (w *instanceWriter) text(name ir.QName, text string) {
	end := w.open(name, "")
	w.WriteString(text)
	end()
}

func (w *instanceWriter) pick(texts ...string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[w.rand.IntN(len(texts))]
}

func (w *instanceWriter) flags(t *ir.Type) string {
	var set []string
	for _, text := range valueTexts(t) {
		if w.mood == filled || w.mood == mixed && w.rand.IntN(3) == 0 {
			set = append(set, text)
		}
	}
	return strings.Join(set, " ")
}

func valueTexts(t *ir.Type) []string {
	var texts []string
	for _, v := range t.Values {
		texts = append(texts, v.Text)
	}
	return texts
}

// scalar is the text of a value, as XML.
func (w *instanceWriter) scalar(s ir.Scalar) string {
	switch s {
	case ir.String:
		if w.mood == allEmpty {
			return ""
		}
		return w.pick("", "Bjørn &amp; Sønner &lt;AS&gt;", " white space\tand\n lines ", "]]&gt;", "a&#xD;\nb", "'\"", "𝄞", "42", "true")
	case ir.Bool:
		return w.pick("false", "true")
	case ir.Int8:
		return w.pick("0", "-128", "127")
	case ir.Int16:
		return w.pick("0", "-32768", "32767")
	case ir.Int32:
		return w.pick("0", "-2147483648", "2147483647", "42")
	case ir.Int64:
		return w.pick("0", "-9223372036854775808", "9223372036854775807")
	case ir.Uint8:
		return w.pick("0", "255")
	case ir.Uint16:
		return w.pick("0", "65535")
	case ir.Uint32:
		return w.pick("0", "4294967295")
	case ir.Uint64:
		return w.pick("0", "18446744073709551615")
	case ir.Float32:
		return w.pick("0", "-1.5", "3.402823E+38", "INF", "NaN")
	case ir.Float64:
		return w.pick("0", "0.1", "-1.5E-07", "1.7976931348623157E+308", "4.94065645841247E-324", "INF", "-INF", "NaN")
	case ir.Bytes:
		return w.pick("", "AP+A", "AA==")
	case ir.DateTime:
		return w.pick("0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999", "2020-02-29T12:30:45.1234567", "1753-01-01T00:00:00.001")
	case ir.Duration:
		return w.pick("PT0S", "P1DT2H3M4.5S", "-PT0.0000001S", "P10000D", "PT23H59M")
	}
	panic(fmt.Sprintf("no value of scalar %d", s))
}
