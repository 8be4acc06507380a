package failcode

import (
	"strconv"
	"strings"

	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

var (
	tail = remedy.Text{
		remedy.ZH: "请不要重复申请。",
		remedy.EN: "Please do not apply again.",
	}
	textPending = remedy.Text{
		remedy.ZH: "打款正在处理。可能是银行维护、通道排队或人工审核，请耐心等待。需要咨询时，请备好订单号。",
		remedy.EN: "The payout is being processed. The bank may be under maintenance, the channel may have a queue, or somebody may be reviewing it: please be patient. If you ask support, have the order number ready.",
	}
	textDone = remedy.Text{
		remedy.ZH: "款项已经打出，到账以银行为准。银行之后仍可能退回，请留意账户变动。",
		remedy.EN: "The money has been sent; your bank decides when it arrives. The bank may still return it, so please watch your account.",
	}
	textChecking = remedy.Text{
		remedy.ZH: "本次打款的结果还在核实，请耐心等待。需要咨询时，请备好订单号。",
		remedy.EN: "We are finding out how this payout ended: please be patient. If you ask support, have the order number ready.",
	}
	textLast = remedy.Text{
		remedy.ZH: "正在核实上一笔打款的结果，请勿重复申请。需要咨询时，请备好订单号。",
		remedy.EN: "We are finding out how your last payout ended: please do not apply again. If you ask support, have the order number ready.",
	}
	textNeutral = remedy.Text{
		remedy.ZH: "本次打款未能完成。如有疑问，请联系客服，并备好订单号。",
		remedy.EN: "This payout could not be completed. If you have questions, contact support and have the order number ready.",
	}
	textOurs = remedy.Text{
		remedy.ZH: "本次打款未能完成，由我们解决，您暂时无需操作。",
		remedy.EN: "This payout could not be completed. We are working on it; you need not do anything for now.",
	}
	textConfirm = remedy.Text{
		remedy.ZH: "请于{time}在微信官方页面确认收款，勿点他人发来的链接；逾期款项退回付款方。",
		remedy.EN: "Please confirm the receipt on WeChat's own page {time}. Do not follow links that others send. After that the money goes back to the payer.",
	}
	textConfirmElsewhere = remedy.Text{
		remedy.ZH: "请于{time}在收款 App 的官方页面确认收款，勿点他人发来的链接；逾期款项退回付款方。",
		remedy.EN: "Please confirm the receipt on the receiving app's own page {time}. Do not follow links that others send. After that the money goes back to the payer.",
	}
	textLapsed = remedy.Text{
		remedy.ZH: "这笔款项未在期限内确认收款，已退回付款方。重新发起后，请及时在官方页面确认，勿点他人发来的链接。",
		remedy.EN: "This payout was not confirmed in time and has gone back to the payer. When it is sent again, please confirm it in time on the app's own page, and do not follow links that others send.",
	}
	textFailed = remedy.Text{
		remedy.ZH: "本次打款未能完成。",
		remedy.EN: "This payout could not be completed.",
	}
	textAfterFix = remedy.Text{
		remedy.ZH: "问题解决后，请隔一段时间再试。", // how long is for a policy to say
		remedy.EN: "When the problem is solved, leave some time before you try again.",
	}
)

// Applicant returns the text for the person being paid. It never promises
// success, never asks for a new application, and never mentions blocklists,
// courts or how risk control decides.
func (d Decision) Applicant() remedy.Text {
	a := d.Action()
	switch {
	case d.Next == NextDone:
		return textDone
	case d.Next == NextConfirm:
		return join(d.confirm(), tail)
	case d.State == StateUnknown && (d.Known || d.Likely) && d.Cause.Retry != RetryQueryFirst && d.Money != MoneyNo:
		return textLast
	case !d.State.Final() && d.Money != MoneyNo: // of a request that was refused nothing is being processed
		return join(textPending, tail)
	case d.Money == MoneyMaybe:
		return join(textChecking, tail)
	case d.Next == NextStop:
		return textNeutral
	case a.ID == remedy.ConfirmReceipt.ID:
		return join(textLapsed, tail)
	case (d.Next == NextFixThenNewOrder || d.Next == NextFixThenResend) && (a.Owner == remedy.Applicant || a.Owner == remedy.Bank):
		return join(textFailed, a.Text, textAfterFix, tail)
	case d.Next == NextWait && a.Owner == remedy.Nobody && d.Cause.Scope == ScopePayee:
		return join(textFailed, a.Text, tail)
	}
	return join(textOurs, tail)
}

// join concatenates sentences, with a space between them in English.
func join(parts ...remedy.Text) remedy.Text {
	out := parts[0]
	for _, p := range parts[1:] {
		out[remedy.ZH] += p[remedy.ZH]
		out[remedy.EN] += " " + p[remedy.EN]
	}
	return out
}

// confirm asks the payee to confirm the receipt, by the deadline if it is known.
func (d Decision) confirm() remedy.Text {
	text := textConfirmElsewhere
	if d.Channel == "wechatpay" {
		text = textConfirm
	}
	term := [...]string{remedy.ZH: "期限内", remedy.EN: "in time"}
	switch {
	case !d.LapsesAt.IsZero():
		at := d.LapsesAt.In(workday.China)
		term = [...]string{remedy.ZH: at.Format(" 1月2日 15:04 前"), remedy.EN: at.Format("before 15:04 on 2 January, China time")}
	case d.DeadlineHours > 0:
		n, zh, en := d.DeadlineHours, " 小时内", " hours of its being sent"
		if n%24 == 0 && n > 72 {
			n, zh, en = n/24, " 天内", " days of its being sent"
		}
		term = [...]string{remedy.ZH: "发起后 " + strconv.Itoa(n) + zh, remedy.EN: "within " + strconv.Itoa(n) + en}
	}
	for lang := range text {
		text[lang] = strings.ReplaceAll(text[lang], "{time}", term[lang])
	}
	return text
}
