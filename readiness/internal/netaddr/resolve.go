package netaddr

import (
	"net/netip"
	"strings"
)

// Front is the caller's own front end: the proxies whose word about the address
// in front of them is taken. Give prefixes or a number, not both. The zero Front trusts
// nobody: the peer is the client, and no header counts.
type Front struct {
	Proxies []netip.Prefix // of the proxies, without IPv4-mapped ones
	Hops    int            // how many proxies every request passes
}

// Status says how the search for the client ended.
type Status uint8

const (
	Absent     Status = iota // too little was given
	Resolved                 // Client.Addr is the client's
	Unreadable               // an entry that counts is no address, or the chain is shorter or longer than it can be
	AllOurs                  // every hop is the caller's own
)

// Client is where a request came from.
type Client struct {
	Addr   netip.Addr
	Status Status
	Extra  bool // a header names more hops on the far side of Addr, which proves nothing: anybody can write them
}

// maxHops bounds the entries that are walked over: no front end has more.
const maxHops = 128

// Resolve walks from the peer over the entries of X-Forwarded-For or Forwarded
// (RFC 7239) from the right, which is where the caller's own proxies write, and
// takes the first address that is not theirs. What stands left of it was
// written by somebody else and never wins. lines are the header's lines in
// order: together they are one chain.
func Resolve[Line interface{ Reveal() string }](f *Front, peer string, lines []Line) Client {
	if f.Hops == 0 {
		if peer == "" {
			return Client{}
		}
		a, ok := ParseAddr(peer)
		switch {
		case !ok:
			return Client{Status: Unreadable}
		case !f.trusts(a):
			return Client{a, Resolved, len(f.Proxies) > 0 && !empty("", lines)}
		}
	}
	seen := 0
	for i := len(lines) - 1; i >= 0; i-- {
		rest := lines[i].Reveal()
		for rest != "" {
			var entry string
			rest, entry = cutLast(rest)
			if entry = trim(entry); entry == "" {
				continue // empty elements do not count (RFC 9110, section 5.6.1)
			}
			if seen++; seen > maxHops {
				return Client{Status: Unreadable}
			}
			if seen < f.Hops {
				continue
			}
			a, ok := parseEntry(entry)
			switch {
			case !ok:
				return Client{Status: Unreadable}
			case f.trusts(a):
				continue
			}
			return Client{a, Resolved, !empty(rest, lines[:i])}
		}
	}
	switch {
	case f.Hops == 0:
		return Client{Status: AllOurs}
	case seen == 0 && peer == "":
		return Client{}
	}
	return Client{Status: Unreadable}
}

func (f *Front) trusts(a netip.Addr) bool {
	for _, p := range f.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

func cutLast(s string) (before, last string) {
	i := strings.LastIndexByte(s, ',')
	return s[:max(i, 0)], s[i+1:]
}

func empty[Line interface{ Reveal() string }](rest string, lines []Line) bool {
	for _, l := range lines {
		if strings.Trim(l.Reveal(), ", \t") != "" {
			return false
		}
	}
	return strings.Trim(rest, ", \t") == ""
}

func parseEntry(s string) (netip.Addr, bool) {
	if strings.IndexByte(s, '=') < 0 {
		return ParseAddr(s)
	}
	node, ok := forwardedFor(s)
	if !ok {
		return netip.Addr{}, false
	}
	return ParseAddr(node)
}

// forwardedFor returns the node of one element of a Forwarded header, such as
// for="[2001:db8::1]:4711";proto=https. The chain was cut at every comma, one
// inside a quoted string too: such a piece has a quotation mark too many and is
// refused, so no parameter's text can pass for an element.
func forwardedFor(s string) (node string, ok bool) {
	for {
		s = strings.TrimLeft(s, "; \t")
		if s == "" {
			return node, node != ""
		}
		n := tokenLen(s)
		if n == 0 || n == len(s) || s[n] != '=' {
			return "", false
		}
		name, value := s[:n], s[n+1:]
		if value != "" && value[0] == '"' {
			n = quotedLen(value)
			if n == 0 {
				return "", false
			}
			value, s = value[1:n-1], value[n:]
		} else {
			n = nodeLen(value)
			value, s = value[:n], value[n:]
		}
		if strings.EqualFold(name, "for") {
			if node != "" || value == "" {
				return "", false
			}
			node = value
		}
		if s = trim(s); s != "" && s[0] != ';' {
			return "", false
		}
	}
}

// tokenLen is the length of the token (RFC 9110, section 5.6.2) that s begins
// with.
func tokenLen(s string) int {
	for i := range len(s) {
		if c := s[i]; !isAlphanumeric(c) && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return i
		}
	}
	return len(s)
}

// nodeLen is tokenLen with the marks of an IPv6 address, which should have been
// quoted and often is not.
func nodeLen(s string) int {
	for i := range len(s) {
		if c := s[i]; tokenLen(s[i:i+1]) == 0 && c != ':' && c != '[' && c != ']' {
			return i
		}
	}
	return len(s)
}

// quotedLen is the length of the quoted string that s begins with, 0 when it
// does not end.
func quotedLen(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
