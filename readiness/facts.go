package readiness

import (
	"errors"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/words"
)

// A lazy fact is worked out when the first check asks for it.
type lazy[T any] struct {
	known bool
	value T
}

// get returns the fact, which find works out. A find that panics has found
// nothing.
func (l *lazy[T]) get(c *Case, find func(*Case) T) *T {
	if !l.known {
		l.value = find(c)
		l.known = true
	}
	return &l.value
}

// facts are what several checks derive from the submission alone.
type facts struct {
	card     lazy[cardNumber]
	issuer   lazy[cardbin.Issuer] // that the card's number belongs to
	stated   lazy[cardbin.Issuer] // that the caller names
	client   lazy[clientFacts]
	attempts lazy[[]attempt] // as they are to be counted
	profile  lazy[*Channel]  // of the payout

	payoutName lazy[failcode.Name]
}

// timedFacts also depend on the moment.
type timedFacts struct {
	document lazy[cnid.Document]
	proven   lazy[int64] // until when an earlier payout proves the card, 0 if none does
	elements lazy[matchedElements]
	exit     lazy[exit]
	place    lazy[whereabouts]
}

// cardNumber is what the card's number says, whole or in part.
type cardNumber struct {
	pan     cardbin.PAN
	err     error // of ParsePAN, or errPartial
	partial bool  // only BIN and length are held
	match   cardbin.Match
	known   bool // match is set
}

var errPartial = errors.New("the truncated number is not one")

// number reads the card number. The zero cardNumber means that none was given.
func (c *Case) number() *cardNumber { return c.facts.card.get(c, (*Case).readNumber) }

func (c *Case) readNumber() (n cardNumber) {
	s := &c.sub.Card
	switch {
	case !s.Number.IsZero():
		n.pan, n.err = cardbin.ParsePAN(s.Number.Reveal())
		if n.err == nil {
			n.match, n.known = c.plan.bins.Lookup(n.pan)
		}
	case !s.BIN.IsZero() && s.Length.OK:
		n.partial = true
		if !validBIN(s.BIN.Reveal()) || s.Length.V < cardbin.MinPANDigits || s.Length.V > cardbin.MaxPANDigits {
			n.err = errPartial
			break
		}
		n.match, n.known = c.plan.bins.LookupPrefix(s.BIN.Reveal(), int(s.Length.V))
	}
	return n
}

func validBIN(s string) bool { return len(s) >= 6 && len(s) <= 10 && words.IsDigits(s) }

// PAN returns the card number, and false when it was not given whole or is not
// one.
func (c *Case) PAN() (cardbin.PAN, bool) {
	n := c.number()
	return n.pan, !n.pan.IsZero()
}

// BIN returns what the table knows of the card's number, and false when it
// knows nothing.
func (c *Case) BIN() (cardbin.Match, bool) {
	n := c.number()
	return n.match, n.known
}

// exactBIN returns the table's record of just this prefix and length.
func (c *Case) exactBIN() (cardbin.Match, bool) {
	n := c.number()
	return n.match, n.known && n.match.How != cardbin.HowOtherLength
}

// document reads the document number.
func (c *Case) document() *cnid.Document { return c.timed.document.get(c, (*Case).readDocument) }

func (c *Case) readDocument() cnid.Document {
	d := &c.sub.Applicant.Document
	return cnid.Parse(cnid.Kind(d.Type), d.Number.Reveal(), d.BirthDate, c.today)
}

// fresh says until when evidence taken at t may be used: t plus age. It is
// false when that is past. Evidence without a time, or a case without one,
// counts as taken now.
func (c *Case) fresh(t int64, age int64) (until int64, ok bool) {
	if c.at == 0 {
		return 0, true
	}
	if t == 0 {
		t = c.seen
	}
	return t + age, c.at < t+age
}

// provenUntil says until when an earlier payout that reached this very card
// proves its name, document and kind; 0 when none does.
func (c *Case) provenUntil() int64 { return *c.timed.proven.get(c, (*Case).findProof) }

func (c *Case) findProof() int64 {
	var paid int64 // when a payout last arrived
	for _, a := range c.attempts() {
		if t := a.ended; a.outcome == intake.OutcomeSucceeded && !a.contradicted && a.SameCard == intake.Yes && t <= c.seen {
			paid = max(paid, t)
		}
	}
	until := paid + c.plan.policy.ProvenDays*chinatime.Day
	if paid == 0 || c.at == 0 || c.at >= until || paid <= c.disproved() {
		return 0
	}
	return until
}

// disproved is when a payout to this card last failed for what a success would
// prove, 0 when none did. One without a time may be the latest of all.
func (c *Case) disproved() (latest int64) {
	for _, a := range c.attempts() {
		if a.SameCard == intake.No || !a.failed() || !a.disproves() {
			continue
		}
		t := a.ended
		if t == 0 {
			return chinatime.Never
		}
		latest = max(latest, t)
	}
	return latest
}

// A matchedElements says how many elements the bank confirmed of these very
// values, and until when that counts; 0 when there is no fresh match.
type matchedElements struct{ n, until int64 }

func (c *Case) elementsMatched() (n, until int64) {
	m := c.timed.elements.get(c, (*Case).readElements)
	return m.n, m.until
}

func (c *Case) readElements() matchedElements {
	e := &c.sub.Card.ElementCheck
	if e.Result != intake.Match || len(e.Mismatched) != 0 || e.Elements.V < 2 || e.Elements.V > 4 {
		return matchedElements{}
	}
	until, ok := c.fresh(chinatime.Unix(e.At), c.plan.policy.ElementsFreshDays*chinatime.Day)
	if !ok {
		return matchedElements{}
	}
	return matchedElements{e.Elements.V, until}
}

// cardFacts is what a report keeps of the card: enough to tell cards apart, too
// little to use one.
type cardFacts struct {
	masked [cardbin.MaxPANDigits]byte
	digits uint8
	record cardbin.Record // of the table, zero when it does not know the card
}

func (c *Case) cardFacts() (f cardFacts) {
	n := c.number()
	if n.known {
		f.record = n.match.Record
	}
	switch s := &c.sub.Card; {
	case !n.pan.IsZero():
		f.digits = uint8(n.pan.Len())
		_, _ = n.pan.AppendText(f.masked[:0])
		if !n.known && n.pan.Network() == cardbin.NetworkUnknown {
			copy(f.masked[:], "******") // a document number in the wrong field shows no region
		}
	case n.partial && n.err == nil:
		f.digits = uint8(s.Length.V)
		for i := range f.masked[:f.digits] {
			f.masked[i] = '*'
		}
		copy(f.masked[:], s.BIN.Reveal()[:min(6, f.digits-8)])
		if last := s.Last4.Reveal(); len(last) == 4 && words.IsDigits(last) {
			copy(f.masked[f.digits-4:], last)
		}
	}
	return f
}

func (f *cardFacts) document(l Lang) DocumentCard {
	d := DocumentCard{Masked: string(f.masked[:f.digits])}
	if f.record.IsZero() {
		return d
	}
	issuer := f.record.Issuer()
	d.Issuer, d.IssuerName = issuer.Code, issuer.NameZH
	if l == EN && issuer.NameEN != "" {
		d.IssuerName = issuer.NameEN
	}
	d.Funding, d.ClassHint = f.record.Funding().String(), f.record.ClassHint().String()
	return d
}
