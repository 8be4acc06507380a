package failcode_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

// Cases from public reports, with the right answers.
func TestFieldCases(t *testing.T) {
	f, err := os.Open("testdata/field_codes.jsonl")
	require.NoError(t, err)
	defer f.Close()
	n := 0
	for in := bufio.NewScanner(f); in.Scan(); n++ {
		var c struct {
			ID, Channel, Product, Status, Code string
			Expect                             map[string]any
		}
		require.NoError(t, json.Unmarshal(in.Bytes(), &c))
		d := failcode.Diagnose(c.Channel, c.Product, c.Status, c.Code)
		got := map[string]any{
			"state": d.State.String(), "next": d.Next.String(), "retry": d.Retry.String(), "order": d.Order.String(), "money": d.Money.String(),
			"category": d.Cause.Category.String(), "origin": d.Cause.Origin.String(), "scope": d.Cause.Scope.String(),
			"action": d.Action().ID, "fixer": d.Action().Owner.String(), "deadline_hours": float64(d.DeadlineHours),
		}
		for k, want := range c.Expect {
			require.Equal(t, want, got[k], "%s: %s of %s %s %s %s", c.ID, k, c.Channel, c.Product, c.Status, c.Code)
		}
	}
	require.Equal(t, 27, n)
}

// A recorded failure with a code of doubt is in doubt under every name of its
// channel and product, and under unknown names.
func TestSpellingNeverSwitchesTheProtectionOff(t *testing.T) {
	for _, names := range [][2]string{
		{"wechatpay", "batch"}, {"wechat", ""}, {"weixin", ""}, {"WeChat Pay", "transfers"}, {"wxpay", "v3/transfer/batches"}, {"微信", "商家转账到零钱"}, {"微信支付", "商家转账"},
		{"tenpay", "promotion/transfers"}, {"财付通", "企业付款"}, {"wechatpay-v3", "?"}, {"微信支付商户平台", ""}, {"ＷＥＣＨＡＴ", ""}, {"", "/v3/fund-app/mch-transfer/transfer-bills"},
		{"wechatpay", "https://api.mch.weixin.qq.com/v3/transfer/batches/out-batch-no/1/details/out-detail-no/2"}, {"wechatpay", "POST /v3/transfer/batches"},
		{"alipay", "alipay.fund.trans.uni.transfer"}, {"支付宝", "单笔转账"}, {"alipay.fund.trans.uni.transfer", ""}, {"", "alipay.fund.trans.uni.transfer"}, {"ALIPAY", "AlipayFundTransUniTransferRequest"},
		{"wecahtpay", ""}, {"aliapy", "x"}, {"unionpya", ""}, {"house", "house"}, {"", ""},
	} {
		for _, code := range []string{"SYSTEM_ERROR", "SYSTEMERROR", "system_error"} {
			d := failcode.Assess(failcode.Report{Channel: names[0], Product: names[1], Code: code, Said: failcode.StateFinalFailed})
			require.Equal(t, failcode.StateUnknown, d.End(), "%q %s", names, code)
			require.False(t, renumbers(d), "%q %s", names, code)
			require.True(t, d.Contradiction, "%q %s", names, code)
		}
	}
	// A code that only one channel leaves open stays open under a misspelled name.
	d := failcode.Assess(failcode.Report{Channel: "aliapy", Code: "PAYMENT_TIME_EXPIRE", Said: failcode.StateFinalFailed})
	require.Equal(t, failcode.StateUnknown, d.End())
	require.Empty(t, d.Channel)
}

