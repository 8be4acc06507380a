package readiness

import (
	"slices"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// classInputs are what tells the class, and the amount that it is held against.
var classInputs = []intake.Field{
	intake.FieldPayoutAmount, intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldCardAccountClass, intake.FieldCardSourcesAccountClass, intake.FieldCardLenderIsAccountBank,
	intake.FieldCardNonboundInboundToday, intake.FieldCardFunding, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength,
}

var hintCite = Cite{
	Title:  "Issuers name some ranges Class II or III; others are of electronic accounts, usually one of the two; none proves Class I",
	Source: "issuers' card names, package cardbin, e_account_bins.csv", Confidence: MediumConfidence,
}

var classCite = Cite{
	Title:  "Personal accounts are of Class I, II or III; the class cannot be seen from the number",
	Source: "银发〔2015〕392号", Date: Date{Year: 2015, Month: 12, Day: 25}, Confidence: HighConfidence,
}

var cardAccountClass = Check{
	ID: "card.account-class", Rev: 2,
	Title:    Text{ZH: "Ⅰ类账户", EN: "Class I account"},
	Purpose:  Text{ZH: "Ⅱ、Ⅲ类户有收款限额，卡号看不出类别", EN: "Class II and III accounts have limits on what they receive, and the number does not show the class"},
	Severity: High, Need: Expected, Group: "account-class",
	Optional: classInputs,
	After:    []ID{"card.number", "card.funding"},
	Cites: []Cite{
		classCite, hintCite,
		{Title: "Above 10,000 CNY the class decides whether the money arrives; holders cannot tell their own", Source: "practice of payout teams", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "class-i", Status: Pass, Message: Text{ZH: "Ⅰ类账户", EN: "A Class I account, as the bank or the channel says"}},
		{Code: "proven-by-payout", Status: Pass, Message: Text{ZH: "曾有超过Ⅱ类账户日限额的打款到账", EN: "A payout larger than a Class II account takes in a day has reached this card"}},
		{Code: "own-bank", Status: Pass, Message: Text{ZH: "开户行自行发放的款项，不受账户类别限额约束", EN: "Money that the account's own bank pays out and books: the limits of the class do not count it"}},
		{Code: "class-i-declared", Worth: 90, Because: NoInput, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "申请人自称Ⅰ类账户，未经银行或通道证实", EN: "A Class I account by the applicant's own word only"}},
		{Code: "class-unknown", Worth: 90, Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "账户类别未知；本次金额未超过Ⅱ类账户日限额", EN: "The class is not known; the amount is within what a Class II account takes in a day"}},
		{Code: "class-unknown-large", Worth: 40, Because: NoInput, Action: &remedy.BindClassICard, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "账户类别未知，而金额超过Ⅱ类账户日限额：若非Ⅰ类账户，银行很可能拒收", EN: "The class is not known, and the amount is more than a Class II account takes in a day: the bank is likely to refuse it unless the account is of Class I"}},
		{Code: "likely-e-account", Status: Warn, Worth: 40, Action: &remedy.BindClassICard, Clears: []ID{"card.class-quota"}, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "卡号像是电子账户（Ⅱ、Ⅲ类）", EN: "The number looks like that of an electronic account, of Class II or III"}},
		{Code: "class-ii", Status: Warn, Action: &remedy.BindClassICard, Clears: []ID{"card.class-quota"},
			Message: Text{ZH: "Ⅱ类账户，收款有日、年限额", EN: "A Class II account: what it receives a day and a year is limited"}},
		{Code: "class-iii", Status: Fail, Action: &remedy.BindClassICard, Clears: []ID{"card.class-quota"},
			Message: Text{ZH: "Ⅲ类账户，余额上限很低，不适合收款", EN: "A Class III account: it may hold very little and does not suit a payout"}},
	},
	Run: func(c *Case) Outcome {
		a := c.accountClass()
		ownLoan := c.sub.Card.LenderIsAccountBank == intake.Yes
		switch {
		case a.none:
			return c.NotApplicable()
		case a.proven:
			return c.until(a.until, "proven-by-payout")
		case a.class == intake.ClassI:
			return c.Is("class-i")
		case a.class == intake.ClassIII:
			return c.until(a.until, "class-iii")
		case ownLoan:
			return c.until(a.until, "own-bank")
		case a.likely:
			return c.until(a.until, "likely-e-account")
		case a.class == intake.ClassII:
			return c.until(a.until, "class-ii")
		}
		return c.classUnknown(a)
	},
}

