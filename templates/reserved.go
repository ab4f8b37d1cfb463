package templates

// Reserved are the exported names that no generated type may take: those of the
// runtime, and those of the headers, which the runtime calls by name. They are
// reserved whether or not a package needs the file that declares them, so that an
// option changes no name.
func Reserved() []string {
	return []string{
		"Clock",
		"DecodeError",
		"EncodeError",
		"Fault",
		"HTTPError",
		"HandlerOption",
		"Instant",
		"OperationError",
		"Option",
		"RequestHeader",
		"RequestHeaderFrom",
		"ResponseHeader",
		"ServerError",
		"UnknownAttribute",
		"UnknownType",
		"WithApplicationToken",
		"WithDeadTicketCheck",
		"WithFullTrace",
		"WithHTTPClient",
		"WithLogger",
		"WithMaxResponse",
		"WithRequestHeader",
		"WithRetryOnDeadTicket",
		"WithSilentDrops",
		"WithTicket",
		"WithTicketSource",
		"WithTimeZone",
		"WithTrace",
		"WithUserAgent",
	}
}