func TestResolve(t *testing.T) {
	for _, k := range []struct {
		channel, product string
		want             failcode.Name
	}{
		{"wechatpay", "mch_transfer", failcode.Name{Channel: "wechatpay", Product: "mch_transfer"}},
		{" WeChat-Pay ", "MCH TRANSFER", failcode.Name{Channel: "wechatpay", Product: "mch_transfer"}},
		{"微信支付", "/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}?x=1", failcode.Name{Channel: "wechatpay", Product: "mch_transfer"}},
		{"微信", "POST https://api.mch.weixin.qq.com/v3/transfer/batches", failcode.Name{Channel: "wechatpay", Product: "batch"}},
		{"微信", "GET /v3/transfer/batches/batch-id/1", failcode.Name{Channel: "wechatpay", Product: "batch"}},
		{"微信", "mmpaysptrans/pay_bank", failcode.Name{Channel: "wechatpay", Product: "pay_bank"}},
		{"", "alipay.fund.trans.uni.transfer", failcode.Name{Channel: "alipay", Product: "fund.trans.uni.transfer"}},
		{"alipay.fund.trans.uni.transfer", "", failcode.Name{Channel: "alipay", Product: "fund.trans.uni.transfer"}},
		{"支付宝代发工资", "", failcode.Name{Channel: "alipay"}},
		{"epay_paltform", "BusinessMsg", failcode.Name{NearChannel: "epay_platform", NearProduct: "BusinessMsg"}}, // though it holds paypal
		{"chinaums", "代付", failcode.Name{Channel: "unionpay", Product: "acp"}},
		{"连连支付", "实时付款", failcode.Name{Channel: "lianlian", Product: "instantpay"}},
		{"连连", "代付", failcode.Name{Channel: "lianlian", Product: "instantpay"}},
		{"宝付", "代付", failcode.Name{Channel: "baofoo", Product: "daifu"}},
		{"汇付天下", "取现", failcode.Name{Channel: "huifu", Product: "chinapnr"}},
		{"通联", "tlt", failcode.Name{Channel: "allinpay", Product: "tlt"}},
		{"易宝", "代付", failcode.Name{Channel: "yeepay", Product: "transfer"}},
		{"快钱", "", failcode.Name{Channel: "99bill"}},
		{"京东支付", "", failcode.Name{Channel: "jdpay"}},
		{"wechatpay", "pay_bank.err_code", failcode.Name{Channel: "wechatpay", Product: "pay_bank"}},
		{"wechatpay", "pay_bnak", failcode.Name{Channel: "wechatpay", NearProduct: "pay_bank"}},
		{"wehcatpay", "pay_bank", failcode.Name{NearChannel: "wechatpay", NearProduct: "pay_bank"}},
		{"alipy", "", failcode.Name{NearChannel: "alipay"}},
		{"house", "house", failcode.Name{}},
		{"", "", failcode.Name{}},
		{"daifu", "", failcode.Name{}}, // used by several channels
		{"", "cash", failcode.Name{}},  // used by one channel, but too common to identify it
		{"", "payouts", failcode.Name{}},
		{"某省农信社", "代付", failcode.Name{}},
	} {
		require.Equal(t, k.want, failcode.Default().Resolve(k.channel, k.product), "%q %q", k.channel, k.product)
	}
	for _, hostile := range []string{strings.Repeat("微信", 1<<16), strings.Repeat("a/", 1<<16), strings.Repeat("/", 1<<16), "\xff\xfe", strings.Repeat("w", 64), strings.Repeat("://", 80)} {
		failcode.Default().Resolve(hostile, hostile)
	}
	require.Zero(t, (*failcode.Table)(nil).Resolve("wechatpay", "batch"))
}

