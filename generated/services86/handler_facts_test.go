package services86_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// A readFact is what Microsoft's stack does with something that it reads:
// TestInteropDCSFacts holds it to that.
type readFact struct {
	name, members string
	want          any    // as it is read; of the operation that it belongs to
	drops         any    // what is left of it where the strict handler refuses and Microsoft's drops
	fault         string // a part of the reason where the handler refuses it
	microsofts    int    // the status of Microsoft's where it does otherwise than the handler
}

func (f readFact) operation() string { return operationOf(f.want) }
func (f readFact) action() string    { return ns + "/Messaging/" + f.operation() }

func (f readFact) envelope() string {
	return request("", "<"+f.operation()+">"+f.members+"</"+f.operation()+">")
}

func readFacts() []readFact {
	type (
		send   = services86.SendMessagesRequest
		status = services86.GetDeliveryStatusRequest
		config = services86.SendMessagesWithConfigRequest
	)
	message := func(fields string) string {
		return `<OutgoingMessages><OutgoingMessage>` + fields + `</OutgoingMessage></OutgoingMessages>`
	}
	one := func(m services86.OutgoingMessage) *send {
		return &send{OutgoingMessages: []services86.OutgoingMessage{m}}
	}
	id := func(items string) string {
		return `<MessagingIds xmlns:b="` + nsArrays + `">` + items + `</MessagingIds>`
	}
	typed := func(name string) string {
		return strings.Replace(message(``), "<OutgoingMessage>", `<OutgoingMessage i:type="`+name+`">`, 1)
	}
	selects := one(services86.OutgoingMessage{Carrier: services86.Carrier{
		TableRight: &services86.TableRight{Mask: []services86.ETableRight{services86.ETableRightSelect}},
	}})
	const xsd = ` xmlns:x="http://www.w3.org/2001/XMLSchema"`
	return []readFact{
		{"a string left out", ``, &send{}, nil, "", 0},
		{"an empty string", `<Plugin/>`, &send{}, nil, "", 0},
		{"a nil string", `<Plugin i:nil="true"/>`, &send{}, nil, "", 0},
		{"a nil string, as 1", `<Plugin i:nil="1"/>`, &send{}, nil, "", 0},
		{"white space in a string", "<Plugin> \t\n x </Plugin>", &send{Plugin: " \t\n x "}, nil, "", 0},
		{"CR LF in a string", "<Plugin>a\r\nb\rc</Plugin>", &send{Plugin: "a\nb\nc"}, nil, "", 0},
		{"CR LF in a string, escaped", "<Plugin>a&#13;&#10;b&#xD;c</Plugin>", &send{Plugin: "a\r\nb\rc"}, nil, "", 0},
		{"CDATA", "<Plugin>a<![CDATA[<&>]]>b</Plugin>", &send{Plugin: "a<&>b"}, nil, "", 0},
		{"a comment inside a string", "<Plugin>a<!-- x -->b</Plugin>", &send{Plugin: "ab"}, nil, "", 0},
		{"an element inside a string", "<Plugin>a<b/></Plugin>", &send{}, nil, "element", 0},
		{"a raw control character", "<Plugin>a\x01</Plugin>", &send{}, nil, "control character", 0},
		// XML has no such character, escaped or not; Microsoft's reader does not look.
		{"an escaped control character", "<Plugin>a&#1;</Plugin>", &send{}, nil, "character reference", 200},
		{"an entity", "<Plugin>&nbsp;</Plugin>", &send{}, nil, "character reference", 0},
		{"bytes that are not UTF-8", "<Plugin>\xe6</Plugin>", &send{}, nil, "UTF-8", 0},

		{"a number left out", message(`<From>a</From>`), one(services86.OutgoingMessage{From: "a"}), nil, "", 0},
		{"a number with white space", message("<ParentMessagingId> 7\n</ParentMessagingId>"), one(services86.OutgoingMessage{ParentMessagingId: 7}), nil, "", 0},
		{"an empty number", message(`<ParentMessagingId/>`), &send{}, nil, "not an int", 0},
		{"a nil number", message(`<ParentMessagingId i:nil="true"/>`), &send{}, nil, "not an int", 0},
		{"a malformed number", message(`<ParentMessagingId>7.0</ParentMessagingId>`), &send{}, nil, "not an int", 0},
		{"a number out of range", message(`<ParentMessagingId>2147483648</ParentMessagingId>`), &send{}, nil, "not an int", 0},

		{"a list left out", `<Plugin>x</Plugin>`, &send{Plugin: "x"}, nil, "", 0},
		{"an empty list", `<OutgoingMessages/>`, &send{OutgoingMessages: []services86.OutgoingMessage{}}, nil, "", 0},
		{"a nil list", `<OutgoingMessages i:nil="true"/>`, &send{}, nil, "", 0},
		// Null to Microsoft's; Go has the zero value for it.
		{"a nil item", `<OutgoingMessages><OutgoingMessage i:nil="true"/></OutgoingMessages>`, one(services86.OutgoingMessage{}), nil, "", 200},
		{"an empty object", message(`<TableRight/>`), one(services86.OutgoingMessage{Carrier: services86.Carrier{TableRight: &services86.TableRight{}}}), nil, "", 0},
		{"a nil object", message(`<TableRight i:nil="true"/>`), one(services86.OutgoingMessage{}), nil, "", 0},
		{"numbers in a list", id(`<b:int>1</b:int><b:int>-2</b:int>`), &status{MessagingIds: []int32{1, -2}}, nil, "", 0},
		// Numbers Microsoft's reads as an array, which has to be of nothing else.
		{"numbers in another namespace", id(`<int>1</int>`), &status{}, nil, "namespace", 0},
		{"numbers of another name", id(`<b:long>1</b:long>`), &status{}, nil, "int only", 0},
		{"another name behind a number", id(`<b:int>1</b:int><b:long>1</b:long>`), &status{}, nil, "int only", 0},
		{"objects of another name", `<OutgoingMessages><Message/></OutgoingMessages>`, &send{}, &send{OutgoingMessages: []services86.OutgoingMessage{}}, "OutgoingMessage only", 0},

		{"the base class's fields last", message(`<From>a</From><TableRight/>`), &send{}, one(services86.OutgoingMessage{From: "a"}), "comes late", 0},
		{"a wrapper's member late", message("") + `<Plugin>x</Plugin>`, &send{}, one(services86.OutgoingMessage{}), "comes late", 0},
		{"a field in no namespace", message(`<From xmlns="">a</From>`), &send{}, one(services86.OutgoingMessage{}), "another namespace", 0},
		{"a field in another namespace", message(`<From xmlns="urn:x">a</From>`), &send{}, one(services86.OutgoingMessage{}), "another namespace", 0},
		{"a field in another case", message(`<from>a</from>`), &send{}, one(services86.OutgoingMessage{}), "no such element", 0},
		{"an unknown element", message(`<New><Deep>a</Deep></New><To>b</To>`), &send{}, one(services86.OutgoingMessage{To: "b"}), "no such element", 0},

		{"the right xsi:type", message(`<From i:type="x:string"` + xsd + `>a</From>`), one(services86.OutgoingMessage{From: "a"}), nil, "", 0},
		{"the right xsi:type of an object", typed(`OutgoingMessage`), one(services86.OutgoingMessage{}), nil, "", 0},
		{"an unknown xsi:type", typed(`Other`), &send{}, nil, "xsi:type", 0},
		{"the xsi:type in another namespace", strings.Replace(message(``), "<OutgoingMessage>", `<OutgoingMessage xmlns:u="urn:x" i:type="u:OutgoingMessage">`, 1), &send{}, nil, "xsi:type", 0},
		{"the xsi:type of the base class", typed(`Carrier`), &send{}, nil, "xsi:type", 0},
		{"the xsi:type of another class", typed(`MessageDeliveryStatus`), &send{}, nil, "xsi:type", 0},
		{"an empty xsi:type", typed(``), one(services86.OutgoingMessage{}), nil, "", 0},
		{"an xsi:type that is no name", typed(`a b`), &send{}, nil, "xsi:type", 0},
		{"an unknown xsi:type of a field", message(`<TableRight i:type="Other"/>`), &send{}, nil, "xsi:type", 0},
		{"an unknown xsi:type of nil", message(`<TableRight i:nil="true" i:type="Other"/>`), one(services86.OutgoingMessage{}), nil, "", 0},
		{"the right xsi:type of a list", `<OutgoingMessages i:type="ArrayOfOutgoingMessage"/>`, &send{OutgoingMessages: []services86.OutgoingMessage{}}, nil, "", 0},
		{"an unknown xsi:type of a list", `<OutgoingMessages i:type="Other"/>`, &send{}, nil, "xsi:type", 0},
		{"the right xsi:type of a list of numbers", strings.Replace(id(`<b:int>1</b:int>`), ">", ` i:type="b:ArrayOfint">`, 1), &status{MessagingIds: []int32{1}}, nil, "", 0},
		{"an unknown xsi:type of a list of numbers", strings.Replace(id(`<b:int>1</b:int>`), ">", ` i:type="ArrayOfint">`, 1), &status{}, nil, "xsi:type", 0},
		{"an unknown xsi:type of a number in a list", id(`<b:int i:type="u:Other">1</b:int>`), &status{MessagingIds: []int32{1}}, nil, "", 0},
		{"the right xsi:type of flags", message(`<TableRight><Mask i:type="ETableRight">Select</Mask></TableRight>`), selects, nil, "", 0},
		{"an unknown xsi:type of flags", message(`<TableRight><Mask i:type="Other">Select</Mask></TableRight>`), &send{}, nil, "xsi:type", 0},
		{"the right xsi:type of a dictionary", `<Config i:type="StringDictionary"/>`, &config{Config: map[string]string{}}, nil, "", 0},
		{"an unknown xsi:type of a dictionary", `<Config i:type="Other"/>`, &config{}, nil, "xsi:type", 0},
		{"an unknown xsi:type of an entry", `<Config><StringKeyValuePair i:type="u:Other"><Key>k</Key><Value i:type="Other">v</Value></StringKeyValuePair></Config>`, &config{Config: map[string]string{"k": "v"}}, nil, "", 0},
		{"an unknown xsi:type of a string", `<Plugin i:type="Other">x</Plugin>`, &send{Plugin: "x"}, nil, "", 0},
		{"an xsi:type with a prefix that is not declared", typed(`u:OutgoingMessage`), &send{}, nil, "not declared", 0},
		{"the same of a string", `<Plugin i:type="u:string">x</Plugin>`, &send{Plugin: "x"}, nil, "", 0},
		{"the same of a number", message(`<ParentMessagingId i:type="u:int">7</ParentMessagingId>`), one(services86.OutgoingMessage{ParentMessagingId: 7}), nil, "", 0},

		{"text in an object", message(`x<From>a</From>`), &send{}, nil, "in the place of an element", 0},
		{"text behind a field", message(`<From>a</From>x`), &send{}, nil, "in the place of an element", 0},
		{"CDATA in an object", message(`<![CDATA[x]]>`), &send{}, nil, "in the place of an element", 0},
		{"text in a list", `<OutgoingMessages>x</OutgoingMessages>`, &send{}, nil, "in the place of an element", 0},
		{"text in a list of numbers", id(`x`), &status{}, nil, "in the place of an element", 0},
		{"text in a dictionary", `<Config>x</Config>`, &config{}, nil, "in the place of an element", 0},
		{"text in a nil object", message(`<TableRight i:nil="true">x</TableRight><From>a</From>`), &send{}, one(services86.OutgoingMessage{From: "a"}), "nil", 0},
		{"an element in a nil object", message(`<TableRight i:nil="true"><Reason>x</Reason></TableRight><From>a</From>`), &send{}, one(services86.OutgoingMessage{From: "a"}), "in the place of text", 0},
		{"text in a nil list", `<Plugin>a</Plugin><OutgoingMessages i:nil="true">x</OutgoingMessages>`, &send{}, &send{Plugin: "a"}, "nil", 0},
		{"text in a nil string", `<Plugin i:nil="true">x</Plugin><OutgoingMessages/>`, &send{}, &send{OutgoingMessages: []services86.OutgoingMessage{}}, "nil", 0},
		{"an element in a nil string", `<Plugin i:nil="true"><x/></Plugin><OutgoingMessages/>`, &send{}, &send{OutgoingMessages: []services86.OutgoingMessage{}}, "in the place of text", 0},
		{"white space in a nil object", message(`<TableRight i:nil="true"> </TableRight><From>a</From>`), one(services86.OutgoingMessage{From: "a"}), nil, "", 0},
		{"white space in a nil string", `<Plugin i:nil="true"> </Plugin><OutgoingMessages/>`, &send{OutgoingMessages: []services86.OutgoingMessage{}}, nil, "", 0},
		{"text in a wrapper", `x`, &send{}, nil, "in the place of an element", 0},
		{"text in an unknown element", message(`<New>x</New>`), &send{}, one(services86.OutgoingMessage{}), "no such element", 0},
		{"white space and a comment in an object", message(" \n<!-- x --><From>a</From>&#32;"), one(services86.OutgoingMessage{From: "a"}), nil, "", 0},

		{"an empty dictionary", `<Config/>`, &config{Config: map[string]string{}}, nil, "", 0},
		{"a nil dictionary", `<Config i:nil="true"/>`, &config{}, nil, "", 0},
		{"entries under another name", `<Config><KeyValuePair><Key>k</Key><Value>v</Value></KeyValuePair></Config>`, &config{}, &config{Config: map[string]string{}}, "StringKeyValuePair only", 0},
		{"a repeated key", `<Config><StringKeyValuePair><Key>k</Key><Value>v</Value></StringKeyValuePair><StringKeyValuePair><Key>k</Key><Value>w</Value></StringKeyValuePair></Config>`, &config{}, nil, "twice", 0},
		{"a nil value", `<Config><StringKeyValuePair><Key>k</Key><Value i:nil="true"/></StringKeyValuePair></Config>`, &config{Config: map[string]string{"k": ""}}, nil, "", 0},
		{"flags", message(`<TableRight><Mask> Select  Update </Mask></TableRight>`), one(services86.OutgoingMessage{Carrier: services86.Carrier{
			TableRight: &services86.TableRight{Mask: []services86.ETableRight{services86.ETableRightSelect, services86.ETableRightUpdate}},
		}}), nil, "", 0},
		{"no flags", message(`<TableRight><Mask/></TableRight>`), one(services86.OutgoingMessage{Carrier: services86.Carrier{TableRight: &services86.TableRight{Mask: []services86.ETableRight{}}}}), nil, "", 0},
	}
}

