package readiness

// has reports whether a built-in input is given, by its place in fields: a
// test holds the two against each other.
func (s *Submission) has(field int) bool {
	switch field {
	case 0: // FieldID
		return s.ID != ""
	case 1: // FieldAt
		return !s.At.IsZero()
	case 2: // FieldObservedAt
		return !s.ObservedAt.IsZero()
	case 3: // FieldApplicantName
		return !s.Applicant.Name.IsZero()
	case 4: // FieldApplicantDocumentType
		return s.Applicant.Document.Type != 0
	case 5: // FieldApplicantDocumentNumber
		return !s.Applicant.Document.Number.IsZero()
	case 6: // FieldApplicantDocumentBirthDate
		return !s.Applicant.Document.BirthDate.IsZero()
	case 7: // FieldApplicantDocumentIssuedOn
		return !s.Applicant.Document.IssuedOn.IsZero()
	case 8: // FieldApplicantDocumentExpiresOn
		return !s.Applicant.Document.ExpiresOn.IsZero()
	case 9: // FieldApplicantDocumentLongTerm
		return s.Applicant.Document.LongTerm.known()
	case 10: // FieldApplicantDocumentChangedOn
		return !s.Applicant.Document.ChangedOn.IsZero()
	case 11: // FieldApplicantMobile
		return !s.Applicant.Mobile.IsZero()
	case 12: // FieldApplicantMobileChangedOn
		return !s.Applicant.MobileChangedOn.IsZero()
	case 13: // FieldApplicantMobileReissued
		return s.Applicant.MobileReissued.known()
	case 14: // FieldApplicantFaceResult
		return s.Applicant.Verification.Face.Result != 0
	case 15: // FieldApplicantFaceAt
		return !s.Applicant.Verification.Face.At.IsZero()
	case 16: // FieldApplicantCarrierResult
		return s.Applicant.Verification.Carrier.Result != 0
	case 17: // FieldApplicantCarrierAt
		return !s.Applicant.Verification.Carrier.At.IsZero()
	case 18: // FieldApplicantOCRName
		return !s.Applicant.Verification.OCR.Name.IsZero()
	case 19: // FieldApplicantOCRNumber
		return !s.Applicant.Verification.OCR.Number.IsZero()
	case 20: // FieldCardNumber
		return !s.Card.Number.IsZero()
	case 21: // FieldCardBIN
		return !s.Card.BIN.IsZero()
	case 22: // FieldCardLength
		return s.Card.Length.OK
	case 23: // FieldCardLast4
		return !s.Card.Last4.IsZero()
	case 24: // FieldCardForm
		return s.Card.Form != 0
	case 25: // FieldCardFunding
		return s.Card.Funding != 0
	case 26: // FieldCardAccountKind
		return s.Card.AccountKind != 0
	case 27: // FieldCardIssuer
		return s.Card.Issuer != ""
	case 28: // FieldCardAccountClass
		return s.Card.AccountClass != 0
	case 29: // FieldCardFaceToFaceVerified
		return s.Card.FaceToFaceVerified.known()
	case 30: // FieldCardLenderIsAccountBank
		return s.Card.LenderIsAccountBank.known()
	case 31: // FieldCardState
		return s.Card.State != 0
	case 32: // FieldCardStateAt
		return !s.Card.StateAt.IsZero()
	case 33: // FieldCardLastActivityOn
		return !s.Card.LastActivityOn.IsZero()
	case 34: // FieldCardQuickPay
		return s.Card.QuickPay.known()
	case 35: // FieldCardOnlineTransfer
		return s.Card.OnlineTransfer.known()
	case 36: // FieldCardNonCounter
		return s.Card.NonCounter != 0
	case 37: // FieldCardNonboundInboundToday
		return s.Card.NonboundInboundToday.OK
	case 38: // FieldCardNonboundInboundThisYear
		return s.Card.NonboundInboundThisYear.OK
	case 39: // FieldCardBalance
		return s.Card.Balance.OK
	case 40: // FieldCardHolderName
		return !s.Card.Holder.Name.IsZero()
	case 41: // FieldCardHolderNameHashAlgorithm
		return s.Card.Holder.NameHash.Algorithm != 0
	case 42: // FieldCardHolderNameHashEncoding
		return s.Card.Holder.NameHash.Encoding != 0
	case 43: // FieldCardHolderNameHashHex
		return !s.Card.Holder.NameHash.Hex.IsZero()
	case 44: // FieldCardHolderDocumentType
		return s.Card.Holder.DocumentType != 0
	case 45: // FieldCardHolderDocumentNumber
		return !s.Card.Holder.DocumentNumber.IsZero()
	case 46: // FieldCardHolderMobile
		return !s.Card.Holder.Mobile.IsZero()
	case 47: // FieldCardElementCheckElements
		return s.Card.ElementCheck.Elements.OK
	case 48: // FieldCardElementCheckResult
		return s.Card.ElementCheck.Result != 0
	case 49: // FieldCardElementCheckMismatched
		return s.Card.ElementCheck.Mismatched != nil
	case 50: // FieldCardElementCheckAt
		return !s.Card.ElementCheck.At.IsZero()
	case 51: // FieldCardSourcesAccountClass
		return s.Card.Sources.AccountClass != 0
	case 52: // FieldCardSourcesFunding
		return s.Card.Sources.Funding != 0
	case 53: // FieldCardSourcesState
		return s.Card.Sources.State != 0
	case 54: // FieldCardSourcesQuickPay
		return s.Card.Sources.QuickPay != 0
	case 55: // FieldCardFraudListed
		return s.Card.FraudListed.known()
	case 56: // FieldCardJudicialFreeze
		return s.Card.JudicialFreeze.known()
	case 57: // FieldCardBoundAt
		return !s.Card.BoundAt.IsZero()
	case 58: // FieldPayoutOrderID
		return s.Payout.OrderID != ""
	case 59: // FieldPayoutAmount
		return s.Payout.Amount.OK
	case 60: // FieldPayoutChannel
		return s.Payout.Channel != ""
	case 61: // FieldPayoutProduct
		return s.Payout.Product != ""
	case 62: // FieldPayoutSystem
		return s.Payout.System != 0
	case 63: // FieldPayoutBranchCode
		return s.Payout.BranchCode != ""
	case 64: // FieldPayoutMemo
		return !s.Payout.Memo.IsZero()
	case 65: // FieldPayoutAvailable
		return s.Payout.Available.OK
	case 66: // FieldPayoutMerchantPaidToday
		return s.Payout.MerchantPaidToday.OK
	case 67: // FieldDeviceCapturedAt
		return !s.Device.CapturedAt.IsZero()
	case 68: // FieldDevicePlatform
		return s.Device.Platform != 0
	case 69: // FieldDeviceAppVersion
		return s.Device.AppVersion != ""
	case 70: // FieldDeviceVPNTransport
		return s.Device.VPNTransport.known()
	case 71: // FieldDeviceIOSScopedKeys
		return s.Device.IOSScopedKeys != nil
	case 72: // FieldDeviceInterfaces
		return s.Device.Interfaces != nil
	case 73: // FieldDeviceManagedVPN
		return s.Device.ManagedVPN.known()
	case 74: // FieldDeviceSystemProxy
		return s.Device.SystemProxy.known()
	case 75: // FieldDeviceProxyHost
		return !s.Device.ProxyHost.IsZero()
	case 76: // FieldDeviceNetworkType
		return s.Device.NetworkType != 0
	case 77: // FieldDeviceRTTMillis
		return s.Device.RTTMillis.OK
	case 78: // FieldDeviceLossPercent
		return s.Device.LossPercent.OK
	case 79: // FieldDeviceUTCOffsetMinutes
		return s.Device.UTCOffsetMinutes.OK
	case 80: // FieldDeviceTimeZone
		return s.Device.TimeZone != ""
	case 81: // FieldDeviceRegion
		return s.Device.Region != ""
	case 82: // FieldDeviceSIMCountry
		return s.Device.SIMCountry != ""
	case 83: // FieldDeviceGPSCountry
		return s.Device.GPSCountry != ""
	case 84: // FieldDeviceMockLocation
		return s.Device.MockLocation.known()
	case 85: // FieldDeviceClockSkewSeconds
		return s.Device.ClockSkewSeconds.OK
	case 86: // FieldDeviceRooted
		return s.Device.Rooted.known()
	case 87: // FieldDeviceEmulator
		return s.Device.Emulator.known()
	case 88: // FieldDeviceCloudPhone
		return s.Device.CloudPhone.known()
	case 89: // FieldDeviceHooked
		return s.Device.Hooked.known()
	case 90: // FieldDeviceRepackaged
		return s.Device.Repackaged.known()
	case 91: // FieldDeviceDebugger
		return s.Device.Debugger.known()
	case 92: // FieldDeviceDeveloperOptions
		return s.Device.DeveloperOptions.known()
	case 93: // FieldDeviceScreenSharing
		return s.Device.ScreenSharing.known()
	case 94: // FieldDeviceRemoteControl
		return s.Device.RemoteControl.known()
	case 95: // FieldDeviceMultiInstance
		return s.Device.MultiInstance.known()
	case 96: // FieldDeviceDataCorrupted
		return s.Device.DataCorrupted.known()
	case 97: // FieldDeviceAttestationProvider
		return s.Device.Attestation.Provider != 0
	case 98: // FieldDeviceAttestationVerdict
		return s.Device.Attestation.Verdict != 0
	case 99: // FieldDeviceAttestationAgeSeconds
		return s.Device.Attestation.AgeSeconds.OK
	case 100: // FieldNetworkCapturedAt
		return !s.Network.CapturedAt.IsZero()
	case 101: // FieldNetworkClientIP
		return !s.Network.ClientIP.IsZero()
	case 102: // FieldNetworkPeer
		return !s.Network.Peer.IsZero()
	case 103: // FieldNetworkForwardedFor
		return s.Network.ForwardedFor != nil
	case 104: // FieldNetworkViaHeader
		return s.Network.ViaHeader.known()
	case 105: // FieldNetworkIPRecords
		return s.Network.IPRecords != nil
	case 106: // FieldHistoryAttempts
		return s.History.Attempts != nil
	case 107: // FieldHistoryCardBindings30d
		return s.History.CardBindings30d.OK
	case 108: // FieldHistoryApplications30d
		return s.History.Applications30d.OK
	case 109: // FieldHistoryDocumentsOnCard
		return s.History.DocumentsOnCard.OK
	case 110: // FieldHistoryCardsOnDocument
		return s.History.CardsOnDocument.OK
	case 111: // FieldHistoryDocumentsOnDevice
		return s.History.DocumentsOnDevice.OK
	case 112: // FieldHistoryDocumentsOnMobile
		return s.History.DocumentsOnMobile.OK
	case 113: // FieldHistoryElementFailuresToday
		return s.History.ElementFailuresToday.OK
	case 114: // FieldHistoryPlatformScore
		return s.History.PlatformScore.OK
	}
	return false
}

