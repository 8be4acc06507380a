package main

import (
	"strings"

	"github.com/payready/payready/readiness"
)

// A claim is one statement of published advice to applicants, and what covers it
// here. Tests check that every check, API and action exists.
type claim struct {
	says   string
	checks []readiness.ID
	apis   []string // package.Name
	action []string // IDs of package remedy
	note   string   // a correction, or why it is left out
}

func (c claim) home() string {
	var out []string
	for _, id := range c.checks {
		out = append(out, "["+string(id)+"](#"+anchor(id)+")")
	}
	for _, name := range c.apis {
		out = append(out, "`"+name+"`")
	}
	for _, id := range c.action {
		out = append(out, "action `"+id+"`")
	}
	s := strings.Join(out, ", ")
	switch {
	case c.note == "":
		return s
	case s == "":
		return c.note
	}
	return s + " (" + c.note + ")"
}

var claims = []claim{
	{says: "A payout in progress is an instruction, not money: it can still be refused or returned",
		checks: []readiness.ID{"payout.in-flight"}, apis: []string{"failcode.Status"}, note: "no text here promises success"},
	{says: "Passing the second authentication proves the applicant's identity, not that the card can receive money or that the channel agrees",
		checks: []readiness.ID{"identity.second-factor"}, note: "the text of its pass says so"},
	{says: "A payout to an expired, lost, frozen or cancelled card is refused",
		checks: []readiness.ID{"card.state"}},
	{says: "A Class II account cannot receive more than its daily limit",
		checks: []readiness.ID{"card.account-class", "card.class-quota"}, note: "there are five limits: the single amount, the day, the year, the balance, and missing face-to-face verification"},
	{says: "If quick pay or online transfer is off, the money is returned",
		checks: []readiness.ID{"payout.channel-support", "card.non-counter"}, note: "this affects debits more than credits, so it is a gate only if a channel profile makes it one"},
	{says: "Some banks restrict non-counter business",
		checks: []readiness.ID{"card.non-counter"}},
	{says: "The payment channel's risk control reacts to a card that is changed often",
		checks: []readiness.ID{"history.rebinding"}},
	{says: "It reacts to accounts suspected of telecom fraud",
		checks: []readiness.ID{"card.risk-flag"}, note: "never shown to the applicant"},
	{says: "It reacts to unusual IP addresses",
		checks: []readiness.ID{"network.vpn", "network.proxy", "network.client-ip", "network.location"}},
	{says: "The money of a blocked payout returns the way it came",
		apis: []string{"failcode.Cause", "failcode.Money"}},
	{says: "A name that differs from the bank's record is refused, even by an extra character or one with the same sound",
		checks: []readiness.ID{"consistency.holder-name"}},
	{says: "While a bank is under maintenance or congested, an instruction times out",
		checks: []readiness.ID{"timing.maintenance", "payout.in-flight"}, apis: []string{"failcode.Pending"}, note: "a timeout is not a failure: the result is unknown"},
	{says: "Face recognition and the carrier's three elements are the second authentication",
		checks: []readiness.ID{"identity.second-factor", "identity.carrier"}},
	{says: "Do not simply apply again: that adds credit enquiries and tightens risk control",
		checks: []readiness.ID{"history.attempt-budget"}, action: []string{"resubmit-payout-do-not-reapply"}},
	{says: "Check in the bank's app the card's state and what a Class II account has received today",
		checks: []readiness.ID{"card.state", "card.class-quota"}, apis: []string{"readiness.Question"}},
	{says: "A Class I card of a large bank is best",
		checks: []readiness.ID{"card.account-class", "card.issuer-standing"}, action: []string{"bind-class-i-card"}},
	{says: "Name, document number and card number must match the bank's record exactly",
		checks: []readiness.ID{"consistency.holder-name", "consistency.holder-document", "consistency.holder-mobile", "consistency.elements"}, apis: []string{"intake.Canonical"}},
	{says: "Tell the bank about a new document or mobile number",
		checks: []readiness.ID{"consistency.recent-change"}, action: []string{"update-bank-record"}},
	{says: "Ask for the failure code, not only whether the payout was refused",
		apis: []string{"failcode.Diagnose"}, action: []string{"ask-channel-for-reason"}},
	{says: "The bank refuses a card, risk control blocks an account: the remedies differ",
		apis: []string{"failcode.Origin"}},
	{says: "After a risk block, the account is rated again in three to seven working days",
		checks: []readiness.ID{"history.risk-hold"}, action: []string{"wait-working-days"}},
	{says: "If the overall rating is too low, stop applying, repay on time and stay active",
		checks: []readiness.ID{"history.platform-score"}, action: []string{"pause-applications"}, note: "repayment habits are left out: they concern credit"},
	{says: "Use a verified debit card in regular use, not a credit card or passbook",
		checks: []readiness.ID{"card.funding", "card.state", "consistency.holder-name"}, note: "an earlier payout that reached the card proves it"},
	{says: "Turn off VPN and proxy, and use stable Wi-Fi or 4G/5G",
		checks: []readiness.ID{"network.vpn", "network.proxy", "network.quality"}},
	{says: "Clear the app's cache or reinstall it: an old version may send wrong data",
		checks: []readiness.ID{"device.app-version"}, action: []string{"reinstall-app", "update-app"}},
	{says: "Submit in banking hours, not at night or during settlement",
		checks: []readiness.ID{"timing.maintenance", "timing.settlement", "timing.off-hours"}, note: "only the large-value system has hours"},
	{says: "With this preparation, more than 99 % of payouts succeed",
		note: "left out: no promise without measured outcomes"},
	{says: "A payout that hangs for days waits for maintenance, the channel's queue or a manual review",
		apis: []string{"failcode.Pending"}},
	{says: "Be patient, do not keep asking, and have the order number ready for support",
		apis: []string{"failcode.Decision"}, action: []string{"contact-support"}},
	{says: "After three working days, ask for manual handling",
		checks: []readiness.ID{"payout.in-flight"}, action: []string{"escalate-to-channel"}},
	{says: "A failed payout does not normally cost the credit line",
		note: "left out: a promise that only the lender can make"},
	{says: "Try again only 24 hours after the cause is fixed: quick repeats look like cash-out abuse",
		checks: []readiness.ID{"history.cool-down", "history.unresolved-cause"}},
}
