package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// maxRequest is how much of a request a handler reads: 64 MiB.
const maxRequest = 64 << 20

// A handler serves the operations of one agent. It is strict as WCF is, and where
// a real server would silently drop an element it refuses, for that is what a
// program wants to hear in its tests.
type handler struct {
	routes map[string]route // by SOAPAction
}

// A route is an operation and the method that does it.
type route struct {
	operation *operation
	request   func() object // a new one
	call      func(ctx context.Context, request object) (reply, error)
}

// A reply is a response that can be written.
type reply interface {
	response
	encodable
}

// newHandler makes a handler of the routes of an agent.
func newHandler(routes ...route) http.Handler {
	h := &handler{routes: make(map[string]route, len(routes))}
	for _, r := range routes {
		h.routes[r.operation.action] = r
	}
	return h
}

// serve makes a route of a method. Its call returns a response in any case.
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
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || kind != "text/xml" ||
		charset != "" && !strings.EqualFold(charset, "utf-8") {
		w.WriteHeader(http.StatusUnsupportedMediaType)
		return
	}
	message := newMessage()
	defer message.release()
	status := http.StatusOK
	if fault := h.answer(&message.writer, r); fault != nil {
		if fault == errBadRequest {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		message.buf, message.err = message.buf[:0], nil
		message.fault(fault)
		status = http.StatusInternalServerError
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(message.buf)))
	w.WriteHeader(status)
	_, _ = w.Write(message.buf) // a client that has gone wants no answer
}

// errBadRequest is the fault that is none: what isn't an envelope gets a 400.
var errBadRequest = &Fault{}

// errInternal says of an agent's error what WCF says: nothing.
var errInternal = &Fault{
	Code:   "InternalServiceFault",
	Reason: "The server was unable to process the request due to an internal error.",
}

// answer appends the envelope of a response, or returns the fault to answer with.
func (h *handler) answer(w *writer, r *http.Request) *Fault {
	action := strings.Trim(r.Header.Get("SOAPAction"), `"`)
	route, ok := h.routes[action]
	if !ok {
		return &Fault{Code: "ActionNotSupported", Reason: fmt.Sprintf("there is no operation with the SOAPAction %q here", action)}
	}
	header, request := new(RequestHeader), route.request()
	if fault := readRequest(r.Body, route.operation, header, request); fault != nil {
		return fault
	}
	ctx := context.WithValue(r.Context(), requestHeaderKey{}, header)
	res, err := route.call(ctx, request)
	out := responseHeader{ResponseHeader: *res.header()}
	if fault := report(route.operation.service, &out, err); fault != nil {
		return fault
	}
	op := route.operation
	w.envelope(&op.response, func(w *writer) { out.encodeBlocks(w, op.responseBlocks) }, res)
	if w.err != nil { // the agent's own mistake, and it wants to hear of it
		return &Fault{Code: "InternalServiceFault", Reason: w.err.Error()}
	}
	return nil
}

// readRequest reads a request's envelope, or returns the fault to answer with.
func readRequest(r io.Reader, op *operation, header *RequestHeader, request object) *Fault {
	s := newScanner(r, maxRequest)
	defer s.release()
	s.strict = true
	var fault *Fault
	inBody, inWrapper := false, false
	err := s.readEnvelope(header, func() {
		if must, _ := s.attr(soap11, "mustUnderstand"); (must == "1" || must == "true") && !isAddressing(s.space()) {
			fault = &Fault{Code: "MustUnderstand", Reason: "the header block " + s.local() + " is not understood"}
		}
	}, func() {
		inBody = true
		if !s.is(op.request.name.space, op.request.name.local) {
			s.fail("the operation wants " + op.request.name.local + " in the namespace " + op.request.name.space)
			return
		}
		inWrapper = true
		decodeBody(s, request)
	})
	switch {
	case fault != nil:
		return fault
	case inWrapper && err == nil:
		return nil
	case inWrapper:
		return &Fault{Code: "DeserializationFailed", Reason: err.Error()}
	case err == nil:
		return &Fault{Code: "InternalServiceFault", Reason: "the Body is empty"}
	case inBody:
		return &Fault{Code: "InternalServiceFault", Reason: err.Error()}
	}
	return errBadRequest
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
	var fault *Fault
	if errors.As(err, &fault) {
		return fault
	}
	return errInternal
}
