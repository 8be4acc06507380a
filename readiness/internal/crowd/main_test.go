package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func TestSpread(t *testing.T) {
	s := spread{}
	for _, score := range []int{100, 100, 97, 85} {
		s.add("ready", score)
	}
	s.add("fix", 19)
	assert.Equal(t, []band{
		{verdict: "ready", payouts: 4, distinct: 3, commonest: 100, share: 2, low: 85, median: 97, top: 100},
		{verdict: "fix", payouts: 1, distinct: 1, commonest: 19, share: 1, low: 19, median: 19, top: 19},
	}, s.bands())
	assert.Equal(t, []band{{verdict: "all", payouts: 5, distinct: 4, commonest: 100, share: 2, low: 19, median: 97, top: 100}}, s.total())
	assert.Empty(t, spread{}.total())
}

// The payouts that -json writes are those that the table counts.
func TestReports(t *testing.T) {
	var table, lines, reports, again bytes.Buffer
	require.NoError(t, run(nil, &table, 200, 7, false, false))
	require.NoError(t, run(nil, &lines, 200, 7, true, false))
	var c readiness.Checker
	for line := range strings.Lines(lines.String()) {
		sub, err := intake.ParseSubmission([]byte(line), intake.Strict)
		require.NoError(t, err)
		r := c.Assess(sub)
		reports.Write(append(r.AppendSummary(nil, readiness.Engineer), '\n'))
	}
	require.NoError(t, run(&reports, &again, 0, 0, false, true))
	assert.Equal(t, table.String(), again.String())
	assert.Error(t, run(strings.NewReader("{"), &again, 0, 0, false, true))
}

// A score says something only if payouts differ in it: the usual ways of being not quite
// right must not end in one number.
func TestScoresDiffer(t *testing.T) {
	s := judge(&readiness.Checker{}, payouts(1, 3000))
	least := map[string]int{"ready": 10, "caution": 9, "incomplete": 8, "fix": 15, "wait": 8, "review": 5}
	for _, b := range s.bands() {
		require.Contains(t, least, b.verdict)
		assert.GreaterOrEqual(t, b.distinct, least[b.verdict], b.verdict)
	}
	assert.Len(t, s.bands(), len(least), "every verdict but paid occurs")
	all := s.total()[0]
	assert.LessOrEqual(t, all.share, all.payouts/2, "half of all payouts have nothing against them at most")
}
