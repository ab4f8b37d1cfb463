package main

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"
)

// A table has a line for each variant.
type table struct{ tabs *tabwriter.Writer }

func newTable(w io.Writer) *table {
	t := &table{tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)}
	fmt.Fprintln(t.tabs, "shape\tvariant\ttime\ttimes ours\tspread\tallocs")
	return t
}

func (t *table) add(r row, results []result) {
	name := r.name
	for _, v := range results {
		allocs := ""
		if !math.IsNaN(v.allocs) {
			allocs = fmt.Sprint(int(v.allocs))
		}
		fmt.Fprintf(t.tabs, "%s\t%s\t%v\t%.3g\t%.3g–%.3g\t%s\n", name, v.name, v.time,
			v.ratio(), v.ratios[0], v.ratios[len(v.ratios)-1], allocs)
		name = ""
	}
}

func (t *table) flush() error { return t.tabs.Flush() }
