package main

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"
)

// A table has a line for each variant, in Markdown.
type table struct{ tabs *tabwriter.Writer }

func newTable(w io.Writer) *table {
	t := &table{tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)}
	fmt.Fprintln(t.tabs, "| shape\t| variant\t| measure\t| times ours\t| spread\t| allocs\t|")
	fmt.Fprintln(t.tabs, "| ---\t| ---\t| ---\t| ---\t| ---\t| ---\t|")
	return t
}

func (t *table) add(name string, results []result) {
	for _, v := range results {
		allocs := ""
		if !math.IsNaN(v.allocs) {
			allocs = fmt.Sprint(int(v.allocs))
		}
		fmt.Fprintf(t.tabs, "| %s\t| %s\t| %s\t| %.3g\t| %.3g–%.3g\t| %s\t|\n", name, v.name, v.measure,
			v.ratio(), v.ratios[0], v.ratios[len(v.ratios)-1], allocs)
		name = ""
	}
}

func (t *table) flush() error { return t.tabs.Flush() }
