// Package diag holds what the generator has to say about its input: messages
// tied to a place in a file.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Position is a place in an input file. Line and Col count from 1, Col in
// bytes; both are 0 where a message concerns a whole file.
type Position struct {
	File string
	Line int
	Col  int
}

// String is file:line:col, or the file alone where there is no line.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// A Diagnostic is one message about one place. The message says what is wrong
// and, where the cure is not plain from that, what to do about it.
type Diagnostic struct {
	Position
	Message string
}

// String is file:line:col: message.
func (d Diagnostic) String() string { return d.Position.String() + ": " + d.Message }

// A List collects the diagnostics of a run. The zero value is ready for use.
type List struct {
	diagnostics []Diagnostic
}

// Addf records a message at a place.
func (l *List) Addf(at Position, format string, args ...any) {
	l.diagnostics = append(l.diagnostics, Diagnostic{at, fmt.Sprintf(format, args...)})
}

// Append records what another list has.
func (l *List) Append(more List) { l.diagnostics = append(l.diagnostics, more.diagnostics...) }

// Err is nil for an empty list, else an Error with all of it: sorted by place,
// each message once.
func (l *List) Err() error {
	if len(l.diagnostics) == 0 {
		return nil
	}
	sorted := slices.Clone(l.diagnostics)
	slices.SortFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.File, b.File), a.Line-b.Line, a.Col-b.Col,
			strings.Compare(a.Message, b.Message),
		)
	})
	return Error(slices.Compact(sorted))
}

// An Error is all that was wrong with an input, in the order of the files.
type Error []Diagnostic

// Error has a line for each diagnostic.
func (e Error) Error() string {
	lines := make([]string, len(e))
	for i, d := range e {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}
