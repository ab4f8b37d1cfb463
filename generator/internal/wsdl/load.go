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

	"github.com/hooklift/gowsdl"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// A document is one WSDL as it was decoded, its references unresolved.
type document struct {
	file  string
	model gowsdl.WSDL
	nodes nodes
}

// Load reads the files as the documents of one Set. A reference is looked for
// in its own document first and then in the others. The error is a diag.Error
// with all that is wrong with the files; references are only looked into once
// every file is well-formed.
func Load(files []source.File) (*Set, error) {
	var problems diag.List
	definitions := definitionsShape()
	documents := make([]*document, 0, len(files))
	for _, file := range files {
		if d, ok := decode(file, definitions, &problems); ok {
			documents = append(documents, d)
		}
	}
	if len(documents) < len(files) {
		return nil, problems.Err()
	}
	set := resolve(documents, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

// decode reads one file to its end. It is not ok where the file cannot be read
// as a WSDL; constructs that were refused leave the rest usable.
func decode(file source.File, definitions *shape, problems *diag.List) (d *document, ok bool) {
	r, err := newReader(file.Name, file.Data, definitions, problems)
	if err != nil {
		return nil, false
	}
	d = &document{file: file.Name}
	if err := xml.NewTokenDecoder(r).Decode(&d.model); err != nil {
		if !errors.Is(err, errReported) {
			problems.Addf(diag.Position{File: file.Name}, "cannot be read as a WSDL: %v", err)
		}
		return nil, false
	}
	if _, err := r.Token(); errors.Is(err, errReported) { // what follows the root
		return nil, false
	}
	d.nodes = r.nodes
	return d, true
}
