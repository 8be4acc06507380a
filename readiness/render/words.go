package render

import (
	"time"

	"github.com/payready/payready/readiness"
)

type text = readiness.Text

const (
	zh = readiness.ZH
	en = readiness.EN
)

var verdicts = map[readiness.Verdict]text{
	readiness.Ready:      {zh: "未发现已知障碍，可以提交", en: "no known obstacle: it may be submitted"},
	readiness.Caution:    {zh: "没有硬性障碍，但有疑点", en: "nothing blocks it, but there are doubts"},
	readiness.Incomplete: {zh: "信息不足，无法判断", en: "too little is known to say"},
	readiness.Wait:       {zh: "现在不要提交，等待或先查询", en: "not now: wait, or query first"},
	readiness.Fix:        {zh: "现在提交会被拒，请先处理", en: "it would be refused: mend this first"},
	readiness.Stop:       {zh: "不要提交", en: "do not submit"},
}

var words = struct {
	spread, coverage, card, at, earliest, nextQuery, valid, fixFirst, ask,
	check, finding, status, todo, by, after, category, score text
}{
	spread:    text{zh: "分数区间", en: "range"},
	coverage:  text{zh: "已知程度", en: "known"},
	card:      text{zh: "银行卡", en: "card"},
	at:        text{zh: "计划提交", en: "planned for"},
	earliest:  text{zh: "最早可提交", en: "earliest"},
	nextQuery: text{zh: "下次查询", en: "query at"},
	valid:     text{zh: "结论有效至", en: "valid until"},
	fixFirst:  text{zh: "先处理什么（处理后分数）", en: "What to fix first (score after)"},
	ask:       text{zh: "还需要知道什么（最坏 … 最好分数）", en: "What to find out (score at worst … at best)"},
	check:     text{zh: "检查", en: "Check"},
	finding:   text{zh: "结果", en: "Finding"},
	status:    text{zh: "状态", en: "Status"},
	todo:      text{zh: "处理", en: "What to do"},
	by:        text{zh: "由谁", en: "By"},
	after:     text{zh: "之后", en: "After"},
	category:  text{zh: "类别", en: "Category"},
	score:     text{zh: "分数", en: "Score"},
}

var categories = map[string]text{
	"identity":    {zh: "身份", en: "Identity"},
	"consistency": {zh: "一致性", en: "Consistency"},
	"card":        {zh: "银行卡", en: "Card"},
	"payout":      {zh: "打款", en: "Payout"},
	"network":     {zh: "网络", en: "Network"},
	"device":      {zh: "设备", en: "Device"},
	"timing":      {zh: "时间", en: "Timing"},
	"history":     {zh: "历史", en: "History"},
}

// category names one of the standard categories; a custom one is its own name.
func category(id string) text {
	if t, ok := categories[id]; ok {
		return t
	}
	return text{zh: id, en: id}
}

var fixers = map[string]text{
	"applicant":  {zh: "申请人", en: "applicant"},
	"bank":       {zh: "银行", en: "bank"},
	"channel":    {zh: "通道", en: "channel"},
	"integrator": {zh: "接入方", en: "integrator"},
	"nobody":     {zh: "无需处理", en: "nobody"},
}

func fixer(id string) text { return fixers[id] }

// title and message fall back to the codes, which is all that a summary has.
func title(f readiness.DocumentFinding) string {
	if f.Title != "" {
		return f.Title
	}
	return string(f.Check)
}

func message(f readiness.DocumentFinding) string {
	if f.Message != "" {
		return f.Message
	}
	return f.Code
}

func clock(t time.Time) string { return t.Format("2006-01-02 15:04") }
