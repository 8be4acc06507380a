package readinesstest

import (
	"time"

	"github.com/payready/payready/readiness"
)

// Amount is what is to be paid.
func Amount(f readiness.Fen) Change {
	return func(s *readiness.Submission) { s.Payout.Amount = readiness.Some(f) }
}

// Through is the channel that is to pay. The policy's profile of that name, if
// it has one, then counts.
func Through(channel string) Change {
	return func(s *readiness.Submission) { s.Payout.Channel = channel }
}

// Clearing is the clearing system that the payout takes.
func Clearing(system readiness.System) Change {
	return func(s *readiness.Submission) { s.Payout.System = system }
}

// Available is what the merchant's account can still pay.
func Available(f readiness.Fen) Change {
	return func(s *readiness.Submission) { s.Payout.Available = readiness.Some(f) }
}

// MerchantPaid is what the merchant has paid through the channel today.
func MerchantPaid(f readiness.Fen) Change {
	return func(s *readiness.Submission) { s.Payout.MerchantPaidToday = readiness.Some(f) }
}

// Attempted adds an earlier payout request.
func Attempted(a readiness.Attempt) Change {
	return func(s *readiness.Submission) {
		s.History.Attempts = append(s.History.Attempts[:len(s.History.Attempts):len(s.History.Attempts)], a)
	}
}

// Pending adds a payout that is still being processed.
func Pending(since time.Time) Change {
	return Attempted(readiness.Attempt{Outcome: readiness.OutcomePending, SubmittedAt: since})
}

// Paid adds a payout that reached the card.
func Paid(at time.Time) Change {
	return Attempted(readiness.Attempt{Outcome: readiness.OutcomeSucceeded, SameCard: readiness.Yes, SubmittedAt: at, EndedAt: at})
}

// Refused adds a payout to the card that failed with a code of a channel's
// product; all three may be "".
func Refused(at time.Time, channel, product, code string) Change {
	return Attempted(refused(at, channel, product, code))
}

func refused(at time.Time, channel, product, code string) readiness.Attempt {
	return readiness.Attempt{
		Outcome: readiness.OutcomeFailed, SameCard: readiness.Yes, SubmittedAt: at, EndedAt: at,
		Channel: channel, Product: product, Code: code,
	}
}

// Rebound is how often cards were bound in 30 days.
func Rebound(times int64) Change {
	return func(s *readiness.Submission) { s.History.CardBindings30d = readiness.Some(times) }
}

// BoundAt is when the card was bound.
func BoundAt(t time.Time) Change {
	return func(s *readiness.Submission) { s.Card.BoundAt = t }
}

// ElementFailures is how many element checks failed today.
func ElementFailures(n int64) Change {
	return func(s *readiness.Submission) { s.History.ElementFailuresToday = readiness.Some(n) }
}

// DeviceShared is how many people's documents were used on the device.
func DeviceShared(people int64) Change {
	return func(s *readiness.Submission) { s.History.DocumentsOnDevice = readiness.Some(people) }
}

// PlatformScore is the platform's own score, 0 to 100, higher is worse.
func PlatformScore(n int64) Change {
	return func(s *readiness.Submission) { s.History.PlatformScore = readiness.Some(n) }
}
