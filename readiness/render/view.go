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
	Head     string // the verdict in words
	Score    string // "3/100", or "" if not shown
	Low, Mid int    // floor and score, in percent of a bar
	Span     int    // from floor to ceiling
	Sentence string

	Facts  []fact
	Way    reasons // what is in the way
	Rest   reasons // what else could be better
	Groups []group // the checklist
	Steps  list    // what the applicant can do
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
	Known  bool // whether anything of the category is known
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

// A reasons is a list of causes.
type reasons struct {
	Title   string
	Entries []reason
}

// A reason is one cause, with what to do about it.
type reason struct {
	Status, Mark, Word string
	Text               string
	Also               []string // what else it accounts for
	Note               string   // code and evidence
	Say                string   // what support tells the applicant
	Do, Who, After     string   // the action, its owner, and the score after it
	status             readiness.Status
}

type list struct {
	Title   string
	Ordered bool
	Entries []entry
}

type entry struct{ Text, Code, Note string }

// newView returns the view of d for an audience.
func newView(d readiness.Document, o Options) *view {
	d = For(d, o.Audience)
	l := d.Lang
	v := &view{Lang: l.String(), Verdict: d.Verdict.String(), verdict: d.Verdict, Head: heads[d.Verdict].In(l)}
	v.Words = viewWords{words.check.In(l), words.finding.In(l), words.score.In(l)}
	v.Sentence = verdicts[d.Verdict].In(l)
	if d.Verdict == readiness.Ready && d.Score < 100 {
		v.Sentence = words.nearly.In(l)
	}
	v.Score = fmt.Sprintf("%d/100", d.Score)
	v.Low, v.Mid = percent(d.Floor), percent(d.Score)
	v.Span = max(0, percent(d.Ceiling)-v.Low)
	v.facts(d)
	v.reasons(d, o.Audience)
	v.asks(d)
	if o.Verbose {
		v.groups(d, o.Audience)
	}
	v.Broken = list{Title: words.broken.In(l)}
	for _, e := range d.Errors {
		v.Broken.Entries = append(v.Broken.Entries, entry{Text: clean(string(e.Check)) + clean(string(e.Field)) + words.colon.In(l) + named(problems, e.Kind, l)})
	}
	if o.Audience == Engineer && d.Checker.Hash != "" {
		v.Made = clean(fmt.Sprintf("%s %s · %s %s %s · %s %s, %s", words.engine.In(l), d.Engine, words.policy.In(l), d.Checker.Policy, d.Checker.Hash,
			words.data.In(l), d.Data.BINs, d.Data.Calendar))
	}
	return v
}

// reasons lists why it is not simply ready: what is in the way, then the rest, each
// cause once, with what it accounts for and what to do.
func (v *view) reasons(d readiness.Document, a Audience) {
	l := d.Lang
	v.Way, v.Rest = reasons{Title: words.inTheWay.In(l)}, reasons{Title: words.besides.In(l)}
	if d.Verdict == readiness.Ready {
		v.Rest.Title = words.optional.In(l)
	}
	told := map[readiness.ID]bool{}
	add := func(list []readiness.DocumentFinding, fix *readiness.DocumentFix) {
		for _, f := range list {
			told[f.Check] = true
		}
		v.reason(d, a, list, fix)
	}
	fixes := d.Fixes
	if ended(d.Verdict) { // each finding says what to do, where that is anything
		fixes = nil
	}
	for i := range fixes {
		fix := &fixes[i]
		add(open(d, func(f readiness.DocumentFinding) bool {
			return !told[f.Check] && (f.Action == fix.Action || f.Cause != "" && f.Cause == fix.Cause)
		}), fix)
	}
	var missing []readiness.DocumentFinding // whose inputs are asked for in one breath
	list := open(d, func(f readiness.DocumentFinding) bool { return f.Penalty > 0 || f.Gate && f.Status == readiness.Fail })
	if ended(d.Verdict) { // what ends it comes first
		slices.SortStableFunc(list, func(a, b readiness.DocumentFinding) int { return endingFirst(a) - endingFirst(b) })
	}
	for _, f := range list {
		switch {
		case told[f.Check] || f.Status == readiness.StatusUnknown && f.Need != readiness.Required:
		case f.Code == readiness.CodeNoInput && f.Action == remedy.ProvideInput.ID:
			missing = append(missing, f)
		default:
			add([]readiness.DocumentFinding{f}, nil)
		}
	}
	if text := labels(missing, l); text != "" {
		for i := range missing {
			missing[i].Message = text
		}
	}
	if len(missing) > 0 {
		add(missing, nil)
	}
	if a == Engineer && d.Verdict == readiness.Ready {
		v.notChecked(d)
	}
}

