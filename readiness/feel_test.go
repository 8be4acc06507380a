package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// How it should feel: everything known and good but for one thing.
func TestHowItShouldFeel(t *testing.T) {
	require.Equal(t, 100, readiness.Assess(full()).Score)
	for _, c := range []struct {
		name    string
		change  func(*intake.Submission)
		verdict readiness.Verdict
		score   int
	}{
		{"declared Class I", func(s *intake.Submission) { s.Card.Sources.AccountClass = intake.Declared }, readiness.Ready, 97},
		{"rare character that no bank has confirmed", func(s *intake.Submission) { rename(s, "王䶮", "王䶮"); unchecked(s) }, readiness.Ready, 94},
		{"rare character that the bank has confirmed", func(s *intake.Submission) { rename(s, "王䶮", "王䶮") }, readiness.Ready, 100},
		{"Class II within its caps", func(s *intake.Submission) { classII(s, 1_000, 0, 0) }, readiness.Ready, 85},
		{"Class II near its caps", func(s *intake.Submission) { classII(s, 8_500, 0, 0) }, readiness.Caution, 80},
		{"the hour in which banks close the day", func(s *intake.Submission) { moveTo(s, noon.Add(11*time.Hour+30*time.Minute)) }, readiness.Ready, 100},
		{"VPN", func(s *intake.Submission) { s.Device.VPNTransport = intake.Yes }, readiness.Ready, 96},
		{"name in a variant form", func(s *intake.Submission) { rename(s, "王曉明", "王晓明") }, readiness.Caution, 81},
		{"UnionPay number failing Luhn", both(unchecked, func(s *intake.Submission) { s.Card.Number = intake.Hide("6222020000000000126") }), readiness.Fix, 27},
		{"name of the same sound", func(s *intake.Submission) { rename(s, "王小明", "王晓明") }, readiness.Fix, 19},
		{"the bank's dot is another", func(s *intake.Submission) { rename(s, "买买提·艾力", "买买提•艾力") }, readiness.Ready, 90},
		{"15-digit number at the bank", holderDocument(0, "110101900307123"), readiness.Ready, 95},
		{"another document at the bank", both(unchecked, both(born(day(1990, 3, 7)), both(image("王晓明", "E98765432"), holderDocument(intake.Passport, "E12345678")))), readiness.Incomplete, 49},
		{"another document number at the bank", holderDocument(0, "110101199003071241"), readiness.Fix, 19},
		{"a virtual operator's number", both(unchecked, both(mobile("17000001234"), holderMobile("17000001234"))), readiness.Ready, 97},
		{"another mobile at the bank", holderMobile("13900005678"), readiness.Ready, 94},
		{"a mobile changed yesterday", func(s *intake.Submission) { s.Applicant.MobileChangedOn = day(2026, 11, 23) }, readiness.Ready, 98},
		{"a document about to expire", validity(readiness.Date{}, day(2026, 12, 1)), readiness.Ready, 95},
		{"an expired document", validity(readiness.Date{}, day(2026, 11, 1)), readiness.Fix, 19},
		{"a face that was not passed", face(intake.NotPassed, noon), readiness.Fix, 27},
		{"a face check of yesterday", face(intake.Passed, noon.AddDate(0, 0, -1)), readiness.Incomplete, 53},
		{"a carrier that knows the mobile as another's", carrier(intake.Mismatch, noon), readiness.Ready, 88},
		{"elements that do not match", elements(3, intake.Mismatch, noon), readiness.Fix, 19},
		{"an old element check, and all else known", elements(4, intake.Match, noon.AddDate(0, -2, 0)), readiness.Ready, 100},
		{"cancelled card", func(s *intake.Submission) { s.Card.State = intake.StateCancelled }, readiness.Fix, 19},
		{"HVPS on a Saturday", func(s *intake.Submission) {
			s.Payout.System = intake.HVPS
			moveTo(s, noon.AddDate(0, 0, 4))
		}, readiness.Wait, 19},
		{"at night", func(s *intake.Submission) { moveTo(s, noon.Add(10*time.Hour)) }, readiness.Ready, 100},
		{"a smaller bank", func(s *intake.Submission) {
			s.Card.Number, s.Card.Issuer = intake.Hide("6210300000000007"), "BJBANK"
		}, readiness.Ready, 98},
		{"a bank stated that is not the card's", func(s *intake.Submission) { s.Card.Issuer = "ABC" }, readiness.Ready, 88},
		{"a card bound today", func(s *intake.Submission) { s.Card.BoundAt = noon }, readiness.Ready, 100},
		{"cards changed often", func(s *intake.Submission) { s.History.CardBindings30d = intake.Some[int64](3) }, readiness.Ready, 100},
		{"cards changed too often", func(s *intake.Submission) { s.History.CardBindings30d = intake.Some[int64](5) }, readiness.Ready, 97},
		{"a low platform score", func(s *intake.Submission) { s.History.PlatformScore = intake.Some[int64](50) }, readiness.Caution, 83},
		{"the same amount paid today", func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, Amount: s.Payout.Amount, SubmittedAt: noon}}
		}, readiness.Caution, 82},
		{"held after a block by risk control", func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, Channel: "unionpay", Product: "acp", Code: "38", EndedAt: noon}}
		}, readiness.Wait, 19},
		{"a fraud flag", func(s *intake.Submission) { s.Card.FraudListed = intake.Yes }, readiness.Stop, 19},
		{"three such at once", func(s *intake.Submission) {
			rename(s, "王小明", "王晓明")
			s.Card.State = intake.StateCancelled
			s.Card.Form = intake.Passbook
		}, readiness.Fix, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			r := readiness.Assess(s)
			require.Equal(t, c.verdict, r.Verdict, r)
			require.Equal(t, c.score, r.Score, r)
		})
	}
}

