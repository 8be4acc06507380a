package readiness

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/payready/payready/readiness/intake"

	"github.com/payready/payready/readiness/remedy"
)

// What documents said before they were worked out by difference: the suite is scored
// again for every finding, fix and question. It is slow and plain, and what is fast must
// say the same.

// SlowDocument is Report.Document.
func SlowDocument(r *Report, l Lang, d Detail) Document {
	doc := r.Document(l, DetailSummary)
	doc.Detail, doc.Findings = d, []DocumentFinding{}
	if r.plan == nil || r.reused() {
		return doc
	}
	doc.Categories = []DocumentCategory{}
	for i, left := range slowCategories(r) {
		c := DocumentCategory{ID: r.plan.categories[i], Score: int(left * 100 / one)}
		for f := range r.Findings() {
			if f.Category() == c.ID {
				c.Pass += count(f.Status == Pass)
				c.Warn += count(f.Status == Warn)
				c.Fail += count(f.Status == Fail)
				c.Unknown += count(isUnknown(f.Status))
			}
		}
		doc.Categories = append(doc.Categories, c)
	}
	for i := range r.records {
		if d == DetailFailed && !r.effect(i).costs() {
			continue
		}
		f := r.finding(i)
		_, score := r.If(Pass, f.Check)
		var said DocumentFinding
		slowFinding(f, &said, l, d, max(0, score-r.Score))
		said.Prevents = nil
		for c := range f.Prevents() {
			if d == DetailFull && f.Status == Fail && len(said.Prevents) < maxPrevents {
				said.Prevents = append(said.Prevents, c.Channel+" "+c.Product+" "+c.Code)
			}
		}
		doc.Findings = append(doc.Findings, said)
	}
	if d == DetailSummary {
		return doc
	}
	for _, x := range slowFixes(r) {
		doc.Fixes = append(doc.Fixes, DocumentFix{
			x.Action.ID, x.Cause, causeText(x.Cause, l), x.Action.Owner.String(), x.Action.Effort.String(), x.Clears,
			x.Action.Text.In(l), x.Provided.In(l), x.Score, x.Verdict, x.Needed,
		})
	}
	for _, q := range slowQuestions(r) {
		doc.Questions = append(doc.Questions, DocumentQuestion{
			q.Field, q.Ask.String(), q.Checks, q.ScoreIfGood, q.ScoreIfBad, q.Text(l),
		})
	}
	return doc
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// slowFinding is Report.document by what Finding says.
func slowFinding(f Finding, out *DocumentFinding, l Lang, d Detail, gain int) {
	out.Check, out.Category, out.Status, out.Because, out.Code = f.Check, f.Category(), f.Status, f.Because, f.Code
	out.Severity, out.Gate, out.Need = f.Severity, f.Gate, f.Need
	out.ClearsAt, out.Penalty, out.Gain, out.Missing = optTime(f.ClearsAt), f.Penalty(), gain, f.Missing()
	if f.Status == Fail {
		out.Kind = intake.Some(f.Kind)
	}
	if k := f.r.causeOf(f.i); k != nil {
		out.Cause = k.ID
	}
	if d == DetailSummary {
		return
	}
	out.Title, out.Message = f.Title(l), f.Message(l)
	if a := f.Action(); !a.IsZero() {
		out.Action, out.Advice, out.Owner, out.Effort = a.ID, a.Text.In(l), a.Owner.String(), a.Effort.String()
	}
	out.Audience = map[bool]string{true: "internal", false: "applicant"}[f.Internal]
	for k, v := range f.Evidence() {
		if out.Evidence == nil {
			out.Evidence = map[string]any{}
		}
		if out.Evidence[k.Name] = v.Any(); k.Unit == intake.UnitWords {
			out.Evidence[k.Name] = wordsOf(v, k)
		}
	}
}

func slowFixes(r *Report) []FixPlan {
	ended := r.Verdict == Paid || r.Verdict == Stop
	var out []FixPlan
	for f := range r.unsettled() {
		a := f.Action()
		if ended && f.Kind != Query || a.IsZero() || f.Kind == Stopping || f.Kind == Done || a.ID == remedy.StopPayout.ID || isUnknown(f.Status) && len(f.Missing()) > 0 && f.note().action == 0 {
			continue
		}
		i := slices.IndexFunc(out, func(x FixPlan) bool { return x.Action.ID == a.ID })
		if i < 0 {
			i = len(out)
			out = append(out, FixPlan{Action: a})
		}
		switch reviews := a.ID == remedy.ReviewAccount.ID || a.ID == remedy.ReviewOrder.ID; {
		case f.Kind == Query:
			out[i].Provided = Text{ZH: "若查明未付", EN: "if it was not paid"}
		case reviews && out[i].Provided.IsZero():
			out[i].Provided = Text{ZH: "若复核放行", EN: "if cleared"}
		}
		if k := r.causeOf(f.i); k != nil {
			out[i].Cause = k.ID
		}
		for _, id := range append([]ID{f.Check}, f.reason().Clears...) {
			if g, ok := r.Find(id); ok && !slices.Contains(out[i].Clears, id) && (id == f.Check || isOpen(g.Status)) {
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
	slowNeeded(r, out)
	return slices.DeleteFunc(out, func(f FixPlan) bool { return f.Action.Owner == remedy.Nobody })
}

// slowNeeded finds a smallest set of fixes that reaches Ready. Every action that
// alone clears a failed gate is in it; the others are to choose from.
func slowNeeded(r *Report, fixes []FixPlan) {
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
		if slices.ContainsFunc(f.Clears, func(id ID) bool { return ways[id] == 1 && blocks(r, id) }) {
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
func blocks(r *Report, id ID) bool {
	f, ok := r.Find(id)
	return ok && f.Gate && f.Status == Fail
}

func slowQuestions(r *Report) []Question {
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
		q.VerdictIfGood, q.ScoreIfGood = slowAnswered(r, q.Checks, r.best)
		q.VerdictIfBad, q.ScoreIfBad = slowAnswered(r, q.Checks, r.worst)
	}
	out = slices.DeleteFunc(out, func(q Question) bool { return q.VerdictIfGood == r.Verdict && q.VerdictIfBad == r.Verdict })
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Compare(b.ScoreIfGood-b.ScoreIfBad, a.ScoreIfGood-a.ScoreIfBad)
	})
	return out
}

// slowAnswered is If with what an answer makes of each of the checks, and the
// consequences: what rests on a gate that then fails is skipped, as the engine
// would.
func slowAnswered(r *Report, ids []ID, answer func(i int) int) (Verdict, int) {
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
