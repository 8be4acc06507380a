package page

import (
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
)

type text = readiness.Text

const (
	zh = readiness.ZH
	en = readiness.EN
)

var words = map[string]text{
	"title":     {zh: "打款回测", en: "Backtest of payouts"},
	"synthetic": {zh: "以下数据为虚构，不代表任何真实打款。", en: "These payouts are made up and say nothing about real ones."},
	"judged":    {zh: "评估配置：%s。检查清单共 %d 项。", en: "Judged by configuration %s. The suite has %d checks."},
	"payouts":   {zh: "%d 笔", en: "%d payouts"},
	"unlisted":  {zh: "%d 条检查结果不在本清单内，可能来自其他版本，归入“其他”。", en: "%d findings are none of this suite's, perhaps those of another version, and count under other."},
	"mixed":     {zh: "这些打款由 %d 套不同配置评估，分数之间不可比较。", en: "The payouts were judged by %d configurations, whose scores do not compare."},
	"held":      {zh: "%d 笔被拦下，没有结果，只计数，不推测。", en: "%d payouts were held and have no outcome: counted, not guessed at."},
	"unknown":   {zh: "%d 笔没有最终结果，不参与统计。", en: "%d payouts have no final outcome and are left out of the rates."},
	"notes":     {zh: "区间为 95% 置信区间。有结果的打款才能评判检查项；此前已被拦下的打款不在其中。", en: "Intervals are 95 %. Only payouts with an outcome judge a check; those that were held before are not among them."},

	"summary":      {zh: "总体", en: "In all"},
	"measure":      {zh: "项目", en: "Measure"},
	"count":        {zh: "笔数", en: "Payouts"},
	"share":        {zh: "比例", en: "Share"},
	"interval":     {zh: "区间", en: "Interval"},
	"amount":       {zh: "金额（元）", en: "CNY"},
	"caught":       {zh: "失败的打款，本可拦下", en: "failures that would have been caught"},
	"good-stopped": {zh: "成功的打款，却会被拦下", en: "good payouts that would have been stopped"},
	"failure-rate": {zh: "失败或退票", en: "failed or returned"},

	"verdicts": {zh: "各结论的实际结果", en: "What became of each verdict"},
	"verdict":  {zh: "结论", en: "Verdict"},
	"out-of":   {zh: "总笔数", en: "Of"},
	"of":       {zh: "有结果", en: "With an outcome"},
	"failed":   {zh: "失败", en: "Failed"},

	"checks":    {zh: "各检查项的作用", en: "What each check is worth"},
	"check":     {zh: "检查项", en: "Check"},
	"lift":      {zh: "提升倍数", en: "Lift"},
	"precision": {zh: "提示后失败率", en: "Fails when it warns"},
	"recall":    {zh: "覆盖的失败", en: "Share of failures"},
	"alone":     {zh: "仅它发现的失败", en: "Caught by it alone"},
	"remark":    {zh: "说明", en: "Remark"},
	"inverted":  {zh: "方向相反：它提示的打款失败更少", en: "inverted: what it warns of fails less often"},
	"few":       {zh: "样本太少", en: "too few to say"},

	"missed":  {zh: "漏掉的失败", en: "Failures that would have been sent"},
	"cause":   {zh: "原因", en: "Cause"},
	"code":    {zh: "通道错误码", en: "Channel's code"},
	"guards":  {zh: "本应发现的检查项", en: "Checks that guard against it"},
	"missing": {zh: "当时缺少的信息", en: "What was missing"},

	"inputs":    {zh: "补充哪些信息最有用", en: "Which inputs would have helped most"},
	"input":     {zh: "信息", en: "Input"},
	"lacked":    {zh: "缺少的笔数", en: "Payouts without it"},
	"found":     {zh: "预计多发现的失败", en: "Failures it would have shown"},
	"good":      {zh: "预计误提示", en: "Good payouts it would have warned of"},
	"supposing": {zh: "推算的前提：缺少该信息的打款与已知该信息的打款情况相同。", en: "Supposing that payouts without the input are like those with it."},

	"scores":    {zh: "分数与实际结果", en: "Scores and what came true"},
	"score":     {zh: "分数", en: "Score"},
	"said":      {zh: "预计成功率", en: "Said"},
	"became":    {zh: "实际成功率", en: "Came true"},
	"auc":       {zh: "分数能区分成败的程度（0.5 为随机）", en: "Chance that a failure scored lower (0.5 is luck)"},
	"brier":     {zh: "均方误差（仅用总体成功率时为 %.4f）", en: "Mean squared error (%.4f by the overall rate alone)"},
	"log-loss":  {zh: "对数损失", en: "Log loss"},
	"error":     {zh: "校准误差", en: "Calibration error"},
	"diagram":   {zh: "横轴为预计成功率，纵轴为实际成功率；越靠近对角线越准。", en: "Said across, came true upwards: the nearer the diagonal, the better."},
	"lift-bars": {zh: "提示后失败率（横条）与其余打款的失败率（竖线）", en: "Failure rate when the check warns (bar) and otherwise (line)"},

	"money":      {zh: "费用", en: "Money"},
	"costs":      {zh: "按每笔失败 %s 元、每笔误拦 %s 元计算。", en: "At %s CNY for a failure and %s for a good payout stopped."},
	"saved":      {zh: "按结论放行，共节省（元）", en: "Saved by the verdicts, CNY"},
	"best":       {zh: "节省最多的放行分数", en: "Sending from this score on would have saved most"},
	"best-saved": {zh: "届时节省（元）", en: "Saved then, CNY"},

	"problems": {zh: "数据问题", en: "Problems of the input"},
	"problem":  {zh: "问题", en: "Problem"},
	"groups":   {zh: "按通道、银行、时段", en: "By channel, bank and hour"},
	"group":    {zh: "分组", en: "Group"},
	"other":    {zh: "其他", en: "other"},
	"oclock":   {zh: "%s 时", en: "%s h"},
	"said-of":  {zh: "%s（%s）", en: "%s (%s)"},
	"joined":   {zh: "、", en: ", "},
}

