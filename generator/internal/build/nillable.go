package build

import (
	"slices"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// keepNull makes pointers of nillable strings and of attributes that are strings,
// so that null, "" and what is missing stay apart: in all types, or in those that
// are named. The types of the header blocks are left alone, for the runtime reads
// them.
func keepNull(p *ir.Package, types []*ir.Type, opts Options, diags *diag.List) {
	header := reach{}
	header.add(p.RequestHeader)
	header.add(p.ResponseHeader)
	named := map[string]bool{}
	for _, t := range types {
		if slices.Contains(opts.NillablePointerTypes, t.Name.Local) {
			named[t.Name.Local] = true
		} else if !opts.NillablePointer {
			continue
		}
		if header[t] {
			continue
		}
		for _, f := range slices.Concat(t.Fields, []*ir.Field{t.Item, t.Value}) {
			if f != nil && isText(f.Type) && f.Nillable && !f.Repeated {
				f.Pointer = true
				f.Zero = absentNilOr(f, ir.Empty)
			}
		}
		for _, f := range t.Attributes {
			if isText(f.Type) && f.MinOccurs == 0 {
				f.Pointer = true
			}
		}
	}
	for _, name := range opts.NillablePointerTypes {
		if !named[name] {
			diags.Addf(diag.Position{File: p.Sources[0]}, "there is no type %s to keep null in", name)
		}
	}
}
