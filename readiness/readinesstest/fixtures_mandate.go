package readinesstest

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// demanded sets the check of the fixtures, under a policy that requires it, as a
// lender's does.
func demanded(check readiness.ID, list ...Fixture) []Fixture {
	for i := range list {
		list[i] = list[i].under(func(p *readiness.Policy) {
			if check == "mandate.cooling-off" {
				p.CoolingOffHours = 24
			}
			p.Checks = map[readiness.ID]readiness.Override{check: {Need: intake.Some(readiness.Required)}}
		})
	}
	return of(check, list...)
}

func mandateFixtures() []Fixture {
	type mandate = intake.Mandate
	yuan := func(n int64) intake.Opt[intake.Fen] { return intake.Some(intake.Yuan(n)) }
	return slices.Concat(
		demanded("mandate.contract",
			is("signed", Lent),
			is("unsigned", LentWith(func(m *mandate) { m.Signed, m.SignedAt = intake.No, time.Time{} })),
			is("cancelled", LentWith(func(m *mandate) { m.Cancelled = intake.Yes })),
			is("misdated", LentWith(func(m *mandate) { m.Signed, m.SignedAt = intake.Unknown, Moment.AddDate(0, 0, 1) })),
		),
		demanded("mandate.amount",
			is("whole", Lent),
			is("deducted", LentWith(func(m *mandate) { m.Principal = yuan(8_500) })),
			is("over", LentWith(func(m *mandate) { m.Principal = yuan(7_500) })),
		),
		demanded("mandate.approval",
			is("in-force", Lent),
			is("not-in-force", LentWith(func(m *mandate) { m.Approved = intake.No })),
			is("lapsed", LentWith(func(m *mandate) { m.ApprovedUntil = ago(time.Hour) })),
			is("exceeded", LentWith(func(m *mandate) { m.ApprovedAmount = yuan(5_000) })),
		),
		demanded("mandate.payee",
			is("as-agreed", Lent),
			is("stranger", LentWith(func(m *mandate) { m.Payee = intake.PayeeOther })),
			is("not-borrower", LentWith(func(m *mandate) { m.Payee = intake.PayeeCounterparty })),
			is("not-counterparty", LentWith(func(m *mandate) { m.Payment = intake.EntrustedPayment })),
		),
		demanded("mandate.funder",
			is("instructed", Lent),
			is("own-funds", LentWith(func(m *mandate) {
				m.OwnFunds = intake.Yes
				m.FunderApproved, m.FunderInstructed, m.PartnerListed = intake.Unknown, intake.Unknown, intake.Unknown
			})),
			is("not-listed", LentWith(func(m *mandate) { m.PartnerListed = intake.No })),
			is("not-approved", LentWith(func(m *mandate) { m.FunderApproved = intake.No })),
			is("not-instructed", LentWith(func(m *mandate) { m.FunderInstructed = intake.No })),
		),
		demanded("mandate.second-factor",
			is("bound", Lent),
			is("other-contract", LentWith(func(m *mandate) { m.FactorContractID = "contract-0" })),
		),
		demanded("mandate.cooling-off",
			is("over", LentWith(func(m *mandate) { m.SignedAt = Moment.AddDate(0, 0, -2) })),
			is("running", Lent),
		),
		demanded("mandate.debit",
			is("in-force", Lent),
			is("other-card", LentWith(func(m *mandate) { m.Debit = intake.DebitOtherCard })),
			is("none", LentWith(func(m *mandate) { m.Debit = intake.DebitNone })),
		),
		demanded("mandate.credit-consent",
			is("given", Lent),
			is("no-inquiry-consent", LentWith(func(m *mandate) { m.InquiryConsent = intake.No })),
			is("no-reporting-consent", LentWith(func(m *mandate) { m.ReportingConsent = intake.No })),
		),
		demanded("mandate.interest",
			is("from-release", Lent),
			is("early", LentWith(func(m *mandate) { m.ValueDate = day(2026, 11, 20) })),
		),
		demanded("mandate.self-payment-limit",
			is("within", Lent),
			is("over", Amount(intake.Yuan(400_000)), Lent),
		),
	)
}
