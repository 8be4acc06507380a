package readiness

import (
	"cmp"
	"slices"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var historyBooking = Check{
	ID: "history.booking", Rev: 1,
	Title:    Text{ZH: "打款记录与通道状态一致", EN: "What is booked agrees with the channel"},
	Purpose:  Text{ZH: "记录与通道的说法互相矛盾时，按更稳妥的一种理解，并应先查清", EN: "Where what is booked and what the channel says exclude each other, the more careful one counts until somebody finds out"},
	Severity: Medium, Need: Optional,
	Needs: []intake.Field{intake.FieldHistoryAttempts},
	Cites: []Cite{
		{Title: "A failure wrongly booked is paid twice; only the channel's query says how an order ended", Source: "WeChat Pay, transfer documentation", Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "attempt", Unit: intake.UnitCount}, {Name: "booked", Unit: intake.UnitWord, Words: bookedWords[:]}, {Name: "channel_says", Unit: intake.UnitWord, Words: stateWords[:]}},
	Reasons: []Reason{
		{Code: "agrees", Status: Pass, Message: Text{ZH: "打款记录与通道状态没有矛盾", EN: "Nothing that is booked contradicts the channel"}},
		{Code: "contradiction", Status: Warn, Action: &remedy.QueryOrder, Internal: true,
			Message: Text{ZH: "有打款的记录结果与通道的状态或失败码矛盾，请查询后更正记录", EN: "An earlier payout is booked in another way than its channel's status or code says: query it and correct the record"}},
	},
	Run: func(c *Case) Outcome {
		for i := range c.attempts() {
			a := &c.attempts()[i]
			if !a.contradicted {
				continue
			}
			return c.Is("contradiction", Note("attempt", intake.Count(int64(a.place))),
				Note("booked", intake.Word(bookedWords[min(a.Outcome, intake.OutcomeReturned)])), Note("channel_says", intake.Word(stateWords[a.channelSays])))
		}
		return c.Is("agrees")
	},
}

// bookedWords and stateWords are the words of outcomes and of failcode's states, in
// their order; a test holds them against those.
var (
	bookedWords = [...]string{"unknown", "pending", "review", "failed", "succeeded", "returned"}
	stateWords  = [...]string{"unknown", "processing", "review", "not_found", "final_failed", "succeeded", "returned"}
)

var historyCoolDown = Check{
	ID: "history.cool-down", Rev: 6,
	Title:    Text{ZH: "距上次失败已过重试间隔", EN: "Cool-down is over"},
	Purpose:  Text{ZH: "失败后马上重试容易再次失败，并可能触发风控", EN: "A repeat right after a failure tends to fail again and to draw risk control"},
	Severity: High, Gate: true, Need: Optional,
	Needs: []intake.Field{intake.FieldAt, intake.FieldHistoryAttempts},
	Optional: []intake.Field{intake.FieldObservedAt, intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult,
		intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt, intake.FieldCardState, intake.FieldCardStateAt,
		intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldHealth, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardIssuer},
	Cites: []Cite{
		{Title: "Try again after 24 hours; quick repeats look like cash-out abuse", Source: "policy; a wallet's guide for applicants. No authority sets it", Confidence: JudgementCall},
		{Title: "Quotas of a day or a month begin anew at midnight, China time", Source: "channels' failure codes, package failcode", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "ends_at", Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "近期没有须隔一段时间再试的失败", EN: "No failure that has to be waited out"}},
		{Code: "eased", Status: Pass,
			Message: Text{ZH: "上次失败的原因已处理或已换卡，无需再等", EN: "What the last payout failed for has been put right, or the card replaced: there is nothing to wait for"}},
		{Code: "cooling", Status: Fail, Kind: Timed, Action: &remedy.Wait,
			Message: Text{ZH: "距上次失败未满重试间隔，{ends_at} 后再提交", EN: "Too soon after the last failure; submit after {ends_at}"}},
		{Code: "undated", Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "有一次失败没有时间，无法判断是否已过重试间隔", EN: "A failure has no time: not known whether it has been waited out"}},
	},
	Run: func(c *Case) Outcome {
		var cooling, eased int64
		undated := false
		for _, a := range c.attempts() {
			end, cools := c.coolUntil(&a)
			switch {
			case !cools, c.explained(&a):
			case end == 0:
				undated = true
			case end <= c.at:
			case c.mended(&a), a.SameCard == intake.No && a.scope == failcode.ScopePayee, c.pastWallet(&a):
				eased = max(eased, end)
			default:
				if checked, ok := c.provenMended(&a); ok && a.listed {
					eased = max(eased, min(end, cmp.Or(checked, end)))
					continue
				}
				if fixed := chinatime.Unix(a.FixedAt) - skew; a.Fixed == intake.Yes && fixed > c.at {
					end = min(end, fixed) // from then on it is eased
				}
				if shown := c.evidenceOf(&a) - skew; a.Fixed != intake.No && shown > c.at {
					end = min(end, shown) // so may be what is dated later
				}
				cooling = max(cooling, end)
			}
		}
		switch {
		case cooling != 0:
			return c.until(cooling, "cooling", Note("ends_at", intake.Instant(chinatime.Time(cooling))))
		case undated:
			return c.Is("undated")
		case eased != 0:
			return c.until(eased, "eased")
		}
		return c.Is("none")
	},
}

