package readiness

import (
	"math"

	"github.com/payready/payready/readiness/internal/chinatime"
)

// run asks every check of the suite, in reading order, and records what it finds
// into out.
func (c *Case) run(out *result) {
	out.empty(len(c.plan.checks))
	c.out, c.next, c.blocked = out, chinatime.Never, bitset{}
	for i := 0; i < len(out.records); i++ {
		i = c.runFrom(i)
	}
}

// runFrom runs checks from the i-th on. It returns the last one that it ran: the
// last of all, or one that panicked.
func (c *Case) runFrom(i int) (last int) {
	defer func() {
		if recover() != nil { // what was thrown may hold input: it is dropped
			c.record(reasonError, Outcome{})
			last = c.check
		}
	}()
	for ; i < len(c.out.records); i++ {
		c.check, c.mark = i, len(c.out.notes)
		reason, o := c.ask(i)
		c.record(reason, o)
	}
	return i
}

// ask returns the reason that the i-th check finds: the engine's where the check
// cannot run.
func (c *Case) ask(i int) (reason int, o Outcome) {
	p := &c.plan.checks[i]
	switch {
	case p.until > c.at && c.at != 0:
		return reasonSuppressed, Outcome{until: p.until}
	case p.after.intersects(&c.blocked):
		return reasonSkipped, Outcome{}
	case p.needs.intersects(&c.lacks):
		return reasonNoInput, Outcome{}
	}
	o = p.Run(c)
	return p.find(o.code), o
}

// record writes down what the present check found.
func (c *Case) record(reason int, o Outcome) {
	effects := c.plan.checks[c.check].effects
	if effects[reason].timed && o.until <= c.at {
		reason = reasonError // it does not say when it clears
	}
	if effects[reason].blocks {
		c.blocked.add(c.check)
	}
	if o.until > c.at {
		c.next = min(c.next, o.until)
	}
	until := max(0, min(o.until, math.MaxUint32)) // which is beyond chinatime.Last
	c.out.records[c.check] = record{reason: uint8(reason), note: o.note, until: uint32(until)}
}
