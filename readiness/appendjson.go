package readiness

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// AppendJSON appends the JSON of Document(l, d).For(a) to dst and returns the extended
// buffer. It writes the report without making a Document first. The error is that of
// Document.MarshalJSON, which a report of Assess with texts in UTF-8 never gives.
func (r *Report) AppendJSON(dst []byte, l Lang, d Detail, a Audience) ([]byte, error) {
	if r.plan != nil && !r.reused() {
		o := r.outlook()
		w := reportWriter{writer: writer{b: dst}, outlook: o, words: r.plan.lexicon(), lang: spoken(l), detail: d, audience: min(a, Support)}
		w.report()
		o.done()
		if !w.broken && !w.words.broken {
			return w.b, nil
		}
	}
	b, err := r.Document(l, d).For(a).MarshalJSON()
	if err != nil {
		return dst, err
	}
	return append(dst, b...), nil
}

// AppendSummary appends one short JSON object to dst, for lists of many reports: the ID,
// the verdict, the score, the codes of what costs points or blocks, by check, and for
// engineers the Errors. It has no text:
//
//	{"id":"a-1","verdict":"fix","score":13,"codes":{"card.state":"frozen"}}
func (r *Report) AppendSummary(dst []byte, a Audience) []byte {
	w := writer{b: dst}
	w.raw(`{"id":`).text(r.ID).raw(`,"verdict":`).word(r.Verdict.String()).raw(`,"score":`).number(int64(r.Score))
	records := r.records
	if r.reused() {
		records = nil
	}
	n := 0
	for i, x := range records {
		if !r.costs(i) || a != Engineer && !forSupport(x.status, r.plan.checks[i].Need) {
			continue
		}
		if n == 0 {
			w.raw(`,"codes":{`)
		}
		w.comma(n).word(string(r.plan.checks[i].ID)).raw(`:`).word(r.effect(i).code)
		n++
	}
	if n > 0 {
		w.raw(`}`)
	}
	if a == Engineer {
		w.problems(r.Errors)
	}
	return w.raw(`}`).b
}

// A reportWriter writes one report. Its methods follow the structs of Document, member
// by member.
type reportWriter struct {
	writer
	*outlook
	words    *lexicon
	lang     Lang
	detail   Detail
	audience Audience
}

func (w *reportWriter) report() {
	r, shown := w.r, w.detail
	if w.audience == Support {
		shown = max(shown, DetailFailed)
	}
	w.raw(`{"schema":"` + ReportSchema + `","id":`).text(r.ID).raw(`,"verdict":`).word(r.Verdict.String())
	w.raw(`,"score":`).number(int64(r.Score)).raw(`,"floor":`).number(int64(r.Floor))
	w.raw(`,"ceiling":`).number(int64(r.Ceiling)).raw(`,"coverage":`).number(int64(r.Coverage))
	w.raw(`,"lang":`).word(w.lang.String()).raw(`,"detail":`).word(shown.String())
	w.moment(`,"assessed_at":`, r.AssessedAt).moment(`,"valid_until":`, r.ValidUntil)
	if !r.EarliestAt.IsZero() {
		w.moment(`,"earliest_at":`, r.EarliestAt).raw(`,"earliest_verdict":`).word(r.EarliestVerdict.String())
	}
	w.moment(`,"next_query_at":`, r.NextQueryAt)
	if p, ok := r.SuccessProbability(); ok {
		b, err := json.Marshal(p)
		w.broken = w.broken || err != nil
		w.raw(`,"success_probability":`).raw(string(b))
	}
	if b := r.BestRoute; b != (BestRoute{}) && w.audience == Engineer {
		w.raw(`,"best_route":{"channel":`).text(b.Channel)
		if b.Product != "" {
			w.raw(`,"product":`).text(b.Product)
		}
		w.raw(`,"verdict":`).word(b.Verdict.String()).raw(`,"score":`).number(int64(b.Score)).raw(`}`)
	}
	w.raw(w.words.about[w.audience])
	w.card()
	w.categories()
	w.findings()
	w.fixes()
	w.questions()
	if w.audience == Engineer {
		w.problems(r.Errors)
	}
	w.raw(`}`)
}

