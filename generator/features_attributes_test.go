package generator_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/attributes"
)

const attributesNS = "urn:attributes"

// attributesEcho returns what it gets, header block and wrapper's attribute included.
type attributesEcho struct{ session *attributes.Session }

func (a *attributesEcho) Echo(ctx context.Context, req *attributes.EchoRequest) (*attributes.EchoResponse, error) {
	header, _ := attributes.RequestHeaderFrom(ctx)
	a.session = header.Session
	return &attributes.EchoResponse{Trace: req.Trace, Response: req.Box}, nil
}

func attributesServer(t *testing.T) echo[attributes.Box] {
	t.Helper()
	wire := new(exchange)
	server := httptest.NewServer(record(attributes.NewAttributesHandler(new(attributesEcho)), wire))
	t.Cleanup(server.Close)
	client := attributesClient(t, server)
	return echo[attributes.Box]{
		call: func(v *attributes.Box) (*attributes.Box, error) {
			res, err := client.Echo(context.Background(), &attributes.EchoRequest{Box: v})
			if err != nil {
				return nil, err
			}
			return res.Response, nil
		},
		wire: wire, operation: "Echo", argument: "Box", namespace: attributesNS,
	}
}

func attributesClient(t *testing.T, server *httptest.Server) *attributes.AttributesClient {
	t.Helper()
	client, err := attributes.NewAttributesClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestAttributes(t *testing.T) {
	e := attributesServer(t)
	awkward := "<&>\"' \t\r\n ø😀 "
	value := &attributes.Box{
		Optional: &attributes.Optional{
			String: awkward, Boolean: ptr(false), Byte: ptr(int8(-128)), Int: ptr(int32(0)), UnsignedLong: ptr(uint64(18446744073709551615)),
			Float: ptr(float32(0.5)), Double: ptr(-1e300), Base64Binary: []byte{0, 0xFF},
			DateTime: ptr(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), Duration: ptr(90 * time.Second),
			Enumeration: attributes.ColourRed, Flags: []attributes.Colours{attributes.ColoursRed, attributes.ColoursBlue},
			Untyped: "x", Standard: ptr(""),
		},
		Required: &attributes.Required{
			StringAttribute: "a", String: "e", Boolean: true, Short: -1, UnsignedByte: 255, Base64Binary: []byte("b"),
			DateTime: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), Enumeration: "Green", Flags: []attributes.Colours{"Red"},
		},
		Forms: &attributes.Forms{Qualified: ptr(int32(1)), State: attributes.StateOpen, Lang: "nb"},
		Price: &attributes.Offer{Price: attributes.Price{Value: 1.5, Currency: "NOK"}, Until: "2026-01-02"},
		Offer: &attributes.Offer{Price: attributes.Price{Value: -2, ValueAttribute: ptr(int32(3))}},
		Lines: &attributes.Lines{Count: ptr(int32(2)), Line: []string{"a", "b"}},
		Note:  []attributes.Note{{Value: attributes.ColourBlue}, {Value: "Green"}},
		Shapes: []attributes.AnyShape{
			&attributes.Circle{Shape: attributes.Shape{Id: 1, Name: "c"}, Radius: 2, Label: "l"},
			nil,
			&attributes.Square{Shape: attributes.Shape{Id: 3}, Side: 4},
			&attributes.Shape{Id: 5},
		},
		Address: &attributes.Address{Kind: "home", Street: "s", Zip: 1, Country: "c"},
		Tagged:  &attributes.Tagged{A: 1},
		Open: &attributes.Open{Id: ptr(int32(1)), A: "a", UnknownAttributes: []attributes.UnknownAttribute{
			{Local: "x", Value: "\"<"}, {Space: "urn:x", Local: "x"},
			{Space: "http://www.w3.org/XML/1998/namespace", Local: "lang", Value: "nb"}, {Space: "urn:attributes", Local: "y", Value: "z"},
		}},
		Wide: &attributes.Wide{Closed: attributes.Closed{
			Kind:   "k",
			Bottom: attributes.Bottom{UnknownAttributes: []attributes.UnknownAttribute{{Space: "urn:x", Local: "kind", Value: "b"}}},
		}},
	}
	e.check(t, value, value, `
		<Optional string="&lt;&amp;&gt;&#34;' &#9;&#13;&#10; ø😀 " boolean="false" byte="-128" int="0" unsignedLong="18446744073709551615"
			float="0.5" double="-1e+300" base64Binary="AP8=" dateTime="2026-01-02T03:04:05" duration="PT1M30S"
			enumeration="Red" flags="Red Blue" untyped="x" standard=""/>
		<Required version="1.0 &quot;&lt;&amp;" string="a" boolean="true" short="-1" unsignedByte="255" base64Binary="Yg=="
			dateTime="0001-01-01T00:00:00" enumeration="Green" flags="Red"><string>e</string></Required>
		<Forms a:qualified="1" a:state="Open" xml:lang="nb" xmlns:a="urn:attributes"/>
		<Price i:type="Offer" currency="NOK" until="2026-01-02">1.5</Price>
		<Offer currency="" value="3">-2</Offer>
		<Lines count="2"><Line>a</Line><Line>b</Line></Lines>
		<Note>Blue</Note><Note>Green</Note>
		<Shapes>
			<Shape i:type="Circle" id="1" radius="2"><Name>c</Name><Label>l</Label></Shape>
			<Shape i:nil="true"/>
			<Shape i:type="Square" id="3"><Name/><Side>4</Side></Shape>
			<Shape id="5"><Name/></Shape>
		</Shapes>
		<Address kind="home"><Street>s</Street><Zip>1</Zip><Country>c</Country></Address>
		<Tagged><A>1</A></Tagged>
		<Open id="1" x="&quot;&lt;" xmlns:q="urn:x" q:x="" xml:lang="nb" xmlns:r="urn:attributes" r:y="z"><A>a</A></Open>
		<Wide kind="k" version="1" xmlns:q="urn:x" q:kind="b"/>`)

	// What is required is written whatever it is, and the rest is left out.
	zero := &attributes.Box{Optional: &attributes.Optional{}, Required: &attributes.Required{Enumeration: "Red"}, Lines: &attributes.Lines{}}
	back := &attributes.Box{
		Optional: &attributes.Optional{},
		Required: &attributes.Required{Enumeration: "Red", Base64Binary: []byte{}, Flags: []attributes.Colours{}},
		Lines:    &attributes.Lines{},
	}
	e.check(t, zero, back, `
		<Optional/>
		<Required version="1.0 &quot;&lt;&amp;" string="" boolean="false" short="0" unsignedByte="0" base64Binary="" dateTime="0001-01-01T00:00:00"
			enumeration="Red" flags=""><string/></Required>
		<Lines/>`)

	// Empty is not nil.
	empty := &attributes.Box{Optional: &attributes.Optional{Base64Binary: []byte{}, Flags: []attributes.Colours{}}}
	e.check(t, empty, empty, `<Optional base64Binary="" flags=""/>`)
}

