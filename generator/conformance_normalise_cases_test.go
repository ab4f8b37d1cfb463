package generator_test

import (
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

// TestNormalise normalises one element X of a request.
func TestNormalise(t *testing.T) {
	name := func(local string) ir.QName { return ir.QName{Space: "urn:x", Local: local} }
	builtin := func(s ir.Scalar) *ir.Type { return &ir.Type{Kind: ir.Builtin, Scalar: s} }
	optional := func(local string, t *ir.Type) *ir.Field {
		return &ir.Field{Name: name(local), Type: t, MaxOccurs: 1}
	}
	nillable := func(local string, t *ir.Type) *ir.Field {
		f := optional(local, t)
		f.Nillable = true
		return f
	}
	required := func(f *ir.Field) *ir.Field { f.MinOccurs = 1; return f }
	object := func(local string, fields ...*ir.Field) *ir.Type {
		return &ir.Type{Kind: ir.Struct, Name: name(local), Fields: fields}
	}
	list := func(item *ir.Field) *ir.Type {
		item.MaxOccurs = -1
		return &ir.Type{Kind: ir.List, Item: item}
	}
	dictionary := func(key, value *ir.Type) *ir.Type {
		v := required(nillable("Value", value))
		v.Pointer = value.Kind == ir.Struct
		return &ir.Type{Kind: ir.Dictionary, Entry: name("Pair"), Key: required(optional("Key", key)), Value: v}
	}

	text, number, date := builtin(ir.String), builtin(ir.Int32), builtin(ir.DateTime)
	enum, flags := &ir.Type{Kind: ir.Enum}, &ir.Type{Kind: ir.Flags}
	point := object("Point", optional("N", number), nillable("S", text), nillable("L", list(optional("int", number))))
	base := object("Base", optional("N", number))
	derived := object("Derived", nillable("S", text))
	derived.Base, base.Derived = base, []*ir.Type{derived}
	above := object("Above")
	middle := object("Middle", optional("N", number))
	below := object("Below")
	middle.Base, below.Base = above, middle
	above.Derived, middle.Derived = []*ir.Type{below, middle}, []*ir.Type{below}

	const (
		null      = `<X i:nil="true"/>`
		nullPoint = `<Point i:nil="true"/>`
		zeroPoint = `<Point><N>0</N><S/></Point>`
	)
	type test struct {
		name     string
		field    *ir.Field
		sample   string
		want     string
		keepNull bool
		refused  bool
	}
	tests := []test{
		{name: "int", field: optional("X", number), sample: `<X i:type="x:int"> +042 </X>`, want: `<X>42</X>`},
		{name: "nil int", field: optional("X", number), sample: null, want: `<X>0</X>`, refused: true},
		{name: "empty int", field: optional("X", number), sample: `<X/>`, want: `<X>0</X>`, refused: true},
		{name: "missing int", field: optional("X", number), want: `<X>0</X>`},
		{name: "no int", field: optional("X", number), sample: `<X>4 2</X>`, want: `<X>4 2</X>`},
		{name: "nillable int", field: nillable("X", number), sample: null},
		{name: "boolean", field: optional("X", builtin(ir.Bool)), sample: `<X>1</X>`, want: `<X>true</X>`},
		{name: "nil boolean", field: optional("X", builtin(ir.Bool)), sample: null, want: `<X>false</X>`, refused: true},
		{name: "double", field: optional("X", builtin(ir.Float64)), sample: `<X>0.0</X>`, want: `<X>0</X>`},
		{name: "infinite double", field: optional("X", builtin(ir.Float64)), sample: `<X>-INF</X>`, want: `<X>-INF</X>`},
		{name: "dateTime", field: optional("X", date), sample: `<X>2023-02-15T13:14:21Z</X>`, want: `<X>2023-02-15T13:14:21</X>`},
		{name: "offset and fraction", field: optional("X", date),
			sample: `<X>2023-02-15T13:14:21.123456789-02:00</X>`, want: `<X>2023-02-15T13:14:21.1234567</X>`},
		{name: "empty fraction", field: optional("X", date), sample: `<X>2023-02-15T13:14:21.00</X>`, want: `<X>2023-02-15T13:14:21</X>`},
		{name: "empty dateTime", field: optional("X", date), sample: `<X/>`, want: `<X>0001-01-01T00:00:00</X>`, refused: true},
		{name: "empty duration", field: optional("X", builtin(ir.Duration)), sample: `<X/>`, want: `<X>PT0S</X>`, refused: true},
		{name: "base64", field: optional("X", builtin(ir.Bytes)), sample: "<X> AP\n+A </X>", want: `<X>AP+A</X>`},
		{name: "empty base64", field: nillable("X", builtin(ir.Bytes)), sample: `<X/>`, want: `<X/>`},
		{name: "nil base64", field: nillable("X", builtin(ir.Bytes)), sample: null},

		{name: "string", field: nillable("X", text), sample: `<X i:type="x:string"> a </X>`, want: `<X> a </X>`},
		{name: "nil string", field: nillable("X", text), sample: null, want: `<X/>`},
		{name: "missing string", field: nillable("X", text), want: `<X/>`},
		{name: "nil string, kept", field: nillable("X", text), sample: null, keepNull: true},
		{name: "missing string, kept", field: nillable("X", text), keepNull: true},
		{name: "empty string, kept", field: nillable("X", text), sample: `<X/>`, want: `<X/>`, keepNull: true},
		{name: "nil string, kept and wanted", field: required(nillable("X", text)), sample: null, want: null, keepNull: true},
		{name: "string without nil, kept", field: optional("X", text), want: `<X/>`, keepNull: true},

		{name: "enumeration", field: optional("X", enum), sample: `<X> A </X>`, want: `<X>A</X>`},
		{name: "nil enumeration", field: optional("X", enum), sample: null, refused: true},
		{name: "empty enumeration", field: optional("X", enum), sample: `<X/>`, refused: true},
		{name: "nillable enumeration", field: nillable("X", enum), sample: null},
		{name: "flags", field: optional("X", flags), sample: "<X i:type=\"x:F\">A \n B</X>", want: `<X>A B</X>`},
		{name: "empty flags", field: optional("X", flags), sample: `<X/>`, want: `<X/>`},
		{name: "missing flags", field: optional("X", flags)},

		{name: "nil list", field: nillable("X", list(optional("int", number))), sample: null},
		{name: "empty list", field: nillable("X", list(optional("int", number))), sample: "<X>\n</X>", want: `<X/>`},
		{name: "list wanted", field: required(nillable("X", list(optional("int", number)))), sample: null, want: null},
		{name: "nil item", field: nillable("X", list(optional("int", number))),
			sample: `<X><int>1</int><int i:nil="true"/></X>`, want: `<X><int>1</int><int>0</int></X>`, refused: true},
		{name: "nil string item", field: nillable("X", list(nillable("string", text))), sample: `<X><string i:nil="true"/></X>`, want: `<X><string/></X>`},
		{name: "nil string item, kept", field: nillable("X", list(nillable("string", text))), keepNull: true,
			sample: `<X><string i:nil="true"/></X>`, want: `<X><string i:nil="true"/></X>`},
		{name: "nil object item", field: nillable("X", list(nillable("Point", point))),
			sample: `<X>` + nullPoint + `</X>`, want: `<X>` + zeroPoint + `</X>`},
		{name: "another item", field: nillable("X", list(optional("int", number))), sample: `<X><long>1</long></X>`, want: `<X><long>1</long></X>`},
		{name: "repeated", field: &ir.Field{Name: name("X"), Type: number, MaxOccurs: -1}, sample: `<X>01</X><X>2</X>`, want: `<X>1</X><X>2</X>`},

		{name: "nil dictionary", field: nillable("X", dictionary(text, text)), sample: null},
		{name: "order of entries", field: nillable("X", dictionary(number, text)),
			sample: `<X><Pair><Key>10</Key><Value>b</Value></Pair><Pair><Key>9</Key><Value i:nil="true"/></Pair></X>`,
			want:   `<X><Pair><Key>9</Key><Value/></Pair><Pair><Key>10</Key><Value>b</Value></Pair></X>`},
		{name: "null in a dictionary", field: nillable("X", dictionary(text, point)),
			sample: `<X><Pair><Key/><Value i:nil="true"/></Pair></X>`, want: `<X><Pair><Key/><Value i:nil="true"/></Pair></X>`},
		{name: "null strings in a dictionary, kept", field: nillable("X", dictionary(text, text)), keepNull: true,
			sample: `<X><Pair><Key/><Value i:nil="true"/></Pair></X>`, want: `<X><Pair><Key/><Value i:nil="true"/></Pair></X>`},

		{name: "nil object", field: nillable("X", point), sample: null},
		{name: "object", field: nillable("X", point), sample: `<X i:type="x:Point"> <S>s</S> </X>`, want: `<X><N>0</N><S>s</S></X>`},
		{name: "wanted object", field: required(optional("X", point)), want: `<X><N>0</N><S/></X>`},
		{name: "another order", field: nillable("X", point), sample: `<X><S>s</S><N>1</N></X>`, want: `<X><N>0</N><S>s</S><N>1</N></X>`},
		{name: "inherited members", field: nillable("X", derived), sample: `<X i:type="x:Derived"/>`, want: `<X><N>0</N><S/></X>`},
		{name: "derived type", field: nillable("X", base), sample: `<X i:type="x:Derived"/>`, want: `<X i:type="x:Derived"><N>0</N><S/></X>`},
		{name: "base itself", field: nillable("X", base), sample: `<X i:type="x:Base"/>`, want: `<X><N>0</N></X>`},
		{name: "base that extends another", field: nillable("X", middle), sample: `<X><N>1</N></X>`, want: `<X i:type="x:Middle"><N>1</N></X>`},

		{name: "anyType", field: nillable("X", builtin(ir.Any)), sample: `<X i:type="s:double">1.50</X>`, want: `<X i:type="s:double">1.5</X>`},
		{name: "any anyType", field: nillable("X", builtin(ir.Any)), sample: `<X i:type="s:anyType"/>`, want: `<X i:type="s:anyType"/>`},
		{name: "nil anyType", field: nillable("X", builtin(ir.Any)), sample: null},

		{name: "an element too many", field: optional("X", number), sample: `<X>1</X><Y i:type="s:int">01</Y>`, want: `<X>1</X><Y i:type="s:int">01</Y>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := func(member string) *xmltree.Node {
				return parseXML(t, []byte(`<e:Envelope xmlns:e="`+soap11NS+`" xmlns:i="`+xsiNS+`" xmlns:s="`+xsdNS+`" xmlns:x="urn:x">`+
					`<e:Body><Do xmlns="urn:x">`+member+`</Do></e:Body></e:Envelope>`))
			}
			n := normaliser{keepNull: tt.keepNull}
			sample := in(tt.sample)
			got := n.envelope(object("Header"), object("Do", tt.field), sample)
			if diff := xmltree.Diff(in(tt.want), got); diff != "" {
				t.Errorf("want ≠ got\n%s", diff)
			}
			if n.refused != tt.refused {
				t.Errorf("refused: %t, want %t", n.refused, tt.refused)
			}
			if diff := xmltree.Diff(in(tt.sample), sample); diff != "" {
				t.Errorf("the sample itself was changed\n%s", diff)
			}
		})
	}
}

// TestNormaliseHeader normalises header blocks: what is not there stays away.
func TestNormaliseHeader(t *testing.T) {
	token := &ir.Field{Name: ir.QName{Space: "urn:x", Local: "Token"}, Type: &ir.Type{Kind: ir.Builtin}, MaxOccurs: 1}
	header := &ir.Type{Kind: ir.Struct, Fields: []*ir.Field{token}}
	wrapper := &ir.Type{Kind: ir.Struct, Name: ir.QName{Space: "urn:x", Local: "Do"}}
	with := func(blocks string) *xmltree.Node {
		return parseXML(t, []byte(`<s:Envelope xmlns:s="`+soap11NS+`" xmlns="urn:x" xmlns:i="`+xsiNS+`"><s:Header>`+blocks+`</s:Header><s:Body><Do/></s:Body></s:Envelope>`))
	}
	for sample, want := range map[string]string{
		``:                                 ``,
		`<Token i:type="Text">a</Token>`:   `<Token>a</Token>`,
		`<Other i:type="Text">a</Other>`:   `<Other i:type="Text">a</Other>`,
		`<Token xmlns="urn:y"> a </Token>`: `<Token xmlns="urn:y"> a </Token>`,
	} {
		var n normaliser
		if diff := xmltree.Diff(with(want), n.envelope(header, wrapper, with(sample))); diff != "" {
			t.Errorf("%s: want ≠ got\n%s", sample, diff)
		}
	}
}
