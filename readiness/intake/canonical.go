package intake

import (
	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
)

// Canonical returns sub with the applicant's name, document number, mobile and card
// number in the form that channels expect:
//
//   - the card number in plain digits;
//   - the document number in ASCII, with a capital X;
//   - the name with U+00B7 between its parts, standard characters for private-use
//     ones, and nothing invisible;
//   - the mobile as 11 digits, or with + if it is foreign.
//
// A value that cannot be read or has no better form stays as it is. So does a name
// that the bank's record holds exactly as it was typed. What the bank or an image
// says is evidence and stays unchanged.
//
// Secrets stay Secret. Lists are shared with sub. Canonical is idempotent, and the
// result never fares worse in Assess. Use it for element checks, because it is what
// the bank will compare.
func Canonical(sub Submission) Submission {
	a := &sub.Applicant
	a.Name = canonicalName(a.Name, &sub.Card.Holder)
	a.Document.Number = Hide(cnid.Canonical(a.Document.Number.Reveal()))
	a.Mobile = Hide(cnphone.Canonical(a.Mobile.Reveal()))
	if pan, err := cardbin.ParsePAN(sub.Card.Number.Reveal()); err == nil {
		sub.Card.Number = Hide(pan.Reveal())
	}
	return sub
}

// canonicalName returns the canonical form of name, or name itself if that form would
// fare worse. Mostly that is a name with a dot other than U+00B7 that the bank holds
// with the same dot: banks compare what is written.
func canonicalName(name Secret, bank *Holder) Secret {
	typed := name.Reveal()
	canonical := cnname.Canonical(typed)
	if canonical == "" || canonical == typed || cnname.Inspect(canonical).Status > cnname.Inspect(typed).Status {
		return name
	}
	was, is := cnname.CompareRecord(typed, bank.NameOnRecord()).Class, cnname.CompareRecord(canonical, bank.NameOnRecord()).Class
	if cnname.Exact <= was && was <= cnname.HashMatch && is > was {
		return name
	}
	return Hide(canonical)
}
