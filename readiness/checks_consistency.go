package readiness

import (
	"cmp"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
	"github.com/payready/payready/readiness/remedy"
)

var consistencyHolderName = Check{
	ID: "consistency.holder-name", Rev: 3,
	Title:    Text{ZH: "姓名与银行预留一致", EN: "Name agrees with the bank's record"},
	Purpose:  Text{ZH: "收款姓名须与银行预留逐字一致，这是最常见的拒绝原因之一；提前指出差在哪里、该谁改", EN: "The payee's name must be the bank's record to the character: finds the difference before the bank does, and who is to mend it"},
	Severity: Critical, Gate: true, Need: Expected, Group: "owner",
	Needs: []intake.Field{intake.FieldApplicantName},
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldCardHolderName,
		intake.FieldCardHolderNameHashHex, intake.FieldCardHolderNameHashAlgorithm, intake.FieldCardHolderNameHashEncoding,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn, intake.FieldCardBoundAt, intake.FieldCardDebitedAt},
	Cites: []Cite{
		{Title: "Banks compare names exactly: one character more, or another of the same sound, and the payout is refused", Source: "channels' failure codes (NAME_*)", Confidence: HighConfidence},
		{Title: "The separator is U+00B7; rare characters are stored as pinyin, parts or a box", Source: "民委发〔2016〕33号; 21st Century Business Herald", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "position", Unit: intake.UnitCount}, {Name: "visible", Unit: intake.UnitCount}, {Name: "length", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "exact", Status: Pass, Message: Text{ZH: "与银行预留姓名完全一致", EN: "Exactly the name on the bank's record"}},
		{Code: "equivalent", Status: Pass, Message: Text{ZH: "规范化后与银行预留姓名一致", EN: "The name on the bank's record, once both are normalised"}},
		{Code: "masked-compatible", Status: Pass, Message: Text{ZH: "与银行预留的脱敏姓名相符（可见 {visible}/{length} 个字）", EN: "Agrees with the masked name on record ({visible} of {length} characters visible)"}},
		{Code: "hash-match", Status: Pass, Message: Text{ZH: "与银行预留姓名的摘要一致", EN: "Agrees with the digest of the name on record"}},
		{Code: "verified-by-elements", Status: Pass, Message: Text{ZH: "要素验证一致", EN: "An element check confirmed it"}},
		{Code: "proven-by-payout", Status: Pass, Message: Text{ZH: "此前已成功向该卡打款", EN: "An earlier payout reached this card"}},
		{Code: "proven-by-debit", Status: Pass, Message: Text{ZH: "该卡已按有效协议成功扣款", EN: "A debit under an agreement that still stands succeeded"}},
		{Code: "dot-differs", Status: Warn, Worth: 80, Action: &remedy.SendNameOnRecord,
			Message: Text{ZH: "姓名的间隔点与银行预留写法不同", EN: "The dot in the name is written differently on the bank's record"}},
		{Code: "variant", Status: Warn, Action: &remedy.SendNameOnRecord,
			Message: Text{ZH: "姓名与银行预留只是异体或繁简写法不同", EN: "The name and the bank's record differ in a variant or traditional form only"}},
		{Code: "token-order", Status: Warn, Action: &remedy.SendNameOnRecord,
			Message: Text{ZH: "英文姓名的先后次序与银行预留不同", EN: "The parts of the name stand in another order on the bank's record"}},
		{Code: "homophone", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名与银行预留有字不一致（读音相同），请对照证件核对", EN: "The name and the bank's record differ in a character of the same sound: check the document"}},
		{Code: "near-homophone", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名与银行预留有字不一致（读音相近），请对照证件核对", EN: "The name and the bank's record differ in a character of a similar sound: check the document"}},
		{Code: "confusable-glyph", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名与银行预留有字不一致（字形相近），请对照证件核对", EN: "The name and the bank's record differ in a character of a similar shape: check the document"}},
		{Code: "transposed", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名与银行预留有相邻两字次序相反，请对照证件核对", EN: "Two neighbours stand in the other order on the bank's record: check the document"}},
		{Code: "extra-char", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名比银行预留多一个字，请对照证件核对", EN: "The name has one character more than the bank's record: check the document"}},
		{Code: "missing-char", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名比银行预留少一个字，请对照证件核对", EN: "The name has one character fewer than the bank's record: check the document"}},
		{Code: "missing-part", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "英文姓名与银行预留相比缺少一部分或只有首字母，请对照证件核对", EN: "One of the name and the bank's record lacks a part, or has initials for it: check the document"}},
		{Code: "rare-placeholder", Status: Fail, Action: &remedy.MendBankNameRecord, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "银行系统没有存下姓名中的生僻字，需银行更正", EN: "The bank's system holds a blank in place of a rare character: the bank has to mend its record"}},
		{Code: "rare-pinyin", Status: Fail, Action: &remedy.MendBankNameRecord, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名中的生僻字在银行系统里存成了拼音，需银行更正", EN: "The bank's system holds a rare character as pinyin: the bank has to mend its record"}},
		{Code: "rare-split", Status: Fail, Action: &remedy.MendBankNameRecord, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "姓名中的生僻字在银行系统里被拆成了部件，需银行更正", EN: "The bank's system holds the parts of a rare character: the bank has to mend its record"}},
		{Code: "romanised", Status: Fail, Action: &remedy.MendBankNameRecord, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "银行预留的是姓名的拼音，需银行更正", EN: "The bank's record holds the name in pinyin: the bank has to mend it"}},
		{Code: "record-defect", Status: Fail, Action: &remedy.MendBankNameRecord, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "银行预留的姓名有残缺或乱码，需银行更正", EN: "The bank's record has lost or garbled a character of the name: the bank has to mend it"}},
		{Code: "masked-conflict", Status: Fail, Action: &remedy.CorrectName, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "与银行预留的脱敏姓名不符", EN: "The name conflicts with the masked one on the bank's record"}},
		{Code: "different", Status: Fail, Action: &remedy.CheckNameAndNumber, Clears: []ID{"consistency.ownership"},
			Message: Text{ZH: "与银行预留姓名不同，须使用本人名下的卡；如改过名，请先到网点更新", EN: "Another name than on the bank's record: the card must be the applicant's own. After a change of name, the branch must be told first"}},
		{Code: "hash-miss", Because: NoData, Asks: []intake.Field{intake.FieldCardElementCheckResult}, Action: &remedy.CheckElements,
			Message: Text{ZH: "与银行预留姓名的摘要未能匹配，无法判断", EN: "No form of the name gives the digest on record; nothing can be concluded"}},
		{Code: "all-masked", Because: NoData, Asks: []intake.Field{intake.FieldCardElementCheckResult}, Action: &remedy.CheckElements,
			Message: Text{ZH: "银行预留姓名全部脱敏，无法比较", EN: "The name on record is masked as a whole; there is nothing to compare"}},
	},
	Run: runHolderName,
}

