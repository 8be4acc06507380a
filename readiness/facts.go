package readiness

import (
	"errors"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/words"
)

// A lazy fact is computed when a check first asks for it.
type lazy[T any] struct {
	known bool
	value T
}

// get returns the fact, calling find the first time. If find panics, the fact stays
// unknown.
func (l *lazy[T]) get(c *Case, find func(*Case) T) *T {
	if !l.known {
		l.value = find(c)
		l.known = true
	}
	return &l.value
}

// facts are derived from the submission alone and shared by checks.
type facts struct {
	card     lazy[cardNumber]
	issuer   lazy[cardbin.Issuer] // of the card number
	stated   lazy[cardbin.Issuer] // named by the caller
	client   lazy[clientFacts]
	attempts lazy[[]attempt] // as they count
	profile  lazy[*Channel]  // of the payout's channel
	health   lazy[*healthTable]

	payoutName lazy[failcode.Name]   // of the payout's channel and product
	limits     lazy[limits]          // of the payout's channel and product
	accounts   lazy[[]failcode.Name] // what the rows of payout/routes are called
	name       lazy[cnname.Inspection]
	typed      lazy[cnname.Result]      // the name held against the bank's record
	shown      lazy[cnname.Result]      // the document's name, as read from its image, held against that record
	image      lazy[cnname.Result]      // the name held against that of the image
	account    lazy[intake.PayoutRoute] // what is known of the payout's channel
}

// timedFacts also depend on the time.
type timedFacts struct {
	document timed[cnid.Document]
	paid     timed[int64] // when the last payout to the card arrived, 0 if none did
	bond     timed[bond]
	elements timed[matchedElements]
	exit     timed[exit]
	place    timed[whereabouts]
}

// A timed fact is a lazy one that time may change. It remembers when, and tells every check
// that asks, not just the first.
type timed[T any] struct {
	lazy[T]
	next int64 // when, see Case.next
}

// get is like that of a lazy fact.
func (l *timed[T]) get(c *Case, find func(*Case) T) *T {
	if !l.known {
		l.find(c, find)
	}
	c.next = min(c.next, l.next)
	return &l.value
}

func (l *timed[T]) find(c *Case, find func(*Case) T) {
	next := c.next
	defer func() { c.next = min(c.next, next) }() // if find panics, too
	c.next = chinatime.Never
	l.value = find(c)
	l.known, l.next = true, c.next
}

// cardNumber is what the card number says, whole or truncated.
type cardNumber struct {
	pan     cardbin.PAN
	err     error // of ParsePAN, or errPartial
	partial bool  // only BIN and length are given
	match   cardbin.Match
	known   bool // match is set
}

var errPartial = errors.New("the truncated number is not one")

// number returns the card number, or the zero cardNumber if none was given.
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

// PAN returns the card number. It is false if the number was not given whole or is
// malformed.
func (c *Case) PAN() (cardbin.PAN, bool) {
	n := c.number()
	return n.pan, !n.pan.IsZero()
}

// BIN returns the card table's match for the card number. It is false if there is
// none.
func (c *Case) BIN() (cardbin.Match, bool) {
	n := c.number()
	return n.match, n.known
}

// exactBIN is like BIN but accepts only a record of this very length.
func (c *Case) exactBIN() (cardbin.Match, bool) {
	n := c.number()
	return n.match, n.known && n.match.How != cardbin.HowOtherLength
}

// nameOnRecord holds the applicant's name against the bank's record of it.
func (c *Case) nameOnRecord() cnname.Result {
	return *c.facts.typed.get(c, func(c *Case) cnname.Result {
		return cnname.CompareRecord(c.sub.Applicant.Name.Reveal(), c.sub.Card.Holder.NameOnRecord())
	})
}

// imageOnRecord holds the name read from the image of the document against the bank's
// record.
func (c *Case) imageOnRecord() cnname.Result {
	return *c.facts.shown.get(c, func(c *Case) cnname.Result {
		return cnname.CompareRecord(c.sub.Applicant.Verification.OCR.Name.Reveal(), c.sub.Card.Holder.NameOnRecord())
	})
}

// nameAndImage holds the applicant's name against that read from the image of the document.
func (c *Case) nameAndImage() cnname.Result {
	return *c.facts.image.get(c, func(c *Case) cnname.Result {
		return cnname.Compare(c.sub.Applicant.Name.Reveal(), c.sub.Applicant.Verification.OCR.Name.Reveal())
	})
}

// document returns the parsed document number.
func (c *Case) document() *cnid.Document { return c.timed.document.get(c, (*Case).readDocument) }

func (c *Case) readDocument() cnid.Document {
	d := &c.sub.Applicant.Document
	return cnid.Parse(cnid.Kind(d.Type), d.Number.Reveal(), d.BirthDate, c.today)
}

// skew is how far apart the clocks of two machines may be. Evidence dated later than
// that is not from the case's moment.
const skew = 5 * 60

