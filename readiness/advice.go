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
	Cause   string // the ID of the cause that it mends, if several findings have one
	Clears  []ID
	Verdict Verdict
	Score   int
	Needed  bool // in the smallest set of actions that reaches Ready
}

// Fixes lists what can be done, one entry an action: the least effort first,
// and of those the largest gain. What an answer would settle is no fix but a Question
// (what mends the known cause of a failure is both, until somebody says that it was
// done),
// and waiting is none either: EarliestAt says until when.
//
// Needed marks the smallest set that reaches Ready, by least effort where
// several are smallest. Beyond eight actions to choose from (those that no failed
// gate demands) it marks a small set, of which none can be left out, but perhaps not
// the smallest: finding that one takes twice as long with every further action.
// None is marked when the report is Ready or no set reaches it.
func (r *Report) Fixes() []FixPlan {
	var out []FixPlan
	for f := range r.unsettled() {
		a := f.Action()
		if a.IsZero() || f.stops() || f.unknown() && len(f.Missing()) > 0 && f.note().action == 0 {
			continue
		}
		i := slices.IndexFunc(out, func(x FixPlan) bool { return x.Action.ID == a.ID })
		if i < 0 {
			i = len(out)
			out = append(out, FixPlan{Action: a})
		}
		if k := r.causeOf(f.i); k != nil {
			out[i].Cause = k.ID
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
		return cmp.Or(cmp.Compare(a.Action.Effort, b.Action.Effort), cmp.Compare(b.Score, a.Score))
	})
	r.markNeeded(out)
	return slices.DeleteFunc(out, func(f FixPlan) bool { return f.Action.Owner == remedy.Nobody })
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

// maxChoices bounds the exact search, which looks at two to the power of so many
// sets. Documented at Fixes.
const maxChoices = 8

// markNeeded finds a smallest set of fixes that reaches Ready. Every action that
// alone clears a failed gate is in it; the others are to choose from.
func (r *Report) markNeeded(fixes []FixPlan) {
	if r.Verdict == Ready {
		return
	}
	var demanded, choices []int
	ways := map[ID]int{}
	for _, f := range fixes {
		for _, id := range f.Clears {
			ways[id]++
		}
	}
	for i, f := range fixes {
		if slices.ContainsFunc(f.Clears, func(id ID) bool { return ways[id] == 1 && r.blocks(id) }) {
			demanded = append(demanded, i)
		} else {
			choices = append(choices, i)
		}
	}
	s := fixSearch{r: r, fixes: fixes}
	for _, i := range demanded {
		s.demanded = append(s.demanded, fixes[i].Clears...)
	}
	if v, _ := s.with(choices); v != Ready {
		return
	}
	search := s.smallest
	if len(choices) > maxChoices {
		search = s.small
	}
	for _, i := range append(demanded, search(choices)...) {
		fixes[i].Needed = true
	}
}

// A fixSearch looks for fixes that, with what is demanded, reach Ready.
type fixSearch struct {
	r        *Report
	fixes    []FixPlan
	demanded []ID // what is cleared in any case
	ids      []ID // room
}

// with returns the verdict and the score with these fixes done.
func (s *fixSearch) with(set []int) (Verdict, int) {
	s.ids = append(s.ids[:0], s.demanded...)
	for _, i := range set {
		s.ids = append(s.ids, s.fixes[i].Clears...)
	}
	return s.r.If(Pass, s.ids...)
}

// smallest tries every set of the choices, all of which together reach Ready: it
// returns the one with the fewest, then the least effort, then the first.
func (s *fixSearch) smallest(choices []int) []int {
	best, effort := choices, -1
	set := make([]int, 0, len(choices))
	for size := range len(choices) + 1 {
		for chosen := range uint(1) << len(choices) {
			if bits.OnesCount(chosen) != size {
				continue
			}
			set = set[:0]
			sum := 0
			for j, i := range choices {
				if chosen&(1<<j) != 0 {
					set = append(set, i)
					sum += int(s.fixes[i].Action.Effort)
				}
			}
			if effort >= 0 && sum >= effort {
				continue
			}
			if v, _ := s.with(set); v == Ready {
				best, effort = slices.Clone(set), sum
			}
		}
		if effort >= 0 {
			break
		}
	}
	return best
}

// small begins with all choices, which together reach Ready, and leaves out what
// it can: first what gains least, of that what takes most effort.
func (s *fixSearch) small(choices []int) []int {
	gains := make(map[int]int, len(choices))
	for _, i := range choices {
		_, gains[i] = s.with([]int{i})
	}
	order := slices.Clone(choices)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(gains[a]-gains[b], int(s.fixes[b].Action.Effort)-int(s.fixes[a].Action.Effort))
	})
	set := slices.Clone(choices)
	for _, i := range order {
		without := slices.DeleteFunc(slices.Clone(set), func(j int) bool { return j == i })
		if v, _ := s.with(without); v == Ready {
			set = without
		}
	}
	return set
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