// encoding/xml reads what is written.
func TestAttributesForEncodingXML(t *testing.T) {
	e := attributesServer(t)
	if _, err := e.call(&attributes.Box{
		Offer: &attributes.Offer{Price: attributes.Price{Value: 0.1, Currency: "\"a\"\n\t<&>"}, Until: "u"},
		Forms: &attributes.Forms{State: "Closed", Lang: "nb"},
	}); err != nil {
		t.Fatal(err)
	}
	type offer struct {
		Currency string  `xml:"currency,attr"`
		Until    string  `xml:"until,attr"`
		Value    float64 `xml:",chardata"`
	}
	type forms struct {
		State string `xml:"urn:attributes state,attr"`
		Lang  string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	}
	var got struct {
		Offer offer `xml:"Body>Echo>Box>Offer"`
		Forms forms `xml:"Body>Echo>Box>Forms"`
	}
	if err := xml.Unmarshal(e.wire.request, &got); err != nil {
		t.Fatal(err)
	}
	if want := (offer{"\"a\"\n\t<&>", "u", 0.1}); got.Offer != want {
		t.Errorf("%+v, want %+v", got.Offer, want)
	}
	if want := (forms{"Closed", "nb"}); got.Forms != want {
		t.Errorf("%+v, want %+v", got.Forms, want)
	}
}

