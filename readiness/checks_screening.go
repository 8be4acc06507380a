package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var payoutScreening = Check{
	ID: "payout.screening", Rev: 2,
	Title:    Text{ZH: "名单筛查无命中", EN: "Screening found nothing"},
	Purpose:  Text{ZH: "反洗钱、制裁和特别预防名单上的人不得付款，也不得事先告知", EN: "Nobody on a list of money laundering, sanctions or special prevention may be paid, nor told beforehand"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldApplicantScreeningResult, intake.FieldApplicantScreeningAt},
	Cites: []Cite{
		{Title: "Funds of listed persons are stopped at once, without notice beforehand", Source: "反洗钱特别预防措施管理办法", Date: Date{Year: 2026, Month: 2, Day: 16}, Confidence: HighConfidence},
		{Title: "How long a screening counts is our own choice: lists change any day", Source: "policy", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "clear", Status: Pass, Internal: true, Message: Text{ZH: "名单筛查无命中", EN: "The screening found nothing"}},
		{Code: "hit", Status: Fail, Kind: Stopping, Action: &remedy.StopPayout, Internal: true,
			Message: Text{ZH: "名单筛查确认命中：立即停止付款，不得事先通知本人", EN: "The screening has confirmed a hit: stop at once and give the payee no notice beforehand"}},
		{Code: "possible", Status: Fail, Kind: Reviewing, Action: &remedy.ReviewAccount, Internal: true,
			Message: Text{ZH: "名单筛查疑似命中：须合规人员排查，不得告知本人", EN: "The screening shows a possible match: compliance has to settle it, and the payee is not told"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Internal: true, Asks: []intake.Field{intake.FieldApplicantScreeningResult},
			Message: Text{ZH: "名单筛查已过期", EN: "The screening is too old to count"}},
	},
	Run: func(c *Case) Outcome {
		s := &c.sub.Applicant.Screening
		switch s.Result { // a match counts whatever its age
		case intake.ScreeningHit:
			return c.Is("hit")
		case intake.ScreeningPossible:
			return c.Is("possible")
		case intake.ScreeningClear:
			until, ok := c.fresh(chinatime.Unix(s.At), c.plan.policy.ScreeningFreshDays*chinatime.Day)
			if !ok {
				return c.between("clear", "hit", c.Is("stale"))
			}
			return c.until(until, "clear")
		}
		return c.between("clear", "hit", c.Missing(intake.FieldApplicantScreeningResult))
	},
}
