package readiness

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// A Report is the answer to one submission: small and coded, without text and
// without inputs. Text is made on demand, in any language, by Findings and
// Document. A Report may be read by several goroutines. The zero Report is
// Incomplete with nothing found.
//
// A report that AssessInto filled gives its memory to the next one. What was copied
// from it before, and findings taken from it, then say that it was used again: a
// copy has no findings and its Document the error "report-reused".
//
// Scores say how far the submission is from known obstacles, not how likely it
// succeeds: 100 means that no known obstacle was found.
type Report struct {
	ID      string  // of the submission
	Verdict Verdict // 85 points or more and Ready are the same statement

	Score    int // 0–100
	Floor    int // the score if every unknown turned out bad
	Ceiling  int // the score if every unknown turned out good
	Coverage int // share of risk that is known, per mille; for display only

	AssessedAt      time.Time // the submission's At
	ValidUntil      time.Time // the soonest moment at which time alone may change a finding; zero if none is known
	EarliestAt      time.Time // when no timed gate fails any more; zero when none fails or none is in sight
	EarliestVerdict Verdict   // the verdict then, when EarliestAt is set
	NextQueryAt     time.Time // when to ask for the outcome of a pending payout

	Errors []Problem // checks that broke, inputs that could not be read, sources that failed

	result
	plan  *plan
	lacks bitset // see Case
	card  cardFacts

	home *Report // where AssessInto has put it, nil for a report that owns its memory
	run  uint64  // how often AssessInto had filled that place
}

// A Problem is a check that broke, an input that could not be read, or a source
// that failed. It holds no value.
type Problem struct {
	Check ID           `json:"check,omitempty"`
	Field intake.Field `json:"field,omitempty"`
	Kind  string       `json:"kind"` // check-broken, lookup-failed, malformed, out-of-range, too-many, report-reused
}

// reset empties r. It keeps the memory that r has from an earlier AssessInto, which
// no other report owns.
func (r *Report) reset(p *plan) {
	errs, memory, run := r.Errors[:0], r.result, r.run
	if r.home != r {
		errs, memory, run = nil, result{}, 0
	}
	*r = Report{Errors: errs, result: memory, plan: p, run: run}
}

// reused reports whether r is a copy of a report whose memory AssessInto has since
// given to another submission.
func (r *Report) reused() bool { return r.home != nil && r.home.run != r.run }

// conclude scores what was found and looks ahead in time.
func (c *Case) conclude(r *Report) {
	p := c.plan
	t := p.tally(r.records, nil)
	v, b := p.verdict(&t)
	r.Verdict, r.Score = v, b.place(t.raw)
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

// effect returns what the finding of the i-th check does to the whole.
func (r *Report) effect(i int) *effect { return &r.plan.checks[i].effects[r.records[i].reason] }

// A Finding is what one check found.
type Finding struct {
	Check    ID
	Status   Status
	Because  UnknownBecause // of an unknown
	Code     string         // of the check, or one of the engine's
	Kind     Kind           // of a fail
	Severity Severity
	Gate     bool
	Need     Need
	ClearsAt time.Time // when a timed fail clears; zero otherwise
	Internal bool      // not for the applicant

	r   *Report
	i   int
	run uint64 // of r
}

// Findings goes through the findings in reading order.
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

// unsettled goes through the findings that somebody could do something about.
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

// Find returns the finding of one check, and false when the suite has no such
// check or the policy disabled it.
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
	return slices.IndexFunc(r.plan.checks, func(c planned) bool { return c.ID == id })
}

func (r *Report) finding(i int) Finding {
	c, x := &r.plan.checks[i], r.records[i]
	said := c.reason(int(x.reason))
	f := Finding{
		Check: c.ID, Status: said.Status, Code: said.Code,
		Severity: c.Severity, Gate: c.Gate, Need: c.Need,
		Because: said.Because, Kind: said.Kind, Internal: said.Internal, r: r, i: i, run: r.run,
	}
	if f.Kind == Timed {
		f.ClearsAt = chinatime.Time(int64(x.until))
	}
	return f
}

// reused reports whether the memory of the finding's report holds another
// submission's findings by now.
func (f Finding) reused() bool { return f.r.run != f.run || f.r.reused() }