// libxml2 finds what is written valid by the schema. That of xml:lang is not at hand.
func TestAttributesAreValid(t *testing.T) {
	text := string(readFile(t, "..", "testdata", "golden", "features", "attributes", "attributes.wsdl"))
	path := filepath.Join(t.TempDir(), "attributes.wsdl")
	text = strings.NewReplacer(`<xs:attribute ref="xml:lang"/>`, `<xs:anyAttribute processContents="lax"/>`,
		`schemaLocation="http://www.w3.org/2001/xml.xsd"`, "").Replace(text)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	schemas := newConformanceSchemas(t, []string{path})
	e := attributesServer(t)
	for _, box := range []*attributes.Box{
		{
			Optional: &attributes.Optional{
				String: "<&>\"' \t\r\n ø😀 ", Boolean: ptr(true), Byte: ptr(int8(1)), Int: ptr(int32(-1)), UnsignedLong: ptr(uint64(1)),
				Float: ptr(float32(math.Inf(-1))), Double: ptr(math.NaN()), Base64Binary: []byte{1}, DateTime: new(time.Time), Duration: ptr(-time.Hour),
				Enumeration: attributes.ColourRed, Flags: []attributes.Colours{"Red", "Blue"}, Untyped: "x", Standard: ptr(""),
			},
			Required: &attributes.Required{Enumeration: attributes.ColourBlue},
			Forms:    &attributes.Forms{Qualified: ptr(int32(1)), State: attributes.StateOpen, Lang: "nb"},
			Price:    &attributes.Offer{Price: attributes.Price{Value: 1.5}, Until: "2026-01-02"},
			Lines:    &attributes.Lines{Count: new(int32), Line: []string{"a", ""}},
			Note:     []attributes.Note{{Value: attributes.ColourBlue}},
			Shapes:   []attributes.AnyShape{&attributes.Circle{Radius: 1}, &attributes.Square{}, &attributes.Shape{}},
			Address:  &attributes.Address{Kind: "home", Street: "s"},
			Wide:     &attributes.Wide{Closed: attributes.Closed{Kind: "k"}},
		},
		{Optional: &attributes.Optional{}, Lines: &attributes.Lines{}, Tagged: &attributes.Tagged{}, Open: &attributes.Open{}},
	} {
		if _, err := e.call(box); err != nil {
			t.Fatal(err)
		}
		schemas.add(t, "attributes.wsdl", string(e.wire.request))
		schemas.add(t, "attributes.wsdl", string(e.wire.response))
	}
	if valid := schemas.validate(t); valid != schemas.count {
		t.Errorf("%d of %d are valid", valid, schemas.count)
	}
}

// Wrappers and header blocks have attributes too, and secrets in them are masked.
func TestAttributesOfTheMessage(t *testing.T) {
	agent, wire := new(attributesEcho), new(exchange)
	server := httptest.NewServer(record(attributes.NewAttributesHandler(agent), wire))
	defer server.Close()
	client, err := attributes.NewAttributesClient(server.URL,
		attributes.WithRequestHeader(attributes.RequestHeader{Session: &attributes.Session{AccessToken: "topsecret"}}))
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Echo(t.Context(), &attributes.EchoRequest{Trace: ptr(int32(7))})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&attributes.EchoResponse{Trace: ptr(int32(7))}, res); diff != "" {
		t.Error(diff)
	}
	wireIs(t, wire.request, "Echo", `<Echo xmlns="urn:attributes" trace="7"/>`)
	wireIs(t, wire.response, "EchoResponse", `<EchoResponse xmlns="urn:attributes" trace="7"/>`)
	if diff := cmp.Diff(&attributes.Session{AccessToken: "topsecret"}, agent.session, cmp.Comparer(func(a, b attributes.Session) bool { return a == b })); diff != "" {
		t.Errorf("the agent saw another session: %s", diff)
	}
	if text := fmt.Sprintf("%+v %#v", *agent.session, *agent.session); strings.Contains(text, "topsecret") {
		t.Errorf("the token is printed: %s", text)
	}
}

