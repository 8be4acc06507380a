package readiness

import (
	"math/bits"
	"slices"
)

// A whatIf says what verdict and score would be if checks had found something else. It
// gives what plan.outcome gives, by difference: sums are subtracted and added, and the
// product is multiplied again, in scoring order, over the few groups that lose
// something. Dividing a loss out of the product, or multiplying what stands before it
// by what stands behind, would not be exact, since every step truncates.
type whatIf struct {
	r       *Report
	p       *plan
	reasons [maxChecks]uint8 // of each check, as assumed

	sums
	leaves    [maxChecks]Risk // what each check leaves, in scoring order
	left      [maxChecks]Risk // what each group leaves
	losing    bitset          // groups that leave less than the whole
	notPassed bitset          // checks, as found
	costing   bitset          // checks that cost points or block, as found
	blocked   bitset          // checks that keep others from running, as found
	settled   bool            // see settle
	score     int             // as found
	change    []change        // what to take back
}

// The sums of what checks found.
type sums struct {
	unknown       Risk
	notApplicable Risk
	gates         [forStop + 1]uint8 // how many gates fail, by what they ask for
	required      uint8              // how many required answers are unknown
}

// A change is a check that is assumed to have found something else.
type change struct{ check, was int }

// load assumes what the report found.
func (w *whatIf) load(r *Report) {
	w.r, w.p, w.change = r, r.plan, w.change[:0]
	w.sums, w.losing, w.notPassed, w.costing, w.blocked, w.settled = sums{}, bitset{}, bitset{}, bitset{}, bitset{}, false
	records := r.records
	for i := range records {
		w.reasons[i], w.leaves[i], w.left[i] = records[i].reason, one, one
		if records[i].status != Pass {
			w.notPassed.add(i)
		}
	}
	for i := range w.notPassed.each {
		c, e := &w.p.checks[i], r.effect(i)
		w.count(e, 1)
		if e.blocks {
			w.blocked.add(i)
		}
		if e.costs() {
			w.costing.add(i)
		}
		if e.leaves.raw != one {
			w.leave(c, e.leaves.raw)
		}
	}
	_, w.score = w.outcome()
}

// left is the share of the score that the reason leaves. A pass leaves all of it.
func (e *effect) left() Risk {
	if e.status == Pass {
		return one
	}
	return e.leaves.raw
}

// count adds a finding to the sums, or takes it out if n is -1.
func (w *whatIf) count(e *effect, n int8) {
	if e.status == Pass {
		return
	}
	w.unknown += Risk(n) * e.unknown
	w.notApplicable += Risk(n) * e.notApplicable
	w.gates[e.gate] += uint8(n)
	if e.unknownRequired {
		w.required += uint8(n)
	}
}

// leave has a check leave so much, and works out what its group then leaves.
func (w *whatIf) leave(c *planned, left Risk) {
	was, group := w.leaves[c.place], &w.left[c.group]
	w.leaves[c.place] = left
	switch {
	case left <= *group:
		*group = left
	case was == *group: // perhaps the only one that left so little
		of := &w.p.groups[c.group]
		*group = slices.Min(w.leaves[of.first:of.end])
	}
	if *group == one {
		w.losing.drop(c.group)
	} else {
		w.losing.add(c.group)
	}
}

// assume lets a check find another of its reasons, until undo.
func (w *whatIf) assume(check, reason int) {
	was := int(w.reasons[check])
	if was == reason {
		return
	}
	w.change = append(w.change, change{check, was})
	w.set(check, reason)
}

func (w *whatIf) set(check, reason int) {
	c := &w.p.checks[check]
	was, now := &c.effects[w.reasons[check]], &c.effects[reason]
	w.reasons[check] = uint8(reason)
	w.count(was, -1)
	w.count(now, 1)
	if was.left() != now.left() {
		w.leave(c, now.left())
	}
}

// undo goes back to what the report found.
func (w *whatIf) undo() { w.undoTo(0) }

// undoTo keeps the first n changes.
func (w *whatIf) undoTo(n int) {
	for i := len(w.change) - 1; i >= n; i-- {
		w.set(w.change[i].check, w.change[i].was)
	}
	w.change = w.change[:n]
}

