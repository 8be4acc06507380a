package readiness_test

import (
	"testing"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/workday"
)

// noon is a moment without windows: a Tuesday, a working day.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// full is a submission in which every input is given and right. The person and
// the card are made up.
func full() readiness.Submission {
	var s readiness.Submission
	s.ID = "full-1"
	s.At = noon
	s.Applicant.Name = readiness.Hide("王晓明")
	s.Applicant.Document.Number = readiness.Hide("110101199003071233")
	s.Applicant.Document.IssuedOn = readiness.Date{Year: 2020, Month: 5, Day: 6}
	s.Applicant.Document.ExpiresOn = readiness.Date{Year: 2040, Month: 5, Day: 6}
	s.Applicant.Document.ChangedOn = s.Applicant.Document.IssuedOn
	s.Applicant.Mobile = readiness.Hide("13800001234")
	s.Applicant.MobileChangedOn = readiness.Date{Year: 2015, Month: 1, Day: 2}
	s.Applicant.MobileReissued = readiness.No
	s.Applicant.Verification.Face = readiness.FaceCheck{Result: readiness.Passed, At: noon}
	s.Applicant.Verification.Carrier = readiness.CarrierCheck{Result: readiness.Match, At: noon}
	s.Applicant.Verification.OCR = readiness.OCR{Name: readiness.Hide("王晓明"), Number: readiness.Hide("110101199003071233")}
	s.Card.Number = readiness.Hide("6222020000000000125")
	s.Card.Funding = cardbin.Debit
	s.Card.AccountClass = readiness.ClassI
	s.Card.Sources.AccountClass = readiness.FromBank
	s.Card.State = readiness.StateNormal
	s.Card.StateAt = noon
	s.Card.QuickPay = readiness.Yes
	s.Card.Holder.Name = readiness.Hide("王晓明")
	s.Card.Holder.DocumentType = readiness.ResidentID
	s.Card.Holder.DocumentNumber = readiness.Hide("110101199003071233")
	s.Card.Holder.Mobile = readiness.Hide("13800001234")
	s.Card.ElementCheck = readiness.ElementCheck{Elements: readiness.Some[int64](4), Result: readiness.Match, At: noon}
	s.Payout.Amount = readiness.Some(readiness.Yuan(8_000))
	s.Payout.System = readiness.NetsUnion
	s.Device.VPNTransport = readiness.No
	s.Device.SystemProxy = readiness.No
	s.Device.Platform = readiness.Android
	s.Device.AppVersion = "8.0.44"
	s.Device.NetworkType = readiness.Net5G
	s.Device.GPSCountry, s.Device.SIMCountry = "CN", "CN"
	s.Device.ClockSkewSeconds = readiness.Some[int64](0)
	s.Device.Rooted, s.Device.Emulator = readiness.No, readiness.No
	s.Network.ClientIP = readiness.Hide("175.16.199.10")
	s.Network.IPRecords = []readiness.IPRecord{{Source: "test", AsOf: readiness.Date{Year: 2026, Month: 11, Day: 20}, Country: "CN"}}
	s.History.Attempts = []readiness.Attempt{}
	return s
}

func BenchmarkAssess(b *testing.B) {
	s := full()
	b.ReportAllocs()
	for b.Loop() {
		readiness.Assess(s)
	}
}

func BenchmarkAssessInto(b *testing.B) {
	s := full()
	var c readiness.Checker
	var r readiness.Report
	b.ReportAllocs()
	for b.Loop() {
		c.AssessInto(&r, &s)
	}
}

func BenchmarkJSONToJSON(b *testing.B) {
	s := full()
	in, err := s.RevealJSON()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		sub, err := readiness.ParseSubmission(in, readiness.Strict)
		if err != nil {
			b.Fatal(err)
		}
		r := readiness.Assess(sub)
		if _, err := r.Document(readiness.ZH, readiness.Failed).MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}
