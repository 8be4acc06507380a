package readiness

import (
	"cmp"
	"slices"
	"strings"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// A Route is one of the merchant's channels, and what becomes of a payout that takes it.
type Route struct {
	Channel string // as the profile names it
	Product string // "" for all products of the channel

	// Report is that of Assess for the submission with this channel and product. Routes
	// that are alike share one, which must not be changed.
	Report *Report

	Left    Left
	Fee     intake.Opt[intake.Fen] // as the profile says
	Success intake.Opt[Risk]       // the profile's share of payouts that arrive, else what the policy's calibration says of the score
	Weight  int64                  // the profile's preference
}

// Left are the amounts that a channel still takes. Of what it does not limit, or what is
// not known to be used up, nothing is given.
type Left struct {
	Single      intake.Opt[intake.Fen] // in one payout
	CardDay     intake.Opt[intake.Fen] // to this card, today
	MerchantDay intake.Opt[intake.Fen] // of this merchant, today
}

// InTheWay returns what keeps the payout from taking the route: the gates that fail, or
// where none does, the doubts and the answers that are missing, each if it costs points.
// There is nothing for a route that is ready.
func (r *Route) InTheWay() []Finding {
	gates := slices.Collect(r.Report.failedGates())
	if gates != nil || r.Report.Verdict == Ready {
		return gates
	}
	for f := range r.Report.unsettled() {
		if r.Report.effect(f.i).costs() {
			gates = append(gates, f)
		}
	}
	return gates
}

// Routes returns the channels that the payout could take, the best first. It looks at the
// policy's profiles, and at those channels with built-in limits that the submission names
// under payout/routes; where neither names a channel, at all with built-in limits. The
// submission's own channel and product are left aside.
//
// The order is by verdict, from ready to stop; then the earliest time, the known before
// the unknown; the share of payouts that arrive, the fee, the profile's weight; and by
// name, so that it never depends on chance.
//
// There are no routes while a payout is open or once this one has been made, whichever
// channel that took: nothing is paid twice. Left out are channels that the funder does
// not permit and those whose account does not hold the amount. No route is a part of the
// amount.
func (c *Checker) Routes(sub intake.Submission) []Route {
	k := c.newCase()
	k.own = sub
	return k.routes(&k.own)
}

// A BestRoute is the first of Checker.Routes in short, for engineers. It is zero if there
// is none, as while a payout is open.
type BestRoute struct {
	Channel string  `json:"channel"`
	Product string  `json:"product,omitzero"` // "" for all products of the channel
	Verdict Verdict `json:"verdict"`
	Score   int     `json:"score"`
}

// bestRoute returns the best route of the submission that is loaded, if the report is to
// name it.
func (c *Case) bestRoute() BestRoute {
	if !c.plan.policy.BestRoute || c.sub.Payout.Channel != "" {
		return BestRoute{}
	}
	k := c.plan.cases.Get().(*Case)
	k.own, k.health = *c.sub, c.health
	routes := k.routes(&k.own)
	if len(routes) == 0 {
		return BestRoute{}
	}
	r := &routes[0]
	return BestRoute{r.Channel, r.Product, r.Report.Verdict, r.Report.Score}
}

// routes makes the assessments and returns the case to its pool. The submission is the
// case's own.
func (c *Case) routes(sub *intake.Submission) []Route {
	defer func() {
		c.clear()
		c.plan.cases.Put(c)
	}()
	var base Report
	base.reset(c.plan)
	c.load(sub, &base)
	c.sharing = true
	ways := c.ways()
	out := make([]Route, 0, len(ways))
	var now Report // in memory that the next channel uses again
	for i := range ways {
		w := &ways[i]
		c.throughChannel(w)
		now = base
		now.Errors, now.result, now.lacks = slices.Clone(base.Errors), c.way, c.lacks
		c.conclusion(&now)
		c.way = now.result
		switch {
		case now.gate >= forQuery && (now.mayHavePaid(true) || now.says(payoutDuplicate.ID, "paid-otherwise")):
			return nil
		case now.gate >= forFix && (now.mayHavePaid(false) || now.says(payoutChannelSupport.ID, "not-permitted") || now.says(payoutFunds.ID, "short")):
			continue
		}
		out = append(out, Route{Channel: w.channel, Product: w.product, Report: keep(&now, out)})
		c.appraise(&out[len(out)-1], w.profile)
	}
	slices.SortStableFunc(out, func(a, b Route) int { return a.compare(&b) })
	return out
}

// keep returns a report as r in memory of its own, which routes that are alike share.
func keep(r *Report, others []Route) *Report {
	for i := range others {
		if o := others[i].Report; r.alike(o) {
			return o
		}
	}
	k := *r
	k.records, k.notes = slices.Clone(r.records), slices.Clone(r.notes)
	return &k
}

// alike reports whether the report of another route of this submission says the same.
// Checks that do not depend on the channel follow from those that do.
func (r *Report) alike(o *Report) bool {
	for _, i := range r.plan.routed {
		if r.records[i] != o.records[i] {
			return false
		}
	}
	return r.ValidUntil == o.ValidUntil && r.EarliestAt == o.EarliestAt && r.EarliestVerdict == o.EarliestVerdict && r.NextQueryAt == o.NextQueryAt &&
		r.lacks == o.lacks && r.held == o.held && slices.Equal(r.notes, o.notes) && slices.Equal(r.Errors, o.Errors)
}

// A way is a channel that is looked at.
type way struct {
	channel, product string
	name             failcode.Name // what they are called
	profile          *Channel      // nil for one with built-in limits alone
}

// findWays lists the policy's profiles, or without any all channels with built-in limits.
func (p *plan) findWays() {
	for i := range p.policy.Channels {
		ch, name := &p.policy.Channels[i], p.profiles[i]
		p.ways = append(p.ways, way{ch.Channel, ch.Product, name, p.profile(ch.Channel, ch.Product, &name)})
	}
	if p.ways == nil {
		for i := range p.vendors {
			if v := &p.vendors[i]; v.product != "" {
				p.ways = append(p.ways, v.way())
			}
		}
	}
	slices.SortStableFunc(p.ways, func(a, b way) int { // the order of routes that are alike
		return cmp.Or(strings.Compare(a.channel, b.channel), strings.Compare(a.product, b.product))
	})
}

func (v *vendorLimits) way() way {
	return way{v.channel, v.product, failcode.Name{Channel: v.channel, Product: v.product}, nil}
}

// ways returns the channels that are looked at.
func (c *Case) ways() []way {
	p := c.plan
	if len(c.sub.Payout.Routes) == 0 {
		return p.ways
	}
	out := p.ways[:len(p.policy.Channels):len(p.policy.Channels)]
	rows := *c.facts.accounts.get(c, (*Case).nameAccounts)
	for i := range p.vendors {
		v := p.vendors[i].way()
		if slices.Contains(rows, v.name) && p.profile(v.channel, v.product, &v.name) == nil {
			out = append(out, v)
		}
	}
	return out
}

// mayHavePaid reports whether a gate says that an earlier payout may have made this one,
// or has: any gate, or only one that says so whichever the channel.
func (r *Report) mayHavePaid(anyChannel bool) bool {
	for i := range r.records {
		if r.records[i].status != Fail {
			continue
		}
		if g := r.effect(i).gate; (g == forQuery || g == forDone) && !(anyChannel && r.plan.checks[i].routed) {
			return true
		}
	}
	return false
}

// says reports whether a check found this.
func (r *Report) says(id ID, code string) bool {
	i := r.plan.index(id)
	return i >= 0 && r.effect(i).code == code && r.effect(i).status == Fail
}

// appraise adds what orders the routes.
func (c *Case) appraise(r *Route, ch *Channel) {
	l := c.limits()
	most, _ := c.plan.systemLimit(c.system(), c.at)
	if m := least(most, l.max); m > 0 {
		r.Left.Single = intake.Some(m)
	}
	if paid, all := c.paidToday(true); l.cardDay > 0 && all && c.sub.History.Attempts != nil && c.at != 0 {
		r.Left.CardDay = intake.Some(max(0, l.cardDay-paid))
	}
	if paid := c.account().MerchantPaidToday; l.merchantDay > 0 && paid.OK && c.isToday(c.seen) {
		r.Left.MerchantDay = intake.Some(max(0, l.merchantDay-max(0, paid.V)))
	}
	if p, ok := r.Report.SuccessProbability(); ok {
		r.Success = intake.Some(p.Success)
	}
	if ch == nil {
		return
	}
	r.Weight = ch.Weight
	if ch.SuccessRate.OK {
		r.Success = ch.SuccessRate
	}
	if a := c.sub.Payout.Amount; a.OK {
		r.Fee.V, r.Fee.OK = ch.fee(a.V)
	}
}

// preference orders verdicts, the best first.
var preference = [...]uint8{Ready: 0, Caution: 1, Incomplete: 2, Wait: 3, Fix: 4, Review: 5, Paid: 6, Stop: 7}

// compare orders routes, the best first.
func (r *Route) compare(o *Route) int {
	if n := cmp.Compare(preference[r.Report.Verdict], preference[o.Report.Verdict]); n != 0 {
		return n
	}
	if n := cmp.Compare(r.earliest(), o.earliest()); n != 0 {
		return n
	}
	if n := known(r.Success, o.Success, func(a, b Risk) int { return cmp.Compare(b, a) }); n != 0 {
		return n
	}
	if n := known(r.Fee, o.Fee, cmp.Compare[intake.Fen]); n != 0 {
		return n
	}
	return cmp.Or(cmp.Compare(o.Weight, r.Weight), strings.Compare(r.Channel, o.Channel), strings.Compare(r.Product, o.Product))
}

// earliest is when a route that waits opens, later than any time if that is not known,
// and 0 for all others.
func (r *Route) earliest() int64 {
	switch {
	case r.Report.Verdict != Wait:
		return 0
	case r.Report.EarliestAt.IsZero():
		return chinatime.Never
	}
	return r.Report.EarliestAt.Unix()
}

// known compares two values, the known before the unknown.
func known[T any](a, b intake.Opt[T], compare func(a, b T) int) int {
	switch {
	case a.OK && b.OK:
		return compare(a.V, b.V)
	case a.OK:
		return -1
	case b.OK:
		return 1
	}
	return 0
}
