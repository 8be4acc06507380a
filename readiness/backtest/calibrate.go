package backtest

import (
	"errors"
	"math"
	"slices"

	"github.com/payready/payready/readiness"
)

// A ScoreAnswer says how well scores tell what goes through from what fails, and how
// true the probabilities are that Calibrate would make of them. Those are judged on rows
// other than they were fitted on: each fifth of the rows by a fit to the other four.
type ScoreAnswer struct {
	AUC         Estimate          `json:"auc"`         // the probability that a failure had the lower score; 0.5 is chance
	Brier       float64           `json:"brier"`       // mean squared error; less is better
	BrierOfRate float64           `json:"brier_rate"`  // of saying the overall rate each time
	LogLoss     float64           `json:"log_loss"`    // mean, in nats
	Error       float64           `json:"error"`       // expected calibration error
	Reliability []ReliabilityStep `json:"reliability"` // by what was said
}

// A ReliabilityStep compares what was said with what came true.
type ReliabilityStep struct {
	From   int     `json:"from"` // lowest and highest score
	To     int     `json:"to"`
	Said   float64 `json:"said"` // mean probability of success
	Became Rate    `json:"became"`
}

func (s *Summary) scoreAnswer(o *Options) ScoreAnswer {
	all := s.scored(nil)
	good, bad := all.totals()
	var out ScoreAnswer
	if good == 0 || bad == 0 {
		return out
	}
	out.AUC = all.aucInterval(o.Seed)
	j := s.judge(o.least())
	p := float64(good) / float64(good+bad)
	out.BrierOfRate = p * (1 - p)
	if j.n > 0 {
		out.Brier, out.LogLoss = j.brier/float64(j.n), j.logLoss/float64(j.n)
	}
	out.Reliability = j.steps(isotonic(all, o.least()))
	for _, step := range out.Reliability {
		out.Error += math.Abs(step.Said-step.Became.Value) * float64(step.Became.Of) / float64(j.n)
	}
	return out
}

// A judgement adds up what was said of rows that the fit had not seen.
type judgement struct {
	n              int64
	brier, logLoss float64
	said           [101]float64 // sums, by score
	rows           scored
}

func (s *Summary) judge(least int64) *judgement {
	var j judgement
	least = least * (folds - 1) / folds // of as many rows fewer
	for fold := range folds {
		fit := isotonic(s.scored(func(f int) bool { return f != fold }), least)
		test := s.scored(func(f int) bool { return f == fold })
		for score, c := range test {
			b, ok := at(fit, score)
			n := c.good + c.bad
			if !ok || n == 0 {
				continue
			}
			p := (float64(b.good) + 0.5) / (float64(b.n) + 1) // never 0 or 1, of which the log is infinite
			j.n += n
			j.brier += float64(c.good)*(1-p)*(1-p) + float64(c.bad)*p*p
			j.logLoss -= float64(c.good)*math.Log(p) + float64(c.bad)*math.Log1p(-p)
			j.said[score] += p * float64(n)
			j.rows[score].good += c.good
			j.rows[score].bad += c.bad
		}
	}
	return &j
}

// steps sums the judgement up over runs of scores.
func (j *judgement) steps(list []block) (out []ReliabilityStep) {
	for i, b := range list {
		to := 100
		if i+1 < len(list) {
			to = list[i+1].from - 1
		}
		var good, n int64
		said := 0.0
		for score := b.from; score <= to; score++ {
			c := j.rows[score]
			good, n = good+c.good, n+c.good+c.bad
			said += j.said[score]
		}
		if n > 0 {
			out = append(out, ReliabilityStep{b.from, to, said / float64(n), rate(good, n)})
		}
	}
	return out
}

var (
	errFew   = errors.New("backtest: too few payouts with an outcome")
	errMixed = errors.New("backtest: the payouts were judged by several checkers, whose scores do not compare")
)

// Calibrate returns what scores meant in the past, for a policy's member calibration. It
// never falls as the score rises, and each step rests on at least o.Least payouts. Scores
// below all that were seen get no probability.
func (s *Summary) Calibrate(o Options) (readiness.Calibration, error) {
	s.start()
	var out readiness.Calibration
	switch len(s.checkers) {
	case 0:
		return out, errFew
	case 1:
	default:
		return out, errMixed
	}
	for name := range s.checkers {
		out.Checker = name
	}
	out.Synthetic = s.madeUp
	all := s.scored(nil)
	good, bad := all.totals()
	if good == 0 || bad == 0 || good+bad < o.least() {
		return out, errFew
	}
	for _, b := range isotonic(all, o.least()) {
		r := rate(b.good, b.n)
		out.Steps = append(out.Steps, readiness.CalibrationStep{
			Score: int64(b.from), Success: share(r.Value), Low: floorShare(r.Low), High: ceilShare(r.High), Payouts: b.n,
		})
	}
	// Intervals of steps with few payouts may cross those of their neighbours. What is
	// monotone stays within its interval.
	for i := range out.Steps {
		if i > 0 {
			out.Steps[i].Low = max(out.Steps[i].Low, out.Steps[i-1].Low)
		}
	}
	for i := range slices.Backward(out.Steps) {
		if i+1 < len(out.Steps) {
			out.Steps[i].High = min(out.Steps[i].High, out.Steps[i+1].High)
		}
	}
	return out, nil
}

// thousandth is the least difference that a policy document can say.
const thousandth = 1_000_000

func share(p float64) readiness.Risk      { return readiness.Risk(math.Round(p*1000)) * thousandth }
func floorShare(p float64) readiness.Risk { return readiness.Risk(math.Floor(p*1000)) * thousandth }
func ceilShare(p float64) readiness.Risk  { return readiness.Risk(math.Ceil(p*1000)) * thousandth }
