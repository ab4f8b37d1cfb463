package main

import (
	"fmt"
	"math"
	"runtime"
	"time"
)

// A memoryRow compares amounts of memory.
type memoryRow struct {
	name    string
	prepare func() ([]memoryVariant, error)
}

// A memoryVariant returns how many bytes it took.
type memoryVariant struct {
	name  string
	bytes func() (float64, error)
}

func (r *memoryRow) title() string { return r.name }

// measure takes few rounds, for what is measured takes long and varies little.
func (r *memoryRow) measure(rounds int, _ time.Duration) ([]result, error) {
	variants, err := r.prepare()
	if err != nil {
		return nil, err
	}
	amounts := make([][]float64, len(variants))
	for range min(rounds, 3) {
		for i, v := range variants {
			bytes, err := v.bytes()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", v.name, err)
			}
			amounts[i] = append(amounts[i], bytes)
		}
	}
	results := make([]result, len(variants))
	for i, v := range variants {
		median, ratios := compare(amounts[i], amounts[0])
		results[i] = result{v.name, fmt.Sprintf("%.3g MB", median/1e6), ratios, math.NaN()}
	}
	return results, nil
}

// memory has the rows of memory instead of time.
func memory() []shape {
	return []shape{
		&memoryRow{"allocated by a call with 10000 messages", func() ([]memoryVariant, error) {
			c, err := newCallers(serve(response(1, plainDescription, "")), request(10_000, plainContent))
			if err != nil {
				return nil, err
			}
			var variants []memoryVariant
			for i, v := range c.variants() {
				variants = append(variants, memoryVariant{v.name, func() (float64, error) {
					bytes, grown, err := allocated(v.run)
					if err == nil && i == 0 && grown > 1<<20 {
						err = fmt.Errorf("the heap has grown by %d bytes", grown)
					}
					return bytes, err
				}})
			}
			return variants, c.agree()
		}},
	}
}

// allocated returns how much memory a run allocates, the server's part included,
// once pools and connections are there, and by how much the heap has grown in ten runs.
func allocated(run func() error) (bytes float64, grown int64, err error) {
	const warm, runs = 3, 10
	var before, after runtime.MemStats
	for i := range warm + runs {
		if i == warm {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
		if err := run(); err != nil {
			return 0, 0, err
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc-before.TotalAlloc) / runs, int64(after.HeapAlloc) - int64(before.HeapAlloc), nil
}
