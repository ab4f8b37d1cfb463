// Package naming gives everything in a model its name in Go. No other package
// makes an identifier.
//
// Names keep the spelling of the WSDL and never carry a number: what clashes
// gets a word behind it, and what still clashes is an error. Names do not
// depend on the order of the agents, as the model is in order of its own.
package naming

import (
	"fmt"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// Assign fills every Go field of a package but its own name, which it checks.
// Reserved are the names that the package has before anything is generated;
// overrides go before the names that would be given otherwise. The error is a
// diag.Error with all the names that cannot be had and the overrides that are
// none of anything, or a plain error about the package's name.
func Assign(p *ir.Package, reserved []string, overrides ...Override) error {
	if !isPackageName(p.Go) {
		return fmt.Errorf("%q cannot be the name of the package: "+
			"it must be a Go identifier in lower case that is no keyword, no predeclared name and neither main nor _", p.Go)
	}
	n := &namer{pkg: scope{}}
	n.override(overrides)
	for _, name := range reserved {
		n.pkg[name] = "the runtime"
	}
	p.RequestHeader.Go, p.ResponseHeader.Go = "RequestHeader", "ResponseHeader"
	n.pkg["RequestHeader"], n.pkg["ResponseHeader"] = "the runtime", "the runtime"

	// The order decides who keeps a name that several want.
	n.agents(p.Agents)
	if err := n.diags.Err(); err != nil {
		return err // most names that follow contain an agent's
	}
	n.wrappers(p.Agents)
	n.schemaTypes(p)
	n.constants(p.Types)

	n.fields(p)
	n.namespaces(p.Namespaces)
	n.checkUsed()
	return n.diags.Err()
}

// A namer holds what is taken while names are given.
type namer struct {
	pkg       scope
	overrides map[string]*override // by what they name
	diags     diag.List
}
