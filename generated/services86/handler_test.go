package services86_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// A recorder keeps what its agent read.
type recorder struct {
	services86.UnimplementedMessagingAgent
	header  services86.RequestHeader
	request *services86.SendMessagesWithConfigRequest
}

func (r *recorder) SendMessagesWithConfig(ctx context.Context, req *services86.SendMessagesWithConfigRequest) (*services86.SendMessagesWithConfigResponse, error) {
	r.header, _ = services86.RequestHeaderFrom(ctx)
	r.request = req
	return nil, nil
}

const (
	plugin   = `<Plugin>SMS</Plugin>`
	messages = `<OutgoingMessages><OutgoingMessage><From>me</From><To>you</To></OutgoingMessage></OutgoingMessages>`
	config   = `<Config><StringKeyValuePair><Key>k</Key><Value>v</Value></StringKeyValuePair></Config>`
)

// postTo sends an envelope to a handler and returns the status and the answer.
func postTo(handler http.Handler, contentType, action, envelope string) (int, string) {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(envelope))
	r.Header.Set("Content-Type", contentType)
	if action != "" {
		r.Header.Set("SOAPAction", action)
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	answer, _ := io.ReadAll(w.Result().Body)
	return w.Code, string(answer)
}

func request(header, body string) string {
	return `<s:Envelope xmlns:s="` + soap11 + `" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="` + ns + `">` + header + `<s:Body>` + body + `</s:Body></s:Envelope>`
}

func wrapper(members string) string {
	return request("", `<SendMessagesWithConfig>`+members+`</SendMessagesWithConfig>`)
}

