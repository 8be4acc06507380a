package readiness

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// An outlook is what could come of a report: the fixes and the questions, in memory that
// the next report uses again.
type outlook struct {
	whatIf
	fixed []fix
	asked []question
	asks  [maxBits]uint8 // 1 + index in asked, by input

	scores                  []CategoryScore // room, as what follows
	shares                  []Risk
	list, demanded, choices []int
}

// A fix is a FixPlan by the indexes of checks.
type fix struct {
	action  *Action
	cause   *cause
	clears  []int
	verdict Verdict
	score   int
	needed  bool

	provided uint8 // index into provisos
}

// An action that asks a question mends nothing by itself: what it promises depends on the
// answer.
const (
	ifNotPaid = 1 + iota
	ifCleared
)

var provisos = [...]Text{
	ifNotPaid: {ZH: "若查明未付", EN: "if it was not paid"},
	ifCleared: {ZH: "若复核放行", EN: "if cleared"},
}

// A question is a Question by the indexes of checks.
type question struct {
	input     *intake.Input
	index     int // in plan.inputs, -1 if no check declares the input
	checks    []int
	set       bitset // checks
	good, bad outcome
}

type outcome struct {
	verdict Verdict
	score   int
}

// outlook returns the outlook of a report that has a plan and was not reused. The
// caller gives it back with done.
func (r *Report) outlook() *outlook {
	o := r.plan.outlooks.Get().(*outlook)
	o.load(r)
	return o
}

func (o *outlook) done() {
	p := o.p
	o.r, o.p = nil, nil
	p.outlooks.Put(o)
}

// grow returns list with one more element, which is as it was left when the list was
// longer.
func grow[T any](list []T) []T {
	if len(list) < cap(list) {
		return list[:len(list)+1]
	}
	var zero T
	return append(list, zero)
}

// shown returns the checks whose findings a document of that detail has.
func (o *outlook) shown(d Detail) []int {
	o.list = o.list[:0]
	if d == DetailFailed {
		for i := range o.costing.each {
			o.list = append(o.list, i)
		}
		return o.list
	}
	for i := range o.r.records {
		o.list = append(o.list, i)
	}
	return o.list
}

// categories appends what Report.Categories lists to out, which is empty.
func (o *outlook) categories(out []CategoryScore) []CategoryScore {
	o.shares = o.whatIf.categories(o.shares[:0])
	for i, c := range o.p.categories {
		out = append(out, CategoryScore{Category: c, Score: int(o.shares[i] * 100 / one), Pass: o.p.sizes[i]})
	}
	for i := range o.notPassed.each {
		c := &out[o.p.checks[i].category]
		c.Pass--
		switch o.r.records[i].status {
		case Warn:
			c.Warn++
		case Fail:
			c.Fail++
		case StatusUnknown, StatusError:
			c.Unknown++
		}
	}
	return out
}

// fixes returns what Report.Fixes lists, until the outlook is done.
func (o *outlook) fixes() []fix {
	r := o.r
	ended := r.Verdict == Paid || r.Verdict == Stop
	o.fixed = o.fixed[:0]
	for i := range o.notPassed.each {
		switch r.records[i].status {
		case NotApplicable, Skipped:
			continue
		}
		a := r.actionOf(i)
		said := r.plan.checks[i].reason(int(r.records[i].reason))
		switch {
		case ended && said.Kind != Query: // whoever mends something sends the payout again
			continue
		case a == nil || said.Kind == Stopping || said.Kind == Done || a.ID == remedy.StopPayout.ID: // not to pay mends nothing
			continue
		case isUnknown(r.records[i].status) && r.asksAnything(i) && r.noteOf(r.records[i]).action == 0: // a question
			continue
		}
		x := o.fix(a)
		if k := r.causeOf(i); k != nil {
			x.cause = k.cause
		}
		switch {
		case said.Kind == Query:
			x.provided = ifNotPaid
		case x.provided == 0 && (a.ID == remedy.ReviewAccount.ID || a.ID == remedy.ReviewOrder.ID):
			x.provided = ifCleared
		}
		if !slices.Contains(x.clears, i) {
			x.clears = append(x.clears, i)
		}
		for _, j := range r.effect(i).clears {
			if !slices.Contains(x.clears, j) && (j == i || isOpen(r.records[j].status)) {
				x.clears = append(x.clears, j)
			}
		}
	}
	for i := range o.fixed {
		x := &o.fixed[i]
		x.verdict, x.score = o.passing(x.clears)
	}
	slices.SortStableFunc(o.fixed, func(a, b fix) int {
		return cmp.Or(cmp.Compare(a.action.Effort, b.action.Effort), cmp.Compare(b.score, a.score))
	})
	o.markNeeded()
	return slices.DeleteFunc(o.fixed, func(x fix) bool { return x.action.Owner == remedy.Nobody })
}

