package backtest

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Sums and squares against math/big.
func TestBigIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Uint64Range(0, 1<<53-1), 0, 200).Draw(t, "amounts")
		var sum, squares Big
		wantSum, wantSquares := new(big.Int), new(big.Int)
		for _, n := range list {
			sum, squares = sum.plus(Big{lo: n}), squares.plus(square(n))
			x := new(big.Int).SetUint64(n)
			wantSum.Add(wantSum, x)
			wantSquares.Add(wantSquares, new(big.Int).Mul(x, x))
		}
		require.Equal(t, wantSum.String(), sum.String())
		require.Equal(t, wantSquares.String(), squares.String())
		var back Big
		require.NoError(t, back.UnmarshalText([]byte(squares.String())))
		require.Equal(t, squares, back)
	})
}

func TestBigReadsOnlyWhatItHolds(t *testing.T) {
	var b Big
	require.NoError(t, b.UnmarshalText([]byte("340282366920938463463374607431768211455")))
	require.Equal(t, Big{math.MaxUint64, math.MaxUint64}, b)
	for _, s := range []string{"340282366920938463463374607431768211456", "999999999999999999999999999999999999999", "-1", "", "1e3", "1234567890123456789012345678901234567890"} {
		require.Error(t, b.UnmarshalText([]byte(s)), s)
	}
}

// Wilson's bounds are where the observed share is just z95 deviations away: found here by
// bisection.
func TestRateIsWilsons(t *testing.T) {
	distance := func(p float64, r Rate) float64 { // in deviations
		return math.Abs(r.Value-p) / math.Sqrt(p*(1-p)/float64(r.Of))
	}
	for _, c := range [][2]int64{{1, 10}, {5, 10}, {3, 1000}, {999, 1000}, {40, 77}} {
		r := rate(c[0], c[1])
		low, high := 1e-12, r.Value
		for range 200 {
			if m := (low + high) / 2; distance(m, r) > z95 {
				low = m
			} else {
				high = m
			}
		}
		require.InDelta(t, low, r.Low, 1e-9, c)
		low, high = r.Value, 1-1e-12
		for range 200 {
			if m := (low + high) / 2; distance(m, r) > z95 {
				high = m
			} else {
				low = m
			}
		}
		require.InDelta(t, low, r.High, 1e-9, c)
	}
	require.Equal(t, Rate{High: 1}, rate(0, 0))
	require.Zero(t, rate(0, 5).Low)
	require.Equal(t, 1.0, rate(5, 5).High)
}

func drawScored(t *rapid.T) *scored {
	s := new(scored)
	for range rapid.IntRange(1, 60).Draw(t, "rows") {
		score := rapid.IntRange(0, 100).Draw(t, "score")
		if rapid.Bool().Draw(t, "good") {
			s[score].good++
		} else {
			s[score].bad++
		}
	}
	return s
}

// The area against every pair.
func TestAUCCountsPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScored(t)
		good, bad := s.totals()
		if good == 0 || bad == 0 {
			require.True(t, math.IsNaN(s.auc()))
			return
		}
		wins := 0.0
		for i := range s {
			for j := range s {
				pairs := float64(s[i].good * s[j].bad)
				switch {
				case i > j:
					wins += pairs
				case i == j:
					wins += pairs / 2
				}
			}
		}
		require.InDelta(t, wins/float64(good*bad), s.auc(), 1e-12)
	})
}

