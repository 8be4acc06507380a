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
	for _, words := range []string{"未支付成功", "订单未付款", "支付失败", "账户名称不匹配", "户名不符，退款已到账"} {
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

// A message says that the result is open in many words: no record of a failure stands
// against them, unless the channel's own status says how the order ended.
func TestMessagesThatLeaveItOpen(t *testing.T) {
	for _, text := range []string{
		"入账成功", "已入账", "记账成功", "处理成功", "已清算", "已轧差", "已划拨", "部分成功", "已扣款待入账", "扣款成功，入账失败", "此订单已完成", "订单已处理",
		"正在出款", "正在打款", "划款中", "放款中", "已转发", "轧差排队", "排队中", "已落地", "银行已接收", "已下发", "接收成功", "授权中", "退款中", "撤销中",
		"重复的订单号", "订单号已存在", "交易重复", "批次号重复", "该笔交易已存在", "交易流水已存在",
		"I/O error", "Unexpected end of file from server", "Remote host closed connection during handshake", "JSON parse error", "DB error", "响应报文解析失败",
		"返回数据为空", "返回报文验签失败", "解密失败", "反序列化失败", "空指针异常", "数据库异常", "接口调用失败", "上游返回异常", "网关异常", "第三方异常",
		"预计2小时内到账", "延迟到账", "在途", "进行中", "入账中", "部分到账", "payment scheduled", "取消失败", "关单失败", "REVERSAL_FAILED", "订单号已被使用", "重复流水号", "外部单号已存在",
		"幂等校验失败", "返回验签失败", "响应签名异常", "查询频率超限", "资金已扣", "网络设备异常", "通信协议异常", "会话登录异常", "订单状态异常", "户名不符，待人工处理", "户名不符，请查询订单状态",
		"户名不符，交易处理完成", "账户异常，请查询是否入账", "户名不符，应答异常", "户名不符，核心系统出错",
		"银行返回HTTP 504", "请求银行失败(504)", "HTTP 504错误", "HTTP 502，户名不符", "HTTP状态码：500", "接口返回504",
		"已经支付", "款项已划出", "转账已完成", "收款成功", "已放款", "payment completed", "TRADE_HAS_SUCCESS",
		"请求异常", "查询失败", "撤销失败", "未得到银行响应", "无回应", "无回执", "无法确定交易结果", "以银行实际入账为准", "结果以查询为准", "待银行确认", "连接断开", "连接银行失败",
		"异常", "消息队列异常", "系统出错", "No route to host", "部分失败", "请勿重复提交", "请人工核实", "交易处理失败", // alone, and no tail of anything
	} {
		r := failcode.Report{Channel: "baofoo", Product: "daifu", Text: text, Said: failcode.StateFinalFailed}
		require.Equal(t, failcode.StateUnknown, failcode.Assess(r).End(), text)
	}
}

// Beside a cause polite words leave nothing open.
func TestPoliteTails(t *testing.T) {
	for text, category := range map[string]failcode.Category{
		"户名不符，请联系银行处理": failcode.IdentityMismatch, "账户状态异常，请到银行处理": failcode.CardState, "账户已挂失，请到柜台人工处理": failcode.CardState,
		"账号不存在，请查询后重试": failcode.CardNumber, "姓名与卡号不符，请勿重复提交": failcode.IdentityMismatch, "账户已注销，请勿重复提交": failcode.CardState,
		"账户已销户，交易处理失败": failcode.CardState, "卡已过期，交易异常": failcode.CardState, "风险拦截，请人工核实": failcode.RiskControl, "户名异常": failcode.IdentityMismatch, "收款方异常，请联系银行": failcode.CardState, "证件信息不符，信息异常": failcode.IdentityMismatch,
		"收款银行卡信息有误，请核实收款账号和收款方姓名": failcode.CardNumber, "二类户入账超限，请客户联系银行处理": failcode.AccountClassLimit,
		"户名不符，请勿重复支付": failcode.IdentityMismatch, "超过单笔限额，具体以银行为准": failcode.ChannelLimit, "户名不符，请核实后再付，以免重复付款": failcode.IdentityMismatch,
	} {
		d := failcode.Assess(failcode.Report{Channel: "ourbank", Text: text, Said: failcode.StateFinalFailed})
		require.Equal(t, failcode.StateFinalFailed, d.End(), text)
		require.Equal(t, category, d.Cause.Category, text)
	}
	for _, text := range []string{"银行支付失败", "手机号已被使用", "账户已结清", "invalid clearing code", "单笔限额502元", "超过500元", "请在503号窗口办理"} {
		require.Equal(t, failcode.StateFinalFailed, failcode.Assess(failcode.Report{Channel: "ourbank", Text: text, Said: failcode.StateFinalFailed}).End(), text)
	}
	d := failcode.Assess(failcode.Report{Channel: "ourbank", Text: "余额不足，处理中", Said: failcode.StateFinalFailed})
	require.Equal(t, failcode.StateUnknown, d.End(), "that is no politeness")
}

// A listed failure stands against politeness, and not against words that leave it open,
// that say it was paid, or that answer a request sent twice.
func TestFinalStatusAndMessage(t *testing.T) {
	for _, o := range []failcode.Report{
		{Channel: "baofoo", Product: "daifu", Status: "-1"}, {Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL"}, {Channel: "wechatpay", Product: "pay_bank", Status: "FAILED"},
		{Channel: "alipay", Product: "fund.trans.uni.transfer", Status: "FAIL"}, {Channel: "lianlian", Product: "instantpay", Status: "FAILURE"}, {Channel: "ccb", Status: "FAIL"},
	} {
		for _, said := range []failcode.State{failcode.StateUnknown, failcode.StateFinalFailed} {
			o.Said, o.Code, o.Text = said, "", "账户已冻结，请联系银行处理"
			d := failcode.Assess(o)
			require.Equal(t, failcode.StateFinalFailed, d.End(), o)
			require.Equal(t, failcode.CardState, d.Cause.Category, o)
			for _, text := range []string{"处理中", "通讯超时，结果未知", "HTTP 504", "该订单已支付", "order already paid", "ORDER_PAID", "重复订单", "订单已存在", "重复提交", "duplicate order", "已扣款", "交易已完成"} {
				o.Text = text
				require.Equal(t, failcode.StateUnknown, failcode.Assess(o).End(), o)
			}
		}
	}
	for _, o := range []failcode.Report{ // beside a code that is listed, or in one that is not
		{Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: "NAME_MISMATCH", Text: "该订单已支付"}, {Channel: "alipay", Product: "fund.trans.uni.transfer", Status: "FAIL", Code: "PAYEE_NOT_EXIST", Text: "已付款成功"},
		{Channel: "stripe", Status: "failed", Code: "account_closed", Text: "has been paid"}, {Channel: "unionpay", Product: "acp", Status: "00", Code: "14", Text: "该订单已支付"},
		{Channel: "baofoo", Product: "daifu", Status: "-1", Code: "订单已支付"},
	} {
		for _, said := range []failcode.State{failcode.StateUnknown, failcode.StateFinalFailed} {
			o.Said = said
			require.NotEqual(t, failcode.StateFinalFailed, failcode.Assess(o).End(), o)
		}
	}
	o := failcode.Report{Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: "SUCCESS", Said: failcode.StateFinalFailed}
	require.Equal(t, failcode.StateFinalFailed, failcode.Assess(o).End(), "the query succeeded, the order failed")
}

// A name that is left out or misspelt may be that of a channel for which the order is
// not over.
func TestNamesLeftOutOrMisspelt(t *testing.T) {
	for _, o := range []failcode.Report{
		{Channel: "99bil", Product: "payout", Status: "111"}, {Channel: "99bil", Product: "payout", Status: "101"}, {Channel: "baofo", Product: "daifu", Status: "1"},
		{Channel: "wisee", Status: "outgoing_payment_sent"}, {Channel: "unionpya", Status: "00"}, {Status: "111"}, {Product: "transfer", Status: "FAIL", Code: "1111"}, {Channel: " ", Code: "1111"},
	} {
		o.Said = failcode.StateFinalFailed
		require.Equal(t, failcode.StateUnknown, failcode.Assess(o).End(), o)
	}
	own := failcode.Report{Channel: "wisee", Code: "E07", Said: failcode.StateFinalFailed}
	require.Equal(t, failcode.StateFinalFailed, failcode.Assess(own).End(), "a code of one's own")
}

// What is denied is denied in its own clause.
func TestDenialsEndWithTheirClause(t *testing.T) {
	for _, text := range []string{"失败原因：无，交易成功", "备注：无；付款成功", "手续费：无，已到账", "error: no; payment successful", "Order No. has been paid", "已取消，交易成功"} {
		d := failcode.Assess(failcode.Report{Channel: "ourbank", Text: text, Said: failcode.StateFinalFailed})
		require.Equal(t, failcode.StateUnknown, d.End(), text)
	}
}

// Messages in traditional characters mean what they mean in simplified ones.
func TestTraditionalCharacters(t *testing.T) {
	for _, words := range []string{"處理中", "系統繁忙，銀行處理中", "超時", "通訊超時", "系統異常", "網絡異常", "待審核", "訂單不存在", "訂單號已存在", "重複提交", "請求重複", "轉帳中",
		"轉賬成功", "轉帳成功", "已入賬", "已到賬", "該訂單已繳款", "已經支付", "已發放"} {
		for place, r := range map[string]failcode.Report{
			"status": {Channel: "ourbank", Status: words}, "code": {Channel: "ourbank", Code: words}, "text": {Channel: "ourbank", Text: words},
		} {
			r.Said = failcode.StateFinalFailed
			require.NotEqual(t, failcode.StateFinalFailed, failcode.Assess(r).End(), "%s %q", place, words)
		}
	}
	d := failcode.Assess(failcode.Report{Channel: "ourbank", Text: "戶名不符", Said: failcode.StateFinalFailed})
	require.Equal(t, failcode.IdentityMismatch, d.Cause.Category)
}
