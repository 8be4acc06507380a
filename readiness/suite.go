package readiness

import "slices"

// suite is the standard suite in reading order: the applicant, the bank's record of
// them, the card and its account, the payout, the loan if it is one, where the request comes from, when,
// and what happened before. A gate comes before the checks that depend on it.
//
// Left out on purpose: repayment habits and account activity, which concern credit
// and not whether money arrives; signal strength, because vendors' scales differ;
// grades and similarity scores for names, because banks compare exactly.
var suite = [...]*Check{
	&identityName,
	&identityDocument,
	&identityDocumentValidity,
	&identityAge,
	&identityMobile,
	&identitySecondFactor,
	&identityCarrier,
	&identityOCR,

	&consistencyHolderName,
	&consistencyHolderDocument,
	&consistencyHolderMobile,
	&consistencyElements,
	&consistencyOwnership,
	&consistencyRecentChange,

	&cardNumberCheck,
	&cardLuhn,
	&cardNetwork,
	&cardBIN,
	&cardFunding,
	&cardIssuerMatch,
	&cardIssuerStanding,
	&cardAccountClass,
	&cardClassQuota,
	&cardState,
	&cardNonCounter,
	&cardRiskFlag,

	&payoutScreening,
	&payoutAmount,
	&payoutChannelSupport,
	&payoutChannelQuota,
	&payoutFunds,
	&payoutChannelName,
	&payoutChannelHealth,
	&payoutInFlight,
	&payoutDuplicate,
	&payoutReview,

	&mandateContract,
	&mandateAmount,
	&mandateApproval,
	&mandatePayee,
	&mandateFunder,
	&mandateSecondFactor,
	&mandateCoolingOff,
	&mandateDebit,
	&mandateCreditConsent,
	&mandateInterest,
	&mandateSelfPaymentLimit,

	&networkVPN,
	&networkProxy,
	&networkClientIP,
	&networkLocation,
	&networkQuality,

	&deviceControlled,
	&deviceIntegrity,
	&deviceAppVersion,
	&deviceClock,

	&timingMaintenance,
	&timingSettlement,
	&timingOffHours,

	&historyBooking,
	&historyCoolDown,
	&historyRiskHold,
	&historyUnresolvedCause,
	&historyAttemptBudget,
	&historyRebinding,
	&historySharing,
	&historyAbuse,
	&historyPlatformScore,
}

// Suite returns a deep copy of the standard suite, for the caller to change.
func Suite() []Check {
	out := make([]Check, len(suite))
	for i, c := range suite {
		out[i] = copyCheck(c)
	}
	return out
}

func copyCheck(c *Check) Check {
	d := *c
	d.Needs, d.Optional, d.After = slices.Clone(c.Needs), slices.Clone(c.Optional), slices.Clone(c.After)
	d.Cites, d.Reasons, d.Evidence = slices.Clone(c.Cites), slices.Clone(c.Reasons), slices.Clone(c.Evidence)
	for i := range d.Reasons {
		d.Reasons[i].Asks, d.Reasons[i].Clears = slices.Clone(d.Reasons[i].Asks), slices.Clone(d.Reasons[i].Clears)
	}
	for i := range d.Evidence {
		d.Evidence[i].Words = slices.Clone(d.Evidence[i].Words)
	}
	return d
}
