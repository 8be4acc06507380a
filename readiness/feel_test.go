package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

// How it should feel: everything known and good but for one thing.
func TestHowItShouldFeel(t *testing.T) {
	require.Equal(t, 100, readiness.Assess(full()).Score)
	for _, c := range []struct {
		name    string
		change  func(*readiness.Submission)
		verdict readiness.Verdict
		score   int
	}{
		{"declared Class I", func(s *readiness.Submission) { s.Card.Sources.AccountClass = readiness.Declared }, readiness.Ready, 97},
		{"rare character", func(s *readiness.Submission) { rename(s, "王韡", "王韡") }, readiness.Ready, 94},
		{"Class II within its caps", func(s *readiness.Submission) { classII(s, 1_000, 0, 0) }, readiness.Ready, 85},
		{"Class II near its caps", func(s *readiness.Submission) { classII(s, 8_500, 0, 0) }, readiness.Caution, 80},
		{"the hour in which banks close the day", func(s *readiness.Submission) { moveTo(s, noon.Add(11*time.Hour+30*time.Minute)) }, readiness.Ready, 85},
		{"VPN", func(s *readiness.Submission) { s.Device.VPNTransport = readiness.Yes }, readiness.Caution, 80},
		{"name in a variant form", func(s *readiness.Submission) { rename(s, "肖晓明", "萧晓明") }, readiness.Caution, 81},
		{"UnionPay number failing Luhn", func(s *readiness.Submission) { s.Card.Number = readiness.Hide("6222020000000000126") }, readiness.Caution, 80},
		{"name of the same sound", func(s *readiness.Submission) { rename(s, "王小明", "王晓明") }, readiness.Fix, 19},
		{"the bank's dot is another", func(s *readiness.Submission) { rename(s, "买买提·艾力", "买买提•艾力") }, readiness.Ready, 90},
		{"15-digit number at the bank", holderDocument(0, "110101900307123"), readiness.Ready, 95},
		{"another document at the bank", both(unchecked, both(born(day(1990, 3, 7)), both(image("王晓明", "E98765432"), holderDocument(readiness.Passport, "E12345678")))), readiness.Caution, 80},
		{"another document number at the bank", holderDocument(0, "110101199003071241"), readiness.Fix, 19},
		{"a virtual operator's number", both(mobile("17000001234"), holderMobile("17000001234")), readiness.Ready, 97},
		{"another mobile at the bank", holderMobile("13900005678"), readiness.Ready, 94},
		{"a mobile changed yesterday", func(s *readiness.Submission) { s.Applicant.MobileChangedOn = day(2026, 11, 23) }, readiness.Ready, 98},
		{"a document about to expire", validity(readiness.Date{}, day(2026, 12, 1)), readiness.Ready, 95},
		{"an expired document", validity(readiness.Date{}, day(2026, 11, 1)), readiness.Fix, 19},
		{"a face that was not passed", face(readiness.NotPassed, noon), readiness.Fix, 27},
		{"a face check of yesterday", face(readiness.Passed, noon.AddDate(0, 0, -1)), readiness.Ready, 85},
		{"a carrier that knows the mobile as another's", carrier(readiness.Mismatch, noon), readiness.Ready, 88},
		{"elements that do not match", elements(3, readiness.Mismatch, noon), readiness.Fix, 19},
		{"an old element check, and all else known", elements(4, readiness.Match, noon.AddDate(0, -2, 0)), readiness.Ready, 100},
		{"cancelled card", func(s *readiness.Submission) { s.Card.State = readiness.StateCancelled }, readiness.Fix, 19},
		{"HVPS on a Saturday", func(s *readiness.Submission) {
			s.Payout.System = readiness.HVPS
			moveTo(s, noon.AddDate(0, 0, 4))
		}, readiness.Wait, 19},
		{"at night", func(s *readiness.Submission) { moveTo(s, noon.Add(10*time.Hour)) }, readiness.Ready, 100},
		{"a smaller bank", func(s *readiness.Submission) {
			s.Card.Number, s.Card.Issuer = readiness.Hide("6210300000000007"), "BJBANK"
		}, readiness.Ready, 98},
		{"a bank stated that is not the card's", func(s *readiness.Submission) { s.Card.Issuer = "ABC" }, readiness.Ready, 88},
		{"a card bound today", func(s *readiness.Submission) { s.Card.BoundAt = noon }, readiness.Ready, 91},
		{"cards changed often", func(s *readiness.Submission) { s.History.CardBindings30d = readiness.Some[int64](3) }, readiness.Ready, 85},
		{"cards changed too often", func(s *readiness.Submission) { s.History.CardBindings30d = readiness.Some[int64](5) }, readiness.Caution, 80},
		{"a low platform score", func(s *readiness.Submission) { s.History.PlatformScore = readiness.Some[int64](70) }, readiness.Ready, 85},
		{"the same amount paid today", func(s *readiness.Submission) {
			s.History.Attempts = []readiness.Attempt{{Outcome: readiness.OutcomeSucceeded, Amount: s.Payout.Amount, SubmittedAt: noon}}
		}, readiness.Caution, 82},
		{"held after a block by risk control", func(s *readiness.Submission) {
			s.History.Attempts = []readiness.Attempt{{Outcome: readiness.OutcomeFailed, Channel: "unionpay", Product: "acp", Code: "38", EndedAt: noon}}
		}, readiness.Wait, 19},
		{"a fraud flag", func(s *readiness.Submission) { s.Card.FraudListed = readiness.Yes }, readiness.Stop, 19},
		{"three such at once", func(s *readiness.Submission) {
			rename(s, "王小明", "王晓明")
			s.Card.State = readiness.StateCancelled
			s.Card.Form = readiness.Passbook
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

func rename(s *readiness.Submission, claim, record string) {
	s.Applicant.Name, s.Card.Holder.Name = readiness.Hide(claim), readiness.Hide(record)
	s.Applicant.Verification.OCR.Name = s.Applicant.Name
}

func classII(s *readiness.Submission, amount, today, year int64) {
	s.Card.AccountClass = readiness.ClassII
	s.Card.FaceToFaceVerified = readiness.Yes
	s.Payout.Amount = readiness.Some(readiness.Yuan(amount))
	s.Card.NonboundInboundToday = readiness.Some(readiness.Yuan(today))
	s.Card.NonboundInboundThisYear = readiness.Some(readiness.Yuan(year))
}

func TestNothingKnown(t *testing.T) {
	r := readiness.Assess(readiness.Submission{})
	require.Equal(t, readiness.Incomplete, r.Verdict)
	require.Equal(t, 40, r.Score)
	require.Equal(t, 0, r.Floor)
	require.Equal(t, 100, r.Ceiling)
	var asked []readiness.Field
	for _, q := range r.Questions() {
		asked = append(asked, q.Field)
	}
	for _, want := range []readiness.Field{readiness.FieldAt, readiness.FieldApplicantName, readiness.FieldApplicantDocumentNumber, readiness.FieldCardNumber, readiness.FieldPayoutAmount, readiness.FieldHistoryAttempts} {
		require.Contains(t, asked, want)
	}
}

// One failed gate keeps the score below 40, whatever else passes.
func TestOneFailedGate(t *testing.T) {
	for name, change := range map[string]func(*readiness.Submission){
		"document":  func(s *readiness.Submission) { s.Applicant.Document.Number = readiness.Hide("110101199003071234") },
		"under age": func(s *readiness.Submission) { s.At = time.Date(2008, 3, 6, 12, 0, 0, 0, time.UTC) },
		"card":      func(s *readiness.Submission) { s.Card.Number = readiness.Hide("622202000000000012x") },
		"credit":    func(s *readiness.Submission) { s.Card.Funding = 2; s.Card.Sources.Funding = readiness.FromBank },
		"amount":    func(s *readiness.Submission) { s.Payout.Amount = readiness.Some(readiness.Fen(0)) },
		"pending": func(s *readiness.Submission) {
			s.History.Attempts = []readiness.Attempt{{Outcome: readiness.OutcomePending}}
		},
	} {
		s := full()
		change(&s)
		require.Less(t, readiness.Assess(s).Score, 40, name)
	}
}