// coolUntil says until when a failed attempt is to be waited out, 0 when it has
// no time. What the integrator or the channel puts right does not cool down, nor does an
// order that lapsed because nobody confirmed it: a new one is all there is to confirm. A
// block by risk control is held by history.risk-hold.
func (c *Case) coolUntil(a *attempt) (until int64, cools bool) {
	switch {
	case !a.failed() || a.category == failcode.RiskControl && a.clears == failcode.ClearsAfter3Workdays:
		return 0, false
	case a.clears != failcode.ClearsNever:
		return a.clearsAt, true
	case a.listed && (a.action.Owner != remedy.Applicant && a.action.Owner != remedy.Bank || ownDecision(a.action)):
		return 0, false
	}
	t := cmp.Or(a.ended, chinatime.Unix(a.FixedAt)) // it failed before it was mended
	if t == 0 {
		return 0, true
	}
	return t + c.plan.policy.CoolDownHours*3600, true
}

var historyRiskHold = Check{
	ID: "history.risk-hold", Rev: 4,
	Title:    Text{ZH: "不在风控等待期内", EN: "Not held after a risk block"},
	Purpose:  Text{ZH: "被风控拦截后一般要等几个工作日，期间重试多半再次被拦", EN: "After a block by risk control some working days have to pass: a try before is mostly blocked again"},
	Severity: Critical, Gate: true, Need: Optional,
	Needs:    []intake.Field{intake.FieldAt, intake.FieldHistoryAttempts},
	Optional: []intake.Field{intake.FieldHealth, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardIssuer},
	Cites: []Cite{
		{Title: "After a block by risk control, wait 3 to 7 working days", Source: "policy; a wallet's guide for applicants. No public rule was found", Confidence: JudgementCall},
		{Title: "Banks and payment firms may delay, limit or stop abnormal accounts", Source: "反电信网络诈骗法 Art. 18", Date: Date{Year: 2022, Month: 12, Day: 1}, Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "ends_at", Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "近期没有风控拦截", EN: "No recent block by risk control"}},
		{Code: "easing", Status: Warn, Internal: true, Action: &remedy.WaitWorkingDays,
			Message: Text{ZH: "近期有过风控拦截，{ends_at} 前可能仍受影响", EN: "Risk control blocked a payout lately; it may still act until {ends_at}"}},
		{Code: "held", Status: Fail, Kind: Timed, Internal: true, Action: &remedy.WaitWorkingDays,
			Message: Text{ZH: "风控拦截后需等待，预计 {ends_at} 后再提交", EN: "Risk control blocked a payout: wait until {ends_at}, an estimate"}},
		{Code: "undated", Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "有一次风控拦截没有时间，无法判断影响到何时", EN: "A block by risk control has no time: not known until when it acts"}},
		{Code: "unknown-cause", Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "近期有失败原因不明，无法判断是否为风控拦截", EN: "A recent failure has no known cause: not known whether risk control blocked it"}},
	},
	Run: func(c *Case) Outcome {
		p := c.plan.policy
		var held, easing, unsure int64
		undated := false
		for _, a := range c.attempts() {
			if !a.failed() || a.listed && a.category != failcode.RiskControl || c.explained(&a) {
				continue
			}
			t := a.ended
			if !a.listed && !(a.likely && a.category == failcode.RiskControl) {
				end := int64(chinatime.Never)
				if t != 0 {
					end = c.afterWorkdays(t, int(p.RiskEaseDays))
				}
				unsure = max(unsure, end)
				continue
			}
			if t == 0 {
				undated = true
				continue
			}
			held = max(held, c.afterWorkdays(t, int(p.RiskHoldDays)))
			easing = max(easing, c.afterWorkdays(t, int(p.RiskEaseDays)))
		}
		switch {
		case held > c.at:
			return c.until(held, "held", Note("ends_at", intake.Instant(chinatime.Time(held))))
		case undated:
			return c.Is("undated")
		case unsure > c.at:
			return c.until(unsure, "unknown-cause")
		case easing > c.at:
			return c.until(easing, "easing", Note("ends_at", intake.Instant(chinatime.Time(easing))))
		}
		return c.Is("none")
	},
}

