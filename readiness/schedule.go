package readiness

import (
	"iter"
	"slices"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// lookAhead sets until when the report holds and, if a failed gate waits, when to
// query and the earliest time to submit.
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

// nextChange returns when time alone may next change a finding of the last run, or
// 0 if no finding says.
func (c *Case) nextChange() int64 {
	if c.next == chinatime.Never {
		return 0
	}
	return c.next
}

// clears returns when the last failed timed gate of res, the last run, clears, or 0 if none
// fails.
func (c *Case) clears(res *result) int64 {
	var latest int64
	for i := range c.blocked.each {
		x := res.records[i]
		if c.plan.checks[i].effects[x.reason].timed {
			latest = max(latest, int64(x.until))
		}
	}
	return latest
}

// maxSteps bounds the search for EarliestAt. Each step passes the end of a window,
// a day or a hold, and a fortnight has fewer of these.
const maxSteps = 128

// earliest returns the first time at which no timed gate fails, and the verdict
// then. Each step moves to when the last failed gate clears; until then that gate
// still fails, so no earlier time is missed.
func (c *Case) earliest(now *result) (int64, Verdict) {
	start := c.at
	defer func() { c.held = 0; c.setAt(start) }()
	horizon := start + c.plan.policy.HorizonDays*chinatime.Day
	next := c.clears(now)
	for range maxSteps {
		if next == 0 || next > horizon {
			return 0, Incomplete
		}
		c.held = next // whoever waits because of this report is not asked again
		c.setAt(next)
		c.run(&c.then)
		later := c.clears(&c.then)
		if later == 0 {
			t := c.plan.tallyOf(c.then.records, &c.noticed, c.spared)
			v, _ := c.plan.verdict(&t)
			return next, v
		}
		next = later
	}
	return 0, Incomplete
}

// nextQueryKey is the evidence key for when to query, in a finding that a query
// settles.
const nextQueryKey = "next_query_at"

func (c *Case) nextQuery(res *result) int64 {
	var soonest int64
	for place := range c.noticed.each {
		i := c.plan.scoring[place].check
		p, x := &c.plan.checks[i], res.records[i]
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

// A Stretch is a period in which the failed gates and the verdict stay the same.
// It includes From but not To. Times are China time, to the second.
type Stretch struct {
	From, To time.Time
	Open     bool // no gate fails; Verdict says whether enough is known
	Verdict  Verdict
	Causes   []ID // the gates that fail, in reading order; nil when Open
}

// maxSchedule bounds the length of a Schedule, and so its work.
const maxSchedule = 366 * chinatime.Day

// Schedule returns an iterator over the stretches of [from, to), in order and
// without gaps. At every second the verdict is that of Assess with At set to that
// second. What sub says is taken as observed at ObservedAt, or else At, or else
// from; evidence ages as time passes.
//
// Schedule covers at most 366 days, in whole seconds. It yields nothing if from is
// not before to, or is outside the years 2000 to 2099. The work is done during
// iteration: one assessment per change, of which windows make a few a day. The
// iterator may be used again, and by several goroutines at once.
func (c *Checker) Schedule(sub intake.Submission, from, to time.Time) iter.Seq[Stretch] {
	return func(yield func(Stretch) bool) {
		sub := sub // the iterator may be used again, or by several goroutines at once
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
		k := c.newCase()
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

// stretch assesses the current time and returns the stretch that begins then.
func (c *Case) stretch() Stretch {
	c.run(&c.then)
	v, _ := c.plan.outcome(c.then.records)
	s := Stretch{From: chinatime.Time(c.at), Verdict: v}
	for i, x := range c.then.records {
		if c.plan.checks[i].effects[x.reason].gate != open {
			s.Causes = append(s.Causes, c.plan.checks[i].ID)
		}
	}
	s.Open = s.Causes == nil
	return s
}
