package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// timedFails counts the failed timed gates of a report.
func timedFails(r *readiness.Report) (n int) {
	for f := range r.Findings() {
		if f.Status == readiness.Fail && f.Gate && f.Kind == readiness.Timed {
			n++
		}
	}
	return n
}

func anyMoment(t *rapid.T, label string) time.Time {
	return time.Unix(rapid.Int64Range(1_700_000_000, 1_850_000_000).Draw(t, label), 0)
}

func anyWindow(t *rapid.T, around time.Time) readiness.Window {
	w := readiness.Window{
		Every:  rapid.SampledFrom([]readiness.Recurrence{readiness.Dated, readiness.Daily, readiness.Weekly, readiness.Monthly, readiness.NthWeekday}).Draw(t, "every"),
		Effect: rapid.SampledFrom([]readiness.Effect{readiness.Closed, readiness.DayCut, readiness.MaintenancePossible}).Draw(t, "effect"),
	}
	if w.Every == readiness.Dated {
		w.From = around.Add(time.Duration(rapid.IntRange(-48, 96).Draw(t, "from")) * time.Hour)
		w.To = w.From.Add(time.Duration(rapid.IntRange(1, 72).Draw(t, "hours")) * time.Hour)
		return w
	}
	w.Start = readiness.Clock(rapid.IntRange(0, 1439).Draw(t, "start"))
	w.End = readiness.Clock(rapid.IntRange(0, 1440).Draw(t, "end"))
	w.Weekdays = []time.Weekday{time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))}
	w.MonthDays = []int{rapid.SampledFrom([]int{1, 15, 28, 29, 30, 31, -1}).Draw(t, "day")}
	w.Nth = rapid.SampledFrom([]int{1, 2, 4, 5, -1}).Draw(t, "nth")
	return w
}

// timedCase draws a submission and a policy in which time matters.
func timedCase(t *rapid.T) (*readiness.Checker, intake.Submission) {
	p := readiness.StandardPolicy()
	s := full()
	s.At = anyMoment(t, "at")
	s.ObservedAt = s.At
	for range rapid.IntRange(0, 5).Draw(t, "windows") {
		p.Windows = append(p.Windows, anyWindow(t, s.At))
	}
	p.ProcessingMinutes = rapid.Int64Range(1, 90).Draw(t, "processing")
	p.CoolDownHours = rapid.Int64Range(0, 72).Draw(t, "cool-down")
	for range rapid.IntRange(0, 3).Draw(t, "attempts") {
		s.History.Attempts = append(s.History.Attempts, intake.Attempt{
			Outcome: intake.OutcomeFailed, SameCard: intake.Yes,
			EndedAt: s.At.Add(-time.Duration(rapid.IntRange(0, 100).Draw(t, "ago")) * time.Hour),
		})
	}
	if rapid.Bool().Draw(t, "class II") {
		classII(&s, rapid.Int64Range(1, 9_000).Draw(t, "amount"), rapid.Int64Range(0, 10_000).Draw(t, "today"), rapid.Int64Range(0, 200_000).Draw(t, "year"))
	}
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	return c, s
}

// The law of EarliestAt: there no timed gate fails, and a second earlier one
// does; without EarliestAt none is in sight.
func TestEarliestAt(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		c, s := timedCase(t)
		now := c.Assess(s)
		if timedFails(&now) == 0 {
			require.True(t, now.EarliestAt.IsZero())
			return
		}
		if now.EarliestAt.IsZero() {
			return
		}
		seen++
		require.True(t, now.EarliestAt.After(now.AssessedAt))
		s.At, s.Payout.HeldUntil = now.EarliestAt, now.EarliestAt
		then := c.Assess(s)
		require.Zero(t, timedFails(&then))
		require.Equal(t, now.EarliestVerdict, then.Verdict)
		s.At = now.EarliestAt.Add(-time.Second)
		before := c.Assess(s)
		require.NotZero(t, timedFails(&before))
	})
	require.NotZero(t, seen)
}

// Until ValidUntil no finding changes; there, or from there on, one does.
func TestValidUntil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := timedCase(t)
		now := c.Assess(s)
		if now.ValidUntil.IsZero() {
			return
		}
		span := now.ValidUntil.Unix() - s.At.Unix()
		require.Positive(t, span)
		s.At = s.At.Add(time.Duration(rapid.Int64Range(0, span-1).Draw(t, "later")) * time.Second)
		then := c.Assess(s)
		require.Equal(t, codes(&now), codes(&then))
	})
}