// classUnknown weighs the amount: what a Class II account takes in a day arrives
// whatever the class is.
func (c *Case) classUnknown(a accountClass) Outcome {
	q := quota{day: c.plan.policy.ClassIIDaily}
	q.observe(c)
	until := chinatime.Sooner(a.until, q.nextDay)
	amount := c.sub.Payout.Amount
	switch {
	case !amount.OK || amount.V > q.day:
		return c.until(a.until, "class-unknown-large")
	case addFen(q.today, amount.V) > q.day:
		return c.until(until, "class-unknown-large")
	case c.sub.Card.AccountClass == intake.ClassI:
		return c.until(until, "class-i-declared")
	}
	return c.until(until, "class-unknown")
}

// nearCapPercent of a Class II limit is near it: policy, not regulation. The
// lender does not see everything that the account receives.
const nearCapPercent = 80

var cardClassQuota = Check{
	ID: "card.class-quota", Rev: 2,
	Title:    Text{ZH: "未超账户限额", EN: "Within the account's limits"},
	Purpose:  Text{ZH: "超过Ⅱ类户的日、年限额或Ⅲ类户的余额上限，银行会拒收", EN: "Beyond the limits of a Class II account, or what a Class III account may hold, the bank refuses the money"},
	Severity: Critical, Gate: true, Need: Expected, Group: "account-class",
	Optional: slices.Concat(classInputs, []intake.Field{intake.FieldCardFaceToFaceVerified, intake.FieldCardNonboundInboundThisYear, intake.FieldCardBalance}),
	After:    []ID{"card.number", "card.funding"},
	Cites: []Cite{
		classCite, hintCite,
		{Title: "Class II takes 10,000 CNY a day and 200,000 a year from accounts not bound to it, and only when identity was confirmed face to face", Source: "银发〔2016〕302号", Date: Date{Year: 2016, Month: 11, Day: 25}, Confidence: HighConfidence},
		{Title: "Class III holds at most 2,000 CNY; its limits of a day and a year are of what goes out", Source: "银发〔2018〕16号, as banks quote it", Date: Date{Year: 2018, Month: 1, Day: 11}, Confidence: MediumConfidence},
		{Title: "Loans of the account's own bank are outside the caps of Class II; what a Class III account may hold still binds", Source: "银发〔2016〕302号, as quoted by banks", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "limit_fen", Unit: intake.UnitFen}, {Name: "received_fen", Unit: intake.UnitFen}},
	Reasons: []Reason{
		{Code: "within", Status: Pass, Message: Text{ZH: "未超过账户收款限额", EN: "The amount fits the account's limits"}},
		{Code: "own-bank", Status: Pass, Message: Text{ZH: "开户行自行发放的款项，不占用限额", EN: "Money that the account's own bank pays out and books: the caps do not count it"}},
		{Code: "unknown-sums", Status: Warn, Worth: 70, Action: &remedy.BindClassICard,
			Message: Text{ZH: "本笔未超限额，但账户已收金额或余额未知", EN: "The amount alone fits, but what the account has received, or holds, is not known"}},
		{Code: "near-cap", Status: Warn, Worth: 40, Action: &remedy.BindClassICard,
			Message: Text{ZH: "接近账户收款限额 {limit_fen}", EN: "Close to the account's limit of {limit_fen}"}},
		{Code: "face-to-face-unknown", Status: Warn, Worth: 60, Action: &remedy.BindClassICard,
			Asks:    []intake.Field{intake.FieldCardFaceToFaceVerified},
			Message: Text{ZH: "不确定该账户是否经过面对面核实；未核实的不能接收非绑定账户转入", EN: "Not known whether the bank confirmed identity face to face; without that the account takes no money from accounts not bound to it"}},
		{Code: "over-single", Status: Fail, Action: &remedy.BindClassICard,
			Message: Text{ZH: "金额超过该类账户的收款限额 {limit_fen}", EN: "The amount alone exceeds the account's limit of {limit_fen}"}},
		{Code: "over-daily", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilNextDay,
			Message: Text{ZH: "加上今日已收 {received_fen}，超过日限额 {limit_fen}", EN: "With {received_fen} received today, the payout exceeds the day's limit of {limit_fen}"}},
		{Code: "year-used-up", Status: Fail, Action: &remedy.BindClassICard,
			Message: Text{ZH: "加上本年已收 {received_fen}，超过年限额 {limit_fen}，离明年尚远", EN: "With {received_fen} received this year, the payout exceeds the year's limit of {limit_fen}, and the next year is far away"}},
		{Code: "over-yearly", Status: Fail, Kind: Timed, Action: &remedy.BindClassICard,
			Message: Text{ZH: "加上本年已收 {received_fen}，超过年限额 {limit_fen}", EN: "With {received_fen} received this year, the payout exceeds the year's limit of {limit_fen}"}},
		{Code: "not-face-to-face", Status: Fail, Action: &remedy.BindClassICard,
			Message: Text{ZH: "Ⅱ类账户未经面对面核实，不能接收非绑定账户转入", EN: "The Class II account was never confirmed face to face and takes no money from accounts not bound to it"}},
		{Code: "over-balance", Status: Fail, Action: &remedy.BindClassICard,
			Message: Text{ZH: "入账后余额将超过Ⅲ类账户上限 {limit_fen}", EN: "The balance would exceed the {limit_fen} that a Class III account may hold"}},
		{Code: "class-unknown", Worth: 94, Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldCardAccountClass},
			Message: Text{ZH: "账户类别未知，无法判断限额", EN: "The class is not known, so its limits are not"}},
	},
	Run: runClassQuota,
}