func runHolderName(c *Case) Outcome {
	r := c.nameOnRecord()
	if r.Class.Open() {
		if o, ok := c.vouched(2); ok {
			return o
		}
	}
	switch r.Class {
	case cnname.NotCompared, cnname.TooLong:
		return c.Missing(intake.FieldCardElementCheckResult) // no bank hands its record out
	case cnname.MaskedCompatible:
		return c.Is(r.Class.String(), Note("visible", intake.Count(int64(r.Visible))), Note("length", intake.Count(int64(r.Total))))
	}
	if r.Position > 0 {
		return c.Is(r.Class.String(), Note("position", intake.Count(int64(r.Position))))
	}
	return c.Is(r.Class.String())
}

var consistencyHolderDocument = Check{
	ID: "consistency.holder-document", Rev: 2,
	Title:    Text{ZH: "证件号码与银行预留一致", EN: "Document agrees with the bank's record"},
	Purpose:  Text{ZH: "证件号码与银行预留不一致，通常说明卡不是本人的，或银行留的是旧证件", EN: "Another number on the bank's record mostly means another person's card, or an earlier document"},
	Severity: Critical, Gate: true, Need: Expected, Group: "owner",
	Needs: []intake.Field{intake.FieldApplicantDocumentNumber},
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldApplicantDocumentType, intake.FieldCardHolderDocumentType, intake.FieldCardHolderDocumentNumber,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn, intake.FieldCardBoundAt, intake.FieldCardDebitedAt},
	Cites: []Cite{
		{Title: "Accounts are opened under the real name and the number of one document, and payouts are checked against both", Source: "Rules on real names for personal deposit accounts, State Council decree 285; channels' failure codes", Date: Date{Year: 2000, Month: 4, Day: 1}, Confidence: HighConfidence},
		{Title: "Old accounts may still hold the 15-digit number; a renewed passport has another number", Source: "banks' notices", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "visible", Unit: intake.UnitCount}, {Name: "length", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "match", Status: Pass, Message: Text{ZH: "与银行预留证件号码一致", EN: "The document on the bank's record"}},
		{Code: "masked-match", Status: Pass, Message: Text{ZH: "与银行预留的脱敏证件号码相符（可见 {visible}/{length} 位）", EN: "Agrees with the masked number on record ({visible} of {length} characters visible)"}},
		{Code: "verified-by-elements", Status: Pass, Message: Text{ZH: "要素验证一致", EN: "An element check confirmed it"}},
		{Code: "proven-by-payout", Status: Pass, Message: Text{ZH: "此前已成功向该卡打款", EN: "An earlier payout reached this card"}},
		{Code: "proven-by-debit", Status: Pass, Message: Text{ZH: "该卡已按有效协议成功扣款", EN: "A debit under an agreement that still stands succeeded"}},
		{Code: "legacy-15", Status: Warn, Worth: 90, Action: &remedy.UpdateBankRecord,
			Message: Text{ZH: "两边为同一号码，其中一边是 15 位旧号码", EN: "The same number, of which one side has the old 15-digit form"}},
		{Code: "kind-differs", Status: Warn, Action: &remedy.UpdateBankRecord, Clears: []ID{"consistency.ownership"}, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "银行预留的是另一种证件或旧证件，无法互相核对", EN: "The bank holds another kind of document, or an earlier one: the two cannot be compared"}},
		{Code: "mismatch", Status: Fail, Action: &remedy.CheckIdentityDetails,
			Clears:  []ID{"consistency.ownership"},
			Message: Text{ZH: "证件号码与银行预留不一致，请核对；须使用本人名下的卡", EN: "Another number than on the bank's record: check it. The card must be the applicant's own"}},
		{Code: "masked-conflict", Status: Fail, Action: &remedy.CheckIdentityDetails,
			Clears:  []ID{"consistency.ownership"},
			Message: Text{ZH: "证件号码与银行预留的脱敏号码不符，请核对；须使用本人名下的卡", EN: "The number conflicts with the masked one on record: check it. The card must be the applicant's own"}},
	},
	Run: func(c *Case) Outcome {
		r := c.documentOnRecord(c.sub.Applicant.Document.Number.Reveal())
		switch r.Match {
		case cnid.NotCompared, cnid.KindDiffers:
			// One person can have both documents: the record says nothing
			// against this one.
			if o, ok := c.vouched(3); ok {
				return o
			}
		case cnid.MaskedMatch:
			return c.Is(r.Match.String(), Note("visible", intake.Count(int64(r.Visible))), Note("length", intake.Count(int64(r.Total))))
		}
		if r.Match == cnid.NotCompared {
			return c.Missing(intake.FieldCardElementCheckResult)
		}
		if r.Match == cnid.KindDiffers {
			return c.between("", "kind-differs", c.Is("kind-differs")) // a check that does not match leaves the doubt
		}
		return c.Is(r.Match.String())
	},
}

