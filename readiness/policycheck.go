package readiness

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/words"
)

// maxMistakes bounds how many mistakes of one policy are told. Nobody reads more,
// and a generated document can have one a byte.
const maxMistakes = 100

// mistakes collects what is wrong with a policy.
type mistakes struct{ list []error }

// bad takes a mistake and returns it, for choices to be added.
func (m *mistakes) bad(path, format string, args ...any) *PolicyProblem {
	p := policyProblem(path, format, args...)
	m.take(p)
	return p
}

func (m *mistakes) take(p *PolicyProblem) {
	if !m.full() {
		m.list = append(m.list, p)
	}
}

func (m *mistakes) sort() {
	slices.SortStableFunc(m.list, func(a, b error) int {
		return cmp.Compare(a.(*PolicyProblem).Path, b.(*PolicyProblem).Path)
	})
}

// full reports whether no further mistake is told.
func (m *mistakes) full() bool { return len(m.list) == maxMistakes }

// all returns the mistakes, and behind as many as are told that there may be more.
func (m *mistakes) all() []error {
	if m.full() {
		return append(m.list, policyProblem("", "there may be more than these %d mistakes", maxMistakes))
	}
	return m.list
}

// problems returns what is wrong with the policy for this suite and these banks and
// channels. With a nil suite, check IDs are not looked at; nor are names with a nil
// table.
// Its work is linear in the size of the policy.
func (p *Policy) problems(list []Check, bins *cardbin.Table, codes *failcode.Table) []error {
	var m mistakes
	if p.Schema != PolicySchema {
		m.bad("/schema", "must be %s; start from a preset, the zero Policy has no limits", PolicySchema)
		return m.all()
	}
	p.checkProblems(list, m.bad)
	p.numberProblems(m.bad)
	p.issuerProblems(bins, m.bad)
	p.networkProblems(m.bad)
	p.windowProblems(bins, codes, m.bad)
	p.limitProblems(m.bad)
	p.channelProblems(bins, codes, m.bad)
	p.calibrationProblems(m.bad)
	m.sort()
	return m.all()
}

const weekdays = "must be 0 (Sunday) to 6 (Saturday)"

// A report takes one mistake of a policy.
type report = func(path, format string, args ...any) *PolicyProblem

// checkProblems looks at what a policy says of checks.
func (p *Policy) checkProblems(list []Check, bad report) {
	if !words.Is(p.ID) {
		bad("/id", "must be a word of [a-z0-9_-]")
	}
	if p.MaxUnknown < 0 {
		bad("/max_unknown", "must not be negative")
	}
	if tooMany("/checks", len(p.Checks), maxOverrides, bad) {
		return
	}
	known := make(map[ID]*Check, len(list))
	for i := range list {
		known[list[i].ID] = &list[i]
	}
	for _, id := range slices.Sorted(maps.Keys(p.Checks)) {
		o := p.Checks[id]
		path := "/checks/" + clip(string(id))
		check := known[id]
		if list != nil && check == nil {
			bad(path, "no such check in the suite").choose(checkIDs(list), string(id))
		}
		if o.Risk.V < 0 || o.Risk.V > one {
			bad(path+"/risk", "must be 0 to 1")
		}
		o.reasonProblems(check, path+"/reasons", bad)
		switch s := o.Suppressed; {
		case s.Until.IsZero() != (s.Reason == ""):
			bad(path+"/suppressed", "needs both until and reason")
		case len(s.Reason) > 200:
			bad(path+"/suppressed/reason", "longer than 200 bytes")
		}
		if o.Severity > Critical {
			bad(path+"/severity", "not one of the values of this list")
		}
		if o.Need.V > Optional {
			bad(path+"/need", "not one of the values of this list")
		}
	}
}

