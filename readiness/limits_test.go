package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// amountOf returns the finding on an amount and the limit that it names.
func amountOf(t *testing.T, p *readiness.Policy, change func(*intake.Submission)) (code string, limit intake.Fen) {
	t.Helper()
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	s := full()
	change(&s)
	r := c.Assess(s)
	f, _ := r.Find("payout.amount")
	for _, v := range f.Evidence() {
		n, _ := v.Int()
		limit = intake.Fen(n)
	}
	return f.Code, limit
}

// What a channel documents holds under every name of it, for each of its products.
func TestDocumentedLimits(t *testing.T) {
	const ok = "ok"
	for _, c := range []struct {
		channel, product string
		fen              intake.Fen
		code             string
		limit            intake.Fen
	}{
		{"wechatpay", "mch_transfer", 9, "below-minimum", 10},
		{"微信支付", "商家转账", 9, "below-minimum", 10},
		{"", "/v3/fund-app/mch-transfer/transfer-bills", 9, "below-minimum", 10},
		{"wechatpay", "mch_transfer", 10, ok, 0},
		{"wechatpay", "mch_transfer", 200_01, "over-usual-limit", 200_00},
		{"wechatpay", "pay_bank", 20_000_00, ok, 0},
		{"wechatpay", "pay_bank", 20_000_01, "over-single-limit", 20_000_00},
		{"wechatpay", "batch", 20_000_01, "over-single-limit", 20_000_00},
		{"wechatpay", "promotion_transfers", 29, "below-minimum", 30},
		{"alipay", "fund.trans.uni.transfer", 50_000_00, ok, 0},
		{"alipay", "fund.trans.uni.transfer", 50_000_01, "over-single-limit", 50_000_00},
		{"alipay", "", 50_000_01, "over-single-limit", 50_000_00}, // whichever is meant
		{"支付宝", "", 9, "below-minimum", 10},
		{"wechatpay", "", 20_000_00, ok, 0},
		{"wechatpay", "", 50_000_00, "no-input", 0}, // one product has no firm limit
		{"airwallex", "transfers", 5_000_000_00, "over-usual-limit", 4_999_999_00},
		{"house", "pay_bank", 50_000_00, ok, 0},
	} {
		code, limit := amountOf(t, nil, func(s *intake.Submission) {
			s.Payout.Channel, s.Payout.Product, s.Payout.System = c.channel, c.product, 0
			s.Payout.Amount, s.Payout.Memo = intake.Some(c.fen), intake.Hide("loan")
		})
		require.Equal(t, c.code, code, c)
		require.Equal(t, c.limit, limit, c)
	}
	code, limit := amountOf(t, nil, func(s *intake.Submission) {
		s.Payout.Channel, s.Payout.Product, s.Payout.Amount = "alipay", "fund.trans.uni.transfer", intake.Some(intake.Yuan(100_001))
		s.Card.AccountKind = intake.Corporate
	})
	require.Equal(t, "over-single-limit", code)
	require.Equal(t, intake.Yuan(100_000), limit)
}

// No firm limit that is built in lets an amount beyond it pass.
func TestEveryLimitBinds(t *testing.T) {
	n := 0
	for l := range failcode.Limits() {
		var beyond intake.Fen
		want := "over-single-limit"
		switch l.Kind {
		case failcode.LimitMin:
			beyond, want = intake.Fen(l.Fen)-1, "below-minimum"
		case failcode.LimitUsual:
			beyond, want = intake.Fen(l.Fen)+1, "over-usual-limit"
		case failcode.LimitMemoOver:
			continue
		default:
			beyond = intake.Fen(l.Fen) + 1
		}
		code, _ := amountOf(t, nil, func(s *intake.Submission) {
			s.Payout.System = 0
			if l.System != "" {
				require.NoError(t, s.Payout.System.UnmarshalText([]byte(l.System)))
			}
			s.Payout.Channel, s.Payout.Product, s.Payout.Amount = l.Channel, l.Product, intake.Some(beyond)
			if l.Kind == failcode.LimitSingleCorporate {
				s.Card.AccountKind = intake.Corporate
			}
			if !l.From.IsZero() {
				moveTo(s, l.From.Start())
			}
		})
		if l.Fen == 0 {
			want = "ok"
		}
		require.Equal(t, want, code, l)
		n++
	}
	require.Greater(t, n, 20)
}

// A policy's profile replaces the limits that it states, and those alone.
func TestOwnLimitsReplaceDocumentedOnes(t *testing.T) {
	own := func(c readiness.Channel, fen intake.Fen) string {
		p := readiness.StandardPolicy()
		c.Channel, c.Product = "微信", "mch_transfer"
		p.Channels = []readiness.Channel{c}
		code, _ := amountOf(t, p, func(s *intake.Submission) {
			s.Payout.Channel, s.Payout.Product, s.Payout.Amount = "wechatpay", "mch_transfer", intake.Some(fen)
		})
		return code
	}
	require.Equal(t, "ok", own(readiness.Channel{MaxAmount: intake.Yuan(2_000)}, 500_00), "more was granted")
	require.Equal(t, "over-single-limit", own(readiness.Channel{MaxAmount: intake.Yuan(2_000)}, 2_000_01))
	require.Equal(t, "below-minimum", own(readiness.Channel{MaxAmount: intake.Yuan(2_000)}, 9))
	require.Equal(t, "ok", own(readiness.Channel{MinAmount: 1}, 9))
	require.Equal(t, "over-usual-limit", own(readiness.Channel{MinAmount: 1}, 500_00))
}

