package readiness

import (
	"net/netip"
	"slices"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/internal/utcoffset"
)

// clientFacts are what is known of the client's address.
type clientFacts struct {
	netaddr.Client
	kind     netaddr.Kind
	record   intake.IPRecord // from Config.IPs
	lookedUp bool            // record is set
}

// client returns the client's address: the one that the caller resolved, or else the
// one found from the peer and the forwarding chain.
func (c *Case) client() *clientFacts { return c.facts.client.get(c, (*Case).findClient) }

func (c *Case) findClient() (f clientFacts) {
	n := &c.sub.Network
	if n.ClientIP.IsZero() {
		f.Client = netaddr.Resolve(&c.plan.front, n.Peer.Reveal(), n.ForwardedFor)
	} else if a, ok := netaddr.ParseAddr(n.ClientIP.Reveal()); ok {
		f.Client = netaddr.Client{Addr: a, Status: netaddr.Resolved}
	} else {
		f.Status = netaddr.Unreadable
	}
	f.kind = netaddr.KindOf(f.Addr)
	if c.plan.ips != nil && f.kind == netaddr.Public {
		f.record, f.lookedUp, c.lookupFailed = lookUp(c.plan.ips, f.Addr)
	}
	return f
}

// lookUp asks a source about an address. If the source fails or panics, it drops the
// error, which may hold input.
func lookUp(ips IPLookup, a netip.Addr) (record intake.IPRecord, ok, failed bool) {
	defer func() {
		if recover() != nil {
			record, ok, failed = intake.IPRecord{}, false, true
		}
	}()
	record, ok, err := ips.LookupIP(a)
	if err != nil {
		return intake.IPRecord{}, false, true
	}
	return record, ok, false
}

// deviceFresh returns until when observations of the device count. It is false if
// they no longer do.
func (c *Case) deviceFresh() (until int64, ok bool) {
	return c.fresh(chinatime.Unix(c.sub.Device.CapturedAt), c.plan.policy.CaptureFreshMinutes*60)
}

// networkFresh is like deviceFresh for the connection.
func (c *Case) networkFresh() (until int64, ok bool) {
	return c.fresh(chinatime.Unix(c.sub.Network.CapturedAt), c.plan.policy.CaptureFreshMinutes*60)
}

// tooOld returns the outcome when the check's observations are too old. It asks for
// one new capture instead of every value in it: of the device, which settles more,
// or of the connection.
func (c *Case) tooOld(device bool) Outcome {
	if device {
		return c.asking("stale", intake.FieldDeviceCapturedAt)
	}
	return c.asking("stale", intake.FieldNetworkCapturedAt)
}

// Points for what records say about an address. A vendor's label is no proof: 1.6 %
// of the addresses of China's three carriers are in a public list of data centres.
const (
	pointsVPNLabel     = 75
	pointsVPNSure      = 85 // the source's confidence is 80 of 99 or more
	pointsVPNUnsure    = 45
	pointsTor          = 95
	pointsPublicProxy  = 80
	pointsResidential  = 75
	pointsHosting      = 50
	pointsHostingHome  = 25 // the same record says home or mobile access
	pointsRelay        = 40 // Apple's Private Relay covers the browser, not apps
	pointsRiskHigh     = 30
	pointsRiskElevated = 15

	sureOfVPN    = 80
	riskHigh     = 90
	riskElevated = 75
)

// Evidence that does not come from the client. exitWords has the words.
const (
	exitVPN = 1 << iota
	exitTor
	exitPublicProxy
	exitResidentialProxy
	exitHosting
	exitRelay
	exitOld
	exitRisk
	exitCountryDiffers
	exitSIMDiffers
	exitZoneDiffers
	exitForwarded
	exitVia
)

var exitWords = []string{
	"vpn", "tor", "public_proxy", "residential_proxy", "hosting", "relay", "old_label", "risk",
	"country_differs", "sim_differs", "time_zone_differs", "forwarded_hops", "via",
}

