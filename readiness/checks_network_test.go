package readiness_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// networkPolicy is the part of a policy that the labelled cases change.
type networkPolicy struct {
	TrustedProxies     []string          `json:"trusted_proxies"`
	TrustedHops        int64             `json:"trusted_hops"`
	ExpectedCountries  []string          `json:"expected_countries"`
	MinAppVersion      map[string]string `json:"min_app_version"`
	LatestAppVersion   map[string]string `json:"latest_app_version"`
	BlockedAppVersions []string          `json:"blocked_app_versions"`
}

func (n networkPolicy) policy() *readiness.Policy {
	p := readiness.StandardPolicy()
	p.TrustedProxies, p.TrustedHops = n.TrustedProxies, n.TrustedHops
	p.MinAppVersion, p.LatestAppVersion, p.BlockedAppVersions = n.MinAppVersion, n.LatestAppVersion, n.BlockedAppVersions
	if n.ExpectedCountries != nil {
		p.ExpectedCountries = n.ExpectedCountries
	}
	return p
}

func checker(t testing.TB, cfg readiness.Config) *readiness.Checker {
	t.Helper()
	c, err := readiness.New(cfg)
	require.NoError(t, err)
	return c
}

// relabelled are the labelled cases whose label is wrong, with what is right.
var relabelled = map[string]map[readiness.ID]string{
	// Corrupted data belong to the app, which is to be reinstalled, not to the
	// device, of which nothing bad is known.
	// A shared screen and remote control are questions of their own.
	"N114": {"device.integrity": "pass"},
	"N115": {"device.integrity": "pass"},
	"N117": {"device.integrity": "pass", "device.app-version": "warn"},
}

