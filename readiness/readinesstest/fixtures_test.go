package readinesstest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/readinesstest"
)

// Every check of the standard suite follows the rules, and each of its reasons can
// occur.
func TestStandardSuite(t *testing.T) {
	fixtures := readinesstest.Fixtures()
	pairs := 0
	var places []string
	for _, c := range readiness.Suite() {
		t.Run(string(c.ID), func(t *testing.T) { readinesstest.TestCheck(t, c, fixtures...) })
		pairs += len(c.Reasons)
		for _, r := range c.Reasons {
			places = append(places, string(c.ID)+" "+r.Code)
		}
	}
	var listed []string
	for _, f := range fixtures {
		listed = append(listed, string(f.Check)+" "+f.Code)
	}
	for i := range min(len(places), len(listed)) {
		require.Equal(t, places[i], listed[i], "one fixture for every reason, in the suite's order: fixture %d", i)
	}
	require.Len(t, listed, len(places), "one fixture for every reason")
	t.Logf("%d checks, %d pairs of check and reason", len(readiness.Suite()), pairs)
}

// Each fixture also gives its reason in the whole suite.
func TestFixturesUnderTheWholeSuite(t *testing.T) {
	for _, f := range readinesstest.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		readinesstest.AssertFinding(t, c.Assess(f.Submission), f.Check, f.Code)
	}
}

// Ready has nothing to fix and nothing to ask.
func TestReady(t *testing.T) {
	r := readiness.Assess(readinesstest.Ready())
	require.Equal(t, 100, r.Score)
	require.Empty(t, r.Fixes())
	require.Empty(t, r.Questions())
}
