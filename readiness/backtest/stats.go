package backtest

import (
	"math"
	"slices"
)

// A Rate is a share with its 95 % interval, and of how many it is.
type Rate struct {
	Of    int64   `json:"of"`
	Hits  int64   `json:"hits"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// z95 is the 97.5 % quantile of the normal distribution.
const z95 = 1.959963984540054

// rate returns hits of n with Wilson's interval, which stays within 0 and 1 and holds
// for few rows, too. Of nothing nothing is known: 0 to 1.
func rate(hits, n int64) Rate {
	if n <= 0 {
		return Rate{High: 1}
	}
	p, m := float64(hits)/float64(n), float64(n)
	const z2 = z95 * z95
	middle := (p + z2/(2*m)) / (1 + z2/m)
	half := z95 / (1 + z2/m) * math.Sqrt(p*(1-p)/m+z2/(4*m*m))
	return Rate{n, hits, p, max(0, min(p, middle-half)), min(1, max(p, middle+half))}
}

// An Estimate is a number with its 95 % interval.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// scored counts good and bad payouts by score.
type scored [101]struct{ good, bad int64 }

func (s *scored) totals() (good, bad int64) {
	for _, c := range s {
		good, bad = good+c.good, bad+c.bad
	}
	return good, bad
}

// auc is the probability that a payout that went through had a higher score than one
// that failed; a tie counts half. It is NaN without one of each.
func (s *scored) auc() float64 {
	good, bad := s.totals()
	if good == 0 || bad == 0 {
		return math.NaN()
	}
	var below int64 // failures with lower scores
	twice := 0.0
	for _, c := range s {
		twice += float64(c.good) * float64(2*below+c.bad)
		below += c.bad
	}
	return twice / 2 / float64(good) / float64(bad)
}

// aucInterval resamples the cells of score and outcome, as many payouts as there are, and
// takes the middle 95 % of what auc says of them.
func (s *scored) aucInterval(seed uint64) Estimate {
	const draws = 500
	r := random(seed)
	out := Estimate{Value: s.auc()}
	list := make([]float64, 0, draws)
	for range draws {
		again := s.resample(&r)
		if a := again.auc(); !math.IsNaN(a) {
			list = append(list, a)
		}
	}
	if len(list) == 0 {
		return Estimate{}
	}
	slices.Sort(list)
	out.Low, out.High = list[len(list)*25/1000], list[len(list)-1-len(list)*25/1000]
	return out
}

// resample draws from a multinomial distribution with the shares of the cells: cell by
// cell, each from what is left.
func (s *scored) resample(r *random) (out scored) {
	good, bad := s.totals()
	left, mass := good+bad, good+bad
	draw := func(n int64) int64 {
		if n == 0 || left == 0 {
			return 0
		}
		k := r.binomial(left, float64(n)/float64(mass))
		left, mass = left-k, mass-n
		return k
	}
	for i, c := range s {
		out[i].good = draw(c.good)
		out[i].bad = draw(c.bad)
	}
	return out
}

// random is a stream of random numbers, the same for the same seed: SplitMix64 of Steele,
// Lea and Flood (2014).
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float returns a number above 0 and below 1.
func (r *random) float() float64 { return (float64(r.next()>>11) + 0.5) * 0x1p-53 }

// normal returns a number of the standard normal distribution, by Box and Muller.
func (r *random) normal() float64 {
	return math.Sqrt(-2*math.Log(r.float())) * math.Cos(2*math.Pi*r.float())
}

// binomial returns how many of n trials succeed. Where many are expected it rounds a
// normal number, which an interval cannot tell from the exact one.
func (r *random) binomial(n int64, p float64) int64 {
	switch {
	case p >= 1:
		return n
	case p <= 0:
		return 0
	case p > 0.5:
		return n - r.binomial(n, 1-p)
	}
	mean := float64(n) * p
	if mean > 30 {
		k := math.Round(mean + r.normal()*math.Sqrt(mean*(1-p)))
		return int64(min(max(k, 0), float64(n)))
	}
	// The gaps between successes are geometric.
	var hits int64
	at, scale := 0.0, 1/math.Log1p(-p)
	for {
		at += math.Floor(math.Log(r.float())*scale) + 1
		if at > float64(n) {
			return hits
		}
		hits++
	}
}
