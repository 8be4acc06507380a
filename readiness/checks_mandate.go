package readiness

import (
	"github.com/payready/payready/internal/typed"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// What must be in place before a loan is paid out. All of it comes from the lender's
// own tables and is a fact of the moment; none is a credit decision, and nothing is
// asked that a lender cannot know. What gates stands here, what warns in
// checks_mandate_terms.go.

// untold is the outcome of a check of the mandate that lacks these inputs. Most payouts
// are no loans: they are asked nothing unless the policy requires some of the mandate.
func (c *Case) untold(fields ...intake.Field) Outcome { return c.untoldUntil(0, fields...) }

// untoldUntil is untold where time alone may settle it at t, or never if t is 0.
func (c *Case) untoldUntil(t int64, fields ...intake.Field) Outcome {
	if !c.plan.lends {
		o := c.NotApplicable()
		o.until = t
		return o
	}
	return c.missingUntil(t, fields...)
}

var bankReleases = Cite{
	Title:  "The bank decides on release, debit and stop, and gives the instruction; self-payment goes to an account of the borrower, entrusted payment to the counterparty",
	Source: "银保监会，关于加强商业银行互联网贷款业务管理提升金融服务质效的通知, as reported by 广州日报", Date: Date{Year: 2022, Month: 7, Day: 18}, Confidence: MediumConfidence,
}

var mandateContract = Check{
	ID: "mandate.contract", Rev: 1,
	Title:    Text{ZH: "借款合同已签署且未取消", EN: "The loan contract is signed and stands"},
	Purpose:  Text{ZH: "合同未签或已取消就放款，没有依据，也难以追回", EN: "Money paid out without a contract that stands has no ground, and is hard to get back"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldMandateSigned, intake.FieldMandateSignedAt, intake.FieldMandateCancelled},
	Cites: []Cite{
		{Title: "A loan contract is what obliges to repay and to pay interest", Source: "民法典 第六百六十七条", Date: Date{Year: 2021, Month: 1, Day: 1}, Confidence: HighConfidence},
		{Title: "Approval, contract and payment are steps of their own", Source: "商业银行互联网贷款管理暂行办法", Date: Date{Year: 2020, Month: 7, Day: 12}, Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "signed", Status: Pass, Message: Text{ZH: "借款合同已签署，未取消", EN: "The loan contract is signed and was not cancelled"}},
		{Code: "unsigned", Status: Fail, Action: &remedy.SignContract,
			Message: Text{ZH: "借款合同尚未签署", EN: "The loan contract is not signed yet"}},
		{Code: "cancelled", Status: Fail, Kind: Stopping, Internal: true, Action: &remedy.CloseCancelledLoan,
			Message: Text{ZH: "借款已取消，不得放款", EN: "The loan was cancelled: it must not be paid out"}},
		{Code: "misdated", Because: NoData, Internal: true, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldMandateSignedAt},
			Message: Text{ZH: "合同签署时间晚于放款时间，无法判断是否已签署", EN: "The contract is dated after the payout: not known whether it is signed"}},
	},
	Run: func(c *Case) Outcome {
		m := &c.sub.Mandate
		signedAt := chinatime.Unix(m.SignedAt)
		switch {
		case m.Cancelled == intake.Yes:
			return c.Is("cancelled")
		case m.Signed == intake.No:
			return c.Is("unsigned")
		case signedAt != 0 && c.toCome(signedAt):
			return c.until(signedAt-skew, "misdated")
		case m.Signed != intake.Yes && signedAt == 0:
			return c.untold(intake.FieldMandateSigned, intake.FieldMandateCancelled)
		case m.Cancelled != intake.No:
			return c.untold(intake.FieldMandateCancelled)
		}
		return c.Is("signed")
	},
}

