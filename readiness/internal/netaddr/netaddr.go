// Package netaddr finds out from which address a request came, and what kind of
// address that is.
//
// No result and no error holds the text of an address.
package netaddr

//go:generate go run ./gen

import (
	"encoding/binary"
	"net/netip"
	"strings"
)

// Kind is what an address is for. The zero Kind goes with the zero netip.Addr.
type Kind uint8

const (
	Invalid   Kind = iota
	Public         // may be a subscriber's
	SixToFour      // 2002::/16, a tunnel through IPv4
	Teredo         // 2001::/32, likewise
	Private        // of a private network
	Shared         // behind a carrier's NAT (100.64.0.0/10); inside VPN meshes too
	Loopback
	LinkLocal
	Documentation
	Benchmarking // 198.18.0.0/15: proxy clients hand out such addresses
	Unspecified
	Multicast
	Reserved // for protocols and the future
	kinds
)

var kindNames = [kinds]string{
	"", "public", "6to4", "teredo", "private", "shared", "loopback", "link_local",
	"documentation", "benchmarking", "unspecified", "multicast", "reserved",
}

// String is the word of the evidence.
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return ""
}

// Tunnel reports whether the address belongs to a transition tunnel, whose
// other end says little about the user.
func (k Kind) Tunnel() bool { return k == SixToFour || k == Teredo }

// block4 and block6 are prefixes: the first address, how many low bits are
// free, and the kind.
type block4 struct {
	first uint32
	free  uint8
	kind  Kind
}

type block6 struct {
	hi, lo uint64
	free   uint8
	kind   Kind
}

// KindOf classifies an address as ParseAddr returns it. What stands in the IANA
// special-purpose registries is not a subscriber's; of IPv6, only 2000::/3 has
// been given out (RFC 4291, section 2.4).
func KindOf(a netip.Addr) Kind {
	switch {
	case a.Is4():
		b := a.As4()
		ip := binary.BigEndian.Uint32(b[:])
		if special4Heads[b[0]/64]>>(b[0]%64)&1 == 0 {
			return Public
		}
		for i := range special4 {
			if s := &special4[i]; (ip^s.first)>>s.free == 0 {
				return s.kind
			}
		}
	case a.Is6():
		b := a.As16()
		hi, lo := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
		for i := range special6 {
			if special6[i].has(hi, lo) {
				return special6[i].kind
			}
		}
		if hi>>61 != 0b001 {
			return Reserved
		}
	default:
		return Invalid
	}
	return Public
}

func (s *block6) has(hi, lo uint64) bool {
	if s.free >= 64 {
		return (hi^s.hi)>>(s.free-64) == 0
	}
	return hi == s.hi && (lo^s.lo)>>s.free == 0
}

// maxAddrBytes is more than any spelling of an address with zone and port.
const maxAddrBytes = 128

// ParseAddr reads an address with or without port: 1.2.3.4, 1.2.3.4:80,
// 2001:db8::1, [2001:db8::1], [2001:db8::1]:80, each IPv6 with or without zone.
// The zone is dropped, an IPv4 address inside an IPv4-mapped one or inside
// 64:ff9b::/96 (RFC 6052, NAT64) taken out. ASCII only.
func ParseAddr(s string) (netip.Addr, bool) {
	if a, ok := dotted(s); ok { // as most are
		return a, true
	}
	s = trim(s)
	if s == "" || len(s) > maxAddrBytes {
		return netip.Addr{}, false
	}
	six := false
	if s[0] == '[' {
		host, port, ok := strings.Cut(s[1:], "]")
		if !ok || port != "" && (port[0] != ':' || !isPort(port[1:])) {
			return netip.Addr{}, false
		}
		s, six = host, true
	} else if host, port, ok := strings.Cut(s, ":"); ok && !strings.Contains(port, ":") {
		if !isPort(port) {
			return netip.Addr{}, false
		}
		s = host
	}
	// The zone is cut off by hand: netip would keep it, process-wide.
	s, zone, zoned := strings.Cut(s, "%")
	a, err := netip.ParseAddr(s)
	if err != nil || (six || zoned) && !a.Is6() || zoned && zone == "" {
		return netip.Addr{}, false
	}
	return Unwrap(a), true
}

// dotted reads a plain IPv4 address and nothing else: four numbers up to 255
// without leading zeros, as netip does.
func dotted(s string) (netip.Addr, bool) {
	if len(s) > len("255.255.255.255") {
		return netip.Addr{}, false
	}
	var b [4]byte
	part, n, digits := 0, uint64(0), 0
	for i := range len(s) {
		if d := uint64(s[i]) - '0'; d <= 9 {
			n, digits = n*10+d, digits+1
			continue
		}
		if s[i] != '.' || part == 3 || !octet(n, digits) {
			return netip.Addr{}, false
		}
		b[part] = byte(n)
		part, n, digits = part+1, 0, 0
	}
	b[3] = byte(n)
	return netip.AddrFrom4(b), part == 3 && octet(n, digits)
}

func octet(n uint64, digits int) bool {
	return n <= 255 && (digits == 1 || digits == 2 && n >= 10 || digits == 3 && n >= 100)
}

// isPort accepts a number, or an identifier that hides it (RFC 7239, section
// 6.3).
func isPort(s string) bool {
	if s != "" && s[0] == '_' {
		return len(s) > 1 && tokenLen(s) == len(s)
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 5
}

// Unwrap takes the IPv4 address out of an IPv4-mapped or NAT64 one and drops a
// zone.
func Unwrap(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if b := a.As16(); binary.BigEndian.Uint64(b[:8]) == 0x64_ff9b<<32 && binary.BigEndian.Uint32(b[8:]) == 0 {
			return netip.AddrFrom4([4]byte(b[12:]))
		}
	}
	return a
}

// trim cuts optional white space as HTTP defines it (RFC 9110, section 5.6.3).
func trim(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	for s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	return s
}
