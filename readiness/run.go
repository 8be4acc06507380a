package readiness

import (
	"github.com/payready/payready/readiness/internal/chinatime"
)

// run runs every check of the suite, in reading order, and records the findings in
// out.
func (c *Case) run(out *result) {
	if c.sharing {
		c.runShared(out)
		return
	}
	out.empty(len(c.plan.checks))
	c.begin(out)
	for i := 0; i < len(out.records); i++ {
		i = c.runFrom(i)
	}
}

// begin prepares the state of a run.
func (c *Case) begin(out *result) {
	c.out, c.next, c.blocked, c.open, c.noticed = out, chinatime.Never, bitset{}, bitset{}, bitset{}
}

// runFrom runs the checks from the i-th on. It stops after a check that panics and
// returns its index.
func (c *Case) runFrom(i int) (last int) {
	defer c.recoverCheck(&last)
	for ; i < len(c.plan.checks); i++ {
		c.step(i)
	}
	return i
}

// recoverCheck records that the current check panicked, and its index as the last that ran.
// It is to be deferred.
func (c *Case) recoverCheck(last *int) {
	if recover() != nil { // the panic value may hold input, so it is dropped
		c.record(&c.plan.checks[c.check], reasonError, Outcome{})
		*last = c.check
	}
}

// step runs one check.
func (c *Case) step(i int) {
	c.check, c.mark = i, len(c.out.notes)
	p := &c.plan.checks[i]
	switch {
	case p.until > c.at && c.at != 0:
		c.record(p, reasonSuppressed, Outcome{until: p.until})
	case p.after.intersects(&c.blocked):
		c.record(p, reasonSkipped, Outcome{})
	case p.needs.intersects(&c.lacks):
		c.record(p, reasonNoInput, Outcome{})
	default:
		o := p.run(c)
		c.record(p, p.find(o.code), o)
	}
}

// record records what p, the current check, found. Most checks pass, which has no
// consequences.
func (c *Case) record(p *planned, reason int, o Outcome) {
	if p.effects[reason].status != Pass {
		reason, o = c.weigh(p, reason, o)
		if p.effects[reason].status != Pass {
			c.noticed.add(p.place)
		}
	}
	if o.until > c.at {
		c.next = min(c.next, o.until)
	}
	until := max(0, min(o.until, neverClears-1)) // the bound is beyond chinatime.Last
	if o.until == chinatime.Never {
		until = neverClears
	}
	c.out.records[c.check] = record{reason: uint8(reason), status: p.effects[reason].status, note: o.note, until: uint32(until)}
}

// weigh replaces the reason of a finding that is no pass where it does not hold, and
// takes note of what follows from it for other checks.
func (c *Case) weigh(p *planned, reason int, o Outcome) (int, Outcome) {
	e := &p.effects[reason]
	if e.timed && o.until <= c.at { // a timed fail must say when it clears
		reason, e = reasonError, &p.effects[reasonError]
	}
	if e.gate == forReview {
		if end := c.clearedUntil(p.ID, e.code); end > c.at {
			reason, o = reasonCleared, Outcome{until: end}
			e = &p.effects[reason]
		}
	}
	c.follow(c.check, e)
	return reason, o
}

// follow takes note of what follows for other checks from what one found.
func (c *Case) follow(check int, e *effect) {
	if e.status == Warn || e.status == Fail || e.status == StatusUnknown {
		c.open.add(check)
	}
	if e.blocks {
		c.blocked.add(check)
	}
}
