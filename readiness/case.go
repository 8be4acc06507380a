package readiness

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/workday"
)

// Bounds on what one submission may carry, so that hostile input costs no more
// than honest input. What is longer is not looked at: it counts as unknown, and
// Report.Errors says so.
const (
	maxAttempts  = 1000 // of more, the newest are looked at, and those that may be paid twice
	maxHistory   = 10 * maxAttempts
	maxIPRecords = 64
	maxStrings   = 256 // of device lists
)

// A Case is one submission under assessment, with the facts derived from it
// once for all checks. It belongs to one call of Check.Run and must not be kept.
type Case struct {
	plan *plan
	sub  *intake.Submission // the caller's, or own

	at    int64  // Unix seconds, 0 when unknown
	dawn  int64  // when the day of at begins, Unix seconds
	today Date   // of at
	seen  int64  // observed_at in Unix seconds, at when unknown
	lacks bitset // of plan.needed, the inputs that are not given

	facts        facts
	timed        timedFacts // those that depend on at
	lookupFailed bool       // Config.IPs did not answer

	// Of the run that is under way.
	out     *result
	check   int    // being asked
	mark    int    // how many notes there were before it
	blocked bitset // gates that failed, and what was skipped because of one
	next    int64  // the soonest moment after at at which time alone may change a finding

	// The report's own while its checks run, and then no more: a report that the
	// pooled Case pointed to would have to live on the heap.
	now  result
	then result // at other moments, for EarliestAt and Schedule

	own    intake.Submission // where the caller's is not to be seen or not to be changed
	judged []attempt         // memory of facts.attempts
}

// Submission returns the input. It must not be changed or kept.
func (c *Case) Submission() *intake.Submission { return c.sub }

// Policy returns the policy in force. It must not be changed.
func (c *Case) Policy() *Policy { return c.plan.policy }

// Calendar returns the working days in force.
func (c *Case) Calendar() *workday.Calendar { return c.plan.calendar }

// At returns the moment of submission in China time, the zero time when unknown.
func (c *Case) At() time.Time {
	if c.at == 0 {
		return time.Time{}
	}
	return chinatime.Time(c.at)
}

// Today returns the day of At in China, the zero Date when unknown.
func (c *Case) Today() Date { return c.today }

// ObservedAt returns when the submission's "today", "30d" and ages were true.
func (c *Case) ObservedAt() time.Time {
	if c.seen == 0 {
		return time.Time{}
	}
	return chinatime.Time(c.seen)
}

// Known reports whether an input was given.
func (c *Case) Known(f intake.Field) bool {
	i, ok := c.plan.input(f)
	return ok && c.plan.inputs[i].Given(c.sub)
}

// Extra returns an input of a custom check, the zero Value when unknown.
func (c *Case) Extra(f intake.Field) intake.Value { return c.sub.Extra[f] }

// Is is the outcome with this code. The check must declare the code, and the
// evidence's keys, at most 4.
func (c *Case) Is(code string, evidence ...Evidence) Outcome {
	return c.until(0, code, evidence...)
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
	o := Outcome{code: code, until: t}
	if len(evidence) == 0 {
		return o
	}
	n := c.note(&o)
	if n == nil || len(evidence) > maxEvidence {
		return Outcome{}
	}
	for i, e := range evidence {
		key := c.keyOf(e)
		if key == 0 {
			return Outcome{} // and e, which may hold anything, goes nowhere
		}
		n.keys[i], n.values[i] = key, e.Value
	}
	return o
}

// note returns the note of an outcome, a new one if it has none yet, nil when the
// check has made too many.
func (c *Case) note(o *Outcome) *note {
	if o.note == 0 {
		if len(c.out.notes) >= c.mark+maxOutcomes {
			return nil
		}
		c.out.notes = append(c.out.notes, note{})
		o.note = uint16(len(c.out.notes))
	}
	return &c.out.notes[o.note-1]
}

// keyOf returns the number of the key under which the check declares such evidence,
// 0 when it does not.
func (c *Case) keyOf(e Evidence) uint8 {
	keys := c.plan.checks[c.check].Evidence
	i := slices.IndexFunc(keys, func(k Key) bool { return k.Name == e.Key && k.Unit == e.Value.Unit() })
	if i >= 0 && e.Value.Unit() == intake.UnitWord && !slices.Contains(keys[i].Words, e.Value.Word()) {
		return 0
	}
	return uint8(i + 1)
}

// NotApplicable is the outcome when the question does not arise. It needs an
// input that says so: what is merely absent is Missing.
func (c *Case) NotApplicable() Outcome { return Outcome{code: CodeNotApplicable} }

// Missing is the outcome when inputs are absent: unknown, and these are what to
// ask for. They are built-in inputs or ones that a check declares.
func (c *Case) Missing(want ...intake.Field) Outcome { return c.asking(CodeNoInput, want...) }

