package readiness

import (
	"cmp"
	"slices"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// Limits on the lists of one submission, so that hostile input costs no more than
// honest input. A list over its limit counts as unknown and is named in
// Report.Errors.
const (
	maxAttempts  = 1000 // of more, the newest are looked at, and those that may be paid twice
	maxHistory   = 10 * maxAttempts
	maxIPRecords = 64
	maxStrings   = 256 // in each list of the device
	maxRoutes    = 64
	maxCleared   = 64 // reasons of a review; of more the first count
)

// A Case is one submission under assessment, with facts that are derived once and
// shared by all checks. It is valid during Check.Run only and must not be kept.
type Case struct {
	plan *plan
	sub  *intake.Submission // the caller's, or own

	at       int64  // Unix seconds, 0 if unknown
	dawn     int64  // start of the day of at, in Unix seconds
	today    Date   // the day of at
	seen     int64  // observed_at in Unix seconds; at if unknown or later
	observed int64  // observed_at, or else the submission's at; 0 if both are unknown
	held     int64  // until when a report states that the payout waits, while looking ahead
	lacks    bitset // inputs of plan.needed that are not given

	facts        facts
	health       *healthTable // laid over the checker
	timed        timedFacts   // facts that also depend on at
	lookupFailed bool         // Config.IPs did not answer

	// State of the current run.
	out     *result
	check   int    // index of the current check
	mark    int    // number of notes before it
	blocked bitset // gates that failed, and checks skipped because of them
	barred  bitset // checks that cannot run: something is missing, they are suppressed, or after one that is blocked
	open    bitset // checks that found something to be mended or known
	noticed bitset // places, in scoring order, of what neither passes nor is spared
	spared  Risk   // of the checks that do not apply
	next    int64  // when, after at, time alone may first change a finding

	// now is the report's result while its checks run. It is moved here and back,
	// because a pointer to the report would force the report onto the heap.
	now  result
	then result // at other times, for EarliestAt and Schedule

	sharing bool        // the runs share what does not depend on the channel, see runShared
	shared  []sharedRun // by moment
	moment  *sharedRun  // of shared, the current one
	way     result      // memory for one channel

	own intake.Submission // a copy, where the caller's must not escape or change
	// Memory reused for facts.attempts.
	judged   []attempt
	readings []reading
}

// Submission returns the submission. It must not be changed or kept.
func (c *Case) Submission() *intake.Submission { return c.sub }

// Policy returns the policy in force. It must not be changed.
func (c *Case) Policy() *Policy { return c.plan.policy }

// Calendar returns the calendar in force.
func (c *Case) Calendar() *workday.Calendar { return c.plan.calendar }

// At returns the planned time of submission in China time, or the zero time if
// unknown.
func (c *Case) At() time.Time {
	if c.at == 0 {
		return time.Time{}
	}
	return chinatime.Time(c.at)
}

// Today returns the day of At in China, or the zero Date if unknown.
func (c *Case) Today() Date { return c.today }

// ObservedAt returns the time to which the submission's "today", "30d" and ages
// refer: At if not stated, the zero time if that is unknown too.
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

// Extra returns an input of a custom check, or the zero Value if unknown.
func (c *Case) Extra(f intake.Field) intake.Value { return c.sub.Extra[f] }

// Is returns the outcome with this code. The check must declare the code and the
// keys of the evidence, of which there may be at most 4.
func (c *Case) Is(code string, evidence ...Evidence) Outcome {
	return c.until(0, code, evidence...)
}

// Until is like Is for an outcome that time alone changes at t: a timed failure
// clears then, and any other finding holds until then.
func (c *Case) Until(t time.Time, code string, evidence ...Evidence) Outcome {
	if t.IsZero() {
		return c.until(0, code, evidence...)
	}
	return c.until(t.Add(time.Second-1).Unix(), code, evidence...) // not before it
}

// Held is like Is for a timed failure of which nobody knows when it clears. Then
// EarliestAt is not known.
func (c *Case) Held(code string, evidence ...Evidence) Outcome {
	return c.until(chinatime.Never, code, evidence...)
}

// until is Until in Unix seconds; 0 means that time does not change the outcome.
func (c *Case) until(t int64, code string, evidence ...Evidence) Outcome {
	o := Outcome{code: code, until: t}
	if len(evidence) > 0 {
		return c.with(o, evidence)
	}
	return o
}

// with adds evidence to an outcome.
func (c *Case) with(o Outcome, evidence []Evidence) Outcome {
	n := c.note(&o)
	if n == nil || len(evidence) > maxEvidence {
		return Outcome{}
	}
	for i, e := range evidence {
		key, value := c.measure(e)
		if key == 0 {
			return Outcome{} // drop e, which may hold anything
		}
		n.keys[i], n.values[i] = key, value
	}
	return o
}

// note returns the note of an outcome and adds one if it has none. It returns nil if
// the check has made too many.
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

// measure encodes evidence for a note: 1 + the index of its key, and a number. The
// key is 0 if the check does not declare such evidence.
func (c *Case) measure(e Evidence) (key uint8, value int64) {
	for i := range c.plan.checks[c.check].Evidence {
		k := &c.plan.checks[c.check].Evidence[i]
		if k.Name != e.Key || k.Unit != e.Value.Unit() {
			continue
		}
		n, ok := k.number(e.Value)
		if !ok {
			return 0, 0
		}
		return uint8(i + 1), n
	}
	return 0, 0
}

// NotApplicable returns the outcome when the question does not arise. Some input
// must say so; if inputs are merely absent, return Missing.
func (c *Case) NotApplicable() Outcome { return Outcome{code: CodeNotApplicable} }

// Missing returns the outcome when inputs are absent: unknown, with the inputs to
// ask for. Each must be built in or declared by a check.
func (c *Case) Missing(want ...intake.Field) Outcome { return c.asking(CodeNoInput, want...) }

// asking returns an unknown that these inputs would settle, instead of those that
// the reason names.
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

// aboutAttempt says of which earlier payout an outcome speaks: what it asks is whether
// the cause of that one has been put right, and what it advises is what mends that
// cause, where it is known.
func (c *Case) aboutAttempt(o Outcome, a *attempt) Outcome {
	n := c.note(&o)
	if n == nil {
		return Outcome{}
	}
	c.asksOf(&o, a, partFixed)
	if a.listed && mendsCause(a.action) {
		n.action = actionIndex(a.action.ID)
	}
	return o
}

// asksOf has an outcome ask for one thing of one earlier payout.
func (c *Case) asksOf(o *Outcome, a *attempt, what attemptPart) {
	if n := c.note(o); n != nil {
		n.attempt, n.part = uint16(a.place+1), what
	}
}

// An attemptPart is what may be asked of one earlier payout.
type attemptPart uint8

const (
	partFixed attemptPart = iota
	partRefundedAt
)

func (p attemptPart) field(place int) intake.Field {
	if p == partRefundedAt {
		return intake.FieldAttemptRefundedAt(place)
	}
	return intake.FieldAttemptFixed(place)
}

// mendsCause reports whether an action puts right what a payout failed for. The others
// are about the order or say how to pay once more, which only payout.in-flight and
// payout.duplicate may allow.
func mendsCause(a Action) bool {
	switch a.ID {
	case remedy.QueryOrder.ID, remedy.ReviewOrder.ID, remedy.TreatAsSuccess.ID, remedy.ConfirmReceipt.ID, remedy.ApprovePayout.ID,
		remedy.ResendSameOrder.ID, remedy.UseOtherChannel.ID, remedy.UseChannelForAmount.ID, remedy.CheckWithApprover.ID,
		remedy.StopPayout.ID, remedy.ProvideInput.ID, remedy.ContactSupport.ID:
		return false
	}
	return a.Owner != remedy.Nobody
}

// between sets, by code, what an answer can make of an unknown at best and at worst.
// An empty code keeps the default: a pass, or the worst that the check declares.
func (c *Case) between(best, worst string, o Outcome) Outcome {
	n := c.note(&o)
	if n == nil {
		return Outcome{}
	}
	step := &c.plan.steps[c.check]
	if best != "" {
		n.best = uint8(step.find(best) + 1)
	}
	if worst != "" {
		n.worst = uint8(step.find(worst) + 1)
	}
	return o
}

// missingUntil is Missing for those of the fields that are not given, where time
// alone may settle it at t, or never if t is 0.
func (c *Case) missingUntil(t int64, fields ...intake.Field) Outcome {
	o := c.Missing(slices.DeleteFunc(fields, c.Known)...)
	o.until = t
	return o
}

// load sets the submission, and from it the times and which inputs are given.
func (c *Case) load(sub *intake.Submission, r *Report) {
	c.sub = sub
	observed := chinatime.Unix(sub.ObservedAt)
	c.observed = cmp.Or(observed, chinatime.Unix(sub.At))
	c.setAt(chinatime.Unix(sub.At))
	if c.at == 0 && !sub.At.IsZero() {
		c.refuse(r, intake.FieldAt, "out-of-range").At = time.Time{}
	}
	if observed == 0 && !sub.ObservedAt.IsZero() {
		c.refuse(r, intake.FieldObservedAt, "out-of-range").ObservedAt = time.Time{}
	}
	c.limit(r)
	if c.at != 0 {
		c.nameAhead(r)
	}
	c.lacks = bitset{}
	c.lookFor(c.plan.needed)
	r.ID = c.sub.ID
	r.AssessedAt = c.At()
	r.lacks = c.lacks
	r.card = c.cardFacts()
}

// lookFor sets which of these inputs are not given.
func (c *Case) lookFor(needs []need) {
	for i := range needs {
		n := &needs[i]
		c.lacks.drop(n.input)
		if !n.given(c.sub) {
			c.lacks.add(n.input)
		}
	}
}

// limit refuses lists over their limit and an invalid ID.
func (c *Case) limit(r *Report) {
	s := c.sub
	if s.ID != "" && (!intake.ValidID(s.ID) || s.IsPersonal(s.ID)) {
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
	if len(s.Payout.Routes) > maxRoutes {
		c.refuse(r, intake.FieldPayoutRoutes, "too-many").Payout.Routes = nil
	}
	if len(s.Health) > maxHealth {
		c.refuse(r, intake.FieldHealth, "too-many").Health = nil
	}
	if len(s.Device.IOSScopedKeys) > maxStrings {
		c.refuse(r, intake.FieldDeviceIOSScopedKeys, "too-many").Device.IOSScopedKeys = nil
	}
	if len(s.Device.Interfaces) > maxStrings {
		c.refuse(r, intake.FieldDeviceInterfaces, "too-many").Device.Interfaces = nil
	}
}

// refuse records that an input is ignored. It returns the case's own copy of the
// submission, in which the caller makes that input unknown.
func (c *Case) refuse(r *Report, f intake.Field, kind string) *intake.Submission {
	r.Errors = append(r.Errors, Problem{Field: f, Kind: kind})
	if c.sub != &c.own {
		c.own, c.sub = *c.sub, &c.own
	}
	return c.sub
}

// setAt moves the case to a time.
func (c *Case) setAt(at int64) {
	c.at, c.timed = at, timedFacts{}
	c.today, c.dawn, c.seen = Date{}, 0, c.observed
	if at != 0 {
		c.today = chinatime.DateOf(at)
		c.dawn = chinatime.StartOf(c.today)
		c.seen = min(cmp.Or(c.observed, at), at) // nobody has observed what is to come
	}
}

// tomorrow returns when the case's day ends.
func (c *Case) tomorrow() int64 { return c.dawn + chinatime.Day }

// isToday reports whether t falls on the case's day; 0 never does.
func (c *Case) isToday(t int64) bool { return t >= c.dawn && t < c.tomorrow() && c.at != 0 }

// clear drops the submission. The next load overwrites the rest.
func (c *Case) clear() {
	if c.sub == &c.own {
		c.own = intake.Submission{}
	}
	clear(c.judged)
	clear(c.readings)
	if cap(c.judged) > 4*maxAttempts {
		c.judged, c.readings = nil, nil // one long list is not kept for good
	}
	if c.sharing {
		c.sharing, c.shared, c.moment = false, c.shared[:0], nil
	}
	c.sub, c.health, c.facts, c.timed, c.lookupFailed = nil, nil, facts{}, timedFacts{}, false
}
