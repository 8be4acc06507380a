package readiness_test

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// A caseOf is one vector's submission, and what it is assessed with.
type caseOf struct {
	name    string
	checker *readiness.Checker
	sub     intake.Submission
	render  bool // of every tenth: rendering takes ten times as long
}

// allCases are the vectors: a submission for every reason of every check.
func allCases(t testing.TB) (out []caseOf) {
	checkers := map[string]*readiness.Checker{"null": {}}
	files, err := fs.Glob(readinesstest.Vectors(), "*.json")
	require.NoError(t, err)
	for _, name := range files {
		b, err := fs.ReadFile(readinesstest.Vectors(), name)
		require.NoError(t, err)
		var f struct {
			Vectors []struct {
				Name               string
				Policy, Submission json.RawMessage
			}
		}
		require.NoError(t, json.Unmarshal(b, &f))
		for _, v := range f.Vectors {
			c := checkers[string(v.Policy)]
			if c == nil {
				p, err := readiness.ParsePolicy(v.Policy)
				require.NoError(t, err)
				c, err = readiness.New(readiness.Config{Policy: p})
				require.NoError(t, err)
				checkers[string(v.Policy)] = c
			}
			s, err := intake.ParseSubmission(v.Submission, intake.Strict)
			require.NoError(t, err)
			out = append(out, caseOf{v.Name, c, s, len(out)%10 == 0})
		}
	}
	require.Greater(t, len(out), 290)
	return out
}

// What a goroutine of the soak looks at in a report.
type seen struct {
	verdict             readiness.Verdict
	score, floor, coded int
	earliest            time.Time
	ifPassed            int
}

func look(r *readiness.Report) seen {
	x := seen{r.Verdict, r.Score, r.Floor, 0, r.EarliestAt, 0}
	for f := range r.Findings() {
		x.coded += len(f.Code) * int(f.Status+1)
	}
	_, x.ifPassed = r.If(readiness.Pass, "card.state", "network.vpn")
	return x
}

// For two seconds goroutines share Checkers and do everything that may be done
// with one at once, over submissions of every kind. The race detector watches;
// without it, what they see still has to be what one alone sees.
func TestSoak(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	cases := allCases(t)
	want := make([]seen, len(cases))
	for i, c := range cases {
		r := c.checker.Assess(c.sub)
		want[i] = look(&r)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	end := time.Now().Add(2 * time.Second)
	var group sync.WaitGroup
	for seed := range uint64(8) {
		group.Go(func() {
			random := rand.New(rand.NewPCG(seed, 0))
			var reused readiness.Report
			for time.Now().Before(end) {
				i := random.IntN(len(cases))
				c, got := &cases[i], seen{}
				switch random.IntN(7) {
				case 0:
					r := readiness.Assess(c.sub)
					r.Document(readiness.EN, readiness.DetailSummary)
					continue
				case 1:
					for range c.checker.Schedule(c.sub, readinesstest.Moment, readinesstest.Moment.Add(24*time.Hour)) {
						if random.IntN(3) == 0 {
							break
						}
					}
					continue
				case 2:
					c.checker.Hash()
					intake.Canonical(c.sub)
					_ = c.sub.Validate()
					continue
				case 3:
					r := c.checker.Assess(c.sub)
					doc := r.Document(readiness.Lang(random.IntN(2)), readiness.Detail(random.IntN(3)))
					if d := c.checker.Verify(doc, c.sub); len(d) > 0 {
						t.Errorf("%s: %v", c.name, d)
					}
					got = look(&r)
				default:
					c.checker.AssessInto(&reused, &c.sub)
					got = look(&reused)
				}
				if got != want[i] {
					t.Errorf("%s: %v among others, %v alone", c.name, got, want[i])
				}
			}
		})
	}
	group.Wait()
}
