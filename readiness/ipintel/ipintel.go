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
	"github.com/payready/payready/readiness/intake"
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
func (c Chain) LookupIP(a netip.Addr) (intake.IPRecord, bool, error) {
	var out intake.IPRecord
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
	return intake.IPRecord{}, false, failed
}

// fill adds to r what only s knows. What is made of two is as old as the older.
func fill(r, s *intake.IPRecord) {
	added := false
	take := func(missing bool, set func()) {
		if missing {
			set()
			added = true
		}
	}
	take(r.Country == "" && s.Country != "", func() { r.Country = s.Country })
	take(!r.ASN.OK && (s.ASN.OK || s.Org != r.Org), func() { r.ASN, r.Org = s.ASN, s.Org })
	take(r.Usage == 0 && s.Usage != 0, func() { r.Usage = s.Usage })
	take(r.VPN == intake.Unknown && (s.VPN != intake.Unknown || s.VPNConfidence != r.VPNConfidence),
		func() { r.VPN, r.VPNConfidence = s.VPN, s.VPNConfidence })
	take(!r.Risk.OK && s.Risk.OK, func() { r.Risk = s.Risk })
	for i, f := range labels(r) {
		other := *labels(s)[i]
		take(*f == intake.Unknown && other != intake.Unknown, func() { *f = other })
	}
	if added && !s.AsOf.IsZero() && (r.AsOf.IsZero() || s.AsOf.Before(r.AsOf)) {
		r.AsOf = s.AsOf
	}
}

// saysNothing reports whether a record knows nothing of its address.
func saysNothing(r *intake.IPRecord) bool {
	for _, f := range labels(r) {
		if *f != intake.Unknown {
			return false
		}
	}
	return r.Country == "" && !r.ASN.OK && r.Org == "" && r.Usage == 0 && !r.VPNConfidence.OK && !r.Risk.OK
}

// labels are the facts of a record.
func labels(r *intake.IPRecord) [6]*intake.Fact {
	return [...]*intake.Fact{&r.VPN, &r.PublicProxy, &r.ResidentialProxy, &r.Tor, &r.Relay, &r.Hosting}
}
