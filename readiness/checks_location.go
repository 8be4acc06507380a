package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var networkLocation = Check{
	ID: "network.location", Rev: 1,
	Title:    Text{ZH: "位置一致", EN: "Location"},
	Purpose:  Text{ZH: "定位、SIM 卡、网络出口互相矛盾时，通道风控可能关注", EN: "When location fix, SIM and the network's exit disagree, risk control may look closer"},
	Severity: Medium, Need: Optional,
	Optional: []intake.Field{
		intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt,
		intake.FieldDeviceGPSCountry, intake.FieldDeviceSIMCountry, intake.FieldDeviceUTCOffsetMinutes, intake.FieldDeviceMockLocation,
		intake.FieldNetworkClientIP, intake.FieldNetworkPeer, intake.FieldNetworkForwardedFor, intake.FieldNetworkIPRecords,
	},
	Cites: []Cite{
		{Title: "Roaming traffic leaves from the SIM's country, in both directions", Source: "IPinfo, classification of mobile roaming prefixes", Confidence: MediumConfidence},
		{Title: "China shares UTC+8 with HK, MO, TW, SG and MY; Xinjiang also uses UTC+6", Source: "IANA time zone database 2025b", Confidence: HighConfidence},
		{Title: "A mocked location is a high device risk", Source: "public tag lists of device-risk services", Confidence: MediumConfidence},
	},
	Evidence: []Key{{Name: "as_of", Unit: intake.UnitDay}},
	Reasons: []Reason{
		{Code: "consistent", Status: Pass, Message: Text{ZH: "位置信息一致", EN: "What is known of the location agrees"}},
		{Code: "home-routed", Status: Warn, Worth: 80, Action: &remedy.SwitchNetwork,
			Message: Text{ZH: "漫游上网：出口在 SIM 卡所属地", EN: "Roaming: the traffic leaves from the SIM's country"}},
		{Code: "abroad", Status: Warn, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "不在预期的国家或地区，通道风控可能关注", EN: "Not in a country that is expected; the channel's risk control may look closer"}},
		{Code: "sim-mismatch", Status: Warn, Internal: true, Action: &remedy.ReviewAccount,
			Message: Text{ZH: "SIM 卡归属与所在地不一致", EN: "The SIM is of another country"}},
		{Code: "time-zone", Status: Warn, Internal: true, Action: &remedy.SetClockAutomatically,
			Message: Text{ZH: "设备时区与所在地不符", EN: "The device's time zone does not fit the place"}},
		{Code: "ip-abroad-gps-home", Status: Fail, Internal: true, Action: &remedy.TurnOffVPN,
			Message: Text{ZH: "定位在境内，网络出口在境外", EN: "The location fix is at home, the network's exit abroad"}},
		{Code: "mock-location", Status: Fail, Action: &remedy.TurnOffMockLocation,
			Message: Text{ZH: "使用了模拟定位", EN: "The location is mocked"}},
		{Code: "no-evidence", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldDeviceGPSCountry, intake.FieldNetworkIPRecords},
			Message: Text{ZH: "没有可判断位置的信息", EN: "Nothing tells where the device is"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt},
			Message: Text{ZH: "位置信息采集过久", EN: "What is known of the location is too old"}},
	},
	Run: runLocation,
}

func runLocation(c *Case) Outcome {
	d := &c.sub.Device
	e := c.exit()
	until, fresh := c.deviceFresh()
	if fresh && d.MockLocation == intake.Yes {
		return c.until(until, "mock-location")
	}
	p := c.whereabouts()
	if *p == (whereabouts{}) {
		until = 0
	}
	until = chinatime.Sooner(until, e.until)
	is := func(code string) Outcome {
		if e.country == 0 || e.countryOn.IsZero() {
			return c.until(until, code)
		}
		return c.until(until, code, Note("as_of", intake.Day(e.countryOn)))
	}
	if e.country == 0 && p.gps == 0 {
		_, connection := c.networkFresh()
		switch {
		case !fresh && (d.GPSCountry != "" || d.MockLocation == intake.Yes):
			return c.tooOld(true)
		case !connection && (c.sub.Network.IPRecords != nil || c.client().lookedUp):
			return c.between("", "abroad", c.tooOld(false)) // by the address alone, nothing is worse
		}
		return is("no-evidence")
	}
	return is(c.locate(e.country, p))
}

