package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

func atLevel(n int64) intake.Submission {
	return readinesstest.Ready(func(s *intake.Submission) { s.Extra = intake.Extra{riskLevel: intake.Count(n)} })
}

func TestWithinRiskLevel(t *testing.T) {
	readinesstest.TestCheck(t, withinRiskLevel,
		readinesstest.Fixture{Check: "team.risk-level", Code: "low", Submission: atLevel(3)},
		readinesstest.Fixture{Check: "team.risk-level", Code: "review", Submission: atLevel(4)},
	)
}

func TestChecker(t *testing.T) {
	c, err := checker(withinRiskLevel)
	require.NoError(t, err)

	readinesstest.AssertVerdict(t, readiness.Ready, c.Assess(atLevel(1)))
	readinesstest.AssertVerdict(t, readiness.Review, c.Assess(atLevel(4)))
	readinesstest.AssertVerdict(t, readiness.Incomplete, c.Assess(readinesstest.Ready()))

	r := c.Assess(atLevel(1))
	_, ok := r.Find("card.issuer-standing")
	require.False(t, ok, "dropped")
	vpn, ok := r.Find("network.vpn")
	require.True(t, ok)
	require.Equal(t, readiness.Medium, vpn.Severity, "reweighted")
}
