package readiness

import (
	"slices"

	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/internal/utcoffset"
)

// client is where the request came from: the address that the caller resolved,
// else the one found from the peer and the forwarding chain.
func (c *Case) client() *netaddr.Client {
	if c.facts.lacks(factClient) {
		c.findClient()
	}
	return &c.facts.client
}

func (c *Case) findClient() {
	c.facts.done |= factClient
	r, n := &c.facts.client, &c.sub.Network
	if n.ClientIP.IsZero() {
		*r = netaddr.Resolve(&c.prog.front, n.Peer.Reveal(), n.ForwardedFor)
	} else if a, ok := netaddr.ParseAddr(n.ClientIP.Reveal()); ok {
		*r = netaddr.Client{Addr: a, Status: netaddr.Resolved}
	} else {
		r.Status = netaddr.Unreadable
	}
	c.facts.kind = netaddr.KindOf(r.Addr)
	if c.prog.ips != nil && c.facts.kind == netaddr.Public {
		rec, ok, err := c.prog.ips.LookupIP(r.Addr)
		c.unanswered = err != nil
		if ok && err == nil {
			c.facts.looked, c.facts.isLooked = rec, true
		}
	}
}

// A capture says until when what was observed of the device or of the connection
// counts, and whether that is still so.
type capture struct {
	until int64
	fresh bool
}

func (c *Case) deviceFresh() (until int64, ok bool) {
	return c.facts.device.until, c.facts.device.fresh
}

func (c *Case) networkFresh() (until int64, ok bool) {
	return c.facts.network.until, c.facts.network.fresh
}

// tooOld is the outcome when what the check rests on was observed too long ago:
// one new capture is asked for, not every value that it holds. What the device
// says of itself settles more than what is said of its address.
func (c *Case) tooOld(device bool) Outcome {
	if device {
		return c.asking("stale", FieldDeviceCapturedAt)
	}
	return c.asking("stale", FieldNetworkCapturedAt)
}

// captures finds both for the present moment.
func (c *Case) captures() {
	age, d, n := c.prog.policy.CaptureFreshMinutes*60, &c.facts.device, &c.facts.network
	d.until, d.fresh = c.fresh(instant(c.sub.Device.CapturedAt), age)
	n.until, n.fresh = c.fresh(instant(c.sub.Network.CapturedAt), age)
}