// asking is an unknown that these inputs would settle, instead of those that the
// reason asks for.
func (c *Case) asking(code string, want ...intake.Field) Outcome {
	o := Outcome{code: code}
	n := c.note(&o)
	if n == nil {
		return Outcome{}
	}
	for _, f := range want {
		i, ok := c.plan.input(f)
		if !ok {
			return Outcome{}
		}
		n.asks.add(i)
	}
	return o
}

// between says, by code, what an answer makes of an unknown at best and at worst,
// where that is not a pass and not the worst that the check declares. An empty
// code leaves its end as it is.
func (c *Case) between(best, worst string, o Outcome) Outcome {
	n := c.note(&o)
	if n == nil {
		return Outcome{}
	}
	check := &c.plan.checks[c.check]
	if best != "" {
		n.best = uint8(check.find(best) + 1)
	}
	if worst != "" {
		n.worst = uint8(check.find(worst) + 1)
	}
	return o
}

// missingUntil is Missing for those of the fields that are not given, if time
// alone may settle it at t; 0 when it does not.
func (c *Case) missingUntil(t int64, fields ...intake.Field) Outcome {
	o := c.Missing(slices.DeleteFunc(fields, c.Known)...)
	o.until = t
	return o
}

// load takes the submission in, and out of it the moments and what is given.
func (c *Case) load(sub *intake.Submission, r *Report) {
	c.sub = sub
	c.setAt(chinatime.Unix(sub.At))
	c.seen = chinatime.Unix(sub.ObservedAt)
	if c.at == 0 && !sub.At.IsZero() {
		c.refuse(r, intake.FieldAt, "out-of-range").At = time.Time{}
	}
	if c.seen == 0 {
		if !sub.ObservedAt.IsZero() {
			c.refuse(r, intake.FieldObservedAt, "out-of-range").ObservedAt = time.Time{}
		}
		c.seen = c.at
	}
	c.limit(r)
	c.lacks = bitset{}
	for _, i := range c.plan.needed {
		if !c.plan.inputs[i].Given(c.sub) {
			c.lacks.add(i)
		}
	}
	r.ID = c.sub.ID
	r.AssessedAt = c.At()
	r.lacks = c.lacks
	r.card = c.cardFacts()
}

// limit refuses what is longer than may be looked at, and an ID that is none.
func (c *Case) limit(r *Report) {
	s := c.sub
	if s.ID != "" && !intake.ValidID(s.ID) {
		c.refuse(r, intake.FieldID, "malformed").ID = ""
	}
	switch n := len(s.History.Attempts); {
	case n > maxHistory:
		c.refuse(r, intake.FieldHistoryAttempts, "too-many").History.Attempts = nil
	case n > maxAttempts:
		r.Errors = append(r.Errors, Problem{Field: intake.FieldHistoryAttempts, Kind: "too-many"})
	}
	if len(s.Network.IPRecords) > maxIPRecords {
		c.refuse(r, intake.FieldNetworkIPRecords, "too-many").Network.IPRecords = nil
	}
	if len(s.Device.IOSScopedKeys) > maxStrings {
		c.refuse(r, intake.FieldDeviceIOSScopedKeys, "too-many").Device.IOSScopedKeys = nil
	}
	if len(s.Device.Interfaces) > maxStrings {
		c.refuse(r, intake.FieldDeviceInterfaces, "too-many").Device.Interfaces = nil
	}
}

// refuse says that an input is not looked at, and returns the case's own copy of
// the submission, in which it is to be made unknown.
func (c *Case) refuse(r *Report, f intake.Field, kind string) *intake.Submission {
	r.Errors = append(r.Errors, Problem{Field: f, Kind: kind})
	if c.sub != &c.own {
		c.own, c.sub = *c.sub, &c.own
	}
	return c.sub
}

// setAt moves the case to a moment.
func (c *Case) setAt(at int64) {
	c.at, c.timed = at, timedFacts{}
	c.today, c.dawn = Date{}, 0
	if at != 0 {
		c.today = chinatime.DateOf(at)
		c.dawn = chinatime.StartOf(c.today)
	}
}

// tomorrow is when the case's day ends.
func (c *Case) tomorrow() int64 { return c.dawn + chinatime.Day }

// isToday reports whether a moment falls on the case's day; 0 falls on none.
func (c *Case) isToday(t int64) bool { return t >= c.dawn && t < c.tomorrow() && c.at != 0 }

// clear forgets the submission. What remains is overwritten by the next load.
func (c *Case) clear() {
	if c.sub == &c.own {
		c.own = intake.Submission{}
	}
	clear(c.judged)
	if cap(c.judged) > 4*maxAttempts {
		c.judged = nil // one long list is not kept for good
	}
	c.sub, c.facts, c.timed, c.lookupFailed = nil, facts{}, timedFacts{}, false
}
