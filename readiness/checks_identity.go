package readiness

import (
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
	"github.com/payready/payready/readiness/remedy"
)

var identityName = Check{
	ID: "identity.name", Rev: 1,
	Title:    Text{ZH: "姓名填写规范", EN: "Name is well formed"},
	Severity: High, Gate: true, Need: Required,
	Needs: []Field{FieldApplicantName},
	Cites: []Cite{
		{Title: "The separator in a name is U+00B7; systems take at least 25 characters", Source: "民委发〔2016〕33号", Date: Date{Year: 2016, Month: 1, Day: 1}, Confidence: HighConfidence},
		{Title: "Characters outside GB 2312 are often stored as pinyin, parts or a box by banks", Source: "21st Century Business Herald and banks' notices", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "position", Unit: UnitCount}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "姓名书写规范", EN: "The name is well formed"}},
		{Code: "rare-character", Status: Warn, Worth: 80, Action: &remedy.UpdateBankRecord,
			Message: Text{ZH: "姓名含生僻字，部分银行系统可能存成拼音或其他写法", EN: "The name holds a rare character, which some banks store as pinyin or in another form"}},
		{Code: "nonstandard-dot", Status: Warn, Worth: 90, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名中的间隔点不是标准的“·”", EN: "The dot in the name is not the standard one (·)"}},
		{Code: "private-use", Status: Warn, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名含有系统自造字，其他系统可能无法识别", EN: "The name holds a character of a private code, which other systems cannot read"}},
		{Code: "illegal-character", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名含有不能出现在姓名中的字符", EN: "The name holds a character that cannot stand in a name"}},
		{Code: "too-long", Status: Fail, Action: &remedy.CorrectName,
			Message: Text{ZH: "姓名过长", EN: "The name is too long"}},
	},
	Run: func(c *Case) Outcome {
		in := cnname.Inspect(c.sub.Applicant.Name.Reveal())
		switch {
		case in.Status == cnname.Empty:
			return c.Missing(FieldApplicantName)
		case in.Position > 0:
			return c.Is(in.Status.String(), Note("position", Count(int64(in.Position))))
		}
		return c.Is(in.Status.String())
	},
}

var identityDocument = Check{
	ID: "identity.document", Rev: 1,
	Title:    Text{ZH: "证件号码有效", EN: "Document number is valid"},
	Severity: Critical, Gate: true, Need: Required,
	Needs:    []Field{FieldApplicantDocumentNumber},
	Optional: []Field{FieldApplicantDocumentType, FieldAt},
	Cites: []Cite{
		{Title: "Resident numbers: region, birth date, sequence, check character of MOD 11-2", Source: "GB 11643-1999", Date: Date{Year: 1999, Month: 7, Day: 1}, Confidence: HighConfidence},
		{Title: "County codes that were abolished stay on cards issued earlier, so an unknown one proves nothing", Source: "measured: 66.6 % of the codes of 1984 are missing in a list of 2023", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "证件号码校验通过", EN: "The number is consistent with itself"}},
		{Code: "legacy-form", Status: Warn, Worth: 90, Action: &remedy.RenewDocument,
			Message: Text{ZH: "旧版外国人永久居留身份证号码，部分银行已只认新版", EN: "The number has the older form for foreign permanent residents, which some banks no longer take"}},
		{Code: "region-unknown", Status: Warn, Worth: 90, Action: &remedy.ReviewOrder,
			Message: Text{ZH: "证件号码的县级地区码不在已知列表中，无法核实", EN: "The county code in the number is in no list; it cannot be verified"}},
		{Code: "unverifiable", Status: Warn, Worth: 90, Action: &remedy.ReviewOrder,
			Message: Text{ZH: "该类证件号码没有校验位，只能核对格式", EN: "Numbers of this kind have no check digit; only the shape could be looked at"}},
		{Code: "legacy-15", Status: Warn, Worth: 80, Action: &remedy.CorrectDocumentNumber,
			Message: Text{ZH: "15 位旧身份证号码，请使用 18 位号码", EN: "The number is the old 15-digit form; the 18-digit one is needed"}},
		{Code: "masked", Status: Fail, Action: &remedy.ProvideFullNumber,
			Message: Text{ZH: "证件号码被遮挡，需要完整号码", EN: "The number is masked; the whole number is needed"}},
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
		{Code: "kind-unknown", Why: NotSupported, Action: &remedy.ProvideInput, Asks: []Field{FieldApplicantDocumentType},
			Message: Text{ZH: "无法判断证件类型，请提供 document.type", EN: "The kind of document is not known: give document.type"}},
	},
	Run: func(c *Case) Outcome {
		if len(c.sub.Applicant.Document.Number.Reveal()) == 0 {
			return c.Missing(FieldApplicantDocumentNumber)
		}
		d := c.document()
		if d.Status == cnid.KindUnknown && c.sub.Applicant.Document.Type == 0 {
			return c.Is("kind-unknown")
		}
		return c.Is(d.Status.String())
	},
}

