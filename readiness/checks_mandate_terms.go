package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// The terms of a loan that do not keep it from being paid out, but make it hard to
// collect, or unlawful in part. A policy can turn each into a gate.

var mandateDebit = Check{
	ID: "mandate.debit", Rev: 1,
	Title:    Text{ZH: "还款代扣授权有效", EN: "Repayments can be debited"},
	Purpose:  Text{ZH: "还款代扣（协议支付）授权应在这张卡上有效，否则到期难以扣款", EN: "The agreement by which repayments are collected should be in force on this card"},
	Severity: Medium, Need: Optional,
	Optional: []intake.Field{intake.FieldMandateDebit, intake.FieldCardDebitedAt},
	Cites: []Cite{
		bankReleases,
		{Title: "Without quick-pay the money comes back: true of debits, not of payouts", Source: "a wallet's guide for applicants", Confidence: LowConfidence},
	},
	Reasons: []Reason{
		{Code: "in-force", Status: Pass, Message: Text{ZH: "这张卡的还款代扣授权有效", EN: "The agreement to debit this card is in force"}},
		{Code: "other-card", Status: Warn, Worth: 80, Action: &remedy.SignDebitAgreement,
			Message: Text{ZH: "还款代扣授权在本人另一张卡上", EN: "The agreement to debit is for another card of the borrower"}},
		{Code: "none", Status: Warn, Action: &remedy.SignDebitAgreement,
			Message: Text{ZH: "没有有效的还款代扣授权", EN: "No agreement to debit repayments is in force"}},
	},
	Run: func(c *Case) Outcome {
		switch d := c.sub.Mandate.Debit; {
		case d == intake.DebitNone:
			return c.Is("none")
		case d == intake.DebitOtherCard:
			return c.Is("other-card")
		case d == intake.DebitThisCard, c.plan.lends && !c.sub.Card.DebitedAt.IsZero():
			return c.Is("in-force")
		}
		return c.untold(intake.FieldMandateDebit)
	},
}

var mandateCreditConsent = Check{
	ID: "mandate.credit-consent", Rev: 1,
	Title:    Text{ZH: "征信查询和报送授权齐全", EN: "Consent to credit inquiry and reporting"},
	Purpose:  Text{ZH: "查询征信和报送贷款信息须事先取得本人书面同意", EN: "Looking up the credit record and reporting the loan both need the borrower's prior written consent"},
	Severity: High, Need: Optional,
	Optional: []intake.Field{intake.FieldMandateInquiryConsent, intake.FieldMandateReportingConsent},
	Cites: []Cite{
		{Title: "Whoever looks up a person's credit record needs that person's written consent, for a stated purpose", Source: "征信业管理条例 第十八条", Date: Date{Year: 2013, Month: 3, Day: 15}, Confidence: HighConfidence},
		{Title: "Lenders have to report loans to the register, and need the person's written consent beforehand", Source: "征信业管理条例 第二十九条", Date: Date{Year: 2013, Month: 3, Day: 15}, Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "given", Status: Pass, Message: Text{ZH: "征信查询和报送授权齐全", EN: "Consent to inquiry and to reporting was given"}},
		{Code: "no-inquiry-consent", Status: Warn, Worth: 20, Action: &remedy.GiveCreditConsent,
			Message: Text{ZH: "缺少征信查询授权", EN: "There is no consent to look up the credit record"}},
		{Code: "no-reporting-consent", Status: Warn, Worth: 20, Action: &remedy.GiveCreditConsent,
			Message: Text{ZH: "缺少征信报送授权", EN: "There is no consent to report the loan to the credit register"}},
	},
	Run: func(c *Case) Outcome {
		switch m := &c.sub.Mandate; {
		case m.InquiryConsent == intake.No:
			return c.Is("no-inquiry-consent")
		case m.ReportingConsent == intake.No:
			return c.Is("no-reporting-consent")
		case m.InquiryConsent == intake.Unknown || m.ReportingConsent == intake.Unknown:
			return c.untold(intake.FieldMandateInquiryConsent, intake.FieldMandateReportingConsent)
		}
		return c.Is("given")
	},
}

var mandateInterest = Check{
	ID: "mandate.interest", Rev: 1,
	Title:    Text{ZH: "自放款日起息", EN: "Interest begins with the release"},
	Purpose:  Text{ZH: "放款前就起息，等于对未到手的钱收息", EN: "Interest that begins before the release is charged on money that nobody has"},
	Severity: High, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldMandateValueDate},
	Cites: []Cite{
		{Title: "Interest is due on what was really lent; that it begins no earlier than the release follows from this", Source: "民法典 第六百七十条", Date: Date{Year: 2021, Month: 1, Day: 1}, Confidence: LowConfidence},
	},
	Evidence: []Key{{Name: "value_date", Unit: intake.UnitDay}},
	Reasons: []Reason{
		{Code: "from-release", Status: Pass, Message: Text{ZH: "起息日不早于放款日", EN: "Interest begins no earlier than the release"}},
		{Code: "early", Status: Warn, Worth: 20, Internal: true, Action: &remedy.SetValueDate,
			Message: Text{ZH: "起息日 {value_date} 早于放款日", EN: "Interest would begin on {value_date}, before the release"}},
	},
	Run: func(c *Case) Outcome {
		date := c.sub.Mandate.ValueDate
		switch {
		case date.IsZero():
			return c.untold(intake.FieldMandateValueDate)
		case c.at == 0:
			return c.untold(intake.FieldAt)
		case date.Before(c.today):
			return c.Is("early", Note("value_date", intake.Day(date)))
		}
		return c.until(chinatime.StartOf(date.AddDays(1)), "from-release")
	},
}

