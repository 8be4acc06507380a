package readiness

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/appver"
	"github.com/payready/payready/readiness/internal/netaddr"
)

// appVersions are the policy's limits on app versions, by platform; the zero
// Platform is for all platforms without their own.
type appVersions struct {
	limits  [intake.Harmony + 1]appLimits
	blocked []appver.Version
	none    bool // the policy sets no limits on versions
}

type appLimits struct {
	min, latest       appver.Version
	hasMin, hasLatest bool
}

func (a *appVersions) of(p intake.Platform) *appLimits {
	if p > intake.Harmony {
		p = 0
	}
	return &a.limits[p]
}

func (a *appVersions) blocks(v appver.Version) bool { return slices.Contains(a.blocked, v) }

// network parses the trusted proxies, the expected countries and the app versions of
// a valid policy.
func (p *plan) network() {
	for _, s := range p.policy.TrustedProxies {
		prefix, _ := parsePrefix(s)
		p.front.Proxies = append(p.front.Proxies, prefix)
	}
	p.front.Hops = int(p.policy.TrustedHops)
	for _, s := range p.policy.ExpectedCountries {
		p.countries = append(p.countries, countryOf(s))
	}
	for i := range p.versions.limits {
		l := &p.versions.limits[i]
		l.min, l.hasMin = versionFor(p.policy.MinAppVersion, intake.Platform(i))
		l.latest, l.hasLatest = versionFor(p.policy.LatestAppVersion, intake.Platform(i))
	}
	p.versions.none = len(p.policy.MinAppVersion)+len(p.policy.LatestAppVersion)+len(p.policy.BlockedAppVersions) == 0
	for _, s := range p.policy.BlockedAppVersions {
		v, _ := appver.Parse(s)
		p.versions.blocked = append(p.versions.blocked, v)
	}
}

func versionFor(m map[string]string, p intake.Platform) (appver.Version, bool) {
	s, ok := m[p.String()]
	if !ok {
		s = m[anyPlatform]
	}
	return appver.Parse(s)
}

const anyPlatform = "*"

// parsePrefix reads a CIDR prefix. It unwraps an IPv4-mapped prefix, as client
// addresses are unwrapped.
func parsePrefix(s string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return netip.Prefix{}, false
	}
	if a := p.Addr(); a.Is4In6() {
		if p.Bits() < 96 {
			return netip.Prefix{}, false
		}
		p = netip.PrefixFrom(netaddr.Unwrap(a), p.Bits()-96)
	}
	return p.Masked(), true
}

// Limits on lists that are searched one by one.
const (
	maxCountries      = 300 // ISO 3166-1 has some 250
	maxTrustedProxies = 1000
	maxBlockedVersion = 1000
)

func (p *Policy) networkProblems(bad report) {
	if tooMany("/expected_countries", len(p.ExpectedCountries), maxCountries, bad) ||
		tooMany("/trusted_proxies", len(p.TrustedProxies), maxTrustedProxies, bad) ||
		tooMany("/blocked_app_versions", len(p.BlockedAppVersions), maxBlockedVersion, bad) {
		return
	}
	for i, s := range p.ExpectedCountries {
		if !isCountry(s) {
			bad(fmt.Sprintf("/expected_countries/%d", i), "must be two capital letters (ISO 3166-1)")
		}
	}
	for i, s := range p.TrustedProxies {
		switch prefix, ok := parsePrefix(s); {
		case !ok:
			bad(fmt.Sprintf("/trusted_proxies/%d", i), "must be a CIDR prefix")
		case prefix.Bits() == 0:
			bad(fmt.Sprintf("/trusted_proxies/%d", i), "trusts every address")
		}
	}
	if len(p.TrustedProxies) > 0 && p.TrustedHops > 0 {
		bad("/trusted_hops", "conflicts with trusted_proxies: give only one of them")
	}
	for _, list := range []struct {
		path     string
		versions map[string]string
	}{{"/min_app_version/", p.MinAppVersion}, {"/latest_app_version/", p.LatestAppVersion}} {
		for _, platform := range slices.Sorted(maps.Keys(list.versions)) {
			path := list.path + clip(platform)
			if platform != anyPlatform && !slices.Contains([]string{intake.Android.String(), intake.IOS.String(), intake.Harmony.String()}, platform) {
				bad(path, `the platform must be android, ios, harmony or "*"`)
			}
			if _, ok := appver.Parse(list.versions[platform]); !ok {
				bad(path, "must be a version such as 8.0.44.2160 or 10.5.30(10530)")
			}
		}
	}
	for i := range intake.Harmony + 1 {
		least, ok1 := versionFor(p.MinAppVersion, i)
		latest, ok2 := versionFor(p.LatestAppVersion, i)
		if !ok1 || !ok2 || latest.Compare(least) >= 0 {
			continue
		}
		if _, named := p.LatestAppVersion[i.String()]; named {
			bad("/latest_app_version/"+i.String(), "is below min_app_version")
		} else if _, named := p.MinAppVersion[i.String()]; named || i == 0 {
			bad("/latest_app_version/"+anyPlatform, "is below min_app_version")
		}
	}
	for i, s := range p.BlockedAppVersions {
		if _, ok := appver.Parse(s); !ok {
			bad(fmt.Sprintf("/blocked_app_versions/%d", i), "must be a version such as 8.0.44.2160 or 10.5.30(10530)")
		}
	}
}
