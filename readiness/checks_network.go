package readiness

import (
	"net/netip"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/remedy"
)

// Points that a signal of the client adds to the suspicion of a VPN or a proxy.
// What sees one thing in several ways is a group, of which the largest counts:
// the client, the labels of the exit, its place, its risk. The groups add up.
// All points are our own choice; the sources are beside the checks.
const (
	pointsTransport   = 75 // the active network is a VPN
	pointsScopedTun   = 60 // utun, tun, tap or ppp among the scoped keys of iOS
	pointsScopedIPsec = 20 // Wi-Fi calling brings ipsec up
	pointsTun         = 30 // an interface of a kind that VPNs use
	pointsUtun        = 5  // every iPhone keeps some
	pointsProxy       = 55
	pointsLANProxy    = 40 // offices and schools
	pointsHeader      = 15 // a forward proxy wrote a header; so may anybody
	pointsPlace       = 20 // the exit is not where the device is

	// A tunnel that ends on the device (an advertisement blocker, a filter) or
	// at the employer's is no disguise: it stays below detection.
	pointsTunnelMost = 55
)

var (
	anonymiserCite = Cite{
		Title:  "Vendors rank a VPN or a proxy low among device risks; it is a hint, not a verdict of fraud",
		Source: "public tag lists of device-risk services", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence,
	}
	labelCite = Cite{
		Title:  "Sources give a key only where it is true: its absence denies nothing unless the data are loaded and fresh",
		Source: "MaxMind, GeoIP Anonymous IP database fields", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: HighConfidence,
	}
	staleLabelCite = Cite{
		Title:  "After 30 days 27 % of Tor exits are gone, after 180 days 11 % of listed VPN ranges",
		Source: "history of public lists, measured", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence,
	}
)

var anonymiserEvidence = []Key{
	{Name: "points", Unit: intake.UnitCount},
	{Name: "client", Unit: intake.UnitWords, Words: clientWords},
	{Name: "exit", Unit: intake.UnitWords, Words: exitWords},
	{Name: "as_of", Unit: intake.UnitDay},
}

var clientWords = []string{"vpn_transport", "scoped_tunnel", "scoped_ipsec", "tunnel_interface", "utun_interface", "system_proxy", "lan_proxy", "managed"}

const (
	signalTransport = 1 << iota
	signalScopedTun
	signalScopedIPsec
	signalTun
	signalUtun
	signalProxy
	signalLANProxy
	signalManaged
)

// suspicion is what the signals of one kind add up to.
type suspicion struct {
	client       int64 // points of the client's heaviest signal
	others       int64 // of the other groups
	clientWords  uint64
	exitWords    uint64
	asOf         Date
	until        int64
	denied, seen bool // a source really said no; the client itself said yes

	oldDevice, oldNetwork bool // something was given and is too old
}

func (s *suspicion) add(points int64, signal uint64) {
	s.client = max(s.client, points)
	s.clientWords |= signal
}

// outcome passes only when some source said no: silence is no evidence.
func (s *suspicion) outcome(c *Case, points int64) Outcome {
	p := c.plan.policy
	code := "no-evidence"
	switch {
	case points >= p.VPNDetected:
		code = "detected"
	case points >= p.VPNSuspected:
		code = "suspected"
	case s.denied && !s.seen:
		code = "clean"
	case s.oldDevice || s.oldNetwork:
		return c.tooOld(s.oldDevice)
	}
	evidence := make([]Evidence, 0, maxEvidence)
	if s.clientWords|s.exitWords != 0 {
		evidence = append(evidence, Note("points", intake.Count(points)))
	}
	if s.clientWords != 0 {
		evidence = append(evidence, Note("client", intake.Words(s.clientWords)))
	}
	if s.exitWords != 0 {
		evidence = append(evidence, Note("exit", intake.Words(s.exitWords)))
	}
	if !s.asOf.IsZero() {
		evidence = append(evidence, Note("as_of", intake.Day(s.asOf)))
	}
	return c.until(s.until, code, evidence...)
}

