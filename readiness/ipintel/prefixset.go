package ipintel

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"

	"github.com/gaissmai/bart"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/workday"
)

// A List describes a list of prefixes.
type List struct {
	// Says applies to every address in the list. It usually has one label, and
	// always Source and AsOf, the date of the list. Its IP is ignored.
	Says intake.IPRecord

	// Complete means that the list is exhaustive, as lists of Tor exits are: every
	// other address is denied what Says affirms. Otherwise nothing is known about
	// other addresses. An empty list cannot be complete: a list that was cut off
	// would clear everybody.
	Complete bool
}

// Labeled returns the description of a list of which a source says, on a day, what the
// label says: vpn, tor, public_proxy, residential_proxy, relay or hosting. It is false for
// any other label.
func Labeled(label, source string, asOf workday.Date) (List, bool) {
	l := List{Says: intake.IPRecord{Source: source, AsOf: asOf}}
	facts := map[string]*intake.Fact{
		"vpn": &l.Says.VPN, "tor": &l.Says.Tor, "public_proxy": &l.Says.PublicProxy,
		"residential_proxy": &l.Says.ResidentialProxy, "relay": &l.Says.Relay, "hosting": &l.Says.Hosting,
	}
	f, ok := facts[label]
	if ok {
		*f = intake.Yes
	}
	return l, ok
}

// A PrefixSet is a set of IPv4 and IPv6 prefixes with the same meaning. The zero
// PrefixSet is empty and knows nothing.
type PrefixSet struct {
	prefixes bart.Lite
	in, out  intake.IPRecord
	complete bool
}

const (
	maxPrefixes   = 5_000_000
	maxLineBytes  = 4096
	maxListErrors = 20
)

// ErrEmpty is the error of a list that claims to be complete and is empty.
var ErrEmpty error = &mistake{0, "the list is empty, and cannot be complete", "名单为空，不能标为完整"}

// ReadPrefixes reads a list with one prefix (1.2.3.0/24) or address per line. IPv4
// and IPv6 may be mixed. Anything after a space, tab, comma, semicolon or # is a
// comment, so ReadPrefixes reads the first column of a CSV file. Blank lines are
// ignored, and so are the host bits of a prefix. The error joins the first 20
// mistakes, each with its line number, or is ErrEmpty.
func ReadPrefixes(r io.Reader, l List) (*PrefixSet, error) {
	s := &PrefixSet{in: l.Says, complete: l.Complete}
	s.in.IP = intake.Secret{}
	if l.Complete {
		s.out.Source, s.out.AsOf = l.Says.Source, l.Says.AsOf
		out := labels(&s.out)
		for i, f := range labels(&s.in) {
			if *f == intake.Yes {
				*out[i] = intake.No
			}
		}
	}
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, maxLineBytes), maxLineBytes)
	var errs []error
	n := 0
	for n = 1; in.Scan(); n++ {
		text := in.Text()
		if n == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		text = strings.Trim(text, " \t\r")
		if i := strings.IndexAny(text, " \t,;#"); i >= 0 {
			text = text[:i]
		}
		if text == "" {
			continue
		}
		p, err := parsePrefix(text)
		if err == nil && s.prefixes.Size() == maxPrefixes {
			return nil, &mistake{n, fmt.Sprintf("more than %d prefixes", maxPrefixes), fmt.Sprintf("网段超过 %d 个", maxPrefixes)}
		}
		if err != nil {
			err.line = n
			if errs = append(errs, err); len(errs) == maxListErrors {
				break
			}
			continue
		}
		s.prefixes.Insert(p)
	}
	if err := in.Err(); err != nil {
		errs = append(errs, fmt.Errorf("ipintel: line %d: %w", n, err))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if s.complete && s.prefixes.Size() == 0 {
		return nil, ErrEmpty
	}
	return s, nil
}

// A mistake is what is wrong with a list, and on which line if it has one.
type mistake struct {
	line   int
	en, zh string
}

func (m *mistake) Error() string {
	if m.line > 0 {
		return "ipintel: line " + strconv.Itoa(m.line) + ": " + m.en
	}
	return "ipintel: " + m.en
}

// Chinese returns the error in Chinese.
func (m *mistake) Chinese() string {
	if m.line > 0 {
		return "第 " + strconv.Itoa(m.line) + " 行：" + m.zh
	}
	return m.zh
}

// parsePrefix reads one prefix. It leaves the line to the caller.
func parsePrefix(s string) (netip.Prefix, *mistake) {
	if !strings.Contains(s, "/") {
		a, err := netip.ParseAddr(s)
		if err != nil {
			return netip.Prefix{}, &mistake{en: "neither a prefix nor an address", zh: "既不是网段，也不是 IP 地址"}
		}
		a = a.Unmap().WithZone("")
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return netip.Prefix{}, &mistake{en: "neither a prefix nor an address", zh: "既不是网段，也不是 IP 地址"}
	}
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	if p.Bits() == 0 {
		return netip.Prefix{}, &mistake{en: "the prefix is everything", zh: "网段不能涵盖全部地址"}
	}
	return p, nil
}

// Len returns the number of distinct prefixes.
func (s *PrefixSet) Len() int { return s.prefixes.Size() }

// LookupIP looks up an address. The error is always nil.
func (s *PrefixSet) LookupIP(a netip.Addr) (intake.IPRecord, bool, error) {
	a = netaddr.Unwrap(a)
	switch {
	case a.IsValid() && s.prefixes.Lookup(a):
		return s.in, true, nil
	case a.IsValid() && s.complete:
		return s.out, true, nil
	}
	return intake.IPRecord{}, false, nil
}
