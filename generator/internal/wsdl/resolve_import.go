package wsdl

import "github.com/hooklift/gowsdl"

// checkImports reports the imports and includes that lead nowhere: a location is
// a hint, and any document will do that has something in the namespace.
func (r *resolver) checkImports(d *document) {
	for _, m := range d.model.Imports {
		namespace, n := d.nodes.untie(m.Namespace)
		others := r.symbols.definitionSpaces[namespace]
		if namespace == d.model.TargetNamespace {
			others-- // this one
		}
		if d.imports[m.Location] == nil && others == 0 {
			r.missing(n, m.Location)
		}
	}
	for _, s := range d.model.Types.Schemas {
		for _, m := range s.Imports {
			location, n := d.nodes.untie(m.SchemaLocation)
			if m.Namespace == xmlSpace {
				continue // all that it has is xml:lang and its like, which need no schema
			}
			if location != "" && d.imports[location] == nil && r.symbols.schemaSpaces[m.Namespace] == 0 {
				r.missing(n, location)
			}
		}
		for _, m := range s.Includes {
			location, n := d.nodes.untie(m.SchemaLocation)
			switch included := d.imports[location]; {
			case included != nil:
				r.checkInclude(n, s, included)
			case r.symbols.schemaSpaces[s.TargetNamespace] < 2: // this one and the included
				r.missing(n, location)
			}
		}
	}
}

func (r *resolver) missing(n *node, location string) {
	r.incompleteSet = true
	r.problems.Addf(n.pos, "%s of %q: not found from here, and no other file has its namespace: "+
		"give that file as well, or download the WSDL in one piece with ?singleWsdl", display(n.name), location)
}

// checkInclude wants a schema of the same namespace.
func (r *resolver) checkInclude(n *node, s *gowsdl.XSDSchema, included *document) {
	location, _ := n.attr("schemaLocation")
	if root := included.nodes[0]; root.name != schemaName {
		r.problems.Addf(n.pos, "xs:include of %q: it is not an XML Schema", location)
		return
	}
	if space := included.model.Types.Schemas[0].TargetNamespace; space != s.TargetNamespace {
		r.problems.Addf(n.pos, "xs:include of %q: its targetNamespace is %q, not %q as here: give both the same", location, space, s.TargetNamespace)
	}
}
