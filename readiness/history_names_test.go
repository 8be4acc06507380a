package readiness_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// The closed lists of words that findings may carry are those of failcode.
func TestWordsOfFailcode(t *testing.T) {
	codes := failcode.Default()
	words := map[string][]string{}
	for _, c := range readiness.Suite() {
		for _, k := range c.Evidence {
			words[k.Name] = k.Words
		}
	}
	require.Equal(t, codes.Channels(), words["near_channel"])
	var products []string
	for _, channel := range codes.Channels() {
		products = append(products, codes.Products(channel)...)
	}
	slices.Sort(products)
	require.Equal(t, slices.Compact(products), words["near_product"])
	for i, w := range words["channel_says"] {
		require.Equal(t, failcode.State(i).String(), w)
	}
	require.Len(t, words["channel_says"], int(failcode.StateReturned)+1)
	for i, w := range words["booked"] {
		require.Equal(t, intake.AttemptOutcome(i).String(), w)
	}
	require.Len(t, words["booked"], int(intake.OutcomeReturned)+1)
}

// with adds attempts to a history.
func with(list ...intake.Attempt) setting {
	return also(func(s *intake.Submission) { s.History.Attempts = append(s.History.Attempts, list...) })
}

// A wrong word never switches the protection off: an order in doubt is in doubt
// under every name, and a name that nobody knows is said.
func TestNamesOfChannels(t *testing.T) {
	doubt := func(channel, product string) intake.Attempt {
		return intake.Attempt{Outcome: failed, SameCard: intake.Yes, Channel: channel, Product: product, Code: "SYSTEM_ERROR", SubmittedAt: noon.Add(-time.Hour)}
	}
	for _, c := range []struct{ channel, product, code, near string }{
		{"wechatpay", "batch", "known", ""},
		{"wechat", "", "known", ""},
		{"weixin", "v3/transfer/batches", "known", ""},
		{"微信支付", "商家转账", "known", ""},
		{"", "alipay.fund.trans.uni.transfer", "known", ""},
		{"alipay.fund.trans.uni.transfer", "", "known", ""},
		{"wecahtpay", "batch", "channel-misspelt", "wechatpay"},
		{"wechatpay", "bacth", "product-misspelt", "batch"},
		{"wechatpay", "a product of tomorrow", "not-listed", ""},
		{"house", "payout", "not-listed", ""},
		{"", "", "not-listed", ""},
	} {
		set := []setting{with(doubt(c.channel, c.product))}
		r, f := told(t, full(), set, "payout.channel-name")
		require.Equal(t, c.code, f.Code, c)
		require.Equal(t, readiness.Wait, r.Verdict, c)
		in, _ := r.Find("payout.in-flight")
		require.Equal(t, "unknown-outcome", in.Code, c)
		near := ""
		for _, v := range f.Evidence() {
			near = v.Word() // the product stands behind its channel
		}
		require.Equal(t, c.near, near)
	}
	for channel, code := range map[string]string{"wechatpay": "known", "微信": "known", "wecahtpay": "channel-misspelt", "house": "not-listed"} {
		_, f := told(t, full(), []setting{also(func(s *intake.Submission) { s.Payout.Channel = channel })}, "payout.channel-name")
		require.Equal(t, code, f.Code, channel)
	}
	_, f := told(t, full(), []setting{with(intake.Attempt{Outcome: failed, Channel: "house"})}, "payout.channel-name")
	require.Equal(t, "known", f.Code, "nothing depends on the name")
}

// A row of payout/routes under a misspelt name is of no channel: that is said, too.
func TestNamesOfRows(t *testing.T) {
	for _, c := range []struct {
		row  intake.PayoutRoute
		own  string
		code string
	}{
		{intake.PayoutRoute{Channel: "微信"}, "", "known"},
		{intake.PayoutRoute{Channel: "wecahtpay"}, "", "channel-misspelt"},
		{intake.PayoutRoute{Channel: "wechatpay", Product: "mch_tranfser"}, "", "product-misspelt"},
		{intake.PayoutRoute{Channel: "wecahtpay"}, "wecahtpay", "known"},
		{intake.PayoutRoute{Channel: "house", Product: "payout"}, "", "known"},
	} {
		set := []setting{also(func(s *intake.Submission) {
			s.Payout.Routes = []intake.PayoutRoute{{Channel: "alipay"}, c.row}
		})}
		if c.own != "" {
			set = append(set, func(_ *testing.T, _ *intake.Submission, p *readiness.Policy) {
				p.Channels = append(p.Channels, readiness.Channel{Channel: c.own})
			})
		}
		_, f := told(t, full(), set, "payout.channel-name")
		require.Equal(t, c.code, f.Code, c.row)
	}
}

