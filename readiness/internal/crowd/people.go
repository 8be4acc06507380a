package main

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"time"

	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// A habit changes some of the payouts.
type habit struct {
	often float64
	kit.Change
}

// known is how often a wallet does not know what the checks ask: it has asked the bank or
// the device, and an older client or a smaller bank did not say.
var known = []struct {
	often  float64
	inputs []intake.Field
}{
	{0.80, []intake.Field{intake.FieldCardAccountClass}},
	{0.60, []intake.Field{intake.FieldCardState, intake.FieldCardStateAt}},
	{0.40, []intake.Field{intake.FieldCardNonCounter}},
	{0.50, []intake.Field{intake.FieldCardOnlineTransfer}},
	{0.20, []intake.Field{intake.FieldCardFraudListed, intake.FieldCardJudicialFreeze}},
	{0.55, []intake.Field{intake.FieldCardHolderName}},
	{0.35, []intake.Field{intake.FieldCardHolderDocumentNumber}},
	{0.35, []intake.Field{intake.FieldCardHolderMobile}},
	{0.95, []intake.Field{intake.FieldCardElementCheckResult, intake.FieldCardElementCheckAt}},
	{0.70, []intake.Field{intake.FieldApplicantCarrierResult}},
	{0.85, []intake.Field{intake.FieldApplicantOCRName, intake.FieldApplicantOCRNumber}},
	{0.60, []intake.Field{intake.FieldApplicantScreeningResult}},
	{0.65, []intake.Field{intake.FieldApplicantMobileChangedOn, intake.FieldApplicantMobileReissued}},
	{0.96, []intake.Field{intake.FieldApplicantDocumentLongTerm, intake.FieldApplicantDocumentIssuedOn}},
	{0.90, []intake.Field{intake.FieldDeviceVPNTransport}},
	{0.80, []intake.Field{intake.FieldDeviceSystemProxy}},
	{0.70, []intake.Field{intake.FieldDeviceGPSCountry}},
	{0.60, []intake.Field{intake.FieldDeviceSIMCountry}},
	{0.85, []intake.Field{intake.FieldDeviceRooted, intake.FieldDeviceEmulator}},
	{0.55, []intake.Field{intake.FieldDeviceRemoteControl, intake.FieldDeviceScreenSharing}},
	{0.60, []intake.Field{intake.FieldNetworkIPRecords}},
	{0.75, []intake.Field{intake.FieldPayoutAvailable}},
	{0.50, []intake.Field{intake.FieldHistoryPlatformScore}},
	{0.80, []intake.Field{intake.FieldHistoryCardBindings30d, intake.FieldHistoryApplications30d}},
	{0.65, []intake.Field{intake.FieldHistoryDocumentsOnCard, intake.FieldHistoryDocumentsOnDevice, intake.FieldHistoryDocumentsOnMobile}},
}

// anybody is what is the matter with one customer in so many.
var anybody = []habit{
	{0.010, kit.BankName("王小明")},                 // a homophone in the bank's record
	{0.006, kit.BankName("李雷")},                  // another person's card
	{0.008, kit.ImageShows("王晓朋", kit.Document)}, // a slip of the reader
	{0.006, kit.InState(intake.StateFrozen)},     // by a court, or after a fraud
	{0.005, kit.InState(intake.StateReportedLost)},
	{0.008, kit.InState(intake.StateDormant)},
	{0.004, kit.InState(intake.StateCancelled)},
	{0.010, kit.NonCounter(intake.NonCounterSuspended)},
	{0.060, kit.WithVPN},
	{0.015, kit.OnDevice(yes(func(d *intake.Device) *intake.Fact { return &d.Rooted }))},
	{0.004, kit.OnDevice(yes(func(d *intake.Device) *intake.Fact { return &d.RemoteControl }))},
	{0.010, kit.OnDevice(yes(func(d *intake.Device) *intake.Fact { return &d.ScreenSharing }))},
	{0.015, kit.Located("HK", "CN", "HK")},        // on a journey
	{0.040, kit.OnNetwork(intake.WiFi, 450, 200)}, // a poor line
	{0.020, kit.ClockOff(900)},
	{0.012, kit.MobileReissued},
	{0.030, kit.BankMobile("13900139000")}, // the number was changed, the bank not told
	{0.020, kit.Rebound(3)},
	{0.006, kit.DeviceShared(4)},
	{0.004, kit.CardShared(3)},
	{0.040, kit.PlatformScore(45)},
	{0.006, faceFailed},
	{0.030, kit.Without(intake.FieldApplicantFaceResult)}, // a code by SMS that the backend does not hand on
	{0.010, kit.Available(intake.Yuan(100))},              // the prefunded account has run low
	{0.012, mistyped},
}

// yes answers yes for one fact of the device.
func yes(of func(*intake.Device) *intake.Fact) func(*intake.Device) {
	return func(d *intake.Device) { *of(d) = intake.Yes }
}

