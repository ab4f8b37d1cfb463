package services86_test

import (
	"context"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// awkward is text that a careless writer or reader changes.
const awkward = "  &<>\"' ]]> &amp; cr\r lf\n crlf\r\n tab\t nbsp\u00a0 line\u2028 æøå € 😀 "

// fullCarrier has something in each field of a Carrier.
var fullCarrier = services86.Carrier{
	TableRight: &services86.TableRight{
		Mask:   []services86.ETableRight{services86.ETableRightSelect, services86.ETableRightRestrictedUpdate},
		Reason: "not yours",
	},
	FieldProperties: map[string]*services86.FieldProperty{
		"Content": {
			FieldRight: &services86.FieldRight{
				Mask: []services86.EFieldRight{
					services86.EFieldRightRead, services86.EFieldRightUIHintMandatory, services86.EFieldRightUndefinedValue256,
				},
				Reason: awkward,
			},
			FieldType:   "string",
			FieldLength: 254,
		},
		"Bare":        {},
		"No rights":   {FieldRight: &services86.FieldRight{Mask: []services86.EFieldRight{}}},
		"Null <&> \t": nil,
	},
}

// An interopCall is a request, of any operation.
type interopCall struct {
	name    string
	request any
}

func (c interopCall) operation() string { return operationOf(c.request) }

func operationOf(request any) string {
	return strings.TrimSuffix(reflect.TypeOf(request).Elem().Name(), "Request")
}

// interopCalls has each field of each operation, with the values that get lost or
// taken for others.
var interopCalls = []interopCall{
	{"empty", &services86.CreateMessageRequest{}},
	{"zero", &services86.CreateMessageRequest{IncomingMessage: &services86.IncomingMessage{}}},
	{"full", &services86.CreateMessageRequest{IncomingMessage: &services86.IncomingMessage{
		Carrier:    fullCarrier,
		To:         "+4711111111",
		From:       "+4722222222",
		Content:    awkward,
		Format:     "sms/text",
		SessionKey: "session",
		Plugin:     "Twilio SMS",
	}}},

	{"nil list", &services86.GetDeliveryStatusRequest{}},
	{"empty list", &services86.GetDeliveryStatusRequest{MessagingIds: []int32{}}},
	{"numbers", &services86.GetDeliveryStatusRequest{MessagingIds: []int32{0, 1, -1, math.MaxInt32, math.MinInt32}}},

	{"empty", &services86.SetDeliveryStatusRequest{}},
	{"full", &services86.SetDeliveryStatusRequest{
		Plugin:            "CM",
		ExternalMessageId: "{0b5e}",
		Status:            services86.StatusReplied,
		StatusDescription: awkward,
	}},
	{"8,000 characters", &services86.SetDeliveryStatusRequest{StatusDescription: strings.Repeat("å", 8000)}},

	{"nil list", &services86.SendMessagesRequest{}},
	{"empty list", &services86.SendMessagesRequest{Plugin: "CM", OutgoingMessages: []services86.OutgoingMessage{}}},
	{"zero", &services86.SendMessagesRequest{OutgoingMessages: make([]services86.OutgoingMessage, 2)}},
	{"full", &services86.SendMessagesRequest{Plugin: awkward, OutgoingMessages: []services86.OutgoingMessage{fullMessage, {}, {
		Carrier: services86.Carrier{
			TableRight:      &services86.TableRight{},
			FieldProperties: map[string]*services86.FieldProperty{},
		},
		To:                "+4733333333",
		Content:           strings.Repeat("x", 8000),
		ParentMessagingId: math.MinInt32,
	}}}},

	{"nil dictionary", &services86.SendMessagesWithConfigRequest{Plugin: "CM"}},
	{"empty dictionary", &services86.SendMessagesWithConfigRequest{
		OutgoingMessages: []services86.OutgoingMessage{},
		Config:           map[string]string{},
	}},
	{"full", &services86.SendMessagesWithConfigRequest{
		Plugin:           "Twilio SMS",
		OutgoingMessages: []services86.OutgoingMessage{fullMessage},
		Config: map[string]string{
			"twilio_auth_token": "secret",
			"empty":             "",
			"<key> & \u00e6":    awkward,
		},
	}},

	{"empty", &services86.GetPluginsRequest{}},
}

var fullMessage = services86.OutgoingMessage{
	Carrier:             fullCarrier,
	From:                "SuperOffice",
	To:                  "+4712345678",
	Content:             awkward,
	Format:              "sms/160",
	ParentMessagingId:   1001,
	SuggestedSessionKey: "\r\n\t ",
}

// textCalls has a text in each place for one, of each operation that has any.
func textCalls(name, text string) []interopCall {
	var calls []interopCall
	for _, o := range fuzzedOperations {
		request := reflect.New(o.request)
		if o.agent == "Messaging" && fillTexts(request.Elem(), text) {
			calls = append(calls, interopCall{name, request.Interface()})
		}
	}
	return calls
}

// fillTexts puts a text into each place for one in v and reports whether there is
// any. Lists and dictionaries get one item.
func fillTexts(v reflect.Value, text string) bool {
	switch kind := v.Kind(); {
	case v.Type() == reflect.TypeFor[services86.ResponseHeader]():
		return false
	case v.Type() == reflect.TypeFor[string]():
		v.SetString(text)
		return true
	case kind == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fillTexts(v.Elem(), text)
	case kind == reflect.Slice && !isAtomic(v.Type()):
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fillTexts(v.Index(0), text)
	case kind == reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		fillTexts(value, text)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(text), value)
		return true
	case kind == reflect.Struct:
		found := false
		for i := range v.NumField() {
			found = fillTexts(v.Field(i), text) || found
		}
		return found
	}
	return false
}

// longText is longer than what readers take by default.
var longText = strings.Repeat("å", 100_000)

// interopHeaders has the ways to fill a request's header.
var interopHeaders = []services86.RequestHeader{
	{},
	{ApplicationToken: "token <&> 1234"},
	{Credentials: &services86.SoCredentials{}, TimeZone: &services86.SoTimeZone{}},
	{
		ApplicationToken: "1234567-1234-9876",
		Credentials:      &services86.SoCredentials{Ticket: "7T:1234abcxyzExample=="},
		TimeZone:         &services86.SoTimeZone{SoTimeZoneId: 42, SoTimeZoneLocationCode: "NO"},
	},
}

// call sends a request, of any operation. It returns the response as a pointer, which
// is nil where there is none, and the response's header.
func call(ctx context.Context, agent services86.MessagingAgent, request any) (response any, header services86.ResponseHeader, err error) {
	method := reflect.ValueOf(agent).MethodByName(operationOf(request))
	results := method.Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(request)})
	if !results[0].IsNil() {
		header = results[0].Elem().FieldByName("Header").Interface().(services86.ResponseHeader)
	}
	err, _ = results[1].Interface().(error)
	return results[0].Interface(), header, err
}

// newInteropClient makes a client of a test server.
func newInteropClient(t *testing.T, url string, opts ...services86.Option) *services86.MessagingClient {
	t.Helper()
	client, err := services86.NewMessagingClient(url, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}