// reason adds a cause to what is in the way or to the rest.
func (v *view) reason(d readiness.Document, a Audience, list []readiness.DocumentFinding, fix *readiness.DocumentFix) {
	l := d.Lang
	if len(list) == 0 { // a summary, or a document of somebody else
		v.Rest.Entries = append(v.Rest.Entries, reason{Mark: "→", Text: clean(fix.Text), Who: named(fixers, fix.Owner, l)})
		return
	}
	if fix != nil && d.Verdict == readiness.Ready && fix.Effort != "low" {
		return // what is ready sends nobody anywhere
	}
	one := newReason(list, fix, l, a)
	asks := list[0].Kind.OK && list[0].Kind.V == readiness.Query
	counts := !ended(d.Verdict) || endingFirst(list[0]) == 0 || asks
	if !counts { // nobody is told to mend what must not be sent again
		one.Do, one.Who, one.Say = "", "", ""
	}
	if fix != nil && (fix.ScoreAfter != d.Score || fix.VerdictAfter != d.Verdict) {
		one.After = promise(fix, l)
	}
	to := &v.Rest
	if counts && slices.ContainsFunc(list, func(f readiness.DocumentFinding) bool {
		return f.Gate && f.Status == readiness.Fail || d.Verdict == readiness.Incomplete && f.Need == readiness.Required
	}) {
		to = &v.Way
	}
	to.Entries = append(to.Entries, one)
}

// ended reports whether the payout is paid or to be stopped, so that nothing is to be
// mended or asked.
func ended(v readiness.Verdict) bool { return v == readiness.Paid || v == readiness.Stop }

// endingFirst orders a finding that ends the payout before all others.
func endingFirst(f readiness.DocumentFinding) int {
	if f.Gate && f.Status == readiness.Fail && f.Kind.OK && (f.Kind.V == readiness.Done || f.Kind.V == readiness.Stopping) {
		return 0
	}
	return 1
}

