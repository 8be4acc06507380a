package readinesstest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

func TestAssertions(t *testing.T) {
	frozen := readiness.Assess(kit.Ready(kit.InState(intake.StateFrozen)))
	var l listener
	require.True(t, kit.AssertVerdict(&l, readiness.Fix, frozen))
	require.True(t, kit.AssertFinding(&l, frozen, "card.state", "frozen"))
	require.Empty(t, l)

	require.False(t, kit.AssertVerdict(&l, readiness.Ready, frozen))
	require.Contains(t, l[0], "verdict fix, want ready")
	require.Contains(t, l[0], "card.state: fail frozen")
	require.NotContains(t, l[0], "card.issuer-match")
	require.False(t, kit.AssertFinding(&l, frozen, "card.state", "normal"))
	require.Equal(t, "card.state found frozen (fail), want normal", l[1])
	require.False(t, kit.AssertFinding(&l, frozen, "card.colour", "red"))
	require.Contains(t, l[2], "card.colour is not in the suite")
}

// A Change does not affect other submissions.
func TestChangesDoNotShare(t *testing.T) {
	one := kit.Ready(kit.Pending(kit.Moment))
	two, three := one, one
	kit.Paid(kit.Moment)(&two)
	kit.Refused(kit.Moment, "", "", "")(&three)
	require.Equal(t, intake.OutcomeSucceeded, two.History.Attempts[1].Outcome)
	require.Equal(t, intake.OutcomeFailed, three.History.Attempts[1].Outcome)
	require.Len(t, one.History.Attempts, 1)
	kit.Located("JP", "JP", "JP")(&two)
	require.Equal(t, "CN", one.Network.IPRecords[0].Country)
}

func TestWithout(t *testing.T) {
	s := kit.Ready(kit.Without(intake.FieldCardState, intake.FieldHistoryAttempts, "/no/such/input", "none", ""))
	require.Zero(t, s.Card.State)
	require.Nil(t, s.History.Attempts)
	require.Equal(t, intake.Yes, s.Card.QuickPay)
	require.Equal(t, kit.Name, s.Applicant.Name.Reveal())
}

func TestCardNumber(t *testing.T) {
	for _, c := range []struct {
		prefix string
		digits int
		want   string
	}{
		{"622202", 19, "6222020000000000018"},
		{"400000", 16, "4000000000000002"},
		{"4000000000000002", 16, "40000000000000022"}, // a prefix of full length leaves no room for a check digit
		{"x", 4, "x00"},
	} {
		require.Equal(t, c.want, kit.CardNumber(c.prefix, c.digits), c.prefix)
	}
}
