package incident_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// What incidents and holds say, as a checker judges by it: the card is of ICBC, and it is
// noon.
func TestWhatTheCheckerMakesOfThem(t *testing.T) {
	begun := incident.Incident{ID: "202611241130-0a0b0c0d", Place: incident.Place{Issuer: "ICBC"}, Start: noon.Add(-30 * time.Minute), AsOf: noon.Add(-2 * time.Minute), Failures: 60, Attempts: 64}
	few := begun
	few.Failures = 20
	over := begun
	over.State, over.End = incident.Recovered, noon.Add(-10*time.Minute)
	unseen := over
	unseen.State = incident.Unseen
	merged := over
	merged.State = incident.Merged
	hold := incident.Hold{Place: begun.Place, Since: noon.Add(-20 * time.Minute), Until: noon.Add(10 * time.Minute), Incident: begun.ID}
	row, ok := hold.Health(noon)
	require.True(t, ok)

	attempted := kit.Attempted(intake.Attempt{SameCard: intake.Yes, Outcome: intake.OutcomeFailed, SubmittedAt: noon.Add(-16 * time.Minute), EndedAt: noon.Add(-15 * time.Minute)})
	for name, c := range map[string]struct {
		rows     []readiness.Health
		now      readiness.Verdict // of a payout without a past
		explains bool              // the failure a quarter of an hour ago
	}{
		"nobody watches":           {nil, readiness.Ready, false},
		"an incident holds nobody": {begun.Health(), readiness.Caution, true},
		"of a few":                 {few.Health(), readiness.Caution, false},
		"over":                     {over.Health(), readiness.Ready, true},
		"nobody knows":             {unseen.Health(), readiness.Ready, true},
		"part of another":          {merged.Health(), readiness.Ready, false},
		"a hold does":              {append(begun.Health(), row), readiness.Wait, true},
	} {
		checker := new(readiness.Checker).WithHealth(c.rows...)
		for _, h := range c.rows {
			var s intake.Submission
			s.Health = append(s.Health, h)
			assert.NoError(t, s.Validate(), name)
		}
		r := checker.Assess(kit.Ready(kit.At(noon)))
		assert.Equal(t, c.now, r.Verdict, name)
		r = checker.Assess(kit.Ready(kit.At(noon), attempted))
		for f := range r.Findings() {
			if f.Check == "history.cool-down" {
				assert.Equal(t, c.explains, f.Status != readiness.Fail, "%s: %s %s", name, f.Status, f.Code)
			}
		}
	}
	r := new(readiness.Checker).WithHealth(row).Assess(kit.Ready(kit.At(noon)))
	assert.Zero(t, r.EarliestAt, "nobody knows until when")
	_, ok = hold.Health(noon.Add(10 * time.Minute))
	assert.False(t, ok, "the hold is over")
	_, ok = (&incident.Hold{}).Health(noon)
	assert.False(t, ok)
}
