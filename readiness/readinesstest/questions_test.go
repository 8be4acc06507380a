package readinesstest_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// The answers also give the promised scores if more is missing or wrong than the
// question asks for.
func TestAQuestionBesideOthersKeepsItsPromise(t *testing.T) {
	good, bad := 0, 0
	for _, f := range kit.Fixtures() {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		r := c.Assess(f.Submission)
		for _, q := range r.Questions() {
			if len(beyond(costly(&r), q.Checks)) == 0 {
				continue // see TestAQuestionKeepsItsPromise
			}
			name := place(f) + ": " + string(q.Field)
			after := c.Assess(answered(t, f.Submission, q.Field))
			good++
			require.GreaterOrEqual(t, after.Score, q.ScoreIfGood, name) // an answer may settle more than it was asked for
			if after.Score == q.ScoreIfGood {
				require.Equal(t, q.VerdictIfGood, after.Verdict, name)
			}

			if capture := captures[q.Field]; capture != nil {
				after := c.Assess(with(t, f.Submission, q.Field, worsened(t, kit.Ready(capture), q.Checks)))
				require.Equal(t, q.ScoreIfBad, after.Score, name)
				require.Equal(t, q.VerdictIfBad, after.Verdict, name)
				bad++
				continue
			}
			if q.Field == intake.FieldCardElementCheckResult {
				require.Equal(t, q.ScoreIfBad, c.Assess(refusedByTheBank(f.Submission)).Score, name)
				bad++
				continue
			}
			scores := []int{}
			for _, worse := range failing(t, f.Policy, q.Checks, costly(&r)...) {
				after := c.Assess(with(t, f.Submission, q.Field, worse.Submission))
				if found, _ := after.Find(worse.Check); found.Status == readiness.Fail && len(beyond(otherwise(&r, &after), q.Checks)) == 0 {
					scores = append(scores, after.Score)
				}
			}
			require.NotEmpty(t, scores, "%s: no fixture fails %s alone", name, q.Checks)
			require.Equal(t, q.ScoreIfBad, slices.Min(scores), name)
			bad++
		}
	}
	t.Logf("%d good answers and %d bad ones", good, bad)
	require.NotZero(t, bad)
}

// with returns s with the field answered as in Ready, and then with everything in
// which other differs from Ready.
func with(t *testing.T, s intake.Submission, field intake.Field, other intake.Submission) intake.Submission {
	to := members(t, answered(t, s, field))
	take(to, members(t, kit.Ready()), members(t, other))
	return submission(t, to)
}

// take applies to to the changes between from and next.
func take(to, from, next map[string]any) {
	for name := range from {
		if _, ok := next[name]; !ok {
			delete(to, name)
		}
	}
	for name, is := range next {
		was := from[name]
		if reflect.DeepEqual(was, is) {
			continue
		}
		a, okA := was.(map[string]any)
		b, okB := is.(map[string]any)
		c, okC := to[name].(map[string]any)
		if okA && okB && okC {
			take(c, a, b)
		} else {
			to[name] = is
		}
	}
}
