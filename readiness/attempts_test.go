package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// What earlier payouts say, and what may not be read out of them: one fact a case.
func TestAttempts(t *testing.T) {
	same := func(a intake.Attempt) intake.Attempt { a.SameCard = intake.Yes; return a }
	attempts := func(list ...intake.Attempt) setting {
		return also(func(s *intake.Submission) { s.History.Attempts = list })
	}
	amount := full().Payout.Amount
	anHourAgo, yesterday := noon.Add(-time.Hour), noon.Add(-30*time.Hour)
	cancelled := intake.Attempt{Outcome: failed, Channel: "iso20022", Product: "ExternalStatusReason1Code", Code: "AC04", EndedAt: yesterday}
	proof := same(intake.Attempt{Outcome: paid, EndedAt: noon.AddDate(0, -4, 0)})
	seized := same(intake.Attempt{Outcome: failed, Channel: "alipay", Product: "fund.trans.uni.transfer", Status: "FAIL", Code: "JUDICIAL_FREEZE", EndedAt: yesterday})
	with := func(a intake.Attempt, change func(*intake.Attempt)) intake.Attempt { change(&a); return a }
	unsaid := also(func(s *intake.Submission) { s.Card.State, s.Card.ElementCheck = 0, intake.ElementCheck{} })
	for _, c := range []struct {
		name  string
		set   []setting
		check readiness.ID
		code  string
	}{
		{"paid an hour ago, by its end", []setting{attempts(same(intake.Attempt{Outcome: paid, Amount: amount, EndedAt: anHourAgo}))}, "payout.duplicate", "same-amount"},
		{"the day is that of the request", []setting{profile(readiness.Channel{SameDaySame: "gate"}),
			attempts(same(intake.Attempt{Outcome: paid, Amount: amount, SubmittedAt: yesterday, EndedAt: anHourAgo}))}, "payout.duplicate", "same-amount"},
		{"paid, nobody says when", []setting{attempts(same(intake.Attempt{Outcome: paid, Amount: amount}))}, "payout.duplicate", "unclear"},
		{"paid today, nobody says how much", []setting{attempts(same(intake.Attempt{Outcome: paid, SubmittedAt: anHourAgo}))}, "payout.duplicate", "unclear"},
		{"paid yesterday, nobody says how much", []setting{attempts(same(intake.Attempt{Outcome: paid, SubmittedAt: yesterday}))}, "payout.duplicate", "unclear"},
		{"another amount, nobody says when", []setting{attempts(same(intake.Attempt{Outcome: paid, Amount: intake.Some(intake.Yuan(1))}))}, "payout.duplicate", "number-unclear"},
		{"to another card, nobody says when", []setting{attempts(intake.Attempt{Outcome: paid, SameCard: intake.No})}, "payout.duplicate", "number-unclear"},
		{"paid today, and how much now is not said", []setting{
			attempts(same(intake.Attempt{Outcome: paid, Amount: amount, SubmittedAt: anHourAgo})),
			also(func(s *intake.Submission) { s.Payout.Amount = intake.Opt[intake.Fen]{} }),
		}, "payout.duplicate", "unclear"},
		{"one that is not clear is enough", []setting{attempts(same(intake.Attempt{Outcome: paid}), same(intake.Attempt{Outcome: paid, EndedAt: yesterday}))}, "payout.duplicate", "unclear"},
		{"what is the same weighs more than what is not clear", []setting{attempts(
			same(intake.Attempt{Outcome: paid}), same(intake.Attempt{Outcome: paid, Amount: amount, EndedAt: anHourAgo}))}, "payout.duplicate", "same-amount"},

		{"the channel's day, by the end", []setting{profile(readiness.Channel{CardDay: intake.Yuan(20_000)}),
			attempts(same(intake.Attempt{Outcome: paid, Amount: intake.Some(intake.Yuan(15_000)), EndedAt: anHourAgo}))}, "payout.channel-quota", "over-card-day"},
		{"the channel's day, its name in capitals", []setting{profile(readiness.Channel{CardDay: intake.Yuan(20_000)}),
			attempts(same(intake.Attempt{Outcome: paid, Channel: "WeChatPay", Amount: intake.Some(intake.Yuan(15_000)), EndedAt: anHourAgo}))}, "payout.channel-quota", "over-card-day"},
		{"the channel's day, one without its time", []setting{profile(readiness.Channel{CardDay: intake.Yuan(20_000)}),
			attempts(same(intake.Attempt{Outcome: paid, Amount: intake.Some(intake.Yuan(1))}))}, "payout.channel-quota", "no-input"},
		{"the channel's day, one without its amount", []setting{profile(readiness.Channel{CardDay: intake.Yuan(20_000)}),
			attempts(same(intake.Attempt{Outcome: paid, SubmittedAt: anHourAgo}))}, "payout.channel-quota", "no-input"},
		{"the payout's own channel in capitals", []setting{profile(readiness.Channel{NeedsBranch: true}),
			also(func(s *intake.Submission) { s.Payout.Channel = "WECHATPAY" })}, "payout.channel-support", "branch-code-needed"},

		{"five that ended today", []setting{attempts(
			intake.Attempt{Outcome: failed, EndedAt: anHourAgo}, intake.Attempt{Outcome: failed, EndedAt: anHourAgo}, intake.Attempt{Outcome: failed, EndedAt: anHourAgo},
			intake.Attempt{Outcome: failed, EndedAt: anHourAgo}, intake.Attempt{Outcome: failed, EndedAt: anHourAgo})}, "history.attempt-budget", "exhausted"},
		{"one that may have been today", []setting{attempts(intake.Attempt{Outcome: failed}, intake.Attempt{Outcome: failed, EndedAt: yesterday})}, "history.attempt-budget", "no-input"},

		{"a payout proves the card", []setting{attempts(proof), unsaid}, "card.state", "implied-normal"},
		{"not when the card failed since", []setting{attempts(proof, same(cancelled)), unsaid}, "card.state", "no-input"},
		{"nor when nobody says which card", []setting{attempts(proof, cancelled), unsaid}, "card.state", "no-input"},
		{"nor when nobody says when", []setting{attempts(proof, with(same(cancelled), func(a *intake.Attempt) { a.EndedAt = time.Time{} })), unsaid}, "card.state", "no-input"},
		{"nor in the second of the failure", []setting{attempts(with(proof, func(a *intake.Attempt) { a.EndedAt = yesterday }), same(cancelled)), unsaid}, "card.state", "no-input"},
		{"nor between two failures, in whatever order", []setting{attempts(same(cancelled), same(intake.Attempt{Outcome: paid, EndedAt: noon.AddDate(0, 0, -5)}),
			with(same(cancelled), func(a *intake.Attempt) { a.EndedAt = noon.AddDate(0, 0, -9) })), unsaid}, "card.state", "no-input"},
		{"another card is another matter", []setting{attempts(proof, with(cancelled, func(a *intake.Attempt) { a.SameCard = intake.No })), unsaid}, "card.state", "implied-normal"},
		{"a payout since has shown it", []setting{attempts(same(intake.Attempt{Outcome: paid, EndedAt: anHourAgo}), same(cancelled)), unsaid}, "card.state", "implied-normal"},
		{"a quota says nothing of the card", []setting{attempts(proof, same(intake.Attempt{Outcome: failed, Channel: "unionpay", Product: "acp", Code: "81", EndedAt: yesterday})), unsaid}, "card.state", "implied-normal"},
		{"said to be paid, with the code of a failure", []setting{attempts(with(same(cancelled), func(a *intake.Attempt) { a.Outcome = paid })), unsaid}, "card.state", "no-input"},
		{"said to be paid, in progress in every product of the channel", []setting{attempts(same(intake.Attempt{
			Outcome: paid, EndedAt: yesterday, Channel: "wechatpay", Status: "PROCESSING"})), unsaid}, "card.state", "no-input"},
		{"said to be paid, with a code that nobody knows", []setting{attempts(same(intake.Attempt{
			Outcome: paid, EndedAt: yesterday, Channel: "wechatpay", Code: "0"})), unsaid}, "card.state", "implied-normal"},
		{"which leaves it open", []setting{attempts(with(same(cancelled), func(a *intake.Attempt) { a.Outcome = paid }))}, "payout.in-flight", "unknown-outcome"},

		{"in progress, whatever its product", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", Status: "PROCESSING", Code: "SYSTEMERROR", SubmittedAt: anHourAgo}))}, "payout.in-flight", "pending"},
		{"a code in doubt, whatever its product", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "WeChatPay", Code: "SYSTEMERROR", SubmittedAt: anHourAgo}))}, "payout.in-flight", "unknown-outcome"},
		{"failed in one of the channel's products", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", Status: "FAILED", SubmittedAt: anHourAgo}))}, "payout.in-flight", "none"},
		{"no word of the channel's", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", SubmittedAt: anHourAgo}))}, "payout.in-flight", "none"},
		{"a channel that nobody knows", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "house", Status: "PROCESSING", SubmittedAt: anHourAgo}))}, "payout.in-flight", "unknown-outcome"},
		{"a channel that nobody knows, and a status that leaves nothing open", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "house", Status: "REJECTED", SubmittedAt: anHourAgo}))}, "payout.in-flight", "none"},
		{"a product that nobody knows", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", Product: "new", Status: "PROCESSING", SubmittedAt: anHourAgo}))}, "payout.in-flight", "pending"},

		{"a failure of which nobody says why may be a block", []setting{attempts(same(intake.Attempt{Outcome: failed, EndedAt: yesterday}))}, "history.risk-hold", "unknown-cause"},
		{"nor when", []setting{attempts(same(intake.Attempt{Outcome: failed}))}, "history.risk-hold", "unknown-cause"},
		{"a block would be over", []setting{attempts(same(intake.Attempt{Outcome: failed, EndedAt: noon.AddDate(0, -1, 0)}))}, "history.risk-hold", "none"},
		{"it was for another cause", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "ainong", Product: "transfer", Code: "2022", EndedAt: yesterday}))}, "history.risk-hold", "none"},

		{"an element check that matches but for one", []setting{also(func(s *intake.Submission) {
			s.Card.ElementCheck.Mismatched = []intake.Element{intake.NameElement}
		})}, "consistency.elements", "mismatch"},
		{"proves nothing", []setting{also(func(s *intake.Submission) {
			s.Card.State, s.Card.ElementCheck.Mismatched = 0, []intake.Element{intake.NameElement}
		})}, "card.state", "no-input"},

		{"a court's freeze ends it", []setting{attempts(seized)}, "history.unresolved-cause", "never-again"},
		{"whether or not somebody says that it lasts", []setting{attempts(with(seized, func(a *intake.Attempt) { a.Fixed = intake.No }))}, "history.unresolved-cause", "never-again"},
		{"unless it was lifted", []setting{attempts(with(seized, func(a *intake.Attempt) { a.Fixed = intake.Yes }))}, "history.unresolved-cause", "fixed"},
		{"or it was another card's", []setting{attempts(with(seized, func(a *intake.Attempt) { a.SameCard = intake.No }))}, "history.unresolved-cause", "fixed"},

		{"mended before it failed is not mended", []setting{attempts(same(intake.Attempt{
			Outcome: failed, EndedAt: noon.Add(-10 * time.Minute), Fixed: intake.Yes, FixedAt: noon.AddDate(0, 0, -2)}))}, "history.cool-down", "cooling"},
		{"nor is its cause known to be gone", []setting{attempts(same(intake.Attempt{
			Outcome: failed, EndedAt: noon.Add(-10 * time.Minute), Fixed: intake.Yes, FixedAt: noon.AddDate(0, 0, -2)}))}, "history.unresolved-cause", "unknown-fix"},
		{"ended before it was made: it was made an hour ago", []setting{attempts(same(intake.Attempt{
			Outcome: failed, SubmittedAt: anHourAgo, EndedAt: noon.AddDate(0, 0, -9)}))}, "history.cool-down", "cooling"},
		{"mended in the second in which it failed", []setting{attempts(same(intake.Attempt{
			Outcome: failed, EndedAt: yesterday, Fixed: intake.Yes, FixedAt: yesterday}))}, "history.unresolved-cause", "fixed"},

		{"final for the channel, with a code that nobody knows", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: "NEW", SubmittedAt: anHourAgo}))}, "payout.in-flight", "none"},
		{"final for the channel, with a code of doubt", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: "SYSTEMERROR", SubmittedAt: anHourAgo}))}, "payout.in-flight", "escalate"},
		{"the same, nobody says when", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: "SYSTEMERROR"}))}, "payout.in-flight", "escalate"},
		{"returned, with a code of doubt", []setting{attempts(same(intake.Attempt{
			Outcome: returned, Channel: "wechatpay", Product: "pay_bank", Status: "BANK_FAIL", Code: "SYSTEMERROR", SubmittedAt: anHourAgo}))}, "payout.in-flight", "escalate"},
		{"not final yet", []setting{attempts(same(intake.Attempt{
			Outcome: failed, Channel: "wechatpay", Product: "pay_bank", Status: "PROCESSING", Code: "NEW", SubmittedAt: anHourAgo}))}, "payout.in-flight", "pending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, f := told(t, full(), c.set, c.check)
			require.Equal(t, c.code, f.Code)
		})
	}
}

