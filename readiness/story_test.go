package readiness_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// moment reads "2006-01-02 15:04:05" or "2006-01-02 15:04" in China.
func moment(t require.TestingT, s string) time.Time {
	if strings.Count(s, ":") == 1 {
		s += ":00"
	}
	v, err := time.ParseInLocation(time.DateTime, s, workday.China)
	require.NoError(t, err)
	return v
}

// A setting changes the submission or the policy of a story.
type setting func(t *testing.T, s *intake.Submission, p *readiness.Policy)

// told is the report on a story, and what one check found.
func told(t *testing.T, s intake.Submission, story []setting, check readiness.ID) (readiness.Report, readiness.Finding) {
	p := readiness.StandardPolicy()
	for _, set := range story {
		set(t, &s, p)
	}
	checker, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	r := checker.Assess(s)
	f, ok := r.Find(check)
	require.True(t, ok)
	return r, f
}

func pay(yuan int64, system intake.System) setting {
	return func(_ *testing.T, s *intake.Submission, _ *readiness.Policy) {
		s.Payout.Amount, s.Payout.System = intake.Some(intake.Yuan(yuan)), system
		s.Payout.Available = intake.Some(intake.Yuan(10_000_000))
	}
}

func large() setting { return pay(2_000_000, intake.HVPS) }

func window(w readiness.Window) setting {
	return func(_ *testing.T, _ *intake.Submission, p *readiness.Policy) {
		w.Effect = readiness.Closed
		p.Windows = []readiness.Window{w}
	}
}

// was adds an attempt that ended, or for a pending one began, at a moment:
// "channel product status code", "-" for none.
func was(outcome intake.AttemptOutcome, at, code string, more ...func(*intake.Attempt)) setting {
	return func(t *testing.T, s *intake.Submission, _ *readiness.Policy) {
		a := intake.Attempt{Outcome: outcome, SubmittedAt: moment(t, at), EndedAt: moment(t, at), SameCard: intake.Yes, Amount: intake.Some(intake.Yuan(15_000))}
		if f := strings.Fields(strings.ReplaceAll(code, "-", " - ")); len(f) == 4 {
			for i, p := range []*string{&a.Channel, &a.Product, &a.Status, &a.Code} {
				if f[i] != "-" {
					*p = f[i]
				}
			}
		}
		for _, m := range more {
			m(&a)
		}
		s.History.Attempts = append(s.History.Attempts, a)
	}
}

func fixedAt(at string) func(*intake.Attempt) {
	return func(a *intake.Attempt) {
		a.Fixed = intake.Yes
		a.FixedAt, _ = time.ParseInLocation("2006-01-02 15:04", at, workday.China)
	}
}

func otherCard(a *intake.Attempt) { a.SameCard = intake.No }

func profile(c readiness.Channel) setting {
	return func(_ *testing.T, s *intake.Submission, p *readiness.Policy) {
		c.Channel = "wechatpay"
		p.Channels = append(p.Channels, c)
		s.Payout.Channel = "wechatpay"
	}
}

func also(change func(s *intake.Submission)) setting {
	return func(_ *testing.T, s *intake.Submission, _ *readiness.Policy) { change(s) }
}

const (
	failed   = intake.OutcomeFailed
	pending  = intake.OutcomePending
	returned = intake.OutcomeReturned
	paid     = intake.OutcomeSucceeded
)

