package readiness_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// broughtBack is a submission under a business number of which a payout came back.
func broughtBack(change func(*intake.Attempt)) intake.Submission {
	s := kit.Ready()
	s.Payout.OrderID, s.Payout.BusinessID = "O-2", "LN-1"
	a := intake.Attempt{OrderID: "O-1", BusinessID: "LN-1", Amount: s.Payout.Amount, SameCard: intake.Yes, Outcome: intake.OutcomeReturned,
		SubmittedAt: s.At.Add(-48 * time.Hour), EndedAt: s.At.Add(-47 * time.Hour), Fixed: intake.Yes, FixedAt: s.At.Add(-46 * time.Hour)}
	change(&a)
	s.History.Attempts = []intake.Attempt{a}
	return s
}

// Money that came back counts as open until it is booked, however its number is typed. A
// refund that was booked before the payout was made is not its refund.
func TestReturnsUntilBooked(t *testing.T) {
	for name, change := range map[string]func(*intake.Attempt){
		"as it is":                  func(*intake.Attempt) {},
		"a blank before":            func(a *intake.Attempt) { a.BusinessID = " LN-1" },
		"full width":                func(a *intake.Attempt) { a.BusinessID = "ＬＮ-1" },
		"by its order":              func(a *intake.Attempt) { a.BusinessID, a.OrderID = "", "O-2 " },
		"booked before it was made": func(a *intake.Attempt) { a.RefundedAt = a.SubmittedAt.Add(-time.Hour) },
	} {
		r := readiness.Assess(broughtBack(change))
		require.Equal(t, readiness.Wait, r.Verdict, name)
		f, _ := r.Find("payout.in-flight")
		require.Equal(t, "unbooked-return", f.Code, name)
	}
	booked := readiness.Assess(broughtBack(func(a *intake.Attempt) { a.RefundedAt = a.EndedAt.Add(time.Hour) }))
	f, _ := booked.Find("payout.in-flight")
	require.Equal(t, "none", f.Code)
}

// An order that lapsed because its payee did not confirm it is nothing to cool down from.
func TestLapsedConfirmationDoesNotCoolDown(t *testing.T) {
	s := kit.Ready()
	s.Payout.OrderID, s.Payout.BusinessID, s.Payout.Channel, s.Payout.Product, s.Payout.Amount = "O-2", "L-1", "wechatpay", "mch_transfer", intake.Some(intake.Yuan(150))
	a := intake.Attempt{OrderID: "O-1", BusinessID: "L-1", Amount: s.Payout.Amount, SameCard: intake.Yes, Outcome: intake.OutcomeFailed, Channel: "wechatpay", Product: "mch_transfer",
		Status: "FAIL", Code: "OVERDUE_CLOSE", SubmittedAt: s.At.Add(-27 * time.Hour), EndedAt: s.At.Add(-3 * time.Hour)}
	s.History.Attempts = []intake.Attempt{a}
	require.Equal(t, readiness.Ready, readiness.Assess(s).Verdict)
	s.History.Attempts[0].Code = "NAME_NOT_CORRECT"
	require.Equal(t, "cooling", findingOf(new(readiness.Checker), s, "history.cool-down").Code)
}

// However many newer payouts there are, one that was made for the same business is seen.
func TestManyAttemptsHideNoPayment(t *testing.T) {
	for _, outcome := range []intake.AttemptOutcome{intake.OutcomeSucceeded, intake.OutcomeReturned} {
		s := broughtBack(func(a *intake.Attempt) { a.Outcome = outcome })
		few := readiness.Assess(s).Verdict
		require.NotEqual(t, readiness.Ready, few)
		for i := range 1000 {
			at := s.At.Add(-time.Duration(i+1) * time.Minute)
			s.History.Attempts = append(s.History.Attempts, intake.Attempt{OrderID: fmt.Sprint("N-", i), BusinessID: fmt.Sprint("B-", i), Amount: intake.Some(intake.Yuan(1)),
				SameCard: intake.No, Outcome: intake.OutcomeSucceeded, SubmittedAt: at, EndedAt: at})
		}
		require.Equal(t, few, readiness.Assess(s).Verdict, outcome)
	}
}

