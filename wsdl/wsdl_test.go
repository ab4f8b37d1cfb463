// Package wsdl_test holds the project's WSDLs to the contract of Services86
// and proves that other WSDL readers understand them.
package wsdl_test

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const targetNamespace = "http://www.superoffice.net/ws/crm/NetServer/Services86"

// A contract is what a WSDL has to say about its operations.
type contract struct {
	agent         string
	operations    []string          // in published order
	requestHeader []string          // the same for each operation
	responseBody  map[string]string // where it is not Operation+"Response"
}

func (c contract) file() string { return "Services86-" + c.agent + ".wsdl" }

var responseHeader = []string{"ExceptionInfo", "ExtraInfo", "Succeeded", "TimeZone"}

var contracts = []contract{
	{
		agent: "Messaging",
		operations: []string{
			"CreateMessage",
			"GetDeliveryStatus",
			"SetDeliveryStatus",
			"SendMessages",
			"SendMessagesWithConfig",
			"GetPlugins",
		},
		requestHeader: []string{"ApplicationToken", "Credentials", "TimeZone"},
	},
	{
		agent: "SoPrincipal",
		operations: []string{
			"GetSystemInfo",
			"AuthenticateImplicit",
			"AuthenticateUsernamePassword",
			"AuthenticateGeneric",
			"AuthenticateWithAccessToken",
		},
		requestHeader: []string{"ApplicationToken"},
		responseBody: map[string]string{
			"AuthenticateImplicit":         "AuthenticateResponse",
			"AuthenticateUsernamePassword": "AuthenticateResponse",
			"AuthenticateGeneric":          "AuthenticateResponse",
			"AuthenticateWithAccessToken":  "AuthenticateResponse",
		},
	},
}

// definitions is a WSDL as encoding/xml alone reads it.
type definitions struct {
	XMLName         xml.Name    `xml:"http://schemas.xmlsoap.org/wsdl/ definitions"`
	TargetNamespace string      `xml:"targetNamespace,attr"`
	Schemas         []schema    `xml:"types>schema"`
	Messages        []message   `xml:"message"`
	PortTypes       []portType  `xml:"portType"`
	Bindings        []binding   `xml:"binding"`
	Addresses       []soapValue `xml:"service>port>address"`
}

type schema struct {
	TargetNamespace string       `xml:"targetNamespace,attr"`
	Components      []definition `xml:",any"`
}

// A definition is a global element, type or attribute, its inside as text.
type definition struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Inner   string     `xml:",innerxml"`
}

func (d definition) name() string {
	for _, a := range d.Attrs {
		if a.Name.Local == "name" {
			return a.Value
		}
	}
	return ""
}

type message struct {
	Name  string `xml:"name,attr"`
	Parts []part `xml:"part"`
}

type part struct {
	Name    string `xml:"name,attr"`
	Element string `xml:"element,attr"`
}

type portType struct {
	Name          string      `xml:"name,attr"`
	Documentation string      `xml:"documentation"`
	Operations    []operation `xml:"operation"`
}

type operation struct {
	Name          string    `xml:"name,attr"`
	Documentation string    `xml:"documentation"`
	Input         direction `xml:"input"`
	Output        direction `xml:"output"`
}

type direction struct {
	Message string `xml:"message,attr"`
	Action  string `xml:"http://www.w3.org/2006/05/addressing/wsdl Action,attr"`
}

type binding struct {
	Type       string             `xml:"type,attr"`
	Operations []bindingOperation `xml:"operation"`
}

type bindingOperation struct {
	Name string         `xml:"name,attr"`
	SOAP soapValue      `xml:"http://schemas.xmlsoap.org/wsdl/soap/ operation"`
	In   bindingMessage `xml:"input"`
	Out  bindingMessage `xml:"output"`
}

type bindingMessage struct {
	Headers []soapValue `xml:"http://schemas.xmlsoap.org/wsdl/soap/ header"`
	Body    *soapValue  `xml:"http://schemas.xmlsoap.org/wsdl/soap/ body"`
}

// soapValue has the attributes of all elements of the SOAP binding.
type soapValue struct {
	Location   string `xml:"location,attr"`
	SOAPAction string `xml:"soapAction,attr"`
	Style      string `xml:"style,attr"`
	Message    string `xml:"message,attr"`
	Part       string `xml:"part,attr"`
	Use        string `xml:"use,attr"`
}

