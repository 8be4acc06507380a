package incident

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

const chinaLast = Minute(chinatime.Last/60 - 1)

// How incidents go on and end.
const (
	widerBy    = 3 * nat     // how much better another place must explain an incident to take it over
	overBy     = 6 * nat     // evidence that an incident is over
	unseenFor  = Minute(120) // without any outcome there
	longest    = Minute(aDay)
	weekStarts = int64(7 * causes * alternatives) // tests in a week for each minute of a day
	maxOpen    = 256
	leastDaily = 1000 // places' minutes a day, before anything is known
)

// A running incident is one that is not over.
type running struct {
	Incident
	start, last Minute // of the first and of the latest outcome there
	well        sum    // evidence that it is over
	told        int64  // failures when it was last reported
}

// height returns what a sum must exceed, by Lorden's bound.
func (d *Detector) height(m Minute) int64 { return nats(math.Log(d.starts(m) / d.alarms())) }

func (d *Detector) alarms() float64 {
	if d.AlarmsPerWeek > 0 {
		return d.AlarmsPerWeek
	}
	return 1
}

// starts returns how many tests may begin in a week: the minutes in which a place had
// outcomes, for each kind of failure and size.
func (d *Detector) starts(m Minute) float64 {
	d.traffic.fade(m.day())
	days := min(m.day()-d.first+1, 28)
	return float64(max(d.traffic.all/unit/int64(days), leastDaily) * weekStarts)
}

// confidence is how rarely chance alone reaches a height, in thousandths.
func (d *Detector) confidence(height int64, m Minute) int {
	weekly := d.starts(m) * math.Exp(-float64(height)/nat)
	return max(0, min(999, int(1000*math.Exp(-weekly))))
}

// A view is what came from a place since a minute, of one kind.
type view struct {
	n, x, amount int64
	expected     float64
}

func (v view) evidence() int64 { return evidence(v.n, v.x, v.expected) }

func (v view) without(w view) view {
	return view{max(0, v.n-w.n), max(0, v.x-w.x), max(0, v.amount-w.amount), max(0, v.expected-w.expected)}
}

func (d *Detector) view(p *place, category failcode.Category, from Minute) view {
	var v view
	slot, share := -1, 0.0
	for i := len(p.recent) - 1; i >= 0 && p.recent[i].minute >= from; i-- {
		one := p.recent[i]
		if h := one.minute.slot(); h != slot {
			slot, share = h, d.expect(p, int(category), one.minute)
		}
		v.n += one.n
		v.expected += float64(float64(one.n) * share)
	}
	if c := p.causes[category]; c != nil {
		v.x, v.amount = since(c.recent, from)
	}
	return v
}

// best returns the place, among one and those that cover or are covered by it, that
// explains the failures since a minute best. A wider one must explain clearly more.
func (d *Detector) best(at Place, category failcode.Category, from Minute) (best *place, of view) {
	top := int64(math.MinInt64)
	for _, p := range d.near(at) {
		v := d.view(p, category, from)
		e := v.evidence()
		if p.Place != at {
			e -= widerBy
		}
		if e > top {
			best, of, top = p, v, e
		}
	}
	return best, of
}

// near returns the place, and those that it covers or is covered by, in order.
func (d *Detector) near(at Place) []*place {
	var out []*place
	if at.both() {
		for _, q := range []Place{at, {Issuer: at.Issuer}, {Channel: at.Channel}} {
			if p := d.places[q]; p != nil {
				out = append(out, p)
			}
		}
		return out
	}
	for q, p := range d.places {
		if at.Covers(q) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *place) int { return a.compare(b.Place) })
	return out
}

// consider opens an incident unless an open one explains the alarm.
func (d *Detector) consider(a alarm, m Minute, h int64) {
	if len(d.open) >= maxOpen || a.causes[a.category].top().height <= h {
		return // the sums start anew when an incident ends
	}
	v := d.view(a.place, a.category, a.onset)
	for _, r := range d.open {
		if r.explains(a.Place, a.category) {
			a.causes[a.category].sums = [alternatives]sum{}
			if r.join(a.category) {
				d.tell(r, Changed)
			}
			return
		}
		overlap, ok := r.common(a.Place)
		if r.Category != a.category || !ok {
			continue
		}
		if p := d.places[overlap]; p != nil {
			v = v.without(d.view(p, a.category, a.onset))
		}
	}
	if v.evidence() <= h {
		return
	}
	p, v := d.best(a.Place, a.category, a.onset)
	if slices.ContainsFunc(d.open, func(r *running) bool { return r.explains(p.Place, a.category) }) {
		return
	}
	i := Incident{
		ID: id(a.Place, a.category, m), Place: p.Place, Category: a.category, Doubt: inDoubt(a.category),
		Start: a.onset.Time(), DetectedAt: (m + 1).Time(), Sampled: d.sampled,
	}
	r := &running{Incident: i, start: a.onset, last: m}
	r.set(v, m)
	r.Confidence = d.confidence(a.height, m)
	d.open = append(d.open, r)
	d.spoil(r)
	d.absorb(r, m)
	d.tell(r, Begun)
}

// explains reports whether an incident at the place is part of this one: of the same kind,
// or of another one at the same bank, since a bank that is down times out, refuses and
// says that it is under maintenance, all at once.
func (r *running) explains(at Place, category failcode.Category) bool {
	return r.Covers(at) && (r.Category == category || r.Issuer != "")
}

