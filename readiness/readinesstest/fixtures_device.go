package readinesstest

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// atHome changes the IP record of a carrier's address in China.
func atHome(change func(*intake.IPRecord)) Change {
	r := intake.IPRecord{
		Source: "test", AsOf: day(2026, 11, 20), Country: "CN", Usage: intake.UsageMobile,
		VPN: intake.No, PublicProxy: intake.No, ResidentialProxy: intake.No, Tor: intake.No, Relay: intake.No, Hosting: intake.No,
	}
	change(&r)
	return AddressIs(r)
}

func networkFixtures() []Fixture {
	anHourAgo := Captured(ago(time.Hour))
	return slices.Concat(
		of("network.vpn",
			is("clean"),
			is("suspected", atHome(func(r *intake.IPRecord) { r.Hosting = intake.Yes; r.Usage = 0 })),
			is("detected", WithVPN),
			is("no-evidence", Without(intake.FieldDeviceVPNTransport)),
			is("stale", anHourAgo),
		),
		of("network.proxy",
			is("clean"),
			is("suspected", WithProxy("192.168.8.1")),
			is("detected", WithProxy("203.0.113.7"), func(s *intake.Submission) { s.Network.ViaHeader = intake.Yes }),
			is("no-evidence", Without(intake.FieldDeviceSystemProxy)),
			is("stale", anHourAgo),
		),
		of("network.client-ip",
			is("public"),
			is("tunnel", FromIP("2002:af10:c70a::1")),
			is("not-public", FromIP("10.0.0.7")),
			is("unreadable", FromIP("nobody")),
			is("stale", anHourAgo),
		),
		of("network.location",
			is("consistent"),
			is("home-routed", Located("CN", "HK", "HK")),
			is("abroad", Located("JP", "", "JP")),
			is("sim-mismatch", Located("CN", "MM", "CN")),
			is("time-zone", OffUTC(420)),
			is("ip-abroad-gps-home", Located("CN", "", "JP")),
			is("mock-location", MockedLocation),
			is("no-evidence", Without(intake.FieldDeviceGPSCountry, intake.FieldNetworkIPRecords)),
			is("stale", anHourAgo),
		),
		of("network.quality",
			is("ok"),
			is("slow", OnNetwork(intake.WiFi, 1_500, 0)),
			is("unstable", OnNetwork(intake.WiFi, 50, 8_00)),
			is("none", OnNetwork(intake.NoNetwork, 0, 0)),
			is("unknown", Without(intake.FieldDeviceNetworkType)),
			is("stale", anHourAgo),
		),
	)
}

// versions changes a policy to know versions of the app.
func versions(p *readiness.Policy) {
	p.MinAppVersion = map[string]string{"*": "8.0.0"}
	p.LatestAppVersion = map[string]string{"*": "8.0.44"}
	p.BlockedAppVersions = []string{"8.0.40"}
}

func deviceFixtures() []Fixture {
	anHourAgo := Captured(ago(time.Hour))
	yes := func(f func(*intake.Device) *intake.Fact) Change {
		return OnDevice(func(d *intake.Device) { *f(d) = intake.Yes })
	}
	rooted := yes(func(d *intake.Device) *intake.Fact { return &d.Rooted })
	return slices.Concat(
		of("device.remote-control",
			is("none"),
			is("remote-control", yes(func(d *intake.Device) *intake.Fact { return &d.RemoteControl })),
			is("screen-sharing", yes(func(d *intake.Device) *intake.Fact { return &d.ScreenSharing })),
			is("stale", anHourAgo),
		),
		of("device.integrity",
			is("ok"),
			is("attestation-failed", Attested(intake.AttestationFailed)),
			is("hooked", yes(func(d *intake.Device) *intake.Fact { return &d.Hooked })),
			is("repackaged", yes(func(d *intake.Device) *intake.Fact { return &d.Repackaged })),
			is("emulator", yes(func(d *intake.Device) *intake.Fact { return &d.Emulator })),
			is("cloud-phone", yes(func(d *intake.Device) *intake.Fact { return &d.CloudPhone })),
			is("debugger", yes(func(d *intake.Device) *intake.Fact { return &d.Debugger })),
			is("jailbroken", rooted, OnDevice(func(d *intake.Device) { d.Platform = intake.IOS })),
			is("rooted", rooted),
			is("multi-instance", yes(func(d *intake.Device) *intake.Fact { return &d.MultiInstance })),
			is("attestation-basic", Attested(intake.AttestedBasic)),
			is("no-evidence", Without(intake.FieldDeviceRooted, intake.FieldDeviceEmulator)),
			is("stale", anHourAgo),
		),
		of("device.app-version",
			is("current").under(versions),
			is("outdated", RunningApp("8.0.43")).under(versions),
			is("data-corrupted", yes(func(d *intake.Device) *intake.Fact { return &d.DataCorrupted })),
			is("below-minimum", RunningApp("7.9.9")).under(versions),
			is("blocked", RunningApp("8.0.40")).under(versions),
			is("unreadable", RunningApp("newest")).under(versions),
			is("no-minimum"),
			is("stale", anHourAgo).under(versions),
		),
		of("device.clock",
			is("ok"),
			is("skewed", ClockOff(600)),
			is("wrong", ClockOff(200_000)),
			is("unknown", Without(intake.FieldDeviceClockSkewSeconds)),
			is("stale", anHourAgo),
		),
	)
}
