package readiness_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// calibrated is the standard policy with what scores meant.
func calibrated(t *testing.T) *readiness.Policy {
	c, err := readiness.New(readiness.Config{})
	require.NoError(t, err)
	p := readiness.StandardPolicy()
	p.Calibration = readiness.Calibration{Checker: c.Hash(), Steps: []readiness.CalibrationStep{
		{Score: 5, Success: 200_000_000, Low: 100_000_000, High: 300_000_000, Payouts: 120},
		{Score: 85, Success: 950_000_000, Low: 930_000_000, High: 965_000_000, Payouts: 4000},
	}}
	return p
}

// A report carries the probability of its score's step, and changes in nothing else.
func TestReportsCarryTheCalibration(t *testing.T) {
	p := calibrated(t)
	again, err := readiness.ParsePolicy(p.Canonical())
	require.NoError(t, err)
	require.Equal(t, p.Calibration, again.Calibration)
	require.NoError(t, takes(t, schemaOf(t, "policy"), p.Canonical()))
	c, err := readiness.New(readiness.Config{Policy: again})
	require.NoError(t, err)

	ready, nothing := c.Assess(full()), c.Assess(intake.Submission{})
	said, ok := ready.SuccessProbability()
	require.True(t, ok)
	require.EqualValues(t, 4000, said.Payouts)
	require.Len(t, said.Calibration, 16)
	said, ok = nothing.SuccessProbability()
	require.True(t, ok)
	require.EqualValues(t, 120, said.Payouts)

	b, err := ready.MarshalJSON()
	require.NoError(t, err)
	require.Contains(t, string(b), `"success_probability":{"success":0.95,"low":0.93,"high":0.965,"payouts":4000,"calibration":`)
	require.NoError(t, takes(t, schemaOf(t, "report"), b))
	var d readiness.Document
	require.NoError(t, json.Unmarshal(b, &d))
	d.Probability = readiness.Probability{}
	without, err := json.Marshal(d)
	require.NoError(t, err)
	bare, err := readiness.Assess(full()).MarshalJSON()
	require.NoError(t, err)
	require.JSONEq(t, string(bare), string(without))
	require.NotContains(t, string(bare), "probability", "absent without a calibration")
}

// Below the scores that were seen nothing is said.
func TestNoProbabilityIsInvented(t *testing.T) {
	p := calibrated(t)
	p.Calibration.Steps = p.Calibration.Steps[1:]
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	r := c.Assess(intake.Submission{})
	_, ok := r.SuccessProbability()
	require.False(t, ok)
	_, ok = (&readiness.Report{}).SuccessProbability()
	require.False(t, ok)
}

// A calibration holds for the configuration that it was made of.
func TestACalibrationOfAnotherPolicyIsRefused(t *testing.T) {
	p := calibrated(t)
	p.Checks = map[readiness.ID]readiness.Override{"network.vpn": {Severity: readiness.High}}
	_, err := readiness.New(readiness.Config{Policy: p})
	require.ErrorContains(t, err, "/calibration/checker: ")
}

func TestBrokenCalibrationsAreRefused(t *testing.T) {
	for want, change := range map[string]func(*readiness.Calibration){
		"/calibration/checker":         func(c *readiness.Calibration) { c.Checker = "standard" },
		"/calibration/steps: ":         func(c *readiness.Calibration) { c.Steps = nil },
		"/calibration/steps: more":     func(c *readiness.Calibration) { c.Steps = make([]readiness.CalibrationStep, 102) },
		"/calibration/steps/1/score":   func(c *readiness.Calibration) { c.Steps[1].Score = 5 },
		"/calibration/steps/0/score":   func(c *readiness.Calibration) { c.Steps[0].Score = -1 },
		"/calibration/steps/0: ":       func(c *readiness.Calibration) { c.Steps[0].Low = c.Steps[0].High },
		"/calibration/steps/1/success": func(c *readiness.Calibration) { c.Steps[1].Success, c.Steps[1].Low = 100_000_000, 0 },
		"/calibration/steps/1: ":       func(c *readiness.Calibration) { c.Steps[1].High = readiness.NoLimit },
		"/calibration/steps/0/payouts": func(c *readiness.Calibration) { c.Steps[0].Payouts = 0 },
	} {
		p := calibrated(t)
		change(&p.Calibration)
		_, err := readiness.ParsePolicy(p.Canonical())
		require.ErrorContains(t, err, want)
	}
}
