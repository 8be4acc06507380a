package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// What the history says of habits: how often, with how many cards, by how many
// people. Vendors' own limits are not public; all of these are policy.
var habitCite = Cite{
	Title:  "Frequent changes of cards, shared cards and devices, and quick repeats make payouts fail; the limits are our own",
	Source: "policy; a wallet's guide for applicants, 银发〔2016〕261号 for numbers and phones", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: JudgementCall,
}

var historyAttemptBudget = Check{
	ID: "history.attempt-budget", Rev: 3,
	Title:    Text{ZH: "未超尝试次数", EN: "Attempts are left"},
	Purpose:  Text{ZH: "一天内打款、验证失败过多，会被通道限制", EN: "Too many payouts or failed verifications on a day are limited by channels"},
	Severity: High, Gate: true, Need: Optional,
	Needs: []intake.Field{intake.FieldAt},
	Optional: []intake.Field{intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldHistoryElementFailuresToday, intake.FieldHistoryApplications30d,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt},
	Cites: []Cite{
		habitCite,
		{Title: "Channels limit payments to one card on one day, with codes such as SENDNUM_LIMIT", Source: "channels' failure codes, package failcode", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "of", Unit: intake.UnitWord, Words: []string{budgetPayouts, budgetElements, budgetApplications}}, {Name: "limit", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "within", Status: Pass, Message: Text{ZH: "尝试次数未超限", EN: "The number of attempts is within its limits"}},
		{Code: "many-applications", Status: Warn, Worth: 100, Internal: true,
			Message: Text{ZH: "近 30 天申请达到 {limit} 次；多次支用属正常行为，仅供参考", EN: "{limit} or more applications in 30 days; drawing often is normal use, so this is only shown"}},
		{Code: "matched-late", Status: Warn, Worth: 100, Internal: true,
			Message: Text{ZH: "今日要素验证失败 {limit} 次以上后才一致，请留意是否有人试填", EN: "The elements matched after {limit} or more failures today: somebody may have been guessing"}},
		{Code: "last-try", Status: Warn, Action: &remedy.Wait,
			Message: Text{ZH: "尝试次数即将用完（上限 {limit} 次）", EN: "One attempt is left of {limit}"}},
		{Code: "exhausted", Status: Fail, Kind: Timed, Action: &remedy.Wait,
			Message: Text{ZH: "尝试次数已用完（上限 {limit} 次），请稍后再试", EN: "All {limit} attempts are used up; wait"}},
	},
	Run: runAttemptBudget,
}

const (
	budgetPayouts      = "payouts_a_day"
	budgetElements     = "element_checks_a_day"
	budgetApplications = "applications_in_30_days"
)

func runAttemptBudget(c *Case) Outcome {
	p, h := c.plan.policy, &c.sub.History
	payouts, undated := c.payoutsToday()
	elements, settles, late := c.elementFailures()
	// What is worst: the least that is left, and of that what lasts longest.
	name, left, limit, ends := "", int64(2), int64(0), int64(0)
	spend := func(of string, used, most, until int64) {
		rest := max(0, most-max(0, used))
		if until > c.at && (rest < left || rest == left && rest < 2 && until > ends) {
			name, left, limit, ends = of, rest, most, until
		}
	}
	spend(budgetPayouts, payouts, p.PayoutsPerCardDay, c.tomorrow())
	spend(budgetElements, elements, p.ElementFailuresDay, settles)
	known := h.Attempts != nil && h.ElementFailuresToday.OK && !undated
	if name != "" && (left == 0 || known) {
		code := "exhausted"
		if left > 0 {
			code = "last-try"
			if turns := c.dayTurns(); turns != 0 { // another budget may be used up then
				ends = min(ends, turns)
			}
		}
		return c.until(ends, code, Note("of", intake.Word(name)), Note("limit", intake.Count(limit)))
	}
	if late && known {
		return c.until(chinatime.Sooner(c.tomorrow(), c.dayTurns()), "matched-late", Note("of", intake.Word(budgetElements)), Note("limit", intake.Count(p.ElementFailuresDay)))
	}
	// Nothing that was counted then is still inside 30 days.
	if end := c.seen + 30*chinatime.Day; known && h.Applications30d.V >= p.Applications30d && end > c.at {
		if turns := c.dayTurns(); turns != 0 { // a budget may be used up then
			end = min(end, turns)
		}
		return c.until(end, "many-applications", Note("of", intake.Word(budgetApplications)), Note("limit", intake.Count(p.Applications30d)))
	}
	return c.withinBudget(undated)
}

