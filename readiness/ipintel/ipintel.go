// Package ipintel provides sources of IP address data for a [readiness.Checker]:
// lists of prefixes ([PrefixSet]), MaxMind DB files ([MMDB]), and chains of both
// ([Chain]). All of them implement [readiness.IPLookup], answer from memory, are
// immutable and are safe for concurrent use. To use new data, create a new source
// and a new Checker.
//
// The package contains no data: lists become outdated within weeks, good ones are
// sold, and some may not be redistributed. Each answer has the date of its data
// (AsOf). If that is older than the policy's ip_record_fresh_days, a label counts
// half and a denial does not count.
package ipintel

import (
	"errors"
	"net/netip"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A Chain asks its sources in order. Later sources fill in only what earlier ones
// do not know. The date of an answer is that of the oldest source that contributed
// to it, so remove outdated sources. A source that fails is skipped; its error is
// returned only if no other source knows the address.
type Chain []readiness.IPLookup

var (
	_ readiness.IPLookup = Chain(nil)
	_ readiness.IPLookup = (*PrefixSet)(nil)
	_ readiness.IPLookup = (*MMDB)(nil)
)

// LookupIP merges the answers of the sources.
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

// fill adds to r what only s knows. A merged record has the earlier date.
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

// saysNothing reports whether a record has no data about its address.
func saysNothing(r *intake.IPRecord) bool {
	for _, f := range labels(r) {
		if *f != intake.Unknown {
			return false
		}
	}
	return r.Country == "" && !r.ASN.OK && r.Org == "" && r.Usage == 0 && !r.VPNConfidence.OK && !r.Risk.OK
}

// labels returns the facts of a record.
func labels(r *intake.IPRecord) [6]*intake.Fact {
	return [...]*intake.Fact{&r.VPN, &r.PublicProxy, &r.ResidentialProxy, &r.Tor, &r.Relay, &r.Hosting}
}
