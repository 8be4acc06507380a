package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/appver"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

// Words of the evidence of device.integrity.
const (
	deviceAttestationFailed = 1 << iota
	deviceHooked
	deviceRepackaged
	deviceEmulator
	deviceCloudPhone
	deviceDebugger
	deviceRooted
	deviceMultiInstance
	deviceAttestationBasic
	deviceDeveloperOptions
)

var deviceIntegrity = Check{
	ID: "device.integrity", Rev: 3,
	Title:    Text{ZH: "设备完整", EN: "Device integrity"},
	Purpose:  Text{ZH: "被注入、被模拟的设备在设备风险中等级最高；单独一个迹象不拦打款", EN: "A device that is hooked or emulated ranks highest among device risks; alone it does not hold a payout"},
	Severity: High, Need: Optional,
	Optional: []intake.Field{
		intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldDevicePlatform, intake.FieldDeviceRooted, intake.FieldDeviceEmulator, intake.FieldDeviceCloudPhone,
		intake.FieldDeviceHooked, intake.FieldDeviceRepackaged, intake.FieldDeviceDebugger, intake.FieldDeviceDeveloperOptions, intake.FieldDeviceMultiInstance,
		intake.FieldDeviceAttestationVerdict, intake.FieldDeviceAttestationAgeSeconds,
	},
	Cites: []Cite{
		{Title: "Emulators, cloud phones, hooks and repackaged apps rank highest among device risks, screen sharing and clones lower", Source: "public tag lists of device-risk services", Date: Date{Year: 2026, Month: 11, Day: 22}, Confidence: MediumConfidence},
		{Title: "A missing attestation is no failed one: most phones in the mainland have no Play services", Source: "Android Developers, Play Integrity; Apple, DeviceCheck: assessing fraud risk", Confidence: MediumConfidence},
		{Title: "A verdict must be verified on the server and be fresh", Source: "Android Developers, Play Integrity", Confidence: HighConfidence},
	},
	Evidence: []Key{{Name: "signals", Unit: intake.UnitWords, Words: []string{
		"attestation_failed", "hooked", "repackaged", "emulator", "cloud_phone", "debugger", "rooted",
		"multi_instance", "attestation_basic", "developer_options",
	}}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "设备未见异常", EN: "Nothing is wrong with the device"}},
		{Code: "attestation-failed", Status: Fail, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "设备证明未通过", EN: "The device failed its attestation"}},
		{Code: "hooked", Status: Fail, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "应用被注入", EN: "Code was injected into the app"}},
		{Code: "repackaged", Status: Fail, Internal: true, Action: &remedy.ReinstallApp,
			Message: Text{ZH: "应用被二次打包", EN: "The app was repackaged"}},
		{Code: "emulator", Status: Fail, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "在模拟器中运行", EN: "The app runs in an emulator"}},
		{Code: "cloud-phone", Status: Fail, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "在云手机中运行", EN: "The app runs on a cloud phone"}},
		{Code: "debugger", Status: Fail, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "应用被调试", EN: "A debugger is attached to the app"}},
		{Code: "jailbroken", Status: Fail, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "设备已越狱", EN: "The device is jailbroken"}},
		{Code: "rooted", Status: Warn, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "设备已 root", EN: "The device is rooted"}},
		{Code: "multi-instance", Status: Warn, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "应用多开", EN: "The app runs as a clone"}},
		{Code: "attestation-basic", Status: Warn, Internal: true, Action: &remedy.UseUnmodifiedDevice,
			Message: Text{ZH: "设备证明只达到基本级别", EN: "The attestation reaches the basic level only"}},
		{Code: "no-evidence", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldDeviceAttestationVerdict, intake.FieldDeviceRooted, intake.FieldDeviceEmulator},
			Message: Text{ZH: "没有足够的设备信息", EN: "Too little is known of the device"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceAttestationVerdict, intake.FieldDeviceRooted, intake.FieldDeviceEmulator},
			Message: Text{ZH: "设备信息采集过久", EN: "The device was observed too long ago"}},
	},
	Run: runIntegrity,
}

