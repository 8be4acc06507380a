package readinesstest

import (
	"strconv"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
)

// CardNumber makes a number of a prefix and a length: an account of zeros, or of
// zeros and a one where that would look as if a spreadsheet had rounded it, and
// the check digit that fits.
func CardNumber(prefix string, digits int) string {
	zeros := strings.Repeat("0", max(0, digits-2-len(prefix)))
	for _, last := range []string{"0", "1"} {
		head := prefix + zeros + last[:min(1, max(0, digits-1-len(prefix)))]
		for d := range 10 {
			n := head + strconv.Itoa(d)
			if pan, err := cardbin.ParsePAN(n); err == nil && pan.LuhnValid() && !pan.Rounded() {
				return n
			}
		}
	}
	return prefix + zeros // the prefix is none
}

// WithCard binds another card, of which the applicant states the bank and the
// backend knows the funding.
func WithCard(number, issuer string, funding cardbin.Funding) Change {
	return func(s *intake.Submission) {
		s.Card.Number, s.Card.Issuer, s.Card.Funding = intake.Hide(number), issuer, funding
	}
}

// Numbered changes the card number alone.
func Numbered(number string) Change {
	return func(s *intake.Submission) { s.Card.Number = intake.Hide(number) }
}

// Truncated leaves of the card number its first six and last four digits and
// its length.
func Truncated(s *intake.Submission) {
	if pan, err := cardbin.ParsePAN(s.Card.Number.Reveal()); err == nil {
		s.Card.BIN, s.Card.Last4 = intake.Hide(pan.BIN(6)), intake.Hide(pan.Last4())
		s.Card.Length = intake.Some(int64(pan.Len()))
		s.Card.Number = intake.Secret{}
	}
}

// StatedIssuer is the bank that the applicant states.
func StatedIssuer(name string) Change {
	return func(s *intake.Submission) { s.Card.Issuer = name }
}

// OnPassbook makes the account one with a passbook.
func OnPassbook(s *intake.Submission) { s.Card.Form = intake.Passbook }

// OfCompany makes the account a company's.
func OfCompany(s *intake.Submission) { s.Card.AccountKind = intake.Corporate }

// ClassII makes the card one of a Class II account that was confirmed face to
// face: the payout, and what the account received today and this year, in yuan.
func ClassII(amount, today, year int64) Change {
	return All(Amount(intake.Yuan(amount)), func(s *intake.Submission) {
		s.Card.AccountClass, s.Card.FaceToFaceVerified = intake.ClassII, intake.Yes
		s.Card.NonboundInboundToday = intake.Some(intake.Yuan(today))
		s.Card.NonboundInboundThisYear = intake.Some(intake.Yuan(year))
	})
}

// ClassIII makes the card one of a Class III account: the payout and the
// balance, in yuan. It has received nothing this year.
func ClassIII(amount, balance int64) Change {
	return All(Amount(intake.Yuan(amount)), func(s *intake.Submission) {
		s.Card.AccountClass, s.Card.Balance = intake.ClassIII, intake.Some(intake.Yuan(balance))
		s.Card.NonboundInboundToday, s.Card.NonboundInboundThisYear = intake.Some[intake.Fen](0), intake.Some[intake.Fen](0)
	})
}

// DeclaredClass says that only the applicant stated the account's class.
func DeclaredClass(s *intake.Submission) { s.Card.Sources.AccountClass = intake.Declared }

// InState is what the bank says of the card today.
func InState(state intake.CardState) Change {
	return func(s *intake.Submission) { s.Card.State = state }
}

// WithoutQuickPay turns quick-pay off.
func WithoutQuickPay(s *intake.Submission) { s.Card.QuickPay = intake.No }

// WithoutOnlineTransfer turns online transfer off.
func WithoutOnlineTransfer(s *intake.Submission) { s.Card.OnlineTransfer = intake.No }

// NonCounter is the state of non-counter business on the account.
func NonCounter(state intake.NonCounter) Change {
	return func(s *intake.Submission) { s.Card.NonCounter = state }
}

// FraudListed puts the account on a fraud list.
func FraudListed(s *intake.Submission) { s.Card.FraudListed = intake.Yes }

// JudicialFreeze has a court freeze the account.
func JudicialFreeze(s *intake.Submission) { s.Card.JudicialFreeze = intake.Yes }
