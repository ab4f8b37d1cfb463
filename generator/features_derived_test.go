package generator_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/derived"
)

const derivedNS = "urn:derived"

// derivedEcho returns what it gets.
type derivedEcho struct{}

func (derivedEcho) Echo(_ context.Context, req *derived.EchoRequest) (*derived.EchoResponse, error) {
	return &derived.EchoResponse{Response: req.Box}, nil
}

func derivedServer(t *testing.T) echo[derived.Box] {
	t.Helper()
	wire := new(exchange)
	server := httptest.NewServer(record(derived.NewDerivedHandler(derivedEcho{}), wire))
	t.Cleanup(server.Close)
	client, err := derived.NewDerivedClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return echo[derived.Box]{
		call: func(v *derived.Box) (*derived.Box, error) {
			res, err := client.Echo(context.Background(), &derived.EchoRequest{Box: v})
			if err != nil {
				return nil, err
			}
			return res.Response, nil
		},
		wire: wire, operation: "Echo", argument: "Box", namespace: derivedNS,
	}
}

func text(label string, length int32) *derived.TextField {
	return &derived.TextField{Field: derived.Field{Label: label}, Length: length}
}

// A type in the place of its base says so by xsi:type; the base itself does not.
func TestDerivedTypes(t *testing.T) {
	e := derivedServer(t)
	value := &derived.Box{
		Optional: &derived.Field{Label: "f"},
		Nillable: text("t", 1),
		RequiredNillable: &derived.NumberField{
			Field: derived.Field{Label: "n"}, Least: 2, Parent: &derived.SecretField{TextField: *text("s", 3), Password: "p"},
		},
		List:     []derived.AnyField{text("a", 4), &derived.Field{Label: "b"}, nil},
		Repeated: []derived.AnyField{&derived.NumberField{}, text("c", 5)},
		Named:    map[string]derived.AnyField{"x": text("d", 6), "y": nil, "z": &derived.Field{}},
		Text:     &derived.SecretField{TextField: *text("e", 7), Password: "q"},
	}
	e.check(t, value, value, `
		<Optional><Label>f</Label></Optional>
		<Nillable i:type="TextField"><Label>t</Label><Length>1</Length></Nillable>
		<RequiredNillable i:type="NumberField"><Label>n</Label><Least>2</Least>
			<Parent i:type="SecretField"><Label>s</Label><Length>3</Length><Password>p</Password></Parent></RequiredNillable>
		<List>
			<Field i:type="TextField"><Label>a</Label><Length>4</Length></Field>
			<Field><Label>b</Label></Field>
			<Field i:nil="true"/>
		</List>
		<Repeated i:type="NumberField"><Label/><Least>0</Least></Repeated>
		<Repeated i:type="TextField"><Label>c</Label><Length>5</Length></Repeated>
		<Named>
			<FieldByNamePair><Key>x</Key><Value i:type="TextField"><Label>d</Label><Length>6</Length></Value></FieldByNamePair>
			<FieldByNamePair><Key>y</Key><Value i:nil="true"/></FieldByNamePair>
			<FieldByNamePair><Key>z</Key><Value><Label/></Value></FieldByNamePair>
		</Named>
		<Text i:type="SecretField"><Label>e</Label><Length>7</Length><Password>q</Password></Text>`)
	e.check(t, new(derived.Box), new(derived.Box), `<RequiredNillable i:nil="true"/>`)
}

func TestAnyType(t *testing.T) {
	e := derivedServer(t)
	const xs = `xmlns:x="http://www.w3.org/2001/XMLSchema"`
	value := &derived.Box{
		Value: "text",
		Values: []any{
			int32(1), int64(-2), int16(3), int8(4), uint8(5), uint16(6), uint32(7), uint64(8), float32(0.5), 0.25, true,
			[]byte("a"), time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), time.Minute, "", nil,
		},
		Settings: map[string]any{"a": int32(1), "b": nil},
	}
	e.check(t, value, value, `
		<RequiredNillable i:nil="true"/>
		<Value i:type="x:string" `+xs+`>text</Value>
		<Values `+xs+`>
			<anyType i:type="x:int">1</anyType><anyType i:type="x:long">-2</anyType><anyType i:type="x:short">3</anyType>
			<anyType i:type="x:byte">4</anyType><anyType i:type="x:unsignedByte">5</anyType><anyType i:type="x:unsignedShort">6</anyType>
			<anyType i:type="x:unsignedInt">7</anyType><anyType i:type="x:unsignedLong">8</anyType>
			<anyType i:type="x:float">0.5</anyType><anyType i:type="x:double">0.25</anyType><anyType i:type="x:boolean">true</anyType>
			<anyType i:type="x:base64Binary">YQ==</anyType><anyType i:type="x:dateTime">2026-01-02T00:00:00</anyType>
			<anyType i:type="y:duration" xmlns:y="http://schemas.microsoft.com/2003/10/Serialization/">PT1M</anyType>
			<anyType i:type="x:string"/><anyType i:nil="true"/>
		</Values>
		<Settings>
			<ValueByNamePair><Key>a</Key><Value i:type="x:int" `+xs+`>1</Value></ValueByNamePair>
			<ValueByNamePair><Key>b</Key><Value i:nil="true"/></ValueByNamePair>
		</Settings>`)

	for _, value := range []any{1, uint(1), struct{}{}, []string{"a"}, time.Now()} {
		if _, err := e.call(&derived.Box{Value: value}); err == nil || !strings.Contains(err.Error(), "Box/Value: ") {
			t.Errorf("%T: %v", value, err)
		}
	}
}

