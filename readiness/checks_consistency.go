package readiness

import (
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/remedy"
)

var consistencyHolderName = Check{
	ID: "consistency.holder-name", Rev: 1,
	Title:    Text{ZH: "姓名与银行预留一致", EN: "Name agrees with the bank's record"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs: []Field{FieldApplicantName},
	Optional: []Field{FieldAt, FieldObservedAt, FieldHistoryAttempts, FieldCardHolderName,
		FieldCardHolderNameHashHex, FieldCardHolderNameHashAlgorithm, FieldCardHolderNameHashEncoding,
		FieldCardElementCheckElements, FieldCardElementCheckResult, FieldCardElementCheckAt},
	Cites: []Cite{
		{Title: "Banks compare names exactly: one character more, or another of the same sound, and the payout is refused", Source: "channels' failure codes (NAME_*)", Confidence: HighConfidence},
		{Title: "The separator is U+00B7; rare characters are stored as pinyin, parts or a box", Source: "民委发〔2016〕33号; 21st Century Business Herald", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "position", Unit: UnitCount}, {Name: "visible", Unit: UnitCount}, {Name: "length", Unit: UnitCount}},
	Reasons: []Reason{
		{Code: "exact", Status: Pass, Message: Text{ZH: "与银行预留姓名完全一致", EN: "Exactly the name on the bank's record"}},
		{Code: "equivalent", Status: Pass, Message: Text{ZH: "规范化后与银行预留姓名一致", EN: "The name on the bank's record, once both are normalised"}},
		{Code: "masked-compatible", Status: Pass, Message: Text{ZH: "与银行预留的脱敏姓名相符（可见 {visible}/{length} 个字）", EN: "Agrees with the masked name on record ({visible} of {length} characters visible)"}},
		{Code: "hash-match", Status: Pass, Message: Text{ZH: "与银行预留姓名的摘要一致", EN: "Agrees with the digest of the name on record"}},
		{Code: "verified-by-elements", Status: Pass, Message: Text{ZH: "近期要素验证一致", EN: "A recent element check confirmed it"}},
		{Code: "proven-by-payout", Status: Pass, Message: Text{ZH: "近期已成功向该卡打款", EN: "A recent payout reached this card"}},
		{Code: "dot-differs", Status: Warn, Worth: 80, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名的间隔点与银行预留写法不同", EN: "The dot in the name is written differently on the bank's record"}},
		{Code: "variant", Status: Warn, Action: &remedy.CorrectName,
			Message: Text{ZH: "第 {position} 个字是银行预留用字的异体或繁简写法", EN: "Character {position} is a variant form of the one on record"}},
		{Code: "token-order", Status: Warn, Action: &remedy.CorrectName,
			Message: Text{ZH: "英文姓名的先后次序与银行预留不同", EN: "The parts of the name stand in another order on the bank's record"}},
		{Code: "homophone", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "第 {position} 个字与银行预留不一致（读音相同），请核对", EN: "Character {position} differs from the bank's record (same sound): check it"}},
		{Code: "near-homophone", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "第 {position} 个字与银行预留不一致（读音相近），请核对", EN: "Character {position} differs from the bank's record (similar sound): check it"}},
		{Code: "confusable-glyph", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "第 {position} 个字与银行预留不一致（字形相近），请核对", EN: "Character {position} differs from the bank's record (similar shape): check it"}},
		{Code: "transposed", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "第 {position} 个字与后一个字的次序与银行预留相反，请核对", EN: "Character {position} and the next stand in the other order on the bank's record: check them"}},
		{Code: "extra-char", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "比银行预留多一个字（第 {position} 个字），请核对", EN: "One character more than the bank's record, at place {position}: check it"}},
		{Code: "missing-char", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "比银行预留少一个字（在第 {position} 个字处），请核对", EN: "One character fewer than the bank's record, at place {position}: check it"}},
		{Code: "rare-placeholder", Status: Fail, Action: &remedy.MendBankNameRecord,
			Message: Text{ZH: "第 {position} 个字是生僻字，银行系统里没有存下，需银行更正", EN: "Character {position} is rare, and the bank's system holds a blank in its place: the bank has to mend its record"}},
		{Code: "rare-pinyin", Status: Fail, Action: &remedy.MendBankNameRecord,
			Message: Text{ZH: "生僻字在银行系统里存成了拼音，需银行更正", EN: "The bank's system holds a rare character as pinyin: the bank has to mend its record"}},
		{Code: "rare-split", Status: Fail, Action: &remedy.MendBankNameRecord,
			Message: Text{ZH: "第 {position} 个字是生僻字，在银行系统里被拆成了部件，需银行更正", EN: "Character {position} is rare, and the bank's system holds its parts: the bank has to mend its record"}},
		{Code: "romanised", Status: Fail, Action: &remedy.MendBankNameRecord,
			Message: Text{ZH: "银行预留的是姓名的拼音，需银行更正", EN: "The bank's record holds the name in pinyin: the bank has to mend it"}},
		{Code: "masked-conflict", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "与银行预留的脱敏姓名不符", EN: "The name conflicts with the masked one on the bank's record"}},
		{Code: "different", Status: Fail, Action: &remedy.BindOtherCard,
			Message: Text{ZH: "与银行预留姓名不同，须使用本人名下的卡；如改过名，请先到网点更新", EN: "Another name than on the bank's record: the card must be the applicant's own. After a change of name, the branch must be told first"}},
		{Code: "hash-miss", Why: NoData, Asks: []Field{FieldCardHolderName}, Action: &remedy.ProvideInput,
			Message: Text{ZH: "与银行预留姓名的摘要未能匹配，无法判断", EN: "No form of the name gives the digest on record; nothing can be concluded"}},
		{Code: "all-masked", Why: NoData, Asks: []Field{FieldCardHolderName}, Action: &remedy.ProvideInput,
			Message: Text{ZH: "银行预留姓名全部脱敏，无法比较", EN: "The name on record is masked as a whole; there is nothing to compare"}},
	},
	Run: runHolderName,
}

func runHolderName(c *Case) Outcome {
	claim, holder := c.sub.Applicant.Name.Reveal(), &c.sub.Card.Holder
	var r cnname.Result
	switch h := &holder.NameHash; {
	case !holder.Name.IsZero():
		r = cnname.Compare(claim, holder.Name.Reveal())
	case !h.Hex.IsZero():
		r = cnname.CompareHash(claim, cnname.Algorithm(h.Algorithm), cnname.Encoding(h.Encoding), h.Hex.Reveal())
	}
	switch r.Class {
	case cnname.NotCompared, cnname.TooLong, cnname.HashMiss, cnname.AllMasked:
		// The record leaves it open: what the bank said of these very values
		// settles it. It does not overrule a record that differs.
		if n, until := c.elementsMatched(); n >= 2 {
			return c.until(until, "verified-by-elements")
		}
		if until := c.provenUntil(); until != 0 {
			return c.until(until, "proven-by-payout")
		}
	}
	switch r.Class {
	case cnname.NotCompared, cnname.TooLong:
		return c.Missing(FieldCardHolderName)
	case cnname.MaskedCompatible:
		return c.Is(r.Class.String(), Note("visible", Count(int64(r.Visible))), Note("length", Count(int64(r.Total))))
	}
	if r.Position > 0 {
		return c.Is(r.Class.String(), Note("position", Count(int64(r.Position))))
	}
	return c.Is(r.Class.String())
}
