package build

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xrash/smetrics"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// Select reduces a model to some of its agents and what their operations reach;
// no agents stand for all. It comes after the names are given, so that they and
// the prefixes of the namespaces are those of the whole whatever is selected.
// The error names the agents that there are.
func Select(p *ir.Package, agents []string) error {
	if len(agents) == 0 {
		return nil
	}
	if err := checkAgents(p.Agents, agents); err != nil {
		return err
	}
	p.Agents = slices.DeleteFunc(p.Agents, func(a *ir.Agent) bool { return !slices.Contains(agents, a.Name) })
	p.Sources = sources(p.Agents)
	selectBlocks(p)

	all := reached(p)
	selectDerived(all)
	isOut := func(t *ir.Type) bool { return !all[t] }
	p.Types = slices.DeleteFunc(p.Types, isOut)
	p.Dictionaries = slices.DeleteFunc(p.Dictionaries, isOut)
	used := spaces(slices.Collect(maps.Keys(all)))
	p.Namespaces = slices.DeleteFunc(p.Namespaces, func(n ir.Namespace) bool {
		_, found := used[n.URI]
		return !found
	})

	p.NetServer = isNetServer(p.RequestHeader, p.ResponseHeader)
	markSecrets(p)
	for t := range all {
		t.Agents, t.Encode, t.Decode = nil, false, false
	}
	markReach(p)
	return nil
}

// checkAgents reports the first name that is none of an agent, with the names
// that there are, the most similar first.
func checkAgents(agents []*ir.Agent, wanted []string) error {
	var names []string
	for _, a := range agents {
		names = append(names, a.Name)
	}
	for _, name := range wanted {
		if slices.Contains(names, name) {
			continue
		}
		distance := func(to string) int {
			return smetrics.WagnerFischer(strings.ToLower(name), strings.ToLower(to), 1, 1, 1)
		}
		slices.SortStableFunc(names, func(x, y string) int { return cmp.Compare(distance(x), distance(y)) })
		return fmt.Errorf("there is no agent %s; there are %s", name, strings.Join(names, ", "))
	}
	return nil
}

// selectBlocks keeps the header blocks that the operations declare.
func selectBlocks(p *ir.Package) {
	var requests, responses []*[]int
	for _, a := range p.Agents {
		for _, op := range a.Operations {
			requests = append(requests, &op.RequestBlocks)
			responses = append(responses, &op.ResponseBlocks)
		}
	}
	keepFields(p.RequestHeader, requests)
	keepFields(p.ResponseHeader, responses)
}

// keepFields drops the fields of a header that no list of indexes has, and
// adjusts the lists.
func keepFields(header *ir.Type, lists []*[]int) {
	moved := make(map[int]int) // from the old index to the new
	var kept []*ir.Field
	for i, f := range header.Fields {
		if slices.ContainsFunc(lists, func(list *[]int) bool { return slices.Contains(*list, i) }) {
			moved[i] = len(kept)
			kept = append(kept, f)
		}
	}
	header.Fields = kept
	for _, list := range lists {
		for i, old := range *list {
			(*list)[i] = moved[old]
		}
	}
}

// reached is all that the operations reach, headers included.
func reached(p *ir.Package) reach {
	all := reach{}
	all.add(p.RequestHeader)
	all.add(p.ResponseHeader)
	for _, a := range p.Agents {
		for _, op := range a.Operations {
			all.add(op.Request)
			all.add(op.Response)
		}
	}
	return all
}

// selectDerived forgets what can stand in a type's place where no field that is
// left has that type.
func selectDerived(all reach) {
	typed := map[*ir.Type]bool{}
	for t := range all {
		for _, f := range fieldsOf(t) {
			typed[f.Type] = true
		}
	}
	for t := range all {
		if !typed[t] {
			t.Derived = nil
		}
	}
}
