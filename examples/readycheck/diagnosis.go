package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	showpage "github.com/payready/payready/readiness/backtest/page"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

// A diagnosisWriter writes answers.
type diagnosisWriter struct {
	to   io.Writer
	lang readiness.Lang
	json bool
	at   time.Time

	codes *failcode.Table
}

// A diagnosis is an answer as JSON.
type diagnosis struct {
	Channel       string `json:"channel"`
	Product       string `json:"product"`
	Status        string `json:"status"`
	Code          string `json:"code"`
	Known         bool   `json:"known"`
	State         string `json:"state"`
	Next          string `json:"next"`
	Retry         string `json:"retry"`
	Order         string `json:"order"`
	Money         string `json:"money"`
	Category      string `json:"category"`
	Origin        string `json:"origin"`
	Scope         string `json:"scope"`
	Fixer         string `json:"fixer"`
	Action        string `json:"action"`
	DeadlineHours int    `json:"deadline_hours"`
	Confidence    string `json:"confidence"`
	Meaning       string `json:"meaning"`
	Applicant     string `json:"applicant"`
}

// glosses say what a word means for whoever reads it at night.
var glosses = map[string]readiness.Text{
	"fix_then_new_order": both("：先排除原因，再用新单号提交", ": put the cause right, then send under a new number"),
	"fix_then_resend":    both("：先排除原因，再用原单号重发完全相同的请求", ": put the cause right, then send the identical request under the same number"),
	"escalate":           both("：结果只有通道能说清", ": only the channel can say how it ended"),
	"keep":               both("：什么都不要再发，原单号和新单号都不行", ": send nothing, under this number or another"),
	"resend_identical":   both("：只能用原单号重发完全相同的请求，且须先查询确认没有这笔订单", ": nothing but the identical request, under this number, and not before a query says that there is no such order"),
	"new_after_final":    both("：本单已终结，另发须用新单号", ": this order has ended; another one needs a number of its own"),
}

// labels begin the lines of an answer.
var labels = map[string]readiness.Text{
	"do": both("处理", "do"), "then": both("随后", "then"), "within": both("时限", "within"), "state": both("状态", "state"), "next": both("下一步", "next"),
	"retry": both("重试", "retry"), "order": both("单号", "order"), "term": both("期限", "term"), "money": both("资金", "money"), "cause": both("原因", "cause"),
	"seen by": both("相关检查", "seen by"), "applicant": both("告诉申请人", "applicant"), "clears": both("解除", "clears"),
}

// chinese are the words of an answer in Chinese, by the line that they stand in. Those
// with a gloss need none.
var chinese = map[string]string{
	"state unknown": "未知", "state processing": "处理中", "state review": "待确认", "state not_found": "查无此单",
	"state final_failed": "最终失败", "state succeeded": "成功", "state returned": "已退回",
	"next query": "先查询", "next wait": "等原因解除后，用新单号提交", "next review": "到通道确认或拒绝这一单", "next resend_identical": "用原单号原样重发",
	"next stop": "停止向该收款人付款", "next done": "已成功，无需处理", "next confirm": "请收款人确认收款", "next approve": "请商户审批人放行",
	"retry query_first": "先查询，不要重发", "retry after_fix": "排除原因后可以", "retry after_wait": "到期后可以", "retry no": "不可以",
	"money maybe": "可能已付", "money no": "未付", "money returned": "已付后退回", "money yes": "已付",
	"origin in_doubt": "尚无定论", "origin bank": "银行", "origin channel": "通道", "origin channel_risk": "通道风控", "origin platform_risk": "平台风控", "origin integrator": "接入方",
	"confidence low": "低", "confidence medium": "中", "confidence high": "高",
}

// word is a word of the answer, in Chinese or as the table writes it, with what it means.
func (w diagnosisWriter) word(line, word, gloss string) string {
	if w.lang != readiness.ZH {
		return word + gloss
	}
	if gloss != "" {
		return strings.TrimPrefix(gloss, "：")
	}
	return or(chinese[line+" "+word], word)
}

func (w diagnosisWriter) category(a diagnosis, c failcode.Category) string {
	if w.lang == readiness.ZH {
		return showpage.Category(c).In(w.lang)
	}
	return a.Category
}

