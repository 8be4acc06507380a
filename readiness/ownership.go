package readiness

import (
	"cmp"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
)

// A bond is what somebody with access to the bank's record has confirmed of the card
// and its owner, and until when each counts: 0 if it does not. It stands as long as the
// card stays bound, which is longer than the same evidence says of the card's state.
type bond struct {
	n        int64 // elements that matched, counted up to the mobile
	elements int64
	payout   int64 // money arrived
	debit    int64 // money was taken under an agreement that still stands
	ended    bool  // something was confirmed that no longer counts
}

func (c *Case) bond() *bond { return c.timed.bond.get(c, (*Case).findBond) }

func (c *Case) findBond() (b bond) {
	if n := c.elementsConfirmed(); n > 0 {
		t := cmp.Or(chinatime.Unix(c.sub.Card.ElementCheck.At), c.seen)
		if until, ok := c.stands(t); ok && t >= c.bound()-chinatime.Day {
			b.n, b.elements = n, until
		} else {
			b.ended = true
		}
	}
	if t := c.lastPaid(); t != 0 {
		if until, ok := c.stands(t); ok {
			b.payout = until
		} else {
			b.ended = true
		}
	}
	if t := chinatime.Unix(c.sub.Card.DebitedAt); t != 0 {
		if until, ok := c.stands(t); ok && t >= c.bound() {
			b.debit = until
		} else {
			b.ended = true
		}
	}
	return b
}

// elementsConfirmed returns how many elements the last check confirmed, whenever it
// was: all of them, or of four the three that leave out a mobile that differs.
func (c *Case) elementsConfirmed() int64 {
	e := &c.sub.Card.ElementCheck
	switch n := e.Elements.V; {
	case n < 2 || n > 4:
	case e.Result == intake.Match && len(e.Mismatched) == 0:
		return n
	case e.Result == intake.Mismatch && n == 4 && c.mismatched() == mobileDiffers:
		return 3
	}
	return 0
}

// The elements that a check says differ.
const (
	nameDiffers = 1 << iota
	documentDiffers
	cardDiffers
	mobileDiffers
)

// mismatched returns which elements the check says differ, 0 if it does not say.
func (c *Case) mismatched() (set uint64) {
	list := c.sub.Card.ElementCheck.Mismatched
	for _, x := range list[:min(len(list), 16)] {
		if x >= intake.NameElement && x <= intake.MobileElement {
			set |= 1 << (x - intake.NameElement)
		}
	}
	return set
}

// bound returns when the card was bound, or 0.
func (c *Case) bound() int64 { return chinatime.Unix(c.sub.Card.BoundAt) }

// stands returns until when what was confirmed at t may be used. It is false if
// that time has passed, and if since then money came back from the card, or the
// applicant changed name or document.
func (c *Case) stands(t int64) (until int64, ok bool) {
	a := &c.sub.Applicant
	for _, day := range [...]Date{a.NameChangedOn, a.Document.ChangedOn} {
		if !day.IsZero() && t < chinatime.StartOf(day) {
			return 0, false
		}
	}
	for i := range c.attempts() {
		x := &c.attempts()[i]
		if x.outcome == intake.OutcomeReturned && x.SameCard != intake.No && (x.ended == 0 || x.ended >= t) {
			return 0, false
		}
	}
	return c.fresh(t, c.plan.policy.OwnershipDays*chinatime.Day)
}

// vouched is the outcome when the record leaves a question open and something
// else settles it: the bank confirmed at least so many elements of these very
// values, or money reached the card or was taken from it. Neither overrules a record
// that differs.
func (c *Case) vouched(elements int64) (Outcome, bool) {
	switch b := c.bond(); {
	case b.n >= elements:
		return c.until(b.elements, "verified-by-elements"), true
	case b.payout != 0:
		return c.until(b.payout, "proven-by-payout"), true
	case b.debit != 0:
		return c.until(b.debit, "proven-by-debit"), true
	}
	return Outcome{}, false
}

// unlessCovered is a doubt about what was typed, or "ok" where the bank confirmed at
// least so many elements of it. A check that does not match leaves the doubt.
func (c *Case) unlessCovered(elements int64, code string, evidence ...Evidence) Outcome {
	if b := c.bond(); b.n >= elements {
		return c.until(b.elements, "ok")
	}
	return c.between("", code, c.Is(code, evidence...))
}

// A likeness is how the bank's record of a name or a document relates to what was
// typed, as far as it matters whose card it is.
type likeness uint8

const (
	notCompared likeness = iota
	same                 // perhaps in another form
	mistyped             // differs, and the image of the document has what the bank has
	garbled              // the bank's system has lost what it could not write
	slip                 // a slip of ear, eye or hand on one side
	another              // somebody else's
)

// nameLikeness holds the name against the bank's record.
func (c *Case) nameLikeness() likeness {
	l := likenessOf(c.nameOnRecord())
	if l >= garbled && likenessOf(c.imageOnRecord()) == same {
		return mistyped
	}
	return l
}

func likenessOf(r cnname.Result) likeness {
	switch r.Class {
	case cnname.Exact, cnname.Equivalent, cnname.MaskedCompatible, cnname.HashMatch,
		cnname.DotDiffers, cnname.Variant, cnname.TokenOrder:
		return same
	case cnname.RarePlaceholder, cnname.RarePinyin, cnname.RareSplit, cnname.Romanised, cnname.RecordDefect:
		return garbled
	}
	switch {
	case r.Class.Open():
		return notCompared
	case r.Defect:
		return garbled
	case r.Class == cnname.MaskedConflict, r.Class == cnname.Different && !r.OneCharacter():
		return another
	}
	return slip
}

// documentLikeness holds the document number against the bank's record.
func (c *Case) documentLikeness() likeness {
	a := &c.sub.Applicant
	record := c.documentOnRecord(a.Document.Number.Reveal())
	switch record.Match {
	case cnid.Equal, cnid.MaskedMatch, cnid.Equal15:
		return same
	case cnid.Mismatch, cnid.MaskedConflict:
	default:
		return notCompared
	}
	switch c.documentOnRecord(a.Verification.OCR.Number.Reveal()).Match {
	case cnid.Equal, cnid.MaskedMatch, cnid.Equal15:
		return mistyped
	}
	if record.Slip && c.nameLikeness() != another { // relatives may have numbers that are close
		return slip
	}
	return another
}

// documentOnRecord holds a number against the bank's record of the document.
func (c *Case) documentOnRecord(number string) cnid.Comparison {
	kind, bank := cnid.Kind(c.sub.Applicant.Document.Type), &c.sub.Card.Holder
	return cnid.Compare(kind, number, cnid.Kind(bank.DocumentType), bank.DocumentNumber.Reveal())
}
