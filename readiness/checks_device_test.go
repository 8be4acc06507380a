package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func TestIntegrityCodes(t *testing.T) {
	attest := func(v intake.AttestationVerdict, age int64) func(*device) {
		return func(d *device) {
			d.Rooted, d.Emulator = intake.Unknown, intake.Unknown
			d.Attestation = intake.Attestation{Provider: intake.PlayIntegrity, Verdict: v, AgeSeconds: intake.Some(age)}
		}
	}
	for _, c := range []struct {
		fact, code string
		change     func(*device)
	}{
		{"nothing wrong", "ok", func(d *device) {}},
		{"rooted Android", "rooted", func(d *device) { d.Rooted = intake.Yes }},
		{"rooted HarmonyOS", "rooted", func(d *device) { d.Rooted, d.Platform = intake.Yes, intake.Harmony }},
		{"jailbroken iPhone", "jailbroken", func(d *device) { d.Rooted, d.Platform = intake.Yes, intake.IOS }},
		{"emulator", "emulator", func(d *device) { d.Emulator = intake.Yes }},
		{"cloud phone", "cloud-phone", func(d *device) { d.CloudPhone = intake.Yes }},
		{"hooked", "hooked", func(d *device) { d.Hooked = intake.Yes }},
		{"repackaged", "repackaged", func(d *device) { d.Repackaged = intake.Yes }},
		{"debugger", "debugger", func(d *device) { d.Debugger = intake.Yes }},
		{"a fail outweighs a warning", "debugger", func(d *device) { d.MultiInstance, d.Debugger = intake.Yes, intake.Yes }},
		{"clone", "multi-instance", func(d *device) { d.MultiInstance = intake.Yes }},
		{"developer options are common", "ok", func(d *device) { d.DeveloperOptions = intake.Yes }},
		{"one local check is not enough", "no-evidence", func(d *device) { d.Emulator = intake.Unknown }},
		{"nothing known", "no-evidence", func(d *device) { *d = device{} }},
		{"strong", "ok", attest(intake.AttestedStrong, 0)},
		{"device", "ok", attest(intake.AttestedDevice, 500)},
		{"basic", "attestation-basic", attest(intake.AttestedBasic, 0)},
		{"failed", "attestation-failed", attest(intake.AttestationFailed, 0)},
		{"unavailable is no failure", "no-evidence", attest(intake.AttestationUnavailable, 0)},
		{"an error is no failure", "no-evidence", attest(intake.AttestationError, 0)},
		{"a verdict beyond the list", "no-evidence", attest(99, 0)},
		{"the age counts from the capture, a minute ago", "ok", attest(intake.AttestedStrong, 539)},
		{"and is over at ten minutes", "stale", attest(intake.AttestedStrong, 540)},
		{"an old failure is none", "stale", attest(intake.AttestationFailed, 7200)},
		{"an age beyond all time", "stale", attest(intake.AttestedStrong, 1<<63-1)},
		{"an age below zero", "ok", attest(intake.AttestedStrong, -1<<63)},
		{"an old capture", "stale", func(d *device) { d.CapturedAt = at.Add(-30 * time.Minute) }},
		{"an old capture of nothing", "no-evidence", func(d *device) { *d = device{CapturedAt: at.Add(-30 * time.Minute)} }},
	} {
		t.Run(c.fact, func(t *testing.T) {
			r := readiness.Assess(phone(func(d *device, _ *network, _ *ip) { c.change(d) }))
			require.Equal(t, c.code, codeOf(t, &r, "device.integrity"))
		})
	}
}

// TestAttestationWithoutMoment: when it is unknown when the payout is, the age
// alone decides.
func TestAttestationWithoutMoment(t *testing.T) {
	for age, code := range map[int64]string{599: "ok", 600: "stale"} {
		var s intake.Submission
		s.Device.Attestation = intake.Attestation{Verdict: intake.AttestedStrong, AgeSeconds: intake.Some(age)}
		r := readiness.Assess(s)
		require.Equal(t, code, codeOf(t, &r, "device.integrity"))
	}
}

