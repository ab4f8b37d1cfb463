// Package config reads so-wsdlgen.yaml, which says what packages to make of
// which WSDLs.
package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/naming"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// A Package is what a configuration says of one package. Its paths are those in
// the file, seen from the working directory.
type Package struct {
	Name    string
	Out     string
	Sources []string // names as source.Read takes them
	Agents  []string // nil for all
	Server  bool

	// NillablePointer makes pointers of the nillable strings of all types,
	// NillablePointerTypes of those of some.
	NillablePointer      bool
	NillablePointerTypes []string

	Names []naming.Override
}

// Load reads the configuration at a path. It is strict: the error is a diag.Error
// that names the place of what is not known, of another type, or missing.
func Load(path string) ([]Package, error) {
	l := loader{path: path, outs: make(map[string]bool)}
	packages := l.load()
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	return packages, nil
}

type loader struct {
	path     string
	outs     map[string]bool // the folders of packages
	problems diag.List
}

// load reports what is wrong; then the result is not fit for use.
func (l *loader) load() []Package {
	data, err := os.ReadFile(l.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.problems.Addf(diag.Position{File: l.path}, "no such file: check the path")
		return nil
	case err != nil:
		l.problems.Addf(diag.Position{File: l.path}, "cannot be read: %v", errors.Unwrap(err))
		return nil
	}
	document, err := decode(data)
	if err != nil {
		at, message := explain(err)
		l.problems.Addf(l.at(at), "%s", message)
		return nil
	}
	if len(document.Packages) == 0 {
		l.problems.Addf(diag.Position{File: l.path}, "names no packages: list at least one under packages")
	}
	var packages []Package
	for _, p := range document.Packages {
		packages = append(packages, l.convert(p))
	}
	return packages
}

func (l *loader) at(p place) diag.Position {
	return diag.Position{File: l.path, Line: p.line, Col: p.col}
}

// convert checks what a package has to have.
func (l *loader) convert(p packageEntry) Package {
	l.require(p, p.Name.value != "", "name", "services86")
	l.require(p, p.Out.value != "", "out", "internal/services86")
	l.require(p, len(p.Sources) > 0, "sources", "[wsdl]")
	dir := filepath.Dir(l.path)
	out := Package{
		Name:                 p.Name.value,
		Out:                  p.Out.value,
		Agents:               values(p.Agents),
		Server:               p.Server,
		NillablePointer:      p.Nillable.all,
		NillablePointerTypes: values(p.Nillable.types),
	}
	if !filepath.IsAbs(out.Out) {
		out.Out = filepath.Join(dir, out.Out)
	}
	if p.Out.value != "" && l.outs[out.Out] {
		l.problems.Addf(l.at(p.Out.place), "out: another package is in %s already", p.Out.value)
	}
	l.outs[out.Out] = true
	for _, s := range p.Sources {
		if strings.TrimSpace(s.value) == "" || s.value == "-" {
			l.problems.Addf(l.at(s.place), "sources: %q is not a file, folder, archive or URL", s.value)
		}
		out.Sources = append(out.Sources, source.In(dir, s.value))
	}
	for _, n := range p.Names {
		out.Names = append(out.Names, naming.Override{Of: n.of, Go: n.name, Pos: l.at(n.place)})
	}
	return out
}

func (l *loader) require(p packageEntry, present bool, key, example string) {
	if !present {
		l.problems.Addf(l.at(p.place), "the package has no %s: add it, as in %s: %s", key, key, example)
	}
}

func values(texts []text) []string {
	var all []string
	for _, t := range texts {
		all = append(all, t.value)
	}
	return all
}
