package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// Findings that time has no part in: one fact a case.
func TestOutcomes(t *testing.T) {
	cny := func(n int64) intake.Opt[intake.Fen] { return intake.Some(intake.Yuan(n)) }
	n := intake.Some[int64]
	free := also(func(s *intake.Submission) { s.Payout.Product = "mch_transfer" }) // which documents no limits of a day
	attempt := func(a intake.Attempt) setting {
		return also(func(s *intake.Submission) {
			a.SubmittedAt, a.EndedAt = noon.AddDate(0, 0, -2), noon.AddDate(0, 0, -2)
			s.History.Attempts = append(s.History.Attempts, a)
		})
	}
	wrongName := intake.Attempt{Outcome: failed, Channel: "ainong", Product: "transfer", Code: "2022", SameCard: intake.Yes}
	with := func(a intake.Attempt, change func(*intake.Attempt)) intake.Attempt { change(&a); return a }
	for _, c := range []struct {
		name  string
		set   []setting
		check readiness.ID
		code  string
	}{
		{"the policy has no profiles", nil, "payout.channel-support", "not-applicable"},
		{"none for this channel", []setting{profile(readiness.Channel{}), also(func(s *intake.Submission) { s.Payout.Channel = "other" })}, "payout.channel-support", "not-applicable"},
		{"the channel is not said", []setting{profile(readiness.Channel{}), also(func(s *intake.Submission) { s.Payout.Channel = "" })}, "payout.channel-support", "no-input"},
		{"a profile that wants nothing", []setting{profile(readiness.Channel{})}, "payout.channel-support", "supported"},
		{"a bank on the list", []setting{profile(readiness.Channel{IssuersAllowed: []string{"ABC", "ICBC"}})}, "payout.channel-support", "supported"},
		{"a bank not on the list", []setting{profile(readiness.Channel{IssuersAllowed: []string{"ABC"}})}, "payout.channel-support", "issuer-unsupported"},
		{"a bank denied", []setting{profile(readiness.Channel{IssuersDenied: []string{"ICBC"}})}, "payout.channel-support", "issuer-unsupported"},
		{"a list, and the bank unknown", []setting{profile(readiness.Channel{IssuersAllowed: []string{"ABC"}}), also(func(s *intake.Submission) { s.Card.Issuer, s.Card.Number = "", intake.Hide("6299990123456781") })}, "payout.channel-support", "no-input"},
		{"the bank by name, the number unknown", []setting{profile(readiness.Channel{IssuersAllowed: []string{"ABC"}}), also(func(s *intake.Submission) { s.Card.Issuer, s.Card.Number = "农行", intake.Secret{} })}, "payout.channel-support", "supported"},
		{"a network not taken", []setting{profile(readiness.Channel{Networks: []string{"visa"}})}, "payout.channel-support", "network-unsupported"},
		{"by default UnionPay alone", []setting{profile(readiness.Channel{}), also(func(s *intake.Submission) { s.Card.Number = intake.Hide("4000000000000002") })}, "payout.channel-support", "network-unsupported"},
		{"by default personal accounts alone", []setting{profile(readiness.Channel{}), also(func(s *intake.Submission) { s.Card.AccountKind = intake.Corporate })}, "payout.channel-support", "account-kind-unsupported"},
		{"corporate accounts alone", []setting{profile(readiness.Channel{AccountKinds: []intake.AccountKind{intake.Corporate}}), also(func(s *intake.Submission) { s.Card.AccountKind = intake.Personal })}, "payout.channel-support", "account-kind-unsupported"},
		{"corporate alone, kind unknown", []setting{profile(readiness.Channel{AccountKinds: []intake.AccountKind{intake.Corporate}})}, "payout.channel-support", "no-input"},
		{"quick-pay wanted and off", []setting{profile(readiness.Channel{NeedsQuickPay: true}), also(func(s *intake.Submission) { s.Card.QuickPay = intake.No })}, "payout.channel-support", "quick-pay-needed"},
		{"quick-pay wanted and unknown", []setting{profile(readiness.Channel{NeedsQuickPay: true}), also(func(s *intake.Submission) { s.Card.QuickPay = intake.Unknown })}, "payout.channel-support", "no-input"},
		{"quick-pay wanted and on", []setting{profile(readiness.Channel{NeedsQuickPay: true})}, "payout.channel-support", "supported"},
		{"branch code wanted", []setting{profile(readiness.Channel{NeedsBranch: true})}, "payout.channel-support", "branch-code-needed"},
		{"branch code given", []setting{profile(readiness.Channel{NeedsBranch: true}), also(func(s *intake.Submission) { s.Payout.BranchCode = "102100000000" })}, "payout.channel-support", "supported"},
		{"memo wanted above 7,999", []setting{profile(readiness.Channel{MemoOver: intake.Yuan(7_999)})}, "payout.channel-support", "memo-needed"},
		{"memo not wanted at 8,000", []setting{profile(readiness.Channel{MemoOver: intake.Yuan(8_000)})}, "payout.channel-support", "supported"},
		{"memo given", []setting{profile(readiness.Channel{MemoOver: intake.Yuan(7_999)}), also(func(s *intake.Submission) { s.Payout.Memo = intake.Hide("放款") })}, "payout.channel-support", "supported"},
		{"memo wanted, amount unknown", []setting{profile(readiness.Channel{MemoOver: 1}), also(func(s *intake.Submission) { s.Payout.Amount = intake.Opt[intake.Fen]{} })}, "payout.channel-support", "no-input"},

		{"no limits a day", []setting{profile(readiness.Channel{}), free}, "payout.channel-quota", "not-applicable"},
		{"perhaps limits a day", []setting{profile(readiness.Channel{})}, "payout.channel-quota", "no-input"},
		{"no history", []setting{profile(readiness.Channel{CardDay: intake.Yuan(9_000)}), also(func(s *intake.Submission) { s.History.Attempts = nil })}, "payout.channel-quota", "no-input"},
		{"no sum of the merchant", []setting{profile(readiness.Channel{MerchantDay: intake.Yuan(9_000)})}, "payout.channel-quota", "no-input"},
		{"exactly the limit", []setting{profile(readiness.Channel{CardDay: intake.Yuan(8_000)}), free}, "payout.channel-quota", "within"},
		{"more than a whole day's limit is no matter of waiting", []setting{profile(readiness.Channel{CardDay: intake.Yuan(7_999)})}, "payout.channel-quota", "skipped"},
		{"it is the amount's", []setting{profile(readiness.Channel{CardDay: intake.Yuan(7_999)})}, "payout.amount", "over-single-limit"},
		{"nor the merchant's", []setting{profile(readiness.Channel{MerchantDay: intake.Yuan(7_999)})}, "payout.amount", "over-single-limit"},

		{"just enough", []setting{also(func(s *intake.Submission) { s.Payout.Available = cny(8_000) })}, "payout.funds", "enough"},
		{"a fen short", []setting{also(func(s *intake.Submission) { s.Payout.Available = intake.Some(intake.Yuan(8_000) - 1) })}, "payout.funds", "short"},
		{"not said", []setting{also(func(s *intake.Submission) { s.Payout.Available = intake.Opt[intake.Fen]{} })}, "payout.funds", "no-input"},

		{"the order of a payout that succeeded", []setting{attempt(intake.Attempt{OrderID: "o1", Outcome: paid}), also(func(s *intake.Submission) { s.Payout.OrderID = "o1" })}, "payout.duplicate", "paid"},
		{"the order of a payout that succeeded, typed another way", []setting{attempt(intake.Attempt{OrderID: "'o-1\u200b", Outcome: paid}), also(func(s *intake.Submission) { s.Payout.OrderID = "o\u20111" })}, "payout.duplicate", "paid"},
		{"the order of one in review", []setting{attempt(intake.Attempt{OrderID: "o1", Outcome: intake.OutcomeReview}), also(func(s *intake.Submission) { s.Payout.OrderID = "o1" })}, "payout.duplicate", "same-order"},
		{"the order of one that failed", []setting{attempt(intake.Attempt{OrderID: "o1", Outcome: failed}), also(func(s *intake.Submission) { s.Payout.OrderID = "o1" })}, "payout.duplicate", "number-unclear"},
		{"the channel refuses the same amount", []setting{profile(readiness.Channel{SameDaySame: "gate"}), also(func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: paid, Amount: s.Payout.Amount, SubmittedAt: noon}}
		})}, "payout.duplicate", "same-amount-blocked"},
		{"the same amount to another card", []setting{also(func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: paid, Amount: s.Payout.Amount, SubmittedAt: noon, SameCard: intake.No}}
		})}, "payout.duplicate", "number-unclear"},
		{"the same amount, failed", []setting{also(func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: failed, Amount: s.Payout.Amount, SubmittedAt: noon}}
		})}, "payout.duplicate", "number-unclear"},

		{"the bank by its full name", nil, "card.issuer-match", "match"},
		{"by its short name", []setting{also(func(s *intake.Submission) { s.Card.Issuer = "工行" })}, "card.issuer-match", "match"},
		{"another bank", []setting{also(func(s *intake.Submission) { s.Card.Issuer = "ABC" })}, "card.issuer-match", "mismatch"},
		{"no bank", []setting{also(func(s *intake.Submission) { s.Card.Issuer = "好银行" })}, "card.issuer-match", "unrecognised"},
		{"a number of no known bank", []setting{also(func(s *intake.Submission) { s.Card.Number = intake.Hide("6299990123456781") })}, "card.issuer-match", "unrecognised"},
		{"no number", []setting{also(func(s *intake.Submission) { s.Card.Number = intake.Secret{} })}, "card.issuer-match", "no-input"},
		{"not stated", []setting{also(func(s *intake.Submission) { s.Card.Issuer = "" })}, "card.issuer-match", "no-input"},

		{"one of the big six", nil, "card.issuer-standing", "mainstream"},
		{"a city bank by its name", []setting{also(func(s *intake.Submission) { s.Card.Number, s.Card.Issuer = intake.Secret{}, "BJBANK" })}, "card.issuer-standing", "other"},
		{"a bank without branches", []setting{also(func(s *intake.Submission) { s.Card.Number, s.Card.Issuer = intake.Secret{}, "WEBANK" })}, "card.issuer-standing", "internet-only"},
		{"a bank that is not known", []setting{also(func(s *intake.Submission) { s.Card.Number, s.Card.Issuer = intake.Secret{}, "" })}, "card.issuer-standing", "no-input"},

		{"non-counter business as usual", nil, "card.non-counter", "ok"},
		{"takes in only", []setting{also(func(s *intake.Submission) { s.Card.NonCounter = intake.NonCounterReceiveOnly })}, "card.non-counter", "receive-only"},
		{"suspended", []setting{also(func(s *intake.Submission) { s.Card.NonCounter = intake.NonCounterSuspended })}, "card.non-counter", "suspended"},
		{"online transfer off", []setting{also(func(s *intake.Submission) { s.Card.OnlineTransfer = intake.No })}, "card.non-counter", "online-transfer-off"},
		{"online transfer alone proves nothing", []setting{also(func(s *intake.Submission) { s.Card.NonCounter = 0 })}, "card.non-counter", "no-input"},

		{"both flags clear", nil, "card.risk-flag", "clear"},
		{"fraud", []setting{also(func(s *intake.Submission) { s.Card.FraudListed = intake.Yes })}, "card.risk-flag", "fraud-listed"},
		{"a court", []setting{also(func(s *intake.Submission) { s.Card.JudicialFreeze = intake.Yes })}, "card.risk-flag", "judicial-freeze"},
		{"one flag unknown is not clear", []setting{also(func(s *intake.Submission) { s.Card.FraudListed = intake.Unknown })}, "card.risk-flag", "no-input"},

		{"a name not mended", []setting{attempt(with(wrongName, func(a *intake.Attempt) { a.Fixed = intake.No }))}, "history.unresolved-cause", "same-cause"},
		{"a name mended", []setting{attempt(with(wrongName, func(a *intake.Attempt) { a.Fixed = intake.Yes }))}, "history.unresolved-cause", "fixed"},
		{"nobody says", []setting{attempt(wrongName)}, "history.unresolved-cause", "fixed"},
		{"nobody says, and nobody knows the cause", []setting{attempt(intake.Attempt{Outcome: failed})}, "history.unresolved-cause", "unknown-fix"},
		{"a name is not the card's", []setting{attempt(with(wrongName, func(a *intake.Attempt) { a.SameCard = intake.No }))}, "history.unresolved-cause", "fixed"},
		{"a frozen card went with the card", []setting{attempt(with(wrongName, func(a *intake.Attempt) { a.Code, a.SameCard = "2024", intake.No }))}, "history.unresolved-cause", "fixed"},
		{"a quota is nobody's to mend", []setting{attempt(intake.Attempt{Outcome: failed, Channel: "unionpay", Product: "acp", Code: "81"})}, "history.unresolved-cause", "none"},
		{"a payout that succeeded since has shown it", []setting{attempt(wrongName), also(func(s *intake.Submission) {
			s.History.Attempts = append(s.History.Attempts, intake.Attempt{Outcome: paid, SameCard: intake.Yes, EndedAt: noon.AddDate(0, 0, -1)})
		})}, "history.unresolved-cause", "fixed"},
		{"one that succeeded before has not", []setting{attempt(wrongName), also(func(s *intake.Submission) {
			s.History.Attempts = append(s.History.Attempts, intake.Attempt{Outcome: paid, SameCard: intake.Yes, EndedAt: noon.AddDate(0, 0, -10)})
		})}, "history.unresolved-cause", "fixed"},

		{"nothing of the day", nil, "history.attempt-budget", "within"},
		{"one element check left", []setting{also(func(s *intake.Submission) {
			s.History.ElementFailuresToday, s.Card.ElementCheck.Result = n(2), intake.ComparisonUnavailable
		})}, "history.attempt-budget", "last-try"},
		{"three failed, and then it matched", []setting{also(func(s *intake.Submission) { s.History.ElementFailuresToday = n(3) })}, "history.attempt-budget", "matched-late"},
		{"nine applications", []setting{also(func(s *intake.Submission) { s.History.Applications30d = n(9) })}, "history.attempt-budget", "within"},
		{"ten applications", []setting{also(func(s *intake.Submission) { s.History.Applications30d = n(10) })}, "history.attempt-budget", "many-applications"},
		{"applications not counted", []setting{also(func(s *intake.Submission) { s.History.Applications30d = intake.Opt[int64]{} })}, "history.attempt-budget", "no-input"},
		{"four payouts today, the fifth is the last", []setting{also(func(s *intake.Submission) {
			for range 4 {
				s.History.Attempts = append(s.History.Attempts, intake.Attempt{Outcome: failed, SubmittedAt: noon.Add(-time.Hour)})
			}
		})}, "history.attempt-budget", "last-try"},
		{"five today", []setting{also(func(s *intake.Submission) {
			for range 5 {
				s.History.Attempts = append(s.History.Attempts, intake.Attempt{Outcome: failed, SubmittedAt: noon.Add(-time.Hour)})
			}
		})}, "history.attempt-budget", "exhausted"},
		{"five today to another card", []setting{also(func(s *intake.Submission) {
			for range 5 {
				s.History.Attempts = append(s.History.Attempts, intake.Attempt{Outcome: failed, SubmittedAt: noon.Add(-time.Hour), SameCard: intake.No})
			}
		})}, "history.attempt-budget", "within"},

		{"two bindings", []setting{also(func(s *intake.Submission) { s.History.CardBindings30d = n(2) })}, "history.rebinding", "steady"},
		{"three bindings", []setting{also(func(s *intake.Submission) { s.History.CardBindings30d = n(3) })}, "history.rebinding", "frequent"},
		{"five bindings", []setting{also(func(s *intake.Submission) { s.History.CardBindings30d = n(5) })}, "history.rebinding", "excessive"},
		{"bindings not counted", []setting{also(func(s *intake.Submission) { s.History.CardBindings30d = intake.Opt[int64]{} })}, "history.rebinding", "no-input"},
		{"not counted, but new", []setting{also(func(s *intake.Submission) {
			s.History.CardBindings30d, s.Card.BoundAt = intake.Opt[int64]{}, noon
		})}, "history.rebinding", "new-card"},

		{"nothing shared", nil, "history.sharing", "none"},
		{"two documents on the card", []setting{also(func(s *intake.Submission) { s.History.DocumentsOnCard = n(2) })}, "history.sharing", "shared-card"},
		{"six cards on the document", []setting{also(func(s *intake.Submission) { s.History.CardsOnDocument = n(6) })}, "history.sharing", "shared"},
		{"twelve", []setting{also(func(s *intake.Submission) { s.History.CardsOnDocument = n(12) })}, "history.sharing", "excessive"},
		{"three documents on the device", []setting{also(func(s *intake.Submission) { s.History.DocumentsOnDevice = n(3) })}, "history.sharing", "shared"},
		{"six", []setting{also(func(s *intake.Submission) { s.History.DocumentsOnDevice = n(6) })}, "history.sharing", "excessive"},
		{"two documents on the mobile", []setting{also(func(s *intake.Submission) { s.History.DocumentsOnMobile = n(2) })}, "history.sharing", "shared"},
		{"four", []setting{also(func(s *intake.Submission) { s.History.DocumentsOnMobile = n(4) })}, "history.sharing", "excessive"},
		{"one counter unknown", []setting{also(func(s *intake.Submission) { s.History.DocumentsOnMobile = intake.Opt[int64]{} })}, "history.sharing", "no-input"},

		{"39 points", []setting{also(func(s *intake.Submission) { s.History.PlatformScore = n(39) })}, "history.platform-score", "insufficient"},
		{"59 points", []setting{also(func(s *intake.Submission) { s.History.PlatformScore = n(59) })}, "history.platform-score", "low"},
		{"60 points", []setting{also(func(s *intake.Submission) { s.History.PlatformScore = n(60) })}, "history.platform-score", "good"},

		// What the channel says corrects what the caller says, towards care.
		{"a code nobody knows, of a known product", []setting{attempt(intake.Attempt{Outcome: failed, Channel: "ainong", Product: "transfer", Code: "zzz"})}, "payout.in-flight", "unknown-outcome"},
		{"a code of a product nobody knows: the caller's word", []setting{attempt(intake.Attempt{Outcome: failed, Channel: "ours", Product: "own", Status: "?", Code: "zzz"})}, "payout.in-flight", "none"},
		{"a timeout is no failure", []setting{attempt(intake.Attempt{Outcome: failed, Channel: "ainong", Product: "transfer", Code: "9999"})}, "payout.in-flight", "unknown-outcome"},
		{"returned with a code in doubt", []setting{attempt(intake.Attempt{Outcome: returned, Channel: "ainong", Product: "transfer", Code: "9999"})}, "payout.in-flight", "unknown-outcome"},
		{"a success with a defect", []setting{attempt(intake.Attempt{Outcome: paid, Channel: "unionpay", Product: "acp", Code: "A6"})}, "payout.in-flight", "none"},
		{"said to be paid, failed for the channel", []setting{attempt(intake.Attempt{Outcome: paid, Channel: "wechatpay", Product: "pay_bank", Status: "FAILED"})}, "payout.in-flight", "unknown-outcome"},
		{"said to have failed, paid for the channel", []setting{attempt(intake.Attempt{Outcome: failed, Channel: "wechatpay", Product: "pay_bank", Status: "SUCCESS"})}, "payout.in-flight", "unknown-outcome"},
		{"said to be paid, returned since", []setting{attempt(intake.Attempt{Outcome: paid, Channel: "wechatpay", Product: "pay_bank", Status: "BANK_FAIL"})}, "payout.in-flight", "booking-unclear"},
		{"said to be pending, failed for the channel: the caller's word", []setting{attempt(intake.Attempt{Outcome: pending, Channel: "wechatpay", Product: "pay_bank", Status: "FAILED"})}, "payout.in-flight", "pending"},
		{"a status that is itself a defective success", []setting{attempt(intake.Attempt{Outcome: paid, Channel: "unionpay", Product: "acp", Status: "A6"})}, "payout.in-flight", "none"},
		{"said to have failed, a success with a defect", []setting{attempt(intake.Attempt{Outcome: failed, Channel: "unionpay", Product: "acp", Code: "A6"})}, "payout.in-flight", "unknown-outcome"},
		{"said to be pending, returned for the channel: the caller's word", []setting{attempt(intake.Attempt{Outcome: pending, Channel: "wechatpay", Product: "pay_bank", Status: "BANK_FAIL"})}, "payout.in-flight", "pending"},
		{"paid today through another channel", []setting{profile(readiness.Channel{CardDay: intake.Yuan(8_000)}), free, also(func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: paid, Channel: "other", Amount: cny(1), SubmittedAt: noon}}
		})}, "payout.channel-quota", "within"},
		{"paid today through this one", []setting{profile(readiness.Channel{CardDay: intake.Yuan(8_000)}), also(func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: paid, Channel: "wechatpay", Amount: cny(1), SubmittedAt: noon}}
		})}, "payout.channel-quota", "over-card-day"},
		{"in review", []setting{attempt(intake.Attempt{Outcome: failed, Channel: "lianlian", Product: "instantpay", Status: "CHECK"})}, "payout.in-flight", "pending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, f := told(t, full(), c.set, c.check)
			require.Equal(t, c.code, f.Code)
		})
	}
}

