package wsdl

import (
	"encoding/xml"
	"reflect"
	"strings"

	"github.com/hooklift/gowsdl"
)

// A shape is what gowsdl's model holds of one kind of element.
type shape struct {
	attributes map[string]reflect.Kind // by local name
	children   map[string]child        // by local name
	tie        string                  // the attribute that carries the node's number; empty for none
}

// A child is an element that the model holds inside another.
type child struct {
	space    string // empty where the model takes any namespace
	shape    *shape
	repeated bool // the model holds more than one
}

// rootShapes learns from gowsdl's struct tags what its models of a WSDL and of
// a schema hold. Whatever they do not hold would vanish in decoding without a
// trace.
func rootShapes() map[xml.Name]*shape {
	known := shapes{}
	return map[xml.Name]*shape{
		definitionsName: known.of(reflect.TypeFor[gowsdl.WSDL]()),
		schemaName:      known.of(reflect.TypeFor[gowsdl.XSDSchema]()),
	}
}

// shapes holds a shape for each struct type, which also ends the recursion.
type shapes map[reflect.Type]*shape

func newShape() *shape {
	return &shape{attributes: make(map[string]reflect.Kind), children: make(map[string]child)}
}

func (s shapes) of(t reflect.Type) *shape {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if known, ok := s[t]; ok {
		return known
	}
	sh := newShape()
	s[t] = sh
	if t.Kind() != reflect.Struct {
		return sh
	}
	for i := range t.NumField() {
		field := t.Field(i)
		tag, option, _ := strings.Cut(field.Tag.Get("xml"), ",")
		space, path, ok := strings.Cut(tag, " ")
		if !ok {
			space, path = "", tag
		}
		switch {
		case tag == "-" || field.Name == "XMLName" || space == "xmlns":
		case option == "attr":
			sh.attributes[path] = field.Type.Kind()
			if sh.tie == "" && field.Type.Kind() == reflect.String {
				sh.tie = path
			}
		default:
			s.addChild(sh, space, strings.Split(path, ">"), field.Type)
		}
	}
	return sh
}

// addChild adds what a field holds; its path has more than one step where the
// model leaves out the elements in between, as in sequence>element.
func (s shapes) addChild(sh *shape, space string, path []string, field reflect.Type) {
	name := path[0]
	if len(path) == 1 {
		sh.children[name] = child{space, s.of(field), field.Kind() == reflect.Slice}
		return
	}
	if _, ok := sh.children[name]; !ok {
		sh.children[name] = child{space: space, shape: newShape()}
	}
	s.addChild(sh.children[name].shape, space, path[1:], field)
}

// holds finds the place in the model for an element inside another. Where the
// model takes any namespace, it means that of the element around, but for the
// schemas in wsdl:types.
func (s *shape) holds(parent, name xml.Name) (child, bool) {
	c, ok := s.children[name.Local]
	switch {
	case !ok:
		return child{}, false
	case c.space != "":
		return c, name.Space == c.space || name.Space == soap12Space && c.space == soapSpace
	case name.Local == "schema":
		return c, name.Space == xsdSpace
	}
	return c, name.Space == parent.Space
}
