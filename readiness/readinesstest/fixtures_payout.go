package readinesstest

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// weChat is a profile with daily quotas.
var weChat = readiness.Channel{Channel: "wechatpay", CardDay: intake.Yuan(20_000), MerchantDay: intake.Yuan(100_000)}

func screeningFixtures() []Fixture {
	return of("payout.screening",
		is("clear"),
		is("hit", Screened(intake.ScreeningHit, Moment)),
		is("possible", Screened(intake.ScreeningPossible, Moment)),
		is("stale", Screened(intake.ScreeningClear, ago(60*24*time.Hour))),
	)
}

// orderOne is the payout's order number.
func orderOne(s *intake.Submission) { s.Payout.OrderID = "order-1" }

func payoutFixtures() []Fixture {
	limits := profile(readiness.Channel{Channel: "limits", MinAmount: intake.Yuan(100), MaxAmount: intake.Yuan(20_000), StepAmount: intake.Yuan(1)})
	day := profile(weChat)
	earlier := func(o intake.AttemptOutcome, order string, yuan int64) Change {
		at := Moment.Add(-3 * time.Hour)
		return Attempted(intake.Attempt{Outcome: o, OrderID: order, Amount: intake.Some(intake.Yuan(yuan)), SameCard: intake.Yes, SubmittedAt: at, EndedAt: at})
	}
	const paid = intake.OutcomeSucceeded
	awaiting := func(product, status string, at time.Time) Change {
		return Attempted(another(intake.Attempt{Outcome: intake.OutcomePending, SameCard: intake.No, Channel: "wechatpay", Product: product, Status: status, SubmittedAt: at}))
	}
	attempted := func(status, code, order string) Change {
		at := ago(25 * time.Hour) // longer than a cool-down, shorter than the term of a resend
		return Attempted(intake.Attempt{
			Outcome: intake.OutcomeFailed, SameCard: intake.Yes, OrderID: order, Amount: intake.Some(intake.Yuan(8_000)), SubmittedAt: at, EndedAt: at, Fixed: intake.Yes, FixedAt: at,
			Channel: "wechatpay", Product: "mch_transfer", Status: status, Code: code,
		})
	}
	return slices.Concat(
		of("payout.amount",
			is("ok"),
			is("negative", Amount(-1)),
			is("zero", Amount(0)),
			is("below-minimum", Amount(intake.Yuan(99)), Through("limits")).under(limits),
			is("not-channel-step", Amount(intake.Yuan(100)+1), Through("limits")).under(limits),
			is("over-single-limit", Amount(intake.Yuan(20_001)), Through("limits")).under(limits),
			is("over-usual-limit", Amount(intake.Yuan(201)), Through("/v3/fund-app/mch-transfer/transfer-bills")),
		),
		of("payout.channel-support",
			is("supported", Through("any")).under(profile(readiness.Channel{Channel: "any"})),
			is("not-permitted", Through("baofoo"), Account(intake.PayoutRoute{Channel: "宝付", Permitted: intake.No})),
			is("issuer-unsupported", Through("others")).under(profile(readiness.Channel{Channel: "others", IssuersDenied: []string{"ICBC"}})),
			is("network-unsupported", Through("visa")).under(profile(readiness.Channel{Channel: "visa", Networks: []string{"visa"}})),
			is("account-kind-unsupported", Through("firms"), func(s *intake.Submission) { s.Card.AccountKind = intake.Personal }).
				under(profile(readiness.Channel{Channel: "firms", AccountKinds: []intake.AccountKind{intake.Corporate}})),
			is("quick-pay-needed", Through("quick"), WithoutQuickPay).under(profile(readiness.Channel{Channel: "quick", NeedsQuickPay: true})),
			is("branch-code-needed", Through("branch")).under(profile(readiness.Channel{Channel: "branch", NeedsBranch: true})),
			is("memo-needed", Through("memo")).under(profile(readiness.Channel{Channel: "memo", MemoOver: intake.Yuan(5_000)})),
		),
		of("payout.channel-quota",
			is("within", Through("wechatpay"), MerchantPaid(0)).under(day),
			is("over-card-day", Through("wechatpay"), MerchantPaid(0), earlier(paid, "order-0", 15_000)).under(day),
			is("over-merchant-day", Through("wechatpay"), MerchantPaid(intake.Yuan(95_000))).under(day),
		),
		of("payout.funds",
			is("enough"),
			is("short", Available(intake.Yuan(100))),
		),
		of("payout.channel-name",
			is("known", Through("baofoo")),
			is("channel-misspelt", Through("wecahtpay")),
			is("product-misspelt", Through("wechatpay"), func(s *intake.Submission) { s.Payout.Product = "mch_tranfser" }),
			is("not-listed", Through("house")),
		),
		healthFixtures(),
		of("payout.in-flight",
			is("none"),
			is("pending", Pending(Moment.AddDate(0, 0, -1))),
			is("to-confirm", awaiting("mch_transfer", "WAIT_USER_CONFIRM", ago(90*time.Minute))),
			is("to-confirm-undated", awaiting("mch_transfer", "WAIT_USER_CONFIRM", time.Time{})),
			is("to-approve", awaiting("batch", "WAIT_PAY", ago(90*time.Minute))),
			is("unknown-outcome", Attempted(another(intake.Attempt{SubmittedAt: Moment.AddDate(0, 0, -1)}))),
			is("unbooked-return", Attempted(intake.Attempt{Outcome: intake.OutcomeReturned, Channel: "unionpay", Product: "acp", Code: "63", OrderID: "order-1", SameCard: intake.No, SubmittedAt: ago(50 * time.Hour), EndedAt: ago(40 * time.Hour)})),
			is("booking-unclear", Attempted(intake.Attempt{Outcome: intake.OutcomeReturned, Channel: "unionpay", Product: "acp", Code: "63", OrderID: "order-0", SameCard: intake.No, SubmittedAt: ago(50 * time.Hour), EndedAt: ago(40 * time.Hour)})),
			is("escalate", Pending(Moment.AddDate(0, 0, -7))),
		),
		of("payout.duplicate",
			is("none"),
			is("same-amount", earlier(paid, "order-0", 8_000)),
			is("unclear", Attempted(intake.Attempt{Outcome: paid, OrderID: "order-0", SameCard: intake.Yes, SubmittedAt: Moment})),
			is("number-unclear", attempted("FAIL", "NAME_NOT_CORRECT", "order-1")),
			is("number-used", Through("wechatpay"), attempted("FAIL", "NAME_NOT_CORRECT", "order-1")),
			is("number-changed", Through("wechatpay"), attempted("", "NOT_ENOUGH", "order-0")),
			is("paid", earlier(paid, "order-1", 8_000), orderOne),
			is("paid-otherwise", earlier(paid, "order-1", 500), orderOne),
			is("same-order", earlier(intake.OutcomePending, "order-1", 500), orderOne),
			is("same-amount-blocked", Through("once"), earlier(paid, "order-0", 8_000)).under(profile(readiness.Channel{Channel: "once", SameDaySame: "gate"})),
		),
	)
}

