package emit

import (
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// supported refuses what the model can hold and this package can't write. The error
// is a diag.Error with all of it.
func supported(p *ir.Package) error {
	var problems diag.List
	if p.Server {
		for _, a := range p.Agents {
			checkRoutes(a, &problems)
		}
	}
	checkFileNames(p.Agents, &problems)
	return problems.Err()
}

// checkRoutes refuses a handler for operations whose requests look alike.
func checkRoutes(a *ir.Agent, problems *diag.List) {
	type request struct {
		action string
		body   ir.QName
	}
	first := map[request]*ir.Operation{}
	for _, op := range a.Operations {
		r := request{op.SOAPAction, op.Request.Name}
		if other, found := first[r]; found {
			problems.Addf(op.Pos, "operation %s.%s has the SOAPAction and the body of %s: a handler could not tell them apart; generate without one",
				a.Name, op.Name, other.Name)
			continue
		}
		first[r] = op
	}
}

// checkFileNames refuses agents whose files would be those of another agent or of
// the runtime. File names have no upper case, for not all file systems tell it
// from lower case.
func checkFileNames(agents []*ir.Agent, problems *diag.List) {
	owners := map[string]string{"runtime": "the runtime"}
	for _, a := range agents {
		stem := strings.ToLower(a.Go)
		if owner, taken := owners[stem]; taken {
			problems.Addf(a.Pos, "agent %s: the names of its files are taken by %s", a.Name, owner)
			continue
		}
		owners[stem] = "agent " + a.Name
	}
}