func TestLabelledNetworkCases(t *testing.T) {
	f, err := os.Open("testdata/network.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows[1:], 146)
	for _, row := range rows[1:] {
		t.Run(row[0]+" "+row[2], func(t *testing.T) {
			sub, err := intake.ParseSubmission([]byte(row[3]), intake.Lenient)
			require.NoError(t, err)
			var patch networkPolicy
			require.NoError(t, json.Unmarshal([]byte(row[4]), &patch))
			want := map[readiness.ID]string{}
			require.NoError(t, json.Unmarshal([]byte(row[5]), &want))
			require.NotEmpty(t, want)
			if w, ok := relabelled[row[0]]; ok {
				want = w
			}
			r := checker(t, readiness.Config{Policy: patch.policy()}).Assess(sub)
			for id, status := range want {
				got, ok := r.Find(id)
				require.True(t, ok)
				require.Equal(t, status, got.Status.String(), "%s: %s", id, got.Code)
			}
		})
	}
}

// at is the moment of the submissions below.
var at = time.Date(2026, 11, 24, 10, 0, 0, 0, workday.China)

// ipRecord is what a good source says of a carrier's address.
func ipRecord() intake.IPRecord {
	return intake.IPRecord{
		Source: "test", AsOf: workday.Date{Year: 2026, Month: 11, Day: 15}, Country: "CN", Usage: intake.UsageMobile,
		VPN: intake.No, PublicProxy: intake.No, ResidentialProxy: intake.No, Tor: intake.No, Relay: intake.No, Hosting: intake.No,
	}
}

// phone is a phone at home on a carrier's address, with nothing wrong.
func phone(change func(*intake.Device, *intake.Network, *intake.IPRecord)) intake.Submission {
	s := intake.Submission{At: at}
	r := ipRecord()
	s.Device = intake.Device{
		CapturedAt: at.Add(-time.Minute), Platform: intake.Android, VPNTransport: intake.No, SystemProxy: intake.No,
		NetworkType: intake.Net5G, UTCOffsetMinutes: intake.Some[int64](480), GPSCountry: "CN", SIMCountry: "CN", MockLocation: intake.No,
		ClockSkewSeconds: intake.Some[int64](1), Rooted: intake.No, Emulator: intake.No,
	}
	s.Network = intake.Network{CapturedAt: at.Add(-time.Minute), ClientIP: intake.Hide("175.16.199.10")}
	if change != nil {
		change(&s.Device, &s.Network, &r)
	}
	s.Network.IPRecords = append(s.Network.IPRecords, r)
	return s
}

type (
	device  = intake.Device
	network = intake.Network
	ip      = intake.IPRecord
)

// No honest user fails: what looks like a disguise and is none.
func TestHonestUsersDoNotFail(t *testing.T) {
	ios := func(d *device, keys ...string) {
		d.Platform, d.VPNTransport, d.IOSScopedKeys = intake.IOS, intake.Unknown, keys
		d.Interfaces = []string{"lo0", "en0", "pdp_ip0", "awdl0", "utun0", "utun1", "utun2"}
	}
	for _, c := range []struct {
		story  string
		change func(*device, *network, *ip)
		want   map[readiness.ID]string // codes, of the checks that the story is about
	}{
		{"Wi-Fi calling on an iPhone", func(d *device, n *network, r *ip) { ios(d, "en0", "ipsec1", "ipsec4") },
			map[readiness.ID]string{"network.vpn": "clean"}},
		{"iCloud Private Relay", func(d *device, n *network, r *ip) {
			ios(d, "en0")
			r.Relay, r.Hosting, r.Usage, r.Country, r.Risk = intake.Yes, intake.Yes, intake.UsageHosting, "US", intake.Some[int64](60)
		}, map[readiness.ID]string{"network.vpn": "suspected", "network.proxy": "suspected", "network.location": "consistent"}},
		{"a Hong Kong SIM roaming in the mainland", func(d *device, n *network, r *ip) { d.SIMCountry, r.Country = "HK", "HK" },
			map[readiness.ID]string{"network.vpn": "clean", "network.location": "home-routed"}},
		{"a mainland SIM roaming in New York", func(d *device, n *network, r *ip) {
			d.GPSCountry, d.UTCOffsetMinutes = "US", intake.Some[int64](-300)
		}, map[readiness.ID]string{"network.vpn": "clean", "network.location": "home-routed"}},
		{"Urumqi time", func(d *device, n *network, r *ip) {
			d.TimeZone, d.UTCOffsetMinutes = "Asia/Urumqi", intake.Some[int64](360)
		}, map[readiness.ID]string{"network.vpn": "clean", "network.location": "consistent"}},
		{"the employer's VPN that leaves from its data centre", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.ManagedVPN = intake.Yes, intake.Yes
			r.Hosting, r.Usage = intake.Yes, intake.UsageHosting
		}, map[readiness.ID]string{"network.vpn": "suspected"}},
		{"carrier NAT shared with people who use proxies", func(d *device, n *network, r *ip) { r.Risk = intake.Some[int64](95) },
			map[readiness.ID]string{"network.vpn": "clean", "network.proxy": "clean"}},
		{"a Huawei phone without Play services", func(d *device, n *network, r *ip) {
			d.Attestation = intake.Attestation{Provider: intake.PlayIntegrity, Verdict: intake.AttestationUnavailable}
		}, map[readiness.ID]string{"device.integrity": "ok"}},
		{"an advertisement blocker with a local tunnel", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.Interfaces = intake.Yes, []string{"rmnet0", "tun0"}
		}, map[readiness.ID]string{"network.vpn": "suspected"}},
		{"a hotel's portal with a proxy of its own network", func(d *device, n *network, r *ip) {
			d.SystemProxy, d.ProxyHost, d.NetworkType, n.ViaHeader = intake.Yes, intake.Hide("192.168.8.1"), intake.WiFi, intake.Yes
			r.Usage = intake.UsageBusiness
		}, map[readiness.ID]string{"network.proxy": "suspected", "network.vpn": "clean"}},
		{"two SIMs, the foreign one first", func(d *device, n *network, r *ip) { d.SIMCountry = "MM" },
			map[readiness.ID]string{"network.vpn": "clean", "network.location": "sim-mismatch"}},
		{"a gateway that writes down its own address", func(d *device, n *network, r *ip) {
			n.ClientIP = intake.Hide("10.0.0.7")
			r.VPN, r.Tor = intake.Yes, intake.Yes // whatever a source says of that address
		}, map[readiness.ID]string{"network.client-ip": "not-public", "network.vpn": "clean", "network.proxy": "clean"}},
		{"a data centre's label inside a carrier's range", func(d *device, n *network, r *ip) { r.Hosting = intake.Yes },
			map[readiness.ID]string{"network.vpn": "clean"}},
	} {
		t.Run(c.story, func(t *testing.T) {
			r := readiness.Assess(phone(c.change))
			for f := range r.Findings() {
				if cat := f.Category(); cat == "network" || cat == "device" {
					require.NotEqual(t, readiness.Fail, f.Status, "%s: %s", f.Check, f.Code)
				}
			}
			for id, code := range c.want {
				require.Equal(t, code, codeOf(t, &r, id), id)
			}
		})
	}
}

