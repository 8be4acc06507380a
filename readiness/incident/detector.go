package incident

import (
	"cmp"
	"slices"

	"github.com/payready/payready/readiness/failcode"
)

// Options set how a detector decides. The zero Options is the default.
type Options struct {
	// AlarmsPerWeek bounds how many false alarms a week are expected, over all places and
	// kinds, if the past is an example of what is to come. 0 means 1.
	AlarmsPerWeek float64
}

// maxPairs bounds how many pairs of issuer and channel are told apart. When there are
// more, a quarter of them, with the least traffic, are dropped; their issuers and channels
// stay.
const maxPairs = 4096

// A Detector finds incidents in counts. The zero Detector is ready to use, not
// concurrently. Its memory is bounded by the numbers of issuers and channels, not by time
// or traffic.
type Detector struct {
	Options

	done    Minute // the last minute that was read
	all     place
	places  map[Place]*place
	pairs   int
	dropped int64

	retries [2]map[retry]Minute // of this and the last few hours
	names   map[string]uint16
	renewed Minute
	traffic series // minutes in which a place had outcomes
	first   int    // day

	open    []*running
	spoiled []span
	habits  map[habit]int // the last day
	touched []*place      // in the minute that is being read
	sampled bool
	events  []Incident
}

// A retry is somebody who failed at a place in some way. There are many, so names are
// numbers.
type retry struct {
	who             uint64
	issuer, channel uint16
	category        failcode.Category
}

// A span is a time in which a place was no example.
type span struct {
	Place
	from, to Minute
}

// Dropped returns how many pairs of an issuer and a channel were dropped for others with
// more traffic.
func (d *Detector) Dropped() int64 { return d.dropped }

// Open returns the incidents that are not over, the oldest first.
func (d *Detector) Open() []Incident {
	out := make([]Incident, len(d.open))
	for i, r := range d.open {
		out[i] = r.Incident
	}
	return out
}

// Advance reads the minutes up to the one, that it has not read yet, and returns what
// began, changed or ended, in the order of time. Outcomes of these minutes that are
// counted later are not seen any more.
func (d *Detector) Advance(c *Counts, upTo Minute) []Incident {
	if d.places == nil {
		d.places, d.habits = map[Place]*place{}, map[habit]int{}
		d.retries, d.names = [2]map[retry]Minute{{}, {}}, map[string]uint16{}
	}
	d.events = nil
	for _, m := range c.span(d.done, upTo) {
		if d.first == 0 {
			d.first = m.day()
		}
		d.lapse(m)
		d.read(c, m)
		d.judge(m)
		d.done = m
	}
	d.lapse(upTo)
	d.done = max(d.done, upTo)
	return d.events
}

// Detect returns what a new detector finds in the counts. What has not ended by their last
// minute is not over.
func Detect(c *Counts, o Options) []Incident {
	d := Detector{Options: o}
	return d.Advance(c, c.last())
}

// read counts what came in a minute, by place.
func (d *Detector) read(c *Counts, m Minute) {
	if m >= d.renewed+recentMinutes {
		d.retries[0], d.retries[1] = map[retry]Minute{}, d.retries[0]
		if m >= d.renewed+2*recentMinutes {
			clear(d.retries[1])
		}
		d.renewed = m
	}
	for _, p := range d.touched {
		p.now, p.amounts = [causes + 1]int64{}, [causes]int64{}
	}
	d.touched = append(d.touched[:0], &d.all)
	b := c.minutes[m]
	d.sampled = b.full
	for _, e := range b.trim(c) {
		in := c.cells[e.cell]
		places := [3]Place{{in.issuer, in.channel}, {Issuer: in.issuer}, {Channel: in.channel}}
		first := false
		for i, at := range places {
			if i != 2 && in.issuer == other || i != 1 && in.channel == other {
				continue
			}
			if d.again(retry{e.who, d.number(at.Issuer), d.number(at.Channel), in.category}, m) {
				continue
			}
			first = true
			d.count(d.place(at), in.category, b.entries[e])
		}
		if first {
			d.count(&d.all, in.category, 0)
		}
	}
	for _, p := range d.touched {
		d.settle(p, m)
	}
}

