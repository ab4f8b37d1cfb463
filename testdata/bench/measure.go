package main

import (
	"math"
	"runtime"
	"slices"
	"testing"
	"time"
)

// A row compares ways to do the same thing. The first is the generated package.
type row struct {
	name     string
	callers  int // how many call at the same time; 0 for one
	variants []variant
}

// A variant is one way to do what a row is about.
type variant struct {
	name string
	run  func() error
}

// A result is what was measured of a variant.
type result struct {
	name   string
	time   time.Duration // of one run: the median
	ratios []float64     // the time against that of the first variant, sorted: one of each round
	allocs float64       // of one run
}

// ratio is the median.
func (r *result) ratio() float64 { return r.ratios[len(r.ratios)/2] }

// measure runs the variants in turn, so many rounds.
func (r *row) measure(rounds int, slice time.Duration) ([]result, error) {
	times := make([][]float64, len(r.variants))
	for range rounds {
		for i, v := range r.variants {
			perRun, err := timed(v.run, max(r.callers, 1), slice)
			if err != nil {
				return nil, err
			}
			times[i] = append(times[i], perRun)
		}
	}
	results := make([]result, len(r.variants))
	for i, v := range r.variants {
		ratios := make([]float64, rounds)
		for round := range ratios {
			ratios[round] = times[i][round] / times[0][round]
		}
		slices.Sort(ratios)
		median := slices.Sorted(slices.Values(times[i]))[rounds/2]
		results[i] = result{v.name, time.Duration(median), ratios, math.NaN()}
		if r.callers == 0 {
			results[i].allocs = testing.AllocsPerRun(3, func() { _ = v.run() }) // measure has seen that it works
		}
	}
	return results, nil
}

// batches is how many parts a slice has. The median of them is what counts, so
// that a part in which another program had the processor does not.
const batches = 7

// timed returns the time of one run in nanoseconds. It starts without the garbage
// of the variant before, and with full pools.
func timed(run func() error, callers int, slice time.Duration) (perRun float64, err error) {
	runtime.GC()
	runs := 1
	for {
		took, err := batch(run, callers, runs)
		if err != nil {
			return 0, err
		}
		if took*batches > slice {
			break
		}
		runs *= 2
	}
	times := make([]time.Duration, batches)
	for i := range times {
		if times[i], err = batch(run, callers, runs); err != nil {
			return 0, err
		}
	}
	slices.Sort(times)
	return float64(times[batches/2]) / float64(runs*callers), nil
}

// batch returns how long it takes that each caller runs so many times.
func batch(run func() error, callers, runs int) (time.Duration, error) {
	start := time.Now()
	errs := make(chan error, callers)
	for range callers {
		go func() {
			for range runs {
				if err := run(); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	var first error
	for range callers {
		if err := <-errs; first == nil {
			first = err
		}
	}
	return time.Since(start), first
}
