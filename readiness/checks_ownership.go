package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
	"github.com/payready/payready/readiness/remedy"
)

var consistencyOwnership = Check{
	ID: "consistency.ownership", Rev: 1,
	Title:    Text{ZH: "卡为本人所有", EN: "The card is the applicant's own"},
	Purpose:  Text{ZH: "须由掌握银行记录的一方确认姓名、证件和卡属于同一人，款项才不会打给别人", EN: "Somebody with access to the bank's record must have confirmed that name, document and card belong together, or the money may reach another person"},
	Severity: Critical, Gate: true, Need: Required, Group: "owner",
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldHistoryAttempts,
		intake.FieldApplicantName, intake.FieldApplicantNameChangedOn, intake.FieldApplicantDocumentType, intake.FieldApplicantDocumentNumber,
		intake.FieldApplicantDocumentChangedOn, intake.FieldApplicantMobile, intake.FieldApplicantOCRName, intake.FieldApplicantOCRNumber,
		intake.FieldCardHolderName, intake.FieldCardHolderNameHashHex, intake.FieldCardHolderNameHashAlgorithm, intake.FieldCardHolderNameHashEncoding,
		intake.FieldCardHolderDocumentType, intake.FieldCardHolderDocumentNumber, intake.FieldCardHolderMobile,
		intake.FieldCardElementCheckElements, intake.FieldCardElementCheckResult, intake.FieldCardElementCheckMismatched, intake.FieldCardElementCheckAt,
		intake.FieldCardBoundAt, intake.FieldCardDebitedAt},
	After: []ID{"identity.document"},
	Cites: []Cite{
		{Title: "Internet loans are paid to an account of the borrower", Source: "商业银行互联网贷款管理暂行办法", Date: Date{Year: 2020, Month: 7, Day: 12}, Confidence: MediumConfidence},
		{Title: "An element check asks the bank itself whether card, name and document belong together", Source: "UnionPay and channels, documentation of element checks", Confidence: HighConfidence},
		{Title: "How long a confirmation stands while the card stays bound", Source: "policy", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "verified-by-elements", Status: Pass, Message: Text{ZH: "绑卡以来的要素验证一致", EN: "An element check since the card was bound confirmed it"}},
		{Code: "on-record", Status: Pass, Message: Text{ZH: "姓名和证件与银行留存相符", EN: "Name and document agree with the bank's record"}},
		{Code: "proven-by-payout", Status: Pass, Message: Text{ZH: "此前已成功向该卡打款", EN: "An earlier payout reached this card"}},
		{Code: "proven-by-debit", Status: Pass, Message: Text{ZH: "该卡已按有效协议成功扣款", EN: "A debit under an agreement that still stands succeeded"}},
		{Code: "not-own-card", Status: Fail, Action: &remedy.BindOwnCard,
			Clears:  []ID{"consistency.holder-name", "consistency.holder-document", "consistency.holder-mobile", "consistency.elements"},
			Message: Text{ZH: "卡号与申请人的姓名、证件均不匹配，不是本人名下的卡", EN: "Neither the name nor the document of the applicant belongs to this card: it is not the applicant's own"}},
		{Code: "not-confirmed", Status: Fail, Action: &remedy.CheckIdentityDetails,
			Clears:  []ID{"consistency.holder-name", "consistency.holder-document", "consistency.holder-mobile", "consistency.elements"},
			Message: Text{ZH: "卡号与实名信息未能匹配", EN: "The card number and the verified identity do not match"}},
		{Code: "differs", Because: NoData, Message: Text{ZH: "与银行留存有差异，更正后才能确认是否为本人的卡", EN: "The bank's record differs: whose card it is can be told once that is mended"}},
		{Code: "stale", Because: Stale, Action: &remedy.CheckElements, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "此前的验证已失效，需重新做三要素或四要素验证", EN: "What confirmed it counts no longer: a new check of three or four elements is needed"}},
		{Code: "unconfirmed", Because: NoInput, Action: &remedy.CheckElements, Asks: []intake.Field{intake.FieldCardElementCheckResult},
			Message: Text{ZH: "尚未确认是本人的卡，需做三要素或四要素验证", EN: "Nothing confirms yet whose card it is: a check of three or four elements is needed"}},
	},
	Run: runOwnership,
}

func runOwnership(c *Case) Outcome {
	name, document := c.nameLikeness(), c.documentLikeness()
	if document == another && name >= slip {
		return c.Is("not-own-card")
	}
	denial, until := c.elementsDeny()
	if denial == denied {
		return c.until(until, "not-own-card")
	}
	need := c.plan.policy.OwnershipElements
	differs := name > same || document > same || denial == explained
	switch {
	case denial == deniedCard:
		return c.until(until, "not-confirmed")
	case name == same && (document == same || need == 2 && document == notCompared):
		return c.Is("on-record")
	case denial == deniedSomething && !differs:
		return c.until(until, "not-confirmed")
	}
	if o, ok := c.vouched(need); ok {
		return o
	}
	switch {
	case name == another && document == notCompared:
		return c.Is("not-confirmed")
	case differs:
		return c.Is("differs")
	case c.bond().ended:
		return c.Is("stale")
	}
	return c.Is("unconfirmed")
}

// A denial is what an element check that did not match says of the card's owner.
type denial uint8

const (
	deniesNothing   denial = iota // or no more than the mobile
	explained                     // by what was mistyped, or by how the bank writes the name
	deniedSomething               // without saying what
	deniedCard
	denied // name and document
)

// elementsDeny returns what the last element check denies, and until when that counts.
func (c *Case) elementsDeny() (d denial, until int64) {
	e, a := &c.sub.Card.ElementCheck, &c.sub.Applicant
	differ := c.mismatched()
	if e.Result != intake.Mismatch && (e.Result != intake.Match || differ == 0) {
		return deniesNothing, 0
	}
	until, fresh := c.fresh(chinatime.Unix(e.At), c.plan.policy.ElementsFreshDays*chinatime.Day)
	if !fresh {
		return deniesNothing, 0
	}
	onImage, _ := c.nameOnImage()
	name, number := onImage == "name-differs", numberOnImage(a) == "number-differs"
	switch {
	case differ&cardDiffers != 0:
		return deniedCard, until
	case differ&nameDiffers != 0 && differ&documentDiffers != 0 && !(name && number):
		return denied, until
	case differ == mobileDiffers, differ == 0 && e.Elements.V == 4 && c.mobileDiffers():
		return deniesNothing, 0
	case differ != 0, name, number, cnname.Unsteady(a.Name.Reveal()):
		return explained, until
	}
	return deniedSomething, until
}

// mobileDiffers reports whether the bank's record has another mobile.
func (c *Case) mobileDiffers() bool {
	return cnphone.Compare(c.sub.Applicant.Mobile.Reveal(), c.sub.Card.Holder.Mobile.Reveal()).Match == cnphone.Mismatch
}
