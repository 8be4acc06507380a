package readiness

import (
	"slices"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

var payoutAmount = Check{
	ID: "payout.amount", Rev: 3,
	Title:    Text{ZH: "打款金额有效", EN: "Amount can be paid"},
	Purpose:  Text{ZH: "金额为零、超出可表示范围或不合精度，通道直接拒绝", EN: "An amount of zero or out of range is refused at once"},
	Severity: High, Gate: true, Need: Required,
	Needs:    []intake.Field{intake.FieldPayoutAmount},
	Optional: []intake.Field{intake.FieldAt, intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldPayoutSystem, intake.FieldCardAccountKind},
	Cites: []Cite{
		{Title: "Limits of one payment are the channel's: for WeChat Pay to bank cards, 20,000 CNY", Source: "channels' documentation, CODES.md of package failcode", Date: Date{Year: 2024, Month: 11, Day: 13}, Confidence: HighConfidence},
		{Title: "BEPS takes up to 1,000,000 CNY, raised at times; HVPS has no upper limit", Source: "the People's Bank, as reported", Date: Date{Year: 2020, Month: 1, Day: 24}, Confidence: MediumConfidence},
		{Title: "IBPS, NetsUnion and UnionPay take up to 1,000,000 CNY", Source: "common practice, rows of the policy", Confidence: LowConfidence},
	},
	Evidence: []Key{{Name: "limit_fen", Unit: intake.UnitFen}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "金额有效", EN: "The amount can be paid"}},
		{Code: "negative", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "金额为负数", EN: "The amount is negative"}},
		{Code: "zero", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "金额为零", EN: "The amount is zero"}},
		{Code: "below-minimum", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "低于通道单笔最低金额 {limit_fen}", EN: "Below the channel's minimum of {limit_fen}"}},
		{Code: "not-channel-step", Status: Fail, Action: &remedy.CorrectAmount,
			Message: Text{ZH: "金额不是通道要求的 {limit_fen} 的整数倍", EN: "Not a multiple of the channel's step of {limit_fen}"}},
		{Code: "over-single-limit", Status: Fail, Action: &remedy.UseChannelForAmount,
			Message: Text{ZH: "超过单笔限额 {limit_fen}", EN: "Above the limit of {limit_fen} for one payment"}},
		{Code: "over-usual-limit", Status: Warn, Worth: 10, Action: &remedy.CheckChannelLimit, Internal: true,
			Message: Text{ZH: "超过通道默认单笔限额 {limit_fen}，须已申请提额", EN: "Above the {limit_fen} for one payment that the channel grants by default"}},
	},
	Run: func(c *Case) Outcome {
		amount, l := c.sub.Payout.Amount.V, c.limits()
		system, until := c.plan.systemLimit(c.system(), c.at)
		most := least(system, l.max, l.cardDay, l.merchantDay) // a day's limit binds even on a fresh day
		is := func(code string, limit intake.Fen) Outcome {
			return c.until(until, code, Note("limit_fen", intake.Amount(limit)))
		}
		switch {
		case amount < 0:
			return c.Is("negative")
		case amount == 0:
			return c.Is("zero")
		case amount > intake.MaxFen:
			return c.Is("over-single-limit", Note("limit_fen", intake.Amount(intake.MaxFen)))
		case exceeds(amount, most):
			return is("over-single-limit", most)
		case amount < l.min:
			return is("below-minimum", l.min)
		case l.step > 0 && amount%l.step != 0:
			return is("not-channel-step", l.step)
		case l.usual > 0 && amount > l.usual:
			return is("over-usual-limit", l.usual)
		case c.someProduct(func(l *limits) bool { return amount < l.min || exceeds(amount, least(l.max, l.cardDay, l.merchantDay)) }):
			return c.missingUntil(until, intake.FieldPayoutProduct)
		}
		return c.until(until, "ok")
	},
}

