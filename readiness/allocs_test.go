//go:build !race

package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// The race detector makes pools forget, so this runs without it.
func TestAllocations(t *testing.T) {
	var c readiness.Checker
	var r readiness.Report
	s := full()
	c.AssessInto(&r, &s)
	require.Zero(t, testing.AllocsPerRun(100, func() { c.AssessInto(&r, &s) }))

	busy := stories["waiting"]()
	busy.Payout.Amount, busy.Payout.System = intake.Some(intake.Yuan(2_000_000)), intake.HVPS
	for _, x := range someCodes {
		busy.History.Attempts = append(busy.History.Attempts, intake.Attempt{Outcome: intake.OutcomeFailed, Channel: x.channel, Product: x.product, Status: x.status, Code: x.code, EndedAt: noon})
	}
	c.AssessInto(&r, &busy)
	require.Zero(t, testing.AllocsPerRun(100, func() { c.AssessInto(&r, &busy) }), "with a history of codes")

	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { r = c.Assess(s) }), 1.0,
		"of %d checks: result.go makes room for the records of the standard suite in one piece", len(readiness.Suite()))
}

func TestNetworkAllocs(t *testing.T) {
	s := phone(func(d *device, n *network, r *ip) {
		d.Interfaces, d.AppVersion, d.SystemProxy, d.ProxyHost = []string{"rmnet0", "tun0"}, "8.0.44.2160", intake.Yes, intake.Hide("192.168.1.1")
		n.ClientIP, n.Peer = intake.Secret{}, intake.Hide("10.0.0.2:443")
		n.ForwardedFor = []intake.Secret{intake.Hide("8.8.8.8, 175.16.199.10")}
		r.Hosting = intake.Yes
	})
	c := checker(t, readiness.Config{
		Policy: networkPolicy{TrustedProxies: []string{"10.0.0.0/8"}, MinAppVersion: map[string]string{"*": "8.0"}}.policy(),
		IPs:    fixed(ipRecord()),
	})
	var r readiness.Report
	require.Zero(t, testing.AllocsPerRun(100, func() { c.AssessInto(&r, &s) }))
	require.Equal(t, "public", codeOf(t, &r, "network.client-ip"))
	require.Equal(t, "suspected", codeOf(t, &r, "network.proxy"))
}
