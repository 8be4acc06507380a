package readiness

import (
	"github.com/payready/payready/internal/typed"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var payoutInFlight = Check{
	ID: "payout.in-flight", Rev: 5,
	Title:    Text{ZH: "没有未了结的打款", EN: "No payout is still open"},
	Purpose:  Text{ZH: "上一笔还没有明确结果时再打一笔，可能重复付款", EN: "A further payout while one is still open may pay twice"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs:    []intake.Field{intake.FieldHistoryAttempts},
	Optional: []intake.Field{intake.FieldAt, intake.FieldPayoutOrderID, intake.FieldPayoutBusinessID},
	Cites: []Cite{
		{Title: "Query first; only a clear failure allows a new order number, or money may be paid twice", Source: "WeChat Pay, transfer documentation", Confidence: HighConfidence},
		{Title: "A transfer waits 24 hours for its payee to confirm it, then it is closed and the money goes back", Source: "WeChat Pay, merchant transfer of 2025; other channels' terms in package failcode", Date: Date{Year: 2025, Month: 1, Day: 15}, Confidence: HighConfidence},
		{Title: "Money that came back counts as failed once its refund is booked, until then the order is to be queried", Source: "policy", Confidence: JudgementCall},
		{Title: "Escalate what is pending for more than three working days", Source: "policy; no public rule was found", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "open", Unit: intake.UnitCount}, {Name: "since", Unit: intake.UnitInstant}, {Name: nextQueryKey, Unit: intake.UnitInstant},
		{Name: "lapses_at", Unit: intake.UnitInstant}, {Name: "hours_left", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "没有未了结的打款", EN: "No earlier payout is open"}},
		{Code: "pending", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "有 {open} 笔打款仍在处理，请先查询结果，不要重新发起", EN: "Payouts still being processed: {open}. Query their outcome first; do not start another"}},
		{Code: "to-confirm", Status: Fail, Kind: Query, Action: &remedy.ConfirmReceipt,
			Message: Text{ZH: "有打款等待收款人确认，{lapses_at} 前有效（不足 {hours_left} 小时），逾期退回付款方", EN: "A payout waits for its payee to confirm the receipt before {lapses_at}, in less than {hours_left} hours; after that the money goes back"}},
		{Code: "to-confirm-undated", Status: Fail, Kind: Query, Action: &remedy.ConfirmReceipt,
			Message: Text{ZH: "有打款等待收款人在期限内确认，逾期退回付款方", EN: "A payout waits for its payee to confirm the receipt in time; after that the money goes back"}},
		{Code: "to-approve", Status: Fail, Kind: Query, Action: &remedy.ApprovePayout, Internal: true,
			Message: Text{ZH: "有打款等待本方审批，未审批前不要重新发起", EN: "A payout waits for the merchant's own approver; do not start another"}},
		{Code: "unknown-outcome", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "有 {open} 笔打款结果不明，可能已经到账，请先查询", EN: "Payouts of unknown outcome: {open}. They may have been paid; query them first"}},
		{Code: "unbooked-return", Status: Fail, Kind: Query, Action: &remedy.QueryOrder,
			Message: Text{ZH: "这笔款曾被退回，退款尚未入账：入账前再付可能付两次，请先查询", EN: "This payment came back, and the refund has not been booked: paying before that may pay twice, so query it first"}},
		{Code: "booking-unclear", Because: NoInput, Worth: 60, Required: true, Internal: true, Action: &remedy.QueryOrder,
			Message: Text{ZH: "有退回的款项尚未确认入账：如为同一笔款，未入账前再付可能付两次", EN: "Not known whether money that came back has been booked: if it was this payment, paying before that may pay twice"}},
		{Code: "escalate", Status: Fail, Kind: Query, Action: &remedy.EscalateToChannel,
			Message: Text{ZH: "有打款超过约定的工作日仍无结果，或其结果只有通道能确认，请转通道人工处理", EN: "A payout has had no outcome for longer than the agreed working days, or ended in a way that only the channel can tell: ask it to look into it by hand"}},
	},
	Run: runInFlight,
}