var payoutChannelSupport = Check{
	ID: "payout.channel-support", Rev: 4,
	Title:    Text{ZH: "通道支持这张卡和这笔打款", EN: "The channel takes this card and payout"},
	Purpose:  Text{ZH: "同一张卡在不同通道的支持不同：银行、金额、卡组织、必填项", EN: "Channels differ in the banks, amounts, networks and particulars that they take"},
	Severity: Critical, Gate: true, Need: Expected,
	Optional: []intake.Field{intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldPayoutRoutes, intake.FieldPayoutAmount, intake.FieldPayoutBranchCode, intake.FieldPayoutMemo,
		intake.FieldCardIssuer, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardAccountKind, intake.FieldCardQuickPay},
	Cites: []Cite{
		{Title: "Which banks, cards and accounts a channel pays to, and what it wants to be told, is the channel's to say", Source: "channels' documentation, through the policy's profiles", Confidence: HighConfidence},
		{Title: "Alipay's uni.transfer wants a remark from 50,000 CNY on", Source: "its code MEMO_REQUIRED_IN_TRANSFER_ERROR", Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "supported", Status: Pass, Message: Text{ZH: "通道支持", EN: "The channel's profile admits it"}},
		{Code: "not-permitted", Status: Fail, Action: &remedy.UseOtherChannel, Internal: true,
			Message: Text{ZH: "资方不允许走这条通道", EN: "The funder does not permit this channel"}},
		{Code: "issuer-unsupported", Status: Fail, Action: &remedy.UseOtherChannel,
			Message: Text{ZH: "通道不支持这家发卡行", EN: "The channel does not pay to this bank"}},
		{Code: "network-unsupported", Status: Fail, Action: &remedy.UseOtherChannel,
			Message: Text{ZH: "通道不支持这张卡的卡组织", EN: "The channel does not take cards of this network"}},
		{Code: "account-kind-unsupported", Status: Fail, Action: &remedy.UseOtherChannel,
			Message: Text{ZH: "通道不支持这类账户（对私或对公）", EN: "The channel does not pay to this kind of account, personal or corporate"}},
		{Code: "quick-pay-needed", Status: Fail, Action: &remedy.EnableQuickPay,
			Message: Text{ZH: "通道要求银行卡已开通快捷支付", EN: "The channel wants quick-pay to be enabled on the card"}},
		{Code: "branch-code-needed", Status: Fail, Action: &remedy.AddBranchCode,
			Message: Text{ZH: "通道要求提供开户行联行号", EN: "The channel wants the branch code"}},
		{Code: "memo-needed", Status: Fail, Action: &remedy.AddMemo,
			Message: Text{ZH: "通道要求此金额填写附言", EN: "The channel wants a memo for this amount"}},
	},
	Run: runChannelSupport,
}

func runChannelSupport(c *Case) Outcome {
	ch, s := c.channel(), &c.sub.Payout
	memoOver := c.limits().memoOver
	lacksMemo := func(l *limits) bool { return exceeds(s.Amount.V, l.memoOver) && s.Memo.IsZero() }
	memoNeeded := lacksMemo(c.limits())
	switch {
	case c.account().Permitted == intake.No:
		return c.Is("not-permitted")
	case ch == nil && memoNeeded:
		return c.Is("memo-needed")
	case ch == nil && s.Channel == "" && (c.plan.byChannel || len(s.Routes) > 0):
		return c.Missing(intake.FieldPayoutChannel)
	case ch == nil && (c.productMatters() || c.someProduct(lacksMemo)):
		return c.Missing(intake.FieldPayoutProduct)
	case ch == nil:
		return c.NotApplicable() // the policy has no profile to hold it against
	}
	issuer, kind, network := c.issuerCode(), c.sub.Card.AccountKind, c.network()
	choosy := len(ch.IssuersAllowed) > 0 || len(ch.IssuersDenied) > 0
	switch {
	case issuer != "" && !ch.takesIssuer(issuer):
		return c.Is("issuer-unsupported")
	case network != cardbin.NetworkUnknown && !ch.takesNetwork(network):
		return c.Is("network-unsupported")
	case kind != 0 && !ch.takesKind(kind):
		return c.Is("account-kind-unsupported")
	case ch.NeedsQuickPay && c.sub.Card.QuickPay == intake.No:
		return c.Is("quick-pay-needed")
	case ch.NeedsBranch && s.BranchCode == "":
		return c.Is("branch-code-needed")
	case memoNeeded:
		return c.Is("memo-needed")
	case choosy && issuer == "":
		return c.Missing(intake.FieldCardIssuer)
	case len(ch.Networks) > 0 && network == cardbin.NetworkUnknown:
		return c.Missing(intake.FieldCardNumber)
	case kind == 0 && !ch.takesKind(intake.Personal):
		return c.Missing(intake.FieldCardAccountKind)
	case ch.NeedsQuickPay && !c.sub.Card.QuickPay.Known():
		return c.Missing(intake.FieldCardQuickPay)
	case memoOver > 0 && !s.Amount.OK:
		return c.Missing(intake.FieldPayoutAmount)
	case c.productMatters() || c.someProduct(lacksMemo):
		return c.Missing(intake.FieldPayoutProduct)
	}
	return c.Is("supported")
}

