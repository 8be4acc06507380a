package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/remedy"
)

// What a difference between what was typed, the image of the document and the bank's
// record comes down to. A contract under a name that is not on the document is void, so
// nobody is told to take the bank's form of a name over.

var (
	aboutName     = []ID{"identity.ocr", "identity.name", "consistency.holder-name", "consistency.elements", "consistency.ownership"}
	aboutDocument = []ID{"identity.ocr", "consistency.holder-document", "consistency.elements", "consistency.ownership"}
	aboutOwner    = []ID{"consistency.holder-name", "consistency.holder-document", "consistency.holder-mobile", "consistency.elements", "consistency.ownership"}
)

var notOwnCardCause = cause{
	ID:     "not-own-card",
	Text:   Text{ZH: "不是本人名下的卡", EN: "The card is another person's"},
	Action: &remedy.BindOwnCard, Explains: aboutOwner,
	Holds: func(c *Case) bool { return c.found("consistency.ownership") == "not-own-card" },
}

var mistypedNameCause = cause{
	ID:     "mistyped-name",
	Text:   Text{ZH: "填写的姓名与证件不一致", EN: "The name was mistyped: the document shows another"},
	Action: &remedy.CorrectTypedName, Explains: aboutName,
	Holds: func(c *Case) bool {
		typed, _ := c.nameOnImage()
		record := likenessOf(c.imageOnRecord())
		return typed == "name-differs" && record <= same
	},
}

var mistypedNumberCause = cause{
	ID:     "mistyped-number",
	Text:   Text{ZH: "填写的证件号码与证件不一致", EN: "The document number was mistyped: the document shows another"},
	Action: &remedy.CorrectDocumentNumber, Explains: aboutDocument,
	Holds: func(c *Case) bool {
		a := &c.sub.Applicant
		if numberOnImage(a) != "number-differs" {
			return false
		}
		switch c.documentOnRecord(a.Verification.OCR.Number.Reveal()).Match {
		case cnid.Mismatch, cnid.MaskedConflict:
			return false
		}
		return true
	},
}

var formOfNameCause = cause{
	ID:     "form-of-name",
	Text:   Text{ZH: "姓名与银行预留只是写法不同", EN: "The name and the bank's record differ in form only"},
	Action: &remedy.SendNameOnRecord, Explains: []ID{"consistency.holder-name", "consistency.elements", "consistency.ownership"},
	Holds: func(c *Case) bool {
		switch c.found("consistency.holder-name") {
		case "dot-differs", "variant", "token-order":
			return c.checkDenies(nameDiffers)
		}
		return false
	},
}

var nameAtTheBankCause = cause{
	ID:     "name-at-the-bank",
	Text:   Text{ZH: "姓名与证件一致，银行留存的姓名有误", EN: "The name is the document's: the bank's record is off"},
	Action: &remedy.MendBankNameRecord, Explains: aboutName,
	Holds: func(c *Case) bool {
		typed, _ := c.nameOnImage()
		confirmed := typed == "match" || typed == "equivalent"
		switch c.nameLikeness() {
		case garbled:
			return true
		case slip:
			return confirmed
		case another:
			return confirmed && c.documentLikeness() == same
		}
		if confirmed && c.onlyDenied(nameDiffers) {
			return true
		}
		return c.found("consistency.elements") == "mismatch-encoding-suspected"
	},
}

var nameToCheckCause = cause{
	ID:     "name-to-check",
	Text:   Text{ZH: "姓名与银行留存有差异，请先对照证件核对", EN: "The name and the bank's record differ: the document says which is right"},
	Action: &remedy.CorrectName, Explains: aboutName,
	Holds: func(c *Case) bool { return c.nameLikeness() == slip },
}

var numberAtTheBankCause = cause{
	ID:     "number-at-the-bank",
	Text:   Text{ZH: "证件号码与证件一致，银行留存的号码有误", EN: "The number is the document's: the bank's record is off"},
	Action: &remedy.MendBankNumberRecord, Explains: aboutDocument,
	Holds: func(c *Case) bool {
		return numberOnImage(&c.sub.Applicant) == "match" && (c.documentLikeness() == slip || c.documentLikeness() == notCompared && c.onlyDenied(documentDiffers))
	},
}

var numberToCheckCause = cause{
	ID:     "number-to-check",
	Text:   Text{ZH: "证件号码与银行留存有差异，请先对照证件核对", EN: "The number and the bank's record differ: the document says which is right"},
	Action: &remedy.CheckDocumentNumber, Explains: aboutDocument,
	Holds: func(c *Case) bool { return c.documentLikeness() == slip },
}

var anotherNameCause = cause{
	ID:     "another-name",
	Text:   Text{ZH: "姓名与卡号未能匹配", EN: "The name and the card number do not match"},
	Action: &remedy.CheckNameAndNumber, Explains: aboutName,
	Holds: func(c *Case) bool { return c.nameLikeness() == another },
}

var anotherDocumentCause = cause{
	ID:     "another-document",
	Text:   Text{ZH: "证件号码与卡号未能匹配", EN: "The document and the card number do not match"},
	Action: &remedy.CheckIdentityDetails, Explains: aboutDocument,
	Holds: func(c *Case) bool { return c.documentLikeness() == another },
}

var anotherMobileCause = cause{
	ID:     "another-mobile",
	Text:   Text{ZH: "手机号与银行预留不一致", EN: "The mobile is not the one on the bank's record"},
	Action: &remedy.CorrectMobile, Explains: []ID{"consistency.holder-mobile", "consistency.elements"},
	Holds: func(c *Case) bool {
		return c.checkDenies(mobileDiffers) && (c.mobileDiffers() || c.mismatched() == mobileDiffers)
	},
}

var notConfirmedCause = cause{
	ID:     "not-confirmed",
	Text:   Text{ZH: "卡号与实名信息未能匹配", EN: "The card number and the verified identity do not match"},
	Action: &remedy.CheckIdentityDetails, Explains: aboutOwner,
	Holds: func(c *Case) bool { return c.found("consistency.ownership") == "not-confirmed" },
}

// onlyDenied reports whether the element check did not match and names this element and
// no other.
func (c *Case) onlyDenied(element uint64) bool {
	return c.sub.Card.ElementCheck.Result == intake.Mismatch && c.mismatched() == element
}

// checkDenies reports whether the element check did not match and names this element
// or none.
func (c *Case) checkDenies(element uint64) bool {
	e := &c.sub.Card.ElementCheck
	if e.Result != intake.Mismatch || element == mobileDiffers && e.Elements.V != 4 {
		return false
	}
	differ := c.mismatched()
	return differ == 0 || differ&element != 0
}
