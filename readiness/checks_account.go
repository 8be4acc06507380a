package readiness

import (
	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var classCite = Cite{
	Title:  "Personal accounts are of Class I, II or III; the class cannot be seen from the number",
	Source: "银发〔2015〕392号", Date: Date{Year: 2015, Month: 12, Day: 25}, Confidence: HighConfidence,
}

var cardAccountClass = Check{
	ID: "card.account-class", Rev: 1,
	Title:    Text{ZH: "Ⅰ类账户", EN: "Class I account"},
	Purpose:  Text{ZH: "Ⅱ、Ⅲ类户有收款限额，卡号看不出类别", EN: "Class II and III accounts have limits on what they receive, and the number does not show the class"},
	Severity: High, Need: Expected, Group: "account-class",
	Optional: []intake.Field{intake.FieldCardAccountClass, intake.FieldCardSourcesAccountClass, intake.FieldCardFunding, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength},
	After:    []ID{"card.number", "card.funding"},
	Cites: []Cite{
		classCite,
		{Title: "Some prefixes are of electronic accounts; none proves Class I", Source: "issuers' card names, package cardbin", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "class-i", Status: Pass, Message: Text{ZH: "Ⅰ类账户", EN: "A Class I account, as the bank or the channel says"}},
		{Code: "class-i-declared", Status: Warn, Worth: 90, Action: &remedy.RefreshEvidence,
			Message: Text{ZH: "申请人称为Ⅰ类账户，未经银行证实", EN: "A Class I account by the applicant's own word"}},
		{Code: "class-unknown", Worth: 70, Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "账户类别未知，Ⅱ、Ⅲ类账户有收款限额", EN: "The class is not known; Class II and III accounts have limits on what they receive"}},
		{Code: "likely-e-account", Status: Warn, Action: &remedy.BindClassICard, Clears: []ID{"card.class-quota"}, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "卡号像是电子账户（Ⅱ、Ⅲ类）", EN: "The number looks like that of an electronic account, of Class II or III"}},
		{Code: "class-ii", Status: Warn, Action: &remedy.BindClassICard, Clears: []ID{"card.class-quota"},
			Message: Text{ZH: "Ⅱ类账户，收款有日、年限额", EN: "A Class II account: what it receives a day and a year is limited"}},
		{Code: "class-iii", Status: Fail, Action: &remedy.BindClassICard, Clears: []ID{"card.class-quota"},
			Message: Text{ZH: "Ⅲ类账户，余额上限很低，不适合收款", EN: "A Class III account: it may hold very little and does not suit a payout"}},
	},
	Run: func(c *Case) Outcome {
		switch c.sub.Card.AccountClass {
		case intake.ClassI:
			if s := c.sub.Card.Sources.AccountClass; s == intake.FromBank || s == intake.FromChannel {
				return c.Is("class-i")
			}
			return c.Is("class-i-declared")
		case intake.ClassII:
			return c.Is("class-ii")
		case intake.ClassIII:
			return c.Is("class-iii")
		}
		m, ok := c.exactBIN()
		switch {
		case c.sub.Card.Funding == cardbin.Credit || ok && m.Funding() == cardbin.Credit:
			return c.NotApplicable() // credit accounts have no class
		case ok && m.ClassHint() != cardbin.HintNone:
			return c.Is("likely-e-account")
		}
		return c.Is("class-unknown")
	},
}

// nearCapPercent of a Class II limit is near it: policy, not regulation. The
// lender does not see everything that the account receives.
const nearCapPercent = 80

