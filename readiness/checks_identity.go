package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
	"github.com/payready/payready/readiness/remedy"
)

var identityName = Check{
	ID: "identity.name", Rev: 3,
	Title:    Text{ZH: "姓名填写规范", EN: "Name is well formed"},
	Purpose:  Text{ZH: "银行逐字比对姓名；含错字符、自造字或超出通道字符集的姓名会被拒", EN: "Banks compare names character by character; one with a wrong or private character, or outside the channel's charset, is refused"},
	Severity: High, Gate: true, Need: Required,
	Needs: []intake.Field{intake.FieldApplicantName},
	Optional: []intake.Field{intake.FieldPayoutChannel, intake.FieldPayoutProduct, intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn, intake.FieldCardBoundAt},
	Cites: []Cite{
		{Title: "The separator in a name is U+00B7; systems take at least 25 characters", Source: "民委发〔2016〕33号", Date: Date{Year: 2016, Month: 1, Day: 1}, Confidence: HighConfidence},
		{Title: "Characters outside GBK are often stored as pinyin, parts or a box by banks", Source: "21st Century Business Herald and banks' notices", Confidence: MediumConfidence},
		{Title: "A name on a mainland document is in hanzi or in Latin letters, not in both", Source: "our reading of 民委发〔2016〕33号 and of passports", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "position", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "姓名书写规范", EN: "The name is well formed"}},
		{Code: "rare-character", Status: Warn, Worth: 80, Action: &remedy.UseChannelForName, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "姓名含生僻字（GBK 字符集以外），部分银行系统可能存成拼音或其他写法", EN: "The name holds a rare character, one outside GBK, which some banks store as pinyin or in another form"}},
		{Code: "nonstandard-dot", Status: Warn, Worth: 90, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名中的间隔点不是标准的“·”", EN: "The dot in the name is not the standard one (·)"}},
		{Code: "private-use", Status: Warn, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名含有系统自造字，其他系统可能无法识别", EN: "The name holds a character of a private code, which other systems cannot read"}},
		{Code: "illegal-character", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名含有不能出现在姓名中的字符", EN: "The name holds a character that cannot stand in a name"}},
		{Code: "too-long", Status: Fail, Action: &remedy.UseChannelForName,
			Message: Text{ZH: "姓名过长，无法完整传输", EN: "The name is too long to be carried whole"}},
		{Code: "outside-charset", Status: Fail, Action: &remedy.UseChannelForName,
			Message: Text{ZH: "第 {position} 个字超出支付通道支持的字符集", EN: "The channel's character set lacks character {position} of the name"}},
	},
	Run: runName,
}

func (c *Case) inspectName() cnname.Inspection { return cnname.Inspect(c.sub.Applicant.Name.Reveal()) }

func runName(c *Case) Outcome {
	name := c.sub.Applicant.Name.Reveal()
	in := c.facts.name.get(c, (*Case).inspectName)
	switch in.Status {
	case cnname.Empty:
		return c.Missing(intake.FieldApplicantName)
	case cnname.IllegalCharacter, cnname.NameTooLong:
	default:
		ch := c.channel()
		if ch == nil || ch.NameCharset == "" && ch.NameMaxBytes == 0 {
			break
		}
		set := cnname.AnyCharset
		switch ch.NameCharset {
		case "gb2312":
			set = cnname.GB2312
		case "gbk":
			set = cnname.GBK
		}
		outside, bytes := cnname.Fit(name, set)
		switch {
		case outside > 0:
			return c.Is("outside-charset", Note("position", intake.Count(int64(outside))))
		case ch.NameMaxBytes > 0 && int64(bytes) > ch.NameMaxBytes:
			return c.Is("too-long")
		}
	}
	if in.Status == cnname.RareCharacter {
		return c.unlessCovered(2, in.Status.String(), Note("position", intake.Count(int64(in.Position))))
	}
	if in.Position > 0 {
		return c.Is(in.Status.String(), Note("position", intake.Count(int64(in.Position))))
	}
	return c.Is(in.Status.String())
}

var identityDocument = Check{
	ID: "identity.document", Rev: 3,
	Title:    Text{ZH: "证件号码有效", EN: "Document number is valid"},
	Purpose:  Text{ZH: "证件号码填错或类型不明，后面的核对都不可靠，通道也会拒绝", EN: "A number that is wrong or of an unknown kind makes every comparison after it worthless, and channels refuse it"},
	Severity: Critical, Gate: true, Need: Required,
	Needs: []intake.Field{intake.FieldApplicantDocumentNumber},
	Optional: []intake.Field{intake.FieldApplicantDocumentType, intake.FieldApplicantDocumentBirthDate, intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn, intake.FieldCardBoundAt,
		intake.FieldCardHolderDocumentType, intake.FieldCardHolderDocumentNumber},
	Cites: []Cite{
		{Title: "Resident numbers: region, birth date, sequence, check character of MOD 11-2", Source: "GB 11643-1999", Date: Date{Year: 1999, Month: 7, Day: 1}, Confidence: HighConfidence},
		{Title: "County codes that were abolished stay on cards issued earlier, so an unknown one proves nothing", Source: "measured: 66.6 % of the codes of 1984 are missing in a list of 2023", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "证件号码校验通过", EN: "The number is consistent with itself"}},
		{Code: "legacy-form", Status: Warn, Worth: 90, Action: &remedy.RenewDocument, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "旧版外国人永久居留身份证号码，部分银行已只认新版", EN: "The number has the older form for foreign permanent residents, which some banks no longer take"}},
		{Code: "region-unknown", Status: Warn, Worth: 90, Action: &remedy.RetakeDocumentPhoto, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "证件号码的县级地区码不在已知列表中，无法核实", EN: "The county code in the number is in no list; it cannot be verified"}},
		{Code: "unverifiable", Status: Warn, Worth: 90, Action: &remedy.RetakeDocumentPhoto, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "该类证件号码没有校验位，只能核对格式", EN: "Numbers of this kind have no check digit; only the shape could be looked at"}},
		{Code: "legacy-15", Status: Warn, Worth: 80, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "15 位旧身份证号码，请使用 18 位号码", EN: "The number is the old 15-digit form; the 18-digit one is needed"}},
		{Code: "masked", Status: Fail, Action: &remedy.ProvideFullNumber,
			Message: Text{ZH: "证件号码被遮挡，需要完整号码", EN: "The number is masked; the whole number is needed"}},
		{Code: "spreadsheet", Status: Fail, Action: &remedy.ExportTableAgain, Internal: true,
			Message: Text{ZH: "证件号码已被电子表格改写，原值已丢失：请重新导出", EN: "A spreadsheet has rewritten the document number and its digits are lost: the table must be exported again"}},
		{Code: "format", Status: Fail, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "证件号码含有不应出现的字符", EN: "The number holds a character that cannot stand there"}},
		{Code: "length", Status: Fail, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "证件号码位数不对", EN: "The number has too many or too few characters"}},
		{Code: "check-digit", Status: Fail, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "证件号码校验位不符，至少有一位填错", EN: "The check digit does not fit: at least one character is wrong"}},
		{Code: "birth-date", Status: Fail, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "证件号码中的出生日期不存在", EN: "The birth date in the number does not exist"}},
		{Code: "region-province", Status: Fail, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "证件号码前两位不是任何省份的代码", EN: "No province has the number's first two digits"}},
		{Code: "birth-contradiction", Status: Warn, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "另行提供的出生日期与证件号码中的不一致，请核对证件", EN: "The birth date that was given beside the number is not the one in the number: compare both with the document"}},
		{Code: "kind-unknown", Because: NotSupported, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldApplicantDocumentType},
			Message: Text{ZH: "无法判断证件类型，请提供证件类型", EN: "The kind of document is not known: give document.type"}},
	},
	Run: func(c *Case) Outcome {
		if len(c.sub.Applicant.Document.Number.Reveal()) == 0 {
			return c.Missing(intake.FieldApplicantDocumentNumber)
		}
		d := c.document()
		if d.Status == cnid.KindUnknown && c.sub.Applicant.Document.Type == 0 {
			best := "unverifiable" // such a number has no check digit
			if c.bond().n >= 3 {
				best = "ok"
			}
			return c.between(best, "", c.Is("kind-unknown"))
		}
		if d.Status == cnid.BirthDate && d.Birth.After(c.today) {
			return c.Until(d.Birth.Start(), "birth-date") // not born yet
		}
		if stated := c.sub.Applicant.Document.BirthDate; d.Status.Usable() && !stated.IsZero() && !bornOn(d, stated) {
			return c.Is("birth-contradiction")
		}
		switch d.Status {
		case cnid.Unverifiable:
			if c.documentOnRecord(c.sub.Applicant.Document.Number.Reveal()).Match == cnid.Equal {
				return c.Is("ok") // the bank holds the very same
			}
			return c.unlessCovered(3, "unverifiable")
		case cnid.LegacyForm, cnid.RegionUnknown:
			return c.unlessCovered(3, d.Status.String())
		}
		return c.Is(d.Status.String())
	},
}

