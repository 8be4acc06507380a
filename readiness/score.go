package readiness

import "math/bits"

// The score is a product of what the findings leave, never a mean: any one cause
// can fail a payout, so no pass makes up for a failure, and a pass changes
// nothing. A failed gate or missing data fixes the band; the product places the
// score within it.

// A band is a verdict's range of scores.
type band uint8

const (
	bandBlocked    band = iota // 0–39: a gate fails
	bandIncomplete             // 40–59: too little is known
	bandCaution                // 60–84
	bandReady                  // 85–100
)

// readyFrom is the product from which a submission is ready: one high risk (0.70)
// or two medium ones (0.77) fall below it; a single medium one (0.88) does not.
const readyFrom = one * 84 / 100

// A product is what the findings leave of the whole: as they stand, if every
// unknown fails, and if every unknown passes.
type product struct{ raw, worst, best Risk }

var whole = product{one, one, one}

func (p product) times(q product) product {
	return product{p.raw.times(q.raw), p.worst.times(q.worst), p.best.times(q.best)}
}

// with is times, quicker for the whole.
func (p product) with(q product) product {
	if q == whole {
		return p
	}
	return p.times(q)
}

// least returns the smaller of each.
func (p product) least(q product) product {
	return product{min(p.raw, q.raw), min(p.worst, q.worst), min(p.best, q.best)}
}

// An effect is what one reason of one check does to the score and the verdict.
type effect struct {
	code   string
	status Status

	gate            gate // what a failed gate asks for, by the reason's kind
	blocks          bool // checks that name this one in After are skipped
	timed           bool // a fail that must say when it clears
	pending         bool // a fail that a query settles
	unknownGate     bool
	unknownRequired bool

	clears []int // checks, by index: Reason.Clears

	leaves        product
	notApplicable Risk // risk that does not apply
	unknown       Risk // risk that applies and stays unknown
}

// costs reports whether the reason costs points or blocks, and so belongs in a
// list of what is wrong.
func (e *effect) costs() bool { return e.leaves.raw < one || e.status == Fail && e.blocks }

// penalty is what the reason costs, in percent.
func (e *effect) penalty() int { return int((one - e.leaves.raw) * 100 / one) }

// A gate is what a failed gate asks for. The greatest is the verdict: an open payout
// comes before anything to be mended, and nobody who may be a victim or a fraudster
// is told what to mend.
type gate uint8

const (
	open gate = iota // no gate fails
	forTime
	forFix
	forQuery
	forReview
	forDone
	forStop
)

var gateOf = [...]gate{Timed: forTime, Fixable: forFix, Query: forQuery, Reviewing: forReview, Done: forDone, Stopping: forStop}

var verdictOf = [...]Verdict{forTime: Wait, forFix: Fix, forQuery: Wait, forReview: Review, forDone: Paid, forStop: Stop}

// effectOf returns the effect of a reason of the check.
func (c *planned) effectOf(r *Reason) effect {
	risk := c.risk
	share := func(percent int64) Risk { return risk.times(one - Risk(percent)*one/100) }
	e := effect{code: r.Code, status: r.Status, leaves: whole, notApplicable: risk}
	switch r.Status {
	case Pass:
		e.notApplicable = 0
	case Warn:
		e.notApplicable = 0
		loss := share(50)
		if r.Worth != 0 {
			loss = share(int64(r.Worth))
		}
		e.leaves = product{one - loss, one - loss, one - loss}
	case Fail:
		e.notApplicable = 0
		e.leaves = product{one - risk, one - risk, one - risk}
		e.timed, e.pending, e.blocks = r.Kind == Timed, r.Kind == Query, c.Gate
		if c.Gate {
			e.gate = gateOf[r.Kind]
		}
	case StatusUnknown, StatusError:
		optional := c.Need == Optional || r.Minor // costs nothing and does not count as missing
		e.leaves.worst = one - risk
		switch {
		case r.Worth != 0:
			e.leaves.raw = one - share(int64(r.Worth))
		case optional:
		case c.Need == Required:
			e.leaves.raw = one - risk
		default:
			e.leaves.raw = one - share(50)
		}
		if !optional {
			e.notApplicable, e.unknown = 0, risk
		}
		e.unknownGate, e.unknownRequired = c.Gate, c.Need == Required && !optional || r.Required
	}
	return e
}

// override applies the policy's weight for the reason.
func (e *effect) override(own map[string]ReasonOverride) {
	o, ok := own[e.code]
	if !ok || !o.Risk.OK {
		return
	}
	left := one - o.Risk.V
	e.leaves.raw, e.leaves.worst = left, min(e.leaves.worst, left)
	if e.status != StatusUnknown {
		e.leaves = product{left, left, left}
	}
}