// The policy's profile is found under every name of its channel and product, and so
// is what was paid through it.
func TestProfilesGoByAnyName(t *testing.T) {
	for _, c := range []struct {
		profile readiness.Channel
		channel string
		product string
		found   bool
	}{
		{readiness.Channel{Channel: "wechatpay"}, "微信支付", "", true},
		{readiness.Channel{Channel: "微信支付"}, "wechatpay", "", true},
		{readiness.Channel{Channel: "WeChat", Product: "mch_transfer"}, "wechatpay", "/v3/fund-app/mch-transfer/transfer-bills", true},
		{readiness.Channel{Channel: "wechatpay", Product: "batch"}, "wechatpay", "mch_transfer", false},
		{readiness.Channel{Channel: "alipay"}, "", "alipay.fund.trans.uni.transfer", true},
		{readiness.Channel{Channel: "alipay"}, "wechatpay", "", false},
		{readiness.Channel{Channel: "house"}, "HOUSE", "", true},
		{readiness.Channel{Channel: "house"}, "other", "", false},
	} {
		p := readiness.StandardPolicy()
		c.profile.NeedsBranch, c.profile.CardDay = true, intake.Yuan(20_000)
		p.Channels = []readiness.Channel{c.profile}
		checker, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		s := full()
		s.Payout.Channel, s.Payout.Product = c.channel, c.product
		s.History.Attempts = []intake.Attempt{{Outcome: paid, SameCard: intake.Yes, Channel: c.channel, Product: c.product, Amount: intake.Some(intake.Yuan(15_000)), SubmittedAt: noon.Add(-time.Hour)}}
		r := checker.Assess(s)
		f, _ := r.Find("payout.channel-support")
		require.Equal(t, c.found, f.Code == "branch-code-needed", c)
		f, _ = r.Find("payout.channel-quota")
		require.Equal(t, c.found, f.Code == "over-card-day", c)
	}
}

