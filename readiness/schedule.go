package readiness

import (
	"iter"
	"slices"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// lookAhead finds out until when the report holds, and, when a gate fails that
// time clears, the earliest moment at which none does.
func (c *Case) lookAhead(r *Report, waiting bool) {
	if c.at == 0 {
		return
	}
	if t := c.nextChange(); t != 0 {
		r.ValidUntil = chinatime.Time(t)
	}
	if !waiting {
		return
	}
	if t := c.nextQuery(&r.result); t != 0 {
		r.NextQueryAt = chinatime.Time(t)
	}
	if t, v := c.earliest(&r.result); t != 0 {
		r.EarliestAt, r.EarliestVerdict = chinatime.Time(t), v
	}
}

// nextChange is the soonest moment after At until which some finding of the last
// run holds by time alone, 0 when none says.
func (c *Case) nextChange() int64 {
	if c.next == chinatime.Never {
		return 0
	}
	return c.next
}

// clears is the latest moment at which a failed timed gate of res clears, 0
// when none fails.
func (p *plan) clears(res *result) int64 {
	var latest int64
	for i, x := range res.records {
		if e := &p.checks[i].effects[x.reason]; e.timed && e.blocks {
			latest = max(latest, int64(x.until))
		}
	}
	return latest
}

// maxSteps bounds the search for EarliestAt: every step passes the end of a
// window, a day or a hold, of which a fortnight has fewer.
const maxSteps = 128

// earliest goes from one latest clearing to the next until no timed gate fails.
// Before the latest clearing its own gate still fails, so no earlier moment is
// jumped over.
func (c *Case) earliest(now *result) (int64, Verdict) {
	start := c.at
	defer func() { c.setAt(start) }()
	horizon := start + c.plan.policy.HorizonDays*chinatime.Day
	next := c.plan.clears(now)
	for range maxSteps {
		if next == 0 || next > horizon {
			return 0, Incomplete
		}
		c.setAt(next)
		c.run(&c.then)
		later := c.plan.clears(&c.then)
		if later == 0 {
			v, _ := c.plan.outcome(c.then.records)
			return next, v
		}
		next = later
	}
	return 0, Incomplete
}

// nextQueryKey is the evidence under which a finding that is settled by a query
// says when to ask.
const nextQueryKey = "next_query_at"

func (c *Case) nextQuery(res *result) int64 {
	var soonest int64
	for i, x := range res.records {
		p := &c.plan.checks[i]
		if !p.effects[x.reason].pending {
			continue
		}
		n := res.noteOf(x)
		for j, k := range n.keys {
			if k != 0 && p.Evidence[k-1].Name == nextQueryKey {
				soonest = chinatime.Sooner(soonest, n.values[j])
			}
		}
	}
	return soonest
}

// A Stretch is a span of time throughout which the gates that fail and the
// verdict are the same. It is half-open: To is already outside. Times are China
// time, to the second.
type Stretch struct {
	From, To time.Time
	Open     bool    // no gate fails; the verdict says whether enough is known
	Verdict  Verdict //
	Causes   []ID    // the gates that fail, in reading order; nil when Open
}

// maxSchedule bounds the span of a Schedule, and with it the work.
const maxSchedule = 366 * chinatime.Day

// Schedule goes through the stretches of [from, to) in which sub may and may not
// be submitted, in order and without gaps: at every second the verdict is that
// of Assess with that second as At. What the submission says stays as it is and
// was true at ObservedAt, else At, else from; evidence ages on the way.
//
// It looks at 366 days at most, from from on; both are cut to the second. It
// yields nothing when from is not before to or outside the years 2000 to 2099.
// The work is done as the sequence is drawn: one assessment a change, of which
// windows make a few a day. Several goroutines may draw one sequence, each all of
// it.
func (c *Checker) Schedule(sub intake.Submission, from, to time.Time) iter.Seq[Stretch] {
	return func(yield func(Stretch) bool) {
		sub := sub // a sequence may be drawn twice, or by several goroutines at once
		start := chinatime.Unix(from)
		end := min(to.Unix(), start+maxSchedule, chinatime.Last)
		if start == 0 || start >= end {
			return
		}
		if sub.ObservedAt.IsZero() {
			sub.ObservedAt = sub.At
		}
		if sub.ObservedAt.IsZero() {
			sub.ObservedAt = from
		}
		sub.At = from
		p := c.planned()
		k := p.cases.Get().(*Case)
		defer func() {
			k.clear()
			p.cases.Put(k)
		}()
		var r Report
		r.reset(p)
		k.load(&sub, &r)
		for last := k.stretch(); ; {
			next := k.nextChange()
			if next == 0 || next >= end {
				last.To = chinatime.Time(end)
				yield(last)
				return
			}
			k.setAt(next)
			s := k.stretch()
			if s.Verdict == last.Verdict && slices.Equal(s.Causes, last.Causes) {
				continue
			}
			last.To = s.From
			if !yield(last) {
				return
			}
			last = s
		}
	}
}

// stretch assesses the present moment, from which a stretch may go on.
func (c *Case) stretch() Stretch {
	c.run(&c.then)
	v, _ := c.plan.outcome(c.then.records)
	s := Stretch{From: chinatime.Time(c.at), Verdict: v}
	for i, x := range c.then.records {
		if c.plan.checks[i].effects[x.reason].gate != Incomplete {
			s.Causes = append(s.Causes, c.plan.checks[i].ID)
		}
	}
	s.Open = s.Causes == nil
	return s
}
