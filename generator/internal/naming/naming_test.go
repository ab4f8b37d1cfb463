package naming

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

const (
	tns   = "http://example.com/NetServer/Services86"
	other = "http://example.com/Data/"
)

// at is a place to report.
func at(line int) diag.Position { return diag.Position{File: "a.wsdl", Line: line, Col: 1} }

func pack(agents ...*ir.Agent) *ir.Package {
	return &ir.Package{Go: "services", Agents: agents, RequestHeader: &ir.Type{}, ResponseHeader: &ir.Type{}}
}

// with adds types to a package, in their order.
func with(p *ir.Package, types ...*ir.Type) *ir.Package {
	p.Types = append(p.Types, types...)
	return p
}

// agent has operations of the given names, each with wrappers of its own, that
// are to be added to the package's types.
func agent(name string, operations ...string) *ir.Agent {
	a := &ir.Agent{Name: name, Pos: at(1)}
	for _, op := range operations {
		a.Operations = append(a.Operations, &ir.Operation{
			Name: op, Pos: at(2), Request: wrapperOf(a, op), Response: wrapperOf(a, op+"Response"),
		})
	}
	return a
}

func wrapperOf(a *ir.Agent, element string, fields ...string) *ir.Type {
	t := structOf(tns, element, fields...)
	t.Wrapper, t.Agents = true, []*ir.Agent{a}
	return t
}

func structOf(space, name string, fields ...string) *ir.Type {
	t := &ir.Type{Kind: ir.Struct, Name: ir.QName{Space: space, Local: name}, Path: name, Pos: at(3)}
	for _, f := range fields {
		t.Fields = append(t.Fields, &ir.Field{Name: ir.QName{Space: space, Local: f}, Path: name + "/" + f, Pos: at(4)})
	}
	return t
}

func enum(name string, values ...string) *ir.Type {
	t := structOf(tns, name)
	t.Kind = ir.Enum
	for _, v := range values {
		t.Values = append(t.Values, &ir.Value{Text: v, Pos: at(5)})
	}
	return t
}

// renamed gives the request of an agent's first operation another element.
func renamed(a *ir.Agent, element string) *ir.Agent {
	a.Operations[0].Request.Name.Local = element
	return a
}

// wrappersOf are the wrappers of the agents, in the order of their operations.
func wrappersOf(agents ...*ir.Agent) []*ir.Type {
	var all []*ir.Type
	for _, a := range agents {
		for _, op := range a.Operations {
			all = append(all, op.Request, op.Response)
		}
	}
	return all
}

func TestWrappers(t *testing.T) {
	tests := []struct {
		name     string
		reserved []string
		agents   []*ir.Agent
		want     []string // of each operation the request and the response
	}{{
		name:   "plain",
		agents: []*ir.Agent{agent("Messaging", "SendMessages")},
		want:   []string{"SendMessagesRequest", "SendMessagesResponse"},
	}, {
		name:   "suffix already there",
		agents: []*ir.Agent{agent("Sentry", "CheckRequest")},
		want:   []string{"CheckRequest", "CheckRequestResponse"},
	}, {
		name:   "operation of two agents",
		agents: []*ir.Agent{agent("Contact", "Merge", "Get"), agent("Person", "Merge")},
		want: []string{
			"ContactMergeRequest", "ContactMergeResponse", "GetRequest", "GetResponse",
			"PersonMergeRequest", "PersonMergeResponse",
		},
	}, {
		name:   "operation of two agents with elements of other names",
		agents: []*ir.Agent{renamed(agent("Contact", "Get"), "GetContact"), agent("Person", "Get")},
		want:   []string{"ContactGetContactRequest", "ContactGetResponse", "PersonGetRequest", "PersonGetResponse"},
	}, {
		name:   "two agents propose one name",
		agents: []*ir.Agent{agent("Contact", "Merge"), agent("Person", "MergeRequest")},
		want: []string{
			"ContactMergeRequest", "MergeResponse",
			"PersonMergeRequest", "MergeRequestResponse",
		},
	}, {
		name:     "reserved",
		reserved: []string{"SendRequest"},
		agents:   []*ir.Agent{agent("Messaging", "Send")},
		want:     []string{"MessagingSendRequest", "SendResponse"},
	}, {
		name:     "reserved twice",
		reserved: []string{"SendRequest", "MessagingSendRequest"},
		agents:   []*ir.Agent{agent("Messaging", "Send")},
		want:     []string{"MessagingSendRequestMessage", "SendResponse"},
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := with(pack(test.agents...), wrappersOf(test.agents...)...)
			if err := Assign(p, test.reserved); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, w := range wrappersOf(test.agents...) {
				got = append(got, w.Go)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkCompiles(t, p)
		})
	}
}

