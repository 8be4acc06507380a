package readiness

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// Health is what somebody who watches them says of a bank, of a channel, or of a bank
// through one channel. It comes with a submission, or is laid over a Checker by
// Checker.WithHealth.
type Health = intake.Health

const (
	maxHealth    = 64 // rows of a submission
	maxHealthKey = 64 // rows of one bank, channel or both that are laid over a Checker: of more the newest count
)

// WithHealth returns a Checker that also knows how banks and channels do. It replaces
// the rows of an earlier WithHealth and shares everything else with c, so that it is
// cheap enough for every minute. Rows of a submission count beside it: of all rows about
// the same bank, channel or both the one with the newest AsOf does, and of two as new the
// graver one. A row about a bank that the card table does not know says nothing.
//
// The rows are data and no part of the Checker's Hash. A report that is to be verified
// later needs them again.
func (c *Checker) WithHealth(rows ...Health) *Checker {
	p := c.planned()
	return &Checker{plan: p, health: p.healthTable(rows)}
}

// A healthKey is what a row is about: a bank, a channel or both.
type healthKey struct{ issuer, channel string }

// A healthRow is a row with its times in Unix seconds, 0 for none.
type healthRow struct {
	state              intake.HealthState
	since, until, asOf int64
	down               span // of one that is down: when payouts failed for it, as far as nothing newer says otherwise
}

// A healthTable holds rows by what they are about, the newest first.
type healthTable struct {
	rows           map[healthKey][]healthRow
	channels, both bool // some row that is not up is about a channel, or about a bank through one
}

// healthTable returns the table of some rows.
func (p *plan) healthTable(rows []Health) *healthTable {
	if len(rows) == 0 {
		return &noHealth
	}
	t := &healthTable{rows: make(map[healthKey][]healthRow, len(rows))}
	for i := range rows {
		h := &rows[i]
		k, ok := p.healthKey(h)
		asOf := chinatime.Unix(h.AsOf)
		if !ok || asOf == 0 || h.State == 0 || h.State > intake.Down {
			continue
		}
		t.rows[k] = append(t.rows[k], healthRow{state: h.State, since: chinatime.Unix(h.Since), until: chinatime.Unix(h.Until), asOf: asOf})
		if h.State != intake.Up && k.channel != "" {
			t.channels, t.both = true, t.both || k.issuer != ""
		}
	}
	for k, list := range t.rows {
		slices.SortFunc(list, func(a, b healthRow) int { return a.compare(&b) })
		list = list[:min(len(list), maxHealthKey)]
		p.findOutages(list)
		t.rows[k] = list
	}
	return t
}

// healthKey says what a row is about. It is false if that is nothing.
func (p *plan) healthKey(h *Health) (k healthKey, ok bool) {
	if h.Issuer != "" {
		i, known := p.bins.FindIssuer(h.Issuer)
		if !known {
			return k, false
		}
		k.issuer = i.Code
	}
	k.channel = p.channelKey(h.Channel, "")
	return k, k != healthKey{}
}

// channelKey is the name of a channel by which rows are found.
func (p *plan) channelKey(channel, product string) string {
	return cmp.Or(p.codes.Resolve(channel, product).Channel, strings.ToLower(channel))
}

// ends is when the row says that its state ends, later than any time if it does not say.
func (h *healthRow) ends() int64 {
	if h.until == 0 {
		return chinatime.Never
	}
	return h.until
}

// counts is until when the row says anything: until its end, or else until it goes stale.
func (h *healthRow) counts(p *Policy) int64 {
	return cmp.Or(h.until, h.asOf+p.HealthFreshMinutes*60)
}

// findOutages finds out when failures are explained by rows about the same thing, the
// newest first. What is up again has ended what was down before.
func (p *plan) findOutages(list []healthRow) {
	up := int64(chinatime.Never)
	for i := range list {
		h := &list[i]
		switch begins := cmp.Or(h.since, h.asOf); h.state {
		case intake.Up:
			up = min(up, max(begins, 1))
		case intake.Down:
			h.down = span{begins, min(h.counts(p.policy), up)}
		}
	}
}

// A condition is how a bank or a channel does at the case's moment.
type condition struct {
	state intake.HealthState // 0 if nobody says
	ends  int64              // when that is expected to end; later than any time if nobody says
	until int64              // until when the answer holds
	stale bool               // rows are there, but too old
}

// graver returns the graver of two, with the later end of two as grave, as long as both
// hold.
func (a condition) graver(b condition) condition {
	out := a
	if b.state > a.state || b.state == a.state && b.ends > a.ends {
		out = b
	}
	out.until, out.stale = chinatime.Sooner(a.until, b.until), a.stale || b.stale
	return out
}

// condition returns how what the key names does: what the newest row says that has begun.
// A row is too old if it was so when the submission was observed: what is looked at ahead
// is not known any better. That the answer changes later is taken note of.
func (c *Case) condition(k healthKey) (out condition) {
	if k == (healthKey{}) || c.at == 0 {
		return out
	}
	var best *healthRow
	for _, t := range c.healthTables() {
		if h := c.latest(t.rows[k], &out); h != nil && (best == nil || h.compare(best) < 0) {
			best = h
		}
	}
	if best != nil {
		out.stale = false
		if end := best.counts(c.plan.policy); c.at < end {
			out.state, out.ends, out.until = best.state, best.ends(), chinatime.Sooner(out.until, end)
		}
	}
	if out.until > c.at {
		c.next = min(c.next, out.until)
	}
	return out
}