// payoutsToday counts the payouts of the day to this card, or perhaps to it, and reports
// whether others have no time.
func (c *Case) payoutsToday() (n int64, undated bool) {
	for _, a := range c.attempts() {
		switch {
		case a.SameCard == intake.No:
		case c.onToday(&a):
			n++
		default:
			undated = undated || a.made == 0
		}
	}
	return n, undated
}

// elementFailures counts the element checks of the day that failed, and says until when
// they count: to the day's end, or until one that is dated later may settle it. However
// many they were, after one that matched nobody needs another, and it is only late.
func (c *Case) elementFailures() (n, until int64, late bool) {
	if c.isToday(c.seen) {
		n = c.sub.History.ElementFailuresToday.V
	}
	if matched, fresh := c.elementsMatched(); matched >= c.plan.policy.OwnershipElements && fresh >= c.tomorrow() {
		return 0, c.tomorrow(), n >= c.plan.policy.ElementFailuresDay
	}
	if shown := chinatime.Unix(c.sub.Card.ElementCheck.At) - skew; shown > c.at {
		return n, min(shown, c.tomorrow()), false
	}
	return n, c.tomorrow(), false
}

// withinBudget is the outcome when nothing that is known is used up.
func (c *Case) withinBudget(undated bool) Outcome {
	h := &c.sub.History
	switch {
	case h.Attempts == nil || !h.ElementFailuresToday.OK || !h.Applications30d.OK:
		return c.missingUntil(c.dayTurns(), intake.FieldHistoryAttempts, intake.FieldHistoryElementFailuresToday, intake.FieldHistoryApplications30d)
	case undated:
		return c.attemptsUnclear()
	}
	return c.until(c.dayTurns(), "within")
}

var historyRebinding = Check{
	ID: "history.rebinding", Rev: 2,
	Title:    Text{ZH: "绑卡稳定", EN: "Cards are not changed often"},
	Purpose:  Text{ZH: "频繁换绑银行卡是风控关注的行为", EN: "Frequent changes of the card are something that risk control looks at"},
	Severity: High, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldHistoryCardBindings30d, intake.FieldCardBoundAt},
	Cites:    []Cite{habitCite},
	Evidence: []Key{{Name: "bindings", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "steady", Status: Pass, Message: Text{ZH: "近期没有频繁换绑银行卡", EN: "Cards have not been changed often lately"}},
		{Code: "new-card", Status: Warn, Worth: 100,
			Message: Text{ZH: "银行卡刚刚绑定", EN: "The card has only just been bound"}},
		{Code: "frequent", Status: Warn, Worth: 100, Internal: true,
			Message: Text{ZH: "30 天内绑卡 {bindings} 次，较为频繁", EN: "Cards were bound {bindings} times in 30 days, which is often"}},
		{Code: "excessive", Status: Warn, Worth: 90, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "30 天内绑卡 {bindings} 次，过于频繁", EN: "Cards were bound {bindings} times in 30 days, which is too often"}},
	},
	Run: func(c *Case) Outcome {
		p, n := c.plan.policy, c.sub.History.CardBindings30d
		bindings := Note("bindings", intake.Count(n.V))
		fresh := int64(0)
		if t := chinatime.Unix(c.sub.Card.BoundAt); t != 0 && c.at != 0 {
			fresh = t + p.NewCardHours*3600
		}
		switch {
		case n.V >= p.RebindingExcessive:
			return c.Is("excessive", bindings)
		case n.V >= p.RebindingFrequent:
			return c.Is("frequent", bindings)
		case fresh > c.at:
			return c.until(fresh, "new-card")
		case !n.OK:
			return c.Missing(intake.FieldHistoryCardBindings30d)
		}
		return c.Is("steady")
	},
}

