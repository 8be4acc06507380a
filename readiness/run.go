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
	c.out, c.next, c.blocked, c.open, c.noticed, c.spared = out, chinatime.Never, bitset{}, bitset{}, bitset{}, 0
	c.barred = bitset{}
	for i := range c.lacks.each {
		c.barred.join(&c.plan.needers[i])
	}
	for _, i := range c.plan.suppressed {
		if c.suppressed(&c.plan.checks[i]) {
			c.barred.add(i)
		}
	}
}

// suppressed reports whether the policy suppresses p at the case's time.
func (c *Case) suppressed(p *planned) bool { return p.until > c.at && c.at != 0 }

// runFrom runs the checks from the i-th on. It stops after a check that panics and
// returns its index.
func (c *Case) runFrom(i int) (last int) {
	defer c.recoverCheck(&last)
	for ; i < len(c.plan.steps); i++ {
		c.step(i, &c.plan.steps[i])
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

// step runs the i-th check. What passes has no consequences.
func (c *Case) step(i int, s *step) {
	c.check, c.mark = i, len(c.out.notes)
	if c.barred.has(i) {
		c.bar(&c.plan.checks[i])
		return
	}
	switch o := s.run(c); {
	case o.code == s.passes && s.reason != 0:
		c.out.records[i] = record{reason: s.reason, status: Pass, note: o.note, until: c.until32(o.until)}
	case o.code == CodeNotApplicable:
		c.spared += s.risk
		c.out.records[i] = record{reason: reasonNotApplicable, status: NotApplicable, note: o.note, until: c.until32(o.until)}
	default:
		c.record(&c.plan.checks[i], s.find(o.code), o)
	}
}

// until32 returns until when a finding holds, as a record has it, and takes note of when
// it may change.
func (c *Case) until32(until int64) uint32 {
	if until == 0 {
		return 0
	}
	if until > c.at {
		c.next = min(c.next, until)
	}
	if until == chinatime.Never {
		return neverClears
	}
	return uint32(max(0, min(until, neverClears-1))) // the bound is beyond chinatime.Last
}

// bar records why p, the current check, cannot run.
func (c *Case) bar(p *planned) {
	switch {
	case c.suppressed(p):
		c.record(p, reasonSuppressed, Outcome{until: p.until})
	case p.after.intersects(&c.blocked):
		c.record(p, reasonSkipped, Outcome{})
	default:
		c.record(p, reasonNoInput, Outcome{})
	}
}

// record records what p, the current check, found.
func (c *Case) record(p *planned, reason int, o Outcome) {
	if p.effects[reason].status != Pass {
		reason, o = c.weigh(p, reason, o)
		c.notice(p, p.effects[reason].status)
	}
	c.out.records[c.check] = record{reason: uint8(reason), status: p.effects[reason].status, note: o.note, until: c.until32(o.until)}
}

// notice takes note of a finding for the score.
func (c *Case) notice(p *planned, s Status) {
	switch s {
	case Pass:
	case NotApplicable:
		c.spared += p.risk
	default:
		c.noticed.add(p.place)
	}
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
		c.barred.join(&c.plan.checks[check].followers)
	}
}