var cardClassQuota = Check{
	ID: "card.class-quota", Rev: 1,
	Title:    Text{ZH: "未超账户限额", EN: "Within the account's limits"},
	Purpose:  Text{ZH: "超过Ⅱ、Ⅲ类户的日、年限额或余额上限，银行会拒收", EN: "Beyond the limits of a Class II or III account the bank refuses the money"},
	Severity: Critical, Gate: true, Need: Expected, Group: "account-class",
	Optional: []intake.Field{
		intake.FieldPayoutAmount, intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldCardAccountClass, intake.FieldCardFaceToFaceVerified, intake.FieldCardLenderIsAccountBank,
		intake.FieldCardNonboundInboundToday, intake.FieldCardNonboundInboundThisYear, intake.FieldCardBalance,
	},
	After: []ID{"card.number", "card.funding"},
	Cites: []Cite{
		classCite,
		{Title: "Class II takes 10,000 CNY a day and 200,000 a year from accounts not bound to it, and only when identity was confirmed face to face", Source: "银发〔2016〕302号", Date: Date{Year: 2016, Month: 11, Day: 25}, Confidence: HighConfidence},
		{Title: "Class III holds at most 2,000 CNY", Source: "银发〔2018〕16号", Date: Date{Year: 2018, Month: 1, Day: 11}, Confidence: HighConfidence},
		{Title: "Loans of the account's own bank are outside the caps", Source: "银发〔2016〕302号, as quoted by banks", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "limit_fen", Unit: intake.UnitFen}, {Name: "received_fen", Unit: intake.UnitFen}},
	Reasons: []Reason{
		{Code: "within", Status: Pass, Message: Text{ZH: "未超过账户收款限额", EN: "The amount fits the account's limits"}},
		{Code: "own-bank-loan", Status: Pass, Message: Text{ZH: "账户行自有贷款入账，不占用限额", EN: "A loan of the account's own bank: the caps do not count it"}},
		{Code: "unknown-sums", Status: Warn, Worth: 70, Action: &remedy.BindClassICard,
			Message: Text{ZH: "本笔未超限额，但账户已收金额或余额未知", EN: "The amount alone fits, but what the account has received, or holds, is not known"}},
		{Code: "near-cap", Status: Warn, Worth: 40, Action: &remedy.BindClassICard,
			Message: Text{ZH: "接近账户收款限额 {limit_fen}", EN: "Close to the account's limit of {limit_fen}"}},
		{Code: "face-to-face-unknown", Status: Warn, Worth: 70, Action: &remedy.VerifyFaceToFace,
			Asks:    []intake.Field{intake.FieldCardFaceToFaceVerified},
			Message: Text{ZH: "不确定该账户是否经过面对面核实；未核实的不能接收非绑定账户转入", EN: "Not known whether the bank confirmed identity face to face; without that the account takes no money from accounts not bound to it"}},
		{Code: "over-single", Status: Fail, Action: &remedy.BindClassICard,
			Message: Text{ZH: "金额超过该类账户的收款限额 {limit_fen}", EN: "The amount alone exceeds the account's limit of {limit_fen}"}},
		{Code: "over-daily", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilNextDay,
			Message: Text{ZH: "加上今日已收 {received_fen}，超过日限额 {limit_fen}", EN: "With {received_fen} received today, the payout exceeds the day's limit of {limit_fen}"}},
		{Code: "over-yearly", Status: Fail, Kind: Timed, Action: &remedy.BindClassICard,
			Message: Text{ZH: "加上本年已收 {received_fen}，超过年限额 {limit_fen}", EN: "With {received_fen} received this year, the payout exceeds the year's limit of {limit_fen}"}},
		{Code: "not-face-to-face", Status: Fail, Action: &remedy.VerifyFaceToFace,
			Message: Text{ZH: "Ⅱ类账户未经面对面核实，不能接收非绑定账户转入", EN: "The Class II account was never confirmed face to face and takes no money from accounts not bound to it"}},
		{Code: "over-balance", Status: Fail, Action: &remedy.BindClassICard,
			Message: Text{ZH: "入账后余额将超过Ⅲ类账户上限 {limit_fen}", EN: "The balance would exceed the {limit_fen} that a Class III account may hold"}},
		{Code: "class-unknown", Worth: 82, Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "账户类别未知，无法判断限额", EN: "The class is not known, so its limits are not"}},
	},
	Run: runClassQuota,
}

