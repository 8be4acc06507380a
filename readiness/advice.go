package readiness

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// A FixPlan is one action, what it clears, and the verdict and score if it
// succeeds and reveals nothing new: what it clears passes, and so does what was
// skipped because of that.
type FixPlan struct {
	Action  Action
	Clears  []ID
	Verdict Verdict
	Score   int
	Needed  bool // in the smallest set of actions that reaches Ready
}

// Fixes lists what can be done, one entry an action: the least effort first,
// and of those the largest gain. Waiting is an action too, of nobody; where time
// alone does not help it comes last, being no reason to put the others off. What
// an answer would settle is no fix but a Question.
//
// Needed marks the smallest set that reaches Ready, by least effort where
// several are smallest. None is marked when the report is Ready or no set
// reaches it.
func (r *Report) Fixes() []FixPlan {
	var out []FixPlan
	for f := range r.unsettled() {
		a := f.Action()
		if a.IsZero() || f.stops() || f.unknown() && len(f.Missing()) > 0 {
			continue
		}
		i := slices.IndexFunc(out, func(x FixPlan) bool { return x.Action.ID == a.ID })
		if i < 0 {
			i = len(out)
			out = append(out, FixPlan{Action: a})
		}
		for _, id := range append([]ID{f.Check}, f.reason().Clears...) {
			if g, ok := r.Find(id); ok && !slices.Contains(out[i].Clears, id) && (id == f.Check || g.open()) {
				out[i].Clears = append(out[i].Clears, id)
			}
		}
	}
	for i := range out {
		out[i].Verdict, out[i].Score = r.If(Pass, out[i].Clears...)
	}
	slices.SortStableFunc(out, func(a, b FixPlan) int {
		return cmp.Or(r.later(a)-r.later(b), cmp.Compare(a.Action.Effort, b.Action.Effort), cmp.Compare(b.Score, a.Score))
	})
	r.markNeeded(out)
	return out
}

// later is 1 for waiting where something else is to be done first.
func (r *Report) later(f FixPlan) int {
	if f.Action.Owner == remedy.Nobody && r.Verdict != Wait {
		return 1
	}
	return 0
}

// open reports whether something is to be mended or known.
func (f Finding) open() bool {
	return f.Status == Warn || f.Status == Fail || f.Status == StatusUnknown
}

// stops reports whether all that is left to do is not to pay.
func (f Finding) stops() bool {
	return f.Kind == Stopping || f.Action().ID == remedy.StopPayout.ID
}

func (f Finding) unknown() bool { return f.Status == StatusUnknown || f.Status == StatusError }

// maxChoices bounds the exact search: beyond so many actions that no gate
// demands, only the ones that gain most are tried.
const maxChoices = 12

// markNeeded finds the smallest set of fixes that reaches Ready. Every action
// that alone clears a failed gate is in it; of the others every subset is
// tried, the small ones first.
func (r *Report) markNeeded(fixes []FixPlan) {
	if r.Verdict == Ready {
		return
	}
	var demanded []ID
	var choices []int
	ways := map[ID]int{}
	for _, f := range fixes {
		for _, id := range f.Clears {
			ways[id]++
		}
	}
	for i, f := range fixes {
		if slices.ContainsFunc(f.Clears, func(id ID) bool { return ways[id] == 1 && r.blocks(id) }) {
			fixes[i].Needed = true
			demanded = append(demanded, f.Clears...)
		} else {
			choices = append(choices, i)
		}
	}
	if len(choices) > maxChoices {
		slices.SortStableFunc(choices, func(a, b int) int { return cmp.Compare(fixes[b].Score, fixes[a].Score) })
		choices = choices[:maxChoices]
	}
	best, found := r.smallest(fixes, demanded, choices)
	for i := range fixes {
		fixes[i].Needed = fixes[i].Needed && found
	}
	for j, i := range choices {
		if found && best&(1<<j) != 0 {
			fixes[i].Needed = true
		}
	}
}