// fresh returns until when evidence taken at t may be used: t plus age. It is false
// if that time has passed, and before t. Evidence without a time counts as taken at
// c.seen. Without c.at all evidence is fresh.
func (c *Case) fresh(t int64, age int64) (until int64, ok bool) {
	if c.at == 0 {
		return 0, true
	}
	if t == 0 {
		t = c.seen
	}
	if c.toCome(t) {
		return 0, false
	}
	return t + age, c.at < t+age
}

// toCome reports whether t lies after the case's moment, so that nobody has seen yet
// what is said to have happened then.
func (c *Case) toCome(t int64) bool {
	if c.at == 0 || c.at >= t-skew {
		return false
	}
	c.next = min(c.next, t-skew)
	return true
}

// nameAhead reports evidence that is dated after the case's moment, most often by a clock
// or a time zone that is off: it does not count, and not because it is old.
func (c *Case) nameAhead(r *Report) {
	s := c.sub
	v, card := &s.Applicant.Verification, &s.Card
	for i, t := range [...]*time.Time{
		&v.Face.At, &v.SMS.At, &v.Certificate.At, &v.Video.At, &v.PasswordCode.At, &v.Carrier.At, &s.Applicant.Screening.At, &card.StateAt,
		&card.ElementCheck.At, &card.DebitedAt, &s.Mandate.SignedAt, &s.Device.CapturedAt, &s.Network.CapturedAt, &s.Review.At,
	} {
		if c.isAhead(t) {
			r.Errors = append(r.Errors, Problem{Field: evidenceTimes[i], Kind: "later-than-at"})
		}
	}
	for i := range s.History.Attempts {
		if a := &s.History.Attempts[i]; c.isAhead(&a.EndedAt) || c.isAhead(&a.FixedAt) {
			r.Errors = append(r.Errors, Problem{Field: intake.FieldHistoryAttempts, Kind: "later-than-at"})
			return
		}
	}
}

// evidenceTimes are the inputs whose times nameAhead looks at, in its order.
var evidenceTimes = [...]intake.Field{
	intake.FieldApplicantFaceAt, intake.FieldApplicantSMSAt, intake.FieldApplicantCertificateAt, intake.FieldApplicantVideoAt, intake.FieldApplicantPasswordCodeAt,
	intake.FieldApplicantCarrierAt, intake.FieldApplicantScreeningAt, intake.FieldCardStateAt, intake.FieldCardElementCheckAt, intake.FieldCardDebitedAt,
	intake.FieldMandateSignedAt, intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt, intake.FieldReviewAt,
}

func (c *Case) isAhead(t *time.Time) bool { return t.Unix() > c.at+skew && chinatime.Unix(*t) != 0 }

// provenUntil returns until when an earlier payout that reached this very card
// proves its name, document and kind, or 0 if none does.
func (c *Case) provenUntil() int64 { return c.standing(c.lastPaid()) }

// arrivedUntil is provenUntil for payouts of more than an amount.
func (c *Case) arrivedUntil(more intake.Fen) int64 { return c.standing(c.paidOver(more)) }

// standing returns until when a payout that arrived at paid proves something.
func (c *Case) standing(paid int64) int64 {
	until := paid + c.plan.policy.ProvenDays*chinatime.Day
	if paid == 0 || c.at == 0 || c.at >= until {
		return 0
	}
	return until
}

// lastPaid returns when the last payout to this very card arrived, or 0 if none did
// or one has failed since for something that it would prove.
func (c *Case) lastPaid() int64 { return *c.timed.paid.get(c, (*Case).findPaid) }

func (c *Case) findPaid() int64 { return c.paidOver(-1) }

// paidOver is lastPaid for payouts of more than an amount; a negative one asks for any
// payout.
func (c *Case) paidOver(more intake.Fen) (paid int64) {
	for i := range c.attempts() {
		a := &c.attempts()[i]
		large := more < 0 || a.Amount.OK && a.Amount.V > more
		if large && a.outcome == intake.OutcomeSucceeded && !a.contradicted && a.SameCard == intake.Yes && c.over(a) {
			paid = max(paid, a.ended)
		}
	}
	if paid <= c.disproved(more >= 0) {
		return 0
	}
	return paid
}

// over reports whether an attempt had ended when the submission's facts were observed. At a
// moment before that it will have.
func (c *Case) over(a *attempt) bool {
	if c.at < a.ended && a.ended <= c.observed {
		c.next = min(c.next, a.ended)
	}
	return a.ended <= c.seen
}

// disproved returns when a payout to this card last failed for something that a
// success would prove, or 0 if none did. A success proves the class, too, if asked. A
// failure without a time counts as the latest.
func (c *Case) disproved(class bool) (latest int64) {
	for _, a := range c.attempts() {
		if a.SameCard == intake.No || !a.failed() || !a.disproves() && !(class && a.category == failcode.AccountClassLimit) {
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

// matchedElements says how many elements of the submission the bank confirmed, and
// until when that counts. It is zero if there is no fresh match.
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
	record cardbin.Record // from the card table, zero if the card is not in it
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
			copy(f.masked[:], "******") // it may be a document number in the wrong field: hide its region
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
	d := f.bank(l)
	d.Masked = string(f.masked[:f.digits])
	return d
}

// bank is document without the number.
func (f *cardFacts) bank(l Lang) (d DocumentCard) {
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
