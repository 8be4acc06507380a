package readiness

import (
	"slices"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// Most checks do not ask which channel a payout takes. Where the same submission is
// assessed with several, these run once for each moment that is looked at.

// A sharedRun is what the checks found, at one moment, that do not depend on the channel.
type sharedRun struct {
	at, held int64
	result
	next    []int64 // by check: when, after at, time alone may first change its finding
	soonest int64   // the first of these
	blocked bitset
	open    bitset
	noticed bitset
	spared  Risk
	met     met // by the last of the channels
}

// dependOnChannel are the inputs that differ from channel to channel.
var dependOnChannel = [...]intake.Field{intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldPayoutRoutes}

// findRouted marks the checks that have to run for every channel: those that declare an
// input that differs, and all that are not our own, which may forget to.
func (p *plan) findRouted() {
	for i := range p.checks {
		c := &p.checks[i]
		reads := func(f intake.Field) bool { return slices.Contains(c.Needs, f) || slices.Contains(c.Optional, f) }
		own := slices.ContainsFunc(suite[:], func(s *Check) bool { return s.ID == c.ID })
		if !own || slices.ContainsFunc(dependOnChannel[:], reads) {
			c.routed = true
			p.routed = append(p.routed, i)
		}
	}
	for _, n := range p.needed {
		if slices.Contains(dependOnChannel[:], p.inputs[n.input].Field) {
			p.routedNeeds = append(p.routedNeeds, n)
		}
	}
	for i := range p.checks {
		for g := range p.checks[i].after.each {
			if p.checks[g].routed && !p.checks[i].routed {
				p.leaders.add(g)
			}
		}
	}
}

// runShared is run for one of several channels: it takes what is shared, and runs the
// checks that depend on the channel.
func (c *Case) runShared(out *result) {
	s := c.sharedNow()
	out.empty(len(c.plan.checks))
	copy(out.records, s.records)
	out.notes = append(out.notes[:0], s.notes...)
	c.begin(out)
	c.next, c.blocked, c.open, c.noticed, c.spared = s.soonest, s.blocked, s.open, s.noticed, s.spared
	for i := range s.blocked.each {
		c.barred.join(&c.plan.checks[i].followers)
	}
	for i := 0; i < len(c.plan.routed); i++ {
		i = c.runRouted(i)
	}
	if !c.blocked.intersects(&c.plan.leaders) {
		return
	}
	// A gate fails on which others rest, so that these are skipped: one after the other.
	out.notes = append(out.notes[:0], s.notes...)
	c.begin(out)
	for i := 0; i < len(out.records); i++ {
		i = c.replay(s, i)
	}
}

// runRouted runs the checks that depend on the channel, from the i-th of them on. It stops
// after one that panics and returns its place.
func (c *Case) runRouted(i int) (last int) {
	var check int
	defer c.recoverCheck(&check)
	for last = i; last < len(c.plan.routed); last++ {
		i := c.plan.routed[last]
		c.step(i, &c.plan.steps[i])
	}
	return last
}

// replay goes on from the i-th check: those that depend on the channel run, and of the
// others what was found is taken. It stops after a check that panics and returns its
// index.
func (c *Case) replay(s *sharedRun, i int) (last int) {
	defer c.recoverCheck(&last)
	for ; i < len(c.plan.checks); i++ {
		p := &c.plan.checks[i]
		if p.routed || p.after.intersects(&c.blocked) {
			c.step(i, &c.plan.steps[i])
			continue
		}
		x := s.records[i]
		c.out.records[i] = x
		c.next = min(c.next, s.next[i])
		if x.status != Pass {
			c.follow(i, &p.effects[x.reason])
			c.notice(p, x.status)
		}
	}
	return i
}

// sharedNow returns what is shared at the case's moment. It runs the checks the first time.
func (c *Case) sharedNow() *sharedRun {
	for i := range c.shared {
		if s := &c.shared[i]; s.at == c.at && s.held == c.held {
			c.moment = s
			return s
		}
	}
	n := len(c.plan.checks)
	c.shared = grow(c.shared)
	s := &c.shared[len(c.shared)-1]
	s.at, s.held, s.met, c.moment = c.at, c.held, met{}, s
	s.empty(n)
	s.next = slices.Grow(s.next[:0], n)[:n]
	c.begin(&s.result)
	for i := 0; i < n; i++ {
		i = c.share(s, i)
	}
	s.soonest, s.blocked, s.open, s.noticed, s.spared = slices.Min(s.next), c.blocked, c.open, c.noticed, c.spared
	return s
}

// share goes on from the i-th check, for all that do not depend on the channel. It stops
// after one that panics and returns its index.
func (c *Case) share(s *sharedRun, i int) (last int) {
	defer func() {
		if last < len(s.next) {
			s.next[last] = c.next
		}
	}()
	defer c.recoverCheck(&last)
	for ; i < len(c.plan.checks); i++ {
		c.next = chinatime.Never
		if !c.plan.checks[i].routed {
			c.step(i, &c.plan.steps[i])
		}
		s.next[i] = c.next
	}
	return i
}

// throughChannel has the case, whose submission is its own, take another channel.
func (c *Case) throughChannel(w *way) {
	c.own.Payout.Channel, c.own.Payout.Product = w.channel, w.product
	c.facts.limits.known, c.facts.account.known = false, false
	c.facts.profile = lazy[*Channel]{known: true, value: w.profile}
	c.facts.payoutName = lazy[failcode.Name]{known: true, value: w.name}
	c.lookFor(c.plan.routedNeeds)
}