// What either a channel's row or a product's does not permit is not permitted, and of two
// rows about the same the more careful one counts.
func TestRowsOfOneChannel(t *testing.T) {
	const product = "fund.trans.uni.transfer"
	no, yes := intake.PayoutRoute{Channel: "alipay", Permitted: intake.No}, intake.PayoutRoute{Channel: "Alipay", Permitted: intake.Yes}
	enough := intake.PayoutRoute{Channel: "alipay", Product: product, Available: intake.Some(intake.Yuan(1_000_000))}
	short := intake.PayoutRoute{Channel: "alipay", Product: product, Available: intake.Some[intake.Fen](1)}
	for _, rows := range [][]intake.PayoutRoute{{no}, {no, enough}, {enough, no}, {no, yes}, {yes, no}, {enough, short}, {short, enough}, {{Channel: " alipay", Permitted: intake.No}}} {
		s := kit.Ready()
		s.Payout.Channel, s.Payout.Product, s.Payout.Routes = "alipay", product, rows
		require.NotEqual(t, readiness.Ready, readiness.Assess(s).Verdict, rows)
	}
	s := kit.Ready()
	s.Payout.Channel, s.Payout.Product, s.Payout.Routes = "alipay", product, []intake.PayoutRoute{yes, enough}
	require.Equal(t, readiness.Ready, readiness.Assess(s).Verdict)

	s.Payout.Product, s.Payout.Routes = "", []intake.PayoutRoute{{Channel: "alipay", Product: product, Permitted: intake.No}}
	require.Equal(t, readiness.StatusUnknown, findingOf(new(readiness.Checker), s, "payout.channel-support").Status, "the product that is left out may be that one")
}

// A blank around the name of a channel of one's own takes nothing off its rules, and two
// profiles of one channel are refused by whatever name.
func TestNamesOfOwnChannels(t *testing.T) {
	p := readiness.StandardPolicy()
	p.Channels = []readiness.Channel{{Channel: "mychan", MaxAmount: intake.Yuan(100)}}
	p.Windows = []readiness.Window{{Every: readiness.Daily, Start: readiness.ClockTime(2, 0), End: readiness.ClockTime(3, 0), Channel: "mychan", Effect: readiness.Closed}}
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	for _, name := range []string{"mychan", "mychan ", " MyChan"} {
		s := kit.Ready()
		s.Payout.Channel, s.Payout.Product = name, ""
		require.Equal(t, readiness.Fix, c.Assess(s).Verdict, name)
		s.At = time.Date(2026, 11, 24, 2, 30, 0, 0, workday.China)
		f := findingOf(c, s, "timing.maintenance")
		require.Equal(t, "closed", f.Code, name)
	}
	for _, pair := range [][2]string{{"支付宝", "alipay"}, {"alipay", "支付宝"}, {"mine", "MINE"}, {"mine", "mine "}} {
		p := readiness.StandardPolicy()
		p.Channels = []readiness.Channel{{Channel: pair[0]}, {Channel: pair[1], MaxAmount: intake.Yuan(100)}}
		_, err := readiness.New(readiness.Config{Policy: p})
		require.ErrorContains(t, err, "the same channel and product as /channels/0", pair)
	}
}

// A channel may be closed for its hours and for a window: a report holds no longer than
// the one of them that it names.
func TestHoursAndWindowsInTurn(t *testing.T) {
	p := readiness.StandardPolicy()
	p.Windows = []readiness.Window{{Every: readiness.Daily, Start: readiness.ClockTime(2, 0), End: readiness.ClockTime(3, 0), Effect: readiness.Closed}}
	p.Channels = []readiness.Channel{{Channel: "mychan", Hours: []readiness.Hours{{Start: readiness.ClockTime(9, 0), End: readiness.ClockTime(18, 0)}}}}
	c, err := readiness.New(readiness.Config{Policy: p, Suite: onlySuite("timing.maintenance")})
	require.NoError(t, err)
	s := kit.Ready()
	s.Payout.Channel, s.Payout.Product = "mychan", ""
	for minute := 18 * 60; minute < 34*60; minute += 7 {
		s.At = time.Date(2026, 11, 24, 0, minute, 0, 0, workday.China)
		r := c.Assess(s)
		now, _ := r.Find("timing.maintenance")
		require.False(t, r.ValidUntil.IsZero())
		s.At = r.ValidUntil.Add(-time.Second)
		then := findingOf(c, s, "timing.maintenance")
		require.Equal(t, now.Code, then.Code, "%d", minute)
		require.Equal(t, now.ClearsAt, then.ClearsAt, "%d", minute)
	}
}

