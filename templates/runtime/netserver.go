package runtime

import (
	"errors"
	"fmt"
	"strings"
)

// WithApplicationToken sets the ApplicationToken header block, which tells
// SuperOffice which registered application calls. Calls to SuperOffice Online are
// refused without one; installations on site don't check it.
func WithApplicationToken(token string) Option {
	return func(s *settings) { s.header.ApplicationToken = token }
}

// A ServerError is a call that reached NetServer and failed there: the response's
// header says Succeeded false, or has an ExceptionInfo. SOAP itself knows nothing
// of it; the answer is an HTTP 200 without a fault.
//
// A handler's agent returns one to have it written.
type ServerError struct {
	// ExceptionInfo is what the server told; nil where it told nothing. The call's
	// secrets are masked in it.
	ExceptionInfo *SoExceptionInfo
}

// FriendlyText is the server's text for people, in the language of the user;
// empty where there is none.
func (e *ServerError) FriendlyText() string {
	if e.ExceptionInfo == nil {
		return ""
	}
	return e.ExceptionInfo.FriendlyText
}

// Message is the server's text for developers; empty where there is none.
func (e *ServerError) Message() string {
	if e.ExceptionInfo == nil {
		return ""
	}
	return e.ExceptionInfo.Message
}

// ExceptionType is the .NET type of the server's exception; empty where it told none.
func (e *ServerError) ExceptionType() string {
	if e.ExceptionInfo == nil {
		return ""
	}
	return e.ExceptionInfo.ExceptionType
}

// Error gives the friendly text, or else the message.
func (e *ServerError) Error() string {
	switch {
	case e.FriendlyText() != "":
		return "the server reports: " + e.FriendlyText()
	case e.Message() != "":
		return "the server reports: " + e.Message()
	}
	return "the server reports a failure without a text"
}

func (e *ServerError) conceal(c *concealer) {
	for info := e.ExceptionInfo; info != nil; info = info.InnerException {
		for _, text := range []*string{
			&info.Message, &info.StackTrace, &info.FriendlyText, &info.ExceptionType, &info.Source,
		} {
			*text = c.hide(*text)
		}
		info.Parameters = c.hideEntries(info.Parameters)
	}
}

func (*ServerError) outcome() string { return "server_error" }

// netServer is the convention of SuperOffice's services.
var netServer = convention{refuse: refuseWithoutToken, failure: netServerFailure, report: netServerReport}

func refuseWithoutToken(host string, h *RequestHeader) error {
	if h.ApplicationToken != "" || !isOnline(host) {
		return nil
	}
	return fmt.Errorf("%s is SuperOffice Online, which refuses calls without an application token: "+
		"give the one of your registered application WithApplicationToken", host)
}

func isOnline(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "superoffice.com" || strings.HasSuffix(host, ".superoffice.com")
}

// netServerFailure tells failure by what the blocks say and not by whether they
// are there: a success carries an ExceptionInfo too, nil or empty. A Succeeded
// that is missing says yes.
func netServerFailure(h responseHeader) error {
	info := h.ExceptionInfo
	if info != nil && info.Message == "" && info.StackTrace == "" && info.FriendlyText == "" &&
		info.ExceptionType == "" && info.Source == "" && info.InnerException == nil && len(info.Parameters) == 0 {
		info = nil
	}
	if info == nil && (h.Succeeded == nil || *h.Succeeded) {
		return nil
	}
	return &ServerError{ExceptionInfo: info}
}

func netServerReport(h *responseHeader, err error) bool {
	succeeded := err == nil
	h.Succeeded = &succeeded
	if succeeded {
		return true
	}
	var failure *ServerError
	if !errors.As(err, &failure) {
		return false
	}
	h.ExceptionInfo = failure.ExceptionInfo
	return true
}
