package readiness

import (
	"slices"

	"github.com/payready/payready/internal/typed"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var payoutDuplicate = Check{
	ID: "payout.duplicate", Rev: 6,
	Title:    Text{ZH: "不是重复打款", EN: "Not a payout made before"},
	Purpose:  Text{ZH: "近日同卡同金额，或订单号不明，可能是同一笔款重复打出", EN: "The same amount to the same card within days, or under a number that nobody tells, may be the same payout again"},
	Severity: High, Gate: true, Need: Optional,
	Needs: []intake.Field{intake.FieldHistoryAttempts},
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldPayoutAmount, intake.FieldPayoutOrderID, intake.FieldPayoutBusinessID,
		intake.FieldPayoutChannel, intake.FieldPayoutProduct},
	Cites: []Cite{
		{Title: "LianLian holds the second payment of the same amount to the same card on one day for review", Source: "its code 4002", Confidence: HighConfidence},
		{Title: "After some refusals the same number is wanted again, after a final failure a new one", Source: "channels' failure codes, package failcode", Confidence: HighConfidence},
		{Title: "An order number stands for one payment", Source: "WeChat Pay, transfer documentation", Confidence: HighConfidence},
		{Title: "The same amount to the same card within three days is looked at before it is paid", Source: "policy; no public rule was found", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "paid_at", Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "没有相同的打款", EN: "No earlier payout is like it"}},
		{Code: "same-amount", Worth: 30, Because: NoInput, Action: &remedy.CheckWithApprover, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "近日已向此卡打过或可能打过同样金额，无法判断是否为同一笔，请先确认", EN: "The same amount went, or may have gone, to this card within days: not known whether it was this payout, so make sure first"}},
		{Code: "unclear", Worth: 30, Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "有打款缺少订单号、时间或金额，无法判断是否重复", EN: "A payout lacks its order number, time or amount: not known whether this is the same"}},
		{Code: "number-unclear", Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldHistoryAttempts},
			Message: Text{ZH: "订单号、通道或失败原因不明，无法判断订单号能否使用", EN: "An order number, its channel or why it failed is not known: not known whether the payout's number may be used"}},
		{Code: "number-used", Status: Fail, Action: &remedy.UseNewOrderNumber, Internal: true,
			Message: Text{ZH: "订单号已用于一笔最终失败的打款，通道不再受理", EN: "The order number belongs to a payout that failed for good, and the channel takes it no more"}},
		{Code: "number-changed", Status: Fail, Action: &remedy.UseEarlierOrderNumber, Internal: true,
			Message: Text{ZH: "上次被拒的请求须用原订单号重发，不能换号", EN: "The request that was refused is to be sent again under its own order number, not under another"}},
		{Code: "paid", Status: Fail, Kind: Done, Action: &remedy.TreatAsSuccess,
			Message: Text{ZH: "这笔款已经付过：订单号或业务单号相同，不要再付", EN: "This payment was made before, under this order number or for this business: do not pay it again"}},
		{Code: "paid-otherwise", Status: Fail, Kind: Reviewing, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "同一订单号或业务单号已付过，但卡或金额不同，须人工核对", EN: "The order number or the business was paid before, but to another card or another amount: a person has to compare them"}},
		{Code: "same-order", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "订单号或业务单号与一笔未失败的打款相同", EN: "The order number or the business ID is that of a payout that has not failed"}},
		{Code: "same-amount-blocked", Status: Fail, Action: &remedy.CheckWithApprover,
			Message: Text{ZH: "通道不允许同日向同一张卡打同样金额", EN: "The channel refuses the same amount to the same card on one day"}},
	},
	Run: runDuplicate,
}

func runDuplicate(c *Case) Outcome {
	var like resemblance
	var found paidBefore
	for i := range c.attempts() {
		a := &c.attempts()[i]
		if !a.mayHavePaid() || !c.sameNumber(a) {
			like.add(c, a)
			continue
		}
		if code := c.paidBefore(a); found.before(code) {
			found = paidBefore{code, a.ended}
		}
	}
	switch {
	case found.at != 0:
		return c.Is(found.code, Note("paid_at", intake.Instant(chinatime.Time(found.at))))
	case found.code != "":
		return c.Is(found.code)
	}
	number := c.orderNumber()
	if number.fails {
		return c.until(number.until, number.code)
	}
	if ch := c.channel(); like.today && ch != nil && ch.SameDaySame == "gate" {
		return c.until(c.tomorrow(), "same-amount-blocked")
	}
	code, until := "none", int64(0)
	switch {
	case like.until != 0:
		code, until = "same-amount", like.until
	case like.perhapsUntil != 0:
		code, until = "unclear", like.perhapsUntil
	case like.numberless:
		code = "number-unclear"
	case number.code != "":
		code, until = number.code, number.until
	default:
		return c.until(c.dayTurns(), "none")
	}
	if until == chinatime.Never {
		until = 0
	}
	o := c.asking(code, c.unsaid(code, &like))
	o.until = chinatime.Sooner(until, c.dayTurns())
	return o
}