// labels says which inputs findings miss, each once.
func labels(list []readiness.DocumentFinding, l readiness.Lang) string {
	var names []string
	for _, f := range list {
		for _, in := range f.Missing {
			if name := in.Input().Label.In(l); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if names == nil {
		return ""
	}
	return words.missing.In(l) + strings.Join(names, words.comma.In(l))
}

// open returns the findings that are open and that ok takes.
func open(d readiness.Document, ok func(readiness.DocumentFinding) bool) (out []readiness.DocumentFinding) {
	for _, f := range d.Findings {
		switch f.Status {
		case readiness.Warn, readiness.Fail, readiness.StatusUnknown, readiness.StatusError:
			if ok(f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// newReason is one cause: its findings, the gravest first, and the fix, if there is one.
func newReason(list []readiness.DocumentFinding, fix *readiness.DocumentFix, l readiness.Lang, a Audience) reason {
	slices.SortStableFunc(list, func(a, b readiness.DocumentFinding) int { return weight(b) - weight(a) })
	first := newItem(list[0], l, a)
	r := reason{Status: first.Status, Mark: first.Mark, Word: first.Word, Text: first.Message, Note: first.Note, status: first.status}
	if r.Text == "" {
		r.Text = first.Title
	}
	rest := list[1:]
	if fix != nil && fix.CauseText != "" {
		r.Text, rest = clean(fix.CauseText), list
	}
	for _, f := range rest {
		if f.Status != readiness.StatusUnknown { // the action leaves nothing to ask
			r.Also = append(r.Also, clean(f.Message))
		}
	}
	if a == Support {
		r.Say = first.Say
	}
	if fix != nil {
		r.Do = clean(fix.Text)
		r.Who = named(fixers, fix.Owner, l) + words.colon.In(l)
	} else if list[0].Advice != "" && list[0].Owner != "nobody" {
		r.Do, r.Who = clean(list[0].Advice), named(fixers, list[0].Owner, l)+words.colon.In(l)
	}
	return r
}

// promise says what comes of a fix.
func promise(fix *readiness.DocumentFix, l readiness.Lang) string {
	verdict := heads[fix.VerdictAfter].In(l)
	if fix.Provided != "" {
		return fmt.Sprintf(words.provided.In(l), clean(fix.Provided), fix.ScoreAfter, verdict)
	}
	return fmt.Sprintf(words.after.In(l), fix.ScoreAfter, verdict)
}

// weight orders findings: failed gates first, then what costs most.
func weight(f readiness.DocumentFinding) int {
	if f.Gate && f.Status == readiness.Fail {
		return 1000 + f.Penalty
	}
	return f.Penalty
}

// notChecked says in one line what was not looked at.
func (v *view) notChecked(d readiness.Document) {
	var titles []string
	for _, f := range d.Findings {
		// What the policy leaves unset is nobody's question.
		if f.Status == readiness.StatusUnknown && (len(f.Missing) > 0 || f.Action != "") {
			titles = append(titles, clean(f.Title))
		}
	}
	switch n := len(titles); {
	case n > maxUnchecked:
		more := fmt.Sprintf(words.more.In(d.Lang), n)
		v.Facts = append(v.Facts, fact{words.unchecked.In(d.Lang), strings.Join(titles[:maxUnchecked], words.comma.In(d.Lang)) + more})
	case n > 0:
		v.Facts = append(v.Facts, fact{words.unchecked.In(d.Lang), strings.Join(titles, words.comma.In(d.Lang))})
	}
}

// maxUnchecked is how many checks a text names of those that had nothing to look at.
const maxUnchecked = 4

// maxAsks is how many questions a text puts. All of them stay in the document.
const maxAsks = 3

// asks lists the questions with the largest swing. Those that swing alike and would
// settle the same checks are one.
func (v *view) asks(d readiness.Document) {
	v.Asks = list{Title: words.ask.In(d.Lang)}
	if d.Verdict == readiness.Ready || ended(d.Verdict) {
		return
	}
	for i, q := range d.Questions {
		n := len(v.Asks.Entries)
		if i > 0 && slices.Equal(q.Checks, d.Questions[i-1].Checks) {
			v.Asks.Entries[n-1].Text += words.comma.In(d.Lang) + clean(q.Text)
			continue
		}
		if n == maxAsks {
			return
		}
		v.Asks.Entries = append(v.Asks.Entries, entry{Text: clean(q.Text), Note: fmt.Sprintf("%s, %d … %d", named(fixers, q.Ask, d.Lang), q.ScoreIfBad, q.ScoreIfGood)})
	}
}

func (v *view) facts(d readiness.Document) {
	l := d.Lang
	add := func(label text, format string, args ...any) {
		v.Facts = append(v.Facts, fact{label.In(l), clean(fmt.Sprintf(format, args...))})
	}
	if d.EarliestAt.OK {
		label, then := words.earliest, ""
		if !maySubmit(d.EarliestVerdict) {
			label = words.limits
		}
		if d.EarliestVerdict.OK {
			then = fmt.Sprintf("  (%s)", heads[d.EarliestVerdict.V].In(l))
		}
		add(label, "%s%s", clock(d.EarliestAt.V), then)
	}
	if d.NextQueryAt.OK {
		add(words.nextQuery, "%s", clock(d.NextQueryAt.V))
	}
	if b := d.BestRoute; b.Channel != "" {
		add(words.bestRoute, "%s  (%s, %d)", strings.TrimSpace(b.Channel+" "+b.Product), heads[b.Verdict].In(l), b.Score)
	}
	if d.Floor != d.Score || d.Ceiling != d.Score {
		add(words.spread, "%d – %d", d.Floor, d.Ceiling)
	}
	if d.Coverage < 1000 {
		add(words.coverage, "%d.%d %%", d.Coverage/10, max(d.Coverage%10, 0))
	}
	if d.Card.Masked != "" {
		add(words.card, "%s  %s", d.Card.Masked, d.Card.IssuerName)
	}
	if d.AssessedAt.OK {
		add(words.at, "%s", clock(d.AssessedAt.V))
	}
	if d.ValidUntil.OK {
		add(words.valid, "%s", clock(d.ValidUntil.V))
	}
}

// maySubmit reports whether the payout may be submitted at EarliestAt. With any
// verdict but Ready, only the time limits end then. A document without that verdict
// counts as if it may.
func maySubmit(v intake.Opt[readiness.Verdict]) bool {
	return !v.OK || v.V == readiness.Ready
}

// groups lists the findings by category: first the document's categories, then any
// others, but for those in which no question arises. Inputs that are missing without
// consequence share one line per category; the list of questions says what to ask for.
func (v *view) groups(d readiness.Document, a Audience) {
	place := map[string]int{}
	for _, c := range d.Categories {
		if _, ok := place[c.ID]; !ok {
			place[c.ID] = len(v.Groups)
			v.Groups = append(v.Groups, group{Title: named(categories, c.ID, d.Lang), Scored: true, Known: c.Pass+c.Warn+c.Fail > 0, Score: c.Score})
		}
	}
	silent := make([][]string, len(v.Groups))
	for _, f := range d.Findings {
		i, ok := place[f.Category]
		if !ok {
			i = len(v.Groups)
			place[f.Category] = i
			v.Groups = append(v.Groups, group{Title: named(categories, f.Category, d.Lang)})
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
	v.Groups = slices.DeleteFunc(v.Groups, func(g group) bool { return g.idle() || a == Support && len(g.Items) == 0 })
}

// idle reports whether none of the group's questions arises.
func (g *group) idle() bool {
	return len(g.Items) > 0 && !slices.ContainsFunc(g.Items, func(it item) bool { return it.status != readiness.NotApplicable })
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
	if f.ForSupport() && f.Code != readiness.CodeNoInput {
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
