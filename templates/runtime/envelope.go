package runtime

import "strings"

// The namespaces of the envelope.
const (
	soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
	soap12 = "http://www.w3.org/2003/05/soap-envelope"
	xsi    = "http://www.w3.org/2001/XMLSchema-instance"
)

// The beginning of an Envelope, behind which the namespaces of its content are bound,
// and what stands behind those.
const (
	envelopeOf11 = `<s:Envelope xmlns:s="` + soap11 + `"`
	envelopeOf12 = `<s:Envelope xmlns:s="` + soap12 + `"`
	openHeader   = `><s:Header>`
)

// A service is an agent as the WSDL tells of it.
type service struct {
	name string // Messaging
	path string // of the endpoint, below the base URL
	// soap12 tells that it speaks SOAP 1.2; the others speak 1.1.
	soap12 bool
	*convention
}

// A convention is what a family of services adds to SOAP by means of headers.
type convention struct {
	// refuse tells why a request can't be sent.
	refuse func(host string, h *RequestHeader) error
	// failure is the error that the headers of a response tell of, nil for none.
	failure func(h responseHeader) error
	// report writes the outcome of a call into the headers. It reports false for
	// an error that it has no form for.
	report func(h *responseHeader, err error) bool
}

// An operation is what the WSDL says of one, as far as it shows on the wire.
type operation struct {
	service        *service
	name           string
	action         string // the SOAPAction, without quotes
	request        body
	response       body
	requestBlocks  uint // the header blocks, a bit for each
	responseBlocks uint
}

// A body is the form of a message.
type body struct {
	envelope string  // the start tags of Envelope, which binds all namespaces, and Header
	tag      string  // the wrapper's start tag
	name     xmlName // the wrapper's name
}

// envelope appends an envelope.
func (w *writer) envelope(b *body, header func(w *writer), content encodable) {
	w.raw(b.envelope)
	blocks := len(w.buf)
	if header(w); len(w.buf) > blocks {
		w.raw(`</s:Header><s:Body>`)
	} else { // none is set
		w.buf = append(w.buf[:blocks-len(openHeader)], `><s:Body>`...)
	}
	w.object(b.tag, content)
	w.raw(`</s:Body></s:Envelope>`)
}

// readEnvelope reads an envelope of SOAP 1.1 or 1.2 to its end, or one in the given
// namespace alone. The header comes first where there is one, in any order of its
// blocks: block reads the one at a place among the known ones. All others are passed
// over, whether or not the scanner is strict, but unknown is called for each before.
// body is called for the one child of Body, which it reads.
//
// The header is not handed over as an object, which would have to be on the heap.
func (s *scanner) readEnvelope(only string, known []member, block func(place int), unknown, body func()) error {
	if !s.root() {
		return s.finish()
	}
	soap := s.space()
	if s.local() != "Envelope" || soap != soap11 && soap != soap12 || only != "" && soap != only {
		s.fail("not a SOAP envelope")
	}
	bodies := 0
	for s.child() {
		switch {
		case s.is(soap, "Header") && bodies == 0:
			s.readHeader(known, block, unknown)
		case s.is(soap, "Body") && bodies == 0:
			bodies++
			s.readBody(body)
		case s.strict || s.space() == soap: // a Header behind the Body may tell of a failure
			s.fail("an Envelope holds Header and Body only, in this order")
		default:
			s.skip()
		}
	}
	if bodies == 0 {
		s.fail("the Envelope has no Body")
	}
	return s.finish()
}

func (s *scanner) readBody(body func()) {
	for children := 0; s.child(); children++ {
		switch {
		case children == 0:
			body()
		case s.silent:
			s.pass()
		default:
			s.fail("a second element in the Body")
		}
	}
}