var historyUnresolvedCause = Check{
	ID: "history.unresolved-cause", Rev: 7,
	Title:    Text{ZH: "上次失败的原因已解决", EN: "Causes of earlier failures are resolved"},
	Purpose:  Text{ZH: "上次失败的原因没有处理，这次还会失败", EN: "What made the last payout fail makes this one fail unless it was mended"},
	Severity: Critical, Gate: true, Need: Optional,
	Needs: []intake.Field{intake.FieldHistoryAttempts},
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult,
		intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt, intake.FieldCardState, intake.FieldCardStateAt,
		intake.FieldPayoutAmount, intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldPayoutAvailable, intake.FieldPayoutRoutes,
		intake.FieldHealth, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardIssuer},
	Cites: []Cite{
		{Title: "What failed for a cause that somebody must put right fails again until then", Source: "channels' failure codes, package failcode", Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "cause", Unit: intake.UnitWord, Words: causeWords[:]}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "没有未解决的失败原因", EN: "No earlier failure needs somebody to act"}},
		{Code: "fixed", Status: Pass, Message: Text{ZH: "此前失败的原因已解决", EN: "What earlier payouts failed for has been put right"}},
		{Code: "same-cause", Status: Fail, Action: &remedy.ContactSupport,
			Message: Text{ZH: "此前失败的原因尚未解决，再次提交会同样失败", EN: "What an earlier payout failed for has not been put right: the next would fail alike"}},
		{Code: "returned", Status: Fail, Action: &remedy.BindOtherCard,
			Message: Text{ZH: "款项曾被退回，原因未查明或未解决：先查明原因，或换绑其他卡", EN: "Money came back and nobody knows why, or it has not been put right: find out why, or use another card"}},
		{Code: "never-again", Status: Fail, Kind: Stopping, Internal: true, Action: &remedy.StopPayout,
			Message: Text{ZH: "此前失败的原因不允许再次打款", EN: "An earlier payout failed for a cause after which none may follow"}},
		{Code: "unconfirmed-fix", Because: NoInput, Worth: 50, Required: true, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "此前失败的原因已知，没有迹象表明已解决，再次提交很可能同样失败", EN: "What an earlier payout failed for is known, and nothing shows that it has been put right: the next is likely to fail alike"}},
		{Code: "unknown-fix", Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "不确定此前失败的原因是否已解决", EN: "Not known whether what an earlier payout failed for has been put right"}},
	},
	Run: runUnresolvedCause,
}

