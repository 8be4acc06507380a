package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

var payoutChannelHealth = Check{
	ID: "payout.channel-health", Rev: 1,
	Title:    Text{ZH: "通道当前可用", EN: "The channel is up"},
	Purpose:  Text{ZH: "通道故障期间打款会失败或长时间处理中，与收款人的卡无关", EN: "While a channel is down payouts fail or hang, whatever the card"},
	Severity: Critical, Gate: true, Need: Optional,
	Needs: []intake.Field{intake.FieldAt},
	Optional: []intake.Field{intake.FieldHealth, intake.FieldObservedAt, intake.FieldPayoutChannel, intake.FieldPayoutProduct,
		intake.FieldCardIssuer, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength},
	Cites: []Cite{
		{Title: "What fails while a channel is down says nothing of the card", Source: "policy", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "ends_at", Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "up", Status: Pass, Message: Text{ZH: "通道当前可用", EN: "The channel is up"}},
		{Code: "degraded", Status: Warn, Worth: 60, Action: &remedy.Wait,
			Message: Text{ZH: "通道当前不稳定，可能失败或延迟", EN: "The channel works unsteadily now: refusals and delays are possible"}},
		{Code: "down", Status: Fail, Kind: Timed, Action: &remedy.WaitForBank,
			Message: Text{ZH: "通道当前不可用，恢复时间未知", EN: "The channel is down, and nobody knows until when"}},
		{Code: "down-until", Status: Fail, Kind: Timed, Action: &remedy.WaitForBank,
			Message: Text{ZH: "通道当前不可用，预计 {ends_at} 恢复", EN: "The channel is down and expected back at {ends_at}"}},
		{Code: "stale", Because: NoData, Internal: true, Asks: []intake.Field{intake.FieldHealth},
			Message: Text{ZH: "银行和通道的实时状态已过时，无法判断", EN: "What was said of the bank and the channel is too old to tell"}},
	},
	Run: runChannelHealth,
}

// runChannelHealth looks at the channel, and at the bank through it. What the bank does by
// any channel is for timing.maintenance, but whether it is known to be up is asked here.
func runChannelHealth(c *Case) Outcome {
	if c.health == nil && c.sub.Health == nil {
		return c.NotApplicable() // nobody watches
	}
	h := c.channelHealth()
	switch h.state {
	case intake.Down:
		return c.outage(h, "down", "down-until")
	case intake.Degraded:
		return c.Is("degraded")
	}
	tables, all := c.healthTables(), h.graver(c.bankHealth())
	switch {
	case c.payoutChannelKey() == "" && (tables[0].channels || tables[1].channels):
		return c.Missing(intake.FieldPayoutChannel)
	case c.issuerCode() == "" && (tables[0].both || tables[1].both):
		return c.Missing(intake.FieldCardIssuer)
	case h.state == intake.Up:
		return c.Is("up")
	case all.state == 0 && all.stale:
		return c.Is("stale")
	}
	return c.NotApplicable()
}