func (s *scanner) readHeader(known []member, block func(place int), unknown func()) {
	var seen uint64 // a bit for each block
	for s.child() {
		place := s.place(known, 0)
		if place < 0 {
			unknown()
			s.pass()
			continue
		}
		if s.strict && !s.silent && seen>>place&1 != 0 {
			s.fail("the header block stands twice")
		}
		seen |= 1 << place
		if s.strict {
			s.wantType(&known[place])
		}
		block(place)
	}
}

// atFault reports whether the current element is a SOAP fault.
func (s *scanner) atFault() bool { return s.is(soap11, "Fault") || s.is(soap12, "Fault") }

// readFault reads the Fault that the scanner is at.
func (s *scanner) readFault() *Fault {
	f := new(Fault)
	s.strict = false // a fault may hold more than is wanted here
	if s.space() == soap12 {
		for s.child() {
			switch s.local() {
			case "Code":
				s.readFaultCode(f)
			case "Reason":
				for s.child() {
					if f.Reason == "" {
						s.string(&f.Reason)
						continue
					}
					s.skip() // the same in another language
				}
			case "Role":
				s.string(&f.Actor)
			case "Detail":
				f.Detail = s.inner()
			default:
				s.skip()
			}
		}
		return f
	}
	for s.child() {
		switch s.local() {
		case "faultcode":
			s.string(&f.Code)
			f.Code = localPart(f.Code)
		case "faultstring":
			s.string(&f.Reason)
		case "faultactor":
			s.string(&f.Actor)
		case "detail":
			f.Detail = s.inner()
		default:
			s.skip()
		}
	}
	return f
}

// readFaultCode reads a SOAP 1.2 code with its subcodes: the last is the exact one.
func (s *scanner) readFaultCode(f *Fault) {
	for s.child() {
		switch s.local() {
		case "Value":
			s.string(&f.Code)
			f.Code = localPart(f.Code)
		case "Subcode":
			s.readFaultCode(f)
		default:
			s.skip()
		}
	}
}

// fault appends an envelope with a fault, as WCF writes it. The detail must be XML.
func (w *writer) fault(f *Fault) {
	w.raw(envelopeOf11 + `><s:Body><s:Fault>`)
	switch f.Code {
	case "":
		w.raw(`<faultcode>s:Server</faultcode>`)
	case "Client", "Server", "MustUnderstand", "VersionMismatch": // SOAP's own
		w.raw(`<faultcode>s:` + f.Code + `</faultcode>`)
	default:
		w.raw(`<faultcode xmlns:a="` + faultSpace(f.Code) + `">a:`)
		if reason := w.text(f.Code); reason != "" {
			w.fail("<faultcode>", reason)
		}
		w.raw(`</faultcode>`)
	}
	w.raw(`<faultstring xml:lang="en-US">`)
	if reason := w.text(f.Reason); reason != "" {
		w.fail("<faultstring>", reason)
	}
	w.raw(`</faultstring>`)
	if f.Actor != "" {
		w.string("<faultactor>", f.Actor)
	}
	if f.Detail != "" {
		detail := `<detail>` + f.Detail + `</detail>`
		if !isWellFormed(detail) {
			w.fail("<detail>", "not well-formed XML")
		}
		w.raw(detail)
	}
	w.raw(`</s:Fault></s:Body></s:Envelope>`)
}

// faultSpace is the namespace that WCF has a fault code in.
func faultSpace(code string) string {
	if code == "ActionNotSupported" {
		return "http://schemas.microsoft.com/ws/2005/05/addressing/none"
	}
	return "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"
}

// isWellFormed reports whether text is an XML document.
func isWellFormed(text string) bool {
	s := newScanner(strings.NewReader(text), int64(len(text)))
	defer s.release()
	if s.root() {
		s.skip()
	}
	return s.finish() == nil
}

// localPart is what stands behind the prefix of a name.
func localPart(name string) string {
	if _, local, prefixed := strings.Cut(name, ":"); prefixed {
		name = local
	}
	return strings.TrimSpace(name)
}