// join adds another kind of failure to the incident.
func (r *running) join(category failcode.Category) bool {
	if r.Category == category || slices.Contains(r.Also, category) {
		return false
	}
	r.Also = append(slices.Clone(r.Also), category)
	r.Doubt = r.Doubt || inDoubt(category)
	return true
}

func id(p Place, category failcode.Category, m Minute) string {
	h := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d", p.Issuer, p.Channel, category, m))
	return m.Time().Format("200601021504-") + hex.EncodeToString(h[:4])
}

func (r *running) set(v view, m Minute) {
	r.Failures, r.Attempts, r.Amount = v.x, v.n, intake.Fen(v.amount)
	r.Expected = int64(math.Round(float64(v.expected * 1000)))
	r.AsOf = (m + 1).Time()
}

func (d *Detector) tell(r *running, s State) {
	r.State, r.told = s, r.Failures
	d.events = append(d.events, r.Incident)
}

// review goes on with the incidents that are open.
func (d *Detector) review(m Minute) {
	for _, r := range slices.Clone(d.open) {
		p := d.places[r.Place]
		if r.State.Over() || p == nil || p.total() == 0 {
			continue
		}
		d.extend(r, p, m)
		if d.move(r, m) {
			continue
		}
		if d.isOver(r, p, m) {
			d.close(r, r.well.onset, Recovered)
		} else if r.Failures >= 2*r.told {
			d.tell(r, Changed)
		}
	}
}

// extend adds the minute to the incident.
func (d *Detector) extend(r *running, p *place, m Minute) {
	x := p.now[r.Category]
	r.last = m
	r.Failures += x
	r.Attempts += p.total()
	r.Amount = intake.Fen(plus(int64(r.Amount), p.amounts[r.Category]))
	r.Expected += int64(math.Round(float64(float64(p.total()) * d.expect(p, int(r.Category), m) * 1000)))
	r.AsOf, r.Sampled = (m + 1).Time(), r.Sampled || d.sampled
	if top := p.causes[r.Category]; top != nil {
		r.Confidence = max(r.Confidence, d.confidence(top.top().height, m))
	}
}

// move names the incident at another place, if that has come to explain it better.
func (d *Detector) move(r *running, m Minute) bool {
	if m-r.start >= recentMinutes {
		return false
	}
	p, v := d.best(r.Place, r.Category, r.start)
	if p == nil || p.Place == r.Place {
		return false
	}
	d.release(r, m)
	r.Place = p.Place
	r.set(v, m)
	r.well = sum{}
	d.spoil(r)
	d.absorb(r, m)
	d.tell(r, Changed)
	return true
}

// absorb ends the other incidents that are part of this one.
func (d *Detector) absorb(r *running, m Minute) {
	for _, q := range slices.Clone(d.open) {
		if q != r && r.explains(q.Place, q.Category) {
			r.join(q.Category)
			d.close(q, m, Merged)
		}
	}
}

// isOver looks whether outcomes are as expected again, rather than as bad as they were.
func (d *Detector) isOver(r *running, p *place, m Minute) bool {
	bad := min(r.share(), 0.95)
	usual := max(d.expect(p, int(r.Category), m), bad/4)
	if usual >= bad {
		usual = bad / 2
	}
	failure, success := weights(bad, usual)
	x := p.now[r.Category]
	h := r.well.height + x*failure + (p.total()-x)*success
	switch {
	case h <= 0:
		r.well = sum{}
	case r.well.height == 0:
		r.well = sum{h, m}
	default:
		r.well.height = h
	}
	return r.well.height > overBy
}

// lapse ends the incidents of which nothing has been heard, or that have lasted a day.
func (d *Detector) lapse(m Minute) {
	for _, r := range slices.Clone(d.open) {
		switch {
		case m-r.last > unseenFor:
			d.close(r, r.last+1, Unseen)
		case m-r.start > longest:
			d.close(r, m, Lasting)
		}
	}
	maps.DeleteFunc(d.habits, func(_ habit, day int) bool { return day < m.day()-week })
	d.spoiled = slices.DeleteFunc(d.spoiled, func(s span) bool { return s.to < m-2*recentMinutes })
}

// close ends an incident.
func (d *Detector) close(r *running, end Minute, s State) {
	r.End = end.Time()
	d.tell(r, s)
	d.open = slices.DeleteFunc(d.open, func(q *running) bool { return q == r })
	d.release(r, end)
	if s == Merged {
		return
	}
	for _, p := range d.places {
		if _, ok := r.common(p.Place); ok && p.causes[r.Category] != nil {
			p.causes[r.Category].sums = [alternatives]sum{}
		}
	}
}

// A habit is trouble at a time of the day.
type habit struct {
	Place
	category failcode.Category
	slot     int
}

// week is how many days a habit may rest.
const week = 7

// spoil keeps the incident out of what the past lets expect, unless there was one at this
// time a few days ago: what comes again and again is to be expected.
func (d *Detector) spoil(r *running) {
	h := habit{r.Place, r.Category, r.start.slot()}
	last, before := d.habits[h]
	d.habits[h] = r.start.day()
	if before && last != r.start.day() {
		return
	}
	d.spoiled = append(d.spoiled, span{r.Place, r.start, chinaLast})
}

// release lets the place of an incident be an example again, from the minute on.
func (d *Detector) release(r *running, m Minute) {
	for i := range d.spoiled {
		if s := &d.spoiled[i]; s.Place == r.Place && s.from == r.start && s.to == chinaLast {
			s.to = m
		}
	}
}
