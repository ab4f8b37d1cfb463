// Command bench compares the generated client with what there is beside it, and
// prints a table of ratios. Variants of one row run in turn in short slices, so
// that what else the machine does hits them all alike.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 15, "how often each variant is measured")
	slice := flag.Duration("slice", 10*time.Millisecond, "how long a variant runs before the next has its turn")
	match := flag.String("run", "", "measure only the rows whose name matches `regexp`")
	read := flag.String("read", "", "for the program's own use: read a list at this `URL` in the way that is the argument, and print the peak memory")
	flag.Parse()
	var err error
	if *read != "" {
		err = readPlugins(*read, flag.Arg(0))
	} else {
		err = run(*rounds, *slice, *match)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(rounds int, slice time.Duration, match string) error {
	wanted, err := regexp.Compile(match)
	if err != nil {
		return err
	}
	table := newTable(os.Stdout)
	for _, s := range slices.Concat(encoding(), decoding(), published(), calling(), memory(), streaming()) {
		if !wanted.MatchString(s.title()) {
			continue
		}
		measured, err := s.measure(rounds, slice)
		if err != nil {
			return fmt.Errorf("%s: %w", s.title(), err)
		}
		table.add(s.title(), measured)
	}
	return table.flush()
}
