package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// A schema is as much of JSON Schema as docs/so-wsdlgen.schema.json has.
type schema struct {
	Schema               string             `json:"$schema"`
	Title                string             `json:"title"`
	Description          string             `json:"description"`
	Type                 string             `json:"type"`
	Const                string             `json:"const"`
	AdditionalProperties any                `json:"additionalProperties"`
	Required             []string           `json:"required"`
	Properties           map[string]*schema `json:"properties"`
	MinItems             int                `json:"minItems"`
	Items                *schema            `json:"items"`
	OneOf                []*schema          `json:"oneOf"`
}

// TestSchema holds the schema for editors to the types: each field with a
// description and of its kind, and nothing else.
func TestSchema(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "..", "docs", "so-wsdlgen.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	decoder := json.NewDecoder(f)
	decoder.DisallowUnknownFields()
	var root schema
	if err := decoder.Decode(&root); err != nil {
		t.Fatal(err)
	}
	compare(t, "the file", &root, reflect.TypeFor[document]())

	required := root.Properties["packages"].Items.Required
	if want := []string{"name", "out", "sources"}; !slices.Equal(required, want) {
		t.Errorf("a package requires %q, want %q as in convert", required, want)
	}
}

func compare(t *testing.T, path string, s *schema, typ reflect.Type) {
	t.Helper()
	if s == nil {
		t.Errorf("%s is not in the schema", path)
		return
	}
	want := ""
	switch {
	case typ == reflect.TypeFor[text]():
		want = "string"
	case typ == reflect.TypeFor[names]():
		want = "object"
		if values, ok := s.AdditionalProperties.(map[string]any); !ok || values["type"] != "string" {
			t.Errorf("%s: values are %v, want strings", path, s.AdditionalProperties)
		}
	case typ == reflect.TypeFor[nillable]():
		if len(s.OneOf) != 2 || s.OneOf[0].Const != "pointer" {
			t.Errorf("%s is not one of pointer and a mapping", path)
			return
		}
		s = s.OneOf[1]
		compare(t, path, s, reflect.TypeFor[nillableTypes]())
		return
	case typ.Kind() == reflect.Bool:
		want = "boolean"
	case typ.Kind() == reflect.Slice:
		want = "array"
		compare(t, path+"[]", s.Items, typ.Elem())
	case typ.Kind() == reflect.Struct:
		want = "object"
		compareFields(t, path, s, typ)
	}
	if s.Type != want {
		t.Errorf("%s has the type %q, want %q", path, s.Type, want)
	}
}

func compareFields(t *testing.T, path string, s *schema, typ reflect.Type) {
	t.Helper()
	if s.AdditionalProperties != false {
		t.Errorf("%s may have more", path)
	}
	known := map[string]bool{}
	for i := range typ.NumField() {
		key := typ.Field(i).Tag.Get("yaml")
		if key == "-" {
			continue
		}
		known[key] = true
		compare(t, path+"."+key, s.Properties[key], typ.Field(i).Type)
	}
	for key, property := range s.Properties {
		if !known[key] {
			t.Errorf("%s.%s is in the schema alone", path, key)
		}
		if property.Description == "" {
			t.Errorf("%s.%s has no description", path, key)
		}
	}
}
