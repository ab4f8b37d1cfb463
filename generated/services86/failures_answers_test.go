package services86_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

const (
	ns     = "http://www.superoffice.net/ws/crm/NetServer/Services86"
	soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
	soap12 = "http://www.w3.org/2003/05/soap-envelope"
	sent   = `<SendMessagesWithConfigResponse xmlns="` + ns + `"><Response><MessageDeliveryStatus><Status>1</Status>` +
		`<MessagingId>1001</MessagingId></MessageDeliveryStatus></Response></SendMessagesWithConfigResponse>`
	nothing = `<SendMessagesWithConfigResponse xmlns="` + ns + `"><Response i:nil="true"/></SendMessagesWithConfigResponse>`
)

// echo is what a careless server repeats: all secrets, as they stand in XML.
var echo = secretTicket + " " + secretToken + " " + html.EscapeString(secretConfig)

// envelope is a response as WCF writes it.
func envelope(header, body string) string {
	return `<s:Envelope xmlns:s="` + soap11 + `" xmlns:h="` + ns + `" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><s:Header>` +
		header + `</s:Header><s:Body>` + body + `</s:Body></s:Envelope>`
}

var success = envelope(`<h:ExceptionInfo i:nil="true"/><h:ExtraInfo i:nil="true"/><h:Succeeded>true</h:Succeeded><h:TimeZone i:nil="true"/>`, sent)

// answer is one that the server is free to send as it likes.
func answer(status int, contentType, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = nil // or net/http guesses one
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		if w.Header().Get("Transfer-Encoding") == "" && status != http.StatusNoContent {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func xml(body string) http.HandlerFunc { return answer(200, "text/xml; charset=utf-8", body) }

func zipped(body string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(body))
	_ = z.Close()
	return b.String()
}

// endings are all of them, in the order of the documentation.
func endings() []ending {
	return append(append(append(append(append(
		successes(), failures()...), faults()...), strangers()...), statuses()...), networkEndings()...)
}

func successes() []ending {
	return []ending{
		{name: "success, the other header blocks nil", answer: xml(success)},
		{name: "success, the other header blocks empty", answer: xml(envelope(`<h:ExceptionInfo/><h:ExtraInfo/><h:Succeeded>true</h:Succeeded><h:TimeZone/>`, sent))},
		{name: "success, Succeeded absent", answer: xml(envelope(`<h:ExceptionInfo i:nil="true"/>`, sent))},
		{name: "success, Succeeded nil", answer: xml(envelope(`<h:Succeeded i:nil="true"/>`, sent))},
		{name: "success, an empty Header", answer: xml(envelope("", sent))},
		{name: "success, no Header", answer: xml(strings.Replace(envelope("", sent), "<s:Header></s:Header>", "", 1))},
		{name: "success in an envelope of SOAP 1.2", answer: answer(200, "application/soap+xml; charset=utf-8", strings.ReplaceAll(success, soap11, soap12))},
		{name: "success with unknown blocks and elements", answer: xml(envelope(`<x:new xmlns:x="urn:x" s:mustUnderstand="1"/>`,
			strings.Replace(sent, "<Status>", "<New><Deep/></New><Status>", 1)))},
		{name: "success with a BOM, a declaration, comments and other prefixes", answer: xml("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- c -->" +
			strings.NewReplacer("<s:", "<soap-env:", "</s:", "</soap-env:", "xmlns:s=", "xmlns:soap-env=").Replace(success))},
		{name: "success, gzip", answer: answer(200, "text/xml", zipped(success), "Content-Encoding", "gzip")},
		{name: "success in chunks", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml")
			for i := range success {
				_, _ = w.Write([]byte{success[i]})
				if i%50 == 0 {
					_ = http.NewResponseController(w).Flush()
				}
			}
		}},
		{name: "success, application/xml", answer: answer(200, "application/xml", success)},
		{name: "success, written in upper case with quotes: TEXT/XML; charset=\"UTF-8\"", answer: answer(200, `TEXT/XML; charset="UTF-8"`, success)},
	}
}