// speaksOfChannels reports whether anything in the policy depends on the channel.
func (p *Policy) speaksOfChannels() bool {
	return len(p.Channels) > 0 || slices.ContainsFunc(p.Windows, func(w Window) bool { return w.Channel != "" })
}

// productMatters reports whether the payout leaves out its product, and a profile or a row
// of the merchant's channels is about some product of its channel.
func (c *Case) productMatters() bool {
	s, meant := &c.sub.Payout, c.payoutName()
	if s.Product != "" || meant.Product != "" {
		return false
	}
	for i := range s.Routes {
		if row, name := &s.Routes[i], &(*c.facts.accounts.get(c, (*Case).nameAccounts))[i]; row.Product != "" && sameName(row.Channel, name.Channel, s.Channel, meant.Channel) {
			return true
		}
	}
	if !c.plan.byProduct {
		return false
	}
	for i := range c.plan.policy.Channels {
		ch, name := &c.plan.policy.Channels[i], &c.plan.profiles[i]
		if ch.Product != "" && sameName(ch.Channel, name.Channel, s.Channel, meant.Channel) {
			return true
		}
	}
	return false
}

func (ch *Channel) takesIssuer(code string) bool {
	return (len(ch.IssuersAllowed) == 0 || slices.Contains(ch.IssuersAllowed, code)) && !slices.Contains(ch.IssuersDenied, code)
}

// takesNetwork reports whether the channel takes cards of the network. Domestic
// prefixes are UnionPay's to route.
func (ch *Channel) takesNetwork(n cardbin.Network) bool {
	if n == cardbin.Domestic {
		n = cardbin.UnionPay
	}
	if len(ch.Networks) == 0 {
		return n == cardbin.UnionPay
	}
	return slices.Contains(ch.Networks, n.String())
}

func (ch *Channel) takesKind(k intake.AccountKind) bool {
	if len(ch.AccountKinds) == 0 {
		return k == intake.Personal
	}
	return slices.Contains(ch.AccountKinds, k)
}

// network is the card's: a mainland bank's dual-brand card is UnionPay's too.
func (c *Case) network() cardbin.Network {
	if m, ok := c.exactBIN(); ok {
		if m.DualBrand() {
			return cardbin.UnionPay
		}
		return m.Network()
	}
	return c.networkByRange()
}

