// Package source gets hold of the documents that a user names: files, folders,
// patterns, zip archives, standard input, and addresses on the web. It knows
// nothing of what they hold.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// maxSize is far above any WSDL: what is larger was named by mistake.
const maxSize = 64 << 20

// stdinArgument names standard input, and stdinName is what messages call it.
const (
	stdinArgument = "-"
	stdinName     = "stdin"
)

// A File is one document as it was found, not yet looked into.
type File struct {
	Name string // as the user named it; an entry of an archive is archive.zip!entry
	Data []byte
	// Refers has the names of the files that the document refers to, by the
	// locations that it gives for them.
	Refers map[string]string
}

// Read reads what the names stand for, in their order:
//
//   - a file, or with wildcards the files that match;
//   - a folder, for the *.wsdl in it;
//   - a zip archive, for the *.wsdl in it, and archive.zip!PATTERN for some of them;
//   - an http or https URL, which may end in #sha256=HEX to be checked;
//   - - for stdin.
//
// What is named twice is read once. The error is a diag.Error with a message
// for each document that could not be read.
func Read(ctx context.Context, names []string, stdin io.Reader) ([]File, error) {
	r := reader{stdin: stdin, seen: make(map[string]bool, len(names))}
	for _, name := range names {
		r.add(ctx, name)
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	return r.files, nil
}

type reader struct {
	stdin    io.Reader
	files    []File
	seen     map[string]bool // by key
	problems diag.List
}

// add reads all that one name stands for.
func (r *reader) add(ctx context.Context, name string) {
	archive, pattern, isArchive := cutArchive(name)
	switch {
	case name == stdinArgument:
		r.addStdin()
	case isFolder(name):
		r.addFolder(ctx, name)
	case isArchive && exists(archive):
		files, err := readArchive(archive, pattern)
		r.keep(name, err, files...)
	case strings.ContainsAny(name, "*?[") && !isURL(name) && !exists(name):
		r.addMatches(ctx, name)
	default:
		file, err := readOne(ctx, name)
		r.keep(name, err, file)
	}
}

// keep takes what was read of a name, or says why nothing was.
func (r *reader) keep(name string, err error, files ...File) {
	if err != nil {
		r.problems.Addf(diag.Position{File: masked(name)}, "%v", explain(err))
		return
	}
	for _, file := range files {
		if k := key(file.Name); !r.seen[k] {
			r.seen[k] = true
			r.files = append(r.files, file)
		}
	}
}

// addStdin reads standard input, which can be done only once.
func (r *reader) addStdin() {
	if r.seen[stdinArgument] {
		return
	}
	r.seen[stdinArgument] = true
	data, err := readLimited(r.stdin)
	if errors.Is(err, errEmpty) {
		err = errors.New("is empty: pipe a WSDL into it")
	}
	r.keep(stdinName, err, File{Name: stdinName, Data: data})
}

// addFolder adds the WSDLs of a folder in the order of their names.
func (r *reader) addFolder(ctx context.Context, name string) {
	entries, err := os.ReadDir(name)
	var found []string
	for _, entry := range entries {
		if !entry.IsDir() && isWSDL(entry.Name()) {
			found = append(found, filepath.Join(name, entry.Name()))
		}
	}
	if err == nil && found == nil {
		err = errors.New("holds no *.wsdl: name the folder that has them")
	}
	r.addAll(ctx, name, found, err)
}

// addMatches adds what a pattern matches in the order of the names.
func (r *reader) addMatches(ctx context.Context, pattern string) {
	found, err := filepath.Glob(pattern)
	switch {
	case err != nil:
		err = errPattern
	case found == nil:
		err = errors.New("matches no file: check the pattern")
	}
	r.addAll(ctx, pattern, found, err)
}

func (r *reader) addAll(ctx context.Context, name string, found []string, err error) {
	if err != nil {
		r.keep(name, err)
		return
	}
	for _, one := range found {
		r.add(ctx, one)
	}
}

var errPattern = errors.New("is not a pattern: close the [")

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// isWSDL tells by its name whether a file among others is meant to be read.
// Hidden files are not: archives made on a Mac have one beside each file.
func isWSDL(base string) bool {
	return strings.EqualFold(filepath.Ext(base), ".wsdl") && !strings.HasPrefix(base, ".")
}

// readOne reads a single document: a file, an entry of an archive, or what is
// at a URL. Its errors leave out the name.
func readOne(ctx context.Context, name string) (File, error) {
	if isURL(name) {
		return fetch(ctx, name)
	}
	if archive, entry, ok := cutArchive(name); ok {
		data, err := readEntry(archive, entry)
		return File{Name: name, Data: data}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	data, err := readLimited(f)
	return File{Name: name, Data: data}, err
}

var errEmpty = errors.New("is empty: download the WSDL again")

// readLimited reads a document to its end.
func readLimited(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w", err)
	case len(data) == 0:
		return nil, errEmpty
	case len(data) > maxSize:
		return nil, fmt.Errorf("is larger than %d MiB: not a WSDL", maxSize>>20)
	}
	return data, nil
}

// explain puts a file system error in words that say what to do, without the
// path. Other errors do so already.
func explain(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file: check the path")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied: make the file readable")
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return fmt.Errorf("cannot be read: %w", pathErr.Err)
	}
	return err
}