// bornOn reports whether the number's birth date is the stated one. The legacy form
// of foreigners' cards leaves out the century.
func bornOn(d *cnid.Document, stated Date) bool {
	born := d.Birth
	if d.Status == cnid.LegacyForm && (born.Year-stated.Year)%100 == 0 {
		born.Year = stated.Year
	}
	return born == stated
}

var identityDocumentValidity = Check{
	ID: "identity.document-validity", Rev: 1,
	Title:    Text{ZH: "证件在有效期内", EN: "Document is in force"},
	Purpose:  Text{ZH: "证件过期后，银行可能中止账户业务，打款会被退回", EN: "Once the document has expired, the bank may suspend the account and the money comes back"},
	Severity: Critical, Gate: true, Need: Expected,
	Needs: []intake.Field{intake.FieldAt},
	Optional: []intake.Field{intake.FieldApplicantDocumentExpiresOn, intake.FieldApplicantDocumentLongTerm, intake.FieldApplicantDocumentIssuedOn,
		intake.FieldApplicantDocumentType, intake.FieldApplicantDocumentNumber, intake.FieldApplicantDocumentBirthDate},
	Cites: []Cite{
		{Title: "A resident ID is valid for 5, 10 or 20 years or without end, by the holder's age when it is issued; a temporary one for three months", Source: "Law on resident identity cards, article 5; rules on temporary cards, article 6", Date: Date{Year: 2012, Month: 1, Day: 1}, Confidence: HighConfidence},
		{Title: "The printed day is still valid", Source: "our reading; no rule says", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "days", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "证件未到期", EN: "The document has not expired"}},
		{Code: "expiring", Status: Warn, Worth: 90, Action: &remedy.RenewDocument,
			Message: Text{ZH: "证件将在 {days} 天内到期", EN: "The document expires within {days} days"}},
		{Code: "term-unusual", Status: Warn, Worth: 90, Action: &remedy.RetakeDocumentPhoto,
			Message: Text{ZH: "证件的签发日与到期日不合规定年限，可能录入有误", EN: "The days of issue and expiry do not fit any term such a document is given: one may be misread"}},
		{Code: "expired", Status: Fail, Action: &remedy.RenewDocument,
			Message: Text{ZH: "证件已过有效期，银行可能中止该账户的业务", EN: "The document has expired; banks may suspend the account"}},
	},
	Run: runDocumentValidity,
}

