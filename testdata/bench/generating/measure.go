package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// measure runs a program in a folder and returns what it cost, even where it fails.
// The kernel counts the programs that it has run and waited for too.
func measure(dir string, env []string, name string, args ...string) (cost, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(start)}
	if state := cmd.ProcessState; state != nil {
		c.cpu = state.UserTime() + state.SystemTime()
		if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
			c.megabytes = float64(usage.Maxrss) / 1e3 // in kB, on Linux
		}
	}
	if err != nil {
		return c, fmt.Errorf("%s: %w\n%s", name, err, said.Bytes())
	}
	return c, nil
}

// compare returns the median of a figure of many rounds, and how many times that of
// the first program it is: the median and the lowest and highest of the rounds.
func compare(costs, first []cost, of func(cost) float64) (median float64, ratio, spread string) {
	var figures, ratios []float64
	for round, c := range costs {
		figures = append(figures, of(c))
		ratios = append(ratios, of(c)/of(first[round]))
	}
	slices.Sort(figures)
	slices.Sort(ratios)
	return figures[len(figures)/2], fmt.Sprintf("%.2f", ratios[len(ratios)/2]),
		fmt.Sprintf("%.2f–%.2f", ratios[0], ratios[len(ratios)-1])
}

// A table is written in Markdown.
type table struct{ tabs *tabwriter.Writer }

func newTable(columns ...string) *table {
	t := &table{tabwriter.NewWriter(os.Stdout, 0, 0, 1, ' ', 0)}
	t.add(columns...)
	t.add(slices.Repeat([]string{"---"}, len(columns))...)
	return t
}

func (t *table) add(cells ...string) {
	fmt.Fprintf(t.tabs, "| %s\t|\n", strings.Join(cells, "\t| "))
}

func (t *table) flush() error { return t.tabs.Flush() }
