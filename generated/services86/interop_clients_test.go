package services86_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http/httptest"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// A recordingAgent keeps the last request with its header, and answers as it is
// told. Calls and the test take turns, so it needs no lock.
type recordingAgent struct {
	header   services86.RequestHeader
	request  any
	response any // of the operation that is called, or nil
	err      error
}

// record keeps a request and gives the answer to it.
func record[Res any](ctx context.Context, a *recordingAgent, request any) (*Res, error) {
	a.header, _ = services86.RequestHeaderFrom(ctx)
	a.request = request
	response, _ := a.response.(*Res)
	return response, a.err
}

func (a *recordingAgent) CreateMessage(ctx context.Context, req *services86.CreateMessageRequest) (*services86.CreateMessageResponse, error) {
	return record[services86.CreateMessageResponse](ctx, a, req)
}

func (a *recordingAgent) GetDeliveryStatus(ctx context.Context, req *services86.GetDeliveryStatusRequest) (*services86.GetDeliveryStatusResponse, error) {
	return record[services86.GetDeliveryStatusResponse](ctx, a, req)
}

func (a *recordingAgent) SetDeliveryStatus(ctx context.Context, req *services86.SetDeliveryStatusRequest) (*services86.SetDeliveryStatusResponse, error) {
	return record[services86.SetDeliveryStatusResponse](ctx, a, req)
}

func (a *recordingAgent) SendMessages(ctx context.Context, req *services86.SendMessagesRequest) (*services86.SendMessagesResponse, error) {
	return record[services86.SendMessagesResponse](ctx, a, req)
}

func (a *recordingAgent) SendMessagesWithConfig(ctx context.Context, req *services86.SendMessagesWithConfigRequest) (*services86.SendMessagesWithConfigResponse, error) {
	return record[services86.SendMessagesWithConfigResponse](ctx, a, req)
}

func (a *recordingAgent) GetPlugins(ctx context.Context, req *services86.GetPluginsRequest) (*services86.GetPluginsResponse, error) {
	return record[services86.GetPluginsResponse](ctx, a, req)
}

// A foreignClient is a SOAP client that is not ours: a program that makes the calls
// which its input asks for and tells how it read the answers.
type foreignClient struct {
	name string
	// command is how to run it, but for its last arguments, WSDL and URL. It skips the
	// test where something is not installed.
	command func(t *testing.T) []string
	// reads turns the JSON of a value into what the client takes it for; nil where it
	// reads all as it is.
	reads func(value string) string
}

var foreignClients = []foreignClient{
	{
		name: dcs,
		command: func(t *testing.T) []string {
			return []string{"mono", buildDCS(t), "client"}
		},
	},
	{
		name: "PHP SoapClient",
		command: func(t *testing.T) []string {
			needsPHP.orSkip(t)
			return []string{"php", interopPath("php", "client.php")}
		},
	},
	{
		name: "zeep",
		command: func(t *testing.T) []string {
			needsZeep.orSkip(t)
			return []string{"/usr/bin/python3", interopPath("zeep", "client.py")}
		},
		reads: func(value string) string {
			switch value {
			case `""`, "[]", "{}": // zeep makes None of an empty element
				return "null"
			}
			return value
		},
	},
}

// A foreignCall asks a client for a call.
type foreignCall struct {
	Operation string `json:"operation"`
	Header    any    `json:"header"`
	Arguments any    `json:"arguments"`
}

// A foreignAnswer is how a client read the answer: accounts, or a fault.
type foreignAnswer struct {
	Header map[string]any `json:"header"`
	Body   any            `json:"body"`
	Fault  *foreignFault  `json:"fault"`
}

type foreignFault struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

// start runs the client until the end of the test and returns the function that has
// it make a call.
func (c *foreignClient) start(t *testing.T, url string) func(*testing.T, foreignCall) foreignAnswer {
	t.Helper()
	command := append(c.command(t), messagingWSDL(t), url)
	// Not the test's own context, which ends before the client is asked to.
	ctx, cancel := context.WithTimeout(context.Background(), interopWait)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close() // ends the client
		_, _ = io.Copy(io.Discard, output)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%s: %v\n%s", c.name, err, stderr.String())
		}
	})
	lines := bufio.NewReader(output)
	return func(t *testing.T, call foreignCall) foreignAnswer {
		t.Helper()
		if err := json.NewEncoder(input).Encode(call); err != nil {
			t.Fatal(err)
		}
		line, err := lines.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		var answer foreignAnswer
		if err := json.Unmarshal(line, &answer); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		return answer
	}
}

