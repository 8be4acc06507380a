package failcode

import (
	"cmp"

	"github.com/payready/payready/readiness/remedy"
)

// A Report is all that is said of one order.
type Report struct {
	Channel, Product string
	Status           string // the order's own status, as a query gives it
	Code             string // the reason, or what the API answered
	Text             string // the channel's or bank's sentence: a hint of the cause, never of the end
	// How the caller has booked the order, StateUnknown when not at all. It is
	// weaker than a status and, for an end, needs nothing that speaks against it.
	Said State
}

// Assess weighs all that is said of an order and says what to do about it. It is
// total, and careful wherever the parts do not agree:
//
//   - A status that is listed wins. Left alone, a final one is the order's end.
//   - What is booked as succeeded stays so unless something leaves it in doubt or
//     contradicts it; a status or code that is merely not listed does neither.
//   - What is booked as failed needs a reason to be believed: a final status, a
//     code that is listed as a failure, or nothing that was said at all. In a
//     channel that is listed, a code that is not listed is no reason.
//   - A product that is not known may be any of its channel, and a channel that is
//     not known is read by words that leave the end open in any: SYSTEM_ERROR,
//     TIMEOUT, PROCESSING, 处理中, 5xx and the like.
//
// Where Contradiction is set, what is booked and what the channel says exclude
// each other.
func (t *Table) Assess(r Report) Decision {
	return t.assess(evidence{Report: r})
}

// evidence is a report, perhaps with a state that the caller vouches for.
type evidence struct {
	Report
	vouched bool // Said is as good as a status
	doubted bool // the code is in doubt in another product of the channel
}

func (t *Table) assess(e evidence) Decision {
	channel, p := t.place(e.Channel, e.Product)
	switch {
	case p != nil:
		return t.read(p, e)
	case channel != "":
		return t.union(channel, e)
	}
	d := t.read(nil, e)
	// A name that is a slip away from a known one may be that channel's.
	if near := t.nearChannel(e.Channel); near != "" && d.ended() {
		if other := t.union(near, e); other.doubted {
			other.Channel, other.Product = "", ""
			return other
		}
	}
	return d
}

// union reads the evidence for every product of the channel that it can be of,
// and says what holds in all of them.
func (t *Table) union(channel string, e evidence) Decision {
	byStatus, byCode := false, false
	for i := range t.products {
		p := &t.products[i]
		if p.channel != channel {
			continue
		}
		byStatus = byStatus || t.lists(p, e.Status)
		c, ok := t.cause(p, e.Code)
		byCode = byCode || ok
		e.doubted = e.doubted || ok && c.Retry == RetryQueryFirst
	}
	if !byStatus && !byCode {
		d := t.read(&product{channel: channel}, e)
		return d
	}
	var all Decision
	n := 0
	for i := range t.products {
		p := &t.products[i]
		if p.channel != channel || byStatus && !t.lists(p, e.Status) {
			continue
		}
		if _, ok := t.cause(p, e.Code); !byStatus && !ok {
			continue
		}
		d := t.read(p, e)
		if n++; n == 1 {
			all = d
		} else {
			all = careful(all, d)
		}
	}
	if n > 1 {
		all.Product = ""
	}
	return all
}

func (t *Table) lists(p *product, status string) bool {
	_, ok := t.standing(p, status)
	return ok
}

// careful joins two readings of one order: what both allow.
func careful(a, b Decision) Decision {
	d := joined(a, b)
	d.ResendDays = 0
	if d.Order == OrderResendIdentical {
		d.ResendDays = cmp.Or(min(a.ResendDays, b.ResendDays), max(a.ResendDays, b.ResendDays))
	}
	return d
}

func joined(a, b Decision) Decision {
	agree(&a, &b)
	failed := func(d Decision) bool { return d.ended() && d.Money != MoneyYes }
	switch {
	case a.State == b.State && a.Next == b.Next && a.Retry == b.Retry && a.Order == b.Order && a.Money == b.Money:
		return a
	case failed(a) && failed(b):
		if b.State == StateReturned {
			a.State, a.Money = b.State, b.Money
		}
		if b.Retry == RetryNo || a.Retry != RetryNo && b.Order < a.Order {
			a.Next, a.Retry, a.Order, a.Cause, a.Known, a.action = b.Next, b.Retry, b.Order, b.Cause, b.Known, b.action
		}
		return a
	case !a.State.Final() && !b.State.Final():
		if a.Money != b.Money {
			a.Money = MoneyMaybe
		}
		a.Order = min(a.Order, b.Order)
		if a.State == b.State && a.Next == b.Next {
			return a
		}
	case !a.State.Final():
		return a
	case !b.State.Final():
		b.doubted, b.Contradiction = a.doubted, a.Contradiction
		return b
	default:
		a.Order, a.Money = OrderKeep, MoneyMaybe
	}
	d := Decision{Channel: a.Channel, Cause: a.Cause, Known: a.Known, StatusKnown: a.StatusKnown, Order: a.Order, Money: a.Money,
		Contradiction: a.Contradiction, doubted: a.doubted}
	d.action = queryOrder
	return d
}

// agree makes what two readings say beside the advice the same: a doubt of one is
// the doubt of both, and of two meanings of a code neither stands.
func agree(a, b *Decision) {
	a.doubted, a.Contradiction = a.doubted || b.doubted, a.Contradiction || b.Contradiction
	switch {
	case !a.Known && b.Known:
		a.Cause, a.Known = b.Cause, true
	case a.Known && b.Known && (a.Cause.Category != b.Cause.Category || a.Cause.action != b.Cause.action):
		a.Cause, a.Known, b.Cause, b.Known = Cause{}, false, Cause{}, false
		for _, d := range [...]*Decision{a, b} {
			if d.ended() && d.Money != MoneyYes && d.Next != NextStop {
				d.action = remedy.AskChannelForReason.ID
				if d.Order == OrderNewAfterFinal {
					d.Next, d.Retry = NextFixThenNewOrder, RetryAfterFix
				}
			}
		}
	}
}