func runClassQuota(c *Case) Outcome {
	s, p := &c.sub.Card, c.plan.policy
	var q quota
	amount := c.sub.Payout.Amount.V
	switch known := c.sub.Payout.Amount.OK; {
	case s.AccountClass == intake.ClassI:
		return c.NotApplicable()
	case s.AccountClass == intake.ClassII && known:
		q.day, q.year = p.ClassIIDaily, p.ClassIIYearly
	case s.AccountClass == intake.ClassIII && known:
		q.day, q.year = p.ClassIIIDaily, p.ClassIIIYearly
		limit := Note("limit_fen", intake.Amount(p.ClassIIIBalance))
		if s.Balance.OK && addFen(s.Balance.V, amount) > p.ClassIIIBalance {
			return c.Is("over-balance", limit)
		}
		if amount > p.ClassIIIBalance {
			return c.Is("over-single", limit)
		}
	case s.AccountClass == intake.ClassII, s.AccountClass == intake.ClassIII:
		return c.Missing(intake.FieldPayoutAmount)
	default:
		return c.Is("class-unknown")
	}
	holds := s.AccountClass == intake.ClassII || s.Balance.OK // a Class III account may be full
	if s.LenderIsAccountBank == intake.Yes {
		if !holds {
			return c.Is("unknown-sums")
		}
		return c.Is("own-bank-loan")
	}
	if amount > q.day {
		return c.Is("over-single", Note("limit_fen", intake.Amount(q.day)))
	}
	if s.AccountClass == intake.ClassII && s.FaceToFaceVerified == intake.No {
		return c.Is("not-face-to-face")
	}
	q.observe(c)
	return c.withinQuota(&q, holds)
}

// withinQuota compares the payout with what the account has left of its day and
// year. holds is false when a Class III account may be full.
func (c *Case) withinQuota(q *quota, holds bool) Outcome {
	s, amount := &c.sub.Card, c.sub.Payout.Amount.V
	year, day := Note("limit_fen", intake.Amount(q.year)), Note("limit_fen", intake.Amount(q.day))
	switch {
	case addFen(q.thisYear, amount) > q.year && c.at != 0:
		return c.until(q.nextYear, "over-yearly", year, Note("received_fen", intake.Amount(q.thisYear)))
	case addFen(q.today, amount) > q.day && c.at != 0:
		return c.until(q.nextDay, "over-daily", day, Note("received_fen", intake.Amount(q.today)))
	case q.known && near(addFen(q.today, amount), q.day):
		return c.until(q.nextDay, "near-cap", day)
	case q.known && near(addFen(q.thisYear, amount), q.year):
		return c.until(chinatime.Sooner(q.nextYear, c.dayTurns()), "near-cap", year)
	case s.AccountClass == intake.ClassII && !s.FaceToFaceVerified.Known():
		return c.until(q.nextDay, "face-to-face-unknown")
	case !q.known || !holds:
		return c.until(q.nextDay, "unknown-sums")
	}
	return c.until(q.nextDay, "within")
}

// quota is what an account may receive and has received.
type quota struct {
	day, year         intake.Fen
	today, thisYear   intake.Fen // received, as far as known: at least our own payouts
	known             bool       // both sums were observed, or start anew
	nextDay, nextYear int64
}

// observe reads the sums for the case's day. A sum of another day or year says
// nothing about it: it starts anew. What came in on the day that was observed stays
// in the sum of its year, and so does every payout of our own.
func (q *quota) observe(c *Case) {
	s := &c.sub.Card
	today, year := s.NonboundInboundToday, s.NonboundInboundThisYear
	q.known = today.OK && year.OK
	if c.at == 0 {
		q.today, q.thisYear = today.V, year.V
		return
	}
	q.nextDay = c.tomorrow()
	q.nextYear = chinatime.StartOf(Date{Year: c.today.Year + 1, Month: 1, Day: 1})
	if chinatime.DateOf(c.seen).Year == c.today.Year {
		q.thisYear = max(year.V, today.V)
	}
	if c.isToday(c.seen) {
		q.today = today.V
	}
	ours, all := c.paidToday(nil)
	q.today, q.known = max(q.today, ours), q.known && (all || c.isToday(c.seen))
	q.thisYear = max(q.thisYear, q.today, c.paidThisYear())
}