func (w diagnosisWriter) write(o order, d failcode.Decision) {
	a := w.diagnosis(o, d)
	if w.json {
		e := json.NewEncoder(w.to)
		e.SetEscapeHTML(false)
		_ = e.Encode(a)
		return
	}
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintln(w.to, pad(labels[name].In(w.lang), 10), value)
		}
	}
	if what := slices.DeleteFunc([]string{a.Channel, a.Product, a.Status, a.Code}, func(s string) bool { return s == "" }); len(what) > 0 {
		fmt.Fprintln(w.to, strings.Join(what, " "))
	}
	line("do", told(d.Action(), w.lang))
	if cause := d.Cause.Action(); d.Next == failcode.NextQuery && (d.Known || d.Likely) && cause.ID != d.Action().ID {
		line("then", w.in("查询确认失败后，", "once a query shows that it failed, ")+told(cause, w.lang))
	}
	if a.DeadlineHours > 0 {
		line("within", fmt.Sprintf(w.in("提交后 %d 小时内，逾期失效", "%d hours of its being sent; then it lapses"), a.DeadlineHours))
	}
	line("state", w.word("state", a.State, ""))
	next, order := glosses[a.Next].In(w.lang), glosses[a.Order].In(w.lang)
	if d.State.Final() && d.Action().ID == remedy.ConfirmReceipt.ID {
		next = w.in("：本单已失效，请用新单号提交，并请收款人确认那一笔", ": this order has lapsed; send under a new number, and see that the payee confirms that one")
	}
	if d.State == failcode.StateReturned && a.Next == failcode.NextFixThenNewOrder.String() {
		next = w.in("：确认退款已入账，并排除原因后，再用新单号提交", ": see that the refund is booked, put the cause right, then send under a new number")
	}
	if d.Order == failcode.OrderResendIdentical && d.Money == failcode.MoneyNo { // the request was refused: there is nothing to query
		order = w.in("：只能用原单号重发完全相同的请求", ": nothing but the identical request, under this number")
	}
	line("next", w.word("next", a.Next, next))
	line("retry", w.word("retry", a.Retry, ""))
	line("order", w.word("order", a.Order, order))
	if d.ResendDays > 0 {
		line("term", fmt.Sprintf(w.in("完全相同的请求受理至第 %d 天日终，提交当天为第一天", "the identical request is taken until the end of day %d, that of submission being the first"), d.ResendDays))
	}
	line("money", w.word("money", a.Money, ""))
	switch {
	case d.Likely:
		line("cause", fmt.Sprintf(w.in("可能是%s（据文字说明）：%s", "likely %s, read from the sentence: %s"), w.category(a, d.Cause.Category), a.Meaning))
	case a.Category != "":
		line("cause", fmt.Sprintf(w.in("%s（来源：%s，可信度：%s）：%s", "%s, %s, %s confidence: %s"),
			w.category(a, d.Cause.Category), w.word("origin", a.Origin, ""), w.word("confidence", a.Confidence, ""), a.Meaning))
	case o.Code != "":
		line("cause", w.in("未收录，或不能确定", "not listed, or not for certain"))
	}
	if d.Known {
		line("seen by", strings.Join(slices.Collect(d.Cause.Checks()), ", "))
	}
	line("applicant", a.Applicant)
	if t, ok := d.Cause.ClearsAt(w.at, nil); ok && !w.at.IsZero() {
		line("clears", t.In(china).Format(time.RFC3339))
	}
}

func (w diagnosisWriter) in(zh, en string) string { return both(zh, en).In(w.lang) }

// owners are who can act, in words.
var owners = map[remedy.Owner]readiness.Text{
	remedy.Applicant: both("申请人", "applicant"), remedy.Bank: both("银行", "bank"), remedy.Channel: both("通道", "channel"), remedy.Integrator: both("接入方", "integrator"),
}

// told says who does what.
func told(a remedy.Action, l readiness.Lang) string {
	if a.Owner == remedy.Nobody {
		return a.Text.In(l)
	}
	return owners[a.Owner].In(l) + colon.In(l) + a.Text.In(l)
}

func (w diagnosisWriter) diagnosis(o order, d failcode.Decision) diagnosis {
	a := diagnosis{
		Channel: d.Channel, Product: d.Product, State: d.State.String(), Next: d.Next.String(), Retry: d.Retry.String(), Order: d.Order.String(),
		Money: d.Money.String(), Fixer: d.Action().Owner.String(), Action: d.Action().ID, DeadlineHours: d.DeadlineHours, Applicant: d.Applicant().In(w.lang),
	}
	if a.Product == "" {
		a.Product = w.codes.Resolve(o.Channel, o.Product).Product
	}
	a.Known = d.Known || o.Code == "" && d.StatusKnown
	if d.StatusKnown {
		a.Status = strings.ToUpper(strings.TrimSpace(o.Status))
	}
	if d.Known {
		a.Code = d.Cause.Code
	}
	if d.Known || d.Likely {
		a.Category, a.Origin, a.Scope = d.Cause.Category.String(), d.Cause.Origin.String(), d.Cause.Scope.String()
		a.Confidence, a.Meaning = d.Cause.Confidence.String(), d.Cause.Meaning().In(w.lang)
	}
	return a
}