// The isotonic fit is max over starts of min over ends of the mean between them.
func TestIsotonicIsMaxMin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScored(t)
		fit := isotonic(s, 0)
		var list []block
		for score, c := range s {
			if c.good+c.bad > 0 {
				list = append(list, block{score, c.good, c.good + c.bad})
			}
		}
		for i := range list {
			want := 0.0
			for from := 0; from <= i; from++ {
				least := 1.0
				for to := i; to < len(list); to++ {
					var good, n int64
					for _, b := range list[from : to+1] {
						good, n = good+b.good, n+b.n
					}
					least = min(least, float64(good)/float64(n))
				}
				want = max(want, least)
			}
			b, ok := at(fit, list[i].from)
			require.True(t, ok)
			require.InDelta(t, want, b.rate(), 1e-12)
		}
		least := rapid.Int64Range(1, 20).Draw(t, "least")
		fit = isotonic(s, least)
		for i, b := range fit {
			require.True(t, b.n >= least || len(fit) == 1)
			require.True(t, i == 0 || fit[i-1].rate() < b.rate() && fit[i-1].from < b.from)
		}
	})
}

// Drawn numbers have the mean and the spread of a binomial distribution, by either way
// of drawing.
func TestBinomialHasItsMoments(t *testing.T) {
	for _, c := range []struct {
		n int64
		p float64
	}{{10, 0.3}, {1000, 0.02}, {1000, 0.98}, {100_000, 0.4}, {7, 0.5}} {
		r := random(3)
		const draws = 20_000
		sum, squares := 0.0, 0.0
		for range draws {
			k := float64(r.binomial(c.n, c.p))
			require.True(t, k >= 0 && k <= float64(c.n))
			sum, squares = sum+k, squares+k*k
		}
		mean, variance := float64(c.n)*c.p, float64(c.n)*c.p*(1-c.p)
		require.InDelta(t, mean, sum/draws, 5*math.Sqrt(variance/draws), c)
		require.InDelta(t, 1, (squares/draws-sum/draws*sum/draws)/variance, 0.05, c)
	}
}

// The interval of the area holds the true area in about 95 of 100 samples.
func TestAUCIntervalCovers(t *testing.T) {
	var truth scored
	for i := 0; i < 101; i += 10 {
		truth[i].good, truth[i].bad = int64(10+i/4), int64(35-i/4)
	}
	r := random(11)
	const runs = 200
	hits := 0
	for i := range runs {
		sample := truth.resample(&r)
		e := sample.aucInterval(uint64(i))
		require.True(t, e.Low <= e.Value && e.Value <= e.High)
		if e.Low <= truth.auc() && truth.auc() <= e.High {
			hits++
		}
	}
	require.InDelta(t, 0.95, float64(hits)/runs, 0.04)
}

// The fit is as likely as the best of a slow search by coordinates.
func TestNoisyOrIsTheLikeliest(t *testing.T) {
	likelihood := func(m *noisyOr, loss []float64, base, prior float64) float64 {
		sum := prior * math.Log(1-base)
		for _, l := range loss {
			sum += prior * math.Log(max(1-l, 1e-300))
		}
		for _, p := range m.patterns {
			q := 1 - base
			for _, c := range p.causes {
				q *= 1 - loss[c]
			}
			if p.good > 0 {
				sum += p.good * math.Log(max(q, 1e-300))
			}
			if p.bad > 0 {
				sum += p.bad * math.Log(max(1-q, 1e-300))
			}
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		m := &noisyOr{causes: 3}
		for _, causes := range [][]int{{}, {0}, {1}, {2}, {0, 1}, {1, 2}, {0, 1, 2}} {
			m.patterns = append(m.patterns, pattern{causes,
				float64(rapid.IntRange(1, 200).Draw(t, "good")), float64(rapid.IntRange(0, 200).Draw(t, "bad"))})
		}
		loss, base := m.fit(1)
		got := likelihood(m, loss, base, 1)
		// Each coordinate by itself can be made no likelier, and the function is concave
		// in the logarithms.
		for i := range 4 {
			for _, step := range []float64{-0.05, -0.01, -0.001, 0.001, 0.01, 0.05} {
				moved, b := append([]float64(nil), loss...), base
				if i < 3 {
					moved[i] = min(max(moved[i]+step, 0), 0.999999)
				} else {
					b = min(max(b+step, 0), 0.999999)
				}
				require.LessOrEqual(t, likelihood(m, moved, b, 1), got+1e-2)
			}
		}
	})
}
