package readiness

import "slices"

// suite is the standard suite in reading order: who is paid, whether the bank
// knows them, the card, its account, the payout, where the request comes from,
// when, and what happened before. A gate stands before the checks that rest on
// it.
//
// Left out on purpose: repayment habits and how actively an account is used
// (that is credit, not reachability), signal strength (vendors' scales differ),
// letter grades and similarity numbers for names (banks compare exactly).
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
	&cardQuickPay,
	&cardNonCounter,
	&cardRiskFlag,

	&payoutAmount,
	&payoutChannelSupport,
	&payoutChannelQuota,
	&payoutFunds,
	&payoutChannelName,
	&payoutInFlight,
	&payoutDuplicate,

	&networkVPN,
	&networkProxy,
	&networkClientIP,
	&networkLocation,
	&networkQuality,

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
	&historyPlatformScore,
}

// Suite returns the standard suite: a deep copy, to append to, delete from and
// change.
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
