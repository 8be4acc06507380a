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

// controlledKey is the evidence that somebody else may control the device.
const controlledKey = "controlled"

// Families of signs of abuse. Several signs of one family are one.
const (
	abuseDevice = 1 << iota
	abuseSharing
	abuseAddress
	abuseChange
)

var historyAbuse = Check{
	ID: "history.abuse", Rev: 2,
	Title:    Text{ZH: "异常迹象没有叠加", EN: "Signs of abuse do not add up"},
	Purpose:  Text{ZH: "单个迹象多是误报；设备、共用、网络、更换账户几类迹象同时出现，须由人工复核", EN: "A single sign is mostly a false alarm; when device, sharing, address and changes of the account speak together, a person has to look"},
	Severity: High, Gate: true, Need: Optional,
	Optional: []intake.Field{
		intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldDeviceEmulator, intake.FieldDeviceCloudPhone,
		intake.FieldDeviceHooked, intake.FieldDeviceRepackaged, intake.FieldDeviceRemoteControl, intake.FieldDeviceScreenSharing, intake.FieldDeviceRooted, intake.FieldDeviceMultiInstance, intake.FieldDeviceDebugger,
		intake.FieldDeviceAttestationVerdict, intake.FieldDeviceAttestationAgeSeconds, intake.FieldDeviceVPNTransport, intake.FieldDeviceSystemProxy, intake.FieldDeviceFirstSeenAt,
		intake.FieldNetworkCapturedAt, intake.FieldNetworkClientIP, intake.FieldNetworkPeer, intake.FieldNetworkForwardedFor, intake.FieldNetworkIPRecords,
		intake.FieldHistoryDocumentsOnCard, intake.FieldHistoryCardsOnDocument, intake.FieldHistoryDocumentsOnDevice, intake.FieldHistoryDocumentsOnMobile,
		intake.FieldHistoryCardBindings30d, intake.FieldCardBoundAt, intake.FieldApplicantMobileChangedOn,
		intake.FieldApplicantFaceResult, intake.FieldApplicantFaceAt, intake.FieldApplicantSMSResult, intake.FieldApplicantSMSAt,
		intake.FieldApplicantCertificateResult, intake.FieldApplicantCertificateAt, intake.FieldApplicantVideoResult, intake.FieldApplicantVideoAt,
		intake.FieldApplicantPasswordCodeResult, intake.FieldApplicantPasswordCodeAt,
	},
	Cites: []Cite{
		{Title: "Two families of strong signs, or any three families, are looked at by a person", Source: "policy", Confidence: JudgementCall},
		{Title: "Emulators, cloud phones, hooks and repackaged apps rank highest among device risks", Source: "public tag lists of device-risk services", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "families", Unit: intake.UnitWords, Words: []string{"device", "sharing", "address", "change"},
		Texts: []Text{{ZH: "设备", EN: "device"}, {ZH: "共用", EN: "sharing"}, {ZH: "网络地址", EN: "address"}, {ZH: "账户变更", EN: "change of account"}}},
		{Name: controlledKey, Unit: intake.UnitFact}},
	Reasons: []Reason{
		{Code: "none", Status: Pass, Internal: true, Message: Text{ZH: "异常迹象没有叠加", EN: "No signs that add up"}},
		{Code: "one-more", Because: NoInput, Worth: 10, Minor: true, Internal: true,
			Message: Text{ZH: "已有异常迹象（{families}），再有一类即须人工复核", EN: "There are signs of abuse ({families}): one more kind, and a person has to look"}},
		{Code: "adds-up", Status: Fail, Kind: Reviewing, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "多类异常迹象叠加（{families}），须人工复核", EN: "Signs of several kinds add up ({families}): a person has to look"}},
	},
	Run: runAbuse,
}

// runAbuse weighs what is known. Where one sign more would be one too many, it asks for
// those that nobody gives.
func runAbuse(c *Case) Outcome {
	strong, any, until := c.signs()
	if d := &c.sub.Device; addsUp(strong, any) && (d.RemoteControl == intake.Yes || d.ScreenSharing == intake.Yes) {
		return c.until(until, "adds-up", Note("families", intake.Words(any)), Note(controlledKey, intake.Truth(intake.Yes)))
	}
	if addsUp(strong, any) {
		return c.until(until, "adds-up", Note("families", intake.Words(any)))
	}
	if strong == 0 && bits.OnesCount64(any) < 2 {
		return c.until(until, "none")
	}
	if asks := c.untoldSigns(strong, any); len(asks) > 0 {
		o := c.asking("one-more", asks...)
		o.until = until
		return c.with(o, []Evidence{Note("families", intake.Words(any))})
	}
	return c.until(until, "none")
}

func addsUp(strong, any uint64) bool {
	return bits.OnesCount64(strong) >= 2 || bits.OnesCount64(any) >= 3
}

