package failcode_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

// Nobody's channels: no table lists what they say.
var nobodys = []string{"", "house", "某某支付渠道"}

// failed assesses a failure that the caller has booked.
func failed(channel, status, code, text string) failcode.Decision {
	return failcode.Assess(failcode.Report{Channel: channel, Status: status, Code: code, Text: text, Said: failcode.StateFinalFailed})
}

// A word of doubt counts however it is joined: in camel case, in capitals, or
// inside a longer word.
func TestJoinedWordsOfDoubt(t *testing.T) {
	for _, channel := range nobodys {
		for _, word := range []string{
			"ConnectTimeout", "ConnectionTimeout", "ReadTimeout", "SocketTimeoutException", "SYSTEMTIMEOUT", "BANKTIMEOUT", "BankTimedOut", "TradeProcessing", "orderProcessing",
			"InProcess", "IN_PROCESS", "ORDERINPROCESS", "InternalServerError", "INTERNALSERVERERROR", "RemoteException", "EXCEPTION", "HTTPException", "SYSERR", "SYSERR01", "SysErr", "BizErr",
			"BUSY", "BANKBUSY", "RETRY", "NEEDRETRY", "E504", "ERR502", "HTTP/1.1 503", "ORDER_EXIST", "ORDEREXIST", "OrderExists", "OUT_TRADE_NO_EXIST", "REPEAT", "REPEAT_REQUEST", "DUPLICATEORDER",
			"PAYMENTPENDING", "RESULTUNKNOWN", "受理成功", "银行受理成功", "已提交", "SENDING", "TRANSFERRING", "HANDLING", "ORDER_NOT_EXIST", "TradeNotExist", "NOT_EXIST", "NOT_FOUND", "RecordNotFound", "ORDERNOTFOUND",
			"Request failed with status code 502", "Server returned HTTP response code: 504 for URL",
		} {
			for _, d := range []failcode.Decision{failed(channel, "", word, ""), failed(channel, word, "", ""), failed(channel, "FAILED", word, "")} {
				require.Equal(t, failcode.StateUnknown, d.End(), "%q %s", channel, word)
				require.False(t, renumbers(d), "%q %s", channel, word)
			}
		}
		for _, word := range []string{
			"ACCOUNT_CLOSED", "NameMismatch", "CARD_NOT_EXIST", "CARDNOTEXIST", "PayeeNotExists", "USER_NOT_EXIST", "MERCHANT_NOT_EXIST", "account does not exist", "ACCOUNT_EXCEPTION", "AccountStatusException",
			"SPENDING_LIMIT", "CARD_NOT_ACCEPTED", "E1234", "F502X", "R55", "REFUSED", "暂停受理", "不予受理", "受理失败", "单笔限额500元", "limit 500", "代付中国银行账户：户名不符", "清算中心拒绝", "银行未返回失败原因", "handling fee not enough",
		} {
			require.Equal(t, failcode.StateFinalFailed, failed(channel, "", word, "").End(), "%q %s", channel, word)
		}
	}
}

// A code by which channels say that they have none is no reason to believe a
// failure. A status, a message or a code that means something is.
func TestCatchAllCodesNeedAReason(t *testing.T) {
	for _, channel := range nobodys {
		for _, code := range []string{"9999", "99", "999999", "F999", "E9999", "ERR_999", "-1", " ９９９９ "} {
			require.Equal(t, failcode.StateUnknown, failed(channel, "", code, "").End(), "%q %s", channel, code)
			require.Equal(t, failcode.StateUnknown, failed(channel, "NEW_STATUS", code, "").End(), "%q %s", channel, code)
			if channel != "" { // without a channel, lianlian's 9999 may be meant
				require.Equal(t, failcode.StateFinalFailed, failed(channel, "FAILED", code, "").End(), "%q %s", channel, code)
				require.Equal(t, failcode.StateFinalFailed, failed(channel, "", code, "户名不符").End(), "%q %s", channel, code)
			}
			success := failcode.Assess(failcode.Report{Channel: "house", Code: code, Said: failcode.StateSucceeded})
			require.Equal(t, failcode.StateSucceeded, success.End(), code)
		}
		for _, code := range []string{"E1234", "1099", "E9", "-2", "9", "9998", "FAIL"} {
			require.Equal(t, failcode.StateFinalFailed, failed("house", "", code, "").End(), code)
		}
	}
}

// Sentences that leave the result open.
func TestSentencesOfDoubt(t *testing.T) {
	for _, text := range []string{
		"未收到银行应答", "未收到应答", "未收到回执", "银行未返回", "未返回结果", "待查证", "请人工查证", "落地处理", "银行落地人工处理", "转人工处理", "已挂账", "挂账处理", "等待清算", "清算中",
		"已发送银行", "已提交银行", "银行受理成功", "通讯中断", "网络中断", "链路异常", "服务器异常", "服务器内部错误", "程序异常", "接口异常", "渠道异常", "出款中", "打款中",
		"being processed", "upstream error", "The payment is being processed by the bank", "已受理，待银行处理", "请求失败，请稍后重试", "户名不符，已受理",
	} {
		for _, channel := range append([]string{"ccb", "spdb"}, nobodys...) {
			d := failed(channel, "", "", text)
			require.Equal(t, failcode.StateUnknown, d.End(), "%q %s", channel, text)
			require.False(t, renumbers(d), "%q %s", channel, text)
		}
	}
}