// A final status ends the order, recorded or not. An unlisted status or code does
// not undo a success.
func TestTruthNeverBlocks(t *testing.T) {
	for _, k := range []failcode.Report{
		{Channel: "unionpay", Product: "acp", Status: "00"},
		{Channel: "wechatpay", Product: "batch", Status: "SUCCESS"},
		{Channel: "wechatpay", Product: "promotion_transfers", Status: "SUCCESS"},
		{Channel: "wechatpay", Product: "mch_transfer", Status: "SUCCESS"},
		{Channel: "wechatpay", Status: "SUCCESS"},
		{Channel: "unionpay", Product: "acp", Status: "00", Code: "00"},
		{Channel: "unionpay", Product: "acp", Status: "00", Code: "A6"},
	} {
		for _, k.Said = range []failcode.State{failcode.StateUnknown, failcode.StateSucceeded} {
			require.Equal(t, failcode.StateSucceeded, failcode.Assess(k).End(), "%+v", k)
		}
		k.Said = failcode.StateFinalFailed
		d := failcode.Assess(k)
		require.True(t, d.Contradiction && d.End() == failcode.StateUnknown, "%+v", k)
	}
	for _, status := range []string{"", "FINISHED", "PAID_OUT", "已到账"} {
		d := failcode.Assess(failcode.Report{Channel: "wechatpay", Product: "batch", Status: status, Said: failcode.StateSucceeded})
		require.Equal(t, failcode.StateSucceeded, d.End(), status)
	}
	for _, k := range []failcode.Report{
		{Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL"}, {Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL", Code: "A_REASON_OF_TOMORROW"},
		{Channel: "wechatpay", Product: "batch", Status: "CLOSED"}, {Channel: "unionpay", Product: "acp", Status: "00", Code: "66"},
	} {
		require.Equal(t, failcode.StateFinalFailed, failcode.Assess(k).End(), "%+v", k)
	}
	// The code of a refusal is reason enough to believe a recorded failure.
	require.Equal(t, failcode.StateFinalFailed, failcode.Assess(failcode.Report{Channel: "wechatpay", Product: "mch_transfer", Code: "NOT_ENOUGH", Said: failcode.StateFinalFailed}).End())
	// So is the message of a bank that has no codes, and it says what to fix.
	d := failcode.Assess(failcode.Report{Channel: "ccb", Product: "银企直联", Code: "交易失败：户名不符", Said: failcode.StateFinalFailed})
	require.Equal(t, failcode.StateFinalFailed, d.End())
	require.Equal(t, remedy.CorrectName, d.Action())
	require.Equal(t, failcode.StateUnknown, failcode.Assess(failcode.Report{Channel: "wechatpay", Product: "batch", Code: "NAME_MISMATCH_OF_TOMORROW", Text: "户名不符", Said: failcode.StateFinalFailed}).End())
	// A new code by itself is not.
	require.Equal(t, failcode.StateUnknown, failcode.Assess(failcode.Report{Channel: "wechatpay", Product: "mch_transfer", Code: "A_CODE_OF_TOMORROW", Said: failcode.StateFinalFailed}).End())
}

// The table lists most of every enumeration, and nearly all of the four that
// matter most.
func TestTablesAreNotHollow(t *testing.T) {
	total, listed := map[string]int{}, map[string]int{}
	for _, r := range rows(t, "data/enumerations.csv") {
		total[r["channel"]]++
		_, code := failcode.Default().Lookup(r["channel"], r["product"], r["code"])
		if code || failcode.Status(r["channel"], r["product"], r["code"]) != failcode.StateUnknown {
			listed[r["channel"]]++
		}
	}
	for channel, n := range total {
		require.GreaterOrEqual(t, listed[channel]*100, n*95, channel)
	}
	for channel, n := range map[string]int{"wechatpay": 138, "alipay": 95, "lianlian": 29, "unionpay": 51} {
		require.GreaterOrEqual(t, total[channel], n, channel)
	}
	// Two spellings of one reason are one reason.
	for _, code := range []string{"ALREADY_FROZEN", "ALREADY_LOGOUT", "UNAUTHORIZED", "USER_NOT_OPEN"} {
		for _, product := range []string{"mch_transfer", "batch"} {
			a, ok := failcode.Default().Lookup("wechatpay", product, "PAY_ROLL_CARD_"+code)
			require.True(t, ok)
			b, ok := failcode.Default().Lookup("wechatpay", product, "PAYROLL_CARD_"+code)
			require.True(t, ok)
			a.Code = b.Code
			require.Equal(t, a, b)
		}
	}
}

