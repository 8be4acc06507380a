package failcode

import (
	"cmp"
	"strings"

	"github.com/payready/payready/readiness/remedy"
)

// A Report holds what the channel and the caller say about one order.
type Report struct {
	Channel, Product string
	Status           string // the order's own status, as a query gives it
	Code             string // the reason, or what the API answered
	Text             string // the channel's or bank's message: a hint of the cause, never proof of the result
	// The caller's own record of the order; StateUnknown if there is none. It is
	// weaker than a status, and counts as final only if nothing contradicts it.
	Said State
}

// Assess weighs everything known about an order and says what to do next. It
// accepts any input, and is careful where the parts disagree:
//
//   - A listed status wins. If nothing contradicts it, a final status is the
//     result of the order. A message that leaves the result open, or says that the
//     money was paid, contradicts a failure.
//   - A recorded success stands unless something casts doubt on it or contradicts
//     it. An unlisted status or code does neither.
//   - A recorded failure needs a reason: a final status, a code listed as a
//     failure, or no status and code at all. In a listed channel, an unlisted
//     code is no reason; in an unknown one, a code by which channels say that they
//     have none (9999, -1) is no reason, and any other code is taken for the
//     caller's own.
//   - An unknown product may be any product of its channel. In an unknown channel,
//     words such as SYSTEM_ERROR, TIMEOUT, PROCESSING, 处理中 and 5xx leave the
//     result open. If the channel is left out, so does a code that leaves it open in
//     any channel, and a status that bears out no failure in some channel. If its
//     name is a slip of the pen away from a listed one, it may be that one.
//
// Contradiction is set if the caller's record and the channel exclude each other.
func (t *Table) Assess(r Report) Decision {
	return t.assess(&evidence{Report: r})
}

// evidence is a report, possibly with a state that the caller vouches for.
type evidence struct {
	Report
	vouched bool // Said counts as a status
	doubted bool // the result is open in another product of the channel, or in another channel if none is named
}

func (t *Table) assess(e *evidence) Decision {
	channel, p := t.place(e.Channel, e.Product)
	switch {
	case p != nil:
		return t.read(p, e)
	case channel != "":
		return t.union(channel, *e)
	}
	if t != nil && strings.TrimSpace(e.Channel) == "" {
		e.doubted = t.doubtsAnywhere(e)
	}
	d := t.read(nil, e)
	// A misspelled name may mean the channel nearest to it.
	if near := t.nearChannel(e.Channel); near != "" && d.ended() {
		other := t.union(near, *e)
		failed := other.ended() && other.State != StateSucceeded
		if other.doubted || d.State != StateSucceeded && (other.Known || other.StatusKnown) && !failed {
			other.Channel, other.Product = "", ""
			return other
		}
	}
	return d
}

// doubtsAnywhere reports whether the code leaves the result open in some channel, or the
// status does not bear out that the order failed: a channel that is left out may be any.
func (t *Table) doubtsAnywhere(e *evidence) bool {
	failed := e.Said == StateFinalFailed || e.Said == StateReturned
	for i := range t.products {
		p := &t.products[i]
		if failed {
			if s, ok := t.standing(p, e.Status); ok && s.state != StateFinalFailed && s.state != StateReturned {
				return true
			}
		}
		if c := t.cause(p, e.Code); c != nil && c.Retry == RetryQueryFirst {
			return true
		}
	}
	return false
}

