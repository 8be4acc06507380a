package readiness

import (
	"math/bits"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var deviceControlled = Check{
	ID: "device.remote-control", Rev: 1,
	Title:    Text{ZH: "设备未被他人操控", EN: "Nobody else controls the device"},
	Purpose:  Text{ZH: "远程控制和共享屏幕是冒充客服类诈骗的典型手法：申请人可能正被人指挥", EN: "Remote control and screen sharing are how fraudsters make people act for them: the applicant may be under instruction"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldDeviceRemoteControl, intake.FieldDeviceScreenSharing},
	Cites: []Cite{
		{Title: "Whoever is asked to share the screen or hand over the phone is to stop and call 96110", Source: "the anti-fraud centres' public warnings", Confidence: HighConfidence},
		{Title: "A person looks at it before money goes out", Source: "policy", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Internal: true, Message: Text{ZH: "未发现远程控制或共享屏幕", EN: "No remote control and no shared screen"}},
		{Code: "remote-control", Status: Fail, Kind: Reviewing, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "设备可能正被远程控制，申请人可能是受害人", EN: "Another app may be controlling the device: the applicant may be a victim"}},
		{Code: "screen-sharing", Status: Fail, Kind: Reviewing, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "正在共享或录制屏幕，申请人可能是受害人", EN: "The screen is shared or recorded: the applicant may be a victim"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceCapturedAt},
			Message: Text{ZH: "设备信息采集过久", EN: "The device was observed too long ago"}},
	},
	Run: func(c *Case) Outcome {
		d := &c.sub.Device
		if !d.RemoteControl.Known() && !d.ScreenSharing.Known() {
			return c.Missing(intake.FieldDeviceRemoteControl, intake.FieldDeviceScreenSharing)
		}
		until, fresh := c.deviceFresh()
		switch {
		case d.RemoteControl == intake.Yes: // waiting does not undo it
			return c.Is("remote-control")
		case d.ScreenSharing == intake.Yes:
			return c.Is("screen-sharing")
		case !fresh:
			return c.tooOld(true)
		case d.RemoteControl == intake.No && d.ScreenSharing == intake.No:
			return c.until(until, "none")
		}
		return c.missingUntil(until, intake.FieldDeviceRemoteControl, intake.FieldDeviceScreenSharing)
	},
}

// Families of signs of abuse. Several signs of one family are one.
const (
	abuseDevice = 1 << iota
	abuseSharing
	abuseAddress
	abuseChange
)

var historyAbuse = Check{
	ID: "history.abuse", Rev: 1,
	Title:    Text{ZH: "异常迹象没有叠加", EN: "Signs of abuse do not add up"},
	Purpose:  Text{ZH: "单个迹象多是误报；设备、共用、网络、更换账户几类迹象同时出现，须由人工复核", EN: "A single sign is mostly a false alarm; when device, sharing, address and changes of the account speak together, a person has to look"},
	Severity: High, Gate: true, Need: Optional,
	Optional: []intake.Field{
		intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldDevicePlatform, intake.FieldDeviceEmulator, intake.FieldDeviceCloudPhone,
		intake.FieldDeviceHooked, intake.FieldDeviceRepackaged, intake.FieldDeviceRooted, intake.FieldDeviceMultiInstance, intake.FieldDeviceDebugger,
		intake.FieldDeviceAttestationVerdict, intake.FieldDeviceAttestationAgeSeconds, intake.FieldDeviceVPNTransport, intake.FieldDeviceSystemProxy, intake.FieldDeviceFirstSeenAt,
		intake.FieldNetworkCapturedAt, intake.FieldNetworkClientIP, intake.FieldNetworkPeer, intake.FieldNetworkForwardedFor, intake.FieldNetworkIPRecords,
		intake.FieldHistoryDocumentsOnCard, intake.FieldHistoryCardsOnDocument, intake.FieldHistoryDocumentsOnDevice, intake.FieldHistoryDocumentsOnMobile,
		intake.FieldHistoryCardBindings30d, intake.FieldCardBoundAt, intake.FieldApplicantMobileChangedOn,
		intake.FieldPayoutConfirmedAt, intake.FieldPayoutHeldUntil,
		intake.FieldApplicantFaceResult, intake.FieldApplicantFaceAt, intake.FieldApplicantSMSResult, intake.FieldApplicantSMSAt,
		intake.FieldApplicantCertificateResult, intake.FieldApplicantCertificateAt, intake.FieldApplicantVideoResult, intake.FieldApplicantVideoAt,
		intake.FieldApplicantPasswordCodeResult, intake.FieldApplicantPasswordCodeAt,
	},
	Cites: []Cite{
		{Title: "Two families of strong signs, or any three families, are looked at by a person", Source: "policy", Confidence: JudgementCall},
		{Title: "Emulators, cloud phones, hooks and repackaged apps rank highest among device risks", Source: "public tag lists of device-risk services", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "families", Unit: intake.UnitWords, Words: []string{"device", "sharing", "address", "change"}}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Internal: true, Message: Text{ZH: "异常迹象没有叠加", EN: "No signs that add up"}},
		{Code: "adds-up", Status: Fail, Kind: Reviewing, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "多类异常迹象叠加（{families}），须人工复核", EN: "Signs of several kinds add up ({families}): a person has to look"}},
	},
	Run: runAbuse,
}