func (w *reportWriter) card() {
	c := &w.r.card
	w.raw(`,"card":{"masked":"`)
	w.b = append(w.b, c.masked[:c.digits]...)
	d := c.bank(w.lang)
	w.raw(`","issuer":`).text(d.Issuer).raw(`,"issuer_name":`).text(d.IssuerName)
	w.raw(`,"funding":`).word(d.Funding).raw(`,"class_hint":`).word(d.ClassHint).raw(`}`)
}

func (w *reportWriter) categories() {
	w.raw(`,"categories":[`)
	w.scores = w.outlook.categories(w.scores[:0])
	for i, c := range w.scores {
		w.comma(i).raw(`{"id":`).word(c.Category).raw(`,"score":`).number(int64(c.Score))
		w.raw(`,"pass":`).number(int64(c.Pass)).raw(`,"warn":`).number(int64(c.Warn))
		w.raw(`,"fail":`).number(int64(c.Fail)).raw(`,"unknown":`).number(int64(c.Unknown)).raw(`}`)
	}
	w.raw(`]`)
}

func (w *reportWriter) findings() {
	w.raw(`,"findings":[`)
	n := 0
	for _, i := range w.shown(w.detail) {
		if w.audience == Support && !forSupport(w.r.records[i].status, w.p.checks[i].Need) {
			continue
		}
		w.comma(n)
		w.finding(i)
		n++
	}
	w.raw(`]`)
}

func (w *reportWriter) finding(i int) {
	r, x, says := w.r, w.r.records[i], w.p.phrases[i]()
	w.broken = w.broken || says.broken
	said, phrase := w.p.checks[i].reason(int(x.reason)), &says.reasons[x.reason]
	w.raw(says.head).raw(phrase.head).raw(says.rank)
	if w.detail != DetailSummary {
		w.raw(says.title[w.lang])
		w.message(i, phrase)
		if a := r.actionOf(i); a != nil {
			w.raw(w.words.actions[a][w.lang].finding)
		}
		if said.Internal {
			w.raw(`,"audience":"internal"`)
		} else {
			w.raw(`,"audience":"applicant"`)
		}
	}
	if x.status == Fail && said.Kind == Timed && x.until != neverClears {
		w.moment(`,"clears_at":`, chinatime.Time(int64(x.until)))
	}
	w.raw(phrase.penalty).number(int64(w.gain(i)))
	if x.note != 0 && w.detail != DetailSummary && w.audience == Engineer {
		w.evidence(i, &r.notes[x.note-1])
	}
	w.missing(i, phrase)
	if k := r.causeOf(i); k != nil {
		w.raw(`,"cause":`).word(k.ID)
	}
	if w.detail == DetailFull && x.status == Fail {
		w.raw(says.prevents)
	}
	w.raw(`}`)
}

func (w *reportWriter) message(i int, p *phrase) {
	switch {
	case !p.varies[w.lang]:
		w.raw(p.message[w.lang])
	case w.r.records[i].reason == reasonNoInput:
		w.raw(`,"message":"`).raw(engineTexts.noInput.In(w.lang))
		set, _ := w.r.missing(i)
		n := 0
		for in := range set.each {
			if n > 0 {
				w.raw(labelSeparator.In(w.lang))
			}
			w.raw(w.words.labels[w.lang][in])
			n++
		}
		w.raw(`"`)
	case w.r.records[i].reason == reasonCleared:
		w.member(`,"message":`, w.r.finding(i).Message(w.lang))
	default:
		w.filled(i)
	}
}

// filled writes a message that has evidence in it.
func (w *reportWriter) filled(i int) {
	begin := len(w.b)
	w.raw(`,"message":"`)
	text := len(w.b)
	w.b = appendFilled(w.b, w.p.checks[i].reason(int(w.r.records[i].reason)).Message.In(w.lang), w.lang, Finding{r: w.r, i: i})
	if len(w.b) > text && plain(w.b[text:]) {
		w.raw(`"`)
		return
	}
	s := string(w.b[text:])
	w.b = w.b[:begin]
	w.member(`,"message":`, s)
}