// paidThisYear is what our own attempts have put, or may have put, onto this card in
// the case's year, as far as they have a time and an amount.
func (c *Case) paidThisYear() (sum intake.Fen) {
	for _, a := range c.attempts() {
		if a.SameCard != intake.No && a.mayHavePaid() && a.made != 0 && chinatime.DateOf(a.made).Year == c.today.Year {
			sum = addFen(sum, max(0, a.Amount.V))
		}
	}
	return sum
}

// paidToday is what our own attempts have put, or may have put, onto this card
// on the case's day; through the channel, if one is given. It is not all when an
// attempt lacks its time or amount.
func (c *Case) paidToday(through *Channel) (sum intake.Fen, all bool) {
	all = true
	for _, a := range c.attempts() {
		switch {
		case a.SameCard == intake.No || !a.mayHavePaid() || !c.perhapsToday(&a):
		case through != nil && !c.mayGoThrough(&a, through):
		case c.onToday(&a) && a.Amount.OK:
			sum = addFen(sum, max(0, a.Amount.V))
		default:
			all = false
		}
	}
	return sum, all
}

// attemptsUnclear is the outcome when what was tried or paid today cannot be
// counted: an attempt lacks its time or its amount.
func (c *Case) attemptsUnclear() Outcome {
	o := c.Missing(intake.FieldHistoryAttempts)
	o.until = c.tomorrow()
	return o
}

func near(sum, limit intake.Fen) bool { return sum > limit/100*nearCapPercent }

// addFen adds amounts, held to MaxFen.
func addFen(a, b intake.Fen) intake.Fen {
	return min(min(a, intake.MaxFen)+min(b, intake.MaxFen), intake.MaxFen)
}

// dormantAfterDays without a transaction, banks may suspend an account's
// non-counter business: six months, 银发〔2016〕261号.
const dormantAfterDays = 183

var cardState = Check{
	ID: "card.state", Rev: 1,
	Title:    Text{ZH: "卡状态正常", EN: "Card is in normal state"},
	Purpose:  Text{ZH: "已销户、挂失、冻结、止收的卡收不了款", EN: "A card that is cancelled, lost, frozen or closed to receipts cannot take money"},
	Severity: Critical, Gate: true, Need: Expected,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldCardState, intake.FieldCardStateAt, intake.FieldCardLastActivityOn,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckAt},
	Cites: []Cite{
		{Title: "Banks refuse money for accounts that are expired, reported lost, frozen or cancelled", Source: "channels' failure codes", Confidence: HighConfidence},
		{Title: "Accounts without a transaction for six months may lose non-counter business", Source: "银发〔2016〕261号", Date: Date{Year: 2016, Month: 9, Day: 30}, Confidence: MediumConfidence},
		{Title: "Receive-only accounts (只收不付) take money in", Source: "banks' notices", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "normal", Status: Pass, Message: Text{ZH: "卡状态正常", EN: "The bank says the card is normal"}},
		{Code: "implied-normal", Status: Pass, Message: Text{ZH: "近期要素验证或打款成功，推断状态正常", EN: "A recent element check or payout implies that the card works"}},
		{Code: "receive-only", Status: Warn, Worth: 90, Action: &remedy.ContactBank,
			Message: Text{ZH: "账户只收不付，可以入账但暂时不能支出", EN: "The account takes money in but pays none out"}},
		{Code: "dormant-likely", Status: Warn, Action: &remedy.ReactivateAccount, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "账户半年以上没有交易，可能已转入睡眠户", EN: "No transaction for half a year: the account may have been put to sleep"}},
		{Code: "no-receive", Status: Fail, Action: &remedy.ContactBank,
			Message: Text{ZH: "账户被限制收款", EN: "The account is barred from receiving"}},
		{Code: "expired", Status: Fail, Action: &remedy.ReplaceCardAtBank,
			Message: Text{ZH: "银行卡已过期", EN: "The card has expired"}},
		{Code: "reported-lost", Status: Fail, Action: &remedy.ReplaceCardAtBank,
			Message: Text{ZH: "银行卡已挂失", EN: "The card has been reported lost"}},
		{Code: "frozen", Status: Fail, Action: &remedy.UnfreezeAccount,
			Message: Text{ZH: "账户已冻结", EN: "The account is frozen"}},
		{Code: "cancelled", Status: Fail, Action: &remedy.BindOtherCard,
			Message: Text{ZH: "银行卡已注销", EN: "The card has been cancelled"}},
		{Code: "dormant", Status: Fail, Action: &remedy.ReactivateAccount,
			Message: Text{ZH: "账户为睡眠户", EN: "The account is dormant"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldCardState},
			Message: Text{ZH: "卡状态查询已过期", EN: "What is known of the card's state is too old to count"}},
	},
	Run: runCardState,
}

