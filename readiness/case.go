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

// The years that a moment may be in. Outside them no calendar or rule here says
// anything.
var (
	firstInstant = Date{Year: 2000, Month: 1, Day: 1}.Start().Unix()
	lastInstant  = Date{Year: 2100, Month: 1, Day: 1}.Start().Unix()
)

// A Case is one submission under assessment, with the facts derived from it
// once for all checks. It belongs to one call of Check.Run and must not be kept.
type Case struct {
	prog  *program
	sub   Submission
	given fieldSet // inputs that are known
	at    int64    // Unix seconds, 0 when unknown
	today Date     // of at
	dawn  int64    // when today begins, Unix seconds
	seen  int64    // observed_at
	out   *result
	check int // being run

	facts   facts
	windows chosen // by timing.maintenance

	// What the checks leave is kept here and copied into the report: a report
	// whose memory the pooled Case pointed into would have to live on the heap.
	now, then result // at At, and later, for EarliestAt
}

// Submission returns the input. It must not be changed or kept.
func (c *Case) Submission() *Submission { return &c.sub }

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
	return ok && c.given.has(b)
}

// Extra returns an input of a custom check, the zero Value when unknown.
func (c *Case) Extra(f Field) Value { return c.sub.Extra[f] }

// Is is the outcome with this code. The check must declare the code, and the
// evidence's keys, at most 4.
func (c *Case) Is(code string, evidence ...Evidence) Outcome { return c.until(0, code, evidence...) }

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
	return c.with(code, t, evidence)
}

func (c *Case) with(code string, until int64, evidence []Evidence) Outcome {
	if len(evidence) > maxEvidence || len(c.out.notes) == maxNotes {
		return Outcome{}
	}
	c.out.notes = append(c.out.notes, note{})
	place := len(c.out.notes)
	n, check := &c.out.notes[place-1], &c.prog.checks[c.check]
	for i := range evidence {
		k, v, ok := check.encode(&evidence[i])
		if !ok {
			return Outcome{}
		}
		n.keys[i], n.values[i] = k+1, v
	}
	return Outcome{code, until, place}
}

// encode finds the key of e, and its value as a number.
func (c *compiled) encode(e *Evidence) (key uint8, value int64, ok bool) {
	for i := range c.Evidence {
		k := &c.Evidence[i]
		if k.Name != e.Key || k.Unit != e.Value.unit {
			continue
		}
		if k.Unit == UnitWord {
			w := slices.Index(k.Words, e.Value.word)
			return uint8(i), int64(w), w >= 0
		}
		return uint8(i), e.Value.n, true
	}
	return 0, 0, false
}

// NotApplicable is the outcome when the question does not arise. It needs an
// input that says so: what is merely absent is Missing.
func (c *Case) NotApplicable() Outcome { return Outcome{code: CodeNotApplicable} }

// Missing is the outcome when inputs are absent: unknown, and these are what to
// ask for. They are built-in inputs or ones that a check declares.
func (c *Case) Missing(want ...Field) Outcome {
	if len(c.out.notes) == maxNotes {
		return Outcome{}
	}
	n := note{missing: true}
	for _, f := range want {
		b, ok := c.prog.fieldBit(f)
		if !ok {
			return Outcome{}
		}
		n.values[b/64] |= 1 << (b % 64)
	}
	c.out.notes = append(c.out.notes, n)
	return Outcome{CodeNoInput, 0, len(c.out.notes)}
}

