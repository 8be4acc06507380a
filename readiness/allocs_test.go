//go:build !race

package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

// The race detector makes pools forget, so this runs without it.
func TestAllocations(t *testing.T) {
	var c readiness.Checker
	var r readiness.Report
	s := full()
	c.AssessInto(&r, &s)
	require.Zero(t, testing.AllocsPerRun(100, func() { c.AssessInto(&r, &s) }))

	busy := stories["waiting"]()
	busy.Payout.Amount, busy.Payout.System = readiness.Some(readiness.Yuan(2_000_000)), readiness.HVPS
	for _, x := range someCodes {
		busy.History.Attempts = append(busy.History.Attempts, readiness.Attempt{Outcome: readiness.OutcomeFailed, Channel: x.channel, Product: x.product, Status: x.status, Code: x.code, EndedAt: noon})
	}
	c.AssessInto(&r, &busy)
	require.Zero(t, testing.AllocsPerRun(100, func() { c.AssessInto(&r, &busy) }), "with a history of codes")

	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { r = c.Assess(s) }), 1.0)
}
