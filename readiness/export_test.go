package readiness

// Raws returns the product of a report and those of its categories, in parts
// per 10⁹, for the property that they multiply exactly.
func Raws(r *Report) (raw int64, byCategory map[string]int64) {
	byCategory = map[string]int64{}
	for i, c := range r.categoryRaws() {
		byCategory[r.prog.cats[i]] = int64(c)
	}
	sum := r.prog.sum(r.lines)
	return int64(r.prog.tally(r.lines, &sum, nil).raw), byCategory
}

// Fields lists every built-in input.
func Fields() []Field { return fields[:] }

// Known reports which built-in inputs of s are given.
func Known(s *Submission) []Field {
	var out []Field
	for bit, f := range fields {
		if s.has(bit) {
			out = append(out, f)
		}
	}
	return out
}

// Usual reports which of the usual inputs of s are not given.
func Usual(s *Submission) (lacks []Field) {
	var set fieldSet
	s.usual(&set)
	for bit := range set.each {
		lacks = append(lacks, fields[bit])
	}
	return lacks
}

// TimeChecks runs the checks of timing over a loaded case, for benchmarks that
// leave the rest of an assessment out.
func TimeChecks(c *Checker, s *Submission) func() {
	k := newCase(c.program())
	var r Report
	r.reset(k.prog)
	k.load(s, &r)
	k.number()
	return func() {
		clear(k.quiet[:])
		k.run(&k.now)
	}
}
