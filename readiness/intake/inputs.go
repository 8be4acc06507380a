package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/payready/payready/readiness/remedy"
)

// A Field names an input by its JSON Pointer in the submission. The inputs of custom
// checks are ExtraField(name).
type Field string

// ExtraField returns the field of a custom check's input, a member of "extra".
func ExtraField(name string) Field { return Field("/extra/" + name) }

const (
	FieldID                          Field = "/id"
	FieldAt                          Field = "/at"
	FieldObservedAt                  Field = "/observed_at"
	FieldApplicantName               Field = "/applicant/name"
	FieldApplicantNameChangedOn      Field = "/applicant/name_changed_on"
	FieldApplicantDocumentType       Field = "/applicant/document/type"
	FieldApplicantDocumentNumber     Field = "/applicant/document/number"
	FieldApplicantDocumentBirthDate  Field = "/applicant/document/birth_date"
	FieldApplicantDocumentIssuedOn   Field = "/applicant/document/issued_on"
	FieldApplicantDocumentExpiresOn  Field = "/applicant/document/expires_on"
	FieldApplicantDocumentLongTerm   Field = "/applicant/document/long_term"
	FieldApplicantDocumentChangedOn  Field = "/applicant/document/changed_on"
	FieldApplicantMobile             Field = "/applicant/mobile"
	FieldApplicantMobileChangedOn    Field = "/applicant/mobile_changed_on"
	FieldApplicantMobileReissued     Field = "/applicant/mobile_reissued"
	FieldApplicantFaceResult         Field = "/applicant/verification/face/result"
	FieldApplicantFaceAt             Field = "/applicant/verification/face/at"
	FieldApplicantSMSResult          Field = "/applicant/verification/sms/result"
	FieldApplicantSMSAt              Field = "/applicant/verification/sms/at"
	FieldApplicantCertificateResult  Field = "/applicant/verification/certificate/result"
	FieldApplicantCertificateAt      Field = "/applicant/verification/certificate/at"
	FieldApplicantVideoResult        Field = "/applicant/verification/video/result"
	FieldApplicantVideoAt            Field = "/applicant/verification/video/at"
	FieldApplicantPasswordCodeResult Field = "/applicant/verification/password_code/result"
	FieldApplicantPasswordCodeAt     Field = "/applicant/verification/password_code/at"
	FieldApplicantCarrierResult      Field = "/applicant/verification/carrier/result"
	FieldApplicantCarrierAt          Field = "/applicant/verification/carrier/at"
	FieldApplicantOCRName            Field = "/applicant/verification/ocr/name"
	FieldApplicantOCRNumber          Field = "/applicant/verification/ocr/number"
	FieldApplicantScreeningResult    Field = "/applicant/screening/result"
	FieldApplicantScreeningAt        Field = "/applicant/screening/at"
	FieldCardNumber                  Field = "/card/number"
	FieldCardBIN                     Field = "/card/bin"
	FieldCardLength                  Field = "/card/length"
	FieldCardLast4                   Field = "/card/last4"
	FieldCardForm                    Field = "/card/form"
	FieldCardFunding                 Field = "/card/funding"
	FieldCardAccountKind             Field = "/card/account_kind"
	FieldCardIssuer                  Field = "/card/issuer"
	FieldCardAccountClass            Field = "/card/account_class"
	FieldCardFaceToFaceVerified      Field = "/card/face_to_face_verified"
	FieldCardLenderIsAccountBank     Field = "/card/lender_is_account_bank"
	FieldCardState                   Field = "/card/state"
	FieldCardStateAt                 Field = "/card/state_at"
	FieldCardOpenedOn                Field = "/card/opened_on"
	FieldCardLastActivityOn          Field = "/card/last_activity_on"
	FieldCardQuickPay                Field = "/card/quick_pay"
	FieldCardOnlineTransfer          Field = "/card/online_transfer"
	FieldCardNonCounter              Field = "/card/non_counter"
	FieldCardNonboundInboundToday    Field = "/card/nonbound_inbound_today_fen"
	FieldCardNonboundInboundThisYear Field = "/card/nonbound_inbound_this_year_fen"
	FieldCardBalance                 Field = "/card/balance_fen"
	FieldCardHolderName              Field = "/card/holder/name"
	FieldCardHolderNameHashAlgorithm Field = "/card/holder/name_hash/algorithm"
	FieldCardHolderNameHashEncoding  Field = "/card/holder/name_hash/encoding"
	FieldCardHolderNameHashHex       Field = "/card/holder/name_hash/hex"
	FieldCardHolderDocumentType      Field = "/card/holder/document_type"
	FieldCardHolderDocumentNumber    Field = "/card/holder/document_number"
	FieldCardHolderMobile            Field = "/card/holder/mobile"
	FieldCardElementCheckElements    Field = "/card/element_check/elements"
	FieldCardElementCheckResult      Field = "/card/element_check/result"
	FieldCardElementCheckMismatched  Field = "/card/element_check/mismatched"
	FieldCardElementCheckAt          Field = "/card/element_check/at"
	FieldCardSourcesAccountClass     Field = "/card/sources/account_class"
	FieldCardSourcesFunding          Field = "/card/sources/funding"
	FieldCardSourcesState            Field = "/card/sources/state"
	FieldCardSourcesQuickPay         Field = "/card/sources/quick_pay"
	FieldCardFraudListed             Field = "/card/fraud_listed"
	FieldCardJudicialFreeze          Field = "/card/judicial_freeze"
	FieldCardFreezeBy                Field = "/card/freeze_by"
	FieldCardBoundAt                 Field = "/card/bound_at"
	FieldCardDebitedAt               Field = "/card/debited_at"
	FieldPayoutOrderID               Field = "/payout/order_id"
	FieldPayoutConfirmedAt           Field = "/payout/confirmed_at"
	FieldPayoutHeldUntil             Field = "/payout/held_until"
	FieldPayoutBusinessID            Field = "/payout/business_id"
	FieldPayoutAmount                Field = "/payout/amount_fen"
	FieldPayoutChannel               Field = "/payout/channel"
	FieldPayoutProduct               Field = "/payout/product"
	FieldPayoutSystem                Field = "/payout/system"
	FieldPayoutBranchCode            Field = "/payout/branch_code"
	FieldPayoutMemo                  Field = "/payout/memo"
	FieldPayoutAvailable             Field = "/payout/available_fen"
	FieldPayoutMerchantPaidToday     Field = "/payout/merchant_paid_today_fen"
	FieldPayoutRoutes                Field = "/payout/routes"
	FieldMandateContractID           Field = "/mandate/contract_id"
	FieldMandateSigned               Field = "/mandate/signed"
	FieldMandateSignedAt             Field = "/mandate/signed_at"
	FieldMandateCancelled            Field = "/mandate/cancelled"
	FieldMandatePrincipal            Field = "/mandate/principal_fen"
	FieldMandateApproved             Field = "/mandate/approved"
	FieldMandateApprovedAmount       Field = "/mandate/approved_fen"
	FieldMandateApprovedUntil        Field = "/mandate/approved_until"
	FieldMandatePayment              Field = "/mandate/payment"
	FieldMandatePayee                Field = "/mandate/payee"
	FieldMandateOwnFunds             Field = "/mandate/own_funds"
	FieldMandateFunderApproved       Field = "/mandate/funder_approved"
	FieldMandateFunderInstructed     Field = "/mandate/funder_instructed"
	FieldMandatePartnerListed        Field = "/mandate/partner_listed"
	FieldMandateFactorContractID     Field = "/mandate/factor_contract_id"
	FieldMandateDebit                Field = "/mandate/debit"
	FieldMandateInquiryConsent       Field = "/mandate/inquiry_consent"
	FieldMandateReportingConsent     Field = "/mandate/reporting_consent"
	FieldMandateValueDate            Field = "/mandate/value_date"
	FieldMandatePurpose              Field = "/mandate/purpose"
	FieldMandateBankLender           Field = "/mandate/bank_lender"
	FieldMandateRaisedLimit          Field = "/mandate/raised_limit"
	FieldDeviceCapturedAt            Field = "/device/captured_at"
	FieldDeviceFirstSeenAt           Field = "/device/first_seen_at"
	FieldDevicePlatform              Field = "/device/platform"
	FieldDeviceAppVersion            Field = "/device/app_version"
	FieldDeviceVPNTransport          Field = "/device/vpn_transport"
	FieldDeviceIOSScopedKeys         Field = "/device/ios_scoped_keys"
	FieldDeviceInterfaces            Field = "/device/interfaces"
	FieldDeviceManagedVPN            Field = "/device/managed_vpn"
	FieldDeviceSystemProxy           Field = "/device/system_proxy"
	FieldDeviceProxyHost             Field = "/device/proxy_host"
	FieldDeviceNetworkType           Field = "/device/network_type"
	FieldDeviceRTTMillis             Field = "/device/rtt_ms"
	FieldDeviceLossPercent           Field = "/device/loss_percent"
	FieldDeviceUTCOffsetMinutes      Field = "/device/utc_offset_minutes"
	FieldDeviceTimeZone              Field = "/device/time_zone"
	FieldDeviceRegion                Field = "/device/region"
	FieldDeviceSIMCountry            Field = "/device/sim_country"
	FieldDeviceGPSCountry            Field = "/device/gps_country"
	FieldDeviceMockLocation          Field = "/device/mock_location"
	FieldDeviceClockSkewSeconds      Field = "/device/clock_skew_seconds"
	FieldDeviceRooted                Field = "/device/rooted"
	FieldDeviceEmulator              Field = "/device/emulator"
	FieldDeviceCloudPhone            Field = "/device/cloud_phone"
	FieldDeviceHooked                Field = "/device/hooked"
	FieldDeviceRepackaged            Field = "/device/repackaged"
	FieldDeviceDebugger              Field = "/device/debugger"
	FieldDeviceDeveloperOptions      Field = "/device/developer_options"
	FieldDeviceScreenSharing         Field = "/device/screen_sharing"
	FieldDeviceRemoteControl         Field = "/device/remote_control"
	FieldDeviceMultiInstance         Field = "/device/multi_instance"
	FieldDeviceDataCorrupted         Field = "/device/data_corrupted"
	FieldDeviceAttestationProvider   Field = "/device/attestation/provider"
	FieldDeviceAttestationVerdict    Field = "/device/attestation/verdict"
	FieldDeviceAttestationAgeSeconds Field = "/device/attestation/age_seconds"
	FieldNetworkCapturedAt           Field = "/network/captured_at"
	FieldNetworkClientIP             Field = "/network/client_ip"
	FieldNetworkPeer                 Field = "/network/peer"
	FieldNetworkForwardedFor         Field = "/network/forwarded_for"
	FieldNetworkViaHeader            Field = "/network/via_header"
	FieldNetworkIPRecords            Field = "/network/ip_records"
	FieldHistoryAttempts             Field = "/history/attempts"
	FieldHistoryCardBindings30d      Field = "/history/card_bindings_30d"
	FieldHistoryApplications30d      Field = "/history/applications_30d"
	FieldHistoryDocumentsOnCard      Field = "/history/documents_on_card"
	FieldHistoryCardsOnDocument      Field = "/history/cards_on_document"
	FieldHistoryDocumentsOnDevice    Field = "/history/documents_on_device"
	FieldHistoryDocumentsOnMobile    Field = "/history/documents_on_mobile"
	FieldHistoryElementFailuresToday Field = "/history/element_failures_today"
	FieldHistoryPlatformScore        Field = "/history/platform_score"
	FieldReviewDecision              Field = "/review/decision"
	FieldReviewAt                    Field = "/review/at"
	FieldReviewUntil                 Field = "/review/until"
	FieldReviewReasons               Field = "/review/reasons"
	FieldHealth                      Field = "/health"
)

