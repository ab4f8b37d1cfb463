package naming

import "github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"

// fields names the fields of all structs.
func (n *namer) fields(p *ir.Package) {
	responses := map[*ir.Type]bool{}
	for _, a := range p.Agents {
		for _, op := range a.Operations {
			responses[op.Response] = true
		}
	}
	for _, t := range p.Types {
		n.fieldsOf(t, responses[t])
	}
	n.fieldsOf(p.RequestHeader, false)
	n.fieldsOf(p.ResponseHeader, false)
}

// fieldsOf names the fields of one struct, beside what else the struct has: the
// embedded base, a response's header, the methods that mask secrets. An attribute
// gives way to an element of its name, and to the text, which has none.
func (n *namer) fieldsOf(t *ir.Type, response bool) {
	var reserved []string
	if t.Base != nil {
		reserved = append(reserved, t.Base.Go)
	}
	if response {
		reserved = append(reserved, "Header")
	}
	if t.Derived != nil {
		reserved = append(reserved, "Unknown")
	}
	if t.AnyAttribute {
		reserved = append(reserved, "UnknownAttributes")
	}
	if t.Masked {
		reserved = append(reserved, "Format", "LogValue")
	}
	fields := reserve(reserved)
	for _, f := range t.Fields {
		f.Go = n.take(fields, claim{
			owner:     "element " + f.Path,
			at:        f.Pos,
			proposals: []string{beside(reserved, exported(f.Name.Local), "Field")},
		})
	}
	if t.Text != nil {
		t.Text.Go = n.take(fields, claim{owner: "text of type " + t.Path, at: t.Pos, proposals: []string{beside(reserved, "Value", "Field")}})
	}
	for _, f := range t.Attributes {
		name := exported(f.Name.Local)
		f.Go = n.take(fields, claim{
			owner:     "attribute " + f.Path,
			at:        f.Pos,
			proposals: []string{beside(reserved, name, "Attribute"), name + "Attribute"},
		})
	}
}
