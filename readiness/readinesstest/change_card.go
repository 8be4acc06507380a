package readinesstest

import (
	"strconv"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
)

// CardNumber returns a card number with the prefix and the number of digits and a
// correct check digit. The account is all zeros, or zeros and a one where that would
// look as if a spreadsheet had rounded it.
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
	return prefix + strings.Repeat("0", max(0, digits-1-len(prefix))) // not a valid prefix
}

// WithCard binds another card. The applicant states the bank, and the backend knows
// the funding.
func WithCard(number, issuer string, funding cardbin.Funding) Change {
	return func(s *intake.Submission) {
		s.Card.Number, s.Card.Issuer, s.Card.Funding = intake.Hide(number), issuer, funding
	}
}

// Numbered changes only the card number.
func Numbered(number string) Change {
	return func(s *intake.Submission) { s.Card.Number = intake.Hide(number) }
}

// Truncated keeps only the first six digits, the last four and the length of the
// card number.
func Truncated(s *intake.Submission) {
	if pan, err := cardbin.ParsePAN(s.Card.Number.Reveal()); err == nil {
		s.Card.BIN, s.Card.Last4 = intake.Hide(pan.BIN(6)), intake.Hide(pan.Last4())
		s.Card.Length = intake.Some(int64(pan.Len()))
		s.Card.Number = intake.Secret{}
	}
}

// StatedIssuer sets the bank that the applicant states.
func StatedIssuer(name string) Change {
	return func(s *intake.Submission) { s.Card.Issuer = name }
}

// OnPassbook makes the account a passbook account.
func OnPassbook(s *intake.Submission) { s.Card.Form = intake.Passbook }

// OfCompany makes the account a corporate account.
func OfCompany(s *intake.Submission) { s.Card.AccountKind = intake.Corporate }

// ClassII makes the account a Class II account that was verified face to face. The
// arguments are the payout and the amounts received today and this year, in yuan.
func ClassII(amount, today, year int64) Change {
	return All(Amount(intake.Yuan(amount)), func(s *intake.Submission) {
		s.Card.AccountClass, s.Card.FaceToFaceVerified = intake.ClassII, intake.Yes
		s.Card.NonboundInboundToday = intake.Some(intake.Yuan(today))
		s.Card.NonboundInboundThisYear = intake.Some(intake.Yuan(year))
	})
}

// ClassIII makes the account a Class III account that has received nothing this
// year. The arguments are the payout and the balance, in yuan.
func ClassIII(amount, balance int64) Change {
	return All(Amount(intake.Yuan(amount)), func(s *intake.Submission) {
		s.Card.AccountClass, s.Card.Balance = intake.ClassIII, intake.Some(intake.Yuan(balance))
		s.Card.NonboundInboundToday, s.Card.NonboundInboundThisYear = intake.Some[intake.Fen](0), intake.Some[intake.Fen](0)
	})
}

// DeclaredClass makes the applicant the only source of the account's class.
func DeclaredClass(s *intake.Submission) { s.Card.Sources.AccountClass = intake.Declared }

// InState sets the card's state at the bank today.
func InState(state intake.CardState) Change {
	return func(s *intake.Submission) { s.Card.State = state }
}

// WithoutQuickPay turns quick-pay off.
func WithoutQuickPay(s *intake.Submission) { s.Card.QuickPay = intake.No }

// WithoutOnlineTransfer turns online transfer off.
func WithoutOnlineTransfer(s *intake.Submission) { s.Card.OnlineTransfer = intake.No }

// NonCounter sets the state of non-counter business on the account.
func NonCounter(state intake.NonCounter) Change {
	return func(s *intake.Submission) { s.Card.NonCounter = state }
}

// FraudListed puts the account on a fraud list.
func FraudListed(s *intake.Submission) { s.Card.FraudListed = intake.Yes }

// JudicialFreeze freezes the account, it is not known by whom.
func JudicialFreeze(s *intake.Submission) { s.Card.JudicialFreeze = intake.Yes }

// FrozenBy makes an authority freeze the account.
func FrozenBy(by intake.FreezeBy) Change {
	return func(s *intake.Submission) { s.Card.JudicialFreeze, s.Card.FreezeBy = intake.Yes, by }
}

// OwnBankLoan makes the payout a loan that the account's own bank books.
func OwnBankLoan(s *intake.Submission) { s.Card.LenderIsAccountBank = intake.Yes }
