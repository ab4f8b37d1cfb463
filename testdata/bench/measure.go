package main

import (
	"math"
	"runtime"
	"slices"
	"testing"
	"time"
)

// A shape is measured in several ways to do the same thing. The first is the
// generated package.
type shape interface {
	title() string
	measure(rounds int, slice time.Duration) ([]result, error)
}

// A row compares times.
type row struct {
	name    string
	callers int // how many call at the same time; 0 for one
	prepare func() ([]variant, error)
}

func (r *row) title() string { return r.name }

// A variant is one way to do what a row is about.
type variant struct {
	name string
	run  func() error
}

// A result is what was measured of a variant.
type result struct {
	name    string
	measure string    // the time of one run or the memory of one: the median
	ratios  []float64 // the measure against that of the first variant, sorted: one of each round
	allocs  float64   // of one run; NaN where they are not counted
}

// ratio is the median.
func (r *result) ratio() float64 { return r.ratios[len(r.ratios)/2] }

// measure runs the variants in turn, so many rounds.
func (r *row) measure(rounds int, slice time.Duration) ([]result, error) {
	variants, err := r.prepare()
	if err != nil {
		return nil, err
	}
	times := make([][]float64, len(variants))
	for range rounds {
		for i, v := range variants {
			perRun, err := timed(v.run, max(r.callers, 1), slice)
			if err != nil {
				return nil, err
			}
			times[i] = append(times[i], perRun)
		}
	}
	results := make([]result, len(variants))
	for i, v := range variants {
		median, ratios := compare(times[i], times[0])
		results[i] = result{v.name, time.Duration(median).String(), ratios, math.NaN()}
		if r.callers == 0 {
			results[i].allocs = testing.AllocsPerRun(3, func() { _ = v.run() }) // measure has seen that it works
		}
	}
	return results, nil
}

// compare returns the median of the measures of a variant, one of each round, and
// how many times those of the first variant they are, sorted.
func compare(measures, first []float64) (median float64, ratios []float64) {
	for round, measure := range measures {
		ratios = append(ratios, measure/first[round])
	}
	slices.Sort(ratios)
	return slices.Sorted(slices.Values(measures))[len(measures)/2], ratios
}

// batches is how many parts a slice has. The median of them is what counts, so
// that a part in which another program had the processor does not.
const batches = 7

// timed returns the time of one run in nanoseconds. It starts without the garbage
// of the variant before, and with full pools. A run that is longer than a slice
// is taken by itself.
func timed(run func() error, callers int, slice time.Duration) (perRun float64, err error) {
	runtime.GC()
	if _, err := batch(run, callers, 1); err != nil { // it fills pools
		return 0, err
	}
	runs := 1
	for {
		took, err := batch(run, callers, runs)
		if err != nil {
			return 0, err
		}
		if runs == 1 && took > slice {
			return float64(took) / float64(callers), nil
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
