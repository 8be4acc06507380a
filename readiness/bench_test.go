package readiness_test

import (
	"testing"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// noon is a moment without windows: a Tuesday, a working day.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// full is a submission in which every input is given and right. The person and
// the card are made up.
func full() intake.Submission {
	s := readinesstest.Ready()
	s.ID = "full-1"
	s.Applicant.Document.LongTerm = intake.Unknown
	s.Applicant.Document.ExpiresOn = readiness.Date{Year: 2040, Month: 5, Day: 6}
	number := intake.Hide("110101199003071233")
	s.Applicant.Document.Number, s.Applicant.Verification.OCR.Number, s.Card.Holder.DocumentNumber = number, number, number
	s.Applicant.Mobile, s.Card.Holder.Mobile = intake.Hide("13800001234"), intake.Hide("13800001234")
	s.Device.RemoteControl, s.Device.ScreenSharing = intake.No, intake.No
	return s
}

// moveTo plans s for another moment, with all evidence taken then.
func moveTo(s *intake.Submission, at time.Time) {
	s.At = at
	s.Card.StateAt, s.Card.ElementCheck.At = at, at
	s.Applicant.Verification.Face.At, s.Applicant.Verification.Carrier.At = at, at
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
		sub, err := intake.ParseSubmission(in, intake.Strict)
		if err != nil {
			b.Fatal(err)
		}
		r := readiness.Assess(sub)
		if _, err := r.Document(readiness.ZH, readiness.DetailFailed).MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDocument measures what callers do with a report, for a ready, a refused and an
// empty submission.
func BenchmarkDocument(b *testing.B) {
	for _, name := range []string{"ready", "refused", "nothing"} {
		r := readiness.Assess(stories[name]())
		for _, d := range []readiness.Detail{readiness.DetailFull, readiness.DetailFailed, readiness.DetailSummary} {
			b.Run(name+"/"+d.String()+"/Document", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					r.Document(readiness.ZH, d)
				}
			})
			b.Run(name+"/"+d.String()+"/marshalled", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					_, _ = r.Document(readiness.ZH, d).MarshalJSON()
				}
			})
			b.Run(name+"/"+d.String()+"/AppendJSON", func(b *testing.B) {
				var out []byte
				b.ReportAllocs()
				for b.Loop() {
					out, _ = r.AppendJSON(out[:0], readiness.ZH, d, readiness.Engineer)
				}
			})
		}
	}
}