// An Input describes one value that a submission can hold. To add one, add the struct
// field, its Field and a row of inputs; tests fail on anything left out.
type Input struct {
	Field Field
	Label remedy.Text  // its name for people
	Owner remedy.Owner // who can provide it
	Given func(*Submission) bool
}

// inputs lists the inputs in the order of Submission.
var inputs = [...]Input{
	{FieldID, text("记录编号", "record ID"), remedy.Integrator, func(s *Submission) bool { return s.ID != "" }},
	{FieldAt, text("计划提交时间", "planned time of submission"), remedy.Integrator, func(s *Submission) bool { return !s.At.IsZero() }},
	{FieldObservedAt, text("数据采集时间", "time of observation"), remedy.Integrator, func(s *Submission) bool { return !s.ObservedAt.IsZero() }},
	{FieldApplicantName, text("姓名", "name"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.Name.IsZero() }},
	{FieldApplicantNameChangedOn, text("姓名变更日期", "date the name changed"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.NameChangedOn.IsZero() }},
	{FieldApplicantDocumentType, text("证件类型", "document type"), remedy.Applicant, func(s *Submission) bool { return s.Applicant.Document.Type != 0 }},
	{FieldApplicantDocumentNumber, text("证件号码", "document number"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.Document.Number.IsZero() }},
	{FieldApplicantDocumentBirthDate, text("出生日期", "birth date"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.Document.BirthDate.IsZero() }},
	{FieldApplicantDocumentIssuedOn, text("证件签发日期", "issue date of the document"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.Document.IssuedOn.IsZero() }},
	{FieldApplicantDocumentExpiresOn, text("证件到期日", "expiry date of the document"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.Document.ExpiresOn.IsZero() }},
	{FieldApplicantDocumentLongTerm, text("证件是否长期有效", "whether the document has no expiry"), remedy.Applicant, func(s *Submission) bool { return s.Applicant.Document.LongTerm.Known() }},
	{FieldApplicantDocumentChangedOn, text("证件换领日期", "renewal date of the document"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.Document.ChangedOn.IsZero() }},
	{FieldApplicantMobile, text("手机号", "mobile number"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.Mobile.IsZero() }},
	{FieldApplicantMobileChangedOn, text("手机号变更日期", "date the mobile number changed"), remedy.Applicant, func(s *Submission) bool { return !s.Applicant.MobileChangedOn.IsZero() }},
	{FieldApplicantMobileReissued, text("手机号是否二次放号", "whether the mobile number was reissued"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.MobileReissued.Known() }},
	{FieldApplicantFaceResult, text("人脸识别或其他本人核验的结果", "result of face recognition or another second factor"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.Verification.Face.Result != 0 }},
	{FieldApplicantFaceAt, text("人脸识别时间", "time of face recognition"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.Face.At.IsZero() }},
	{FieldApplicantSMSResult, text("银行预留手机短信签约结果", "result of the code that the bank sent"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.Verification.SMS.Result != 0 }},
	{FieldApplicantSMSAt, text("银行预留手机短信签约时间", "time of the code that the bank sent"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.SMS.At.IsZero() }},
	{FieldApplicantCertificateResult, text("数字证书核验结果", "result of the certificate"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.Verification.Certificate.Result != 0 }},
	{FieldApplicantCertificateAt, text("数字证书核验时间", "time of the certificate"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.Certificate.At.IsZero() }},
	{FieldApplicantVideoResult, text("视频核验结果", "result of the video call"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.Verification.Video.Result != 0 }},
	{FieldApplicantVideoAt, text("视频核验时间", "time of the video call"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.Video.At.IsZero() }},
	{FieldApplicantPasswordCodeResult, text("密码加一次性验证码结果", "result of password and one-time code"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.Verification.PasswordCode.Result != 0 }},
	{FieldApplicantPasswordCodeAt, text("密码加一次性验证码时间", "time of password and one-time code"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.PasswordCode.At.IsZero() }},
	{FieldApplicantCarrierResult, text("运营商三要素结果", "result of the carrier check"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.Verification.Carrier.Result != 0 }},
	{FieldApplicantCarrierAt, text("运营商三要素时间", "time of the carrier check"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.Carrier.At.IsZero() }},
	{FieldApplicantOCRName, text("证件影像识别姓名", "name read from the document image"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.OCR.Name.IsZero() }},
	{FieldApplicantOCRNumber, text("证件影像识别号码", "number read from the document image"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Verification.OCR.Number.IsZero() }},
	{FieldApplicantScreeningResult, text("名单筛查结果", "result of the screening against lists"), remedy.Integrator, func(s *Submission) bool { return s.Applicant.Screening.Result != 0 }},
	{FieldApplicantScreeningAt, text("名单筛查时间", "time of the screening"), remedy.Integrator, func(s *Submission) bool { return !s.Applicant.Screening.At.IsZero() }},
	{FieldCardNumber, text("银行卡号", "card number"), remedy.Applicant, func(s *Submission) bool { return !s.Card.Number.IsZero() }},
	{FieldCardBIN, text("卡号前几位（卡 BIN）", "first digits of the card number (BIN)"), remedy.Integrator, func(s *Submission) bool { return !s.Card.BIN.IsZero() }},
	{FieldCardLength, text("卡号位数", "length of the card number"), remedy.Integrator, func(s *Submission) bool { return s.Card.Length.OK }},
	{FieldCardLast4, text("卡号后四位", "last four digits of the card number"), remedy.Integrator, func(s *Submission) bool { return !s.Card.Last4.IsZero() }},
	{FieldCardForm, text("介质（卡或存折）", "card or passbook"), remedy.Applicant, func(s *Submission) bool { return s.Card.Form != 0 }},
	{FieldCardFunding, text("卡种（借记卡、信用卡等）", "debit, credit or prepaid"), remedy.Bank, func(s *Submission) bool { return s.Card.Funding != 0 }},
	{FieldCardAccountKind, text("个人或对公账户", "personal or corporate account"), remedy.Bank, func(s *Submission) bool { return s.Card.AccountKind != 0 }},
	{FieldCardIssuer, text("发卡银行", "issuing bank"), remedy.Applicant, func(s *Submission) bool { return s.Card.Issuer != "" }},
	{FieldCardAccountClass, text("账户类别（Ⅰ、Ⅱ、Ⅲ类）", "account class (I, II or III)"), remedy.Bank, func(s *Submission) bool { return s.Card.AccountClass != 0 }},
	{FieldCardFaceToFaceVerified, text("账户是否经面对面核实", "whether the account was verified face to face"), remedy.Bank, func(s *Submission) bool { return s.Card.FaceToFaceVerified.Known() }},
	{FieldCardLenderIsAccountBank, text("款项是否由开户行自行发放入账", "whether the account's own bank pays out and books the money"), remedy.Integrator, func(s *Submission) bool { return s.Card.LenderIsAccountBank.Known() }},
	{FieldCardState, text("卡状态", "state of the card"), remedy.Bank, func(s *Submission) bool { return s.Card.State != 0 }},
	{FieldCardStateAt, text("卡状态查询时间", "time the card's state was queried"), remedy.Integrator, func(s *Submission) bool { return !s.Card.StateAt.IsZero() }},
	{FieldCardOpenedOn, text("开户日期", "date when the account was opened"), remedy.Bank, func(s *Submission) bool { return !s.Card.OpenedOn.IsZero() }},
	{FieldCardLastActivityOn, text("最近一次交易日期", "date of the last transaction"), remedy.Bank, func(s *Submission) bool { return !s.Card.LastActivityOn.IsZero() }},
	{FieldCardQuickPay, text("是否开通快捷支付", "whether quick-pay is enabled"), remedy.Channel, func(s *Submission) bool { return s.Card.QuickPay.Known() }},
	{FieldCardOnlineTransfer, text("是否开通网上转账", "whether online transfer is enabled"), remedy.Bank, func(s *Submission) bool { return s.Card.OnlineTransfer.Known() }},
	{FieldCardNonCounter, text("非柜面业务状态", "state of non-counter business"), remedy.Bank, func(s *Submission) bool { return s.Card.NonCounter != 0 }},
	{FieldCardNonboundInboundToday, text("账户今日非绑定转入金额", "amount received today from accounts not bound to it"), remedy.Applicant, func(s *Submission) bool { return s.Card.NonboundInboundToday.OK }},
	{FieldCardNonboundInboundThisYear, text("账户本年非绑定转入金额", "amount received this year from accounts not bound to it"), remedy.Applicant, func(s *Submission) bool { return s.Card.NonboundInboundThisYear.OK }},
	{FieldCardBalance, text("账户余额", "account balance"), remedy.Applicant, func(s *Submission) bool { return s.Card.Balance.OK }},
	{FieldCardHolderName, text("银行预留姓名", "name on the bank's record"), remedy.Bank, func(s *Submission) bool { return !s.Card.Holder.Name.IsZero() }},
	{FieldCardHolderNameHashAlgorithm, text("预留姓名摘要算法", "algorithm of the name digest"), remedy.Channel, func(s *Submission) bool { return s.Card.Holder.NameHash.Algorithm != 0 }},
	{FieldCardHolderNameHashEncoding, text("预留姓名摘要编码", "encoding of the name digest"), remedy.Channel, func(s *Submission) bool { return s.Card.Holder.NameHash.Encoding != 0 }},
	{FieldCardHolderNameHashHex, text("预留姓名摘要", "digest of the name on record"), remedy.Channel, func(s *Submission) bool { return !s.Card.Holder.NameHash.Hex.IsZero() }},
	{FieldCardHolderDocumentType, text("银行预留证件类型", "document type on the bank's record"), remedy.Bank, func(s *Submission) bool { return s.Card.Holder.DocumentType != 0 }},
	{FieldCardHolderDocumentNumber, text("银行预留证件号码", "document number on the bank's record"), remedy.Bank, func(s *Submission) bool { return !s.Card.Holder.DocumentNumber.IsZero() }},
	{FieldCardHolderMobile, text("银行预留手机号", "mobile number on the bank's record"), remedy.Bank, func(s *Submission) bool { return !s.Card.Holder.Mobile.IsZero() }},
	{FieldCardElementCheckElements, text("要素验证的要素数", "number of elements checked"), remedy.Channel, func(s *Submission) bool { return s.Card.ElementCheck.Elements.OK }},
	{FieldCardElementCheckResult, text("三要素或四要素验证结果", "result of a check of three or four elements"), remedy.Channel, func(s *Submission) bool { return s.Card.ElementCheck.Result != 0 }},
	{FieldCardElementCheckMismatched, text("不一致的要素", "elements that differ"), remedy.Channel, func(s *Submission) bool { return s.Card.ElementCheck.Mismatched != nil }},
	{FieldCardElementCheckAt, text("要素验证时间", "time of the element check"), remedy.Integrator, func(s *Submission) bool { return !s.Card.ElementCheck.At.IsZero() }},
	{FieldCardSourcesAccountClass, text("账户类别来源", "source of the account class"), remedy.Integrator, func(s *Submission) bool { return s.Card.Sources.AccountClass != 0 }},
	{FieldCardSourcesFunding, text("卡种来源", "source of the card type"), remedy.Integrator, func(s *Submission) bool { return s.Card.Sources.Funding != 0 }},
	{FieldCardSourcesState, text("卡状态来源", "source of the card state"), remedy.Integrator, func(s *Submission) bool { return s.Card.Sources.State != 0 }},
	{FieldCardSourcesQuickPay, text("快捷支付状态来源", "source of the quick-pay state"), remedy.Integrator, func(s *Submission) bool { return s.Card.Sources.QuickPay != 0 }},
	{FieldCardFraudListed, text("是否列入涉诈名单", "whether the account is on a fraud list"), remedy.Channel, func(s *Submission) bool { return s.Card.FraudListed.Known() }},
	{FieldCardJudicialFreeze, text("是否司法冻结", "whether a court froze the account"), remedy.Bank, func(s *Submission) bool { return s.Card.JudicialFreeze.Known() }},
	{FieldCardFreezeBy, text("冻结机关", "who froze the account"), remedy.Bank, func(s *Submission) bool { return s.Card.FreezeBy != 0 }},
	{FieldCardBoundAt, text("绑卡时间", "time the card was bound"), remedy.Integrator, func(s *Submission) bool { return !s.Card.BoundAt.IsZero() }},
	{FieldCardDebitedAt, text("最近一次协议扣款成功时间", "time of the last debit under a live agreement"), remedy.Channel, func(s *Submission) bool { return !s.Card.DebitedAt.IsZero() }},
	{FieldPayoutOrderID, text("订单号", "order number"), remedy.Integrator, func(s *Submission) bool { return s.Payout.OrderID != "" }},
	{FieldPayoutBusinessID, text("业务单号（一笔业务一个，换订单号不变）", "business number (of what is paid for, whatever the order numbers)"), remedy.Integrator, func(s *Submission) bool { return s.Payout.BusinessID != "" }},
	{FieldPayoutConfirmedAt, text("申请人确认时间", "time the applicant confirmed the order"), remedy.Integrator, func(s *Submission) bool { return !s.Payout.ConfirmedAt.IsZero() }},
	{FieldPayoutHeldUntil, text("此前告知的最早打款时间", "earliest time that an earlier report stated"), remedy.Integrator, func(s *Submission) bool { return !s.Payout.HeldUntil.IsZero() }},
	{FieldPayoutAmount, text("打款金额", "amount"), remedy.Integrator, func(s *Submission) bool { return s.Payout.Amount.OK }},
	{FieldPayoutChannel, text("支付通道", "payment channel"), remedy.Integrator, func(s *Submission) bool { return s.Payout.Channel != "" }},
	{FieldPayoutProduct, text("通道产品", "channel product"), remedy.Integrator, func(s *Submission) bool { return s.Payout.Product != "" }},
	{FieldPayoutSystem, text("清算系统", "clearing system"), remedy.Channel, func(s *Submission) bool { return s.Payout.System != 0 }},
	{FieldPayoutBranchCode, text("联行号", "branch code"), remedy.Integrator, func(s *Submission) bool { return s.Payout.BranchCode != "" }},
	{FieldPayoutMemo, text("附言", "memo"), remedy.Integrator, func(s *Submission) bool { return !s.Payout.Memo.IsZero() }},
	{FieldPayoutAvailable, text("商户可用余额", "merchant's available balance"), remedy.Channel, func(s *Submission) bool { return s.Payout.Available.OK }},
	{FieldPayoutMerchantPaidToday, text("商户今日已付金额", "amount the merchant paid today"), remedy.Integrator, func(s *Submission) bool { return s.Payout.MerchantPaidToday.OK }},
	{FieldPayoutRoutes, text("各通道的余额和可用情况", "balances and permissions of the channels"), remedy.Integrator, func(s *Submission) bool { return s.Payout.Routes != nil }},
	{FieldMandateContractID, text("借款合同编号", "number of the loan contract"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.ContractID != "" }},
	{FieldMandateSigned, text("借款合同是否已签署", "whether the loan contract is signed"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Signed.Known() }},
	{FieldMandateSignedAt, text("借款合同签署时间", "time the loan contract was signed"), remedy.Integrator, func(s *Submission) bool { return !s.Mandate.SignedAt.IsZero() }},
	{FieldMandateCancelled, text("借款是否已取消", "whether the loan was cancelled"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Cancelled.Known() }},
	{FieldMandatePrincipal, text("本次放款的借款本金", "principal that this payout lends"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Principal.OK }},
	{FieldMandateApproved, text("审批是否通过且未撤销", "whether the approval is in force"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Approved.Known() }},
	{FieldMandateApprovedAmount, text("审批剩余可用金额", "amount left of the approval"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.ApprovedAmount.OK }},
	{FieldMandateApprovedUntil, text("审批有效期截止时间", "time the approval lapses"), remedy.Integrator, func(s *Submission) bool { return !s.Mandate.ApprovedUntil.IsZero() }},
	{FieldMandatePayment, text("支付方式（自主支付或受托支付）", "self-payment or entrusted payment"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Payment != 0 }},
	{FieldMandatePayee, text("收款账户属于借款人还是交易对手", "whether the account is the borrower's or the counterparty's"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Payee != 0 }},
	{FieldMandateOwnFunds, text("是否以自有资金放款", "whether the lender pays out its own money"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.OwnFunds.Known() }},
	{FieldMandateFunderApproved, text("资方是否已批准这笔借款", "whether the funder approved this loan"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.FunderApproved.Known() }},
	{FieldMandateFunderInstructed, text("资方是否已下达放款指令", "whether the funder instructed the release"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.FunderInstructed.Known() }},
	{FieldMandatePartnerListed, text("平台是否在资方的合作机构名单内", "whether the platform is on the funder's list of partners"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.PartnerListed.Known() }},
	{FieldMandateFactorContractID, text("本人核验所对应的合同编号", "contract for which the second factor was taken"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.FactorContractID != "" }},
	{FieldMandateDebit, text("还款代扣（协议支付）授权情况", "agreement by which repayments are debited"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Debit != 0 }},
	{FieldMandateInquiryConsent, text("是否有征信查询授权", "whether there is consent to look up the credit record"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.InquiryConsent.Known() }},
	{FieldMandateReportingConsent, text("是否有征信报送授权", "whether there is consent to report the loan to the credit register"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.ReportingConsent.Known() }},
	{FieldMandateValueDate, text("起息日", "day on which interest begins"), remedy.Integrator, func(s *Submission) bool { return !s.Mandate.ValueDate.IsZero() }},
	{FieldMandatePurpose, text("借款用途（消费或经营）", "purpose of the loan"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.Purpose != 0 }},
	{FieldMandateBankLender, text("出借人是否为银行", "whether the lender is a bank"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.BankLender.Known() }},
	{FieldMandateRaisedLimit, text("是否适用提高后的自主支付上限", "whether the raised limit of self-payment applies"), remedy.Integrator, func(s *Submission) bool { return s.Mandate.RaisedLimit.Known() }},
	{FieldDeviceCapturedAt, text("重新采集的设备信息", "a new capture of the device"), remedy.Integrator, func(s *Submission) bool { return !s.Device.CapturedAt.IsZero() }},
	{FieldDeviceFirstSeenAt, text("账户首次使用该设备的时间", "when the account first used this device"), remedy.Integrator, func(s *Submission) bool { return !s.Device.FirstSeenAt.IsZero() }},
	{FieldDevicePlatform, text("客户端平台", "client platform"), remedy.Integrator, func(s *Submission) bool { return s.Device.Platform != 0 }},
	{FieldDeviceAppVersion, text("App 版本", "app version"), remedy.Integrator, func(s *Submission) bool { return s.Device.AppVersion != "" }},
	{FieldDeviceVPNTransport, text("是否经 VPN 联网", "whether the active network is a VPN"), remedy.Integrator, func(s *Submission) bool { return s.Device.VPNTransport.Known() }},
	{FieldDeviceIOSScopedKeys, text("iOS 网络作用域键", "iOS scoped network keys"), remedy.Integrator, func(s *Submission) bool { return s.Device.IOSScopedKeys != nil }},
	{FieldDeviceInterfaces, text("网络接口名", "network interface names"), remedy.Integrator, func(s *Submission) bool { return s.Device.Interfaces != nil }},
	{FieldDeviceManagedVPN, text("是否企业管理的 VPN", "whether the VPN is the employer's"), remedy.Integrator, func(s *Submission) bool { return s.Device.ManagedVPN.Known() }},
	{FieldDeviceSystemProxy, text("是否设置系统代理", "whether a system proxy is set"), remedy.Integrator, func(s *Submission) bool { return s.Device.SystemProxy.Known() }},
	{FieldDeviceProxyHost, text("系统代理地址", "host of the system proxy"), remedy.Integrator, func(s *Submission) bool { return !s.Device.ProxyHost.IsZero() }},
	{FieldDeviceNetworkType, text("网络类型", "access network"), remedy.Integrator, func(s *Submission) bool { return s.Device.NetworkType != 0 }},
	{FieldDeviceRTTMillis, text("网络往返时延", "round-trip time"), remedy.Integrator, func(s *Submission) bool { return s.Device.RTTMillis.OK }},
	{FieldDeviceLossPercent, text("丢包率", "packet loss"), remedy.Integrator, func(s *Submission) bool { return s.Device.LossPercent.OK }},
	{FieldDeviceUTCOffsetMinutes, text("设备时区偏移", "UTC offset of the device"), remedy.Integrator, func(s *Submission) bool { return s.Device.UTCOffsetMinutes.OK }},
	{FieldDeviceTimeZone, text("设备时区", "time zone of the device"), remedy.Integrator, func(s *Submission) bool { return s.Device.TimeZone != "" }},
	{FieldDeviceRegion, text("设备地区设置", "region setting of the device"), remedy.Integrator, func(s *Submission) bool { return s.Device.Region != "" }},
	{FieldDeviceSIMCountry, text("SIM 卡国家", "SIM country"), remedy.Integrator, func(s *Submission) bool { return s.Device.SIMCountry != "" }},
	{FieldDeviceGPSCountry, text("定位国家", "GPS country"), remedy.Integrator, func(s *Submission) bool { return s.Device.GPSCountry != "" }},
	{FieldDeviceMockLocation, text("是否模拟定位", "whether the location is mocked"), remedy.Integrator, func(s *Submission) bool { return s.Device.MockLocation.Known() }},
	{FieldDeviceClockSkewSeconds, text("设备时钟偏差", "clock skew of the device"), remedy.Integrator, func(s *Submission) bool { return s.Device.ClockSkewSeconds.OK }},
	{FieldDeviceRooted, text("是否 root 或越狱", "whether the device is rooted"), remedy.Integrator, func(s *Submission) bool { return s.Device.Rooted.Known() }},
	{FieldDeviceEmulator, text("是否模拟器", "whether it is an emulator"), remedy.Integrator, func(s *Submission) bool { return s.Device.Emulator.Known() }},
	{FieldDeviceCloudPhone, text("是否云手机", "whether it is a cloud phone"), remedy.Integrator, func(s *Submission) bool { return s.Device.CloudPhone.Known() }},
	{FieldDeviceHooked, text("是否被注入", "whether the app is hooked"), remedy.Integrator, func(s *Submission) bool { return s.Device.Hooked.Known() }},
	{FieldDeviceRepackaged, text("是否二次打包", "whether the app was repackaged"), remedy.Integrator, func(s *Submission) bool { return s.Device.Repackaged.Known() }},
	{FieldDeviceDebugger, text("是否被调试", "whether a debugger is attached"), remedy.Integrator, func(s *Submission) bool { return s.Device.Debugger.Known() }},
	{FieldDeviceDeveloperOptions, text("是否开启开发者选项", "whether developer options are on"), remedy.Integrator, func(s *Submission) bool { return s.Device.DeveloperOptions.Known() }},
	{FieldDeviceScreenSharing, text("是否共享屏幕", "whether the screen is shared"), remedy.Integrator, func(s *Submission) bool { return s.Device.ScreenSharing.Known() }},
	{FieldDeviceRemoteControl, text("是否被远程控制", "whether the device is under remote control"), remedy.Integrator, func(s *Submission) bool { return s.Device.RemoteControl.Known() }},
	{FieldDeviceMultiInstance, text("是否应用多开", "whether the app runs as a clone"), remedy.Integrator, func(s *Submission) bool { return s.Device.MultiInstance.Known() }},
	{FieldDeviceDataCorrupted, text("本地数据是否损坏", "whether local data is corrupted"), remedy.Integrator, func(s *Submission) bool { return s.Device.DataCorrupted.Known() }},
	{FieldDeviceAttestationProvider, text("设备证明服务", "attestation service"), remedy.Integrator, func(s *Submission) bool { return s.Device.Attestation.Provider != 0 }},
	{FieldDeviceAttestationVerdict, text("设备证明结论", "attestation verdict"), remedy.Integrator, func(s *Submission) bool { return s.Device.Attestation.Verdict != 0 }},
	{FieldDeviceAttestationAgeSeconds, text("设备证明距今时长", "age of the attestation"), remedy.Integrator, func(s *Submission) bool { return s.Device.Attestation.AgeSeconds.OK }},
	{FieldNetworkCapturedAt, text("重新采集的网络信息", "a new capture of the connection"), remedy.Integrator, func(s *Submission) bool { return !s.Network.CapturedAt.IsZero() }},
	{FieldNetworkClientIP, text("客户端 IP", "client address"), remedy.Integrator, func(s *Submission) bool { return !s.Network.ClientIP.IsZero() }},
	{FieldNetworkPeer, text("对端地址", "peer address"), remedy.Integrator, func(s *Submission) bool { return !s.Network.Peer.IsZero() }},
	{FieldNetworkForwardedFor, text("转发链", "forwarding chain"), remedy.Integrator, func(s *Submission) bool { return s.Network.ForwardedFor != nil }},
	{FieldNetworkViaHeader, text("是否带 Via 头", "whether a Via header was sent"), remedy.Integrator, func(s *Submission) bool { return s.Network.ViaHeader.Known() }},
	{FieldNetworkIPRecords, text("IP 情报", "records about the address"), remedy.Integrator, func(s *Submission) bool { return s.Network.IPRecords != nil }},
	{FieldHistoryAttempts, text("历史打款记录", "earlier payout attempts"), remedy.Integrator, func(s *Submission) bool { return s.History.Attempts != nil }},
	{FieldHistoryCardBindings30d, text("30 天内绑卡次数", "card bindings in 30 days"), remedy.Integrator, func(s *Submission) bool { return s.History.CardBindings30d.OK }},
	{FieldHistoryApplications30d, text("30 天内申请次数", "applications in 30 days"), remedy.Integrator, func(s *Submission) bool { return s.History.Applications30d.OK }},
	{FieldHistoryDocumentsOnCard, text("同卡关联证件数", "documents seen on the card"), remedy.Integrator, func(s *Submission) bool { return s.History.DocumentsOnCard.OK }},
	{FieldHistoryCardsOnDocument, text("同证件关联卡数", "cards seen on the document"), remedy.Integrator, func(s *Submission) bool { return s.History.CardsOnDocument.OK }},
	{FieldHistoryDocumentsOnDevice, text("同设备关联证件数", "documents seen on the device"), remedy.Integrator, func(s *Submission) bool { return s.History.DocumentsOnDevice.OK }},
	{FieldHistoryDocumentsOnMobile, text("同手机号关联证件数", "documents seen on the mobile number"), remedy.Integrator, func(s *Submission) bool { return s.History.DocumentsOnMobile.OK }},
	{FieldHistoryElementFailuresToday, text("今日要素验证失败次数", "failed element checks today"), remedy.Integrator, func(s *Submission) bool { return s.History.ElementFailuresToday.OK }},
	{FieldHistoryPlatformScore, text("平台综合评分", "platform score"), remedy.Channel, func(s *Submission) bool { return s.History.PlatformScore.OK }},
	{FieldReviewDecision, text("人工复核结论", "decision of the review"), remedy.Integrator, func(s *Submission) bool { return s.Review.Decision != 0 }},
	{FieldReviewAt, text("人工复核时间", "time of the review"), remedy.Integrator, func(s *Submission) bool { return !s.Review.At.IsZero() }},
	{FieldReviewUntil, text("复核放行截止时间", "when the clearance ends"), remedy.Integrator, func(s *Submission) bool { return !s.Review.Until.IsZero() }},
	{FieldReviewReasons, text("复核放行的原因", "reasons that the review cleared"), remedy.Integrator, func(s *Submission) bool { return s.Review.Reasons != nil }},
	{FieldHealth, text("银行和通道的实时状态", "live state of banks and channels"), remedy.Integrator, func(s *Submission) bool { return s.Health != nil }},
}

