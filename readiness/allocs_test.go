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
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { r = c.Assess(s) }), 1.0)
}