func runCardState(c *Case) Outcome {
	s := &c.sub.Card
	fresh, isFresh := c.fresh(chinatime.Unix(s.StateAt), c.plan.policy.StateFreshHours*3600)
	if s.State != 0 && isFresh {
		switch s.State {
		case intake.StateNormal:
			return c.until(fresh, "normal")
		case intake.StateReceiveOnly:
			return c.until(fresh, "receive-only")
		case intake.StateNoReceive:
			return c.until(fresh, "no-receive")
		case intake.StateExpired:
			return c.until(fresh, "expired")
		case intake.StateReportedLost:
			return c.until(fresh, "reported-lost")
		case intake.StateFrozen:
			return c.until(fresh, "frozen")
		case intake.StateCancelled:
			return c.until(fresh, "cancelled")
		case intake.StateDormant:
			return c.until(fresh, "dormant")
		}
	}
	n, matched := c.elementsMatched()
	proven := c.provenUntil()
	if n != 0 || proven != 0 {
		// When the card was last seen to work. A bank that has said otherwise since
		// is believed, though what it said is old.
		p := c.plan.policy
		worked := max(matched-p.ElementsFreshDays*chinatime.Day, proven-p.ProvenDays*chinatime.Day)
		if !adverse(s.State) || worked > chinatime.Unix(s.StateAt) {
			return c.until(max(matched, proven), "implied-normal")
		}
	}
	if s.State == intake.StateCancelled {
		return c.Is("cancelled") // for good
	}
	var asleep int64
	if d := s.LastActivityOn; !d.IsZero() && c.at != 0 {
		if asleep = chinatime.StartOf(d.AddDays(dormantAfterDays + 1)); asleep <= c.at {
			return c.between("", "dormant-likely", c.Is("dormant-likely")) // a check that does not match leaves the doubt
		}
	}
	if s.State != 0 && !isFresh {
		return c.until(asleep, "stale")
	}
	return c.missingUntil(asleep, intake.FieldCardState)
}

// adverse reports whether a card in this state takes no money.
func adverse(s intake.CardState) bool {
	return s != intake.StateNormal && s != intake.StateReceiveOnly && s != 0
}

var cardQuickPay = Check{
	ID: "card.quick-pay", Rev: 1,
	Title:    Text{ZH: "已开通快捷支付", EN: "Quick-pay is enabled"},
	Purpose:  Text{ZH: "部分通道要求开通快捷支付，否则退回", EN: "Some channels return the money unless quick-pay is enabled"},
	Severity: Medium, Need: Expected,
	Needs: []intake.Field{intake.FieldCardQuickPay},
	Cites: []Cite{
		{Title: "Without quick-pay the money comes back. Mostly true of debits; few channels need it to pay out", Source: "a wallet's guide for applicants", Confidence: LowConfidence},
	},
	Reasons: []Reason{
		{Code: "enabled", Status: Pass, Message: Text{ZH: "已开通快捷支付", EN: "Quick-pay is enabled"}},
		{Code: "disabled", Status: Fail, Action: &remedy.EnableQuickPay,
			Message: Text{ZH: "未开通快捷支付，个别通道会退回打款", EN: "Quick-pay is off; some channels return the money"}},
	},
	Run: func(c *Case) Outcome {
		if c.sub.Card.QuickPay == intake.Yes {
			return c.Is("enabled")
		}
		return c.Is("disabled")
	},
}

// dayOf is the day of a moment in China.
