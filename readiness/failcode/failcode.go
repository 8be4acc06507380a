// Package failcode explains the failure codes of payouts: what went wrong, who
// can fix it, and whether anything may be sent again.
//
// For most uses, call [Diagnose] with the channel, the product, the order's
// status and the code. Call [Assess] if your own books also record an outcome,
// and [Pending] for an order that hangs. [DiagnoseText] reads a bank's message
// that has no code. [Default] is the built-in table; [Table.Overlay] adds codes
// of your own.
//
// A code means nothing without its channel and product: 61 is an invalid card
// number in one UnionPay interface and an exceeded limit in another.
//
// So that no advice can pay twice, every answer follows these rules:
//
//   - While the status is not final, query first, whatever the code says.
//     Without a status, never send under a new order number.
//   - An order that is not found has not failed. Its result is unknown.
//   - Without a final status, the result of an unlisted code is unknown.
//   - Unknown names do not relax a rule: an unknown product may be any product
//     of its channel, and an unknown channel is searched for words of doubt.
//   - A defective success (UnionPay A2, A4, A5, A6) is a success.
//   - A new order number is allowed only after a final failure.
//
// The zero value of every type is the careful answer: query first, keep the
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

// A Cause is the meaning of one code of one product. It is comparable.
//
// Retry, Order and Money hold only for an order known to have failed. To find
// out what may be done about an order with this code, use [Assess].
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
	// The API refused the request: it created no order, and the money has not
	// moved even if there is no status.
	Refused       bool
	ResendDays    int    // days the channel accepts the identical request, counting the day of submission; 0 for the product's term
	DeadlineHours int    // hours in which to act; 0 if no term is known
	Source        string // ID of a Source, or any text in an overlay

	action  string
	checks  string // IDs joined with ";"
	meaning remedy.Text
}

// Action returns what to do about the cause, and who does it.
func (c Cause) Action() remedy.Action {
	a, _ := remedy.ActionByID(c.action)
	return a
}

// Owner returns who can fix the cause.
func (c Cause) Owner() remedy.Owner { return c.Action().Owner }

// Meaning explains the code in this library's own words.
func (c Cause) Meaning() remedy.Text { return c.meaning }

// Checks yields the IDs of the readiness checks that would have detected the
// cause before the payout. Causes that cannot be foreseen have none.
func (c Cause) Checks() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range strings.SplitSeq(c.checks, ";") {
			if id != "" && !yield(id) {
				return
			}
		}
	}
}

// PreventedBy reports whether the check would have detected the cause.
func (c Cause) PreventedBy(check string) bool {
	for id := range c.Checks() {
		if id == check {
			return true
		}
	}
	return false
}

// ClearsAt returns when a cause that occurred at failedAt clears by time alone.
// It returns false if time does not clear the cause, if the time is not known
// (as for maintenance), and if it depends on working days outside cal.
// A nil cal means [workday.Default].
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
		return cal.EndOf(d, 3)
	}
	if !next.IsValid() {
		return time.Time{}, false
	}
	return next.Start(), true
}

// A Source is a public document from which codes were taken. The table does not
// contain the vendors' sentences.
type Source struct {
	ID, Title, URL, Licence string
	Read                    string // year and month
}
