package readiness

import (
	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

var cardIssuerMatch = Check{
	ID: "card.issuer-match", Rev: 1,
	Title:    Text{ZH: "开户行与卡号一致", EN: "The stated bank is the card's"},
	Purpose:  Text{ZH: "申请人填的开户行与卡号不符，说明其中一个填错了", EN: "When the stated bank is not the card's, one of the two is wrong"},
	Severity: Medium, Need: Optional,
	Needs:    []intake.Field{intake.FieldCardIssuer},
	Optional: []intake.Field{intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength},
	After:    []ID{"card.number"},
	Cites: []Cite{
		{Title: "Channels refuse a card whose bank is not the one stated", Source: "channels' failure codes, package failcode", Confidence: HighConfidence},
		{Title: "Rural and city banks have merged; cards keep the old bank's prefix", Source: "package cardbin, issuer_mergers.csv", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "match", Status: Pass, Message: Text{ZH: "所填银行与卡号一致", EN: "The stated bank issued the card"}},
		{Code: "successor", Status: Warn, Worth: 90, Action: &remedy.CorrectBankDetails,
			Message: Text{ZH: "发卡行与所填银行已合并", EN: "The card's bank and the stated one have merged"}},
		{Code: "mismatch", Status: Fail, Action: &remedy.CorrectBankDetails,
			Message: Text{ZH: "所填银行不是这张卡的发卡行", EN: "The stated bank did not issue the card"}},
		{Code: "unrecognised", Because: NoData, Action: &remedy.CorrectBankDetails,
			Message: Text{ZH: "无法识别所填银行或卡号所属银行", EN: "The stated bank, or the bank of this number, is not known here"}},
	},
	Run: func(c *Case) Outcome {
		if n := c.number(); n.pan.IsZero() && !n.partial {
			return c.Missing(intake.FieldCardNumber)
		}
		issuer, known := c.issuerByNumber()
		if !known {
			return c.Is("unrecognised")
		}
		if s := c.sub.Card.Issuer; s == issuer.Code || s == issuer.NameZH { // as most write it
			return c.Is("match")
		}
		switch stated, found := c.plan.bins.FindIssuer(c.sub.Card.Issuer); {
		case !found:
			return c.Is("unrecognised")
		case issuer.Code == stated.Code:
			return c.Is("match")
		case c.plan.bins.Succeeded(issuer.Code, stated.Code), c.plan.bins.Succeeded(stated.Code, issuer.Code):
			return c.Is("successor")
		}
		return c.Is("mismatch")
	},
}

var cardIssuerStanding = Check{
	ID: "card.issuer-standing", Rev: 1,
	Title:    Text{ZH: "主流银行", EN: "A mainstream bank"},
	Purpose:  Text{ZH: "通道对国有大行和全国性股份制银行的支持最好", EN: "Channels reach the big state-owned and joint-stock banks best"},
	Severity: Low, Need: Optional,
	Optional: []intake.Field{intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardIssuer},
	After:    []ID{"card.number"},
	Cites: []Cite{
		{Title: "Channels reach the big state-owned and joint-stock banks best", Source: "a wallet's guide for applicants", Confidence: LowConfidence},
	},
	Reasons: []Reason{
		{Code: "mainstream", Status: Pass, Message: Text{ZH: "主流银行", EN: "One of the big state-owned or joint-stock banks"}},
		{Code: "other", Status: Warn, Action: &remedy.BindOtherCard,
			Message: Text{ZH: "中小银行，个别通道支持较差", EN: "A smaller bank, which some channels serve less well"}},
		{Code: "internet-only", Status: Warn, Action: &remedy.BindOtherCard,
			Message: Text{ZH: "互联网银行，没有网点，个别通道不支持", EN: "A bank without branches, which some channels do not serve"}},
	},
	Run: func(c *Case) Outcome {
		issuer, ok := c.issuer()
		switch {
		case !ok:
			return c.Missing(intake.FieldCardIssuer)
		case issuer.InternetOnly:
			return c.Is("internet-only")
		case issuer.Mainstream:
			return c.Is("mainstream")
		}
		return c.Is("other")
	},
}

// issuer is the card's bank: by its number, else as stated.
func (c *Case) issuer() (*cardbin.Issuer, bool) {
	if i, ok := c.issuerByNumber(); ok {
		return i, true
	}
	i := c.facts.stated.get(c, (*Case).findStatedIssuer)
	return i, i.Code != ""
}

func (c *Case) findStatedIssuer() (i cardbin.Issuer) {
	if s := c.sub.Card.Issuer; s != "" {
		i, _ = c.plan.bins.FindIssuer(s)
	}
	return i
}

// issuerByNumber is the bank that the card's number belongs to.
func (c *Case) issuerByNumber() (*cardbin.Issuer, bool) {
	i := c.facts.issuer.get(c, (*Case).findIssuer)
	return i, i.Code != ""
}

func (c *Case) findIssuer() cardbin.Issuer {
	if m, ok := c.exactBIN(); ok {
		return m.Issuer()
	}
	return cardbin.Issuer{}
}

// issuerCode is the code of the card's bank, "" when it is not known.
func (c *Case) issuerCode() string {
	i, _ := c.issuer()
	return i.Code
}

var cardNonCounter = Check{
	ID: "card.non-counter", Rev: 2,
	Title:    Text{ZH: "非柜面业务未暂停", EN: "Non-counter business is not suspended"},
	Purpose:  Text{ZH: "银行暂停非柜面业务后，账户收不到代付", EN: "Where the bank has suspended non-counter business, a payout is unlikely to arrive"},
	Severity: High, Gate: true, Need: Optional, Group: "account-state",
	Optional: []intake.Field{intake.FieldCardNonCounter, intake.FieldCardOnlineTransfer},
	Cites: []Cite{
		{Title: "Banks suspend non-counter business (非柜面业务) of accounts that look abnormal or were never used", Source: "银发〔2016〕261号", Date: Date{Year: 2016, Month: 9, Day: 30}, Confidence: HighConfidence},
		{Title: "Limits on non-counter business (非柜面限额) are limits on what goes out", Source: "banks' notices", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "非柜面业务未受限", EN: "Non-counter business is not limited"}},
		{Code: "limited", Status: Pass, Internal: true, Message: Text{ZH: "非柜面业务有限额，只限支出，不影响入账", EN: "Non-counter business is limited: that binds what goes out, not what comes in"}},
		{Code: "receive-only", Status: Warn, Worth: 40, Action: &remedy.ContactBank, Internal: true,
			Message: Text{ZH: "非柜面业务只收不付：可以入账，但收款人取不出、还不了", EN: "Away from the counter the account takes money in but pays none out: the payee can neither withdraw nor repay"}},
		{Code: "online-transfer-off", Status: Warn, Action: &remedy.EnableOnlineTransfer,
			Message: Text{ZH: "未开通线上转账", EN: "Online transfer is off"}},
		{Code: "suspended", Status: Fail, Action: &remedy.ContactBank, Internal: true,
			Message: Text{ZH: "非柜面业务已被银行暂停，代付很可能无法入账", EN: "The bank has suspended non-counter business: a payout is unlikely to arrive"}},
	},
	Run: func(c *Case) Outcome {
		s := &c.sub.Card
		switch {
		case s.NonCounter == intake.NonCounterSuspended:
			return c.Is("suspended")
		case s.NonCounter == intake.NonCounterReceiveOnly:
			return c.Is("receive-only")
		case s.OnlineTransfer == intake.No:
			return c.Is("online-transfer-off")
		case s.NonCounter == intake.NonCounterLimited:
			return c.Is("limited")
		case s.NonCounter == intake.NonCounterNormal:
			return c.Is("ok")
		}
		return c.Missing(intake.FieldCardNonCounter)
	},
}

