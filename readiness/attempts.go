package readiness

import (
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// attempt is how an earlier payout counts, after its channel's status and code
// have been held against the outcome that the caller states: of two answers the
// more careful one counts, because a payout wrongly taken for failed is paid
// twice.
type attempt struct {
	outcome  AttemptOutcome
	stuck    bool // final for the channel, in doubt for us: a query says the same again
	listed   bool // the code is known, and the following says what it means
	never    bool // nothing may be paid after it
	fixer    remedy.Fixer
	category failcode.Category
	scope    failcode.Scope
	clears   failcode.Clears
	clearsAt int64 // when time clears it, 0 if it does not or the failure has no time
}

// judged returns how the earlier payouts count, parallel to History.Attempts.
func (c *Case) judged() []attempt { return *c.facts.attempts.get(c, (*Case).judgeAll) }

func (c *Case) judgeAll() []attempt {
	c.attempts = c.attempts[:0]
	for i := range c.sub.History.Attempts {
		c.attempts = append(c.attempts, c.judge(&c.sub.History.Attempts[i]))
	}
	return c.attempts
}

func (c *Case) judge(a *Attempt) attempt {
	out := attempt{outcome: a.Outcome}
	if a.Outcome > OutcomeReturned {
		out.outcome = OutcomeUnknown
	}
	codes := c.plan.codes
	if a.Status == "" && a.Code == "" {
		return out // nothing but the caller's word
	}
	if a.Product == "" {
		failed, paid := codes.CanHaveEnded(a.Channel, a.Status, a.Code)
		if out.failed() && !failed || out.outcome == OutcomeSucceeded && !paid {
			out.outcome = OutcomeUnknown // whichever product it was
			return out
		}
	}
	if !codes.Has(a.Channel, a.Product) {
		return out
	}
	var state failcode.State
	if a.Status != "" {
		state = codes.Status(a.Channel, a.Product, a.Status)
		out.outcome = withStatus(out.outcome, state)
		if s, ok := codes.Lookup(a.Channel, a.Product, a.Status); ok && s.Category == failcode.Succeeded {
			out.outcome = OutcomeUnknown
		}
	}
	if a.Code == "" {
		return out
	}
	cause, listed := codes.Lookup(a.Channel, a.Product, a.Code)
	switch {
	case cause.Category == failcode.Succeeded:
		// A success with a defect has moved the money; whether for good, only
		// the channel can say.
		out.outcome = OutcomeUnknown
	case out.failed() && cause.Retry == failcode.RetryQueryFirst: // unlisted codes too
		out.outcome, out.stuck = OutcomeUnknown, state == failcode.StateFinalFailed || state == failcode.StateReturned
	case listed && out.outcome == OutcomeSucceeded: // with the code of a failure
		out.outcome = OutcomeUnknown
	}
	if listed {
		out.never = cause.Retry == failcode.RetryNo
		out.listed, out.fixer, out.category, out.scope, out.clears = true, cause.Fixer(), cause.Category, cause.Scope, cause.Clears
		if t := a.ended(); t != 0 && out.clears != failcode.ClearsNever {
			out.clearsAt = c.clearsAt(cause, t)
		}
	}
	return out
}

// withStatus corrects a stated outcome by the channel's own status. A status
// that is not final leaves nothing final.
func withStatus(said AttemptOutcome, state failcode.State) AttemptOutcome {
	final := said == OutcomeFailed || said == OutcomeSucceeded || said == OutcomeReturned
	switch state {
	case failcode.StateProcessing:
		return OutcomePending
	case failcode.StateReview:
		return OutcomeReview
	case failcode.StateFinalFailed:
		if said == OutcomeSucceeded {
			return OutcomeUnknown
		}
		return said
	case failcode.StateSucceeded:
		if said == OutcomeFailed {
			return OutcomeUnknown
		}
		return said
	case failcode.StateReturned:
		if final {
			return OutcomeReturned
		}
		return said
	}
	if final {
		return OutcomeUnknown // not found, or a status that is not listed
	}
	return said
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
// ends it is the latest that it can be: n days from Monday to Friday, and then
// the longest break there has been.
func (c *Case) workdayStart(t int64, n int) int64 {
	d := chinatime.DateOf(t)
	if start, ok := c.plan.calendar.StartOf(d, n); ok {
		return start.Unix()
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
	return a.outcome == OutcomeFailed || a.outcome == OutcomeReturned
}

// open reports whether the end is not known.
func (a *attempt) open() bool { return !a.failed() && a.outcome != OutcomeSucceeded }

// mayHavePaid reports whether the money has moved or may have.
func (a *attempt) mayHavePaid() bool { return !a.failed() }

// ended is when the attempt ended, as far as known; 0 when it is not. It did not
// end before it was made.
func (a *Attempt) ended() int64 { return max(chinatime.Unix(a.EndedAt), chinatime.Unix(a.SubmittedAt)) }

// made is when the attempt was made, as far as known; 0 when it is not.
func (a *Attempt) made() int64 {
	if t := chinatime.Unix(a.SubmittedAt); t != 0 {
		return t
	}
	return chinatime.Unix(a.EndedAt)
}

// mended reports whether the cause has been removed: after it struck.
func (a *Attempt) mended() bool {
	fixed := chinatime.Unix(a.FixedAt)
	return a.Fixed == Yes && (fixed == 0 || fixed >= a.ended())
}

// onToday reports whether an attempt was made on the case's day.
func (c *Case) onToday(a *Attempt) bool { return c.isToday(a.made()) }

// perhapsToday reports whether an attempt may have been made on the case's day.
func (c *Case) perhapsToday(a *Attempt) bool { return a.made() == 0 || c.onToday(a) }

// dayTurns is the next midnight when something of the history is dated after
// the case's day, and so will count as of "today" later; else 0.
func (c *Case) dayTurns() int64 {
	midnight := c.tomorrow()
	if c.seen >= midnight {
		return midnight
	}
	for i := range c.sub.History.Attempts {
		if c.sub.History.Attempts[i].made() >= midnight {
			return midnight
		}
	}
	return 0
}
