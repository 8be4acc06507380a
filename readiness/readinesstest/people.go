// Package readinesstest is a kit for tests around package readiness: synthetic
// people and cards, one fixture for every reason that a check may give,
// assertions, a tester for checks of your own, and vectors for wrappers in
// other languages.
//
// Nobody in it is real: the people were born in 1900, their cards have accounts
// of zeros, and their mobile number is one that operators keep for themselves.
package readinesstest

import (
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/workday"
)

// Moment is when the kit's submissions are to be submitted: noon of a Tuesday
// that is a working day, far from any window.
var Moment = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// The kit's applicant.
const (
	Name     = "王晓明"
	Document = "110101190001010014" // born 1 January 1900
	Mobile   = "13800138000"        // China Mobile's own
	PAN      = "6222020000000000125"
	ClientIP = "175.16.199.10"
)

// A Change makes one thing of a submission different.
type Change func(*readiness.Submission)

// Ready returns a submission of which everything is known and good, with the
// changes made to it. Without changes it scores 100.
func Ready(changes ...Change) readiness.Submission {
	s := Known()
	for _, change := range changes {
		change(&s)
	}
	return s
}

// Known is Ready without changes.
func Known() readiness.Submission {
	var s readiness.Submission
	s.ID = "kit-1"
	s.At = Moment
	s.Applicant.Name = readiness.Hide(Name)
	s.Applicant.Document.Number = readiness.Hide(Document)
	s.Applicant.Mobile = readiness.Hide(Mobile)
	s.Card.Number = readiness.Hide(PAN)
	s.Card.Funding = cardbin.Debit
	s.Card.AccountClass = readiness.ClassI
	s.Card.Sources.AccountClass = readiness.FromBank
	s.Card.State = readiness.StateNormal
	s.Card.StateAt = Moment
	s.Card.QuickPay = readiness.Yes
	s.Card.Holder.Name = readiness.Hide(Name)
	s.Payout.Amount = readiness.Some(readiness.Yuan(8_000))
	s.Payout.System = readiness.NetsUnion
	s.Device.VPNTransport = readiness.No
	s.Device.SystemProxy = readiness.No
	s.History.Attempts = []readiness.Attempt{}
	return s
}