func text(zh, en string) remedy.Text { return remedy.Text{remedy.ZH: zh, remedy.EN: en} }

// Inputs returns the built-in inputs in the order of Submission, without Extra.
func Inputs() []Input { return slices.Clone(inputs[:]) }

// FieldAttemptFixed is whether the cause of the i-th earlier payout has been put right.
func FieldAttemptFixed(i int) Field { return attemptField(i, "fixed") }

// FieldAttemptRefundedAt is when the money that came back from the i-th earlier payout
// was booked.
func FieldAttemptRefundedAt(i int) Field { return attemptField(i, "refunded_at") }

func attemptField(i int, name string) Field {
	return Field(string(FieldHistoryAttempts) + "/" + strconv.Itoa(i) + "/" + name)
}

// attemptInput describes a field of one earlier payout.
func attemptInput(f Field) (in Input, ok bool) {
	place, ok := strings.CutPrefix(string(f), string(FieldHistoryAttempts)+"/")
	if !ok {
		return Input{}, false
	}
	place, _, _ = strings.Cut(place, "/")
	i, err := strconv.Atoi(place)
	if err != nil || i < 0 {
		return Input{}, false
	}
	n := strconv.Itoa(i + 1)
	in = Input{Field: f, Owner: remedy.Integrator}
	switch f {
	case FieldAttemptFixed(i):
		in.Label = text("第 "+n+" 条历史打款的失败原因是否已解决", "whether the cause of earlier payout "+n+" was put right")
		in.Given = func(s *Submission) bool { return i < len(s.History.Attempts) && s.History.Attempts[i].Fixed.Known() }
	case FieldAttemptRefundedAt(i):
		in.Label = text("第 "+n+" 条历史打款的退款是否已入账", "when the refund of earlier payout "+n+" was booked")
		in.Given = func(s *Submission) bool {
			return i < len(s.History.Attempts) && !s.History.Attempts[i].RefundedAt.IsZero()
		}
	default:
		return Input{}, false
	}
	return in, true
}

// Input returns the description of f. The label of a custom check's input is its own
// name.
func (f Field) Input() Input {
	if i := slices.IndexFunc(inputs[:], func(in Input) bool { return in.Field == f }); i >= 0 {
		return inputs[i]
	}
	if in, ok := attemptInput(f); ok {
		return in
	}
	name := string(f[strings.LastIndexByte(string(f), '/')+1:])
	return Input{
		Field: f, Label: text(name, name), Owner: remedy.Integrator,
		Given: func(s *Submission) bool { return !s.Extra[f].IsZero() },
	}
}