// The rows of the payment systems are the policy's, each with its days.
func TestSystemLimits(t *testing.T) {
	over := func(p *readiness.Policy, system intake.System, yuan int64, at string) string {
		code, _ := amountOf(t, p, func(s *intake.Submission) {
			moveTo(s, moment(t, at))
			s.Payout.System, s.Payout.Amount = system, intake.Some(intake.Yuan(yuan))
		})
		return code
	}
	const now = "2026-11-25 12:00"
	for _, s := range []intake.System{intake.BEPS, intake.IBPS, intake.NetsUnion, intake.UnionPay} {
		require.Equal(t, "ok", over(nil, s, 1_000_000, now), s)
		require.Equal(t, "over-single-limit", over(nil, s, 1_000_001, now), s)
	}
	require.Equal(t, "ok", over(nil, intake.HVPS, 1_000_000_000, now))
	require.Equal(t, "ok", over(nil, 0, 1_000_000_000, now), "it goes over HVPS")
	require.Equal(t, "over-single-limit", over(nil, intake.BEPS, 2_000_000, "2020-01-23 23:59:59"))
	require.Equal(t, "ok", over(nil, intake.BEPS, 2_000_000, "2020-01-24 00:00"))
	require.Equal(t, "over-single-limit", over(nil, intake.BEPS, 2_000_000, "2020-01-31 00:00"))

	p := readiness.StandardPolicy()
	p.Limits = append(p.Limits, readiness.Limit{System: intake.NetsUnion, MaxAmount: intake.Yuan(50_000), EffectiveFrom: workday.Date{Year: 2026, Month: 11, Day: 26}})
	require.Equal(t, "ok", over(p, intake.NetsUnion, 60_000, now))
	require.Equal(t, "over-single-limit", over(p, intake.NetsUnion, 60_000, "2026-11-26 00:00"))
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	s := full()
	moveTo(&s, moment(t, "2026-11-25 23:59"))
	s.Payout.System, s.Payout.Amount = intake.NetsUnion, intake.Some(intake.Yuan(8_000))
	r := c.Assess(s)
	require.Equal(t, moment(t, "2026-11-26 00:00"), r.ValidUntil, "the row begins to apply")
	p.Limits = nil
	require.Equal(t, "ok", over(p, intake.BEPS, 2_000_000, now), "a policy without rows has no limits of systems")
}

// A remark that the channel demands is asked for without a profile.
func TestDocumentedMemo(t *testing.T) {
	find := func(yuan int64, memo string) string {
		s := full()
		s.Payout.Channel, s.Payout.Product, s.Payout.Amount = "alipay", "fund.trans.uni.transfer", intake.Some(intake.Yuan(yuan))
		s.Payout.Memo = intake.Hide(memo)
		r := readiness.Assess(s)
		f, _ := r.Find("payout.channel-support")
		return f.Code
	}
	require.Equal(t, "memo-needed", find(50_000, ""))
	require.Equal(t, readiness.CodeNotApplicable, find(50_000, "loan"))
	require.Equal(t, readiness.CodeNotApplicable, find(49_999, ""))
}

// Banks and channels in windows go by any of their names.
func TestWindowsGoByAnyName(t *testing.T) {
	for _, c := range []struct {
		bank, channel, product, window string
		closed                         bool
	}{
		{"工行", "", "", "", true},
		{"中国工商银行", "", "", "", true},
		{"ABC", "", "", "", false},
		{"", "wechatpay", "", "微信支付", true},
		{"", "WeChat", "", "wechatpay", true},
		{"", "", "/v3/fund-app/mch-transfer/transfer-bills", "weixin", true},
		{"", "alipay", "", "weixin", false},
		{"", "HOUSE", "", "house", true},
	} {
		p := readiness.StandardPolicy()
		p.Windows = []readiness.Window{{Bank: c.bank, Channel: c.window, Every: readiness.Daily, Start: 0, End: readiness.ClockTime(24, 0), Effect: readiness.Closed}}
		checker, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err, c)
		s := full()
		s.Payout.Channel, s.Payout.Product = c.channel, c.product
		r := checker.Assess(s)
		f, _ := r.Find("timing.maintenance")
		require.Equal(t, c.closed, f.Code == "closed", "%v: %s", c, f.Code)
		require.Equal(t, c.bank, p.Windows[0].Bank, "the caller's policy is left as it is")
	}
}
