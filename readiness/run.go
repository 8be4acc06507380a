package readiness

import "math"

// run runs the suite into out.
func (c *Case) run(out *result) {
	n := len(c.turns)
	out.empty(n)
	c.out, c.sum, c.next = out, sum{}, never
	c.captures()
	c.holdBack()
	for i := 0; i < n; {
		i = c.runFrom(i)
	}
}

// holdBack finds the checks that cannot run whatever the others find: those that
// lack an input, and those that the policy suppresses at this time.
func (c *Case) holdBack() {
	p := c.prog
	c.blocked, c.broken = checkSet{}, checkSet{}
	if c.lacks != (fieldSet{}) {
		for b := range c.lacks.each {
			c.hold(&p.needing[b])
		}
	}
	if p.pausable != (checkSet{}) {
		for i := range p.pausable.each {
			if c.paused(i) {
				c.turns[i].run = (*Case).instead
			}
		}
	}
}

func (c *Case) hold(checks *checkSet) {
	for i := range checks.each {
		c.turns[i].run = (*Case).instead
	}
}

func (c *Case) paused(i int) bool { return c.prog.steps[i].until > c.at && c.at != 0 }

// A turn is what running one check takes, and what it leaves for the next run.
type turn struct {
	run    func(*Case) Outcome // the check's, or instead of it
	before *cost               // what the check found last, in whatever case: tried first
	keys   []Key               // of its evidence
}

// runFrom runs checks from the i-th on and returns where to resume: at the end,
// or at a check that panicked, which does not run again.
func (c *Case) runFrom(i int) (next int) {
	defer func() {
		if recover() != nil { // what was thrown may hold input: it is dropped
			c.turns[c.check].run = (*Case).instead
			c.broken.add(c.check)
			next = c.check
		}
	}()
	turns := c.turns
	lines := c.out.lines[:len(turns)]
	for ; i < len(turns); i++ {
		c.check = i
		o := turns[i].run(c)
		if r := turns[i].before; same(r.code, o.code) && r.marks == 0 {
			lines[i] = line(r.place) | c.rest(o)
		} else {
			lines[i] = c.found(r, o)
		}
	}
	return i
}

// found makes the line of an outcome that is more than a plain pass, or another
// than the check's last, and draws the consequences.
func (c *Case) found(r *cost, o Outcome) line {
	i := c.check
	if !same(r.code, o.code) {
		r = c.prog.search(i, o.code)
		c.turns[i].before = r
	}
	rest := c.rest(o)
	if r.marks.has(timed) && rest.until() <= c.at { // does not say when it clears
		r = c.prog.engine(i, reasonError)
	}
	c.sum.count(r)
	if r.marks.has(blocks) {
		c.blocked.add(i)
		c.hold(&c.prog.behind[i])
	}
	return line(r.place) | rest
}

// rest is a line but for its reason. It takes note of a moment up to which the
// finding holds.
func (c *Case) rest(o Outcome) line {
	l := line(o.note) << lineNote
	if o.until == 0 {
		return l
	}
	if o.until > c.at {
		c.next = min(c.next, o.until)
	}
	return l | line(max(0, min(o.until, math.MaxUint32)))<<lineUntil
}

// instead is run in the place of a check that is not to run, once: it says why
// and until when.
func (c *Case) instead() Outcome {
	i := c.check
	s := &c.prog.steps[i]
	c.turns[i].run = c.prog.checks[i].Run
	reason, until := reasonNoInput, int64(0)
	switch {
	case c.broken.has(i):
		reason = reasonError
	case c.paused(i):
		reason, until = reasonSuppressed, s.until
	case s.after.intersects(&c.blocked):
		reason = reasonSkipped
	}
	r := c.prog.engine(i, reason)
	c.turns[i].before = r
	return Outcome{code: r.code, until: until}
}

func (p *program) engine(i, reason int) *cost { return &p.reasons[int(p.steps[i].engine)+reason] }

// search finds the reason of a code: among the check's own, then among the two of
// the engine that a check may return. A code that the check does not declare
// breaks the contract.
func (p *program) search(i int, code string) *cost {
	s := &p.steps[i]
	own, engine := p.reasons[s.own:s.end], p.reasons[s.engine:s.own]
	for r := range own {
		if own[r].code == code {
			return &own[r]
		}
	}
	switch code {
	case CodeNoInput:
		return &engine[reasonNoInput]
	case CodeNotApplicable:
		return &engine[reasonNotApplicable]
	}
	return &engine[reasonError]
}
