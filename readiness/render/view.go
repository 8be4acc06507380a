package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// A view is a document for one audience: cleaned texts in order, which each format
// lays out in its own way.
type view struct {
	Lang     string
	Verdict  string // "fix"
	Score    string // "3/100", or "" if not shown
	Low, Mid int    // floor and score, in percent of a bar
	Span     int    // from floor to ceiling
	Sentence string

	Facts  []fact
	Groups []group // the findings
	Steps  list    // what to do
	Asks   list    // what to find out
	Broken list
	Made   string // the engine, policy and data versions
	Words  viewWords

	verdict readiness.Verdict
}

type viewWords struct{ Check, Finding, Points string }

type fact struct{ Label, Value string }

type group struct {
	Title  string
	Scored bool
	Score  int
	Items  []item
}

type item struct {
	Status         string // the word of the schema, used as a CSS class
	Mark, Word     string
	Title, Message string
	Note           string // codes and evidence
	Say            string // what to tell the applicant
	status         readiness.Status
}

type list struct {
	Title   string
	Ordered bool
	Entries []entry
}

type entry struct{ Text, Code, Note string }

// newView returns the view of d for an audience.
func newView(d readiness.Document, a Audience) *view {
	d = For(d, a)
	l := d.Lang
	v := &view{Lang: l.String(), Verdict: d.Verdict.String(), verdict: d.Verdict}
	v.Words = viewWords{words.check.In(l), words.finding.In(l), words.score.In(l)}
	if a != Engineer && a != Support {
		v.tell(d)
		return v
	}
	v.Sentence = verdicts[d.Verdict].In(l)
	if d.Verdict == readiness.Ready && d.Score < 100 {
		v.Sentence = words.nearly.In(l)
	}
	v.Score = fmt.Sprintf("%d/100", d.Score)
	v.Low, v.Mid = percent(d.Floor), percent(d.Score)
	v.Span = max(0, percent(d.Ceiling)-v.Low)
	v.facts(d)
	v.groups(d, a)
	v.Steps = list{Title: words.fixFirst.In(l), Ordered: true}
	for _, f := range d.Fixes {
		note := fmt.Sprintf("%s → %d %s", fixer(f.Owner, l), f.ScoreAfter, f.VerdictAfter)
		if f.Needed {
			note += " · " + words.needed.In(l)
		}
		v.Steps.Entries = append(v.Steps.Entries, entry{Text: clean(f.Text), Note: note})
	}
	v.Asks = list{Title: words.ask.In(l)}
	for _, q := range d.Questions {
		v.Asks.Entries = append(v.Asks.Entries, entry{Text: clean(q.Text), Code: clean(string(q.Field)), Note: fmt.Sprintf("%d … %d", q.ScoreIfBad, q.ScoreIfGood)})
	}
	v.Broken = list{Title: words.broken.In(l)}
	for _, e := range d.Errors {
		v.Broken.Entries = append(v.Broken.Entries, entry{Text: clean(string(e.Check)) + clean(string(e.Field)) + ": " + clean(e.Kind)})
	}
	if a == Engineer && d.Checker.Hash != "" {
		v.Made = clean(fmt.Sprintf("%s %s · %s %s %s · %s %s, %s", words.engine.In(l), d.Engine, words.policy.In(l), d.Checker.Policy, d.Checker.Hash,
			words.data.In(l), d.Data.BINs, d.Data.Calendar))
	}
	return v
}

// tell fills the applicant's view: a sentence, what to do, and when.
func (v *view) tell(d readiness.Document) {
	l := d.Lang
	v.Steps, v.Asks = list{Title: words.todo.In(l), Ordered: true}, list{Title: words.provide.In(l)}
	for _, f := range d.Fixes {
		v.Steps.Entries = append(v.Steps.Entries, entry{Text: clean(f.Text)})
	}
	for _, q := range d.Questions {
		v.Asks.Entries = append(v.Asks.Entries, entry{Text: clean(q.Text)})
	}
	if d.EarliestAt.OK {
		v.Facts = append(v.Facts, fact{words.earliest.In(l), clock(d.EarliestAt.V)})
	}
	v.Sentence = told[d.Verdict].nothing.In(l)
	waits := d.Verdict == readiness.Wait && d.EarliestAt.OK
	if todo := told[d.Verdict].todo.In(l); todo != "" && (waits || d.Verdict != readiness.Wait && len(d.Fixes)+len(d.Questions) > 0) {
		v.Sentence = todo
	}
}

