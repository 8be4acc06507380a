package readiness

import (
	"net/netip"
	"strings"

	"github.com/payready/payready/readiness/remedy"
)

// Points that a signal of the client adds to the suspicion of a VPN or a proxy.
// The largest counts: two ways to see one tunnel do not add up.
const (
	pointsTransport   = 75 // the active network is a VPN
	pointsScopedTun   = 60 // utun, tun, tap or ppp among the scoped keys of iOS
	pointsScopedIPsec = 20 // Wi-Fi calling brings ipsec up
	pointsTun         = 30 // a tun or wg interface
	pointsUtun        = 5  // every iPhone keeps some
	pointsProxy       = 55
	pointsLANProxy    = 40 // offices and schools
	pointsManagedMost = 55 // the employer's own tunnel stays below detection
)

var anonymiserCite = Cite{
	Title:  "Vendors rank a VPN or a proxy low among device risks; it is a hint, not a verdict of fraud",
	Source: "public tag lists of device-risk services", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence,
}

var anonymiserEvidence = []Key{
	{Name: "points", Unit: UnitCount},
	{Name: "client", Unit: UnitWords, Words: []string{"vpn_transport", "scoped_tunnel", "scoped_ipsec", "tunnel_interface", "utun_interface", "system_proxy", "lan_proxy", "managed"}},
}

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
	points  int64
	signals uint64
	denied  bool // some source really said no
}

func (s *suspicion) add(points int64, signal uint64) {
	s.points = max(s.points, points)
	s.signals |= signal
}

// outcome passes only when some source said no: silence is no evidence.
func (s *suspicion) outcome(c *Case) Outcome {
	p := c.prog.policy
	points, signals := Note("points", Count(s.points)), Note("client", Words(s.signals))
	switch {
	case s.points >= p.VPNDetected:
		return c.Is("detected", points, signals)
	case s.points >= p.VPNSuspected:
		return c.Is("suspected", points, signals)
	case s.denied:
		return c.Is("clean")
	}
	return c.Is("no-evidence")
}

var networkVPN = Check{
	ID: "network.vpn", Rev: 1,
	Title:    Text{ZH: "未使用 VPN", EN: "No VPN"},
	Severity: High, Need: Expected, Group: "anonymiser",
	Optional: []Field{FieldDeviceVPNTransport, FieldDeviceIOSScopedKeys, FieldDeviceInterfaces, FieldDeviceManagedVPN},
	Cites:    []Cite{anonymiserCite},
	Evidence: anonymiserEvidence,
	Reasons: []Reason{
		{Code: "clean", Status: Pass, Message: Text{ZH: "未发现 VPN", EN: "No sign of a VPN"}},
		{Code: "suspected", Status: Warn, Action: &remedy.TurnOffVPN,
			Message: Text{ZH: "可能在使用 VPN，通道风控可能拦截", EN: "A VPN may be in use; the channel's risk control may object"}},
		{Code: "detected", Status: Fail, Action: &remedy.TurnOffVPN,
			Message: Text{ZH: "正在使用 VPN，通道风控可能拦截", EN: "A VPN is in use; the channel's risk control may object"}},
		{Code: "no-evidence", Why: NoData, Action: &remedy.ProvideInput, Asks: []Field{FieldDeviceVPNTransport},
			Message: Text{ZH: "没有可判断是否使用 VPN 的信息", EN: "Nothing tells whether a VPN is in use"}},
	},
	Run: func(c *Case) Outcome {
		d := &c.sub.Device
		var s suspicion
		switch d.VPNTransport {
		case Yes:
			s.add(pointsTransport, signalTransport)
		case No:
			s.denied = true
		}
		s.denied = s.denied || d.IOSScopedKeys != nil
		for _, k := range d.IOSScopedKeys {
			switch {
			case hasPrefix(k, "utun", "tun", "tap", "ppp"):
				s.add(pointsScopedTun, signalScopedTun)
			case hasPrefix(k, "ipsec"):
				s.add(pointsScopedIPsec, signalScopedIPsec)
			}
		}
		for _, name := range d.Interfaces {
			switch {
			case hasPrefix(name, "utun"):
				s.add(pointsUtun, signalUtun)
			case hasPrefix(name, "tun", "wg"):
				s.add(pointsTun, signalTun)
			}
		}
		if d.ManagedVPN == Yes && s.points > 0 {
			s.points, s.signals = min(s.points, pointsManagedMost), s.signals|signalManaged
		}
		return s.outcome(c)
	},
}

var networkProxy = Check{
	ID: "network.proxy", Rev: 1,
	Title:    Text{ZH: "未使用代理", EN: "No proxy"},
	Severity: High, Need: Optional, Group: "anonymiser",
	Optional: []Field{FieldDeviceSystemProxy, FieldDeviceProxyHost},
	Cites:    []Cite{anonymiserCite},
	Evidence: anonymiserEvidence,
	Reasons: []Reason{
		{Code: "clean", Status: Pass, Message: Text{ZH: "未发现代理", EN: "No sign of a proxy"}},
		{Code: "suspected", Status: Warn, Action: &remedy.TurnOffProxy,
			Message: Text{ZH: "可能在使用代理", EN: "A proxy may be in use"}},
		{Code: "detected", Status: Fail, Action: &remedy.TurnOffProxy,
			Message: Text{ZH: "正在使用代理", EN: "A proxy is in use"}},
		{Code: "no-evidence", Why: NoData, Action: &remedy.ProvideInput, Asks: []Field{FieldDeviceSystemProxy},
			Message: Text{ZH: "没有可判断是否使用代理的信息", EN: "Nothing tells whether a proxy is in use"}},
	},
	Run: func(c *Case) Outcome {
		d := &c.sub.Device
		var s suspicion
		switch d.SystemProxy {
		case Yes:
			if isLANHost(d.ProxyHost.Reveal()) {
				s.add(pointsLANProxy, signalLANProxy)
			} else {
				s.add(pointsProxy, signalProxy)
			}
		case No:
			s.denied = true
		}
		return s.outcome(c)
	},
}

func hasPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// isLANHost reports whether a proxy stands on the device or in its own network.
func isLANHost(host string) bool {
	if len(host) > 64 {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast())
}
