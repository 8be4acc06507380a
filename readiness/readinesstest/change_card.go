package readinesstest

import (
	"strconv"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
)

// CardNumber makes a number of a prefix and a length: an account of zeros and
// the check digit that fits.
func CardNumber(prefix string, digits int) string {
	head := prefix + strings.Repeat("0", max(0, digits-1-len(prefix)))
	for d := range 10 {
		if n := head + strconv.Itoa(d); cardbin.Luhn(n) {
			return n
		}
	}
	return head // the prefix is none
}

// WithCard binds another card, of which the applicant states the bank and the
// backend knows the funding.
func WithCard(number, issuer string, funding cardbin.Funding) Change {
	return func(s *readiness.Submission) {
		s.Card.Number, s.Card.Issuer, s.Card.Funding = readiness.Hide(number), issuer, funding
	}
}

// Numbered changes the card number alone.
func Numbered(number string) Change {
	return func(s *readiness.Submission) { s.Card.Number = readiness.Hide(number) }
}

// Truncated leaves of the card number its first six and last four digits and
// its length.
func Truncated(s *readiness.Submission) {
	if pan, err := cardbin.ParsePAN(s.Card.Number.Reveal()); err == nil {
		s.Card.BIN, s.Card.Last4 = readiness.Hide(pan.BIN(6)), readiness.Hide(pan.Last4())
		s.Card.Length = readiness.Some(int64(pan.Len()))
		s.Card.Number = readiness.Secret{}
	}
}

// StatedIssuer is the bank that the applicant states.
func StatedIssuer(name string) Change {
	return func(s *readiness.Submission) { s.Card.Issuer = name }
}

// OnPassbook makes the account one with a passbook.
func OnPassbook(s *readiness.Submission) { s.Card.Form = readiness.Passbook }

// OfCompany makes the account a company's.
func OfCompany(s *readiness.Submission) { s.Card.AccountKind = readiness.Corporate }

// ClassII makes the card one of a Class II account that was confirmed face to
// face: the payout, and what the account received today and this year, in yuan.
func ClassII(amount, today, year int64) Change {
	return All(Amount(readiness.Yuan(amount)), func(s *readiness.Submission) {
		s.Card.AccountClass, s.Card.FaceToFaceVerified = readiness.ClassII, readiness.Yes
		s.Card.NonboundInboundToday = readiness.Some(readiness.Yuan(today))
		s.Card.NonboundInboundThisYear = readiness.Some(readiness.Yuan(year))
	})
}

// ClassIII makes the card one of a Class III account: the payout and the
// balance, in yuan. It has received nothing this year.
func ClassIII(amount, balance int64) Change {
	return All(Amount(readiness.Yuan(amount)), func(s *readiness.Submission) {
		s.Card.AccountClass, s.Card.Balance = readiness.ClassIII, readiness.Some(readiness.Yuan(balance))
		s.Card.NonboundInboundToday, s.Card.NonboundInboundThisYear = readiness.Some[readiness.Fen](0), readiness.Some[readiness.Fen](0)
	})
}

// DeclaredClass says that only the applicant stated the account's class.
func DeclaredClass(s *readiness.Submission) { s.Card.Sources.AccountClass = readiness.Declared }

// InState is what the bank says of the card today.
func InState(state readiness.CardState) Change {
	return func(s *readiness.Submission) { s.Card.State = state }
}

// WithoutQuickPay turns quick-pay off.
func WithoutQuickPay(s *readiness.Submission) { s.Card.QuickPay = readiness.No }

// WithoutOnlineTransfer turns online transfer off.
func WithoutOnlineTransfer(s *readiness.Submission) { s.Card.OnlineTransfer = readiness.No }

// NonCounter is the state of non-counter business on the account.
func NonCounter(state readiness.NonCounter) Change {
	return func(s *readiness.Submission) { s.Card.NonCounter = state }
}

// FraudListed puts the account on a fraud list.
func FraudListed(s *readiness.Submission) { s.Card.FraudListed = readiness.Yes }

// JudicialFreeze has a court freeze the account.
func JudicialFreeze(s *readiness.Submission) { s.Card.JudicialFreeze = readiness.Yes }