// farFuture is the year that systems write for a document without an end, as in
// 2099-12-31. No term reaches it yet.
const farFuture = 2099

func runDocumentValidity(c *Case) Outcome {
	d, doc := &c.sub.Applicant.Document, c.document()
	longTerm := d.LongTerm == intake.Yes && d.ExpiresOn.IsZero() || d.ExpiresOn.Year >= farFuture
	term := cnid.UsualTerm(doc.Kind, doc.Birth, d.IssuedOn)
	expires := d.ExpiresOn
	if expires.IsZero() && doc.Kind == cnid.TemporaryResidentID {
		expires = term.End(d.IssuedOn)
	}
	if longTerm {
		if !term.Fits(d.IssuedOn, expires, true) {
			return c.Is("term-unusual")
		}
		return c.Is("ok")
	}
	days := c.plan.policy.DocumentExpiringDays
	last := chinatime.StartOf(expires) // when its last day begins
	switch {
	case expires.IsZero():
		return c.Missing(intake.FieldApplicantDocumentExpiresOn)
	case last < c.dawn:
		return c.Is("expired")
	case last <= c.dawn+days*chinatime.Day:
		return c.until(last+chinatime.Day, "expiring", Note("days", intake.Count(days)))
	}
	until := last - days*chinatime.Day
	if !term.Fits(d.IssuedOn, expires, false) || !expires.After(d.IssuedOn) {
		return c.until(until, "term-unusual")
	}
	return c.until(until, "ok")
}