// locate compares where the address is, as far as it is known, with where the
// device says that it is. One of the two is known.
func (c *Case) locate(ip country, p *whereabouts) (code string) {
	ipAbroad, gpsAbroad := c.unexpected(ip), c.unexpected(p.gps)
	switch {
	case ip != 0 && p.gps != 0 && ip != p.gps && ip == p.sim && (ipAbroad || gpsAbroad):
		return "home-routed"
	case ipAbroad && p.gps != 0 && !gpsAbroad:
		return "ip-abroad-gps-home"
	case ipAbroad || gpsAbroad:
		return "abroad"
	case c.unexpected(p.sim):
		return "sim-mismatch"
	case ip != 0 && p.zoneDiffers(ip), ip == 0 && p.zoneDiffers(p.gps):
		return "time-zone"
	}
	return "consistent"
}

var networkQuality = Check{
	ID: "network.quality", Rev: 1,
	Title:    Text{ZH: "网络稳定", EN: "Network quality"},
	Purpose:  Text{ZH: "网络太差时，请求可能丢失或重复发送", EN: "On a weak network a request may be lost or sent twice"},
	Severity: Low, Need: Optional,
	Optional: []intake.Field{intake.FieldAt, intake.FieldObservedAt, intake.FieldDeviceCapturedAt, intake.FieldDeviceNetworkType, intake.FieldDeviceRTTMillis, intake.FieldDeviceLossPercent},
	Cites: []Cite{
		{Title: "A request sent over a weak network may be lost or sent twice", Source: "policy; the limits are our own choice", Confidence: JudgementCall},
	},
	Evidence: []Key{{Name: "rtt_ms", Unit: intake.UnitCount}, {Name: "loss_hundredths", Unit: intake.UnitCount}},
	Reasons: []Reason{
		{Code: "ok", Status: Pass, Message: Text{ZH: "网络正常", EN: "The network is fine"}},
		{Code: "slow", Status: Warn, Action: &remedy.SwitchNetwork, Message: Text{ZH: "网络较慢", EN: "The network is slow"}},
		{Code: "unstable", Status: Warn, Action: &remedy.SwitchNetwork, Message: Text{ZH: "网络不稳定", EN: "The network loses packets"}},
		{Code: "none", Status: Fail, Action: &remedy.SwitchNetwork, Message: Text{ZH: "设备没有网络", EN: "The device has no network"}},
		{Code: "unknown", Because: NoData, Action: &remedy.ProvideInput, Asks: []intake.Field{intake.FieldDeviceNetworkType},
			Message: Text{ZH: "网络状况未知", EN: "Nothing is known of the network"}},
		{Code: "stale", Because: Stale, Action: &remedy.RefreshEvidence, Asks: []intake.Field{intake.FieldDeviceCapturedAt},
			Message: Text{ZH: "网络状况采集过久", EN: "The network was observed too long ago"}},
	},
	Run: func(c *Case) Outcome {
		d, p := &c.sub.Device, c.plan.policy
		known := d.NetworkType >= intake.WiFi && d.NetworkType <= intake.NoNetwork
		if !known && !d.RTTMillis.OK && !d.LossPercent.OK {
			return c.Is("unknown")
		}
		until, ok := c.deviceFresh()
		switch {
		case !ok:
			return c.tooOld(true)
		case d.NetworkType == intake.NoNetwork:
			return c.until(until, "none")
		case d.LossPercent.OK && int64(d.LossPercent.V) >= p.UnstableLossPercent*100:
			return c.until(until, "unstable", Note("loss_hundredths", intake.Count(int64(d.LossPercent.V))))
		case d.RTTMillis.OK && d.RTTMillis.V >= p.SlowRTTMillis:
			return c.until(until, "slow", Note("rtt_ms", intake.Count(d.RTTMillis.V)))
		case d.NetworkType == intake.Net2G || d.NetworkType == intake.Net3G:
			return c.until(until, "slow")
		}
		return c.until(until, "ok")
	},
}