var historySharing = Check{
	ID: "history.sharing", Rev: 2,
	Title:    Text{ZH: "没有多人共用", EN: "Card, device and mobile are not shared"},
	Purpose:  Text{ZH: "同一张卡、设备或手机号由多人使用，是风控关注的行为", EN: "A card, device or mobile that several people use is something that risk control looks at"},
	Severity: High, Need: Optional,
	Optional: []intake.Field{intake.FieldHistoryDocumentsOnCard, intake.FieldHistoryCardsOnDocument, intake.FieldHistoryDocumentsOnDevice, intake.FieldHistoryDocumentsOnMobile},
	Cites:    []Cite{habitCite},
	Evidence: []Key{{Name: "shared", Unit: intake.UnitWords, Words: []string{"documents_on_card", "cards_on_document", "documents_on_device", "documents_on_mobile"},
		Texts: []Text{{ZH: "同一张卡绑定过多个证件", EN: "several documents on one card"}, {ZH: "同一证件绑定过多张卡", EN: "many cards of one document"},
			{ZH: "同一设备登录过多个证件", EN: "several documents on one device"}, {ZH: "同一手机号登记过多个证件", EN: "several documents on one mobile"}}}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "没有发现多人共用", EN: "Nothing is shared among people"}},
		{Code: "shared", Status: Warn, Clears: []ID{"history.abuse"}, Action: &remedy.ReviewAccount, Internal: true,
			Message: Text{ZH: "存在共用：{shared}", EN: "Shared: {shared}"}},
		{Code: "shared-card", Status: Fail, Clears: []ID{"history.abuse"}, Action: &remedy.BindOwnCard, Internal: true,
			Message: Text{ZH: "同一张卡被多个证件绑定：须换绑本人名下的卡", EN: "Several people bound this card: it takes a card of the payee's own"}},
		{Code: "excessive", Status: Fail, Clears: []ID{"history.abuse"}, Action: &remedy.ReviewAccount, Internal: true,
			Message: Text{ZH: "共用明显过多：{shared}", EN: "Shared far too much: {shared}"}},
	},
	Run: func(c *Case) Outcome {
		p, h := c.plan.policy, &c.sub.History
		excessive := onlyIf(h.CardsOnDocument.V >= 2*p.CardsPerDocument, 1<<1) |
			onlyIf(h.DocumentsOnDevice.V >= 2*p.DocumentsPerDevice, 1<<2) |
			onlyIf(h.DocumentsOnMobile.V >= 2*p.DocumentsPerMobile, 1<<3)
		shared := onlyIf(h.CardsOnDocument.V >= p.CardsPerDocument, 1<<1) |
			onlyIf(h.DocumentsOnDevice.V >= p.DocumentsPerDevice, 1<<2) |
			onlyIf(h.DocumentsOnMobile.V >= p.DocumentsPerMobile, 1<<3)
		switch {
		case h.DocumentsOnCard.V >= p.DocumentsPerCard:
			return c.Is("shared-card")
		case excessive != 0:
			return c.Is("excessive", Note("shared", intake.Words(excessive)))
		case shared != 0:
			return c.Is("shared", Note("shared", intake.Words(shared)))
		case !h.DocumentsOnCard.OK || !h.CardsOnDocument.OK || !h.DocumentsOnDevice.OK || !h.DocumentsOnMobile.OK:
			return c.missingUntil(0, intake.FieldHistoryDocumentsOnCard, intake.FieldHistoryCardsOnDocument, intake.FieldHistoryDocumentsOnDevice, intake.FieldHistoryDocumentsOnMobile)
		}
		return c.Is("none")
	},
}

var historyPlatformScore = Check{
	ID: "history.platform-score", Rev: 2,
	Title:    Text{ZH: "综合评分足够", EN: "Platform score suffices"},
	Purpose:  Text{ZH: "平台综合评分不足是常见的拒绝原因", EN: "An insufficient score of the platform's own is a usual cause of refusal"},
	Severity: High, Need: Optional,
	Needs: []intake.Field{intake.FieldHistoryPlatformScore},
	Cites: []Cite{
		{Title: "Platforms refuse for an insufficient score (综合评分不足); scales are each platform's own", Source: "policy; a wallet's guide for applicants", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "score", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "good", Status: Pass, Message: Text{ZH: "平台综合评分足够", EN: "The platform's score suffices"}},
		{Code: "low", Status: Warn, Worth: 40, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "平台综合评分偏低", EN: "The platform's score is low"}},
		{Code: "insufficient", Status: Fail, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "平台综合评分不足", EN: "The platform's score does not suffice"}},
	},
	Run: func(c *Case) Outcome {
		p, score := c.plan.policy, c.sub.History.PlatformScore.V
		note := Note("score", intake.Count(score))
		switch {
		case score < 0 || score > 100:
			return c.Missing(intake.FieldHistoryPlatformScore)
		case score < p.PlatformInsufficient:
			return c.Is("insufficient", note)
		case score < p.PlatformScoreLow:
			return c.Is("low", note)
		}
		return c.Is("good", note)
	},
}
