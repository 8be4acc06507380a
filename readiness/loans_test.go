package readiness_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

// ofLoans finds words that only a lender uses.
var ofLoans = regexp.MustCompile(`(?i)贷|借款|额度|\bloan|\blend|credit line|borrower`)

// No text that a report on wages or on a claim may hold is about loans: no title, reason,
// action or question of a check that these policies ask, and no cause of a failure.
func TestNoTextOfWagesAndClaimsIsAboutLoans(t *testing.T) {
	clean := func(where string, text remedy.Text) {
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			require.Empty(t, ofLoans.FindString(text.In(l)), "%s: %s", where, text.In(l))
		}
	}
	for _, policy := range []*readiness.Policy{readiness.PayrollPolicy(), readiness.ClaimsPolicy()} {
		for _, c := range readiness.Suite() {
			if policy.Checks[c.ID].Disabled {
				continue
			}
			require.NotEqual(t, "mandate", c.ID.Category())
			clean(string(c.ID), c.Title)
			clean(string(c.ID), c.Purpose)
			asks := slices.Concat(c.Needs, c.Optional)
			for _, r := range c.Reasons {
				clean(string(c.ID)+" "+r.Code, r.Message)
				if r.Action != nil {
					clean(r.Action.ID, r.Action.Text)
				}
				asks = append(asks, r.Asks...)
			}
			for _, f := range asks {
				clean(string(f), f.Input().Label)
			}
		}
		require.Empty(t, policy.SelfPayment)
	}
	for cause := range failcode.Default().All() {
		d := failcode.Diagnose(cause.Channel, cause.Product, "", cause.Code)
		clean(cause.Code, d.Cause.Meaning())
		clean(cause.Code, d.Action().Text)
		clean(cause.Code, d.Applicant())
	}
	for name, text := range readiness.Texts() {
		clean(name, text)
	}
}
