package readiness

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness/workday"
)

// Bounds on what one submission may carry, so that hostile input costs no more
// than honest input. What is longer is not looked at: it counts as unknown, and
// Report.Errors says so.
const (
	maxAttempts  = 1000
	maxIPRecords = 64
	maxStrings   = 256 // of device lists
)

// The years that a moment may be in, in Unix seconds. Outside them no calendar
// or rule here says anything.
const (
	firstInstant = 946_684_800 - chinaOffset   // 2000-01-01 in China
	lastInstant  = 4_102_444_800 - chinaOffset // 2100-01-01
)

// A Case is one submission under assessment, with the facts derived from it
// once for all checks. It belongs to one call of Check.Run and must not be kept.
type Case struct {
	// What the checks ask for most comes first: an offset below 128 makes short
	// instructions.
	prog  *program
	at    int64  // Unix seconds, 0 when unknown
	dawn  int64  // when today begins, Unix seconds
	seen  int64  // observed_at
	today Date   // of at
	check int    // being run
	turns []turn // of the checks, in reading order
	out   *result
	facts facts
	sub   *Submission // the caller's, or own

	lacks   fieldSet // inputs that are not given and that some check cannot do without, or one of Suite
	blocked checkSet // failed gates, and what was skipped because of one
	broken  checkSet // panicked

	sum  sum   // of the lines that a run has written
	next int64 // the soonest moment after at until which one of them holds by time alone

	unanswered bool // Config.IPs failed

	windows chosen              // by timing.maintenance
	quiet   [UnionPay + 1]quiet // by system, of this case and those before

	// The report's own while its checks run, and then no more: a report that the
	// pooled Case pointed to would have to live on the heap.
	now  result
	then result // at other moments, for EarliestAt and Schedule

	own Submission // where the caller's is not to be seen or not to be changed
}

func newCase(p *program) *Case {
	c := &Case{prog: p, turns: make([]turn, len(p.checks))}
	for i := range c.turns {
		c.turns[i] = turn{run: p.checks[i].Run, before: &p.reasons[p.steps[i].own], keys: p.checks[i].Evidence}
	}
	return c
}

// Submission returns the input. It must not be changed or kept.
func (c *Case) Submission() *Submission { return c.sub }

// Policy returns the policy in force. It must not be changed.
func (c *Case) Policy() *Policy { return c.prog.policy }

// Calendar returns the working days in force.
func (c *Case) Calendar() *workday.Calendar { return c.prog.calendar }

// At returns the moment of submission in China time, the zero time when unknown.
func (c *Case) At() time.Time {
	if c.at == 0 {
		return time.Time{}
	}
	return chinaTime(c.at)
}

// Today returns the day of At in China, the zero Date when unknown.
func (c *Case) Today() Date { return c.today }

// ObservedAt returns when the submission's "today", "30d" and ages were true.
func (c *Case) ObservedAt() time.Time {
	if c.seen == 0 {
		return time.Time{}
	}
	return chinaTime(c.seen)
}

// Known reports whether an input was given.
func (c *Case) Known(f Field) bool {
	b, ok := c.prog.fieldBit(f)
	return ok && c.has(b)
}

func (c *Case) has(bit int) bool {
	if bit < len(fields) {
		return c.sub.has(bit)
	}
	v := c.sub.Extra[c.prog.fieldOf(bit)]
	return !v.IsZero()
}

// Extra returns an input of a custom check, the zero Value when unknown.
func (c *Case) Extra(f Field) Value { return c.sub.Extra[f] }

// Is is the outcome with this code. The check must declare the code, and the
// evidence's keys, at most 4.
func (c *Case) Is(code string, evidence ...Evidence) Outcome {
	if len(evidence) == 0 {
		return Outcome{code: code}
	}
	return c.with(Outcome{code: code}, evidence)
}

// Until is an outcome that time alone changes at t: a timed failure clears
// then, anything else is good until then.
func (c *Case) Until(t time.Time, code string, evidence ...Evidence) Outcome {
	if t.IsZero() {
		return c.until(0, code, evidence...)
	}
	return c.until(t.Unix(), code, evidence...)
}

// until is Until in Unix seconds; 0 for an outcome that time does not change.
func (c *Case) until(t int64, code string, evidence ...Evidence) Outcome {
	if len(evidence) == 0 {
		return Outcome{code: code, until: t}
	}
	return c.with(Outcome{code: code, until: t}, evidence)
}