// A polite ending counts only when the message says nothing else.
func TestPoliteEndings(t *testing.T) {
	for text, want := range map[string]failcode.Category{
		"银行维护中，请稍后再试":                     failcode.BankMaintenance,
		"收款行维护，请稍后重试":                     failcode.BankMaintenance,
		"账户余额不足，请稍后再试":                    failcode.InsufficientPayerFunds,
		"卡已挂失，请联系发卡行":                     failcode.CardState,
		"姓名不符，请联系您的发卡行核实":                 failcode.IdentityMismatch,
		"收款人户名有误，请查证":                     failcode.IdentityMismatch,
		"户名错误，请核实后重新提交":                   failcode.IdentityMismatch,
		"账户已冻结，详情请咨询您的发卡行":                failcode.CardState,
		"Account closed, try again later": failcode.CardState,
		"系统繁忙，请稍后再试":                      failcode.TimeoutOrUnknown,
		"请稍后再试":                           failcode.TimeoutOrUnknown,
		"请联系发卡行":                          failcode.Other,
		"户名不符，请稍后查询":                      failcode.TimeoutOrUnknown, // a query is more than a courtesy
	} {
		d := failcode.DiagnoseText("ccb", text)
		require.Equal(t, want, d.Cause.Category, text)
		ends := failed("ccb", "", "", text).End() == failcode.StateFinalFailed
		require.Equal(t, want != failcode.TimeoutOrUnknown, ends, text)
	}
}

// What sentences mean, and whom they concern.
func TestSentencesNameTheRightCause(t *testing.T) {
	for want, texts := range map[failcode.Category]string{
		failcode.MerchantSetup:       "isv.insufficient-isv-permissions | Insufficient permissions | 商户已冻结 | 商户账户已冻结 | 付款账户被冻结 | 付款方账户已冻结 | 商户被禁用 | 商户已停用 | 合同已到期 | 复核拒绝 | merchant suspended | merchant disabled | 商户信息不存在 | 未开通代付权限",
		failcode.IdentityMismatch:    "收款人姓名与账号不符 | 收款人户名与账号不匹配 | 姓名校验失败 | 姓名核验不通过 | 证件类型不符 | 手机号不匹配 | 手机号与银行预留不符 | 证件有效期已过 | ID expired | 姓名与证件号不一致 | 户名与账户不符",
		failcode.AccountClassLimit:   "2类户日限额超限 | 该卡为二类卡，超过日限额1万 | Ⅱ类户限额 | II类卡超过单日限额 | 三类账户单日累计超限 | 3类卡日限额 | 账户类型受限 | II、III类户超过日限额",
		failcode.BankMaintenance:     "当前时间不允许交易 | 日终处理中 | 对方行系统关闭 | bank offline | 收款行未登录 | 接收行未登录 | 参与机构已退出 | 银行通道关闭 | 不在服务时间 | 收款行系统维护 | 该时段不允许交易",
		failcode.CardTypeUnsupported: "信用卡不允许入账 | 不支持对公账户 | 贷记卡不允许交易 | 不支持对公户",
		failcode.RiskControl:         "可疑交易 | 疑似可疑交易 | suspicious transaction",
		failcode.CardState:           "账户已销 | 卡片过期 | 账户已被司法查控 | 银行卡已过有效期 | 卡片已过期 | 收款账户已冻结 | 该账户被司法冻结",
		failcode.CardNumber:          "收款行信息错误 | account number is invalid | card number is invalid",
		failcode.ParameterError:      "字段超长 | 附言含非法字符 | signature invalid | 含特殊字符 | 摘要超长 | 签名错误",
		failcode.Review:              "待商户审核 | 等待商户复核",
		failcode.ChannelLimit:        "超过日限额 | 笔数超限",
	} {
		for text := range strings.SplitSeq(texts, " | ") {
			for _, channel := range []string{"ccb", ""} {
				require.Equal(t, want.String(), failcode.DiagnoseText(channel, text).Cause.Category.String(), text)
			}
			open := failed("ccb", "", "", text).End() == failcode.StateUnknown
			require.Equal(t, want == failcode.Review, open, text)
		}
	}
}

// What a sentence denies is not its cause.
func TestDenied(t *testing.T) {
	for _, text := range []string{"未冻结", "账户未冻结", "未被冻结", "未销户", "已解除挂失", "非黑名单", "未命中黑名单", "非黑名单用户", "无风险", "尚未过期", "the account is not frozen", "not blacklisted"} {
		d := failcode.DiagnoseText("ccb", text)
		require.NotContains(t, []failcode.Category{failcode.CardState, failcode.RiskControl, failcode.ChannelLimit}, d.Cause.Category, text)
	}
	for text, want := range map[string]failcode.Category{
		"账户未冻结，户名不符": failcode.IdentityMismatch, "未解除冻结": failcode.CardState, "未激活": failcode.CardState, "未完善身份信息": failcode.IdentityMismatch,
		"账户未启用": failcode.CardState, "非白名单": failcode.MerchantSetup, "account is not active": failcode.CardState, "非正常状态": failcode.CardState,
	} {
		require.Equal(t, want, failcode.DiagnoseText("ccb", text).Cause.Category, text)
	}
}

