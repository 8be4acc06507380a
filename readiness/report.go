package readiness

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

// A Report is the answer to one submission: small and coded, without text and
// without inputs. Text is made on demand, in any language, by Findings and
// Document. A Report may be read by several goroutines. The zero Report is
// Incomplete with nothing found.
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
	prog  *program
	lacks fieldSet // see Case
	card  cardFacts
}

// A Problem is a check that broke, an input that could not be read, or a source
// that failed. It holds no value.
type Problem struct {
	Check ID     `json:"check,omitempty"`
	Field Field  `json:"field,omitempty"`
	Kind  string `json:"kind"` // check-broken, lookup-failed, malformed, out-of-range, too-many; of a ShapeError too-long as well
}

// result is what running a suite leaves: a line for every check, and notes for
// the few that say more.
type result struct {
	lines []line
	notes []uint64 // see note
}

// line is one finding in 8 bytes: a reason of the program, then 1 + the place
// among the notes, 0 for none, then Unix seconds, which reach beyond lastInstant;
// what lies further away counts as their end.
type line uint64

const (
	lineNote  = 16 // a bit from which on it is kept
	lineUntil = 32
)

func (l line) reason() uint16 { return uint16(l) }
func (l line) note() uint16   { return uint16(l >> lineNote) }

// until is the moment up to which the finding holds by time alone, 0 for no end.
func (l line) until() int64 { return int64(l >> lineUntil) }

const (
	maxNotes    = 8 * maxChecks // words: every check can have what it wants, and some over
	maxEvidence = 4
)

// A note is kept as a word and what it says follows: a value for each key, in
// the order of its lowest four bytes, or the words of a fieldSet.
const (
	noteMissing = 1 << 32
	noteBest    = 40 // a byte from that bit on
	noteWorst   = 48
)

// note is what a finding says beyond its code.
type note struct {
	values  [maxEvidence]int64 // evidence; of a missing note, a fieldSet
	keys    [maxEvidence]uint8 // 1 + place among the check's keys, 0 for none
	missing bool

	// Of an unknown, 1 + places among the check's reasons; see Case.between.
	best, worst uint8
}

// room is the memory of a result, in one piece, for the standard suite: as much
// as a size class of the allocator has. Most results have few notes; more go
// elsewhere.
type room struct {
	lines [50]line
	notes [14]uint64
}

// empty makes room for n lines and no notes, in the memory that there is.
func (r *result) empty(n int) {
	if cap(r.lines) < n {
		m := new(room)
		r.lines, r.notes = m.lines[:], m.notes[:]
		if n > len(m.lines) {
			r.lines = make([]line, n)
		}
	}
	r.lines, r.notes = r.lines[:n], r.notes[:0]
}

// reset empties r, keeping its memory.
func (r *Report) reset(p *program) {
	errs, lines, notes := r.Errors[:0], r.lines[:0], r.notes[:0]
	*r = Report{}
	r.prog, r.Errors, r.lines, r.notes = p, errs, lines, notes
}

// conclude scores what was found and looks ahead in time.
func (c *Case) conclude(r *Report) {
	p := c.prog
	t := p.tally(r.lines, &c.sum, nil)
	v, b := p.verdict(&t)
	r.Verdict, r.Score = v, place(b, t.raw)
	r.Floor, r.Ceiling, r.Coverage = t.floor(b), t.ceiling(), t.coverage()
	if t.has(broken) {
		for i, l := range r.lines {
			if p.reasons[l.reason()].marks.has(broken) {
				r.Errors = append(r.Errors, Problem{Check: p.checks[i].ID, Kind: "check-broken"})
			}
		}
	}
	if c.unanswered {
		r.Errors = append(r.Errors, Problem{Field: FieldNetworkClientIP, Kind: "lookup-failed"})
	}
	c.lookAhead(r, t.has(waiting))
}

// noteOf returns the note of a line, the zero note when it has none.
func (r *result) noteOf(l line) note {
	at := l.note()
	if at == 0 {
		return note{}
	}
	word, rest := r.notes[at-1], r.notes[at:]
	n := note{missing: word&noteMissing != 0, best: uint8(word >> noteBest), worst: uint8(word >> noteWorst)}
	for i := range n.keys {
		n.keys[i] = uint8(word >> (8 * i))
		if n.keys[i] != 0 || n.missing && i < len(fieldSet{}) {
			n.values[i] = int64(rest[i])
		}
	}
	return n
}

// A Finding is what one check found.
type Finding struct {
	Check    ID
	Status   Status
	Why      Why    // of an unknown
	Code     string // of the check, or one of the engine's
	Kind     Kind   // of a fail
	Severity Severity
	Gate     bool
	Need     Need
	ClearsAt time.Time // when a timed fail clears; zero otherwise
	Internal bool      // not for the applicant

	r *Report
	i int
}

// Findings goes through the findings in reading order.
func (r *Report) Findings() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for i := range r.lines {
			if !yield(r.finding(i)) {
				return
			}
		}
	}
}