func (c *Case) with(o Outcome, evidence []Evidence) Outcome {
	for i := range evidence {
		o = c.also(o, evidence[i])
	}
	return o
}

// also adds evidence to an outcome whose note, if it has one, is the last.
func (c *Case) also(o Outcome, e Evidence) Outcome {
	if o.note = c.note(o.note, &e); o.note == 0 {
		return Outcome{}
	}
	return o
}

// note adds e to a note, to a new one if it is 0, and returns the note's number,
// 0 when the check did not declare such evidence or says too much.
func (c *Case) note(number uint16, e *Evidence) uint16 {
	out, keys := c.out, c.turns[c.check].keys
	k := 0
	for k < len(keys) && (keys[k].Unit != e.Value.unit || !same(keys[k].Name, e.Key)) {
		k++
	}
	v := uint64(e.Value.n)
	if k < len(keys) && e.Value.unit == UnitWord {
		words := keys[k].Words
		for v = 0; v < uint64(len(words)) && !same(words[v], e.Value.word); {
			v++
		}
		if v == uint64(len(words)) {
			k = len(keys)
		}
	}
	if k == len(keys) {
		if k, v = lookUp(keys, e); k < 0 {
			return 0
		}
	}
	notes := out.notes
	if number == 0 {
		notes = append(notes, 0)
		number = uint16(len(notes))
	}
	count := uint(len(notes) - int(number))
	if count >= maxEvidence || len(notes) > maxNotes+maxEvidence {
		return 0
	}
	notes[number-1] |= uint64(k+1) << (8 * count)
	out.notes = append(notes, v)
	return number
}

// lookUp finds what is not the very constant that was declared, but says the
// same.
//
//go:noinline
func lookUp(keys []Key, e *Evidence) (key int, value uint64) {
	key = slices.IndexFunc(keys, func(k Key) bool { return k.Name == e.Key && k.Unit == e.Value.unit })
	if key < 0 || e.Value.unit != UnitWord {
		return key, uint64(e.Value.n)
	}
	word := slices.Index(keys[key].Words, e.Value.word)
	if word < 0 {
		return -1, 0
	}
	return key, uint64(word)
}

// NotApplicable is the outcome when the question does not arise. It needs an
// input that says so: what is merely absent is Missing.
func (c *Case) NotApplicable() Outcome { return Outcome{code: CodeNotApplicable} }

// Missing is the outcome when inputs are absent: unknown, and these are what to
// ask for. They are built-in inputs or ones that a check declares.
func (c *Case) Missing(want ...Field) Outcome { return c.asking(CodeNoInput, want...) }

// asking is an unknown that these inputs would settle, instead of those that the
// reason asks for.
func (c *Case) asking(code string, want ...Field) Outcome {
	notes := c.out.notes
	if len(notes) >= maxNotes {
		return Outcome{}
	}
	var set fieldSet
	for _, f := range want {
		b, ok := c.prog.fieldBit(f)
		if !ok {
			return Outcome{}
		}
		set.add(b)
	}
	c.out.notes = append(notes, noteMissing, set[0], set[1], set[2])
	return Outcome{code, 0, uint16(len(notes) + 1)}
}

// between says, by code, what an answer makes of an unknown at best and at worst,
// where that is not a pass and not the worst that the check declares. An empty
// code leaves its end as it is.
func (c *Case) between(best, worst string, o Outcome) Outcome {
	if o.note == 0 {
		if len(c.out.notes) >= maxNotes {
			return Outcome{}
		}
		c.out.notes = append(c.out.notes, 0)
		o.note = uint16(len(c.out.notes))
	}
	own := c.prog.steps[c.check].own
	n := &c.out.notes[o.note-1]
	if best != "" {
		*n |= uint64(c.prog.search(c.check, best).place-own+1) << noteBest
	}
	if worst != "" {
		*n |= uint64(c.prog.search(c.check, worst).place-own+1) << noteWorst
	}
	return o
}

// missingUntil is Missing for those of the fields that are not given, if time
// alone may settle it at t; 0 when it does not.
func (c *Case) missingUntil(t int64, fields ...Field) Outcome {
	given := 0
	for i, f := range fields {
		if c.Known(f) {
			fields[i], fields[given] = fields[given], f
			given++
		}
	}
	o := c.Missing(fields[given:]...)
	o.until = t
	return o
}

