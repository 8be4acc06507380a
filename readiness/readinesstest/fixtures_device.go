package readinesstest

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness"
)

// atHome is what a good source says of a carrier's address.
func atHome(change func(*readiness.IPRecord)) Change {
	r := readiness.IPRecord{
		Source: "test", AsOf: day(2026, 11, 20), Country: "CN", Usage: readiness.UsageMobile,
		VPN: readiness.No, PublicProxy: readiness.No, ResidentialProxy: readiness.No, Tor: readiness.No, Relay: readiness.No, Hosting: readiness.No,
	}
	change(&r)
	return AddressIs(r)
}

func networkFixtures() []Fixture {
	anHourAgo := Captured(ago(time.Hour))
	return slices.Concat(
		of("network.vpn",
			is("clean"),
			is("suspected", atHome(func(r *readiness.IPRecord) { r.Hosting = readiness.Yes; r.Usage = 0 })),
			is("detected", WithVPN),
			is("no-evidence", Without(readiness.FieldDeviceVPNTransport)),
			is("stale", anHourAgo),
		),
		of("network.proxy",
			is("clean"),
			is("suspected", WithProxy("192.168.8.1")),
			is("detected", WithProxy("203.0.113.7"), func(s *readiness.Submission) { s.Network.ViaHeader = readiness.Yes }),
			is("no-evidence", Without(readiness.FieldDeviceSystemProxy)),
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
			is("no-evidence", Without(readiness.FieldDeviceGPSCountry, readiness.FieldNetworkIPRecords)),
			is("stale", anHourAgo),
		),
		of("network.quality",
			is("ok"),
			is("slow", OnNetwork(readiness.WiFi, 1_500, 0)),
			is("unstable", OnNetwork(readiness.WiFi, 50, 8_00)),
			is("none", OnNetwork(readiness.NoNetwork, 0, 0)),
			is("unknown", Without(readiness.FieldDeviceNetworkType)),
			is("stale", anHourAgo),
		),
	)
}

// versions is a policy that knows versions of the app.
func versions(p *readiness.Policy) {
	p.MinAppVersion = map[string]string{"*": "8.0.0"}
	p.LatestAppVersion = map[string]string{"*": "8.0.44"}
	p.BlockedAppVersions = []string{"8.0.40"}
}

func deviceFixtures() []Fixture {
	anHourAgo := Captured(ago(time.Hour))
	yes := func(f func(*readiness.Device) *readiness.Fact) Change {
		return OnDevice(func(d *readiness.Device) { *f(d) = readiness.Yes })
	}
	rooted := yes(func(d *readiness.Device) *readiness.Fact { return &d.Rooted })
	return slices.Concat(
		of("device.integrity",
			is("ok"),
			is("remote-control", yes(func(d *readiness.Device) *readiness.Fact { return &d.RemoteControl })),
			is("attestation-failed", Attested(readiness.AttestationFailed)),
			is("hooked", yes(func(d *readiness.Device) *readiness.Fact { return &d.Hooked })),
			is("repackaged", yes(func(d *readiness.Device) *readiness.Fact { return &d.Repackaged })),
			is("emulator", yes(func(d *readiness.Device) *readiness.Fact { return &d.Emulator })),
			is("cloud-phone", yes(func(d *readiness.Device) *readiness.Fact { return &d.CloudPhone })),
			is("debugger", yes(func(d *readiness.Device) *readiness.Fact { return &d.Debugger })),
			is("jailbroken", rooted, OnDevice(func(d *readiness.Device) { d.Platform = readiness.IOS })),
			is("screen-sharing", yes(func(d *readiness.Device) *readiness.Fact { return &d.ScreenSharing })),
			is("rooted", rooted),
			is("multi-instance", yes(func(d *readiness.Device) *readiness.Fact { return &d.MultiInstance })),
			is("attestation-basic", Attested(readiness.AttestedBasic)),
			is("no-evidence", Without(readiness.FieldDeviceRooted, readiness.FieldDeviceEmulator)),
			is("stale", anHourAgo),
		),
		of("device.app-version",
			is("current").under(versions),
			is("outdated", RunningApp("8.0.43")).under(versions),
			is("data-corrupted", yes(func(d *readiness.Device) *readiness.Fact { return &d.DataCorrupted })),
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
			is("unknown", Without(readiness.FieldDeviceClockSkewSeconds)),
			is("stale", anHourAgo),
		),
	)
}
