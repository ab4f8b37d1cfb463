package generator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/names"
)

const namesNS = "http://www.example.com/Names"

// contactAgent answers the operations whose names Go has a use of its own for.
type contactAgent struct {
	names.UnimplementedContactAgent
}

func (contactAgent) Func(_ context.Context, req *names.FuncRequest) (*names.FuncResponse, error) {
	return &names.FuncResponse{HeaderField: req.Func, Response: &names.OptionType{Value: string(req.Range)}}, nil
}

func (contactAgent) String(context.Context, *names.StringRequest) (*names.StringResponse, error) {
	return &names.StringResponse{Response: &names.ContactClientType{Duration: time.Second}}, nil
}

func (contactAgent) Save(ctx context.Context, req *names.ContactSaveRequest) (*names.ContactSaveResponse, error) {
	header, _ := names.RequestHeaderFrom(ctx)
	return &names.ContactSaveResponse{
		Header:   names.ResponseHeader{SessionToken: &header.Credentials.Ticket},
		Response: req.Contact,
	}, nil
}

func namesClient(t *testing.T) (*names.ContactClient, *exchange) {
	t.Helper()
	wire := new(exchange)
	server := httptest.NewServer(record(names.NewContactHandler(contactAgent{}), wire))
	t.Cleanup(server.Close)
	client, err := names.NewContactClient(server.URL, names.WithRequestHeader(names.RequestHeader{
		Credentials: &names.SoCredentials{Ticket: "7T:secret"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	return client, wire
}

// Whatever a name becomes in Go, on the wire it is the WSDL's.
func TestNamesOnTheWire(t *testing.T) {
	client, wire := namesClient(t)
	res, err := client.Func(context.Background(), &names.FuncRequest{Func: "f", Type: 1, Range: names.RangeNil})
	if err != nil {
		t.Fatal(err)
	}
	want := &names.FuncResponse{HeaderField: "f", Response: &names.OptionType{Value: "nil"}}
	if diff := cmp.Diff(want, res); diff != "" {
		t.Error(diff)
	}
	wireIs(t, wire.request, "func", `<func xmlns="`+namesNS+`"><func>f</func><type>1</type><range>nil</range></func>`)
	wireIs(t, wire.response, "funcResponse", `<funcResponse xmlns="`+namesNS+`"><Header>f</Header><Response><Value>nil</Value></Response></funcResponse>`)
	if want := `"` + namesNS + `/Contact/func"`; wire.soapAction != want {
		t.Errorf("SOAPAction %s, want %s", wire.soapAction, want)
	}

	if _, err := client.String(context.Background(), &names.StringRequest{Ctx: "c", Req: "r", V: 1, W: 2, S: 3, Place: 4}); err != nil {
		t.Fatal(err)
	}
	wireIs(t, wire.request, "string", `<string xmlns="`+namesNS+`"><ctx>c</ctx><req>r</req><v>1</v><w>2</w><s>3</s><place>4</place></string>`)

	contact := &names.Contact{
		Header: "h", FormatField: "f", LogValueField: "l", Password: "p", AccessToken: []string{"a", "b"},
		Type: names.OddÜber, Func: 1, MyNameX: "m", X_id: 2, Ärger: &names.Ärger{Grund: "g"},
	}
	saved, err := client.Save(context.Background(), &names.ContactSaveRequest{Contact: contact})
	if err != nil {
		t.Fatal(err)
	}
	wireIs(t, wire.request, "Save", `<Save xmlns="`+namesNS+`"><Contact>
		<Header>h</Header><Format>f</Format><LogValue>l</LogValue><Password>p</Password><AccessToken>a</AccessToken><AccessToken>b</AccessToken>
		<type>über</type><func>1</func><my-name.x>m</my-name.x><_id>2</_id><Ärger><grund>g</grund></Ärger></Contact></Save>`)
	if diff := cmp.Diff(contact, saved.Response); diff != "" {
		t.Error(diff)
	}
	if saved.Header.SessionToken == nil || *saved.Header.SessionToken != "7T:secret" {
		t.Errorf("header %+v", saved.Header)
	}

	for operation, call := range map[string]func() error{
		"With":   func() error { _, err := client.WithOperation(context.Background(), nil); return err },
		"Format": func() error { _, err := client.FormatOperation(context.Background(), nil); return err },
		"error":  func() error { _, err := client.Error(context.Background(), nil); return err },
		"nil":    func() error { _, err := client.Nil(context.Background(), nil); return err },
	} {
		var fault *names.Fault
		if err := call(); !errors.As(err, &fault) || !strings.Contains(fault.Reason, "Contact."+operation+" ") {
			t.Errorf("%s: %v", operation, err)
		}
	}
}

func wireIs(t *testing.T, envelope []byte, wrapper, want string) {
	t.Helper()
	body := parseXML(t, envelope).Find("Envelope", "Body", wrapper)
	if body == nil {
		t.Fatalf("no %s in %s", wrapper, envelope)
	}
	if diff := xmltree.Diff(parseXML(t, []byte(want)), body); diff != "" {
		t.Errorf("wanted ≠ on the wire:\n%s", diff)
	}
}

// An enumeration's values are text that an identifier can't hold.
func TestOddEnumeration(t *testing.T) {
	for got, want := range map[names.Odd]string{
		names.OddHalfWay: "half-way", names.Odd1st: "1st", names.OddC: "C", names.OddCValue: "C#",
		names.OddÜber: "über", names.OddValue: "\"<`\\", names.OddTwoWords: "two words",
	} {
		if string(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Both agents have an operation Save with messages of its own; the two logins of
// one agent share their response.
func TestWrappersOfAgents(t *testing.T) {
	server := answering(t, `<LoginResponse xmlns="`+namesNS+`"><Succeeded>true</Succeeded></LoginResponse>`)
	client, err := names.NewImportClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	byPassword, err := client.LoginByPassword(context.Background(), &names.LoginByPasswordRequest{User: "u", Password: "p"})
	if err != nil {
		t.Fatal(err)
	}
	byTicket, err := client.LoginByTicket(context.Background(), &names.LoginByTicketRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, res := range []*names.LoginResponse{byPassword, byTicket} {
		if !res.Succeeded {
			t.Errorf("got %+v", res)
		}
	}
	saves := answering(t, `<SaveResponse xmlns="`+namesNS+`"><Response>7</Response></SaveResponse>`)
	if client, err = names.NewImportClient(saves.URL); err != nil {
		t.Fatal(err)
	}
	res, err := client.Save(context.Background(), &names.ImportSaveRequest{Settings: map[string]string{"a": "b"}})
	if err != nil {
		t.Fatal(err)
	}
	if res.Response != 7 {
		t.Errorf("got %+v", res)
	}
}

func TestSecretsAreMasked(t *testing.T) {
	const secret = "hush"
	session := secret
	values := map[string]any{
		"field":               names.LoginByPasswordRequest{User: "me", Password: secret},
		"pointer":             &names.LoginByPasswordRequest{User: "me", Password: secret},
		"repeated field":      names.Contact{Header: "me", Password: secret, AccessToken: []string{secret, secret}},
		"dictionary":          names.ImportSaveRequest{Settings: map[string]string{"me": secret}},
		"base":                names.Source{Secretive: names.Secretive{ApiKey: secret}, Name: "me"},
		"items of a list":     names.LoginByTicketRequest{Credentials: []names.SoCredentials{{Ticket: secret}}},
		"header of a request": names.RequestHeader{Credentials: &names.SoCredentials{Ticket: secret}},
		"header of a response": names.ContactSaveResponse{
			Header: names.ResponseHeader{SessionToken: &session},
		},
	}
	for name, value := range values {
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if got := fmt.Sprintf(format, value); strings.Contains(got, secret) || strings.Contains(got, fmt.Sprintf("%x", secret)) {
				t.Errorf("%s: %s prints %s", name, format, got)
			}
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("call", "value", value)
		if strings.Contains(log.String(), secret) {
			t.Errorf("%s: logged as %s", name, &log)
		}
	}
	shown := fmt.Sprintf("%+v", values["field"])
	if want := "{User:me Password:***}"; shown != want {
		t.Errorf("got %s, want %s", shown, want)
	}
	contact := values["repeated field"].(names.Contact)
	if _ = fmt.Sprint(contact); contact.AccessToken[0] != secret {
		t.Error("printing changed the value")
	}
}

// What a server says of a call does not give away the call's secrets.
func TestSecretsInFaults(t *testing.T) {
	server := answering(t, `<s:Fault xmlns:s="`+soap11NS+`"><faultcode>s:Server</faultcode><faultstring>bad: p&lt;1 k2 a3 b4 t5</faultstring></s:Fault>`)
	header := names.WithRequestHeader(names.RequestHeader{Credentials: &names.SoCredentials{Ticket: "t5"}})
	client, err := names.NewContactClient(server.URL, header)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Save(context.Background(), &names.ContactSaveRequest{Contact: &names.Contact{
		Password: "p<1", AccessToken: []string{"a3", "b4"}, Type: names.OddC,
	}})
	if want := "bad: *** k2 *** *** ***"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	other, err := names.NewImportClient(server.URL, header)
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.Save(context.Background(), &names.ImportSaveRequest{
		Import:   &names.Import{Source: &names.Source{Secretive: names.Secretive{ApiKey: "k2"}}},
		Settings: map[string]string{"a3": "b4"},
	})
	if want := "bad: p<1 *** a3 *** ***"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = other.LoginByTicket(context.Background(), &names.LoginByTicketRequest{Credentials: []names.SoCredentials{{Ticket: "a3"}, {Ticket: "b4"}}})
	if want := "bad: p<1 k2 *** *** ***"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