var consistencyHolderMobile = Check{
	ID: "consistency.holder-mobile", Rev: 2,
	Title:   Text{ZH: "手机号与银行预留一致", EN: "Mobile agrees with the bank's record"},
	Purpose: Text{ZH: "通道验证四要素时，手机号须与银行预留一致", EN: "Where the channel verifies four elements, the mobile must be the one on the bank's record"},
	// Only mismatch-blocking fails, so the gate closes for nothing else.
	Severity: Medium, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldApplicantMobile, intake.FieldCardHolderMobile, intake.FieldPayoutChannel, intake.FieldPayoutProduct,
		intake.FieldHistoryAttempts, intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn, intake.FieldCardBoundAt, intake.FieldCardDebitedAt},
	Cites: []Cite{
		{Title: "Payouts are checked against name and card, often the document, seldom the mobile", Source: "channels' documentation", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "visible", Unit: intake.UnitCount}, {Name: "length", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "match", Status: Pass, Message: Text{ZH: "与银行预留手机号一致", EN: "The mobile on the bank's record"}},
		{Code: "masked-match", Status: Pass, Message: Text{ZH: "与银行预留的脱敏手机号相符（可见 {visible}/{length} 位）", EN: "Agrees with the masked mobile on record ({visible} of {length} digits visible)"}},
		{Code: "verified-by-elements", Status: Pass, Message: Text{ZH: "四要素验证一致", EN: "A check of four elements confirmed it"}},
		{Code: "mismatch", Status: Warn, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "手机号与银行预留不一致", EN: "Another mobile than on the bank's record"}},
		{Code: "mismatch-blocking", Status: Fail, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "手机号与银行预留不一致，该通道验证四要素，会被拒绝", EN: "Another mobile than on the bank's record, and this channel verifies four elements: it will refuse"}},
	},
	Run: func(c *Case) Outcome {
		differs := "mismatch"
		if ch := c.channel(); ch != nil && ch.ElementsVerified == 4 {
			differs = "mismatch-blocking"
		}
		if c.sub.Applicant.Mobile.IsZero() {
			return c.between("", differs, c.Missing(intake.FieldApplicantMobile))
		}
		r := cnphone.Compare(c.sub.Applicant.Mobile.Reveal(), c.sub.Card.Holder.Mobile.Reveal())
		switch r.Match {
		case cnphone.Equal:
			return c.Is("match")
		case cnphone.MaskedMatch:
			return c.Is("masked-match", Note("visible", intake.Count(int64(r.Visible))), Note("length", intake.Count(int64(r.Total))))
		case cnphone.Mismatch:
			return c.Is(differs)
		}
		if b := c.bond(); b.n == 4 {
			return c.until(b.elements, "verified-by-elements")
		}
		return c.between("", differs, c.Missing(intake.FieldCardHolderMobile))
	},
}

