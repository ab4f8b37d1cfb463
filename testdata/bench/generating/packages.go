package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A generated package is built again in each round.
type generated struct {
	name   string // as the table has it
	folder string // and package
	peer   bool   // of gowsdl's
	server bool
	wsdls  []string
	size
	builds []cost
	binary int64 // how many bytes a program is larger that can call every operation
}

// comparePackages builds packages with a compiled standard library, in turn, and
// programs that use all of them.
//
// Each round writes a comment of its own into each package: then go build compiles
// that package anew and nothing else.
func (t *tools) comparePackages(rounds int, wanted *regexp.Regexp) error {
	m := &module{dir: filepath.Join(t.dir, "module")}
	if err := m.write(); err != nil {
		return err
	}
	packages := []*generated{
		{name: "Messaging", folder: "messaging", wsdls: []string{t.wsdl("Messaging")}},
		{name: "Messaging with server", folder: "messagingserver", server: true, wsdls: []string{t.wsdl("Messaging")}},
		{name: "Archive", folder: "archive", wsdls: []string{t.wsdl("Archive")}},
		{name: "Archive with server", folder: "archiveserver", server: true, wsdls: []string{t.wsdl("Archive")}},
		{name: "Archive by gowsdl", folder: "gowsdl", peer: true, wsdls: []string{t.wsdl("Archive")}},
		{name: "all", folder: "all", wsdls: t.wsdls},
		{name: "all with server", folder: "allserver", server: true, wsdls: t.wsdls},
	}
	packages = slices.DeleteFunc(packages, func(p *generated) bool { return !wanted.MatchString(p.name) })
	for _, p := range packages {
		if err := t.generate(m, p); err != nil {
			return err
		}
	}
	for round := range rounds + 1 {
		for _, p := range packages {
			c, err := m.build(p, round)
			if err != nil {
				return err
			}
			if round > 0 { // the first one compiles the standard library too
				p.builds = append(p.builds, c)
			}
		}
	}
	table := newTable("package", "fields", "lines a field", "build", "CPU", "CPU a field", "peak memory", "binary", "a field")
	for _, p := range packages {
		if err := m.link(p); err != nil {
			return err
		}
		wall, _, _ := compare(p.builds, p.builds, cost.seconds)
		cpu, _, _ := compare(p.builds, p.builds, cost.cpuSeconds)
		peak, _, _ := compare(p.builds, p.builds, func(c cost) float64 { return c.megabytes })
		fields := float64(p.fields)
		table.add(p.name, fmt.Sprint(p.fields), fmt.Sprintf("%.1f", float64(p.lines)/fields),
			fmt.Sprintf("%.2f s", wall), fmt.Sprintf("%.2f s", cpu), fmt.Sprintf("%.2f ms", 1e3*cpu/fields),
			fmt.Sprintf("%.0f MB", peak), fmt.Sprintf("%.0f kB", float64(p.binary)/1e3), fmt.Sprintf("%.2f kB", float64(p.binary)/1e3/fields))
	}
	return table.flush()
}

// generate writes a package into the module.
func (t *tools) generate(m *module, p *generated) error {
	out := filepath.Join(m.dir, p.folder)
	var err error
	if p.peer {
		_, err = measure(m.dir, nil, t.gowsdl, "-p", p.folder, "-o", p.folder+".go", p.wsdls[0])
	} else {
		_, err = measure(m.dir, nil, t.ours, t.arguments(out, p.server, p.wsdls...)...)
	}
	if err != nil {
		return err
	}
	p.size, err = sizeOf(out)
	return err
}

// A size is that of a package's source.
type size struct {
	lines   int
	fields  int      // of structs that stand for types of the schema
	clients []string // calls that make clients of its agents
}

// sizeOf counts what a generator wrote for the schema: the runtime, which is the
// same for each package, counts as lines alone.
func sizeOf(folder string) (size, error) {
	var s size
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return s, err
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return s, err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			return s, err
		}
		s.lines += strings.Count(string(source), "\n")
		if !strings.HasPrefix(filepath.Base(file), "runtime_") {
			s.count(parsed)
		}
	}
	return s, nil
}

var constructor = regexp.MustCompile(`^New(\w+)Client$`)

func (s *size) count(file *ast.File) {
	for _, declaration := range file.Decls {
		if f, ok := declaration.(*ast.FuncDecl); ok && f.Recv == nil {
			switch {
			case constructor.MatchString(f.Name.Name):
				s.clients = append(s.clients, "first(p."+f.Name.Name+`("http://localhost"))`)
			case strings.HasPrefix(f.Name.Name, "New") && len(f.Type.Params.List) == 1: // gowsdl's
				if _, ok := f.Type.Params.List[0].Type.(*ast.StarExpr); ok {
					s.clients = append(s.clients, "p."+f.Name.Name+`(soap.NewClient("http://localhost"))`)
				}
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if t, ok := n.(*ast.TypeSpec); ok {
			if fields, ok := t.Type.(*ast.StructType); ok && t.Name.IsExported() {
				for _, f := range fields.Fields.List {
					if len(f.Names) > 0 && f.Names[0].IsExported() && f.Names[0].Name != "XMLName" && f.Names[0].Name != "Header" {
						s.fields++
					}
				}
			}
		}
		return true
	})
}