// sooner returns the earlier of two moments of which 0 is none.
func sooner(a, b int64) int64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// Points of what the records say of an address. A vendor's label is no proof:
// 1.6 % of the addresses of China's three carriers stand in a public list of
// data centres.
const (
	pointsVPNLabel     = 75
	pointsVPNSure      = 85 // the source is sure, 80 of 99 or more
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

// Words of the evidence that does not come from the client.
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

// exit is what the records say of the address that the request came from.
type exit struct {
	vpn, proxy, risk int64 // points of the heaviest label
	words            uint64
	denies           uint8   // what a fresh record denies
	home             bool    // one says home or mobile access where it is expected, and denies VPN and hosting
	country          country // of the freshest record that names one
	countryOn        Date
	asOf             Date // the oldest record that counts
	until            int64
}

const (
	deniesVPN = 1 << iota
	deniesProxy
)

// exit reads the records that the submission carries and the one that was
// looked up.
func (c *Case) exit() *exit {
	if c.facts.lacks(factExit) {
		c.findExit()
	}
	return &c.facts.exit
}

func (c *Case) findExit() {
	c.facts.done |= factExit
	e := &c.facts.exit
	*e = exit{}
	until, ok := c.networkFresh()
	client := c.client()
	if !ok {
		return
	}
	records := c.sub.Network.IPRecords
	for i := range records {
		if c.about(client, &records[i]) {
			c.readRecord(e, &records[i])
		}
	}
	if c.facts.isLooked {
		c.readRecord(e, &c.facts.looked)
	}
	if e.words != 0 || e.denies != 0 || e.country != 0 {
		e.until = sooner(e.until, until)
	}
}

// about reports whether a record is about the client's address. What a source
// says of our own front end is about nobody.
func (c *Case) about(client *netaddr.Client, r *IPRecord) bool {
	if r.IP.IsZero() {
		return client.Status == netaddr.Absent || c.facts.kind == netaddr.Public || c.facts.kind.Tunnel()
	}
	if client.Status == netaddr.Resolved && r.IP.Reveal() == c.sub.Network.ClientIP.Reveal() {
		return true // the same text
	}
	a, ok := netaddr.ParseAddr(r.IP.Reveal())
	return ok && a == client.Addr
}

func (c *Case) readRecord(e *exit, r *IPRecord) {
	until, fresh := c.recordFresh(r)
	words := onlyIf(r.VPN == Yes, exitVPN) |
		onlyIf(r.Tor == Yes, exitTor) |
		onlyIf(r.PublicProxy == Yes, exitPublicProxy) |
		onlyIf(r.ResidentialProxy == Yes, exitResidentialProxy) |
		onlyIf(r.Hosting == Yes || !r.Hosting.known() && r.Usage == UsageHosting, exitHosting) |
		onlyIf(r.Relay == Yes, exitRelay) |
		onlyIf(r.Risk.OK && r.Risk.V >= riskElevated, exitRisk)
	if words != 0 {
		e.weigh(r, words, fresh)
	}
	if fresh {
		if r.VPN == No {
			e.denies |= deniesVPN
		}
		if r.PublicProxy == No {
			e.denies |= deniesProxy
		}
		from := countryOf(r.Country)
		if r.atHome() && r.VPN == No && r.Hosting == No && c.expected(from) {
			e.home = true
		}
		// A relay's country is where its operator put it, not where the user is.
		if from != 0 && r.Relay != Yes && (e.country == 0 || e.countryOn.Before(r.AsOf)) {
			e.country, e.countryOn = from, r.AsOf
		}
		e.until = sooner(e.until, until)
	}
	if !r.AsOf.IsZero() && (e.asOf.IsZero() || r.AsOf.Before(e.asOf)) {
		e.asOf = r.AsOf
	}
}

// atHome reports whether the address is of a home or of a mobile network.
func (r *IPRecord) atHome() bool { return r.Usage == UsageResidential || r.Usage == UsageMobile }

// weigh gives the points of a record's labels. An old label is half a label, an
// old denial none.
func (e *exit) weigh(r *IPRecord, words uint64, fresh bool) {
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
	if r.atHome() {
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

// recordFresh counts whole days: a record is fresh through the last of them.
func (c *Case) recordFresh(r *IPRecord) (until int64, ok bool) {
	var t int64
	if !r.AsOf.IsZero() {
		t = startOf(r.AsOf)
	}
	return c.fresh(t, (c.prog.policy.IPRecordFreshDays+1)*daySeconds)
}

// country is a code of ISO 3166-1, alpha-2: its two letters. 0 is none.
type country uint16

// countryOf is 0 for what is no code.
func countryOf(s string) country {
	if !isCountry(s) {
		return 0
	}
	return country(s[0])<<8 | country(s[1])
}

// expected reports whether a country is one that the policy expects. An empty
// list expects all.
//
//go:noinline
func (c *Case) expected(in country) bool {
	list := c.prog.countries
	return len(list) == 0 || slices.Contains(list, in)
}

// unexpected reports whether a country is known and not expected.
func (c *Case) unexpected(in country) bool { return in != 0 && !c.expected(in) }

// whereabouts is where the device says that it is.
type whereabouts struct {
	gps, sim country
	offset   Opt[int64]
}

// whereabouts are nowhere when the device was observed too long ago.
func (c *Case) whereabouts() *whereabouts {
	if c.facts.lacks(factPlace) {
		c.findPlace()
	}
	return &c.facts.place
}

func (c *Case) findPlace() {
	c.facts.done |= factPlace
	p, d := &c.facts.place, &c.sub.Device
	*p = whereabouts{}
	if _, ok := c.deviceFresh(); !ok {
		return
	}
	p.gps, p.sim = countryOf(d.GPSCountry), countryOf(d.SIMCountry)
	p.offset = d.UTCOffsetMinutes
}

// zoneDiffers reports whether the device's clock shows an offset that the
// country does not use.
func (p *whereabouts) zoneDiffers(from country) bool {
	used, known := utcoffset.Used(byte(from>>8), byte(from), p.offset.V)
	return p.offset.OK && known && !used
}

// differs compares the device's place with the exit's country. A SIM of that
// country explains all: roaming traffic goes home first.
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