var verdicts = map[readiness.Verdict]text{
	readiness.Ready: {zh: "可提交", en: "ready"}, readiness.Caution: {zh: "存疑", en: "caution"},
	readiness.Incomplete: {zh: "信息不足", en: "incomplete"}, readiness.Wait: {zh: "等待", en: "wait"},
	readiness.Fix: {zh: "待处理", en: "fix"}, readiness.Review: {zh: "人工复核", en: "review"},
	readiness.Paid: {zh: "已付款", en: "paid"}, readiness.Stop: {zh: "停止", en: "stop"},
}

var statuses = map[string]text{
	"unknown": {zh: "未知", en: "unknown"}, "pass": {zh: "通过", en: "pass"}, "warn": {zh: "提示", en: "warn"},
	"fail": {zh: "不通过", en: "fail"}, "not_applicable": {zh: "不适用", en: "not applicable"},
	"skipped": {zh: "跳过", en: "skipped"}, "error": {zh: "出错", en: "error"},
}

var problems = map[string]text{
	"unreadable":        {zh: "无法读取的行，已略过", en: "lines that cannot be read, left out"},
	"no-outcome":        {zh: "没有结果的打款，结果记为未知", en: "payouts without an outcome, counted as unknown"},
	"no-submission":     {zh: "找不到对应打款的结果，已略过", en: "outcomes without a payout, left out"},
	"no-id":             {zh: "没有编号，已略过", en: "no ID, left out"},
	"two-submissions":   {zh: "同一编号多次提交，取最后一次", en: "several payouts of one ID, the last one counts"},
	"two-outcomes":      {zh: "同一编号多个结果，取时间最晚的，同时则取较差的", en: "several outcomes of one ID, the latest counts, and of two at once the worse"},
	"outcome-too-early": {zh: "结果早于提交，结果记为未知", en: "outcomes before their payout, counted as unknown"},
	"forgotten":         {zh: "结果到来前已超出容量，结果记为未知", en: "dropped before an outcome came, counted as unknown"},
}

var categories = map[failcode.Category]text{
	failcode.Other: {zh: "其他或未收录的错误码", en: "other, or an unlisted code"}, failcode.TimeoutOrUnknown: {zh: "超时或结果未知", en: "timeout or unknown"},
	failcode.OrderNotFound: {zh: "订单不存在", en: "order not found"}, failcode.Review: {zh: "等待确认", en: "held for confirmation"},
	failcode.CardState: {zh: "卡状态异常", en: "state of the card"}, failcode.CardNumber: {zh: "卡号错误", en: "card number"},
	failcode.IdentityMismatch: {zh: "身份信息不一致", en: "identity does not match"}, failcode.AccountClassLimit: {zh: "账户类别限额", en: "limit of the account class"},
	failcode.CardTypeUnsupported: {zh: "不支持的卡", en: "card not supported"}, failcode.ChannelLimit: {zh: "通道限额", en: "limit of the channel"},
	failcode.RiskControl: {zh: "风控拦截", en: "risk control"}, failcode.BankMaintenance: {zh: "银行维护", en: "maintenance of the bank"},
	failcode.InsufficientPayerFunds: {zh: "付款账户余额不足", en: "payer short of funds"}, failcode.MerchantSetup: {zh: "商户配置", en: "setup of the merchant"},
	failcode.ParameterError: {zh: "参数错误", en: "wrong parameters"}, failcode.CollectOnly: {zh: "仅涉及扣款", en: "about collecting"},
	failcode.Succeeded: {zh: "成功但有瑕疵", en: "a success with a defect"},
}
