package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// A limit that only one of a channel's products has is broken or not by which product
// the payout goes through: without it, nobody can tell.
func TestLimitsOfSomeProductAreAskedFor(t *testing.T) {
	for name, row := range map[string]struct {
		check   readiness.ID
		channel string
		product string // one that has the limit
		free    string // one that has none
		amount  intake.Fen
		paid    intake.Fen // today, to this card
		status  readiness.Status
	}{
		"single limit": {"payout.amount", "wechatpay", "pay_bank", "mch_transfer", 20_000_01, 0, readiness.Fail},
		"memo":         {"payout.channel-support", "lianlian", "instantpay", "quickpay", 50_000_01, 0, readiness.Fail},
		"card and day": {"payout.channel-quota", "wechatpay", "pay_bank", "mch_transfer", 9_000_00, 12_000_00, readiness.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			find := func(product string) readiness.Finding {
				sub := kit.Ready()
				sub.Payout.Channel, sub.Payout.Product, sub.Payout.Memo = row.channel, product, intake.Hide("")
				sub.Payout.Amount = intake.Some(row.amount)
				if row.paid != 0 {
					sub.History.Attempts = []intake.Attempt{{
						OrderID: "earlier", Channel: row.channel, Product: product, Outcome: intake.OutcomeSucceeded,
						Amount: intake.Some(row.paid), SameCard: intake.Yes, SubmittedAt: sub.At, EndedAt: sub.At,
					}}
				}
				return findingOf(new(readiness.Checker), sub, row.check)
			}
			require.Equal(t, row.status, find(row.product).Status)
			require.NotEqual(t, readiness.Fail, find(row.free).Status)
			require.NotEqual(t, readiness.StatusUnknown, find(row.free).Status)
			open := find("")
			require.Equal(t, readiness.StatusUnknown, open.Status)
			require.Equal(t, []intake.Field{intake.FieldPayoutProduct}, open.Missing())
		})
	}
}
