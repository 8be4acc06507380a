package readiness_test

import (
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

// Money that came back from another card, or from nobody says which, has to be booked
// before it is paid again.
func TestReturnedMoneyIsBookedBeforeItIsPaidAgain(t *testing.T) {
	ended := noon.Add(-40 * 24 * time.Hour)
	for same, code := range map[intake.Fact]string{intake.No: "unbooked-return", intake.Unknown: "unbooked-return", intake.Yes: "fixed"} {
		s := full()
		s.Payout.OrderID = "P-9"
		s.History.Attempts = []intake.Attempt{{OrderID: "P-0", Outcome: intake.OutcomeReturned, SubmittedAt: ended, EndedAt: ended, SameCard: same, Fixed: intake.Yes}}
		r := readiness.Assess(s)
		f, _ := r.Find("history.unresolved-cause")
		require.Equal(t, code, f.Code, same)
	}
}