// What Microsoft's reads as something the handler reads alike, what it refuses the
// handler refuses alike, and what it drops the handler refuses, or drops where it is
// told to.
func TestHandlerReadsAsMicrosoftsDoes(t *testing.T) {
	for _, fact := range readFacts() {
		t.Run(fact.name, func(t *testing.T) {
			read := func(opts ...services86.HandlerOption) (any, int, string) {
				agent := new(recordingAgent)
				status, answer := postTo(services86.NewMessagingHandler(agent, opts...), "text/xml; charset=utf-8", fact.action(), fact.envelope())
				return agent.request, status, answer
			}
			want, drops := fact.want, fact.drops
			if fact.fault != "" {
				want = nil
			} else {
				drops = want
			}
			got, status, answer := read()
			if diff := cmp.Diff(want, got); diff != "" || (status == 200) != (want != nil) {
				t.Errorf("%d %s %s", status, answer, diff)
			}
			if want == nil && (!strings.Contains(answer, "a:DeserializationFailed") || !strings.Contains(answer, fact.fault)) {
				t.Errorf("%d %s", status, answer)
			}
			got, status, answer = read(services86.WithSilentDrops())
			if diff := cmp.Diff(drops, got); diff != "" || (status == 200) != (drops != nil) {
				t.Errorf("silent: %d %s %s", status, answer, diff)
			}
		})
	}
}
