// Package build turns a resolved set of WSDL documents into the model of one Go
// package: it decides what each definition is in Go and on the wire, and leaves
// every name in Go to package naming.
package build

import (
	"cmp"
	"encoding/xml"
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// Options are the choices of a user that change the model.
type Options struct {
	Name   string // the name of the Go package
	Server bool   // ask for handlers too, and so for codecs in both directions
	// NillablePointer keeps null, "" and a missing element apart in nillable
	// strings, which become pointers. NillablePointerTypes does so in the schema
	// types of these names alone.
	NillablePointer      bool
	NillablePointerTypes []string
}

// Package builds the model of a set of at least one document. It holds what the
// operations reach and nothing else, and does not depend on the order of the
// documents. The names in Go are empty but for the package's own. The error is
// a diag.Error with all that the set holds and a package cannot.
func Package(set *wsdl.Set, opts Options) (*ir.Package, error) {
	b := newBuilder()
	documents := slices.SortedFunc(slices.Values(set.Documents), func(x, y *wsdl.Document) int {
		return cmp.Or(cmp.Compare(x.Base(), y.Base()), cmp.Compare(x.File, y.File))
	})

	// 1. What the documents define together.
	namespace := b.version(documents)
	if err := b.diags.Err(); err != nil {
		return nil, err // nearly all that follows would be in conflict too
	}
	b.index(documents)
	endpoints := b.endpoints(documents)

	// 2. Headers, then the agents that refer to them, then every type in reach.
	p := &ir.Package{Go: opts.Name, Namespace: namespace, Server: opts.Server}
	p.RequestHeader, p.ResponseHeader = b.headers(endpoints)
	for _, e := range endpoints {
		p.Agents = append(p.Agents, b.agent(e, p))
	}
	p.Sources = sources(p.Agents)
	b.fillPending()
	b.checkFinite()
	if err := b.diags.Err(); err != nil {
		return nil, err
	}

	// 3. What can only be told of the whole.
	p.Types, p.Dictionaries = sorted(b.types)
	markLists(p)
	p.NetServer = isNetServer(p.RequestHeader, p.ResponseHeader)
	keepNull(p, b.types, opts, &b.diags)
	if err := b.diags.Err(); err != nil {
		return nil, err
	}
	markSecrets(p)
	markReach(p)
	p.Namespaces = b.namespaces(p)
	return p, nil
}

// A builder holds what is known of a set while its model is made.
type builder struct {
	diags diag.List
	// definitions has the one definition that stands for all of a name.
	definitions map[xml.Name]*wsdl.Type
	// extended has the names that some type extends, anonymous ones included.
	extended map[xml.Name]bool
	// extensions has the named types that extend a name directly.
	extensions map[xml.Name][]*wsdl.Type
	// made has the model of each definition met so far.
	made map[*wsdl.Type]*ir.Type
	// pending are the types whose content is yet to be built.
	pending []pendingType
	// types are the types of the model but built-ins and headers, in the order met.
	types []*ir.Type
}

func newBuilder() *builder {
	return &builder{
		definitions: map[xml.Name]*wsdl.Type{},
		extended:    map[xml.Name]bool{},
		extensions:  map[xml.Name][]*wsdl.Type{},
		made:        map[*wsdl.Type]*ir.Type{},
	}
}

// version wants one target namespace for all services: it names their version
// and stands in every envelope. Documents that others import may have another.
func (b *builder) version(documents []*wsdl.Document) (namespace string) {
	first := map[string]*wsdl.Document{}
	for _, d := range documents {
		if len(d.Services) == 0 || first[d.TargetNamespace] != nil {
			continue
		}
		if first[d.TargetNamespace] = d; len(first) == 1 {
			namespace = d.TargetNamespace
			continue
		}
		b.diags.Addf(diag.Position{File: d.File},
			"target namespace %q, but %s has %q: one package holds one version of the services; name the WSDLs of one alone, "+
				"as in DIR/Services86-*.wsdl or ARCHIVE.zip!Services86-*.wsdl",
			d.TargetNamespace, first[namespace].File, namespace)
	}
	return namespace
}

// sources are the base names of the files that agents are in.
func sources(agents []*ir.Agent) []string {
	var names []string
	for _, a := range agents {
		names = append(names, a.Source)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sorted splits the types into those that become Go types and the dictionaries,
// each in the order of names. Lists stay with the fields that have them.
func sorted(all []*ir.Type) (types, dictionaries []*ir.Type) {
	for _, t := range all {
		switch t.Kind {
		case ir.Struct, ir.Enum, ir.Flags:
			types = append(types, t)
		case ir.Dictionary:
			dictionaries = append(dictionaries, t)
		}
	}
	// Stable, because wrappers of several agents may have one name: those were
	// met in the order of the agents.
	slices.SortStableFunc(types, compareTypes)
	slices.SortStableFunc(dictionaries, compareTypes)
	return types, dictionaries
}

func compareTypes(a, b *ir.Type) int {
	return cmp.Or(
		cmp.Compare(a.Name.Local, b.Name.Local),
		cmp.Compare(a.Name.Space, b.Name.Space),
		cmp.Compare(a.Path, b.Path),
	)
}

// qname is an XML name of the model.
func qname(n xml.Name) ir.QName { return ir.QName{Space: n.Space, Local: n.Local} }

// describe is a type for a message: its name, with the prefix xs for the names
// of XML Schema, or where it stands.
func describe(t *wsdl.Type) string {
	switch {
	case t.Name.Space == xsdSpace:
		return "xs:" + t.Name.Local
	case t.Name.Local != "":
		return t.Name.Local
	default:
		return t.Path
	}
}
