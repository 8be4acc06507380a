package render

import "github.com/payready/payready/readiness"

type text = readiness.Text

const (
	zh = readiness.ZH
	en = readiness.EN
)

var verdicts = map[readiness.Verdict]text{
	readiness.Ready:      {zh: "未发现已知障碍，可以提交", en: "no known obstacle: ready to submit"},
	readiness.Caution:    {zh: "没有硬性障碍，但有疑点", en: "nothing blocks it, but there are doubts"},
	readiness.Incomplete: {zh: "信息不足，无法判断", en: "not enough information to tell"},
	readiness.Wait:       {zh: "现在不要提交，等待或先查询", en: "do not submit now: wait, or query first"},
	readiness.Fix:        {zh: "现在提交很可能失败，请先处理", en: "would very likely fail now: fix this first"},
	readiness.Review:     {zh: "先转人工复核，复核前不要提交", en: "needs a review by your staff: do not submit before"},
	readiness.Paid:       {zh: "这笔款已经付过，不要再付", en: "has been paid already: do not pay again"},
	readiness.Stop:       {zh: "不要提交", en: "do not submit"},
}

// heads are the verdicts in a word.
var heads = map[readiness.Verdict]text{
	readiness.Ready:      {zh: "可提交", en: "READY"},
	readiness.Caution:    {zh: "存疑", en: "CAUTION"},
	readiness.Incomplete: {zh: "信息不足", en: "INCOMPLETE"},
	readiness.Wait:       {zh: "等待", en: "WAIT"},
	readiness.Fix:        {zh: "待处理", en: "FIX"},
	readiness.Review:     {zh: "人工复核", en: "REVIEW"},
	readiness.Paid:       {zh: "已付款", en: "PAID"},
	readiness.Stop:       {zh: "停止", en: "STOP"},
}

// Head returns a verdict in a word, as texts begin with it.
func Head(v readiness.Verdict, l readiness.Lang) string { return heads[v].In(l) }

var words = struct {
	spread, coverage, card, at, earliest, limits, nearly, nextQuery, bestRoute, valid, inTheWay, besides, optional, unchecked, more, after, provided, colon, ask, check, finding, score,
	todo, say, internal, broken, engine, policy, data, silent, missing, comma, schedule, noSchedule, blockedBy, later text
}{
	spread:    text{zh: "分数区间", en: "range"},
	coverage:  text{zh: "已知部分", en: "inputs known"},
	silent:    text{zh: "未提供，不扣分", en: "Not given, no deduction"},
	missing:   text{zh: "缺少：", en: "Missing: "},
	comma:     text{zh: "、", en: "; "},
	card:      text{zh: "银行卡", en: "card"},
	at:        text{zh: "计划提交", en: "planned for"},
	earliest:  text{zh: "最早可提交", en: "earliest"},
	limits:    text{zh: "时间限制解除", en: "limits end"},                                                        // but it may not be submitted then
	nearly:    text{zh: "没有硬性障碍，可以提交，但有轻微疑点", en: "nothing blocks it: ready to submit, with minor doubts"}, // Ready below 100
	nextQuery: text{zh: "下次查询", en: "query at"},
	bestRoute: text{zh: "最佳通道", en: "best channel"},
	valid:     text{zh: "结论有效至", en: "valid until"},
	inTheWay:  text{zh: "卡在哪里", en: "In the way"},
	besides:   text{zh: "其他疑点", en: "Besides"},
	optional:  text{zh: "可选改进", en: "Optional"},
	unchecked: text{zh: "未核查", en: "not checked"},
	more:      text{zh: "等 %d 项", en: " and others, %d in all"},
	after:     text{zh: "处理后 %d 分，%s", en: "score after: %d, %s"},
	provided:  text{zh: "%s：%d 分，%s", en: "%s: %d, %s"},
	colon:     text{zh: "：", en: ": "},
	ask:       text{zh: "待补充信息（最低 … 最高分数）", en: "To find out (worst … best score)"},
	check:     text{zh: "检查", en: "Check"},
	finding:   text{zh: "结果", en: "Finding"},
	score:     text{zh: "分", en: "points"},
	todo:      text{zh: "请您处理", en: "What to do"},
	say:       text{zh: "告知：", en: "Say: "},
	internal:  text{zh: "仅供内部，不要告知申请人", en: "Internal: do not tell the applicant"},
	broken:    text{zh: "输入、检查和数据源中的错误", en: "Errors in inputs, checks and sources"},
	engine:    text{zh: "引擎", en: "Engine"},
	policy:    text{zh: "策略", en: "policy"},
	data:      text{zh: "数据", en: "data"},

	schedule:   text{zh: "何时可以提交", en: "When to submit"},
	noSchedule: text{zh: "没有时间表", en: "There is no schedule"},
	blockedBy:  text{zh: "，不可提交，未通过：", en: ", not met: "},
	later:      text{zh: "之后还有 %d 段", en: "and %d more after that"},
}

