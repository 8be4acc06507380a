package netaddr

import "strings"

// Interface is what the name of a network interface says of a tunnel. The zero
// Interface says nothing of one.
type Interface uint8

const (
	NoTunnel     Interface = iota
	SystemTunnel           // utun0 to utun3: every iPhone keeps some
	SomeTunnel             // another utun: the system's or an app's
	CallTunnel             // Wi-Fi calling's: ipsec1 and up on iPhones, ipsec1229 and the like on Android
	IPsecTunnel            // the first ipsec: a VPN's (IKEv2), or Wi-Fi calling's
	VPNTunnel
)

// vpnNames are the beginnings of names that VPNs use: OpenVPN and the apps on
// Android, L2TP and PPTP, the kernel's IPsec, WireGuard, two products.
var vpnNames = [...]string{"tun", "tap", "ppp", "xfrm", "wg", "tailscale", "zt"}

// InterfaceOf reads a name as getifaddrs and Android's NetworkInterface give it,
// or a scoped key of iOS.
func InterfaceOf(name string) Interface {
	switch name {
	case "tunl0", "gre0", "gretap0", "erspan0", "sit0", "ip6tnl0", "ip6gre0", "ip_vti0", "ip6_vti0":
		// The Linux kernel makes these when the module of a kind of tunnel is
		// loaded. No traffic goes through them.
		return NoTunnel
	case "utun0", "utun1", "utun2", "utun3":
		return SystemTunnel
	case "ipsec", "ipsec0":
		return IPsecTunnel
	}
	if strings.HasPrefix(name, "utun") {
		return SomeTunnel
	}
	if strings.HasPrefix(name, "ipsec") {
		return CallTunnel
	}
	for _, s := range vpnNames {
		if strings.HasPrefix(name, s) {
			return VPNTunnel
		}
	}
	return NoTunnel
}
