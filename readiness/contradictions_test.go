package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Of two statements that contradict each other, the more careful one counts.
func TestContradictionsCountForTheirCarefulHalf(t *testing.T) {
	day := func(y int) readiness.Date { return readiness.Date{Year: int16(y), Month: 1, Day: 1} }
	cny := func(yuan int64) intake.Opt[intake.Fen] { return intake.Some(intake.Yuan(yuan)) }
	attempt := func(a intake.Attempt) setting {
		return also(func(s *intake.Submission) { s.History.Attempts = []intake.Attempt{a} })
	}
	wrongName := intake.Attempt{
		OrderID: "P-0", Outcome: failed, SameCard: intake.Yes, Amount: cny(1), SubmittedAt: noon.AddDate(0, 0, -5), EndedAt: noon.AddDate(0, 0, -5),
		Channel: "ainong", Product: "transfer", Code: "2022", Fixed: intake.Yes,
	}
	fixed := func(at time.Time) setting {
		a := wrongName
		a.FixedAt = at
		return attempt(a)
	}
	beside := func(bin string, length int64, last string) setting {
		return also(func(s *intake.Submission) {
			s.Card.BIN, s.Card.Length, s.Card.Last4 = intake.Hide(bin), intake.Some(length), intake.Hide(last)
		})
	}
	young, old := also(func(s *intake.Submission) { s.Applicant.Document.BirthDate = day(2015) }), also(func(s *intake.Submission) { s.Applicant.Document.BirthDate = day(1950) })
	for name, test := range map[string]struct {
		set   setting
		check readiness.ID
		code  string
	}{
		"fixed since":                        {fixed(noon.Add(-time.Hour)), "history.unresolved-cause", "fixed"},
		"fixed, nobody says when":            {fixed(time.Time{}), "history.unresolved-cause", "fixed"},
		"fixed before it failed":             {fixed(noon.AddDate(0, 0, -6)), "history.unresolved-cause", "unconfirmed-fix"},
		"fixed tomorrow":                     {fixed(noon.AddDate(0, 0, 1)), "history.unresolved-cause", "unconfirmed-fix"},
		"fixed while clocks differ":          {fixed(noon.Add(5 * time.Minute)), "history.unresolved-cause", "fixed"},
		"the birth date is another":          {old, "identity.document", "birth-contradiction"},
		"an older one makes nobody older":    {young, "identity.age", "under-age"},
		"the card's parts are its own":       {beside("622202", 19, "0125"), "card.number", "ok"},
		"the card's head is another's":       {beside("622203", 19, "0125"), "card.number", "contradiction"},
		"its long head is another's":         {beside("6222020001", 19, "0125"), "card.number", "contradiction"},
		"its end is another's":               {beside("622202", 19, "0126"), "card.number", "contradiction"},
		"its length is another's":            {beside("622202", 16, "0125"), "card.number", "contradiction"},
		"returned, with a status of success": {attempt(intake.Attempt{Outcome: returned, Channel: "wechatpay", Product: "pay_bank", Status: "SUCCESS", SubmittedAt: noon.AddDate(0, 0, -1)}), "payout.in-flight", "unknown-outcome"},
		"a product left out":                 {attempt(intake.Attempt{Outcome: failed, Channel: "wechatpay", Code: "SYSTEMERROR", SubmittedAt: noon.Add(-time.Hour)}), "payout.in-flight", "unknown-outcome"},
		"a channel left out":                 {attempt(intake.Attempt{Outcome: failed, Code: "ORDER_REPEAT", SubmittedAt: noon.Add(-time.Hour)}), "payout.in-flight", "unknown-outcome"},
		"a channel misspelt":                 {attempt(intake.Attempt{Outcome: failed, Channel: "wecahtpay", Product: "pay_bank", Code: "SYSTEMERROR", SubmittedAt: noon.Add(-time.Hour)}), "payout.in-flight", "unknown-outcome"},
		"a counter dated after the moment": {also(func(s *intake.Submission) {
			s.ObservedAt, s.History.ElementFailuresToday, s.Card.ElementCheck.Result = noon.AddDate(0, 0, 1), intake.Some[int64](3), intake.ComparisonUnavailable
		}), "history.attempt-budget", "exhausted"},
		"a payout dated after the moment mends nothing": {also(func(s *intake.Submission) {
			a, b := wrongName, intake.Attempt{OrderID: "P-2", Outcome: paid, SameCard: intake.Yes, Amount: cny(1), SubmittedAt: noon.AddDate(0, 0, 1), EndedAt: noon.AddDate(0, 0, 1)}
			a.Fixed = 0
			s.History.Attempts = []intake.Attempt{a, b}
		}), "history.unresolved-cause", "unconfirmed-fix"},
	} {
		t.Run(name, func(t *testing.T) {
			s := full()
			if test.check == "history.unresolved-cause" {
				s.Card.ElementCheck = intake.ElementCheck{} // a match since would mend what the bank refused
			}
			_, f := told(t, s, []setting{test.set}, test.check)
			require.Equal(t, test.code, f.Code)
		})
	}
}

// What is fixed later counts from then on, for EarliestAt and Schedule, too.
func TestAFixCountsFromItsTime(t *testing.T) {
	s := full()
	s.Card.ElementCheck = intake.ElementCheck{} // a match since would mend what the bank refused
	s.Payout.OrderID = "P-1"
	fixed := noon.Add(3 * time.Hour)
	s.History.Attempts = []intake.Attempt{{
		OrderID: "P-0", Outcome: failed, SameCard: intake.Yes, Amount: intake.Some(intake.Yuan(1)), SubmittedAt: noon.AddDate(0, 0, -5), EndedAt: noon.AddDate(0, 0, -5),
		Channel: "ainong", Product: "transfer", Code: "2022", Fixed: intake.Yes, FixedAt: fixed,
	}}
	now := readiness.Assess(s)
	require.NotEqual(t, readiness.Ready, now.Verdict)
	counts := fixed.Add(-5 * time.Minute) // as far as two clocks may differ
	require.False(t, now.ValidUntil.IsZero())
	require.False(t, now.ValidUntil.After(counts))
	s.At = counts.Add(-time.Second)
	require.Equal(t, "unconfirmed-fix", codeOf(t, ptr(readiness.Assess(s)), "history.unresolved-cause"))
	s.At = counts
	require.Equal(t, "fixed", codeOf(t, ptr(readiness.Assess(s)), "history.unresolved-cause"))
}
