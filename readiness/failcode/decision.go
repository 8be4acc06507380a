package failcode

import (
	"time"

	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// A Decision says what to do about one order. The zero Decision is the careful
// one: query, keep the order number, the money may have moved.
type Decision struct {
	State State
	Now   Now
	Retry Retry // query_first unless the order is final
	// What may be sent. Diagnose does not know how old the order is, and so not
	// whether the vendor's term for resend_identical has passed: Pending does.
	Order Order
	Money Money
	Cause Cause
	Known bool // whether the code is listed, and Cause says something

	// Set by Pending alone; zero when there is none.
	NextQueryAt time.Time // when to query next
	ResendUntil time.Time // until then the identical request may be sent again; half-open
	EscalateAt  time.Time // when to have the channel look into it by hand

	action string
}

// Action returns what is to be done now, and by whom.
func (d Decision) Action() remedy.Action {
	a, _ := remedy.ActionByID(d.action)
	return a
}

// Diagnose decides with the built-in table. See [Table.Diagnose].
func Diagnose(channel, product, status, code string) Decision {
	return Default().Diagnose(channel, product, status, code)
}

// Status reads a status with the built-in table. See [Table.Status].
func Status(channel, product, status string) State {
	return Default().Status(channel, product, status)
}

// Pending decides with the built-in table. See [Table.Pending].
func Pending(o PendingOrder) Decision { return Default().Pending(o) }

// Diagnose says what to do about an order of that status with that code. Both
// may be empty: status when the channel answered with an error code alone,
// code when it gives no reason. It is total: what is unknown leads to a query.
//
// status is the order's own status, as a query gives it, and never the
// communication result of a call (return_code, result_code, code 10000).
func (t *Table) Diagnose(channel, product, status, code string) Decision {
	if status != "" {
		return t.DiagnoseState(channel, product, t.Status(channel, product, status), code)
	}
	c, _ := t.Lookup(channel, product, code)
	return t.DiagnoseState(channel, product, stateOf(c), code)
}

// DiagnoseState is Diagnose for a caller who has established the state of the
// order in another way: many vendors have no status but the code, and whether
// a failure is final is then for the vendor's contract to say. StateFinalFailed
// is a strong word: it allows a new order.
func (t *Table) DiagnoseState(channel, product string, state State, code string) Decision {
	d := Decision{State: state}
	d.Cause, d.Known = t.Lookup(channel, product, code)
	d.decide(code != "")
	return d
}

// CanHaveEnded reports whether an order of the channel whose product is not known
// can have failed, and can have been paid, for all that its status and code say. It
// can have failed if they mean so in some product of the channel, and been paid if
// the status does in some and the code is listed in none. Either may be empty. Both
// are true for a channel that is not listed, and where nothing is said.
func (t *Table) CanHaveEnded(channel, status, code string) (failed, paid bool) {
	if t == nil || status == "" && code == "" {
		return true, true
	}
	var buf [maxKey]byte
	key := nameKey(&buf, channel)
	listed, coded := false, false
	paid = status == ""
	for i := range t.products {
		p := &t.products[i]
		if p.channelKey != string(key) {
			continue
		}
		listed = true
		d := Decision{State: StateFinalFailed} // an error code alone
		if status != "" {
			d.State = t.state(p, status)
		}
		d.Cause, d.Known = t.cause(p, code)
		d.decide(code != "")
		failed = failed || d.Money == MoneyNo || d.Money == MoneyReturned
		paid, coded = paid || d.Money == MoneyYes, coded || d.Known // a success with a code has a defect
	}
	return failed || !listed, paid && !coded || !listed
}

// stateOf is what a code says of the order when there is no status. Only a
// success is final: without a status nothing has failed for good.
func stateOf(c Cause) State {
	switch c.Category {
	case Succeeded:
		return StateSucceeded
	case Review:
		return StateReview
	case OrderNotFound:
		return StateNotFound
	}
	return StateUnknown
}

func (d *Decision) decide(coded bool) {
	switch d.State {
	case StateSucceeded:
		d.Now, d.Retry, d.Money, d.action = NowDone, RetryNo, MoneyYes, remedy.TreatAsSuccess.ID
		return
	case StateFinalFailed, StateReturned:
		d.final(coded)
		return
	case StateReview:
		d.Now, d.action = NowReview, remedy.ReviewOrder.ID
		return
	}
	// Not final, whatever the code says: WeChat's PROCESSING may carry the
	// reason of a failure. An order known to be in progress is not sent again.
	d.action = remedy.QueryOrder.ID
	if d.Cause.Order == OrderResendIdentical && d.State != StateProcessing {
		d.Order = OrderResendIdentical
	}
}

// final decides about a failure or a return.
func (d *Decision) final(coded bool) {
	switch {
	case !coded: // vendors may end an order without a reason
		d.Retry, d.Order, d.Money = RetryAfterFix, OrderNewAfterFinal, MoneyNo
		d.action = remedy.AskChannelForReason.ID
	case d.Cause.Retry == RetryQueryFirst || d.Cause.Category == Succeeded:
		// Unlisted, or the code contradicts the status: only the channel can say.
		d.Now, d.action = NowEscalate, remedy.EscalateToChannel.ID
		return
	default:
		d.Retry, d.Order, d.Money, d.action = d.Cause.Retry, d.Cause.Order, d.Cause.Money, d.Cause.action
	}
	if d.State == StateReturned {
		d.Money = MoneyReturned
	}
	switch d.Retry {
	case RetryNo:
		d.Now = NowStop
	case RetryAfterWait:
		d.Now = NowWait
	default:
		d.Now = NowFixThenNewOrder
	}
}

// Times after which an order that hangs is looked at again: policy, but for
// the five minutes, which PayerMax asks for before an order that is not found
// is queried anew, and that at least twice.
const (
	firstQuery   = 5 * time.Minute
	longestQuery = 6 * time.Hour
	resendAfter  = 2 * firstQuery
	// 打款中超过 3 个工作日转人工. No authority sets a term.
	escalateAfterWorkdays = 3
)

// A PendingOrder is an order whose end is not known yet.
type PendingOrder struct {
	Channel, Product, Status, Code string
	Since                          time.Time         // when it was submitted first
	Now                            time.Time         // when the status was read; before Since counts as Since
	Calendar                       *workday.Calendar // nil is workday.Default
}

// Pending decides as Diagnose does and, while the order is not final, adds
// when to query next, until when the identical request may be sent again, and
// when to escalate: at the end of the third working day, or of the third day
// when the calendar does not know. Without Since no time can be said.
func (t *Table) Pending(o PendingOrder) Decision {
	d := t.Diagnose(o.Channel, o.Product, o.Status, o.Code)
	if d.State.Final() || o.Since.IsZero() {
		return d
	}
	day := workday.DateOf(o.Since)
	if o.Calendar == nil {
		o.Calendar = workday.Default()
	}
	end, known := o.Calendar.EndOf(day, escalateAfterWorkdays)
	if !known {
		end = day.AddDays(escalateAfterWorkdays + 1).Start()
	}
	d.EscalateAt = end
	age := max(o.Now.Sub(o.Since), 0)
	d.NextQueryAt = nextQuery(o.Since, age)

	// Not found is the one state in which the vendors ask for the identical
	// request again, and only within their term.
	resend := false
	if p := t.product(o.Channel, o.Product); p != nil && p.resendDays > 0 {
		until := day.AddDays(p.resendDays).Start()
		resend = d.State == StateNotFound && age >= resendAfter && o.Now.Before(until)
		if resend || d.Order == OrderResendIdentical && o.Now.Before(until) {
			d.Order, d.ResendUntil = OrderResendIdentical, until
		} else {
			d.Order = OrderKeep
		}
	}
	switch {
	case !o.Now.Before(d.EscalateAt):
		d.Now, d.action = NowEscalate, remedy.EscalateToChannel.ID
	case resend:
		d.Now, d.action = NowResendIdentical, remedy.ResendSameOrder.ID
	}
	return d
}

// nextQuery returns when to query an order of this age next: 5 minutes after
// it was submitted, then at twice the age each time, then every 6 hours.
func nextQuery(since time.Time, age time.Duration) time.Time {
	next := firstQuery
	for next <= age && next < longestQuery {
		next = min(2*next, longestQuery)
	}
	if next > age {
		return since.Add(next)
	}
	return since.Add(age).Add(longestQuery - age%longestQuery) // in two steps: an age can be the longest Duration
}

var (
	tail = remedy.Text{
		remedy.ZH: "请不要重复申请。打款未成功一般不会取消您的额度。",
		remedy.EN: "Please do not apply again. A payout that fails does not normally take your credit line away.",
	}
	textPending = remedy.Text{
		remedy.ZH: "打款正在处理。可能是银行维护、通道排队或人工审核，请耐心等待。需要咨询时，请备好订单号。",
		remedy.EN: "The payout is being processed. The bank may be under maintenance, the channel may have a queue, or somebody may be reviewing it: please be patient. If you ask support, have the order number ready.",
	}
	textDone = remedy.Text{
		remedy.ZH: "款项已经打出，到账以银行为准。银行之后仍可能退回，请留意账户变动。",
		remedy.EN: "The money has been sent; your bank decides when it arrives. The bank may still return it, so please watch your account.",
	}
	textChecking = remedy.Text{
		remedy.ZH: "本次打款的结果还在核实，请耐心等待。需要咨询时，请备好订单号。",
		remedy.EN: "We are finding out how this payout ended: please be patient. If you ask support, have the order number ready.",
	}
	textNeutral = remedy.Text{
		remedy.ZH: "本次打款未能完成。如有疑问，请联系客服，并备好订单号。",
		remedy.EN: "This payout could not be completed. If you have questions, contact support and have the order number ready.",
	}
	textOurs = remedy.Text{
		remedy.ZH: "本次打款未能完成，我们正在处理，您暂时无需操作。",
		remedy.EN: "This payout could not be completed. We are working on it; you need not do anything for now.",
	}
	textFailed = remedy.Text{
		remedy.ZH: "本次打款未能完成。",
		remedy.EN: "This payout could not be completed.",
	}
	textAfterFix = remedy.Text{
		remedy.ZH: "问题解决满 24 小时后再试。",
		remedy.EN: "Try again 24 hours after the problem is solved.",
	}
)

// Applicant returns what to tell the person who is to be paid. It never
// promises success, never asks for a new application, and says nothing of
// lists, courts or how risk control decides.
func (d Decision) Applicant() remedy.Text {
	a := d.Action()
	switch {
	case d.Now == NowDone:
		return textDone
	case !d.State.Final():
		return join(textPending, tail)
	case d.Money == MoneyMaybe:
		return join(textChecking, tail)
	case d.Now == NowStop:
		return textNeutral
	case d.Now == NowFixThenNewOrder && (a.Fixer == remedy.Applicant || a.Fixer == remedy.Bank):
		return join(textFailed, a.Text, textAfterFix, tail)
	case d.Now == NowWait && a.Fixer == remedy.Nobody && d.Cause.Scope == ScopePayee:
		return join(textFailed, a.Text, tail)
	}
	return join(textOurs, tail)
}

// join puts sentences behind each other, in English with a space between.
func join(parts ...remedy.Text) remedy.Text {
	out := parts[0]
	for _, p := range parts[1:] {
		out[remedy.ZH] += p[remedy.ZH]
		out[remedy.EN] += " " + p[remedy.EN]
	}
	return out
}
