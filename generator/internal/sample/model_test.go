package sample_test

import "github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"

const (
	target        = "http://www.superoffice.net/ws/crm/NetServer/Services86"
	arrays        = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
	serialization = "http://schemas.microsoft.com/2003/10/Serialization/"
	xmlSchema     = "http://www.w3.org/2001/XMLSchema"
)

var (
	text     = builtin(ir.String, xmlSchema, "string")
	number   = builtin(ir.Int32, xmlSchema, "int")
	fraction = builtin(ir.Float64, xmlSchema, "double")
	boolean  = builtin(ir.Bool, xmlSchema, "boolean")
	binary   = builtin(ir.Bytes, xmlSchema, "base64Binary")
	date     = builtin(ir.DateTime, xmlSchema, "dateTime")
	duration = builtin(ir.Duration, serialization, "duration")
	anything = builtin(ir.Any, xmlSchema, "anyType")
)

func builtin(scalar ir.Scalar, space, local string) *ir.Type {
	return &ir.Type{Kind: ir.Builtin, Scalar: scalar, Name: ir.QName{Space: space, Local: local}, XSD: ir.QName{Space: space, Local: local}}
}

func name(local string) ir.QName { return ir.QName{Space: target, Local: local} }

func field(local string, t *ir.Type) *ir.Field {
	return &ir.Field{Name: name(local), Type: t, MaxOccurs: 1}
}

func required(f *ir.Field) *ir.Field {
	f.MinOccurs = 1
	return f
}

func structOf(local string, fields ...*ir.Field) *ir.Type {
	return &ir.Type{Kind: ir.Struct, Name: name(local), Fields: fields}
}

func wrapper(local string, fields ...*ir.Field) *ir.Type {
	return &ir.Type{Kind: ir.Struct, Name: name(local), Wrapper: true, Fields: fields}
}

func listOf(local string, item *ir.Type) *ir.Type {
	f := field(item.Name.Local, item)
	f.MaxOccurs = -1
	return &ir.Type{Kind: ir.List, Name: name("ArrayOf" + local), Item: f}
}

func enum(local string, values ...string) *ir.Type {
	t := &ir.Type{Kind: ir.Enum, Name: name(local)}
	for _, v := range values {
		t.Values = append(t.Values, &ir.Value{Text: v})
	}
	return t
}

// netServer is a package with NetServer's headers and one operation.
func netServer(agentName string, request, response *ir.Type) (*ir.Package, *ir.Agent, *ir.Operation) {
	op := &ir.Operation{
		Name: request.Name.Local, Request: request, Response: response,
		RequestBlocks: []int{0, 1, 2}, ResponseBlocks: []int{0, 1, 2, 3},
	}
	agent := &ir.Agent{Name: agentName, Schemas: []string{serialization, arrays}, Operations: []*ir.Operation{op}}
	exception := structOf("SoExceptionInfo", field("Message", text))
	exception.Fields = append(exception.Fields, field("InnerException", exception))
	zone := structOf("SoTimeZone", field("SoTimeZoneId", number))
	p := &ir.Package{
		Namespace: target,
		Namespaces: []ir.Namespace{
			{URI: arrays, Prefix: "a"},
			{URI: target},
		},
		Agents: []*ir.Agent{agent},
		RequestHeader: structOf("",
			field("ApplicationToken", text),
			field("Credentials", structOf("SoCredentials", field("Ticket", text))),
			field("TimeZone", zone)),
		ResponseHeader: structOf("",
			field("ExceptionInfo", exception),
			field("ExtraInfo", listOf("ExtraInfo", text)),
			field("Succeeded", boolean),
			field("TimeZone", zone)),
		NetServer: true,
	}
	return p, agent, op
}

// sendMessages is the operation whose envelopes the vendor's page shows.
func sendMessages() (*ir.Package, *ir.Agent, *ir.Operation) {
	outgoing := structOf("OutgoingMessage",
		field("From", text), field("To", text), field("Content", text), field("Format", text),
		field("ParentMessagingId", number), field("SuggestedSessionKey", text))
	status := structOf("MessageDeliveryStatus",
		field("Status", number), field("StatusDescription", text), field("MessagingId", number))
	outgoing.Base = structOf("Carrier", field("TableRight", structOf("TableRight", field("Mask", number))))
	status.Base = outgoing.Base
	return netServer("Messaging",
		wrapper("SendMessages", field("Plugin", text), field("OutgoingMessages", listOf("OutgoingMessage", outgoing))),
		wrapper("SendMessagesResponse", field("Response", listOf("MessageDeliveryStatus", status))))
}