// fix returns the entry of an action.
func (o *outlook) fix(a *Action) *fix {
	for i := range o.fixed {
		if o.fixed[i].action.ID == a.ID {
			return &o.fixed[i]
		}
	}
	o.fixed = grow(o.fixed)
	x := &o.fixed[len(o.fixed)-1]
	*x = fix{action: a, cause: &noCause, clears: x.clears[:0]}
	return x
}

// isOpen reports whether something is to be mended or known.
func isOpen(s Status) bool { return s == Warn || s == Fail || s == StatusUnknown }

func isUnknown(s Status) bool { return s == StatusUnknown || s == StatusError }

// maxChoices bounds the exact search, which looks at two to the power of so many
// sets. Documented at Fixes.
const maxChoices = 8

// markNeeded finds a smallest set of fixes that reaches Ready. Every action that
// alone clears a failed gate is in it; the others are to choose from.
func (o *outlook) markNeeded() {
	if o.r.Verdict == Ready || len(o.fixed) == 0 {
		return
	}
	var ways [maxChecks]uint8
	for i := range o.fixed {
		for _, c := range o.fixed[i].clears {
			ways[c]++
		}
	}
	o.demanded, o.choices = o.demanded[:0], o.choices[:0]
	for i := range o.fixed {
		if slices.ContainsFunc(o.fixed[i].clears, func(c int) bool { return ways[c] == 1 && o.blocks(c) }) {
			o.demanded = append(o.demanded, i)
		} else {
			o.choices = append(o.choices, i)
		}
	}
	o.mend(o.demanded)
	if o.with(o.choices) == Ready {
		o.need(o.demanded)
		if len(o.choices) > maxChoices {
			o.need(o.small(o.choices))
		} else {
			o.smallest(o.choices)
		}
	}
	o.undo()
}

// blocks reports whether a check is a gate that fails.
func (o *outlook) blocks(check int) bool {
	return o.p.checks[check].Gate && o.r.records[check].status == Fail
}

// mend assumes, until undo, that these fixes succeed.
func (o *outlook) mend(set []int) {
	for _, i := range set {
		for _, c := range o.fixed[i].clears {
			o.assume(c, reasonIfPass)
		}
	}
}

// with returns the verdict with these fixes besides what is assumed.
func (o *outlook) with(set []int) Verdict {
	n := len(o.change)
	o.mend(set)
	v := o.verdict()
	o.undoTo(n)
	return v
}

func (o *outlook) need(set []int) {
	for _, i := range set {
		o.fixed[i].needed = true
	}
}

// smallest tries the sets of the choices, all of which together reach Ready, and marks
// the one with the fewest, then the least effort, then the first. One fix more never
// leads away from Ready, so that what all others together do not reach Ready without
// is in every set.
func (o *outlook) smallest(choices []int) {
	var always uint
	var room [maxChoices]int
	for j := range choices {
		if o.with(chosen(room[:0], choices, ^(1<<j))) != Ready {
			always |= 1 << j
		}
	}
	best, effort := ^uint(0), -1
	for size := bits.OnesCount(always); size <= len(choices) && effort < 0; size++ {
		for set := range uint(1) << len(choices) {
			if bits.OnesCount(set) != size || set&always != always {
				continue
			}
			sum := 0
			for _, i := range chosen(room[:0], choices, set) {
				sum += int(o.fixed[i].action.Effort)
			}
			if (effort < 0 || sum < effort) && o.with(chosen(room[:0], choices, set)) == Ready {
				best, effort = set, sum
			}
		}
	}
	o.need(chosen(room[:0], choices, best))
}