// payouts makes up n payouts. The same seed gives the same ones.
func payouts(seed uint64, n int) iter.Seq[intake.Submission] {
	return func(yield func(intake.Submission) bool) {
		r := rand.New(rand.NewPCG(seed, 0)) // #nosec G404 -- made-up people, no secrets
		for i := range n {
			if !yield(payout(r, i)) {
				return
			}
		}
	}
}

func payout(r *rand.Rand, i int) intake.Submission {
	at := moment(r)
	s := kit.Ready(kit.At(at), kit.Amount(amount(r)))
	s.ID = fmt.Sprintf("crowd-%d", i)
	s.Payout.OrderID = fmt.Sprintf("order-%d", i)
	s.Applicant.Screening.At = at
	account(r, &s)
	customer(r, &s)
	for _, h := range anybody {
		if r.Float64() < h.often {
			h.Change(&s)
		}
	}
	var unknown []intake.Field
	for _, k := range known {
		if r.Float64() >= k.often {
			unknown = append(unknown, k.inputs...)
		}
	}
	kit.Without(unknown...)(&s)
	return s
}

// moment is when people ask for money: mostly by day, every day of two weeks, one in ten
// at night.
func moment(r *rand.Rand) time.Time {
	day := time.Date(2026, 11, 16+r.IntN(14), 0, 0, 0, 0, workday.China)
	hour := 9 + 14*r.Float64()
	if r.Float64() < 0.1 {
		hour = 24 * r.Float64()
	}
	return day.Add(time.Duration(hour * float64(time.Hour))).Truncate(time.Second)
}

// amount is 200 to 50,000 yuan, round as people ask for it.
func amount(r *rand.Rand) intake.Fen {
	yuan := math.Exp(math.Log(200) + r.Float64()*math.Log(250))
	return intake.Yuan(100 * int64(max(2, math.Round(yuan/100))))
}

// account is the bound account: one in five is of Class II, and some of those have
// received money today.
func account(r *rand.Rand, s *intake.Submission) {
	if r.Float64() >= 0.2 {
		return
	}
	s.Card.AccountClass = intake.ClassII
	if r.Float64() < 0.5 {
		today := intake.Yuan(1000 * r.Int64N(8))
		s.Card.NonboundInboundToday = intake.Some(today)
		s.Card.NonboundInboundThisYear = intake.Some(today + intake.Yuan(1000*r.Int64N(150)))
	}
}

// customer gives seven in ten customers a history: paid one to eight times, a failure in
// some of them, and a payout still open in a few.
func customer(r *rand.Rand, s *intake.Submission) {
	if r.Float64() >= 0.7 {
		s.Card.BoundAt = s.At.Add(-time.Duration(1+r.IntN(72)) * time.Hour)
		if r.Float64() < 0.1 {
			s.History.Attempts = nil // nobody asked the ledger
		}
		return
	}
	for n := 1 + r.IntN(8); n > 0; n-- {
		past(r, s, intake.Attempt{Outcome: intake.OutcomeSucceeded}, 24*time.Hour, 300*24*time.Hour)
	}
	if r.Float64() < 0.15 {
		code := []string{"BANK_CARD_STATUS_ABNORMAL", "BANK_CARD_COLLECTIONS_ABOVE_QUOTA", "BANK_CARD_CARD_INFO_WRONG", "OTHER_FAIL_REASON_TYPE"}[r.IntN(4)]
		fixed := intake.Fact(r.IntN(3)) // unknown, no, yes
		past(r, s, intake.Attempt{Outcome: intake.OutcomeFailed, Channel: "wechatpay", Product: "batch", Code: code, Fixed: fixed}, time.Hour, 20*24*time.Hour)
	}
	if r.Float64() < 0.02 {
		past(r, s, intake.Attempt{Outcome: intake.OutcomePending}, time.Minute, time.Hour)
	}
}

// past adds an attempt that ended between least and most ago.
func past(r *rand.Rand, s *intake.Submission, a intake.Attempt, least, most time.Duration) {
	ended := s.At.Add(-least - time.Duration(r.Float64()*float64(most-least))).Truncate(time.Second)
	a.OrderID = fmt.Sprintf("%s-%d", s.Payout.OrderID, len(s.History.Attempts))
	a.SubmittedAt, a.SameCard = ended.Add(-time.Minute), intake.Yes
	if a.Outcome != intake.OutcomePending {
		a.EndedAt = ended
	}
	a.Amount = intake.Some(amount(r))
	s.History.Attempts = append(s.History.Attempts, a)
}

// faceFailed is a face check that did not pass just now.
func faceFailed(s *intake.Submission) { kit.FaceChecked(intake.NotPassed, s.At)(s) }

// mistyped is a card number with a wrong digit, of which the bank knows nothing.
func mistyped(s *intake.Submission) {
	kit.Numbered("6222020000000000126")(s)
	kit.ElementsSaid(intake.Mismatch, s.At)(s)
}