// reasonProblems looks at what a policy says of a check's reasons. The check is nil if
// it is not known.
func (o *Override) reasonProblems(check *Check, path string, bad report) {
	if tooMany(path, len(o.Reasons), maxReasons, bad) {
		return
	}
	for _, code := range slices.Sorted(maps.Keys(o.Reasons)) {
		r, path := o.Reasons[code], path+"/"+clip(code)
		if r.Status.OK && r.Status.V != Warn && r.Status.V != Fail {
			bad(path+"/status", "must be warn or fail")
		}
		if r.Risk.V < 0 || r.Risk.V > one {
			bad(path+"/risk", "must be 0 to 1")
		}
		if r.Kind.V > Stopping {
			bad(path+"/kind", "not one of the values of this list")
		}
		if check == nil {
			continue
		}
		i := slices.IndexFunc(check.Reasons, func(x Reason) bool { return x.Code == code })
		if i < 0 {
			bad(path, "no such reason of the check").choose(codesOf(check), code)
			continue
		}
		has := &check.Reasons[i]
		status := has.Status
		if r.Status.OK {
			status = r.Status.V
		}
		switch {
		case r.Status.OK && has.Status != Warn && has.Status != Fail:
			bad(path+"/status", "the reason neither warns nor fails")
		case r.Kind.OK && status != Fail:
			bad(path+"/kind", "is for a fail only")
		case r.Kind.V == Timed && has.Kind != Timed:
			bad(path+"/kind", "the reason does not say when it clears")
		case r.Risk.OK && has.Status == Pass:
			bad(path+"/risk", "the reason is a pass")
		}
	}
}

func checkIDs(list []Check) []string {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = string(list[i].ID)
	}
	return ids
}

func codesOf(c *Check) []string {
	codes := make([]string, len(c.Reasons))
	for i := range c.Reasons {
		codes[i] = c.Reasons[i].Code
	}
	return codes
}

// clip makes a name of the document's own a part of a JSON Pointer, at most some 64
// bytes of it.
func clip(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(printable(name, 64), "~", "~0"), "/", "~1")
}

// numberProblems looks at the ranges of a policy's numbers.
func (p *Policy) numberProblems(bad report) {
	for _, n := range []struct {
		path           string
		v, least, most int64
	}{
		{"/horizon_days", p.HorizonDays, 1, 60},
		{"/processing_minutes", p.ProcessingMinutes, 1, 24 * 60},
		{"/min_age", p.MinAge, 0, 150},
		{"/document_expiring_days", p.DocumentExpiringDays, 0, 3660},
		{"/mobile_recent_days", p.MobileRecentDays, 0, 3660},
		{"/document_recent_days", p.DocumentRecentDays, 0, 3660},
		{"/factor_fresh_minutes", p.FactorFreshMinutes, 1, 7 * 24 * 60},
		{"/face_fresh_hours", p.FaceFreshHours, 1, 24 * 366},
		{"/carrier_fresh_days", p.CarrierFreshDays, 1, 3660},
		{"/elements_fresh_days", p.ElementsFreshDays, 1, 3660},
		{"/state_fresh_hours", p.StateFreshHours, 1, 24 * 366},
		{"/capture_fresh_minutes", p.CaptureFreshMinutes, 1, 7 * 24 * 60},
		{"/health_fresh_minutes", p.HealthFreshMinutes, 1, 24 * 60},
		{"/attestation_fresh_seconds", p.AttestationFreshSeconds, 1, 7 * chinatime.Day},
		{"/ip_record_fresh_days", p.IPRecordFreshDays, 1, 3660},
		{"/screening_fresh_days", p.ScreeningFreshDays, 1, 3660},
		{"/proven_days", p.ProvenDays, 0, 3660},
		{"/ownership_days", p.OwnershipDays, 1, 3660},
		{"/ownership_elements", p.OwnershipElements, 2, 3},
		{"/cooling_off_hours", p.CoolingOffHours, 0, 24 * 60},
		{"/cool_down_hours", p.CoolDownHours, 0, 24 * 60},
		{"/risk_hold_days", p.RiskHoldDays, 0, 60},
		{"/risk_ease_days", p.RiskEaseDays, p.RiskHoldDays, 60},
		{"/escalate_days", p.EscalateDays, 1, 60},
		{"/refund_days", p.RefundDays, 1, 400},
		{"/review_hours", p.ReviewHours, 1, 60 * 24},
		{"/feedback_hours", p.FeedbackHours, 0, 60 * 24},
		{"/query_minutes", p.QueryMinutes, 1, 7 * 24 * 60},
		{"/payouts_per_card_day", p.PayoutsPerCardDay, 1, 1000},
		{"/same_amount_days", p.SameAmountDays, 0, 366},
		{"/element_failures_per_day", p.ElementFailuresDay, 1, 1000},
		{"/applications_30d", p.Applications30d, 1, 10000},
		{"/rebinding_frequent", p.RebindingFrequent, 1, 1000},
		{"/rebinding_excessive", p.RebindingExcessive, p.RebindingFrequent, 1000},
		{"/new_card_hours", p.NewCardHours, 0, 24 * 366},
		{"/documents_per_card", p.DocumentsPerCard, 1, 1000},
		{"/cards_per_document", p.CardsPerDocument, 1, 1000},
		{"/documents_per_device", p.DocumentsPerDevice, 1, 1000},
		{"/documents_per_mobile", p.DocumentsPerMobile, 1, 1000},
		{"/abuse_documents", p.AbuseDocuments, 2, 1000},
		{"/abuse_bind_hours", p.AbuseBindHours, 0, 24 * 366},
		{"/platform_score_low", p.PlatformScoreLow, p.PlatformInsufficient, 100},
		{"/platform_score_insufficient", p.PlatformInsufficient, 0, 100},
		{"/vpn_suspected_points", p.VPNSuspected, 1, 1000},
		{"/vpn_detected_points", p.VPNDetected, p.VPNSuspected, 1000},
		{"/slow_rtt_ms", p.SlowRTTMillis, 1, 600_000},
		{"/unstable_loss_percent", p.UnstableLossPercent, 1, 100},
		{"/clock_skewed_seconds", p.ClockSkewedSeconds, 1, 366 * chinatime.Day},
		{"/clock_wrong_seconds", p.ClockWrongSeconds, p.ClockSkewedSeconds, 366 * chinatime.Day},
		{"/class_ii_daily_fen", int64(p.ClassIIDaily), 1, int64(intake.MaxFen)},
		{"/class_ii_yearly_fen", int64(p.ClassIIYearly), int64(p.ClassIIDaily), int64(intake.MaxFen)},
		{"/class_iii_balance_fen", int64(p.ClassIIIBalance), 1, int64(intake.MaxFen)},
		{"/hvps_over_fen", int64(p.HVPSOver), 1, int64(intake.MaxFen)},
		{"/trusted_hops", p.TrustedHops, 0, 100},
	} {
		if n.v < n.least || n.v > n.most {
			bad(n.path, "must be %d to %d", n.least, n.most)
		}
	}
}

