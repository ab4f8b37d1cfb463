package main

import (
	"fmt"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// request is a SendMessages request with so many messages of an SMS's size.
func request(messages int, content string) *services86.SendMessagesRequest {
	req := &services86.SendMessagesRequest{Plugin: "Twilio SMS"}
	for i := range messages {
		req.OutgoingMessages = append(req.OutgoingMessages, services86.OutgoingMessage{
			From:                "SuperOffice",
			To:                  fmt.Sprintf("+47%08d", 40_000_000+i*7919),
			Content:             content,
			Format:              "sms/text",
			ParentMessagingId:   int32(1_000_000 + i),
			SuggestedSessionKey: fmt.Sprintf("%08x", i*2_654_435_761),
		})
	}
	return req
}

const (
	plainContent   = "Hello, your appointment is on Tuesday at 10:15. Reply YES to confirm it."
	escapedContent = "Tom & Jerry <tom@example.com> say: 5 > 3 && \"æøå\" are letters & not <tags>"
)

// response is the document that answers a SendMessages request, as WCF writes it,
// with a prefix of its own for the body's namespace unless that is empty.
func response(statuses int, description, prefix string) []byte {
	declared, colon := "xmlns", ""
	if prefix != "" {
		declared, colon = "xmlns:"+prefix, prefix+":"
	}
	b := fmt.Appendf(nil, `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>`+
		`<h:ExceptionInfo i:nil="true" xmlns:h="%[1]s" xmlns:i="%[2]s"/><h:ExtraInfo i:nil="true" xmlns:h="%[1]s" xmlns:i="%[2]s"/>`+
		`<h:Succeeded xmlns:h="%[1]s">true</h:Succeeded><h:TimeZone i:nil="true" xmlns:h="%[1]s" xmlns:i="%[2]s"/></s:Header>`+
		`<s:Body><%[3]sSendMessagesResponse %[4]s="%[1]s"><%[3]sResponse xmlns:i="%[2]s">`,
		space, "http://www.w3.org/2001/XMLSchema-instance", colon, declared)
	for i := range statuses {
		b = fmt.Appendf(b, `<%[1]sMessageDeliveryStatus><%[1]sTableRight i:nil="true"/><%[1]sFieldProperties i:nil="true"/>`+
			`<%[1]sStatus>%[2]d</%[1]sStatus><%[1]sStatusDescription>%[3]s</%[1]sStatusDescription>`+
			`<%[1]sMessagingId>%[4]d</%[1]sMessagingId></%[1]sMessageDeliveryStatus>`,
			colon, 1+i%4, description, 1_000_000+i*7919)
	}
	return fmt.Appendf(b, `</%[1]sResponse></%[1]sSendMessagesResponse></s:Body></s:Envelope>`, colon)
}

const (
	plainDescription   = "Delivered to handset"
	escapedDescription = "Failed: number unknown &amp; rejected by &lt;carrier&gt;"
)

const space = "http://www.superoffice.net/ws/crm/NetServer/Services86"