var identityAge = Check{
	ID: "identity.age", Rev: 2,
	Title:    Text{ZH: "年龄符合要求", EN: "Applicant is of age"},
	Purpose:  Text{ZH: "未成年人的申请不应打款", EN: "No payout should be made on a minor's application"},
	Severity: Critical, Gate: true, Need: Required,
	Optional: []intake.Field{intake.FieldAt, intake.FieldApplicantDocumentType, intake.FieldApplicantDocumentNumber, intake.FieldApplicantDocumentBirthDate},
	After:    []ID{"identity.document"},
	Cites: []Cite{
		{Title: "Adulthood begins at 18; there is no upper limit here, because credit is not decided here", Source: "Civil Code of the PRC, article 17", Date: Date{Year: 2021, Month: 1, Day: 1}, Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "min_age", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "已年满 {min_age} 周岁", EN: "The applicant is {min_age} or older"}},
		{Code: "under-age", Status: Fail, Kind: Stopping, Action: &remedy.StopPayout,
			Message: Text{ZH: "申请人未满 {min_age} 周岁", EN: "The applicant is younger than {min_age}"}},
	},
	Run: runAge,
}

func runAge(c *Case) Outcome {
	minAge := int(c.plan.policy.MinAge)
	birth := c.document().Birth
	if stated := c.sub.Applicant.Document.BirthDate; birth.IsZero() || stated.After(birth) {
		birth = stated // of two that contradict each other, the one that makes younger
	}
	switch {
	case minAge == 0:
		return c.NotApplicable()
	case birth.IsZero() && c.sub.Applicant.Document.Number.IsZero():
		return c.Missing(intake.FieldApplicantDocumentNumber)
	case birth.IsZero():
		return c.Missing(intake.FieldApplicantDocumentBirthDate)
	case c.at == 0:
		return c.Missing(intake.FieldAt)
	}
	evidence := Note("min_age", intake.Count(int64(minAge)))
	if cnid.Age(birth, c.today) >= minAge {
		return c.Is("ok", evidence)
	}
	return c.Until(birth.AddYears(minAge).Start(), "under-age", evidence)
}

