package build

import "github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"

// markLists tells each operation whose response is one list and no more where that
// is.
func markLists(p *ir.Package) {
	for _, a := range p.Agents {
		for _, op := range a.Operations {
			op.List = onlyList(op.Response)
		}
	}
}

// onlyList is the element of a wrapper that is all there is in it, if it holds a
// list or is one by being repeated.
func onlyList(wrapper *ir.Type) *ir.Field {
	if wrapper == nil || wrapper.Base != nil || len(wrapper.Members()) != 1 || len(wrapper.Fields) != 1 {
		return nil
	}
	if f := wrapper.Fields[0]; f.Repeated || f.Type.Kind == ir.List {
		return f
	}
	return nil
}
