package generator_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// A conformanceTable tells what was seen of each version.
type conformanceTable struct {
	mu   sync.Mutex
	rows []*conformanceRow
}

// A conformanceRow counts for one version.
type conformanceRow struct {
	version                  string
	files, alone, operations int
	samples, types           int
	equal, saved             [2]int // samples and types, as values and as pointers
	envelopes, valid         int
}

// The two modes of a nillable string, which index what is counted by mode.
const (
	asValues = iota
	asPointers
)

// row adds a row for a version.
func (c *conformanceTable) row(v corpusVersion, p *ir.Package) *conformanceRow {
	row := &conformanceRow{version: v.name, files: len(v.wsdls)}
	for _, agent := range p.Agents {
		row.operations += len(agent.Operations)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rows = append(c.rows, row)
	return row
}

func (c *conformanceTable) String() string {
	slices.SortFunc(c.rows, func(a, b *conformanceRow) int { return cmp.Compare(a.version, b.version) })
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\t\t\t\t\tequal as\tequal as\t\tsaved as\tsaved as\t\t\t")
	fmt.Fprintln(w, "version\tWSDLs\tbuilt alone\toperations\tsamples\tvalues\tpointers\ttypes\tvalues\tpointers\tenvelopes\tvalid\t")
	for _, r := range c.rows {
		fmt.Fprint(w, r.version, "\t")
		for _, n := range []int{
			r.files, r.alone, r.operations, r.samples, r.equal[asValues], r.equal[asPointers],
			r.types, r.saved[asValues], r.saved[asPointers], r.envelopes, r.valid,
		} {
			fmt.Fprint(w, n, "\t")
		}
		fmt.Fprintln(w)
	}
	_ = w.Flush() // a strings.Builder takes everything
	return text.String()
}