// bank reports a window or a profile of a bank that no card can have: it would
// do nothing.
func bank(bins *cardbin.Table, path, name string, bad report) {
	if bins == nil {
		return
	}
	if _, ok := bins.FindIssuer(name); ok {
		return
	}
	near := words.Nearest(name, func(yield func(string) bool) {
		for _, i := range bins.Issuers() {
			if !yield(i.Code) || !yield(i.NameZH) {
				return
			}
		}
	})
	if near != "" {
		bad(path, "no such bank; the nearest is %q", near).Nearest = near
		return
	}
	bad(path, "no such bank; give a code or name that package cardbin knows")
}

// windowChannel looks for a slip of the pen in the name of a channel. A name that is
// like none that is known, or that a profile bears, is the caller's own.
func (p *Policy) windowChannel(codes *failcode.Table, path, channel string, bad report) {
	if codes == nil || slices.ContainsFunc(p.Channels, func(c Channel) bool { return strings.EqualFold(c.Channel, channel) }) {
		return
	}
	if near := codes.Resolve(channel, "").NearChannel; near != "" {
		bad(path, "no such channel; the nearest is %q", near).Nearest = near
	}
}

func (p *Policy) issuerProblems(bins *cardbin.Table, bad report) {
	if tooMany("/credit_lost_cards", len(p.CreditLostCards), maxIssuers, bad) {
		return
	}
	for i, b := range p.CreditLostCards {
		bank(bins, fmt.Sprintf("/credit_lost_cards/%d", i), b, bad)
	}
}

func (p *Policy) windowProblems(bins *cardbin.Table, codes *failcode.Table, bad report) {
	if tooMany("/windows", len(p.Windows), maxWindows, bad) {
		return
	}
	for i := range p.Windows {
		path := fmt.Sprintf("/windows/%d", i)
		if b := p.Windows[i].Bank; b != "" {
			bank(bins, path+"/bank", b, bad)
		}
		p.windowChannel(codes, path+"/channel", p.Windows[i].Channel, bad)
		p.Windows[i].problems(path, bad)
	}
}

