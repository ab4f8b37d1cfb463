// Package wsdl reads WSDL 1.1 documents into a Set, in which every reference is
// resolved. It is the only package that knows gowsdl, which it takes for the
// model of a single document.
//
// A reader stands in front of gowsdl: it hands on what the model can hold and
// reports what would get lost and make a difference. Then the model is resolved
// over all documents.
package wsdl

import (
	"encoding/xml"
	"errors"
	"maps"
	"runtime"
	"slices"

	"github.com/hooklift/gowsdl"
	"golang.org/x/sync/errgroup"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// A document is one WSDL or XML Schema as it was decoded, its references
// unresolved. A schema is the model of a WSDL with nothing else in it.
type document struct {
	file  string
	model gowsdl.WSDL
	nodes nodes
	// imports are the documents that it imports and includes, by location.
	imports map[string]*document
	// reach are the documents that its imports lead to, the nearest first.
	reach []*document
}

// Load reads the files, WSDLs and the schemas that belong to them, as the
// documents of one Set. A name is looked for in its own document first, then
// in those that this one imports, then in the others. The error is a diag.Error
// with all that is wrong with the files; references are only looked into once
// every file is well-formed.
func Load(files []source.File) (*Set, error) {
	var problems diag.List
	shapes := rootShapes()
	documents, found := make([]*document, len(files)), make([]diag.List, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		group.Go(func() error {
			documents[i] = decode(file, shapes, &found[i])
			return nil // what is wrong with the file has been found
		})
	}
	_ = group.Wait()
	for _, list := range found {
		problems.Append(list)
	}
	if slices.Contains(documents, nil) {
		return nil, problems.Err()
	}
	link(files, documents)
	set := resolve(documents, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

// decode reads one file to its end. It returns nil where the file cannot be read
// as a WSDL; constructs that were refused leave the rest usable.
func decode(file source.File, shapes map[xml.Name]*shape, problems *diag.List) *document {
	r, err := newReader(file.Name, file.Data, shapes, problems)
	if err != nil {
		return nil
	}
	d := &document{file: file.Name}
	if err := d.decode(xml.NewTokenDecoder(r)); err != nil {
		if !errors.Is(err, errReported) {
			problems.Addf(diag.Position{File: file.Name}, "cannot be read as a WSDL: %v", err)
		}
		return nil
	}
	if _, err := r.Token(); errors.Is(err, errReported) { // what follows the root
		return nil
	}
	d.nodes = r.nodes
	return d
}

// decode fills the model.
func (d *document) decode(decoder *xml.Decoder) error {
	token, err := decoder.Token() // nothing comes before the root
	if err != nil {
		return err
	}
	root := token.(xml.StartElement)
	if root.Name == schemaName {
		schema := new(gowsdl.XSDSchema)
		d.model.Types.Schemas = []*gowsdl.XSDSchema{schema}
		return decoder.DecodeElement(schema, &root)
	}
	return decoder.DecodeElement(&d.model, &root)
}

// link notes which documents the documents import.
func link(files []source.File, documents []*document) {
	byName := make(map[string]*document, len(documents))
	for _, d := range documents {
		byName[d.file] = d
	}
	for i, d := range documents {
		d.imports = make(map[string]*document, len(files[i].Refers))
		for location, name := range files[i].Refers {
			if imported := byName[name]; imported != nil {
				d.imports[location] = imported
			}
		}
	}
	for _, d := range documents {
		d.findReach()
	}
}

// findReach goes through the imports in the order of their locations.
func (d *document) findReach() {
	seen := map[*document]bool{d: true}
	for next := []*document{d}; len(next) > 0; next = next[1:] {
		imports := next[0].imports
		for _, location := range slices.Sorted(maps.Keys(imports)) {
			if imported := imports[location]; !seen[imported] {
				seen[imported] = true
				d.reach = append(d.reach, imported)
				next = append(next, imported)
			}
		}
	}
}