var networkVPN = Check{
	ID: "network.vpn", Rev: 4,
	Title:    Text{ZH: "未使用 VPN", EN: "No VPN"},
	Purpose:  Text{ZH: "打款由服务器发起，VPN 本身不影响到账；与其他异常同时出现时才需关注", EN: "The payout goes from server to server, so a VPN alone does not matter; beside other signs it does"},
	Severity: Low, Need: Expected, Group: "anonymiser",
	Optional: []intake.Field{
		intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt,
		intake.FieldDeviceVPNTransport, intake.FieldDeviceIOSScopedKeys, intake.FieldDeviceInterfaces, intake.FieldDeviceManagedVPN,
		intake.FieldDeviceGPSCountry, intake.FieldDeviceSIMCountry, intake.FieldDeviceUTCOffsetMinutes,
		intake.FieldNetworkClientIP, intake.FieldNetworkPeer, intake.FieldNetworkForwardedFor, intake.FieldNetworkIPRecords,
	},
	Cites: []Cite{
		anonymiserCite, labelCite, staleLabelCite,
		{Title: "Every iPhone keeps utun interfaces, and Wi-Fi calling brings ipsec up", Source: "tailscale issue 13598; pia-foss/mobile-ios issue 389", Confidence: MediumConfidence},
		{Title: "WireGuard and Tailscale do not appear among the scoped keys of iOS", Source: "public reports on detecting VPNs on iOS", Confidence: MediumConfidence},
		{Title: "Advertisement blockers, filters and device management set Android's VPN transport too", Source: "RKNHardering issue 45", Confidence: MediumConfidence},
	},
	Evidence: anonymiserEvidence,
	Reasons: []Reason{
		{Code: "clean", Status: Pass, Message: Text{ZH: "未发现 VPN", EN: "No sign of a VPN"}},
		{Code: "suspected", Status: Warn, Action: &remedy.TurnOffVPN,
			Message: Text{ZH: "可能在使用 VPN，不影响打款本身", EN: "A VPN may be in use, which the payout itself does not mind"}},
		{Code: "detected", Status: Fail, Action: &remedy.TurnOffVPN,
			Message: Text{ZH: "正在使用 VPN，不影响打款本身", EN: "A VPN is in use, which the payout itself does not mind"}},
		{Code: "no-evidence", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldDeviceVPNTransport},
			Message: Text{ZH: "没有可判断是否使用 VPN 的信息", EN: "Nothing tells whether a VPN is in use"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt},
			Message: Text{ZH: "设备或网络信息采集过久，无法判断是否使用 VPN", EN: "What was observed is too old to tell whether a VPN is in use"}},
	},
	Run: func(c *Case) Outcome {
		var s suspicion
		s.tunnel(c)
		e := c.exit()
		differs := c.whereabouts().differs(e.country)
		s.others = e.vpn + e.risk
		if differs != 0 {
			s.others += pointsPlace
		}
		s.exitOf(c, e, differs)
		s.denied = s.denied || e.denies&deniesVPN != 0
		points := s.client + s.others
		managed := s.clientWords&signalManaged != 0 && e.words&exitAnonymous == 0
		local := e.home && e.words&(exitAnonymous|exitHosting|exitRelay) == 0
		if s.seen && (managed || local) {
			points = min(points, pointsTunnelMost)
		}
		return s.outcome(c, points)
	},
}

// tunnel reads the client's own signs of a tunnel.
func (s *suspicion) tunnel(c *Case) {
	d := &c.sub.Device
	if !d.VPNTransport.Known() && len(d.IOSScopedKeys) == 0 && len(d.Interfaces) == 0 {
		return
	}
	until, ok := c.deviceFresh()
	if !ok {
		s.oldDevice = true
		return
	}
	s.until = until
	switch d.VPNTransport {
	case intake.Yes:
		s.add(pointsTransport, signalTransport)
	case intake.No:
		s.denied = true
	}
	s.denied = s.listed(d) || s.denied
	if d.ManagedVPN == intake.Yes && s.client > 0 {
		s.clientWords |= signalManaged
	}
}

