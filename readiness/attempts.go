package readiness

import (
	"cmp"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// An attempt is an earlier payout as it counts: after its channel's status and code
// have been held against the outcome that the caller states: of two answers the
// more careful one counts, because a payout wrongly taken for failed is paid
// twice.
type attempt struct {
	*intake.Attempt
	made     int64 // when it was made, as far as known; 0 when it is not
	ended    int64 // when it ended; not before it was made
	outcome  intake.AttemptOutcome
	stuck    bool // final for the channel, in doubt for us: a query says the same again
	listed   bool // the code is known, and the following says what it means
	never    bool // nothing may be paid after it
	fixer    remedy.Owner
	category failcode.Category
	scope    failcode.Scope
	clears   failcode.Clears
	clearsAt int64 // when time clears it, 0 if it does not or the failure has no time
}

// attempts returns the earlier payouts, in the order of History.Attempts.
func (c *Case) attempts() []attempt { return *c.facts.attempts.get(c, (*Case).judgeAll) }

func (c *Case) judgeAll() []attempt {
	c.judged = c.judged[:0]
	for i := range c.sub.History.Attempts {
		c.judged = append(c.judged, c.judge(&c.sub.History.Attempts[i]))
	}
	return c.judged
}

func (c *Case) judge(a *intake.Attempt) attempt {
	made, ended := chinatime.Unix(a.SubmittedAt), chinatime.Unix(a.EndedAt)
	out := attempt{Attempt: a, made: cmp.Or(made, ended), ended: max(made, ended), outcome: a.Outcome}
	if a.Outcome > intake.OutcomeReturned {
		out.outcome = intake.OutcomeUnknown
	}
	codes := c.plan.codes
	if a.Status == "" && a.Code == "" {
		return out // nothing but the caller's word
	}
	if a.Product == "" {
		failed, paid := codes.CanHaveEnded(a.Channel, a.Status, a.Code)
		if out.failed() && !failed || out.outcome == intake.OutcomeSucceeded && !paid {
			out.outcome = intake.OutcomeUnknown // whichever product it was
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
			out.outcome = intake.OutcomeUnknown
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
		out.outcome = intake.OutcomeUnknown
	case out.failed() && cause.Retry == failcode.RetryQueryFirst: // unlisted codes too
		out.outcome, out.stuck = intake.OutcomeUnknown, state == failcode.StateFinalFailed || state == failcode.StateReturned
	case listed && out.outcome == intake.OutcomeSucceeded: // with the code of a failure
		out.outcome = intake.OutcomeUnknown
	}
	if listed {
		out.never = cause.Retry == failcode.RetryNo
		out.listed, out.fixer, out.category, out.scope, out.clears = true, cause.Owner(), cause.Category, cause.Scope, cause.Clears
		if t := out.ended; t != 0 && out.clears != failcode.ClearsNever {
			out.clearsAt = c.clearsAt(cause, t)
		}
	}
	return out
}

// withStatus corrects a stated outcome by the channel's own status. A status
// that is not final leaves nothing final.
func withStatus(said intake.AttemptOutcome, state failcode.State) intake.AttemptOutcome {
	final := said == intake.OutcomeFailed || said == intake.OutcomeSucceeded || said == intake.OutcomeReturned
	switch state {
	case failcode.StateProcessing:
		return intake.OutcomePending
	case failcode.StateReview:
		return intake.OutcomeReview
	case failcode.StateFinalFailed:
		if said == intake.OutcomeSucceeded {
			return intake.OutcomeUnknown
		}
		return said
	case failcode.StateSucceeded:
		if said == intake.OutcomeFailed {
			return intake.OutcomeUnknown
		}
		return said
	case failcode.StateReturned:
		if final {
			return intake.OutcomeReturned
		}
		return said
	}
	if final {
		return intake.OutcomeUnknown // not found, or a status that is not listed
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