var mandateSelfPaymentLimit = Check{
	ID: "mandate.self-payment-limit", Rev: 1,
	Title:    Text{ZH: "未超自主支付上限", EN: "Within the limit of self-payment"},
	Purpose:  Text{ZH: "银行的个人贷款超过上限的，原则上应受托支付", EN: "Above the limit a bank's personal loan is as a rule paid to the counterparty"},
	Severity: High, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldPayoutAmount, intake.FieldMandatePrincipal, intake.FieldMandatePayment,
		intake.FieldMandatePurpose, intake.FieldMandateBankLender, intake.FieldMandateRaisedLimit},
	Cites: []Cite{
		{Title: "Self-payment is for draws up to 300,000 CNY without a known counterparty, for business up to 500,000; there are exceptions", Source: "个人贷款管理办法, amounts as quoted of its predecessor", Date: Date{Year: 2024, Month: 7, Day: 1}, Confidence: LowConfidence},
		{Title: "For customers of good credit who need much, banks may raise the 300,000 of consumption to 500,000 for a time", Source: "金融监管总局，关于发展消费金融助力提振消费的通知, as quoted by the press", Date: Date{Year: 2025, Month: 3, Day: 14}, Confidence: LowConfidence},
	},
	Evidence: []Key{{Name: "limit_fen", Unit: intake.UnitFen}},
	Reasons: []Reason{
		{Code: "within", Status: Pass, Message: Text{ZH: "未超自主支付上限", EN: "Within the limit of self-payment"}},
		{Code: "over", Status: Warn, Worth: 20, Internal: true, Action: &remedy.UseEntrustedPayment,
			Message: Text{ZH: "超过自主支付上限 {limit_fen}，原则上应受托支付", EN: "More than {limit_fen}, up to which self-payment is the rule: it should go to the counterparty"}},
	},
	Run: runSelfPaymentLimit,
}

func runSelfPaymentLimit(c *Case) Outcome {
	m, amount := &c.sub.Mandate, c.lent()
	switch {
	case m.Payment == intake.EntrustedPayment, m.BankLender == intake.No:
		return c.NotApplicable()
	case m.Payment == 0 || m.BankLender == intake.Unknown || m.Purpose == 0:
		return c.untold(intake.FieldMandatePayment, intake.FieldMandateBankLender, intake.FieldMandatePurpose)
	case !amount.OK:
		return c.untold(intake.FieldPayoutAmount)
	}
	limit, until := c.plan.selfPaymentLimit(m.Purpose, false, c.at)
	raised, turns := c.plan.selfPaymentLimit(m.Purpose, true, c.at)
	until = chinatime.Sooner(until, turns)
	if m.RaisedLimit == intake.Yes {
		limit = raised
	}
	over := func(limit intake.Fen) bool { return limit > 0 && amount.V > limit }
	switch {
	case !over(limit):
		return c.until(until, "within")
	case m.RaisedLimit == intake.Unknown && !over(raised):
		return c.untoldUntil(until, intake.FieldMandateRaisedLimit)
	}
	return c.until(until, "over", Note("limit_fen", intake.Amount(limit)))
}

// selfPaymentLimit returns up to what amount a loan for this purpose may go to the
// borrower, 0 for any, and when that changes, 0 for never. Rows of a raised limit count
// only if it is meant.
func (p *plan) selfPaymentLimit(purpose intake.LoanPurpose, raised bool, at int64) (most intake.Fen, until int64) {
	for i := range p.policy.SelfPayment {
		l := &p.policy.SelfPayment[i]
		if l.Raised && !raised || l.Purpose != 0 && l.Purpose != purpose {
			continue
		}
		holds, changes := inForce(l.EffectiveFrom, l.EffectiveUntil, at)
		if holds {
			most = l.MaxAmount
		}
		until = chinatime.Sooner(until, changes)
	}
	return most, until
}

// defaultSelfPayment are the limits that rules and notices name.
func defaultSelfPayment() []SelfPaymentLimit {
	checked := Date{Year: 2026, Month: 11, Day: 29}
	return []SelfPaymentLimit{
		{Purpose: intake.Consumption, MaxAmount: selfConsumption, Source: "个人贷款管理办法, low confidence", CheckedOn: checked},
		{Purpose: intake.Business, MaxAmount: selfBusiness, Source: "个人贷款管理办法, low confidence", CheckedOn: checked},
		{Purpose: intake.Consumption, Raised: true, MaxAmount: selfConsumptionRaised, EffectiveFrom: Date{Year: 2025, Month: 3, Day: 14},
			Source: "关于发展消费金融助力提振消费的通知, low confidence", CheckedOn: checked},
	}
}
