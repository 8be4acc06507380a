package readiness

import "math/bits"

// A Field names an input: its JSON Pointer in the submission. Inputs of custom
// checks are ExtraField(name).
type Field string

// ExtraField names the input of a custom check that stands under "extra".
func ExtraField(name string) Field { return Field("/extra/" + name) }

const (
	FieldID                          Field = "/id"
	FieldAt                          Field = "/at"
	FieldObservedAt                  Field = "/observed_at"
	FieldApplicantName               Field = "/applicant/name"
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
	FieldApplicantCarrierResult      Field = "/applicant/verification/carrier/result"
	FieldApplicantCarrierAt          Field = "/applicant/verification/carrier/at"
	FieldApplicantOCRName            Field = "/applicant/verification/ocr/name"
	FieldApplicantOCRNumber          Field = "/applicant/verification/ocr/number"
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
	FieldCardBoundAt                 Field = "/card/bound_at"
	FieldPayoutOrderID               Field = "/payout/order_id"
	FieldPayoutAmount                Field = "/payout/amount_fen"
	FieldPayoutChannel               Field = "/payout/channel"
	FieldPayoutProduct               Field = "/payout/product"
	FieldPayoutSystem                Field = "/payout/system"
	FieldPayoutBranchCode            Field = "/payout/branch_code"
	FieldPayoutMemo                  Field = "/payout/memo"
	FieldPayoutAvailable             Field = "/payout/available_fen"
	FieldPayoutMerchantPaidToday     Field = "/payout/merchant_paid_today_fen"
	FieldDeviceCapturedAt            Field = "/device/captured_at"
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
)

// fields lists every input in the order of the bits of a fieldSet.
var fields = [...]Field{
	FieldID,
	FieldAt,
	FieldObservedAt,
	FieldApplicantName,
	FieldApplicantDocumentType,
	FieldApplicantDocumentNumber,
	FieldApplicantDocumentBirthDate,
	FieldApplicantDocumentIssuedOn,
	FieldApplicantDocumentExpiresOn,
	FieldApplicantDocumentLongTerm,
	FieldApplicantDocumentChangedOn,
	FieldApplicantMobile,
	FieldApplicantMobileChangedOn,
	FieldApplicantMobileReissued,
	FieldApplicantFaceResult,
	FieldApplicantFaceAt,
	FieldApplicantCarrierResult,
	FieldApplicantCarrierAt,
	FieldApplicantOCRName,
	FieldApplicantOCRNumber,
	FieldCardNumber,
	FieldCardBIN,
	FieldCardLength,
	FieldCardLast4,
	FieldCardForm,
	FieldCardFunding,
	FieldCardAccountKind,
	FieldCardIssuer,
	FieldCardAccountClass,
	FieldCardFaceToFaceVerified,
	FieldCardLenderIsAccountBank,
	FieldCardState,
	FieldCardStateAt,
	FieldCardLastActivityOn,
	FieldCardQuickPay,
	FieldCardOnlineTransfer,
	FieldCardNonCounter,
	FieldCardNonboundInboundToday,
	FieldCardNonboundInboundThisYear,
	FieldCardBalance,
	FieldCardHolderName,
	FieldCardHolderNameHashAlgorithm,
	FieldCardHolderNameHashEncoding,
	FieldCardHolderNameHashHex,
	FieldCardHolderDocumentType,
	FieldCardHolderDocumentNumber,
	FieldCardHolderMobile,
	FieldCardElementCheckElements,
	FieldCardElementCheckResult,
	FieldCardElementCheckMismatched,
	FieldCardElementCheckAt,
	FieldCardSourcesAccountClass,
	FieldCardSourcesFunding,
	FieldCardSourcesState,
	FieldCardSourcesQuickPay,
	FieldCardFraudListed,
	FieldCardJudicialFreeze,
	FieldCardBoundAt,
	FieldPayoutOrderID,
	FieldPayoutAmount,
	FieldPayoutChannel,
	FieldPayoutProduct,
	FieldPayoutSystem,
	FieldPayoutBranchCode,
	FieldPayoutMemo,
	FieldPayoutAvailable,
	FieldPayoutMerchantPaidToday,
	FieldDeviceCapturedAt,
	FieldDevicePlatform,
	FieldDeviceAppVersion,
	FieldDeviceVPNTransport,
	FieldDeviceIOSScopedKeys,
	FieldDeviceInterfaces,
	FieldDeviceManagedVPN,
	FieldDeviceSystemProxy,
	FieldDeviceProxyHost,
	FieldDeviceNetworkType,
	FieldDeviceRTTMillis,
	FieldDeviceLossPercent,
	FieldDeviceUTCOffsetMinutes,
	FieldDeviceTimeZone,
	FieldDeviceRegion,
	FieldDeviceSIMCountry,
	FieldDeviceGPSCountry,
	FieldDeviceMockLocation,
	FieldDeviceClockSkewSeconds,
	FieldDeviceRooted,
	FieldDeviceEmulator,
	FieldDeviceCloudPhone,
	FieldDeviceHooked,
	FieldDeviceRepackaged,
	FieldDeviceDebugger,
	FieldDeviceDeveloperOptions,
	FieldDeviceScreenSharing,
	FieldDeviceRemoteControl,
	FieldDeviceMultiInstance,
	FieldDeviceDataCorrupted,
	FieldDeviceAttestationProvider,
	FieldDeviceAttestationVerdict,
	FieldDeviceAttestationAgeSeconds,
	FieldNetworkCapturedAt,
	FieldNetworkClientIP,
	FieldNetworkPeer,
	FieldNetworkForwardedFor,
	FieldNetworkViaHeader,
	FieldNetworkIPRecords,
	FieldHistoryAttempts,
	FieldHistoryCardBindings30d,
	FieldHistoryApplications30d,
	FieldHistoryDocumentsOnCard,
	FieldHistoryCardsOnDocument,
	FieldHistoryDocumentsOnDevice,
	FieldHistoryDocumentsOnMobile,
	FieldHistoryElementFailuresToday,
	FieldHistoryPlatformScore,
}

// fieldSet is a set of inputs: the built-in ones by their place in fields, then
// those of custom checks in the order the checker met them.
type fieldSet [3]uint64

const maxFields = 3 * 64

// Sets go by pointer: the compiler keeps arrays in memory, and a copy read back
// in other widths than it was written stalls.

func (s *fieldSet) add(bit int)      { s[uint(bit)/64] |= 1 << (uint(bit) % 64) }
func (s *fieldSet) has(bit int) bool { return s[uint(bit)/64]&(1<<(uint(bit)%64)) != 0 }
func (s *fieldSet) both(t *fieldSet) fieldSet {
	return fieldSet{s[0] & t[0], s[1] & t[1], s[2] & t[2]}
}
func (s fieldSet) each(yield func(bit int) bool) {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			if !yield(w*64 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}