// read weighs the evidence for one product; nil is one of which nothing is known.
func (t *Table) read(p *product, e evidence) Decision {
	d, s, code := t.look(p, e)
	switch {
	case e.vouched:
		d.State = e.Said
	case d.StatusKnown && p.answers && s.state == StateSucceeded && code != "" && !t.succeeds(p, code):
		// The status says that the query was answered, the code how the order ended.
		d.State = stateOf(d.Cause)
		if d.fails() {
			d.State = StateFinalFailed
		}
		d.weighFinal(e.Said)
	case d.StatusKnown && s.state.Final():
		d.State = s.state
		d.weighFinal(e.Said)
		// A success with the reason of a failure is no failure: the reason may be
		// stale, or the bank may be about to return the money.
		d.Contradiction = d.Contradiction || d.State == StateSucceeded && d.fails()
	case d.StatusKnown:
		d.State = s.state
		d.Contradiction = e.Said.Final()
	default:
		d.weighWord(e, code, p != nil)
	}
	// A request is refused whole: where there is a status, there is an order.
	d.decide(code != "", d.Cause.Refused && (e.Status == "" || e.Status == code), s)
	if d.Order == OrderResendIdentical {
		vendors := 0
		if p != nil {
			vendors = p.resendDays
		}
		d.ResendDays = cmp.Or(d.Cause.ResendDays, vendors, defaultResendDays)
	}
	return d
}

// look finds out what is listed of the status and the code, and whether the code
// or the sentence leaves the end open. It returns the code: some channels have
// nothing else, and it is given as the status.
func (t *Table) look(p *product, e evidence) (d Decision, s status, code string) {
	code = e.Code
	if p != nil {
		d.Channel, d.Product = p.channel, p.name
		s, d.StatusKnown = t.standing(p, e.Status)
		if _, isCode := t.cause(p, e.Status); !d.StatusKnown && isCode && code == "" {
			code = e.Status
		}
		d.Cause, d.Known = t.cause(p, code)
	}
	d.doubted = d.Known && d.Cause.Retry == RetryQueryFirst || e.doubted && code != ""
	if d.Known {
		return d, s, code
	}
	for _, words := range [...]string{code, e.Text} {
		if _, open := doubtIn(words); open {
			d.doubted = true
		}
	}
	d.readText(code, e.Text)
	return d, s, code
}

// fails reports whether the code is listed as that of a failure.
func (d *Decision) fails() bool {
	return d.Known && !d.doubted && d.Cause.Category != Succeeded
}

// readText takes the cause from a sentence when the code does not say it. Some
// banks give the sentence in place of the code.
func (d *Decision) readText(code, text string) {
	for _, s := range [...]string{code, text} {
		if p := readPhrase(s); p != nil {
			d.Cause, d.Likely = p.is().cause(), true
			return
		}
	}
}

// weighFinal holds what is booked against a final state that the channel states.
func (d *Decision) weighFinal(said State) {
	switch {
	case said == d.State, said == StateUnknown, said == StateNotFound:
	case d.State == StateReturned && said.Final(), d.State == StateFinalFailed && said == StateReturned:
		d.State = StateReturned // first one, then the other
	case said.Final():
		d.State, d.Contradiction = StateUnknown, true
	default: // the caller still waits
		d.Contradiction = d.State.Final()
		d.State = said
	}
}

// weighWord decides how far to believe what is booked, where no listed status
// speaks. A status that is the code itself says nothing of its own.
func (d *Decision) weighWord(e evidence, code string, listed bool) {
	end := StateUnknown
	if e.Status != code {
		open, doubtful := doubtIn(e.Status)
		if doubtful {
			d.State, d.Contradiction, d.doubted = open, e.Said.Final(), true
			return
		}
		end = endIn(e.Status)
	}
	d.State = stateOf(d.Cause)
	if open, doubtful := doubtIn(code); doubtful && !d.Known {
		d.State = open
	}
	switch e.Said {
	case StateUnknown:
		return
	case StateSucceeded:
		if d.doubted || d.fails() || end == StateFinalFailed {
			d.Contradiction = true
			return
		}
	case StateFinalFailed, StateReturned:
		if d.doubted || d.State == StateSucceeded || end == StateSucceeded {
			d.State, d.Contradiction = openOf(d.State), true
			return
		}
		if listed && !d.reasoned(e, code, end) {
			return
		}
	default: // the caller still waits
		d.Contradiction = d.State.Final()
		if d.State != StateUnknown && !d.Contradiction {
			return
		}
	}
	d.State = e.Said
}

// reasoned reports whether there is a reason to believe that the order has failed,
// in a channel that is listed: the vendors ask not to take a new code for a failure.
func (d *Decision) reasoned(e evidence, code string, end State) bool {
	if code != "" {
		return d.fails() || d.Likely && isSentence(code)
	}
	return e.Status == "" || end != StateUnknown
}

// openOf returns a state that is not final.
func openOf(s State) State {
	if s.Final() {
		return StateUnknown
	}
	return s
}

// ended reports whether the order is known to have come to an end.
func (d *Decision) ended() bool { return d.State.Final() && d.Money != MoneyMaybe }

// End returns the end that may be booked: StateFinalFailed, StateSucceeded or
// StateReturned, and StateUnknown while the order may still have paid or may not.
func (d Decision) End() State {
	if d.ended() {
		return d.State
	}
	return StateUnknown
}
