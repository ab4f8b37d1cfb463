package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// A Summary names the files that a Write dealt with.
type Summary struct {
	Written, Unchanged, Removed []string
}

// Write brings dir in line with files: it makes the directory where it is
// missing, writes what changed and nothing else, and removes the Go files that
// an earlier run wrote and this one does not. It does all of that or nothing:
// after an error the directory is as it was, or the error says where the former
// files are. What stands in the place of a generated file and was not written
// by so-wsdlgen is left alone, and a diag.Error names it.
func Write(dir string, files []File) (*Summary, error) {
	c, err := compare(dir, files)
	if err != nil {
		return nil, err
	}
	return c.write()
}

// write makes the directory what the comparison found lacking.
func (c *comparison) write() (*Summary, error) {
	summary := &Summary{Removed: c.stale}
	var outdated []comparedFile
	for _, f := range c.files {
		if f.current() {
			summary.Unchanged = append(summary.Unchanged, f.Name)
		} else {
			outdated = append(outdated, f)
			summary.Written = append(summary.Written, f.Name)
		}
	}
	if len(outdated)+len(c.stale) == 0 {
		return summary, nil
	}
	made, err := makeDir(c.dir)
	if err != nil {
		err = unwritable(c.dir, err)
	} else {
		err = replace(c.dir, outdated, c.stale)
	}
	if err != nil {
		removeDirs(made)
		return nil, err
	}
	return summary, nil
}

// replace puts the outdated files in place and takes the stale ones away. Both
// the new files and the old ones pass through a staging directory inside dir,
// on the same file system, so that each step is a rename and can be undone.
func replace(dir string, outdated []comparedFile, stale []string) (err error) {
	staging, err := os.MkdirTemp(dir, ".so-wsdlgen-")
	if err != nil {
		return unwritable(dir, err)
	}
	var moved transaction
	defer func() {
		if err != nil {
			if undoErr := moved.undo(); undoErr != nil {
				// The staging directory now holds the only copy of something.
				err = fmt.Errorf("%w; the former files are in %s, since putting them back failed: %w", err, staging, undoErr)
				return
			}
		}
		if removeErr := os.RemoveAll(staging); removeErr != nil && err == nil {
			err = fmt.Errorf("all files are written, but a temporary directory is left: %w", removeErr)
		}
	}()

	staged := func(name string) string { return filepath.Join(staging, "new-"+name) }
	former := func(name string) string { return filepath.Join(staging, "old-"+name) }
	for _, f := range outdated {
		if err := os.WriteFile(staged(f.Name), f.Content, 0o644); err != nil {
			return unwritable(dir, err)
		}
	}
	for _, f := range outdated {
		if !f.missing {
			if err := moved.rename(join(dir, f.Name), former(f.Name)); err != nil {
				return err
			}
		}
		if err := moved.rename(staged(f.Name), join(dir, f.Name)); err != nil {
			return err
		}
	}
	for _, name := range stale {
		if err := moved.rename(join(dir, name), former(name)); err != nil {
			return err
		}
	}
	return nil
}

// unwritable is the error for a directory in which nothing has changed yet. It
// leaves out the staging directory, of which the user knows nothing.
func unwritable(dir string, err error) error {
	cure := "make it writable or choose another directory"
	if errors.Is(err, syscall.ENOSPC) {
		cure = "make room and run so-wsdlgen again"
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	var refused diag.List
	refused.Addf(diag.Position{File: dir}, "cannot be written: %v; nothing is changed: %s", err, cure)
	return refused.Err()
}

// makeDir makes dir with its missing parents and returns what it made, the
// innermost first; after an error that may include some it did not come to.
func makeDir(dir string) (made []string, err error) {
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, d)
	}
	return made, os.MkdirAll(dir, 0o755)
}

// removeDirs removes directories as far as they are empty: what somebody else
// put there meanwhile stays.
func removeDirs(innermostFirst []string) {
	for _, dir := range innermostFirst {
		_ = os.Remove(dir)
	}
}
