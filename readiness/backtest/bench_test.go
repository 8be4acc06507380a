package backtest_test

import (
	"testing"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
)

func BenchmarkAdd(b *testing.B) {
	rows := rowsOf(1, 500, &readiness.Checker{})
	s := backtest.Summary{Key: key}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		s.Add(&rows[i%len(rows)])
	}
}
