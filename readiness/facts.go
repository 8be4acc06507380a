package readiness

import (
	"errors"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/netaddr"
)

// facts are what several checks derive from the submission: each is worked out
// once, when the first check asks.
type facts struct {
	done factSet

	device  capture
	network capture

	card   cardNumber
	issuer cardbin.Issuer // that the card's number belongs to
	stated cardbin.Issuer // that the caller names, when the number does not tell
	doc    cnid.Document
	plain  bool // the applicant's name is nothing but hanzi in their usual form

	proven   int64 // until when an earlier payout proves the card, 0 if none does
	elements int64 // how many elements a fresh match covers
	matched  int64 // until when it is fresh

	client   netaddr.Client
	kind     netaddr.Kind // of the client's address
	looked   IPRecord     // what Config.IPs said
	isLooked bool
	exit     exit
	place    whereabouts
	attempts []attempt // as they are to be counted
	profile  *Channel  // of the payout
}

type factSet uint16

const (
	factCard factSet = 1 << iota
	factIssuer
	factStated
	factDocument
	factProven
	factElements
	factClient
	factExit
	factPlace
	factAttempts
	factProfile
	factName

	timedFacts = factDocument | factProven | factElements | factExit | factPlace // depend on At
)

// lacks reports whether a fact is asked for the first time: who finds it out
// marks it as done.
func (f *facts) lacks(x factSet) bool { return f.done&x == 0 }

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
func (c *Case) number() *cardNumber {
	if c.facts.lacks(factCard) {
		c.readNumber()
	}
	return &c.facts.card
}

func (c *Case) readNumber() {
	c.facts.done |= factCard
	n, s := &c.facts.card, &c.sub.Card
	switch {
	case !s.Number.IsZero():
		n.pan, n.err = cardbin.ParsePAN(s.Number.Reveal())
		if n.err == nil {
			n.match, n.known = c.prog.bins.Lookup(n.pan)
		}
	case !s.BIN.IsZero() && s.Length.OK:
		n.partial = true
		if !validBIN(s.BIN.Reveal()) || s.Length.V < cardbin.MinPANDigits || s.Length.V > cardbin.MaxPANDigits {
			n.err = errPartial
			break
		}
		n.match, n.known = c.prog.bins.LookupPrefix(s.BIN.Reveal(), int(s.Length.V))
	}
}

func validBIN(s string) bool { return len(s) >= 6 && len(s) <= 10 && allDigits(s) }

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

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
func (c *Case) document() *cnid.Document {
	if c.facts.lacks(factDocument) {
		c.readDocument()
	}
	return &c.facts.doc
}

func (c *Case) readDocument() {
	c.facts.done |= factDocument
	d := &c.sub.Applicant.Document
	c.facts.doc = cnid.Parse(cnid.Kind(d.Type), d.Number.Reveal(), d.BirthDate, c.today)
}

// isDocument reports whether another document number is the applicant's, character
// by character, and can be read: it is Equal.
func (c *Case) isDocument(other string) bool {
	return other == c.sub.Applicant.Document.Number.Reveal() && c.document().Status == cnid.OK
}

// isName reports whether another name is the applicant's, letter by letter, and
// there is nothing to read into it, as mostly: it is Exact.
func (c *Case) isName(other string) bool {
	name := c.sub.Applicant.Name.Reveal()
	if other != name {
		return false
	}
	if c.facts.lacks(factName) {
		c.facts.done |= factName
		c.facts.plain = cnname.Plain(name)
	}
	return c.facts.plain
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
func (c *Case) provenUntil() int64 {
	if c.facts.lacks(factProven) {
		c.findProof()
	}
	return c.facts.proven
}

func (c *Case) findProof() {
	c.facts.done |= factProven
	c.facts.proven = 0
	var paid int64 // when a payout last arrived
	for i, known := range c.attempts() {
		a := &c.sub.History.Attempts[i]
		if t := a.ended(); known.outcome == OutcomeSucceeded && a.SameCard == Yes && t <= c.seen {
			paid = max(paid, t)
		}
	}
	if until := paid + c.prog.policy.ProvenDays*daySeconds; paid != 0 && c.at != 0 && c.at < until && paid > c.disproved() {
		c.facts.proven = until
	}
}

// disproved is when a payout to this card last failed for what a success would
// prove, 0 when none did. One without a time may be the latest of all.
func (c *Case) disproved() (latest int64) {
	for i, known := range c.attempts() {
		a := &c.sub.History.Attempts[i]
		if a.SameCard == No || !known.failed() || !known.disproves() {
			continue
		}
		t := a.ended()
		if t == 0 {
			return never
		}
		latest = max(latest, t)
	}
	return latest
}

// elementsMatched says how many elements the bank confirmed of these very
// values, and until when that counts; 0 when there is no fresh match.
func (c *Case) elementsMatched() (n, until int64) {
	if c.facts.lacks(factElements) {
		c.readElements()
	}
	return c.facts.elements, c.facts.matched
}

func (c *Case) readElements() {
	c.facts.done |= factElements
	e := &c.sub.Card.ElementCheck
	c.facts.elements, c.facts.matched = 0, 0
	if e.Result == Match && len(e.Mismatched) == 0 && e.Elements.V >= 2 && e.Elements.V <= 4 {
		if until, ok := c.fresh(instant(e.At), c.prog.policy.ElementsFreshDays*daySeconds); ok {
			c.facts.elements, c.facts.matched = e.Elements.V, until
		}
	}
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
		f.mask(n.pan, s.Number.Reveal())
		if !n.known && n.pan.Network() == cardbin.NetworkUnknown {
			copy(f.masked[:], "******") // a document number in the wrong field shows no region
		}
	case n.partial && n.err == nil:
		f.digits = uint8(s.Length.V)
		for i := range f.masked[:f.digits] {
			f.masked[i] = '*'
		}
		copy(f.masked[:], s.BIN.Reveal()[:min(6, f.digits-8)])
		if last := s.Last4.Reveal(); len(last) == 4 && allDigits(last) {
			copy(f.masked[f.digits-4:], last)
		}
	}
	return f
}

// mask writes the masked number. A number as long as its text was typed without
// a break, and its ends need not be worked out of the PAN.
func (f *cardFacts) mask(pan cardbin.PAN, typed string) {
	n := pan.Len()
	f.digits = uint8(n)
	if n < 14 || n != len(typed) {
		_, _ = pan.AppendText(f.masked[:0])
		return
	}
	f.masked = stars
	copy(f.masked[:6], typed[:6])
	copy(f.masked[n-4:][:4], typed[n-4:][:4])
}

var stars = [cardbin.MaxPANDigits]byte([]byte("*******************"))

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
