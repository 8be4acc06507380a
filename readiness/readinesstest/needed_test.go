package readinesstest_test

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	kit "github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/remedy"
)

// requireSmallest tries every set of actions and requires that the needed ones
// reach ready and that no smaller set does. It returns the number of needed ones.
func requireSmallest(t require.TestingT, r *readiness.Report, name string) int {
	fixes := r.Fixes()
	reaches := func(set int) bool {
		var ids []readiness.ID
		for i, f := range fixes {
			if set&(1<<i) != 0 {
				ids = append(ids, f.Clears...)
			}
		}
		for f := range r.Findings() { // what waits is mended by time
			if f.Action().Owner == remedy.Nobody {
				ids = append(ids, f.Check)
			}
		}
		v, _ := r.If(readiness.Pass, ids...)
		return v == readiness.Ready
	}
	marked := 0
	for i, f := range fixes {
		if f.Needed {
			marked |= 1 << i
		}
	}
	if r.Verdict == readiness.Ready || !reaches(1<<len(fixes)-1) {
		require.Zero(t, marked, name)
		return 0
	}
	require.True(t, reaches(marked), name)
	for set := range 1 << len(fixes) {
		if bits.OnesCount(uint(set)) < bits.OnesCount(uint(marked)) {
			require.False(t, reaches(set), "%s: %b is enough, %b is marked", name, set, marked)
		}
	}
	return bits.OnesCount(uint(marked))
}

func TestTheNeededAreTheSmallestSet(t *testing.T) {
	of := map[int]int{}
	for _, f := range kit.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		of[requireSmallest(t, &r, place(f))]++
	}
	t.Logf("fixtures by how many actions are needed: %v", of)
	require.NotZero(t, of[1])

	clear(of)
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfNDistinct(rapid.SampledFrom(names(changes)), 1, 8, rapid.ID[string]).Draw(t, "changes")
		r := readiness.Assess(ready(drawn))
		of[requireSmallest(t, &r, "")]++
	})
	t.Logf("combinations: %v", of)
	require.NotZero(t, of[2]+of[3])
}