func failures() []ending {
	failed := func(info string) string { return info + `<h:Succeeded>false</h:Succeeded>` }
	full := `<h:ExceptionInfo><h:Message>no such plugin ` + echo + `</h:Message><h:StackTrace>at A.B(` + echo + `)</h:StackTrace>` +
		`<h:FriendlyText>Ask your administrator ` + echo + `</h:FriendlyText><h:ExceptionType>SuperOffice.SoException</h:ExceptionType>` +
		`<h:Source>SoCore</h:Source><h:InnerException i:nil="true"/><h:Parameters><h:SoExceptionInfoParametersKeyValuePair>` +
		`<h:Key>` + secretTicket + `</h:Key><h:Value>` + secretTicket + `</h:Value></h:SoExceptionInfoParametersKeyValuePair></h:Parameters></h:ExceptionInfo>`
	nested := `<h:ExceptionInfo><h:Message>outer</h:Message><h:InnerException><h:Message>middle</h:Message><h:InnerException>` +
		`<h:Message>inner ` + echo + `</h:Message></h:InnerException></h:InnerException></h:ExceptionInfo>`
	return []ending{
		{name: "Succeeded false, a full ExceptionInfo", answer: xml(envelope(failed(full), nothing))},
		{name: "Succeeded false, an empty ExceptionInfo", answer: xml(envelope(failed(`<h:ExceptionInfo/>`), nothing))},
		{name: "Succeeded false, a nil ExceptionInfo", answer: xml(envelope(failed(`<h:ExceptionInfo i:nil="true"/>`), nothing))},
		{name: "Succeeded false, a nested ExceptionInfo", answer: xml(envelope(failed(nested), nothing))},
		{name: "Succeeded false, no ExceptionInfo and an empty Body", answer: xml(envelope(failed(""), ""))},
		{name: "Succeeded false with a response: some messages went out", answer: xml(envelope(failed(nested), sent))},
		{name: "Succeeded absent, an ExceptionInfo", answer: xml(envelope(nested, nothing))},
		{name: "Succeeded true, an ExceptionInfo", answer: xml(envelope(nested+`<h:Succeeded>true</h:Succeeded>`, nothing))},
	}
}

func faults() []ending {
	const one = `<s:Fault><faultcode xmlns:a="urn:x">a:InternalServiceFault</faultcode><faultstring xml:lang="en-US">it broke</faultstring></s:Fault>`
	const two = `<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value xmlns:a="urn:x">a:InternalServiceFault</s:Value></s:Subcode></s:Code>` +
		`<s:Reason><s:Text xml:lang="en">it broke</s:Text><s:Text xml:lang="no">det brakk</s:Text></s:Reason></s:Fault>`
	var all []ending
	for _, status := range []int{200, 400, 500} {
		all = append(all,
			ending{name: fmt.Sprintf("a fault of SOAP 1.1 on %d", status), answer: answer(status, "text/xml", envelope("", one))},
			ending{name: fmt.Sprintf("a fault of SOAP 1.2 on %d", status), answer: answer(status, "application/soap+xml", strings.ReplaceAll(envelope("", two), soap11, soap12))})
	}
	told := `<s:Fault><faultcode>s:Client ` + echo + `</faultcode><faultstring>bad ` + echo + `</faultstring><faultactor>` + echo +
		`</faultactor><detail><e:Why xmlns:e="urn:e" told="` + echo + `">` + echo + `</e:Why></detail></s:Fault>`
	return append(all,
		ending{name: "a fault with detail and actor", answer: answer(500, "text/xml", envelope("", told))},
		ending{name: "a fault with foreign prefixes", answer: answer(500, "text/xml", `<SOAP-ENV:Envelope xmlns:SOAP-ENV="`+soap11+
			`"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>it broke</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`)},
		ending{name: "a fault beside an ExceptionInfo", answer: answer(500, "text/xml", envelope(`<h:ExceptionInfo><h:Message>`+echo+`</h:Message></h:ExceptionInfo>`, one))},
		ending{name: "a fault without code and text", answer: answer(500, "text/xml", envelope("", `<s:Fault/>`))},
		ending{name: "a fault that is cut", answer: answer(500, "text/xml", envelope("", one)[:300])},
	)
}

