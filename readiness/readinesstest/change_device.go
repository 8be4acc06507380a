package readinesstest

import (
	"time"

	"github.com/payready/payready/readiness/intake"
)

// WithVPN turns a VPN on.
func WithVPN(s *intake.Submission) { s.Device.VPNTransport = intake.Yes }

// WithProxy sets a proxy on the device.
func WithProxy(host string) Change {
	return func(s *intake.Submission) {
		s.Device.SystemProxy, s.Device.ProxyHost = intake.Yes, intake.Hide(host)
	}
}

// FromIP sets the client's address.
func FromIP(address string) Change {
	return func(s *intake.Submission) { s.Network.ClientIP = intake.Hide(address) }
}

// AddressIs replaces the kit's IP record of the client's address.
func AddressIs(r intake.IPRecord) Change {
	return func(s *intake.Submission) { s.Network.IPRecords = []intake.IPRecord{r} }
}

// Captured sets when device and connection were observed.
func Captured(t time.Time) Change {
	return func(s *intake.Submission) { s.Device.CapturedAt, s.Network.CapturedAt = t, t }
}

// Located sets the countries of the device, its SIM and the exit of its connection,
// as two letters each or "" for unknown.
func Located(gps, sim, exit string) Change {
	return func(s *intake.Submission) {
		s.Device.GPSCountry, s.Device.SIMCountry = gps, sim
		records := make([]intake.IPRecord, len(s.Network.IPRecords))
		copy(records, s.Network.IPRecords)
		for i := range records {
			records[i].Country = exit
		}
		s.Network.IPRecords = records
	}
}

// OffUTC sets the UTC offset of the device's clock.
func OffUTC(minutes int64) Change {
	return func(s *intake.Submission) { s.Device.UTCOffsetMinutes = intake.Some(minutes) }
}

// MockedLocation makes the device fake its location.
func MockedLocation(s *intake.Submission) { s.Device.MockLocation = intake.Yes }

// OnNetwork sets the client's access network, its round-trip time and its packet
// loss.
func OnNetwork(kind intake.NetworkType, rttMillis int64, loss intake.Percent) Change {
	return func(s *intake.Submission) {
		s.Device.NetworkType = kind
		s.Device.RTTMillis, s.Device.LossPercent = intake.Some(rttMillis), intake.Some(loss)
	}
}

// OnDevice changes what the client app reported about its device.
func OnDevice(change func(*intake.Device)) Change {
	return func(s *intake.Submission) { change(&s.Device) }
}

// Attested sets a fresh verdict of the platform's attestation service.
func Attested(v intake.AttestationVerdict) Change {
	return func(s *intake.Submission) {
		s.Device.Attestation = intake.Attestation{Provider: intake.OtherAttester, Verdict: v, AgeSeconds: intake.Some[int64](0)}
	}
}

// RunningApp sets the app's version.
func RunningApp(version string) Change {
	return func(s *intake.Submission) { s.Device.AppVersion = version }
}

// ClockOff sets how many seconds the device's clock is ahead.
func ClockOff(seconds int64) Change {
	return func(s *intake.Submission) { s.Device.ClockSkewSeconds = intake.Some(seconds) }
}
