package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// declare writes a struct or an enumeration.
func declare(f *jen.File, p *ir.Package, t *ir.Type) {
	switch t.Kind {
	case ir.Struct:
		structType(f, p, t)
	default:
		enumeration(f, t)
	}
}

func structType(f *jen.File, p *ir.Package, t *ir.Type) {
	otherwise := standsFor(t, "the schema type ")
	if t.Wrapper {
		otherwise = messageDoc(p, t)
	}
	comment(f, docOf(t.Go, forName(t.Doc, t.Name.Local, t.Go), otherwise))
	f.Type().Id(t.Go).StructFunc(func(g *jen.Group) {
		if t.Responds {
			comment(g, "Header has the blocks of the response's SOAP header.")
			g.Id("Header").Id("ResponseHeader")
			if len(t.Members()) > 0 {
				g.Line()
			}
		}
		if t.Base != nil {
			g.Id(t.Base.Go)
			if len(t.Members()) > 0 {
				g.Line()
			}
		}
		for _, field := range t.Members() {
			comment(g, wrap(field.Doc))
			g.Id(field.Go).Add(fieldType(field))
		}
		if t.AnyAttribute {
			comment(g, "UnknownAttributes are those that the schema allows without declaring them.")
			g.Id("UnknownAttributes").Index().Id("UnknownAttribute")
		}
		if t.Derived != nil {
			comment(g, wrap("Unknown is set in a value of a type that extends "+t.Go+" and that this package does not have."))
			g.Id("Unknown").Op("*").Id("UnknownType")
		}
	})
	if t.Derived != nil {
		anyInterface(f, t)
	}
	if t.Masked {
		maskMethods(f, t)
	}
}

// messageDoc says which operations a wrapper belongs to.
func messageDoc(p *ir.Package, t *ir.Type) string {
	var names []string
	for _, a := range p.Agents {
		for _, op := range a.Operations {
			if op.Request == t || op.Response == t {
				names = append(names, op.Go)
			}
		}
	}
	does := map[bool]string{false: "takes", true: "returns"}[t.Responds]
	if len(names) == 1 {
		return fmt.Sprintf("is what %s %s.", names[0], does)
	}
	last := len(names) - 1
	return fmt.Sprintf("is what each of %s and %s %s.", strings.Join(names[:last], ", "), names[last], does)
}

func enumeration(f *jen.File, t *ir.Type) {
	otherwise := standsFor(t, "the schema's enumeration ")
	if t.Kind == ir.Flags {
		otherwise = standsFor(t, "one of the schema's flags ")
	}
	comment(f, docOf(t.Go, forName(t.Doc, t.Name.Local, t.Go), otherwise))
	f.Type().Id(t.Go).String()
	if len(t.Values) == 0 {
		return
	}
	comment(f, fmt.Sprintf("The values of %s.", t.Go))
	f.Const().DefsFunc(func(g *jen.Group) {
		for _, value := range t.Values {
			comment(g, wrap(value.Doc))
			g.Id(value.Go).Id(t.Go).Op("=").Lit(value.Text)
		}
	})
}

// standsFor is the doc comment of a type whose documentation says nothing.
func standsFor(t *ir.Type, kind string) string {
	if t.Name.Local == "" {
		return "is the type of the element " + t.Path + "."
	}
	return "is " + kind + t.Name.Local + "."
}

// fieldType is the Go type of a field.
func fieldType(f *ir.Field) *jen.Statement {
	switch {
	case f.Repeated:
		return jen.Index().Add(fieldType(single(f)))
	case f.Type.Derived != nil:
		return jen.Id("Any" + f.Type.Go)
	case f.Pointer:
		return jen.Op("*").Add(goType(f.Type))
	}
	return goType(f.Type)
}

// goType is the Go type of a value of a schema type.
func goType(t *ir.Type) *jen.Statement {
	switch t.Kind {
	case ir.Flags:
		return jen.Index().Id(t.Go)
	case ir.List:
		return jen.Index().Add(fieldType(single(t.Item)))
	case ir.Dictionary:
		return jen.Map(fieldType(t.Key)).Add(fieldType(t.Value))
	case ir.Builtin:
		return scalarType(t.Scalar)
	}
	return jen.Id(t.Go)
}

// single is a list's item as a value of its own: that it repeats is the list's
// business.
func single(item *ir.Field) *ir.Field {
	one := *item
	one.Repeated = false
	return &one
}

func scalarType(s ir.Scalar) *jen.Statement {
	switch s {
	case ir.Bytes:
		return jen.Index().Byte()
	case ir.DateTime:
		return jen.Qual("time", "Time")
	case ir.Duration:
		return jen.Qual("time", "Duration")
	case ir.Any:
		return jen.Any()
	}
	return jen.Id(scalarMethod(s)) // Go's name of the type is the method's name
}

// scalarMethod is the method of writer and scanner for a scalar.
func scalarMethod(s ir.Scalar) string {
	switch s {
	case ir.Bool:
		return "bool"
	case ir.Int8:
		return "int8"
	case ir.Int16:
		return "int16"
	case ir.Int32:
		return "int32"
	case ir.Int64:
		return "int64"
	case ir.Uint8:
		return "uint8"
	case ir.Uint16:
		return "uint16"
	case ir.Uint32:
		return "uint32"
	case ir.Uint64:
		return "uint64"
	case ir.Float32:
		return "float32"
	case ir.Float64:
		return "float64"
	case ir.Bytes:
		return "bytes"
	case ir.DateTime:
		return "dateTime"
	case ir.Duration:
		return "duration"
	case ir.Any:
		return "anyType"
	}
	return "string"
}
