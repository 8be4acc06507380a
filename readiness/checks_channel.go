package readiness

import (
	"slices"
	"strings"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

var payoutChannelName = Check{
	ID: "payout.channel-name", Rev: 2,
	Title:    Text{ZH: "通道和产品名称可识别", EN: "Channels and products have names that are known"},
	Purpose:  Text{ZH: "名称不在码表内时，状态和失败码无从核对，登记有误就可能重复付款", EN: "Under a name that is not listed, statuses and codes cannot be looked up, and a wrong record may pay twice"},
	Severity: Low, Need: Optional,
	Optional: []intake.Field{intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldPayoutRoutes, intake.FieldHistoryAttempts},
	Cites: []Cite{
		{Title: "A code means nothing without its channel and product", Source: "channels' documentation, package failcode", Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: nearChannelKey, Unit: intake.UnitWord, Words: channelWords[:]}, {Name: nearProductKey, Unit: intake.UnitWord, Words: productWords[:]}},
	Reasons: []Reason{
		{Code: "known", Status: Pass, Message: Text{ZH: "通道和产品名称均可识别", EN: "Every channel and product that is named is known"}},
		{Code: "channel-misspelt", Status: Warn, Action: &remedy.CorrectChannelName, Internal: true,
			Message: Text{ZH: "通道名称无法识别，最接近的是 {near_channel}", EN: "A channel's name is not known; the nearest is {near_channel}"}},
		{Code: "product-misspelt", Status: Warn, Action: &remedy.CorrectChannelName, Internal: true,
			Message: Text{ZH: "产品名称无法识别，最接近的是 {near_channel} 的 {near_product}", EN: "A product's name is not known; the nearest is {near_product} of {near_channel}"}},
		{Code: "not-listed", Because: NoData, Worth: 50, Minor: true, Action: &remedy.CorrectChannelName, Internal: true,
			Message: Text{ZH: "通道或产品不在码表内，状态和失败码无从核对，只能按登记的结果判断", EN: "A channel or product is not listed: its statuses and codes cannot be looked up, so the recorded outcome counts"}},
	},
	Run: runChannelName,
}

const (
	nearChannelKey = "near_channel"
	nearProductKey = "near_product"
)

// channelWords and productWords are the names that failcode knows; a test holds them
// against it.
var channelWords = [...]string{
	"99bill", "ainong", "airwallex", "alipay", "allinpay", "baofoo", "ccb", "epay_platform", "generic_daifu_gateway", "huifu",
	"iso20022", "iso8583_unionpay_pos", "jdpay", "lianlian", "netease_epay", "payermax", "paypal", "spdb", "stripe", "unionpay",
	"upay_bank_core", "wechatpay", "wise", "yeepay",
}

var productWords = [...]string{
	"AppCodeDict", "BusinessMsg", "ExternalStatusReason1Code", "acp", "authpay", "batch", "cashier", "chinapnr", "daifu", "disbursement",
	"field39", "fund.trans.toaccount.transfer", "fund.trans.uni.transfer", "gateway", "instantpay", "mch_transfer", "pay_bank", "payout",
	"payout v2", "payouts", "promotion_transfers", "quickpay", "tlt", "transfer", "transfers", "银企直联",
}

// maxUnknownNames bounds how many names that nobody knows are held against all that
// are known: one is enough to say so.
const maxUnknownNames = 64

func runChannelName(c *Case) Outcome {
	s := &c.sub.Payout
	worst := misnomer{}
	if s.Channel != "" || s.Product != "" {
		worst = c.misnomer(s.Channel, s.Product, c.channel() != nil)
	}
	if m := c.misnomerOfRows(); m.kind > worst.kind {
		worst = m
	}
	unknown := 0
	for _, a := range c.attempts() {
		unread := a.Status == "" && a.Code == ""
		switch {
		case a.channel != "" && (a.Product == "" || a.Product == a.product):
			continue
		case unread && a.Channel == "" && a.Product == "":
			continue
		}
		if m := c.misnomer(a.Channel, a.Product, unread); m.kind > worst.kind {
			worst = m
		}
		if unknown++; worst.kind == channelMisspelt || unknown == maxUnknownNames {
			break
		}
	}
	switch {
	case worst.kind == channelMisspelt:
		return c.Is("channel-misspelt", Note(nearChannelKey, intake.Word(worst.channel)))
	case worst.kind == productMisspelt:
		return c.Is("product-misspelt", Note(nearChannelKey, intake.Word(worst.channel)), Note(nearProductKey, intake.Word(worst.product)))
	case worst.kind == notListed:
		return c.Is("not-listed")
	case c.sub.History.Attempts == nil:
		return c.Missing(intake.FieldHistoryAttempts)
	}
	return c.Is("known")
}

// misnomerOfRows looks for a slip of the pen in payout/routes: such a row is of no channel
// that the payout may go through. No status or code stands under its name, so that one
// like none that is known is the caller's own.
func (c *Case) misnomerOfRows() (worst misnomer) {
	rows := c.sub.Payout.Routes
	if len(rows) == 0 {
		return worst
	}
	doubtful := 0
	names := *c.facts.accounts.get(c, (*Case).nameAccounts)
	for i := range names {
		m := misnomerOf(names[i], rows[i].Product, false)
		if m.kind <= max(notListed, worst.kind) {
			continue
		}
		if c.plan.profile(rows[i].Channel, rows[i].Product, &names[i]) == nil {
			worst = m
		}
		if doubtful++; worst.kind == channelMisspelt || doubtful == maxUnknownNames {
			break
		}
	}
	return worst
}

// A misnomer is what is wrong with the name of a channel or product, and what was
// perhaps meant.
type misnomer struct {
	kind             uint8
	channel, product string
}

const (
	rightName uint8 = iota
	notListed
	productMisspelt
	channelMisspelt
)

// misnomer says what is wrong with a name. One that no status or code depends on, or
// that the policy has a profile for, may be the caller's own.
func (c *Case) misnomer(channel, product string, own bool) misnomer {
	if s := &c.sub.Payout; channel == s.Channel && product == s.Product {
		return misnomerOf(*c.payoutName(), product, own)
	}
	return misnomerOf(c.plan.codes.Resolve(channel, product), product, own)
}

func misnomerOf(n failcode.Name, product string, own bool) misnomer {
	switch {
	case n.Channel == "" && slices.Contains(channelWords[:], n.NearChannel) && !own:
		return misnomer{channelMisspelt, n.NearChannel, ""}
	case n.Channel == "" && own, n.Channel != "" && (n.Product != "" || own || strings.TrimSpace(product) == ""):
		return misnomer{}
	case slices.Contains(channelWords[:], n.Channel) && slices.Contains(productWords[:], n.NearProduct):
		return misnomer{productMisspelt, n.Channel, n.NearProduct}
	}
	return misnomer{kind: notListed}
}

// nameProfiles finds out which channels and products the policy's profiles mean.
func (p *plan) nameProfiles() {
	p.profiles = make([]failcode.Name, len(p.policy.Channels))
	for i, ch := range p.policy.Channels {
		p.profiles[i] = p.codes.Resolve(ch.Channel, ch.Product)
		p.byProduct = p.byProduct || ch.Product != ""
	}
}

// channel returns the policy's profile for the payout, nil when it has none.
// A profile for the product goes before one for the whole channel.
func (c *Case) channel() *Channel { return *c.facts.profile.get(c, (*Case).findChannel) }

func (c *Case) findChannel() *Channel {
	s := &c.sub.Payout
	if len(c.plan.profiles) == 0 || s.Channel == "" && s.Product == "" {
		return nil
	}
	return c.plan.profile(s.Channel, s.Product, c.payoutName())
}

// profile returns the policy's profile for a channel and product, which failcode knows as
// meant.
func (p *plan) profile(channel, product string, meant *failcode.Name) (whole *Channel) {
	for i := range p.policy.Channels {
		ch, name := &p.policy.Channels[i], &p.profiles[i]
		switch {
		case !sameName(ch.Channel, name.Channel, channel, meant.Channel):
		case ch.Product == product, sameName(ch.Product, name.Product, product, meant.Product):
			return ch
		case ch.Product == "" && name.Product == "":
			whole = ch
		}
	}
	return whole
}

// account is what is known of the merchant's account with the payout's channel: by its
// row in payout/routes, else as the payout states it.
func (c *Case) account() *intake.PayoutRoute { return c.facts.account.get(c, (*Case).findAccount) }

func (c *Case) findAccount() intake.PayoutRoute {
	s, found := &c.sub.Payout, c.accountRow()
	if !found.Available.OK {
		found.Available = s.Available
	}
	if !found.MerchantPaidToday.OK {
		found.MerchantPaidToday = s.MerchantPaidToday
	}
	return found
}

// accountRow returns what the rows of the payout's channel say. What one for the product
// states goes before one for the whole channel, but what either does not permit is not
// permitted.
func (c *Case) accountRow() (of intake.PayoutRoute) {
	s := &c.sub.Payout
	if len(s.Routes) == 0 {
		return of
	}
	var whole intake.PayoutRoute
	names, meant := *c.facts.accounts.get(c, (*Case).nameAccounts), c.payoutName()
	for i := range names {
		row, name := &s.Routes[i], &names[i]
		switch {
		case !sameName(row.Channel, name.Channel, s.Channel, meant.Channel):
		case row.Product == s.Product, sameName(row.Product, name.Product, s.Product, meant.Product):
			tighten(&of, row)
		case row.Product == "" && name.Product == "":
			tighten(&whole, row)
		}
	}
	if of.Permitted == intake.Unknown || whole.Permitted == intake.No {
		of.Permitted = whole.Permitted
	}
	if !of.Available.OK {
		of.Available = whole.Available
	}
	if !of.MerchantPaidToday.OK {
		of.MerchantPaidToday = whole.MerchantPaidToday
	}
	return of
}

// tighten adds what another row says of the same: of two that differ the more careful
// counts.
func tighten(found, row *intake.PayoutRoute) {
	if found.Permitted == intake.Unknown || row.Permitted == intake.No {
		found.Permitted = row.Permitted
	}
	if row.Available.OK && (!found.Available.OK || row.Available.V < found.Available.V) {
		found.Available = row.Available
	}
	if row.MerchantPaidToday.OK && (!found.MerchantPaidToday.OK || row.MerchantPaidToday.V > found.MerchantPaidToday.V) {
		found.MerchantPaidToday = row.MerchantPaidToday
	}
}

func (c *Case) nameAccounts() []failcode.Name {
	rows := c.sub.Payout.Routes
	names := make([]failcode.Name, len(rows))
	for i := range rows {
		names[i] = c.plan.codes.Resolve(rows[i].Channel, rows[i].Product)
	}
	return names
}

// payoutName is the payout's channel and product as failcode knows them.
func (c *Case) payoutName() *failcode.Name { return c.facts.payoutName.get(c, (*Case).findName) }

func (c *Case) findName() failcode.Name {
	return c.plan.codes.Resolve(c.sub.Payout.Channel, c.sub.Payout.Product)
}

// sameName reports whether two names mean the same: what failcode knows them as, and
// where it knows one of them not, the names as they are written, but for capitals and
// white space around them.
func sameName(a, knownA, b, knownB string) bool {
	if knownA != "" && knownB != "" {
		return knownA == knownB
	}
	return a != "" && sameWritten(a, b)
}

func sameWritten(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// mayGoAlike reports whether an attempt went, or may have gone, through the payout's
// channel.
func (c *Case) mayGoAlike(a *attempt) bool {
	s, meant := &c.sub.Payout, c.payoutName()
	switch {
	case a.Channel == "" && a.channel == "", sameName(a.Channel, a.channel, s.Channel, meant.Channel):
		return true
	case a.channel != "" || meant.Channel == "":
		return false
	}
	return c.plan.codes.Resolve(a.Channel, "").NearChannel == meant.Channel
}
