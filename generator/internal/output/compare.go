package output

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// A comparison is a set of generated files beside what lies in a directory.
type comparison struct {
	dir   string
	files []comparedFile // in the order they were given
	stale []string       // names of files that are ours and no longer generated, sorted
}

// A comparedFile is a generated file and what lies in its place.
type comparedFile struct {
	File
	missing bool
	found   []byte // of a file that is not missing
}

func (f comparedFile) current() bool { return !f.missing && bytes.Equal(f.found, f.Content) }

// compare looks into dir, which need not exist, and changes nothing. The error
// is a diag.Error naming everything that stands in the way of a generated file
// and is not ours, or the failure to read.
func compare(dir string, files []File) (*comparison, error) {
	if err := validate(files); err != nil {
		return nil, err
	}
	var refused diag.List
	if info, err := os.Stat(dir); err == nil && !info.IsDir() || errors.Is(err, syscall.ENOTDIR) {
		refused.Addf(diag.Position{File: dir}, "not a directory: choose another place for the generated files")
		return nil, refused.Err()
	}
	c := &comparison{dir: dir}
	generated := make(map[string]bool, len(files))
	for _, f := range files {
		generated[f.Name] = true
		path := join(dir, f.Name)
		found, err := readOurs(path)
		var foreign foreignError
		switch {
		case errors.Is(err, fs.ErrNotExist):
			c.files = append(c.files, comparedFile{File: f, missing: true})
		case errors.As(err, &foreign):
			refused.Addf(diag.Position{File: path}, "%v; a generated file has this name: move it away or choose another directory", foreign)
		case err != nil:
			return nil, err
		default:
			c.files = append(c.files, comparedFile{File: f, found: found})
		}
	}
	if err := refused.Err(); err != nil {
		return nil, err
	}
	var err error
	c.stale, err = staleFiles(dir, generated)
	return c, err
}

// staleFiles names the Go files in dir that are ours and not among the
// generated ones.
func staleFiles(dir string, generated map[string]bool) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var stale []string
	for _, entry := range entries {
		name := entry.Name()
		if generated[name] || filepath.Ext(name) != ".go" {
			continue
		}
		_, err := readOurs(join(dir, name))
		var foreign foreignError
		switch {
		case errors.As(err, &foreign):
		case err != nil:
			return nil, err
		default:
			stale = append(stale, name)
		}
	}
	return stale, nil
}

// A foreignError says why a file is not one that so-wsdlgen wrote.
type foreignError string

func (e foreignError) Error() string { return string(e) }

// readOurs reads a file that so-wsdlgen wrote. Any other is a foreignError.
func readOurs(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, foreignError("not a regular file")
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if !isOurs(content) {
		return nil, foreignError("not written by so-wsdlgen")
	}
	return content, nil
}
