package readinesstest

import (
	"time"

	"github.com/payready/payready/readiness/intake"
)

// Amount sets the amount of the payout.
func Amount(f intake.Fen) Change {
	return func(s *intake.Submission) { s.Payout.Amount = intake.Some(f) }
}

// Through sets the channel. The policy's profile with that name, if any, then
// applies.
func Through(channel string) Change {
	return func(s *intake.Submission) { s.Payout.Channel = channel }
}

// Clearing sets the payout's clearing system.
func Clearing(system intake.System) Change {
	return func(s *intake.Submission) { s.Payout.System = system }
}

// Available sets the available balance of the merchant's account.
func Available(f intake.Fen) Change {
	return func(s *intake.Submission) { s.Payout.Available = intake.Some(f) }
}

// MerchantPaid sets what the merchant has paid through the channel today.
func MerchantPaid(f intake.Fen) Change {
	return func(s *intake.Submission) { s.Payout.MerchantPaidToday = intake.Some(f) }
}

// Account adds what is known of one of the merchant's channels.
func Account(r intake.PayoutRoute) Change {
	return func(s *intake.Submission) {
		s.Payout.Routes = append(s.Payout.Routes[:len(s.Payout.Routes):len(s.Payout.Routes)], r)
	}
}

// Health adds what is said of a bank, a channel or both, observed at a moment.
func Health(issuer, channel string, state intake.HealthState, asOf time.Time) Change {
	return func(s *intake.Submission) {
		s.Health = append(s.Health[:len(s.Health):len(s.Health)], intake.Health{Issuer: issuer, Channel: channel, State: state, AsOf: asOf})
	}
}

// HealthUntil says until when the last row of health is expected to hold.
func HealthUntil(t time.Time) Change {
	return func(s *intake.Submission) {
		s.Health = append([]intake.Health(nil), s.Health...)
		s.Health[len(s.Health)-1].Until = t
	}
}

// Attempted adds an earlier payout request.
func Attempted(a intake.Attempt) Change {
	return func(s *intake.Submission) {
		s.History.Attempts = append(s.History.Attempts[:len(s.History.Attempts):len(s.History.Attempts)], a)
	}
}

// Pending adds a payout that is still being processed.
func Pending(since time.Time) Change {
	return Attempted(another(intake.Attempt{Outcome: intake.OutcomePending, SubmittedAt: since}))
}

// Paid adds a payout that reached the card.
func Paid(at time.Time) Change {
	return Attempted(another(intake.Attempt{Outcome: intake.OutcomeSucceeded, SameCard: intake.Yes, SubmittedAt: at, EndedAt: at}))
}

// Refused adds a payout to the card that failed with a code of a channel's product.
// All three may be "".
func Refused(at time.Time, channel, product, code string) Change {
	return Attempted(refused(at, channel, product, code))
}

func refused(at time.Time, channel, product, code string) intake.Attempt {
	return another(intake.Attempt{
		Outcome: intake.OutcomeFailed, SameCard: intake.Yes, SubmittedAt: at, EndedAt: at,
		Channel: channel, Product: product, Code: code,
	})
}

// another makes the attempt one of another order than Known's.
func another(a intake.Attempt) intake.Attempt {
	a.OrderID, a.Amount = "order-0", intake.Some(intake.Yuan(500))
	return a
}

// Rebound sets how often cards were bound in 30 days.
func Rebound(times int64) Change {
	return func(s *intake.Submission) { s.History.CardBindings30d = intake.Some(times) }
}

// BoundAt sets when the card was bound.
func BoundAt(t time.Time) Change {
	return func(s *intake.Submission) { s.Card.BoundAt = t }
}

// ElementFailures sets how many element checks failed today.
func ElementFailures(n int64) Change {
	return func(s *intake.Submission) { s.History.ElementFailuresToday = intake.Some(n) }
}

// DeviceShared sets how many people's documents were used on the device.
func DeviceShared(people int64) Change {
	return func(s *intake.Submission) { s.History.DocumentsOnDevice = intake.Some(people) }
}

// CardShared says how many people bound the card.
func CardShared(people int64) Change {
	return func(s *intake.Submission) { s.History.DocumentsOnCard = intake.Some(people) }
}

// Reviewed sets what a reviewer decided.
func Reviewed(r intake.Review) Change { return func(s *intake.Submission) { s.Review = r } }

// PlatformScore sets the platform's own score, from 0 to 100, the best.
func PlatformScore(n int64) Change {
	return func(s *intake.Submission) { s.History.PlatformScore = intake.Some(n) }
}
