package readiness_test

import (
	"fmt"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// order is a row of somebody's own database.
type order struct {
	ID, Name, Document, Mobile, Card string
	Amount                           readiness.Fen
	State                            readiness.CardState // what the bank said of the card, if it did
	Attempts                         []readiness.Attempt // nil is not known, empty is none
}

// next says what to do with an order before the channel is asked for anything.
func next(o order, now time.Time) string {
	sub := readiness.Submission{ID: o.ID, At: now}
	sub.Applicant.Name, sub.Applicant.Mobile = readiness.Hide(o.Name), readiness.Hide(o.Mobile)
	sub.Applicant.Document.Number = readiness.Hide(o.Document)
	sub.Card.Number, sub.Card.State = readiness.Hide(o.Card), o.State
	sub.Payout.Amount, sub.History.Attempts = readiness.Some(o.Amount), o.Attempts
	// … everything you know. What you do not know, leave out.

	report := readiness.Assess(sub)
	switch report.Verdict {
	case readiness.Ready, readiness.Caution:
		return "pay out"
	case readiness.Wait:
		if report.EarliestAt.IsZero() || !report.NextQueryAt.IsZero() {
			return "query the earlier payout"
		}
		return "again at " + report.EarliestAt.Format(time.DateTime)
	case readiness.Incomplete:
		if q := report.Questions(); len(q) > 0 { // the largest swing first
			return "ask for the " + q[0].Text(readiness.EN)
		}
	}
	for _, fix := range report.Fixes() { // the least effort first
		if fix.Action.Fixer == remedy.Applicant {
			return "tell the applicant: " + fix.Action.Text.In(readiness.EN)
		}
	}
	return "give it to support"
}

func Example() {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)
	o := order{
		ID: "loan-1", Name: "王晓明", Document: "110101199003071233", Mobile: "13800001234",
		Card: "6222020000000000125", Amount: readiness.Yuan(8_000), Attempts: []readiness.Attempt{},
	}
	fmt.Println(next(o, now))

	o.Attempts = []readiness.Attempt{{Outcome: readiness.OutcomePending, SubmittedAt: now.Add(-time.Hour)}}
	fmt.Println(next(o, now))

	o.Attempts = []readiness.Attempt{{Outcome: readiness.OutcomeFailed, SameCard: readiness.Yes, EndedAt: now.Add(-20 * time.Hour)}}
	fmt.Println(next(o, now))

	failed := o.Attempts[0]
	o.Attempts = []readiness.Attempt{failed, {Outcome: readiness.OutcomePending, SubmittedAt: now.Add(-time.Hour)}}
	fmt.Println(next(o, now))

	o.Attempts, o.State = []readiness.Attempt{failed}, readiness.StateCancelled
	fmt.Println(next(o, now))

	fmt.Println(next(order{Card: o.Card, Amount: o.Amount, Attempts: []readiness.Attempt{}}, now))
	// Output:
	// pay out
	// query the earlier payout
	// again at 2026-11-24 16:00:00
	// query the earlier payout
	// tell the applicant: Bind another debit card of your own that is in normal use.
	// ask for the document number
}
