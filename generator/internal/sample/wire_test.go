package sample_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/sample"
)

const (
	requestStart = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://www.superoffice.net/ws/crm/NetServer/Services86">
 <s:Header>
  <ApplicationToken>1234567-1234-9876</ApplicationToken>
  <Credentials>
   <Ticket>7T:1234abcxyzExample==</Ticket>
  </Credentials>
 </s:Header>
 <s:Body>
`
	responseStart = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://www.superoffice.net/ws/crm/NetServer/Services86">
 <s:Header>
  <ExceptionInfo i:nil="true"/>
  <ExtraInfo i:nil="true"/>
  <Succeeded>true</Succeeded>
  <TimeZone i:nil="true"/>
 </s:Header>
 <s:Body>
`
	wireEnd = ` </s:Body>
</s:Envelope>
`
)

func TestWireSendMessages(t *testing.T) {
	p, agent, op := sendMessages()
	tests := []struct {
		response bool
		want     string
	}{
		{false, requestStart + `  <SendMessages>
   <Plugin/>
   <OutgoingMessages>
    <OutgoingMessage>
     <TableRight>
      <Mask>0</Mask>
     </TableRight>
     <From/>
     <To/>
     <Content/>
     <Format/>
     <ParentMessagingId>0</ParentMessagingId>
     <SuggestedSessionKey/>
    </OutgoingMessage>
   </OutgoingMessages>
  </SendMessages>
` + wireEnd},
		{true, responseStart + `  <SendMessagesResponse>
   <Response>
    <MessageDeliveryStatus>
     <TableRight>
      <Mask>0</Mask>
     </TableRight>
     <Status>0</Status>
     <StatusDescription/>
     <MessagingId>0</MessagingId>
    </MessageDeliveryStatus>
   </Response>
  </SendMessagesResponse>
` + wireEnd},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, string(sample.Wire(p, agent, op, tt.response, now))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", direction(tt.response), diff)
		}
	}
}