// Who must act before the order lapses, and until when.
func TestWhoMustConfirm(t *testing.T) {
	order := failcode.PendingOrder{Channel: "微信支付", Product: "商家转账", Status: "WAIT_USER_CONFIRM", Since: at("2026-03-02T10:45"), Now: at("2026-03-03T10:44")}
	d := failcode.Pending(order)
	require.Equal(t, failcode.StateProcessing, d.State)
	require.Equal(t, failcode.NextConfirm, d.Next)
	require.Equal(t, remedy.ConfirmReceipt, d.Action())
	require.Equal(t, at("2026-03-03T10:45"), d.LapsesAt)
	require.Contains(t, d.Applicant()[remedy.ZH], "请于 3月3日 10:45 前在微信官方页面确认收款，勿点他人发来的链接；逾期款项退回付款方")
	require.Contains(t, d.Applicant()[remedy.EN], "before 10:45 on 3 March, China time")
	order.Now = at("2026-03-03T10:45")
	d = failcode.Pending(order)
	require.Equal(t, failcode.NextQuery, d.Next, "it has lapsed, and the channel takes a while to close it")
	require.NotContains(t, d.Applicant()[remedy.ZH], "确认收款")
	require.Equal(t, failcode.OrderKeep, d.Order)

	d = failcode.Diagnose("wechatpay", "mch_transfer", "FAIL", "OVERDUE_CLOSE")
	require.Equal(t, remedy.ConfirmReceipt, d.Action())
	require.Equal(t, failcode.OrderNewAfterFinal, d.Order)
	require.Contains(t, d.Applicant()[remedy.ZH], "未在期限内确认收款")

	order = failcode.PendingOrder{Channel: "wechatpay", Product: "batch", Status: "WAIT_PAY", Since: at("2026-03-02T10:45"), Now: at("2026-03-02T11:00")}
	d = failcode.Pending(order)
	require.Equal(t, failcode.NextApprove, d.Next)
	require.Equal(t, remedy.ApprovePayout, d.Action())
	require.Equal(t, remedy.Integrator, d.Action().Owner)
	require.Equal(t, at("2026-03-03T10:45"), d.LapsesAt)
	require.NotContains(t, d.Applicant()[remedy.ZH], "审批")
	for status, state := range map[string]failcode.State{"TRANSFERING": failcode.StateProcessing, "CANCELING": failcode.StateProcessing, "CANCELLED": failcode.StateFinalFailed, "ACCEPTED": failcode.StateProcessing} {
		require.Equal(t, state, failcode.Status("wechatpay", "mch_transfer", status), status)
	}
}

// The code decides between the same order number and a new one.
func TestSameNumberOrNew(t *testing.T) {
	for _, k := range []struct {
		channel, product, code string
		now                    failcode.Next
	}{
		{"wechatpay", "batch", "NOT_ENOUGH", failcode.NextFixThenResend}, {"wechatpay", "mch_transfer", "NOT_ENOUGH", failcode.NextFixThenResend},
		{"wechatpay", "batch", "429", failcode.NextWait}, {"wechatpay", "mch_transfer", "FREQUENCY_LIMITED", failcode.NextWait},
		{"wechatpay", "promotion_transfers", "MONEY_LIMIT", failcode.NextWait}, {"lianlian", "instantpay", "9104", failcode.NextFixThenResend},
	} {
		order := failcode.PendingOrder{Channel: k.channel, Product: k.product, Code: k.code, Since: at("2026-03-02T10:00"), Now: at("2026-03-02T10:05")}
		d := failcode.Pending(order)
		require.Equal(t, failcode.OrderResendIdentical, d.Order, k.code)
		require.Equal(t, failcode.MoneyNo, d.Money, k.code)
		require.Equal(t, k.now, d.Next, k.code)
		require.False(t, d.ResendUntil.IsZero(), "every resend ends")
		order.Now = d.ResendUntil
		d = failcode.Pending(order)
		require.Equal(t, failcode.OrderKeep, d.Order, k.code)
		require.Contains(t, []failcode.Next{failcode.NextQuery, failcode.NextEscalate}, d.Next, k.code)
	}
	require.Equal(t, at("2026-03-05T00:00"), failcode.Pending(failcode.PendingOrder{Channel: "wechatpay", Product: "batch", Code: "NOT_ENOUGH", Since: at("2026-03-02T10:00"), Now: at("2026-03-02T10:05")}).ResendUntil, "three natural days")
	require.Equal(t, failcode.OrderNewAfterFinal, failcode.Diagnose("wechatpay", "pay_bank", "FAILED", "NOTENOUGH").Order, "elsewhere it is a new number")
}

// A resend ends for an overlay's codes too, even if the overlay states no term.
func TestEveryResendEnds(t *testing.T) {
	const rows = "acme,payouts,BUSY,channel_limit,channel,merchant,payout,after_wait,resend_identical,no,resend-same-order,next_minute,,high,contract\n" +
		"acme,payouts,LOST,timeout_or_unknown,in_doubt,payee,payout,query_first,resend_identical,maybe,query-order,none,,high,contract\n"
	table := overlay(t, failcode.Default(), codeHead+rows)
	for _, code := range []string{"BUSY", "LOST"} {
		order := failcode.PendingOrder{Channel: "acme", Product: "payouts", Code: code, Since: at("2026-03-02T10:00"), Now: at("2026-03-02T10:05")}
		d := table.Pending(order)
		require.Equal(t, failcode.OrderResendIdentical, d.Order)
		require.Equal(t, at("2026-03-04T00:00"), d.ResendUntil)
		for age := time.Duration(0); age < 40*24*time.Hour; age += 7 * time.Hour {
			order.Now = at("2026-03-04T00:00").Add(age)
			require.Equal(t, failcode.OrderKeep, table.Pending(order).Order)
		}
	}
}