func load(t *testing.T, file string) definitions {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var defs definitions
	if err := xml.Unmarshal(data, &defs); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if len(defs.PortTypes) != 1 || len(defs.Bindings) != 1 || len(defs.Addresses) != 1 {
		t.Fatalf("%s: %d port types, %d bindings, %d addresses, want one of each",
			file, len(defs.PortTypes), len(defs.Bindings), len(defs.Addresses))
	}
	return defs
}

func operationNames(p portType) []string {
	var names []string
	for _, op := range p.Operations {
		names = append(names, op.Name)
	}
	return names
}

func TestPortType(t *testing.T) {
	for _, c := range contracts {
		t.Run(c.agent, func(t *testing.T) {
			defs := load(t, c.file())
			port := defs.PortTypes[0]
			if port.Name != c.agent || defs.TargetNamespace != targetNamespace {
				t.Errorf("port type %s in %s, want %s in %s", port.Name, defs.TargetNamespace, c.agent, targetNamespace)
			}
			if diff := cmp.Diff(c.operations, operationNames(port)); diff != "" {
				t.Errorf("operations (-want +got):\n%s", diff)
			}
			if !strings.HasPrefix(strings.TrimSpace(port.Documentation), c.agent+" ") {
				t.Errorf("documentation does not begin with %s: %q", c.agent, port.Documentation)
			}
			for _, op := range port.Operations {
				if !strings.HasPrefix(strings.TrimSpace(op.Documentation), op.Name+" ") {
					t.Errorf("documentation of %s does not begin with its name: %q", op.Name, op.Documentation)
				}
				action := targetNamespace + "/" + c.agent + "/" + op.Name
				want := operation{
					Name:          op.Name,
					Documentation: op.Documentation,
					Input:         direction{Message: "tns:" + op.Name + "Request", Action: action},
					Output:        direction{Message: "tns:" + op.Name + "Response", Action: action + "Response"},
				}
				if diff := cmp.Diff(want, op); diff != "" {
					t.Errorf("%s (-want +got):\n%s", op.Name, diff)
				}
			}
		})
	}
}

func TestMessages(t *testing.T) {
	for _, c := range contracts {
		t.Run(c.agent, func(t *testing.T) {
			var want []message
			for _, op := range c.operations {
				response := op + "Response"
				if body, ok := c.responseBody[op]; ok {
					response = body
				}
				want = append(want,
					message{op + "Request", []part{{"parameters", "tns:" + op}}},
					message{op + "Request_Headers", headerParts(c.requestHeader)},
					message{op + "Response", []part{{"parameters", "tns:" + response}}},
					message{op + "Response_Headers", headerParts(responseHeader)},
				)
			}
			defs := load(t, c.file())
			if diff := cmp.Diff(want, defs.Messages); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
			for _, m := range defs.Messages {
				for _, p := range m.Parts {
					if !defines(defs, strings.TrimPrefix(p.Element, "tns:")) {
						t.Errorf("message %s: no element %s", m.Name, p.Element)
					}
				}
			}
		})
	}
}

func headerParts(names []string) []part {
	var parts []part
	for _, name := range names {
		parts = append(parts, part{Name: name, Element: "tns:" + name})
	}
	return parts
}

func defines(defs definitions, element string) bool {
	for _, s := range defs.Schemas {
		if s.TargetNamespace == targetNamespace {
			return slices.ContainsFunc(s.Components, func(d definition) bool {
				return d.XMLName.Local == "element" && d.name() == element
			})
		}
	}
	return false
}

func TestBinding(t *testing.T) {
	for _, c := range contracts {
		t.Run(c.agent, func(t *testing.T) {
			want := binding{Type: "tns:" + c.agent}
			for _, op := range c.operations {
				want.Operations = append(want.Operations, bindingOperation{
					Name: op,
					SOAP: soapValue{SOAPAction: targetNamespace + "/" + c.agent + "/" + op, Style: "document"},
					In:   bound(op+"Request", c.requestHeader),
					Out:  bound(op+"Response", responseHeader),
				})
			}
			defs := load(t, c.file())
			if diff := cmp.Diff(want, defs.Bindings[0]); diff != "" {
				t.Errorf("binding (-want +got):\n%s", diff)
			}
			path := "/Remote/Services86/" + c.agent + ".svc"
			if location := defs.Addresses[0].Location; !strings.HasSuffix(location, path) {
				t.Errorf("address %s does not end with %s", location, path)
			}
		})
	}
}