var mandateAmount = Check{
	ID: "mandate.amount", Rev: 1,
	Title:    Text{ZH: "放款金额等于借款本金", EN: "The whole principal is paid out, and no more"},
	Purpose:  Text{ZH: "利息、费用不得预先从本金中扣除，放款也不得超出借据金额", EN: "Neither interest nor fees may be taken out of the principal beforehand, and nothing goes beyond it"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldMandatePrincipal, intake.FieldPayoutAmount},
	Cites: []Cite{
		{Title: "Interest must not be deducted from the principal in advance; if it is, the loan is what was really paid out", Source: "民法典 第六百七十条", Date: Date{Year: 2021, Month: 1, Day: 1}, Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "short_fen", Unit: intake.UnitFen}, {Name: "over_fen", Unit: intake.UnitFen}},
	Reasons: []Reason{
		{Code: "whole", Status: Pass, Message: Text{ZH: "放款金额等于借款本金", EN: "The amount is the principal"}},
		{Code: "deducted", Status: Fail, Internal: true, Action: &remedy.PayWholePrincipal,
			Message: Text{ZH: "放款金额比借款本金少 {short_fen}，不得预先扣除利息或费用", EN: "The amount is {short_fen} less than the principal: nothing may be deducted in advance"}},
		{Code: "over", Status: Fail, Internal: true, Action: &remedy.PayWholePrincipal,
			Message: Text{ZH: "放款金额比借款本金多 {over_fen}", EN: "The amount is {over_fen} more than the principal"}},
	},
	Run: func(c *Case) Outcome {
		amount, principal := c.sub.Payout.Amount, c.sub.Mandate.Principal
		switch {
		case !principal.OK:
			return c.untold(intake.FieldMandatePrincipal, intake.FieldPayoutAmount)
		case !amount.OK:
			return c.untold(intake.FieldPayoutAmount)
		case amount.V < principal.V:
			return c.Is("deducted", Note("short_fen", intake.Amount(principal.V-amount.V)))
		case amount.V > principal.V:
			return c.Is("over", Note("over_fen", intake.Amount(amount.V-principal.V)))
		}
		return c.Is("whole")
	},
}

var mandateApproval = Check{
	ID: "mandate.approval", Rev: 1,
	Title:    Text{ZH: "审批有效且未超出", EN: "The approval is in force and covers the amount"},
	Purpose:  Text{ZH: "审批被撤销、过期或剩余金额不足时，不得放款", EN: "Without an approval that still covers the amount the loan must not be paid out"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldMandateApproved, intake.FieldMandateApprovedAmount, intake.FieldMandateApprovedUntil,
		intake.FieldMandatePrincipal, intake.FieldPayoutAmount},
	Cites: []Cite{
		{Title: "Approval, contract and payment are steps of their own", Source: "商业银行互联网贷款管理暂行办法", Date: Date{Year: 2020, Month: 7, Day: 12}, Confidence: MediumConfidence},
		{Title: "How long an approval counts, and for how much, is what the approval says", Source: "the lender's own rules", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "left_fen", Unit: intake.UnitFen}, {Name: "lapsed_at", Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "in-force", Status: Pass, Message: Text{ZH: "审批有效，金额未超出", EN: "The approval is in force and covers the amount"}},
		{Code: "not-in-force", Status: Fail, Internal: true, Action: &remedy.RenewApproval,
			Message: Text{ZH: "审批未通过或已撤销", EN: "There is no approval, or it was withdrawn"}},
		{Code: "lapsed", Status: Fail, Internal: true, Action: &remedy.RenewApproval,
			Message: Text{ZH: "审批已于 {lapsed_at} 过期", EN: "The approval lapsed at {lapsed_at}"}},
		{Code: "exceeded", Status: Fail, Internal: true, Action: &remedy.RenewApproval,
			Message: Text{ZH: "金额超出审批剩余可用的 {left_fen}", EN: "The amount is more than what is left of the approval, {left_fen}"}},
	},
	Run: runApproval,
}

func runApproval(c *Case) Outcome {
	m := &c.sub.Mandate
	lapses := chinatime.Unix(m.ApprovedUntil)
	amount := c.lent()
	switch {
	case m.Approved == intake.No:
		return c.Is("not-in-force")
	case lapses != 0 && c.at != 0 && c.at >= lapses:
		return c.Is("lapsed", Note("lapsed_at", intake.Instant(m.ApprovedUntil)))
	case m.ApprovedAmount.OK && amount.OK && amount.V > m.ApprovedAmount.V:
		return c.until(lapses, "exceeded", Note("left_fen", intake.Amount(m.ApprovedAmount.V)))
	case m.Approved == intake.Unknown || !m.ApprovedAmount.OK || lapses == 0:
		return c.untoldUntil(lapses, intake.FieldMandateApproved, intake.FieldMandateApprovedAmount, intake.FieldMandateApprovedUntil)
	case !amount.OK:
		return c.untoldUntil(lapses, intake.FieldPayoutAmount)
	case c.at == 0:
		return c.untold(intake.FieldAt)
	}
	return c.until(lapses, "in-force")
}

