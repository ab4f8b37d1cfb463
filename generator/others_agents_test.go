package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// agentWSDL is the WSDL of an agent, whose operations have wrappers like those of other
// agents with other content in them.
func agentWSDL(agent string, operations ...string) generator.Source {
	var schema, messages, portType, binding strings.Builder
	for _, op := range operations {
		fmt.Fprintf(&schema, `<xs:element name="%s"><xs:complexType><xs:sequence><xs:element name="Of%s" type="tns:Contact" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
			<xs:element name="%[1]sResponse"><xs:complexType><xs:sequence><xs:element name="Response" type="xs:int"/></xs:sequence></xs:complexType></xs:element>`, op, agent)
		fmt.Fprintf(&messages, `<message name="%s"><part name="parameters" element="tns:%[1]s"/></message><message name="%[1]sResponse"><part name="parameters" element="tns:%[1]sResponse"/></message>`, op)
		fmt.Fprintf(&portType, `<operation name="%s"><input message="tns:%[1]s"/><output message="tns:%[1]sResponse"/></operation>`, op)
		fmt.Fprintf(&binding, `<operation name="%s"><soap:operation soapAction="urn:agents/%s/%[1]s"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>`, op, agent)
	}
	return generator.Source{Name: agent + ".wsdl", Data: []byte(`<definitions targetNamespace="urn:agents" xmlns:tns="urn:agents" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
<types><xs:schema targetNamespace="urn:agents" elementFormDefault="qualified" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:complexType name="Contact"><xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence></xs:complexType>` + schema.String() + `</xs:schema></types>` + messages.String() +
		`<portType name="` + agent + `">` + portType.String() + `</portType>
<binding name="B" type="tns:` + agent + `"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>` + binding.String() + `</binding>
<service name="S"><port name="P" binding="tns:B"><soap:address location="https://example.com/Remote/Services99/` + agent + `.svc"/></port></service></definitions>`)}
}

// TestAgentNames has agents that are named like keywords, types and the runtime's own,
// all with operations of the same names.
func TestAgentNames(t *testing.T) {
	agents := []string{
		"Contact", "func", "type", "string", "error", "any", "nil", "init", "main", "import", "Client", "Agent", "Handler", "Option",
		"Fault", "Clock", "WithTicket", "New", "Path", "RequestHeader", "Operation", "OperationError", "service", "scanner", "writer",
		"Doc", "Header", "Types", "Codec", "Test", "Linux", "名前", "имя", "_", "a-b",
	}
	operations := []string{"Save", "Delete", "Move", "func", "With", "Contact", "string", "Format", "init"}
	var sources []generator.Source
	for _, agent := range agents {
		sources = append(sources, agentWSDL(agent, operations...))
	}
	module := newConformanceModule(t)
	all := map[string]bool{}
	for _, file := range generate(t, sources, "agents").Files {
		module.write(t, "agents/"+file.Name, file.Content)
		if name := strings.ToLower(file.Name); all[name] {
			t.Errorf("two files %s", file.Name)
		} else {
			all[name] = true
		}
	}
	if testing.Short() {
		t.Skip("builds a module")
	}
	module.run(t, nil, "go", "vet", "./...")

	_, err := generator.Generate([]generator.Source{agentWSDL("Runtime", "Do")}, generator.Options{Package: "agents"})
	if want := "agent Runtime: the names of its files are taken by the runtime"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