func codes(r *readiness.Report) map[readiness.ID]string {
	out := map[readiness.ID]string{}
	for f := range r.Findings() {
		out[f.Check] = f.Code
	}
	return out
}

func TestEarliestAtOfDatedStories(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse("2006-01-02 15:04:05 -0700", s+" +0800")
		require.NoError(t, err)
		return v
	}
	closed := func(w readiness.Window) readiness.Window { w.Effect = readiness.Closed; return w }
	for _, c := range []struct {
		name     string
		at       string
		windows  []readiness.Window
		change   func(*intake.Submission)
		earliest string
		verdict  readiness.Verdict
	}{
		{"inside a nightly window", "2026-11-24 23:40:00",
			[]readiness.Window{closed(readiness.Window{Every: readiness.Daily, Start: readiness.ClockTime(23, 30), End: readiness.ClockTime(0, 30)})}, nil,
			"2026-11-25 00:30:00", readiness.Ready},
		{"processing would run into it: 23:25 + 10 min", "2026-11-24 23:25:00",
			[]readiness.Window{closed(readiness.Window{Every: readiness.Daily, Start: readiness.ClockTime(23, 30), End: readiness.ClockTime(0, 30)})}, nil,
			"2026-11-25 00:30:00", readiness.Ready},
		{"a Friday window matches Saturday 00:15", "2026-11-28 00:15:00",
			[]readiness.Window{closed(readiness.Window{Every: readiness.Weekly, Weekdays: []time.Weekday{time.Friday}, Start: readiness.ClockTime(23, 30), End: readiness.ClockTime(1, 0)})}, nil,
			"2026-11-28 01:00:00", readiness.Ready},
		{"two that overlap: the later end", "2026-11-24 02:00:00", []readiness.Window{
			closed(readiness.Window{From: at("2026-11-24 01:00:00"), To: at("2026-11-24 03:00:00")}),
			closed(readiness.Window{From: at("2026-11-24 02:30:00"), To: at("2026-11-24 05:00:00")}),
		}, nil, "2026-11-24 05:00:00", readiness.Ready},
		{"a gap too short to process in", "2026-11-24 02:00:00", []readiness.Window{
			closed(readiness.Window{From: at("2026-11-24 01:00:00"), To: at("2026-11-24 03:00:00")}),
			closed(readiness.Window{From: at("2026-11-24 03:05:00"), To: at("2026-11-24 05:00:00")}),
		}, nil, "2026-11-24 05:00:00", readiness.Ready},
		{"a cool-down that ends inside a window", "2026-11-24 12:00:00",
			[]readiness.Window{closed(readiness.Window{From: at("2026-11-25 01:00:00"), To: at("2026-11-25 04:00:00")})},
			func(s *intake.Submission) {
				s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, EndedAt: at("2026-11-24 02:00:00")}}
			}, "2026-11-25 04:00:00", readiness.Ready},
		{"the day's quota is used up at 23:59:59", "2026-11-24 23:59:59", nil,
			func(s *intake.Submission) { classII(s, 500, 9_900, 9_900) }, "2026-11-25 00:00:00", readiness.Ready},
		{"the year's quota, a fortnight before its end", "2026-12-20 12:00:00", nil,
			func(s *intake.Submission) { classII(s, 500, 0, 199_900) }, "2027-01-01 00:00:00", readiness.Caution},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := readiness.StandardPolicy()
			p.Windows = append(p.Windows, c.windows...)
			checker, err := readiness.New(readiness.Config{Policy: p})
			require.NoError(t, err)
			s := full()
			moveTo(&s, at(c.at))
			if c.change != nil {
				c.change(&s)
			}
			r := checker.Assess(s)
			require.Equal(t, readiness.Wait, r.Verdict)
			require.Equal(t, c.earliest, r.EarliestAt.Format(time.DateTime))
			require.Equal(t, c.verdict, r.EarliestVerdict)
		})
	}
}

// Many applications, which are shown for weeks, give way at midnight when the
// attempts of the day that comes use up the budget of payouts.
func TestBudgetsChangeAtMidnight(t *testing.T) {
	p := readiness.StandardPolicy()
	p.PayoutsPerCardDay = 2
	c := timing(t, p, "history.attempt-budget")
	s := full()
	s.ObservedAt = noon
	s.At = noon.AddDate(0, 0, -1)
	s.History.Applications30d = intake.Some(p.Applications30d)
	once := intake.Attempt{OrderID: "a", Outcome: intake.OutcomeFailed, SubmittedAt: noon, EndedAt: noon, Fixed: intake.Yes}
	s.History.Attempts = []intake.Attempt{once, once}

	before := c.Assess(s)
	f, _ := before.Find("history.attempt-budget")
	require.Equal(t, "many-applications", f.Code)
	midnight := noon.Add(-12 * time.Hour)
	require.True(t, before.ValidUntil.Equal(midnight), "valid until %s", before.ValidUntil)
	s.At = midnight
	after := c.Assess(s)
	f, _ = after.Find("history.attempt-budget")
	require.Equal(t, "exhausted", f.Code)
}

