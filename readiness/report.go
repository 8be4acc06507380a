package readiness

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// A Report is the result of assessing one submission. It is small: it holds codes
// instead of text, and of the inputs only the ID and a masked card number. Findings
// and Document make text on demand, in any language. Several goroutines may read a
// Report at once. The zero Report is Incomplete and has no findings.
//
// AssessInto reuses the memory of the report that it fills. Earlier copies of that
// report, and findings taken from it, are then stale and say so: a copy has no
// findings, and its Document has the error "report-reused".
//
// Scores say how far the submission is from known obstacles, not how likely the
// payout is to succeed: 100 means that no known obstacle was found.
type Report struct {
	ID      string  // of the submission
	Verdict Verdict // Ready if and only if Score is 85 or more

	Score    int // 0–100
	Floor    int // the score if every unknown failed and what is known stayed as it is: no single answer leads below it
	Ceiling  int // the score if every unknown passed
	Coverage int // known share of the risk, per mille; for display only

	AssessedAt      time.Time // the submission's At
	ValidUntil      time.Time // when time alone may first change a finding; zero if no such time is known
	EarliestAt      time.Time // the first time at which no timed gate fails; zero if none fails at AssessedAt, no such time is within the horizon, or an outage has no known end
	EarliestVerdict Verdict   // the verdict at EarliestAt, if that is set
	NextQueryAt     time.Time // when to query the outcome of a pending payout

	BestRoute BestRoute // with Policy.BestRoute, for a submission without a channel

	Errors []Problem // checks that broke, inputs that could not be read or are dated after the moment, sources that failed

	result
	plan  *plan
	lacks bitset // see Case
	card  cardFacts
	gate  gate   // the greatest of the failed gates
	held  uint32 // indexes of plan.causes that explain findings

	home *Report // the report that AssessInto filled, nil for a report that owns its memory
	run  uint64  // how often AssessInto had filled home
}

// A Problem is a check that broke, an input that could not be read, or a source
// that failed. It never holds an input's value.
type Problem struct {
	Check ID           `json:"check,omitempty"`
	Field intake.Field `json:"field,omitempty"`
	Kind  string       `json:"kind"` // check-broken, later-than-at, lookup-failed, malformed, out-of-range, too-many, report-reused
}

// reset empties r. It keeps memory from an earlier AssessInto, which no other report
// owns.
func (r *Report) reset(p *plan) {
	errs, memory, run := r.Errors[:0], r.result, r.run
	if r.home != r {
		errs, memory, run = nil, result{}, 0
	}
	*r = Report{Errors: errs, result: memory, plan: p, run: run}
}

// reused reports whether r is a copy of a report that AssessInto has since filled
// again.
func (r *Report) reused() bool { return r.home != nil && r.home.run != r.run }

// conclude scores the findings and looks ahead in time.
func (c *Case) conclude(r *Report) {
	p := c.plan
	t := p.tallyOf(r.records, &c.noticed, c.spared)
	v, b := p.verdict(&t)
	r.Verdict, r.Score, r.gate = v, b.place(t.raw), t.gate
	r.Floor, r.Ceiling, r.Coverage = t.floor(b), t.ceiling(), t.coverage()
	if t.broken {
		for i := range r.records {
			if r.records[i].status == StatusError {
				r.Errors = append(r.Errors, Problem{Check: p.checks[i].ID, Kind: "check-broken"})
			}
		}
	}
	if c.lookupFailed {
		r.Errors = append(r.Errors, Problem{Field: intake.FieldNetworkClientIP, Kind: "lookup-failed"})
	}
	c.lookAhead(r, t.waits)
}

// costs reports whether what the i-th check found costs points or blocks.
func (r *Report) costs(i int) bool { return r.records[i].status != Pass && r.effect(i).costs() }

// effect returns the effect of the i-th check's finding.
func (r *Report) effect(i int) *effect { return &r.plan.checks[i].effects[r.records[i].reason] }

// A Finding is what one check found.
type Finding struct {
	Check    ID
	Status   Status
	Because  UnknownBecause // for an unknown
	Code     string         // one of the check's, or of the engine's
	Kind     Kind           // for a fail
	Severity Severity
	Gate     bool
	Need     Need
	ClearsAt time.Time // when a timed fail clears; zero otherwise, and if nobody knows when
	Internal bool      // not for the applicant

	r   *Report
	i   int
	run uint64 // of r
}

// Findings returns an iterator over the findings in reading order.
func (r *Report) Findings() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		if r.reused() {
			return
		}
		for i := range r.records {
			if !yield(r.finding(i)) {
				return
			}
		}
	}
}