// A cause names the party responsible for it.
func TestTheRightParty(t *testing.T) {
	payer := failcode.Diagnose("alipay", "uni.transfer", "FAIL", "USER_RISK_FREEZE")
	require.Equal(t, remedy.Integrator, payer.Action().Owner)
	require.Equal(t, failcode.ScopeMerchant, payer.Cause.Scope)
	payee := failcode.Diagnose("alipay", "uni.transfer", "FAIL", "PAYEE_TRUSTEESHIP_ACC_OVER_LIMIT")
	require.Equal(t, remedy.Applicant, payee.Action().Owner)
	require.Equal(t, failcode.ClearsNever, payee.Cause.Clears, "a day does not cure it")
	require.Equal(t, remedy.Integrator, failcode.Diagnose("alipay", "uni.transfer", "FAIL", "BLOCK_USER_FORBBIDEN_SEND").Action().Owner)
}

// What a command-line tool needs for a product without statuses: a state given by
// the caller, a code with only a channel, and the nearest names.
func TestTheCallerSaysTheState(t *testing.T) {
	table := failcode.Default()
	d := table.DiagnoseState("spdb", "gateway", failcode.StateFinalFailed, "29")
	require.Equal(t, failcode.NextFixThenNewOrder, d.Next)
	require.Equal(t, remedy.CorrectName, d.Action())
	require.Equal(t, failcode.NextDone, table.DiagnoseState("spdb", "gateway", failcode.StateSucceeded, "").Next)
	require.Equal(t, failcode.NextQuery, table.DiagnoseState("spdb", "gateway", failcode.StateProcessing, "29").Next)
	require.Equal(t, failcode.NextQuery, table.DiagnoseState("spdb", "gateway", failcode.StateUnknown, "29").Next)

	d = failcode.Diagnose("alipay", "", "", "PAYEE_NOT_EXIST")
	require.True(t, d.Known, "the channel alone will do")
	require.Equal(t, failcode.ParameterError, d.Cause.Category)
	require.Equal(t, remedy.CorrectPayeeAccount, table.DiagnoseState("alipay", "", failcode.StateFinalFailed, "PAYEE_NOT_EXIST").Action())
	d = failcode.Diagnose("wechatpay", "", "FAILED", "AMOUNT_LIMIT")
	require.False(t, d.Known, "a day's limit in one product, a single amount in the other")
	require.Equal(t, remedy.AskChannelForReason, d.Action())
	require.Equal(t, failcode.StateFinalFailed, d.End())
	require.False(t, failcode.Diagnose("wechatpay", "batch", "SUCESS", "").StatusKnown, "a status that is not the product's does not pass in silence")
	require.True(t, failcode.Diagnose("wechatpay", "batch", "SUCCESS", "").StatusKnown)
}

