package backtest_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/backtest/synthetic"
)

// A cause of rows that are drawn without a submission, and so in great numbers.
type drawn struct {
	backtest.Reason
	often, loss float64
}

// drawnCauses are some reasons of the suite, with losses from nothing to nearly all.
func drawnCauses(n int) (list []drawn) {
	for _, c := range readiness.Suite() {
		for _, r := range c.Reasons {
			if (r.Status == readiness.Fail || r.Status == readiness.Warn) && len(list) < n {
				i := float64(len(list))
				list = append(list, drawn{backtest.Reason{Check: c.ID, Code: r.Code, Status: r.Status}, 0.02 + 0.01*math.Mod(i, 7), 0.95 * i / float64(n)})
				break
			}
		}
	}
	return list
}

const drawnBase = 0.03

func drawRows(seed uint64, n int, causes []drawn) *backtest.Summary {
	r := rand.New(rand.NewPCG(seed, 2))
	s := &backtest.Summary{Key: key}
	var row backtest.Row
	for i := range n {
		row.ID, row.Score, row.Verdict, row.Findings = fmt.Sprint(seed, "-", i), 100, readiness.Ready, row.Findings[:0]
		success := 1 - drawnBase
		for _, c := range causes {
			if r.Float64() < c.often {
				row.Findings = append(row.Findings, backtest.Finding{Reason: c.Reason})
				success *= 1 - c.loss
			}
		}
		row.Outcome.Result = backtest.Succeeded
		if r.Float64() >= success {
			row.Outcome.Result = backtest.Failed
		}
		s.Add(&row)
	}
	return s
}

// The 95 % interval of the failure rate with each cause holds the true rate in 93 to 97 of
// 100 runs. The truth: all causes strike by themselves.
func TestIntervalsCoverTheTruth(t *testing.T) {
	runs, size := 200, 400
	if full {
		runs, size = 1000, 4000
	}
	causes := drawnCauses(24)
	truth := map[readiness.ID]float64{}
	for i, c := range causes {
		success := (1 - drawnBase) * (1 - c.loss)
		for j, other := range causes {
			if j != i {
				success *= 1 - other.often*other.loss
			}
		}
		truth[c.Check] = 1 - success
	}
	hits, all := 0, 0
	for run := range runs {
		a := drawRows(uint64(run), size, causes).Answer(backtest.Options{})
		for _, c := range a.Checks {
			all++
			if p := truth[c.Check]; c.Precision.Low <= p && p <= c.Precision.High {
				hits++
			}
		}
	}
	require.Greater(t, all, 20*runs)
	share := float64(hits) / float64(all)
	t.Logf("%.2f %% of %d intervals hold the truth", 100*share, all)
	require.True(t, 0.93 <= share && share <= 0.97, share)
}

// Suggested weights order the causes as the truth does, and come near it.
func TestSuggestedWeightsOrderAsTheTruth(t *testing.T) {
	n := 30_000
	if full {
		n = 1_000_000
	}
	causes := drawnCauses(12)
	s := drawRows(77, n, causes)
	suggestion, err := s.Suggest(readiness.StandardPolicy(), backtest.Options{})
	require.NoError(t, err)
	risk := func(c drawn) float64 {
		o := suggestion.Policy.Checks[c.Check].Reasons[c.Code]
		if !o.Risk.OK {
			checker, err := readiness.New(readiness.Config{})
			require.NoError(t, err)
			r, _ := checker.Loss(c.Check, c.Code)
			return float64(r) / 1e9
		}
		return float64(o.Risk.V) / 1e9
	}
	for i, c := range causes {
		require.InDelta(t, c.loss, risk(c), 0.06, c)
		if i > 0 {
			require.Less(t, risk(causes[i-1]), risk(c), c)
		}
	}
	require.InDelta(t, drawnBase, suggestion.Base, 0.02)
	_, err = readiness.ParsePolicy(suggestion.Policy.Canonical())
	require.NoError(t, err)
	again, err := readiness.New(readiness.Config{Policy: suggestion.Policy})
	require.NoError(t, err)
	for _, c := range suggestion.Changes {
		is, _ := again.Loss(c.Check, c.Code)
		require.Equal(t, c.Is, is, c.Check)
	}
}

