package naming

import (
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// agents names the agents and their operations. What a handler declares is
// taken even without one, so that asking for it later changes no name.
func (n *namer) agents(agents []*ir.Agent) {
	for _, a := range agents {
		n.operations(a)
		a.Go = n.pkg.take(claim{
			owner:     "agent " + a.Name,
			at:        a.Pos,
			proposals: []string{exported(a.Name)},
			made: func(stem string) []string {
				return []string{
					stem + "Agent", stem + "Client", "New" + stem + "Client", stem + "Path",
					"New" + stem + "Handler", "Unimplemented" + stem + "Agent",
				}
			},
		}, &n.diags)
	}
	for _, a := range agents {
		for _, op := range a.Operations {
			n.pkg.take(claim{
				owner:     "operation " + a.Name + "." + op.Name,
				at:        op.Pos,
				proposals: []string{a.Go + op.Go + "Action"},
			}, &n.diags)
		}
	}
}

// operations names the methods of an agent, beside those that a client has.
func (n *namer) operations(a *ir.Agent) {
	methods := scope{}
	for _, op := range a.Operations {
		op.Go = methods.take(claim{
			owner:     "operation " + a.Name + "." + op.Name,
			at:        op.Pos,
			proposals: []string{beside([]string{"With", "Format", "LogValue"}, exported(op.Name), "Operation")},
		}, &n.diags)
	}
}

// beside is a name that is none of the reserved: it gets a word behind it.
func beside(reserved []string, name, word string) string {
	if slices.Contains(reserved, name) {
		return name + word
	}
	return name
}