func TestAppVersionCodes(t *testing.T) {
	limits := networkPolicy{
		MinAppVersion:      map[string]string{"*": "2.0", "ios": "3.0"},
		LatestAppVersion:   map[string]string{"*": "3.5"},
		BlockedAppVersions: []string{"3.3.3"},
	}
	for _, c := range []struct {
		fact, version, code string
		change              func(*device)
		limits              networkPolicy
	}{
		{"the latest", "3.5", "current", nil, limits},
		{"a later one", "4", "current", nil, limits},
		{"not the latest", "3.4", "outdated", nil, limits},
		{"the minimum", "2.0.0", "outdated", nil, limits},
		{"below the minimum", "1.9.9", "below-minimum", nil, limits},
		{"below the platform's own minimum", "2.9", "below-minimum", func(d *device) { d.Platform = intake.IOS }, limits},
		{"an unknown platform", "2.9", "outdated", func(d *device) { d.Platform = 0 }, limits},
		{"a platform beyond the list", "2.9", "outdated", func(d *device) { d.Platform = 99 }, limits},
		{"withdrawn", "v3.3.3-huawei", "blocked", nil, limits},
		{"unreadable", "latest", "unreadable", nil, limits},
		{"not given", "", "no-input", nil, limits},
		{"a web page has no version", "1.0", "not-applicable", func(d *device) { d.Platform = intake.Web }, limits},
		{"nor a mini program", "", "not-applicable", func(d *device) { d.Platform = intake.MiniProgram }, limits},
		{"corrupted data", "3.5", "data-corrupted", func(d *device) { d.DataCorrupted = intake.Yes }, limits},
		{"corrupted data of an unknown version", "", "data-corrupted", func(d *device) { d.DataCorrupted = intake.Yes }, limits},
		{"updating mends corrupted data too", "1.0", "below-minimum", func(d *device) { d.DataCorrupted = intake.Yes }, limits},
		{"no limits", "1.0", "no-minimum", nil, networkPolicy{}},
		{"no limits, no version", "", "no-minimum", nil, networkPolicy{}},
		{"withdrawn without a minimum", "3.3.3", "blocked", nil, networkPolicy{BlockedAppVersions: []string{"3.3.3"}}},
		{"a latest version only", "3.4", "outdated", nil, networkPolicy{LatestAppVersion: map[string]string{"android": "3.5"}}},
		{"limits of another platform", "3.4", "no-minimum", nil, networkPolicy{MinAppVersion: map[string]string{"ios": "3.5"}}},
		{"an old capture", "3.5", "stale", func(d *device) { d.CapturedAt = at.Add(-time.Hour) }, limits},
	} {
		t.Run(c.fact, func(t *testing.T) {
			s := phone(func(d *device, _ *network, _ *ip) {
				d.AppVersion = c.version
				if c.change != nil {
					c.change(d)
				}
			})
			r := checker(t, readiness.Config{Policy: c.limits.policy()}).Assess(s)
			require.Equal(t, c.code, codeOf(t, &r, "device.app-version"))
		})
	}
}

func TestClockCodes(t *testing.T) {
	for _, c := range []struct {
		skew int64
		code string
	}{
		{0, "ok"}, {300, "ok"}, {-300, "ok"}, {301, "skewed"}, {-301, "skewed"}, {86_400, "skewed"}, {86_401, "wrong"}, {-86_401, "wrong"}, {-1 << 63, "wrong"},
	} {
		r := readiness.Assess(phone(func(d *device, _ *network, _ *ip) { d.ClockSkewSeconds = intake.Some(c.skew) }))
		require.Equal(t, c.code, codeOf(t, &r, "device.clock"), c.skew)
	}
	r := readiness.Assess(phone(func(d *device, _ *network, _ *ip) { d.CapturedAt = at.Add(-time.Hour) }))
	require.Equal(t, "stale", codeOf(t, &r, "device.clock"))
	r = readiness.Assess(intake.Submission{})
	require.Equal(t, "unknown", codeOf(t, &r, "device.clock"))
}

// TestAttestationOutlivesItsCapture: a verdict that the policy lets live longer
// than what was seen of the device is not forgotten, but called old.
func TestAttestationOutlivesItsCapture(t *testing.T) {
	p := readiness.StandardPolicy()
	p.AttestationFreshSeconds = 7200
	r := checker(t, readiness.Config{Policy: p}).Assess(intake.Submission{At: at, Device: device{
		CapturedAt: at.Add(-time.Hour), Attestation: intake.Attestation{Verdict: intake.AttestedStrong},
	}})
	require.Equal(t, "stale", codeOf(t, &r, "device.integrity"))
}

// TestPolicyWithoutVersionsCostsNothing: who sets no minimum does not lose
// points for it.
func TestPolicyWithoutVersionsCostsNothing(t *testing.T) {
	with := readiness.Assess(phone(nil))
	f, _ := with.Find("device.app-version")
	require.Equal(t, "no-minimum", f.Code)
	require.Zero(t, f.Penalty())
}