func runInFlight(c *Case) Outcome {
	var w waiting
	for i := range c.attempts() {
		if a := &c.attempts()[i]; a.open() {
			w.add(c, a)
		}
	}
	if w.open == 0 {
		return c.unbookedReturn()
	}
	code := w.reason()
	notes := append(make([]Evidence, 0, maxEvidence), Note("open", intake.Count(w.open)))
	if c.at == 0 || w.oldest == 0 {
		return c.Is(code, notes...)
	}
	var until int64
	if w.hanging != 0 {
		until = c.escalateAt(w.hanging)
	}
	if until != 0 && c.at >= until {
		code = "escalate"
	}
	query := max(c.at, w.oldest+c.plan.policy.QueryMinutes*60)
	if w.lapses != 0 { // how an order ended that has lapsed is for a query to say
		query, until = min(query, w.lapses), chinatime.Sooner(until, w.lapses)
	}
	notes = append(notes, Note(nextQueryKey, intake.Instant(chinatime.Time(query))))
	switch code {
	case "escalate":
		until = 0
	case "to-confirm":
		hours := (w.lapses-c.at-1)/3600 + 1 // begun ones
		until = min(until, w.lapses-(hours-1)*3600)
		return c.until(until, code, append(notes, Note("lapses_at", intake.Instant(chinatime.Time(w.lapses))), Note("hours_left", intake.Count(hours)))...)
	}
	return c.until(until, code, append(notes, Note("since", intake.Instant(chinatime.Time(w.oldest))))...)
}

// unbookedReturn is the outcome where no payout is open: whether money that came back
// has been booked. Of this order or business it counts as open until then; of none that
// is known it is asked for as long as a refund may take.
func (c *Case) unbookedReturn() Outcome {
	p := &c.sub.Payout
	var unclear *attempt
	var until int64
	for i := range c.attempts() {
		a := &c.attempts()[i]
		booked := chinatime.Unix(a.RefundedAt)
		if booked < a.made {
			booked = 0 // before the payout was made: not its refund
		}
		if a.outcome != intake.OutcomeReturned || booked != 0 && booked <= c.at {
			continue
		}
		over := int64(0) // when the refund has surely been booked
		if a.ended != 0 {
			over = a.ended + c.plan.policy.RefundDays*chinatime.Day
		}
		switch {
		case a.BusinessID != "" && typed.Same(a.BusinessID, p.BusinessID), a.OrderID != "" && typed.Same(a.OrderID, p.OrderID):
			o := c.until(booked, "unbooked-return")
			c.asksOf(&o, a, partRefundedAt)
			return o
		case a.BusinessID != "" && p.BusinessID != "", over != 0 && over <= c.at:
		default:
			unclear, until = a, chinatime.Sooner(until, chinatime.Sooner(booked, over))
		}
	}
	if unclear == nil {
		return c.Is("none")
	}
	o := c.between("none", "unbooked-return", c.until(until, "booking-unclear"))
	c.asksOf(&o, unclear, partRefundedAt)
	return o
}

// waiting is what the open attempts wait for.
type waiting struct {
	open, oldest               int64
	hanging                    int64 // the oldest of those that wait for neither the payee nor an approver
	lapses                     int64 // when the first of the others lapses, 0 at no known time
	unknown, stuck             bool
	confirm, undated, approval bool
}

func (w *waiting) add(c *Case, a *attempt) {
	w.open++
	made := chinatime.Unix(a.SubmittedAt)
	w.oldest = chinatime.Sooner(w.oldest, made)
	w.stuck = w.stuck || a.stuck
	w.unknown = w.unknown || a.outcome == intake.OutcomeUnknown
	lapsed := a.lapses != 0 && c.at >= a.lapses // closing it takes the channel a while
	switch {
	case a.outcome != intake.OutcomePending || lapsed || a.next != failcode.NextConfirm && a.next != failcode.NextApprove:
		w.hanging = chinatime.Sooner(w.hanging, made)
		return
	case a.next == failcode.NextApprove:
		w.approval = true
	case a.lapses == 0 || c.at == 0:
		w.undated = true
		w.hanging = chinatime.Sooner(w.hanging, made)
	default:
		w.confirm = true
	}
	if c.at != 0 {
		w.lapses = chinatime.Sooner(w.lapses, a.lapses)
	}
}

// reason names what is to be done first. What the payee may still confirm or the
// approver release is done before the others are queried, since it lapses.
func (w *waiting) reason() string {
	switch {
	case w.stuck:
		return "escalate"
	case w.confirm:
		return "to-confirm"
	case w.undated:
		return "to-confirm-undated"
	case w.unknown:
		return "unknown-outcome"
	case w.approval:
		return "to-approve"
	}
	return "pending"
}

// escalateAt is when a payout submitted at t has been pending too long: at the
// end of the policy's working day. Where the calendar leaves days open it is the
// earliest that it can be, and where the calendar ends every day counts as one.
func (c *Case) escalateAt(t int64) int64 {
	n := int(c.plan.policy.EscalateDays)
	if end, ok := c.plan.calendar.EndOf(chinatime.DateOf(t), n); ok {
		return end.Unix()
	}
	if k := c.plan.calendar.Count(chinatime.DateOf(t), n); !k.Earliest.IsZero() {
		return chinatime.StartOf(k.Earliest.AddDays(1))
	}
	return chinatime.StartOf(chinatime.DateOf(t).AddDays(n + 1))
}