// abuseInputs are what a sign may come from, and of which family a strong and a weak one
// would be.
var abuseInputs = [...]struct {
	field        intake.Field
	strong, weak uint64
}{
	{intake.FieldDeviceEmulator, abuseDevice, 0}, // no device gives all of its signs: these two stand for them
	{intake.FieldDeviceRooted, 0, abuseDevice},
	{intake.FieldDeviceVPNTransport, 0, abuseAddress},
	{intake.FieldDeviceSystemProxy, 0, abuseAddress},
	{intake.FieldNetworkIPRecords, abuseAddress, 0},
	{intake.FieldHistoryDocumentsOnDevice, abuseSharing, 0},
	{intake.FieldHistoryDocumentsOnMobile, abuseSharing, 0},
	{intake.FieldHistoryDocumentsOnCard, 0, abuseSharing},
	{intake.FieldHistoryCardsOnDocument, 0, abuseSharing},
	{intake.FieldHistoryCardBindings30d, 0, abuseChange},
	{intake.FieldCardBoundAt, abuseChange, 0},
	{intake.FieldApplicantMobileChangedOn, abuseChange, 0},
	{intake.FieldDeviceFirstSeenAt, abuseChange, 0},
}

// untoldSigns returns the inputs that nobody gives and whose worst answer would make the
// signs add up.
func (c *Case) untoldSigns(strong, any uint64) (asks []intake.Field) {
	bound := chinatime.Unix(c.sub.Card.BoundAt)
	for i := range abuseInputs {
		in := &abuseInputs[i]
		if !addsUp(strong|in.strong, any|in.strong|in.weak) || c.Known(in.field) {
			continue
		}
		switch in.field {
		case intake.FieldDeviceEmulator, intake.FieldDeviceRooted:
			if c.deviceJudged() {
				continue
			}
		case intake.FieldNetworkIPRecords:
			if c.client().lookedUp {
				continue
			}
		case intake.FieldApplicantMobileChangedOn, intake.FieldDeviceFirstSeenAt:
			if bound == 0 || c.factorSince(bound) {
				continue
			}
		}
		asks = append(asks, in.field)
	}
	return asks
}

// deviceJudged reports whether the device gave any of its signs.
func (c *Case) deviceJudged() bool {
	d := &c.sub.Device
	return d.Emulator.Known() || d.CloudPhone.Known() || d.Hooked.Known() || d.Repackaged.Known() || d.Rooted.Known()
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
	add(abuseDevice, emulator || d.RemoteControl == intake.Yes || d.ScreenSharing == intake.Yes || d.CloudPhone == intake.Yes || d.Hooked == intake.Yes || d.Repackaged == intake.Yes, true, 0)
	rooted := d.Rooted == intake.Yes && verdict != intake.AttestedStrong
	add(abuseDevice, rooted || d.MultiInstance == intake.Yes || d.Debugger == intake.Yes || verdict == intake.AttestationFailed, false, 0)
	add(abuseAddress, d.VPNTransport == intake.Yes || d.SystemProxy == intake.Yes, false, 0)
	if verdict != 0 {
		until = chinatime.Sooner(until, attested)
	}
	exit := c.exit()
	add(abuseAddress, exit.seen&exitTor != 0, true, 0)
	add(abuseAddress, exit.seen&exitAnonymous != 0, false, 0)
	add(abuseSharing, h.DocumentsOnDevice.V >= p.AbuseDocuments || h.DocumentsOnMobile.V >= p.AbuseDocuments, true, 0)
	add(abuseSharing, h.DocumentsOnDevice.V >= p.DocumentsPerDevice || h.DocumentsOnMobile.V >= p.DocumentsPerMobile ||
		h.DocumentsOnCard.V >= p.DocumentsPerCard || h.CardsOnDocument.V >= p.CardsPerDocument, false, 0)
	bound := chinatime.Unix(s.BoundAt)
	add(abuseChange, bound != 0 && c.boundAfterChange(bound), true, 0)
	add(abuseChange, h.CardBindings30d.V >= p.RebindingFrequent, false, 0)
	if recent := bound + p.NewCardHours*3600; bound != 0 && c.at != 0 && !c.factorSince(bound) {
		add(abuseChange, recent > c.at, false, recent) // of a first payout, every card is new
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
	return !c.factorSince(bound)
}

// factorSince reports whether a second factor has been passed since a card was bound.
func (c *Case) factorSince(bound int64) bool {
	v := &c.sub.Applicant.Verification
	for _, f := range [...]*intake.FactorCheck{&v.Face, &v.SMS, &v.Certificate, &v.Video, &v.PasswordCode} {
		if t := chinatime.Unix(f.At); f.Result == intake.Passed && t >= bound {
			return true
		}
	}
	return false
}