// serveRecording serves a recording agent and returns its URL.
func serveRecording(t *testing.T) (*recordingAgent, string) {
	t.Helper()
	agent := new(recordingAgent)
	server := httptest.NewServer(services86.NewMessagingHandler(agent))
	t.Cleanup(server.Close)
	return agent, server.URL
}

// An interopResponse is the answer to a request, of any operation.
type interopResponse struct {
	name              string
	request, response any
}

// textResponses has a text in each place for one, of each response that has any.
func textResponses(name, text string) []interopResponse {
	var responses []interopResponse
	for _, o := range fuzzedOperations {
		response := reflect.New(o.response)
		if o.agent == "Messaging" && fillTexts(response.Elem(), text) {
			responses = append(responses, interopResponse{name, reflect.New(o.request).Interface(), response.Interface()})
		}
	}
	return responses
}

// interopResponses has each field of each response, with the values that get lost
// or taken for others.
var interopResponses = []interopResponse{
	{"nothing", &services86.CreateMessageRequest{}, &services86.CreateMessageResponse{}},
	{"nothing", &services86.SetDeliveryStatusRequest{}, &services86.SetDeliveryStatusResponse{}},
	{"nil list", &services86.SendMessagesRequest{}, &services86.SendMessagesResponse{}},
	{"empty list", &services86.SendMessagesRequest{}, &services86.SendMessagesResponse{Response: []services86.MessageDeliveryStatus{}}},
	{"full", &services86.SendMessagesRequest{}, &services86.SendMessagesResponse{Response: fullStatuses}},
	{"full", &services86.SendMessagesWithConfigRequest{}, &services86.SendMessagesWithConfigResponse{Response: fullStatuses}},
	{"full", &services86.GetDeliveryStatusRequest{}, &services86.GetDeliveryStatusResponse{Response: fullStatuses}},
	{"full", &services86.GetPluginsRequest{}, &services86.GetPluginsResponse{Response: []services86.ProviderInfo{
		{Carrier: fullCarrier, Name: awkward, SupportedMessagingFormats: []string{"sms/160", "sms/text"}, SupportsConfig: true},
		{SupportedMessagingFormats: []string{}},
		{SupportedMessagingFormats: []string{""}},
		{},
	}}},
}

var fullStatuses = []services86.MessageDeliveryStatus{
	{Carrier: fullCarrier, Status: services86.StatusReplied, StatusDescription: awkward, MessagingId: -1 << 31},
	{},
	{StatusDescription: strings.Repeat("€", 100_000), MessagingId: 1<<31 - 1},
}

func TestInteropClientRequests(t *testing.T) {
	for _, client := range foreignClients {
		t.Run(client.name, func(t *testing.T) {
			agent, url := serveRecording(t)
			ask := client.start(t, url)
			fields := newTally(t, "handler, from "+client.name)
			for _, c := range slices.Concat(interopCalls, textCalls("awkward in each text", awkward), textCalls("100,000 characters in each text", longText)) {
				t.Run(c.operation()+"/"+c.name, func(t *testing.T) {
					agent.request = nil
					answer := ask(t, foreignCall{c.operation(), struct{}{}, account(c.request)})
					if answer.Fault != nil {
						t.Fatalf("%+v", *answer.Fault)
					}
					fields.compare(t, c.operation(), account(c.request), account(agent.request))
				})
			}
			// A null string is an empty one to the agent.
			for _, c := range textCalls("null in each text", "") {
				if answer := ask(t, foreignCall{c.operation(), struct{}{}, nulled(account(c.request))}); answer.Fault != nil {
					t.Fatalf("%s: %+v", c.operation(), *answer.Fault)
				}
				fields.compare(t, c.operation(), account(c.request), account(agent.request))
			}
			nulls := foreignCall{"SendMessages", struct{}{}, map[string]any{"OutgoingMessages": []any{
				map[string]any{"From": nil, "Content": nil, "ParentMessagingId": 7, "TableRight": nil, "FieldProperties": nil},
			}}}
			if answer := ask(t, nulls); answer.Fault != nil {
				t.Fatalf("%+v", *answer.Fault)
			}
			fields.compare(t, nulls.Operation, account(&services86.SendMessagesRequest{
				OutgoingMessages: []services86.OutgoingMessage{{ParentMessagingId: 7}},
			}), account(agent.request))

			for _, h := range interopHeaders {
				sent := headerAccount(h).(map[string]any)
				delete(sent, "Blocks")
				if answer := ask(t, foreignCall{"GetPlugins", sent, struct{}{}}); answer.Fault != nil {
					t.Fatalf("%+v", *answer.Fault)
				}
				fields.compare(t, "header", account(h), account(agent.header))
			}
		})
	}
}

