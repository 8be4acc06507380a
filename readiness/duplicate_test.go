package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A payout that may be one that was made before is caution at best, and the floor
// says what it would be if it is that one.
func TestAPayoutThatMayBeThisOne(t *testing.T) {
	amount, another := full().Payout.Amount, intake.Some(intake.Yuan(1))
	yesterday, ancient := noon.AddDate(0, 0, -1), noon.AddDate(-1, 0, 0)
	soon := noon.AddDate(0, 0, -3)
	tests := map[string]struct {
		order   string
		at      time.Time
		attempt intake.Attempt
		code    string
		verdict readiness.Verdict
		until   time.Time
	}{
		"another order, yesterday":                    {"P-1", noon, intake.Attempt{OrderID: "P-0", Amount: amount, SubmittedAt: yesterday}, "same-amount", readiness.Caution, yesterday.AddDate(0, 0, 3)},
		"a second less than three days ago":           {"P-1", noon, intake.Attempt{OrderID: "P-0", Amount: amount, SubmittedAt: soon.Add(time.Second)}, "same-amount", readiness.Caution, noon.Add(time.Second)},
		"three days ago":                              {"P-1", noon, intake.Attempt{OrderID: "P-0", Amount: amount, SubmittedAt: soon}, "none", readiness.Ready, time.Time{}},
		"dated after the moment":                      {"P-1", noon, intake.Attempt{OrderID: "P-0", Amount: amount, SubmittedAt: noon.AddDate(0, 0, 1)}, "same-amount", readiness.Caution, noon.AddDate(0, 0, 4)},
		"another order, at no known time":             {"P-1", noon, intake.Attempt{OrderID: "P-0", Amount: amount}, "unclear", readiness.Caution, time.Time{}},
		"another order of no known amount":            {"P-1", noon, intake.Attempt{OrderID: "P-0", SubmittedAt: yesterday}, "unclear", readiness.Caution, yesterday.AddDate(0, 0, 3)},
		"long ago, its number not known":              {"P-1", noon, intake.Attempt{Amount: amount, SubmittedAt: ancient}, "unclear", readiness.Caution, time.Time{}},
		"long ago, this number not known":             {"", noon, intake.Attempt{OrderID: "P-0", Amount: amount, SubmittedAt: ancient}, "unclear", readiness.Caution, time.Time{}},
		"long ago, neither known":                     {"", noon, intake.Attempt{Amount: amount, SubmittedAt: ancient}, "unclear", readiness.Caution, time.Time{}},
		"of another amount, its number not known":     {"P-1", noon, intake.Attempt{Amount: another, SubmittedAt: yesterday}, "number-unclear", readiness.Ready, time.Time{}},
		"to another card, its number not known":       {"P-1", noon, intake.Attempt{Amount: amount, SameCard: intake.No, SubmittedAt: yesterday}, "number-unclear", readiness.Ready, time.Time{}},
		"another order, of another amount":            {"P-1", noon, intake.Attempt{OrderID: "P-0", Amount: another, SubmittedAt: yesterday}, "none", readiness.Ready, time.Time{}},
		"another order, long ago":                     {"P-1", noon, intake.Attempt{OrderID: "P-0", Amount: amount, SubmittedAt: ancient}, "none", readiness.Ready, time.Time{}},
		"another order, and the moment is not known":  {"P-1", time.Time{}, intake.Attempt{OrderID: "P-0", Amount: amount, SubmittedAt: yesterday}, "unclear", 0, time.Time{}},
		"the same order, and the moment is not known": {"P-1", time.Time{}, intake.Attempt{OrderID: "P-1", Amount: another, SubmittedAt: ancient}, "paid-otherwise", 0, time.Time{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := full()
			s.Payout.OrderID, s.At = test.order, test.at
			test.attempt.Outcome = paid
			s.History.Attempts = []intake.Attempt{test.attempt}
			r := readiness.Assess(s)
			f, _ := r.Find("payout.duplicate")
			require.Equal(t, test.code, f.Code)
			if test.verdict != 0 {
				require.Equal(t, test.verdict, r.Verdict)
			}
			if f.Status == readiness.StatusUnknown {
				require.Less(t, r.Floor, 40, "it may be the same payout")
			}
			if !test.until.IsZero() {
				s.At = test.until.Add(-time.Second)
				require.Equal(t, test.code, codeOf(t, ptr(readiness.Assess(s)), "payout.duplicate"))
				s.At = test.until
				require.Equal(t, "none", codeOf(t, ptr(readiness.Assess(s)), "payout.duplicate"))
			}
		})
	}
}

