package readiness_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Failed lists what costs points or blocks, and nothing else.
func TestFailedDetail(t *testing.T) {
	vpn := func(s *intake.Submission) { s.Device.VPNTransport = intake.Yes }
	frozen := func(s *intake.Submission) { s.Card.State = intake.StateFrozen }
	weighed := func(id readiness.ID, o readiness.Override) *readiness.Policy {
		p := readiness.StandardPolicy()
		p.ID, p.Checks = "own", map[readiness.ID]readiness.Override{id: o}
		return p
	}
	for _, c := range []struct {
		name   string
		change func(*intake.Submission)
		policy *readiness.Policy
		check  readiness.ID
		status readiness.Status
		listed bool
	}{
		{"a fail", vpn, nil, "network.vpn", readiness.Fail, true},
		{"a failed gate", frozen, nil, "card.state", readiness.Fail, true},
		{"a failed gate without weight", frozen, weighed("card.state", readiness.Override{Severity: readiness.Info}), "card.state", readiness.Fail, true},
		{"a fail without weight", vpn, weighed("network.vpn", readiness.Override{Severity: readiness.Info, Gate: intake.No}), "network.vpn", readiness.Fail, false},
		{"an unknown that costs", func(s *intake.Submission) { s.Card.State, s.Card.ElementCheck = 0, intake.ElementCheck{} }, nil, "card.state", readiness.StatusUnknown, true},
		{"an unknown worth all", func(*intake.Submission) {}, nil, "device.app-version", readiness.StatusUnknown, false},
		{"an optional unknown", func(s *intake.Submission) {
			s.Card.FraudListed = intake.Unknown
			s.Card.JudicialFreeze = intake.Unknown
		}, nil, "card.risk-flag", readiness.StatusUnknown, false},
		{"what was skipped", func(s *intake.Submission) { s.Card.Number = intake.Hide("62220") }, nil, "card.luhn", readiness.Skipped, false},
		{"a pass", func(*intake.Submission) {}, nil, "card.bin", readiness.Pass, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			checker, err := readiness.New(readiness.Config{Policy: c.policy})
			require.NoError(t, err)
			s := full()
			c.change(&s)
			r := checker.Assess(s)
			f, ok := r.Find(c.check)
			require.True(t, ok)
			require.Equal(t, c.status, f.Status)
			listed := slices.ContainsFunc(r.Document(readiness.EN, readiness.DetailFailed).Findings, func(f readiness.DocumentFinding) bool { return f.Check == c.check })
			require.Equal(t, c.listed, listed)
		})
	}
}
