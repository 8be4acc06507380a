package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// A policy and a submission name a bank by its code or by any usual name, wherever
// they name one, and a bank is the same by all its names.
func TestBanksGoByAnyName(t *testing.T) {
	for _, name := range []string{"ICBC", "icbc", "工行", "中国工商银行", "工商银行北京分行", "102"} {
		for what, c := range map[string]struct {
			set     func(*readiness.Policy)
			change  readinesstest.Change
			verdict string
			check   readiness.ID
		}{
			"credits lost cards": {func(p *readiness.Policy) { p.CreditLostCards = []string{name} }, readinesstest.InState(intake.StateReportedLost), "lost-credited", "card.state"},
			"allowed": {func(p *readiness.Policy) {
				p.Channels = []readiness.Channel{{Channel: "own", IssuersAllowed: []string{name}}}
			}, ownChannel, "supported", "payout.channel-support"},
			"denied": {func(p *readiness.Policy) {
				p.Channels = []readiness.Channel{{Channel: "own", IssuersDenied: []string{name}}}
			}, ownChannel, "issuer-unsupported", "payout.channel-support"},
			"stated": {func(*readiness.Policy) {}, func(s *intake.Submission) { s.Card.Issuer = name }, "match", "card.issuer-match"},
		} {
			p := readiness.StandardPolicy()
			c.set(p)
			r := checker(t, readiness.Config{Policy: p}).Assess(readinesstest.Ready(c.change))
			f, ok := r.Find(c.check)
			require.True(t, ok)
			require.Equal(t, c.verdict, f.Code, "%s %s", name, what)
		}
		p := readiness.StandardPolicy()
		p.Channels = []readiness.Channel{{Channel: "own", IssuersAllowed: []string{"ICBC"}, IssuersDenied: []string{name}}}
		_, err := readiness.New(readiness.Config{Policy: p})
		require.ErrorContains(t, err, "/channels/0/issuers_allowed/0: is denied too")
	}
}

func ownChannel(s *intake.Submission) { s.Payout.Channel = "own" }