func TestDatedStories(t *testing.T) {
	riskBlock, monthQuota, dayQuota := "unionpay acp - 38", "unionpay acp - 81", "wechatpay pay_bank FAILED AMOUNT_LIMIT"
	weChat := readiness.Channel{CardDay: intake.Yuan(20_000), MerchantDay: intake.Yuan(100_000)}
	for _, c := range []struct {
		name, at string
		set      []setting
		check    readiness.ID
		code     string
		verdict  readiness.Verdict
		clears   string // of the finding; "" when time does not clear it
		earliest string // when it differs
	}{
		// HVPS: from 20:30 of the day before a working day to 17:15 of it, less ten minutes to process.
		{"a working noon", "2026-11-25 12:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"17:05:00 + 10 min = 17:15, just in time", "2026-11-25 17:05", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"a second later is too late; Thursday's hours begin this evening", "2026-11-25 17:05:01", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-11-25 20:30", ""},
		{"the last closed second", "2026-11-25 20:29:59", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-11-25 20:30", ""},
		{"the evening before a working Thursday", "2026-11-25 20:30", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"Friday evening: Monday's hours begin on Sunday evening", "2026-11-27 17:30", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-11-29 20:30", ""},
		{"Saturday noon", "2026-11-28 12:00", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-11-29 20:30", ""},
		{"Sunday evening", "2026-11-29 20:30", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"Friday 23:50 before 春节, but Saturday 14 February is worked", "2026-02-13 23:50", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"that Saturday after hours: 15 to 23 are holidays, Tuesday 24 is worked", "2026-02-14 17:10", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-02-23 20:30", ""},
		{"the last evening of 春节", "2026-02-23 20:30", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"23:50 before 国庆: 1 to 7 October are holidays, Thursday 8 is worked", "2026-09-30 23:50", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-10-07 20:30", ""},
		{"Friday 9 October, 21:00: Saturday 10 is worked", "2026-10-09 21:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"make-up Saturday 10 October", "2026-10-10 12:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"its evening: Sunday 11 is free, Monday 12 worked", "2026-10-10 18:00", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-10-11 20:30", ""},
		{"make-up Sunday 20 September", "2026-09-20 12:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"the Saturday before it: opens the same evening", "2026-09-19 12:00", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-09-19 20:30", ""},
		{"the last evening of 2025: 1 to 3 January are free, Sunday 4 is worked", "2025-12-31 18:00", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2026-01-03 20:30", ""},
		{"make-up Sunday 4 January", "2026-01-04 12:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"the stop over 春节 2016", "2016-02-07 12:00", []setting{also(func(s *intake.Submission) { s.Payout.System = intake.IBPS })}, "timing.maintenance", "closed", readiness.Wait, "2016-02-09 20:00", ""},
		{"the last day of the notices", "2026-12-31 12:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"its evening: 1 January is free by law, 2 and 3 are a weekend", "2026-12-31 17:06", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2027-01-03 20:30", ""},
		{"that Saturday", "2027-01-02 12:00", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2027-01-03 20:30", ""},
		{"Monday 4 January", "2027-01-04 12:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"the first day of 春节 2027: 8 February may be worked at the earliest", "2027-02-06 12:00", []setting{large()}, "timing.settlement", "closed", readiness.Wait, "2027-02-08 20:30", ""},
		{"a day that the notice decides", "2027-02-09 12:00", []setting{large()}, "timing.settlement", "calendar-unknown", readiness.Caution, "", ""},
		{"the Monday after", "2027-02-15 12:00", []setting{large()}, "timing.settlement", "open", readiness.Ready, "", ""},
		{"no system given, 1,000,000 CNY: BEPS takes it on Saturday", "2026-11-28 12:00", []setting{pay(1_000_000, 0)}, "timing.settlement", "not-applicable", readiness.Ready, "", ""},
		{"no system given, a yuan more: HVPS, closed", "2026-11-28 12:00", []setting{pay(1_000_001, 0)}, "timing.settlement", "closed", readiness.Wait, "2026-11-29 20:30", ""},
		{"another system given", "2026-11-28 12:00", []setting{pay(1_000_000, intake.BEPS)}, "timing.settlement", "not-applicable", readiness.Ready, "", ""},
		{"HVPS given for a small amount keeps its hours", "2026-11-28 12:00", []setting{pay(500, intake.HVPS)}, "timing.settlement", "closed", readiness.Wait, "2026-11-29 20:30", ""},

		// Windows; the default ones show 23:00 to 00:30 and weekend nights until 08:00.
		{"22:50:00 + 10 min ends at 23:00, outside", "2026-11-24 22:50", nil, "timing.maintenance", "open", readiness.Ready, "", ""},
		{"a second later it runs into the day-cut", "2026-11-24 22:50:01", nil, "timing.maintenance", "day-cut-usual", readiness.Ready, "", ""},
		{"the day-cut has just ended", "2026-11-25 00:30", nil, "timing.maintenance", "open", readiness.Ready, "", ""},
		{"Saturday 00:10 is both: the graver", "2026-11-28 00:10", []setting{pay(500, intake.BEPS)}, "timing.maintenance", "day-cut-usual", readiness.Ready, "", ""},
		{"Saturday 03:00 through BEPS", "2026-11-28 03:00", []setting{pay(500, intake.BEPS)}, "timing.maintenance", "maintenance-usual", readiness.Ready, "", ""},
		{"Saturday 03:00 through NetsUnion", "2026-11-28 03:00", []setting{pay(500, intake.NetsUnion)}, "timing.maintenance", "open", readiness.Ready, "", ""},
		{"closed over New Year's Eve", "2025-12-31 23:59:59", []setting{window(readiness.Window{From: moment(t, "2025-12-31 20:00"), To: moment(t, "2026-01-01 02:00")})}, "timing.maintenance", "closed", readiness.Wait, "2026-01-01 02:00", ""},
		{"every 31st: not in November", "2026-11-30 12:00", []setting{window(readiness.Window{Every: readiness.Monthly, MonthDays: []int{31}, Start: readiness.ClockTime(11, 0), End: readiness.ClockTime(13, 0)})}, "timing.maintenance", "open", readiness.Ready, "", ""},
		{"every last day: the 30th", "2026-11-30 12:00", []setting{window(readiness.Window{Every: readiness.Monthly, MonthDays: []int{-1}, Start: readiness.ClockTime(11, 0), End: readiness.ClockTime(13, 0)})}, "timing.maintenance", "closed", readiness.Wait, "2026-11-30 13:00", ""},
		{"the second Sunday of November is the 8th", "2026-11-08 01:00", []setting{window(readiness.Window{Every: readiness.NthWeekday, Weekdays: []time.Weekday{0}, Nth: 2, Start: readiness.ClockTime(0, 0), End: readiness.ClockTime(6, 0)})}, "timing.maintenance", "closed", readiness.Wait, "2026-11-08 06:00", ""},
		{"the last Sunday is the 29th, and runs into Monday", "2026-11-30 00:15", []setting{window(readiness.Window{Every: readiness.NthWeekday, Weekdays: []time.Weekday{0}, Nth: -1, Start: readiness.ClockTime(23, 30), End: readiness.ClockTime(1, 0)})}, "timing.maintenance", "closed", readiness.Wait, "2026-11-30 01:00", ""},
		{"the last day of February 2028 is the 29th", "2028-02-29 12:00", []setting{window(readiness.Window{Every: readiness.Monthly, MonthDays: []int{-1}, Start: readiness.ClockTime(11, 0), End: readiness.ClockTime(13, 0)})}, "timing.maintenance", "closed", readiness.Wait, "2028-02-29 13:00", ""},
		{"a window that died the day before", "2026-11-24 12:00", []setting{window(readiness.Window{Every: readiness.Daily, Start: readiness.ClockTime(11, 0), End: readiness.ClockTime(13, 0), EffectiveUntil: readiness.Date{Year: 2026, Month: 11, Day: 23}})}, "timing.maintenance", "open", readiness.Ready, "", ""},
		{"21:50:01 + 10 min runs into the night", "2026-11-24 21:50:01", nil, "timing.off-hours", "night", readiness.Ready, "", ""},
		{"05:59:59 is night", "2026-11-25 05:59:59", nil, "timing.off-hours", "night", readiness.Ready, "", ""},
		{"06:00 is day", "2026-11-25 06:00", nil, "timing.off-hours", "day", readiness.Ready, "", ""},

		// Cool-down: 24 hours after the fix or the failure.
		{"failed 24 hours ago less a second", "2026-11-24 12:00", []setting{was(failed, "2026-11-23 12:00:01", "")}, "history.cool-down", "cooling", readiness.Wait, "2026-11-24 12:00:01", ""},
		{"failed 24 hours ago", "2026-11-24 12:00", []setting{was(failed, "2026-11-23 12:00", "")}, "history.cool-down", "none", readiness.Ready, "", ""},
		{"fixed two days later: a fix lets nobody wait longer", "2026-11-24 12:00", []setting{was(failed, "2026-11-22 12:00", "", fixedAt("2026-11-24 11:00"))}, "history.cool-down", "none", readiness.Ready, "", ""},
		{"fixed an hour ago: eases", "2026-11-24 12:00", []setting{was(failed, "2026-11-24 10:00", "", fixedAt("2026-11-24 11:00"))}, "history.cool-down", "eased", readiness.Ready, "", ""},
		{"with another card", "2026-11-24 12:00", []setting{was(failed, "2026-11-24 11:00", "", otherCard)}, "history.cool-down", "eased", readiness.Ready, "", ""},
		{"a name that differs is the applicant's to mend", "2026-11-24 12:00", []setting{was(failed, "2026-11-24 02:00", "ainong transfer - 2022")}, "history.cool-down", "eased", readiness.Ready, "", ""},
		{"an empty merchant account is not, and it has been filled since", "2026-11-24 12:00", []setting{was(failed, "2026-11-24 02:00", "ainong transfer - 2025")}, "history.cool-down", "none", readiness.Ready, "", ""},
		{"returned by the bank", "2026-11-24 12:00", []setting{was(returned, "2026-11-24 02:00", "wechatpay pay_bank BANK_FAIL -")}, "history.cool-down", "cooling", readiness.Fix, "2026-11-25 02:00", ""},
		{"the day's quota used up at 23:59:59", "2026-11-24 23:59:59", []setting{was(failed, "2026-11-24 23:59:59", dayQuota)}, "history.cool-down", "cooling", readiness.Wait, "2026-11-25 00:00", ""},
		{"the day's quota used up at midnight sharp", "2026-11-25 00:00:01", []setting{was(failed, "2026-11-25 00:00", dayQuota)}, "history.cool-down", "cooling", readiness.Wait, "2026-11-26 00:00", ""},
		{"the month's quota on the 31st", "2026-10-31 23:30", []setting{was(failed, "2026-10-31 23:00", monthQuota)}, "history.cool-down", "cooling", readiness.Wait, "2026-11-01 00:00", ""},
		{"the month's quota on 31 January: February is short, not skipped", "2026-01-31 12:00", []setting{was(failed, "2026-01-31 11:00", monthQuota)}, "history.cool-down", "cooling", readiness.Wait, "2026-02-01 00:00", ""},
		{"the month's quota in December", "2026-12-20 12:00", []setting{was(failed, "2026-12-20 11:00", monthQuota)}, "history.cool-down", "cooling", readiness.Wait, "2027-01-01 00:00", ""},
		{"the account's year", "2026-12-25 12:00", []setting{was(failed, "2026-12-25 11:00", "netease_epay cashier - 016017")}, "history.cool-down", "cooling", readiness.Wait, "2027-01-01 00:00", ""},
		{"a limit without a term: 24 hours", "2026-11-24 12:00", []setting{was(failed, "2026-11-24 11:00", "payermax disbursement FAILED TRANSACTION_EXCEED_LIMIT")}, "history.cool-down", "cooling", readiness.Wait, "2026-11-25 11:00", ""},
		{"no processing day, on the eve of 国庆: Thursday 8 October", "2026-09-30 12:00", []setting{was(failed, "2026-09-30 11:00", "iso20022 ExternalStatusReason1Code RJCT DT03")}, "history.cool-down", "cooling", readiness.Wait, "2026-10-08 00:00", ""},
		{"no processing day, on the last one of the notices: Monday 4 January", "2026-12-31 12:00", []setting{was(failed, "2026-12-31 11:00", "iso20022 ExternalStatusReason1Code RJCT DT03")}, "history.cool-down", "cooling", readiness.Wait, "2027-01-04 00:00", ""},
		{"a cool-down that ends in a closed Saturday of HVPS", "2026-11-27 12:00", []setting{large(), was(failed, "2026-11-27 11:00", "")}, "history.cool-down", "cooling", readiness.Wait, "2026-11-28 11:00", "2026-11-29 20:30"},

		// After a block by risk control: held for three working days, easing until seven are over.
		{"blocked on Monday 23: 24, 25, 26", "2026-11-24 12:00", []setting{was(failed, "2026-11-23 10:00", riskBlock)}, "history.risk-hold", "held", readiness.Wait, "2026-11-27 00:00", ""},
		{"blocked on Friday 27: 30, 1, 2 December", "2026-11-28 12:00", []setting{was(failed, "2026-11-27 10:00", riskBlock)}, "history.risk-hold", "held", readiness.Wait, "2026-12-03 00:00", ""},
		{"blocked on the eve of 国庆: 8, 9 and make-up Saturday 10 October", "2026-10-02 12:00", []setting{was(failed, "2026-09-30 10:00", riskBlock)}, "history.risk-hold", "held", readiness.Wait, "2026-10-11 00:00", ""},
		{"blocked before 春节: 14, 24, 25 February", "2026-02-16 12:00", []setting{was(failed, "2026-02-13 10:00", riskBlock)}, "history.risk-hold", "held", readiness.Wait, "2026-02-26 00:00", ""},
		{"after the 3rd day it eases, to caution", "2026-11-27 00:30", []setting{was(failed, "2026-11-23 10:00", riskBlock)}, "history.risk-hold", "easing", readiness.Caution, "", ""},
		{"over after the 7th: 24, 25, 26, 27, 30, 1, 2", "2026-12-03 00:00", []setting{was(failed, "2026-11-23 10:00", riskBlock)}, "history.risk-hold", "none", readiness.Ready, "", ""},
		{"blocked on the last day of the notices: 4, 5, 6 January", "2026-12-31 12:00", []setting{was(failed, "2026-12-31 10:00", riskBlock)}, "history.risk-hold", "held", readiness.Wait, "2027-01-07 00:00", ""},
		{"blocked before 春节 2027: three days that are certainly worked", "2027-02-05 12:00", []setting{was(failed, "2027-02-04 10:00", riskBlock)}, "history.risk-hold", "held", readiness.Wait, "2027-02-18 00:00", ""},

		// Pending: to be escalated at the end of the 3rd working day.
		{"pending since 29 September: 30, 8, 9 October", "2026-10-09 23:59:59", []setting{was(pending, "2026-09-29 12:00", "")}, "payout.in-flight", "pending", readiness.Wait, "", ""},
		{"a second later", "2026-10-10 00:00", []setting{was(pending, "2026-09-29 12:00", "")}, "payout.in-flight", "escalate", readiness.Wait, "", ""},
		{"pending since 12 February: 13, 14, 24", "2026-02-25 00:00", []setting{was(pending, "2026-02-12 12:00", "")}, "payout.in-flight", "escalate", readiness.Wait, "", ""},
		{"pending over New Year: 31 December, 4 and 5 January", "2027-01-05 23:59:59", []setting{was(pending, "2026-12-30 12:00", "")}, "payout.in-flight", "pending", readiness.Wait, "", ""},
		{"a second later", "2027-01-06 00:00", []setting{was(pending, "2026-12-30 12:00", "")}, "payout.in-flight", "escalate", readiness.Wait, "", ""},
		{"pending over 春节 2027, whose days the notice decides: at the earliest", "2027-02-12 00:00", []setting{was(pending, "2027-02-04 12:00", "")}, "payout.in-flight", "escalate", readiness.Wait, "", ""},
		{"failed, says the caller; in progress, says the channel", "2026-11-24 12:00", []setting{was(failed, "2026-11-24 11:00", "wechatpay pay_bank PROCESSING AMOUNT_LIMIT")}, "payout.in-flight", "pending", readiness.Wait, "", ""},

		// Quotas of the day.
		{"15,000 paid today through WeChat Pay, 8,000 more: over 20,000 a card", "2026-11-24 23:59:59", []setting{profile(weChat), was(paid, "2026-11-24 01:00", "")}, "payout.channel-quota", "over-card-day", readiness.Wait, "2026-11-25 00:00", ""},
		{"paid yesterday", "2026-11-25 00:00", []setting{profile(weChat), was(paid, "2026-11-24 23:59:59", ""), also(func(s *intake.Submission) { s.Payout.MerchantPaidToday = intake.Some(intake.Fen(0)) })}, "payout.channel-quota", "within", readiness.Ready, "", ""},
		{"the merchant's 100,000", "2026-11-24 12:00", []setting{profile(weChat), also(func(s *intake.Submission) { s.Payout.MerchantPaidToday = intake.Some(intake.Yuan(92_001)) })}, "payout.channel-quota", "over-merchant-day", readiness.Wait, "2026-11-25 00:00", ""},
		{"a sum observed yesterday starts anew", "2026-11-25 12:00", []setting{profile(weChat), also(func(s *intake.Submission) {
			s.Payout.MerchantPaidToday, s.ObservedAt = intake.Some(intake.Yuan(92_001)), noon
		})}, "payout.channel-quota", "within", readiness.Ready, "", ""},
		{"three failed element checks today", "2026-11-24 12:00", []setting{also(func(s *intake.Submission) {
			s.History.ElementFailuresToday, s.Card.ElementCheck.Result = intake.Some[int64](3), intake.ComparisonUnavailable
		})}, "history.attempt-budget", "exhausted", readiness.Wait, "2026-11-25 00:00", ""},
		{"ten applications in 30 days: shown, no wait", "2026-11-24 12:00", []setting{also(func(s *intake.Submission) { s.History.Applications30d = intake.Some[int64](10) })}, "history.attempt-budget", "many-applications", readiness.Ready, "", ""},
		{"ten applications do not lengthen a wait", "2026-11-24 12:00", []setting{also(func(s *intake.Submission) {
			s.History.ElementFailuresToday, s.History.Applications30d, s.Card.ElementCheck.Result = intake.Some[int64](3), intake.Some[int64](10), intake.ComparisonUnavailable
		})}, "history.attempt-budget", "exhausted", readiness.Wait, "2026-11-25 00:00", ""},
		{"the merchant's quota holds for another card too", "2026-11-24 12:00", []setting{was(failed, "2026-11-24 11:00", "alipay fund.trans.uni.transfer FAIL EXCEED_LIMIT_DM_AMOUNT", otherCard)}, "history.cool-down", "cooling", readiness.Wait, "2026-11-25 00:00", ""},
		{"the same amount paid today", "2026-11-24 23:59:59", []setting{pay(15_000, intake.NetsUnion), was(paid, "2026-11-24 00:00", "")}, "payout.duplicate", "same-amount", readiness.Caution, "", ""},
		{"the same amount paid yesterday", "2026-11-25 00:00", []setting{pay(15_000, intake.NetsUnion), was(paid, "2026-11-24 23:59:59", "")}, "payout.duplicate", "same-amount", readiness.Caution, "", ""},
		{"a card bound 24 hours ago less a second", "2026-11-24 12:00", []setting{also(func(s *intake.Submission) { s.Card.BoundAt = noon.Add(-24*time.Hour + time.Second) })}, "history.rebinding", "new-card", readiness.Ready, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			moveTo(&s, moment(t, c.at))
			r, f := told(t, s, c.set, c.check)
			require.Equal(t, c.code, f.Code)
			require.Equal(t, c.verdict, r.Verdict, r)
			if c.clears == "" {
				require.True(t, f.ClearsAt.IsZero())
				return
			}
			require.Equal(t, moment(t, c.clears), f.ClearsAt)
			switch {
			case c.earliest == "never":
				require.True(t, r.EarliestAt.IsZero())
			case c.earliest != "":
				require.Equal(t, moment(t, c.earliest), r.EarliestAt)
			default:
				require.Equal(t, f.ClearsAt, r.EarliestAt)
			}
		})
	}
}
