package failcode

import (
	"time"

	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// A Decision says what to do about one order. The zero Decision is careful:
// query, keep the order number, the money may have moved.
type Decision struct {
	// As the table spells them; empty if it does not know them. If the caller's
	// product is not known, Product is the only one that fits the order, if any.
	Channel, Product string

	State State
	Next  Next
	Retry Retry // query_first unless the order is final or the request was refused
	// What may be sent. Assess does not know the age of the order, so only Pending
	// applies the vendor's term for resend_identical.
	Order      Order
	ResendDays int // of resend_identical: days in which the request is accepted, counting the day of submission
	Money      Money
	Cause      Cause

	Known       bool // the code is listed, and Cause is its meaning
	Likely      bool // Cause was read from a message
	StatusKnown bool // the status is listed
	// The caller's record and the channel exclude each other.
	Contradiction bool

	DeadlineHours int // hours in which to act; 0 if no term is known

	// Set only by Pending; zero if there is no such time.
	NextQueryAt time.Time // when to query next
	ResendUntil time.Time // the identical request may be sent again before this time
	EscalateAt  time.Time // when to have the channel investigate by hand
	LapsesAt    time.Time // when the order lapses unless somebody acts

	action  string
	doubted bool // a listed code or a word of doubt leaves the result open
}

const queryOrder = "query-order" // remedy.QueryOrder, as static data

// Action returns what to do now, and who does it.
func (d Decision) Action() remedy.Action {
	a, _ := remedy.ActionByID(d.action)
	return a
}

// Diagnose decides with the built-in table. See [Table.Diagnose].
func Diagnose(channel, product, status, code string) Decision {
	return Default().Diagnose(channel, product, status, code)
}

// Assess decides with the built-in table. See [Table.Assess].
func Assess(r Report) Decision { return Default().Assess(r) }

// Status reads a status with the built-in table. See [Table.Status].
func Status(channel, product, status string) State {
	return Default().Status(channel, product, status)
}

// Pending decides with the built-in table. See [Table.Pending].
func Pending(o PendingOrder) Decision { return Default().Pending(o) }

// Diagnose says what to do about an order with that status and code. It is
// [Table.Assess] without a record of the caller's. Status may be empty if the
// channel returned only an error code, and code if it gives no reason. Diagnose
// accepts any input; the answer to anything unknown is to query.
//
// status is the order's own status, as a query returns it, and not the
// communication result of a call (return_code, result_code, code 10000).
func (t *Table) Diagnose(channel, product, status, code string) Decision {
	return t.Assess(Report{Channel: channel, Product: product, Status: status, Code: code})
}

// DiagnoseState is like Diagnose for a caller who knows the state of the order
// from elsewhere. Many vendors have no status besides the code; their contract
// then says whether a failure is final. StateFinalFailed is a strong claim: it
// allows a new order, unless the code leaves the result open.
func (t *Table) DiagnoseState(channel, product string, state State, code string) Decision {
	return t.assess(&evidence{Report: Report{Channel: channel, Product: product, Code: code, Said: state}, vouched: true})
}

// DiagnoseText finds the cause in a channel's or bank's message, for a caller who
// has no code. The cause is likely at best, and a message is never a final
// result: the answer is to query, and no new order is allowed. DiagnoseText reads
// about the first thousand bytes of the message.
func (t *Table) DiagnoseText(channel, text string) Decision {
	return t.Assess(Report{Channel: channel, Text: text})
}

// DiagnoseText reads a message with the built-in table. See [Table.DiagnoseText].
func DiagnoseText(channel, text string) Decision { return Default().DiagnoseText(channel, text) }

// stateOf returns what a code says about an order without a status. Only a success
// is final: without a status, no order has failed for good.
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

// decide sets what to do in d.State. s is the status, if it is listed. refused means
// that the API took no order.
func (d *Decision) decide(coded, refused bool, s status) {
	switch d.State {
	case StateSucceeded:
		d.Next, d.Retry, d.Money, d.action = NextDone, RetryNo, MoneyYes, remedy.TreatAsSuccess.ID
		return
	case StateFinalFailed, StateReturned:
		d.final(coded)
		return
	case StateReview:
		d.Next, d.action = NextReview, remedy.ReviewOrder.ID
		return
	}
	// Not final, whatever the code says: WeChat's PROCESSING may carry a failure
	// code. An order known to be in progress is not sent again.
	d.action = queryOrder
	if d.State == StateProcessing {
		if s.action != "" && s.state == StateProcessing {
			d.action, d.DeadlineHours = s.action, int(s.hours)
			d.Next = NextConfirm
			if s.action == remedy.ApprovePayout.ID {
				d.Next = NextApprove
			}
		}
		return
	}
	resend := d.Known && d.Cause.Order == OrderResendIdentical && !d.Contradiction
	if resend {
		d.Order = OrderResendIdentical
	}
	if refused && !d.StatusKnown && !d.Contradiction {
		d.Money = MoneyNo
		if resend {
			d.resend()
		}
	}
}

// resend adopts what the cause says about sending the same request again.
func (d *Decision) resend() {
	d.Retry, d.action = d.Cause.Retry, d.Cause.action
	d.Next = NextFixThenResend
	if d.Retry == RetryAfterWait {
		d.Next = NextWait
	}
}

// final decides what to do about a failed or returned order.
func (d *Decision) final(coded bool) {
	switch {
	case d.doubted || d.Cause.Category == Succeeded:
		// The code contradicts the state: only the channel knows.
		d.Next, d.action = NextEscalate, remedy.EscalateToChannel.ID
		return
	case !d.Known && !d.Likely:
		// Vendors may fail an order without a reason, or with a new one.
		d.Retry, d.Order, d.Money = RetryAfterFix, OrderNewAfterFinal, MoneyNo
		d.action = remedy.AskChannelForReason.ID
	case d.Cause.Retry == RetryQueryFirst: // the message leaves the result open
		d.Next, d.action = NextEscalate, remedy.EscalateToChannel.ID
		return
	default:
		d.Retry, d.Order, d.Money, d.action = d.Cause.Retry, d.Cause.Order, d.Cause.Money, d.Cause.action
	}
	if d.State == StateReturned {
		d.Money = MoneyReturned
	}
	switch {
	case d.Retry == RetryNo:
		d.Next = NextStop
	case d.Order == OrderResendIdentical:
		d.resend()
	case d.Retry == RetryAfterWait:
		d.Next = NextWait
	default:
		d.Next = NextFixThenNewOrder
	}
}

// When to look again at an order that hangs. These are policy, except the five
// minutes: PayerMax asks callers to wait that long before they query an order
// again that was not found, and to query at least twice.
const (
	firstQuery   = 5 * time.Minute
	longestQuery = 6 * time.Hour
	resendAfter  = 2 * firstQuery
	// 打款中超过 3 个工作日转人工. No authority sets a term.
	escalateAfterWorkdays = 3
	// Days in which the identical request may be sent again if the vendor states no
	// term: the shortest term any vendor states, WeChat's for pay_bank.
	defaultResendDays = 2
)

// A PendingOrder is an order whose result is not known yet.
type PendingOrder struct {
	Channel, Product, Status, Code string
	Text                           string            // as in a Report
	Said                           State             // as in a Report
	Since                          time.Time         // when it was submitted first
	Now                            time.Time         // when the status was read; before Since counts as Since
	Calendar                       *workday.Calendar // nil is workday.Default
}

// Pending decides as Assess does. While the order is not final, it adds when to
// query next, until when the identical request may be sent again, when the order
// lapses and when to escalate. The time to escalate is the end of the third
// working day, or of the third day if the calendar does not cover it. If Since is
// zero, Pending sets no times.
func (t *Table) Pending(o PendingOrder) Decision {
	d := t.Assess(Report{Channel: o.Channel, Product: o.Product, Status: o.Status, Code: o.Code, Text: o.Text, Said: o.Said})
	if d.State.Final() || o.Since.IsZero() {
		return d
	}
	day := workday.DateOf(o.Since)
	if o.Calendar == nil {
		o.Calendar = workday.Default()
	}
	last := o.Calendar.Count(day, escalateAfterWorkdays).Earliest
	if last.IsZero() { // the calendar does not reach
		last = day.AddDays(escalateAfterWorkdays)
	}
	d.EscalateAt = last.AddDays(1).Start()
	age := max(o.Now.Sub(o.Since), 0)
	d.NextQueryAt = nextQuery(o.Since, age)
	if d.DeadlineHours > 0 {
		d.LapsesAt = o.Since.Add(time.Duration(d.DeadlineHours) * time.Hour)
		if !o.Now.Before(d.LapsesAt) { // the channel takes a while to close it
			d.Next, d.action = NextQuery, queryOrder
		}
	}

	// Not found is the only state in which vendors ask for the identical request
	// again without a code that says so, and only within their term.
	days := 0
	if _, p := t.place(o.Channel, o.Product); p != nil {
		days = p.resendDays
	}
	notFound := d.State == StateNotFound && age >= resendAfter && days > 0
	if d.Order == OrderResendIdentical {
		days = d.ResendDays
	}
	until := day.AddDays(days).Start()
	late := !o.Now.Before(until)
	switch {
	case notFound && !late:
		d.Order, d.ResendUntil = OrderResendIdentical, until
		d.Next, d.action = NextResendIdentical, remedy.ResendSameOrder.ID
	case d.Order == OrderResendIdentical && !late:
		d.ResendUntil = until
	case d.Order == OrderResendIdentical:
		d.Order, d.ResendDays, d.Retry = OrderKeep, 0, RetryQueryFirst
		d.Next, d.action = NextQuery, queryOrder
	}
	// What waits for its payee or an approver does not hang.
	if d.Next == NextConfirm && d.EscalateAt.Before(d.LapsesAt) {
		d.EscalateAt = d.LapsesAt
	}
	if !o.Now.Before(d.EscalateAt) && d.Next != NextApprove {
		d.Next, d.Retry, d.action = NextEscalate, RetryQueryFirst, remedy.EscalateToChannel.ID
	}
	return d
}

// nextQuery returns when to query an order of this age next: 5 minutes after it
// was submitted, then at twice the previous age, and at last every 6 hours.
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