// A tally sums up the findings of a run.
type tally struct {
	product
	unknown    Risk // the unknown part of applicable
	applicable Risk // the risk of all checks, without optional unknowns and those that do not apply

	gate                         gate // the greatest of the failed gates
	waits                        bool // some failed gate waits for a time or a query
	unknownGate, unknownRequired bool
	canApply                     bool // some unknown check carries risk
	broken                       bool
}

func (t *tally) gateFails() bool { return t.gate != open }

func (t *tally) add(e *effect) {
	t.unknown += e.unknown
	t.applicable -= e.notApplicable
	t.gate = max(t.gate, e.gate)
	t.waits = t.waits || e.gate == forTime || e.gate == forQuery
	t.unknownGate = t.unknownGate || e.unknownGate
	t.unknownRequired = t.unknownRequired || e.unknownRequired
	if e.status == StatusUnknown || e.status == StatusError {
		t.canApply = t.canApply || e.leaves.worst < one
		t.broken = t.broken || e.status == StatusError
	}
}

// tally adds up the records of a run. It completes the product of a category
// before multiplying it into the whole, so that the categories multiply to the
// whole exactly.
func (p *plan) tally(records []record) tally {
	var noticed bitset
	var spared Risk
	for i := range records {
		switch records[i].status {
		case Pass:
		case NotApplicable:
			spared += p.checks[i].risk
		default:
			noticed.add(p.checks[i].place)
		}
	}
	return p.tallyOf(records, &noticed, spared)
}

// tallyOf is tally where it is known which places, in scoring order, neither pass nor are
// spared, and what is spared: a pass changes nothing.
func (p *plan) tallyOf(records []record, noticed *bitset, spared Risk) tally {
	t := tally{product: whole, applicable: p.risk - spared}
	category, group := whole, whole
	last := &turn{group: -1, category: -1}
	for word, left := range noticed {
		for ; left != 0; left &= left - 1 {
			now := &p.scoring[word*64+bits.TrailingZeros64(left)]
			e := &p.checks[now.check].effects[records[now.check].reason]
			if now.group != last.group {
				category, group = category.with(group), whole
			}
			if now.category != last.category {
				t.product, category = t.product.with(category), whole
			}
			t.add(e)
			group, last = group.least(e.leaves), now
		}
	}
	t.product = t.product.with(category.with(group))
	return t
}

// decided reports whether any check that carries risk has an answer.
func (t *tally) decided() bool { return t.applicable > t.unknown }

func bandOf(raw Risk) band {
	if raw < readyFrom {
		return bandCaution
	}
	return bandReady
}

// verdict returns the first verdict whose condition holds, and its band.
func (p *plan) verdict(t *tally) (Verdict, band) {
	switch {
	case t.gateFails():
		return verdictOf[t.gate], bandBlocked
	case t.unknownRequired || t.unknown > p.policy.MaxUnknown || !t.decided():
		return Incomplete, bandIncomplete
	case bandOf(t.raw) == bandCaution:
		return Caution, bandCaution
	}
	return Ready, bandReady
}

// outcome returns the verdict and the score of the records.
func (p *plan) outcome(records []record) (Verdict, int) {
	t := p.tally(records)
	v, b := p.verdict(&t)
	return v, b.place(t.raw)
}

// scale maps the products [from, to] of each band to the scores [low, low+span].
var scale = [...]struct {
	low      int
	span     Risk
	from, to Risk
}{
	bandBlocked:    {0, 39, 0, one},
	bandIncomplete: {40, 19, 0, one},
	bandCaution:    {60, 24, 0, readyFrom},
	bandReady:      {85, 15, readyFrom, one},
}

// place returns the score of a product within the band, rounded down once.
func (b band) place(raw Risk) int {
	s := &scale[b]
	return s.low + int(s.span*(raw-s.from)/(s.to-s.from))
}

// floor returns the score if every unknown failed, gates included. It is never in
// a band above now: knowing the worst does not lift an incomplete submission, and
// hiding a bad answer never raises the floor.
func (t *tally) floor(now band) int {
	then := bandOf(t.worst)
	switch {
	case t.gateFails() || t.unknownGate:
		then = bandBlocked
	case !t.decided() && !t.canApply:
		then = bandIncomplete
	}
	return min(now, then).place(t.worst)
}

// ceiling returns the score if every unknown passed.
func (t *tally) ceiling() int {
	then := bandOf(t.best)
	switch {
	case t.gateFails():
		then = bandBlocked
	case !t.decided() && !t.canApply:
		then = bandIncomplete
	}
	return then.place(t.best)
}

// coverage returns the known share of the risk, per mille. It is for display only:
// nothing may be decided by a ratio.
func (t *tally) coverage() int {
	if t.applicable == 0 {
		return 0
	}
	return int((t.applicable - t.unknown) * 1000 / t.applicable)
}
