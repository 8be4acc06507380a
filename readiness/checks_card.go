package readiness

import (
	"errors"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

var cardNumberCheck = Check{
	ID: "card.number", Rev: 2,
	Title:    Text{ZH: "卡号格式正确", EN: "Card number is well formed"},
	Purpose:  Text{ZH: "卡号格式不对就无法打款，也无法做后面的检查", EN: "With a malformed number nothing can be paid, nor anything further be checked"},
	Severity: Critical, Gate: true, Need: Required,
	Optional: []intake.Field{intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldCardLast4},
	Cites: []Cite{
		{Title: "Card numbers have at most 19 digits; UnionPay's have 13 to 19", Source: "ISO/IEC 7812-1; JR/T 0008", Confidence: HighConfidence},
		{Title: "A spreadsheet keeps 15 digits of a number and writes zeros for the rest", Source: "Microsoft, Excel specifications and limits: number precision", Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "卡号格式正确", EN: "The number is well formed"}},
		{Code: "partial", Status: Pass, Message: Text{ZH: "仅提供卡号的头部和长度，格式无异常", EN: "Only the head and the length are held; nothing is wrong with them"}},
		{Code: "format", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "卡号含有数字以外的字符", EN: "The number holds something that is no digit"}},
		{Code: "spreadsheet", Status: Fail, Action: &remedy.ExportTableAgain, Internal: true,
			Message: Text{ZH: "卡号已被电子表格改写，原值已丢失：请重新导出", EN: "A spreadsheet has rewritten the card number and its digits are lost: the table must be exported again"}},
		{Code: "length", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "卡号位数不对", EN: "The number has too many or too few digits"}},
		{Code: "all-same", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "卡号每一位都相同，不是真实卡号", EN: "All digits are the same: no such card exists"}},
		{Code: "test-number", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "这是公开的测试卡号", EN: "This is a published test number"}},
		{Code: "contradiction", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "卡号与另行提供的卡号头部、位数或末四位不一致，可能不是同一张卡", EN: "The number has not the head, length or last four digits that were given beside it: it may be another card"}},
	},
	Run: func(c *Case) Outcome {
		n := c.number()
		switch {
		case n.err != nil:
			if errors.Is(n.err, cardbin.ErrSpreadsheet) {
				return c.Is("spreadsheet")
			}
			if errors.Is(n.err, cardbin.ErrTooShort) || errors.Is(n.err, cardbin.ErrTooLong) {
				return c.Is("length")
			}
			return c.Is("format")
		case n.partial:
			return c.Is("partial")
		case n.pan.IsZero():
			return c.Missing(intake.FieldCardNumber)
		case n.pan.AllSame():
			return c.Is("all-same")
		case n.pan.IsTestNumber(): // 6221558812340000 looks rounded, too
			return c.Is("test-number")
		case n.pan.Rounded():
			return c.Is("spreadsheet")
		case !c.sameCardNumber():
			return c.Is("contradiction")
		}
		return c.Is("ok")
	},
}

// sameCardNumber reports whether what was given beside the whole number is part of it.
func (c *Case) sameCardNumber() bool {
	s, whole := &c.sub.Card, c.number().pan
	bin, last := s.BIN.Reveal(), s.Last4.Reveal()
	return (!s.Length.OK || int(s.Length.V) == whole.Len()) &&
		(!validBIN(bin) || whole.BIN(len(bin)) == bin) && (len(last) != 4 || last == whole.Last4())
}

// numberConfirmed reports whether a bank has answered for the very number, and until
// when that counts, 0 for no end. A number does not wear out: what was confirmed when the
// card was bound is enough. The bank's record of the applicant is not, which may have been
// kept from before the number was typed.
func (c *Case) numberConfirmed() (until int64, ok bool) {
	n, fresh := c.elementsMatched()
	b := c.bond()
	until = max(fresh, c.provenUntil(), b.elements, b.payout, b.debit)
	return until, n != 0 || until != 0
}

