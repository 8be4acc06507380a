package readiness_test

import (
	"fmt"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// order is a row of a database of yours.
type order struct {
	ID, Name, Document, Mobile, Card string

	Expires   workday.Date // of the document
	Amount    intake.Fen
	Who       intake.FactorCheck  // the code from the bank that the applicant entered
	Whose     intake.ElementCheck // that the bank matched when the card was bound
	State     intake.CardState    // what the bank said of the card, if it did
	Attempts  []intake.Attempt    // nil is not known, empty is none
	HeldUntil time.Time           // until when an earlier report told it to wait
}

// submission is all that you know. What you do not know, leave out.
func (o order) submission(now time.Time) intake.Submission {
	sub := intake.Submission{ID: o.ID, At: now}
	sub.Applicant.Name, sub.Applicant.Mobile = intake.Hide(o.Name), intake.Hide(o.Mobile)
	sub.Applicant.Document.Number, sub.Applicant.Document.ExpiresOn = intake.Hide(o.Document), o.Expires
	sub.Card.Number, sub.Card.State, sub.Card.ElementCheck = intake.Hide(o.Card), o.State, o.Whose
	sub.Payout.OrderID, sub.Payout.Amount, sub.Payout.HeldUntil = o.ID, intake.Some(o.Amount), o.HeldUntil
	sub.Applicant.Verification.SMS, sub.History.Attempts = o.Who, o.Attempts
	return sub
}

// next says what to do with an order before the channel is asked for anything.
func next(report readiness.Report) string {
	switch report.Verdict {
	case readiness.Ready:
		return "pay out"
	case readiness.Caution:
		return "have somebody decide" // the risk that is left is yours to take
	case readiness.Paid:
		return "book it as paid" // and do not pay again
	case readiness.Stop:
		return "close the order" // nothing mends it
	case readiness.Review:
		return "have your staff look at it" // and tell the applicant no more than ForApplicant does
	case readiness.Wait:
		for f := range report.Failed() {
			if f.Gate && f.Kind == readiness.Query { // query it, or escalate
				return f.Action().Text.In(readiness.EN)
			}
		}
		if !report.EarliestAt.IsZero() { // keep it as the order's HeldUntil
			return "again at " + report.EarliestAt.Format(time.DateTime)
		}
	case readiness.Incomplete:
		for _, q := range report.Questions() { // the largest swing first
			return "ask for the " + q.Text(readiness.EN)
		}
	case readiness.Fix:
		for _, fix := range report.Fixes() { // the least effort first
			if fix.Action.Owner == remedy.Applicant {
				return "tell the applicant: " + fix.Action.Text.In(readiness.EN)
			}
		}
	}
	return "give it to support"
}

func Example_orders() {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)
	o := order{
		ID: "loan-1", Name: "王晓明", Document: "110101199003071233", Mobile: "13800001234",
		Card: "6222020000000000125", Amount: intake.Yuan(8_000), Attempts: []intake.Attempt{}, Expires: workday.Date{Year: 2040, Month: 5, Day: 6},
		Who:   intake.FactorCheck{Result: intake.Passed, At: now.Add(-time.Minute)},
		State: intake.StateNormal,
		Whose: intake.ElementCheck{Elements: intake.Some[int64](3), Result: intake.Match, At: now.AddDate(0, -6, 0)},
	}
	fmt.Println(next(readiness.Assess(o.submission(now))))

	o.Attempts = []intake.Attempt{{Outcome: intake.OutcomePending, SubmittedAt: now.Add(-time.Hour)}}
	fmt.Println(next(readiness.Assess(o.submission(now))))

	o.Attempts = []intake.Attempt{{Outcome: intake.OutcomePending, SubmittedAt: now.AddDate(0, 0, -10)}}
	fmt.Println(next(readiness.Assess(o.submission(now))))

	o.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, Amount: intake.Some(o.Amount), EndedAt: now.Add(-time.Minute)}}
	fmt.Println(next(readiness.Assess(o.submission(now))))

	o.Attempts[0].OrderID = o.ID
	fmt.Println(next(readiness.Assess(o.submission(now))))

	o.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, SameCard: intake.Yes, EndedAt: now.Add(-20 * time.Hour)}}
	fmt.Println(next(readiness.Assess(o.submission(now))))

	failed := o.Attempts[0]
	o.Attempts = []intake.Attempt{failed, {Outcome: intake.OutcomePending, SubmittedAt: now.Add(-time.Hour)}}
	fmt.Println(next(readiness.Assess(o.submission(now))))

	o.Attempts, o.State = []intake.Attempt{failed}, intake.StateCancelled
	fmt.Println(next(readiness.Assess(o.submission(now))))

	o = order{Card: o.Card, Amount: o.Amount, Attempts: []intake.Attempt{}}
	fmt.Println(next(readiness.Assess(o.submission(now))))

	for _, v := range []readiness.Verdict{readiness.Review, readiness.Stop} {
		fmt.Println(next(readiness.Report{Verdict: v}))
	}
	// Output:
	// pay out
	// Query the order first. Until the result is clear, do not change the order number and do not pay again.
	// Have the channel look into it by hand and give the order number. Do not pay again.
	// have somebody decide
	// book it as paid
	// again at 2026-11-24 16:00:00
	// Query the order first. Until the result is clear, do not change the order number and do not pay again.
	// tell the applicant: Bind another debit card of your own that is in normal use.
	// ask for the document number
	// have your staff look at it
	// close the order
}
