package readiness_test

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// source is an IPLookup that counts what it is asked.
type source struct {
	record intake.IPRecord
	err    error
	panics bool
	asked  []netip.Addr
}

func (s *source) LookupIP(a netip.Addr) (intake.IPRecord, bool, error) {
	s.asked = append(s.asked, a)
	if s.panics {
		panic("source")
	}
	return s.record, true, s.err
}

func TestLookup(t *testing.T) {
	tor := ipRecord()
	tor.Tor = intake.Yes
	for _, c := range []struct {
		fact   string
		source source
		client string
		asked  int
		code   string
	}{
		{"a public address is looked up, once for all checks", source{record: tor}, "::ffff:81.2.69.160", 1, "detected"},
		{"a clean one", source{record: ipRecord()}, "81.2.69.160", 1, "clean"},
		{"a private address is not", source{record: tor}, "10.0.0.1", 0, "no-evidence"},
		{"nor a tunnel's", source{record: tor}, "2002:af10:c70a::1", 0, "no-evidence"},
		{"nor none", source{record: tor}, "", 0, "no-evidence"},
		{"a source that fails says nothing", source{record: tor, err: errors.New("closed")}, "81.2.69.160", 1, "no-evidence"},
		{"nor does one that panics", source{record: tor, panics: true}, "81.2.69.160", 1, "no-evidence"},
	} {
		t.Run(c.fact, func(t *testing.T) {
			r := checker(t, readiness.Config{IPs: &c.source}).Assess(intake.Submission{At: at, Network: network{ClientIP: intake.Hide(c.client)}})
			require.Len(t, c.source.asked, c.asked)
			require.Equal(t, c.code, codeOf(t, &r, "network.vpn"))
			if failed := c.source.panics || c.source.err != nil; failed {
				require.Contains(t, r.Errors, readiness.Problem{Field: intake.FieldNetworkClientIP, Kind: "lookup-failed"})
			}
		})
	}
}

func TestFrontEnd(t *testing.T) {
	s := phone(func(d *device, n *network, r *ip) {
		n.ClientIP, n.Peer = intake.Secret{}, intake.Hide("10.0.0.2:80")
		n.ForwardedFor = []intake.Secret{intake.Hide("8.8.8.8, 81.2.69.160")}
		r.IP, r.Tor = intake.Hide("81.2.69.160"), intake.Yes
	})
	for _, c := range []struct {
		fact       string
		policy     networkPolicy
		client, ip string
	}{
		{"nobody is trusted", networkPolicy{}, "clean", "not-public"},
		{"a proxy is trusted", networkPolicy{TrustedProxies: []string{"10.1.2.3/8"}}, "detected", "public"},
		{"in mapped form", networkPolicy{TrustedProxies: []string{"::ffff:10.0.0.0/104"}}, "detected", "public"},
		{"a hop is trusted", networkPolicy{TrustedHops: 1}, "detected", "public"},
		{"too many hops", networkPolicy{TrustedHops: 3}, "clean", "unreadable"},
	} {
		t.Run(c.fact, func(t *testing.T) {
			r := checker(t, readiness.Config{Policy: c.policy.policy()}).Assess(s)
			require.Equal(t, c.client, codeOf(t, &r, "network.vpn"))
			require.Equal(t, c.ip, codeOf(t, &r, "network.client-ip"))
		})
	}
}

func TestNetworkPolicyProblems(t *testing.T) {
	for _, c := range []struct {
		policy networkPolicy
		path   string
	}{
		{networkPolicy{TrustedProxies: []string{"10.0.0.0/8", "10.0.0.1"}}, "/trusted_proxies/1"},
		{networkPolicy{TrustedProxies: []string{"0.0.0.0/0"}}, "/trusted_proxies/0"},
		{networkPolicy{TrustedProxies: []string{"::ffff:0.0.0.0/95"}}, "/trusted_proxies/0"},
		{networkPolicy{TrustedProxies: []string{"10.0.0.0/8"}, TrustedHops: 1}, "/trusted_hops"},
		{networkPolicy{TrustedProxies: make([]string, 1001)}, "/trusted_proxies"},
		{networkPolicy{ExpectedCountries: []string{"CN", "cn"}}, "/expected_countries/1"},
		{networkPolicy{MinAppVersion: map[string]string{"android": "latest"}}, "/min_app_version/android"},
		{networkPolicy{MinAppVersion: map[string]string{"web": "1.0"}}, "/min_app_version/web"},
		{networkPolicy{LatestAppVersion: map[string]string{"": "1.0"}}, "/latest_app_version/"},
		{networkPolicy{MinAppVersion: map[string]string{"*": "2.0"}, LatestAppVersion: map[string]string{"*": "1.0"}}, "/latest_app_version/*"},
		{networkPolicy{MinAppVersion: map[string]string{"ios": "2.0"}, LatestAppVersion: map[string]string{"*": "1.0"}}, "/latest_app_version/*"},
		{networkPolicy{MinAppVersion: map[string]string{"*": "2.0"}, LatestAppVersion: map[string]string{"ios": "1.0"}}, "/latest_app_version/ios"},
		{networkPolicy{BlockedAppVersions: []string{"1.0", "x"}}, "/blocked_app_versions/1"},
		{networkPolicy{BlockedAppVersions: make([]string, 1001)}, "/blocked_app_versions"},
	} {
		_, err := readiness.New(readiness.Config{Policy: c.policy.policy()})
		var p *readiness.PolicyProblem
		require.ErrorAs(t, err, &p, c.path)
		require.Contains(t, strings.Split(err.Error(), "\n")[0], "policy: "+c.path+": ")
	}
	for _, ok := range []networkPolicy{
		{MinAppVersion: map[string]string{"*": "2.0"}, LatestAppVersion: map[string]string{"*": "2.0.0"}},
		{ExpectedCountries: []string{}},
	} {
		_, err := readiness.New(readiness.Config{Policy: ok.policy()})
		require.NoError(t, err)
	}
}

