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
	s.Applicant.Mobile = readiness.Hide("13800001234")
	s.Card.Number = readiness.Hide("6222020000000000125")
	s.Card.Funding = cardbin.Debit
	s.Card.AccountClass = readiness.ClassI
	s.Card.Sources.AccountClass = readiness.FromBank
	s.Card.State = readiness.StateNormal
	s.Card.StateAt = noon
	s.Card.QuickPay = readiness.Yes
	s.Card.Holder.Name = readiness.Hide("王晓明")
	s.Payout.Amount = readiness.Some(readiness.Yuan(8_000))
	s.Payout.System = readiness.NetsUnion
	s.Payout.Available = readiness.Some(readiness.Yuan(1_000_000))
	s.Card.Issuer = "中国工商银行"
	s.Card.NonCounter, s.Card.OnlineTransfer = readiness.NonCounterNormal, readiness.Yes
	s.Card.FraudListed, s.Card.JudicialFreeze = readiness.No, readiness.No
	s.Card.BoundAt = noon.AddDate(-1, 0, 0)
	s.Device.VPNTransport = readiness.No
	s.Device.SystemProxy = readiness.No
	s.History.Attempts = []readiness.Attempt{}
	none := readiness.Some[int64](0)
	one := readiness.Some[int64](1)
	s.History.CardBindings30d, s.History.Applications30d, s.History.ElementFailuresToday = none, one, none
	s.History.DocumentsOnCard, s.History.CardsOnDocument = one, one
	s.History.DocumentsOnDevice, s.History.DocumentsOnMobile = one, one
	s.History.PlatformScore = readiness.Some[int64](20)
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