var cardLuhn = Check{
	ID: "card.luhn", Rev: 3,
	Title:    Text{ZH: "卡号校验位正确", EN: "Card number passes Luhn"},
	Purpose:  Text{ZH: "在提交前发现输错的数字", EN: "Finds a mistyped digit before anything is sent"},
	Severity: High, Gate: true, Need: Required,
	Optional: []intake.Field{intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldCardBoundAt, intake.FieldCardDebitedAt, intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn},
	After: []ID{"card.number"},
	Cites: []Cite{
		{Title: "The last digit is a Luhn check digit", Source: "ISO/IEC 7812-1, annex B", Confidence: HighConfidence},
		{Title: "Not every UnionPay debit card carries one, so a bank's word for the card outranks it", Source: "braintree/card-validator issue 112; braintree_ios issue 419", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "卡号校验位正确", EN: "The check digit fits"}},
		{Code: "confirmed", Status: Pass, Message: Text{ZH: "校验位不符，但要素验证或已完成的收付款已证实卡号", EN: "The check digit does not fit, but an element check or a payment has confirmed the number"}},
		{Code: "mismatch-domestic", Status: Warn, Action: &remedy.CorrectCardNumber, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "校验位不符；早期境内卡不一定使用校验位，请核对卡号", EN: "The check digit does not fit. Old domestic cards need not have one; the number should be compared with the card"}},
		{Code: "mismatch-unionpay", Status: Warn, Worth: 10, Action: &remedy.CorrectCardNumber, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "校验位不符，卡头未收录，卡号很可能填错", EN: "The check digit does not fit and the prefix is not in the table: the number is very likely mistyped"}},
		{Code: "mismatch", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "校验位不符，卡号很可能填错", EN: "The check digit does not fit, and no bank has confirmed the number: it is very likely mistyped"}},
		{Code: "partial", Because: NotSupported, Worth: 100, Minor: true, Asks: []intake.Field{intake.FieldCardNumber},
			Message: Text{ZH: "没有完整卡号，无法计算校验位", EN: "Without the whole number there is no check digit to compute"}},
	},
	Run: func(c *Case) Outcome {
		n := c.number()
		switch {
		case n.partial:
			return c.Is("partial")
		case n.pan.IsZero():
			return c.Missing(intake.FieldCardNumber)
		case cardbin.Luhn(c.sub.Card.Number.Reveal()) || n.pan.LuhnValid(): // as it stands is quicker
			return c.Is("ok")
		}
		if until, ok := c.numberConfirmed(); ok {
			return c.until(until, "confirmed")
		}
		use := n.pan.Network().Luhn()
		m, known := c.exactBIN()
		if known {
			use = m.Luhn()
		}
		switch {
		case use == cardbin.LuhnAlways, use == cardbin.LuhnUsual && known:
			return c.Is("mismatch")
		case use == cardbin.LuhnUsual:
			return c.between("", "mismatch-unionpay", c.Is("mismatch-unionpay")) // of a bank that the table does not know
		}
		return c.between("", "mismatch-domestic", c.Is("mismatch-domestic"))
	},
}

