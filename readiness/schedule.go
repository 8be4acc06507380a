package readiness

// lookAhead finds out until when the report holds, and, when a gate fails that
// time clears, the earliest moment at which none does.
func (c *Case) lookAhead(r *Report, waiting bool) {
	if c.at == 0 {
		return
	}
	if t := r.nextChange(c.at); t != 0 {
		r.ValidUntil = chinaTime(t)
	}
	if !waiting {
		return
	}
	if t := c.nextQuery(&r.result); t != 0 {
		r.NextQueryAt = chinaTime(t)
	}
	if t, v := c.earliest(&r.result); t != 0 {
		r.EarliestAt, r.EarliestVerdict = chinaTime(t), v
	}
}

// nextChange is the soonest moment after at until which some finding holds by
// time alone, 0 when none says.
func (r *result) nextChange(at int64) int64 {
	var soonest int64
	for i := range r.notes {
		if u := r.notes[i].until; u > at && (soonest == 0 || u < soonest) {
			soonest = u
		}
	}
	return soonest
}

// clears is the latest moment at which a failed timed gate of res clears, 0
// when none fails.
func (p *program) clears(res *result) int64 {
	var latest int64
	for i, l := range res.lines {
		s := &p.steps[i]
		if l.status == Fail && s.gate && s.reasons[l.reason].kind == Timed {
			latest = max(latest, res.notes[l.note-1].until)
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
	horizon := start + c.prog.policy.HorizonDays*daySeconds
	next := c.prog.clears(now)
	for range maxSteps {
		if next == 0 || next > horizon {
			return 0, Incomplete
		}
		c.setAt(next)
		c.run(&c.then)
		later := c.prog.clears(&c.then)
		if later == 0 {
			t := c.prog.tally(c.then.lines, nil)
			v, _ := c.prog.verdict(&t)
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
	for i, l := range res.lines {
		ck := &c.prog.checks[i]
		if l.status != Fail || c.prog.steps[i].reasons[l.reason].kind != Query || l.note == 0 {
			continue
		}
		n := &res.notes[l.note-1]
		for j, k := range n.keys {
			if k != 0 && ck.Evidence[k-1].Name == nextQueryKey && (soonest == 0 || n.values[j] < soonest) {
				soonest = n.values[j]
			}
		}
	}
	return soonest
}
