package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Signs of abuse do not go away by waiting: only another capture shows another device.
func TestWaitingDoesNotUndoAbuse(t *testing.T) {
	for name, change := range map[string]func(*intake.Submission){
		"remote control": func(s *intake.Submission) { s.Device.RemoteControl = intake.Yes },
		"screen sharing": func(s *intake.Submission) { s.Device.ScreenSharing = intake.Yes },
		"an emulator that six people use": func(s *intake.Submission) {
			s.Device.Emulator, s.History.DocumentsOnDevice = intake.Yes, intake.Some[int64](6)
		},
		"six people behind Tor": func(s *intake.Submission) {
			s.Network.IPRecords = []intake.IPRecord{{Tor: intake.Yes, AsOf: readiness.Date{Year: 2026, Month: 11, Day: 20}}}
			s.Network.CapturedAt, s.History.DocumentsOnDevice = noon, intake.Some[int64](6)
		},
	} {
		s := full()
		s.Device.CapturedAt, s.ObservedAt = noon, noon
		change(&s)
		require.Equal(t, readiness.Review, readiness.Assess(s).Verdict, name)
		s.At = noon.Add(31 * time.Minute)
		require.Equal(t, readiness.Review, readiness.Assess(s).Verdict, name)
	}
}

// One answer away from a review, the floor says so, and hiding the sign that made it one
// leads there, too.
func TestOneSignMoreWouldBeOneTooMany(t *testing.T) {
	s := full()
	s.History.DocumentsOnDevice = intake.Some[int64](6)
	s.Device.Emulator = intake.Yes
	require.Equal(t, readiness.Review, readiness.Assess(s).Verdict)
	s.Device.Emulator, s.Device.Rooted = 0, 0
	r := readiness.Assess(s)
	f, _ := r.Find("history.abuse")
	require.Equal(t, "one-more", f.Code)
	require.Contains(t, f.Missing(), intake.FieldDeviceEmulator)
	require.Less(t, r.Floor, 40)
}

// Of a first payout every card is new: that is no change of the account once the
// applicant has passed a second factor with it.
func TestANewCardAloneIsNoChange(t *testing.T) {
	s := full()
	s.Card.BoundAt = noon.Add(-time.Hour)
	s.Device.Rooted, s.Device.VPNTransport = intake.Yes, intake.Yes
	s.Device.Attestation = intake.Attestation{}
	s.Applicant.Verification.Face = intake.FactorCheck{Result: intake.Passed, At: noon.Add(-time.Minute)}
	require.NotEqual(t, readiness.Review, readiness.Assess(s).Verdict)

	for _, f := range []*intake.FactorCheck{&s.Applicant.Verification.Face, &s.Applicant.Verification.SMS, &s.Applicant.Verification.Certificate, &s.Applicant.Verification.Video, &s.Applicant.Verification.PasswordCode} {
		f.At = s.Card.BoundAt.Add(-time.Hour)
	}
	require.Equal(t, readiness.Review, readiness.Assess(s).Verdict)
}

// Among wages and claims, several people on one card is a mistake to mend, not a crime.
func TestSharedCardOfWages(t *testing.T) {
	for _, p := range []*readiness.Policy{readiness.PayrollPolicy(), readiness.ClaimsPolicy()} {
		s := full()
		s.History.DocumentsOnCard = intake.Some[int64](3)
		r := checker(t, readiness.Config{Policy: p}).Assess(s)
		require.Equal(t, readiness.Fix, r.Verdict)
		require.Equal(t, "bind-own-card", r.Fixes()[0].Action.ID)
	}
}