// dayLongCaptures lets what was captured count so long that a record ages first.
func dayLongCaptures() *readiness.Policy {
	p := readiness.StandardPolicy()
	p.CaptureFreshMinutes, p.StateFreshHours = 24*60, 48
	return p
}

// TestCapturesAge: the report holds until the first capture or record is too
// old, and the second after it does not say the same.
func TestCapturesAge(t *testing.T) {
	for _, c := range []struct {
		fact   string
		change func(*device, *network, *ip)
		check  readiness.ID
		until  time.Time
	}{
		{"the device", func(d *device, n *network, r *ip) { d.CapturedAt = at.Add(-20 * time.Minute) }, "network.quality", at.Add(10 * time.Minute)},
		{"the connection", func(d *device, n *network, r *ip) { n.CapturedAt = at.Add(-25 * time.Minute) }, "network.client-ip", at.Add(5 * time.Minute)},
		{"the records", func(d *device, n *network, r *ip) {
			d.VPNTransport, r.AsOf.Month, r.AsOf.Day = intake.Unknown, 10, 25
		}, "network.vpn", at.Add(14 * time.Hour)},
		{"the attestation", func(d *device, n *network, r *ip) {
			d.Rooted, d.CapturedAt = intake.Unknown, at
			d.Attestation = intake.Attestation{Verdict: intake.AttestedStrong, AgeSeconds: intake.Some[int64](480)}
		}, "device.integrity", at.Add(2 * time.Minute)},
	} {
		t.Run(c.fact, func(t *testing.T) {
			config := readiness.Config{Suite: clientSuite()}
			if c.fact == "the records" {
				config.Policy = dayLongCaptures()
			}
			k := checker(t, config)
			s := phone(c.change)
			r := k.Assess(s)
			require.True(t, c.until.Equal(r.ValidUntil), r.ValidUntil)
			before, _ := r.Find(c.check)
			s.At = c.until.Add(-time.Second)
			r = k.Assess(s)
			require.Equal(t, before.Code, codeOf(t, &r, c.check))
			s.At = c.until
			r = k.Assess(s)
			after, _ := r.Find(c.check)
			require.NotEqual(t, before.Code, after.Code)
			require.Equal(t, readiness.StatusUnknown, after.Status)
		})
	}
}

// TestEachFindingAges: the same for findings that rest on one thing alone.
func TestEachFindingAges(t *testing.T) {
	old := func(d *device, n *network, r *ip) { // the record's last day is today
		r.AsOf.Month, r.AsOf.Day = 10, 25
	}
	for _, c := range []struct {
		fact   string
		check  readiness.ID
		change func(*device, *network, *ip)
		until  time.Time
	}{
		{"the record of the location", "network.location", old, at.Add(14 * time.Hour)},
		{"the place that the exit is not at", "network.vpn", func(d *device, n *network, r *ip) {
			*d = device{SIMCountry: "CN", CapturedAt: at.Add(-20 * time.Minute)}
			r.Country = "JP"
		}, at.Add(10 * time.Minute)},
		{"the connection whose exit it is", "network.location", func(d *device, n *network, r *ip) {
			*d = device{}
			n.CapturedAt = at.Add(-20 * time.Minute)
		}, at.Add(10 * time.Minute)},
		{"the header of the proxy", "network.proxy", func(d *device, n *network, r *ip) {
			*d = device{}
			n.ViaHeader, n.CapturedAt, r.IP = intake.Yes, at.Add(-20*time.Minute), intake.Hide("9.9.9.9")
		}, at.Add(10 * time.Minute)},
	} {
		t.Run(c.fact, func(t *testing.T) {
			config := readiness.Config{Suite: onlySuite(c.check)}
			if c.fact == "the record of the location" {
				config.Policy = dayLongCaptures()
			}
			r := checker(t, config).Assess(phone(c.change))
			require.True(t, c.until.Equal(r.ValidUntil), r.ValidUntil)
		})
	}
}

