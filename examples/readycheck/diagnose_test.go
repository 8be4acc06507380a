package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDiagnose(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		has  []string
		not  []string
	}{
		{"a final failure", []string{"wechatpay", "pay_bank", "FAILED", "AMOUNT_LIMIT"}, []string{"state      final_failed", "next       wait", "order      new_after_final", "seen by    payout.channel-quota"}, []string{"clears"}},
		{"its quota ends with the day", []string{"-at", "2026-11-24T15:59:59Z", "wechatpay", "pay_bank", "FAILED", "AMOUNT_LIMIT"}, []string{"clears     2026-11-25T00:00:00+08:00"}, nil},
		{"in progress, whatever the code", []string{"wechatpay", "pay_bank", "PROCESSING", "AMOUNT_LIMIT"}, []string{"state      processing", "next       query", "retry      query_first", "order      keep"}, []string{"new_after_final"}},
		{"without a status nothing has failed", []string{"-lang", "en", "ainong", "transfer", "2022"}, []string{"next       query", "identity_mismatch", "The name differs", "then       once a query shows that it failed, applicant: "}, nil},
		{"what nobody has to do is nobody's", []string{"-lang", "en", "wechatpay", "pay_bank", "FAILED", "AMOUNT_LIMIT"}, []string{"do         Today's limit is used up"}, []string{"nobody"}},
		{"a request that was refused", []string{"wechatpay", "mch_transfer", "NOT_ENOUGH"}, []string{"order      resend_identical: nothing but the identical request, under this number\n"}, []string{"before a query"}},
		{"an order that lapsed", []string{"wechatpay", "mch_transfer", "FAIL", "OVERDUE_CLOSE"}, []string{"next       fix_then_new_order: this order has lapsed"}, nil},
		{"a code that is not listed", []string{"ainong", "transfer", "zzz"}, []string{"cause      not listed", "next       query"}, nil},
		{"a code alone: all who use it", []string{"61"}, []string{"unionpay acp 61\n", "iso8583_unionpay_pos field39 61\n", "next       query"}, []string{"not listed"}},
		{"the payee has to confirm", []string{"-lang", "en", "wechatpay", "mch_transfer", "WAIT_USER_CONFIRM"}, []string{"do         applicant: Confirm the receipt in time", "within     24 hours", "next       confirm"}, []string{"cause", "being processed"}},
		{"the merchant's approver has to", []string{"微信支付", "/v3/transfer/batches", "WAIT_PAY", ""}, []string{"wechatpay batch WAIT_PAY\n", "next       approve"}, nil},
		{"a channel by the name of a method, and a code with it alone", []string{"alipay.fund.trans.uni.transfer", "PAYEE_NOT_EXIST"}, []string{"alipay fund.trans.uni.transfer PAYEE_NOT_EXIST\n", "parameter_error"}, nil},
		{"a code with its channel alone", []string{"alipay", "PAYEE_NOT_EXIST"}, []string{"alipay PAYEE_NOT_EXIST\n", "next       query", "parameter_error"}, []string{"new_after_final"}},
		{"a status with its channel alone", []string{"wechatpay", "WAIT_USER_CONFIRM"}, []string{"next       confirm"}, nil},
		{"a status and a code with their channel alone", []string{"wechatpay", "FAIL", "NAME_NOT_CORRECT"}, []string{"state      final_failed", "identity_mismatch"}, nil},
		{"the caller says how it ended", []string{"-state", "failed", "unionpay", "acp", "66"}, []string{"state      final_failed", "next       fix_then_new_order", "order      new_after_final"}, nil},
		{"a code of doubt stays in doubt", []string{"-state", "failed", "ainong", "transfer", "9999"}, []string{"next       escalate", "money      maybe"}, []string{"new_after_final"}},
		{"a state beside a status is held against it", []string{"-state", "failed", "wechatpay", "pay_bank", "PROCESSING", "AMOUNT_LIMIT"}, []string{"state      processing", "next       query"}, []string{"new_after_final"}},
		{"paid", []string{"-state", "succeeded", "unionpay", "acp", ""}, []string{"state      succeeded", "next       done", "money      yes"}, nil},
		{"flags behind the words", []string{"unionpay", "acp", "38", "-state", "failed", "-lang", "en"}, []string{"unionpay acp 38", "state      final_failed", "risk_control"}, nil},
		{"money that came back", []string{"-lang", "en", "paypal", "payouts", "RETURNED", ""}, []string{"see that the refund is booked"}, nil},
		{"a number with its sign", []string{"-lang", "en", "lianlian", "instantpay", "-1"}, []string{"next       query"}, nil},
		{"a sentence", []string{"-text", "账户状态为挂失", "baofoo"}, []string{"likely card_state", "next       query"}, []string{"new_after_final"}},
		{"a sentence of nobody", []string{"-text", "账户状态为挂失"}, []string{"likely card_state", "next       query"}, []string{"new_after_final"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errs := try("", append([]string{"diagnose"}, c.args...)...)
			require.Equal(t, exitReady, status, errs)
			for _, s := range c.has {
				require.Contains(t, out, s)
			}
			for _, s := range c.not {
				require.NotContains(t, out, s)
			}
		})
	}
}

