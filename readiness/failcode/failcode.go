// Package failcode says what the failure code of a payout means: what went
// wrong, who can put it right, and whether anything may be sent again.
//
// For most uses, call [Diagnose] with the channel, the product, the order's
// status and the code, [Assess] when the order is also booked somewhere, or
// [Pending] for one that hangs. [DiagnoseText] reads the sentence of a bank that
// gives no code. [Default] holds the codes built into this version;
// [Table.Overlay] adds a caller's own.
//
// A code means nothing without its channel and product: 61 is an invalid card
// number in one UnionPay interface and an exceeded limit in the other.
//
// The laws that every answer keeps, so that nothing here can pay twice:
//
//   - While the status is not final, the answer is to query first, whatever
//     the code says. Without a status nothing is ever sent under a new number.
//   - An order that is not found has not failed. Its result is unknown.
//   - Without a final status, a code that is not listed is in doubt.
//   - A name that is not known switches nothing off: a product may be any of its
//     channel, and an unknown channel is read by words of doubt.
//   - A defective success (UnionPay A2, A4, A5, A6) is a success.
//   - A new order number is allowed only after a final failure.
//
// The zero value of every type here is the careful one: query first, keep the
// order number, the money may have moved.
package failcode

//go:generate go run ./internal/gen

import (
	"iter"
	"strings"
	"time"

	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// A Cause is what one code of one product means. It is comparable.
//
// Retry, Order and Money hold for an order that is known to have failed; what
// may be done about an order with this code is for [Assess] to say.
type Cause struct {
	Channel, Product string // as the table writes them
	Code             string // in capitals
	Category         Category
	Origin           Origin
	Scope            Scope
	Direction        Direction
	Retry            Retry
	Order            Order
	Money            Money
	Clears           Clears
	Confidence       Confidence
	// The API refused the request: no order came of it, and even without a status
	// the money has not moved.
	Refused       bool
	ResendDays    int    // in which the identical request is taken, the day of submission among them; 0 for the product's
	DeadlineHours int    // within which the action is to be taken, 0 for no known term
	Source        string // ID of a Source, or the overlay's own word

	action  string
	checks  string // IDs joined with ";"
	meaning remedy.Text
}

// Action returns what is to be done about the cause, and by whom.
func (c Cause) Action() remedy.Action {
	a, _ := remedy.ActionByID(c.action)
	return a
}

// Owner returns who can put the cause right.
func (c Cause) Owner() remedy.Owner { return c.Action().Owner }

// Meaning returns what the code says, in this library's own words.
func (c Cause) Meaning() remedy.Text { return c.meaning }

// Checks returns the IDs of the readiness checks that would have seen the
// cause before the payout. Some causes cannot be foreseen and have none.
func (c Cause) Checks() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range strings.SplitSeq(c.checks, ";") {
			if id != "" && !yield(id) {
				return
			}
		}
	}
}

// PreventedBy reports whether that check would have seen the cause.
func (c Cause) PreventedBy(check string) bool {
	for id := range c.Checks() {
		if id == check {
			return true
		}
	}
	return false
}

// ClearsAt returns the moment from which the cause, met at failedAt, no longer
// holds by time alone. It is false for a cause that time does not clear, or
// clears at no known time (a maintenance), and when the moment depends on
// working days that cal does not know. A nil cal is [workday.Default].
//
// Days, months and years are those of China.
func (c Cause) ClearsAt(failedAt time.Time, cal *workday.Calendar) (time.Time, bool) {
	d := workday.DateOf(failedAt)
	if d.IsZero() {
		return time.Time{}, false
	}
	if cal == nil {
		cal = workday.Default()
	}
	var next workday.Date
	switch c.Clears {
	case ClearsNextMinute:
		return failedAt.Add(time.Minute), true
	case ClearsAfter24Hours:
		return failedAt.Add(24 * time.Hour), true
	case ClearsNextDay:
		next = d.AddDays(1)
	case ClearsNextMonth:
		next = workday.Date{Year: d.Year, Month: d.Month, Day: 1}.AddDays(31)
		next.Day = 1
	case ClearsNextYear:
		next = workday.Date{Year: d.Year, Month: 1, Day: 1}.AddYears(1)
	case ClearsNextWorkday:
		return cal.StartOf(d, 1)
	case ClearsAfter3Workdays:
		return cal.StartOf(d, 3)
	}
	if !next.IsValid() {
		return time.Time{}, false
	}
	return next.Start(), true
}

// A Source is a public document that codes were read from. The vendors'
// sentences are not part of the table.
type Source struct {
	ID, Title, URL, Licence string
	Read                    string // year and month
}