// A code that only the channel's other products list likely means the same here.
// It explains a failure, and proves none.
func TestTheChannelsOtherProductExplains(t *testing.T) {
	d := failcode.Diagnose("alipay", "fund.trans.uni.transfer", "FAIL", "PAYEE_USER_INFO_ERROR")
	require.Equal(t, failcode.IdentityMismatch, d.Cause.Category)
	require.Equal(t, remedy.CorrectPayeeIdentity, d.Action())
	require.True(t, d.Likely && !d.Known)
	require.Equal(t, failcode.ConfidenceMedium, d.Cause.Confidence)
	require.Equal(t, failcode.OrderNewAfterFinal, d.Order)

	d = failcode.Assess(failcode.Report{Channel: "alipay", Product: "fund.trans.uni.transfer", Code: "PAYEE_USER_INFO_ERROR", Said: failcode.StateFinalFailed})
	require.Equal(t, failcode.StateUnknown, d.End(), "not listed for this product")
	require.False(t, renumbers(d))

	const rows = "acme,a,X1,card_state,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,,high,contract\n" +
		"acme,b,X1,identity_mismatch,bank,payee,payout,after_fix,new_after_final,no,correct-name,none,,high,contract\n" +
		"acme,c,X2,card_state,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,,high,contract\n"
	table := overlay(t, failcode.Default(), codeHead+rows)
	require.False(t, table.Diagnose("acme", "c", "", "X1").Likely, "the others disagree")
	require.True(t, table.Diagnose("acme", "a", "", "X2").Likely)
}

// A merchant who cancels knows why, and nobody has to wait.
func TestCancelledByTheMerchant(t *testing.T) {
	want, _ := failcode.Default().Lookup("wechatpay", "mch_transfer", "MCH_CANCEL")
	for _, status := range []string{"CANCELLED", "CANCELED"} {
		d := failcode.Diagnose("wechatpay", "mch_transfer", status, "")
		require.Equal(t, failcode.StateFinalFailed, d.End())
		require.Equal(t, want.Category, d.Cause.Category)
		require.Equal(t, want.Action(), d.Action())
		require.True(t, d.Known)
		require.Equal(t, failcode.OrderNewAfterFinal, d.Order)
	}
	require.Equal(t, remedy.CheckWithApprover, failcode.Diagnose("stripe", "payouts", "canceled", "").Action())
	// Airwallex cancels what failed, and Wise what bounced: there the channel knows.
	require.Equal(t, remedy.AskChannelForReason, failcode.Diagnose("airwallex", "transfers", "CANCELLED", "").Action())
	require.Equal(t, remedy.AskChannelForReason, failcode.Diagnose("wise", "transfers", "cancelled", "").Action())
	// A code says more.
	require.Equal(t, remedy.ConfirmReceipt, failcode.Diagnose("wechatpay", "mch_transfer", "CANCELLED", "OVERDUE_CLOSE").Action())
}

// Baofoo's 200 is the result of the transaction, in the place of a status or of a code.
func TestBaofooSuccess(t *testing.T) {
	for _, d := range []failcode.Decision{failcode.Diagnose("baofoo", "daifu", "", "200"), failcode.Diagnose("baofoo", "daifu", "200", "")} {
		require.Equal(t, failcode.StateSucceeded, d.End())
	}
	require.Equal(t, failcode.StateUnknown, failcode.Assess(failcode.Report{Channel: "baofoo", Product: "daifu", Code: "200", Said: failcode.StateFinalFailed}).End())
}

// The payee is not told to wait patiently where only the last result has to be found
// out.
func TestApplicantWhileTheResultIsFoundOut(t *testing.T) {
	for _, d := range []failcode.Decision{
		failcode.DiagnoseText("ccb", "户名不符"), failcode.DiagnoseText("ccb", "账户已销户"), failcode.DiagnoseText("ccb", "商户已冻结"), failcode.Diagnose("unionpay", "acp", "", "66"),
	} {
		require.Contains(t, d.Applicant()[remedy.ZH], "正在核实上一笔打款的结果，请勿重复申请")
		require.NotContains(t, d.Applicant()[remedy.ZH], "排队")
		require.Contains(t, d.Applicant()[remedy.EN], "how your last payout ended")
		require.Equal(t, 1, strings.Count(d.Applicant()[remedy.EN], "apply again"))
	}
	for _, d := range []failcode.Decision{failcode.DiagnoseText("ccb", "处理中"), failcode.Diagnose("wechatpay", "pay_bank", "PROCESSING", "NAME_ERROR"), {}} {
		require.Contains(t, d.Applicant()[remedy.ZH], "打款正在处理")
	}
}
