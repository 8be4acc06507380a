// Package ipintel gives a readiness.Checker something to know about addresses:
// lists of prefixes (PrefixSet), MaxMind DB files (MMDB), and several of them
// one behind the other (Chain). All implement readiness.IPLookup, answer from
// memory, and are immutable: any number of goroutines may share them, and new
// data are a new value and a new Checker.
//
// No data come with the package. Lists age within weeks, the good ones are
// sold, and some forbid passing them on. Every answer carries the day of its
// data (AsOf): once that is older than the policy's ip_record_fresh_days, a
// label counts half and a denial not at all.
package ipintel

import (
	"errors"
	"net/netip"

	"github.com/payready/payready/readiness"
)

// Chain asks its sources in order. What an earlier one says of an address
// stands; a later one fills in what is still unknown. The day of the answer is
// the oldest of those that had a share in it, so a source that has grown old
// should be taken out. A source that fails is passed over: the errors come
// back only if no other knows anything.
type Chain []readiness.IPLookup

var (
	_ readiness.IPLookup = Chain(nil)
	_ readiness.IPLookup = (*PrefixSet)(nil)
	_ readiness.IPLookup = (*MMDB)(nil)
)

// LookupIP merges what the sources say.
func (c Chain) LookupIP(a netip.Addr) (readiness.IPRecord, bool, error) {
	var out readiness.IPRecord
	var failed error
	known := false
	for _, source := range c {
		r, ok, err := source.LookupIP(a)
		switch {
		case err != nil:
			failed = errors.Join(failed, err)
		case !ok:
		case !known:
			out, known = r, true
		default:
			fill(&out, &r)
		}
	}
	if known {
		return out, true, nil
	}
	return readiness.IPRecord{}, false, failed
}

// fill adds to r what only s knows.
func fill(r, s *readiness.IPRecord) {
	old := *r
	if r.Country == "" {
		r.Country = s.Country
	}
	if !r.ASN.OK {
		r.ASN, r.Org = s.ASN, s.Org
	}
	if r.Usage == 0 {
		r.Usage = s.Usage
	}
	if r.VPN == readiness.Unknown {
		r.VPN, r.VPNConfidence = s.VPN, s.VPNConfidence
	}
	if !r.Risk.OK {
		r.Risk = s.Risk
	}
	for i, f := range labels(r) {
		if *f == readiness.Unknown {
			*f = *labels(s)[i]
		}
	}
	if *r != old && !s.AsOf.IsZero() && (r.AsOf.IsZero() || s.AsOf.Before(r.AsOf)) {
		r.AsOf = s.AsOf
	}
}

// labels are the facts of a record.
func labels(r *readiness.IPRecord) [6]*readiness.Fact {
	return [...]*readiness.Fact{&r.VPN, &r.PublicProxy, &r.ResidentialProxy, &r.Tor, &r.Relay, &r.Hosting}
}