// What a server of Microsoft's refuses is refused alike, and what it would silently
// drop is refused too. Codes and statuses are those that were seen with it.
func TestHandlerRefuses(t *testing.T) {
	const (
		text   = "text/xml; charset=utf-8"
		action = `"` + services86.MessagingSendMessagesWithConfigAction + `"`
	)
	good := wrapper(plugin + messages + config)
	for _, test := range []struct {
		name, contentType, action, envelope string
		status                              int
		want                                []string // in the answer; none for no body
	}{
		{"no Content-Type", "", action, good, 415, nil},
		{"the Content-Type of SOAP 1.2", "application/soap+xml; charset=utf-8", action, good, 415, nil},
		{"another charset", "text/xml; charset=iso-8859-1", action, good, 415, nil},
		{"no SOAPAction", text, "", good, 500, []string{"a:ActionNotSupported"}},
		{"an empty SOAPAction", text, `""`, good, 500, []string{"a:ActionNotSupported"}},
		{"another SOAPAction", text, `"urn:other"`, good, 500, []string{"a:ActionNotSupported", "urn:other"}},
		{"nothing", text, action, "", 400, nil},
		{"no XML", text, action, "hello", 400, nil},
		{"a document type", text, action, "<!DOCTYPE x>" + good, 400, nil},
		{"the envelope of SOAP 1.2", text, action, strings.ReplaceAll(good, soap11, soap12), 400, nil},
		{"a header block outside of Header", text, action, request(`<ApplicationToken>x</ApplicationToken>`, ""), 400, nil},
		{"a Header behind the Body", text, action, strings.Replace(good, "</s:Envelope>", "<s:Header/></s:Envelope>", 1), 500, []string{"DeserializationFailed", "in this order"}},
		{"an unknown block that must be understood", text, action, request(`<s:Header><x:y xmlns:x="urn:x" s:mustUnderstand="1"/></s:Header>`, ""), 500, []string{"s:MustUnderstand"}},
		{"a block in another namespace", text, action, request(`<s:Header><Credentials xmlns="urn:x"/></s:Header>`, ""), 500, []string{"Credentials is not in the namespace"}},
		{"a block twice", text, action, request(`<s:Header><ApplicationToken>x</ApplicationToken><ApplicationToken>y</ApplicationToken></s:Header>`, ""), 500, []string{"DeserializationFailed", "stands twice"}},
		{"a bad value in a block", text, action, request(`<s:Header><TimeZone><SoTimeZoneId>x</SoTimeZoneId></TimeZone></s:Header>`, ""), 500, []string{"DeserializationFailed", "not an int"}},
		{"a block of another type", text, action, request(`<s:Header><Credentials i:type="Other"/></s:Header>`, ""), 500, []string{"DeserializationFailed", "Envelope/Header/Credentials: the xsi:type is not SoCredentials"}},
		{"an empty Body", text, action, request("", ""), 500, []string{"a:InternalServiceFault"}},
		{"another wrapper", text, action, request("", "<SendMessages/>"), 500, []string{"a:InternalServiceFault", "SendMessagesWithConfig"}},
		{"the wrapper in no namespace", text, action, request("", `<SendMessagesWithConfig xmlns=""/>`), 500, []string{"a:InternalServiceFault"}},
		{"a second wrapper", text, action, strings.Replace(good, "</s:Body>", "<x/></s:Body>", 1), 500, []string{"a:DeserializationFailed", "second element"}},
		{"members out of order", text, action, wrapper(messages + plugin), 500, []string{"a:DeserializationFailed", "Plugin", "comes late"}},
		{"fields out of order", text, action, wrapper(`<OutgoingMessages><OutgoingMessage><To/><From/></OutgoingMessage></OutgoingMessages>`), 500, []string{"a:DeserializationFailed", "comes late"}},
		{"a field in no namespace", text, action, wrapper(`<Plugin xmlns="">SMS</Plugin>`), 500, []string{"a:DeserializationFailed", "another namespace"}},
		{"a field in another case", text, action, wrapper(`<plugin>SMS</plugin>`), 500, []string{"a:DeserializationFailed", "no such element"}},
		{"a field twice", text, action, wrapper(plugin + plugin), 500, []string{"a:DeserializationFailed", "repeated"}},
		{"an entry under another name", text, action, wrapper(`<Config><Entry><Key>k</Key><Value>v</Value></Entry></Config>`), 500, []string{"a:DeserializationFailed", "StringKeyValuePair only"}},
		{"an entry without a key", text, action, wrapper(`<Config><StringKeyValuePair><Value>v</Value></StringKeyValuePair></Config>`), 500, []string{"a:DeserializationFailed", "Key is missing"}},
		{"a key twice", text, action, wrapper(strings.Replace(config, "</Config>", strings.TrimPrefix(config, "<Config>"), 1)), 500, []string{"a:DeserializationFailed", "twice"}},
		{"an empty number", text, action, wrapper(`<OutgoingMessages><OutgoingMessage><ParentMessagingId/></OutgoingMessage></OutgoingMessages>`), 500, []string{"a:DeserializationFailed", "not an int"}},
		{"a malformed end", text, action, strings.TrimSuffix(good, ">"), 500, []string{"a:DeserializationFailed"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			agent := new(recorder)
			status, answer := postTo(services86.NewMessagingHandler(agent), test.contentType, test.action, test.envelope)
			if status != test.status || (answer == "") != (test.want == nil) {
				t.Errorf("got %d %s", status, answer)
			}
			for _, want := range test.want {
				if !strings.Contains(answer, want) {
					t.Errorf("no %q in %s", want, answer)
				}
			}
			if agent.request != nil {
				t.Error("the agent was called")
			}
		})
	}
}

