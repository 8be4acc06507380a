package readiness

import (
	"slices"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// limits are the amounts that a channel takes. 0 means no limit.
type limits struct {
	min, max, step       intake.Fen
	usual                intake.Fen // the largest payment of a merchant who was not granted more
	cardDay, merchantDay intake.Fen
	memoOver             intake.Fen
}

// vendorLimits are those that a channel documents for a product, or, without a
// product, those that hold for any of its products.
type vendorLimits struct {
	channel, product string
	person, company  limits
}

// defaultLimits returns the rows of payment systems among failcode.Limits.
func defaultLimits() (list []Limit) {
	for l := range failcode.Limits() {
		var s intake.System
		if l.System == "" || s.UnmarshalText([]byte(l.System)) != nil {
			continue
		}
		list = append(list, Limit{System: s, MaxAmount: intake.Fen(l.Fen), EffectiveFrom: l.From, EffectiveUntil: l.Until,
			Source: l.Source + ", " + l.Confidence.String() + " confidence", CheckedOn: Date{Year: 2026, Month: 11, Day: 29}})
	}
	return list
}

// systemLimit returns the largest payment that a system takes at a time, 0 for any,
// and when that changes, 0 for never. Without a time the rows without dates apply.
func (p *plan) systemLimit(s intake.System, at int64) (most intake.Fen, until int64) {
	for i := range p.policy.Limits {
		l := &p.policy.Limits[i]
		if l.System != s {
			continue
		}
		holds, changes := inForce(l.EffectiveFrom, l.EffectiveUntil, at)
		if holds {
			most = l.MaxAmount
		}
		until = chinatime.Sooner(until, changes)
	}
	return most, until
}

// inForce reports whether a row that holds from one day to another, each without bound
// if it is zero, holds at a time, and when that changes, 0 for never. Without a time
// only a row without dates holds.
func inForce(first, last Date, at int64) (holds bool, changes int64) {
	if first.IsZero() && last.IsZero() {
		return true, 0
	}
	if at == 0 {
		return false, 0
	}
	if !first.IsZero() {
		if from := chinatime.StartOf(first); at < from {
			return false, from
		}
	}
	if last.IsZero() {
		return true, 0
	}
	end := chinatime.StartOf(last.AddDays(1))
	if at >= end {
		return false, 0
	}
	return true, end
}

// documentedLimits returns what channels document, by channel and product.
func documentedLimits() (list []vendorLimits) {
	for l := range failcode.Limits() {
		if l.Channel == "" {
			continue
		}
		i := slices.IndexFunc(list, func(v vendorLimits) bool { return v.channel == l.Channel && v.product == l.Product })
		if i < 0 {
			i = len(list)
			list = append(list, vendorLimits{channel: l.Channel, product: l.Product})
		}
		if l.Kind != failcode.LimitSingleCorporate {
			list[i].person.set(l)
		}
		list[i].company.set(l)
	}
	for _, channel := range failcode.Default().Channels() {
		if v, ok := ofAnyProduct(list, channel); ok {
			list = append(list, v)
		}
	}
	return list
}

func (l *limits) set(from failcode.Limit) {
	amount := intake.Fen(from.Fen)
	switch from.Kind {
	case failcode.LimitMin:
		l.min = amount
	case failcode.LimitSingle, failcode.LimitSingleCorporate: // the rows of companies come later
		l.max = amount
	case failcode.LimitUsual:
		l.usual = amount
	case failcode.LimitCardDay:
		l.cardDay = amount
	case failcode.LimitMerchantDay:
		l.merchantDay = amount
	case failcode.LimitMemoOver:
		l.memoOver = amount
	}
}

// ofAnyProduct returns the limits that hold whichever of a channel's products is
// meant. It is false if one of them documents none.
func ofAnyProduct(list []vendorLimits, channel string) (v vendorLimits, ok bool) {
	for i, product := range failcode.Default().Products(channel) {
		at := slices.IndexFunc(list, func(v vendorLimits) bool { return v.channel == channel && v.product == product })
		switch {
		case at < 0:
			return v, false
		case i == 0:
			v = list[at]
		default:
			v.person, v.company = v.person.looser(list[at].person), v.company.looser(list[at].company)
		}
	}
	v.product = ""
	return v, v.person != limits{}
}

// looser returns the limits that hold under both l and o.
func (l limits) looser(o limits) limits {
	either := func(a, b intake.Fen) intake.Fen {
		if a == 0 || b == 0 {
			return 0
		}
		return max(a, b)
	}
	return limits{
		min: min(l.min, o.min), max: either(l.max, o.max), usual: either(l.usual, o.usual),
		cardDay: either(l.cardDay, o.cardDay), merchantDay: either(l.merchantDay, o.merchantDay), memoOver: either(l.memoOver, o.memoOver),
	}
}

// limits returns those of the payout's channel and product: the policy's own, and
// where its profile leaves one out, the documented one.
func (c *Case) limits() *limits { return c.facts.limits.get(c, (*Case).findLimits) }

func (c *Case) findLimits() (l limits) {
	s := &c.sub.Payout
	if s.Channel == "" && s.Product == "" {
		return l
	}
	meant := c.payoutName()
	for i := range c.plan.vendors {
		v := &c.plan.vendors[i]
		if v.product != meant.Product || !sameName(v.channel, v.channel, s.Channel, meant.Channel) {
			continue
		}
		return c.narrowed(v)
	}
	if ch := c.channel(); ch != nil {
		l.replace(ch)
	}
	return l
}

// anyProduct reports whether the payout names a channel that is known, and leaves out
// which of its products it goes through.
func (c *Case) anyProduct() bool {
	meant := c.payoutName()
	return c.sub.Payout.Product == "" && meant.Product == "" && meant.Channel != ""
}

// someProduct reports whether the payout may go through any product of its channel, and
// one of them documents a limit that it breaks.
func (c *Case) someProduct(breaks func(*limits) bool) bool {
	if !c.anyProduct() {
		return false
	}
	for i := range c.plan.vendors {
		v := &c.plan.vendors[i]
		if v.product == "" || v.channel != c.payoutName().Channel {
			continue
		}
		if l := c.narrowed(v); breaks(&l) {
			return true
		}
	}
	return false
}

// narrowed returns the limits of a vendor's product as the card's kind of account and the
// policy's profile change them.
func (c *Case) narrowed(v *vendorLimits) limits {
	l := v.person
	if c.sub.Card.AccountKind == intake.Corporate {
		l = v.company
	}
	if ch := c.channel(); ch != nil {
		l.replace(ch)
	}
	return l
}

// replace takes the limits that a profile states.
func (l *limits) replace(ch *Channel) {
	if ch.MaxAmount > 0 {
		l.max, l.usual = ch.MaxAmount, 0
	}
	for _, r := range []struct {
		to  *intake.Fen
		own intake.Fen
	}{
		{&l.min, ch.MinAmount}, {&l.step, ch.StepAmount}, {&l.cardDay, ch.CardDay},
		{&l.merchantDay, ch.MerchantDay}, {&l.memoOver, ch.MemoOver},
	} {
		if r.own > 0 {
			*r.to = r.own
		}
	}
}

// exceeds reports whether an amount is above a limit, of which 0 is none.
func exceeds(amount, limit intake.Fen) bool { return limit > 0 && amount > limit }

// least returns the smallest of the limits, 0 if there is none.
func least(list ...intake.Fen) (out intake.Fen) {
	for _, f := range list {
		if f > 0 && (out == 0 || f < out) {
			out = f
		}
	}
	return out
}
