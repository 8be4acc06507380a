package intake

import (
	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
)

// Canonical returns sub with what is to be submitted in the form in which
// channels expect it: the card number in plain digits; the document number in
// ASCII, its X a capital; the name with U+00B7 between its parts, Unicode
// characters for private ones, nothing invisible; the mobile as 11 digits, or
// with + when it is foreign. What cannot be read, or has no better form, stays
// as it is, and so does a name that the bank's record holds in the very form it
// was typed in. What the bank or an image said is evidence and is not touched.
//
// Secrets stay Secret. Lists are shared with sub. Canonical of a canonical
// submission changes nothing, and it never fares worse in Assess. Check
// elements with the canonical form, because that is what will be compared.
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

// canonicalName keeps a name that would fare worse in another form. Mostly that
// is a name with another dot than U+00B7, which the bank holds just like that:
// banks compare what is written.
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
