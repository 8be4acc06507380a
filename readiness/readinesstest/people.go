// Package readinesstest helps to test code that uses package readiness. It has
// synthetic people and cards, a fixture for every reason of every check,
// assertions, a tester for your own checks, and test vectors for wrappers in other
// languages.
//
// Start from [Ready], in which everything is known and good, and change what your
// test is about:
//
//	s := readinesstest.Ready(readinesstest.WithVPN, readinesstest.ClassII(1_000, 0, 0))
//	readinesstest.AssertVerdict(t, readiness.Caution, readiness.Assess(s))
//
// A [Change] is a function, so you can write your own.
//
// Nobody in this package is real. The people were born in 1900 (except a minor,
// born on 1 January 2010), their card accounts are all zeros, and their mobile
// numbers are reserved by operators or end in zeros.
package readinesstest

import (
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// Moment is the planned time of the kit's submissions: noon on a Tuesday, a
// working day, far from any maintenance window.
var Moment = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// The kit's applicant.
const (
	Name     = "王晓明"
	Document = "110101190001010014" // born 1 January 1900
	Mobile   = "13800138000"        // reserved by China Mobile
	PAN      = "6222020000000000125"
	ClientIP = "175.16.199.10"
)

// A Change changes one thing in a submission.
type Change func(*intake.Submission)

// Ready returns a submission in which everything is known and good, with the
// changes applied. Without changes it scores 100.
func Ready(changes ...Change) intake.Submission {
	s := Known()
	for _, change := range changes {
		change(&s)
	}
	return s
}

// Known is Ready without changes.
func Known() intake.Submission {
	var s intake.Submission
	s.ID = "kit-1"
	s.At = Moment
	s.Applicant.Name = intake.Hide(Name)
	s.Applicant.Document.Number = intake.Hide(Document)
	s.Applicant.Document.IssuedOn = readiness.Date{Year: 2020, Month: 5, Day: 6}
	s.Applicant.Document.LongTerm = intake.Yes
	s.Applicant.Document.ChangedOn = s.Applicant.Document.IssuedOn
	s.Applicant.Mobile = intake.Hide(Mobile)
	s.Applicant.MobileChangedOn = readiness.Date{Year: 2015, Month: 1, Day: 2}
	s.Applicant.MobileReissued = intake.No
	s.Applicant.Verification.Face = intake.FactorCheck{Result: intake.Passed, At: Moment}
	s.Applicant.Verification.Carrier = intake.CarrierCheck{Result: intake.Match, At: Moment}
	s.Applicant.Verification.OCR = intake.OCR{Name: intake.Hide(Name), Number: intake.Hide(Document)}
	s.Applicant.Screening = intake.Screening{Result: intake.ScreeningClear, At: Moment}
	s.Card.Number = intake.Hide(PAN)
	s.Card.Funding = cardbin.Debit
	s.Card.AccountClass = intake.ClassI
	s.Card.Sources.AccountClass = intake.FromBank
	s.Card.State = intake.StateNormal
	s.Card.StateAt = Moment
	s.Card.QuickPay = intake.Yes
	s.Card.Holder.Name = intake.Hide(Name)
	s.Card.Holder.DocumentType = intake.ResidentID
	s.Card.Holder.DocumentNumber = intake.Hide(Document)
	s.Card.Holder.Mobile = intake.Hide(Mobile)
	s.Card.ElementCheck = intake.ElementCheck{Elements: intake.Some[int64](4), Result: intake.Match, At: Moment}
	s.Payout.OrderID = "order-1"
	s.Payout.Amount = intake.Some(intake.Yuan(8_000))
	s.Payout.System = intake.NetsUnion
	s.Payout.Available = intake.Some(intake.Yuan(1_000_000))
	s.Card.Issuer = "中国工商银行"
	s.Card.NonCounter, s.Card.OnlineTransfer = intake.NonCounterNormal, intake.Yes
	s.Card.FraudListed, s.Card.JudicialFreeze = intake.No, intake.No
	s.Card.BoundAt = Moment.AddDate(-1, 0, 0)
	s.Device.VPNTransport = intake.No
	s.Device.SystemProxy = intake.No
	s.Device.Platform = intake.Android
	s.Device.AppVersion = "8.0.44"
	s.Device.NetworkType = intake.Net5G
	s.Device.GPSCountry, s.Device.SIMCountry = "CN", "CN"
	s.Device.ClockSkewSeconds = intake.Some[int64](0)
	s.Device.Rooted, s.Device.Emulator = intake.No, intake.No
	s.Device.RemoteControl, s.Device.ScreenSharing = intake.No, intake.No
	s.Network.ClientIP = intake.Hide(ClientIP)
	s.Network.IPRecords = []intake.IPRecord{{Source: "test", AsOf: readiness.Date{Year: 2026, Month: 11, Day: 20}, Country: "CN"}}
	s.History.Attempts = []intake.Attempt{}
	none := intake.Some[int64](0)
	one := intake.Some[int64](1)
	s.History.CardBindings30d, s.History.Applications30d, s.History.ElementFailuresToday = none, one, none
	s.History.DocumentsOnCard, s.History.CardsOnDocument = one, one
	s.History.DocumentsOnDevice, s.History.DocumentsOnMobile = one, one
	s.History.PlatformScore = intake.Some[int64](80)
	return s
}