// paidBefore is a payout under this payout's number that has not failed.
type paidBefore struct {
	code string
	at   int64 // when it was paid
}

// before reports whether a code comes before what was found: an open payout is queried
// first, and one that was paid otherwise is looked at before it counts.
func (p paidBefore) before(code string) bool {
	rank := func(code string) int { return slices.Index([]string{"", "paid", "paid-otherwise", "same-order"}, code) }
	return rank(code) > rank(p.code)
}

// sameNumber reports whether the attempt has the payout's order number, or pays for the
// same business.
func (c *Case) sameNumber(a *attempt) bool {
	s := &c.sub.Payout
	return s.OrderID != "" && typed.Same(a.OrderID, s.OrderID) || s.BusinessID != "" && typed.Same(a.BusinessID, s.BusinessID)
}

// paidBefore says what a payout under this number is, which has not failed.
func (c *Case) paidBefore(a *attempt) string {
	s := &c.sub.Payout
	switch {
	case a.outcome != intake.OutcomeSucceeded || a.contradicted:
		return "same-order"
	case a.SameCard == intake.No || s.Amount.OK && a.Amount.OK && a.Amount != s.Amount:
		return "paid-otherwise"
	}
	return "paid"
}

// unsaid names the input that would tell this payout from earlier ones: what it
// leaves out itself, else what they leave out.
func (c *Case) unsaid(code string, like *resemblance) intake.Field {
	switch s := &c.sub.Payout; {
	case code == "unclear" && !s.Amount.OK:
		return intake.FieldPayoutAmount
	case code == "unclear" && c.at == 0:
		return intake.FieldAt
	case code == "unclear" && s.OrderID == "" && !like.theirs:
		return intake.FieldPayoutOrderID
	case code == "number-unclear" && s.OrderID == "":
		return intake.FieldPayoutOrderID
	case code == "number-unclear" && s.Channel == "" && !like.numberless:
		return intake.FieldPayoutChannel
	}
	return intake.FieldHistoryAttempts
}

// resemblance is how far earlier payouts that may have been paid are like this one.
type resemblance struct {
	today        bool  // the same amount went to this card on the case's day
	until        int64 // until when one of the same amount is recent, 0 for none
	perhapsUntil int64 // likewise for one that may be this payout, for all that is said of it
	numberless   bool  // some order number is not known
	theirs       bool  // that it may be this payout is not for want of this one's number alone
}

// add looks at one attempt. Its order number is not the payout's, or one of them is
// not known. What is not known of it makes it no less like.
func (l *resemblance) add(c *Case, a *attempt) {
	s := &c.sub.Payout
	numberless := s.OrderID == "" || a.OrderID == ""
	l.numberless = l.numberless || numberless && (s.BusinessID == "" || a.BusinessID == "")
	told := s.Amount.OK && a.Amount.OK
	otherwise := s.BusinessID != "" && a.BusinessID != "" // it pays for something else
	if otherwise || !a.mayHavePaid() || a.SameCard == intake.No || told && a.Amount != s.Amount {
		return
	}
	l.today = l.today || told && c.onToday(a)
	until := int64(chinatime.Never)
	if a.made == 0 || c.at == 0 {
		l.theirs = true
	} else {
		until = a.made + c.plan.policy.SameAmountDays*chinatime.Day
		if c.onToday(a) && c.mayRefuseSameDay() {
			until = max(until, c.tomorrow())
		}
		recent := c.at < until
		if recent && told {
			l.until = max(l.until, until)
			return
		}
		if numberless {
			until = chinatime.Never // however long ago
		} else if !recent {
			return
		}
		l.theirs = l.theirs || recent || a.OrderID == ""
	}
	l.perhapsUntil = max(l.perhapsUntil, until)
}