// A month of submissions: what the checker says of the next one comes true, a sign of
// what goes well is called inverted, and harmless ones get no weight.
func TestAMonthTeachesTheNext(t *testing.T) {
	n := 6_000
	if full {
		n = 1_000_000
	}
	checker, err := readiness.New(readiness.Config{})
	require.NoError(t, err)
	s := &backtest.Summary{Key: key}
	for row := range rowsIn(10, n, checker) {
		s.Add(row)
	}
	s.MadeUp()
	o := backtest.Options{PayCaution: true, Costs: backtest.Costs{Failed: 5_00, GoodStopped: 50_00}}
	a := s.Answer(o)
	require.True(t, a.Synthetic)
	require.Greater(t, a.Caught.Value, a.GoodStopped.Value)
	require.Greater(t, a.Scores.AUC.Low, 0.6)
	require.Less(t, a.Scores.Brier, a.Scores.BrierOfRate)

	inverted := map[readiness.ID]bool{}
	for _, c := range a.Checks {
		inverted[c.Check] = c.Inverted
	}
	require.True(t, inverted["history.rebinding"])
	for _, id := range []readiness.ID{"card.state", "consistency.holder-name", "network.vpn"} {
		require.False(t, inverted[id], id)
	}

	suggestion, err := s.Suggest(readiness.StandardPolicy(), o)
	require.NoError(t, err)
	for _, c := range suggestion.Changes {
		if c.Check == "network.vpn" {
			require.Less(t, float64(c.Is)/1e9, 0.03)
		}
	}

	// Next month, by the calibration of this one.
	p := readiness.StandardPolicy()
	p.Calibration, err = s.Calibrate(o)
	require.NoError(t, err)
	calibrated, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	require.Equal(t, checker.Hash(), calibrated.Hash(), "it judges as before")
	type step struct{ said, good, n float64 }
	steps := map[readiness.Risk]*step{}
	next := synthetic.Month{Seed: 11, Payouts: n, Start: november.AddDate(0, 1, 0), Base: 0.01}
	total := 0.0
	for payout := range next.All() {
		r := calibrated.Assess(payout.Submission)
		said, ok := r.SuccessProbability()
		if !ok {
			continue
		}
		require.True(t, said.Synthetic)
		x := steps[said.Success]
		if x == nil {
			x = new(step)
			steps[said.Success] = x
		}
		x.n++
		total++
		x.said += float64(said.Success) / 1e9
		x.good += payout.Success // the truth itself, not its chance
	}
	wrong := 0.0
	for _, x := range steps {
		wrong += math.Abs(x.said - x.good)
	}
	t.Logf("calibration error on the next month: %.4f, %d steps", wrong/total, len(steps))
	require.Less(t, wrong/total, 0.02)
	require.Greater(t, total, 0.95*float64(n))
}

// A sign with which payouts go better than without is called so, and gets no weight.
func TestAnInvertedCheckIsReported(t *testing.T) {
	causes := drawnCauses(6)
	r := rand.New(rand.NewPCG(1, 2))
	var s backtest.Summary
	for i := range 5000 {
		c := causes[i%2]
		row := backtest.Row{ID: fmt.Sprint(i), Score: 90, Verdict: readiness.Ready, Findings: []backtest.Finding{{Reason: c.Reason, Penalty: 5}}}
		row.Outcome.Result = backtest.Succeeded
		if r.Float64() < []float64{0.02, 0.2}[i%2] {
			row.Outcome.Result = backtest.Returned
		}
		s.Add(&row)
	}
	a := s.Answer(backtest.Options{})
	require.Len(t, a.Checks, 2)
	for _, c := range a.Checks {
		require.Equal(t, c.Check == causes[0].Check, c.Inverted, c.Check)
	}
	require.EqualValues(t, 5000, a.Checks[0].Precision.Of+a.Checks[1].Precision.Of)
}

// Nothing is invented: no calibration from too few, or from several checkers.
func TestCalibrationNeedsPayouts(t *testing.T) {
	var s backtest.Summary
	_, err := s.Calibrate(backtest.Options{})
	require.Error(t, err)
	rows := rowsOf(1, 200, &readiness.Checker{})
	few := summaryOf(rows[:20])
	_, err = few.Calibrate(backtest.Options{})
	require.Error(t, err)
	_, err = few.Suggest(&readiness.Policy{}, backtest.Options{})
	require.Error(t, err, "the policy is broken")
	rows[0].Checker = "0123456789abcdef"
	_, err = summaryOf(rows).Calibrate(backtest.Options{})
	require.Error(t, err)
	var row backtest.Row
	require.Error(t, row.ReadDocument(&readiness.Document{}))
	require.Error(t, row.ReadDocument(&readiness.Document{Schema: readiness.ReportSchema, Score: 90}))
}