// causeWords are the categories of failcode, in its order; a test holds them
// against it.
var causeWords = [...]string{
	"other", "timeout_or_unknown", "order_not_found", "review", "card_state", "card_number", "identity_mismatch",
	"account_class_limit", "card_type_unsupported", "channel_limit", "risk_control", "bank_maintenance",
	"insufficient_payer_funds", "merchant_setup", "parameter_error", "collect_only", "succeeded",
}

// causeCodes are what an earlier failure can mean, in rising order of what it weighs.
var causeCodes = []string{"none", "fixed", "unknown-fix", "unconfirmed-fix", "returned", "same-cause", "never-again"}

func runUnresolvedCause(c *Case) Outcome {
	paid := int64(0) // when a payout last reached this card
	for _, a := range c.attempts() {
		if a.outcome == intake.OutcomeSucceeded && !a.contradicted && a.SameCard == intake.Yes && !c.toCome(a.ended) {
			paid = max(paid, a.ended)
		}
	}
	var worst, of int
	var until int64
	for i := range c.attempts() {
		code, end := c.causeLeft(&c.attempts()[i], paid)
		until = chinatime.Sooner(until, end)
		if n := slices.Index(causeCodes, code); n >= worst {
			worst, of = n, i
		}
	}
	if worst <= slices.Index(causeCodes, "fixed") {
		return c.until(until, causeCodes[worst])
	}
	a := &c.attempts()[of]
	o := c.until(until, causeCodes[worst], Note("cause", intake.Word(causeWords[a.category])))
	switch causeCodes[worst] {
	case "unknown-fix", "unconfirmed-fix", "same-cause":
		return c.aboutAttempt(o, a)
	}
	return o
}

// causeLeft says what is left of an attempt's cause, and until when that is so, 0 for no
// end. A payout reached the card at paid, or never.
func (c *Case) causeLeft(a *attempt, paid int64) (code string, until int64) {
	returned, elsewhere := a.outcome == intake.OutcomeReturned, a.SameCard == intake.No
	switch {
	case !a.failed(), a.listed && (a.action.Owner == remedy.Nobody || a.clearsAt != 0 && a.clearsAt <= c.at) && (!returned || elsewhere): // time settles it
		return "none", 0
	case a.Fixed != intake.No && c.explained(a): // so did the bank that was down
		return "none", 0
	case c.mended(a), paid != 0 && a.ended != 0 && a.ended < paid, elsewhere && a.ofCard(), c.pastWallet(a), c.fundsCover(a):
		return "fixed", 0
	}
	if until, ok := c.provenMended(a); ok {
		if a.likely { // the sentence may have been about something else
			return "unknown-fix", until
		}
		return "fixed", until
	}
	switch {
	case a.never:
		return "never-again", 0
	case a.Fixed == intake.No:
		return "same-cause", 0
	case returned && !elsewhere: // evidence against the card, which no clock takes away
		return "returned", 0
	case returned:
		return "fixed", 0
	case a.listed && ownDecision(a.action):
		return "unknown-fix", 0
	case a.listed, a.likely:
		return "unconfirmed-fix", a.clearsAt
	}
	return "unknown-fix", 0
}

// evidenceOf is when what may show that an attempt's cause is gone was observed, or 0.
func (c *Case) evidenceOf(a *attempt) int64 {
	switch a.category {
	case failcode.IdentityMismatch, failcode.CardNumber:
		return chinatime.Unix(c.sub.Card.ElementCheck.At)
	case failcode.CardState:
		return chinatime.Unix(c.sub.Card.StateAt)
	}
	return 0
}