// TestRecordsAgeBeforeEarliestAt: looking ahead reads the records anew.
func TestRecordsAgeBeforeEarliestAt(t *testing.T) {
	s := full()
	s.Device = device{}
	s.Network.IPRecords[0].VPN, s.Network.IPRecords[0].AsOf = intake.Yes, readiness.Date{Year: 2026, Month: 10, Day: 25}
	s.At = time.Date(2026, 11, 24, 21, 0, 0, 0, noon.Location())
	s.Network.CapturedAt, s.Card.StateAt, s.Applicant.Verification.Face.At = s.At, s.At, s.At
	s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, EndedAt: s.At.Add(-14 * time.Hour), SameCard: intake.Yes}}
	k := checker(t, readiness.Config{Policy: dayLongCaptures()})
	r := k.Assess(s)
	require.Equal(t, "detected", codeOf(t, &r, "network.vpn"))
	require.Equal(t, s.At.Add(10*time.Hour).Unix(), r.EarliestAt.Unix())
	later := s
	later.ObservedAt, later.At = s.At, r.EarliestAt
	then := k.Assess(later)
	require.Equal(t, "suspected", codeOf(t, &then, "network.vpn"))
	require.Equal(t, then.Verdict, r.EarliestVerdict)
	require.Equal(t, readiness.Ready, r.EarliestVerdict)
}

// TestSeenIsNeverClean: a policy that tolerates a VPN does not make it unseen.
func TestSeenIsNeverClean(t *testing.T) {
	p := readiness.StandardPolicy()
	p.VPNSuspected, p.VPNDetected = 500, 500
	k := checker(t, readiness.Config{Policy: p})
	r := k.Assess(phone(func(d *device, n *network, r *ip) { d.VPNTransport, d.SystemProxy = intake.Yes, intake.Yes }))
	require.Equal(t, "no-evidence", codeOf(t, &r, "network.vpn"))
	require.Equal(t, "no-evidence", codeOf(t, &r, "network.proxy"))
}

// TestTwoExpectedCountries: nobody roams between places that are both home.
func TestTwoExpectedCountries(t *testing.T) {
	k := checker(t, readiness.Config{Policy: networkPolicy{ExpectedCountries: []string{"CN", "HK"}}.policy()})
	r := k.Assess(phone(func(d *device, n *network, r *ip) { d.SIMCountry, r.Country = "HK", "HK" }))
	require.Equal(t, "consistent", codeOf(t, &r, "network.location"))
}

func TestStaleLookup(t *testing.T) {
	k := checker(t, readiness.Config{IPs: fixed(ipRecord())})
	r := k.Assess(intake.Submission{At: at, Network: network{ClientIP: intake.Hide("81.2.69.160"), CapturedAt: at.Add(-time.Hour)}})
	require.Equal(t, "stale", codeOf(t, &r, "network.vpn"))
	require.Equal(t, "stale", codeOf(t, &r, "network.location"))
}

// TestEmptyListOfCountriesExpectsAll pins what an empty list means.
func TestEmptyListOfCountriesExpectsAll(t *testing.T) {
	s := phone(func(d *device, n *network, r *ip) { d.SIMCountry, d.GPSCountry, r.Country = "", "CN", "JP" })
	r := checker(t, readiness.Config{Policy: networkPolicy{ExpectedCountries: []string{}}.policy()}).Assess(s)
	require.Equal(t, "time-zone", codeOf(t, &r, "network.location"))
}

func TestNetworkEvidence(t *testing.T) {
	s := phone(func(d *device, n *network, r *ip) {
		d.VPNTransport, d.IOSScopedKeys, d.GPSCountry, d.SIMCountry = intake.Yes, []string{"ipsec0", "utun7"}, "CN", "CN"
		r.Country, r.Hosting, r.Risk = "US", intake.Yes, intake.Some[int64](90)
	})
	doc := func() map[string]any {
		r := readiness.Assess(s)
		for _, f := range r.Document(readiness.EN, readiness.DetailFull).Findings {
			if f.Check == "network.vpn" {
				return f.Evidence
			}
		}
		return nil
	}
	got := doc()
	require.EqualValues(t, 75+25+20+30, got["points"])
	require.Equal(t, []string{"vpn_transport", "scoped_tunnel", "scoped_ipsec"}, got["client"])
	require.Equal(t, []string{"hosting", "risk", "country_differs", "sim_differs", "time_zone_differs"}, got["exit"])
	require.Equal(t, ipRecord().AsOf, got["as_of"])
	s.Network.IPRecords[0].AsOf.Month = 1
	require.EqualValues(t, 75+25/2+30/2, doc()["points"], "an old record is half a record, and has no country")
	require.Contains(t, doc()["exit"], "old_label")
	s.Network.IPRecords = append(s.Network.IPRecords, ipRecord())
	require.Equal(t, s.Network.IPRecords[0].AsOf, doc()["as_of"], "the oldest of them")
}