// unsettled goes through the findings that somebody could do something about.
func (r *Report) unsettled() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for i, l := range r.lines {
			switch r.prog.reasons[l.reason()].status {
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
	if r.prog == nil {
		return -1
	}
	return slices.IndexFunc(r.prog.checks, func(c compiled) bool { return c.ID == id })
}

func (r *Report) finding(i int) Finding {
	l := r.lines[i]
	c := &r.prog.checks[i]
	cr := &r.prog.reasons[l.reason()]
	f := Finding{
		Check: c.ID, Status: cr.status, Code: cr.code,
		Severity: c.Severity, Gate: c.Gate, Need: c.Need, r: r, i: i,
	}
	said := f.reason()
	f.Why, f.Kind, f.Internal = said.Why, said.Kind, said.Internal
	if f.Kind == Timed {
		f.ClearsAt = chinaTime(l.until())
	}
	return f
}

func (f Finding) line() line          { return f.r.lines[f.i] }
func (f Finding) compiled() *compiled { return &f.r.prog.checks[f.i] }

// place is where the reason stands among the engine's and then the check's own.
func (f Finding) place() int { return int(f.line().reason() - f.r.prog.steps[f.i].engine) }

// reason returns the declared reason, or the engine's.
func (f Finding) reason() *Reason {
	if n := f.place(); n >= firstReason {
		return &f.compiled().Reasons[n-firstReason]
	}
	return &engineReasons[f.place()]
}

// Category is the part of Check before the dot.
func (f Finding) Category() string { return f.Check.Category() }

// Title names the question.
func (f Finding) Title(l Lang) string { return f.compiled().Title.In(l) }

// Message says what was found.
func (f Finding) Message(l Lang) string {
	switch f.place() {
	case reasonNoInput:
		return engineTexts.noInput.In(l) + labels(l, f.Missing())
	case reasonSkipped:
		return engineTexts.skipped.In(l)
	case reasonSuppressed:
		s := f.compiled().suppressed
		return engineTexts.suppressed.In(l) + chinaTime(s.Until.Unix()).Format("2006-01-02 15:04") + ": " + s.Reason
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
	case f.place() == reasonNoInput:
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
func (f Finding) Missing() []Field {
	var set fieldSet
	switch n := f.r.noteOf(f.line()); {
	case n.missing:
		set = fieldSet{uint64(n.values[0]), uint64(n.values[1]), uint64(n.values[2])}
	case f.place() == reasonNoInput:
		set = f.r.prog.steps[f.i].needs.both(&f.r.lacks)
	default:
		return slices.Clone(f.reason().Asks)
	}
	var out []Field
	set.each(func(bit int) bool {
		out = append(out, f.r.prog.fieldOf(bit))
		return true
	})
	return out
}

// Evidence goes through the values that the finding rests on.
func (f Finding) Evidence() iter.Seq2[Key, Value] {
	return func(yield func(Key, Value) bool) {
		n := f.r.noteOf(f.line())
		if n.missing {
			return
		}
		for i, k := range n.keys {
			if k == 0 {
				return
			}
			key := f.compiled().Check.Evidence[k-1]
			v := Value{unit: key.Unit, n: n.values[i]}
			if key.Unit == UnitWord {
				v.word = key.Words[n.values[i]]
			}
			if !yield(key, v) {
				return
			}
		}
	}
}

// Prevents goes through the channels' failure codes that an answer to this
// check spares: what a payout would have come back with for this cause.
func (f Finding) Prevents() iter.Seq[failcode.Cause] {
	return f.r.prog.codes.PreventedBy(string(f.Check))
}

// Penalty is what the finding takes off a perfect product, in points. Inside a
// group only the largest counts; the others show what they would take alone.
func (f Finding) Penalty() int {
	return int(f.r.prog.reasons[f.line().reason()].loss * 100 / one)
}

// Gain is the number of points the score would rise if this check passed.
func (f Finding) Gain() int {
	_, score := f.r.If(Pass, f.Check)
	return max(0, score-f.r.Score)
}

// If returns the verdict and the score were the named checks of that status,
// all else equal. A check that is not in the suite changes nothing. It allows
// for no consequence: what a failed gate made skipped stays neutral, as if it
// passed.
func (r *Report) If(s Status, ids ...ID) (Verdict, int) {
	if r.prog == nil {
		return r.Verdict, r.Score
	}
	var room [maxChecks]line
	lines := append(room[:0], r.lines...)
	for _, id := range ids {
		if i := r.index(id); i >= 0 {
			lines[i] = line(r.prog.steps[i].engine + ifReason(s))
		}
	}
	return r.prog.outcome(lines)
}

func ifReason(s Status) uint16 {
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
	if r.prog == nil {
		return nil
	}
	raws := r.categoryRaws()
	out := make([]CategoryScore, len(r.prog.cats))
	for i, c := range r.prog.cats {
		out[i] = CategoryScore{Category: c, Score: int(raws[i] * 100 / one)}
	}
	for i, l := range r.lines {
		c := &out[r.prog.checks[i].category]
		switch r.prog.reasons[l.reason()].status {
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
	raws := make([]Risk, len(r.prog.cats))
	s := r.prog.sum(r.lines)
	r.prog.tally(r.lines, &s, raws)
	return raws
}

// MarshalJSON writes Document(ZH, Full).
func (r Report) MarshalJSON() ([]byte, error) { return json.Marshal(r.Document(ZH, Full)) }

// String sums the report up in one line, without personal data.
func (r Report) String() string {
	return r.Verdict.String() + " " + strconv.Itoa(r.Score) + "/100 (floor " + strconv.Itoa(r.Floor) + ", ceiling " + strconv.Itoa(r.Ceiling) + ")"
}