func runIntegrity(c *Case) Outcome {
	d := &c.sub.Device
	until, fresh := c.deviceFresh()
	verdict, attested, old := c.attestation()
	signals := onlyIf(verdict == intake.AttestationFailed, deviceAttestationFailed) |
		onlyIf(d.Hooked == intake.Yes, deviceHooked) |
		onlyIf(d.Repackaged == intake.Yes, deviceRepackaged) |
		onlyIf(d.Emulator == intake.Yes, deviceEmulator) |
		onlyIf(d.CloudPhone == intake.Yes, deviceCloudPhone) |
		onlyIf(d.Debugger == intake.Yes, deviceDebugger) |
		onlyIf(d.Rooted == intake.Yes, deviceRooted) |
		onlyIf(d.MultiInstance == intake.Yes, deviceMultiInstance) |
		onlyIf(verdict == intake.AttestedBasic, deviceAttestationBasic) |
		onlyIf(d.DeveloperOptions == intake.Yes, deviceDeveloperOptions)
	clean := d.Rooted == intake.No && d.Emulator == intake.No
	vouched := verdict == intake.AttestedStrong || verdict == intake.AttestedDevice
	if !fresh {
		if signals != 0 || clean || vouched || old {
			return c.tooOld(true)
		}
		return c.Is("no-evidence")
	}
	if verdict != 0 {
		until = chinatime.Sooner(until, attested)
	}
	is := func(code string) Outcome {
		if signals == 0 {
			return c.until(until, code)
		}
		return c.until(until, code, Note("signals", intake.Words(signals)))
	}
	// A strong verdict comes from hardware and outweighs what an app guesses about root
	// and emulators. App Attest vouches for the app, not for the system: on iOS a doubt
	// remains.
	counts, jailbroken := signals, d.Platform == intake.IOS
	if verdict == intake.AttestedStrong {
		counts &^= deviceEmulator
		if jailbroken = false; d.Platform != intake.IOS {
			counts &^= deviceRooted
		}
	}
	if code := worstSignal(counts, jailbroken); code != "" {
		return is(code)
	}
	switch {
	case vouched || clean:
		return is("ok")
	case old:
		return c.Is("stale")
	}
	return is("no-evidence")
}

// worstSignal is the code of the gravest signal, "" when none of them has one.
func worstSignal(signals uint64, jailbroken bool) (code string) {
	switch has := func(word uint64) bool { return signals&word != 0 }; {
	case has(deviceAttestationFailed):
		return "attestation-failed"
	case has(deviceHooked):
		return "hooked"
	case has(deviceRepackaged):
		return "repackaged"
	case has(deviceEmulator):
		return "emulator"
	case has(deviceCloudPhone):
		return "cloud-phone"
	case has(deviceDebugger):
		return "debugger"
	case has(deviceRooted) && jailbroken:
		return "jailbroken"
	case has(deviceRooted):
		return "rooted"
	case has(deviceMultiInstance):
		return "multi-instance"
	case has(deviceAttestationBasic):
		return "attestation-basic"
	}
	return ""
}

func onlyIf(on bool, word uint64) uint64 {
	if on {
		return word
	}
	return 0
}

// attestation returns the verdict that counts, and until when: none when it is
// too old or the service had no answer. Its age is as of the capture.
func (c *Case) attestation() (verdict intake.AttestationVerdict, until int64, old bool) {
	a := &c.sub.Device.Attestation
	if a.Verdict < intake.AttestedStrong || a.Verdict > intake.AttestationFailed {
		return 0, 0, false
	}
	t := chinatime.Unix(c.sub.Device.CapturedAt)
	if t == 0 {
		t = c.seen
	}
	age := max(0, a.AgeSeconds.V)
	limit := c.plan.policy.AttestationFreshSeconds
	until, ok := c.fresh(t-age, limit)
	if !ok || age >= limit {
		return 0, 0, true
	}
	return a.Verdict, until, false
}