// listed reads the scoped keys and the interfaces, and reports whether they deny
// a tunnel. What shows one denies nothing. WireGuard is not among the scoped
// keys: that no app has a utun only the interfaces tell, or keys among which are
// the tunnels of Wi-Fi calling.
func (s *suspicion) listed(d *intake.Device) (denied bool) {
	keys, names := tunnels(d.IOSScopedKeys), tunnels(d.Interfaces)
	const (
		utun  = 1<<netaddr.SystemTunnel | 1<<netaddr.SomeTunnel
		ipsec = 1<<netaddr.CallTunnel | 1<<netaddr.IPsecTunnel
		vpn   = 1 << netaddr.VPNTunnel
	)
	if keys&(utun|vpn) != 0 {
		s.add(pointsScopedTun, signalScopedTun)
	}
	if keys&ipsec != 0 {
		s.add(pointsScopedIPsec, signalScopedIPsec)
	}
	s.seen = s.clientWords&(signalTransport|signalScopedTun) != 0
	if names&utun != 0 {
		s.add(pointsUtun, signalUtun)
	}
	if names&vpn != 0 {
		s.add(pointsTun, signalTun)
	}
	switch {
	case keys&(utun|vpn|1<<netaddr.IPsecTunnel) != 0, names&(1<<netaddr.SomeTunnel|vpn) != 0:
		return false
	case len(d.IOSScopedKeys) == 0:
		return len(d.Interfaces) > 0 && names&(utun|ipsec) == 0
	}
	return len(d.Interfaces) > 0 || keys&(1<<netaddr.CallTunnel) != 0
}

// tunnels is the set of what the names say.
func tunnels(names []string) (set uint) {
	for _, name := range names {
		set |= 1 << netaddr.InterfaceOf(name)
	}
	return set
}

// exitOf takes over the evidence of the records, and until when it holds.
func (s *suspicion) exitOf(c *Case, e *exit, words uint64) {
	s.exitWords |= e.words | words
	s.asOf = e.asOf
	s.until = chinatime.Sooner(s.until, e.until)
	if words != 0 {
		until, _ := c.deviceFresh()
		s.until = chinatime.Sooner(s.until, until)
	}
	if _, ok := c.networkFresh(); !ok && (c.sub.Network.IPRecords != nil || c.client().lookedUp) {
		s.oldNetwork = true
	}
}

var networkProxy = Check{
	ID: "network.proxy", Rev: 3,
	Title:    Text{ZH: "未使用代理", EN: "No proxy"},
	Purpose:  Text{ZH: "代理会遮住真实网络出口；与其他异常同时出现时才需关注", EN: "A proxy hides where the connection leaves from, which matters beside other signs"},
	Severity: Low, Need: Optional, Group: "anonymiser",
	Optional: []intake.Field{
		intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt, intake.FieldDeviceSystemProxy, intake.FieldDeviceProxyHost,
		intake.FieldNetworkClientIP, intake.FieldNetworkPeer, intake.FieldNetworkForwardedFor, intake.FieldNetworkViaHeader, intake.FieldNetworkIPRecords,
	},
	Cites: []Cite{
		anonymiserCite, labelCite, staleLabelCite,
		{Title: "Offices, schools and hotels set proxies of their own network", Source: "policy", Confidence: JudgementCall},
	},
	Evidence: anonymiserEvidence,
	Reasons: []Reason{
		{Code: "clean", Status: Pass, Message: Text{ZH: "未发现代理", EN: "No sign of a proxy"}},
		{Code: "suspected", Status: Warn, Action: &remedy.TurnOffProxy,
			Message: Text{ZH: "可能在使用代理，不影响打款本身", EN: "A proxy may be in use, which the payout itself does not mind"}},
		{Code: "detected", Status: Fail, Action: &remedy.TurnOffProxy,
			Message: Text{ZH: "正在使用代理，不影响打款本身", EN: "A proxy is in use, which the payout itself does not mind"}},
		{Code: "no-evidence", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldDeviceSystemProxy},
			Message: Text{ZH: "没有可判断是否使用代理的信息", EN: "Nothing tells whether a proxy is in use"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt},
			Message: Text{ZH: "设备或网络信息采集过久，无法判断是否使用代理", EN: "What was observed is too old to tell whether a proxy is in use"}},
	},
	Run: func(c *Case) Outcome {
		var s suspicion
		d, n := &c.sub.Device, &c.sub.Network
		if until, ok := c.deviceFresh(); d.SystemProxy.Known() && ok {
			s.until = until
			switch {
			case d.SystemProxy == intake.No:
				s.denied = true
			case isLANHost(d.ProxyHost.Reveal()):
				s.add(pointsLANProxy, signalLANProxy)
			default:
				s.add(pointsProxy, signalProxy)
			}
			s.seen = d.SystemProxy == intake.Yes
		} else {
			s.oldDevice = d.SystemProxy.Known()
		}
		e := c.exit()
		s.others = e.proxy
		var header uint64
		if until, ok := c.networkFresh(); ok {
			if n.ViaHeader == intake.Yes {
				header |= exitVia
			}
			if c.client().Extra {
				header |= exitForwarded
			}
			if header != 0 {
				s.others += pointsHeader
				s.until = chinatime.Sooner(s.until, until)
			}
		}
		s.exitOf(c, e, 0)
		s.exitWords |= header
		s.denied = s.denied || e.denies&deniesProxy != 0
		return s.outcome(c, s.client+s.others)
	},
}

