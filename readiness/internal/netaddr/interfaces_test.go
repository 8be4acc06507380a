package netaddr_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	. "github.com/payready/payready/readiness/internal/netaddr"
)

func TestInterfaceOf(t *testing.T) {
	for want, names := range map[Interface]string{
		// an Android phone and an iPhone, both without a VPN, and what carries IPv4 over IPv6
		NoTunnel: "lo dummy0 wlan0 wlan1 p2p0 rmnet_data0 rmnet_ipa0 v4-rmnet_data0 r_rmnet_data0 ccmni0 seth_lte0 swlan0 " +
			"tunl0 gre0 gretap0 erspan0 sit0 ip6tnl0 ip6gre0 ip_vti0 ip6_vti0 lo0 en0 en2 pdp_ip0 awdl0 llw0 ap1 anpi0 bridge100 eth0",
		SystemTunnel: "utun0 utun1 utun2 utun3",
		SomeTunnel:   "utun utun4 utun7 utun10 utun30 utun-x",
		CallTunnel:   "ipsec1 ipsec4 ipsec6 ipsec1229",
		IPsecTunnel:  "ipsec ipsec0",
		VPNTunnel:    "tun tun0 tun1 tunl1 tap0 ppp0 ppp10 xfrm0 xfrm-vpn wg0 wg-home tailscale0 ztabcdef01",
	} {
		for name := range strings.FieldsSeq(names) {
			require.Equal(t, want, InterfaceOf(name), name)
		}
	}
	require.Equal(t, NoTunnel, InterfaceOf(""))
	require.Equal(t, NoTunnel, InterfaceOf("Tun0"), "names are as the system writes them")
	require.Equal(t, NoTunnel, InterfaceOf(" tun0"))
}