// latest returns the first row of a list that counts and has begun, or nil, and notes in
// out what it passes over.
func (c *Case) latest(list []healthRow, out *condition) *healthRow {
	for i := range list {
		h := &list[i]
		switch {
		case c.observed >= h.asOf+c.plan.policy.HealthFreshMinutes*60:
			out.stale = true
			return nil // so are all that are older
		case c.toCome(h.asOf):
		case h.since > c.at:
			out.until = chinatime.Sooner(out.until, h.since)
		default:
			return h
		}
	}
	return nil
}

// compare orders rows about the same thing: the newest first, and of two as new the
// graver one.
func (h *healthRow) compare(o *healthRow) int {
	return cmp.Or(cmp.Compare(o.asOf, h.asOf), cmp.Compare(o.state, h.state), cmp.Compare(o.ends(), h.ends()), cmp.Compare(h.since, o.since))
}

// outage returns the outcome where something is down, for a check with these codes.
func (c *Case) outage(h condition, down, downUntil string) Outcome {
	if h.ends == chinatime.Never {
		return c.Held(down)
	}
	return c.until(h.ends, downUntil, Note("ends_at", intake.Instant(chinatime.Time(h.ends))))
}

// healthTables are the rows that are laid over the checker and those of the submission.
func (c *Case) healthTables() [2]*healthTable {
	return [...]*healthTable{cmp.Or(c.health, &noHealth), *c.facts.health.get(c, (*Case).findHealth)}
}

var noHealth healthTable

func (c *Case) findHealth() *healthTable { return c.plan.healthTable(c.sub.Health) }

// payoutChannelKey is the payout's channel as rows of health name it.
func (c *Case) payoutChannelKey() string {
	return cmp.Or(c.payoutName().Channel, strings.ToLower(c.sub.Payout.Channel))
}

// bankHealth is how the card's bank does, by whatever channel.
func (c *Case) bankHealth() condition { return c.condition(healthKey{issuer: c.issuerCode()}) }

// channelHealth is how the payout's channel does, to all banks and to the card's.
func (c *Case) channelHealth() condition {
	channel := c.payoutChannelKey()
	if channel == "" {
		return condition{}
	}
	h := c.condition(healthKey{channel: channel})
	if issuer := c.issuerCode(); issuer != "" {
		h = h.graver(c.condition(healthKey{issuer, channel}))
	}
	return h
}

// A HealthFact is what is said of a bank or a channel at the case's moment.
type HealthFact struct {
	State  intake.HealthState // 0 if nothing that still counts
	EndsAt time.Time          // when it is expected to end; zero if nobody says
	Stale  bool               // all that is said is too old
}

func (h condition) fact() HealthFact {
	f := HealthFact{State: h.state, Stale: h.stale}
	if h.state != 0 && h.ends != chinatime.Never {
		f.EndsAt = timeOf(h.ends)
	}
	return f
}

// BankHealth says how the card's bank does by all channels. It needs a moment, and reads
// the rows of health, the moments and what Issuer reads.
func (c *Case) BankHealth() HealthFact { return c.bankHealth().fact() }

// ChannelHealth says how the payout's channel does, to all banks and to the card's. It
// reads what BankHealth reads, and the payout's channel and product.
func (c *Case) ChannelHealth() HealthFact { return c.channelHealth().fact() }

// explained reports whether an attempt failed while its bank or its channel was down, and
// for nothing that its code says is of another making.
func (c *Case) explained(a *attempt) bool {
	if c.health == nil && c.sub.Health == nil || a.outcome != intake.OutcomeFailed || a.never || a.ofPayee() {
		return false
	}
	channel, issuer := cmp.Or(a.channel, strings.ToLower(a.Channel)), ""
	if a.SameCard == intake.Yes {
		issuer = c.issuerCode()
	}
	return c.wasDown(healthKey{issuer: issuer}, a) || channel != "" && (c.wasDown(healthKey{channel: channel}, a) || issuer != "" && c.wasDown(healthKey{issuer, channel}, a))
}

// wasDown reports whether what the key names was down when an attempt was made or ended.
func (c *Case) wasDown(k healthKey, a *attempt) bool {
	if k == (healthKey{}) {
		return false
	}
	for _, t := range c.healthTables() {
		for i := range t.rows[k] {
			h := &t.rows[k][i]
			if (h.down.has(a.made) || h.down.has(a.ended)) && !c.toCome(h.asOf) {
				return true
			}
		}
	}
	return false
}

// has reports whether the span holds a time; 0 is none.
func (s span) has(t int64) bool { return t != 0 && s.from <= t && t < s.to }

// neverClears is the record of a timed fail of which nobody knows when it clears.
const neverClears = math.MaxUint32