const exitAnonymous = exitVPN | exitTor | exitPublicProxy | exitResidentialProxy

// exit is what the records say about the client's address.
type exit struct {
	vpn, proxy, risk int64 // points of the gravest label
	words            uint64
	denies           uint8   // what a fresh record denies
	home             bool    // a record says home or mobile access in an expected country, and no VPN or hosting
	country          country // of the freshest record that names one
	countryOn        Date
	asOf             Date   // the oldest record that counts
	seen             uint64 // words, also of an address that was captured too long ago
	until            int64
}

const (
	deniesVPN = 1 << iota
	deniesProxy
)

// exit returns what the records in the submission and the one looked up say.
func (c *Case) exit() *exit { return c.timed.exit.get(c, (*Case).findExit) }

func (c *Case) findExit() (e exit) {
	until, fresh := c.networkFresh()
	client := c.client()
	for i := range c.sub.Network.IPRecords {
		if r := &c.sub.Network.IPRecords[i]; c.about(client, r) {
			c.readRecord(&e, r)
		}
	}
	if client.lookedUp {
		c.readRecord(&e, &client.record)
	}
	e.seen = e.words
	if !fresh {
		return exit{seen: e.seen}
	}
	if e.words != 0 || e.denies != 0 || e.country != 0 {
		e.until = chinatime.Sooner(e.until, until)
	}
	return e
}

// about reports whether a record is about the client's address. A record of our own
// front end is not.
func (c *Case) about(client *clientFacts, r *intake.IPRecord) bool {
	if r.IP.IsZero() {
		return client.Status == netaddr.Absent || client.kind == netaddr.Public || client.kind.Tunnel()
	}
	if client.Status == netaddr.Resolved && r.IP.Reveal() == c.sub.Network.ClientIP.Reveal() {
		return true // the same text
	}
	a, ok := netaddr.ParseAddr(r.IP.Reveal())
	return ok && a == client.Addr
}

func (c *Case) readRecord(e *exit, r *intake.IPRecord) {
	until, fresh := c.recordFresh(r)
	words := onlyIf(r.VPN == intake.Yes, exitVPN) |
		onlyIf(r.Tor == intake.Yes, exitTor) |
		onlyIf(r.PublicProxy == intake.Yes, exitPublicProxy) |
		onlyIf(r.ResidentialProxy == intake.Yes, exitResidentialProxy) |
		onlyIf(r.Hosting == intake.Yes || !r.Hosting.Known() && r.Usage == intake.UsageHosting, exitHosting) |
		onlyIf(r.Relay == intake.Yes, exitRelay) |
		onlyIf(r.Risk.OK && r.Risk.V >= riskElevated, exitRisk)
	if words != 0 {
		e.weigh(r, words, fresh)
	}
	if fresh {
		if r.VPN == intake.No {
			e.denies |= deniesVPN
		}
		if r.PublicProxy == intake.No {
			e.denies |= deniesProxy
		}
		from := countryOf(r.Country)
		// A record that names the address answers for it by its usage alone.
		denied := r.VPN == intake.No && r.Hosting == intake.No
		silent := !r.IP.IsZero() && r.VPN != intake.Yes && r.Hosting != intake.Yes
		if atHome(r) && (denied || silent) && c.expected(from) {
			e.home = true
		}
		// A relay's country is where its operator put it, not where the user is.
		if from != 0 && r.Relay != intake.Yes && (e.country == 0 || e.countryOn.Before(r.AsOf)) {
			e.country, e.countryOn = from, r.AsOf
		}
		e.until = chinatime.Sooner(e.until, until)
	}
	if !r.AsOf.IsZero() && (e.asOf.IsZero() || r.AsOf.Before(e.asOf)) {
		e.asOf = r.AsOf
	}
}

// atHome reports whether the address belongs to a home or a mobile network.
func atHome(r *intake.IPRecord) bool {
	return r.Usage == intake.UsageResidential || r.Usage == intake.UsageMobile
}

