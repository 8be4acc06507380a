package backtest

import (
	"cmp"
	"slices"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A Suggestion is a policy whose weights are those of the past. It is for somebody to
// read, to compare with the policy in force and to decide on.
type Suggestion struct {
	Policy  *readiness.Policy `json:"policy"`
	Changes []Change          `json:"changes"` // the largest first
	// Base is the share of payouts that failed with nothing found. No weight explains it.
	Base float64 `json:"base"`
	Rows int64   `json:"rows"` // of the sample that the weights were fitted to
}

// A Change is another weight for a reason of a check. Only the largest loss of a group of
// checks counts, so that a change within a group may change no score.
type Change struct {
	Check  readiness.ID   `json:"check"`
	Code   string         `json:"code"`
	Was    readiness.Risk `json:"was"`
	Is     readiness.Risk `json:"is"`
	Failed Rate           `json:"failed"` // of all payouts with the reason, whatever else was found
}

// prior is how many payouts that went through are added to those with each reason.
const prior = 2

// Suggest fits weights to the sample: what each reason takes off the score, if every
// cause can fail a payout by itself, as the score supposes. A reason with fewer than
// o.Least payouts keeps its weight. No gate, kind or need changes. The policy suggested
// has no calibration: its scores are others.
func (s *Summary) Suggest(base *readiness.Policy, o Options) (Suggestion, error) {
	s.start()
	checker, err := readiness.New(readiness.Config{Policy: base, Suite: s.Suite, FailCodes: s.Codes})
	if err != nil {
		return Suggestion{}, err
	}
	reasons, model := s.model()
	out := Suggestion{Rows: int64(len(s.samples[0].rows) + len(s.samples[1].rows))}
	if len(s.samples[0].rows) == 0 || len(s.samples[1].rows) == 0 {
		return Suggestion{}, errFew
	}
	losses, baseLoss := model.fit(prior)
	out.Base = baseLoss
	out.Policy, err = readiness.ParsePolicy(base.Canonical())
	if err != nil {
		return Suggestion{}, err
	}
	out.Policy.ID, out.Policy.Calibration = "suggested", readiness.Calibration{}
	for i, r := range reasons {
		was, ok := checker.Loss(r.Check, r.Code)
		f := s.failedWith(r)
		is := share(losses[i])
		if !ok || !r.warns() || f.Of < o.least() || is == was {
			continue
		}
		out.Changes = append(out.Changes, Change{r.Check, r.Code, was, is, f})
		setRisk(out.Policy, r, is)
	}
	slices.SortStableFunc(out.Changes, func(a, b Change) int { return cmp.Compare(abs(b.Is-b.Was), abs(a.Is-a.Was)) })
	return out, nil
}

func abs(r readiness.Risk) readiness.Risk { return max(r, -r) }

func setRisk(p *readiness.Policy, r Reason, is readiness.Risk) {
	if p.Checks == nil {
		p.Checks = map[readiness.ID]readiness.Override{}
	}
	o := p.Checks[r.Check]
	if o.Reasons == nil {
		o.Reasons = map[string]readiness.ReasonOverride{}
	}
	own := o.Reasons[r.Code]
	own.Risk = intake.Some(is)
	o.Reasons[r.Code] = own
	p.Checks[r.Check] = o
}

// failedWith is the failure rate of all payouts with a reason.
func (s *Summary) failedWith(r Reason) Rate {
	if t := s.reasons[r]; t != nil {
		return failed(t)
	}
	return rate(0, 0)
}

// model makes patterns of the samples, each weighted to stand for all payouts of its
// result, and lists the reasons that are their causes.
func (s *Summary) model() ([]Reason, *noisyOr) {
	var reasons []Reason
	index := map[Reason]int{}
	patterns := map[string]int{}
	m := &noisyOr{}
	totals := [...]int64{s.rows.Good().N, s.rows.Bad().N}
	for i := range s.samples {
		s.samples[i].trim()
		weight := float64(totals[i]) / float64(max(1, len(s.samples[i].rows)))
		for _, row := range s.samples[i].rows {
			var causes []int
			key := make([]byte, 0, 2*len(row.lost))
			for _, l := range row.lost {
				c, ok := index[l]
				if !ok {
					c = len(reasons)
					index[l], reasons = c, append(reasons, l)
				}
				causes = append(causes, c)
				key = append(key, byte(c>>8), byte(c))
			}
			at, ok := patterns[string(key)]
			if !ok {
				at = len(m.patterns)
				patterns[string(key)], m.patterns = at, append(m.patterns, pattern{causes: causes})
			}
			if i == 0 {
				m.patterns[at].good += weight
			} else {
				m.patterns[at].bad += weight
			}
		}
	}
	m.causes = len(reasons)
	return reasons, m
}