// again reports whether the applicant has failed there in this way in the last hours.
func (d *Detector) again(r retry, m Minute) bool {
	if r.category == failcode.Succeeded {
		return false
	}
	last, ok := d.retries[0][r]
	if !ok {
		last, ok = d.retries[1][r]
	}
	d.retries[0][r] = m
	return ok && m-last <= recentMinutes
}

// number is that of the name of an issuer or a channel. Counts have only names of lists.
func (d *Detector) number(name string) uint16 {
	n, ok := d.names[name]
	if !ok {
		n = uint16(len(d.names))
		d.names[name] = n
	}
	return n
}

func (d *Detector) count(p *place, category failcode.Category, amount int64) {
	if p.now == [causes + 1]int64{} && p != &d.all {
		d.touched = append(d.touched, p)
	}
	p.now[category]++
	if category != failcode.Succeeded {
		p.amounts[category] = plus(p.amounts[category], amount)
		if p.causes[category] == nil {
			p.causes[category] = new(cause)
		}
	}
}

func (d *Detector) place(at Place) *place {
	p := d.places[at]
	if p != nil {
		return p
	}
	if at.both() {
		if d.pairs++; d.pairs > maxPairs {
			d.dropSmallest()
		}
	}
	p = &place{Place: at}
	d.places[at] = p
	return p
}

// dropSmallest forgets a quarter of the pairs, those with the least traffic, but none that
// is in an incident.
func (d *Detector) dropSmallest() {
	held := map[Place]bool{}
	for _, r := range d.open {
		held[r.Place] = true
	}
	var list []*place
	for at, p := range d.places {
		if at.both() && !held[at] && p.now == [causes + 1]int64{} {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b *place) int {
		return cmp.Or(cmp.Compare(a.traffic(), b.traffic()), a.compare(b.Place))
	})
	for _, p := range list[:min(len(list), maxPairs/4)] {
		delete(d.places, p.Place)
		d.pairs--
		d.dropped++
	}
}

// traffic is how much came from a place, what is long past counting less.
func (p *place) traffic() int64 {
	n, _ := since(p.recent, 0)
	return p.attempts.all + n*unit
}

// settle adds the minute to what is recent, and moves what is not into the past.
func (d *Detector) settle(p *place, m Minute) {
	p.settle(m, func(at Minute) bool {
		return slices.ContainsFunc(d.spoiled, func(s span) bool { return s.spoils(p.Place, at) })
	})
	n := p.total()
	p.recent = append(p.recent, minuteCount{minute: m, n: n})
	for i, c := range p.causes {
		if x := p.now[i]; x > 0 {
			c.recent = append(c.recent, minuteCount{m, x, p.amounts[i]})
		}
	}
	if p != &d.all {
		d.traffic.add(m, 1)
	}
}

func (s span) spoils(p Place, at Minute) bool {
	_, overlaps := s.common(p)
	return overlaps && at >= s.from && at <= s.to
}

func (p *place) total() (n int64) {
	for _, x := range p.now {
		n += x
	}
	return n
}

// judge looks at every place that had outcomes, then at the incidents that are open, and
// last for new ones.
func (d *Detector) judge(m Minute) {
	h := d.height(m)
	var alarms []alarm
	for _, p := range d.touched[1:] {
		for i, c := range p.causes {
			if c == nil || p.now[i] == 0 && !c.rising() {
				continue
			}
			c.step(m, d.expect(p, i, m), p.total(), p.now[i])
			if top := c.top(); top.height > h && p.now[i] > 0 {
				alarms = append(alarms, alarm{p, failcode.Category(i), top})
			}
		}
	}
	d.review(m)
	slices.SortFunc(alarms, func(a, b alarm) int {
		return cmp.Or(cmp.Compare(b.height, a.height), cmp.Compare(a.category, b.category), a.compare(b.Place))
	})
	for _, a := range alarms {
		d.consider(a, m, h)
	}
}

// An alarm is a place where a sum is too high.
type alarm struct {
	*place
	category failcode.Category
	sum
}