var cardNetwork = Check{
	ID: "card.network", Rev: 1,
	Title:    Text{ZH: "卡组织支持人民币入账", EN: "Card network takes CNY payouts"},
	Purpose:  Text{ZH: "人民币代付只能到银联可转接的卡", EN: "Payouts in CNY reach only cards that UnionPay routes"},
	Severity: Critical, Gate: true, Need: Expected,
	Optional: []intake.Field{intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength},
	After:    []ID{"card.number"},
	Cites: []Cite{
		{Title: "Payouts in CNY reach cards that UnionPay routes", Source: "channels' documentation", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "unionpay", Status: Pass, Message: Text{ZH: "银联卡", EN: "UnionPay routes this card"}},
		{Code: "overseas-unionpay", Status: Warn, Worth: 40, Action: &remedy.BindUnionPayCard,
			Message: Text{ZH: "境外发行的银联卡，多数通道不支持人民币入账", EN: "A UnionPay card issued abroad: most channels cannot pay CNY to it"}},
		{Code: "other-network", Status: Fail, Action: &remedy.BindUnionPayCard,
			Message: Text{ZH: "非银联卡，不能接收人民币打款", EN: "Not a UnionPay card: it cannot receive a CNY payout"}},
		{Code: "token", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "这是支付标记（Token）号，不是卡号", EN: "This is a payment token, not a card number"}},
		{Code: "test-range", Status: Fail, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "这是测试号段的卡号", EN: "The number is in a range kept for tests"}},
		{Code: "unknown-network", Because: NoData, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "无法从卡号判断卡组织", EN: "The number does not tell the network"}},
	},
	Run: func(c *Case) Outcome {
		n := c.number()
		if n.pan.IsZero() && !n.partial {
			return c.Missing(intake.FieldCardNumber)
		}
		if m, ok := c.exactBIN(); ok {
			switch net := m.Network(); {
			case m.Kind() == cardbin.KindToken:
				return c.Is("token")
			case m.Kind() == cardbin.KindTest:
				return c.Is("test-range")
			case net.Foreign() && !m.DualBrand():
				return c.Is("other-network")
			case c.abroad():
				return c.Is("overseas-unionpay")
			case net != cardbin.NetworkUnknown:
				return c.Is("unionpay") // a mainland bank's dual-brand card carries UnionPay's mark too
			}
		}
		switch net := c.networkByRange(); {
		case net.Foreign():
			return c.Is("other-network")
		case net == cardbin.NetworkUnknown:
			return c.Is("unknown-network")
		}
		return c.Is("unionpay")
	},
}

// networkByRange is the network by the schemes' number ranges alone: a truncated
// number tells it as well as a whole one.
func (c *Case) networkByRange() cardbin.Network {
	n, s := c.number(), &c.sub.Card
	if n.partial && n.err == nil {
		return cardbin.NetworkOf(s.BIN.Reveal(), int(s.Length.V))
	}
	return n.pan.Network()
}

// abroad reports whether the card's bank is known to issue outside the mainland.
func (c *Case) abroad() bool {
	i, _ := c.issuerByNumber()
	return i.Region != "" && i.Region != "CN"
}

var cardBIN = Check{
	ID: "card.bin", Rev: 1,
	Title:    Text{ZH: "卡号归属已知", EN: "Card's issuer is known"},
	Purpose:  Text{ZH: "知道发卡行，才能判断卡种、银行和维护时段；少位或多位也在这里发现", EN: "The issuer tells funding, bank and maintenance windows; a missing or extra digit shows here, too"},
	Severity: Medium, Need: Expected,
	Optional: []intake.Field{intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts},
	After:    []ID{"card.number"},
	Cites: []Cite{
		{Title: "The built-in table is not complete: an unknown prefix is never invalid", Source: "package cardbin, sources.csv", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "known", Status: Pass, Message: Text{ZH: "已识别发卡行", EN: "The issuer is known"}},
		{Code: "proven-by-payout", Status: Pass, Message: Text{ZH: "近期已成功向该卡打款", EN: "A recent payout reached this card"}},
		{Code: "length-mismatch", Status: Warn, Worth: 30, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "该卡头的卡号位数与已知不符，可能多填或少填了数字", EN: "Cards of this prefix are known with another length: a digit may be missing or extra"}},
		{Code: "unknown-bin", Because: NoData, Action: &remedy.CorrectCardNumber,
			Message: Text{ZH: "卡头不在已知列表中，无法判断发卡行", EN: "The prefix is not in the table; the issuer cannot be told"}},
	},
	Run: func(c *Case) Outcome {
		n := c.number()
		switch {
		case n.pan.IsZero() && !n.partial:
			return c.Missing(intake.FieldCardNumber)
		case n.known && n.match.How != cardbin.HowOtherLength:
			return c.Is("known")
		case c.provenUntil() != 0:
			return c.until(c.provenUntil(), "proven-by-payout")
		case n.known:
			return c.Is("length-mismatch")
		}
		return c.Is("unknown-bin")
	},
}

