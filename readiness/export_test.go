package readiness

import "github.com/payready/payready/readiness/intake"

// Raws returns the product of a report and those of its categories, in parts
// per 10⁹, for the property that they multiply exactly.
func Raws(r *Report) (raw int64, byCategory map[string]int64) {
	byCategory = map[string]int64{}
	raws := make([]Risk, len(r.plan.categories))
	raw = int64(r.plan.tally(r.records, raws).raw)
	for i, c := range raws {
		byCategory[r.plan.categories[i]] = int64(c)
	}
	return raw, byCategory
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

// Facts are what a case keeps of its submission.
type Facts = facts