// A payout that the channel says may never be made again is stopped, not sent back
// to somebody.
func TestNeverAgainStops(t *testing.T) {
	s := full()
	s.History.Attempts = []intake.Attempt{{
		Outcome: failed, SameCard: intake.Yes, Channel: "alipay", Product: "fund.trans.uni.transfer", Code: "JUDICIAL_FREEZE", EndedAt: noon.AddDate(0, -1, 0),
	}}
	r := readiness.Assess(s)
	require.Equal(t, readiness.Stop, r.Verdict)
}

// What a bank said against a card stays said until it has been seen to work since.
func TestOldBadStates(t *testing.T) {
	told := noon.Add(-25 * time.Hour) // older than counts
	for _, c := range []struct {
		name  string
		state intake.CardState
		shown time.Time // when an element check matched
		code  string
	}{
		{"lost, and no proof", intake.StateReportedLost, time.Time{}, "reported-lost"},
		{"lost, proven before", intake.StateReportedLost, told.Add(-time.Hour), "reported-lost"},
		{"lost, proven in that second", intake.StateReportedLost, told, "reported-lost"},
		{"lost, proven since", intake.StateReportedLost, told.Add(time.Hour), "implied-normal"},
		{"cancelled is for good", intake.StateCancelled, time.Time{}, "cancelled"},
		{"cancelled, proven before", intake.StateCancelled, told.Add(-time.Hour), "cancelled"},
		{"cancelled, proven since", intake.StateCancelled, told.Add(time.Hour), "implied-normal"},
		{"normal, proven before", intake.StateNormal, told.Add(-time.Hour), "implied-normal"},
		{"receive-only, proven before", intake.StateReceiveOnly, told.Add(-time.Hour), "receive-only"},
		{"frozen, and a check since, which does not see it", intake.StateFrozen, told.Add(time.Hour), "frozen"},
		{"no receipts, and a check since", intake.StateNoReceive, told.Add(time.Hour), "no-receive"},
		{"not said, proven before", 0, told.Add(-time.Hour), "implied-normal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			s.Card.State, s.Card.StateAt, s.Card.ElementCheck = c.state, told, intake.ElementCheck{}
			if !c.shown.IsZero() {
				s.Card.ElementCheck = intake.ElementCheck{Elements: intake.Some[int64](4), Result: intake.Match, At: c.shown}
			}
			r := readiness.Assess(s)
			f, _ := r.Find("card.state")
			require.Equal(t, c.code, f.Code)
		})
	}
}

