package build

import (
	"encoding/xml"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// This file makes sets by hand, in the form in which package wsdl resolves them.

const (
	tns    = "http://example.com/Services86"
	arrays = "http://example.com/Arrays"
)

func name(local string) xml.Name { return xml.Name{Space: tns, Local: local} }

func at(line int) diag.Position { return diag.Position{File: "a.wsdl", Line: line, Col: 1} }

func xsd(local string) *wsdl.Type {
	return &wsdl.Type{Name: xml.Name{Space: xsdSpace, Local: local}, Path: local, Content: wsdl.Builtin}
}

// element is a required one.
func element(local string, t *wsdl.Type) *wsdl.Element {
	return &wsdl.Element{Name: name(local), Path: local, Type: t, MinOccurs: 1, MaxOccurs: 1, Pos: at(1)}
}

func optional(e *wsdl.Element) *wsdl.Element { e.MinOccurs = 0; return e }
func nillable(e *wsdl.Element) *wsdl.Element { e.Nillable = true; return e }
func repeated(e *wsdl.Element) *wsdl.Element { e.MinOccurs, e.MaxOccurs = 0, -1; return e }
func on(line int, e *wsdl.Element) *wsdl.Element {
	e.Pos = at(line)
	return e
}

// sequence is a complex type, anonymous without a name.
func sequence(local string, elements ...*wsdl.Element) *wsdl.Type {
	t := &wsdl.Type{Content: wsdl.Sequence, Path: local, Pos: at(2)}
	if local != "" {
		t.Name = name(local)
	}
	return contain(t, elements...)
}

func contain(t *wsdl.Type, elements ...*wsdl.Element) *wsdl.Type {
	for _, e := range elements {
		e.Path = t.Path + "/" + e.Name.Local
	}
	t.Elements = elements
	return t
}

func extension(base *wsdl.Type, local string, elements ...*wsdl.Element) *wsdl.Type {
	t := sequence(local, elements...)
	t.Base = base
	return t
}

func dictionary(local string, elements ...*wsdl.Element) *wsdl.Type {
	t := sequence(local, elements...)
	t.AppInfo = map[string]string{"IsDictionary": "true"}
	return t
}

// dictionaryOf is a well-formed dictionary.
func dictionaryOf(local string, key, value *wsdl.Type) *wsdl.Type {
	entry := sequence("", element("Key", key), nillable(element("Value", value)))
	return dictionary(local, repeated(element("Entry", entry)))
}

func listOf(local string, item *wsdl.Type) *wsdl.Type {
	return sequence(local, repeated(nillable(element("Item", item))))
}

func restriction(local string, base *wsdl.Type, values ...string) *wsdl.Type {
	t := &wsdl.Type{Content: wsdl.Restriction, Base: base, Path: local, Pos: at(3)}
	if local != "" {
		t.Name = name(local)
	}
	for i, v := range values {
		t.Enumeration = append(t.Enumeration, wsdl.Value{Pos: at(30 + i), Text: v})
	}
	return t
}

func flags(local string, item *wsdl.Type) *wsdl.Type {
	return &wsdl.Type{Content: wsdl.ListOf, Item: item, Name: name(local), Path: local, Pos: at(4)}
}

// operation has wrappers with the given members.
func operation(local string, in, out []*wsdl.Element) *wsdl.BindingOperation {
	return &wsdl.BindingOperation{
		Name:   local,
		Input:  &wsdl.Message{Body: body(local, in...)},
		Output: &wsdl.Message{Body: body(local+"Response", out...)},
	}
}

func body(local string, members ...*wsdl.Element) *wsdl.Element {
	t := contain(&wsdl.Type{Content: wsdl.Sequence, Path: local}, members...)
	e := element(local, t)
	return e
}

// document has one agent. Its types are those of its one schema; they have to
// be named where several documents are to agree on them.
func document(agent string, types []*wsdl.Type, operations ...*wsdl.BindingOperation) *wsdl.Document {
	return &wsdl.Document{
		File:            agent + ".wsdl",
		TargetNamespace: tns,
		Schemas:         []*wsdl.Schema{{TargetNamespace: tns, Types: types}},
		Services:        []*wsdl.Service{{Name: agent + "Service", Ports: []*wsdl.Port{port(agent, operations...)}}},
	}
}

func port(agent string, operations ...*wsdl.BindingOperation) *wsdl.Port {
	return &wsdl.Port{
		Pos:      at(5),
		Name:     agent + "Port",
		Location: "https://example.com/Cust12345/Remote/Services86/" + agent + ".svc",
		Binding: &wsdl.Binding{
			PortType:   &wsdl.PortType{Name: name(agent), Pos: diag.Position{File: agent + ".wsdl", Line: 6, Col: 1}},
			Operations: operations,
		},
	}
}

// send is a set of one operation, Send, whose request has the members.
func send(types []*wsdl.Type, members ...*wsdl.Element) *wsdl.Set {
	return setOf(document("Messaging", types, operation("Send", members, nil)))
}

func setOf(documents ...*wsdl.Document) *wsdl.Set { return &wsdl.Set{Documents: documents} }

func built(t *testing.T, set *wsdl.Set) *ir.Package {
	t.Helper()
	p, err := Package(set, Options{Name: "services"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sendMembers are the fields of the request of send.
func sendMembers(t *testing.T, types []*wsdl.Type, members ...*wsdl.Element) []*ir.Field {
	t.Helper()
	return built(t, send(types, members...)).Agents[0].Operations[0].Request.Fields
}

// typeNames are the local names of types.
func typeNames(types []*ir.Type) []string {
	var names []string
	for _, t := range types {
		names = append(names, t.Name.Local)
	}
	return names
}

// typeNamed is a Go type of a package by its local name.
func typeNamed(t *testing.T, p *ir.Package, local string) *ir.Type {
	t.Helper()
	for _, typ := range p.Types {
		if typ.Name.Local == local {
			return typ
		}
	}
	t.Fatalf("no type %s among %v", local, typeNames(p.Types))
	return nil
}