// chosen appends the choices whose bits are set.
func chosen(out, choices []int, set uint) []int {
	for j, i := range choices {
		if set&(1<<j) != 0 {
			out = append(out, i)
		}
	}
	return out
}

// small begins with all choices, which together reach Ready, and leaves out what
// it can: first what gains least, of that what takes most effort. It returns the rest.
func (o *outlook) small(choices []int) []int {
	gains := make([]int, len(o.fixed))
	for _, i := range choices {
		gains[i] = o.scoreWith(i)
	}
	order := slices.Clone(choices)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(gains[a]-gains[b], int(o.fixed[b].action.Effort)-int(o.fixed[a].action.Effort))
	})
	for i := 0; i < len(order); {
		if rest := slices.Delete(slices.Clone(order), i, i+1); o.with(rest) == Ready {
			order = rest
		} else {
			i++
		}
	}
	return order
}

// scoreWith returns the score with one fix besides what is assumed.
func (o *outlook) scoreWith(i int) int {
	n := len(o.change)
	o.mend([]int{i})
	_, score := o.outcome()
	o.undoTo(n)
	return score
}

// questions returns what Report.Questions lists, until the outlook is done.
func (o *outlook) questions() []question {
	r := o.r
	o.asked = o.asked[:0]
	o.asks = [maxBits]uint8{}
	for i := range o.notPassed.each {
		switch r.records[i].status {
		case NotApplicable, Skipped:
			continue
		}
		set, list := r.missing(i)
		for in := range set.each {
			o.ask(in, i)
		}
		for _, f := range list {
			o.askFor(f, i)
		}
	}
	if len(o.asked) == 0 {
		return nil
	}
	o.settle()
	n := 0
	for i := range o.asked {
		q := &o.asked[i]
		q.good.verdict, q.bad.verdict = o.verdictIf(&q.set, (*Report).best), o.verdictIf(&q.set, (*Report).worst)
		if q.good.verdict == r.Verdict && q.bad.verdict == r.Verdict {
			continue
		}
		q.good.score, q.bad.score = o.scoreIf(&q.set, (*Report).best), o.scoreIf(&q.set, (*Report).worst)
		o.asked[n], o.asked[i] = o.asked[i], o.asked[n]
		n++
	}
	slices.SortStableFunc(o.asked[:n], func(a, b question) int {
		return cmp.Compare(b.good.score-b.bad.score, a.good.score-a.bad.score)
	})
	return o.asked[:n]
}

// ask notes that a check misses an input.
func (o *outlook) ask(input, check int) {
	if o.asks[input] == 0 {
		o.newQuestion(&o.p.inputs[input], input)
		o.asks[input] = uint8(len(o.asked))
	}
	q := &o.asked[o.asks[input]-1]
	q.add(check)
}

func (q *question) add(check int) {
	q.checks = append(q.checks, check)
	q.set.add(check)
}

// askFor is ask by name: a reason may name an input that no check declares.
func (o *outlook) askFor(f intake.Field, check int) {
	if i, ok := o.p.input(f); ok {
		o.ask(i, check)
		return
	}
	i := slices.IndexFunc(o.asked, func(q question) bool { return q.input.Field == f })
	if i < 0 {
		in := f.Input()
		o.newQuestion(&in, -1)
		i = len(o.asked) - 1
	}
	o.asked[i].add(check)
}

func (o *outlook) newQuestion(in *intake.Input, index int) {
	o.asked = grow(o.asked)
	q := &o.asked[len(o.asked)-1]
	*q = question{input: in, index: index, checks: q.checks[:0]}
}
