package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxRequest is how much of a request a handler reads: 64 MiB.
const maxRequest = 64 << 20

// A handler serves the operations of one agent. It is strict as WCF is, and where
// a real server would silently drop an element it refuses, for that is what a
// program wants to hear in its tests.
type handler struct {
	routes map[string][]route // by SOAPAction; of several the request's body tells which
	soap12 bool
	silent bool // it drops what a real server would
}

// A HandlerOption sets how a handler works.
type HandlerOption func(*handler)

// WithSilentDrops has a handler do as the real server does with an element that
// comes late, is not in the schema, is in another namespace or stands in one that is
// nil: drop it without a word. Without the option such a request is answered with a fault, as it is with the
// option where the server does so too: in a list of booleans, int, long, float, double,
// decimal or dateTime, which it reads as an array.
func WithSilentDrops() HandlerOption {
	return func(h *handler) { h.silent = true }
}

// A route is an operation and the method that does it.
type route struct {
	operation *operation
	request   func() object                                            // a new one
	call      func(ctx context.Context, request object) (reply, error) // the reply is nil for a one-way operation
}

// A reply is a response that can be written.
type reply interface {
	header() *ResponseHeader
	encodable
}

// newHandler makes a handler of the routes of an agent.
func newHandler(opts []HandlerOption, routes ...route) http.Handler {
	h := &handler{routes: make(map[string][]route, len(routes))}
	for _, r := range routes {
		action := r.operation.action
		h.routes[action] = append(h.routes[action], r)
		h.soap12 = r.operation.service.soap12 // all are of one service
	}
	for _, opt := range opts {
		opt(h)
	}
	return h
}

func (h *handler) mediaType() string {
	if h.soap12 {
		return mediaType12
	}
	return mediaType11
}

// serve makes a route of a method. Its call returns a reply in any case.
func serve[Req, Res any, PReq readable[Req], PRes interface {
	*Res
	reply
}](op *operation, method func(context.Context, *Req) (*Res, error)) route {
	return route{
		operation: op,
		request:   func() object { return PReq(new(Req)) },
		call: func(ctx context.Context, request object) (reply, error) {
			res, err := method(ctx, request.(PReq))
			if res == nil {
				res = new(Res)
			}
			return PRes(res), err
		},
	}
}

// requestHeaderKey is the key of a request's header in its context.
type requestHeaderKey struct{}

// RequestHeaderFrom is the header of the request that a handler's agent is called
// for: application token, ticket, time zone. It reports false for a context that
// is not that of such a call.
func RequestHeaderFrom(ctx context.Context) (RequestHeader, bool) {
	h, ok := ctx.Value(requestHeaderKey{}).(*RequestHeader)
	if !ok {
		return RequestHeader{}, false
	}
	return *h, true
}

// unimplemented is the answer of an operation that an agent does not have.
func unimplemented(op *operation) error {
	return &Fault{Code: "ActionNotSupported", Reason: op.service.name + "." + op.name + " is not implemented"}
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	message := newMessage()
	defer message.release()
	status := http.StatusOK
	if refused := h.answer(&message.writer, r); refused != nil {
		status = refused.status
		if refused.fault == nil {
			if status == http.StatusMethodNotAllowed {
				w.Header().Set("Allow", http.MethodPost)
			}
			w.WriteHeader(status)
			return
		}
		message.writeFault(h.soap12, refused.fault)
		if message.err != nil { // the agent's fault can't be written
			message.writeFault(h.soap12, errInternal)
		}
	}
	w.Header().Set("Content-Type", h.mediaType()+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(message.buf)))
	w.WriteHeader(status)
	_, _ = w.Write(message.buf) // a client that has gone wants no answer
}

// writeFault puts a fault in place of what was written, which may hold secrets.
func (m *message) writeFault(soap12 bool, f *Fault) {
	clear(m.buf)
	m.buf, m.err = m.buf[:0], nil
	if soap12 {
		m.fault12(f)
		return
	}
	m.fault(f)
}

// A refusal is the answer to a request that can't be served. What is not SOAP gets
// a status and no fault; so does a one-way operation that was done.
type refusal struct {
	status int
	fault  *Fault
}

func refuse(status int) *refusal { return &refusal{status: status} }

func refuseWith(code, reason string) *refusal {
	return &refusal{http.StatusInternalServerError, &Fault{Code: code, Reason: reason}}
}

// errInternal says of an agent's error what WCF says: nothing.
var errInternal = &Fault{
	Code:   "InternalServiceFault",
	Reason: "The server was unable to process the request due to an internal error.",
}