func runClassQuota(c *Case) Outcome {
	s, p, a := &c.sub.Card, c.plan.policy, c.accountClass()
	amount := c.sub.Payout.Amount
	switch {
	case a.none, a.class == intake.ClassI:
		return c.notUntil(a.until)
	case a.class == 0:
		return c.until(a.until, "class-unknown")
	case !amount.OK:
		return c.Missing(intake.FieldPayoutAmount)
	case a.class == intake.ClassIII:
		return c.withinBalance(a)
	case s.LenderIsAccountBank == intake.Yes:
		return c.until(a.until, "own-bank")
	case amount.V > p.ClassIIDaily:
		return c.until(a.until, "over-single", Note("limit_fen", intake.Amount(p.ClassIIDaily)))
	case s.FaceToFaceVerified == intake.No:
		return c.until(a.until, "not-face-to-face")
	}
	return c.withinQuota(a)
}

// notUntil is NotApplicable for as long as an earlier payout says so.
func (c *Case) notUntil(until int64) Outcome {
	o := c.NotApplicable()
	o.until = until
	return o
}

// withinBalance compares the payout with what a Class III account may hold, the one
// limit on what it takes in.
func (c *Case) withinBalance(a accountClass) Outcome {
	s, amount, most := &c.sub.Card, c.sub.Payout.Amount.V, c.plan.policy.ClassIIIBalance
	limit := Note("limit_fen", intake.Amount(most))
	switch {
	case amount > most:
		return c.until(a.until, "over-single", limit)
	case !s.Balance.OK:
		return c.until(a.until, "unknown-sums")
	case addFen(s.Balance.V, amount) > most:
		return c.until(a.until, "over-balance", limit)
	}
	return c.until(a.until, "within")
}