func TestHowLongAnAmountIsTheSame(t *testing.T) {
	s := full()
	s.Payout.OrderID = "P-1"
	s.History.Attempts = []intake.Attempt{{OrderID: "P-0", Outcome: paid, SameCard: intake.Yes, Amount: s.Payout.Amount, SubmittedAt: noon.AddDate(0, 0, -5)}}
	for days, verdict := range map[int64]readiness.Verdict{0: readiness.Ready, 5: readiness.Ready, 6: readiness.Caution} {
		p := readiness.StandardPolicy()
		p.SameAmountDays = days
		c, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		require.Equal(t, verdict, ptr(c.Assess(s)).Verdict, days)
	}
}

// What is not known of an earlier request leaves open whether the channel wants its
// number again.
func TestOrderNumberThatMayBeWrong(t *testing.T) {
	refused := intake.Attempt{
		OrderID: "P-0", Outcome: failed, SameCard: intake.Yes, Amount: full().Payout.Amount, SubmittedAt: noon.Add(-25 * time.Hour),
		Fixed: intake.Yes, Channel: "wechatpay", Product: "mch_transfer", Code: "NOT_ENOUGH",
	}
	final := refused
	final.OrderID, final.Status, final.Code = "P-1", "FAIL", "NAME_NOT_CORRECT"
	for name, test := range map[string]struct {
		attempt intake.Attempt
		hide    func(*intake.Submission, *intake.Attempt)
		code    string
	}{
		"refused":                        {refused, func(*intake.Submission, *intake.Attempt) {}, "number-changed"},
		"refused, this number unknown":   {refused, func(s *intake.Submission, _ *intake.Attempt) { s.Payout.OrderID = "" }, "number-unclear"},
		"refused, its number unknown":    {refused, func(_ *intake.Submission, a *intake.Attempt) { a.OrderID = "" }, "number-unclear"},
		"refused, this channel unknown":  {refused, func(s *intake.Submission, _ *intake.Attempt) { s.Payout.Channel = "" }, "number-unclear"},
		"refused, its channel unknown":   {refused, func(_ *intake.Submission, a *intake.Attempt) { a.Channel = "" }, "number-unclear"},
		"refused, its code unknown":      {refused, func(_ *intake.Submission, a *intake.Attempt) { a.Code = "" }, "number-unclear"},
		"refused, its card unknown":      {refused, func(_ *intake.Submission, a *intake.Attempt) { a.SameCard = 0 }, "number-unclear"},
		"refused, its amount unknown":    {refused, func(_ *intake.Submission, a *intake.Attempt) { a.Amount = intake.Opt[intake.Fen]{} }, "number-unclear"},
		"refused, this amount unknown":   {refused, func(s *intake.Submission, _ *intake.Attempt) { s.Payout.Amount = intake.Opt[intake.Fen]{} }, "number-unclear"},
		"refused, its time unknown":      {refused, func(_ *intake.Submission, a *intake.Attempt) { a.SubmittedAt = time.Time{} }, "number-unclear"},
		"refused, to another card":       {refused, func(_ *intake.Submission, a *intake.Attempt) { a.SameCard = intake.No }, "none"},
		"refused, the term is over":      {refused, func(_ *intake.Submission, a *intake.Attempt) { a.SubmittedAt = noon.AddDate(0, 0, -9) }, "none"},
		"final":                          {final, func(*intake.Submission, *intake.Attempt) {}, "number-used"},
		"final, this number unknown":     {final, func(s *intake.Submission, _ *intake.Attempt) { s.Payout.OrderID = "" }, "number-unclear"},
		"final, its number unknown":      {final, func(_ *intake.Submission, a *intake.Attempt) { a.OrderID = "" }, "number-unclear"},
		"final, its channel unknown":     {final, func(_ *intake.Submission, a *intake.Attempt) { a.Channel = "" }, "number-unclear"},
		"final, its time unknown":        {final, func(_ *intake.Submission, a *intake.Attempt) { a.SubmittedAt = time.Time{} }, "number-used"},
		"final, through another channel": {final, func(s *intake.Submission, _ *intake.Attempt) { s.Payout.Channel = "alipay" }, "none"},
	} {
		t.Run(name, func(t *testing.T) {
			s := full()
			s.Payout.OrderID, s.Payout.Channel = "P-1", "wechatpay"
			test.hide(&s, &test.attempt)
			s.History.Attempts = []intake.Attempt{test.attempt}
			f, _ := ptr(readiness.Assess(s)).Find("payout.duplicate")
			require.Equal(t, test.code, f.Code)
		})
	}
}