var consistencyElements = Check{
	ID: "consistency.elements", Rev: 3,
	Title:    Text{ZH: "要素验证一致", EN: "Element check matched"},
	Purpose:  Text{ZH: "二、三、四要素验证是打款前最直接的证据，比不上就会被拒", EN: "A check of two, three or four elements is the most direct evidence before a payout: what it does not match is refused"},
	Severity: Critical, Gate: true, Need: Optional, Group: "owner",
	Needs: []intake.Field{intake.FieldCardElementCheckResult},
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts, intake.FieldApplicantName, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn, intake.FieldCardBoundAt, intake.FieldPayoutChannel, intake.FieldPayoutProduct},
	Cites: []Cite{
		{Title: "An element check asks the bank itself whether card, name, document and mobile belong together", Source: "UnionPay and channels, documentation of element checks", Confidence: HighConfidence},
		{Title: "Payouts are checked against name and card, often the document, seldom the mobile", Source: "channels' documentation", Confidence: MediumConfidence},
		{Title: "Rare characters and dots fail it although the person is right, because systems write them differently", Source: "民委发〔2016〕33号; 21st Century Business Herald", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "mismatched", Unit: intake.UnitWords, Words: []string{"name", "document", "card", "mobile"}}},
	Reasons: []Reason{
		{Code: "match", Status: Pass, Message: Text{ZH: "银行要素验证一致", EN: "The bank confirmed the elements"}},
		{Code: "mismatch", Status: Fail, Action: &remedy.CheckIdentityDetails, Clears: []ID{"consistency.ownership", "consistency.holder-name", "consistency.holder-document"},
			Message: Text{ZH: "银行要素验证不一致，请核对送验的信息", EN: "The bank says the elements do not belong together: compare what was sent to it"}},
		{Code: "mismatch-encoding-suspected", Status: Fail, Action: &remedy.MendBankNameRecord, Clears: []ID{"consistency.ownership", "consistency.holder-name", "consistency.holder-document"},
			Message: Text{ZH: "银行要素验证不一致；姓名含生僻字或间隔点，可能是银行系统的写法不同", EN: "The bank says the elements do not belong together. The name has a rare character or a dot, which the bank's system may write differently"}},
		{Code: "mobile-differs", Status: Warn, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "四要素验证仅手机号不一致；打款一般不验证手机号", EN: "Of the four elements the mobile alone differs; payouts seldom verify it"}},
		{Code: "stale", Because: Stale, Action: &remedy.CheckElements, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "要素验证已不再有效：时间过久，或此后换过绑、退过票、换过姓名或证件", EN: "The element check counts no longer: it is too old, or since then the card was bound anew, money came back, or name or document changed"}},
		{Code: "unavailable", Because: NoData, Action: &remedy.CheckElements, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "要素验证没有返回结果", EN: "The element check gave no answer"}},
	},
	Run: runElements,
}

