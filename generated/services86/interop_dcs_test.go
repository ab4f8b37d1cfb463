package services86_test

import (
	"errors"
	"net/http"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// dcs is the peer whose vital part is Microsoft's DataContractSerializer.
const dcs = "DataContractSerializer"

// buildDCS compiles the program that is server and client, and returns its path.
func buildDCS(t *testing.T) string {
	t.Helper()
	needsMono.orSkip(t)
	program := filepath.Join(t.TempDir(), "interop.exe")
	sources, err := filepath.Glob(interopPath("dcs", "*.cs"))
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"-warnaserror", "-r:System.Runtime.Serialization", "-out:" + program}, sources...)
	if output, err := exec.CommandContext(bounded(t), "mcs", args...).CombinedOutput(); err != nil {
		t.Fatalf("mcs: %v\n%s", err, output)
	}
	return program
}

// startDCS starts the server, and returns its URL. Below that lies an endpoint with
// the limits of WCF; below its path /big one with large limits.
func startDCS(t *testing.T) string {
	t.Helper()
	return startServer(t, exec.Command("mono", buildDCS(t), "server"))
}

func TestInteropDCSRequests(t *testing.T) {
	url := startDCS(t)
	fields := newTally(t, dcs)
	big := interopCall{"100,000 awkward characters", &services86.SendMessagesRequest{
		OutgoingMessages: []services86.OutgoingMessage{{Content: strings.Repeat("😀\r\n<x>", 100_000/6)}},
	}}
	texts := append(textCalls("awkward in each text", awkward), textCalls("each text empty", "")...)
	for _, endpoint := range []struct {
		name, url string
		calls     []interopCall
	}{
		{"default limits", url, slices.Concat(interopCalls, texts)},
		{"large limits", url + "/big", slices.Concat(interopCalls, []interopCall{big}, textCalls("100,000 characters in each text", longText))},
	} {
		client := newInteropClient(t, endpoint.url)
		for _, c := range endpoint.calls {
			t.Run(endpoint.name+"/"+c.operation()+"/"+c.name, func(t *testing.T) {
				response, header, err := call(bounded(t), client, c.request)
				if err != nil {
					t.Fatal(err)
				}
				fields.compare(t, c.operation(), account(c.request), parseAccount(t, header.ExtraInfo["body"]))
				for i, message := range messagesOf(c.request) {
					status := statusesOf(response)[i]
					fields.compare(t, c.operation()+" status", account(message), parseAccount(t, status.StatusDescription))
				}
			})
		}
	}
	for _, h := range interopHeaders {
		_, header, err := call(bounded(t), newInteropClient(t, url, services86.WithRequestHeader(h)), &services86.GetPluginsRequest{})
		if err != nil {
			t.Fatal(err)
		}
		fields.compare(t, "header", headerAccount(h), parseAccount(t, header.ExtraInfo["header"]))
		if diff := cmp.Diff(h.TimeZone, header.TimeZone); diff != "" {
			t.Errorf("the TimeZone block comes back changed (-want +got):\n%s", diff)
		}
	}
}

func messagesOf(request any) []services86.OutgoingMessage {
	switch request := request.(type) {
	case *services86.SendMessagesRequest:
		return request.OutgoingMessages
	case *services86.SendMessagesWithConfigRequest:
		return request.OutgoingMessages
	}
	return nil
}

func statusesOf(response any) []services86.MessageDeliveryStatus {
	switch response := response.(type) {
	case *services86.SendMessagesResponse:
		return response.Response
	case *services86.SendMessagesWithConfigResponse:
		return response.Response
	}
	return nil
}

// TestInteropDCSFacts holds what the handler's tests take for Microsoft's behaviour
// against the serializer itself.
func TestInteropDCSFacts(t *testing.T) {
	url := startDCS(t)
	fields := newTally(t, dcs)
	fields.reads = func(value string) string {
		if value == `""` { // Go has one value for null and empty
			return "null"
		}
		return value
	}
	for _, fact := range readFacts() {
		t.Run(fact.name, func(t *testing.T) {
			status, answer := post(t, url+"/"+services86.MessagingPath, "text/xml; charset=utf-8", fact.action(), fact.envelope())
			if fact.microsofts != 0 {
				if status != fact.microsofts {
					t.Errorf("it does not do otherwise than the handler: %d %s", status, answer)
				}
				return
			}
			want := fact.want
			if fact.fault != "" {
				want = fact.drops
			}
			if want == nil {
				if status != 500 || !strings.Contains(answer, "DeserializationFailed") {
					t.Errorf("it is taken: %d %s", status, answer)
				}
				return
			}
			if status != 200 {
				t.Fatalf("it is refused: %d %s", status, answer)
			}
			o := fuzzedOperationOf(uint8(operationNumber(fact.operation())))
			response, err := o.call(t, wireWith(200, http.Header{"Content-Type": {"text/xml"}}, []byte(answer)), reflect.New(o.request).Interface())
			if err != nil {
				t.Fatal(err)
			}
			header := reflect.ValueOf(response).Elem().FieldByName("Header").Interface().(services86.ResponseHeader)
			fields.compare(t, "facts", account(want), parseAccount(t, header.ExtraInfo["body"]))
		})
	}
}

