package naming

import (
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// A wrapper is the body element of some operations of one agent.
type wrapper struct {
	typ   *ir.Type
	agent *ir.Agent
	role  string // Request or Response
	name  string // what it is called as long as no other agent wants the same
	// shared tells that another agent has an operation of the same name, so that
	// the agent's name has to be part of the wrapper's.
	shared bool
}

// wrappers names the structs of requests and responses.
func (n *namer) wrappers(agents []*ir.Agent) {
	all := n.gatherWrappers(agents)
	wanted := map[string]map[*ir.Agent]bool{}
	for _, w := range all {
		if wanted[w.name] == nil {
			wanted[w.name] = map[*ir.Agent]bool{}
		}
		wanted[w.name][w.agent] = true
	}
	for _, w := range all {
		qualified := w.agent.Go + w.name
		proposals := []string{w.name, qualified, qualified + "Message"}
		if w.shared || len(wanted[w.name]) > 1 {
			proposals = proposals[1:]
		}
		w.typ.Go = n.take(n.pkg, claim{
			owner:     "element " + w.typ.Name.Local + " of agent " + w.agent.Name,
			at:        w.typ.Pos,
			proposals: proposals,
		})
	}
}

// gatherWrappers lists the wrappers in the order of the operations.
func (n *namer) gatherWrappers(agents []*ir.Agent) []*wrapper {
	agentsWith := map[string]int{} // an operation's name
	for _, a := range agents {
		for _, op := range a.Operations {
			agentsWith[op.Go]++
		}
	}
	var all []*wrapper
	known := map[*ir.Type]*wrapper{}
	gather := func(a *ir.Agent, op *ir.Operation, t *ir.Type, role string) {
		w := known[t]
		if w == nil {
			w = &wrapper{typ: t, agent: a, role: role, name: withSuffix(exported(t.Name.Local), role)}
			known[t] = w
			all = append(all, w)
		}
		if w.role != role {
			n.diags.Addf(t.Pos, "element %s is the body of a request and of a response of agent %s, and would need a Go name for each",
				t.Name.Local, a.Name)
		}
		w.shared = w.shared || agentsWith[op.Go] > 1
	}
	for _, a := range agents {
		for _, op := range a.Operations {
			gather(a, op, op.Request, "Request")
			if op.Response != nil {
				gather(a, op, op.Response, "Response")
			}
		}
	}
	return all
}

func withSuffix(name, suffix string) string { return strings.TrimSuffix(name, suffix) + suffix }
