package output

import (
	"errors"
	"os"
	"slices"
)

// A transaction is a series of renames that can be taken back. The zero value
// is an empty one.
type transaction struct {
	done []renamed
}

type renamed struct{ from, to string }

func (t *transaction) rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	t.done = append(t.done, renamed{from, to})
	return nil
}

// undo takes the renames back, the last one first. It goes on after a failure
// and returns all of them.
func (t *transaction) undo() error {
	var failures []error
	for _, r := range slices.Backward(t.done) {
		failures = append(failures, os.Rename(r.to, r.from))
	}
	return errors.Join(failures...)
}