// tally returns the sums, and as the product the whole.
func (w *whatIf) tally() tally {
	t := tally{product: whole, unknown: w.unknown, applicable: w.p.risk - w.notApplicable, unknownRequired: w.required > 0}
	for g := forStop; g > open && t.gate == open; g-- {
		if w.gates[g] > 0 {
			t.gate = g
		}
	}
	return t
}

// outcome returns the verdict and the score.
func (w *whatIf) outcome() (Verdict, int) {
	t := w.tally()
	t.raw = w.product()
	v, b := w.p.verdict(&t)
	return v, b.place(t.raw)
}

// verdict returns the verdict. Where it does not depend on the product, that is not
// worked out.
func (w *whatIf) verdict() Verdict {
	t := w.tally()
	v, b := w.p.verdict(&t)
	if b > bandIncomplete {
		t.raw = w.product()
		v, _ = w.p.verdict(&t)
	}
	return v
}

// product multiplies what the groups leave as plan.tally does.
func (w *whatIf) product() Risk {
	all, part, category := one, one, -1
	for g := range w.losing.each {
		if c := w.p.groups[g].category; c != category {
			all, part, category = all.times(part), one, c
		}
		part = part.times(w.left[g])
	}
	return all.times(part)
}

// categories appends what the categories leave, by index, to out, which is empty.
func (w *whatIf) categories(out []Risk) []Risk {
	for range w.p.categories {
		out = append(out, one)
	}
	for g := range w.losing.each {
		c := w.p.groups[g].category
		out[c] = out[c].times(w.left[g])
	}
	return out
}

// gain returns the points by which the score would rise if the check passed.
func (w *whatIf) gain(check int) int {
	if w.r.records[check].status == Pass {
		return max(0, w.score-w.r.Score)
	}
	w.assume(check, reasonIfPass)
	_, score := w.outcome()
	w.undo()
	return max(0, score-w.r.Score)
}

// passing returns the verdict and the score if these checks passed.
func (w *whatIf) passing(checks []int) (Verdict, int) {
	for _, i := range checks {
		w.assume(i, reasonIfPass)
	}
	v, score := w.outcome()
	w.undo()
	return v, score
}

// answer assumes, until undo, that an answer makes of each of the checks its best or its
// worst. What rests on a gate that then fails is skipped, as the engine would.
func (w *whatIf) answer(checks *bitset, with func(r *Report, i int) int) {
	if w.walk(checks, checks, with) && w.settled {
		return
	}
	w.undo() // other checks are concerned, too
	var all bitset
	for i := range all {
		all[i] = checks[i] | w.p.dependent[i]
	}
	w.walk(checks, &all, with)
}

// settle finds out whether the report's own findings skip just what they would skip
// here. A check that the policy suppresses is another matter.
func (w *whatIf) settle() {
	w.walk(&bitset{}, &w.p.dependent, nil)
	w.settled = len(w.change) == 0
	w.undo()
}

// walk is answer for some of the checks. It reports whether the same checks keep others
// from running as before.
func (w *whatIf) walk(checks, some *bitset, with func(r *Report, i int) int) bool {
	blocked := w.blocked
	for word, left := range some {
		for ; left != 0; left &= left - 1 {
			i := word*64 + bits.TrailingZeros64(left)
			c := &w.p.checks[i]
			reason := int(w.r.records[i].reason)
			switch {
			case c.after.intersects(&blocked):
				reason = reasonSkipped
			case checks.has(i):
				reason = with(w.r, i)
			}
			w.assume(i, reason)
			if c.effects[reason].blocks {
				blocked.add(i)
			} else {
				blocked.drop(i)
			}
		}
	}
	return blocked == w.blocked
}

// verdictIf returns the verdict with such an answer.
func (w *whatIf) verdictIf(checks *bitset, with func(r *Report, i int) int) Verdict {
	w.answer(checks, with)
	v := w.verdict()
	w.undo()
	return v
}

// scoreIf returns the score with such an answer.
func (w *whatIf) scoreIf(checks *bitset, with func(r *Report, i int) int) int {
	w.answer(checks, with)
	_, score := w.outcome()
	w.undo()
	return score
}
