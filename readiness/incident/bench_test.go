package incident_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/incident"
)

// What one outcome costs, judging included: a month of made-up traffic, and traffic of
// which everything fails, at every bank.
func BenchmarkWatcher(b *testing.B) {
	w := newWorld(b, 1, 20_000)
	var list []incident.Outcome
	for m := range incident.Minute(2 * aDay) {
		w.minute(worldStart+m, func(o *incident.Outcome) { list = append(list, *o) })
	}
	b.Run("usual", func(b *testing.B) {
		b.ReportAllocs()
		var watch incident.Watcher
		for i := 0; b.Loop(); i++ {
			o := list[i%len(list)]
			o.EndedAt = o.EndedAt.Add(time.Duration(i/len(list)) * 2 * aDay * time.Minute)
			watch.Add(&o)
		}
	})
	b.Run("all fail", func(b *testing.B) {
		b.ReportAllocs()
		var watch incident.Watcher
		all := allFail()
		for i := 0; b.Loop(); i++ {
			o := all(i)
			watch.Add(&o)
		}
	})
}

// allFail makes up failures of many applicants at every bank.
func allFail() func(i int) incident.Outcome {
	issuers := cardbin.Default().Issuers()
	return func(i int) incident.Outcome {
		return failed(fmt.Sprint("x", i), issuers[i%len(issuers)].Code, channels[i%len(channels)], i/1000)
	}
}

// Twice as many outcomes take about twice as long.
func TestCostGrowsLinearly(t *testing.T) {
	if os.Getenv("PAYREADY_GROWTH") == "" {
		t.Skip("PAYREADY_GROWTH=1 measures")
	}
	all := allFail()
	took := func(n int) time.Duration {
		var watch incident.Watcher
		began := time.Now()
		for i := range n {
			o := all(i)
			watch.Add(&o)
		}
		watch.Flush()
		return time.Since(began)
	}
	took(50_000) // warm
	small, large := took(100_000), took(400_000)
	t.Logf("100,000 outcomes: %v; 400,000: %v", small, large)
	require.Less(t, large, 6*small)
}