// answer appends the envelope of a response, or tells what to answer in its place.
func (h *handler) answer(w *writer, r *http.Request) *refusal {
	if r.Method != http.MethodPost {
		return refuse(http.StatusMethodNotAllowed)
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || kind != h.mediaType() ||
		charset != "" && !strings.EqualFold(charset, "utf-8") {
		return refuse(http.StatusUnsupportedMediaType)
	}
	action := soapAction(r.Header)
	if h.soap12 {
		action = params["action"]
	}
	routes := h.routes[action]
	if len(routes) == 0 {
		return refuseWith("ActionNotSupported", fmt.Sprintf("there is no operation with the SOAPAction %q here", action))
	}
	header := new(RequestHeader)
	route, request, refused := h.readRequest(r.Body, routes, header)
	if refused != nil {
		return refused
	}
	op := route.operation
	ctx := context.WithValue(r.Context(), requestHeaderKey{}, header)
	res, err := route.call(ctx, request)
	switch {
	case res == nil && err == nil:
		return refuse(http.StatusAccepted)
	case res == nil:
		return &refusal{http.StatusInternalServerError, faultOf(err)}
	}
	out := responseHeader{ResponseHeader: *res.header()}
	if fault := report(op.service, &out, err); fault != nil {
		return &refusal{http.StatusInternalServerError, fault}
	}
	w.envelope(&op.response, func(w *writer) { out.encodeBlocks(w, op.responseBlocks) }, res)
	if w.err != nil { // the agent's own mistake, and it wants to hear of it
		return refuseWith("InternalServiceFault", w.err.Error())
	}
	return nil
}

// soapAction is the SOAPAction of a request, which may stand without quotes and
// have escapes as a URL has.
func soapAction(h http.Header) string {
	action := h.Get("SOAPAction")
	if unescaped, err := url.PathUnescape(action); err == nil {
		action = unescaped
	}
	if inner, ok := strings.CutPrefix(action, `"`); ok && strings.HasSuffix(inner, `"`) {
		action = strings.TrimSuffix(inner, `"`)
	}
	return action
}

// readRequest reads a request's envelope by the route that its body belongs to, or
// tells what to answer to it.
func (h *handler) readRequest(r io.Reader, routes []route, header *RequestHeader) (found *route, request object, refused *refusal) {
	op := routes[0].operation // they differ in nothing else that counts here
	s := newScanner(r, maxRequest)
	defer s.release()
	s.strict, s.silent = true, h.silent
	var block *refusal
	inBody := false
	err := s.readEnvelope(op.service.soap(), header.members(), func(place int) { header.decodeMember(s, place) }, func() {
		if block == nil {
			block = h.refuseBlock(s, op, header)
		}
	}, func() {
		inBody = true
		for i := range routes {
			if name := routes[i].operation.request.name; s.is(name.space, name.local) {
				found, request = &routes[i], routes[i].request()
				decodeBody(s, request)
				return
			}
		}
		s.fail("the operation wants " + op.request.name.local + " in the namespace " + op.request.name.space)
	})
	wrong := (*DecodeError)(nil)
	switch {
	case errors.Is(err, errTooLarge):
		return nil, nil, refuse(http.StatusRequestEntityTooLarge)
	case block != nil:
		return nil, nil, block
	case err == nil && found != nil:
		return found, request, nil
	case err == nil:
		return nil, nil, refuseWith("InternalServiceFault", "the Body is empty")
	case found != nil, errors.As(err, &wrong) && strings.HasPrefix(wrong.Path, "Envelope/Header/"):
		return nil, nil, refuseWith("DeserializationFailed", err.Error())
	case inBody:
		return nil, nil, refuseWith("InternalServiceFault", err.Error())
	}
	return nil, nil, refuse(http.StatusBadRequest)
}

// refuseBlock tells what to answer to the header block that the scanner is at and
// the schema does not have, if it is not to be passed over.
func (h *handler) refuseBlock(s *scanner, op *operation, header object) *refusal {
	if must, _ := s.attr(op.service.soap(), "mustUnderstand"); (must == "1" || must == "true") && !isAddressing(s.space()) {
		return refuseWith("MustUnderstand", "the header block "+s.local()+" is not understood")
	}
	for _, m := range header.members() {
		if m.local == s.local() && !h.silent {
			return refuseWith("DeserializationFailed", "the header block "+m.local+" is not in the namespace "+m.space)
		}
	}
	return nil
}

// isAddressing reports whether a namespace is one of WS-Addressing, whose blocks
// every WCF endpoint understands and many clients send.
func isAddressing(space string) bool {
	return space == "http://www.w3.org/2005/08/addressing" || space == "http://schemas.xmlsoap.org/ws/2004/08/addressing"
}

// report writes the outcome of a call into the headers of its response, or returns
// the fault to answer with.
func report(service *service, h *responseHeader, err error) *Fault {
	if convention := service.convention; convention != nil && convention.report(h, err) || err == nil {
		return nil
	}
	return faultOf(err)
}

// faultOf is the fault that an agent's error is answered with.
func faultOf(err error) *Fault {
	var fault *Fault
	if errors.As(err, &fault) {
		return fault
	}
	return errInternal
}
