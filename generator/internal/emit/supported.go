package emit

import (
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// supported refuses what the model can hold and this package can't write yet. The
// error is a diag.Error with all of it.
func supported(p *ir.Package) error {
	var problems diag.List
	checkFileNames(p.Agents, &problems)
	return problems.Err()
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