var deviceAppVersion = Check{
	ID: "device.app-version", Rev: 1,
	Title:    Text{ZH: "App 版本可用", EN: "App version"},
	Purpose:  Text{ZH: "过旧或被停用的 App 版本，可能无法正常提交", EN: "A version of the app that is too old or blocked may not submit as it should"},
	Severity: Medium, Need: Expected,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldDevicePlatform, intake.FieldDeviceAppVersion, intake.FieldDeviceDataCorrupted},
	Cites: []Cite{
		{Title: "Old versions of the app and a corrupted cache make submissions fail", Source: "a wallet's guide for applicants; the versions are the caller's", Confidence: LowConfidence},
	},
	Reasons: []Reason{
		{Code: "current", Status: Pass, Message: Text{ZH: "App 版本可用", EN: "The app is recent enough"}},
		{Code: "outdated", Status: Warn, Action: &remedy.UpdateApp, Message: Text{ZH: "App 不是最新版本", EN: "There is a newer version of the app"}},
		{Code: "data-corrupted", Status: Warn, Action: &remedy.ReinstallApp, Message: Text{ZH: "App 本地数据损坏", EN: "The app's local data are corrupted"}},
		{Code: "below-minimum", Status: Fail, Action: &remedy.UpdateApp, Message: Text{ZH: "App 版本过低", EN: "The app is too old"}},
		{Code: "blocked", Status: Fail, Action: &remedy.UpdateApp, Message: Text{ZH: "该 App 版本已停用", EN: "This version of the app is withdrawn"}},
		{Code: "unreadable", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldDeviceAppVersion},
			Message: Text{ZH: "App 版本号无法识别", EN: "The app's version cannot be read"}},
		{Code: "no-minimum", Because: NotSupported, Minor: true,
			Message: Text{ZH: "策略未设置 App 最低版本", EN: "The policy sets no version to compare with"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceCapturedAt},
			Message: Text{ZH: "设备信息采集过久", EN: "The device was observed too long ago"}},
	},
	Run: runAppVersion,
}

func runAppVersion(c *Case) Outcome {
	d := &c.sub.Device
	if d.Platform == intake.Web || d.Platform == intake.MiniProgram {
		return c.NotApplicable() // always the version that the server gives out
	}
	given, corrupted := d.AppVersion != "", d.DataCorrupted == intake.Yes
	if c.plan.versions.none && !corrupted {
		return c.Is("no-minimum")
	}
	limits := c.plan.versions.of(d.Platform)
	v, readable := appver.Parse(d.AppVersion)
	blocked := readable && c.plan.versions.blocks(v)
	if !limits.hasMin && !limits.hasLatest && !blocked && !corrupted {
		return c.Is("no-minimum")
	}
	until, fresh := c.deviceFresh()
	switch {
	case !fresh && (given || corrupted):
		return c.tooOld(true)
	case blocked:
		return c.until(until, "blocked")
	case readable && limits.hasMin && v.Compare(limits.min) < 0:
		return c.until(until, "below-minimum")
	case corrupted:
		return c.until(until, "data-corrupted")
	case !given:
		return c.Missing(intake.FieldDeviceAppVersion)
	case !readable:
		return c.Is("unreadable")
	case limits.hasLatest && v.Compare(limits.latest) < 0:
		return c.until(until, "outdated")
	}
	return c.until(until, "current")
}

var deviceClock = Check{
	ID: "device.clock", Rev: 1,
	Title:    Text{ZH: "设备时间准确", EN: "Device clock"},
	Purpose:  Text{ZH: "设备时间不准，签名和令牌会失效", EN: "With a wrong clock, signatures and tokens fail"},
	Severity: Low, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldDeviceClockSkewSeconds},
	Cites: []Cite{
		{Title: "A clock off by more than a day counts as abnormal; signatures and tokens fail long before", Source: "a device-risk vendor's weights; the limits are our own choice", Confidence: LowConfidence},
	},
	Evidence: []Key{{Name: "skew_seconds", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "设备时间准确", EN: "The device's clock is right"}},
		{Code: "skewed", Status: Warn, Action: &remedy.SetClockAutomatically,
			Message: Text{ZH: "设备时间有偏差", EN: "The device's clock is off"}},
		{Code: "wrong", Status: Fail, Action: &remedy.SetClockAutomatically,
			Message: Text{ZH: "设备时间错误", EN: "The device's clock is wrong"}},
		{Code: "unknown", Because: NoInput, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldDeviceClockSkewSeconds},
			Message: Text{ZH: "设备时间偏差未知", EN: "The clock's skew is not known"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceCapturedAt},
			Message: Text{ZH: "设备信息采集过久", EN: "The device was observed too long ago"}},
	},
	Run: func(c *Case) Outcome {
		skew := c.sub.Device.ClockSkewSeconds
		if !skew.OK {
			return c.Is("unknown")
		}
		until, ok := c.deviceFresh()
		p, s := c.plan.policy, skew.V
		over := func(limit int64) bool { return s > limit || s < -limit }
		switch {
		case !ok:
			return c.tooOld(true)
		case over(p.ClockWrongSeconds):
			return c.until(until, "wrong", Note("skew_seconds", intake.Count(s)))
		case over(p.ClockSkewedSeconds):
			return c.until(until, "skewed", Note("skew_seconds", intake.Count(s)))
		}
		return c.until(until, "ok")
	},
}
