package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// By what is known, all of it good: how the score grows with the data.
func TestScoreByWhatIsKnown(t *testing.T) {
	all := full()
	var s intake.Submission
	policy := readiness.StandardPolicy()
	policy.MinAppVersion = map[string]string{"*": "8.0"}
	checker, err := readiness.New(readiness.Config{Policy: policy})
	require.NoError(t, err)
	for _, c := range []struct {
		step    string
		add     func()
		verdict readiness.Verdict
		score   int
	}{
		{"nothing", func() {}, readiness.Incomplete, 40},
		{"name, document, mobile, card number, amount, at", func() {
			s.At, s.Payout.Amount = all.At, all.Payout.Amount
			s.Applicant.Name, s.Applicant.Mobile = all.Applicant.Name, all.Applicant.Mobile
			s.Applicant.Document.Number = all.Applicant.Document.Number
			s.Card.Number = all.Card.Number
		}, readiness.Incomplete, 42},
		{"attempts, second factor, validity", func() {
			s.History.Attempts = all.History.Attempts
			s.Applicant.Verification.Face = all.Applicant.Verification.Face
			s.Applicant.Document.ExpiresOn = all.Applicant.Document.ExpiresOn
		}, readiness.Incomplete, 46},
		{"a four-element match", func() { s.Card.ElementCheck = all.Card.ElementCheck }, readiness.Ready, 90},
		{"VPN and app version", func() {
			s.Device.VPNTransport, s.Device.AppVersion, s.Device.Platform = intake.No, all.Device.AppVersion, all.Device.Platform
		}, readiness.Ready, 97},
	} {
		c.add()
		r := checker.Assess(s)
		require.Equal(t, c.verdict, r.Verdict, c.step)
		require.Equal(t, c.score, r.Score, c.step)
	}
}
