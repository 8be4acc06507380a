package readiness

// run runs the suite into out.
func (c *Case) run(out *result) {
	n := len(c.prog.runs)
	if cap(out.lines) < n {
		out.lines = make([]line, n)
	}
	out.lines, out.notes = out.lines[:n], out.notes[:0]
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
	c.held, c.blocked, c.broken = [maxChecks]bool{}, checkSet{}, checkSet{}
	for b := range c.lacks.each {
		c.hold(&p.needing[b])
	}
	for i := range p.pausable.each {
		c.held[i] = c.held[i] || c.paused(i)
	}
}

func (c *Case) hold(checks *checkSet) {
	for i := range checks.each {
		c.held[i] = true
	}
}

func (c *Case) paused(i int) bool { return c.prog.steps[i].until > c.at && c.at != 0 }

// runFrom runs checks from the i-th on and returns where to resume: at the end,
// or at a check that panicked, which does not run again.
func (c *Case) runFrom(i int) (next int) {
	defer func() {
		if recover() != nil { // what was thrown may hold input: it is dropped
			c.held[c.check] = true
			c.broken.add(c.check)
			next = c.check
		}
	}()
	lines := c.out.lines
	for ; i < len(lines); i++ {
		c.check = i
		l := &lines[i]
		var r *cost
		if c.held[i] {
			var until int64
			r, until = c.instead(i)
			l.until, l.note = c.lasts(until), 0
		} else {
			o := c.prog.runs[i](c)
			l.until, l.note = c.lasts(o.until), o.note
			if r = c.before[i]; !same(r.code, o.code) {
				r = c.settle(o.code)
			}
		}
		if r.marks.has(timed | counts | blocks) {
			r = c.follow(i, r)
		}
		c.sum.marks |= r.marks
		l.reason = r.place
	}
	return i
}

// lasts takes note of a moment up to which a finding holds.
func (c *Case) lasts(until int64) stamp {
	if until > c.at {
		c.next = min(c.next, until)
	}
	return stampOf(until)
}

// instead is what a check that does not run has found, and until when.
func (c *Case) instead(i int) (*cost, int64) {
	s := &c.prog.steps[i]
	switch {
	case c.broken.has(i):
		return c.prog.engine(i, reasonError), 0
	case c.paused(i):
		return c.prog.engine(i, reasonSuppressed), s.until
	case s.after.intersects(&c.blocked):
		return c.prog.engine(i, reasonSkipped), 0
	}
	return c.prog.engine(i, reasonNoInput), 0
}

// follow draws the consequences of what is no plain pass.
func (c *Case) follow(i int, r *cost) *cost {
	if r.marks.has(timed) && int64(c.out.lines[i].until) <= c.at { // does not say when it clears
		r = c.prog.engine(i, reasonError)
	}
	if r.marks.has(counts) {
		c.sum.counting.add(i)
	}
	if r.marks.has(blocks) {
		c.blocked.add(i)
		c.hold(&c.prog.behind[i])
	}
	return r
}

// settle finds the reason of a code that the running check did not find before.
//
//go:noinline
func (c *Case) settle(code string) *cost {
	r := c.prog.search(c.check, code)
	c.before[c.check] = r
	return r
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
