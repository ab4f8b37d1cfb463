package runtime

import "strings"

// Stand-ins for what the generator writes from the schemas and the runtime calls
// by name. This file is the only one that is not copied.

const namespaceStandIn = "http://www.superoffice.net/ws/crm/NetServer/Services86"

const requestCredentialsBlock uint = 2

// RequestHeader stands in for the header blocks of requests.
type RequestHeader struct {
	ApplicationToken string
	Credentials      *SoCredentials
	TimeZone         *SoTimeZone
}

func (h *RequestHeader) encodeBlocks(w *writer, blocks uint) {
	if blocks&1 != 0 && h.ApplicationToken != "" {
		w.string("<ApplicationToken>", h.ApplicationToken)
	}
	if blocks&requestCredentialsBlock != 0 {
		encodeObject(w, "<Credentials>", h.Credentials)
	}
	if blocks&4 != 0 {
		encodeObject(w, "<TimeZone>", h.TimeZone)
	}
}

var requestHeaderParts = []member{
	{space: namespaceStandIn, local: "ApplicationToken"},
	{space: namespaceStandIn, local: "Credentials"},
	{space: namespaceStandIn, local: "TimeZone"},
}

func (*RequestHeader) members() []member { return requestHeaderParts }

func (h *RequestHeader) decodeMember(s *scanner, place int) {
	switch place {
	case 0:
		s.string(&h.ApplicationToken)
	case 1:
		decodePointer(s, &h.Credentials)
	case 2:
		decodePointer(s, &h.TimeZone)
	}
}

func (h RequestHeader) secrets(add func(string)) {
	add(h.ApplicationToken)
	add(h.Ticket())
}

// ResponseHeader stands in for the header blocks of responses that a caller sees.
type ResponseHeader struct {
	ExtraInfo map[string]string
	TimeZone  *SoTimeZone
}

type responseHeader struct {
	ResponseHeader
	ExceptionInfo *SoExceptionInfo
	Succeeded     *bool
}

func (h *responseHeader) encodeBlocks(w *writer, blocks uint) {
	if blocks&1 != 0 {
		encodeObjectOrNil(w, "<ExceptionInfo>", h.ExceptionInfo)
	}
	if blocks&2 != 0 {
		if h.ExtraInfo == nil {
			w.null("<ExtraInfo>")
		}
		encodeMap(w, "<ExtraInfo>", "<ExtraInfoNameValuePair>", "<Key>", "<Value>",
			h.ExtraInfo, strings.Compare, (*writer).string, (*writer).string)
	}
	if blocks&4 != 0 {
		encodeOptional(w, "<Succeeded>", h.Succeeded, (*writer).bool)
	}
	if blocks&8 != 0 {
		encodeObjectOrNil(w, "<TimeZone>", h.TimeZone)
	}
}

var responseHeaderParts = []member{
	{space: namespaceStandIn, local: "ExceptionInfo"},
	{space: namespaceStandIn, local: "ExtraInfo"},
	{space: namespaceStandIn, local: "Succeeded"},
	{space: namespaceStandIn, local: "TimeZone"},
}

func (*responseHeader) members() []member { return responseHeaderParts }

var extraInfoParts = []member{
	{space: namespaceStandIn, local: "Key", required: true},
	{space: namespaceStandIn, local: "Value", required: true},
}

func (h *responseHeader) decodeMember(s *scanner, place int) {
	switch place {
	case 0:
		decodePointer(s, &h.ExceptionInfo)
	case 1:
		decodeMap(s, &h.ExtraInfo, &member{space: namespaceStandIn, local: "ExtraInfoNameValuePair"}, extraInfoParts, (*scanner).string, (*scanner).string)
	case 2:
		decodeOptional(s, &h.Succeeded, (*scanner).bool)
	case 3:
		decodePointer(s, &h.TimeZone)
	}
}

// SoCredentials stands in for the schema's type.
type SoCredentials struct{ Ticket string }

func (v *SoCredentials) encodeMembers(w *writer) { w.string("<Ticket>", v.Ticket) }

var soCredentialsParts = []member{{space: namespaceStandIn, local: "Ticket"}}

func (*SoCredentials) members() []member { return soCredentialsParts }

func (v *SoCredentials) decodeMember(s *scanner, _ int) { s.string(&v.Ticket) }

// SoTimeZone stands in for the schema's type.
type SoTimeZone struct{ SoTimeZoneId int32 }

func (v *SoTimeZone) encodeMembers(w *writer) { w.int32("<SoTimeZoneId>", v.SoTimeZoneId) }

var soTimeZoneParts = []member{{space: namespaceStandIn, local: "SoTimeZoneId"}}

func (*SoTimeZone) members() []member { return soTimeZoneParts }

func (v *SoTimeZone) decodeMember(s *scanner, _ int) { s.int32(&v.SoTimeZoneId) }

// SoExceptionInfo stands in for the schema's type.
type SoExceptionInfo struct {
	Message, StackTrace, FriendlyText, ExceptionType, Source string
	InnerException                                           *SoExceptionInfo
	Parameters                                               map[string]string
}

func (v *SoExceptionInfo) encodeMembers(w *writer) {
	w.string("<Message>", v.Message)
	w.string("<FriendlyText>", v.FriendlyText)
	w.string("<ExceptionType>", v.ExceptionType)
	encodeObject(w, "<InnerException>", v.InnerException)
}

var soExceptionInfoParts = []member{
	{space: namespaceStandIn, local: "Message"},
	{space: namespaceStandIn, local: "FriendlyText"},
	{space: namespaceStandIn, local: "ExceptionType"},
	{space: namespaceStandIn, local: "InnerException"},
}

func (*SoExceptionInfo) members() []member { return soExceptionInfoParts }

func (v *SoExceptionInfo) decodeMember(s *scanner, place int) {
	switch place {
	case 0:
		s.string(&v.Message)
	case 1:
		s.string(&v.FriendlyText)
	case 2:
		s.string(&v.ExceptionType)
	case 3:
		decodePointer(s, &v.InnerException)
	}
}