// TestNoLessonInEvasion: what would tell a cheat which sign gave him away is
// not for the applicant.
func TestNoLessonInEvasion(t *testing.T) {
	internal := map[string]bool{}
	for _, c := range clientSuite() {
		for _, r := range c.Reasons {
			if r.Internal {
				internal[r.Code] = true
			}
		}
	}
	for _, code := range []string{"hooked", "repackaged", "emulator", "cloud-phone", "debugger", "attestation-failed", "attestation-basic", "jailbroken", "rooted", "multi-instance", "ip-abroad-gps-home", "sim-mismatch", "time-zone", "remote-control", "screen-sharing"} {
		require.True(t, internal[code], code)
	}
	for _, code := range []string{"detected", "suspected", "mock-location", "below-minimum", "slow"} {
		require.False(t, internal[code], "an honest user must learn of %s", code)
	}
}

func TestNetworkHostileInput(t *testing.T) {
	long := intake.Hide(strings.Repeat("1.2.3.4, ", 1<<20))
	s := phone(func(d *device, n *network, r *ip) {
		d.IOSScopedKeys, d.Interfaces = []string{strings.Repeat("utun", 1<<20)}, []string{"\xff\x00"}
		d.AppVersion, d.SIMCountry, d.GPSCountry, d.TimeZone = strings.Repeat("9", 10<<20), "\u202e", "\xff\xff", strings.Repeat("z", 10<<20)
		d.ProxyHost, d.SystemProxy, d.RTTMillis = long, 99, intake.Some[int64](-1<<63)
		d.UTCOffsetMinutes, d.LossPercent = intake.Some[int64](1<<62), intake.Some[intake.Percent](-1)
		d.CapturedAt = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
		n.ClientIP, n.Peer, n.ForwardedFor = long, long, []intake.Secret{long, long}
		r.IP, r.Country, r.Usage, r.VPN = long, "??", 99, 99
		r.AsOf = readiness.Date{Year: -32768, Month: 255, Day: 255}
		r.Risk, r.VPNConfidence = intake.Some[int64](1<<62), intake.Some[int64](-1<<63)
	})
	r := readiness.Assess(s)
	require.Empty(t, r.Errors)
	b, err := r.Document(readiness.EN, readiness.DetailFull).MarshalJSON()
	require.NoError(t, err)
	out := string(b)
	for _, secret := range []string{"1.2.3.4", "utunutun", "99999999", "zzzzzzzz"} {
		require.NotContains(t, out, secret)
	}
}

// A source that fails is told of, and its error is not: it may hold the address.
func TestALookupThatFailsIsAProblem(t *testing.T) {
	failed := []readiness.Problem{{Field: "/network/client_ip", Kind: "lookup-failed"}}
	for _, c := range []struct {
		name   string
		source source
		client string
		want   []readiness.Problem
	}{
		{"an error", source{err: errors.New("81.2.69.160: closed")}, "81.2.69.160", failed},
		{"an answer", source{record: ipRecord()}, "81.2.69.160", nil},
		{"not asked", source{err: errors.New("closed")}, "10.0.0.1", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			checker := checker(t, readiness.Config{IPs: &c.source})
			r := checker.Assess(intake.Submission{At: at, Network: network{ClientIP: intake.Hide(c.client)}})
			require.Equal(t, c.want, r.Errors)
			r = checker.Assess(intake.Submission{At: at})
			require.Empty(t, r.Errors, "the next one has nothing to do with it")
		})
	}
}

// fixed knows one record.
type fixed intake.IPRecord

func (f fixed) LookupIP(netip.Addr) (intake.IPRecord, bool, error) {
	return intake.IPRecord(f), true, nil
}

func BenchmarkNetworkChecks(b *testing.B) {
	s := phone(nil)
	c := checker(b, readiness.Config{Suite: clientSuite()})
	var r readiness.Report
	b.ReportAllocs()
	for b.Loop() {
		c.AssessInto(&r, &s)
	}
}

// clientSuite is the part of the suite that is about the client.
func clientSuite() []readiness.Check {
	return slices.DeleteFunc(readiness.Suite(), func(c readiness.Check) bool {
		return c.ID.Category() != "network" && c.ID.Category() != "device"
	})
}