// union reads the evidence for every product of the channel that it fits, and
// returns what holds for all of them.
func (t *Table) union(channel string, e evidence) Decision {
	list := t.ofChannel(channel)
	byStatus, byCode := false, false
	for i := range list {
		p := &list[i]
		byStatus = byStatus || t.lists(p, e.Status)
		c := t.cause(p, e.Code)
		byCode = byCode || c != nil
		e.doubted = e.doubted || c != nil && c.Retry == RetryQueryFirst
	}
	if !byStatus && !byCode {
		return t.read(&product{channel: channel}, &e)
	}
	var all Decision
	n := 0
	for i := range list {
		p := &list[i]
		if byStatus && !t.lists(p, e.Status) || !byStatus && t.cause(p, e.Code) == nil {
			continue
		}
		d := t.read(p, &e)
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

// careful merges two readings of one order and allows only what both allow.
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

// agree reconciles the parts of two readings that are not advice: doubt in one is
// doubt in both, and if a code has two meanings, neither is kept.
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

// read weighs the evidence for one product. A nil product is an unknown one.
func (t *Table) read(p *product, e *evidence) (d Decision) {
	s, code := t.look(p, e, &d)
	switch {
	case e.vouched:
		d.State = e.Said
	case d.StatusKnown && p.answers && s.state == StateSucceeded && code != "" && !t.succeeds(p, code):
		// The status says the query was answered; the code says how the order ended.
		d.State = stateOf(d.Cause)
		if d.fails() {
			d.State = StateFinalFailed
		}
		d.weighFinal(e.Said)
	case d.StatusKnown && s.state.Final():
		d.State = s.state
		d.weighFinal(e.Said)
		// A success with a failure code is not a failure: the code may be stale, or
		// the bank may be about to return the money.
		d.Contradiction = d.Contradiction || d.State == StateSucceeded && d.fails()
	case d.StatusKnown:
		d.State = s.state
		d.Contradiction = e.Said.Final()
	default:
		d.weighWord(e, code, p != nil)
	}
	if d.StatusKnown && d.State == StateFinalFailed && (saysPaid(e.Text) || !d.Known && holdsPaidWords(code)) {
		d.doubted = true // a success in the code alone may be the answer to the query
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

// look looks up the status and the code for d, and finds out whether the code or the
// message leaves the result open. It also returns the code, because callers of
// channels without statuses may pass it as the status.
func (t *Table) look(p *product, e *evidence, d *Decision) (s status, code string) {
	code = e.Code
	if p != nil {
		d.Channel, d.Product = p.channel, p.name
		s, d.StatusKnown = t.standing(p, e.Status)
		// A final failure may be listed as its own reason, as WeChat's CANCELLED.
		if code == "" && (!d.StatusKnown || s.state == StateFinalFailed) {
			if t.cause(p, e.Status) != nil {
				code = e.Status
			}
		}
		if c := t.cause(p, code); c != nil {
			d.Cause, d.Known = *c, true
		}
	}
	d.doubted = d.Known && d.Cause.Retry == RetryQueryFirst || e.doubted
	if d.Known {
		return s, code
	}
	if p != nil {
		if c := t.elsewhere(p, code); c != nil {
			d.Cause, d.Likely = *c, true
			d.Cause.Confidence = min(c.Confidence, ConfidenceMedium)
		}
	}
	for _, words := range [...]string{code, e.Text} { // some banks send the message in place of the code
		p, _, doubtful := readWords(words)
		d.doubted = d.doubted || doubtful
		if p != nil && !d.Likely {
			d.Cause, d.Likely = p.is().cause(), true
		}
	}
	return s, code
}

// elsewhere returns what a code means in the channel's other products, if they list it
// for one and the same failure, or nil. Here that is a likely cause, and no proof of a failure.
func (t *Table) elsewhere(p *product, code string) (likely *Cause) {
	if code == "" {
		return nil
	}
	var buf [maxKey]byte
	key := codeKey(&buf, code)
	list := t.ofChannel(p.channel)
	for i := range list {
		if list[i].name == p.name {
			continue
		}
		c := t.causeOf(&list[i], key)
		switch {
		case c == nil:
			continue
		case c.Order != OrderNewAfterFinal, likely != nil && (c.Category != likely.Category || c.action != likely.action || c.Clears != likely.Clears):
			return nil
		}
		likely = c
	}
	return likely
}

// fails reports whether the code is listed as that of a failure.
func (d *Decision) fails() bool {
	return d.Known && !d.doubted && d.Cause.Category != Succeeded
}

// weighFinal compares the caller's record with the final state the channel reports.
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

// weighWord decides whether to believe the caller's record when the status is not
// listed. A status that merely repeats the code adds nothing.
func (d *Decision) weighWord(e *evidence, code string, listed bool) {
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
		paid := e.Said == StateFinalFailed && (saysPaid(e.Status) || !d.Known && saysPaid(code) || saysPaid(e.Text)) // what came back had been paid
		if d.doubted || d.State == StateSucceeded || end == StateSucceeded || paid {
			d.State, d.Contradiction = openOf(d.State), true
			return
		}
		if (listed || isCatchAll(code) && !d.Likely) && !d.reasoned(e, code, end) {
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

// reasoned reports whether there is a reason to believe that an order of a listed
// channel has failed, or one with a code that says nothing. The vendors ask not to
// treat a new code as a failure.
func (d *Decision) reasoned(e *evidence, code string, end State) bool {
	switch {
	case code == "":
		return e.Status == "" || end != StateUnknown
	case d.Channel == "" && isCatchAll(code):
		return end != StateUnknown
	}
	return d.fails() || d.Likely && isSentence(code)
}

// openOf returns s, or StateUnknown if s is final.
func openOf(s State) State {
	if s.Final() {
		return StateUnknown
	}
	return s
}

// ended reports whether the order is known to have ended.
func (d *Decision) ended() bool { return d.State.Final() && d.Money != MoneyMaybe }

// End returns the final result that may be recorded: StateFinalFailed,
// StateSucceeded or StateReturned. It returns StateUnknown while the result is
// open.
func (d Decision) End() State {
	if d.ended() {
		return d.State
	}
	return StateUnknown
}
