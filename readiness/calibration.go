package readiness

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// A Calibration says what scores meant in the past: which share of the payouts with a
// score went through. Package backtest makes one from payouts and what became of them.
// It holds for the checker that scored them and no other, so New refuses one of another
// configuration. It changes no score and no verdict.
type Calibration struct {
	Checker   string            `json:"checker"`            // Checker.Hash
	Synthetic bool              `json:"synthetic,omitzero"` // made from payouts that never were
	Steps     []CalibrationStep `json:"steps"`
}

// A CalibrationStep holds for the scores from Score to the next step's. Its interval is
// the one that contains the true share in 95 of 100 cases.
type CalibrationStep struct {
	Score   int64 `json:"score"`
	Success Risk  `json:"success"`
	Low     Risk  `json:"low"`
	High    Risk  `json:"high"`
	Payouts int64 `json:"payouts"` // on which the step rests
}

// A Probability is the share of payouts with a like score that went through in the past.
type Probability struct {
	Success     Risk   `json:"success"`
	Low         Risk   `json:"low"` // the 95 % interval
	High        Risk   `json:"high"`
	Payouts     int64  `json:"payouts"`     // on which it rests
	Calibration string `json:"calibration"` // names the calibration
	Synthetic   bool   `json:"synthetic,omitzero"`
}

// SuccessProbability returns how likely the payout is to go through, as the policy's
// calibration says. It is false if the policy has none, or none for such low scores.
func (r *Report) SuccessProbability() (Probability, bool) {
	if r.plan == nil || r.reused() {
		return Probability{}, false
	}
	c := &r.plan.policy.Calibration
	for i := len(c.Steps) - 1; i >= 0; i-- {
		if s := &c.Steps[i]; int64(r.Score) >= s.Score {
			return Probability{s.Success, s.Low, s.High, s.Payouts, c.name(), c.Synthetic}, true
		}
	}
	return Probability{}, false
}

// name is a hash of the calibration.
func (c *Calibration) name() string {
	h := sha256.New()
	fmt.Fprintln(h, c.Checker, c.Synthetic, c.Steps)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (c *Calibration) isZero() bool { return c.Checker == "" && !c.Synthetic && c.Steps == nil }

// maxCalibrationSteps is how many steps differ: one for each score.
const maxCalibrationSteps = 101

func (p *Policy) calibrationProblems(bad report) {
	c := &p.Calibration
	if c.isZero() {
		return
	}
	const path = "/calibration"
	if h, err := hex.DecodeString(c.Checker); err != nil || len(h) != 8 {
		bad(path+"/checker", "must be the hash of a checker")
	}
	if len(c.Steps) == 0 {
		bad(path+"/steps", "needed")
	}
	if tooMany(path+"/steps", len(c.Steps), maxCalibrationSteps, bad) {
		return
	}
	last := CalibrationStep{Score: -1}
	for i, s := range c.Steps {
		at := fmt.Sprintf("%s/steps/%d", path, i)
		switch {
		case s.Score < 0 || s.Score > 100:
			bad(at+"/score", "must be 0 to 100")
		case s.Score <= last.Score:
			bad(at+"/score", "must be above the step before")
		}
		switch {
		case s.Low < 0 || s.High > one || s.Low > s.Success || s.Success > s.High:
			bad(at, "must have 0 ≤ low ≤ success ≤ high ≤ 1")
		case s.Success < last.Success:
			bad(at+"/success", "must not fall as the score rises")
		}
		if s.Payouts < 1 {
			bad(at+"/payouts", "must be at least 1")
		}
		last = s
	}
}