// lent is what the payout lends, at most.
func (c *Case) lent() intake.Opt[intake.Fen] {
	amount, principal := c.sub.Payout.Amount, c.sub.Mandate.Principal
	if principal.OK && (!amount.OK || principal.V > amount.V) {
		return principal
	}
	return amount
}

var mandatePayee = Check{
	ID: "mandate.payee", Rev: 1,
	Title:    Text{ZH: "收款人符合合同约定", EN: "The payee is the contract's"},
	Purpose:  Text{ZH: "自主支付须付给借款人本人，受托支付须付给合同约定的交易对手", EN: "Self-payment goes to the borrower, entrusted payment to the counterparty that the contract names"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldMandatePayment, intake.FieldMandatePayee},
	Cites:    []Cite{bankReleases},
	Reasons: []Reason{
		{Code: "as-agreed", Status: Pass, Message: Text{ZH: "收款人是合同约定的收款人", EN: "The payee is the one that the contract names"}},
		{Code: "stranger", Status: Fail, Internal: true, Action: &remedy.PayContractPayee,
			Message: Text{ZH: "收款账户既不是借款人的，也不是合同约定的交易对手的", EN: "The account is neither the borrower's nor that of the counterparty that the contract names"}},
		{Code: "not-borrower", Status: Fail, Internal: true, Action: &remedy.PayContractPayee,
			Message: Text{ZH: "合同约定自主支付，款项须付给借款人本人", EN: "The contract says self-payment: the money goes to the borrower"}},
		{Code: "not-counterparty", Status: Fail, Internal: true, Action: &remedy.PayContractPayee,
			Message: Text{ZH: "合同约定受托支付，款项须付给约定的交易对手", EN: "The contract says entrusted payment: the money goes to the counterparty that it names"}},
	},
	Run: func(c *Case) Outcome {
		switch m := &c.sub.Mandate; {
		case m.Payee == intake.PayeeOther:
			return c.Is("stranger")
		case m.Payment == 0 || m.Payee == 0:
			return c.untold(intake.FieldMandatePayment, intake.FieldMandatePayee)
		case m.Payment == intake.SelfPayment && m.Payee != intake.PayeeBorrower:
			return c.Is("not-borrower")
		case m.Payment == intake.EntrustedPayment && m.Payee != intake.PayeeCounterparty:
			return c.Is("not-counterparty")
		}
		return c.Is("as-agreed")
	},
}