// In Chinese an answer holds no English but the names of channels, codes and checks.
func TestDiagnoseInChinese(t *testing.T) {
	_, out, _ := try("", "diagnose", "-lang", "zh", "ainong", "transfer", "9999")
	require.Contains(t, out, "状态       未知\n下一步     先查询\n重试       先查询，不要重发\n")
	require.Contains(t, out, "资金       可能已付\n原因       超时或结果未知（来源：尚无定论，可信度：高）：")
	for _, args := range [][]string{
		{"wechatpay", "pay_bank", "FAILED", "AMOUNT_LIMIT"}, {"wechatpay", "batch", "WAIT_PAY", ""}, {"-state", "failed", "ainong", "transfer", "9999"}, {"paypal", "payouts", "RETURNED", ""},
	} {
		_, out, _ := try("", append([]string{"diagnose", "-lang", "zh"}, args...)...)
		for line := range strings.Lines(out) {
			if label, value, _ := strings.Cut(line, " "); label != args[0] && label != "wechatpay" && label != "paypal" && label != "ainong" && label != "相关检查" {
				require.NotRegexp(t, `[a-z]`, strings.ReplaceAll(value, "App", ""), line)
			}
		}
	}
}

// The members are those of the help, and a word that is not listed is not repeated.
func TestDiagnoseJSON(t *testing.T) {
	_, out, _ := try("", "diagnose", "-format", "json", "-lang", "en", "wechatpay", "mch_transfer", "fail", "name_not_correct")
	require.JSONEq(t, `{"channel":"wechatpay","product":"mch_transfer","status":"FAIL","code":"NAME_NOT_CORRECT","known":true,"state":"final_failed","next":"fix_then_new_order",
		"retry":"after_fix","order":"new_after_final","money":"no","category":"identity_mismatch","origin":"channel","scope":"payee","fixer":"applicant","action":"correct-payee-identity",
		"deadline_hours":0,"confidence":"high","meaning":"The name or document differs from the receiving account's verified identity.",
		"applicant":"This payout could not be completed. Correct the name and document number to those under which the receiving account is verified. When the problem is solved, leave some time before you try again. Please do not apply again."}`, out)
	_, out, errs := try("", "diagnose", "-format", "json", "wechatpay", "mch_transfer", "6222021234567890123", "NAME_NOT_CORRECT")
	require.Contains(t, out, `"status":"","code":"NAME_NOT_CORRECT","known":true,"state":"unknown","next":"query"`)
	require.Contains(t, errs, "the status is not listed; known are")
	require.NotContains(t, out+errs, "62220212")
	_, out, _ = try("", "diagnose", "-format", "json", "61")
	require.Greater(t, strings.Count(out, "\n"), 2, "one line for every meaning")
	require.Contains(t, flatHelp(t), "channel, product, status, code, known, state, next, retry, order, money, category, origin, scope, fixer, action, deadline_hours, confidence, meaning and applicant")
}

func flatHelp(t *testing.T) string {
	_, out, _ := try("", "help", "diagnose")
	return strings.Join(strings.Fields(out), " ")
}

func TestDiagnoseSuggests(t *testing.T) {
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"wecahtpay", "batch", "FAIL", "NO_AUTH"}, exitUnusable, `no such channel; the nearest is "wechatpay"`},
		{[]string{"wechatpay", "bacth", "FAIL", "NO_AUTH"}, exitReady, `no such product of wechatpay; the nearest is "batch"`},
		{[]string{"wechatpay", "batch", "FAILD", "NO_AUTH"}, exitReady, `the status is not listed; the nearest: "FAIL"`},
		{[]string{"wechatpay", "batch", "FAIL", "NO_AUHT"}, exitReady, `the code is not listed; the nearest: "NO_AUTH"`},
		{[]string{"wechatpay", "FAILED", "AMOUNT_LIMIT"}, exitReady, "the code has more than one meaning"},
	} {
		status, _, errs := try("", append([]string{"diagnose"}, c.args...)...)
		require.Equal(t, c.status, status, c.args)
		require.Contains(t, errs, c.says)
	}
	_, _, errs := try("", "diagnose", "wechatpay", "batch", "FAIL", "NO_AUTH")
	require.Empty(t, errs, "nothing to warn of")
}

func TestDiagnoseLists(t *testing.T) {
	for _, c := range []struct {
		args []string
		has  string
	}{
		{[]string{"channels"}, "\nunionpay\n"},
		{[]string{"products"}, "wechatpay mch_transfer\n"},
		{[]string{"products", "微信"}, "wechatpay pay_bank\n"},
		{[]string{"codes", "wechatpay", "batch"}, "wechatpay batch NOT_ENOUGH\n"},
		{[]string{"limits"}, "\nhvps single none "},
		{[]string{"limits"}, "\nbeps single 500000000.00 CNY from 2020-01-24 until 2020-01-30 "},
		{[]string{"limits", "微信支付", "付款到银行卡"}, "wechatpay pay_bank single 20000.00 CNY (high, wechatpay-pay-bank)\n"},
		{[]string{"statuses", "wechatpay", "mch_transfer"}, "wechatpay mch_transfer WAIT_USER_CONFIRM\n"},
	} {
		status, out, errs := try("", append([]string{"diagnose", "-list"}, c.args...)...)
		require.Equal(t, exitReady, status, errs)
		require.Contains(t, "\n"+out, c.has)
	}
	_, out, _ := try("", "diagnose", "-list", "products", "alipay")
	require.NotContains(t, out, "wechatpay")
}

func TestDiagnoseRefuses(t *testing.T) {
	for name, args := range map[string][]string{
		"two words":         {"ainong", "transfer"},
		"nothing":           {},
		"no such channel":   {"nobody", "nothing", "1"},
		"a code of nobody":  {"zzz"},
		"a time without it": {"-at", "yesterday", "61"},
		"no such state":     {"-state", "lost", "ainong", "transfer", "9999"},
		"no such format":    {"-format", "xml", "61"},
		"no such list":      {"-list", "banks"},
		"too long a list":   {"-list", "codes", "wechatpay", "batch", "FAIL"},
	} {
		status, out, errs := try("", append([]string{"diagnose"}, args...)...)
		require.Equal(t, exitUnusable, status, name)
		require.Empty(t, out, name)
		require.NotEmpty(t, errs, name)
	}
}
