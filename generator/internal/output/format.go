package output

import (
	"bytes"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// FormatAll puts the content of each file into gofmt's form, on all processors:
// nothing takes longer when a package is generated, and no file needs another.
func FormatAll(files []File) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range files {
		group.Go(func() (err error) {
			files[i].Content, err = Format(files[i].Name, files[i].Content)
			return err
		})
	}
	return group.Wait()
}

// Format is a generated Go file in gofmt's form. Source that is no complete Go
// file is a bug of the generator: the error names file, line and column, and
// nothing is formatted.
func Format(name string, source []byte) ([]byte, error) {
	// Not format.Source: that takes fragments too, and a file whose package
	// clause is missing must not pass.
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("%w: so-wsdlgen generated invalid Go, which is a bug in it", err)
	}
	var formatted bytes.Buffer
	if err := format.Node(&formatted, positions, file); err != nil {
		return nil, fmt.Errorf("%s: format generated Go: %w", name, err)
	}
	return formatted.Bytes(), nil
}
