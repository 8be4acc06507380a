package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var timingMaintenance = Check{
	ID: "timing.maintenance", Rev: 3,
	Title:    Text{ZH: "不在维护时段", EN: "Outside maintenance windows"},
	Purpose:  Text{ZH: "银行或清算系统维护时，打款会失败或长时间处理中", EN: "During the maintenance of a bank or a clearing system payouts fail or hang"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs: []intake.Field{intake.FieldAt},
	Optional: []intake.Field{intake.FieldPayoutSystem, intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldCardIssuer, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength,
		intake.FieldHealth, intake.FieldObservedAt},
	Cites: []Cite{
		{Title: "BEPS and IBPS stop about monthly, on a weekend night, on days announced by notice", Source: "PBoC notices 2014–2024", Confidence: HighConfidence},
		{Title: "Banks close the day around midnight; NetsUnion, BEPS and IBPS take payouts at all hours, so an hour by itself costs nothing", Source: "two platforms' notices", Confidence: LowConfidence},
		{Title: "No public table of banks' recurring closures was found: only the caller's own rows close", Source: "our search of public notices", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence},
		{Title: "What fails while a bank is down says nothing of the card", Source: "policy", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "ends_at", Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "open", Status: Pass, Message: Text{ZH: "不在已知的维护时段", EN: "Outside all known windows"}},
		{Code: "maintenance-usual", Status: Warn, Worth: 100,
			Message: Text{ZH: "周末凌晨，人行小额、网银互联系统有时维护，至 {ends_at}", EN: "A weekend night, when BEPS and IBPS are sometimes under maintenance, until {ends_at}"}},
		{Code: "day-cut-usual", Status: Warn, Worth: 100,
			Message: Text{ZH: "银行日切时段，少数银行可能延迟，至 {ends_at}", EN: "Banks close the day; a few may be slow until {ends_at}"}},
		{Code: "maintenance-possible", Status: Warn, Worth: 80, Action: &remedy.Wait,
			Message: Text{ZH: "已有维护预告，{ends_at} 前可能失败或延迟", EN: "Maintenance is announced: refusals and delays are possible until {ends_at}"}},
		{Code: "day-cut", Status: Warn, Worth: 70, Action: &remedy.Wait,
			Message: Text{ZH: "已有日切预告，{ends_at} 前可能失败或延迟", EN: "The day's cut-off is announced: refusals and delays are possible until {ends_at}"}},
		{Code: "closed", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilMaintenanceEnds,
			Message: Text{ZH: "银行或通道维护中，{ends_at} 后恢复", EN: "The bank or the channel is closed for maintenance until {ends_at}"}},
		{Code: "outside-hours", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilOpen,
			Message: Text{ZH: "通道不在受理时间，{ends_at} 开始受理", EN: "The channel is outside its hours and opens at {ends_at}"}},
		{Code: "bank-degraded", Status: Warn, Worth: 60, Action: &remedy.Wait,
			Message: Text{ZH: "发卡行当前入账不稳定，可能失败或延迟", EN: "The bank takes payouts unsteadily now: refusals and delays are possible"}},
		{Code: "bank-down", Status: Fail, Kind: Timed, Action: &remedy.WaitForBank,
			Message: Text{ZH: "发卡行当前无法入账，恢复时间未知", EN: "The bank takes no payouts now, and nobody knows until when"}},
		{Code: "bank-down-until", Status: Fail, Kind: Timed, Action: &remedy.WaitForBank,
			Message: Text{ZH: "发卡行当前无法入账，预计 {ends_at} 恢复", EN: "The bank takes no payouts now and is expected back at {ends_at}"}},
	},
	Run: func(c *Case) Outcome {
		m := c.windowNow()
		bank := c.bankHealth()
		switch {
		case bank.state == intake.Down:
			return c.outage(bank, "bank-down", "bank-down-until")
		case bank.state == intake.Degraded && (m.gravity == 0 || m.gravity >= usualDayCut): // what is announced costs more
			return c.until(m.until, "bank-degraded")
		case m.gravity == 0:
			return c.until(m.until, "open")
		}
		code := [...]string{
			closedNow: "closed", announcedDayCut: "day-cut", announcedMaintenance: "maintenance-possible",
			usualDayCut: "day-cut-usual", usualMaintenance: "maintenance-usual",
		}[m.gravity]
		if m.hours {
			code = "outside-hours"
		}
		if m.turns > c.at {
			c.next = min(c.next, m.turns)
		}
		return c.until(m.until, code, Note("ends_at", intake.Instant(chinatime.Time(m.ends))))
	},
}

// HVPS takes customers' payments from 20:30 of the natural day before a legal
// working day to 17:15 of it, since 2018; make-up Sundays count as working days.
const (
	hvpsOpens  = -(3*3600 + 30*60) // from the working day's midnight
	hvpsCloses = 17*3600 + 15*60
)

var timingSettlement = Check{
	ID: "timing.settlement", Rev: 2,
	Title:    Text{ZH: "在大额系统受理时间内", EN: "Within the hours of HVPS"},
	Purpose:  Text{ZH: "大额系统有受理时间，时间之外的大额打款会挂起", EN: "HVPS keeps hours: outside of them a payout through it waits"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs:    []intake.Field{intake.FieldAt},
	Optional: []intake.Field{intake.FieldPayoutAmount, intake.FieldPayoutSystem, intake.FieldPayoutChannel, intake.FieldPayoutProduct},
	Cites: []Cite{
		{Title: "HVPS runs from 20:30 of the day before a working day to 17:15 of it", Source: "PBoC notices on the hours of HVPS", Date: Date{Year: 2018, Month: 5, Day: 2}, Confidence: HighConfidence},
		{Title: "Legal working days include make-up weekends", Source: "the term 法定工作日; inferred", Confidence: MediumConfidence},
		{Title: "Customers' transfers above 1,000,000 CNY go through HVPS, smaller ones through BEPS or IBPS, at all hours", Source: "banks' notices", Date: Date{Year: 2022, Month: 1, Day: 1}, Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "opens_at", Unit: intake.UnitInstant}},
	Reasons: []Reason{
		{Code: "open", Status: Pass, Message: Text{ZH: "大额系统受理中", EN: "HVPS is open"}},
		{Code: "closed", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilOpen,
			Message: Text{ZH: "大额系统不在受理时间，{opens_at} 开始受理", EN: "HVPS is closed and opens at {opens_at}"}},
		{Code: "calendar-unknown", Because: NoData, Action: &remedy.WaitUntilNextWorkday,
			Message: Text{ZH: "不确定是否为工作日，无法判断大额系统是否受理", EN: "Whether it is a working day is not known, so neither is whether HVPS is open"}},
	},
	Run: runSettlement,
}

func runSettlement(c *Case) Outcome {
	switch amount := c.sub.Payout.Amount; {
	case c.system() == intake.HVPS:
	case c.system() != 0, amount.OK && amount.V <= c.plan.policy.HVPSOver:
		return c.NotApplicable()
	case !amount.OK:
		return c.Missing(intake.FieldPayoutAmount)
	}
	// The day whose hours count, the first second from which processing ends too
	// late, and the evening when the next day's begin. Hours that are too short
	// for the processing are taken as they are.
	process := min(c.plan.policy.ProcessingMinutes*60, hvpsCloses-hvpsOpens)
	day, closing, evening := c.today, c.dawn+hvpsCloses-process+1, c.tomorrow()+hvpsOpens
	if c.at >= evening {
		day, closing, evening = day.AddDays(1), closing+chinatime.Day, evening+chinatime.Day
	}
	if c.at >= closing {
		return c.hvpsOpensAt(day, evening)
	}
	switch work, known := c.plan.calendar.IsWorkday(day); {
	case !known:
		return c.until(closing, "calendar-unknown")
	case work:
		return c.until(closing, "open")
	}
	return c.hvpsOpensAt(day, closing)
}

// hvpsOpensAt is the outcome of being closed until the evening before the next
// working day after d. Next to a festival that may be one of several days: the
// evidence names the latest, and the answer may change before the earliest. Past
// the calendar it may change at recheck.
func (c *Case) hvpsOpensAt(d Date, recheck int64) Outcome {
	next := c.plan.calendar.Count(d, 1)
	if next.Latest.IsZero() {
		return c.until(recheck, "calendar-unknown")
	}
	opens := chinatime.StartOf(next.Latest) + hvpsOpens
	return c.until(chinatime.StartOf(next.Earliest)+hvpsOpens, "closed", Note("opens_at", intake.Instant(chinatime.Time(opens))))
}

// From 22:00 to 06:00 nobody at a bank can be reached: policy, after banks'
// talk of late-night transactions.
const (
	nightBegins = 22 * 3600
	nightEnds   = 6 * 3600
)

var timingOffHours = Check{
	ID: "timing.off-hours", Rev: 1,
	Title:    Text{ZH: "非深夜时段", EN: "Not at night"},
	Purpose:  Text{ZH: "深夜出了问题，银行没有人工可以处理", EN: "At night banks' staff cannot be reached when something goes wrong"},
	Severity: Info, Need: Optional,
	Needs: []intake.Field{intake.FieldAt},
	Cites: []Cite{
		{Title: "At night banks' staff cannot be reached; payouts themselves run at all hours", Source: "policy; BEPS, IBPS, NetsUnion and UnionPay run 7×24", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "day", Status: Pass, Message: Text{ZH: "非深夜时段", EN: "Not at night"}},
		{Code: "night", Status: Warn, Action: &remedy.Wait,
			Message: Text{ZH: "深夜时段，遇到问题时无法联系银行人工处理", EN: "At night nobody at the bank can be reached if something goes wrong"}},
	},
	Run: func(c *Case) Outcome {
		process := c.plan.policy.ProcessingMinutes * 60
		falls := c.dawn + nightBegins - process + 1 // the first second whose processing runs into the night
		switch {
		case c.at < c.dawn+nightEnds:
			return c.until(c.dawn+nightEnds, "night")
		case c.at < falls:
			return c.until(falls, "day")
		}
		return c.until(c.tomorrow()+nightEnds, "night")
	},
}
