package output

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Differences is how a directory differs from what would be written to it.
// Names are those of files in the directory, in order.
type Differences struct {
	Changed  []Change
	LineEnds []string // files that differ in nothing but CRLF for LF
	Missing  []string // generated files that are not there
	Stale    []string // files that so-wsdlgen wrote and would now remove

	dir string
}

// A Change is a file whose content differs.
type Change struct {
	Name string
	Diff string // unified, from what lies there to what is generated, line ends aside
}

// Check compares files with what lies in dir and writes nothing. A directory
// that does not exist lacks all of them. The error is a diag.Error where Write
// would refuse to overwrite a file.
func Check(dir string, files []File) (*Differences, error) {
	c, err := compare(dir, files)
	if err != nil {
		return nil, err
	}
	d := &Differences{Stale: c.stale, dir: dir}
	for _, f := range c.files {
		// With CRLF in it every line would differ and bury the one that matters.
		found := bytes.ReplaceAll(f.found, []byte("\r\n"), []byte("\n"))
		switch {
		case f.missing:
			d.Missing = append(d.Missing, f.Name)
		case f.current():
		case bytes.Equal(found, f.Content):
			d.LineEnds = append(d.LineEnds, f.Name)
		default:
			path := join(dir, f.Name)
			unified := diff.Diff(path, found, path+" (generated)", f.Content)
			d.Changed = append(d.Changed, Change{f.Name, string(unified)})
		}
	}
	return d, nil
}

// Empty reports whether the directory is current.
func (d *Differences) Empty() bool {
	return len(d.Changed)+len(d.LineEnds)+len(d.Missing)+len(d.Stale) == 0
}

// WriteTo writes the differences for a reader: the diffs, then a line for each
// other file.
func (d *Differences) WriteTo(w io.Writer) (int64, error) {
	n, err := io.WriteString(w, d.String())
	return int64(n), err
}

// String is what WriteTo writes.
func (d *Differences) String() string {
	var b strings.Builder
	for _, change := range d.Changed {
		b.WriteString(change.Diff)
	}
	d.list(&b, d.LineEnds, "has CRLF line ends and is current otherwise: check it out with LF (*.go text eol=lf in .gitattributes)")
	d.list(&b, d.Missing, "missing")
	d.list(&b, d.Stale, "stale: no longer generated")
	return b.String()
}

func (d *Differences) list(b *strings.Builder, names []string, what string) {
	for _, name := range names {
		fmt.Fprintf(b, "%s: %s\n", join(d.dir, name), what)
	}
}
