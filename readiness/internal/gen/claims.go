package main

import (
	"strings"

	"github.com/payready/payready/readiness"
)

// A claim is one statement of the advice that applicants read, and its home
// here. Tests hold every home against the code.
type claim struct {
	says   string
	checks []readiness.ID
	apis   []string // package.Name
	action []string // IDs of package remedy
	note   string   // what we know better, or why it is left out
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
	{says: "A payout under way is an instruction, not money: it can still be refused, or come back",
		checks: []readiness.ID{"payout.in-flight"}, apis: []string{"failcode.Status"}, note: "no text here promises success"},
	{says: "Passing the second authentication shows who is asking, not that the card can receive or that the channel agrees",
		checks: []readiness.ID{"identity.second-factor"}, note: "its pass says so"},
	{says: "A card that has expired, was reported lost, is frozen or was cancelled is refused",
		checks: []readiness.ID{"card.state"}},
	{says: "A Class II account takes no more than its daily limit",
		checks: []readiness.ID{"card.account-class", "card.class-quota"}, note: "there are five ways to exceed it: one amount, the day, the year, the balance, and no confirmation face to face"},
	{says: "Where quick pay or online transfers are off, the money comes back",
		checks: []readiness.ID{"card.quick-pay", "card.non-counter"}, note: "this concerns debits more than credits, so it is no gate unless a channel profile makes it one"},
	{says: "Some banks restrict business away from the counter",
		checks: []readiness.ID{"card.non-counter"}},
	{says: "The payment channel has risk control of its own: it minds a card that is changed often",
		checks: []readiness.ID{"history.rebinding"}},
	{says: "It minds accounts that are suspected of telecom fraud",
		checks: []readiness.ID{"card.risk-flag"}, note: "never shown to the applicant"},
	{says: "It minds unusual addresses",
		checks: []readiness.ID{"network.vpn", "network.proxy", "network.client-ip", "network.location"}},
	{says: "A blocked payout goes back the way it came",
		apis: []string{"failcode.Cause", "failcode.Money"}},
	{says: "A name other than the bank's is refused: one character more, or another of the same sound",
		checks: []readiness.ID{"consistency.holder-name"}},
	{says: "While a bank is under maintenance or congested, an instruction times out",
		checks: []readiness.ID{"timing.maintenance", "payout.in-flight"}, apis: []string{"failcode.Pending"}, note: "a timeout is in doubt, not a failure"},
	{says: "Face recognition and the carrier's three elements are the second authentication",
		checks: []readiness.ID{"identity.second-factor", "identity.carrier"}},
	{says: "Do not simply apply again: it leaves enquiries on the credit record and tightens risk control",
		checks: []readiness.ID{"history.attempt-budget"}, action: []string{"resubmit-payout-do-not-reapply"}},
	{says: "Look up the card's state, and what a Class II account received today, in the bank's app",
		checks: []readiness.ID{"card.state", "card.class-quota"}, apis: []string{"readiness.Question"}},
	{says: "Best of all is a Class I card of a large bank",
		checks: []readiness.ID{"card.account-class", "card.issuer-standing"}, action: []string{"bind-class-i-card"}},
	{says: "Name, document number and card number must stand exactly as the bank holds them",
		checks: []readiness.ID{"consistency.holder-name", "consistency.holder-document", "consistency.holder-mobile", "consistency.elements"}, apis: []string{"intake.Canonical"}},
	{says: "After a new document or mobile number, the bank must have been told",
		checks: []readiness.ID{"consistency.recent-change"}, action: []string{"update-bank-record"}},
	{says: "Ask for the failure code, not only whether it was refused",
		apis: []string{"failcode.Diagnose"}, action: []string{"ask-channel-for-reason"}},
	{says: "A refusal by the bank is about the card, a block by risk control about the account: the cures differ",
		apis: []string{"failcode.Origin"}},
	{says: "After a risk block, three to seven working days pass until the account is rated anew",
		checks: []readiness.ID{"history.risk-hold"}, action: []string{"wait-working-days"}},
	{says: "With too low an overall rating: stop applying, repay on time, stay active",
		checks: []readiness.ID{"history.platform-score"}, action: []string{"pause-applications"}, note: "repayment habits are left out: that is credit"},
	{says: "Use a verified debit card in regular use, no credit card and no passbook",
		checks: []readiness.ID{"card.funding", "card.state", "consistency.holder-name"}, note: "a payout that reached the card before proves it"},
	{says: "Turn off VPN and proxy; use steady Wi-Fi or 4G/5G",
		checks: []readiness.ID{"network.vpn", "network.proxy", "network.quality"}},
	{says: "Clear the app's cache or reinstall it: an old version may send wrong data",
		checks: []readiness.ID{"device.app-version"}, action: []string{"reinstall-app", "update-app"}},
	{says: "Submit in banking hours, not at night or while banks settle",
		checks: []readiness.ID{"timing.maintenance", "timing.settlement", "timing.off-hours"}, note: "only the large-value system keeps hours"},
	{says: "So prepared, more than 99 % of payouts succeed",
		note: "left out: no promise without measured outcomes"},
	{says: "A payout that hangs for days waits for maintenance, the channel's queue or a manual review",
		apis: []string{"failcode.Pending"}},
	{says: "Be patient, do not keep asking, have the order number ready for support",
		apis: []string{"failcode.Decision"}, action: []string{"contact-support"}},
	{says: "After three working days, ask for it to be handled by hand",
		checks: []readiness.ID{"payout.in-flight"}, action: []string{"escalate-to-channel"}},
	{says: "A payout that failed does not as a rule cost the credit line",
		apis: []string{"failcode.Decision"}},
	{says: "Try again only when the cause is gone, 24 hours later: quick repeats look like cash-out abuse",
		checks: []readiness.ID{"history.cool-down", "history.unresolved-cause"}},
}
