package readiness

import (
	"cmp"
	"slices"

	"github.com/payready/payready/readiness/remedy"
)

// A FixPlan is one action, what it clears, and the verdict and score if it
// succeeds and reveals nothing new: what it clears passes, and what was skipped
// because of that.
type FixPlan struct {
	Action  Action
	Clears  []ID
	Verdict Verdict
	Score   int
}

// Fixes lists what can be done, one entry an action: the least effort first,
// and of those the largest gain. Waiting is no fix: see EarliestAt.
func (r *Report) Fixes() []FixPlan {
	var out []FixPlan
	for f := range r.Findings() {
		a := f.Action()
		if a.IsZero() || a.Fixer == remedy.Nobody || f.Status == StatusUnknown || f.Status == StatusError {
			continue
		}
		i := slices.IndexFunc(out, func(x FixPlan) bool { return x.Action.ID == a.ID })
		if i < 0 {
			i = len(out)
			out = append(out, FixPlan{Action: a})
		}
		out[i].Clears = append(out[i].Clears, f.Check)
	}
	for i := range out {
		out[i].Verdict, out[i].Score = r.If(Pass, out[i].Clears...)
	}
	slices.SortStableFunc(out, func(a, b FixPlan) int {
		return cmp.Or(cmp.Compare(a.Action.Effort, b.Action.Effort), cmp.Compare(b.Score, a.Score))
	})
	return out
}

// A Question is an unknown input whose answer could change the verdict.
type Question struct {
	Field       Field
	Ask         Fixer // who knows the answer
	Checks      []ID  // that need it
	ScoreIfGood int   // if all of them then passed
	ScoreIfBad  int   // if all of them then failed
}

// Text is the question as it is put to the one who knows.
func (q Question) Text(l Lang) string { return label(q.Field).In(l) }

// Questions lists the unknown inputs, the largest swing first. An input whose
// answer could not move the score is left out.
func (r *Report) Questions() []Question {
	var out []Question
	for f := range r.Findings() {
		for _, field := range f.Missing() {
			i := slices.IndexFunc(out, func(q Question) bool { return q.Field == field })
			if i < 0 {
				i = len(out)
				out = append(out, Question{Field: field, Ask: ask(field)})
			}
			out[i].Checks = append(out[i].Checks, f.Check)
		}
	}
	for i := range out {
		_, out[i].ScoreIfGood = r.If(Pass, out[i].Checks...)
		_, out[i].ScoreIfBad = r.If(Fail, out[i].Checks...)
	}
	out = slices.DeleteFunc(out, func(q Question) bool { return q.ScoreIfGood == q.ScoreIfBad })
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Compare(b.ScoreIfGood-b.ScoreIfBad, a.ScoreIfGood-a.ScoreIfBad)
	})
	return out
}
