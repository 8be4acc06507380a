package readinesstest

import (
	"time"

	"github.com/payready/payready/readiness"
)

// WithVPN turns a VPN on.
func WithVPN(s *readiness.Submission) { s.Device.VPNTransport = readiness.Yes }

// WithProxy sets a proxy on the device.
func WithProxy(host string) Change {
	return func(s *readiness.Submission) {
		s.Device.SystemProxy, s.Device.ProxyHost = readiness.Yes, readiness.Hide(host)
	}
}

// FromIP is the client's address.
func FromIP(address string) Change {
	return func(s *readiness.Submission) { s.Network.ClientIP = readiness.Hide(address) }
}

// AddressIs is what a source says of the client's address, instead of the kit's.
func AddressIs(r readiness.IPRecord) Change {
	return func(s *readiness.Submission) { s.Network.IPRecords = []readiness.IPRecord{r} }
}

// Captured is when device and connection were observed.
func Captured(t time.Time) Change {
	return func(s *readiness.Submission) { s.Device.CapturedAt, s.Network.CapturedAt = t, t }
}

// Located is where the device, its SIM and the exit of its connection are:
// countries of two letters, "" for unknown.
func Located(gps, sim, exit string) Change {
	return func(s *readiness.Submission) {
		s.Device.GPSCountry, s.Device.SIMCountry = gps, sim
		records := make([]readiness.IPRecord, len(s.Network.IPRecords))
		copy(records, s.Network.IPRecords)
		for i := range records {
			records[i].Country = exit
		}
		s.Network.IPRecords = records
	}
}

// OffUTC is the offset of the device's clock.
func OffUTC(minutes int64) Change {
	return func(s *readiness.Submission) { s.Device.UTCOffsetMinutes = readiness.Some(minutes) }
}

// MockedLocation has the device make its location up.
func MockedLocation(s *readiness.Submission) { s.Device.MockLocation = readiness.Yes }

// OnNetwork is the client's access network, its round trip and its loss.
func OnNetwork(kind readiness.NetworkType, rttMillis int64, loss readiness.Percent) Change {
	return func(s *readiness.Submission) {
		s.Device.NetworkType = kind
		s.Device.RTTMillis, s.Device.LossPercent = readiness.Some(rttMillis), readiness.Some(loss)
	}
}

// OnDevice changes what the client app reported of its device.
func OnDevice(change func(*readiness.Device)) Change {
	return func(s *readiness.Submission) { change(&s.Device) }
}

// Attested is the verdict of a platform's attestation service, made just now.
func Attested(v readiness.AttestationVerdict) Change {
	return func(s *readiness.Submission) {
		s.Device.Attestation = readiness.Attestation{Provider: readiness.OtherAttester, Verdict: v, AgeSeconds: readiness.Some[int64](0)}
	}
}

// RunningApp is the app's version.
func RunningApp(version string) Change {
	return func(s *readiness.Submission) { s.Device.AppVersion = version }
}

// ClockOff is by how many seconds the device's clock is ahead.
func ClockOff(seconds int64) Change {
	return func(s *readiness.Submission) { s.Device.ClockSkewSeconds = readiness.Some(seconds) }
}