// What an account has received is at least what we sent it, and a Class III
// account may be full.
func TestReceivedToday(t *testing.T) {
	ours := func(yuan int64) []intake.Attempt {
		return []intake.Attempt{{Outcome: paid, SameCard: intake.Yes, Amount: intake.Some(intake.Yuan(yuan)), EndedAt: noon.Add(-time.Hour)}}
	}
	yesterday := func(s *intake.Submission) { s.ObservedAt = noon.Add(-20 * time.Hour) }
	classIII := func(s *intake.Submission) {
		classII(s, 1_000, 0, 0)
		s.Card.AccountClass, s.Card.Balance = intake.ClassIII, intake.Opt[intake.Fen]{}
	}
	for _, c := range []struct {
		name   string
		change func(s *intake.Submission)
		code   string
	}{
		{"the bank's sum is of yesterday, ours of today", func(s *intake.Submission) {
			classII(s, 8_000, 0, 0)
			yesterday(s)
			s.History.Attempts = ours(8_000)
		}, "over-daily"},
		{"the bank's sum lacks ours", func(s *intake.Submission) {
			classII(s, 8_000, 0, 0)
			s.History.Attempts = ours(7_000)
		}, "over-daily"},
		{"the bank's sum is the larger", func(s *intake.Submission) {
			classII(s, 2_000, 9_000, 9_000)
			s.History.Attempts = ours(1_000)
		}, "over-daily"},
		{"ours has no amount, the bank's sum is of today", func(s *intake.Submission) {
			classII(s, 1_000, 1_000, 1_000)
			s.History.Attempts = []intake.Attempt{{Outcome: paid, SameCard: intake.Yes, EndedAt: noon.Add(-time.Hour)}}
		}, "within"},
		{"ours has no amount, the bank's sum is of yesterday", func(s *intake.Submission) {
			classII(s, 1_000, 1_000, 1_000)
			yesterday(s)
			s.History.Attempts = []intake.Attempt{{Outcome: paid, SameCard: intake.Yes, EndedAt: noon.Add(-time.Hour)}}
		}, "unknown-sums"},
		{"Class III, and what it holds is unknown", classIII, "unknown-sums"},
		{"nor are the bank's own loans outside that", func(s *intake.Submission) {
			classIII(s)
			s.Card.LenderIsAccountBank = intake.Yes
		}, "unknown-sums"},
		{"Class III with room", func(s *intake.Submission) {
			classIII(s)
			s.Card.Balance = intake.Some(intake.Yuan(500))
		}, "within"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			r := readiness.Assess(s)
			f, _ := r.Find("card.class-quota")
			require.Equal(t, c.code, f.Code)
		})
	}
}

// What is not known of a Class II account is asked for.
func TestClassIIQuestions(t *testing.T) {
	s := full()
	classII(&s, 8_000, 0, 0)
	s.Card.NonboundInboundToday, s.Card.FaceToFaceVerified = intake.Opt[intake.Fen]{}, intake.Unknown
	r := readiness.Assess(s)
	var asked []intake.Field
	for _, q := range r.Questions() {
		asked = append(asked, q.Field)
	}
	require.Contains(t, asked, intake.FieldCardFaceToFaceVerified)
}

// Nobody has observed what is to come: a sum that is dated later than the moment
// counts for the moment.
func TestSumsOfALaterDayCountNow(t *testing.T) {
	s := full()
	classII(&s, 5_000, 9_000, 170_000)
	s.At, s.ObservedAt = noon.AddDate(0, 0, -1), noon
	r := readiness.Assess(s)
	require.Equal(t, "over-daily", codeOf(t, &r, "card.class-quota"))
}