// A document that changes one member of an override keeps what the preset says in others.
func TestOverridesMergeByMember(t *testing.T) {
	lending, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","preset":"lending","id":"x"}`))
	require.NoError(t, err)
	for id, was := range lending.Checks {
		doc, err := json.Marshal(map[string]any{"schema": "payready.policy/1", "preset": "lending", "id": "x", "checks": map[string]any{string(id): map[string]any{"severity": "high"}}})
		require.NoError(t, err)
		merged, err := readiness.ParsePolicy(doc)
		require.NoError(t, err, id)
		now := merged.Checks[id]
		require.Equal(t, was.Need, now.Need, id)
		require.Equal(t, was.Reasons, now.Reasons, id)
		again, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","preset":"lending","id":"x"}`))
		require.NoError(t, err)
		require.Equal(t, lending, again, "the preset itself stays as it is")
	}
}

// A time within a second is not reached before it: a gate does not open early.
func TestUntilPartOfASecond(t *testing.T) {
	s := kit.Ready()
	end := s.At.Add(90*time.Second + time.Second/2)
	check := readiness.Check{
		ID: "own.gate", Rev: 1, Severity: readiness.High, Gate: true, Need: readiness.Optional,
		Title: readiness.Text{readiness.ZH: "门", readiness.EN: "Gate"}, Purpose: readiness.Text{readiness.ZH: "门", readiness.EN: "Gate"},
		Optional: []intake.Field{intake.FieldAt},
		Reasons: []readiness.Reason{
			{Code: "open", Status: readiness.Pass, Message: readiness.Text{readiness.ZH: "开", readiness.EN: "Open"}},
			{Code: "wait", Status: readiness.Fail, Kind: readiness.Timed, Message: readiness.Text{readiness.ZH: "等", readiness.EN: "Wait"}},
		},
		Run: func(c *readiness.Case) readiness.Outcome {
			if c.At().Before(end) {
				return c.Until(end, "wait")
			}
			return c.Is("open")
		},
	}
	c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), check)})
	require.NoError(t, err)
	r := c.Assess(s)
	require.Equal(t, readiness.Wait, r.Verdict)
	s.At = r.EarliestAt
	open := findingOf(c, s, "own.gate")
	require.Equal(t, "open", open.Code)
	s.At = s.At.Add(-time.Second)
	shut := findingOf(c, s, "own.gate")
	require.Equal(t, "wait", shut.Code)
}

// What is read as a time can be written as one.
func TestTimesThatJSONHas(t *testing.T) {
	for _, at := range []string{"2026-11-24T12:00:00+24:00", "2026-11-24T12:00:00,5+08:00", "2026-11-24T1:00:00+08:00", "2026-11-24T12:00:00+08:60"} {
		_, err := intake.ParseSubmission([]byte(`{"at":"`+at+`"}`), intake.Strict)
		require.Error(t, err, at)
		_, err = readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","windows":[{"every":"dated","from":"` + at + `","to":"2026-11-26T12:00:00+08:00","effect":"closed"}]}`))
		require.Error(t, err, at)
	}
}

func findingOf(c *readiness.Checker, s intake.Submission, id readiness.ID) readiness.Finding {
	r := c.Assess(s)
	f, _ := r.Find(id)
	return f
}

