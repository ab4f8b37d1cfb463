// Package templates holds the source of the runtime, to be copied into generated
// packages.
package templates

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed runtime/*.go
var runtime embed.FS

// A File is a source file of the runtime.
type File struct {
	Name   string // such as scanner.go
	Source string // with the package clause "package runtime"
}

// Runtime returns the files of the runtime that belong into generated packages,
// sorted by name: not its tests, its package comment and the stand-ins for what is
// generated.
func Runtime() []File {
	entries, err := fs.ReadDir(runtime, "runtime")
	if err != nil {
		panic(err) // embedded: it can't be missing
	}
	var files []File
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasSuffix(name, "_test.go") || name == "doc.go" || name == "standin.go" {
			continue
		}
		source, err := fs.ReadFile(runtime, path.Join("runtime", name))
		if err != nil {
			panic(err)
		}
		files = append(files, File{Name: name, Source: string(source)})
	}
	return files
}