// strangers are answers of 200 that are no response.
func strangers() []ending {
	wide := new(strings.Builder)
	for i := range 300 {
		fmt.Fprintf(wide, ` a%d="1"`, i)
	}
	names := new(strings.Builder)
	for i := range 5000 {
		fmt.Fprintf(names, `<a%d/>`, i)
	}
	limit := func(s *scene) { s.opts = append(s.opts, services86.WithMaxResponse(10_000)) }
	within := func(extra string) string { return strings.Replace(success, "<Status>", extra+"<Status>", 1) }
	return []ending{
		{name: "200, empty", answer: xml("")},
		{name: "200, white space", answer: xml(" \r\n ")},
		{name: "200, HTML", answer: answer(200, "text/html", "<html>log in, "+secretTicket+"</html>")},
		{name: "200, JSON", answer: answer(200, "application/json", `{"ticket":"`+secretTicket+`","config":"hush\u0026\"gateway\"\u003chush\u003e"}`)},
		{name: "200, HTML that calls itself XML", answer: xml("<html><p>" + secretTicket + "<br></p></html>")},
		{name: "200, XML that is no envelope", answer: xml(`<ok/>`)},
		{name: "200, the response of another operation", answer: xml(envelope("", `<SendMessagesResponse xmlns="`+ns+`"/>`))},
		{name: "200, the response in another namespace", answer: xml(envelope("", strings.ReplaceAll(sent, ns, "urn:other")))},
		{name: "200, two elements in the Body", answer: xml(envelope("", sent+sent))},
		{name: "200, two faults in the Body", answer: xml(envelope("", `<s:Fault><faultstring>`+echo+`</faultstring></s:Fault><s:Fault/>`))},
		{name: "200, a response and a fault in the Body", answer: xml(envelope("", sent+`<s:Fault><faultstring>`+echo+`</faultstring></s:Fault>`))},
		{name: "200, a Header behind the Body that tells of a failure", answer: xml(strings.Replace(envelope("", sent), "</s:Envelope>",
			`<s:Header><h:Succeeded>false</h:Succeeded></s:Header></s:Envelope>`, 1))},
		{name: "200, a second Body", answer: xml(strings.Replace(success, "</s:Envelope>", `<s:Body><s:Fault/></s:Body></s:Envelope>`, 1))},
		{name: "200, a header block that can't be read", answer: xml(envelope(`<h:Succeeded>`+secretToken+`</h:Succeeded>`, sent))},
		{name: "200, an empty Body", answer: xml(envelope("", ""))},
		{name: "200, no Body", answer: xml(`<s:Envelope xmlns:s="` + soap11 + `"><s:Header/></s:Envelope>`)},
		{name: "200, a value that is none", answer: xml(strings.Replace(success, "1001", secretTicket, 1))},
		{name: "200, a secret as an element's name", answer: xml(envelope("", `<`+secretToken+`>`))},
		{name: "200, elements that do not match", answer: xml(strings.Replace(success, "</Status>", "</State>", 1))},
		{name: "200, a document type", answer: xml(`<!DOCTYPE x [<!ENTITY e "boom">]>` + success)},
		{name: "200, something behind the envelope", answer: xml(success + "<more/>")},
		{name: "200, no Content-Type", answer: answer(200, "", success)},
		{name: "200, another Content-Type", answer: answer(200, "application/octet-stream", success)},
		{name: "200, MTOM", answer: answer(200, `multipart/related; type="application/xop+xml"; start-info="text/xml"; boundary=b`, "--b\r\n\r\n"+success+"\r\n--b--")},
		{name: "200, a Content-Type that is none and tells a secret", answer: answer(200, "text/xml; "+secretToken+"=", success)},
		{name: "200, charset ISO-8859-1", answer: answer(200, "text/xml; charset=iso-8859-1", success)},
		{name: "200, charset UTF-16", answer: answer(200, "text/xml; charset=utf-16", success)},
		{name: "200, UTF-16 without a word", answer: answer(200, "text/xml", "\xff\xfe<\x00s\x00:\x00")},
		{name: "200, Latin-1 without a word", answer: xml(strings.Replace(success, "<Status>", "<StatusDescription>sm\xf8r</StatusDescription><Status>", 1))},
		{name: "200, gzip that is none", answer: answer(200, "text/xml", success, "Content-Encoding", "gzip")},
		{name: "200, gzip that is cut", answer: answer(200, "text/xml", zipped(success)[:60], "Content-Encoding", "gzip")},
		{name: "200, a compression that was not asked for", answer: answer(200, "text/xml", "\x1b\x03\x00", "Content-Encoding", "br")},
		{name: "a gzip bomb", each: 1, answer: answer(200, "text/xml", zipped(within("<x>"+strings.Repeat("0", 10<<20)+"</x>")), "Content-Encoding", "gzip"), setup: limit},
		{name: "more than the limit", each: 1, answer: xml(within("<x>" + strings.Repeat("0", 2_000_000) + "</x>")), setup: limit},
		{name: "more than the limit, in elements", each: 1, answer: xml(within(strings.Repeat("<x/>", 500_000))), setup: limit},
		{name: "nested deeper than the limit", answer: xml(within(strings.Repeat("<x>", 300) + strings.Repeat("</x>", 300)))},
		{name: "more attributes than the limit", answer: xml(within("<x" + wide.String() + "/>"))},
		{name: "more names than the limit", each: 1, answer: xml(within(names.String() + strings.Repeat(" ", 2_000_000)))},
		{name: "a name longer than the limit", answer: xml(within("<" + strings.Repeat("x", 2000) + "/>"))},
	}
}