func (p *Policy) limitProblems(bad report) {
	row := func(path string, most intake.Fen, from, until Date) {
		if most < 0 || most > intake.MaxFen {
			bad(path+"/max_amount_fen", "must be 0 to %d", intake.MaxFen)
		}
		if !from.IsZero() && !until.IsZero() && until.Before(from) {
			bad(path+"/effective_until", "is before effective_from")
		}
	}
	if !tooMany("/limits", len(p.Limits), maxLimits, bad) {
		for i, l := range p.Limits {
			path := fmt.Sprintf("/limits/%d", i)
			if l.System == 0 || l.System > intake.UnionPay {
				bad(path+"/system", "not one of the values of this list")
			}
			row(path, l.MaxAmount, l.EffectiveFrom, l.EffectiveUntil)
		}
	}
	if !tooMany("/self_payment", len(p.SelfPayment), maxLimits, bad) {
		for i, l := range p.SelfPayment {
			path := fmt.Sprintf("/self_payment/%d", i)
			if l.Purpose > intake.Business {
				bad(path+"/purpose", "not one of the values of this list")
			}
			row(path, l.MaxAmount, l.EffectiveFrom, l.EffectiveUntil)
		}
	}
}

func isCountry(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

// Bounds on a policy's lists. Assessments go through some of them one by one.
const (
	maxOverrides = 1_000 // of checks
	maxWindows   = 10_000
	maxLimits    = 1_000
	maxChannels  = 1_000
	maxIssuers   = 5_000 // of one list: more than there are banks
	maxHours     = 50    // of a channel
	maxWords     = 100   // of any other list inside a window or a profile
)

// tooMany reports a list that is too long.
func tooMany(path string, n, most int, bad report) bool {
	if n > most {
		bad(path, "more than %d", most)
	}
	return n > most
}

func (w *Window) problems(path string, bad report) {
	if len(w.Channel) > 64 {
		bad(path+"/channel", "longer than 64 bytes")
	}
	if w.Effect == 0 || w.Effect > MaintenancePossible {
		bad(path+"/effect", "must be closed, day_cut or maintenance_possible")
	}
	if tooMany(path+"/systems", len(w.Systems), maxWords, bad) || tooMany(path+"/weekdays", len(w.Weekdays), maxWords, bad) ||
		tooMany(path+"/month_days", len(w.MonthDays), maxWords, bad) {
		return
	}
	for i, s := range w.Systems {
		if s == 0 || s > intake.UnionPay {
			bad(fmt.Sprintf("%s/systems/%d", path, i), "not one of the values of this list")
		}
	}
	if !w.EffectiveFrom.IsZero() && !w.EffectiveUntil.IsZero() && w.EffectiveUntil.Before(w.EffectiveFrom) {
		bad(path+"/effective_until", "is before effective_from")
	}
	if w.Every == Dated {
		switch {
		case chinatime.Unix(w.From) == 0 || chinatime.Unix(w.To) == 0:
			bad(path, "a dated window needs from and to, in the years 2000 to 2099")
		case !w.From.Before(w.To):
			bad(path+"/to", "must be after from")
		}
		return
	}
	if w.Every > NthWeekday {
		bad(path+"/every", "not one of the values of this list")
	}
	if w.Start < 0 || w.Start >= 24*60 || w.End < 0 || w.End > 24*60 {
		bad(path, "start must be 00:00 to 23:59, end 00:00 to 24:00")
	}
	if w.Every == Weekly || w.Every == NthWeekday {
		if len(w.Weekdays) == 0 {
			bad(path+"/weekdays", "needed")
		}
		for i, d := range w.Weekdays {
			if d < time.Sunday || d > time.Saturday {
				bad(fmt.Sprintf("%s/weekdays/%d", path, i), weekdays)
			}
		}
	}
	if w.Every == NthWeekday && w.Nth != -1 && (w.Nth < 1 || w.Nth > 5) {
		bad(path+"/nth", "must be 1 to 5, or -1 for the last")
	}
	if w.Every == Monthly {
		if len(w.MonthDays) == 0 {
			bad(path+"/month_days", "needed")
		}
		for i, d := range w.MonthDays {
			if d != -1 && (d < 1 || d > 31) {
				bad(fmt.Sprintf("%s/month_days/%d", path, i), "must be 1 to 31, or -1 for the last")
			}
		}
	}
}