var cardFunding = Check{
	ID: "card.funding", Rev: 1,
	Title:    Text{ZH: "个人借记卡", EN: "Personal debit card"},
	Purpose:  Text{ZH: "打款只能到个人借记卡，信用卡、预付卡、存折和对公账户会被退回", EN: "Money goes to personal debit cards: credit and prepaid cards, passbooks and companies' accounts are refused"},
	Severity: Critical, Gate: true, Need: Expected,
	Optional: []intake.Field{intake.FieldCardForm, intake.FieldCardFunding, intake.FieldCardSourcesFunding, intake.FieldCardAccountKind, intake.FieldCardNumber, intake.FieldCardBIN, intake.FieldCardLength, intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts},
	After:    []ID{"card.number"},
	Cites: []Cite{
		{Title: "Loans are paid out to debit cards of the borrower, not to credit cards or passbooks", Source: "wallets' guides for applicants", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "debit", Status: Pass, Message: Text{ZH: "借记卡", EN: "A debit card"}},
		{Code: "proven-by-payout", Status: Pass, Message: Text{ZH: "近期已成功向该卡打款", EN: "A recent payout reached this card"}},
		{Code: "conflict", Status: Warn, Worth: 40, Action: &remedy.ReviewOrder,
			Message: Text{ZH: "申报的卡种与卡号归属不一致", EN: "The stated kind of card and the one its number shows differ"}},
		{Code: "credit", Status: Fail, Action: &remedy.BindDebitCard,
			Message: Text{ZH: "信用卡不能接收打款", EN: "A credit card cannot receive the payout"}},
		{Code: "quasi-credit", Status: Fail, Action: &remedy.BindDebitCard,
			Message: Text{ZH: "带透支功能的卡不能接收打款", EN: "A quasi-credit card cannot receive the payout"}},
		{Code: "prepaid", Status: Fail, Action: &remedy.BindDebitCard,
			Message: Text{ZH: "预付卡不能接收打款", EN: "A prepaid card cannot receive the payout"}},
		{Code: "passbook", Status: Fail, Action: &remedy.BindDebitCard,
			Message: Text{ZH: "存折不能接收打款", EN: "A passbook cannot receive the payout"}},
		{Code: "corporate", Status: Fail, Action: &remedy.BindOwnCard,
			Message: Text{ZH: "对公账户，需要本人的个人账户", EN: "A company's account; the applicant's own is needed"}},
	},
	Run: func(c *Case) Outcome {
		s := &c.sub.Card
		switch {
		case s.Form == intake.Passbook:
			return c.Is("passbook")
		case s.AccountKind == intake.Corporate:
			return c.Is("corporate")
		case c.provenUntil() != 0:
			return c.until(c.provenUntil(), "proven-by-payout")
		}
		funding := s.Funding
		if funding > cardbin.Prepaid {
			funding = cardbin.FundingUnknown
		}
		if m, ok := c.exactBIN(); ok && m.Funding() != cardbin.FundingUnknown && s.Sources.Funding != intake.FromBank {
			if funding != cardbin.FundingUnknown && funding != m.Funding() {
				return c.Is("conflict")
			}
			funding = m.Funding()
		}
		switch funding {
		case cardbin.Debit:
			return c.Is("debit")
		case cardbin.Credit:
			return c.Is("credit")
		case cardbin.QuasiCredit:
			return c.Is("quasi-credit")
		case cardbin.Prepaid:
			return c.Is("prepaid")
		}
		return c.Missing(intake.FieldCardFunding)
	},
}