func healthFixtures() []Fixture {
	return of("payout.channel-health",
		is("up", Through("baofoo"), Health("", "baofoo", intake.Up, ago(time.Minute))),
		is("degraded", Through("baofoo"), Health("", "baofoo", intake.Degraded, ago(time.Minute))),
		is("down", Through("baofoo"), Health("ICBC", "baofoo", intake.Down, ago(time.Minute))),
		is("down-until", Through("baofoo"), Health("", "baofoo", intake.Down, ago(time.Minute)), HealthUntil(Moment.Add(40*time.Minute))),
		is("stale", Through("baofoo"), Health("", "baofoo", intake.Down, ago(time.Hour))),
	)
}

func reviewFixtures() []Fixture {
	return of("payout.review",
		is("clearance", Reviewed(intake.Review{Decision: intake.ReviewCleared, At: ago(time.Hour), Reasons: []string{"history.sharing/many-documents"}})),
		is("declined", Reviewed(intake.Review{Decision: intake.ReviewDeclined, At: ago(time.Hour)})),
	)
}

// announced changes a policy to have one dated window around the moment.
func announced(effect readiness.Effect) func(*readiness.Policy) {
	return func(p *readiness.Policy) {
		p.Windows = []readiness.Window{{Bank: "ICBC", From: Moment.Add(-time.Hour), To: Moment.Add(time.Hour), Effect: effect}}
	}
}

