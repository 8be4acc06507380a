package incident

import "math"

// How much a prior weighs against what was seen: as many outcomes as quickWeight, or as
// many as show slowFailures. What is seen to fail more than others do is believed at once,
// what fails less only by and by: to expect too little is a false alarm.
const (
	quickWeight  = 100 * unit
	slowFailures = 5 * unit
)

// Before anything is known, a kind of failure is taken to be one in a hundred.
const priorShare = 0.01

// expect returns the share of outcomes at the place that fail in this way at that time
// of the day, by what is past: of the half hour, drawn towards the day, drawn towards the wider place.
func (d *Detector) expect(p *place, category int, m Minute) float64 {
	n, x := &p.attempts, new(series)
	if c := p.causes[category]; c != nil {
		x = &c.failures
	}
	n.fade(m.day())
	x.fade(m.day())
	prior := priorShare
	switch {
	case p.both():
		prior = 0
		for _, wider := range []Place{{Issuer: p.Issuer}, {Channel: p.Channel}} {
			if w := d.places[wider]; w != nil {
				prior = max(prior, d.expect(w, category, m))
			}
		}
		prior = max(prior, blend(x.all, n.all, prior)) // which knows of the half hour
	case p == &d.all:
		prior = blend(x.all, n.all, prior)
	default:
		prior = blend(x.all, n.all, d.expect(&d.all, category, m))
	}
	slot := m.slot()
	return min(max(blend(x.slots[slot], n.slots[slot], prior), 1e-6), 0.95)
}

// blend is the share x of n, drawn towards the prior. Nine digits of it are the same on
// every machine.
func blend(x, n int64, prior float64) float64 {
	quick := (float64(x) + float64(quickWeight*prior)) / float64(n+quickWeight)
	slow := 0.0
	if prior > 0 {
		slow = float64(x+slowFailures) / (float64(n) + slowFailures/prior)
	}
	return math.Round(max(quick, slow)*1e9) / 1e9
}
