package readiness

import "github.com/payready/payready/readiness/remedy"

var historyCoolDown = Check{
	ID: "history.cool-down", Rev: 1,
	Title:    Text{ZH: "距上次失败已过冷静期", EN: "Cool-down is over"},
	Severity: High, Gate: true, Need: Optional,
	Needs: []Field{FieldAt, FieldHistoryAttempts},
	Cites: []Cite{
		{Title: "Try again 24 hours after the cause is fixed; quick repeats look like cash-out abuse", Source: "policy; a wallet's guide for applicants. No authority sets it", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "ends_at", Unit: UnitInstant}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "近期没有需要冷静的失败", EN: "No recent failure"}},
		{Code: "eased", Status: Warn, Worth: 70, Action: &remedy.Wait24Hours,
			Message: Text{ZH: "上次失败的原因已处理，但冷静期至 {ends_at}", EN: "The last failure's cause is fixed or the card was replaced; the cool-down runs until {ends_at}"}},
		{Code: "cooling", Status: Fail, Kind: Timed, Action: &remedy.Wait24Hours,
			Message: Text{ZH: "距上次失败不足冷静期，{ends_at} 后再提交", EN: "Too soon after the last failure; submit after {ends_at}"}},
	},
	Run: func(c *Case) Outcome {
		wait := c.prog.policy.CoolDownHours * 3600
		var cooling, eased int64
		for i := range c.sub.History.Attempts {
			a := &c.sub.History.Attempts[i]
			if a.Outcome != OutcomeFailed && a.Outcome != OutcomeReturned {
				continue
			}
			end := a.coolFrom() + wait
			switch {
			case end <= c.at:
			case a.Fixed == Yes || a.SameCard == No:
				eased = max(eased, end)
			default:
				cooling = max(cooling, end)
			}
		}
		switch {
		case cooling != 0:
			return c.until(cooling, "cooling", Note("ends_at", Instant(chinaTime(cooling))))
		case eased != 0:
			return c.until(eased, "eased", Note("ends_at", Instant(chinaTime(eased))))
		}
		return c.Is("none")
	},
}

// coolFrom is when the cool-down of a failed attempt begins: when its cause was
// fixed, else when it failed.
func (a *Attempt) coolFrom() int64 {
	if t := instant(a.FixedAt); t != 0 {
		return t
	}
	if t := instant(a.EndedAt); t != 0 {
		return t
	}
	return instant(a.SubmittedAt)
}