// runAbuse weighs what is known. Signs that nobody gives cannot add up; the check that
// each belongs to says that it does not know.
func runAbuse(c *Case) Outcome {
	strong, any, until := c.signs()
	if bits.OnesCount64(strong) >= 2 || bits.OnesCount64(any) >= 3 {
		return c.until(until, "adds-up", Note("families", intake.Words(any)))
	}
	return c.until(until, "none")
}

// signs returns the families with a strong sign, those with any sign, and until when
// that holds, 0 for no end.
func (c *Case) signs() (strong, any uint64, until int64) {
	p, d, h, s := c.plan.policy, &c.sub.Device, &c.sub.History, &c.sub.Card
	add := func(family uint64, on, isStrong bool, end int64) {
		if !on {
			return
		}
		any |= family
		if isStrong {
			strong |= family
		}
		until = chinatime.Sooner(until, end)
	}
	// What was seen of the device counts however long ago: waiting does not undo it.
	verdict, attested, _ := c.attestation()
	emulator := d.Emulator == intake.Yes && verdict != intake.AttestedStrong
	add(abuseDevice, emulator || d.CloudPhone == intake.Yes || d.Hooked == intake.Yes || d.Repackaged == intake.Yes, true, 0)
	rooted := d.Rooted == intake.Yes && verdict != intake.AttestedStrong
	add(abuseDevice, rooted || d.MultiInstance == intake.Yes || d.Debugger == intake.Yes || verdict == intake.AttestationFailed, false, 0)
	add(abuseAddress, d.VPNTransport == intake.Yes || d.SystemProxy == intake.Yes, false, 0)
	if verdict != 0 {
		until = chinatime.Sooner(until, attested)
	}
	exit := c.exit()
	add(abuseAddress, exit.words&exitTor != 0, true, exit.until)
	add(abuseAddress, exit.words&exitAnonymous != 0, false, exit.until)
	add(abuseSharing, h.DocumentsOnDevice.V >= p.AbuseDocuments || h.DocumentsOnMobile.V >= p.AbuseDocuments, true, 0)
	add(abuseSharing, h.DocumentsOnDevice.V >= p.DocumentsPerDevice || h.DocumentsOnMobile.V >= p.DocumentsPerMobile ||
		h.DocumentsOnCard.V >= p.DocumentsPerCard || h.CardsOnDocument.V >= p.CardsPerDocument, false, 0)
	bound := chinatime.Unix(s.BoundAt)
	add(abuseChange, bound != 0 && c.boundAfterChange(bound), true, 0)
	add(abuseChange, h.CardBindings30d.V >= p.RebindingFrequent, false, 0)
	if recent := bound + p.NewCardHours*3600; bound != 0 && c.at != 0 {
		add(abuseChange, recent > c.at, false, recent)
	}
	return strong, any, until
}

// boundAfterChange reports whether the card was bound within some hours after a new
// device or a changed mobile, and nobody has passed a second factor since.
func (c *Case) boundAfterChange(bound int64) bool {
	within := c.plan.policy.AbuseBindHours * 3600
	soon := func(t int64) bool { return t != 0 && bound >= t && bound < t+within }
	changed := int64(0)
	if d := c.sub.Applicant.MobileChangedOn; !d.IsZero() {
		changed = chinatime.StartOf(d)
	}
	if !soon(changed) && !soon(chinatime.Unix(c.sub.Device.FirstSeenAt)) {
		return false
	}
	v := &c.sub.Applicant.Verification
	for _, f := range [...]*intake.FactorCheck{&v.Face, &v.SMS, &v.Certificate, &v.Video, &v.PasswordCode} {
		if t := chinatime.Unix(f.At); f.Result == intake.Passed && t >= bound {
			return false
		}
	}
	return true
}