func TestWireMembers(t *testing.T) {
	// A type that holds itself: straight, through a list and a dictionary, as a
	// nillable and as a plain required member.
	node := structOf("Node", field("Name", text))
	nillable := required(field("Nillable", node))
	nillable.Nillable = true
	node.Fields = append(node.Fields,
		field("Next", node),
		field("Children", listOf("Node", node)),
		field("Matrix", listOf("ArrayOfNode", listOf("Node", node))),
		field("ByName", &ir.Type{
			Kind: ir.Dictionary, Name: name("NodeDictionary"), Entry: name("NodePair"),
			Key: required(field("Key", text)), Value: required(field("Value", node)),
		}),
		nillable,
		required(field("Required", node)))

	base := structOf("Base", field("A", number))
	derived := structOf("Derived", field("B", number))
	derived.Base, base.Derived = base, []*ir.Type{derived}
	abstract := structOf("Abstract", field("A", number))
	concrete := structOf("Concrete", field("B", number))
	concrete.Base, concrete.Name.Space = abstract, "urn:types"
	abstract.Abstract, abstract.Derived = true, []*ir.Type{concrete}

	flags := enum("Rights", "None", "Read")
	flags.Kind = ir.Flags

	attribute := func(space, local string, t *ir.Type) *ir.Field {
		return &ir.Field{Name: ir.QName{Space: space, Local: local}, Type: t}
	}
	marked, mark := structOf("Marked", field("A", number)), structOf("Mark")
	mark.Fixed = []ir.Fixed{{Name: ir.QName{Local: "version"}, Value: `"1"`}}
	mark.Attributes = []*ir.Field{attribute("http://www.w3.org/XML/1998/namespace", "lang", text)}
	marked.Base, marked.Attributes = mark, []*ir.Field{attribute(arrays, "state", enum("State", "Open"))}
	price, sum := structOf("Price"), structOf("Sum")
	sum.Text = &ir.Field{Type: fraction}
	price.Base, price.Attributes = sum, []*ir.Field{attribute("", "amount", number)}

	tests := []struct {
		name   string
		field  *ir.Field
		prefix string // of namespaces beyond those of every request
		want   string
	}{
		{"string named as in the header", field("Ticket", text), "", `<Ticket/>`},
		{"double", field("X", fraction), "", `<X>0</X>`},
		{"boolean", field("X", boolean), "", `<X>false</X>`},
		{"base64Binary", field("X", binary), "", `<X/>`},
		{"duration", field("X", duration), "", `<X>PT0S</X>`},
		{"dateTime", field("X", date), "", `<X>2024-02-29T12:30:45</X>`},
		{"enumeration", field("X", enum("State", "<A>", "C")), "", `<X>&lt;A&gt;</X>`},
		{"flags", field("X", flags), "", `<X>None</X>`},
		{"anyType", field("X", anything),
			` xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`,
			`<X i:type="xsd:string"/>`},
		{"another namespace", &ir.Field{Name: ir.QName{Space: arrays, Local: "X"}, Type: number},
			` xmlns:a="` + arrays + `"`, `<a:X>0</a:X>`},
		{"dictionary", field("X", &ir.Type{
			Kind: ir.Dictionary, Name: name("Dates"), Entry: name("DatePair"),
			Key: required(field("Key", date)), Value: required(field("Value", text)),
		}), "", "<X>\n    <DatePair>\n     <Key>2024-02-29T12:30:45</Key>\n     <Value/>\n    </DatePair>\n   </X>"},
		{"empty struct", field("X", structOf("S")), "", `<X/>`},
		{"recursion", field("X", node), ` xmlns:i="http://www.w3.org/2001/XMLSchema-instance"`,
			"<X>\n    <Name/>\n    <Nillable i:nil=\"true\"/>\n    <Required/>\n   </X>"},
		{"base of others", field("X", base), ` xmlns:i="http://www.w3.org/2001/XMLSchema-instance"`,
			"<X i:type=\"Base\">\n    <A>0</A>\n   </X>"},
		{"derived type", field("X", derived), "", "<X>\n    <A>0</A>\n    <B>0</B>\n   </X>"},
		{"abstract base", field("X", abstract),
			` xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:t4="urn:types"`,
			"<X i:type=\"t4:Concrete\">\n    <A>0</A>\n    <B>0</B>\n   </X>"},
		{"attributes", field("X", marked), ` xmlns:a="` + arrays + `"`,
			`<X version="&#34;1&#34;" xml:lang="" a:state="Open">` + "\n    <A>0</A>\n   </X>"},
		{"text with attributes", field("X", price), "", `<X amount="0">0</X>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, agent, op := netServer("Agent", wrapper("Do", tt.field), nil)
			start := strings.Replace(requestStart, ">\n", tt.prefix+">\n", 1)
			want := start + "  <Do>\n   " + tt.want + "\n  </Do>\n" + wireEnd
			if diff := cmp.Diff(want, string(sample.Wire(p, agent, op, false, now))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestWireOtherHeaders has a service that is not NetServer, whose header blocks
// mean nothing to us.
func TestWireOtherHeaders(t *testing.T) {
	p, agent, op := netServer("Agent", wrapper("Do"), wrapper("DoResponse"))
	p.NetServer = false
	op.RequestBlocks, op.ResponseBlocks = []int{2, 0}, nil

	const start = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="` + target + "\">\n"
	want := start + ` <s:Header>
  <TimeZone>
   <SoTimeZoneId>0</SoTimeZoneId>
  </TimeZone>
  <ApplicationToken/>
 </s:Header>
 <s:Body>
  <Do/>
` + wireEnd
	if diff := cmp.Diff(want, string(sample.Wire(p, agent, op, false, now))); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	want = start + " <s:Body>\n  <DoResponse/>\n" + wireEnd
	if diff := cmp.Diff(want, string(sample.Wire(p, agent, op, true, now))); diff != "" {
		t.Errorf("response (-want +got):\n%s", diff)
	}
}

func TestWireSOAP12(t *testing.T) {
	p, agent, op := netServer("Agent", wrapper("Do"), wrapper("DoResponse"))
	agent.SOAP12 = true
	for _, response := range []bool{false, true} {
		if got := string(sample.Wire(p, agent, op, response, now)); !strings.HasPrefix(got, `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" `) {
			t.Errorf("%s: %s", direction(response), got)
		}
	}
}
