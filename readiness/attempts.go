package readiness

import (
	"cmp"
	"slices"

	"github.com/payready/payready/internal/typed"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// An attempt is an earlier payout as it counts: after its channel's status and code
// have been held against the outcome that the caller states. Of two answers the more
// careful one counts, because a payout wrongly taken for failed is paid twice.
type attempt struct {
	*intake.Attempt
	place   int   // in History.Attempts
	made    int64 // when it was made, as far as known; 0 when it is not
	ended   int64 // when it ended; not before it was made
	outcome intake.AttemptOutcome

	contradicted bool           // what is booked and what the channel says exclude each other
	channelSays  failcode.State // what the status says, where it is listed
	stuck        bool           // final for the channel, in doubt for us: a query says the same again
	next         failcode.Next  // what an open one waits for
	lapses       int64          // when an open one lapses unless that is done; 0 when it does not, or at no known time

	channel, product string         // as failcode writes them; empty where it does not know them
	order            failcode.Order // what may be done with the number of one that failed
	resendDays       int            // in which the channel takes the identical request again

	listed   bool // the code is known, and the following says what it means
	likely   bool // the category is read from a sentence: good for what it adds, never for what it takes away
	never    bool // nothing may be paid after it
	fixer    remedy.Owner
	category failcode.Category
	scope    failcode.Scope
	clears   failcode.Clears
	clearsAt int64 // when time clears it, 0 if it does not or the failure has no time
}

// attempts returns the earlier payouts that are looked at, in the order of
// History.Attempts.
func (c *Case) attempts() []attempt { return *c.facts.attempts.get(c, (*Case).judgeAll) }

func (c *Case) judgeAll() []attempt {
	c.judged = c.judged[:0]
	for i := range c.sub.History.Attempts {
		a := c.judge(&c.sub.History.Attempts[i])
		a.place = i
		c.judged = append(c.judged, a)
	}
	if len(c.judged) > maxAttempts {
		c.judged = c.newest(c.judged)
	}
	return c.judged
}

// newest keeps the newest of too many attempts, and whatever their age those that
// may still be paid and those under this payout's number: what is left out must not
// hide that it may be paid twice. One without a time may be the newest of all.
func (c *Case) newest(all []attempt) []attempt {
	when := func(a *attempt) int64 {
		if a.made == 0 {
			return chinatime.Never
		}
		return a.made
	}
	times := make([]int64, len(all))
	for i := range all {
		times[i] = when(&all[i])
	}
	slices.Sort(times)
	oldest := times[len(times)-maxAttempts]
	room := maxAttempts // of those made at just that moment, the first ones
	for _, t := range times[len(times)-maxAttempts:] {
		if t > oldest {
			room--
		}
	}
	kept := all[:0]
	for i := range all {
		a := &all[i]
		t := when(a)
		fits := t > oldest || t == oldest && room > 0
		if t == oldest && fits {
			room--
		}
		if fits || a.open() || a.OrderID != "" && typed.Same(a.OrderID, c.sub.Payout.OrderID) {
			kept = append(kept, *a)
		}
	}
	clear(all[len(kept):])
	return kept
}

// booked are the caller's outcomes in failcode's words.
var booked = [...]failcode.State{
	intake.OutcomeUnknown: failcode.StateUnknown, intake.OutcomePending: failcode.StateProcessing, intake.OutcomeReview: failcode.StateReview,
	intake.OutcomeFailed: failcode.StateFinalFailed, intake.OutcomeSucceeded: failcode.StateSucceeded, intake.OutcomeReturned: failcode.StateReturned,
}

func (c *Case) judge(a *intake.Attempt) attempt {
	made, ended := chinatime.Unix(a.SubmittedAt), chinatime.Unix(a.EndedAt)
	out := attempt{Attempt: a, made: cmp.Or(made, ended), ended: max(made, ended)}
	said := failcode.StateUnknown
	if int(a.Outcome) < len(booked) {
		said = booked[a.Outcome]
	}
	d := c.plan.codes.Assess(failcode.Report{
		Channel: a.Channel, Product: a.Product, Status: a.Status, Code: a.Code, Text: a.FailureText.Reveal(), Said: said,
	})
	out.channel, out.product = d.Channel, d.Product
	out.contradicted = d.Contradiction
	if d.StatusKnown {
		out.channelSays = c.plan.codes.Status(a.Channel, a.Product, a.Status)
	}
	out.outcome = outcomeOf(&d)
	if out.open() {
		out.stuck, out.next = d.Next == failcode.NextEscalate, d.Next
		if made != 0 && d.DeadlineHours > 0 {
			out.lapses = made + int64(d.DeadlineHours)*3600
		}
	}
	out.order, out.resendDays = d.Order, d.ResendDays
	switch cause := d.Cause; {
	case d.Known:
		out.never = cause.Retry == failcode.RetryNo
		out.listed, out.fixer, out.category, out.scope, out.clears = true, cause.Owner(), cause.Category, cause.Scope, cause.Clears
		if t := out.ended; t != 0 && out.clears != failcode.ClearsNever {
			out.clearsAt = c.clearsAt(cause, t)
		}
	case d.Likely:
		out.likely, out.category = true, cause.Category
	}
	return out
}

// outcomeOf is the outcome that may be booked, and for an order that may still have
// paid or may not, why it is open.
func outcomeOf(d *failcode.Decision) intake.AttemptOutcome {
	switch d.End() {
	case failcode.StateFinalFailed:
		return intake.OutcomeFailed
	case failcode.StateSucceeded:
		return intake.OutcomeSucceeded
	case failcode.StateReturned:
		return intake.OutcomeReturned
	}
	switch d.State {
	case failcode.StateProcessing:
		return intake.OutcomePending
	case failcode.StateReview:
		return intake.OutcomeReview
	}
	return intake.OutcomeUnknown
}

// clearsAt is when time clears a cause. Where the calendar of working days
// ends, it is rather late than early.
func (c *Case) clearsAt(cause failcode.Cause, failed int64) int64 {
	if t, ok := cause.ClearsAt(chinatime.Time(failed), c.plan.calendar); ok {
		return t.Unix()
	}
	n := 1
	if cause.Clears == failcode.ClearsAfter3Workdays {
		n = 3
	}
	return c.workdayStart(failed, n)
}

// longestBreak is the longest run of days without a working day in the notices
// of the State Council so far: 15 to 23 February 2026.
const longestBreak = 9

// workdayStart is when the n-th working day after t begins. Where the calendar
// leaves days open it is the latest that it can be, and where the calendar ends n
// days from Monday to Friday and then the longest break there has been.
func (c *Case) workdayStart(t int64, n int) int64 {
	d := chinatime.DateOf(t)
	if start, ok := c.plan.calendar.StartOf(d, n); ok {
		return start.Unix()
	}
	if k := c.plan.calendar.Count(d, n); !k.Latest.IsZero() {
		return chinatime.StartOf(k.Latest)
	}
	for range n {
		d = d.AddDays(1)
		for d.Weekday()%6 == 0 { // Sunday is 0, Saturday 6
			d = d.AddDays(1)
		}
	}
	return chinatime.StartOf(d.AddDays(longestBreak))
}

func (a *attempt) failed() bool {
	return a.outcome == intake.OutcomeFailed || a.outcome == intake.OutcomeReturned
}

// open reports whether the end is not known.
func (a *attempt) open() bool { return !a.failed() && a.outcome != intake.OutcomeSucceeded }

// mayHavePaid reports whether the money has moved or may have.
func (a *attempt) mayHavePaid() bool { return !a.failed() }

// mended reports whether the cause has been removed: after it struck.
func (a *attempt) mended() bool {
	fixed := chinatime.Unix(a.FixedAt)
	return a.Fixed == intake.Yes && (fixed == 0 || fixed >= a.ended)
}

// onToday reports whether an attempt was made on the case's day.
func (c *Case) onToday(a *attempt) bool { return c.isToday(a.made) }

// perhapsToday reports whether an attempt may have been made on the case's day.
func (c *Case) perhapsToday(a *attempt) bool { return a.made == 0 || c.onToday(a) }

// dayTurns is the next midnight when something of the history is dated after
// the case's day, and so will count as of "today" later; else 0.
func (c *Case) dayTurns() int64 {
	midnight := c.tomorrow()
	if c.seen >= midnight {
		return midnight
	}
	for _, a := range c.attempts() {
		if a.made >= midnight {
			return midnight
		}
	}
	return 0
}