func TestAttributesThatCannotBeWritten(t *testing.T) {
	e := attributesServer(t)
	for want, box := range map[string]*attributes.Box{
		"Echo/Box/Required/@enumeration: a value of the enumeration must be given": {Required: &attributes.Required{}},
		"Echo/Box/Optional/@string: text holds a control character":                {Optional: &attributes.Optional{String: "\x00"}},
		"Echo/Box/Note[0]/text(): a value of the enumeration must be given":        {Note: []attributes.Note{{}}},
		"Echo/Box/Optional/@dateTime: a dateTime is a clock reading":               {Optional: &attributes.Optional{DateTime: ptr(time.Now())}},
		"Echo/Box/Open/@id: the attribute stands there already": {Open: &attributes.Open{
			Id: new(int32), UnknownAttributes: []attributes.UnknownAttribute{{Local: "id"}},
		}},
		"Echo/Box/Wide/@kind: the attribute stands there already": {Wide: &attributes.Wide{Closed: attributes.Closed{
			Kind: "k", Bottom: attributes.Bottom{UnknownAttributes: []attributes.UnknownAttribute{{Local: "kind"}}},
		}}},
		`Echo/Box/Open/@a="": an attribute that is not declared cannot have this name`: {Open: &attributes.Open{
			UnknownAttributes: []attributes.UnknownAttribute{{Local: `a=""`}},
		}},
		"Echo/Box/Optional/@flags: a flag is a name without spaces": {Optional: &attributes.Optional{Flags: []attributes.Colours{"a b"}}},
	} {
		wrong := (*attributes.EncodeError)(nil)
		if _, err := e.call(box); !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// attributesResponse is a response of a Box.
func attributesResponse(box string) string {
	return `<EchoResponse xmlns="urn:attributes"><Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` + box + `</Response></EchoResponse>`
}

// A client reads what any server may write: other prefixes, other attributes, another
// order, and a derived type that is unknown.
func TestAttributesReadLeniently(t *testing.T) {
	tests := []struct {
		name, box string
		want      *attributes.Box
		err       string
	}{
		{
			name: "others",
			box:  `<Optional Int="1" x:int="2" i:int="3" xmlns:x="urn:x" int=" 4 " other="5"/>`,
			want: &attributes.Box{Optional: &attributes.Optional{Int: ptr(int32(4))}},
		},
		{
			name: "others that are foreseen",
			box:  `<Open i:schemaLocation="a b" a="1" x:id="2" xmlns:x="urn:x" id="3" s:mustUnderstand="1"/>`,
			want: &attributes.Box{Open: &attributes.Open{Id: ptr(int32(3)), UnknownAttributes: []attributes.UnknownAttribute{
				{Local: "a", Value: "1"}, {Space: "urn:x", Local: "id", Value: "2"},
			}}},
		},
		{
			name: "missing and empty",
			box:  `<Required/><Optional int="" boolean="" enumeration="" dateTime=" "/>`,
			want: &attributes.Box{
				Required: &attributes.Required{},
				Optional: &attributes.Optional{Int: new(int32), Boolean: new(bool), DateTime: new(time.Time)},
			},
		},
		{
			name: "prefixes",
			box:  `<Forms xmlns:q="urn:attributes" state="Open" q:state="Closed" q:qualified="1"/>`,
			want: &attributes.Box{Forms: &attributes.Forms{State: "Closed", Qualified: ptr(int32(1))}},
		},
		{
			name: "any order",
			box:  `<Address><Country>c</Country><Zip>1</Zip></Address>`,
			want: &attributes.Box{Address: &attributes.Address{Zip: 1, Country: "c"}},
		},
		{
			name: "unknown type of elements",
			box:  `<Shapes><Shape i:type="Star" id="1"><Name>n</Name><Points>5</Points></Shape></Shapes>`,
			want: &attributes.Box{Shapes: []attributes.AnyShape{&attributes.Shape{Id: 1, Name: "n", Unknown: &attributes.UnknownType{
				Space: attributesNS, Local: "Star", XML: `<Points xmlns="urn:attributes">5</Points>`,
			}}}},
		},
		{
			name: "unknown type of text",
			box:  `<Price i:type="Bargain" currency="NOK">1</Price><Tagged><A>1</A></Tagged>`,
			want: &attributes.Box{
				Price:  &attributes.Price{Value: 1, Currency: "NOK", Unknown: &attributes.UnknownType{Space: attributesNS, Local: "Bargain"}},
				Tagged: &attributes.Tagged{A: 1},
			},
		},
		{name: "malformed", box: `<Optional int="x"/>`, err: "the attribute int is not of its type"},
		{name: "out of range", box: `<Optional byte="128"/>`, err: "the attribute byte is not of its type"},
		{name: "negative", box: `<Optional unsignedLong="-1"/>`, err: "the attribute unsignedLong is not of its type"},
		{name: "malformed text", box: `<Price>x</Price>`, err: "not a double"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			res, err := attributesClient(t, answering(t, attributesResponse(test.box))).Echo(t.Context(), nil)
			if test.err != "" {
				if wrong := (*attributes.DecodeError)(nil); !errors.As(err, &wrong) || !strings.Contains(wrong.Reason, test.err) {
					t.Errorf("%v, want %s", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, res.Response); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A handler wants what the schema does, but takes attributes that it does not know.
func TestAttributesReadStrictly(t *testing.T) {
	handler := attributes.NewAttributesHandler(new(attributesEcho))
	for box, want := range map[string]string{
		`<Optional other="1" i:schemaLocation="a b"/>`:                              "",
		`<Optional int=""/>`:                                                        "the attribute int is not of its type",
		`<Forms/>`:                                                                  "the attribute state is missing",
		`<Address><Zip>1</Zip><Street>s</Street></Address>`:                         "",
		`<Address><Zip>1</Zip></Address>`:                                           "the element Street is missing",
		`<Address><Zip>1</Zip><Street>s</Street><Zip>1</Zip></Address>`:             "the element is repeated",
		`<Address><Zip>1</Zip><Street>s</Street><City/></Address>`:                  "the schema has no such element here",
		`<Address><Zip>1</Zip><Street>s</Street><Country xmlns="urn:x"/></Address>`: "the element is in another namespace",
		`<Lines count="1"><Line>a</Line><Count/></Lines>`:                           "the schema has no such element here",
	} {
		fault := post(t, handler, "urn:attributes/Echo",
			`<Echo xmlns="urn:attributes"><Box xmlns:i="http://www.w3.org/2001/XMLSchema-instance">`+box+`</Box></Echo>`)
		if !strings.Contains(fault, want) || (want == "") != (fault == "") {
			t.Errorf("%s\n\tis answered with %q, want %q", box, fault, want)
		}
	}
}

// A package without attributes has nothing to do with them.
func TestAttributesCostOthersNothing(t *testing.T) {
	for _, file := range generate(t, featureSources(t, "kinds"), "kinds").Files {
		if strings.Contains(file.Name, "attributes") || bytes.Contains(file.Content, []byte("decodeStart(s *scanner) bool {")) {
			t.Errorf("%s has to do with attributes", file.Name)
		}
	}
}