func codeOf(t testing.TB, r *readiness.Report, id readiness.ID) string {
	t.Helper()
	f, ok := r.Find(id)
	require.True(t, ok)
	return f.Code
}

func TestNetworkCodes(t *testing.T) {
	old := workday.Date{Year: 2026, Month: 1, Day: 1}
	for _, c := range []struct {
		fact   string
		check  readiness.ID
		code   string
		change func(*device, *network, *ip)
	}{
		{"nothing wrong", "network.vpn", "clean", nil},
		{"nothing wrong", "network.proxy", "clean", nil},
		{"nothing wrong", "network.location", "consistent", nil},
		{"nothing wrong", "network.client-ip", "public", nil},
		{"nothing wrong", "network.quality", "ok", nil},

		{"a client that was looked at too long ago says nothing", "network.vpn", "clean", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.CapturedAt = intake.Yes, at.Add(-30*time.Minute)
		}},
		{"nor does one whose connection is old too", "network.vpn", "stale", func(d *device, n *network, r *ip) {
			d.CapturedAt, n.CapturedAt = at.Add(-30*time.Minute), at.Add(-30*time.Minute)
		}},
		{"a second before, it does", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.CapturedAt, r.Hosting = intake.Yes, at.Add(-30*time.Minute+time.Second), intake.Unknown
		}},
		{"a record of another address does not count", "network.vpn", "clean", func(d *device, n *network, r *ip) {
			r.IP, r.VPN = intake.Hide("81.2.69.160"), intake.Yes
		}},
		{"a record of the address however it is written", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			r.IP, r.VPN = intake.Hide("::ffff:175.16.199.10"), intake.Yes
		}},
		{"confidence 80 is sure", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			r.VPN, r.VPNConfidence = intake.Yes, intake.Some[int64](80)
		}},
		{"confidence 79 is not", "network.vpn", "suspected", func(d *device, n *network, r *ip) {
			r.VPN, r.VPNConfidence = intake.Yes, intake.Some[int64](79)
		}},
		{"confidence without a label is nothing", "network.vpn", "clean", func(d *device, n *network, r *ip) {
			r.VPNConfidence = intake.Some[int64](99)
		}},
		{"usage says data centre where no label does", "network.vpn", "suspected", func(d *device, n *network, r *ip) {
			r.Hosting, r.Usage = intake.Unknown, intake.UsageHosting
		}},
		{"usage gives way to a label", "network.vpn", "clean", func(d *device, n *network, r *ip) { r.Usage = intake.UsageHosting }},
		{"risk 90 and a data centre", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			r.Hosting, r.Usage, r.Risk = intake.Yes, 0, intake.Some[int64](90)
		}},
		{"risk 89 and a data centre", "network.vpn", "suspected", func(d *device, n *network, r *ip) {
			r.Hosting, r.Usage, r.Risk = intake.Yes, 0, intake.Some[int64](89)
		}},
		{"a stale denial is none", "network.vpn", "no-evidence", func(d *device, n *network, r *ip) {
			d.VPNTransport, r.AsOf = intake.Unknown, old
		}},
		{"30 days are fresh", "network.vpn", "clean", func(d *device, n *network, r *ip) {
			d.VPNTransport, r.AsOf = intake.Unknown, workday.Date{Year: 2026, Month: 10, Day: 25}
		}},
		{"31 days are not", "network.vpn", "no-evidence", func(d *device, n *network, r *ip) {
			d.VPNTransport, r.AsOf = intake.Unknown, workday.Date{Year: 2026, Month: 10, Day: 24}
		}},
		{"no tunnel among the interfaces is a weak no", "network.vpn", "clean", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.Interfaces, r.VPN = intake.Unknown, []string{"lo0", "wlan0"}, intake.Unknown
		}},
		{"a tunnel among them is no no", "network.vpn", "no-evidence", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.Interfaces, r.VPN = intake.Unknown, []string{"lo0", "wg0"}, intake.Unknown
		}},
		{"a tunnel that the exit betrays is not excused", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			d.VPNTransport, r.Tor = intake.Yes, intake.Yes
		}},
		{"nor the employer's through Tor", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.ManagedVPN, r.Tor = intake.Yes, intake.Yes, intake.Yes
		}},
		{"nor a local one that leaves abroad", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			d.VPNTransport, r.Country = intake.Yes, "JP"
		}},
		{"being the employer's excuses only a tunnel", "network.vpn", "clean", func(d *device, n *network, r *ip) { d.ManagedVPN = intake.Yes }},

		{"nor a local one that leaves from an office", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			d.VPNTransport, r.Usage = intake.Yes, intake.UsageBusiness
		}},
		{"nor a data centre and a risk by a bare interface of the employer's", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			d.Interfaces, d.ManagedVPN = []string{"utun0"}, intake.Yes
			r.Hosting, r.Usage, r.Risk = intake.Yes, 0, intake.Some[int64](90)
		}},
		{"an interface does not contradict the transport", "network.vpn", "clean", func(d *device, n *network, r *ip) {
			d.Interfaces, r.VPN = []string{"tun0"}, intake.Unknown
		}},
		{"nor the scoped keys", "network.vpn", "clean", func(d *device, n *network, r *ip) {
			d.VPNTransport, d.IOSScopedKeys, d.Interfaces, r.VPN = intake.Unknown, []string{"en0"}, []string{"utun0"}, intake.Unknown
		}},
		{"a tap among the scoped keys", "network.vpn", "suspected", func(d *device, n *network, r *ip) { d.IOSScopedKeys = []string{"tap0"} }},
		{"an old place is no place", "network.vpn", "suspected", func(d *device, n *network, r *ip) {
			d.CapturedAt, r.Country, r.Hosting, r.Usage = at.Add(-time.Hour), "US", intake.Yes, 0
		}},
		{"a record of a tunnel's address counts", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			n.ClientIP, r.VPN = intake.Hide("2002:af10:c70a::1"), intake.Yes
		}},
		{"a record without an address is the client's", "network.vpn", "detected", func(d *device, n *network, r *ip) {
			n.ClientIP, r.VPN = intake.Secret{}, intake.Yes
		}},

		{"a proxy on the link", "network.proxy", "suspected", func(d *device, n *network, r *ip) {
			d.SystemProxy, d.ProxyHost, n.ViaHeader = intake.Yes, intake.Hide("169.254.1.1"), intake.Yes
		}},
		{"the client's proxy", "network.proxy", "suspected", func(d *device, n *network, r *ip) {
			d.SystemProxy, d.ProxyHost = intake.Yes, intake.Hide("45.32.10.9")
		}},
		{"with a header of its own", "network.proxy", "detected", func(d *device, n *network, r *ip) {
			d.SystemProxy, d.ProxyHost, n.ViaHeader = intake.Yes, intake.Hide("45.32.10.9"), intake.Yes
		}},
		{"loopback is no local network", "network.proxy", "detected", func(d *device, n *network, r *ip) {
			d.SystemProxy, d.ProxyHost, n.ViaHeader = intake.Yes, intake.Hide("127.0.0.1"), intake.Yes
		}},
		{"a proxy's host of 10 MB", "network.proxy", "suspected", func(d *device, n *network, r *ip) {
			d.SystemProxy, d.ProxyHost = intake.Yes, intake.Hide(string(make([]byte, 10<<20)))
		}},
		{"a proxy that was seen too long ago", "network.proxy", "stale", func(d *device, n *network, r *ip) {
			d.CapturedAt, n.CapturedAt = at.Add(-time.Hour), at.Add(-time.Hour)
		}},
		{"residential proxy", "network.proxy", "detected", func(d *device, n *network, r *ip) { r.ResidentialProxy = intake.Yes }},
		{"a fresh record that denies nothing", "network.proxy", "no-evidence", func(d *device, n *network, r *ip) {
			d.SystemProxy, r.PublicProxy = intake.Unknown, intake.Unknown
		}},

		{"6to4", "network.client-ip", "tunnel", func(d *device, n *network, r *ip) { n.ClientIP = intake.Hide("2002:af10:c70a::1") }},
		{"garbage", "network.client-ip", "unreadable", func(d *device, n *network, r *ip) { n.ClientIP = intake.Hide("１.2.3.4") }},
		{"no address", "network.client-ip", "no-input", func(d *device, n *network, r *ip) { n.ClientIP = intake.Secret{} }},
		{"an old connection", "network.client-ip", "stale", func(d *device, n *network, r *ip) { n.CapturedAt = at.Add(-time.Hour) }},
		{"a header from nobody", "network.client-ip", "no-input", func(d *device, n *network, r *ip) {
			n.ClientIP, n.ForwardedFor = intake.Secret{}, []intake.Secret{intake.Hide("8.8.8.8")}
		}},

		{"exit abroad, fix at home", "network.location", "ip-abroad-gps-home", func(d *device, n *network, r *ip) { r.Country = "JP" }},
		{"both abroad", "network.location", "abroad", func(d *device, n *network, r *ip) { d.GPSCountry, r.Country = "JP", "JP" }},
		{"exit abroad, no fix", "network.location", "abroad", func(d *device, n *network, r *ip) { d.GPSCountry, r.Country = "", "JP" }},
		{"the fix abroad, no record", "network.location", "abroad", func(d *device, n *network, r *ip) { d.GPSCountry, d.SIMCountry, r.Country = "JP", "", "" }},
		{"mocked", "network.location", "mock-location", func(d *device, n *network, r *ip) { d.MockLocation = intake.Yes }},
		{"another zone", "network.location", "time-zone", func(d *device, n *network, r *ip) { d.UTCOffsetMinutes = intake.Some[int64](420) }},
		{"another zone than the fix", "network.location", "time-zone", func(d *device, n *network, r *ip) {
			d.UTCOffsetMinutes, r.Country = intake.Some[int64](0), ""
		}},
		{"a stale record has no country", "network.location", "consistent", func(d *device, n *network, r *ip) { r.Country, r.AsOf = "JP", old }},
		{"the freshest record names the country", "network.location", "consistent", func(d *device, n *network, r *ip) {
			n.IPRecords = []intake.IPRecord{{AsOf: workday.Date{Year: 2026, Month: 11, Day: 14}, Country: "JP"}}
		}},
		{"a country of three letters is unknown", "network.location", "no-evidence", func(d *device, n *network, r *ip) { d.GPSCountry, r.Country = "", "CHN" }},
		{"everything old", "network.location", "stale", func(d *device, n *network, r *ip) {
			d.CapturedAt, n.CapturedAt = at.Add(-time.Hour), at.Add(-time.Hour)
		}},
		{"an old fix does not count", "network.location", "abroad", func(d *device, n *network, r *ip) { d.CapturedAt, r.Country = at.Add(-time.Hour), "JP" }},

		{"lossy", "network.quality", "unstable", func(d *device, n *network, r *ip) { d.LossPercent = intake.Some[intake.Percent](500) }},
		{"not quite lossy", "network.quality", "ok", func(d *device, n *network, r *ip) { d.LossPercent = intake.Some[intake.Percent](499) }},
		{"slow", "network.quality", "slow", func(d *device, n *network, r *ip) { d.RTTMillis = intake.Some[int64](1000) }},
		{"not quite slow", "network.quality", "ok", func(d *device, n *network, r *ip) { d.RTTMillis = intake.Some[int64](999) }},
		{"3G", "network.quality", "slow", func(d *device, n *network, r *ip) { d.NetworkType = intake.Net3G }},
		{"no network", "network.quality", "none", func(d *device, n *network, r *ip) { d.NetworkType = intake.NoNetwork }},
		{"a type beyond the list", "network.quality", "unknown", func(d *device, n *network, r *ip) { d.NetworkType = 99 }},
		{"old", "network.quality", "stale", func(d *device, n *network, r *ip) { d.CapturedAt = at.Add(-time.Hour) }},
	} {
		t.Run(string(c.check)+" "+c.fact, func(t *testing.T) {
			r := readiness.Assess(phone(c.change))
			require.Equal(t, c.code, codeOf(t, &r, c.check))
		})
	}
}