// withinQuota compares the payout with what a Class II account has left of its day
// and year.
func (c *Case) withinQuota(a accountClass) Outcome {
	p, amount := c.plan.policy, c.sub.Payout.Amount.V
	q := quota{day: p.ClassIIDaily, year: p.ClassIIYearly}
	q.observe(c)
	year, day := Note("limit_fen", intake.Amount(q.year)), Note("limit_fen", intake.Amount(q.day))
	until := chinatime.Sooner(a.until, q.nextDay)
	switch {
	case addFen(q.thisYear, amount) > q.year && c.at != 0:
		received := Note("received_fen", intake.Amount(q.thisYear))
		if near := q.nextYear - p.HorizonDays*chinatime.Day; near > c.at { // nobody waits for months
			return c.until(near, "year-used-up", year, received)
		}
		return c.until(q.nextYear, "over-yearly", year, received)
	case addFen(q.today, amount) > q.day && c.at != 0:
		return c.until(q.nextDay, "over-daily", day, Note("received_fen", intake.Amount(q.today)))
	case near(addFen(q.today, amount), q.day):
		return c.until(until, "near-cap", day)
	case near(addFen(q.thisYear, amount), q.year):
		return c.until(chinatime.Sooner(until, chinatime.Sooner(q.nextYear, c.dayTurns())), "near-cap", year)
	case !c.sub.Card.FaceToFaceVerified.Known() && a.arrived == 0:
		return c.until(until, "face-to-face-unknown")
	case !q.known || a.likely && amount > p.ClassIIIBalance: // it may be of Class III
		return c.until(until, "unknown-sums")
	}
	return c.until(until, "within")
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
	ours, all := c.paidToday(false)
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
// on the case's day, through any channel or through the payout's alone. It is not
// all when an attempt lacks its time or amount.
func (c *Case) paidToday(alike bool) (sum intake.Fen, all bool) {
	all = true
	for _, a := range c.attempts() {
		switch {
		case a.SameCard == intake.No || !a.mayHavePaid() || !c.perhapsToday(&a):
		case alike && !c.mayGoAlike(&a):
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

// dormantAfterDays after its opening, a bank suspends an account that was never used
// away from the counter: six months, 银发〔2016〕261号. An account that was used and
// then left alone is not meant.
const dormantAfterDays = 183

var cardState = Check{
	ID: "card.state", Rev: 3,
	Title:    Text{ZH: "卡状态正常", EN: "Card is in normal state"},
	Purpose:  Text{ZH: "已销户、挂失、冻结、止收的卡收不了款", EN: "A card that is cancelled, lost, frozen or closed to receipts cannot take money"},
	Severity: Critical, Gate: true, Need: Expected, Group: "account-state",
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldCardState, intake.FieldCardStateAt, intake.FieldCardOpenedOn, intake.FieldCardLastActivityOn,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardIssuer},
	Cites: []Cite{
		{Title: "Banks refuse money for accounts that are frozen or cancelled", Source: "channels' failure codes", Confidence: HighConfidence},
		{Title: "Most banks refuse money for a card that has expired or was reported lost; some credit the account behind it", Source: "channels' failure codes; banks' notices", Confidence: MediumConfidence},
		{Title: "An account without a transaction in the six months after its opening loses non-counter business until it is verified again", Source: "银发〔2016〕261号", Date: Date{Year: 2016, Month: 9, Day: 30}, Confidence: HighConfidence},
		{Title: "Receive-only accounts (只收不付) take money in, and it stays there: nothing can be withdrawn or repaid from it", Source: "银监发〔2014〕53号; banks' notices", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "normal", Status: Pass, Message: Text{ZH: "卡状态正常", EN: "The bank says the card is normal"}},
		{Code: "implied-normal", Status: Pass, Message: Text{ZH: "近期要素验证或打款成功，推断状态正常", EN: "A recent element check or payout implies that the card works"}},
		{Code: "receive-only", Status: Warn, Worth: 60, Action: &remedy.ContactBank, Internal: true,
			Message: Text{ZH: "账户只收不付：可以入账，但收款人取不出、还不了", EN: "The account takes money in but pays none out: the payee can neither withdraw nor repay"}},
		{Code: "lost-credited", Status: Warn, Worth: 60, Action: &remedy.ReplaceCardAtBank,
			Message: Text{ZH: "银行卡已挂失，该行通常仍可入账", EN: "The card has been reported lost; this bank usually credits the account all the same"}},
		{Code: "expired-credited", Status: Warn, Worth: 60, Action: &remedy.ReplaceCardAtBank,
			Message: Text{ZH: "银行卡已过期，该行通常仍可入账", EN: "The card has expired; this bank usually credits the account all the same"}},
		{Code: "dormant-likely", Status: Warn, Worth: 60, Action: &remedy.ReactivateAccount, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "账户开立半年以上从未使用，非柜面业务可能已被暂停", EN: "Never used in the half year since it was opened: the bank may have suspended business away from the counter"}},
		{Code: "no-receive", Status: Fail, Action: &remedy.ContactBank, Internal: true,
			Message: Text{ZH: "账户被限制收款", EN: "The account is barred from receiving"}},
		{Code: "expired", Status: Fail, Action: &remedy.ReplaceCardAtBank,
			Message: Text{ZH: "银行卡已过期", EN: "The card has expired"}},
		{Code: "reported-lost", Status: Fail, Action: &remedy.ReplaceCardAtBank,
			Message: Text{ZH: "银行卡已挂失", EN: "The card has been reported lost"}},
		{Code: "frozen", Status: Fail, Action: &remedy.ContactBank, Internal: true,
			Message: Text{ZH: "账户已冻结：资金即使入账也会被控制，需换绑其他卡", EN: "The account is frozen: money that arrives is caught there; another card is needed"}},
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
	code := c.stateCode()
	if code != "" && isFresh {
		return c.until(fresh, code)
	}
	if until, ok := c.impliedNormal(); ok {
		return c.until(until, "implied-normal")
	}
	if s.State == intake.StateCancelled {
		return c.Is("cancelled") // for good
	}
	// Only what is normal ages within hours: nothing unfreezes an account by itself.
	if stands, ok := c.fresh(chinatime.Unix(s.StateAt), c.plan.policy.ElementsFreshDays*chinatime.Day); ok && code != "" && code != "normal" {
		return c.until(stands, code)
	}
	var asleep int64 // when an account that was never used may be suspended
	if opened, last := s.OpenedOn, s.LastActivityOn; !opened.IsZero() && !last.IsZero() && last.Days() <= opened.Days() && c.at != 0 {
		if asleep = chinatime.StartOf(opened.AddDays(dormantAfterDays + 1)); asleep <= c.at {
			return c.between("", "dormant-likely", c.Is("dormant-likely"))
		}
	}
	if s.State != 0 && !isFresh {
		return c.until(asleep, "stale")
	}
	return c.missingUntil(asleep, intake.FieldCardState)
}

// impliedNormal reports whether something else shows that the card works, and until
// when that counts: a payout that arrived, or an element check, which says who owns the
// card and that it exists. Neither overrules what the bank has said since, and a check
// says nothing of a freeze or a limit.
func (c *Case) impliedNormal() (until int64, ok bool) {
	s, p := &c.sub.Card, c.plan.policy
	n, matched := c.elementsMatched()
	proven := c.provenUntil()
	said := chinatime.Unix(s.StateAt)
	switch s.State {
	case 0, intake.StateNormal:
		return max(matched, proven), n != 0 || proven != 0
	case intake.StateReportedLost, intake.StateExpired, intake.StateCancelled:
		if n != 0 && matched-p.ElementsFreshDays*chinatime.Day > said {
			return max(matched, proven), true
		}
	}
	return proven, proven != 0 && proven-p.ProvenDays*chinatime.Day > said
}

// stateCode is the finding for what the bank says of the card, "" when it says
// nothing.
func (c *Case) stateCode() string {
	credited := slices.Contains(c.plan.policy.CreditLostCards, c.issuerCode()) // "" is in no list
	switch c.sub.Card.State {
	case intake.StateNormal:
		return "normal"
	case intake.StateReceiveOnly:
		return "receive-only"
	case intake.StateNoReceive:
		return "no-receive"
	case intake.StateExpired:
		if credited {
			return "expired-credited"
		}
		return "expired"
	case intake.StateReportedLost:
		if credited {
			return "lost-credited"
		}
		return "reported-lost"
	case intake.StateFrozen:
		return "frozen"
	case intake.StateCancelled:
		return "cancelled"
	case intake.StateDormant:
		return "dormant"
	}
	return ""
}

// dayOf is the day of a moment in China.