// evidence writes the values of a note in the order of their names.
func (w *reportWriter) evidence(i int, n *note) {
	var room [maxEvidence]int
	order := room[:0]
	keys := w.p.checks[i].Evidence
	name := func(j int) string { return keys[n.keys[j]-1].Name }
	for j, k := range n.keys {
		if k == 0 {
			break
		}
		at, again := slices.BinarySearchFunc(order, name(j), func(o int, s string) int { return strings.Compare(name(o), s) })
		if again {
			order[at] = j // of two under one name the last counts
		} else {
			order = slices.Insert(order, at, j)
		}
	}
	if len(order) == 0 {
		return
	}
	w.raw(`,"evidence":{`)
	for c, j := range order {
		w.comma(c).word(name(j)).raw(`:`)
		w.value(&keys[n.keys[j]-1], n.values[j])
	}
	w.raw(`}`)
}

func (w *reportWriter) value(k *Key, n int64) {
	v := k.value(n)
	switch k.Unit {
	case intake.UnitFact:
		w.raw([...]string{"null", "false", "true"}[min(v.Fact(), intake.Yes)])
	case intake.UnitDay:
		w.b = append(v.Date().AppendTo(append(w.b, '"')), '"')
	case intake.UnitInstant:
		w.time(v.Time())
	case intake.UnitWord:
		w.text(v.Word())
	case intake.UnitWords:
		w.raw(`[`)
		for i, word := range wordsOf(v, *k) {
			w.comma(i).text(word)
		}
		w.raw(`]`)
	default:
		w.number(n)
	}
}

func (w *reportWriter) missing(i int, p *phrase) {
	set, list := w.r.missing(i)
	switch {
	case w.r.noteOf(w.r.records[i]).attempt != 0 && list != nil:
		w.raw(`,"missing":[`).text(string(list[0])).raw(`]`)
		return
	case list != nil:
		w.raw(p.missing)
		return
	}
	if set.empty() {
		return
	}
	w.raw(`,"missing":[`)
	n := 0
	for in := range set.each {
		w.comma(n).text(string(w.p.inputs[in].Field))
		n++
	}
	w.raw(`]`)
}

func (w *reportWriter) fixes() {
	w.raw(`,"fixes":[`)
	if w.detail != DetailSummary {
		for i, x := range w.outlook.fixes() {
			said := &w.words.actions[x.action][w.lang]
			w.comma(i).raw(said.head).raw(w.words.causes[x.cause][w.lang]).raw(said.who)
			w.checks(x.clears)
			w.raw(said.text)
			w.member(`,"provided":`, provisos[x.provided].In(w.lang)).raw(`,"score_after":`).number(int64(x.score))
			w.raw(`,"verdict_after":`).word(x.verdict.String()).raw(`,"needed":`).truth(x.needed).raw(`}`)
		}
	}
	w.raw(`]`)
}

func (w *reportWriter) checks(list []int) {
	for i, c := range list {
		w.comma(i).word(string(w.p.checks[c].ID))
	}
}

func (w *reportWriter) questions() {
	w.raw(`,"questions":[`)
	if w.detail != DetailSummary {
		for i, q := range w.outlook.questions() {
			w.comma(i).raw(`{"field":`).text(string(q.input.Field)).raw(`,"ask":`).word(q.input.Owner.String())
			w.raw(`,"checks":[`)
			w.checks(q.checks)
			w.raw(`],"score_if_good":`).number(int64(q.good.score)).raw(`,"score_if_bad":`).number(int64(q.bad.score))
			w.raw(`,"text":`)
			if q.index >= 0 {
				w.raw(`"`).raw(w.words.labels[w.lang][q.index]).raw(`"}`)
			} else {
				w.text(q.input.Label.In(w.lang)).raw(`}`)
			}
		}
	}
	w.raw(`]`)
}

func (w *writer) problems(list []Problem) {
	if len(list) == 0 {
		return
	}
	w.raw(`,"errors":[`)
	for i, e := range list {
		w.comma(i).raw(`{`)
		if e.Check != "" {
			w.raw(`"check":`).text(string(e.Check)).raw(`,`)
		}
		if e.Field != "" {
			w.raw(`"field":`).text(string(e.Field)).raw(`,`)
		}
		w.raw(`"kind":`).text(e.Kind).raw(`}`)
	}
	w.raw(`]`)
}