// A card of a bank that was taken over is a card of its successor, and the
// other way round.
func TestIssuerSuccessor(t *testing.T) {
	bins := cardbin.Default()
	for r := range bins.All() {
		into := map[string]string{"BOP": "ZYB"}[r.Issuer().Code]
		if into == "" || r.PANLength() < 16 {
			continue
		}
		s := full()
		s.Card.Number, s.Card.BIN, s.Card.Length = intake.Secret{}, intake.Hide(r.Prefix()), intake.Some(int64(r.PANLength()))
		s.Card.Issuer = into
		report := readiness.Assess(s)
		f, _ := report.Find("card.issuer-match")
		require.Equal(t, "successor", f.Code)
		return
	}
	t.Fatal("no card of the bank that was taken over")
}

// A risk flag has no text for the applicant, and stops.
func TestRiskFlagIsInternal(t *testing.T) {
	s := full()
	s.Card.FraudListed = intake.Yes
	r := readiness.Assess(s)
	require.Equal(t, readiness.Stop, r.Verdict)
	f, _ := r.Find("card.risk-flag")
	require.True(t, f.Internal)
	require.Equal(t, "stop-payout", f.Action().ID)
}

func TestPolicyRefusesChannelsAndBanksThatCannotBe(t *testing.T) {
	for _, c := range []struct {
		path   string
		change func(*readiness.Policy)
	}{
		{"/windows/0/bank: no such bank; the nearest is \"中国工商银行\"", func(p *readiness.Policy) { p.Windows[0].Bank = "中国工商银银行" }},
		{"/windows/0/bank", func(p *readiness.Policy) { p.Windows[0].Bank = "a bank of nobody" }},
		{"/windows/0/channel: no such channel; the nearest is \"wechatpay\"", func(p *readiness.Policy) { p.Windows[0].Channel = "wecahtpay" }},
		{"/channels/0/product: no such product of wechatpay; the nearest is \"batch\"", func(p *readiness.Policy) {
			p.Channels[0].Channel, p.Channels[0].Product = "微信支付", "bacth"
		}},
		{"/limits/0/system", func(p *readiness.Policy) { p.Limits[0].System = 9 }},
		{"/limits/0/max_amount_fen", func(p *readiness.Policy) { p.Limits[0].MaxAmount = -1 }},
		{"/limits/0/effective_until", func(p *readiness.Policy) {
			p.Limits[0].EffectiveFrom, p.Limits[0].EffectiveUntil = workday.Date{Year: 2026, Month: 2, Day: 1}, workday.Date{Year: 2026, Month: 1, Day: 1}
		}},
		{"/limits", func(p *readiness.Policy) { p.Limits = make([]readiness.Limit, 1001) }},
		{"/windows/0/channel", func(p *readiness.Policy) { p.Windows[0].Channel = string(make([]byte, 65)) }},
		{"/channels/0/issuers_allowed/0", func(p *readiness.Policy) { p.Channels[0].IssuersAllowed = []string{"no bank"} }},
		{"/channels/0/issuers_denied/0", func(p *readiness.Policy) { p.Channels[0].IssuersDenied = []string{""} }},
		{"/channels/0/product", func(p *readiness.Policy) { p.Channels[0].Product = string(make([]byte, 65)) }},
		{"/channels/0/system", func(p *readiness.Policy) { p.Channels[0].System = 9 }},
		{"/channels/0/account_kinds/0", func(p *readiness.Policy) { p.Channels[0].AccountKinds = []intake.AccountKind{0} }},
		{"/channels/0/networks/0", func(p *readiness.Policy) { p.Channels[0].Networks = []string{"UnionPay"} }},
		{"/channels/0/step_amount_fen", func(p *readiness.Policy) { p.Channels[0].MaxAmount, p.Channels[0].StepAmount = 1, 2 }},
		{"/channels", func(p *readiness.Policy) { p.Channels = make([]readiness.Channel, 1001) }},
	} {
		p := readiness.StandardPolicy()
		p.Channels = []readiness.Channel{{Channel: "a"}}
		_, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		c.change(p)
		_, err = readiness.New(readiness.Config{Policy: p})
		require.ErrorContains(t, err, c.path)
	}
}