// By when a payout ended it may have been made long before: without the time at which it
// was made, it does not stand behind another under its number.
func TestTheEndOfAPayoutDoesNotOrderIt(t *testing.T) {
	s := full()
	s.Payout.OrderID, s.Payout.Channel, s.Payout.Product = "P-1", "wechatpay", "mch_transfer"
	final := intake.Attempt{OrderID: "P-1", Outcome: failed, Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL", Code: "NAME_NOT_CORRECT", EndedAt: noon.Add(-2 * time.Hour)}
	again := final
	again.Status, again.Code = "", "NOT_ENOUGH" // the same number is wanted again
	again.SubmittedAt, again.EndedAt = noon.Add(-time.Hour), noon.Add(-time.Minute)
	s.History.Attempts = []intake.Attempt{final, again}
	f, _ := ptr(readiness.Assess(s)).Find("payout.duplicate")
	require.Equal(t, "none", f.Code)
	s.History.Attempts[1].SubmittedAt = time.Time{}
	f, _ = ptr(readiness.Assess(s)).Find("payout.duplicate")
	require.Equal(t, "number-unclear", f.Code)
	s.History.Attempts[0].EndedAt = noon
	f, _ = ptr(readiness.Assess(s)).Find("payout.duplicate")
	require.Equal(t, "number-used", f.Code)
}

// Where the channel looks for the same amount within a day, an amount or a channel that is
// not told leaves in doubt what both would say, though the policy looks at no day.
func TestTheDayOfAChannelCountsByItself(t *testing.T) {
	p := readiness.StandardPolicy()
	p.SameAmountDays = 0
	p.Channels = []readiness.Channel{{Channel: "house", SameDaySame: "gate"}}
	c := checker(t, readiness.Config{Policy: p})
	s := full()
	s.Payout.OrderID, s.Payout.Channel, s.Payout.Product = "P-2", "house", ""
	s.History.Attempts = []intake.Attempt{{OrderID: "P-1", Outcome: intake.OutcomeSucceeded, Amount: s.Payout.Amount, SubmittedAt: noon.Add(-time.Hour)}}
	code := func() string {
		f, _ := ptr(c.Assess(s)).Find("payout.duplicate")
		return f.Code
	}
	require.Equal(t, "same-amount-blocked", code())
	s.Payout.Channel = ""
	require.Equal(t, "same-amount", code())
	s.Payout.Channel, s.History.Attempts[0].Amount = "house", intake.Opt[intake.Fen]{}
	require.Equal(t, "unclear", code())
	s.Payout.Channel = "another"
	require.Equal(t, "none", code())
}

// A payout behind another answers for the number only if it surely went through the same
// product.
func TestAnotherProductDoesNotSettleTheNumber(t *testing.T) {
	s := full()
	s.Payout.OrderID, s.Payout.Channel, s.Payout.Product = "P-2", "wechatpay", "other"
	s.History.Attempts = []intake.Attempt{
		{OrderID: "P-1", Outcome: failed, SubmittedAt: noon.Add(-time.Minute)},
		{OrderID: "P-1", Outcome: failed, Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL", Code: "NAME_NOT_CORRECT", SubmittedAt: noon},
	}
	for _, product := range []string{"other", ""} {
		s.Payout.Product = product
		f, _ := ptr(readiness.Assess(s)).Find("payout.duplicate")
		require.Equal(t, "number-unclear", f.Code, product)
	}
}
