package readiness

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/words"
	"github.com/payready/payready/readiness/workday"
)

// maxReasons is how many reasons a check may have: record.reason is a uint8, and the
// engine's reasons come first.
const maxReasons = 256 - firstReason

// checkSuite returns everything wrong with a suite.
func checkSuite(list []Check) (errs []error) {
	if len(list) == 0 {
		return []error{errors.New("suite: no checks")}
	}
	if len(list) > maxChecks {
		return []error{fmt.Errorf("suite: %d checks, at most %d", len(list), maxChecks)}
	}
	earlier := map[ID]bool{}
	groups := map[string]string{}
	for i := range list {
		c := &list[i]
		where := "suite: " + string(c.ID)
		if c.ID == "" {
			where = fmt.Sprintf("suite[%d]", i)
		}
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...)))
		}
		category, name, ok := strings.Cut(string(c.ID), ".")
		switch {
		case !ok || !words.IsKebab(category) || !words.IsKebab(name):
			bad("the ID must be category.name in kebab-case")
		case earlier[c.ID]:
			bad("duplicate ID")
		}
		if c.Severity == 0 || c.Severity > Critical {
			bad("severity must be set")
		}
		if c.Need > Optional {
			bad("invalid need")
		}
		if c.Run == nil {
			bad("Run is nil")
		}
		if other, ok := groups[c.Group]; ok && c.Group != "" && other != category {
			bad("group %s spans categories", c.Group)
		}
		groups[c.Group] = category
		for _, id := range c.After {
			if !earlier[id] {
				bad("After %s: no earlier check has this ID", id)
			}
		}
		c.partProblems(bad)
		earlier[c.ID] = true
	}
	return errs
}

// partProblems reports what is wrong with a check's reasons and evidence.
func (c *Check) partProblems(bad func(format string, args ...any)) {
	if len(c.Reasons) == 0 || len(c.Reasons) > maxReasons {
		bad("%d reasons, want 1 to %d", len(c.Reasons), maxReasons)
	}
	for j := range c.Reasons {
		r := &c.Reasons[j]
		switch {
		case !words.IsKebab(r.Code):
			bad("reason %d: the code must be kebab-case", j)
		case isEngineCode(r.Code):
			bad("reason %s: the code is reserved for the engine", r.Code)
		case slices.ContainsFunc(c.Reasons[:j], func(o Reason) bool { return o.Code == r.Code }):
			bad("reason %s: duplicate code", r.Code)
		case r.Status > Fail:
			bad("reason %s: status must be pass, warn, fail or unknown", r.Code)
		case r.Worth > 100 || r.Worth > 0 && r.Status != Warn && r.Status != StatusUnknown:
			bad("reason %s: worth must be at most 100, and is for warn and unknown only", r.Code)
		case (r.Required || r.Minor) && r.Status != StatusUnknown || r.Required && r.Minor:
			bad("reason %s: required and minor are for unknown only, and exclude each other", r.Code)
		case r.Kind != Fixable && r.Status != Fail || r.Kind > Stopping:
			bad("reason %s: kind is for fail only", r.Code)
		}
	}
	for _, k := range c.Evidence {
		if k.Unit == 0 || k.Unit > intake.UnitWords || len(k.Words) > 63 || !words.Is(k.Name) {
			bad("evidence %q: invalid name, unit or words", k.Name)
		}
	}
}

func isEngineCode(s string) bool {
	return slices.ContainsFunc(engineReasons[:], func(r Reason) bool { return r.Code == s })
}

// clone copies the policy, so that the caller's later changes do not reach a
// Checker.
func (p *Policy) clone() *Policy {
	q := *p
	q.Checks = maps.Clone(p.Checks)
	for id, o := range q.Checks {
		o.Suppressed.Until = inChina(o.Suppressed.Until)
		o.Reasons = maps.Clone(o.Reasons)
		q.Checks[id] = o
	}
	q.CreditLostCards = slices.Clone(p.CreditLostCards)
	q.ExpectedCountries = slices.Clone(p.ExpectedCountries)
	q.TrustedProxies = slices.Clone(p.TrustedProxies)
	q.MinAppVersion = maps.Clone(p.MinAppVersion)
	q.LatestAppVersion = maps.Clone(p.LatestAppVersion)
	q.BlockedAppVersions = slices.Clone(p.BlockedAppVersions)
	q.Windows = slices.Clone(p.Windows)
	for i := range q.Windows {
		w := &q.Windows[i]
		w.From, w.To = inChina(w.From), inChina(w.To)
		w.Systems, w.Weekdays, w.MonthDays = slices.Clone(w.Systems), slices.Clone(w.Weekdays), slices.Clone(w.MonthDays)
	}
	q.Limits = slices.Clone(p.Limits)
	q.SelfPayment = slices.Clone(p.SelfPayment)
	q.Calibration.Steps = slices.Clone(p.Calibration.Steps)
	q.Channels = slices.Clone(p.Channels)
	for i := range q.Channels {
		c := &q.Channels[i]
		c.IssuersAllowed, c.IssuersDenied = slices.Clone(c.IssuersAllowed), slices.Clone(c.IssuersDenied)
		c.Networks, c.AccountKinds, c.Hours = slices.Clone(c.Networks), slices.Clone(c.AccountKinds), slices.Clone(c.Hours)
		for j := range c.Hours {
			c.Hours[j].Weekdays = slices.Clone(c.Hours[j].Weekdays)
		}
	}
	return &q
}

// resolveNames writes banks and the channels of windows as the tables do.
func (p *Policy) resolveNames(bins *cardbin.Table, codes *failcode.Table) {
	bank := func(name *string) {
		if i, ok := bins.FindIssuer(*name); ok {
			*name = i.Code
		}
	}
	for i := range p.CreditLostCards {
		bank(&p.CreditLostCards[i])
	}
	for i := range p.Windows {
		w := &p.Windows[i]
		bank(&w.Bank)
		w.Channel = cmp.Or(codes.Resolve(w.Channel, "").Channel, w.Channel)
	}
	for i := range p.Channels {
		for _, list := range [][]string{p.Channels[i].IssuersAllowed, p.Channels[i].IssuersDenied} {
			for j := range list {
				bank(&list[j])
			}
		}
	}
}

// inChina converts t to China time, so that a moment has one JSON form and one hash.
func inChina(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(workday.China)
}

// fingerprint hashes what decides a verdict: every check with the policy's override
// applied, and the policy.
func (p *plan) fingerprint() string {
	h := sha256.New()
	for i := range p.checks {
		c := &p.checks[i]
		fmt.Fprintln(h, c.ID, c.Rev, c.Severity, c.risk, c.Gate, c.Need, c.Group, c.After, c.Needs)
		for _, r := range c.Reasons {
			fmt.Fprintln(h, r.Code, r.Status, r.Kind, r.Worth, r.Minor, r.Required)
		}
	}
	judging := *p.policy
	judging.Calibration = Calibration{} // it judges nothing, and names this hash
	judging.BestRoute = false           // nor does this
	h.Write(judging.Canonical())
	fmt.Fprintln(h, p.vendors)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Hash identifies the configuration: checkers with the same hash judge alike. It
// covers the checks with the policy's overrides applied, and the policy, but not the
// data tables, whose versions are in Document.Data, and not the policy's calibration,
// which Probability.Calibration names, nor whether reports name the best route.
func (c *Checker) Hash() string { return c.planned().hash() }