// usual adds to lacks what is not given of the inputs that some check of Suite
// cannot do without. It is has for these, without a call for each: a test holds
// it against has and against the suite.
func (s *Submission) usual(lacks *fieldSet) {
	if s.At.IsZero() {
		lacks.add(1) // FieldAt
	}
	if s.Applicant.Name.IsZero() {
		lacks.add(3) // FieldApplicantName
	}
	if s.Applicant.Document.Number.IsZero() {
		lacks.add(5) // FieldApplicantDocumentNumber
	}
	if s.Applicant.Mobile.IsZero() {
		lacks.add(11) // FieldApplicantMobile
	}
	if s.Applicant.Verification.Face.Result == 0 {
		lacks.add(14) // FieldApplicantFaceResult
	}
	if s.Applicant.Verification.Carrier.Result == 0 {
		lacks.add(16) // FieldApplicantCarrierResult
	}
	if s.Card.Issuer == "" {
		lacks.add(27) // FieldCardIssuer
	}
	if !s.Card.QuickPay.known() {
		lacks.add(34) // FieldCardQuickPay
	}
	if s.Card.ElementCheck.Result == 0 {
		lacks.add(48) // FieldCardElementCheckResult
	}
	if !s.Payout.Amount.OK {
		lacks.add(59) // FieldPayoutAmount
	}
	if !s.Payout.Available.OK {
		lacks.add(65) // FieldPayoutAvailable
	}
	if s.History.Attempts == nil {
		lacks.add(106) // FieldHistoryAttempts
	}
	if !s.History.PlatformScore.OK {
		lacks.add(114) // FieldHistoryPlatformScore
	}
}

// isUsual reports whether usual looks at an input.
func isUsual(field int) bool {
	var lacks fieldSet
	new(Submission).usual(&lacks)
	return field < len(fields) && lacks.has(field)
}