func runElements(c *Case) Outcome {
	e := &c.sub.Card.ElementCheck
	t := cmp.Or(chinatime.Unix(e.At), c.seen)
	until, stands := c.stands(t)
	switch {
	case e.Result == intake.ComparisonUnavailable:
		return c.Is("unavailable")
	case e.Result > intake.ComparisonUnavailable:
		return c.Missing(intake.FieldCardElementCheckResult)
	case !stands || t < c.bound()-chinatime.Day:
		return c.Is("stale")
	case e.Result == intake.Match && len(e.Mismatched) == 0:
		return c.until(until, "match")
	}
	until, fresh := c.fresh(t, c.plan.policy.ElementsFreshDays*chinatime.Day)
	if !fresh {
		return c.Is("stale")
	}
	differ, code := c.mismatched(), "mismatch"
	if ch := c.channel(); differ == mobileDiffers && (ch == nil || ch.ElementsVerified != 4) {
		code = "mobile-differs"
	}
	if (differ == 0 || differ&nameDiffers != 0) && cnname.Unsteady(c.sub.Applicant.Name.Reveal()) {
		code = "mismatch-encoding-suspected"
	}
	if differ == 0 {
		return c.until(until, code)
	}
	return c.until(until, code, Note("mismatched", intake.Words(differ)))
}

var consistencyRecentChange = Check{
	ID: "consistency.recent-change", Rev: 1,
	Title:    Text{ZH: "近期未更换手机号和证件", EN: "Mobile and document are not new"},
	Purpose:  Text{ZH: "刚换手机号或证件时，银行记录可能还没更新，风控也会多看一眼", EN: "Right after a change of mobile or document the bank's record may lag, and risk control looks closer"},
	Severity: Low, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldApplicantMobileChangedOn, intake.FieldApplicantMobileReissued, intake.FieldApplicantDocumentChangedOn, intake.FieldApplicantDocumentIssuedOn},
	Cites: []Cite{
		{Title: "After a new document or number the bank must be told, or what is submitted is not what it holds", Source: "a wallet's guide for applicants", Confidence: MediumConfidence},
		{Title: "How long a change counts as recent", Source: "policy", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "days", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Message: Text{ZH: "未发现近期更换手机号或证件", EN: "No recent change is known"}},
		{Code: "mobile-recent", Status: Warn, Action: &remedy.UpdateBankRecord,
			Message: Text{ZH: "手机号在 {days} 天内更换过，请确认银行已更新", EN: "The mobile was changed within {days} days: make sure that the bank knows"}},
		{Code: "document-recent", Status: Warn, Action: &remedy.UpdateBankRecord,
			Message: Text{ZH: "证件在 {days} 天内换领过，请确认银行已更新", EN: "The document was renewed within {days} days: make sure that the bank knows"}},
		{Code: "mobile-reissued", Status: Warn, Action: &remedy.UpdateBankRecord,
			Message: Text{ZH: "该手机号是二次放号，银行可能仍登记在前机主名下", EN: "The carrier gave this number to a new owner: banks may still know it as the former one's"}},
	},
	Run: runRecentChange,
}

func runRecentChange(c *Case) Outcome {
	a, p := &c.sub.Applicant, c.plan.policy
	document := a.Document.ChangedOn
	if document.IsZero() {
		document = a.Document.IssuedOn // new to the bank all the same
	}
	mobile := a.MobileChangedOn
	// ends is when a change is no longer recent: days later, that day included.
	ends := func(day Date, days int64) int64 {
		if day.IsZero() {
			return 0
		}
		return chinatime.StartOf(day) + (days+1)*chinatime.Day
	}
	mobileEnds, documentEnds := ends(mobile, p.MobileRecentDays), ends(document, p.DocumentRecentDays)
	switch {
	case a.MobileReissued == intake.Yes:
		return c.Is("mobile-reissued")
	case mobile.IsZero() && document.IsZero() && !a.MobileReissued.Known():
		return c.Missing(intake.FieldApplicantMobileChangedOn, intake.FieldApplicantDocumentChangedOn)
	case c.today.IsZero() && !(mobile.IsZero() && document.IsZero()):
		return c.Missing(intake.FieldAt)
	case mobileEnds > c.at:
		return c.until(mobileEnds, "mobile-recent", Note("days", intake.Count(p.MobileRecentDays)))
	case documentEnds > c.at:
		return c.until(documentEnds, "document-recent", Note("days", intake.Count(p.DocumentRecentDays)))
	}
	return c.Is("none")
}
