// Command generating compares so-wsdlgen with gowsdl as programs: how long they
// take for all published WSDLs, and what the code that they write costs to
// compile and to link. It prints two tables.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 5, "how often each program runs")
	match := flag.String("run", "", "build only the packages whose name matches `regexp`")
	flag.Parse()
	if err := run(*rounds, *match); err != nil {
		fmt.Fprintln(os.Stderr, "generating:", err)
		os.Exit(1)
	}
}

func run(rounds int, match string) error {
	wanted, err := regexp.Compile(match)
	if err != nil {
		return err
	}
	corpus := os.Getenv("SO_WSDLGEN_CORPUS")
	if corpus == "" {
		return errors.New("there is nothing to generate from: let SO_WSDLGEN_CORPUS name a folder with " +
			"services86/wsdl, the WSDLs that SuperOffice publishes")
	}
	dir, err := os.MkdirTemp("", "so-wsdlgen-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	t, err := newTools(dir, filepath.Join(corpus, "services86", "wsdl"))
	if err != nil {
		return err
	}
	if err := t.compareGenerators(rounds); err != nil {
		return err
	}
	fmt.Println()
	return t.comparePackages(rounds, wanted)
}

// tools are the two generators and what they read.
type tools struct {
	dir    string // for all that is written
	ours   string
	gowsdl string
	wsdls  []string
}

func newTools(dir, published string) (*tools, error) {
	t := &tools{dir: dir, ours: filepath.Join(dir, "so-wsdlgen"), gowsdl: filepath.Join(dir, "gowsdl")}
	for _, pattern := range []string{filepath.Join(published, "*.wsdl"), "../../wsdl/*.wsdl"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			absolute, err := filepath.Abs(file)
			if err != nil {
				return nil, err
			}
			t.wsdls = append(t.wsdls, absolute)
		}
	}
	_, err1 := measure("../..", nil, "go", "build", "-o", t.ours, "./cmd/so-wsdlgen")
	_, err2 := measure(".", nil, "go", "build", "-o", t.gowsdl, "github.com/hooklift/gowsdl/cmd/gowsdl")
	return t, errors.Join(err1, err2)
}

// wsdl is the file of an agent.
func (t *tools) wsdl(agent string) string {
	for _, file := range t.wsdls {
		if filepath.Base(file) == "Services86-"+agent+".wsdl" {
			return file
		}
	}
	return ""
}

// compareGenerators runs so-wsdlgen for all WSDLs and gowsdl for each of them, in
// turn.
func (t *tools) compareGenerators(rounds int) error {
	var ours, peers []cost
	failed := 0
	for round := range rounds {
		out := filepath.Join(t.dir, "round", fmt.Sprint(round))
		c, err := measure(t.dir, nil, t.ours, t.arguments(filepath.Join(out, "ours"), false, t.wsdls...)...)
		if err != nil {
			return err
		}
		ours = append(ours, c)
		if err := os.MkdirAll(filepath.Join(out, "gowsdl"), 0o755); err != nil {
			return err
		}
		var sum cost
		failed = 0
		for i, wsdl := range t.wsdls {
			c, err := measure(filepath.Join(out, "gowsdl"), nil, t.gowsdl, "-p", fmt.Sprintf("p%d", i), wsdl)
			if err != nil {
				failed++ // it can't read one of them
			}
			sum.add(c)
		}
		peers = append(peers, sum)
		if err := os.RemoveAll(out); err != nil {
			return err
		}
	}
	fmt.Printf("%d WSDLs, %d rounds; gowsdl reads %d of them.\n\n", len(t.wsdls), rounds, len(t.wsdls)-failed)
	table := newTable("program", "wall", "times ours", "spread", "CPU", "times ours", "spread", "peak memory")
	for _, p := range []struct {
		name  string
		costs []cost
	}{{"so-wsdlgen, once", ours}, {"gowsdl, once a file", peers}} {
		cells := []string{p.name}
		for _, of := range []func(cost) float64{cost.seconds, cost.cpuSeconds} {
			median, ratio, spread := compare(p.costs, ours, of)
			cells = append(cells, fmt.Sprintf("%.3g s", median), ratio, spread)
		}
		peak, _, _ := compare(p.costs, ours, func(c cost) float64 { return c.megabytes })
		table.add(append(cells, fmt.Sprintf("%.0f MB", peak))...)
	}
	return table.flush()
}

// arguments are those of so-wsdlgen.
func (t *tools) arguments(out string, server bool, wsdls ...string) []string {
	args := []string{"generate", "--package", filepath.Base(out), "--out", out}
	if server {
		args = append(args, "--server")
	}
	return append(args, wsdls...)
}

// A cost is what it took to run a program and those that it ran.
type cost struct {
	wall, cpu time.Duration
	megabytes float64 // most that one of them had at a time
}

func (c cost) seconds() float64    { return c.wall.Seconds() }
func (c cost) cpuSeconds() float64 { return c.cpu.Seconds() }

func (c *cost) add(more cost) {
	c.wall += more.wall
	c.cpu += more.cpu
	c.megabytes = max(c.megabytes, more.megabytes)
}