var identityMobile = Check{
	ID: "identity.mobile", Rev: 2,
	Title:    Text{ZH: "手机号有效", EN: "Mobile number is usable"},
	Purpose:  Text{ZH: "银行预留和接收验证都需要本人可用的手机号", EN: "The bank's record and its verification need a mobile that a person can use"},
	Severity: Medium, Need: Expected,
	Needs: []intake.Field{intake.FieldApplicantMobile},
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentChangedOn, intake.FieldCardBoundAt},
	Cites: []Cite{
		{Title: "Number segments as allocated by MIIT", Source: "MIIT allocation, end of March 2023", Date: Date{Year: 2023, Month: 3, Day: 31}, Confidence: MediumConfidence},
		{Title: "Other countries' numbering plans", Source: "libphonenumber, through nyaruka/phonenumbers", Date: Date{Year: 2026, Month: 7, Day: 15}, Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "手机号有效", EN: "The number is a mainland mobile number"}},
		{Code: "mvno", Status: Warn, Worth: 80, Action: &remedy.CorrectMobile, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "虚拟运营商号段，部分银行不支持预留", EN: "The number belongs to a virtual operator, which some banks do not accept on record"}},
		{Code: "foreign", Status: Warn, Worth: 80, Action: &remedy.CorrectMobile, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "非内地手机号，部分银行无法验证", EN: "The number is not a mainland one, which some banks cannot verify"}},
		{Code: "satellite", Status: Warn, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "卫星电话号段", EN: "The number belongs to a satellite network"}},
		{Code: "data-card", Status: Warn, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "上网卡号段，可能收不到语音验证", EN: "The number belongs to a data card, which may not take calls"}},
		{Code: "unlisted-segment", Status: Warn, Worth: 80, Action: &remedy.CorrectMobile, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "该号段不在已公布的分配表中", EN: "The segment is in no published allocation"}},
		{Code: "iot", Status: Fail, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "物联网号段，不能作为预留手机号", EN: "The number belongs to a machine (IoT) and cannot be a person's on record"}},
		{Code: "landline", Status: Fail, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "固定电话，需要手机号", EN: "The number is a landline; a mobile is needed"}},
		{Code: "service-number", Status: Fail, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "客服或服务号码，需要本人手机号", EN: "The number is a service line; a person's mobile is needed"}},
		{Code: "unassigned", Status: Fail, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "该号段未分配，号码不存在", EN: "The segment is not assigned; no such number exists"}},
		{Code: "malformed", Status: Fail, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "手机号格式不对", EN: "The number is not shaped like a mobile number"}},
		{Code: "masked", Status: Fail, Action: &remedy.ProvideFullNumber,
			Message: Text{ZH: "手机号被遮挡，需要完整号码", EN: "The number is masked; the whole number is needed"}},
		{Code: "spreadsheet", Status: Fail, Action: &remedy.ExportTableAgain, Internal: true,
			Message: Text{ZH: "手机号已被电子表格改写：请重新导出", EN: "A spreadsheet has rewritten the number: the table must be exported again"}},
	},
	Run: func(c *Case) Outcome {
		kind := cnphone.Parse(c.sub.Applicant.Mobile.Reveal())
		switch kind {
		case cnphone.MVNO, cnphone.Foreign, cnphone.UnlistedSegment:
			return c.unlessCovered(4, kind.String())
		}
		return c.Is(kind.String())
	},
}

var identityCarrier = Check{
	ID: "identity.carrier", Rev: 2,
	Title:    Text{ZH: "运营商三要素一致", EN: "Carrier confirms name, document and mobile"},
	Purpose:  Text{ZH: "证明手机号登记在申请人本人名下", EN: "Proves that the mobile is registered to the applicant"},
	Severity: Medium, Need: Optional,
	Needs:    []intake.Field{intake.FieldApplicantCarrierResult},
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldApplicantCarrierAt},
	Cites: []Cite{
		{Title: "Mobile numbers are registered under the real name, which carriers confirm: the second part of the usual second authentication", Source: "a wallet's guide for applicants", Confidence: MediumConfidence},
	},
	Reasons: []Reason{
		{Code: "match", Status: Pass, Message: Text{ZH: "运营商实名与本人一致：证明手机号是本人的，不代表该卡能收款", EN: "The carrier knows the mobile under this name and document: it proves whose number it is, not that the card can receive"}},
		{Code: "mismatch", Status: Fail, Action: &remedy.UseOwnMobile,
			Message: Text{ZH: "手机号的运营商实名与申请人不一致", EN: "The carrier knows the mobile under another name or document"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldApplicantCarrierResult},
			Message: Text{ZH: "运营商核验已过期", EN: "The carrier's answer is too old to count"}},
	},
	Run: func(c *Case) Outcome {
		carrier := &c.sub.Applicant.Verification.Carrier
		until, fresh := c.fresh(chinatime.Unix(carrier.At), c.plan.policy.CarrierFreshDays*chinatime.Day)
		switch {
		case carrier.Result > intake.Mismatch:
			return c.Missing(intake.FieldApplicantCarrierResult)
		case !fresh:
			return c.Is("stale")
		case carrier.Result == intake.Match:
			return c.until(until, "match")
		}
		return c.until(until, "mismatch")
	},
}