// Messages of banks and channels, in both languages.
func TestSentences(t *testing.T) {
	for text, want := range map[string]failcode.Category{
		"账户状态为挂失":                           failcode.CardState,
		"II/III类账户年累计存款限额超限":                failcode.AccountClassLimit,
		"Ⅱ、Ⅲ类账户限制":                          failcode.AccountClassLimit,
		"II.III类账户超限":                       failcode.AccountClassLimit,
		"交易失败：户名不符":                         failcode.IdentityMismatch,
		"账号户名不符":                            failcode.IdentityMismatch,
		"收款人账户不存在":                          failcode.CardNumber,
		"账户已销户，请更换":                         failcode.CardState,
		"该账户只收不付":                           failcode.CardState,
		"账户已止付":                             failcode.CardState,
		"账户被有权机关冻结":                         failcode.CardState,
		"卡密码锁定":                             failcode.CardState,
		"长期不动户":                             failcode.CardState,
		"收款账户当年累计交易金额超过收款行限制":               failcode.AccountClassLimit,
		"收款账户余额超限":                          failcode.AccountClassLimit,
		"已超过单日最大交易总额":                       failcode.ChannelLimit,
		"本次交易超过最大金额限制，请联系您的发卡行":             failcode.ChannelLimit,
		"银行账户状态异常，请联系银行":                    failcode.CardState,
		"风险等级过高":                            failcode.RiskControl,
		"支用端风控拒绝！":                          failcode.RiskControl,
		"付款账户余额不足":                          failcode.InsufficientPayerFunds,
		"交易处理中":                             failcode.TimeoutOrUnknown,
		"疑似重复提交订单":                          failcode.TimeoutOrUnknown,
		"系统繁忙，请稍后再试":                        failcode.TimeoutOrUnknown,
		"查无此交易":                             failcode.OrderNotFound,
		"户名不符，系统处理中":                        failcode.TimeoutOrUnknown,
		"Beneficiary name mismatch":         failcode.IdentityMismatch,
		"Account number and name":           failcode.IdentityMismatch,
		"The account has been closed.":      failcode.CardState,
		"ACCOUNT  FROZEN":                   failcode.CardState,
		"Insufficient funds in account":     failcode.InsufficientPayerFunds,
		"Invalid account number":            failcode.CardNumber,
		"Do not honor":                      failcode.Other,
		"Request timed out":                 failcode.TimeoutOrUnknown,
		"exceeds daily limit":               failcode.ChannelLimit,
		"Payment rejected: sanctioned name": failcode.RiskControl,
		"Bank is under maintenance":         failcode.BankMaintenance,
		"银行系统维护":                            failcode.BankMaintenance,
		"身份证号不符":                            failcode.IdentityMismatch,
		"不支持信用卡":                            failcode.CardTypeUnsupported,
		"未实名认证":                             failcode.IdentityMismatch,
	} {
		for _, channel := range []string{"", "ccb", "house", "微信支付"} {
			d := failcode.DiagnoseText(channel, text)
			require.Equal(t, want, d.Cause.Category, text)
			require.True(t, d.Likely && !d.Known, text)
			require.LessOrEqual(t, d.Cause.Confidence, failcode.ConfidenceMedium, text)
			require.False(t, d.State.Final(), text)
			require.False(t, renumbers(d), text)
			require.NotEmpty(t, d.Cause.Meaning()[remedy.ZH], text)
			require.False(t, d.Cause.Action().IsZero(), text)
			// Full-width and upper case make no difference.
			require.Equal(t, want, failcode.DiagnoseText(channel, wide(strings.ToUpper(text))).Cause.Category, text)
		}
	}
	for _, text := range []string{"", "。", "0000", "undisclosed", "prerequisite", "今天天气不错"} {
		require.False(t, failcode.DiagnoseText("", text).Likely, text)
	}
	// With a final status, a message in place of the code gives the cause.
	d := failcode.Diagnose("wechatpay", "pay_bank", "FAILED", "收款人账户不存在")
	require.Equal(t, remedy.CorrectCardNumber, d.Action())
	require.Equal(t, failcode.OrderNewAfterFinal, d.Order)
	require.Equal(t, failcode.NextEscalate, failcode.Diagnose("wechatpay", "pay_bank", "FAILED", "系统繁忙，请稍后查询").Next)
	// The cost of a hostile message is linear in its length.
	for _, text := range []string{strings.Repeat("账户状态为挂", 1<<18), strings.Repeat("a ", 1<<20), strings.Repeat("\xff", 1<<20), strings.Repeat("　", 1<<20) + "户名不符"} {
		start := time.Now()
		failcode.DiagnoseText("ccb", text)
		require.Less(t, time.Since(start), time.Second)
	}
}

// The phrases in the table are in normal form. One that is not would never be
// found.
func TestEveryPhraseIsFound(t *testing.T) {
	for _, r := range rows(t, "data/phrases.csv") {
		d := failcode.DiagnoseText("", r["phrase"])
		require.True(t, d.Likely, r["phrase"])
		open := r["category"] == "timeout_or_unknown" || r["category"] == "order_not_found" || r["category"] == "review"
		if d.Cause.Category.String() != r["category"] {
			require.False(t, open, "%s: doubt gives way to nothing", r["phrase"])
		}
		if !open {
			require.Equal(t, failcode.StateUnknown, d.State, r["phrase"])
		}
		require.Equal(t, remedy.QueryOrder.ID == d.Action().ID || remedy.ReviewOrder.ID == d.Action().ID, true, r["phrase"])
		_, known := remedy.ActionByID(r["action"])
		require.True(t, known, r["phrase"])
	}
}