func (f Finding) planned() *planned { return &f.r.plan.checks[f.i] }
func (f Finding) record() record    { return f.r.records[f.i] }
func (f Finding) note() *note       { return f.r.noteOf(f.record()) }
func (f Finding) reason() *Reason   { return f.planned().reason(int(f.record().reason)) }

// Category is the part of Check before the dot.
func (f Finding) Category() string { return f.Check.Category() }

// Title names the question.
func (f Finding) Title(l Lang) string {
	if f.reused() {
		return engineTexts.reused.In(l)
	}
	return f.planned().Title.In(l)
}

// Message says what was found.
func (f Finding) Message(l Lang) string {
	if f.reused() {
		return engineTexts.reused.In(l)
	}
	switch f.record().reason {
	case reasonNoInput:
		return engineTexts.noInput.In(l) + inputLabels(l, f.Missing())
	case reasonSkipped:
		return engineTexts.skipped.In(l)
	case reasonSuppressed:
		s := f.planned().suppressed
		return engineTexts.suppressed.In(l) + chinatime.Time(s.Until.Unix()).Format("2006-01-02 15:04") + ": " + s.Reason
	case reasonNotApplicable:
		return engineTexts.notApplicable.In(l)
	case reasonError:
		return engineTexts.broken.In(l)
	}
	return fill(f.reason().Message.In(l), l, f)
}

// Action is what to do about it, the zero Action when there is nothing to do.
func (f Finding) Action() Action {
	switch {
	case f.reused():
		return Action{}
	case f.record().reason == reasonNoInput:
		return remedy.ProvideInput
	case f.Status == Pass || f.Status == NotApplicable || f.Status == Skipped:
		return Action{}
	}
	if a := f.reason().Action; a != nil {
		return *a
	}
	return Action{}
}

// Missing returns the inputs that would settle an unknown, or a doubt.
func (f Finding) Missing() []intake.Field {
	if f.reused() {
		return nil
	}
	asks := f.note().asks
	switch {
	case !asks.empty():
	case f.record().reason == reasonNoInput:
		asks = f.planned().needs.intersection(f.r.lacks)
	default:
		return slices.Clone(f.reason().Asks)
	}
	var out []intake.Field
	for i := range asks.each {
		out = append(out, f.r.plan.inputs[i].Field)
	}
	return out
}

// Evidence goes through the values that the finding rests on.
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

// Prevents goes through the channels' failure codes that an answer to this
// check spares: what a payout would have come back with for this cause.
func (f Finding) Prevents() iter.Seq[failcode.Cause] {
	return f.r.plan.codes.PreventedBy(string(f.Check))
}

// Penalty is what the finding takes off a perfect product, in points. Inside a
// group only the largest counts; the others show what they would take alone.
func (f Finding) Penalty() int {
	if f.reused() {
		return 0
	}
	return int((one - f.r.effect(f.i).leaves.raw) * 100 / one)
}

// Gain is the number of points the score would rise if this check passed.
func (f Finding) Gain() int {
	if f.reused() {
		return 0
	}
	_, score := f.r.If(Pass, f.Check)
	return max(0, score-f.r.Score)
}

// If returns the verdict and the score were the named checks of that status,
// all else equal. A check that is not in the suite changes nothing. It allows
// for no consequence: what a failed gate made skipped stays neutral, as if it
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

// Categories goes through the categories in reading order.
func (r *Report) Categories() []CategoryScore {
	if r.plan == nil || r.reused() {
		return nil
	}
	raws := r.categoryRaws()
	out := make([]CategoryScore, len(r.plan.categories))
	for i, c := range r.plan.categories {
		out[i] = CategoryScore{Category: c, Score: int(raws[i] * 100 / one)}
	}
	for i := range r.records {
		c := &out[r.plan.checks[i].category]
		switch r.records[i].status {
		case Pass:
			c.Pass++
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

func (r *Report) categoryRaws() []Risk {
	raws := make([]Risk, len(r.plan.categories))
	r.plan.tally(r.records, raws)
	return raws
}

// MarshalJSON writes Document(ZH, Full).
func (r Report) MarshalJSON() ([]byte, error) { return json.Marshal(r.Document(ZH, DetailFull)) }

// String sums the report up in one line, without personal data.
func (r Report) String() string {
	return r.Verdict.String() + " " + strconv.Itoa(r.Score) + "/100 (floor " + strconv.Itoa(r.Floor) + ", ceiling " + strconv.Itoa(r.Ceiling) + ")"
}