// weigh adds the points of a record's labels. An old label counts half; an old denial
// does not count.
func (e *exit) weigh(r *intake.IPRecord, words uint64, fresh bool) {
	half := int64(2)
	if fresh {
		half = 1
	}
	label := func(word uint64, vpn, proxy int64) {
		if words&word != 0 {
			e.vpn, e.proxy = max(e.vpn, vpn/half), max(e.proxy, proxy/half)
		}
	}
	vpn := int64(pointsVPNLabel)
	switch {
	case r.VPNConfidence.OK && r.VPNConfidence.V >= sureOfVPN:
		vpn = pointsVPNSure
	case r.VPNConfidence.OK:
		vpn = pointsVPNUnsure
	}
	hosting := int64(pointsHosting)
	if atHome(r) {
		hosting = pointsHostingHome
	}
	label(exitVPN, vpn, 0)
	label(exitTor, pointsTor, pointsTor)
	label(exitPublicProxy, 0, pointsPublicProxy)
	label(exitResidentialProxy, 0, pointsResidential)
	label(exitHosting, hosting, 0)
	label(exitRelay, pointsRelay, pointsRelay)
	if words&exitRisk != 0 {
		points := int64(pointsRiskElevated)
		if r.Risk.V >= riskHigh {
			points = pointsRiskHigh
		}
		e.risk = max(e.risk, points/half)
	}
	if words != exitRisk && !fresh {
		words |= exitOld
	}
	e.words |= words
}

// recordFresh is like fresh but counts whole days: a record is fresh through the last.
func (c *Case) recordFresh(r *intake.IPRecord) (until int64, ok bool) {
	var t int64
	if !r.AsOf.IsZero() {
		t = chinatime.StartOf(r.AsOf)
	}
	return c.fresh(t, (c.plan.policy.IPRecordFreshDays+1)*chinatime.Day)
}

// country is an ISO 3166-1 alpha-2 code, as its two letters; 0 is none.
type country uint16

// String returns the two letters, "" for none.
func (c country) String() string {
	if c == 0 {
		return ""
	}
	return string([]byte{byte(c >> 8), byte(c)})
}

// countryOf returns 0 for what is not a code.
func countryOf(s string) country {
	if !isCountry(s) {
		return 0
	}
	return country(s[0])<<8 | country(s[1])
}

// expected reports whether the policy expects a country. An empty list expects all.
func (c *Case) expected(in country) bool {
	list := c.plan.countries
	return len(list) == 0 || slices.Contains(list, in)
}

// unexpected reports whether a country is known and not expected.
func (c *Case) unexpected(in country) bool { return in != 0 && !c.expected(in) }

// whereabouts is where the device says it is.
type whereabouts struct {
	gps, sim country
	offset   intake.Opt[int64]
}

// whereabouts returns the zero value if the observations of the device are too old.
func (c *Case) whereabouts() *whereabouts { return c.timed.place.get(c, (*Case).findPlace) }

func (c *Case) findPlace() whereabouts {
	d := &c.sub.Device
	if _, ok := c.deviceFresh(); !ok {
		return whereabouts{}
	}
	return whereabouts{countryOf(d.GPSCountry), countryOf(d.SIMCountry), d.UTCOffsetMinutes}
}

// zoneDiffers reports whether the device's UTC offset is one that the country does
// not use.
func (p *whereabouts) zoneDiffers(from country) bool {
	used, known := utcoffset.Used(byte(from>>8), byte(from), p.offset.V)
	return p.offset.OK && known && !used
}

// differs compares the device's place with the exit's country. A SIM of that country
// explains any difference, because roaming traffic is routed home first.
func (p *whereabouts) differs(from country) (words uint64) {
	if from == 0 || p.sim == from {
		return 0
	}
	if p.gps != 0 && p.gps != from {
		words |= exitCountryDiffers
	}
	if p.sim != 0 {
		words |= exitSIMDiffers
	}
	if p.zoneDiffers(from) {
		words |= exitZoneDiffers
	}
	return words
}