// What waits for the payee says until when, and is queried once it has lapsed.
func TestToConfirm(t *testing.T) {
	at := func(status, product string, ago time.Duration) intake.Attempt {
		return intake.Attempt{Outcome: pending, SameCard: intake.Yes, Channel: "wechatpay", Product: product, Status: status, SubmittedAt: noon.Add(-ago)}
	}
	confirm := at("WAIT_USER_CONFIRM", "mch_transfer", 90*time.Minute)
	lapse := noon.Add(22*time.Hour + 30*time.Minute)
	r, f := told(t, full(), []setting{with(confirm)}, "payout.in-flight")
	require.Equal(t, "to-confirm", f.Code)
	require.Equal(t, "confirm-receipt", f.Action().ID)
	require.Contains(t, f.Message(readiness.EN), "before 2026-11-25 10:30, in less than 23 hours")
	require.False(t, f.Internal)
	require.Equal(t, readiness.Wait, r.Verdict)
	require.Equal(t, noon.Add(30*time.Minute), r.ValidUntil, "when an hour less is left")
	require.False(t, r.NextQueryAt.After(lapse))
	require.True(t, r.EarliestAt.IsZero(), "no moment makes another payout right")

	for _, c := range []struct {
		name string
		now  time.Time
		list []intake.Attempt
		code string
	}{
		{"its last second", lapse.Add(-time.Second), []intake.Attempt{confirm}, "to-confirm"},
		{"lapsed", lapse, []intake.Attempt{confirm}, "pending"},
		{"lapsed, for days", noon.AddDate(0, 0, 7), []intake.Attempt{confirm}, "escalate"},
		{"nobody knows since when", noon, []intake.Attempt{{Outcome: pending, Channel: "wechatpay", Product: "mch_transfer", Status: "WAIT_USER_CONFIRM"}}, "to-confirm-undated"},
		{"the outcome left out", noon, []intake.Attempt{{Channel: "wechatpay", Product: "mch_transfer", Status: "WAIT_USER_CONFIRM", SubmittedAt: noon.Add(-time.Hour)}}, "to-confirm"},
		{"booked as failed", noon, []intake.Attempt{{Outcome: failed, Channel: "wechatpay", Product: "mch_transfer", Status: "WAIT_USER_CONFIRM", SubmittedAt: noon.Add(-time.Hour)}}, "to-confirm"},
		{"the merchant's approver", noon, []intake.Attempt{at("WAIT_PAY", "batch", time.Hour)}, "to-approve"},
		{"both", noon, []intake.Attempt{at("WAIT_PAY", "batch", time.Hour), confirm}, "to-confirm"},
		{"beside one in doubt", noon, []intake.Attempt{confirm, {SubmittedAt: noon.Add(-time.Hour)}}, "to-confirm"},
		{"beside one that hangs", noon, []intake.Attempt{confirm, {Outcome: pending, SubmittedAt: noon.AddDate(0, 0, -7)}}, "escalate"},
		{"thirty days to claim it", noon.AddDate(0, 0, 20), []intake.Attempt{{Outcome: pending, Channel: "paypal", Product: "payouts", Status: "UNCLAIMED", SubmittedAt: noon}}, "to-confirm"},
		{"an approver has no term", noon.AddDate(0, 0, 20), []intake.Attempt{{Outcome: pending, Channel: "airwallex", Product: "transfers", Status: "IN_APPROVAL", SubmittedAt: noon}}, "to-approve"},
		{"closed since", noon, []intake.Attempt{{Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL", Code: "OVERDUE_CLOSE", SubmittedAt: noon.AddDate(0, 0, -2)}}, "none"},
	} {
		_, f := told(t, full(), []setting{with(c.list...), also(func(s *intake.Submission) { s.At = c.now })}, "payout.in-flight")
		require.Equal(t, c.code, f.Code, c.name)
	}
}

// Whether a new number or the same one: a property of the code, in one product, while
// nothing is open.
func TestOrderNumbers(t *testing.T) {
	hourAgo := noon.Add(-time.Hour)
	refused := func(order, code string, more ...func(*intake.Attempt)) intake.Attempt {
		a := intake.Attempt{
			OrderID: order, Outcome: failed, SameCard: intake.Yes, Amount: full().Payout.Amount, SubmittedAt: hourAgo, EndedAt: hourAgo,
			Channel: "微信", Product: "mch_transfer", Code: code,
		}
		if code == "NAME_NOT_CORRECT" {
			a.Status = "FAIL"
		}
		for _, m := range more {
			m(&a)
		}
		return a
	}
	open := intake.Attempt{Outcome: pending, OrderID: "C", SubmittedAt: hourAgo}
	for _, c := range []struct {
		name string
		list []intake.Attempt
		code string
	}{
		{"failed for good", []intake.Attempt{refused("A", "NAME_NOT_CORRECT")}, "number-used"},
		{"another number", []intake.Attempt{refused("B", "NAME_NOT_CORRECT")}, "none"},
		{"another channel has its own numbers", []intake.Attempt{refused("A", "NAME_NOT_CORRECT", func(a *intake.Attempt) { a.Channel, a.Product, a.Status, a.Code = "unionpay", "acp", "", "66" })}, "none"},
		{"so has another product", []intake.Attempt{refused("A", "NAME_NOT_CORRECT", func(a *intake.Attempt) { a.Product = "batch" })}, "none"},
		{"a channel that nobody names", []intake.Attempt{refused("A", "", func(a *intake.Attempt) { a.Channel, a.Product = "", "" })}, "number-unclear"},
		{"the same again", []intake.Attempt{refused("B", "NOT_ENOUGH")}, "number-changed"},
		{"and it is", []intake.Attempt{refused("A", "NOT_ENOUGH")}, "none"},
		{"for another amount", []intake.Attempt{refused("B", "NOT_ENOUGH", func(a *intake.Attempt) { a.Amount = intake.Some(intake.Yuan(1)) })}, "none"},
		{"the term is over", []intake.Attempt{refused("B", "NOT_ENOUGH", func(a *intake.Attempt) { a.SubmittedAt = noon.AddDate(0, 0, -6); a.EndedAt = a.SubmittedAt })}, "none"},
		{"made since under another", []intake.Attempt{refused("B", "NOT_ENOUGH"), refused("C", "NAME_NOT_CORRECT", func(a *intake.Attempt) { a.SubmittedAt = noon.Add(-time.Minute) })}, "none"},
		{"while one is open", []intake.Attempt{refused("A", "NAME_NOT_CORRECT"), open}, "unclear"},
		{"while one is open, the same again", []intake.Attempt{refused("B", "NOT_ENOUGH"), open}, "unclear"},
		{"failed, then paid", []intake.Attempt{refused("A", "NAME_NOT_CORRECT"), refused("A", "", func(a *intake.Attempt) { a.Outcome = paid })}, "paid"},
	} {
		s := full()
		s.Payout.OrderID, s.Payout.Channel, s.Payout.Product = "A", "wechatpay", "mch_transfer"
		r, f := told(t, s, []setting{with(c.list...)}, "payout.duplicate")
		require.Equal(t, c.code, f.Code, c.name)
		if f.Code == "number-used" || f.Code == "number-changed" {
			require.Equal(t, readiness.Fix, r.Verdict)
			require.True(t, f.Internal)
			require.Equal(t, "integrator", f.Action().Owner.String())
		}
	}
}

// What is booked and what the channel says exclude each other: the more careful one
// counts, and it is said.
func TestContradictions(t *testing.T) {
	for _, c := range []struct {
		a              intake.Attempt
		booking, open  string
		booked, status string
	}{
		{intake.Attempt{Outcome: returned, Status: "SUCCESS"}, "contradiction", "unknown-outcome", "returned", "succeeded"},
		{intake.Attempt{Outcome: failed, Status: "SUCCESS"}, "contradiction", "unknown-outcome", "failed", "succeeded"},
		{intake.Attempt{Outcome: paid, Status: "FAILED"}, "contradiction", "unknown-outcome", "succeeded", "final_failed"},
		{intake.Attempt{Outcome: failed, Status: "PROCESSING"}, "contradiction", "pending", "failed", "processing"},
		{intake.Attempt{Outcome: failed, Code: "SYSTEMERROR"}, "contradiction", "unknown-outcome", "failed", "unknown"},
		{intake.Attempt{Outcome: pending, Status: "SUCCESS"}, "contradiction", "pending", "pending", "succeeded"},
		{intake.Attempt{Outcome: paid, Status: "BANK_FAIL"}, "agrees", "none", "", ""}, // it came back since
		{intake.Attempt{Outcome: returned, Status: "FAILED"}, "agrees", "none", "", ""},
		{intake.Attempt{Status: "SUCCESS"}, "agrees", "none", "", ""},
		{intake.Attempt{Status: "FAILED"}, "agrees", "none", "", ""},
		{intake.Attempt{Outcome: paid, Status: "SOMETHING_NEW"}, "agrees", "none", "", ""},
	} {
		c.a.Channel, c.a.Product, c.a.SubmittedAt = "wechatpay", "pay_bank", noon.Add(-time.Hour)
		c.a.RefundedAt = noon.Add(-time.Minute)
		r, f := told(t, full(), []setting{with(intake.Attempt{Outcome: paid, SubmittedAt: noon.AddDate(0, 0, -9)}, c.a)}, "history.booking")
		require.Equal(t, c.booking, f.Code, c.a)
		in, _ := r.Find("payout.in-flight")
		require.Equal(t, c.open, in.Code, c.a)
		if c.booked == "" {
			continue
		}
		got := map[string]any{}
		for k, v := range f.Evidence() {
			got[k.Name] = v.Any()
		}
		require.Equal(t, map[string]any{"attempt": int64(1), "booked": c.booked, "channel_says": c.status}, got)
	}
}

// The bank's sentence hints at the cause, and never at the end.
func TestFailureText(t *testing.T) {
	said := func(text string, o intake.AttemptOutcome) []setting {
		return []setting{with(intake.Attempt{Outcome: o, SameCard: intake.Yes, EndedAt: noon.AddDate(0, 0, -30), SubmittedAt: noon.AddDate(0, 0, -30), Channel: "baofoo", FailureText: intake.Hide(text)})}
	}
	_, f := told(t, full(), said("账户状态为挂失", failed), "history.unresolved-cause")
	require.Equal(t, "unknown-fix", f.Code) // the bank says by now that the card is as it should be
	s := full()
	s.Card.StateAt = noon.AddDate(0, 0, -31)
	_, f = told(t, s, said("账户状态为挂失", failed), "history.unresolved-cause")
	require.Equal(t, "unconfirmed-fix", f.Code)
	for k, v := range f.Evidence() {
		require.Equal(t, "cause card_state", k.Name+" "+v.Word())
	}
	_, f = told(t, full(), said("", failed), "history.unresolved-cause")
	require.Equal(t, "unknown-fix", f.Code)
	for _, text := range []string{"账户状态为挂失", "交易成功", "已退票", "交易失败"} {
		_, f = told(t, full(), said(text, intake.OutcomeUnknown), "payout.in-flight")
		require.Equal(t, "escalate", f.Code, "%s ends nothing", text)
	}
	_, f = told(t, full(), said("系统繁忙，请稍后查询", failed), "payout.in-flight")
	require.Equal(t, "escalate", f.Code, "it may have been paid")
	s = full()
	s.History.Attempts = []intake.Attempt{{Outcome: failed, FailureText: intake.Hide("户名不符，王小明")}}
	b, err := s.MarshalJSON()
	require.NoError(t, err)
	require.NotContains(t, string(b), "王小明")
}

// Of too long a history the newest are looked at and all that may be paid twice, in
// whatever place they stand; the report says so.
func TestLongHistories(t *testing.T) {
	old := func(n int) []intake.Attempt {
		list := make([]intake.Attempt, n)
		for i := range list {
			list[i] = intake.Attempt{Outcome: paid, SameCard: intake.No, OrderID: "old", Amount: intake.Some(intake.Yuan(1)), SubmittedAt: noon.AddDate(0, 0, -30).Add(time.Duration(i) * time.Second)}
		}
		return list
	}
	ancient := noon.AddDate(-1, 0, 0)
	for name, c := range map[string]struct {
		a    intake.Attempt
		find readiness.ID
		code string
	}{
		"pending":     {intake.Attempt{Outcome: pending, SubmittedAt: ancient}, "payout.in-flight", "escalate"},
		"in doubt":    {intake.Attempt{Outcome: failed, Channel: "wechat", Code: "SYSTEM_ERROR", SubmittedAt: ancient}, "payout.in-flight", "escalate"},
		"this order":  {intake.Attempt{Outcome: paid, OrderID: "P-1", SubmittedAt: ancient}, "payout.duplicate", "paid"},
		"the newest":  {intake.Attempt{Outcome: paid, SameCard: intake.Yes, OrderID: "P-0", Amount: full().Payout.Amount, SubmittedAt: noon.Add(-time.Hour)}, "payout.duplicate", "same-amount"},
		"without day": {intake.Attempt{Outcome: paid, SameCard: intake.Yes, OrderID: "P-0", Amount: full().Payout.Amount}, "payout.duplicate", "unclear"},
	} {
		for _, place := range []int{0, 500, 1000} {
			s := full()
			s.Payout.OrderID = "P-1"
			s.History.Attempts = slices.Insert(old(1000), place, c.a)
			r := readiness.Assess(s)
			f, _ := r.Find(c.find)
			require.Equal(t, c.code, f.Code, "%s at %d", name, place)
			require.Equal(t, []readiness.Problem{{Field: "/history/attempts", Kind: "too-many"}}, r.Errors)
		}
	}
	s := full()
	s.History.Attempts = old(1000)
	require.Empty(t, readiness.Assess(s).Errors)
	s.History.Attempts = old(10_001)
	f, _ := ptr(readiness.Assess(s)).Find("payout.in-flight")
	require.Equal(t, readiness.StatusUnknown, f.Status, "too long to be looked at: unknown")
}

func ptr[T any](v T) *T { return &v }