var categories = map[string]text{
	"identity":    {zh: "身份", en: "Identity"},
	"consistency": {zh: "一致性", en: "Consistency"},
	"card":        {zh: "银行卡", en: "Card"},
	"payout":      {zh: "打款", en: "Payout"},
	"mandate":     {zh: "放款条件", en: "Mandate"},
	"network":     {zh: "网络", en: "Network"},
	"device":      {zh: "设备", en: "Device"},
	"timing":      {zh: "时间", en: "Timing"},
	"history":     {zh: "历史", en: "History"},
}

var problems = map[string]text{
	"check-broken":  {zh: "检查本身出错", en: "the check broke"},
	"later-than-at": {zh: "晚于评估时刻，不予采信；请核对时钟和时区", en: "later than the moment, so that it does not count: look at clocks and time zones"},
	"lookup-failed": {zh: "数据源没有应答", en: "the source did not answer"},
	"malformed":     {zh: "格式有误，未采用", en: "malformed, and ignored"},
	"out-of-range":  {zh: "超出范围，未采用", en: "out of range, and ignored"},
	"too-many":      {zh: "数量超限", en: "too many"},
	"report-reused": {zh: "报告已被下一次评估覆盖", en: "the report was filled again by a later assessment"},
}

// named returns the word for an ID, or the ID where there is none, as for the categories of
// custom checks.
func named(words map[string]text, id string, l readiness.Lang) string {
	if t, ok := words[id]; ok {
		return t.In(l)
	}
	return clean(id)
}

var fixers = map[string]text{
	"applicant":  {zh: "申请人", en: "applicant"},
	"bank":       {zh: "银行", en: "bank"},
	"channel":    {zh: "通道", en: "channel"},
	"integrator": {zh: "接入方", en: "integrator"},
	"nobody":     {zh: "无需处理", en: "nobody"},
}

// A look is how a status is shown: a mark one column wide, and a word.
type look struct {
	mark string
	word text
}

var looks = map[readiness.Status]look{
	readiness.Pass:          {"✓", text{zh: "通过", en: "pass"}},
	readiness.Warn:          {"!", text{zh: "提醒", en: "warn"}},
	readiness.Fail:          {"✗", text{zh: "未通过", en: "fail"}},
	readiness.StatusUnknown: {"?", text{zh: "未知", en: "unknown"}},
	readiness.NotApplicable: {"-", text{zh: "不适用", en: "n/a"}},
	readiness.Skipped:       {"·", text{zh: "跳过", en: "skipped"}},
	readiness.StatusError:   {"#", text{zh: "出错", en: "error"}},
}

// lookOf returns the look of a status. An unknown status looks like StatusUnknown.
func lookOf(s readiness.Status) look {
	if l, ok := looks[s]; ok {
		return l
	}
	return looks[readiness.StatusUnknown]
}