var identityOCR = Check{
	ID: "identity.ocr", Rev: 3,
	Title:    Text{ZH: "与证件影像一致", EN: "Agrees with the image of the document"},
	Purpose:  Text{ZH: "手工填写容易出错，以证件影像为准", EN: "What is typed may be mistyped: the image of the document counts"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldApplicantName, intake.FieldApplicantDocumentType, intake.FieldApplicantDocumentNumber, intake.FieldApplicantOCRName, intake.FieldApplicantOCRNumber},
	Cites: []Cite{
		{Title: "The image of the document is trusted for name and number; what was typed is not", Source: "our order of evidence", Confidence: JudgementCall},
		{Title: "Optical readers take dots for others and break rare characters up", Source: "banks' notices on rare characters", Confidence: LowConfidence},
	},
	Evidence: []Key{{Name: "position", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "match", Status: Pass, Message: Text{ZH: "填写内容与证件影像相同", EN: "What was entered is what the document shows"}},
		{Code: "equivalent", Status: Pass, Message: Text{ZH: "填写内容与证件影像相同，仅写法不同", EN: "What was entered is what the document shows, in another form"}},
		{Code: "name-differs", Status: Fail, Action: &remedy.RetakeDocumentPhoto,
			Message: Text{ZH: "填写的姓名与证件影像不一致", EN: "The name is not the one on the document"}},
		{Code: "number-differs", Status: Fail, Action: &remedy.RetakeDocumentPhoto,
			Message: Text{ZH: "填写的证件号码与证件影像不一致", EN: "The number is not the one on the document"}},
	},
	Run: runOCR,
}

func runOCR(c *Case) Outcome {
	a, image := &c.sub.Applicant, &c.sub.Applicant.Verification.OCR
	name, position := c.nameOnImage()
	number := numberOnImage(a)
	switch {
	case name == "name-differs" && position > 0:
		return c.Is(name, Note("position", intake.Count(int64(position))))
	case name == "name-differs":
		return c.Is(name)
	case number == "number-differs":
		return c.Is(number)
	}
	switch { // half of it proves half
	case image.Name.IsZero() && image.Number.IsZero():
		return c.Missing(intake.FieldApplicantOCRName, intake.FieldApplicantOCRNumber)
	case a.Name.IsZero():
		return c.Missing(intake.FieldApplicantName)
	case a.Document.Number.IsZero():
		return c.Missing(intake.FieldApplicantDocumentNumber)
	case image.Name.IsZero():
		return c.Missing(intake.FieldApplicantOCRName)
	case image.Number.IsZero():
		return c.Missing(intake.FieldApplicantOCRNumber)
	case name == "" && number == "":
		return c.Missing(intake.FieldApplicantOCRName, intake.FieldApplicantOCRNumber)
	case name == "equivalent" || number == "equivalent":
		return c.Is("equivalent")
	}
	return c.Is("match")
}

// nameOnImage holds the name against what was read from the image of the document:
// the code of identity.ocr, "" if that says nothing, and where they differ.
func (c *Case) nameOnImage() (code string, position uint8) {
	r := c.nameAndImage()
	switch r.Class {
	case cnname.NotCompared, cnname.AllMasked, cnname.TooLong, cnname.Romanised, cnname.RarePinyin:
		// Nothing was read that could be held against the name: the pinyin on a
		// passport fits many.
		return "", 0
	case cnname.Exact:
		return "match", 0
	case cnname.Equivalent, cnname.DotDiffers, cnname.Variant, cnname.TokenOrder, cnname.MaskedCompatible,
		cnname.RarePlaceholder, cnname.RareSplit, cnname.RecordDefect:
		// Another form, or what optical readers make of it. Whether the bank
		// takes the form is for consistency.holder-name to say.
		return "equivalent", 0
	}
	return "name-differs", r.Position
}

// numberOnImage is nameOnImage for the document number.
func numberOnImage(a *intake.Applicant) (code string) {
	kind := cnid.Kind(a.Document.Type)
	switch cnid.Compare(kind, a.Document.Number.Reveal(), kind, a.Verification.OCR.Number.Reveal()).Match {
	case cnid.NotCompared:
		return ""
	case cnid.Equal:
		return "match"
	case cnid.Equal15, cnid.MaskedMatch:
		return "equivalent"
	}
	return "number-differs"
}
