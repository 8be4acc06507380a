package readinesstest

import (
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Lent makes the payout a loan of its amount, with everything in place: signed two hours
// ago, approved for a month, released by a funder, paid to the borrower. Make it the last
// change but those of the mandate, so that the principal is the amount.
func Lent(s *intake.Submission) {
	s.Payout.BusinessID = "loan-1"
	s.Mandate = intake.Mandate{
		ContractID: "contract-1", SignedAt: Moment.Add(-2 * time.Hour), Signed: intake.Yes, Cancelled: intake.No,
		Principal: s.Payout.Amount,
		Approved:  intake.Yes, ApprovedAmount: intake.Some(max(s.Payout.Amount.V, intake.Yuan(50_000))), ApprovedUntil: Moment.AddDate(0, 1, 0),
		Payment: intake.SelfPayment, Payee: intake.PayeeBorrower,
		OwnFunds: intake.No, FunderApproved: intake.Yes, FunderInstructed: intake.Yes, PartnerListed: intake.Yes,
		FactorContractID: "contract-1",
		Debit:            intake.DebitThisCard,
		InquiryConsent:   intake.Yes, ReportingConsent: intake.Yes,
		ValueDate: readiness.Date{Year: 2026, Month: 11, Day: 24},
		Purpose:   intake.Consumption, BankLender: intake.Yes, RaisedLimit: intake.No,
	}
}

// LentWith makes the payout a loan, as Lent does, and then changes what must be in place.
func LentWith(change func(*intake.Mandate)) Change {
	return func(s *intake.Submission) {
		Lent(s)
		change(&s.Mandate)
	}
}
