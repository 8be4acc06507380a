package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var payoutInFlight = Check{
	ID: "payout.in-flight", Rev: 1,
	Title:    Text{ZH: "没有未了结的打款", EN: "No payout is still open"},
	Purpose:  Text{ZH: "上一笔还没有明确结果时再打一笔，可能重复付款", EN: "A further payout while one is still open may pay twice"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs:    []intake.Field{intake.FieldHistoryAttempts},
	Optional: []intake.Field{intake.FieldAt},
	Cites: []Cite{
		{Title: "Query first; only a clear failure allows a new order number, or money may be paid twice", Source: "WeChat Pay, transfer documentation", Confidence: HighConfidence},
		{Title: "Escalate what is pending for more than three working days", Source: "policy; no public rule was found", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "open", Unit: intake.UnitCount}, {Name: "since", Unit: intake.UnitInstant}, {Name: nextQueryKey, Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "没有未了结的打款", EN: "No earlier payout is open"}},
		{Code: "pending", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "有 {open} 笔打款仍在处理，请先查询结果，不要重新发起", EN: "Payouts still being processed: {open}. Query their outcome first; do not start another"}},
		{Code: "unknown-outcome", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "有 {open} 笔打款结果不明，可能已经到账，请先查询", EN: "Payouts of unknown outcome: {open}. They may have been paid; query them first"}},
		{Code: "escalate", Status: Fail, Kind: Query, Action: &remedy.EscalateToChannel,
			Message: Text{ZH: "有打款超过约定的工作日仍无结果，或其结果只有通道能确认，请转通道人工处理", EN: "A payout has had no outcome for longer than the agreed working days, or ended in a way that only the channel can tell: ask it to look into it by hand"}},
	},
	Run: runInFlight,
}

func runInFlight(c *Case) Outcome {
	p := c.plan.policy
	var open, oldest int64
	unknown, stuck := false, false
	for _, a := range c.attempts() {
		if !a.open() {
			continue
		}
		unknown, stuck = unknown || a.outcome == intake.OutcomeUnknown, stuck || a.stuck
		open++
		if t := chinatime.Unix(a.SubmittedAt); t != 0 && (oldest == 0 || t < oldest) {
			oldest = t
		}
	}
	if open == 0 {
		return c.Is("none")
	}
	notes := append(make([]Evidence, 0, 3), Note("open", intake.Count(open)))
	if c.at == 0 || oldest == 0 {
		if stuck {
			return c.Is("escalate", notes...)
		}
		if unknown {
			return c.Is("unknown-outcome", notes...)
		}
		return c.Is("pending", notes...)
	}
	due := c.escalateAt(oldest)
	notes = append(notes, Note("since", intake.Instant(chinatime.Time(oldest))),
		Note(nextQueryKey, intake.Instant(chinatime.Time(max(c.at, oldest+p.QueryMinutes*60)))))
	switch {
	case c.at >= due, stuck:
		return c.Is("escalate", notes...)
	case unknown:
		return c.until(due, "unknown-outcome", notes...)
	}
	return c.until(due, "pending", notes...)
}

// escalateAt is when a payout submitted at t has been pending too long: at the
// end of the policy's working day. Where the calendar leaves days open it is the
// earliest that it can be, and where the calendar ends every day counts as one.
func (c *Case) escalateAt(t int64) int64 {
	n := int(c.plan.policy.EscalateDays)
	if end, ok := c.plan.calendar.EndOf(chinatime.DateOf(t), n); ok {
		return end.Unix()
	}
	if k := c.plan.calendar.Count(chinatime.DateOf(t), n); !k.Earliest.IsZero() {
		return chinatime.StartOf(k.Earliest.AddDays(1))
	}
	return chinatime.StartOf(chinatime.DateOf(t).AddDays(n + 1))
}
