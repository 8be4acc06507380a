package readinesstest_test

import (
	"testing"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// Our own rules, held in a unit test: people who cannot be real, with one thing
// changed a case.
func TestOurRules(t *testing.T) {
	anHourAgo := readinesstest.Moment.Add(-time.Hour)
	for name, c := range map[string]struct {
		change  readinesstest.Change
		verdict readiness.Verdict
		check   readiness.ID
		code    string
	}{
		"another name at the bank":  {readinesstest.BankName("李四"), readiness.Fix, "consistency.holder-name", "different"},
		"Class II, over its limit":  {readinesstest.ClassII(18_000, 0, 0), readiness.Fix, "card.class-quota", "over-single"},
		"a payout is still open":    {readinesstest.Pending(anHourAgo), readiness.Wait, "payout.in-flight", "pending"},
		"VPN alone blocks nothing":  {readinesstest.WithVPN, readiness.Ready, "network.vpn", "detected"},
		"the card is reported lost": {readinesstest.InState(intake.StateReportedLost), readiness.Fix, "card.state", "reported-lost"},
	} {
		t.Run(name, func(t *testing.T) {
			report := readiness.Assess(readinesstest.Ready(c.change))
			readinesstest.AssertVerdict(t, c.verdict, report)
			readinesstest.AssertFinding(t, report, c.check, c.code)
		})
	}
}
