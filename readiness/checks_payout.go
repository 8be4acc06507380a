package readiness

import "github.com/payready/payready/readiness/remedy"

var payoutAmount = Check{
	ID: "payout.amount", Rev: 1,
	Title:    Text{ZH: "打款金额有效", EN: "Amount can be paid"},
	Severity: High, Gate: true, Need: Expected,
	Needs:    []Field{FieldPayoutAmount},
	Optional: []Field{FieldPayoutChannel, FieldPayoutProduct},
	Cites: []Cite{
		{Title: "Limits of one payment are the channel's: for WeChat Pay to bank cards, 20,000 CNY", Source: "channels' documentation, through the policy's profiles", Date: Date{Year: 2024, Month: 11, Day: 13}, Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "limit_fen", Unit: UnitFen}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "金额有效", EN: "The amount can be paid"}},
		{Code: "negative", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "金额为负数", EN: "The amount is negative"}},
		{Code: "zero", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "金额为零", EN: "The amount is zero"}},
		{Code: "below-minimum", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "低于通道单笔最低金额 {limit_fen}", EN: "Below the channel's minimum of {limit_fen}"}},
		{Code: "not-channel-step", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "金额不是通道要求的 {limit_fen} 的整数倍", EN: "Not a multiple of the channel's step of {limit_fen}"}},
		{Code: "over-single-limit", Status: Fail, Action: &remedy.UseChannelForAmount,
			Message: Text{ZH: "超过单笔限额 {limit_fen}", EN: "Above the limit of {limit_fen} for one payment"}},
	},
	Run: func(c *Case) Outcome {
		amount, ch := c.sub.Payout.Amount.V, c.channel()
		limit := func(f Fen) Evidence { return Note("limit_fen", Amount(f)) }
		switch {
		case amount < 0:
			return c.Is("negative")
		case amount == 0:
			return c.Is("zero")
		case amount > MaxFen:
			return c.Is("over-single-limit", limit(MaxFen))
		case ch == nil:
			return c.Is("ok")
		case ch.MaxAmount > 0 && amount > ch.MaxAmount:
			return c.Is("over-single-limit", limit(ch.MaxAmount))
		case amount < ch.MinAmount:
			return c.Is("below-minimum", limit(ch.MinAmount))
		case ch.StepAmount > 0 && amount%ch.StepAmount != 0:
			return c.Is("not-channel-step", limit(ch.StepAmount))
		}
		return c.Is("ok")
	},
}

// channel returns the policy's profile for the payout, nil when it has none.
// A profile for the product goes before one for the whole channel.
func (c *Case) channel() *Channel {
	s := &c.sub.Payout
	var whole *Channel
	for i := range c.prog.policy.Channels {
		ch := &c.prog.policy.Channels[i]
		switch {
		case ch.Channel != s.Channel || s.Channel == "":
		case ch.Product == s.Product:
			return ch
		case ch.Product == "":
			whole = ch
		}
	}
	return whole
}

var payoutInFlight = Check{
	ID: "payout.in-flight", Rev: 1,
	Title:    Text{ZH: "没有未了结的打款", EN: "No payout is still open"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs:    []Field{FieldHistoryAttempts},
	Optional: []Field{FieldAt},
	Cites: []Cite{
		{Title: "Query first; only a clear failure allows a new order number, or money may be paid twice", Source: "WeChat Pay, transfer documentation", Confidence: HighConfidence},
		{Title: "Escalate what is pending for more than three working days", Source: "policy; no public rule was found", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "open", Unit: UnitCount}, {Name: "since", Unit: UnitInstant}, {Name: nextQueryKey, Unit: UnitInstant}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "没有未了结的打款", EN: "No earlier payout is open"}},
		{Code: "pending", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "有 {open} 笔打款仍在处理，请先查询结果，不要重新发起", EN: "Payouts still being processed: {open}. Query their outcome first; do not start another"}},
		{Code: "unknown-outcome", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "有 {open} 笔打款结果不明，可能已经到账，请先查询", EN: "Payouts of unknown outcome: {open}. They may have been paid; query them first"}},
		{Code: "escalate", Status: Fail, Kind: Query, Action: &remedy.EscalateToChannel,
			Message: Text{ZH: "有打款超过约定的工作日仍无结果，请转通道人工处理", EN: "A payout has had no outcome for longer than the agreed working days: ask the channel to handle it by hand"}},
	},
	Run: runInFlight,
}

func runInFlight(c *Case) Outcome {
	p := c.prog.policy
	var open, oldest int64
	unknown := false
	for i := range c.sub.History.Attempts {
		a := &c.sub.History.Attempts[i]
		switch a.Outcome {
		case OutcomeFailed, OutcomeSucceeded, OutcomeReturned:
			continue
		case OutcomeUnknown:
			unknown = true
		}
		open++
		if t := instant(a.SubmittedAt); t != 0 && (oldest == 0 || t < oldest) {
			oldest = t
		}
	}
	if open == 0 {
		return c.Is("none")
	}
	notes := append(make([]Evidence, 0, 3), Note("open", Count(open)))
	if c.at == 0 || oldest == 0 {
		if unknown {
			return c.Is("unknown-outcome", notes...)
		}
		return c.Is("pending", notes...)
	}
	due := c.escalateAt(oldest)
	notes = append(notes, Note("since", Instant(chinaTime(oldest))),
		Note(nextQueryKey, Instant(chinaTime(max(c.at, oldest+p.QueryMinutes*60)))))
	switch {
	case c.at >= due:
		return c.Is("escalate", notes...)
	case unknown:
		return c.until(due, "unknown-outcome", notes...)
	}
	return c.until(due, "pending", notes...)
}

// escalateAt is when a payout submitted at t has been pending too long: at the
// end of the policy's working day. Where the calendar ends, every day counts
// as one, which is early rather than late.
func (c *Case) escalateAt(t int64) int64 {
	n := int(c.prog.policy.EscalateDays)
	if end, ok := c.prog.calendar.EndOf(dayOf(t), n); ok {
		return end.Unix()
	}
	return dayOf(t).AddDays(n + 1).Start().Unix()
}
