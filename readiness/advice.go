package readiness

import "github.com/payready/payready/readiness/intake"

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

	// Provided is on what the verdict and score depend besides, where the action asks
	// rather than mends: that a query finds the earlier payout unpaid, that a review
	// clears the payee. Empty for all other actions.
	Provided Text
}

// Fixes lists what can be done, one entry an action: the least effort first,
// and of those the largest gain. What an answer would settle is no fix but a Question,
// save what mends the known cause of a failure, which is both until somebody says that it
// was done. Waiting is no fix either: EarliestAt says until when. Nor is anything a fix
// for a payout that was made already, or that is to be stopped, but to query another one
// that is open.
//
// Needed marks the smallest set that reaches Ready, by least effort where
// several are smallest. Beyond eight actions to choose from (those that no failed
// gate demands) it marks a small set, of which none can be left out, but perhaps not
// the smallest: finding that one takes twice as long with every further action.
// None is marked when the report is Ready or no set reaches it.
func (r *Report) Fixes() []FixPlan {
	if r.plan == nil || r.reused() {
		return nil
	}
	o := r.outlook()
	defer o.done()
	var out []FixPlan
	for _, x := range o.fixes() {
		out = append(out, FixPlan{*x.action, x.cause.ID, r.ids(x.clears), x.verdict, x.score, x.needed, provisos[x.provided]})
	}
	return out
}

// ids returns the IDs of checks.
func (r *Report) ids(checks []int) []ID {
	out := make([]ID, len(checks))
	for i, c := range checks {
		out[i] = r.plan.checks[c].ID
	}
	return out
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
	if r.plan == nil || r.reused() {
		return nil
	}
	o := r.outlook()
	defer o.done()
	var out []Question
	for _, q := range o.questions() {
		out = append(out, Question{q.input.Field, q.input.Owner, r.ids(q.checks), q.good.score, q.bad.score, q.good.verdict, q.bad.verdict})
	}
	return out
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
