package readiness_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// What is known of a failure says what to do, and asks whether that was done; it does
// not ask for the payouts that are already there.
func TestAFailureOfAKnownCauseShowsItsOwnAction(t *testing.T) {
	ended := noon.Add(-40 * 24 * time.Hour)
	known := intake.Attempt{OrderID: "P-0", Channel: "wechatpay", Product: "mch_transfer", Code: "NAME_NOT_CORRECT",
		Outcome: intake.OutcomeFailed, SubmittedAt: ended, EndedAt: ended, SameCard: intake.Yes}
	s := full()
	s.Payout.OrderID = "P-9"
	s.Card.ElementCheck = intake.ElementCheck{}
	s.History.Attempts = []intake.Attempt{{OrderID: "P-1", Outcome: intake.OutcomeSucceeded, SubmittedAt: ended.Add(-time.Hour), EndedAt: ended.Add(-time.Hour), SameCard: intake.Yes}, known}

	find := func() readiness.Finding {
		r := readiness.Assess(s)
		f, ok := r.Find("history.unresolved-cause")
		require.True(t, ok)
		return f
	}
	f := find()
	require.Equal(t, "unconfirmed-fix", f.Code)
	require.Equal(t, "correct-payee-identity", f.Action().ID)
	require.Equal(t, []intake.Field{"/history/attempts/1/fixed"}, f.Missing())
	require.Equal(t, "第 2 条历史打款的失败原因是否已解决", f.Missing()[0].Input().Label.In(readiness.ZH))

	s.History.Attempts[1].Fixed = intake.No
	f = find()
	require.Equal(t, "same-cause", f.Code)
	require.Equal(t, "correct-payee-identity", f.Action().ID)

	s.History.Attempts[1].Code = ""
	f = find()
	require.Equal(t, "contact-support", f.Action().ID, "of no known cause")
}

// Money that came back counts as failed once it is booked. Of this business the payout
// waits for that, whatever else was mended; where nobody knows of what it was, it is asked
// for as long as a refund may take.
func TestReturnedMoneyIsBookedBeforeItIsPaidAgain(t *testing.T) {
	assess := func(a intake.Attempt, business string) (readiness.Verdict, string) {
		s := full()
		s.Payout.OrderID, s.Payout.BusinessID = "P-9", business
		a.OrderID, a.Outcome, a.Fixed = "P-0", intake.OutcomeReturned, intake.Yes
		s.History.Attempts = []intake.Attempt{a}
		r := readiness.Assess(s)
		f, _ := r.Find("payout.in-flight")
		return r.Verdict, f.Code
	}
	ended := noon.Add(-10 * 24 * time.Hour)
	for _, same := range []intake.Fact{intake.No, intake.Unknown, intake.Yes} {
		a := intake.Attempt{SubmittedAt: ended, EndedAt: ended, SameCard: same, BusinessID: "L-1"}
		verdict, code := assess(a, "L-1")
		require.Equal(t, []any{readiness.Wait, "unbooked-return"}, []any{verdict, code}, same)
		_, code = assess(a, "L-2")
		require.Equal(t, "none", code, "of another business")
		_, code = assess(a, "")
		require.Equal(t, "booking-unclear", code)
		a.SubmittedAt, a.EndedAt = noon.Add(-31*24*time.Hour), noon.Add(-31*24*time.Hour)
		_, code = assess(a, "")
		require.Equal(t, "none", code, "long ago")
		a.RefundedAt = noon.Add(-time.Hour)
		_, code = assess(a, "L-1")
		require.Equal(t, "none", code, "booked")
	}
}

// What was observed since a failure may show that its cause is gone.
func TestACauseIsGoneWhenItIsSeenToBeGone(t *testing.T) {
	ended := noon.Add(-40 * time.Hour)
	for name, c := range map[string]struct {
		code   string
		change func(*intake.Submission)
		want   string
	}{
		"cancelled, and the bank says normal since": {"acp 63", func(s *intake.Submission) { s.Card.State, s.Card.StateAt = intake.StateNormal, noon.Add(-time.Minute) }, "fixed"},
		"the bank said so before":                   {"acp 63", func(s *intake.Submission) { s.Card.State, s.Card.StateAt = intake.StateNormal, noon.Add(-41*time.Hour) }, "unconfirmed-fix"},
		"somebody says that it is not":              {"acp 63", func(s *intake.Submission) { s.History.Attempts[0].Fixed = intake.No }, "same-cause"},
		"the merchant was short, and is not":        {"acp 90", nil, "fixed"},
		"not where this payout is made": {"acp 90", func(s *intake.Submission) {
			s.Payout.Channel, s.Payout.Routes = "unionpay", []intake.PayoutRoute{{Channel: "unionpay", Available: intake.Some(intake.Fen(1))}}
		}, "unconfirmed-fix"},
		"where this payout is made, it is not": {"acp 90", func(s *intake.Submission) {
			s.Payout.Channel, s.Payout.Available = "unionpay", intake.Opt[intake.Fen]{}
			s.Payout.Routes = []intake.PayoutRoute{{Channel: "unionpay", Available: intake.Some(intake.Yuan(100_000))}}
		}, "fixed"},
		"nothing is known of the account there": {"acp 90", func(s *intake.Submission) {
			s.Payout.Channel, s.Payout.Routes = "unionpay", []intake.PayoutRoute{{Channel: "unionpay"}}
		}, "fixed"},
		"the merchant is short still": {"acp 90", func(s *intake.Submission) { s.Payout.Available = intake.Some(intake.Fen(1)) }, "unconfirmed-fix"},
	} {
		t.Run(name, func(t *testing.T) {
			s := full()
			s.Payout.OrderID = "P-9"
			product, code, _ := strings.Cut(c.code, " ")
			s.History.Attempts = []intake.Attempt{{OrderID: "P-0", Channel: "unionpay", Product: product, Code: code, Outcome: intake.OutcomeFailed, SubmittedAt: ended, EndedAt: ended, SameCard: intake.Yes}}
			if c.change != nil {
				c.change(&s)
			}
			r := readiness.Assess(s)
			f, _ := r.Find("history.unresolved-cause")
			require.Equal(t, c.want, f.Code)
		})
	}
}