// nulled is an account with null in place of each empty text.
func nulled(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			v[name] = nulled(member)
		}
	case []any:
		for i, item := range v {
			v[i] = nulled(item)
		}
	case string:
		if v == "" {
			return nil
		}
	}
	return v
}

func TestInteropClientResponses(t *testing.T) {
	header := services86.ResponseHeader{
		ExtraInfo: map[string]string{"key": awkward, "empty": ""},
		TimeZone:  &services86.SoTimeZone{SoTimeZoneId: 42, SoTimeZoneLocationCode: "NO"},
	}
	for _, client := range foreignClients {
		t.Run(client.name, func(t *testing.T) {
			agent, url := serveRecording(t)
			ask := client.start(t, url)
			fields := newTally(t, client.name)
			fields.reads = client.reads
			for _, r := range slices.Concat(interopResponses, textResponses("awkward in each text", awkward), textResponses("100,000 characters in each text", longText)) {
				operation := operationOf(r.request)
				t.Run(operation+"/"+r.name, func(t *testing.T) {
					agent.response = r.response
					answer := ask(t, foreignCall{operation, struct{}{}, account(r.request)})
					if answer.Fault != nil {
						t.Fatalf("%+v", *answer.Fault)
					}
					fields.compare(t, operation, account(r.response), answer.Body)
				})
			}
			agent.response = &services86.GetPluginsResponse{Header: header}
			answer := ask(t, foreignCall{"GetPlugins", struct{}{}, struct{}{}})
			want := map[string]any{"ExceptionInfo": nil, "ExtraInfo": account(header.ExtraInfo), "Succeeded": true, "TimeZone": account(header.TimeZone)}
			fields.compare(t, "header", want, answer.Header)
		})
	}
}

// TestInteropClientFailures shows that clients read a *ServerError as NetServer's
// headers, which they don't take for a failure, and a *Fault as a fault.
func TestInteropClientFailures(t *testing.T) {
	info := &services86.SoExceptionInfo{
		Message:        awkward,
		StackTrace:     "   at Send()\r\n   at Main()",
		FriendlyText:   "Try again",
		ExceptionType:  "GatewayException",
		Source:         "test",
		InnerException: &services86.SoExceptionInfo{Message: "deeper", Parameters: map[string]string{}},
		Parameters:     map[string]string{"attempt": "1", "empty": ""},
	}
	for _, client := range foreignClients {
		t.Run(client.name, func(t *testing.T) {
			agent, url := serveRecording(t)
			ask := client.start(t, url)
			fields := newTally(t, client.name)
			fields.reads = client.reads
			call := foreignCall{"SendMessages", struct{}{}, account(&services86.SendMessagesRequest{})}

			agent.err = &services86.ServerError{ExceptionInfo: info}
			agent.response = &services86.SendMessagesResponse{Response: fullStatuses[:1]}
			answer := ask(t, call)
			fields.compare(t, "failure header", map[string]any{"Succeeded": false, "ExceptionInfo": account(info)}, answer.Header)
			fields.compare(t, "failure", account(agent.response), answer.Body)

			for _, test := range []struct {
				err  error
				want foreignFault
			}{
				{&services86.Fault{Code: "Client", Reason: "wrong <&>"}, foreignFault{"Client", "wrong <&>"}},
				{&services86.Fault{Code: "DeserializationFailed", Reason: "no"}, foreignFault{"DeserializationFailed", "no"}},
				{errors.New("internal"), foreignFault{"InternalServiceFault", "The server was unable to process the request due to an internal error."}},
			} {
				agent.err = test.err
				answer := ask(t, call)
				if answer.Fault == nil {
					t.Fatalf("%v is read as no fault", test.err)
				}
				got := *answer.Fault
				got.Code = got.Code[strings.IndexByte(got.Code, ':')+1:] // the prefix is the server's choice
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			}
		})
	}
}
