// Package generator makes a typed Go client of WSDLs.
//
//	sources, err := generator.ReadSources(ctx, []string{"Services86-Messaging.wsdl"}, os.Stdin)
//	…
//	result, err := generator.Generate(sources, generator.Options{Package: "services86"})
//	…
//	summary, err := result.Write("services86")
//
// Generate is pure: the same sources and options give the same bytes on every
// machine, and nothing is read or written. All functions are safe for concurrent
// use.
package generator

import (
	"cmp"
	"context"
	"io"
	"runtime"
	"slices"
	"sync"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/build"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/emit"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/naming"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/output"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
	"github.com/so-wsdlgen/so-wsdlgen/templates"
)

// A Source is a WSDL document and the name that messages give it. The base name
// stands in the header of the generated files too.
type Source = source.File

// ReadSources reads WSDLs: files, folders, patterns, zip archives (or
// archive.zip!PATTERN for some of one), http or https URLs, which may end in
// #sha256=HEX to be checked, and - for stdin. What they import is read too. The
// error is an Error with a Diagnostic for each document that can't be read.
func ReadSources(ctx context.Context, names []string, stdin io.Reader) ([]Source, error) {
	files, err := source.Read(ctx, names, stdin)
	if err != nil {
		return nil, err
	}
	return source.Follow(ctx, files, wsdl.References)
}

// Options say what to generate.
type Options struct {
	// Package is the name of the Go package.
	Package string
	// Agents are the names of the agents to generate, nil for all. The names in Go
	// are the same whatever is chosen.
	Agents []string
	// Server adds handlers, for fakes of the agents in tests.
	Server bool
	// NillablePointer makes pointers of nillable strings, so that null, "" and a
	// missing element stay apart. NillablePointerTypes does so in the schema types
	// of these names alone.
	NillablePointer      bool
	NillablePointerTypes []string
	// Names go before the names that would be given otherwise.
	Names []Name
}

// A Name is a name in Go of the user's choice.
type Name = naming.Override

// A Diagnostic is one message about one place in a source.
type Diagnostic = diag.Diagnostic

// An Error is all that is wrong with the sources, sorted by place.
type Error = diag.Error

// A File is a generated file.
type File = output.File

// A Summary tells what Write did.
type Summary = output.Summary

// Differences tell how a folder differs from a Result.
type Differences = output.Differences

// A Result is a generated package.
type Result struct {
	Files []File // sorted by name
}

// Generate makes a package of WSDLs of one version. What can't be expressed in Go
// is an error at its place, never left out in silence: the error is an Error with
// all of it.
func Generate(sources []Source, opts Options) (*Result, error) {
	// 1. Read the documents and resolve every reference.
	set, err := wsdl.Load(sources)
	if err != nil {
		return nil, err
	}
	// 2. Decide what they mean for Go.
	model, err := build.Package(set, build.Options{
		Name:                 opts.Package,
		Server:               opts.Server,
		NillablePointer:      opts.NillablePointer,
		NillablePointerTypes: opts.NillablePointerTypes,
	})
	if err != nil {
		return nil, err
	}
	// 3. Name everything, and only then choose: names do not depend on the choice.
	if err := naming.Assign(model, templates.Reserved(), opts.Names...); err != nil {
		return nil, err
	}
	if err := build.Select(model, opts.Agents); err != nil {
		return nil, err
	}
	// 4. Write Go.
	files, err := emit.Package(model)
	if err != nil {
		return nil, err
	}
	// 5. Format it.
	result := new(Result)
	if result.Files, err = format(files); err != nil {
		return nil, err
	}
	slices.SortFunc(result.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return result, nil
}

// format formats files on all processors: nothing takes longer, and no file needs
// another. The error is that of the first file that has one.
func format(files []emit.File) ([]File, error) {
	formatted, errs := make([]File, len(files)), make([]error, len(files))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i := range next {
				formatted[i].Name = files[i].Name
				formatted[i].Content, errs[i] = output.Format(files[i].Name, files[i].Source)
			}
		}()
	}
	for i := range files {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return formatted, nil
}

// Write brings a folder up to date, all or nothing. It writes only what changed,
// removes a stale file only where its header says that it is generated by
// so-wsdlgen, and never overwrites a file of somebody else.
func (r *Result) Write(dir string) (*Summary, error) { return output.Write(dir, r.Files) }

// Check compares a folder and writes nothing.
func (r *Result) Check(dir string) (*Differences, error) { return output.Check(dir, r.Files) }