// Failed is like Findings for those that failed.
func (r *Report) Failed() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		if r.reused() {
			return
		}
		for i := range r.records {
			if r.records[i].status == Fail && !yield(r.finding(i)) {
				return
			}
		}
	}
}

// unsettled returns an iterator over the findings that someone could act on.
func (r *Report) unsettled() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		if r.reused() {
			return
		}
		for i := range r.records {
			switch r.records[i].status {
			case Pass, NotApplicable, Skipped:
				continue
			}
			if !yield(r.finding(i)) {
				return
			}
		}
	}
}

// Find returns the finding of one check. It is false if the suite has no such check
// or the policy disabled it.
func (r *Report) Find(id ID) (Finding, bool) {
	if i := r.index(id); i >= 0 {
		return r.finding(i), true
	}
	return Finding{}, false
}

func (r *Report) index(id ID) int {
	if r.plan == nil || r.reused() {
		return -1
	}
	return r.plan.index(id)
}

// index returns the index of a check, or -1.
func (p *plan) index(id ID) int {
	for i := range p.checks {
		if p.checks[i].ID == id {
			return i
		}
	}
	return -1
}

func (r *Report) finding(i int) Finding {
	c, x := &r.plan.checks[i], r.records[i]
	said := c.reason(int(x.reason))
	f := Finding{
		Check: c.ID, Status: said.Status, Code: said.Code,
		Severity: c.Severity, Gate: c.Gate, Need: c.Need,
		Because: said.Because, Kind: said.Kind, Internal: said.Internal, r: r, i: i, run: r.run,
	}
	if f.Kind == Timed && x.until != neverClears {
		f.ClearsAt = chinatime.Time(int64(x.until))
	}
	return f
}

// message says until when a check is suppressed, and why.
func (s Suppression) message(l Lang) string {
	return engineTexts.suppressed.In(l) + chinatime.Time(s.Until.Unix()).Format("2006-01-02 15:04") + ": " + s.Reason
}

// reused reports whether the finding's report has since been filled with another
// submission's findings.
func (f Finding) reused() bool { return f.r.run != f.run || f.r.reused() }

func (f Finding) planned() *planned { return &f.r.plan.checks[f.i] }
func (f Finding) record() record    { return f.r.records[f.i] }
func (f Finding) note() *note       { return f.r.noteOf(f.record()) }
func (f Finding) reason() *Reason   { return f.planned().reason(int(f.record().reason)) }

// Category returns the part of Check before the dot.
func (f Finding) Category() string { return f.Check.Category() }

// Title returns the title of the check.
func (f Finding) Title(l Lang) string {
	if f.reused() {
		return engineTexts.reused.In(l)
	}
	return f.planned().Title.In(l)
}

// Message returns what was found, as a sentence for people.
func (f Finding) Message(l Lang) string {
	if f.reused() {
		return engineTexts.reused.In(l)
	}
	switch f.record().reason {
	case reasonNoInput:
		return engineTexts.noInput.In(l) + inputLabels(l, f.Missing())
	case reasonSkipped:
		return engineTexts.skipped.In(l)
	case reasonCleared:
		return engineTexts.cleared.In(l) + chinatime.Time(int64(f.record().until)).Format("2006-01-02 15:04")
	case reasonSuppressed:
		return f.planned().suppressed.message(l)
	case reasonNotApplicable:
		return engineTexts.notApplicable.In(l)
	case reasonError:
		return engineTexts.broken.In(l)
	}
	m := f.reason().Message.In(l)
	if !strings.Contains(m, "{") {
		return m
	}
	var room [256]byte // longer than most, so that the text is allocated once
	return string(appendFilled(room[:0], m, l, f))
}

// Action returns what to do about the finding, or the zero Action if nothing.
func (f Finding) Action() Action {
	if f.reused() {
		return Action{}
	}
	if a := f.r.actionOf(f.i); a != nil {
		return *a
	}
	return Action{}
}

// allActions holds what actionIndex counts.
var allActions = sync.OnceValue(remedy.Actions)

// actionIndex returns 1 + the index of an action among allActions, or 0.
func actionIndex(id string) uint8 {
	return uint8(slices.IndexFunc(allActions(), func(a Action) bool { return a.ID == id }) + 1)
}

// actionOf returns what to do about the i-th check's finding, or nil if nothing.
func (r *Report) actionOf(i int) *Action {
	x := r.records[i]
	switch x.status {
	case Pass, NotApplicable, Skipped:
		return nil
	}
	if k := r.causeOf(i); k != nil {
		return k.Action
	}
	if x.reason == reasonNoInput {
		return &remedy.ProvideInput
	}
	if a := r.noteOf(x).action; a != 0 {
		return &allActions()[a-1]
	}
	if a := r.plan.checks[i].reason(int(x.reason)).Action; a != nil && !a.IsZero() {
		return a
	}
	return nil
}