// between says, by code, what an answer makes of an unknown at best and at worst,
// where that is not a pass and not the worst that the check declares. An empty
// code leaves its end as it is.
func (c *Case) between(best, worst string, o Outcome) Outcome {
	if o.note == 0 {
		if len(c.out.notes) == maxNotes {
			return Outcome{}
		}
		c.out.notes = append(c.out.notes, note{})
		o.note = len(c.out.notes)
	}
	p, s := c.prog, &c.prog.steps[c.check]
	n := &c.out.notes[o.note-1]
	if best != "" {
		n.best = uint8(p.search(s, best) - s.own + 1)
	}
	if worst != "" {
		n.worst = uint8(p.search(s, worst) - s.own + 1)
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
	c.sub = *sub
	c.given = c.sub.known()
	s := &c.sub
	c.setAt(instant(s.At))
	c.seen = instant(s.ObservedAt)
	if c.at == 0 && !s.At.IsZero() {
		c.refuse(r, FieldAt, "out-of-range")
	}
	if c.seen == 0 {
		if !s.ObservedAt.IsZero() {
			c.refuse(r, FieldObservedAt, "out-of-range")
		}
		c.seen = c.at
	}
	if s.ID != "" && !validID(s.ID) {
		c.refuse(r, FieldID, "malformed")
		s.ID = ""
	}
	if len(s.History.Attempts) > maxAttempts {
		c.refuse(r, FieldHistoryAttempts, "too-many")
		s.History.Attempts = nil
	}
	if len(s.Network.IPRecords) > maxIPRecords {
		c.refuse(r, FieldNetworkIPRecords, "too-many")
		s.Network.IPRecords = nil
	}
	if len(s.Device.IOSScopedKeys) > maxStrings {
		c.refuse(r, FieldDeviceIOSScopedKeys, "too-many")
		s.Device.IOSScopedKeys = nil
	}
	if len(s.Device.Interfaces) > maxStrings {
		c.refuse(r, FieldDeviceInterfaces, "too-many")
		s.Device.Interfaces = nil
	}
	for i, f := range c.prog.extra {
		if v, ok := s.Extra[f]; ok && !v.IsZero() {
			c.given.add(len(fields) + i)
		}
	}
	r.ID = s.ID
	r.AssessedAt = c.At()
	r.known = c.given
	r.card = c.cardFacts()
}

// refuse makes an input unknown and says so.
func (c *Case) refuse(r *Report, f Field, kind string) {
	b, _ := c.prog.fieldBit(f) // built in
	c.given[b/64] &^= 1 << (b % 64)
	r.Errors = append(r.Errors, Problem{Field: f, Kind: kind})
}

func (c *Case) setAt(at int64) {
	c.at = at
	c.facts.done &^= timedFacts
	c.today, c.dawn = Date{}, 0
	if at != 0 {
		c.today, c.dawn = dayOf(at), at-(at+chinaOffset)%daySeconds
	}
}

// tomorrow is when the case's day ends.
func (c *Case) tomorrow() int64 { return c.dawn + daySeconds }

// isToday reports whether a moment falls on the case's day; 0 falls on none.
func (c *Case) isToday(t int64) bool { return t >= c.dawn && t < c.tomorrow() && c.at != 0 }

// clear forgets the submission. What remains is overwritten by the next load.
func (c *Case) clear() {
	clear(c.facts.attempts)
	c.sub, c.facts = Submission{}, facts{attempts: c.facts.attempts[:0]}
}

// instant returns Unix seconds, 0 when unknown or out of range.
func instant(t time.Time) int64 {
	if u := t.Unix(); u >= firstInstant && u < lastInstant {
		return u
	}
	return 0
}

func chinaTime(unix int64) time.Time { return time.Unix(unix, 0).In(workday.China) }

// run runs the suite into out.
func (c *Case) run(out *result) {
	n := len(c.prog.steps)
	if cap(out.lines) < n {
		out.lines = make([]line, n)
		for i := range out.lines {
			out.lines[i].reason = c.prog.steps[i].own
		}
	}
	out.lines, out.notes = out.lines[:n], out.notes[:0]
	c.out = out
	for i := 0; i < n; {
		i = c.runFrom(i)
	}
}

// runFrom runs checks from the i-th on and returns where to resume: at the end,
// or behind a check that panicked.
func (c *Case) runFrom(i int) (next int) {
	defer func() {
		if recover() != nil { // what was thrown may hold input: it is dropped
			c.out.lines[c.check] = line{reason: c.prog.steps[c.check].engine + reasonError}
			next = c.check + 1
		}
	}()
	p, lines := c.prog, c.out.lines
	var blocked checkSet
	for j, l := range lines[:i] {
		if p.reasons[l.reason].marks.has(blocks) {
			blocked.add(j)
		}
	}
	for ; i < len(lines); i++ {
		s := &p.steps[i]
		c.check = i
		var l line
		switch {
		case s.until > c.at && c.at != 0:
			l = line{until: stampOf(s.until), reason: s.engine + reasonSuppressed}
		case s.after.intersects(&blocked):
			l.reason = s.engine + reasonSkipped
		case !s.needs.within(&c.given):
			l.reason = s.engine + reasonNoInput
		default:
			o := s.run(c)
			l = line{stampOf(o.until), p.settle(s, o.code, lines[i].reason), uint8(o.note)}
			if p.reasons[l.reason].marks.has(timed) && int64(l.until) <= c.at { // does not say when it clears
				l.reason = s.engine + reasonError
			}
		}
		lines[i] = l
		if p.reasons[l.reason].marks.has(blocks) {
			blocked.add(i)
		}
	}
	return i
}

// settle finds the reason of a code: among the check's own, then among the two of
// the engine that a check may return. A code that the check does not declare
// breaks the contract. What this check found in the case before is tried first.
func (p *program) settle(s *step, code string, before uint16) uint16 {
	if (before >= s.own || before == s.engine+reasonNotApplicable) && p.reasons[before].code == code {
		return before
	}
	return p.search(s, code)
}

func (p *program) search(s *step, code string) uint16 {
	for r := s.own; r < s.end; r++ {
		if p.reasons[r].code == code {
			return r
		}
	}
	switch code {
	case CodeNoInput:
		return s.engine + reasonNoInput
	case CodeNotApplicable:
		return s.engine + reasonNotApplicable
	}
	return s.engine + reasonError
}