var payoutChannelQuota = Check{
	ID: "payout.channel-quota", Rev: 3,
	Title:    Text{ZH: "未超通道日限额", EN: "Within the channel's quotas of the day"},
	Purpose:  Text{ZH: "通道对单卡、对商户有日限额，超出要等次日", EN: "Channels limit what a card and a merchant get a day: beyond it, the next day is the earliest"},
	Severity: High, Gate: true, Need: Optional,
	Needs: []intake.Field{intake.FieldAt, intake.FieldPayoutAmount},
	Optional: []intake.Field{intake.FieldObservedAt, intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldPayoutMerchantPaidToday, intake.FieldPayoutRoutes,
		intake.FieldCardAccountKind, intake.FieldHistoryAttempts},
	After: []ID{"payout.amount"},
	Cites: []Cite{
		{Title: "WeChat Pay to bank cards: 20,000 CNY a card and 100,000 a merchant on a day", Source: "its documentation; others' in CODES.md of package failcode", Date: Date{Year: 2024, Month: 11, Day: 13}, Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "limit_fen", Unit: intake.UnitFen}, {Name: "paid_fen", Unit: intake.UnitFen}},
	Reasons: []Reason{
		{Code: "within", Status: Pass, Message: Text{ZH: "未超过通道日限额", EN: "The amount fits the channel's quotas of the day"}},
		{Code: "over-card-day", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilNextDay,
			Message: Text{ZH: "加上今日已付此卡 {paid_fen}，超过通道单卡日限额 {limit_fen}", EN: "With {paid_fen} paid to this card today, the payout exceeds the channel's {limit_fen} a card and day"}},
		{Code: "over-merchant-day", Status: Fail, Kind: Timed, Action: &remedy.WaitUntilNextDay, Internal: true,
			Message: Text{ZH: "加上商户今日已付 {paid_fen}，超过通道商户日限额 {limit_fen}", EN: "With {paid_fen} paid by the merchant today, the payout exceeds the channel's {limit_fen} a day"}},
	},
	Run: func(c *Case) Outcome {
		l, s := c.limits(), &c.sub.Payout
		switch {
		case c.channel() == nil && s.Channel == "" && len(c.plan.policy.Channels) > 0:
			return c.Missing(intake.FieldPayoutChannel)
		case l.cardDay == 0 && l.merchantDay == 0 && !c.anyProduct():
			return c.NotApplicable()
		}
		midnight := c.tomorrow()
		card, all := c.paidToday(true)
		merchant := c.account().MerchantPaidToday.V
		if !c.isToday(c.seen) {
			merchant = 0
		}
		over := func(paid, limit intake.Fen) bool { return exceeds(addFen(max(0, paid), s.Amount.V), limit) }
		switch {
		case over(card, l.cardDay):
			return c.until(midnight, "over-card-day", Note("limit_fen", intake.Amount(l.cardDay)), Note("paid_fen", intake.Amount(card)))
		case over(merchant, l.merchantDay):
			return c.until(midnight, "over-merchant-day", Note("limit_fen", intake.Amount(l.merchantDay)), Note("paid_fen", intake.Amount(merchant)))
		case c.someProduct(func(l *limits) bool {
			return over(card, l.cardDay) || l.cardDay > 0 && (c.sub.History.Attempts == nil || !all) || over(merchant, l.merchantDay) || l.merchantDay > 0 && !c.account().MerchantPaidToday.OK
		}):
			return c.missingUntil(c.dayTurns(), intake.FieldPayoutProduct)
		case l.cardDay > 0 && c.sub.History.Attempts == nil:
			return c.missingUntil(c.dayTurns(), intake.FieldHistoryAttempts)
		case l.cardDay > 0 && !all:
			return c.attemptsUnclear()
		case l.merchantDay > 0 && !c.account().MerchantPaidToday.OK:
			return c.missingUntil(c.dayTurns(), intake.FieldPayoutMerchantPaidToday)
		case l.cardDay == 0 && l.merchantDay == 0:
			return c.NotApplicable()
		}
		return c.until(c.dayTurns(), "within")
	},
}

var payoutFunds = Check{
	ID: "payout.funds", Rev: 2,
	Title:    Text{ZH: "付款账户余额足够", EN: "The paying account has the money"},
	Purpose:  Text{ZH: "付款账户余额不足，整批打款都会失败", EN: "Without money in the paying account every payout fails"},
	Severity: Critical, Gate: true, Need: Optional,
	Needs:    []intake.Field{intake.FieldPayoutAmount},
	Optional: []intake.Field{intake.FieldPayoutAvailable, intake.FieldPayoutRoutes, intake.FieldPayoutChannel, intake.FieldPayoutProduct},
	Cites: []Cite{
		{Title: "Channels refuse a payout that the merchant's balance does not cover", Source: "channels' failure codes, package failcode", Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "short_fen", Unit: intake.UnitFen}},
	Reasons: []Reason{
		{Code: "enough", Status: Pass, Message: Text{ZH: "付款账户余额足够", EN: "The paying account covers the amount"}},
		{Code: "short", Status: Fail, Action: &remedy.TopUpBalance, Internal: true,
			Message: Text{ZH: "付款账户余额不足，差 {short_fen}", EN: "The paying account is short by {short_fen}"}},
	},
	Run: func(c *Case) Outcome {
		amount, available := c.sub.Payout.Amount.V, c.account().Available
		switch {
		case !available.OK:
			return c.Missing(intake.FieldPayoutAvailable)
		case amount > available.V:
			return c.Is("short", Note("short_fen", intake.Amount(addFen(amount, -max(available.V, -intake.MaxFen)))))
		}
		return c.Is("enough")
	},
}
