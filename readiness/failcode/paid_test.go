package failcode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
)

// What says that money was paid leaves a record of a failure in doubt, and takes nothing
// off one of a success.
func TestWordsThatSayPaid(t *testing.T) {
	for _, words := range []string{
		"该订单已支付", "订单已支付成功", "交易已成功", "代付成功", "款项已到账", "已汇出", "重复付款", "已打款", "到账成功", "已付款", "首次未支付成功，再次支付成功",
		"has been paid", "Payment successful", "PAID", "SUCCESS", "TRANSACTION_PAID", "ACCP", "ACSP", "PDNG", "CREDITED",
	} {
		for _, channel := range []string{"", "ourbank", "alipay", "wechatpay"} {
			for place, r := range map[string]failcode.Report{
				"status": {Channel: channel, Status: words}, "code": {Channel: channel, Code: words}, "text": {Channel: channel, Text: words},
			} {
				r.Said = failcode.StateFinalFailed
				d := failcode.Assess(r)
				require.False(t, d.End() == failcode.StateFinalFailed || d.Order == failcode.OrderNewAfterFinal, "%s %s %q", channel, place, words)
				r.Said = failcode.StateSucceeded
				require.Equal(t, failcode.StateSucceeded, failcode.Assess(r).End(), "%s %s %q", channel, place, words)
			}
		}
	}
	back := failcode.Assess(failcode.Report{Channel: "ourbank", Text: "付款成功，后被退汇", Said: failcode.StateReturned})
	require.Equal(t, failcode.StateReturned, back.State)
	for _, words := range []string{"未支付成功", "订单未付款", "支付失败", "账户名称不匹配"} {
		d := failcode.Assess(failcode.Report{Channel: "ourbank", Text: words, Said: failcode.StateFinalFailed})
		require.Equal(t, failcode.StateFinalFailed, d.End(), words)
	}
}

// Sentences of banks that differ in a word or two mean the same.
func TestSentencesAlike(t *testing.T) {
	for text, category := range map[string]failcode.Category{
		"账户名称不匹配": failcode.IdentityMismatch, "账户名称与账号不匹配": failcode.IdentityMismatch, "账号名称不一致": failcode.IdentityMismatch, "账户名称有误": failcode.IdentityMismatch,
		"对方行未开机": failcode.BankMaintenance, "收款行未开机": failcode.BankMaintenance, "银行通讯关闭": failcode.BankMaintenance,
		"收款人账户存在异常，请联系发卡行": failcode.CardState,
	} {
		require.Equal(t, category, failcode.Assess(failcode.Report{Text: text, Said: failcode.StateFinalFailed}).Cause.Category, text)
	}
}
