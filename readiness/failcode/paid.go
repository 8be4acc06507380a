package failcode

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// paidWords are words by which a status, a code or a message says that money was paid, or
// is under way. They undo no record of a success, but one of a failure: "order already
// paid" is the usual answer to a request that is sent again.
var paidWords = [...]string{
	"已支付", "已付款", "已打款", "已汇出", "已到账", "已成功", "已入账", "已入帐", "已到帐", "已记账", "已清算", "已轧差", "已划拨", "已划出", "已转账", "已转出", "已汇款",
	"已放款", "已发放", "已代发", "已收款", "已出款", "已提现", "已付讫", "已经支付", "已经付款", "已经打款", "已经到账", "已经成功", "已被支付", "已缴款", "已由银行支付",
	"支付成功", "付款成功", "打款成功", "转账成功", "交易成功", "代付成功", "出款成功", "到账成功", "入账成功", "入帐成功", "记账成功", "处理成功", "汇款成功", "汇出成功",
	"放款成功", "代发成功", "收款成功", "结算成功", "清算成功", "划款成功", "转帐成功", "转账已完成", "转账完成", "交易完成", "支付完成", "付款完成",
	"处理完成", "处理完毕", "订单已完成", "订单已处理", "交易已完成", "交易已处理",
	"重复付款", "重复打款", "重复支付", "重复代付", "重复出款", "重复转账", "重复汇款", "重复放款",
}

// paidEnglish are those in English.
var paidEnglish = [...]string{
	"has been paid", "have been paid", "was paid", "already paid", "order paid", "paid successfully", "successfully paid", "successfully transferred", "trade has success",
	"payment successful", "payment was successful", "payment completed", "payment succeeded", "transfer successful", "transfer completed", "transfer succeeded",
	"transaction paid", "transaction successful", "transaction completed", "transaction succeeded", "payout successful", "payout completed", "funds sent",
}

// saysPaid reports whether s says that money was paid or is under way.
func saysPaid(s string) bool {
	if s == "" {
		return false
	}
	if endIn(s) == StateSucceeded {
		return true
	}
	var buf [maxText]byte
	switch string(plain(&buf, s)) {
	case "accp", "acsp", "acwc", "acsc", "pdng", "credited", "sent": // the first five of ISO 20022
		return true
	}
	return holdsPaidWords(s)
}

// holdsPaidWords reports whether s holds words that say so and that nothing denies. What
// denies words stands in the same clause, so that a denial of the whole is looked at again
// between its marks.
func holdsPaidWords(s string) bool {
	var buf [maxText]byte
	said, denied := inPaidWords(plain(&buf, s))
	if said || !denied {
		return said
	}
	for clause := range strings.FieldsFuncSeq(s[:min(len(s), 4*maxText)], endsClause) {
		if said, _ := inPaidWords(plain(&buf, clause)); said {
			return true
		}
	}
	return false
}

func endsClause(r rune) bool {
	return strings.ContainsRune(",，。；;：:、.!！?？()（）[]【】|/\n", r)
}

// inPaidWords reports whether a text in normal form holds such words, and whether it holds
// some that are denied, of a refund or warned of.
func inPaidWords(text []byte) (said, denied bool) {
	if !isASCII(text) {
		if said, denied = findWords(text, paidWords[:]); said {
			return said, denied
		}
	}
	if mayHoldEnglish(text) { // few codes do
		said, other := findWords(text, paidEnglish[:])
		return said, denied || other
	}
	return false, denied
}

// findWords is inPaidWords for one list of words.
func findWords(text []byte, words []string) (said, denied bool) {
	for _, w := range words {
		for from := 0; ; {
			i := bytes.Index(text[from:], []byte(w))
			if i < 0 {
				break
			}
			before := text[:from+i]
			if !isDenied(before) && !isOfRefund(before) && !isWarning(before) {
				return true, false
			}
			denied, from = true, from+i+len(w)
		}
	}
	return false, denied
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// mayHoldEnglish reports whether a text holds a part of every English word for it.
func mayHoldEnglish(text []byte) bool {
	for _, part := range [...]string{"paid", "pay", "trans", "trade", "funds"} {
		if bytes.Contains(text, []byte(part)) {
			return true
		}
	}
	return false
}

// isOfRefund reports whether the words before those that say paid are about money that
// went back.
func isOfRefund(before []byte) bool {
	return endsWith(before, "退款", "退汇", "退票", "退回", "refund ")
}

// isWarning reports whether the words before those that say paid warn against it.
func isWarning(before []byte) bool {
	return endsWith(before, "勿", "不要", "不可", "不能", "避免", "以免", "防止")
}

// endIn reads an unlisted status as a Chinese or English word for a final state.
// That is no proof, but a reason to believe or doubt the caller's record. The
// whole status must be the word.
func endIn(s string) State {
	var buf [maxKey]byte
	switch string(nameKey(&buf, s)) {
	case "fail", "failed", "failure", "failured", "fails", "reject", "rejected", "refused", "declined", "denied", "closed", "close",
		"cancelled", "canceled", "cancel", "expired", "tradefail", "tradefailed", "payfail", "transferfail", "transferfailed", "paymentfailed", "error",
		"失败", "已失败", "交易失败", "付款失败", "打款失败", "转账失败", "代付失败", "支付失败", "出款失败", "提现失败", "处理失败",
		"已关闭", "关闭", "已撤销", "已取消", "取消", "拒绝", "已拒绝", "已驳回", "驳回":
		return StateFinalFailed
	case "success", "succeed", "succeeded", "successful", "succ", "ok", "paid", "complete", "completed", "finished", "done", "settled",
		"tradesuccess", "paysuccess", "transfersuccess", "paymentsuccess",
		"成功", "已成功", "交易成功", "付款成功", "打款成功", "转账成功", "代付成功", "支付成功", "出款成功", "提现成功", "已到账", "已付款", "已完成":
		return StateSucceeded
	case "returned", "return", "refund", "refunded", "bounceback", "bounced", "reversed", "bankfail", "bankrefund", "退票", "已退票", "退汇", "已退汇", "退款", "已退款", "已退回":
		return StateReturned
	}
	return StateUnknown
}
