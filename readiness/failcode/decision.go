package failcode

import (
	"time"

	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// A Decision says what to do about one order. The zero Decision is the careful
// one: query, keep the order number, the money may have moved.
type Decision struct {
	// As the table writes them, empty where it does not know them. Where the product
	// is not known, it is the only one that the order can be of, if there is one.
	Channel, Product string

	State State
	Next  Next
	Retry Retry // query_first unless the order is final, or the request was refused
	// What may be sent. Assess does not know how old the order is, and so not
	// whether the vendor's term for resend_identical has passed: Pending does.
	Order      Order
	ResendDays int // in which the identical request is taken, the day of submission among them; of resend_identical
	Money      Money
	Cause      Cause

	Known       bool // the code is listed, and Cause says what it means
	Likely      bool // Cause was read from a sentence
	StatusKnown bool // the status is listed
	// What is booked and what the channel says exclude each other.
	Contradiction bool

	DeadlineHours int // within which the action is to be taken, 0 for no known term

	// Set by Pending alone; zero when there is none.
	NextQueryAt time.Time // when to query next
	ResendUntil time.Time // until then the identical request may be sent again; half-open
	EscalateAt  time.Time // when to have the channel look into it by hand
	LapsesAt    time.Time // when the order lapses unless the action has been taken

	action  string
	doubted bool // something that is listed, or a word of doubt, leaves the end open
}

const queryOrder = "query-order" // remedy.QueryOrder, as static data

// Action returns what is to be done now, and by whom.
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

// Diagnose says what to do about an order of that status with that code, of which
// nothing else is said: see [Table.Assess]. Both may be empty: status when the
// channel answered with an error code alone, code when it gives no reason. It is
// total: what is unknown leads to a query.
//
// status is the order's own status, as a query gives it, and never the
// communication result of a call (return_code, result_code, code 10000).
func (t *Table) Diagnose(channel, product, status, code string) Decision {
	return t.Assess(Report{Channel: channel, Product: product, Status: status, Code: code})
}

// DiagnoseState is Diagnose for a caller who has established the state of the
// order in another way: many vendors have no status but the code, and whether
// a failure is final is then for the vendor's contract to say. StateFinalFailed
// is a strong word: it allows a new order, unless the code is one of doubt.
func (t *Table) DiagnoseState(channel, product string, state State, code string) Decision {
	return t.assess(evidence{Report: Report{Channel: channel, Product: product, Code: code, Said: state}, vouched: true})
}

// DiagnoseText says what a channel's or bank's sentence speaks of, for a caller
// who has no code. The reading is likely at most, and never an end: the answer is
// to query, and a new order is not allowed by it. What is read of a sentence are
// its first thousand bytes or so.
func (t *Table) DiagnoseText(channel, text string) Decision {
	return t.Assess(Report{Channel: channel, Text: text})
}

// DiagnoseText reads a sentence. See [Table.DiagnoseText].
func DiagnoseText(channel, text string) Decision { return Default().DiagnoseText(channel, text) }

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

// decide says what to do in d.State. s is the status, where it is listed; refused, that
// the API took no order.
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
	// Not final, whatever the code says: WeChat's PROCESSING may carry the
	// reason of a failure. An order known to be in progress is not sent again.
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

// resend takes over what the cause says of sending the same request again.
func (d *Decision) resend() {
	d.Retry, d.action = d.Cause.Retry, d.Cause.action
	d.Next = NextFixThenResend
	if d.Retry == RetryAfterWait {
		d.Next = NextWait
	}
}

// final decides about a failure or a return.
func (d *Decision) final(coded bool) {
	switch {
	case d.doubted || d.Cause.Category == Succeeded:
		// The code contradicts the state: only the channel can say.
		d.Next, d.action = NextEscalate, remedy.EscalateToChannel.ID
		return
	case !d.Known && !d.Likely:
		// Vendors may end an order without a reason, or with a new one.
		d.Retry, d.Order, d.Money = RetryAfterFix, OrderNewAfterFinal, MoneyNo
		d.action = remedy.AskChannelForReason.ID
	case d.Cause.Retry == RetryQueryFirst: // a sentence that leaves the end open
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

// Times after which an order that hangs is looked at again: policy, but for
// the five minutes, which PayerMax asks for before an order that is not found
// is queried anew, and that at least twice.
const (
	firstQuery   = 5 * time.Minute
	longestQuery = 6 * time.Hour
	resendAfter  = 2 * firstQuery
	// 打款中超过 3 个工作日转人工. No authority sets a term.
	escalateAfterWorkdays = 3
	// The days in which a code's identical request is sent again where no vendor
	// states a term: the shortest that one states, WeChat's for pay_bank.
	defaultResendDays = 2
)

// A PendingOrder is an order whose end is not known yet.
type PendingOrder struct {
	Channel, Product, Status, Code string
	Text                           string            // as in a Report
	Said                           State             // as in a Report
	Since                          time.Time         // when it was submitted first
	Now                            time.Time         // when the status was read; before Since counts as Since
	Calendar                       *workday.Calendar // nil is workday.Default
}

// Pending decides as Assess does and, while the order is not final, adds
// when to query next, until when the identical request may be sent again, when
// the order lapses, and when to escalate: at the end of the third working day, or
// of the third day when the calendar does not know. Without Since no time can be
// said.
func (t *Table) Pending(o PendingOrder) Decision {
	d := t.Assess(Report{Channel: o.Channel, Product: o.Product, Status: o.Status, Code: o.Code, Text: o.Text, Said: o.Said})
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
	if d.DeadlineHours > 0 {
		d.LapsesAt = o.Since.Add(time.Duration(d.DeadlineHours) * time.Hour)
		if !o.Now.Before(d.LapsesAt) { // closing it takes the channel a while
			d.Next, d.action = NextQuery, queryOrder
		}
	}

	// Not found is the one state in which the vendors ask for the identical
	// request again without a code that says so, and only within their term.
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