// load takes the submission in, and out of it the moments and what is given.
func (c *Case) load(sub *Submission, r *Report) {
	c.sub = sub
	c.setAt(instant(sub.At))
	c.seen = instant(sub.ObservedAt)
	if c.at == 0 && !sub.At.IsZero() {
		c.refuse(r, FieldAt, "out-of-range").At = time.Time{}
	}
	if c.seen == 0 {
		if !sub.ObservedAt.IsZero() {
			c.refuse(r, FieldObservedAt, "out-of-range").ObservedAt = time.Time{}
		}
		c.seen = c.at
	}
	if sub.ID != "" && !validID(sub.ID) || len(sub.History.Attempts) > maxAttempts || len(sub.Network.IPRecords) > maxIPRecords ||
		len(sub.Device.IOSScopedKeys) > maxStrings || len(sub.Device.Interfaces) > maxStrings {
		c.limit(r)
	}
	s := c.sub
	c.lacks = fieldSet{}
	s.usual(&c.lacks)
	for _, b := range c.prog.needed {
		if !c.has(int(b)) {
			c.lacks.add(int(b))
		}
	}
	r.ID = s.ID
	r.AssessedAt = c.At()
	r.lacks = c.lacks
	r.card = c.cardFacts()
}

// limit refuses what is longer than may be looked at, and an ID that is none.
func (c *Case) limit(r *Report) {
	s := c.sub
	if s.ID != "" && !validID(s.ID) {
		c.refuse(r, FieldID, "malformed").ID = ""
	}
	if len(s.History.Attempts) > maxAttempts {
		c.refuse(r, FieldHistoryAttempts, "too-many").History.Attempts = nil
	}
	if len(s.Network.IPRecords) > maxIPRecords {
		c.refuse(r, FieldNetworkIPRecords, "too-many").Network.IPRecords = nil
	}
	if len(s.Device.IOSScopedKeys) > maxStrings {
		c.refuse(r, FieldDeviceIOSScopedKeys, "too-many").Device.IOSScopedKeys = nil
	}
	if len(s.Device.Interfaces) > maxStrings {
		c.refuse(r, FieldDeviceInterfaces, "too-many").Device.Interfaces = nil
	}
}

// refuse says that an input is not looked at, and returns the case's own copy of
// the submission, in which it is to be made unknown. Inlined, its copies would lie
// between the steps that every case takes.
//
//go:noinline
func (c *Case) refuse(r *Report, f Field, kind string) *Submission {
	r.Errors = append(r.Errors, Problem{Field: f, Kind: kind})
	if c.sub != &c.own {
		c.own, c.sub = *c.sub, &c.own
	}
	return c.sub
}

func (c *Case) setAt(at int64) {
	c.at = at
	c.facts.done &^= timedFacts
	if at == 0 {
		c.today, c.dawn = Date{}, 0
	} else if dawn := at - (at+chinaOffset)%daySeconds; dawn != c.dawn { // else it is the day of the case before
		c.today, c.dawn = dayOf(at), dawn
	}
}

// tomorrow is when the case's day ends.
func (c *Case) tomorrow() int64 { return c.dawn + daySeconds }

// isToday reports whether a moment falls on the case's day; 0 falls on none.
func (c *Case) isToday(t int64) bool { return t >= c.dawn && t < c.tomorrow() && c.at != 0 }

// clear forgets the submission. What remains is overwritten by the next load.
func (c *Case) clear() {
	attempts := c.facts.attempts
	clear(attempts)
	if c.sub == &c.own {
		c.own = Submission{}
	}
	c.sub = nil
	c.facts, c.unanswered = facts{}, false
	c.facts.attempts = attempts[:0]
}

// instant returns Unix seconds, 0 when unknown or out of range.
func instant(t time.Time) int64 {
	if u := t.Unix(); u >= firstInstant && u < lastInstant {
		return u
	}
	return 0
}

// startOf is when a known day begins.
func startOf(d Date) int64 { return int64(d.Days())*daySeconds - chinaOffset }

func chinaTime(unix int64) time.Time { return time.Unix(unix, 0).In(workday.China) }