// isLANHost reports whether a proxy stands in the device's own network.
func isLANHost(host string) bool {
	if len(host) > 64 {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsPrivate() || ip.IsLinkLocalUnicast())
}

var networkClientIP = Check{
	ID: "network.client-ip", Rev: 1,
	Title:    Text{ZH: "客户端 IP 可信", EN: "Client address"},
	Purpose:  Text{ZH: "没有可信的客户端 IP，网络和位置都无从判断", EN: "Without a client address that can be trusted, network and location cannot be judged"},
	Severity: Low, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldNetworkCapturedAt, intake.FieldNetworkClientIP, intake.FieldNetworkPeer, intake.FieldNetworkForwardedFor},
	Cites: []Cite{
		{Title: "Addresses for special purposes are nobody's: a front end wrote down its own", Source: "IANA IPv4 and IPv6 Special-Purpose Address Registries", Date: Date{Year: 2026, Month: 7, Day: 18}, Confidence: HighConfidence},
		{Title: "Only what the caller's own proxies appended to a forwarding chain counts", Source: "RFC 7239, section 8.1", Date: Date{Year: 2014, Month: 6, Day: 1}, Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "kind", Unit: intake.UnitWord, Words: []string{
		"public", "6to4", "teredo", "private", "shared", "loopback", "link_local", "documentation", "benchmarking", "unspecified", "multicast", "reserved",
	}}},
	Reasons: []Reason{
		{Code: "public", Status: Pass, Message: Text{ZH: "客户端 IP 为公网地址", EN: "The client's address is a public one"}},
		{Code: "tunnel", Status: Warn, Action: &remedy.SwitchNetwork,
			Message: Text{ZH: "经 IPv6 过渡隧道接入", EN: "The client comes through an IPv6 transition tunnel"}},
		{Code: "not-public", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldNetworkClientIP}, Internal: true,
			Message: Text{ZH: "得到的是内部地址，不是用户的公网 IP：请检查接入层的可信代理配置", EN: "The address is internal, not the user's: check which proxies of the front end are trusted"}},
		{Code: "unreadable", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldNetworkClientIP}, Internal: true,
			Message: Text{ZH: "无法从请求中得出客户端 IP", EN: "The client's address cannot be made out"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldNetworkCapturedAt},
			Message: Text{ZH: "网络信息采集过久", EN: "The connection was observed too long ago"}},
	},
	Run: func(c *Case) Outcome {
		r := c.client()
		if r.Status == netaddr.Absent {
			return c.Missing(intake.FieldNetworkClientIP)
		}
		until, ok := c.networkFresh()
		if !ok {
			return c.tooOld(false)
		}
		switch r.Status {
		case netaddr.Unreadable:
			return c.until(until, "unreadable")
		case netaddr.AllOurs:
			return c.until(until, "not-public")
		}
		kind := c.client().kind
		code := "not-public"
		switch {
		case kind == netaddr.Public:
			code = "public"
		case kind.Tunnel():
			code = "tunnel"
		}
		return c.until(until, code, Note("kind", intake.Word(kind.String())))
	},
}
