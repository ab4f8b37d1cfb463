package generator_test

import (
	"encoding/xml"
	"fmt"
	"slices"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

// saveSeeds is how many instances of a type are tried: see mood.
const saveSeeds = 6

// A savePair is a type that some operation returns and another takes.
type savePair struct {
	held     *ir.Type
	get, put saveEnd
}

// A saveEnd is one of the two operations, and the member of its response or
// request that is of the type or a list of it.
type saveEnd struct {
	agent     *ir.Agent
	operation *ir.Operation
	member    *ir.Field
}

// savePairs are all of a package, by the names of the types. Of several operations
// it takes the first with a member that is no list, or else the first.
func savePairs(p *ir.Package) []savePair {
	gets, puts := map[*ir.Type]saveEnd{}, map[*ir.Type]saveEnd{}
	for _, agent := range p.Agents {
		for _, op := range agent.Operations {
			note(puts, agent, op, op.Request)
			note(gets, agent, op, op.Response)
		}
	}
	var pairs []savePair
	for _, t := range p.Types {
		get, returned := gets[t]
		if put, taken := puts[t]; returned && taken {
			pairs = append(pairs, savePair{t, get, put})
		}
	}
	return pairs
}

// note notes the members of a message that hold objects of a type. A message that
// holds several of it has no place of its own for one.
func note(ends map[*ir.Type]saveEnd, agent *ir.Agent, op *ir.Operation, message *ir.Type) {
	count := map[*ir.Type]int{}
	for _, f := range message.Fields {
		count[heldBy(f)]++
	}
	for _, f := range message.Fields {
		t := heldBy(f)
		if t.Kind != ir.Struct || t.Abstract || count[t] > 1 {
			continue
		}
		if first, ok := ends[t]; !ok || first.member.Type.Kind == ir.List && f.Type.Kind != ir.List {
			ends[t] = saveEnd{agent, op, f}
		}
	}
}

func heldBy(f *ir.Field) *ir.Type {
	if f.Type.Kind == ir.List {
		return f.Type.Item.Type
	}
	return f.Type
}

// A saveCase is a response with an instance of a type, and what is changed in it.
type saveCase struct {
	savePair
	seed     int
	envelope string
	instance *xmltree.Node
	changed  *ir.Field // nil if there is nothing that can be set
	value    string
}

func newSaveCase(t *testing.T, p *ir.Package, pair savePair, seed int) saveCase {
	t.Helper()
	c := saveCase{savePair: pair, seed: seed}
	w := newInstanceWriter(p.Namespace, pair.held.Name.Local, seed)
	w.WriteString(`<s:Envelope xmlns:s="` + soap11NS + `" xmlns:i="` + xsiNS + `" xmlns="` + p.Namespace + `"><s:Header>`)
	for _, i := range pair.get.operation.ResponseBlocks {
		if f := p.ResponseHeader.Fields[i]; f.Nillable {
			w.open(f.Name, ` i:nil="true"`)()
		} else {
			w.text(f.Name, "true") // Succeeded
		}
	}
	w.WriteString(`</s:Header><s:Body>`)
	end := w.open(pair.get.operation.Response.Name, "")
	for _, f := range pair.get.operation.Response.Fields {
		switch {
		case f != pair.get.member:
			w.member(f, f.Nillable)
		case f.Type.Kind == ir.List:
			endList := w.open(f.Name, "")
			w.object(f.Type.Item.Name, pair.held, "")
			endList()
		default:
			w.object(f.Name, pair.held, "")
		}
	}
	end()
	w.WriteString(`</s:Body></s:Envelope>`)
	c.envelope = w.String()
	c.instance = parseXML(t, []byte(c.envelope)).Find("Envelope", "Body", pair.get.operation.Response.Name.Local, pair.get.member.Name.Local)
	if pair.get.member.Type.Kind == ir.List {
		c.instance = c.instance.Children[0]
	}
	c.change(w)
	return c
}

// change chooses a field, and a value that it does not have.
func (c *saveCase) change(w *instanceWriter) {
	var fields []*ir.Field
	for _, f := range membersOf(c.held) {
		_, scalar := zeroText(f.Type)
		settable := scalar && f.Type.Scalar != ir.Duration || f.Type.Kind == ir.Enum && len(f.Type.Values) > 1
		if f.MaxOccurs == 1 && settable {
			fields = append(fields, f)
		}
	}
	if len(fields) == 0 {
		return
	}
	c.changed = fields[w.rand.IntN(len(fields))]
	old := c.instance.Children[c.changedAt()].Text
	var values []string
	switch {
	case c.changed.Type.Kind == ir.Enum:
		values = valueTexts(c.changed.Type)
	case c.changed.Type.Scalar == ir.String:
		values = []string{"changed"}
	case c.changed.Type.Scalar == ir.Bool:
		values = []string{"false", "true"}
	case c.changed.Type.Scalar == ir.DateTime:
		values = []string{"2024-02-29T12:30:45"}
	default:
		values = []string{"1"}
	}
	i := slices.IndexFunc(values, func(v string) bool { return v != old })
	c.value = values[i]
}

// changedAt is the place of the changed field in the instance. A scalar is always
// there.
func (c saveCase) changedAt() int {
	return slices.IndexFunc(c.instance.Children, func(e *xmltree.Node) bool { return e.Name == xmlNameOf(c.changed.Name) })
}

func (c saveCase) name() string {
	return fmt.Sprintf("%s %d (%s.%s to %s.%s)", c.held.Name.Local, c.seed,
		c.get.agent.Name, c.get.operation.Name, c.put.agent.Name, c.put.operation.Name)
}

func (c saveCase) job() conformanceJob {
	save := &conformanceSave{Action: c.put.operation.SOAPAction, Type: c.held.Go}
	if c.changed != nil {
		save.Field, save.Value = c.changed.Go, c.value
	}
	return conformanceJob{Action: c.get.operation.SOAPAction, Response: true, Envelope: c.envelope, Save: save}
}

// want is the request that passes the instance on: by its other members it is an
// empty one.
func (c saveCase) want() *xmltree.Node {
	instance := *c.instance
	instance.Children = slices.Clone(instance.Children)
	if c.changed != nil {
		i := c.changedAt()
		instance.Children[i] = &xmltree.Node{Name: instance.Children[i].Name, Text: c.value}
	}
	member := &instance
	if f := c.put.member; f.Type.Kind == ir.List {
		instance.Name = xmlNameOf(f.Type.Item.Name)
		member = &xmltree.Node{Name: xmlNameOf(f.Name), Children: []*xmltree.Node{&instance}}
	} else {
		instance.Name = xmlNameOf(f.Name)
	}
	wrapper := &xmltree.Node{Name: xmlNameOf(c.put.operation.Request.Name), Children: []*xmltree.Node{member}}
	soap := func(local string, child *xmltree.Node) *xmltree.Node {
		return &xmltree.Node{Name: xml.Name{Space: soap11NS, Local: local}, Children: []*xmltree.Node{child}}
	}
	return soap("Envelope", soap("Body", wrapper))
}