// ownDecision reports whether an order failed since the merchant's side or the payee let
// it: nothing is broken that could be mended.
func ownDecision(a Action) bool {
	return a.ID == remedy.CheckWithApprover.ID || a.ID == remedy.ApprovePayout.ID || a.ID == remedy.ConfirmReceipt.ID
}

// provenMended reports whether something observed since the attempt ended shows that
// its cause is gone, and until when that counts: the elements that the bank's record
// denied now match, or the bank says that the card is in its normal state. A bank's
// check says nothing of the name that a wallet holds.
func (c *Case) provenMended(a *attempt) (until int64, ok bool) {
	if a.Fixed == intake.No || a.never || !a.listed && !a.likely || a.ended == 0 || a.ofWallet() {
		return 0, false
	}
	s := &c.sub.Card
	n, matched := c.elementsMatched()
	checked := chinatime.Unix(s.ElementCheck.At) >= a.ended
	switch a.category {
	case failcode.IdentityMismatch:
		return matched, n >= 3 && checked
	case failcode.CardNumber:
		return matched, n != 0 && checked
	case failcode.CardState:
		until, ok = c.fresh(chinatime.Unix(s.StateAt), c.plan.policy.StateFreshHours*3600)
		return until, ok && s.State == intake.StateNormal && chinatime.Unix(s.StateAt) >= a.ended
	}
	return 0, false
}

// fundsCover reports whether an attempt failed because the merchant was short, and the
// account that would pay covers the amount now.
func (c *Case) fundsCover(a *attempt) bool {
	if a.Fixed == intake.No || !a.listed || a.ended == 0 || a.category != failcode.InsufficientPayerFunds || !c.over(a) {
		return false
	}
	amount, available := c.sub.Payout.Amount, c.account().Available
	return available.OK && amount.OK && available.V >= amount.V
}

// ofWallet reports whether it was a wallet's record that the payout was held against, and
// not that of the bank behind it.
func (a *attempt) ofWallet() bool {
	return a.origin != failcode.OriginBank && paysToWallet(a.channel, a.product)
}

// pastWallet reports whether a wallet refused the payee by its own record, and this payout
// goes past it to a bank card.
func (c *Case) pastWallet(a *attempt) bool {
	if !a.listed || a.origin != failcode.OriginChannel || a.product == "" || !a.ofWallet() || !c.paysToBank() {
		return false
	}
	switch a.category {
	case failcode.IdentityMismatch, failcode.CardState, failcode.AccountClassLimit, failcode.CardTypeUnsupported:
		return true
	}
	return false
}

// paysToWallet reports whether a product pays to wallets, perhaps besides cards.
func paysToWallet(channel, product string) bool {
	return channel == "alipay" || channel == "wechatpay" && product != "pay_bank"
}

// paysToBank reports whether the payout goes through a product that pays to no wallet.
func (c *Case) paysToBank() bool {
	meant := c.payoutName()
	return meant.Channel != "" && !paysToWallet(meant.Channel, meant.Product)
}

// ofCard reports whether the cause went away with the card.
func (a *attempt) ofCard() bool {
	switch a.category {
	case failcode.CardState, failcode.CardNumber, failcode.AccountClassLimit, failcode.CardTypeUnsupported:
		return true
	}
	return false
}

// ofPayee reports whether the code says that the cause lies with the payee, their card or
// their account, or with the merchant: no outage explains that.
func (a *attempt) ofPayee() bool {
	switch a.category {
	case failcode.Other, failcode.TimeoutOrUnknown, failcode.RiskControl, failcode.BankMaintenance:
		return false
	}
	return a.listed || a.likely
}

// disproves reports whether the cause denies what a payout that arrived would
// prove of the card and its holder.
func (a *attempt) disproves() bool {
	switch a.category {
	case failcode.CardState, failcode.CardNumber, failcode.CardTypeUnsupported, failcode.IdentityMismatch:
		return true
	}
	return false
}