// smallest returns the set of choices, a bit each, that with what is demanded
// reaches Ready: the fewest, then the least effort, then the first.
func (r *Report) smallest(fixes []FixPlan, demanded []ID, choices []int) (best uint, found bool) {
	effort := func(set uint) (sum int) {
		for j, i := range choices {
			if set&(1<<j) != 0 {
				sum += int(fixes[i].Action.Effort)
			}
		}
		return sum
	}
	for size := range len(choices) + 1 {
		for set := uint(0); set < 1<<len(choices); set++ {
			if bits.OnesCount(set) != size || found && effort(set) >= effort(best) {
				continue
			}
			ids := slices.Clone(demanded)
			for j, i := range choices {
				if set&(1<<j) != 0 {
					ids = append(ids, fixes[i].Clears...)
				}
			}
			if v, _ := r.If(Pass, ids...); v == Ready {
				best, found = set, true
			}
		}
		if found {
			break
		}
	}
	return best, found
}

// blocks reports whether a check is a gate that fails.
func (r *Report) blocks(id ID) bool {
	f, ok := r.Find(id)
	return ok && f.Gate && f.Status == Fail
}

// A Question is an unknown input whose answer could change the verdict.
type Question struct {
	Field         intake.Field
	Ask           Owner // who knows the answer
	Checks        []ID  // that it would settle
	ScoreIfGood   int   // if all of them then found their best, mostly a pass
	ScoreIfBad    int   // if all of them then found their worst, and what rests on them was skipped
	VerdictIfGood Verdict
	VerdictIfBad  Verdict
}

// Text is the question as it is put to the one who knows.
func (q Question) Text(l Lang) string { return q.Field.Input().Label.In(l) }

// Questions lists the unknown inputs whose answers could change the verdict,
// the largest swing first.
func (r *Report) Questions() []Question {
	var out []Question
	for f := range r.unsettled() {
		for _, field := range f.Missing() {
			i := slices.IndexFunc(out, func(q Question) bool { return q.Field == field })
			if i < 0 {
				i = len(out)
				out = append(out, Question{Field: field, Ask: field.Input().Owner})
			}
			out[i].Checks = append(out[i].Checks, f.Check)
		}
	}
	for i := range out {
		q := &out[i]
		q.VerdictIfGood, q.ScoreIfGood = r.answered(q.Checks, r.best)
		q.VerdictIfBad, q.ScoreIfBad = r.answered(q.Checks, r.worst)
	}
	out = slices.DeleteFunc(out, func(q Question) bool { return q.VerdictIfGood == r.Verdict && q.VerdictIfBad == r.Verdict })
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Compare(b.ScoreIfGood-b.ScoreIfBad, a.ScoreIfGood-a.ScoreIfBad)
	})
	return out
}

// answered is If with what an answer makes of each of the checks, and the
// consequences: what rests on a gate that then fails is skipped, as the engine
// would.
func (r *Report) answered(ids []ID, answer func(i int) int) (Verdict, int) {
	var room [maxChecks]record
	records := append(room[:0], r.records...)
	var blocked bitset
	for i := range records {
		c := &r.plan.checks[i]
		switch {
		case c.after.intersects(&blocked):
			records[i] = c.record(reasonSkipped)
		case slices.Contains(ids, c.ID):
			records[i] = c.record(answer(i))
		}
		if c.effects[records[i].reason].blocks {
			blocked.add(i)
		}
	}
	return r.plan.outcome(records)
}

// best is the best that an unknown can turn out to be.
func (r *Report) best(i int) int {
	if n := r.noteOf(r.records[i]); n.best > 0 {
		return int(n.best) - 1
	}
	return reasonIfPass
}

// worst is the worst that an unknown can turn out to be: what the check said, a
// fail, or of reasons that never fail the one that costs most.
func (r *Report) worst(i int) int {
	if n := r.noteOf(r.records[i]); n.worst > 0 {
		return int(n.worst) - 1
	}
	effects := r.plan.checks[i].effects
	worst := reasonIfPass
	for j := firstReason; j < len(effects); j++ {
		switch e := &effects[j]; {
		case e.status == Fail:
			return reasonIfFail
		case e.leaves.raw < effects[worst].leaves.raw:
			worst = j
		}
	}
	return worst
}