// What the package doesn't know is written back as it was read.
func TestUnknownTypes(t *testing.T) {
	const members = `
		<Optional i:type="n:Future" xmlns:n="urn:newer"><Label>l</Label><n:More a="1"><n:Most>&lt;x&gt;</n:Most></n:More><Last/></Optional>
		<RequiredNillable i:nil="true"/>
		<Value i:type="n:Colour" xmlns:n="urn:newer"><n:R>1</n:R></Value>
		<Values><anyType>plain</anyType></Values>`
	client, err := derived.NewDerivedClient(answering(t, `<EchoResponse xmlns="`+derivedNS+`" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Response>`+members+`</Response></EchoResponse>`).URL)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Echo(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	future, ok := res.Response.Optional.(*derived.Field)
	if !ok || future.Label != "l" || future.Unknown == nil || future.Unknown.Space != "urn:newer" || future.Unknown.Local != "Future" {
		t.Fatalf("got %+v", res.Response.Optional)
	}
	wire := new(exchange)
	server := httptest.NewServer(record(derived.NewDerivedHandler(derivedEcho{}), wire))
	defer server.Close()
	if client, err = derived.NewDerivedClient(server.URL); err != nil {
		t.Fatal(err)
	}
	_, err = client.Echo(context.Background(), &derived.EchoRequest{Box: res.Response})
	if err == nil || !strings.Contains(err.Error(), "no type Future") {
		t.Errorf("the strict handler took an unknown type: %v", err)
	}
	want := parseXML(t, []byte(`<Box xmlns="`+derivedNS+`" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">`+members+`</Box>`))
	if diff := xmltree.Diff(want, parseXML(t, wire.request).Find("Envelope", "Body", "Echo", "Box")); diff != "" {
		t.Errorf("read ≠ written back:\n%s", diff)
	}
}

// Other prefixes for xsi:type, white space in it, and none: the declared type.
func TestTypeNames(t *testing.T) {
	tests := []struct {
		name, xml string
		want      derived.AnyField
	}{
		{"default namespace", `<Optional i:type=" TextField "><Label>a</Label></Optional>`, text("a", 0)},
		{"a prefix bound there", `<Optional xmlns:q="urn:derived" i:type="q:TextField"><Length>2</Length><Label>a</Label></Optional>`, text("a", 2)},
		{"the base by name", `<Optional i:type="Field"/>`, &derived.Field{}},
		{"no type", `<Optional><Label>a</Label></Optional>`, &derived.Field{Label: "a"}},
		{"nil with a type", `<Optional i:type="TextField" i:nil="true"/>`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, err := derived.NewDerivedClient(answering(t, `<EchoResponse xmlns="`+derivedNS+`" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Response>`+test.xml+`</Response></EchoResponse>`).URL)
			if err != nil {
				t.Fatal(err)
			}
			res, err := client.Echo(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, res.Response.Optional); diff != "" {
				t.Errorf("wanted (-) and got (+):\n%s", diff)
			}
		})
	}
}

// A pointer to a type is nil where it is a nil pointer too.
func TestTypedNil(t *testing.T) {
	e := derivedServer(t)
	e.check(t, &derived.Box{RequiredNillable: (*derived.TextField)(nil), Optional: (*derived.Field)(nil)}, new(derived.Box), `<RequiredNillable i:nil="true"/>`)
}

// A secret of a type that stands for its base is masked as every other.
func TestSecretsOfDerivedTypes(t *testing.T) {
	client, err := derived.NewDerivedClient(answering(t, `<s:Fault xmlns:s="`+soap11NS+`"><faultcode>s:Server</faultcode><faultstring>bad: hush and hash</faultstring></s:Fault>`).URL)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Echo(context.Background(), &derived.EchoRequest{Box: &derived.Box{
		Optional: &derived.SecretField{Password: "hush"},
		List:     []derived.AnyField{&derived.SecretField{Password: "hash"}, nil},
	}})
	if want := "bad: *** and ***"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
