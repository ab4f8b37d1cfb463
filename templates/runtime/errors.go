package runtime

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// An OperationError is the error of every failed call. Below it lies what went
// wrong, for errors.As and errors.Is: a *ServerError, *Fault, *HTTPError,
// *DecodeError or *EncodeError, or an error of the context or the network.
//
// What it says is in methods of standard types, so that one interface of the
// caller's own fits the errors of several generated packages.
type OperationError struct {
	agent, operation string
	notSent          bool
	err              error
}

// Agent is the name of the agent that was called, such as Messaging.
func (e *OperationError) Agent() string { return e.agent }

// Operation is the name of the operation that was called, such as SendMessages.
func (e *OperationError) Operation() string { return e.operation }

// NotSent reports whether it is certain that no byte of the request reached a
// connection, so that the call may be repeated without doing anything twice. It
// is true for a request that could not be written, for a failed dial and a failed
// TLS handshake. It is false wherever the server may have seen the request.
func (e *OperationError) NotSent() bool { return e.notSent }

// Unwrap returns the cause.
func (e *OperationError) Unwrap() error { return e.err }

// Error names the operation and the cause. It holds no part of a message's body
// and none of the call's secrets.
func (e *OperationError) Error() string {
	if e.notSent {
		return e.agent + "." + e.operation + ": not sent: " + e.err.Error()
	}
	return e.agent + "." + e.operation + ": " + e.err.Error()
}

// An EncodeError is a value that can't be written as the schema wants it. It is
// found before anything is sent.
type EncodeError struct {
	Path   string // of elements, items counted from 0: SendMessages/OutgoingMessages/OutgoingMessage[2]/Content
	Reason string
}

// Error names the element and says what is wrong with its value, not the value.
func (e *EncodeError) Error() string { return e.Path + ": " + e.Reason }

// An HTTPError is an answer that is not SOAP: of a proxy, a login page, a load
// balancer, a redirect, or of the server's HTTP layer.
type HTTPError struct {
	StatusCode   int
	ContentType  string
	Body         string        // its first 1,024 bytes, the call's secrets masked
	LocationHost string        // where a redirect points to; redirects aren't followed
	RetryAfter   time.Duration // as a number of seconds in the answer says, else 0
}

// Error gives status and content type, and what is known to lie behind the
// status. It prints nothing of the body.
func (e *HTTPError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP %d", e.StatusCode)
	if text := http.StatusText(e.StatusCode); text != "" {
		b.WriteString(" " + text)
	}
	switch {
	case e.ContentType == "" && e.Body == "":
		b.WriteString(", an empty answer")
	case e.ContentType == "":
		b.WriteString(" without a content type")
	default:
		fmt.Fprintf(&b, " with %q", e.ContentType)
	}
	switch {
	case e.LocationHost != "":
		fmt.Fprintf(&b, ": a redirect to %q, which is not followed", e.LocationHost)
	case e.StatusCode == http.StatusMisdirectedRequest:
		b.WriteString(": the tenant is on another host")
	case e.StatusCode == http.StatusRequestEntityTooLarge:
		b.WriteString(": the request is larger than the server takes")
	case e.StatusCode < 300:
		b.WriteString(" in place of a SOAP envelope")
	}
	return b.String()
}

// A Fault is a SOAP fault: the server could not read the request, or failed
// outside of its own error handling. A failed operation is a *ServerError.
//
// A handler's agent may return one to have it written.
type Fault struct {
	// Code is the local name of the fault code, of the innermost subcode in SOAP
	// 1.2: Client, Server, DeserializationFailed, InternalServiceFault …
	Code   string
	Reason string // the fault string
	Actor  string // who faulted; mostly empty
	Detail string // the content of the detail element as XML; mostly empty
}

// Error gives code and reason, as far as the server did.
func (e *Fault) Error() string {
	text := "SOAP fault"
	if e.Code != "" {
		text += " " + e.Code
	}
	if e.Reason != "" {
		text += ": " + e.Reason
	}
	return text
}
