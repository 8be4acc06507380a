package readiness_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// manyFixes is a suite of n checks that fail, each with an action of its own, and
// of m gates besides, whose failures only theirs clears.
func manyFixes(n, m int) []readiness.Check {
	severities := []readiness.Severity{readiness.Low, readiness.Medium, readiness.High}
	var list []readiness.Check
	for i := range n + m {
		s := standIn{id: readiness.ID(fmt.Sprintf("many.c%d", i)), severity: severities[i%3], gate: i >= n}
		s.answer.status = readiness.Fail
		c := s.check()
		c.Reasons[0].Action = &readiness.Action{ID: fmt.Sprintf("do-%d", i), Text: text("x"), Owner: remedy.Applicant, Effort: readiness.Effort(i % 4)}
		list = append(list, c)
	}
	return list
}

// With many actions the set that is marked still reaches Ready, and nothing in
// it can be left out.
func TestNeededOfManyFixes(t *testing.T) {
	for n := range 60 {
		for _, gates := range []int{0, 2} {
			c, err := readiness.New(readiness.Config{Suite: manyFixes(n, gates)})
			if n+gates == 0 {
				continue
			}
			require.NoError(t, err)
			r := c.Assess(intake.Submission{At: noon})
			if r.Verdict == readiness.Ready {
				continue
			}
			var needed [][]readiness.ID
			for _, f := range r.Fixes() {
				if f.Needed {
					needed = append(needed, f.Clears)
				}
			}
			require.NotEmpty(t, needed, "%d fixes", n)
			for left := -1; left < len(needed); left++ {
				var ids []readiness.ID
				for i := range needed {
					if i != left {
						ids = append(ids, needed[i]...)
					}
				}
				v, _ := r.If(readiness.Pass, ids...)
				require.Equal(t, left < 0, v == readiness.Ready, "%d fixes, without the one at %d", n, left)
			}
		}
	}
}

// The search is bounded: it looks at 2⁸ sets at most, and of many actions at
// two an action. What a set takes is counted in memory.
func TestFixesAreBounded(t *testing.T) {
	for _, n := range []int{8, 9, 12, 13, 25, 50, 100} {
		c, err := readiness.New(readiness.Config{Suite: manyFixes(n, 2)})
		require.NoError(t, err)
		r := c.Assess(intake.Submission{At: noon})
		require.LessOrEqual(t, testing.AllocsPerRun(1, func() { r.Fixes() }), 400+20*float64(n), "%d fixes", n)
	}
}

func BenchmarkFixes(b *testing.B) {
	for _, n := range []int{4, 8, 12, 25, 50, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c, err := readiness.New(readiness.Config{Suite: manyFixes(n, 2)})
			require.NoError(b, err)
			r := c.Assess(intake.Submission{At: noon})
			b.ReportAllocs()
			for b.Loop() {
				r.Fixes()
			}
		})
	}
}
