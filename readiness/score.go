package readiness

import "math/bits"

// The score is a product of risks, never a mean: a payout fails if any one
// cause strikes, so nothing good can make up for one thing broken, and a check
// that passes changes nothing. A failed gate or missing data fixes the band;
// the product moves the score inside it.

// band is the place of a verdict on the scale.
type band uint8

const (
	bandBlocked    band = iota // 0–39: a gate fails
	bandIncomplete             // 40–59: too little is known
	bandCaution                // 60–84
	bandReady                  // 85–100
)

// readyFrom is the product at which caution ends: one high risk (0.70) or two
// medium ones (0.77) stay below it, one medium one (0.88) does not.
const readyFrom = one * 84 / 100

// tally is what one pass over the findings adds up.
type tally struct {
	product

	unknown    Risk // risk of the unknowns that are not optional
	applicable Risk // risk of all checks that apply, optional unknowns left out

	marks
}

// A sum is what can be said of findings while they are written.
type sum struct {
	marks
	unknown, absent Risk
	units           checkSet // in which something may be lost
}

// count takes a reason in. One without marks adds nothing.
func (s *sum) count(r *cost) {
	s.marks |= r.marks
	s.unknown += r.unknown
	s.absent += r.absent
	if r.marks.has(lossy) {
		s.units.add(int(r.unit))
	}
}

func (p *program) sum(lines []line) (s sum) {
	for _, l := range lines {
		s.count(&p.reasons[l.reason()])
	}
	return s
}

// tally multiplies what findings lose. With cats, it also writes each category's product.
func (p *program) tally(lines []line, s *sum, cats []Risk) tally {
	t := tally{whole, s.unknown, p.risk - s.absent, s.marks}
	switch u, one := s.units.only(); {
	case cats == nil && one: // mostly
		t.product = p.left(p.units[u], lines)
	case cats != nil || t.has(lossy):
		p.multiply(&t, lines, &s.units, cats)
	}
	return t
}

// A product is what losses leave: as it is, every unknown failed, every unknown
// passed.
type product struct{ raw, worst, best Risk }

var whole = product{one, one, one}

func (p product) times(q product) product {
	if p == whole {
		return q
	}
	return product{p.raw.times(q.raw), p.worst.times(q.worst), p.best.times(q.best)}
}

// multiply makes the products over the units in scoring order. A category's
// product is complete before it enters the whole, so that the categories
// multiply to the whole exactly.
func (p *program) multiply(t *tally, lines []line, units *checkSet, cats []Risk) {
	for i := range cats {
		cats[i] = one
	}
	part, category := whole, 0
	flush := func(next int) {
		t.product = t.product.times(part)
		if cats != nil {
			cats[category] = part.raw
		}
		part, category = whole, next
	}
	for w, word := range units {
		for ; word != 0; word &= word - 1 {
			u := p.units[w*64+bits.TrailingZeros64(word)]
			if int(u.category) != category {
				flush(int(u.category))
			}
			part = part.times(p.left(u, lines))
		}
	}
	flush(0)
}

// left is what a unit leaves: the largest loss counts.
func (p *program) left(u unit, lines []line) product {
	left := whole
	for _, m := range p.members[u.first:u.last] {
		r := &p.reasons[lines[m].reason()]
		left = product{min(left.raw, one-r.loss), min(left.worst, one-r.worst), min(left.best, one-r.best)}
	}
	return left
}

// decided reports whether a check with risk has an answer: risk that applies and
// is not unknown.
func (t *tally) decided() bool { return t.applicable > t.unknown }

func (t *tally) blocked() bool { return t.has(stopped | fixable | waiting) }

func bandOf(raw Risk) band {
	if raw < readyFrom {
		return bandCaution
	}
	return bandReady
}

// verdict is the first that holds.
func (p *program) verdict(t *tally) (Verdict, band) {
	switch {
	case t.has(stopped):
		return Stop, bandBlocked
	case t.has(fixable):
		return Fix, bandBlocked
	case t.has(waiting):
		return Wait, bandBlocked
	case t.has(unknownRequired) || t.unknown > p.policy.MaxUnknown || !t.decided():
		return Incomplete, bandIncomplete
	case bandOf(t.raw) == bandCaution:
		return Caution, bandCaution
	}
	return Ready, bandReady
}

// outcome is the verdict and the score of findings that were not run.
func (p *program) outcome(lines []line) (Verdict, int) {
	s := p.sum(lines)
	t := p.tally(lines, &s, nil)
	v, b := p.verdict(&t)
	return v, place(b, t.raw)
}

// scale is where each band lies: from low on, span wide, filled by the products
// between two bounds, within which those of its submissions lie.
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

// place puts a product into its band, rounding down once.
func place(b band, raw Risk) int {
	s := &scale[b]
	return s.low + int(s.span*(raw-s.from)/(s.to-s.from))
}

// floor is the score were every unknown to fail, gates among them. It takes the
// lower band of now and then: an incomplete submission is not lifted by
// knowing the worst, and hiding a bad answer never raises the floor.
func (t *tally) floor(now band) int {
	then := bandOf(t.worst)
	switch {
	case t.blocked() || t.has(unknownGate):
		then = bandBlocked
	case !t.decided() && !t.has(applies):
		then = bandIncomplete
	}
	return place(min(now, then), t.worst)
}

// ceiling is the score were every unknown to pass.
func (t *tally) ceiling() int {
	then := bandOf(t.best)
	switch {
	case t.blocked():
		then = bandBlocked
	case !t.decided() && !t.has(applies):
		then = bandIncomplete
	}
	return place(then, t.best)
}

// coverage is the share of risk that is known, per mille. It is for display
// only: a ratio must decide nothing.
func (t *tally) coverage() int {
	if t.applicable == 0 {
		return 0
	}
	return int((t.applicable - t.unknown) * 1000 / t.applicable)
}
