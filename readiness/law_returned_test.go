package readiness_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// While money of this business or order that came back has not been booked, nothing makes
// the payout ready: no fix, no other card, no time.
func TestHistoryOfReturnsIsNeverPaidTwice(t *testing.T) {
	r := rand.New(rand.NewPCG(*lawSeed, 20))
	some := func(list ...string) string { return list[r.IntN(len(list))] }
	ago := func() time.Time { return noon.Add(-time.Duration(r.IntN(400*24*60)) * time.Minute) }
	held := 0
	for n := range *lawCases {
		s := full()
		s.Payout.OrderID, s.Payout.BusinessID = "P-1", some("", "B-1")
		var unbooked bool
		for range 1 + r.IntN(3) {
			a := intake.Attempt{Outcome: intake.OutcomeReturned, OrderID: some("", "P-1", "P-0"), BusinessID: some("", "B-1", "B-2"),
				SameCard: intake.Fact(r.IntN(3)), Fixed: intake.Fact(r.IntN(3)), SubmittedAt: ago()}
			if r.IntN(2) == 0 {
				a.EndedAt, a.FixedAt = ago(), ago()
			}
			switch r.IntN(3) {
			case 0:
				a.RefundedAt = ago()
			case 1:
				a.RefundedAt = noon.Add(time.Duration(1+r.IntN(60)) * time.Hour) // not yet
			}
			booked := !a.RefundedAt.IsZero() && !a.RefundedAt.After(noon)
			unbooked = unbooked || !booked && (a.OrderID == "P-1" || a.BusinessID != "" && a.BusinessID == s.Payout.BusinessID)
			s.History.Attempts = append(s.History.Attempts, a)
		}
		if !unbooked {
			continue
		}
		held++
		report := readiness.Assess(s)
		open, _ := report.Find("payout.in-flight")
		require.NotContains(t, []readiness.Verdict{readiness.Ready, readiness.Caution, readiness.Fix}, report.Verdict, "case %d of seed %d: %+v", n, *lawSeed, s.History.Attempts)
		require.Equal(t, "unbooked-return", open.Code, n)
	}
	require.Greater(t, held, *lawCases/4)
}
