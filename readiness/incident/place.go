package incident

import (
	"cmp"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// A Place is an issuer on a channel, or with one of them empty all issuers of a channel or
// all channels of an issuer. It is comparable.
type Place struct {
	Issuer  string `json:"issuer,omitempty"`  // as package cardbin codes it
	Channel string `json:"channel,omitempty"` // as failcode's table or the caller spells it
}

// Covers reports whether all that is at q is at p. The zero Place covers nothing.
func (p Place) Covers(q Place) bool {
	return p != Place{} && (p.Issuer == "" || p.Issuer == q.Issuer) && (p.Channel == "" || p.Channel == q.Channel)
}

// common returns what is at both places, if anything is.
func (p Place) common(q Place) (Place, bool) {
	if p.Issuer != "" && q.Issuer != "" && p.Issuer != q.Issuer || p.Channel != "" && q.Channel != "" && p.Channel != q.Channel {
		return Place{}, false
	}
	return Place{max(p.Issuer, q.Issuer), max(p.Channel, q.Channel)}, true
}

func (p Place) both() bool { return p.Issuer != "" && p.Channel != "" }

func (p Place) compare(q Place) int {
	return cmp.Or(cmp.Compare(p.Issuer, q.Issuer), cmp.Compare(p.Channel, q.Channel))
}

// causes is how many kinds of failure there are.
const causes = int(failcode.Succeeded)

// A place is what a detector knows of a Place.
type place struct {
	Place
	attempts series
	recent   []minuteCount // of attempts
	causes   [causes]*cause

	now     [causes + 1]int64 // of the minute that is being read, by category
	amounts [causes]int64
}

// A cause is a kind of failure at a place.
type cause struct {
	failures series
	recent   []minuteCount
	sums     [alternatives]sum
	at       Minute // when the sums were last looked at
}

// A minuteCount is what came in one minute.
type minuteCount struct {
	minute    Minute
	n, amount int64
}

// recentMinutes is how long single minutes are kept. Only then are they history, so that
// trouble that is just beginning does not teach that trouble is usual.
const recentMinutes = 180

// unit is what one outcome counts in a series, so that what fades away is not rounded to
// nothing at once.
const unit = 1 << 10

// slots are the half hours of a day: maintenance comes by them.
const slots = 48

// A series is a past by the half hour of the day. What is older counts less: by a 28th a day.
type series struct {
	slots [slots]int64
	all   int64
	day   int
}

func (s *series) add(m Minute, n int64) {
	s.fade(m.day())
	s.slots[m.slot()] += n * unit
	s.all += n * unit
}

func (s *series) fade(day int) {
	days := day - s.day
	if days <= 0 {
		return
	}
	s.day = day
	if s.all == 0 {
		return
	}
	s.all = 0
	for i := range s.slots {
		for range min(days, 400) {
			s.slots[i] -= (s.slots[i] + 27) / 28
		}
		s.all += s.slots[i]
	}
}

// since sums the counts of the minutes from one on.
func since(list []minuteCount, from Minute) (n, amount int64) {
	for i := len(list) - 1; i >= 0 && list[i].minute >= from; i-- {
		n += list[i].n
		amount = plus(amount, list[i].amount)
	}
	return n, amount
}

// plus adds amounts up, to the largest that JSON readers keep exact.
func plus(a, b int64) int64 { return min(a+b, int64(intake.MaxFen)) }

// settle moves the minutes that are no longer recent into the past, but for those that
// spoiled says are no example.
func (p *place) settle(now Minute, spoiled func(Minute) bool) {
	move := func(list *[]minuteCount, to *series) {
		i := 0
		for ; i < len(*list) && (*list)[i].minute <= now-recentMinutes; i++ {
			if one := (*list)[i]; !spoiled(one.minute) {
				to.add(one.minute, one.n)
			}
		}
		if i > 0 {
			*list = append((*list)[:0], (*list)[i:]...)
		}
	}
	move(&p.recent, &p.attempts)
	for _, c := range p.causes {
		if c != nil {
			move(&c.recent, &c.failures)
		}
	}
}