// TestInteropDCSResponses holds what the client reads against what the server is
// known to answer: see Service.cs.
func TestInteropDCSResponses(t *testing.T) {
	client := newInteropClient(t, startDCS(t))
	one := []services86.OutgoingMessage{{}}
	send := func(plugin string) any {
		return &services86.SendMessagesRequest{Plugin: plugin, OutgoingMessages: one}
	}
	sent := func(statuses ...services86.MessageDeliveryStatus) any {
		return &services86.SendMessagesResponse{Response: statuses}
	}
	for _, test := range []struct {
		name          string
		request, want any
	}{
		{"null", send("null"), sent()},
		{"empty", send("empty"), &services86.SendMessagesResponse{Response: []services86.MessageDeliveryStatus{}}},
		{"nil item", send("nil item"), sent(
			services86.MessageDeliveryStatus{MessagingId: 1},
			services86.MessageDeliveryStatus{},
			services86.MessageDeliveryStatus{MessagingId: 3},
		)},
		{"rights", send("rights"), sent(services86.MessageDeliveryStatus{
			Carrier: services86.Carrier{
				TableRight: &services86.TableRight{
					Mask:   []services86.ETableRight{services86.ETableRightSelect, services86.ETableRightRestrictedUpdate},
					Reason: "not yours",
				},
				FieldProperties: map[string]*services86.FieldProperty{
					"Status": {
						FieldRight: &services86.FieldRight{
							Mask: []services86.EFieldRight{services86.EFieldRightRead, services86.EFieldRightUndefinedValue256},
						},
						FieldType:   "int",
						FieldLength: 4,
					},
					"Bare": {FieldRight: &services86.FieldRight{Mask: []services86.EFieldRight{}}},
					"Null": nil,
				},
			},
			Status:            -1,
			StatusDescription: "with rights",
			MessagingId:       1<<31 - 1,
		})},
		{"text", send("text"), sent(
			services86.MessageDeliveryStatus{StatusDescription: "&<>\"' ]]> cr\r lf\n crlf\r\n tab\t  spaces "},
			services86.MessageDeliveryStatus{StatusDescription: "nbsp\u00a0 æøå € 😀"},
			services86.MessageDeliveryStatus{},
			services86.MessageDeliveryStatus{},
		)},
		{"with config", &services86.SendMessagesWithConfigRequest{Plugin: "null"}, &services86.SendMessagesWithConfigResponse{}},
		{"plugins", &services86.GetPluginsRequest{}, &services86.GetPluginsResponse{Response: []services86.ProviderInfo{
			{Name: "Twilio SMS", SupportedMessagingFormats: []string{"sms/160", "", ""}, SupportsConfig: true},
			{SupportedMessagingFormats: []string{}},
			{},
		}}},
		{
			"delivery status",
			&services86.GetDeliveryStatusRequest{MessagingIds: []int32{7, -7}},
			&services86.GetDeliveryStatusResponse{Response: []services86.MessageDeliveryStatus{
				{Status: services86.StatusReceived, MessagingId: 7},
				{Status: services86.StatusReceived, MessagingId: -7},
			}},
		},
		{"no response", &services86.CreateMessageRequest{}, &services86.CreateMessageResponse{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, _, err := call(bounded(t), client, test.request)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got, ignoreHeader); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// ignoreHeader leaves the responses' headers out of a comparison.
var ignoreHeader = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().Type() == reflect.TypeFor[services86.ResponseHeader]() }, cmp.Ignore())

func TestInteropDCSFailures(t *testing.T) {
	client := newInteropClient(t, startDCS(t))
	info := &services86.SoExceptionInfo{
		Message:       "the gateway refused",
		StackTrace:    "   at Send()\r\n   at Main()",
		FriendlyText:  "Try <again> & later",
		ExceptionType: "Interop.GatewayException",
		Source:        "Interop",
		InnerException: &services86.SoExceptionInfo{
			Message:        "connection closed",
			InnerException: &services86.SoExceptionInfo{ExceptionType: "System.TimeoutException"},
		},
		Parameters: map[string]string{"attempt": "1", "empty": "", "null": ""},
	}
	for _, test := range []struct {
		plugin   string
		want     error
		statuses int
	}{
		{"fail", &services86.ServerError{ExceptionInfo: info}, 0},
		{"partial", &services86.ServerError{ExceptionInfo: info}, 2},
		{"fail bare", &services86.ServerError{}, 0},
		{"fault", &services86.Fault{Code: "InternalServiceFault", Reason: "the service <failed> & gave up"}, 0},
		{"detail", &services86.Fault{Code: "Client", Reason: "see the detail", Detail: "…<Message>typed detail</Message>…"}, 0},
		{strings.Repeat("x", 8193), &services86.Fault{Code: "DeserializationFailed", Reason: "…8192…"}, 0},
		{strings.Repeat("x", 64<<10), &services86.HTTPError{StatusCode: http.StatusRequestEntityTooLarge}, 0},
	} {
		t.Run(test.plugin[:min(len(test.plugin), 10)], func(t *testing.T) {
			res, err := client.SendMessages(bounded(t), &services86.SendMessagesRequest{
				Plugin:           test.plugin,
				OutgoingMessages: make([]services86.OutgoingMessage, 2),
			})
			var operation *services86.OperationError
			if !errors.As(err, &operation) || operation.Operation() != "SendMessages" || operation.NotSent() {
				t.Fatalf("%v is no *OperationError of what was sent", err)
			}
			if diff := cmp.Diff(test.want, operation.Unwrap(), shortened); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			statuses := 0
			if res != nil {
				statuses = len(res.Response)
			}
			if statuses != test.statuses {
				t.Errorf("%d statuses come with the failure, not %d", statuses, test.statuses)
			}
		})
	}
}

// shortened compares texts of which one stands for all that has it inside: …text….
var shortened = cmp.FilterValues(func(a, b string) bool {
	return strings.HasPrefix(a, "…") || strings.HasPrefix(b, "…")
}, cmp.Comparer(func(a, b string) bool {
	a, b = strings.Trim(a, "…"), strings.Trim(b, "…")
	return strings.Contains(a, b) || strings.Contains(b, a)
}))

// TestInteropDCSYardstick shows that the server tells apart what a client might
// confuse: else its agreement would mean nothing.
func TestInteropDCSYardstick(t *testing.T) {
	url := startDCS(t) + "/" + services86.MessagingPath
	const (
		action = services86.MessagingSendMessagesAction
		xml    = "text/xml; charset=utf-8"
	)
	wrap := func(content string) string {
		return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>` +
			`<SendMessages xmlns="http://www.superoffice.net/ws/crm/NetServer/Services86" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` +
			content + `</SendMessages></s:Body></s:Envelope>`
	}
	for _, test := range []struct {
		name, contentType, action, body string
		status                          int
		want                            string // stands in the answer, quotes unescaped
	}{
		{"absent", xml, action, wrap(``), 200, `{"Plugin":null,"OutgoingMessages":null}`},
		{"nil", xml, action, wrap(`<Plugin i:nil="true"/><OutgoingMessages i:nil="true"/>`), 200, `{"Plugin":null,"OutgoingMessages":null}`},
		{"empty", xml, action, wrap(`<Plugin/><OutgoingMessages/>`), 200, `{"Plugin":"","OutgoingMessages":[]}`},
		{"out of order", xml, action, wrap(`<OutgoingMessages/><Plugin>late</Plugin>`), 200, `{"Plugin":null,"OutgoingMessages":[]}`},
		{"other namespace", xml, action, wrap(`<Plugin xmlns="">x</Plugin>`), 200, `{"Plugin":null,"OutgoingMessages":null}`},
		{
			"base class last", xml, action,
			wrap(`<OutgoingMessages><OutgoingMessage><From>x</From><TableRight/></OutgoingMessage></OutgoingMessages>`), 200,
			`"From":"x","To":null,"Content":null,"Format":null,"ParentMessagingId":0,"SuggestedSessionKey":null,"TableRight":null`,
		},
		{
			"empty number", xml, action,
			wrap(`<OutgoingMessages><OutgoingMessage><ParentMessagingId/></OutgoingMessage></OutgoingMessages>`), 500,
			"DeserializationFailed",
		},
		{"SOAP 1.2 type", "application/soap+xml; charset=utf-8", action, wrap(``), 415, ""},
		{"no type", "", action, wrap(``), 415, ""},
		{"no envelope", xml, action, `<x/>`, 400, ""},
		{"other action", xml, services86.MessagingGetPluginsAction, wrap(``), 500, "InternalServiceFault"},
		{"unknown action", xml, action + "s", wrap(``), 500, "ActionNotSupported"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, answer := post(t, url, test.contentType, test.action, test.body)
			if status != test.status || !strings.Contains(answer, test.want) {
				t.Errorf("status %d and\n%s\nwant %d and %s", status, answer, test.status, test.want)
			}
		})
	}
}
