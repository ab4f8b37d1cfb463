package build

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

func TestAgents(t *testing.T) {
	messaging := document("Messaging", nil, operation("Send", nil, nil), operation("Again", nil, nil))
	messaging.File = "dir/Messaging.wsdl"
	messaging.Schemas = append(messaging.Schemas,
		&wsdl.Schema{TargetNamespace: arrays}, &wsdl.Schema{TargetNamespace: "urn:a"})
	port := messaging.Services[0].Ports[0]
	port.Binding.PortType.Doc = " Sends messages. "
	port.Binding.Operations[0].Doc = "Send sends."
	port.Binding.Operations[0].SOAPAction = "urn:Send"
	port.Binding.Operations[1].Output = nil // one-way

	contact := document("Contact", nil, operation("Get", nil, nil))
	contact.Services[0].Doc = "Knows people."
	p := built(t, setOf(messaging, contact))
	if diff := cmp.Diff([]string{"Contact.wsdl", "Messaging.wsdl"}, p.Sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if p.Go != "services" || p.Namespace != tns || p.Server {
		t.Errorf("got %q, %q, %t", p.Go, p.Namespace, p.Server)
	}
	if len(p.Agents) != 2 || p.Agents[0].Name != "Contact" {
		t.Fatalf("the agents are not sorted: %v", p.Agents)
	}
	if got, want := p.Agents[0].Doc, "Knows people."; got != want {
		t.Errorf("without documentation of the port type: %q, want %q", got, want)
	}
	got := *p.Agents[1]
	got.Operations = nil
	want := ir.Agent{
		Name: "Messaging", Pos: diag.Position{File: "Messaging.wsdl", Line: 6, Col: 1}, Source: "Messaging.wsdl",
		Doc: "Sends messages.", Path: "Remote/Services86/Messaging.svc", Schemas: []string{arrays, "urn:a"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("agent (-want +got):\n%s", diff)
	}
	send, again := p.Agents[1].Operations[0], p.Agents[1].Operations[1]
	if send.Name != "Send" || send.Doc != "Send sends." || send.SOAPAction != "urn:Send" {
		t.Errorf("got %+v", send)
	}
	if send.Request.Name.Local != "Send" || !send.Request.Wrapper || send.Response.Name.Local != "SendResponse" {
		t.Errorf("wrappers %+v, %+v", send.Request, send.Response)
	}
	if again.Response != nil {
		t.Errorf("the response of a one-way operation: %+v", again.Response)
	}
}

// TestWrappers: the operations of an agent share an element, agents do not.
func TestWrappers(t *testing.T) {
	get, peek, other := operation("Get", nil, nil), operation("Peek", nil, nil), operation("Get", nil, nil)
	peek.Output = get.Output
	p := built(t, setOf(document("A", nil, get, peek), document("B", nil, other)))
	a, b := p.Agents[0].Operations, p.Agents[1].Operations
	if a[0].Response != a[1].Response {
		t.Error("two operations of one agent do not share the response")
	}
	if a[0].Response == b[0].Response {
		t.Error("two agents share the response")
	}
	if diff := cmp.Diff([]string{"Get", "Get", "GetResponse", "GetResponse", "Peek"}, typeNames(p.Types)); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
}

// TestLists: what is one list and no more is marked.
func TestLists(t *testing.T) {
	list := listOf("ArrayOfInt", xsd("int"))
	based := operation("Based", nil, []*wsdl.Element{element("R", list)})
	based.Output.Body.Type.Base = sequence("Base", element("Total", xsd("int")))
	oneWay := operation("OneWay", nil, nil)
	oneWay.Output = nil
	p := built(t, setOf(document("A", nil,
		operation("List", nil, []*wsdl.Element{optional(nillable(element("R", list)))}),
		operation("Repeated", nil, []*wsdl.Element{repeated(element("R", xsd("string")))}),
		operation("RepeatedLists", nil, []*wsdl.Element{repeated(element("R", list))}),
		operation("Two", nil, []*wsdl.Element{element("R", list), optional(element("Count", xsd("int")))}),
		operation("Scalar", nil, []*wsdl.Element{element("R", xsd("string"))}),
		operation("Flags", nil, []*wsdl.Element{element("R", flags("Rights", restriction("", xsd("string"), "Read")))}),
		operation("Dictionary", nil, []*wsdl.Element{element("R", dictionaryOf("Texts", xsd("string"), xsd("string")))}),
		operation("Nothing", nil, nil),
		based, oneWay,
	)))
	var got []string
	for _, op := range p.Agents[0].Operations {
		if op.List != nil {
			if op.List != op.Response.Fields[0] {
				t.Errorf("%s has a list that is no field of its response", op.Name)
			}
			got = append(got, op.Name)
		}
	}
	if diff := cmp.Diff([]string{"List", "Repeated", "RepeatedLists"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPort(t *testing.T) {
	d := document("Messaging", nil, operation("Send", nil, nil))
	soap12 := *d.Services[0].Ports[0]
	soap12.Location = "https://example.com/soap12"
	binding := *soap12.Binding
	binding.SOAP12 = true
	soap12.Binding = &binding

	d.Services[0].Ports = []*wsdl.Port{&soap12, d.Services[0].Ports[0]}
	if a := built(t, setOf(d)).Agents[0]; a.SOAP12 || a.Path != "Remote/Services86/Messaging.svc" {
		t.Errorf("SOAP 1.2 %t at %q beside a port of SOAP 1.1", a.SOAP12, a.Path)
	}
	d.Services[0].Ports = d.Services[0].Ports[:1]
	if a := built(t, setOf(d)).Agents[0]; !a.SOAP12 || a.Path != "soap12" {
		t.Errorf("SOAP 1.2 %t at %q", a.SOAP12, a.Path)
	}
}

func TestPath(t *testing.T) {
	tests := []struct{ location, want string }{
		{"https://sod.superoffice.com/Cust12345/Remote/Services86/Messaging.svc", "Remote/Services86/Messaging.svc"},
		{"http://host/Remote/Services86/A.svc?wsdl", "Remote/Services86/A.svc"},
		{"http://host/vdir/A.svc", "vdir/A.svc"},
		{"http://host/RemoteAccess/A.svc", "RemoteAccess/A.svc"},
		{"http://host/a%20b/A.svc", "a%20b/A.svc"},
		{"http://host", ""},
	}
	for _, test := range tests {
		d := document("Messaging", nil, operation("Send", nil, nil))
		d.Services[0].Ports[0].Location = test.location
		if got := built(t, setOf(d)).Agents[0].Path; got != test.want {
			t.Errorf("%s: got %q, want %q", test.location, got, test.want)
		}
	}
}

func TestHeaders(t *testing.T) {
	parameters := dictionaryOf("SoExceptionInfoParameters", xsd("string"), xsd("string"))
	exception := sequence("SoExceptionInfo")
	for _, name := range []string{"Message", "FriendlyText", "StackTrace", "ExceptionType", "Source"} {
		exception.Elements = append(exception.Elements, optional(element(name, xsd("string"))))
	}
	exception.Elements = append(exception.Elements,
		optional(nillable(element("InnerException", exception))), optional(nillable(element("Parameters", parameters))))
	credentials := sequence("SoCredentials", optional(element("Ticket", xsd("string"))))
	extra := dictionaryOf("SoExtraInfo", xsd("string"), xsd("string"))
	types := []*wsdl.Type{exception, parameters, credentials, extra}

	send, login := operation("Send", nil, nil), operation("Login", nil, nil)
	token := func() *wsdl.Element { return nillable(element("ApplicationToken", xsd("string"))) }
	send.Input.Headers = []*wsdl.Element{nillable(element("Credentials", credentials)), token()}
	login.Input.Headers = []*wsdl.Element{token()}
	send.Output.Headers = []*wsdl.Element{
		element("Succeeded", xsd("boolean")), nillable(element("ExceptionInfo", exception)), nillable(element("ExtraInfo", extra)),
	}
	login.Output.Headers = []*wsdl.Element{element("Credentials", credentials)}

	p := built(t, setOf(document("Messaging", types, send), document("SoPrincipal", types, login)))
	type block struct {
		Name    string
		Pointer bool
		Zero    ir.Zero
	}
	blocksOf := func(header *ir.Type) []block {
		var all []block
		for _, f := range header.Fields {
			all = append(all, block{f.Name.Local, f.Pointer, f.Zero})
		}
		return all
	}
	wantRequest := []block{{"ApplicationToken", false, ir.Absent}, {"Credentials", true, ir.Absent}}
	if diff := cmp.Diff(wantRequest, blocksOf(p.RequestHeader)); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	wantResponse := []block{
		{"Credentials", true, ir.Absent}, {"ExceptionInfo", true, ir.Nil}, {"ExtraInfo", false, ir.Nil}, {"Succeeded", true, ir.Absent},
	}
	if diff := cmp.Diff(wantResponse, blocksOf(p.ResponseHeader)); diff != "" {
		t.Errorf("response (-want +got):\n%s", diff)
	}
	var indexes [][]int
	for _, a := range p.Agents {
		indexes = append(indexes, a.Operations[0].RequestBlocks, a.Operations[0].ResponseBlocks)
	}
	if diff := cmp.Diff([][]int{{1, 0}, {3, 1, 2}, {0}, {0}}, indexes); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if !p.RequestHeader.Masked || !p.RequestHeader.Fields[0].Secret || !typeNamed(t, p, "SoCredentials").Masked {
		t.Error("the token or the ticket is not a secret")
	}
	if !p.RequestHeader.Encode || p.RequestHeader.Decode || p.ResponseHeader.Encode || !p.ResponseHeader.Decode {
		t.Error("the headers travel in the wrong direction")
	}
	if agents := typeNamed(t, p, "SoExceptionInfo").Agents; len(agents) != 1 || agents[0].Name != "Messaging" {
		t.Errorf("%d agents reach SoExceptionInfo, want Messaging alone", len(agents))
	}
	if !p.NetServer {
		t.Error("the headers are not NetServer's")
	}
	exception.Elements[1].Type = xsd("int")
	if built(t, setOf(document("Messaging", types, send))).NetServer {
		t.Error("headers without a FriendlyText are NetServer's")
	}
}

func TestReach(t *testing.T) {
	carrier := sequence("Carrier", element("Id", xsd("int")))
	contact := extension(carrier, "Contact", element("Name", xsd("string")))
	unused := extension(carrier, "Unused", element("X", xsd("string")))
	field := extension(carrier, "FieldInfoBase", element("Key", xsd("string")))
	colour := restriction("Colour", xsd("string"), "Red")
	text := extension(field, "FieldInfoText", element("Colour", colour))
	longText := extension(text, "FieldInfoLongText")
	date := extension(field, "FieldInfoDate")
	dates := listOf("ArrayOfFieldInfoBase", field)
	types := []*wsdl.Type{carrier, contact, unused, field, colour, text, longText, date, dates}

	set := setOf(
		document("Fields", types, operation("GetFields", nil, []*wsdl.Element{element("Response", dates)})),
		document("Contact", types, operation("Save", []*wsdl.Element{element("Contact", contact)}, nil)),
	)
	p := built(t, set)
	want := []string{
		"Carrier", "Colour", "Contact", "FieldInfoBase", "FieldInfoDate", "FieldInfoLongText", "FieldInfoText",
		"GetFields", "GetFieldsResponse", "Save", "SaveResponse",
	}
	if diff := cmp.Diff(want, typeNames(p.Types)); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	derived := []string{"FieldInfoDate", "FieldInfoLongText", "FieldInfoText"}
	if diff := cmp.Diff(derived, typeNames(typeNamed(t, p, "FieldInfoBase").Derived)); diff != "" {
		t.Errorf("derived (-want +got):\n%s", diff)
	}
	for _, local := range []string{"Carrier", "FieldInfoText"} {
		if d := typeNamed(t, p, local).Derived; d != nil {
			t.Errorf("%v can stand in for %s, where no field has that type", typeNames(d), local)
		}
	}

	tests := []struct {
		local          string
		agents         []string
		encode, decode bool
	}{
		{"Carrier", []string{"Contact", "Fields"}, true, true},
		{"Contact", []string{"Contact"}, true, false},
		{"Save", []string{"Contact"}, true, false},
		{"SaveResponse", []string{"Contact"}, false, true},
		{"FieldInfoLongText", []string{"Fields"}, false, true},
		{"Colour", []string{"Fields"}, false, true},
	}
	for _, test := range tests {
		typ := typeNamed(t, p, test.local)
		var agents []string
		for _, a := range typ.Agents {
			agents = append(agents, a.Name)
		}
		if diff := cmp.Diff(test.agents, agents); diff != "" {
			t.Errorf("agents of %s (-want +got):\n%s", test.local, diff)
		}
		if typ.Encode != test.encode || typ.Decode != test.decode {
			t.Errorf("%s: encode %t, decode %t", test.local, typ.Encode, typ.Decode)
		}
	}

	server, err := Package(set, Options{Name: "services", Server: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range append(server.Types, server.RequestHeader, server.ResponseHeader) {
		if !typ.Encode || !typ.Decode {
			t.Errorf("for a server %s: encode %t, decode %t", typ.Path, typ.Encode, typ.Decode)
		}
	}
}

func TestNamespaces(t *testing.T) {
	foreign := func(space string) *wsdl.Element {
		e := element("Item", xsd("string"))
		e.Name.Space = space
		return e
	}
	base := sequence("Base")
	derived := extension(base, "Derived")
	derived.Name.Space = "urn:derived"
	settings := dictionary("Settings", repeated(foreign("urn:entry")))
	settings.Elements[0].Type = sequence("", element("Key", xsd("string")), element("Value", xsd("string")))

	type namespace struct{ URI, Prefix string }
	tests := []struct {
		name    string
		members []*wsdl.Element
		want    []namespace
	}{
		{"own alone", nil, []namespace{{tns, ""}}},
		{"sorted", []*wsdl.Element{foreign("urn:b"), foreign("urn:a")}, []namespace{{tns, ""}, {"urn:a", "a"}, {"urn:b", "b"}}},
		{"unqualified", []*wsdl.Element{foreign("urn:b"), foreign("")}, []namespace{{tns, "a"}, {"urn:b", "b"}}},
		{"entries", []*wsdl.Element{element("D", settings)}, []namespace{{tns, ""}, {"urn:entry", "a"}}},
		{"types for xsi:type", []*wsdl.Element{element("B", base)}, []namespace{{tns, ""}, {"urn:derived", "a"}}},
		{"in a list", []*wsdl.Element{element("L", sequence("L", repeated(foreign(arrays))))}, []namespace{{arrays, "a"}, {tns, ""}}},
	}
	for _, test := range tests {
		var got []namespace
		for _, ns := range built(t, send([]*wsdl.Type{base, derived}, test.members...)).Namespaces {
			got = append(got, namespace{ns.URI, ns.Prefix})
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestPrefix(t *testing.T) {
	seen := map[string]bool{}
	for n := range 1000 {
		p := prefix(n)
		if p == "" || p == "i" || p == "s" || seen[p] {
			t.Errorf("prefix %d is %q", n, p)
		}
		seen[p] = true
	}
	for n, want := range map[int]string{0: "a", 7: "h", 8: "j", 23: "z", 24: "aa", 47: "az", 48: "ba"} {
		if got := prefix(n); got != want {
			t.Errorf("prefix %d is %q, want %q", n, got, want)
		}
	}
}

func TestDocText(t *testing.T) {
	tests := []struct{ doc, want string }{
		{"", ""},
		{"  One line. ", "One line."},
		{"\n\t\tFirst.\n\n\t\t  Indented.\n\t\tLast.\n\t", "First.\n\n  Indented.\nLast."},
		{"First.\r\n    Second.\r\n    Third.\r\n", "First.\nSecond.\nThird."},
		{"First.\n\tTab.\n    Spaces.", "First.\n\tTab.\n    Spaces."},
		{" \n \n", ""},
	}
	for _, test := range tests {
		if got := docText(test.doc); got != test.want {
			t.Errorf("docText(%q) = %q, want %q", test.doc, got, test.want)
		}
	}
}

// TestMerge has one definition in two documents, in each way that does not count.
func TestMerge(t *testing.T) {
	node := func(doc string) *wsdl.Type {
		n := sequence("Node")
		status := restriction("", xsd("string"), "A", "B")
		status.Enumeration[0].Doc, n.Doc = doc, doc
		contain(n, optional(element("Next", n)), element("Status", status))
		n.Elements[0].Doc = doc
		return n
	}
	a, b := node("Of A."), node("Of B.")
	da := document("A", []*wsdl.Type{a}, operation("Get", []*wsdl.Element{element("N", a)}, nil))
	db := document("B", []*wsdl.Type{b}, operation("Put", []*wsdl.Element{element("N", b)}, nil))

	da.File, db.File = "z/A.wsdl", "y/B.wsdl"

	p := built(t, setOf(da, db))
	n := typeNamed(t, p, "Node")
	for _, a := range p.Agents {
		if got := a.Operations[0].Request.Fields[0].Type; got != n {
			t.Errorf("agent %s has a type of its own", a.Name)
		}
	}
	if n.Doc != "Of A." {
		t.Errorf("documentation %q", n.Doc)
	}
	if diff := cmp.Diff(p, built(t, setOf(db, da))); diff != "" {
		t.Errorf("the order of the documents counts (-want +got):\n%s", diff)
	}
}

// TestConflict has two definitions of one name that differ in one point.
func TestConflict(t *testing.T) {
	plain := func() *wsdl.Type {
		return sequence("T", element("A", xsd("int")), element("B", restriction("", xsd("string"), "X")))
	}
	tests := []struct {
		name   string
		change func(t *wsdl.Type)
	}{
		{"type", func(t *wsdl.Type) { t.Elements[0].Type = xsd("long") }},
		{"minOccurs", func(t *wsdl.Type) { t.Elements[0].MinOccurs = 0 }},
		{"maxOccurs", func(t *wsdl.Type) { t.Elements[0].MaxOccurs = -1 }},
		{"nillable", func(t *wsdl.Type) { t.Elements[0].Nillable = true }},
		{"name", func(t *wsdl.Type) { t.Elements[0].Name.Local = "C" }},
		{"namespace", func(t *wsdl.Type) { t.Elements[0].Name.Space = "" }},
		{"order", func(t *wsdl.Type) { slices.Reverse(t.Elements) }},
		{"number", func(t *wsdl.Type) { t.Elements = t.Elements[:1] }},
		{"value", func(t *wsdl.Type) { t.Elements[1].Type.Enumeration[0].Text = "Y" }},
		{"base", func(t *wsdl.Type) { t.Base = sequence("Carrier") }},
		{"abstract", func(t *wsdl.Type) { t.Abstract = true }},
		{"dictionary", func(t *wsdl.Type) { t.AppInfo = map[string]string{"IsDictionary": "true"} }},
	}
	const want = "a.wsdl:2:1: type T differs from the one at b.wsdl:9:1: one package holds one definition of a type\n" +
		"b.wsdl:9:1: type T differs from the one at a.wsdl:2:1: one package holds one definition of a type"
	for _, test := range tests {
		changed := plain()
		test.change(changed)
		changed.Pos = diag.Position{File: "b.wsdl", Line: 9, Col: 1}
		_, err := Package(setOf(
			document("A", []*wsdl.Type{plain()}, operation("Get", nil, nil)),
			document("B", []*wsdl.Type{changed}, operation("Put", nil, nil)),
		), Options{})
		if err == nil || err.Error() != want {
			t.Errorf("%s: got error\n%v\nwant\n%s", test.name, err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	version := document("Messaging", nil, operation("Send", nil, nil))
	version.TargetNamespace = "http://example.com/Services87"
	twice := document("Contact", nil, operation("Get", nil, nil))
	twice.File = "D.wsdl"
	twice.Services[0].Ports[0].Binding.PortType.Pos.File = "D.wsdl"
	text := operation("Send", nil, nil)
	text.Input.Body = on(12, element("Send", xsd("string")))
	noURL := document("Messaging", nil, operation("Send", nil, nil))
	noURL.Services[0].Ports[0].Location = "http://a b%zz"
	ab, cd := operation("Get", nil, nil), operation("Put", nil, nil)
	ab.Input.Headers = []*wsdl.Element{on(13, element("Credentials", xsd("string")))}
	cd.Input.Headers = []*wsdl.Element{on(14, element("Credentials", xsd("int")))}

	entry := sequence("", element("Key", xsd("string")), element("Value", xsd("string")))
	oneInEntry := dictionary("D", repeated(element("Entry", sequence("", element("Key", xsd("string"))))))
	message := sequence("Message", element("From", xsd("string")))
	keyed := dictionaryOf("D", message, xsd("string"))
	ofBytes := dictionaryOf("D", xsd("base64Binary"), xsd("string"))
	itself := dictionary("D")
	*itself = *dictionaryOf("D", xsd("string"), itself)
	extending := extension(keyed, "E")
	ring := sequence("Ring")
	contain(ring, on(15, element("Next", ring)))
	left, right := sequence("Left"), sequence("Right")
	contain(left, on(16, element("Right", right)))
	*right = *extension(sequence("Base", on(17, element("Left", left))), "Right")

	field := func(typ *wsdl.Type) *wsdl.Set {
		return send([]*wsdl.Type{message}, on(11, element("X", typ)))
	}
	tests := []struct {
		name string
		set  *wsdl.Set
		want string
	}{
		{"no port", setOf(&wsdl.Document{File: "a.wsdl"}), "a.wsdl: no service with a SOAP port, and so no operation to call"},
		{"versions", setOf(document("Contact", nil, operation("Get", nil, nil)), version),
			`Messaging.wsdl: target namespace "http://example.com/Services87", but Contact.wsdl has "http://example.com/Services86": ` +
				"one package holds one version of the services; name the WSDLs of one alone, " +
				"as in DIR/Services86-*.wsdl or ARCHIVE.zip!Services86-*.wsdl"},
		{"agent twice", setOf(document("Contact", nil, operation("Get", nil, nil)), twice),
			"D.wsdl:6:1: agent Contact is already defined at Contact.wsdl:6:1"},
		{"address", setOf(noURL), `a.wsdl:5:1: port MessagingPort: the address "http://a b%zz" is not a URL`},
		{"body", setOf(document("Messaging", nil, text)),
			"a.wsdl:12:1: element Send is the body of an operation, but its type xs:string is not a sequence of elements"},
		{"header blocks", setOf(document("A", nil, ab), document("B", nil, cd)),
			"a.wsdl:13:1: header block Credentials differs from the one at a.wsdl:14:1: one package holds one definition of a block\n" +
				"a.wsdl:14:1: header block Credentials differs from the one at a.wsdl:13:1: one package holds one definition of a block"},
		{"restriction of a list", field(restriction("Few", flags("Ints", xsd("int")))),
			"a.wsdl:11:1: Send/X: type Few restricts a list, which is not supported: use the list itself"},
		{"list", field(flags("Ints", xsd("int"))),
			"a.wsdl:11:1: Send/X: type Ints is a list of xs:int, and only lists of enumerated strings are supported"},
		{"dictionary without elements", field(dictionary("D")),
			"a.wsdl:2:1: type D is marked as a dictionary, but is not one repeated element of a key and a value"},
		{"dictionary of one entry", field(dictionary("D", element("Entry", entry))),
			"a.wsdl:2:1: type D is marked as a dictionary, but is not one repeated element of a key and a value"},
		{"dictionary without values", field(oneInEntry),
			"a.wsdl:2:1: type D is marked as a dictionary, but is not one repeated element of a key and a value"},
		{"dictionary by struct", field(keyed), "a.wsdl:1:1: /Key: type Message cannot be the key of a dictionary"},
		{"dictionary by bytes", field(ofBytes), "a.wsdl:1:1: /Key: type xs:base64Binary cannot be the key of a dictionary"},
		{"dictionary of itself", send([]*wsdl.Type{itself}, element("X", itself)),
			"a.wsdl:2:1: type D is a dictionary of itself, which has no type in Go"},
		{"extended dictionary", field(extending), "a.wsdl:2:1: type E extends the dictionary D, which is not supported"},
		{"ring", send([]*wsdl.Type{ring}, element("X", ring)),
			"a.wsdl:15:1: Ring/Next: a required element of type Ring inside one of the same type never ends"},
		{"ring through a base", send([]*wsdl.Type{left, right}, element("X", left)),
			"a.wsdl:17:1: Base/Left: a required element of type Left inside one of the same type never ends"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Package(test.set, Options{})
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

// TestUnreached has what no package can hold where no operation reaches it.
func TestUnreached(t *testing.T) {
	built(t, send([]*wsdl.Type{sequence("Unused", element("X", xsd("hexBinary")))}))
}
