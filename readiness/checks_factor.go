package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var identitySecondFactor = Check{
	ID: "identity.second-factor", Rev: 2,
	Title:    Text{ZH: "本人操作已核验", EN: "Second factor passed"},
	Purpose:  Text{ZH: "证明是本人在操作这笔订单，防止被人冒名申请；人脸不是唯一方式", EN: "Proves who asks for this order, against applications in somebody else's name; face recognition is not the only way"},
	Severity: High, Gate: true, Need: Required,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldPayoutConfirmedAt, intake.FieldPayoutHeldUntil,
		intake.FieldApplicantFaceResult, intake.FieldApplicantFaceAt, intake.FieldApplicantSMSResult, intake.FieldApplicantSMSAt,
		intake.FieldApplicantCertificateResult, intake.FieldApplicantCertificateAt, intake.FieldApplicantVideoResult, intake.FieldApplicantVideoAt,
		intake.FieldApplicantPasswordCodeResult, intake.FieldApplicantPasswordCodeAt},
	Cites: []Cite{
		{Title: "Face recognition may not be the only way to verify a person where another one serves", Source: "人脸识别技术应用安全管理办法", Date: Date{Year: 2025, Month: 6, Day: 1}, Confidence: HighConfidence},
		{Title: "Face recognition proves the person; it says nothing of the card or of what the channel thinks of it", Source: "a wallet's guide for applicants", Confidence: MediumConfidence},
		{Title: "How long before the confirmation it may be taken, and how long it counts after it", Source: "policy", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "passed", Status: Pass, Message: Text{ZH: "本人核验通过：证明是本人操作，不代表该卡能收款", EN: "A second factor passed: it proves who asks, not that the card can receive"}},
		{Code: "failed", Status: Fail, Action: &remedy.RepeatVerification,
			Message: Text{ZH: "本人核验未通过", EN: "The second factor was not passed"}},
		{Code: "stale", Because: Stale, Action: &remedy.RepeatVerification, Asks: []intake.Field{intake.FieldApplicantFaceResult},
			Message: Text{ZH: "本人核验已过期，需要重新核验", EN: "The second factor is too old for this order: it has to be taken again"}},
		{Code: "unavailable", Because: NoData, Action: &remedy.RepeatVerification, Asks: []intake.Field{intake.FieldApplicantFaceResult},
			Message: Text{ZH: "本人核验服务没有返回结果", EN: "The second factor gave no answer"}},
	},
	Run: runSecondFactor,
}

// runSecondFactor takes the best of the factors: whoever passed one need not pass
// another. One that was refused counts against an old success.
func runSecondFactor(c *Case) Outcome {
	v := &c.sub.Applicant.Verification
	var passed, failed int64 // until when
	var pass, fail, stale, unavailable bool
	for _, f := range [...]*intake.FactorCheck{&v.Face, &v.SMS, &v.Certificate, &v.Video, &v.PasswordCode} {
		if f.Result == intake.TrialUnavailable {
			unavailable = true
		}
		if f.Result != intake.Passed && f.Result != intake.NotPassed {
			continue
		}
		switch until, fresh := c.factorFresh(chinatime.Unix(f.At)); {
		case !fresh:
			stale = true
		case f.Result == intake.Passed:
			pass, passed = true, max(passed, until)
		default:
			fail, failed = true, max(failed, until)
		}
	}
	switch {
	case pass:
		return c.until(passed, "passed")
	case fail:
		return c.until(failed, "failed")
	case stale:
		return c.Is("stale")
	case unavailable:
		return c.Is("unavailable")
	}
	return c.Missing(intake.FieldApplicantFaceResult)
}

// factorFresh returns until when a second factor taken at t counts for this order. It
// is false if that time has passed, if t was too long before the applicant confirmed
// the order, and before t.
//
// It counts from the confirmation, and not from c.at: a payout that waits does not ask
// the applicant again. A wait that an earlier report stated does not count, up to the
// horizon of such a report.
func (c *Case) factorFresh(t int64) (until int64, ok bool) {
	p, wait := c.plan.policy, max(c.held, chinatime.Unix(c.sub.Payout.HeldUntil))
	confirmed := chinatime.Unix(c.sub.Payout.ConfirmedAt)
	if confirmed == 0 {
		confirmed = c.observed
	}
	if t == 0 {
		t = c.seen
	}
	if t != 0 && t < confirmed-p.FactorFreshMinutes*60 {
		return 0, false
	}
	begins := max(t, confirmed)
	lasts := p.FaceFreshHours * 3600
	if wait = min(wait, begins+p.HorizonDays*chinatime.Day); wait > begins {
		lasts += wait - begins
	}
	return c.fresh(t, begins-t+lasts)
}
