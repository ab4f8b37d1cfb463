package source

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
)

// maxArchive bounds what is read of one archive; maxSize bounds each entry.
const maxArchive = 512 << 20

// readArchive reads the WSDLs of an archive in the order of their names: all,
// or those that match a pattern. A pattern without a slash is matched against
// names without their folder.
func readArchive(archive, pattern string) ([]File, error) {
	entries, closeArchive, err := openArchive(archive)
	if err != nil {
		return nil, err
	}
	defer closeArchive() //nolint:errcheck // it was read from alone

	var files []File
	total := 0
	for _, e := range entries {
		wanted, err := e.matches(pattern)
		if err != nil {
			return nil, err
		}
		if !wanted {
			continue
		}
		data, err := e.read()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.name, err)
		}
		if total += len(data); total > maxArchive {
			return nil, fmt.Errorf("holds more than %d MiB: name some of its WSDLs, as in %s!Services86-*.wsdl", maxArchive>>20, path.Base(archive))
		}
		files = append(files, File{Name: archive + "!" + e.name, Data: data})
	}
	switch {
	case files != nil:
		return files, nil
	case pattern != "":
		return nil, errors.New("matches nothing in the archive: check the pattern")
	}
	return nil, errors.New("holds no *.wsdl: name the archive that has them")
}

// readEntry reads one entry of an archive.
func readEntry(archive, name string) ([]byte, error) {
	entries, closeArchive, err := openArchive(archive)
	if err != nil {
		return nil, err
	}
	defer closeArchive() //nolint:errcheck // it was read from alone
	for _, e := range entries {
		if e.name == name {
			return e.read()
		}
	}
	return nil, fs.ErrNotExist
}

// An entry is a file in an archive, its name with slashes between the folders.
type entry struct {
	name string
	file *zip.File
}

// openArchive lists the entries of an archive by name. They can be read until
// it is closed.
func openArchive(name string) (entries []entry, closeArchive func() error, err error) {
	archive, err := zip.OpenReader(name)
	switch {
	case errors.Is(err, zip.ErrFormat):
		return nil, nil, errors.New("is not a zip archive: download it again")
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // nothing is written to these paths
		return nil, nil, err
	}
	for _, f := range archive.File {
		// Archives made on Windows may have its separator.
		e := entry{path.Clean(strings.ReplaceAll(f.Name, `\`, "/")), f}
		if strings.ContainsFunc(e.name, unicode.IsControl) {
			return nil, nil, errors.Join(fmt.Errorf("holds an entry called %q: pack it again without", e.name), archive.Close())
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	for i := 1; i < len(entries); i++ {
		if entries[i].name == entries[i-1].name {
			return nil, nil, errors.Join(fmt.Errorf("holds %s twice: pack it again", entries[i].name), archive.Close())
		}
	}
	return entries, archive.Close, nil
}

// matches tells whether the entry is a WSDL that a pattern asks for.
func (e entry) matches(pattern string) (bool, error) {
	base := path.Base(e.name)
	if e.file.FileInfo().IsDir() || !isWSDL(base) {
		return false, nil
	}
	name := e.name
	switch {
	case pattern == "":
		return true, nil
	case !strings.Contains(pattern, "/"):
		name = base
	}
	matched, err := path.Match(pattern, name)
	if err != nil {
		return false, errPattern
	}
	return matched, nil
}

// read trusts no size that the archive states.
func (e entry) read() ([]byte, error) {
	const encrypted = 1 // in the flags of the format
	if e.file.Flags&encrypted != 0 {
		return nil, errors.New("is encrypted: unpack the archive first")
	}
	r, err := e.file.Open()
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	defer r.Close()
	return readLimited(r)
}