// What real clients send is taken.
func TestHandlerAccepts(t *testing.T) {
	const action = services86.MessagingSendMessagesWithConfigAction
	for name, test := range map[string]struct{ action, envelope string }{
		"an action without quotes": {action, wrapper(plugin + messages + config)},
		"an escaped action":        {strings.ReplaceAll(`"`+action+`"`, "/", "%2F"), wrapper(plugin + messages + config)},
		"addressing blocks": {action, request(`<s:Header><a:Action xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">`+action+
			`</a:Action><a:To xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">http://x</a:To></s:Header>`,
			`<SendMessagesWithConfig>`+plugin+messages+config+`</SendMessagesWithConfig>`)},
		"known blocks that must be understood": {action, request(`<s:Header><TimeZone s:mustUnderstand="1" i:nil="true"/><ApplicationToken s:mustUnderstand="1" i:type="x:string" xmlns:x="http://www.w3.org/2001/XMLSchema">x</ApplicationToken></s:Header>`,
			`<SendMessagesWithConfig>`+plugin+messages+config+`</SendMessagesWithConfig>`)},
		"an unknown block": {action, request(`<s:Header><x:y xmlns:x="urn:x" s:mustUnderstand="0"/></s:Header>`,
			`<SendMessagesWithConfig>`+plugin+messages+config+`</SendMessagesWithConfig>`)},
		"types and nil": {action, wrapper(`<Plugin i:type="x:string" xmlns:x="http://www.w3.org/2001/XMLSchema">SMS</Plugin>` +
			strings.Replace(strings.Replace(messages, "<OutgoingMessage>", `<OutgoingMessage i:type="OutgoingMessage"><TableRight i:nil="true"/><FieldProperties i:nil="true"/>`, 1), "</To>", `</To><Content i:nil="true"/>`, 1) + config)},
		"other prefixes": {action, strings.NewReplacer("<s:", "<SOAP-ENV:", "</s:", "</SOAP-ENV:", "xmlns:s=", "xmlns:SOAP-ENV=", `xmlns="`, `xmlns:ns1="`,
			"<SendM", "<ns1:SendM", "</SendM", "</ns1:SendM", "<Plugin", "<ns1:Plugin", "</Plugin", "</ns1:Plugin", "<Outgoing", "<ns1:Outgoing", "</Outgoing", "</ns1:Outgoing",
			"<From", "<ns1:From", "</From", "</ns1:From", "<To", "<ns1:To", "</To", "</ns1:To", "<Config", "<ns1:Config", "</Config", "</ns1:Config",
			"<String", "<ns1:String", "</String", "</ns1:String", "<Key", "<ns1:Key", "</Key", "</ns1:Key", "<Value", "<ns1:Value", "</Value", "</ns1:Value").
			Replace(wrapper(plugin + messages + config))},
	} {
		t.Run(name, func(t *testing.T) {
			agent := new(recorder)
			status, answer := postTo(services86.NewMessagingHandler(agent), "text/xml; charset=utf-8", test.action, test.envelope)
			if status != 200 {
				t.Fatalf("got %d %s", status, answer)
			}
			want := &services86.SendMessagesWithConfigRequest{
				Plugin:           "SMS",
				OutgoingMessages: []services86.OutgoingMessage{{From: "me", To: "you"}},
				Config:           map[string]string{"k": "v"},
			}
			if diff := cmp.Diff(want, agent.request); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// With the option the fake is as silent as the server: the request is taken, and
// what was dropped is not there.
func TestHandlerDropsSilently(t *testing.T) {
	for name, test := range map[string]struct {
		members string
		want    services86.SendMessagesWithConfigRequest
	}{
		"a late member":            {messages + plugin, services86.SendMessagesWithConfigRequest{OutgoingMessages: []services86.OutgoingMessage{{From: "me", To: "you"}}}},
		"a late field":             {`<OutgoingMessages><OutgoingMessage><To>you</To><From>me</From></OutgoingMessage></OutgoingMessages>`, services86.SendMessagesWithConfigRequest{OutgoingMessages: []services86.OutgoingMessage{{To: "you"}}}},
		"a field twice":            {plugin + "<Plugin>other</Plugin>", services86.SendMessagesWithConfigRequest{Plugin: "SMS"}},
		"another namespace":        {`<Plugin xmlns="urn:x">SMS</Plugin>` + messages, services86.SendMessagesWithConfigRequest{OutgoingMessages: []services86.OutgoingMessage{{From: "me", To: "you"}}}},
		"an unknown element":       {`<New/>` + plugin, services86.SendMessagesWithConfigRequest{Plugin: "SMS"}},
		"an entry of another name": {plugin + `<Config><Entry><Key>k</Key></Entry></Config>`, services86.SendMessagesWithConfigRequest{Plugin: "SMS", Config: map[string]string{}}},
	} {
		t.Run(name, func(t *testing.T) {
			agent := new(recorder)
			handler := services86.NewMessagingHandler(agent, services86.WithSilentDrops())
			status, answer := postTo(handler, "text/xml", services86.MessagingSendMessagesWithConfigAction, wrapper(test.members))
			if status != 200 {
				t.Fatalf("got %d %s", status, answer)
			}
			if diff := cmp.Diff(&test.want, agent.request); diff != "" {
				t.Error(diff)
			}
		})
	}
	// What the server refuses is refused all the same.
	status, answer := postTo(services86.NewMessagingHandler(new(recorder), services86.WithSilentDrops()), "text/xml",
		services86.MessagingSendMessagesWithConfigAction, wrapper(`<Config><StringKeyValuePair><Key>k</Key></StringKeyValuePair></Config>`))
	if status != 500 || !strings.Contains(answer, "DeserializationFailed") {
		t.Errorf("got %d %s", status, answer)
	}
}