func rename(s *intake.Submission, claim, record string) {
	s.Applicant.Name, s.Card.Holder.Name = intake.Hide(claim), intake.Hide(record)
	s.Applicant.Verification.OCR.Name = s.Applicant.Name
}

func classII(s *intake.Submission, amount, today, year int64) {
	s.Card.AccountClass = intake.ClassII
	s.Card.FaceToFaceVerified = intake.Yes
	s.Payout.Amount = intake.Some(intake.Yuan(amount))
	s.Card.NonboundInboundToday = intake.Some(intake.Yuan(today))
	s.Card.NonboundInboundThisYear = intake.Some(intake.Yuan(year))
}

func TestNothingKnown(t *testing.T) {
	r := readiness.Assess(intake.Submission{})
	require.Equal(t, readiness.Incomplete, r.Verdict)
	require.Equal(t, 40, r.Score)
	require.Equal(t, 0, r.Floor)
	require.Equal(t, 100, r.Ceiling)
	var asked []intake.Field
	for _, q := range r.Questions() {
		asked = append(asked, q.Field)
	}
	for _, want := range []intake.Field{intake.FieldAt, intake.FieldApplicantName, intake.FieldApplicantDocumentNumber, intake.FieldCardNumber, intake.FieldPayoutAmount, intake.FieldHistoryAttempts} {
		require.Contains(t, asked, want)
	}
}

// One failed gate keeps the score below 40, whatever else passes.
func TestOneFailedGate(t *testing.T) {
	for name, change := range map[string]func(*intake.Submission){
		"document":  func(s *intake.Submission) { s.Applicant.Document.Number = intake.Hide("110101199003071234") },
		"under age": func(s *intake.Submission) { s.At = time.Date(2008, 3, 6, 12, 0, 0, 0, time.UTC) },
		"card":      func(s *intake.Submission) { s.Card.Number = intake.Hide("622202000000000012x") },
		"credit":    func(s *intake.Submission) { s.Card.Funding = 2; s.Card.Sources.Funding = intake.FromBank },
		"amount":    func(s *intake.Submission) { s.Payout.Amount = intake.Some(intake.Fen(0)) },
		"pending": func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomePending}}
		},
	} {
		s := full()
		change(&s)
		require.Less(t, readiness.Assess(s).Score, 40, name)
	}
}
