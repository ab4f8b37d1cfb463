package runtime

import "net/http"

// What differs between SOAP 1.1 and 1.2.

// soap is the namespace of a service's envelopes.
func (s *service) soap() string {
	if s.soap12 {
		return soap12
	}
	return soap11
}

// The media types of envelopes.
const (
	mediaType11 = "text/xml"
	mediaType12 = "application/soap+xml"
)

// httpHeader is the header of a request: SOAP 1.2 has the action in the content type.
func (op *operation) httpHeader() http.Header {
	switch {
	case !op.service.soap12:
		return http.Header{"Content-Type": {mediaType11 + "; charset=utf-8"}, "Soapaction": {`"` + op.action + `"`}}
	case op.action == "":
		return http.Header{"Content-Type": {mediaType12 + "; charset=utf-8"}}
	}
	return http.Header{"Content-Type": {mediaType12 + `; charset=utf-8; action="` + op.action + `"`}}
}

// fault12 appends an envelope with a fault of SOAP 1.2, as WCF writes it. The detail
// must be XML.
func (w *writer) fault12(f *Fault) {
	w.raw(envelopeOf12 + `><s:Body><s:Fault><s:Code>`)
	switch f.Code {
	case "", "Server", "Receiver":
		w.raw(`<s:Value>s:Receiver</s:Value>`)
	case "Client", "Sender":
		w.raw(`<s:Value>s:Sender</s:Value>`)
	case "MustUnderstand", "VersionMismatch", "DataEncodingUnknown": // SOAP's own
		w.raw(`<s:Value>s:` + f.Code + `</s:Value>`)
	case "InternalServiceFault":
		w.subcode("Receiver", f.Code)
	default:
		w.subcode("Sender", f.Code)
	}
	w.raw(`</s:Code><s:Reason><s:Text xml:lang="en-US">`)
	if reason := w.text(f.Reason); reason != "" {
		w.fail("<s:Text>", reason)
	}
	w.raw(`</s:Text></s:Reason>`)
	if f.Actor != "" {
		w.string("<s:Role>", f.Actor)
	}
	if f.Detail != "" {
		if !isWellFormed(`<detail>` + f.Detail + `</detail>`) {
			w.fail("<s:Detail>", "not well-formed XML")
		}
		w.raw(`<s:Detail>` + f.Detail + `</s:Detail>`)
	}
	w.raw(`</s:Fault></s:Body></s:Envelope>`)
}

// subcode appends a code of the application's own, with SOAP's around it.
func (w *writer) subcode(code, own string) {
	w.raw(`<s:Value>s:` + code + `</s:Value><s:Subcode><s:Value xmlns:a="` + faultSpace(own) + `">a:`)
	if reason := w.text(own); reason != "" {
		w.fail("<s:Value>", reason)
	}
	w.raw(`</s:Value></s:Subcode>`)
}
