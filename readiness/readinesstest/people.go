// Package readinesstest is a kit for tests around package readiness: synthetic
// people and cards, one fixture for every reason that a check may give,
// assertions, a tester for checks of your own, and vectors for wrappers in
// other languages.
//
// Nobody in it is real: the people were born in 1900, their cards have accounts
// of zeros, and their mobile number is one that operators keep for themselves.
package readinesstest

import (
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/workday"
)

// Moment is when the kit's submissions are to be submitted: noon of a Tuesday
// that is a working day, far from any window.
var Moment = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// The kit's applicant.
const (
	Name     = "王晓明"
	Document = "110101190001010014" // born 1 January 1900
	Mobile   = "13800138000"        // China Mobile's own
	PAN      = "6222020000000000125"
	ClientIP = "175.16.199.10"
)

// A Change makes one thing of a submission different.
type Change func(*readiness.Submission)

// Ready returns a submission of which everything is known and good, with the
// changes made to it. Without changes it scores 100.
func Ready(changes ...Change) readiness.Submission {
	s := Known()
	for _, change := range changes {
		change(&s)
	}
	return s
}

// Known is Ready without changes.
func Known() readiness.Submission {
	var s readiness.Submission
	s.ID = "kit-1"
	s.At = Moment
	s.Applicant.Name = readiness.Hide(Name)
	s.Applicant.Document.Number = readiness.Hide(Document)
	s.Applicant.Document.IssuedOn = readiness.Date{Year: 2020, Month: 5, Day: 6}
	s.Applicant.Document.LongTerm = readiness.Yes
	s.Applicant.Document.ChangedOn = s.Applicant.Document.IssuedOn
	s.Applicant.Mobile = readiness.Hide(Mobile)
	s.Applicant.MobileChangedOn = readiness.Date{Year: 2015, Month: 1, Day: 2}
	s.Applicant.MobileReissued = readiness.No
	s.Applicant.Verification.Face = readiness.FaceCheck{Result: readiness.Passed, At: Moment}
	s.Applicant.Verification.Carrier = readiness.CarrierCheck{Result: readiness.Match, At: Moment}
	s.Applicant.Verification.OCR = readiness.OCR{Name: readiness.Hide(Name), Number: readiness.Hide(Document)}
	s.Card.Number = readiness.Hide(PAN)
	s.Card.Funding = cardbin.Debit
	s.Card.AccountClass = readiness.ClassI
	s.Card.Sources.AccountClass = readiness.FromBank
	s.Card.State = readiness.StateNormal
	s.Card.StateAt = Moment
	s.Card.QuickPay = readiness.Yes
	s.Card.Holder.Name = readiness.Hide(Name)
	s.Card.Holder.DocumentType = readiness.ResidentID
	s.Card.Holder.DocumentNumber = readiness.Hide(Document)
	s.Card.Holder.Mobile = readiness.Hide(Mobile)
	s.Card.ElementCheck = readiness.ElementCheck{Elements: readiness.Some[int64](4), Result: readiness.Match, At: Moment}
	s.Payout.Amount = readiness.Some(readiness.Yuan(8_000))
	s.Payout.System = readiness.NetsUnion
	s.Payout.Available = readiness.Some(readiness.Yuan(1_000_000))
	s.Card.Issuer = "中国工商银行"
	s.Card.NonCounter, s.Card.OnlineTransfer = readiness.NonCounterNormal, readiness.Yes
	s.Card.FraudListed, s.Card.JudicialFreeze = readiness.No, readiness.No
	s.Card.BoundAt = Moment.AddDate(-1, 0, 0)
	s.Device.VPNTransport = readiness.No
	s.Device.SystemProxy = readiness.No
	s.Device.Platform = readiness.Android
	s.Device.AppVersion = "8.0.44"
	s.Device.NetworkType = readiness.Net5G
	s.Device.GPSCountry, s.Device.SIMCountry = "CN", "CN"
	s.Device.ClockSkewSeconds = readiness.Some[int64](0)
	s.Device.Rooted, s.Device.Emulator = readiness.No, readiness.No
	s.Network.ClientIP = readiness.Hide(ClientIP)
	s.Network.IPRecords = []readiness.IPRecord{{Source: "test", AsOf: readiness.Date{Year: 2026, Month: 11, Day: 20}, Country: "CN"}}
	s.History.Attempts = []readiness.Attempt{}
	none := readiness.Some[int64](0)
	one := readiness.Some[int64](1)
	s.History.CardBindings30d, s.History.Applications30d, s.History.ElementFailuresToday = none, one, none
	s.History.DocumentsOnCard, s.History.CardsOnDocument = one, one
	s.History.DocumentsOnDevice, s.History.DocumentsOnMobile = one, one
	s.History.PlatformScore = readiness.Some[int64](20)
	return s
}