// The horizon itself is still in sight.
func TestEarliestAtReachesTheHorizon(t *testing.T) {
	s := full()
	s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeFailed, SameCard: intake.Yes, EndedAt: s.At}}
	p := readiness.StandardPolicy()
	p.HorizonDays, p.CoolDownHours = 1, 24
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	r := c.Assess(s)
	require.True(t, s.At.Add(24*time.Hour).Equal(r.EarliestAt), r.EarliestAt)

	p.CoolDownHours = 25
	c, err = readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	r = c.Assess(s)
	require.True(t, r.EarliestAt.IsZero())
}

// A change at the very end of a schedule is outside of it.
func TestScheduleEndsBeforeAChange(t *testing.T) {
	s := full()
	from, closes := s.At, s.At.Add(3*time.Hour)
	p := readiness.StandardPolicy()
	p.Windows = []readiness.Window{{From: closes, To: closes.Add(time.Hour), Effect: readiness.Closed}}
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	end := closes.Add(-time.Duration(p.ProcessingMinutes)*time.Minute + time.Second) // when processing first runs into it
	last := from
	for stretch := range c.Schedule(s, from, end) {
		require.True(t, stretch.From.Equal(last), "no gap")
		require.True(t, stretch.Open)
		require.True(t, stretch.From.Before(stretch.To), "none is empty")
		last = stretch.To
	}
	require.True(t, last.Equal(end))

	var causes []readiness.ID
	for stretch := range c.Schedule(s, from, end.Add(time.Second)) {
		causes = append(causes, stretch.Causes...)
	}
	require.Equal(t, []readiness.ID{"timing.maintenance"}, causes, "a second later it is seen")
}

// Of several queries the soonest is the next.
func TestNextQueryIsTheSoonest(t *testing.T) {
	query := func(id readiness.ID, after time.Duration) readiness.Check {
		return readiness.Check{
			ID: id, Title: text("an answer is open"), Severity: readiness.High, Gate: true, Optional: []intake.Field{intake.FieldAt},
			Evidence: []readiness.Key{{Name: "next_query_at", Unit: intake.UnitInstant}},
			Reasons: []readiness.Reason{
				{Code: "none", Status: readiness.Pass, Message: text("none")},
				{Code: "open", Status: readiness.Fail, Kind: readiness.Query, Message: text("ask at {next_query_at}")},
			},
			Run: func(c *readiness.Case) readiness.Outcome {
				return c.Is("open", readiness.Note("next_query_at", intake.Instant(c.At().Add(after))))
			},
		}
	}
	c, err := readiness.New(readiness.Config{
		Suite:  []readiness.Check{query("team.first", 2*time.Hour), query("team.second", time.Hour), query("team.third", 3*time.Hour)},
		Policy: readiness.StandardPolicy(),
	})
	require.NoError(t, err)
	r := c.Assess(full())
	require.True(t, r.NextQueryAt.Equal(full().At.Add(time.Hour)), r.NextQueryAt)
}

// What was observed after a payout ended speaks for a moment before that only when it
// comes: until then the report says so.
func TestAnEndAheadOfTheMomentChangesWhatFollows(t *testing.T) {
	end := noon.Add(10 * time.Minute)
	for name, a := range map[string]intake.Attempt{
		"no funds": {OrderID: "P-0", Outcome: failed, Channel: "ainong", Product: "transfer", Code: "2025", EndedAt: end},
		"paid":     {OrderID: "P-0", Outcome: intake.OutcomeSucceeded, SameCard: intake.Yes, EndedAt: end},
	} {
		s := full()
		s.ObservedAt, s.At = noon.Add(time.Hour), noon
		s.Payout.Available = intake.Some(intake.Yuan(1_000_000))
		s.Applicant.Verification, s.Card.ElementCheck = intake.Verification{}, intake.ElementCheck{}
		s.History.Attempts = []intake.Attempt{a}
		now := readiness.Assess(s)
		s.At = end
		then := readiness.Assess(s)
		require.NotEqual(t, codes(&now), codes(&then), name)
		require.False(t, now.ValidUntil.After(end), name)
	}
}