// statuses are answers that are not SOAP at all.
func statuses() []ending {
	const page = "<html>sorry, " + secretTicket + "</html>"
	edge := strings.Repeat("x", 1024-10) + secretTicket + strings.Repeat("x", 500)
	redirect := func(status int, to string) http.HandlerFunc { return answer(status, "", "", "Location", to) }
	return []ending{
		{name: "204", answer: answer(204, "", "")},
		{name: "301 to the same host", answer: redirect(301, "/elsewhere")},
		{name: "302 to another host, with a secret in the URL", answer: redirect(302, "https://"+secretToken+".example/login?t="+secretTicket)},
		{name: "303 without a Location", answer: answer(303, "", "")},
		{name: "307 to another host", answer: redirect(307, "https://elsewhere.example/login")},
		{name: "307 to http:", answer: redirect(307, "http://elsewhere.example/login")},
		{name: "308 to another host", answer: redirect(308, "https://elsewhere.example/login")},
		{name: "302 to what is no URL", answer: redirect(302, "https://%zz/"+secretTicket)},
		{name: "400 without a body", answer: answer(400, "", "")},
		{name: "400 with HTML", answer: answer(400, "text/html", page)},
		{name: "401 with HTML", answer: answer(401, "text/html", page)},
		{name: "403 with HTML", answer: answer(403, "text/html", page)},
		{name: "404 with HTML", answer: answer(404, "text/html", page)},
		{name: "407 with HTML", answer: answer(407, "text/html", page, "Proxy-Authenticate", "Basic")},
		{name: "413 without a body", answer: answer(413, "", "")},
		{name: "415 without a body", answer: answer(415, "", "")},
		{name: "421 with HTML", answer: answer(421, "text/html", page)},
		{name: "429 with Retry-After", answer: answer(429, "text/plain", "slow down", "Retry-After", "30")},
		{name: "500 without a body", answer: answer(500, "", "")},
		{name: "500 with HTML", answer: answer(500, "text/html", page)},
		{name: "500 with an envelope that has no fault", answer: answer(500, "text/xml", success)},
		{name: "502 with HTML", answer: answer(502, "text/html", page)},
		{name: "503 with HTML", answer: answer(503, "text/html", page, "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")},
		{name: "504 with HTML", answer: answer(504, "text/html", page)},
		{name: "503 with more than is kept, cut in a secret", answer: answer(503, "text/html", edge)},
		{name: "a status that HTTP does not have", answer: answer(599, "text/plain", "")},
	}
}
