package main

import (
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A target is what a column may hold: an input, and how its cells are written.
type target struct {
	path  intake.Field
	label readiness.Text
	unit  int64    // of money: fen in one; 0 for other columns
	names []string // usual headers, beside the label and the path
}

// field is the target as -map names it, such as card.number.
func (t *target) field() string { return strings.ReplaceAll(string(t.path[1:]), "/", ".") }

// named are the columns with usual headers of their own, in the order of the template.
var named = []target{
	{path: intake.FieldPayoutOrderID, names: []string{"订单号", "订单编号", "商户订单号", "流水号", "交易流水号", "单号", "编号", "付款单号", "order", "order no", "order id", "order number"}},
	{path: intake.FieldPayoutBusinessID, names: []string{"业务单号", "业务编号", "借据号", "借据编号", "赔案号", "报案号", "工资单号", "合同号", "business id"}},
	{path: intake.FieldApplicantName, names: []string{"姓名", "户名", "账户名", "账户名称", "收款人", "收款人姓名", "收款户名", "收款方名称", "收款账户名", "员工姓名", "name", "payee", "account name"}},
	{path: intake.FieldApplicantDocumentType, names: []string{"证件类型", "证件种类", "id type"}},
	{path: intake.FieldApplicantDocumentNumber, names: []string{"证件号码", "证件号", "身份证", "身份证号", "身份证号码", "身份证件号", "身份证明号码", "id number", "id no", "id card"}},
	{path: intake.FieldApplicantMobile, names: []string{"手机", "手机号", "手机号码", "联系电话", "电话", "联系方式", "移动电话", "mobile", "phone", "phone number"}},
	{path: intake.FieldCardNumber, names: []string{"卡号", "银行卡", "银行卡号", "银行账号", "银行帐号", "账号", "帐号", "收款账号", "收款帐号", "收款卡号", "收款账户", "收款人账号", "工资卡号", "card", "card number", "card no", "account", "account number", "bank account"}},
	{path: intake.FieldCardIssuer, names: []string{"银行", "开户行", "开户银行", "收款银行", "所属银行", "银行名称", "发卡行", "收款人开户行", "开户行名称", "bank", "bank name", "issuer"}},
	{path: intake.FieldPayoutBranchCode, names: []string{"联行号", "开户行行号", "行号", "联行行号", "大额行号", "branch code", "cnaps"}},
	{path: intake.FieldPayoutAmount, unit: 100, names: []string{"金额", "打款金额", "付款金额", "转账金额", "放款金额", "交易金额", "收款金额", "实发工资", "实发金额", "实发", "应付金额", "赔付金额", "赔款金额", "提现金额", "amount", "amount yuan", "amount cny"}},
	{path: intake.FieldAt, names: []string{"计划提交时间", "计划时间", "打款时间", "付款时间", "付款日期", "打款日期", "发放日期", "放款日期", "交易时间", "date", "time", "pay date"}},
	{path: intake.FieldPayoutChannel, names: []string{"渠道", "通道", "支付渠道", "付款渠道", "channel"}},
	{path: intake.FieldPayoutProduct, names: []string{"产品", "支付产品", "product"}},
	{path: intake.FieldPayoutMemo, names: []string{"附言", "摘要", "用途", "付款备注", "memo", "purpose"}},
	{path: intake.FieldCardAccountClass, names: []string{"账户类别", "账户类型", "账户等级", "帐户类别", "account class"}},
	{path: intake.FieldCardFunding, names: []string{"卡类型", "卡种", "card type"}},
	{path: intake.FieldCardState, names: []string{"卡状态", "账户状态", "帐户状态", "card state", "account state"}},
	{path: intake.FieldCardElementCheckElements, names: []string{"要素数", "验证要素", "elements"}},
	{path: intake.FieldCardElementCheckResult, names: []string{"要素验证结果", "要素验证", "三要素", "四要素", "三要素结果", "四要素结果", "鉴权结果", "element check"}},
	{path: intake.FieldCardElementCheckAt, names: []string{"要素验证时间", "鉴权时间", "element check at"}},
	{path: intake.FieldCardHolderName, names: []string{"银行留存姓名", "银行预留姓名", "bank's name"}},
	{path: intake.FieldCardHolderMobile, names: []string{"预留手机号", "银行预留手机号", "银行预留手机"}},
	{path: intake.FieldApplicantFaceResult, names: []string{"人脸识别", "人脸结果", "face"}},
	{path: intake.FieldApplicantFaceAt, names: []string{"人脸识别时间", "face at"}},
}

// targets are all inputs of one cell, those with usual headers first.
var targets = func() (out []*target) {
	seen := map[intake.Field]bool{}
	for i := range named {
		t := &named[i]
		t.label = t.path.Input().Label
		out, seen[t.path] = append(out, t), true
	}
	for _, in := range intake.Inputs() {
		if kind := in.Field.Form().Kind; seen[in.Field] || kind == "list" || kind == "object" {
			continue
		}
		t := &target{path: in.Field, label: in.Label}
		if strings.HasSuffix(string(in.Field), "_fen") {
			t.unit = 100
		}
		out = append(out, t)
	}
	return out
}()

// cellWords are what people write for the words of lists. They are tried as they are
// and without brackets.
var cellWords = map[string]string{
	"正常": "normal", "只收不付": "receive_only", "不收不付": "no_receive", "止收": "no_receive", "过期": "expired", "挂失": "reported_lost", "已挂失": "reported_lost",
	"冻结": "frozen", "已冻结": "frozen", "销户": "cancelled", "已销户": "cancelled", "注销": "cancelled", "睡眠": "dormant", "睡眠户": "dormant", "不动户": "dormant", "久悬": "dormant",
	"一致": "match", "通过": "passed", "相符": "match", "不一致": "mismatch", "不通过": "failed", "不符": "mismatch", "无法验证": "unavailable", "未验证": "",
	"借记卡": "debit", "储蓄卡": "debit", "贷记卡": "credit", "信用卡": "credit", "准贷记卡": "quasi_credit", "预付卡": "prepaid", "预付费卡": "prepaid",
	"i类": "I", "ⅰ类": "I", "一类": "I", "1类": "I", "i类户": "I", "ⅰ类户": "I", "一类户": "I", "1类户": "I", "ⅰ": "I", "1": "I",
	"ii类": "II", "ⅱ类": "II", "二类": "II", "2类": "II", "ii类户": "II", "ⅱ类户": "II", "二类户": "II", "2类户": "II", "ⅱ": "II", "2": "II",
	"iii类": "III", "ⅲ类": "III", "三类": "III", "3类": "III", "iii类户": "III", "ⅲ类户": "III", "三类户": "III", "3类户": "III", "ⅲ": "III", "3": "III",
	"身份证": "resident_id", "居民身份证": "resident_id", "临时身份证": "temporary_resident_id", "护照": "passport", "港澳台居民居住证": "residence_permit", "居住证": "residence_permit",
	"外国人永久居留身份证": "foreign_permanent_resident", "港澳居民来往内地通行证": "travel_permit", "台湾居民来往大陆通行证": "travel_permit", "回乡证": "travel_permit", "台胞证": "travel_permit",
	"个人": "personal", "对私": "personal", "个人账户": "personal", "对公": "corporate", "企业": "corporate", "对公账户": "corporate",
	"网联": "netsunion", "银联": "unionpay", "大额": "hvps", "小额": "beps", "超级网银": "ibps", "命中": "hit", "未命中": "clear", "疑似": "possible",
	"卡": "card", "存折": "passbook", "申请人": "declared", "渠道": "channel", "银行": "bank", "放行": "cleared", "拒绝": "declined",
	"法院": "court", "公安": "police", "安卓": "android", "鸿蒙": "harmony", "小程序": "mini_program", "网页": "web",
}

// facts are what people write for yes and no.
var facts = map[string]string{
	"是": "true", "有": "true", "y": "true", "yes": "true", "true": "true", "1": "true", "√": "true", "对": "true",
	"否": "false", "无": "false", "没有": "false", "n": "false", "no": "false", "false": "false", "0": "false", "×": "false", "不是": "false",
}
