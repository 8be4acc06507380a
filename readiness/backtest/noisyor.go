package backtest

import "math"

// A cause is one thing that can make a payout fail, in a model in which each does so by
// itself: P(success) = (1 − base) · ∏ (1 − loss) over what was found. The score is such
// a product, too.
type noisyOr struct {
	patterns []pattern
	causes   int
}

// A pattern is a set of causes, and how many payouts with just these went through and
// failed. Counts are weighted where samples stand for more.
type pattern struct {
	causes    []int
	good, bad float64
}

const (
	fitRounds = 5000
	fitClose  = 1e-7
)

// fit returns the loss of each cause and the base loss that remains without any, by
// expectation and maximisation: a failure is shared out among the causes that were there,
// in proportion to how likely each was to bring it about. prior counts as that many
// payouts with each cause that went through: it draws what rests on few rows to zero.
func (m *noisyOr) fit(prior float64) (loss []float64, base float64) {
	loss = make([]float64, m.causes)
	seen := make([]float64, m.causes)
	all := 0.0
	for _, p := range m.patterns {
		all += p.good + p.bad
		for _, c := range p.causes {
			seen[c] += p.good + p.bad
		}
	}
	for c := range loss {
		loss[c] = 0.3
	}
	base = 0.01
	blame := make([]float64, m.causes)
	for range fitRounds {
		clear(blame)
		blameBase := 0.0
		for i := range m.patterns {
			p := &m.patterns[i]
			if p.bad == 0 {
				continue
			}
			pass := 1 - base
			for _, c := range p.causes {
				pass *= 1 - loss[c]
			}
			share := p.bad / max(1-pass, 1e-300)
			blameBase += share * base
			for _, c := range p.causes {
				blame[c] += share * loss[c]
			}
		}
		moved := 0.0
		next := blameBase / (all + prior)
		moved, base = math.Abs(next-base), next
		for c := range loss {
			if seen[c] == 0 {
				loss[c] = 0
				continue
			}
			next := blame[c] / (seen[c] + prior)
			moved = max(moved, math.Abs(next-loss[c]))
			loss[c] = next
		}
		if moved < fitClose {
			break
		}
	}
	return loss, base
}
