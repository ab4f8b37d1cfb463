// Package source gets hold of the WSDL documents that a user names.
package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// maxSize is far above any WSDL: what is larger was named by mistake.
const maxSize = 64 << 20

// A File is one document as it was found, not yet looked into.
type File struct {
	Name string // as the user named it
	Data []byte
}

// Read reads the files at the paths, in their order; a path that is given
// twice is read once. Its error is a diag.Error with a message for each path
// that could not be read.
func Read(paths []string) ([]File, error) {
	var (
		files    []File
		problems diag.List
	)
	seen := make(map[string]bool, len(paths))
	for _, path := range paths {
		clean := filepath.Clean(path)
		if seen[clean] {
			continue
		}
		seen[clean] = true
		data, err := read(path)
		if err != nil {
			problems.Addf(diag.Position{File: path}, "%v", err)
			continue
		}
		files = append(files, File{Name: path, Data: data})
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return files, nil
}

// read returns what one file holds. Its errors leave out the path, which
// stands in front of the message already.
func read(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, errors.New("is a directory: name the WSDL files in it")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, explain(err)
	}
	defer f.Close()

	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	switch {
	case err != nil:
		return nil, explain(err)
	case len(data) == 0:
		return nil, errors.New("is empty: download the WSDL again")
	case len(data) > maxSize:
		return nil, fmt.Errorf("is larger than %d MiB: not a WSDL", maxSize>>20)
	}
	return data, nil
}

// explain puts a file system error in words that say what to do.
func explain(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file: check the path")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied: make the file readable")
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fmt.Errorf("cannot be read: %w", err)
}
