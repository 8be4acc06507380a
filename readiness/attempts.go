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
	place int   // in History.Attempts
	made  int64 // when it was made, as far as known; 0 when it is not
	ended int64 // when it ended; not before it was made
	*reading
	lapses   int64 // when an open one lapses unless what it waits for is done; 0 when it does not, or at no known time
	clearsAt int64 // when time clears the cause, 0 if it does not or the failure has no time
}

// A reading is what an attempt's outcome, status, code and text mean. Attempts that
// state the same are read once.
type reading struct {
	of           *intake.Attempt // the first one
	outcome      intake.AttemptOutcome
	contradicted bool           // what is booked and what the channel says exclude each other
	channelSays  failcode.State // what the status says, where it is listed, of one that is contradicted
	stuck        bool           // final for the channel, in doubt for us: a query says the same again
	next         failcode.Next  // what an open one waits for
	hours        int            // in which that must be done; 0 at no known time

	channel, product string         // as failcode writes them; empty where it does not know them
	order            failcode.Order // what may be done with the number of one that failed
	resendDays       int            // in which the channel takes the identical request again

	listed   bool          // the code is known, and the following says what it means
	likely   bool          // the category is read from a sentence: good for what it adds, never for what it takes away
	never    bool          // nothing may be paid after it
	action   remedy.Action // what mends the cause, by its owner
	category failcode.Category
	origin   failcode.Origin
	scope    failcode.Scope
	clears   failcode.Clears
}

// attempts returns the earlier payouts that are looked at, in the order of
// History.Attempts.
func (c *Case) attempts() []attempt { return *c.facts.attempts.get(c, (*Case).judgeAll) }

func (c *Case) judgeAll() []attempt {
	c.judged, c.readings = c.judged[:0], c.readings[:0]
	for i := range c.sub.History.Attempts {
		a := attempt{Attempt: &c.sub.History.Attempts[i], place: i}
		a.reading = c.reading(a.Attempt)
		c.date(&a)
		c.judged = append(c.judged, a)
	}
	if len(c.judged) > maxAttempts {
		c.judged = c.newest(c.judged)
	}
	return c.judged
}

// newest keeps the newest of too many attempts, and whatever their age those that did
// not fail and those under this payout's number: what is left out must not hide that it
// may be paid twice. One without a time may be the newest of all.
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
		if fits || a.outcome != intake.OutcomeFailed || a.OrderID != "" && typed.Same(a.OrderID, c.sub.Payout.OrderID) {
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

// statesTheSame reports whether read reads the same from a and b.
func statesTheSame(a, b *intake.Attempt) bool {
	return a.Code == b.Code && a.Status == b.Status && a.Outcome == b.Outcome &&
		a.Channel == b.Channel && a.Product == b.Product && a.FailureText.Reveal() == b.FailureText.Reveal()
}

// maxLookups bounds with how many readings an attempt is compared: with many more that
// would cost as much as reading it.
const maxLookups = 16

// reading returns what an attempt means: what one before it means that states the
// same, or else what it is read as now.
func (c *Case) reading(a *intake.Attempt) *reading {
	for i := range c.readings[:min(len(c.readings), maxLookups)] {
		if r := &c.readings[i]; statesTheSame(a, r.of) {
			return r
		}
	}
	c.readings = append(c.readings, c.read(a))
	return &c.readings[len(c.readings)-1] // it stays as it is when append moves the others
}

// read reads an attempt, from what statesTheSame compares and from nothing else.
func (c *Case) read(a *intake.Attempt) reading {
	out := reading{of: a}
	said := failcode.StateUnknown
	if int(a.Outcome) < len(booked) {
		said = booked[a.Outcome]
	}
	d := c.plan.codes.Assess(failcode.Report{
		Channel: a.Channel, Product: a.Product, Status: a.Status, Code: a.Code, Text: a.FailureText.Reveal(), Said: said,
	})
	out.channel, out.product = d.Channel, d.Product
	out.contradicted = d.Contradiction
	if d.Contradiction && d.StatusKnown {
		out.channelSays = c.plan.codes.Status(a.Channel, a.Product, a.Status)
	}
	out.outcome = outcomeOf(&d)
	if out.open() {
		out.stuck, out.next, out.hours = d.Next == failcode.NextEscalate, d.Next, d.DeadlineHours
	}
	out.order, out.resendDays = d.Order, d.ResendDays
	switch cause := &d.Cause; {
	case d.Known:
		out.never = cause.Retry == failcode.RetryNo
		out.listed, out.action = true, cause.Action()
		out.category, out.origin, out.scope, out.clears = cause.Category, cause.Origin, cause.Scope, cause.Clears
	case d.Likely:
		out.likely, out.category = true, cause.Category
	}
	return out
}

// date sets the times of an attempt that has been read.
func (c *Case) date(a *attempt) {
	made, ended := chinatime.Unix(a.SubmittedAt), chinatime.Unix(a.EndedAt)
	a.made, a.ended = cmp.Or(made, ended), max(made, ended)
	if made != 0 && a.hours > 0 {
		a.lapses = made + int64(a.hours)*3600
	}
	if a.ended != 0 && a.clears != failcode.ClearsNever {
		a.clearsAt = c.clearsAt(a.clears, a.ended)
	}
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
func (c *Case) clearsAt(clears failcode.Clears, failed int64) int64 {
	if clears == failcode.ClearsNextDay { // as most do
		return chinatime.NextDay(failed)
	}
	cause := failcode.Cause{Clears: clears}
	if t, ok := cause.ClearsAt(chinatime.Time(failed), c.plan.calendar); ok {
		return t.Unix()
	}
	if clears == failcode.ClearsAfter3Workdays {
		return c.afterWorkdays(failed, 3)
	}
	return c.afterWorkdays(failed, 1) - chinatime.Day // as soon as that day begins
}

// longestBreak is the longest run of days without a working day in the notices
// of the State Council so far: 15 to 23 February 2026.
const longestBreak = 9

// afterWorkdays is when n working days after t are over: at the end of the n-th, as
// escalateAt counts them. Where the calendar leaves days open it is the latest that it
// can be, and where the calendar ends n days from Monday to Friday and then the longest
// break there has been.
func (c *Case) afterWorkdays(t int64, n int) int64 {
	d := chinatime.DateOf(t)
	if end, ok := c.plan.calendar.EndOf(d, n); ok {
		return end.Unix()
	}
	if k := c.plan.calendar.Count(d, n); !k.Latest.IsZero() {
		return chinatime.StartOf(k.Latest.AddDays(1))
	}
	for range n {
		d = d.AddDays(1)
		for d.Weekday()%6 == 0 { // Sunday is 0, Saturday 6
			d = d.AddDays(1)
		}
	}
	return chinatime.StartOf(d.AddDays(longestBreak + 1))
}

func (a *reading) failed() bool {
	return a.outcome == intake.OutcomeFailed || a.outcome == intake.OutcomeReturned
}

// open reports whether the end is not known.
func (a *reading) open() bool { return !a.failed() && a.outcome != intake.OutcomeSucceeded }

// mayHavePaid reports whether the money has moved or may have.
func (a *reading) mayHavePaid() bool { return !a.failed() }

// mended reports whether the cause has been removed: after it struck, and by now.
func (c *Case) mended(a *attempt) bool {
	fixed := chinatime.Unix(a.FixedAt)
	if a.Fixed != intake.Yes || fixed != 0 && fixed < a.ended {
		return false
	}
	return !c.toCome(fixed)
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
