package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// document is the file as it is written; docs/so-wsdlgen.schema.json says the
// same to editors.
type document struct {
	Packages []packageEntry `yaml:"packages"`
}

// packageEntry is an element of packages.
type packageEntry struct {
	place    `yaml:"-"`
	Name     text     `yaml:"name"`
	Out      text     `yaml:"out"`
	Sources  []text   `yaml:"sources"`
	Agents   []text   `yaml:"agents"`
	Server   bool     `yaml:"server"`
	Nillable nillable `yaml:"nillable"`
	Names    names    `yaml:"names"`
}

// A place is a line and column of the file, from 1.
type place struct{ line, col int }

func placeOf(t *token.Token) place {
	if t == nil {
		return place{}
	}
	return place{t.Position.Line, t.Position.Column}
}

// decode reads a file of one YAML document.
func decode(data []byte) (*document, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, err
	}
	decoded := new(document)
	if len(file.Docs) > 1 {
		return nil, refuse(file.Docs[1], "a second document: put its packages into the first")
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return decoded, nil
	}
	if empty := findNull(file.Docs[0].Body); empty != nil {
		return nil, refuse(empty, "no value: write one, or leave the key out")
	}
	return decoded, yaml.NodeToValue(file.Docs[0].Body, decoded, yaml.Strict())
}

// explain says in the words of a configuration what the decoder found wrong.
func explain(err error) (place, string) {
	var (
		unknown    *yaml.UnknownFieldError
		notScalar  *yaml.TypeError
		unexpected *yaml.UnexpectedNodeTypeError
		other      yaml.Error
	)
	switch {
	case errors.As(err, &unknown):
		name := strings.TrimPrefix(unknown.Message, "unknown field ")
		return placeOf(unknown.Token), "there is no key " + name
	case errors.As(err, &notScalar): // all else has a decoder of its own
		return placeOf(notScalar.Token), "want true or false"
	case errors.As(err, &unexpected):
		return placeOf(unexpected.Token), fmt.Sprintf("want a %s", unexpected.Expected.YAMLName())
	case errors.As(err, &other):
		return placeOf(other.GetToken()), other.GetMessage()
	}
	return place{}, err.Error()
}

// refuse is an error at a node.
func refuse(n ast.Node, message string) error {
	return &yaml.SyntaxError{Message: message, Token: start(n)}
}

// start is the first token of a node, which for a mapping is its first key.
func start(n ast.Node) *token.Token {
	if mapping, ok := n.(ast.MapNode); ok {
		if entries := mapping.MapRange(); entries.Next() {
			return entries.Key().GetToken()
		}
	}
	return n.GetToken()
}

// findNull is the first null below a node: the decoder would take it for any type.
func findNull(n ast.Node) ast.Node {
	if nulls := ast.Filter(ast.NullType, n); len(nulls) > 0 {
		return nulls[0]
	}
	return nil
}

// UnmarshalYAML notes the place of the package.
func (p *packageEntry) UnmarshalYAML(n ast.Node) error {
	type plain packageEntry // has no method
	if err := yaml.NodeToValue(n, (*plain)(p), yaml.Strict()); err != nil {
		return err
	}
	p.place = placeOf(start(n))
	return nil
}

// text is a string of the file, which the decoder would make of a number too.
type text struct {
	place
	value string
}

// UnmarshalYAML wants a string.
func (t *text) UnmarshalYAML(n ast.Node) error {
	s, ok := n.(*ast.StringNode)
	if !ok {
		return refuse(n, "want a string; put quotes around a number")
	}
	t.place, t.value = placeOf(s.Token), s.Value
	return nil
}

// nillable is pointer for all types, or a mapping of pointer to some.
type nillable struct {
	all   bool
	types []text
}

// nillableTypes is the second form.
type nillableTypes struct {
	Pointer []text `yaml:"pointer"`
}

// UnmarshalYAML takes either form.
func (v *nillable) UnmarshalYAML(n ast.Node) error {
	if s, ok := n.(*ast.StringNode); ok {
		if s.Value != "pointer" {
			return refuse(n, "want pointer, or pointer: with a list of types")
		}
		v.all = true
		return nil
	}
	var some nillableTypes
	err := yaml.NodeToValue(n, &some, yaml.Strict())
	v.types = some.Pointer
	return err
}

// names are the overrides in their order.
type names []nameEntry

type nameEntry struct {
	place
	of, name string
}

// UnmarshalYAML wants a mapping of strings.
func (v *names) UnmarshalYAML(n ast.Node) error {
	mapping, ok := n.(ast.MapNode)
	if !ok {
		return refuse(n, "want a mapping, such as type Contact: CrmContact")
	}
	for entries := mapping.MapRange(); entries.Next(); {
		var key, value text
		if err := key.UnmarshalYAML(entries.Key()); err != nil {
			return err
		}
		if err := value.UnmarshalYAML(entries.Value()); err != nil {
			return err
		}
		*v = append(*v, nameEntry{key.place, key.value, value.value})
	}
	return nil
}
