package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

func TestRoute(t *testing.T) {
	u := Rules{Retry: time.Minute, MaxWaits: 5}
	hour := noon.Add(time.Hour)
	for _, c := range []struct {
		name     string
		report   readiness.Report
		delivery uint64
		subject  string
		delay    time.Duration
	}{
		{"ready", readiness.Report{Verdict: readiness.Ready}, 1, subjectReady, 0},
		{"caution", readiness.Report{Verdict: readiness.Caution}, 1, subjectCaution, 0},
		{"incomplete", readiness.Report{Verdict: readiness.Incomplete}, 1, subjectAsk, 0},
		{"fix", readiness.Report{Verdict: readiness.Fix}, 1, subjectNeedsFix, 0},
		{"fix, timed too", readiness.Report{Verdict: readiness.Fix, EarliestAt: hour}, 1, subjectNeedsFix, 0},
		{"review", readiness.Report{Verdict: readiness.Review}, 1, subjectReview, 0},
		{"paid", readiness.Report{Verdict: readiness.Paid}, 1, subjectPaid, 0},
		{"stop", readiness.Report{Verdict: readiness.Stop}, 1, subjectNeedsFix, 0},
		{"a verdict of a later version", readiness.Report{Verdict: 99}, 1, subjectNeedsFix, 0},
		{"wait", readiness.Report{Verdict: readiness.Wait, EarliestAt: hour}, 1, "", time.Hour},
		{"wait, however often", readiness.Report{Verdict: readiness.Wait, EarliestAt: hour}, 40, "", time.Hour},
		{"query", readiness.Report{Verdict: readiness.Wait, NextQueryAt: hour}, 1, "", time.Hour},
		{"query before the wait ends", readiness.Report{Verdict: readiness.Wait, NextQueryAt: hour, EarliestAt: hour.Add(time.Hour)}, 1, "", time.Hour},
		{"query now", readiness.Report{Verdict: readiness.Wait, NextQueryAt: noon}, 1, "", time.Minute},
		{"query again", readiness.Report{Verdict: readiness.Wait, NextQueryAt: noon}, 4, "", 8 * time.Minute},
		{"query no more", readiness.Report{Verdict: readiness.Wait, NextQueryAt: hour}, 5, subjectNeedsFix, 0},
		{"no end in sight", readiness.Report{Verdict: readiness.Wait}, 2, "", 2 * time.Minute},
		{"no end in sight, still", readiness.Report{Verdict: readiness.Wait}, 5, subjectNeedsFix, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			subject, delay := u.route(&c.report, noon, c.delivery)
			require.Equal(t, c.subject, subject)
			require.Equal(t, c.delay, delay)
		})
	}
}

// A decision on a payout that was made says to book it, and nothing that mends it.
func TestWhatIsPaidIsNotMended(t *testing.T) {
	r := readiness.Assess(readinesstest.Ready(readinesstest.InState(intake.StateReportedLost), func(s *intake.Submission) {
		s.Payout.OrderID = "order-1"
		s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, OrderID: "order-1", Amount: s.Payout.Amount, SameCard: intake.Yes, EndedAt: readinesstest.Moment.Add(-time.Hour)}}
	}))
	require.Equal(t, readiness.Paid, r.Verdict)
	var actions []string
	for _, f := range newDecision(&r, "").Findings {
		if f.Action != "" {
			actions = append(actions, f.Action)
		}
	}
	require.Equal(t, []string{"treat-as-success"}, actions)
}

func TestJitterIsNeverEarlyAndNeverLongerThanTheWait(t *testing.T) {
	u := Rules{Jitter: time.Minute, Retry: time.Second}
	later := map[time.Duration]bool{}
	for range 1000 {
		_, d := u.route(&readiness.Report{Verdict: readiness.Wait, EarliestAt: noon.Add(time.Hour)}, noon, 1)
		require.GreaterOrEqual(t, d, time.Hour)
		require.LessOrEqual(t, d, time.Hour+time.Minute)
		later[d] = true
		_, d = u.route(&readiness.Report{Verdict: readiness.Wait, EarliestAt: noon.Add(time.Second)}, noon, 1)
		require.LessOrEqual(t, d, 2*time.Second)
	}
	require.Greater(t, len(later), 500)
}

func TestStandardRulesWaitTwoAndAHalfDays(t *testing.T) {
	var total time.Duration
	for delivery := uint64(1); ; delivery++ {
		subject, d := standardRules.route(&readiness.Report{Verdict: readiness.Wait}, noon, delivery)
		if subject != "" {
			break
		}
		total += d
	}
	require.InDelta(t, 2.65, total.Hours()/24, 0.02)
	require.Less(t, standardRules.MaxWaits, standardRules.MaxDeliveries)
	require.Less(t, backoff(time.Second, 1000), 2*time.Minute)
}

// The demo shows the same at whatever hour it is run.
func TestSamplesAreWhatTheirNamesSay(t *testing.T) {
	rules := Rules{Retry: time.Minute, MaxWaits: 5}
	want := []string{subjectReady, subjectCaution, subjectNeedsFix, subjectAsk, ""}
	for i := range 3 * 365 * 24 / 5 { // every fifth hour is every hour of the week, in turn
		at := noon.Add(time.Duration(i) * 5 * time.Hour)
		for i, s := range samples(at) {
			report := readiness.Assess(s)
			subject, _ := rules.route(&report, at, 1)
			require.Equal(t, want[i], subject, "%s at %s", s.ID, at)
		}
	}
}