func timingFixtures() []Fixture {
	night := time.Date(2026, 11, 28, 3, 0, 0, 0, Moment.Location()) // a Saturday
	largeValue := All(Amount(intake.Yuan(2_000_000)), Available(intake.Yuan(9_000_000)), Clearing(intake.HVPS))
	return slices.Concat(
		of("timing.maintenance",
			is("open"),
			is("maintenance-usual", At(night), Clearing(intake.BEPS)),
			is("day-cut-usual", At(Moment.Add(11*time.Hour+30*time.Minute))),
			is("maintenance-possible").under(announced(readiness.MaintenancePossible)),
			is("day-cut").under(announced(readiness.DayCut)),
			is("closed").under(announced(readiness.Closed)),
			is("outside-hours", Through("house")).under(profile(readiness.Channel{Channel: "house", Hours: []readiness.Hours{{Start: readiness.ClockTime(13, 0), End: readiness.ClockTime(22, 0)}}})),
			is("bank-degraded", Health("ICBC", "", intake.Degraded, ago(time.Minute))),
			is("bank-down", Health("ICBC", "", intake.Down, ago(time.Minute))),
			is("bank-down-until", Health("ICBC", "", intake.Down, ago(time.Minute)), HealthUntil(Moment.Add(40*time.Minute))),
		),
		of("timing.settlement",
			is("open", largeValue),
			is("closed", largeValue, At(Moment.Add(6*time.Hour))),
			is("calendar-unknown", largeValue, At(time.Date(2027, 2, 9, 12, 0, 0, 0, Moment.Location()))), // the notice decides on the days after 春节
		),
		of("timing.off-hours",
			is("day"),
			is("night", At(Moment.Add(10*time.Hour+30*time.Minute))),
		),
	)
}

func historyFixtures() []Fixture {
	returned := func(same intake.Fact) Change {
		return Attempted(intake.Attempt{Outcome: intake.OutcomeReturned, SameCard: same, OrderID: "order-0", SubmittedAt: ago(50 * time.Hour), EndedAt: ago(40 * time.Hour), RefundedAt: ago(30 * time.Hour)})
	}
	const acp = "unionpay"
	anHourAgo, longAgo := ago(time.Hour), Moment.AddDate(0, 0, -6)
	undated := func(a intake.Attempt) Change {
		a.Fixed, a.SameCard = intake.Yes, intake.No
		return Attempted(a)
	}
	notFixed := func(a intake.Attempt, f intake.Fact) Change { a.Fixed = f; return Attempted(a) }
	wrongName := refused(longAgo, "ainong", "transfer", "2022")
	fixed := refused(anHourAgo, "ainong", "transfer", "2022")
	fixed.Fixed, fixed.FixedAt = intake.Yes, anHourAgo
	contradicted := refused(anHourAgo, "wechatpay", "pay_bank", "SYSTEMERROR")
	return slices.Concat(
		of("history.booking",
			is("agrees"),
			is("contradiction", notFixed(contradicted, intake.Yes)),
		),
		of("history.cool-down",
			is("none"),
			is("eased", Attempted(fixed)),
			is("cooling", Refused(anHourAgo, "wechatpay", "pay_bank", "AMOUNT_LIMIT")),
			is("undated", undated(refused(time.Time{}, "ainong", "transfer", "2022"))),
		),
		of("history.risk-hold",
			is("none"),
			is("easing", Refused(longAgo, acp, "acp", "38")),
			is("held", Refused(Moment.AddDate(0, 0, -1), acp, "acp", "38")),
			is("undated", undated(refused(time.Time{}, acp, "acp", "38"))),
			is("unknown-cause", Refused(longAgo, "", "", "")),
		),
		of("history.unresolved-cause",
			is("none"),
			is("fixed", notFixed(wrongName, intake.Yes)),
			is("same-cause", notFixed(wrongName, intake.No)),
			is("returned", returned(intake.Yes)),
			is("never-again", Refused(longAgo, "alipay", "fund.trans.uni.transfer", "JUDICIAL_FREEZE")),
			is("unconfirmed-fix", notFixed(refused(longAgo, "wechatpay", "mch_transfer", "NAME_NOT_CORRECT"), intake.Unknown)),
			is("unknown-fix", Refused(longAgo, "", "", "")),
		),
		of("history.attempt-budget",
			is("within"),
			is("many-applications", func(s *intake.Submission) { s.History.Applications30d = intake.Some[int64](10) }),
			is("matched-late", ElementFailures(3)),
			is("last-try", ElementFailures(2), ElementsSaid(intake.ComparisonUnavailable, Moment)),
			is("exhausted", ElementFailures(3), ElementsSaid(intake.ComparisonUnavailable, Moment)),
		),
		of("history.rebinding",
			is("steady"),
			is("new-card", BoundAt(anHourAgo)),
			is("frequent", Rebound(3)),
			is("excessive", Rebound(5)),
		),
		of("history.sharing",
			is("none"),
			is("shared", DeviceShared(3)),
			is("shared-card", CardShared(2)),
			is("excessive", DeviceShared(6)),
		),
		of("history.abuse",
			is("none"),
			is("one-more", DeviceShared(6), OnDevice(func(d *intake.Device) { d.Emulator, d.Rooted = 0, 0 })),
			is("adds-up", DeviceShared(6), OnDevice(func(d *intake.Device) { d.Emulator = intake.Yes })),
		),
		of("history.platform-score",
			is("good"),
			is("low", PlatformScore(59)),
			is("insufficient", PlatformScore(10)),
		),
	)
}