// TestSharedResponse has two operations with one response element.
func TestSharedResponse(t *testing.T) {
	principal := agent("SoPrincipal", "AuthenticateTicket", "Authenticate")
	response := principal.Operations[1].Response
	principal.Operations[0].Response = response

	p := with(pack(principal), principal.Operations[0].Request, principal.Operations[1].Request, response)
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	if got, want := response.Go, "AuthenticateResponse"; got != want {
		t.Errorf("alone: got %s, want %s", got, want)
	}

	mail := agent("EMail", "Authenticate")
	p = with(pack(mail, principal), append(wrappersOf(mail), p.Types...)...)
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	if got, want := response.Go, "SoPrincipalAuthenticateResponse"; got != want {
		t.Errorf("beside EMail: got %s, want %s", got, want)
	}
	checkCompiles(t, p)
}

func TestTypes(t *testing.T) {
	base := structOf(tns, "FieldInfoBase")
	base.Derived = []*ir.Type{structOf(tns, "FieldInfoText")}
	anonymous := enum("", "Low")
	anonymous.Path = "Send/Priority"

	tests := []struct {
		name     string
		reserved []string
		types    []*ir.Type
		want     []string
	}{
		{"spelling", nil, []*ir.Type{structOf(tns, "messagingId"), structOf(tns, "a-b")}, []string{"MessagingId", "AB"}},
		{"reserved", []string{"Fault"}, []*ir.Type{structOf(tns, "Fault")}, []string{"FaultType"}},
		{"header", nil, []*ir.Type{structOf(tns, "RequestHeader")}, []string{"RequestHeaderType"}},
		{"agent", nil, []*ir.Type{structOf(tns, "Contact"), structOf(tns, "ContactClient"), structOf(tns, "NewContactHandler")},
			[]string{"Contact", "ContactClientType", "NewContactHandlerType"}},
		{"dropped characters", nil, []*ir.Type{structOf(tns, "a-b"), structOf(tns, "a.b")}, []string{"AB", "ABType"}},
		{"two namespaces", nil, []*ir.Type{structOf(other, "Item"), structOf(tns, "Item")}, []string{"ItemData", "ItemServices86"}},
		{"anonymous", nil, []*ir.Type{anonymous}, []string{"SendPriority"}},
		{"interface", nil, []*ir.Type{structOf(tns, "AnyFieldInfoBase"), base}, []string{"AnyFieldInfoBase", "FieldInfoBaseType"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := with(pack(agent("Contact")), test.types...)
			if err := Assign(p, test.reserved); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, typ := range test.types {
				got = append(got, typ.Go)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkCompiles(t, p)
		})
	}
}

func TestDictionary(t *testing.T) {
	p := with(pack(), structOf(tns, "Settings"))
	p.Dictionaries = []*ir.Type{{Kind: ir.Dictionary, Name: ir.QName{Space: other, Local: "Settings"}, Path: "Settings"}}
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	if got, want := p.Dictionaries[0].Go, "SettingsData"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestConstants(t *testing.T) {
	tests := []struct {
		name  string
		types []*ir.Type
		typ   *ir.Type
		want  []string
	}{
		{"values", nil, enum("Status", "Sent", "not sent", "1", "not-sent"),
			[]string{"StatusSent", "StatusNotSent", "Status1", "StatusNotSentValue"}},
		{"no letters", nil, enum("Status", ""), []string{"StatusValue"}},
		{"type of that name", []*ir.Type{structOf(tns, "StatusSent")}, enum("Status", "Sent"), []string{"StatusSentValue"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := with(pack(), append(test.types, test.typ)...)
			if err := Assign(p, nil); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, v := range test.typ.Values {
				got = append(got, v.Go)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkCompiles(t, p)
		})
	}
}

func TestFields(t *testing.T) {
	carrier := structOf(tns, "Carrier", "TableRight")
	derived := structOf(tns, "Contact", "Carrier", "TableRight", "Header")
	derived.Base = carrier
	masked := structOf(tns, "Login", "Password", "Format", "LogValue")
	masked.Masked = true
	messaging := agent("Messaging", "Send")
	send := messaging.Operations[0]
	send.Request.Fields = structOf(tns, "Send", "Header", "user-name", "2D").Fields
	send.Response.Fields = structOf(tns, "SendResponse", "Header", "Response").Fields

	p := with(pack(messaging), send.Request, send.Response, carrier, derived, masked)
	p.RequestHeader = structOf(tns, "", "Ticket", "Format")
	p.RequestHeader.Masked = true
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		typ  *ir.Type
		want []string
	}{
		{send.Request, []string{"Header", "UserName", "X2D"}},
		{send.Response, []string{"HeaderField", "Response"}},
		{carrier, []string{"TableRight"}},
		{derived, []string{"CarrierField", "TableRight", "Header"}},
		{masked, []string{"Password", "FormatField", "LogValueField"}},
		{p.RequestHeader, []string{"Ticket", "FormatField"}},
	}
	for _, test := range tests {
		var got []string
		for _, f := range test.typ.Fields {
			got = append(got, f.Go)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.typ.Path, diff)
		}
	}
	checkCompiles(t, p)
}

func TestOperations(t *testing.T) {
	a := agent("Find", "getAll", "With", "Format")
	p := with(pack(a), wrappersOf(a)...)
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, op := range a.Operations {
		got = append(got, op.Go)
	}
	if diff := cmp.Diff([]string{"GetAll", "WithOperation", "FormatOperation"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	checkCompiles(t, p)
}

// listing has the responses of an agent's operations be lists.
func listing(a *ir.Agent) *ir.Agent {
	for _, op := range a.Operations {
		op.List = &ir.Field{}
	}
	return a
}

// A method that hands out items gives way to the operations, whatever their order.
func TestStreams(t *testing.T) {
	a := listing(agent("Find", "all", "StreamAll", "With", "Touch"))
	a.Operations[3].List = nil
	p := with(pack(a), wrappersOf(a)...)
	if err := Assign(p, nil); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, op := range a.Operations {
		got = append(got, op.Go, op.GoStream)
	}
	want := []string{"All", "StreamAllItems", "StreamAll", "StreamStreamAll", "WithOperation", "StreamWithOperation", "Touch", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	checkCompiles(t, p)

	a = listing(agent("Find", "all", "StreamAll"))
	if err := Assign(pack(a), nil, overriding("operation Find.all", "Everything")); err != nil {
		t.Fatal(err)
	}
	if got := a.Operations[0].GoStream; got != "StreamEverything" {
		t.Errorf("an operation of another name has the method %s", got)
	}
}

func TestNamespaces(t *testing.T) {
	tests := []struct {
		name string
		uris []string
		want []string
	}{
		{"last segment", []string{tns, "http://example.com/Arrays/"}, []string{"namespaceServices86", "namespaceArrays"}},
		{"more segments", []string{"http://a/Data", "http://b/Data"}, []string{"namespaceAData", "namespaceBData"}},
		{"urn", []string{"urn:example:messaging"}, []string{"namespaceMessaging"}},
		{"one is the tail of another", []string{"urn:Data", "urn:x:Data"}, []string{"namespaceUrnData", "namespaceXData"}},
		{"nothing to say", []string{"/"}, []string{"namespace"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := pack()
			for _, uri := range test.uris {
				p.Namespaces = append(p.Namespaces, ir.Namespace{URI: uri})
			}
			if err := Assign(p, nil); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, ns := range p.Namespaces {
				got = append(got, ns.Go)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkCompiles(t, p)
		})
	}
}

// newName is how the message about a clash ends.
func newName(key string) string {
	return "; choose another in so-wsdlgen.yaml:\n  names:\n    " + key + ": NewName"
}

func TestErrors(t *testing.T) {
	both := agent("Messaging", "Ping")
	both.Operations[0].Response = both.Operations[0].Request
	overlap := []*ir.Agent{agent("Foo", "BarGet"), agent("FooBar", "Get")}
	spaces := pack()
	spaces.Namespaces = []ir.Namespace{{URI: "urn:x/a", Pos: at(6)}, {URI: "urn:x/a/", Pos: at(7)}}

	tests := []struct {
		name     string
		pkg      *ir.Package
		reserved []string
		want     string
	}{{
		name: "agents",
		pkg:  pack(agent("Find"), agent("find")),
		want: "a.wsdl:1:1: agent find: the Go name FindAgent is taken by agent Find" +
			newName(`agent find`),
	}, {
		name:     "agent and runtime",
		pkg:      pack(agent("HTTP")),
		reserved: []string{"HTTPClient"},
		want: "a.wsdl:1:1: agent HTTP: the Go name HTTPClient is taken by the runtime" +
			newName(`agent HTTP`),
	}, {
		name: "operations",
		pkg:  pack(agent("Find", "get-all", "get.all")),
		want: "a.wsdl:2:1: operation Find.get.all: the Go name GetAll is taken by operation Find.get-all" +
			newName(`operation Find.get.all`),
	}, {
		name: "operations and items handed out",
		pkg:  pack(listing(agent("Find", "All", "StreamAll", "StreamAllItems"))),
		want: "a.wsdl:2:1: operation Find.All: the Go name StreamAllItems is taken by operation Find.StreamAllItems" +
			newName(`operation Find.All`),
	}, {
		name: "actions",
		pkg:  with(pack(overlap...), wrappersOf(overlap...)...),
		want: "a.wsdl:2:1: operation FooBar.Get: the Go name FooBarGetAction is taken by operation Foo.BarGet" +
			newName(`operation FooBar.Get`),
	}, {
		name: "request and response",
		pkg:  with(pack(both), both.Operations[0].Request),
		want: "a.wsdl:3:1: element Ping is the body of a request and of a response of agent Messaging, and would need a Go name for each",
	}, {
		name:     "wrapper",
		pkg:      pack(agent("Messaging", "Send")),
		reserved: []string{"SendRequest", "MessagingSendRequest", "MessagingSendRequestMessage"},
		want: "a.wsdl:3:1: element Send of agent Messaging: the Go name MessagingSendRequestMessage is taken by the runtime" +
			newName(`element Send of agent Messaging`),
	}, {
		name: "types",
		pkg:  with(pack(), structOf(tns, "a-b"), structOf(tns, "a.b"), structOf(tns, "aB")),
		want: "a.wsdl:3:1: type aB: the Go name ABType is taken by type a.b" +
			newName(`type aB`),
	}, {
		name: "an enumeration without a name says so once",
		pkg:  with(pack(), structOf(tns, "A"), structOf(tns, "AType"), enum("a", "A", "a", "b")),
		want: "a.wsdl:3:1: type a: the Go name AType is taken by type AType" +
			newName(`type a`),
	}, {
		name: "constants",
		pkg:  with(pack(), enum("Op", "<", ">")),
		want: "a.wsdl:5:1: value > of type Op: the Go name OpValue is taken by value < of type Op" +
			newName(`"value > of type Op"`),
	}, {
		name: "fields",
		pkg:  with(pack(), structOf(tns, "Contact", "user-name", "userName")),
		want: "a.wsdl:4:1: element Contact/userName: the Go name UserName is taken by element Contact/user-name" +
			newName(`element Contact/userName`),
	}, {
		name: "namespaces",
		pkg:  spaces,
		want: "a.wsdl:7:1: namespace urn:x/a/: the Go name namespaceUrnXA is taken by namespace urn:x/a",
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := Assign(test.pkg, test.reserved)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if list := (diag.Error)(nil); !errors.As(err, &list) {
				t.Errorf("got a %T", err)
			}
		})
	}
}

func TestPackageNameError(t *testing.T) {
	p := pack()
	p.Go = "Main"
	want := `"Main" cannot be the name of the package: it must be a Go identifier in lower case ` +
		`that is no keyword, no predeclared name and neither main nor _`
	if err := Assign(p, nil); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// FuzzAssign names one thing of each kind after whatever it is given. Where
// there is no error, Go takes the names together.
func FuzzAssign(f *testing.F) {
	f.Add("Messaging", "Send", "Message", "Header", "Sent")
	f.Add("New", "With", "NewClient", "Format", "")
	f.Add("X", "XClient", "AnyX", "X", "X")
	f.Add("1", "2", "3", "4", "5")
	f.Add("func", "type", "int", "名前", "\xff")
	f.Fuzz(func(t *testing.T, agentName, operation, typeName, field, value string) {
		a, b := agent(agentName, operation), agent(typeName, operation)
		a.Operations[0].Response.Fields = structOf(tns, "", field, value).Fields
		base := structOf(tns, typeName, field)
		base.Derived = []*ir.Type{structOf(other, typeName, operation)}
		derived := base.Derived[0]
		derived.Base, derived.Masked = base, true
		p := with(pack(a, b), append(wrappersOf(a, b), base, derived, enum(field, value, field))...)
		p.Namespaces = []ir.Namespace{{URI: typeName}, {URI: field + "/" + value}, {URI: value}}
		if err := Assign(p, []string{"Option"}); err == nil {
			checkCompiles(t, p)
		}
	})
}