// Missing returns the inputs that would settle an unknown or a doubt.
func (f Finding) Missing() []intake.Field {
	if f.reused() {
		return nil
	}
	return f.r.missingFields(f.i)
}

func (r *Report) missingFields(i int) []intake.Field {
	set, list := r.missing(i)
	if set.empty() { // as of nearly all
		return slices.Clone(list)
	}
	out := slices.Clone(list)
	for i := range set.each {
		out = append(out, r.plan.inputs[i].Field)
	}
	return out
}

// missing returns the inputs that would settle what the i-th check found: those of its
// note, those that it cannot run without, or else those that its reason names.
func (r *Report) missing(i int) (set bitset, list []intake.Field) {
	c, x := &r.plan.checks[i], r.records[i]
	n := r.noteOf(x)
	if n.attempt != 0 && isUnknown(x.status) {
		return set, []intake.Field{n.part.field(int(n.attempt) - 1)}
	}
	if set = n.asks; !set.empty() {
		return set, nil
	}
	if x.reason == reasonNoInput {
		return c.needs.intersection(r.lacks), nil
	}
	return set, c.reason(int(x.reason)).Asks
}

// asksAnything reports whether an input would settle what the i-th check found.
func (r *Report) asksAnything(i int) bool {
	set, list := r.missing(i)
	return len(list) > 0 || !set.empty()
}

// Evidence returns an iterator over the values that the finding rests on.
func (f Finding) Evidence() iter.Seq2[Key, intake.Value] {
	return func(yield func(Key, intake.Value) bool) {
		if f.reused() {
			return
		}
		n := f.note()
		for i, k := range n.keys {
			if k == 0 {
				return
			}
			key := &f.planned().Check.Evidence[k-1]
			if !yield(*key, key.value(n.values[i])) {
				return
			}
		}
	}
}

// Prevents returns an iterator over the channel failure codes that the check guards
// against: those with which a payout would have failed for this cause.
func (f Finding) Prevents() iter.Seq[failcode.Cause] {
	return f.r.plan.codes.PreventedBy(string(f.Check))
}

// Penalty returns what the finding takes off a perfect product, in points. In a
// group only the largest penalty counts; the others say what they would take alone.
func (f Finding) Penalty() int {
	if f.reused() {
		return 0
	}
	return f.r.effect(f.i).penalty()
}

// Gain returns the points by which the score would rise if this check passed.
func (f Finding) Gain() int {
	if f.reused() {
		return 0
	}
	o := f.r.outlook()
	defer o.done()
	return o.gain(f.i)
}

// If returns the verdict and the score as they would be if the named checks had
// status s, all else equal. It ignores checks that are not in the suite. It does not
// run checks again: those skipped because of a failed gate stay neutral, as if they
// passed.
func (r *Report) If(s Status, ids ...ID) (Verdict, int) {
	if r.plan == nil || r.reused() {
		return r.Verdict, r.Score
	}
	var room [maxChecks]record
	records := append(room[:0], r.records...)
	for _, id := range ids {
		if i := r.index(id); i >= 0 {
			records[i] = r.plan.checks[i].record(ifReason(s))
		}
	}
	return r.plan.outcome(records)
}

func ifReason(s Status) int {
	switch s {
	case Pass:
		return reasonIfPass
	case Warn:
		return reasonIfWarn
	case Fail:
		return reasonIfFail
	case NotApplicable:
		return reasonNotApplicable
	case Skipped:
		return reasonSkipped
	case StatusError:
		return reasonError
	}
	return reasonNoInput
}

// A CategoryScore sums up one category.
type CategoryScore struct {
	Category                  string
	Score                     int // 0–100; the categories' products multiply to the whole
	Pass, Warn, Fail, Unknown int
}

// Categories returns the scores of the categories in reading order.
func (r *Report) Categories() []CategoryScore {
	if r.plan == nil || r.reused() {
		return nil
	}
	o := r.outlook()
	defer o.done()
	return o.categories(nil)
}

// MarshalJSON returns the JSON of Document(ZH, DetailFull).
func (r Report) MarshalJSON() ([]byte, error) { return r.Document(ZH, DetailFull).MarshalJSON() }

// String returns a one-line summary without personal data.
func (r Report) String() string {
	return r.Verdict.String() + " " + strconv.Itoa(r.Score) + "/100 (floor " + strconv.Itoa(r.Floor) + ", ceiling " + strconv.Itoa(r.Ceiling) + ")"
}
