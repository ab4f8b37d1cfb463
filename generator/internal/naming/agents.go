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
		a.Go = n.take(n.pkg, claim{
			owner:     "agent " + a.Name,
			at:        a.Pos,
			proposals: []string{exported(a.Name)},
			made: func(stem string) []string {
				return []string{
					stem + "Agent", stem + "Client", "New" + stem + "Client", stem + "Path",
					"New" + stem + "Handler", "Unimplemented" + stem + "Agent",
				}
			},
		})
	}
	for _, a := range agents {
		for _, op := range a.Operations {
			n.take(n.pkg, claim{
				owner:     "operation " + a.Name + "." + op.Name,
				at:        op.Pos,
				proposals: []string{a.Go + op.Go + "Action"},
				derived:   true,
			})
		}
	}
}

// operations names the methods of an agent, beside those that a client has. Those
// that hand out items come last: an operation has a name before they have one.
func (n *namer) operations(a *ir.Agent) {
	reserved := []string{"With", "Format", "LogValue"}
	methods := reserve(reserved)
	for _, op := range a.Operations {
		op.Go = n.take(methods, claim{
			owner:     "operation " + a.Name + "." + op.Name,
			at:        op.Pos,
			proposals: []string{beside(reserved, exported(op.Name), "Operation")},
		})
	}
	for _, op := range a.Operations {
		if op.List == nil || op.Go == "" {
			continue
		}
		op.GoStream = n.take(methods, claim{
			owner:     "operation " + a.Name + "." + op.Name,
			at:        op.Pos,
			proposals: []string{"Stream" + op.Go, "Stream" + op.Go + "Items"},
			derived:   true,
		})
	}
}

// beside is a name that is none of the reserved: it gets a word behind it.
func beside(reserved []string, name, word string) string {
	if slices.Contains(reserved, name) {
		return name + word
	}
	return name
}
