package readiness

import "github.com/payready/payready/readiness/remedy"

var timingMaintenance = Check{
	ID: "timing.maintenance", Rev: 1,
	Title:    Text{ZH: "不在维护时段", EN: "Outside maintenance windows"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs:    []Field{FieldAt},
	Optional: []Field{FieldPayoutSystem, FieldPayoutChannel, FieldPayoutProduct, FieldCardIssuer, FieldCardNumber, FieldCardBIN, FieldCardLength},
	Cites: []Cite{
		{Title: "BEPS and IBPS stop about monthly, on a weekend night, on days announced by notice", Source: "PBoC notices 2014–2024", Confidence: HighConfidence},
		{Title: "Banks close the day around midnight", Source: "two platforms' notices", Confidence: LowConfidence},
		{Title: "No public table of banks' recurring closures was found: only the caller's own rows close", Source: "our search of public notices", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "ends_at", Unit: UnitInstant}},
	Reasons: []Reason{
		{Code: "open", Status: Pass, Message: Text{ZH: "不在已知的维护时段", EN: "No known window is near"}},
		{Code: "maintenance-possible", Status: Warn, Worth: 80, Action: &remedy.Wait,
			Message: Text{ZH: "周末凌晨，人行小额、网银互联系统可能维护，至 {ends_at}", EN: "A weekend night, when BEPS and IBPS may be under maintenance, until {ends_at}"}},
		{Code: "day-cut", Status: Warn, Worth: 70, Action: &remedy.Wait,
			Message: Text{ZH: "银行日切时段，可能失败或延迟，至 {ends_at}", EN: "Banks close the day; refusals and delays are likely until {ends_at}"}},
		{Code: "closed", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilMaintenanceEnds,
			Message: Text{ZH: "银行或通道维护中，{ends_at} 后恢复", EN: "The bank or the channel is closed for maintenance until {ends_at}"}},
	},
	Run: func(c *Case) Outcome {
		effect, ends, until := c.windowNow()
		note := Note("ends_at", Instant(chinaTime(ends)))
		switch effect {
		case Closed:
			return c.until(until, "closed", note)
		case DayCut:
			return c.until(until, "day-cut", note)
		case MaintenancePossible:
			return c.until(until, "maintenance-possible", note)
		}
		return c.until(until, "open")
	},
}