var identityAge = Check{
	ID: "identity.age", Rev: 1,
	Title:    Text{ZH: "年满 18 周岁", EN: "Applicant is of age"},
	Severity: Critical, Gate: true, Need: Required,
	Needs:    []Field{FieldAt},
	Optional: []Field{FieldApplicantDocumentType, FieldApplicantDocumentNumber, FieldApplicantDocumentBirthDate},
	After:    []ID{"identity.document"},
	Cites: []Cite{
		{Title: "Adulthood begins at 18; there is no upper limit here, because credit is not decided here", Source: "Civil Code of the PRC, article 17", Date: Date{Year: 2021, Month: 1, Day: 1}, Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "min_age", Unit: UnitCount}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "已满法定年龄", EN: "The applicant is old enough"}},
		{Code: "under-age", Status: Fail, Action: &remedy.StopPayout,
			Message: Text{ZH: "申请人未满 {min_age} 周岁", EN: "The applicant is younger than {min_age}"}},
	},
	Run: func(c *Case) Outcome {
		birth := c.document().Birth
		if birth.IsZero() {
			birth = c.sub.Applicant.Document.BirthDate
		}
		if birth.IsZero() {
			if !c.Known(FieldApplicantDocumentNumber) {
				return c.Missing(FieldApplicantDocumentNumber)
			}
			return c.Missing(FieldApplicantDocumentBirthDate)
		}
		minAge := int(c.prog.policy.MinAge)
		if cnid.Age(birth, c.today) >= minAge {
			return c.Is("ok")
		}
		return c.Until(birth.AddYears(minAge).Start(), "under-age", Note("min_age", Count(int64(minAge))))
	},
}

var identityMobile = Check{
	ID: "identity.mobile", Rev: 1,
	Title:    Text{ZH: "手机号有效", EN: "Mobile number is usable"},
	Severity: Medium, Need: Expected,
	Needs: []Field{FieldApplicantMobile},
	Cites: []Cite{
		{Title: "Number segments as allocated by MIIT", Source: "MIIT allocation, end of March 2023", Date: Date{Year: 2023, Month: 3, Day: 31}, Confidence: MediumConfidence},
		{Title: "Other countries' numbering plans", Source: "libphonenumber, through nyaruka/phonenumbers", Date: Date{Year: 2026, Month: 7, Day: 15}, Confidence: HighConfidence},
	},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "手机号有效", EN: "The number is a mainland mobile number"}},
		{Code: "mvno", Status: Warn, Worth: 80, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "虚拟运营商号段，部分银行不支持预留", EN: "The number belongs to a virtual operator, which some banks do not accept on record"}},
		{Code: "foreign", Status: Warn, Worth: 80, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "非内地手机号，部分银行无法验证", EN: "The number is not a mainland one, which some banks cannot verify"}},
		{Code: "satellite", Status: Warn, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "卫星电话号段", EN: "The number belongs to a satellite network"}},
		{Code: "data-card", Status: Warn, Action: &remedy.CorrectMobile,
			Message: Text{ZH: "上网卡号段，可能收不到语音验证", EN: "The number belongs to a data card, which may not take calls"}},
		{Code: "unlisted-segment", Status: Warn, Worth: 80, Action: &remedy.CorrectMobile,
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
	},
	Run: func(c *Case) Outcome { return c.Is(cnphone.Parse(c.sub.Applicant.Mobile.Reveal()).String()) },
}
