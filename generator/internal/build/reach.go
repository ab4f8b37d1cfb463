package build

import (
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// markReach tells each type which agents reach it, and in which directions it
// travels: a client writes requests and reads responses, a handler also does
// the reverse.
func markReach(p *ir.Package) {
	for _, a := range p.Agents {
		out, in := reach{}, reach{}
		for _, op := range a.Operations {
			out.addMessage(op.Request, p.RequestHeader, op.RequestBlocks)
			if op.Response != nil {
				in.addMessage(op.Response, p.ResponseHeader, op.ResponseBlocks)
			}
		}
		// Not by add: an agent reaches the blocks that its operations declare.
		out[p.RequestHeader], in[p.ResponseHeader] = true, true
		for t := range out {
			mark(t, a, true, p.Server)
		}
		for t := range in {
			mark(t, a, p.Server, true)
		}
	}
}

func mark(t *ir.Type, a *ir.Agent, encode, decode bool) {
	if t.Kind == ir.Builtin {
		return
	}
	if !slices.Contains(t.Agents, a) {
		t.Agents = append(t.Agents, a)
	}
	t.Encode = t.Encode || encode
	t.Decode = t.Decode || decode
}

// A reach is a set of types with all that values of them can hold.
type reach map[*ir.Type]bool

func (r reach) addMessage(wrapper, header *ir.Type, blocks []int) {
	r.add(wrapper)
	for _, i := range blocks {
		r.addField(header.Fields[i])
	}
}

func (r reach) add(t *ir.Type) {
	if t == nil || r[t] {
		return
	}
	r[t] = true
	r.add(t.Base)
	for _, f := range fieldsOf(t) {
		r.addField(f)
	}
	for _, f := range t.Attributes {
		r.add(f.Type)
	}
	if t.Text != nil {
		r.add(t.Text.Type)
	}
}

// addField adds what can stand in a field. A type that is only a base does not
// bring those that extend it.
func (r reach) addField(f *ir.Field) {
	r.add(f.Type)
	for _, d := range f.Type.Derived {
		r.add(d)
	}
}

// fieldsOf are the elements in a type of any kind.
func fieldsOf(t *ir.Type) []*ir.Field {
	switch t.Kind {
	case ir.List:
		return []*ir.Field{t.Item}
	case ir.Dictionary:
		return []*ir.Field{t.Key, t.Value}
	default:
		return t.Fields
	}
}