// What a wallet records of a person says nothing of the card: neither is a bank's match
// proof for the wallet, nor a wallet's refusal one against the card.
func TestRecordsOfWalletsAndBanks(t *testing.T) {
	const name, card = "NAME_NOT_CORRECT", "BANK_CARD_CARD_INFO_WRONG" // of the wallet, of the bank behind it
	told := func(code, channel, product string) (cause, wait string) {
		s := kit.Ready()
		s.Payout.OrderID, s.Payout.BusinessID, s.Payout.Channel, s.Payout.Product, s.Payout.Amount = "O-2", "L-1", channel, product, intake.Some(intake.Yuan(150))
		s.History.Attempts = []intake.Attempt{{OrderID: "O-1", BusinessID: "L-1", Amount: s.Payout.Amount, SameCard: intake.Yes, Outcome: intake.OutcomeFailed,
			Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL", Code: code, SubmittedAt: s.At.Add(-3 * time.Hour), EndedAt: s.At.Add(-2 * time.Hour)}}
		c := new(readiness.Checker)
		return findingOf(c, s, "history.unresolved-cause").Code, findingOf(c, s, "history.cool-down").Code
	}
	for _, row := range []struct{ code, channel, product, cause, wait string }{
		{name, "wechatpay", "mch_transfer", "unconfirmed-fix", "cooling"},
		{name, "wechatpay", "", "unconfirmed-fix", "cooling"}, // perhaps to the wallet
		{name, "", "", "unconfirmed-fix", "cooling"},
		{name, "alipay", "", "unconfirmed-fix", "cooling"},
		{name, "wechatpay", "pay_bank", "fixed", "eased"},
		{name, "lianlian", "instantpay", "fixed", "eased"},
		{card, "wechatpay", "mch_transfer", "fixed", "eased"}, // the bank's check matches by now
		{card, "wechatpay", "pay_bank", "fixed", "eased"},
	} {
		cause, wait := told(row.code, row.channel, row.product)
		require.Equal(t, []string{row.cause, row.wait}, []string{cause, wait}, "%+v", row)
	}
}

// A sentence that tells a cause is believed for what it adds. That a later check matches
// leaves the doubt whether the sentence was about that.
func TestCauseReadFromTextMayBeMended(t *testing.T) {
	s := kit.Ready()
	s.Payout.OrderID = "O-2"
	s.History.Attempts = []intake.Attempt{{OrderID: "O-1", Amount: s.Payout.Amount, SameCard: intake.Yes, Outcome: intake.OutcomeFailed, FailureText: intake.Hide("户名不符"),
		SubmittedAt: s.At.Add(-50 * time.Hour), EndedAt: s.At.Add(-49 * time.Hour)}}
	require.Equal(t, "unknown-fix", findingOf(new(readiness.Checker), s, "history.unresolved-cause").Code)
	s.Card.ElementCheck.At = s.At.Add(-50 * time.Hour)
	require.Equal(t, "unconfirmed-fix", findingOf(new(readiness.Checker), s, "history.unresolved-cause").Code)
}

// Whoever failed element checks and then passed one needs no further one today.
func TestBudgetOfElementChecksAfterAMatch(t *testing.T) {
	s := kit.Ready()
	s.History.ElementFailuresToday = intake.Some(int64(50))
	require.Equal(t, readiness.Ready, readiness.Assess(s).Verdict)
	require.Equal(t, "matched-late", findingOf(new(readiness.Checker), s, "history.attempt-budget").Code)
	s.History.ElementFailuresToday = intake.Some(int64(2))
	require.Equal(t, "within", findingOf(new(readiness.Checker), s, "history.attempt-budget").Code)
	s.Card.ElementCheck.Result, s.History.ElementFailuresToday = intake.ComparisonUnavailable, intake.Some(int64(50))
	require.Equal(t, "exhausted", findingOf(new(readiness.Checker), s, "history.attempt-budget").Code)
}

// Who is asked for a screening is told what a hit would mean.
func TestScreeningMayStop(t *testing.T) {
	s := kit.Ready()
	for _, old := range []intake.Screening{{}, {Result: intake.ScreeningClear, At: s.At.AddDate(-1, 0, 0)}} {
		s.Applicant.Screening = old
		r := readiness.Assess(s)
		asked := r.Questions()
		require.Len(t, asked, 1)
		require.Equal(t, readiness.Stop, asked[0].VerdictIfBad)
	}
}