func bound(message string, header []string) bindingMessage {
	m := bindingMessage{Body: &soapValue{Use: "literal"}}
	for _, name := range header {
		m.Headers = append(m.Headers, soapValue{Message: "tns:" + message + "_Headers", Part: name, Use: "literal"})
	}
	return m
}

// One package holds the types of both services, so what both define must be
// the same: attributes, content and documentation.
func TestSharedDefinitionsAgree(t *testing.T) {
	messaging := globals(load(t, contracts[0].file()))
	soPrincipal := globals(load(t, contracts[1].file()))
	shared := make(map[string][]string) // the names by namespace
	for key, want := range messaging {
		got, ok := soPrincipal[key]
		if !ok {
			continue
		}
		shared[key.namespace] = append(shared[key.namespace], key.name)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s differs between %s and %s (-first +second):\n%s",
				key.kind, key.name, contracts[0].file(), contracts[1].file(), diff)
		}
	}
	for namespace, types := range map[string][]string{
		targetNamespace: {
			"Carrier", "TableRight", "ETableRight", "FieldPropertyDictionary", "FieldProperty", "FieldRight",
			"EFieldRight", "SoCredentials", "SoTimeZone", "SoExceptionInfo", "SoExceptionInfoParameters", "SoExtraInfo",
			"ApplicationToken", "ExceptionInfo", "ExtraInfo", "Succeeded", "TimeZone",
		},
		"http://schemas.microsoft.com/2003/10/Serialization/":       {"char", "duration", "guid", "FactoryType"},
		"http://schemas.microsoft.com/2003/10/Serialization/Arrays": {"ArrayOfint", "ArrayOfstring"},
	} {
		for _, name := range types {
			if !slices.Contains(shared[namespace], name) {
				t.Errorf("%s of %s is not in both files", name, namespace)
			}
		}
	}
}

// A globalKey names a global definition: each kind has names of its own.
type globalKey struct{ namespace, kind, name string }

func globals(defs definitions) map[globalKey]definition {
	all := make(map[globalKey]definition)
	for _, s := range defs.Schemas {
		for _, d := range s.Components {
			if name := d.name(); name != "" {
				all[globalKey{s.TargetNamespace, d.XMLName.Local, name}] = d
			}
		}
	}
	return all
}

// A reader is somebody else's reading of WSDLs, asked for the operations.
type reader struct {
	name     string
	probe    []string // succeeds where the reader is installed
	command  []string // takes the WSDL's path as its last argument
	packages string   // the Debian packages that bring it
}

var readers = []reader{
	{
		name:     "PHP SoapClient",
		probe:    []string{"php", "-r", "exit(extension_loaded('soap') ? 0 : 1);"},
		command:  []string{"php", readerScript("readers.php")},
		packages: "php-cli and php-soap",
	},
	{
		// Debian's own Python, which is where python3-zeep goes.
		name:     "zeep",
		probe:    []string{"/usr/bin/python3", "-c", "import zeep"},
		command:  []string{"/usr/bin/python3", readerScript("readers.py")},
		packages: "python3-zeep",
	},
}

func readerScript(name string) string {
	return filepath.Join("..", "testdata", "interop", "wsdl-readers", name)
}

func TestOtherReaders(t *testing.T) {
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			if err := exec.CommandContext(t.Context(), r.probe[0], r.probe[1:]...).Run(); err != nil {
				t.Skipf("%s is not installed (Debian: %s): %v", r.name, r.packages, err)
			}
			for _, c := range contracts {
				t.Run(c.agent, func(t *testing.T) {
					args := append(slices.Clone(r.command[1:]), c.file())
					cmd := exec.CommandContext(t.Context(), r.command[0], args...)
					var stderr strings.Builder
					cmd.Stderr = &stderr
					out, err := cmd.Output()
					if err != nil {
						t.Fatalf("%v\n%s", err, stderr.String())
					}
					got := strings.Fields(string(out))

					want := slices.Sorted(slices.Values(c.operations))
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("against the contract (-want +got):\n%s", diff)
					}
					inFile := slices.Sorted(slices.Values(operationNames(load(t, c.file()).PortTypes[0])))
					if diff := cmp.Diff(inFile, got); diff != "" {
						t.Errorf("against the port type (-want +got):\n%s", diff)
					}
				})
			}
		})
	}
}
