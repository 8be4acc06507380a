package failcode_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// at reads a time in China.
func at(s string) time.Time {
	v, err := time.ParseInLocation("2006-01-02T15:04", s, workday.China)
	if err != nil {
		panic("bad time in a test: " + s)
	}
	return v
}

func TestDiagnose(t *testing.T) {
	for name, k := range map[string]struct {
		channel, product, status, code string
		now                            failcode.Next
		retry                          failcode.Retry
		order                          failcode.Order
		money                          failcode.Money
		action                         remedy.Action
	}{
		"a wrong name, finally failed": {"iso20022", "ExternalStatusReason1Code", "RJCT", "BE01",
			failcode.NextFixThenNewOrder, failcode.RetryAfterFix, failcode.OrderNewAfterFinal, failcode.MoneyNo, remedy.CorrectName},
		"the same without a status": {"iso20022", "ExternalStatusReason1Code", "", "BE01",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"WeChat PROCESSING with the reason of a failure": {"wechatpay", "pay_bank", "PROCESSING", "NOTENOUGH",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"WeChat FAILED for want of money": {"wechatpay", "pay_bank", "FAILED", "NOTENOUGH",
			failcode.NextFixThenNewOrder, failcode.RetryAfterFix, failcode.OrderNewAfterFinal, failcode.MoneyNo, remedy.TopUpBalance},
		"WeChat FAILED, the reason empty": {"wechatpay", "pay_bank", "FAILED", "",
			failcode.NextFixThenNewOrder, failcode.RetryAfterFix, failcode.OrderNewAfterFinal, failcode.MoneyNo, remedy.AskChannelForReason},
		"WeChat FAILED, the reason unlisted": {"wechatpay", "pay_bank", "FAILED", "BRAND_NEW",
			failcode.NextFixThenNewOrder, failcode.RetryAfterFix, failcode.OrderNewAfterFinal, failcode.MoneyNo, remedy.AskChannelForReason},
		"WeChat FAILED with a code in doubt": {"wechatpay", "pay_bank", "FAILED", "SYSTEMERROR",
			failcode.NextEscalate, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.EscalateToChannel},
		"WeChat returned by the bank": {"wechatpay", "pay_bank", "BANK_FAIL", "",
			failcode.NextFixThenNewOrder, failcode.RetryAfterFix, failcode.OrderNewAfterFinal, failcode.MoneyReturned, remedy.AskChannelForReason},
		"WeChat, a wrong card, returned": {"wechatpay", "mch_transfer", "FAIL", "BANK_CARD_COLLECTIONS_ABOVE_QUOTA",
			failcode.NextFixThenNewOrder, failcode.RetryAfterFix, failcode.OrderNewAfterFinal, failcode.MoneyNo, remedy.BindClassICard},
		"WeChat succeeded": {"wechatpay", "pay_bank", "SUCCESS", "",
			failcode.NextDone, failcode.RetryNo, failcode.OrderKeep, failcode.MoneyYes, remedy.TreatAsSuccess},
		"WeChat succeeded, with a stale code": {"wechatpay", "pay_bank", "SUCCESS", "NOTENOUGH",
			failcode.NextDone, failcode.RetryNo, failcode.OrderKeep, failcode.MoneyYes, remedy.TreatAsSuccess},
		"WeChat system error, identical resend": {"wechatpay", "pay_bank", "", "SYSTEMERROR",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderResendIdentical, failcode.MoneyMaybe, remedy.QueryOrder},
		"WeChat too many requests": {"wechatpay", "pay_bank", "", "FREQUENCY_LIMITED",
			failcode.NextWait, failcode.RetryAfterWait, failcode.OrderResendIdentical, failcode.MoneyNo, remedy.ResendSameOrder},
		"a communication result is not a status": {"wechatpay", "pay_bank", "", "SUCCESS",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"LianLian 4003 is a review": {"lianlian", "instantpay", "", "4003",
			failcode.NextReview, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.ReviewOrder},
		"LianLian 4003 as a status": {"lianlian", "instantpay", "4003", "4003",
			failcode.NextReview, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.ReviewOrder},
		"LianLian 4003 contradicts FAILURE": {"lianlian", "instantpay", "FAILURE", "4003",
			failcode.NextEscalate, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.EscalateToChannel},
		"not found is not a failure": {"payermax", "disbursement", "ORDER_NOT_EXIST", "",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"not found as a code": {"baofoo", "daifu", "", "0401",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"defective success": {"iso8583_unionpay_pos", "field39", "", "A2",
			failcode.NextDone, failcode.RetryNo, failcode.OrderKeep, failcode.MoneyYes, remedy.TreatAsSuccess},
		"defective success online": {"unionpay", "acp", "A6", "A6",
			failcode.NextDone, failcode.RetryNo, failcode.OrderKeep, failcode.MoneyYes, remedy.TreatAsSuccess},
		"A6 elsewhere is a restricted card": {"huifu", "chinapnr", "", "A6",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"a day's limit": {"lianlian", "instantpay", "FAILURE", "9912",
			failcode.NextWait, failcode.RetryAfterWait, failcode.OrderNewAfterFinal, failcode.MoneyNo, remedy.WaitUntilNextDay},
		"a barred payee": {"baofoo", "daifu", "-1", "0205",
			failcode.NextStop, failcode.RetryNo, failcode.OrderKeep, failcode.MoneyNo, remedy.StopPayout},
		"a barred payee without a status": {"baofoo", "daifu", "", "0205",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"unlisted code": {"baofoo", "daifu", "", "7777",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"unlisted status": {"baofoo", "daifu", "9", "0205",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"unlisted channel": {"nobody", "nothing", "FAILED", "1",
			failcode.NextQuery, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.QueryOrder},
		"no product, failed in all that have the status": {"wechatpay", "", "FAILED", "NOTENOUGH",
			failcode.NextFixThenResend, failcode.RetryAfterFix, failcode.OrderResendIdentical, failcode.MoneyNo, remedy.TopUpBalance},
		"no product, a code in doubt": {"wechatpay", "", "FAILED", "SYSTEMERROR",
			failcode.NextEscalate, failcode.RetryQueryFirst, failcode.OrderKeep, failcode.MoneyMaybe, remedy.EscalateToChannel},
	} {
		t.Run(name, func(t *testing.T) {
			d := failcode.Diagnose(k.channel, k.product, k.status, k.code)
			require.Equal(t, k.now, d.Next)
			require.Equal(t, k.retry, d.Retry)
			require.Equal(t, k.order, d.Order)
			require.Equal(t, k.money, d.Money)
			require.Equal(t, k.action, d.Action())
		})
	}
}

// For vendors without statuses, the caller says what a query or the contract
// established.
func TestDiagnoseState(t *testing.T) {
	d := failcode.Default().DiagnoseState("unionpay", "acp", failcode.StateFinalFailed, "61")
	require.Equal(t, failcode.NextFixThenNewOrder, d.Next)
	require.Equal(t, failcode.OrderNewAfterFinal, d.Order)
	require.Equal(t, remedy.CorrectCardNumber, d.Action())
	d = failcode.Default().DiagnoseState("unionpay", "acp", failcode.StateFinalFailed, "04")
	require.Equal(t, failcode.NextEscalate, d.Next, "the code contradicts the state")
	require.Equal(t, failcode.OrderKeep, d.Order)
	d = failcode.Default().DiagnoseState("unionpay", "acp", failcode.StateFinalFailed, "A6")
	require.Equal(t, failcode.NextEscalate, d.Next, "a success that is said to have failed")
	d = failcode.Default().DiagnoseState("unionpay", "acp", failcode.State(200), "61")
	require.Equal(t, failcode.NextQuery, d.Next)
	d = failcode.Default().DiagnoseState("wechatpay", "pay_bank", failcode.StateProcessing, "SYSTEMERROR")
	require.Equal(t, failcode.OrderKeep, d.Order, "an order in progress is not sent again")
	d = failcode.Default().DiagnoseState("wechatpay", "pay_bank", failcode.StateReturned, "NOTENOUGH")
	require.Equal(t, failcode.MoneyReturned, d.Money)
}

// anyOrder generates orders close to the table: real channels, statuses and codes
// in any combination, and noise.
func anyOrder(t *rapid.T) failcode.PendingOrder {
	causes := slices.Collect(failcode.Default().All())
	c := rapid.SampledFrom(causes).Draw(t, "cause")
	noise := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", " ", "0", "SUCCESS", "FAIL", "A2", "99"}))
	pick := func(name, real string) string {
		return rapid.OneOf(rapid.Just(real), rapid.Just(real), noise).Draw(t, name)
	}
	statuses := append([]string{"", "SUCCESS", "FAIL", "FAILED", "FAILURE", "PROCESSING", "BANK_FAIL", "-1", "0", "1", "2", "RJCT", "ORDER_NOT_EXIST", "ORDERNOTEXIST", "REFUND", "CHECK", "BOUNCEBACK", "WAIT_USER_CONFIRM", "WAIT_PAY", "UNCLAIMED", "CLOSED", "00", "系统繁忙", "PAID"}, c.Code)
	since := at("2026-01-01T00:00").Add(time.Duration(rapid.Int64Range(0, int64(400*24*time.Hour)).Draw(t, "since")))
	return failcode.PendingOrder{
		Channel: pick("channel", c.Channel), Product: pick("product", c.Product), Code: pick("code", c.Code),
		Status: pick("status", rapid.SampledFrom(statuses).Draw(t, "known status")),
		Since:  since, Now: since.Add(time.Duration(rapid.Int64Range(-int64(time.Hour), int64(20*24*time.Hour)).Draw(t, "age"))),
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOrder(t)
		for _, d := range []failcode.Decision{failcode.Diagnose(o.Channel, o.Product, o.Status, o.Code), failcode.Pending(o)} {
			if !d.State.Final() {
				require.NotEqual(t, failcode.OrderNewAfterFinal, d.Order)
				allowed := []failcode.Next{failcode.NextQuery, failcode.NextReview, failcode.NextEscalate, failcode.NextResendIdentical, failcode.NextConfirm, failcode.NextApprove}
				if d.Cause.Refused { // the identical request, after the cause is fixed
					allowed = append(allowed, failcode.NextFixThenResend, failcode.NextWait)
				} else {
					require.Equal(t, failcode.RetryQueryFirst, d.Retry, "not final, whatever the code says")
					require.Equal(t, failcode.MoneyMaybe, d.Money)
				}
				require.Contains(t, allowed, d.Next)
			}
			if strings.TrimSpace(o.Status) == "" {
				require.True(t, d.Order != failcode.OrderNewAfterFinal, "without a status")
				require.NotEqual(t, failcode.StateFinalFailed, d.State)
			}
			if d.Order == failcode.OrderNewAfterFinal {
				require.Contains(t, []failcode.State{failcode.StateFinalFailed, failcode.StateReturned}, d.State)
				require.Contains(t, []failcode.Money{failcode.MoneyNo, failcode.MoneyReturned}, d.Money)
				require.Contains(t, []failcode.Next{failcode.NextFixThenNewOrder, failcode.NextWait}, d.Next)
			}
			if o.Code != "" && !d.Known && !d.State.Final() {
				require.Equal(t, failcode.RetryQueryFirst, d.Retry, "unlisted code")
				require.NotEqual(t, failcode.OrderNewAfterFinal, d.Order)
			}
			if d.Known && d.Cause.Category == failcode.Succeeded {
				require.NotEqual(t, failcode.OrderNewAfterFinal, d.Order, "a success is never paid again")
				require.NotEqual(t, failcode.OrderResendIdentical, d.Order)
			}
			if d.Next == failcode.NextResendIdentical {
				require.Equal(t, failcode.StateNotFound, d.State)
				require.True(t, o.Now.Before(d.ResendUntil))
				require.Equal(t, failcode.OrderResendIdentical, d.Order)
			}
			requireText(t, d)
		}
	})
}

// Rules for every text, whatever the decision.
func requireText(t require.TestingT, d failcode.Decision) {
	require.False(t, d.Action().IsZero(), "there is always something to do, if only to wait")
	text := d.Applicant()
	require.NotEmpty(t, text[remedy.ZH])
	require.NotEmpty(t, text[remedy.EN])
	require.NotContains(t, text[remedy.EN], "  ")
	require.NotContains(t, text[remedy.EN], ".T")
	if !d.State.Final() {
		require.True(t, strings.Contains(text[remedy.ZH], "订单号") != (d.Next == failcode.NextConfirm || d.Money == failcode.MoneyNo), "who is to confirm has nothing to ask, nor is there an order after a refusal")
		require.Contains(t, text[remedy.ZH], "重复申请")
	}
	if d.Next != failcode.NextDone {
		require.NotContains(t, text[remedy.ZH], "已经打出")
	}
	if d.Next == failcode.NextStop {
		require.NotContains(t, text[remedy.ZH], "银行卡", "a risk flag must not teach")
		require.NotContains(t, text[remedy.ZH], "重试")
	}
	for _, word := range []string{"司法", "黑名单", "涉案", "风控", "一定会", "保证", "拆分", "订单号，不要重新付款", "商户"} {
		require.NotContains(t, text[remedy.ZH], word)
	}
}

// Every cause in every state.
func TestEveryDecision(t *testing.T) {
	for c := range failcode.Default().All() {
		for state := range failcode.State(7) {
			d := failcode.Default().DiagnoseState(c.Channel, c.Product, state, c.Code)
			require.True(t, d.Known)
			require.Equal(t, c, d.Cause)
			requireText(t, d)
			switch {
			case state == failcode.StateSucceeded:
				require.Equal(t, failcode.NextDone, d.Next)
			case !state.Final(), c.Retry == failcode.RetryQueryFirst:
				require.True(t, d.Retry == failcode.RetryQueryFirst || c.Refused)
				require.NotEqual(t, failcode.OrderNewAfterFinal, d.Order)
			case c.Category == failcode.Succeeded:
				require.Equal(t, failcode.NextEscalate, d.Next)
				require.Equal(t, failcode.OrderKeep, d.Order)
			default:
				require.Equal(t, c.Retry, d.Retry)
				require.Equal(t, c.Order, d.Order)
				require.Equal(t, c.Action(), d.Action())
			}
		}
	}
}

// The rules that every row of any table must follow.
func TestEveryCauseIsLawful(t *testing.T) {
	for c := range failcode.Default().All() {
		switch c.Category {
		case failcode.TimeoutOrUnknown, failcode.OrderNotFound, failcode.Review:
			require.Equal(t, failcode.RetryQueryFirst, c.Retry, c.Code)
		case failcode.Succeeded:
			require.Equal(t, [3]string{"no", "keep", "yes"}, [3]string{c.Retry.String(), c.Order.String(), c.Money.String()})
			continue
		}
		require.Equal(t, c.Retry == failcode.RetryQueryFirst, c.Money == failcode.MoneyMaybe, c.Code)
		require.Equal(t, c.Retry == failcode.RetryQueryFirst, c.Origin == failcode.OriginInDoubt, c.Code)
		if c.Retry == failcode.RetryQueryFirst {
			require.NotEqual(t, failcode.OrderNewAfterFinal, c.Order, c.Code)
		}
		if c.Order == failcode.OrderResendIdentical {
			require.Contains(t, []string{"wechatpay", "alipay", "lianlian"}, c.Channel, "only where the vendor states it")
		}
		if c.Retry == failcode.RetryNo {
			require.Equal(t, failcode.OrderKeep, c.Order, c.Code)
		}
		if c.Clears != failcode.ClearsNever {
			require.Equal(t, failcode.RetryAfterWait, c.Retry, c.Code)
		}
	}
}

func TestPending(t *testing.T) {
	// Submitted on the Friday before the Spring Festival. The working days after it
	// are the Saturday, the 24th and the 25th.
	order := failcode.PendingOrder{Channel: "wechatpay", Product: "pay_bank", Status: "PROCESSING", Since: at("2026-02-13T21:30"), Now: at("2026-02-13T21:31")}
	d := failcode.Pending(order)
	require.Equal(t, failcode.NextQuery, d.Next)
	require.Equal(t, at("2026-02-13T21:35"), d.NextQueryAt)
	require.Equal(t, at("2026-02-26T00:00"), d.EscalateAt)
	require.True(t, d.ResendUntil.IsZero(), "an order in progress is not sent again")

	order.Now = at("2026-02-25T23:59")
	require.Equal(t, failcode.NextQuery, failcode.Pending(order).Next)
	order.Now = at("2026-02-26T00:00")
	d = failcode.Pending(order)
	require.Equal(t, failcode.NextEscalate, d.Next)
	require.Equal(t, remedy.EscalateToChannel, d.Action())
	require.Equal(t, failcode.RetryQueryFirst, d.Retry)

	order.Calendar = new(workday.Calendar)
	d = failcode.Pending(order)
	require.Equal(t, at("2026-02-17T00:00"), d.EscalateAt, "a calendar that does not know escalates early")
	order.Calendar = nil
	order.Since, order.Now = at("2030-03-01T10:00"), at("2030-03-01T10:01")
	require.Equal(t, at("2030-03-07T00:00"), failcode.Pending(order).EscalateAt)

	order.Since = time.Time{}
	d = failcode.Pending(order)
	require.True(t, d.NextQueryAt.IsZero() && d.EscalateAt.IsZero() && d.ResendUntil.IsZero())

	order = failcode.PendingOrder{Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: "NOTENOUGH", Since: at("2026-02-13T21:30"), Now: at("2026-03-13T21:31")}
	require.Equal(t, failcode.Diagnose("wechatpay", "pay_bank", "FAILED", "NOTENOUGH"), failcode.Pending(order), "what is final does not hang")

	review := failcode.PendingOrder{Channel: "lianlian", Product: "instantpay", Status: "CHECK", Since: at("2026-03-02T10:00"), Now: at("2026-03-02T12:00")}
	require.Equal(t, failcode.NextReview, failcode.Pending(review).Next)
	review.Now = at("2026-03-06T12:00")
	require.Equal(t, failcode.NextEscalate, failcode.Pending(review).Next)
}

func TestPendingNotFound(t *testing.T) {
	order := failcode.PendingOrder{Channel: "wechatpay", Product: "pay_bank", Status: "ORDERNOTEXIST", Since: at("2026-03-02T10:00")}
	for _, k := range []struct {
		now   string
		do    failcode.Next
		order failcode.Order
	}{
		{"2026-03-02T10:01", failcode.NextQuery, failcode.OrderKeep},
		{"2026-03-02T10:09", failcode.NextQuery, failcode.OrderKeep},
		{"2026-03-02T10:10", failcode.NextResendIdentical, failcode.OrderResendIdentical}, // queried twice, five minutes apart
		{"2026-03-03T23:59", failcode.NextResendIdentical, failcode.OrderResendIdentical}, // the second natural day
		{"2026-03-04T00:00", failcode.NextQuery, failcode.OrderKeep},
		{"2026-03-06T00:00", failcode.NextEscalate, failcode.OrderKeep},
	} {
		order.Now = at(k.now)
		d := failcode.Pending(order)
		require.Equal(t, k.do, d.Next, k.now)
		require.Equal(t, k.order, d.Order, k.now)
		if k.do == failcode.NextResendIdentical {
			require.Equal(t, at("2026-03-04T00:00"), d.ResendUntil)
			require.Equal(t, remedy.ResendSameOrder, d.Action())
		} else {
			require.True(t, d.ResendUntil.IsZero())
		}
	}
	// The request is never sent again to a vendor that states no term.
	order = failcode.PendingOrder{Channel: "payermax", Product: "disbursement", Status: "ORDER_NOT_EXIST", Since: at("2026-03-02T10:00"), Now: at("2026-03-02T12:00")}
	require.Equal(t, failcode.NextQuery, failcode.Pending(order).Next)
	require.Equal(t, failcode.OrderKeep, failcode.Pending(order).Order)

	// The code allows the identical request, within the same term.
	order = failcode.PendingOrder{Channel: "wechatpay", Product: "pay_bank", Code: "SYSTEMERROR", Since: at("2026-03-02T10:00"), Now: at("2026-03-02T10:01")}
	d := failcode.Pending(order)
	require.Equal(t, failcode.NextQuery, d.Next)
	require.Equal(t, failcode.OrderResendIdentical, d.Order)
	require.Equal(t, at("2026-03-04T00:00"), d.ResendUntil)
	order.Now = at("2026-03-04T00:00")
	require.Equal(t, failcode.OrderKeep, failcode.Pending(order).Order)
}

func TestNextQuery(t *testing.T) {
	since := at("2026-03-02T10:00")
	order := failcode.PendingOrder{Channel: "unionpay", Product: "acp", Status: "05", Since: since}
	want := []time.Duration{5, 10, 20, 40, 80, 160, 320, 360, 720, 1080, 1440}
	order.Now = since
	for _, minutes := range want {
		d := failcode.Pending(order)
		require.Equal(t, since.Add(minutes*time.Minute), d.NextQueryAt)
		order.Now = d.NextQueryAt
	}
	order.Now = since.Add(-time.Hour)
	require.Equal(t, since.Add(5*time.Minute), failcode.Pending(order).NextQueryAt, "a clock behind counts as none")
	order.Now = since.AddDate(200, 0, 0)
	require.True(t, failcode.Pending(order).NextQueryAt.After(order.Now))
	order.Now = since.AddDate(400, 0, 0) // overflows a Duration
	require.True(t, failcode.Pending(order).NextQueryAt.After(since.AddDate(290, 0, 0)))
	rapid.Check(t, func(t *rapid.T) {
		o := anyOrder(t)
		if d := failcode.Pending(o); !d.NextQueryAt.IsZero() {
			require.True(t, d.NextQueryAt.After(o.Now))
			require.LessOrEqual(t, d.NextQueryAt.Sub(o.Now), 6*time.Hour+time.Hour+5*time.Minute)
		}
	})
}

func TestClearsAt(t *testing.T) {
	cause := func(channel, product, code string) failcode.Cause {
		c, ok := failcode.Default().Lookup(channel, product, code)
		require.True(t, ok)
		return c
	}
	day := cause("lianlian", "instantpay", "9912")
	month := cause("lianlian", "instantpay", "9913")
	year := cause("netease_epay", "cashier", "016017")
	risk := cause("wechatpay", "mch_transfer", "TRANSFER_RISK")
	workdays := cause("iso20022", "ExternalStatusReason1Code", "DT03")
	later := cause("payermax", "disbursement", "TRANSACTION_EXCEED_LIMIT")
	minute := cause("wechatpay", "pay_bank", "FREQUENCY_LIMITED")
	for _, k := range []struct {
		c        failcode.Cause
		at, want string
	}{
		{day, "2026-02-13T00:00", "2026-02-14T00:00"}, {day, "2026-02-13T23:59", "2026-02-14T00:00"}, {day, "2026-12-31T12:00", "2027-01-01T00:00"},
		{month, "2026-01-31T12:00", "2026-02-01T00:00"}, {month, "2026-12-01T00:00", "2027-01-01T00:00"}, {month, "2026-02-28T23:59", "2026-03-01T00:00"},
		{year, "2026-06-30T12:00", "2027-01-01T00:00"}, {year, "2024-02-29T12:00", "2025-01-01T00:00"},
		{risk, "2026-02-13T12:00", "2026-02-26T00:00"}, {workdays, "2026-02-14T12:00", "2026-02-24T00:00"},
		{later, "2026-02-13T12:34", "2026-02-14T12:34"}, {minute, "2026-02-13T12:34", "2026-02-13T12:35"},
	} {
		got, ok := k.c.ClearsAt(at(k.at), nil)
		require.True(t, ok, k)
		require.Equal(t, at(k.want), got, k)
	}
	for name, k := range map[string]struct {
		c   failcode.Cause
		at  time.Time
		cal *workday.Calendar
	}{
		"time does not clear it":       {cause("unionpay", "acp", "61"), at("2026-02-13T12:00"), nil},
		"no known end":                 {cause("unionpay", "acp", "02"), at("2026-02-13T12:00"), nil},
		"over undecided days":          {risk, at("2027-02-04T12:00"), nil}, // over 春节, whose days the notice decides
		"a calendar that knows nought": {risk, at("2026-02-13T12:00"), new(workday.Calendar)},
		"the last day there is":        {day, time.Date(9999, 12, 31, 12, 0, 0, 0, workday.China), nil},
		"no such time":                 {day, time.Unix(1<<60, 0), nil},
		"the zero cause":               {failcode.Cause{}, at("2026-02-13T12:00"), nil},
	} {
		got, ok := k.c.ClearsAt(k.at, k.cal)
		require.False(t, ok, name)
		require.True(t, got.IsZero(), name)
	}
	for c := range failcode.Default().All() {
		if got, ok := c.ClearsAt(at("2026-02-13T12:00"), nil); ok {
			require.True(t, got.After(at("2026-02-13T12:00")), c.Code)
		}
	}
}

func TestApplicant(t *testing.T) {
	for _, k := range []struct{ channel, product, status, code, want string }{
		{"wechatpay", "pay_bank", "PROCESSING", "", "打款正在处理。可能是银行维护、通道排队或人工审核，请耐心等待。需要咨询时，请备好订单号。请不要重复申请。"},
		{"wechatpay", "mch_transfer", "FAIL", "BANK_CARD_COLLECTIONS_ABOVE_QUOTA", "本次打款未能完成。绑定本人的Ⅰ类银行卡用于收款（可在手机银行“账户管理”查看账户类别；同一银行只能有一个Ⅰ类户，后办的卡通常为Ⅱ类）。问题解决后，请隔一段时间再试。请不要重复申请。"},
		{"lianlian", "instantpay", "FAILURE", "9910", "本次打款未能完成。请等待 3 至 7 个工作日，期间不要反复尝试。请不要重复申请。"},
		{"wechatpay", "pay_bank", "FAILED", "NOTENOUGH", "本次打款未能完成，由我们解决，您暂时无需操作。请不要重复申请。"},
		{"iso20022", "ExternalStatusReason1Code", "RJCT", "AC06", "本次打款未能完成。联系发卡银行，问明冻结或止付的原因，并按银行的要求办理。问题解决后，请隔一段时间再试。请不要重复申请。"},
		{"baofoo", "daifu", "-1", "0205", "本次打款未能完成。如有疑问，请联系客服，并备好订单号。"},
		{"alipay", "fund.trans.uni.transfer", "FAIL", "JUDICIAL_FREEZE", "本次打款未能完成。如有疑问，请联系客服，并备好订单号。"},
		{"wechatpay", "pay_bank", "SUCCESS", "", "款项已经打出，到账以银行为准。银行之后仍可能退回，请留意账户变动。"},
		{"wechatpay", "mch_transfer", "FAIL", "A_NEW_CODE", "本次打款未能完成，由我们解决，您暂时无需操作。请不要重复申请。"},
		{"wechatpay", "mch_transfer", "FAIL", "SYSTEM_ERROR", "本次打款的结果还在核实，请耐心等待。需要咨询时，请备好订单号。请不要重复申请。"},
		{"wechatpay", "mch_transfer", "WAIT_USER_CONFIRM", "", "请于发起后 24 小时内在微信官方页面确认收款，勿点他人发来的链接；逾期款项退回付款方。请不要重复申请。"},
		{"wechatpay", "mch_transfer", "FAIL", "OVERDUE_CLOSE", "这笔款项未在期限内确认收款，已退回付款方。重新发起后，请及时在官方页面确认，勿点他人发来的链接。请不要重复申请。"},
		{"paypal", "payouts", "UNCLAIMED", "", "请于发起后 30 天内在收款 App 的官方页面确认收款，勿点他人发来的链接；逾期款项退回付款方。请不要重复申请。"},
	} {
		require.Equal(t, k.want, failcode.Diagnose(k.channel, k.product, k.status, k.code).Applicant()[remedy.ZH], k.code)
	}
	en := failcode.Diagnose("lianlian", "instantpay", "FAILURE", "9910").Applicant()[remedy.EN]
	require.NotContains(t, en, "  ")
	require.NotContains(t, en, ".T")

	// Of a request that was refused nothing is being processed, and no text promises
	// what only a lender can.
	refused := 0
	for c := range failcode.Default().All() {
		for _, status := range append([]string{""}, failcode.Default().Statuses(c.Channel, c.Product)...) {
			d := failcode.Diagnose(c.Channel, c.Product, status, c.Code)
			zh, en := d.Applicant()[remedy.ZH], d.Applicant()[remedy.EN]
			if !d.State.Final() && d.Money == failcode.MoneyNo {
				refused++
				require.NotContains(t, zh, "正在处理", c.Code)
				require.NotContains(t, en, "being processed", c.Code)
			}
			for _, word := range []string{"您的额度", "授信", "利息", "退款", "credit line", "interest", "refund"} {
				require.NotContains(t, zh+en, word, c.Code)
			}
		}
	}
	require.Positive(t, refused)

	// A payout that may have arrived is never reported as failed.
	for c := range failcode.Default().All() {
		for _, state := range []failcode.State{failcode.StateProcessing, failcode.StateNotFound, failcode.StateFinalFailed, failcode.StateReturned} {
			if d := failcode.Default().DiagnoseState(c.Channel, c.Product, state, c.Code); d.Money == failcode.MoneyMaybe {
				require.NotContains(t, d.Applicant()[remedy.ZH], "本次打款未能完成", c.Code)
				require.NotContains(t, d.Applicant()[remedy.EN], "could not be completed", c.Code)
			}
		}
	}
}

// A refusal says that there is no order. Beside a status, also one that is not listed,
// there is one.
func TestARefusalBesideAStatus(t *testing.T) {
	require.Equal(t, failcode.MoneyNo, failcode.Diagnose("wechatpay", "batch", "", "NOT_ENOUGH").Money)
	d := failcode.Diagnose("wechatpay", "batch", "FAILD", "NOT_ENOUGH")
	require.Equal(t, failcode.MoneyMaybe, d.Money)
	require.Equal(t, failcode.NextQuery, d.Next)
}