// mayRefuseSameDay reports whether the payout's channel, or one that it may be for all that
// is said, looks for the same amount to the same card on one day.
func (c *Case) mayRefuseSameDay() bool {
	s, meant := &c.sub.Payout, c.payoutName()
	if ch := c.channel(); ch != nil && (s.Product != "" || meant.Product != "") {
		return ch.SameDaySame != ""
	}
	for i := range c.plan.policy.Channels {
		ch, name := &c.plan.policy.Channels[i], &c.plan.profiles[i]
		if ch.SameDaySame != "" && (s.Channel == "" && meant.Channel == "" || sameName(ch.Channel, name.Channel, s.Channel, meant.Channel)) {
			return true
		}
	}
	return false
}

// A numbering says whether the channel wants another order number than the payout's.
type numbering struct {
	code  string // "" for no
	fails bool
	until int64
}

// longestResend is the longest term, in days, in which a channel states that it takes
// an identical request again: WeChat's for batches.
const longestResend = 3

// A latest is when the last payout through a product was made: for sure, and for all that
// is said, its product and when it was made being told or not.
type latest struct{ surely, perhaps int64 }

func (l *latest) add(a *attempt, product bool) {
	l.perhaps = max(l.perhaps, a.made)
	if product {
		l.surely = max(l.surely, chinatime.Unix(a.SubmittedAt)) // by when it ended it may have been made long before
	}
}

// orderNumber holds the payout's order number against those of earlier ones that
// failed, of which the last one counts. While a payout is open nothing is said: its number
// stays.
func (c *Case) orderNumber() numbering {
	s := &c.sub.Payout
	list := c.attempts()
	var last, same latest // of all, and under the payout's number
	for i := range list {
		a := &list[i]
		if a.open() || s.OrderID == "" {
			return numbering{}
		}
		if c.sameProduct(a) == intake.Yes {
			product := a.Product+a.product != "" && s.Product+c.payoutName().Product != ""
			last.add(a, product)
			if typed.Same(a.OrderID, s.OrderID) {
				same.add(a, product)
			}
		}
	}
	var out numbering
	for i := range list {
		a := &list[i]
		through := c.sameProduct(a)
		if !a.failed() || through == intake.No || a.OrderID == "" {
			continue
		}
		before := func(t int64) bool { return a.made != 0 && a.made < t } // one without a time may be the last
		if typed.Same(a.OrderID, s.OrderID) {
			switch {
			case a.order != failcode.OrderNewAfterFinal || before(same.surely):
			case through == intake.Yes && !before(same.perhaps):
				return numbering{code: "number-used", fails: true}
			default:
				out = out.or(numbering{code: "number-unclear", until: chinatime.Never})
			}
			continue
		}
		if before(last.surely) {
			continue
		}
		n := c.resends(a, through)
		if n.fails && before(last.perhaps) {
			n = numbering{code: "number-unclear", until: n.until}
		}
		out = out.or(n)
	}
	return out
}

// resends says whether the request that the attempt made is wanted again under its
// own number, and the payout is that request.
func (c *Case) resends(a *attempt, through intake.Fact) numbering {
	s := &c.sub.Payout
	days := a.resendDays
	switch {
	case a.SameCard == intake.No || s.Amount.OK && a.Amount.OK && a.Amount != s.Amount:
		return numbering{}
	case a.order == failcode.OrderResendIdentical:
	case a.listed:
		return numbering{}
	default:
		days = longestResend
	}
	until := int64(chinatime.Never)
	if a.made != 0 && c.at != 0 {
		if until = chinatime.StartOf(chinatime.DateOf(a.made).AddDays(days)); c.at >= until {
			return numbering{}
		}
	}
	sure := through == intake.Yes && a.order == failcode.OrderResendIdentical && a.SameCard == intake.Yes && s.Amount.OK && a.Amount.OK
	if sure && until != chinatime.Never {
		return numbering{"number-changed", true, until}
	}
	return numbering{code: "number-unclear", until: until}
}

// or returns the graver of two, for the longer time.
func (n numbering) or(m numbering) numbering {
	if n.fails != m.fails {
		if n.fails {
			return n
		}
		return m
	}
	if m.until > n.until {
		return m
	}
	return n
}

// sameProduct says whether the payout goes through the product that the attempt went
// through. Others have numbers of their own.
func (c *Case) sameProduct(a *attempt) intake.Fact {
	s, meant := &c.sub.Payout, c.payoutName()
	switch {
	case s.Channel == "" && meant.Channel == "" || a.Channel == "" && a.channel == "":
		return intake.Unknown
	case !sameName(a.Channel, a.channel, s.Channel, meant.Channel):
		return intake.No
	}
	return intake.FactOf(a.Product == "" || s.Product == "" || sameName(a.Product, a.product, s.Product, meant.Product))
}
