package readiness

import "github.com/payready/payready/readiness/intake"

// Raws returns the product of a report and those of its categories, in parts
// per 10⁹, for the property that they multiply exactly.
func Raws(r *Report) (raw int64, byCategory map[string]int64) {
	byCategory = map[string]int64{}
	for i, c := range slowCategories(r) {
		byCategory[r.plan.categories[i]] = int64(c)
	}
	return int64(r.plan.tally(r.records).raw), byCategory
}

// slowCategories returns what the categories leave, by index.
func slowCategories(r *Report) []Risk {
	out := make([]Risk, len(r.plan.categories))
	for i := range out {
		out[i] = one
	}
	for _, g := range r.plan.groups {
		least := one
		for _, t := range r.plan.scoring[g.first:g.end] {
			least = min(least, r.effect(t.check).leaves.raw)
		}
		out[g.category] = out[g.category].times(least)
	}
	return out
}

// Fields lists every built-in input.
func Fields() (out []intake.Field) {
	for _, in := range intake.Inputs() {
		out = append(out, in.Field)
	}
	return out
}

// Known reports which built-in inputs of s are given.
func Known(s *intake.Submission) (out []intake.Field) {
	for _, in := range intake.Inputs() {
		if in.Given(s) {
			out = append(out, in.Field)
		}
	}
	return out
}

// TimeChecks runs the checks of timing over a loaded case, for benchmarks that
// leave the rest of an assessment out.
func TimeChecks(c *Checker, s *intake.Submission) func() {
	k := &Case{plan: c.planned()}
	var r Report
	r.reset(k.plan)
	k.load(s, &r)
	k.number()
	return func() { k.run(&k.now) }
}

// Facts are what a case keeps of its submission, and TimedFacts of one moment.
type (
	Facts      = facts
	TimedFacts = timedFacts
)