var cardRiskFlag = Check{
	ID: "card.risk-flag", Rev: 2,
	Title:    Text{ZH: "账户无司法与涉诈标记", EN: "No court or fraud flag"},
	Purpose:  Text{ZH: "涉诈名单上的账户不得打款；被冻结的账户，资金入账后会被控制", EN: "Nothing may be paid to an account on a fraud list; in a frozen account the money would be caught"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldCardFraudListed, intake.FieldCardJudicialFreeze, intake.FieldCardFreezeBy},
	Cites: []Cite{
		{Title: "Banks and payment firms stop accounts that are involved in fraud", Source: "反电信网络诈骗法 Art. 18", Date: Date{Year: 2022, Month: 12, Day: 1}, Confidence: MediumConfidence},
		{Title: "A freeze names an amount or says 只收不付: paying into the account is not forbidden, and telling its holder may be", Source: "银监发〔2014〕53号", Date: Date{Year: 2014, Month: 12, Day: 29}, Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "clear", Status: Pass, Internal: true, Message: Text{ZH: "没有司法或涉诈标记", EN: "No court or fraud flag"}},
		{Code: "fraud-listed", Status: Fail, Kind: Stopping, Action: &remedy.StopPayout, Internal: true,
			Message: Text{ZH: "账户列入涉诈名单", EN: "The account is on a fraud list"}},
		{Code: "police-freeze", Status: Fail, Kind: Reviewing, Action: &remedy.ReviewAccount, Internal: true,
			Message: Text{ZH: "账户被公安机关冻结：收款人可能涉案，也可能是受害人，须人工复核", EN: "The police have frozen the account: the payee may be a suspect or a victim, and a person has to look at it"}},
		{Code: "court-freeze", Status: Fail, Action: &remedy.ContactBank, Internal: true,
			Message: Text{ZH: "账户被法院冻结：入账资金会被控制，需换绑其他卡", EN: "A court has frozen the account: money that arrives is caught there; another card is needed"}},
		{Code: "judicial-freeze", Status: Fail, Action: &remedy.ContactBank, Internal: true,
			Message: Text{ZH: "账户被冻结，冻结机关不明或为其他机关：入账资金会被控制，需换绑其他卡", EN: "The account is frozen, it is not known by whom or by another authority: money that arrives is caught there; another card is needed"}},
	},
	Run: func(c *Case) Outcome {
		s := &c.sub.Card
		switch {
		case s.FraudListed == intake.Yes:
			return c.Is("fraud-listed")
		case s.FreezeBy == intake.FrozenByPolice:
			return c.Is("police-freeze")
		case s.FreezeBy == intake.FrozenByCourt:
			return c.Is("court-freeze")
		case s.FreezeBy == intake.FrozenByOther, s.JudicialFreeze == intake.Yes:
			return c.Is("judicial-freeze")
		case s.FraudListed == intake.No && s.JudicialFreeze == intake.No:
			return c.Is("clear")
		}
		return c.missingUntil(0, intake.FieldCardFraudListed, intake.FieldCardJudicialFreeze)
	},
}