var mandateFunder = Check{
	ID: "mandate.funder", Rev: 1,
	Title:    Text{ZH: "资方已批准并下达放款指令", EN: "The funder approved and instructed it"},
	Purpose:  Text{ZH: "资方未批准、未下达指令，或平台不在其名单内，不得放款", EN: "Without the funder's approval and instruction, or for a platform that is not on its list, the loan must not be paid out"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldMandateOwnFunds, intake.FieldMandateFunderApproved, intake.FieldMandateFunderInstructed, intake.FieldMandatePartnerListed},
	Cites: []Cite{
		bankReleases,
		{Title: "Banks list the platforms and guarantors that they work with and must not work with others", Source: "金规〔2025〕9号", Date: Date{Year: 2025, Month: 10, Day: 1}, Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "instructed", Status: Pass, Internal: true, Message: Text{ZH: "资方已批准并下达放款指令", EN: "The funder approved the loan and instructed its release"}},
		{Code: "own-funds", Status: Pass, Internal: true, Message: Text{ZH: "以自有资金放款，没有其他资方", EN: "The lender pays out its own money: there is no other funder"}},
		{Code: "not-listed", Status: Fail, Internal: true, Action: &remedy.UseListingFunder,
			Message: Text{ZH: "平台不在资方的合作机构名单内", EN: "The platform is not on the funder's list of partners"}},
		{Code: "not-approved", Status: Fail, Internal: true, Action: &remedy.ObtainFunderRelease,
			Message: Text{ZH: "资方尚未批准这笔借款", EN: "The funder has not approved the loan"}},
		{Code: "not-instructed", Status: Fail, Internal: true, Action: &remedy.ObtainFunderRelease,
			Message: Text{ZH: "资方尚未下达放款指令", EN: "The funder has not instructed the release"}},
	},
	Run: func(c *Case) Outcome {
		switch m := &c.sub.Mandate; {
		case m.PartnerListed == intake.No:
			return c.Is("not-listed")
		case m.FunderApproved == intake.No:
			return c.Is("not-approved")
		case m.FunderInstructed == intake.No:
			return c.Is("not-instructed")
		case m.OwnFunds == intake.Yes:
			return c.Is("own-funds")
		case m.PartnerListed == intake.Yes && m.FunderApproved == intake.Yes && m.FunderInstructed == intake.Yes:
			return c.Is("instructed")
		}
		return c.untold(intake.FieldMandateFunderApproved, intake.FieldMandateFunderInstructed, intake.FieldMandatePartnerListed)
	},
}

var mandateSecondFactor = Check{
	ID: "mandate.second-factor", Rev: 1,
	Title:    Text{ZH: "本人核验对应这份合同", EN: "The second factor was taken for this contract"},
	Purpose:  Text{ZH: "为别的合同或登录做的核验，不能证明本人要借这笔款", EN: "What was taken for another contract, or to log in, does not prove that the borrower wants this loan"},
	Severity: High, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldMandateContractID, intake.FieldMandateFactorContractID},
	After:    []ID{"identity.second-factor"},
	Cites: []Cite{
		{Title: "A confirmation counts for what was confirmed", Source: "policy", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "bound", Status: Pass, Message: Text{ZH: "本人核验对应这份合同", EN: "The second factor was taken for this contract"}},
		{Code: "other-contract", Status: Fail, Action: &remedy.RepeatVerification,
			Message: Text{ZH: "本人核验对应的是另一份合同，需要重新核验", EN: "The second factor was taken for another contract: it has to be taken again"}},
	},
	Run: func(c *Case) Outcome {
		switch m := &c.sub.Mandate; {
		case m.ContractID == "" || m.FactorContractID == "":
			return c.untold(intake.FieldMandateContractID, intake.FieldMandateFactorContractID)
		case !typed.Same(m.ContractID, m.FactorContractID):
			return c.Is("other-contract")
		}
		return c.Is("bound")
	},
}

var mandateCoolingOff = Check{
	ID: "mandate.cooling-off", Rev: 1,
	Title:    Text{ZH: "已过签约冷静期", EN: "The cooling-off period is over"},
	Purpose:  Text{ZH: "出借人承诺了冷静期的，期满前不放款", EN: "A lender that promises a time to think again does not pay out before it ends"},
	Severity: High, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldMandateSignedAt},
	Cites: []Cite{
		{Title: "No public rule was found that demands one before the release; lenders that offer one mostly let the borrower repay free of charge for some days", Source: "policy, cooling_off_hours", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "over", Status: Pass, Message: Text{ZH: "签约冷静期已过", EN: "The cooling-off period is over"}},
		{Code: "running", Status: Fail, Kind: Timed, Action: &remedy.Wait,
			Message: Text{ZH: "签约冷静期未满，期满后再放款", EN: "The cooling-off period is not over yet: pay out after it"}},
	},
	Run: func(c *Case) Outcome {
		hours, signed := c.plan.policy.CoolingOffHours, chinatime.Unix(c.sub.Mandate.SignedAt)
		switch {
		case hours == 0:
			return c.NotApplicable()
		case signed == 0:
			return c.untold(intake.FieldMandateSignedAt)
		case c.at == 0:
			return c.untold(intake.FieldAt)
		case c.at < signed+hours*3600:
			return c.until(signed+hours*3600, "running")
		}
		return c.Is("over")
	},
}