func (v *view) facts(d readiness.Document) {
	l := d.Lang
	add := func(label text, format string, args ...any) {
		v.Facts = append(v.Facts, fact{label.In(l), clean(fmt.Sprintf(format, args...))})
	}
	add(words.spread, "%d – %d", d.Floor, d.Ceiling)
	add(words.coverage, "%d.%d %%", d.Coverage/10, max(d.Coverage%10, 0))
	if d.Card.Masked != "" {
		add(words.card, "%s  %s", d.Card.Masked, d.Card.IssuerName)
	}
	if d.AssessedAt.OK {
		add(words.at, "%s", clock(d.AssessedAt.V))
	}
	if d.EarliestAt.OK {
		label, then := words.earliest, ""
		if !maySubmit(d.EarliestVerdict) {
			label = words.limits
		}
		if d.EarliestVerdict.OK {
			then = fmt.Sprintf("  (%s)", d.EarliestVerdict.V)
		}
		add(label, "%s%s", clock(d.EarliestAt.V), then)
	}
	if d.NextQueryAt.OK {
		add(words.nextQuery, "%s", clock(d.NextQueryAt.V))
	}
	if d.ValidUntil.OK {
		add(words.valid, "%s", clock(d.ValidUntil.V))
	}
}

// maySubmit reports whether the payout may be submitted at EarliestAt. With any
// verdict but Ready and Caution, only the time limits end then. A document without
// that verdict counts as if it may.
func maySubmit(v intake.Opt[readiness.Verdict]) bool {
	return !v.OK || v.V == readiness.Ready || v.V == readiness.Caution
}

// groups lists the findings by category: first the document's categories, then any
// others. Inputs that are missing without consequence share one line per category;
// the list of questions says what to ask for.
func (v *view) groups(d readiness.Document, a Audience) {
	place := map[string]int{}
	for _, c := range d.Categories {
		if _, ok := place[c.ID]; !ok {
			place[c.ID] = len(v.Groups)
			v.Groups = append(v.Groups, group{Title: category(c.ID, d.Lang), Scored: true, Score: c.Score})
		}
	}
	silent := make([][]string, len(v.Groups))
	for _, f := range d.Findings {
		i, ok := place[f.Category]
		if !ok {
			i = len(v.Groups)
			place[f.Category] = i
			v.Groups = append(v.Groups, group{Title: category(f.Category, d.Lang)})
			silent = append(silent, nil)
		}
		if silence(f) {
			silent[i] = append(silent[i], clean(f.Title))
			continue
		}
		v.Groups[i].Items = append(v.Groups[i].Items, newItem(f, d.Lang, a))
	}
	look := lookOf(readiness.StatusUnknown)
	for i, titles := range silent {
		if len(titles) > 0 {
			v.Groups[i].Items = append(v.Groups[i].Items, item{
				Status: readiness.StatusUnknown.String(), Mark: look.mark, Word: look.word.In(d.Lang),
				Title: words.silent.In(d.Lang), Message: strings.Join(titles, words.comma.In(d.Lang)),
			})
		}
	}
	if a == Support {
		v.Groups = slices.DeleteFunc(v.Groups, func(g group) bool { return len(g.Items) == 0 })
	}
}

// silence reports whether the finding only says that an optional input is missing,
// at no cost.
func silence(f readiness.DocumentFinding) bool {
	return f.Status == readiness.StatusUnknown && f.Need == readiness.Optional && f.Penalty == 0 && f.Title != "" &&
		(f.Code == readiness.CodeNoInput || f.Because == readiness.NoData)
}

func newItem(f readiness.DocumentFinding, l readiness.Lang, a Audience) item {
	look := lookOf(f.Status)
	it := item{
		Status: f.Status.String(), Mark: look.mark, Word: look.word.In(l), status: f.Status,
		Title: clean(f.Title), Message: clean(f.Message),
	}
	if f.Title == "" { // a summary has only codes
		it.Title, it.Message = clean(string(f.Check)), clean(f.Code)
		return it
	}
	if f.Action == remedy.StopPayout.ID { // not a fix, so no list of steps has it
		it.Message += words.stop.In(l) + clean(f.Advice)
	}
	if needsWords(f) && f.Code != readiness.CodeNoInput {
		it.Note = strings.TrimSpace(clean(string(f.Check)) + " " + clean(f.Code) + " " + clean(evidence(f.Evidence)))
	}
	if a == Support {
		switch {
		case f.Audience != "applicant":
			it.Say = words.internal.In(l)
		case f.Advice != "" && (f.Owner == "applicant" || f.Owner == "bank"):
			it.Say = words.say.In(l) + clean(f.Advice)
		}
	}
	return it
}

// evidence formats values as in JSON, so that a fresh document and a stored one look
// the same.
func evidence(m map[string]any) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		b, err := json.Marshal(m[k], json.Deterministic(true))
		if err == nil {
			out = append(out, k+"="+strings.NewReplacer(`"`, "", "[", "", "]", "").Replace(string(b)))
		}
	}
	return strings.Join(out, " ")
}

func clock(t time.Time) string { return t.Format("2006-01-02 15:04") }

func percent(n int) int { return max(0, min(n, 100)) }
