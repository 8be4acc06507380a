package readiness_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// sparse draws windows that are seldom: no daily ones, so that most of the time
// none is within the horizon.
func sparse(t *rapid.T) (list []readiness.Window) {
	for range rapid.IntRange(1, 4).Draw(t, "windows") {
		w := readiness.Window{Effect: rapid.SampledFrom([]readiness.Effect{readiness.Closed, readiness.DayCut}).Draw(t, "effect")}
		switch w.Every = rapid.SampledFrom([]readiness.Recurrence{readiness.Dated, readiness.Monthly, readiness.NthWeekday}).Draw(t, "every"); w.Every {
		case readiness.Dated:
			w.From = time.Date(2026, 11, rapid.IntRange(1, 120).Draw(t, "day"), 3, 0, 0, 0, workday.China)
			w.To = w.From.Add(6 * time.Hour)
		case readiness.Monthly:
			w.MonthDays = []int{rapid.SampledFrom([]int{1, 15, 31, -1}).Draw(t, "month day")}
			w.End = readiness.ClockTime(6, 0)
		case readiness.NthWeekday:
			w.Weekdays, w.Nth = []time.Weekday{time.Sunday}, rapid.SampledFrom([]int{1, 3, 5, -1}).Draw(t, "nth")
			w.Start, w.End = readiness.ClockTime(23, 0), readiness.ClockTime(2, 0)
		}
		list = append(list, w)
	}
	return list
}

// A monthly or dated window lies beyond the horizon most of the time. What a
// report says of the time until then must not reach past it.
func TestWindowsBeyondTheHorizon(t *testing.T) {
	p := readiness.StandardPolicy()
	p.Windows = []readiness.Window{
		{Every: readiness.Monthly, MonthDays: []int{15}, End: readiness.ClockTime(6, 0), Effect: readiness.Closed},
		{From: time.Date(2027, 2, 1, 0, 0, 0, 0, workday.China), To: time.Date(2027, 2, 2, 0, 0, 0, 0, workday.China), Effect: readiness.Closed},
	}
	c := timing(t, p, "timing.maintenance")
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, workday.China)
	r := c.Assess(intake.Submission{At: at})
	require.Equal(t, "open", codeOf(t, &r, "timing.maintenance"))
	require.False(t, r.ValidUntil.IsZero(), "the answer ends where nobody has looked")
	require.False(t, r.ValidUntil.After(at.AddDate(0, 0, int(p.HorizonDays)+1)))

	r = c.Assess(intake.Submission{At: time.Date(2026, 12, 15, 3, 0, 0, 0, workday.China)}) // the same checker
	require.Equal(t, "closed", codeOf(t, &r, "timing.maintenance"))

	var closed []time.Time
	for s := range c.Schedule(intake.Submission{At: at}, at, at.AddDate(0, 6, 0)) {
		if !s.Open {
			closed = append(closed, s.From)
		}
	}
	require.Len(t, closed, 7, "six months and one day of their own")
}

// The schedule of months is what an assessment says at every moment of it, by a
// checker that has seen all the others and by a fresh one.
func TestSparseWindowsInTheSchedule(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	rapid.Check(t, func(t *rapid.T) {
		p := readiness.StandardPolicy()
		p.Windows = sparse(t)
		p.HorizonDays = rapid.SampledFrom([]int64{1, 3, 14}).Draw(t, "horizon")
		shared := timing(t, p, "timing.maintenance")
		from := time.Date(2026, 11, 1, 12, 0, 0, 0, workday.China)
		end := from
		for s := range shared.Schedule(intake.Submission{}, from, from.AddDate(0, 4, 0)) {
			require.True(t, end.Equal(s.From), "a gap")
			end = s.To
			moments := []time.Time{s.From, s.To.Add(-time.Second)}
			for day := s.From.Truncate(24 * time.Hour); day.Before(s.To); day = day.Add(24 * time.Hour) {
				for _, hour := range []time.Duration{-7, -5} { // 01:00 and 03:00 in China
					if at := day.Add(hour * time.Hour); !at.Before(s.From) && at.Before(s.To) {
						moments = append(moments, at)
					}
				}
			}
			for _, at := range moments {
				fresh := timing(t, p, "timing.maintenance")
				want, got := fresh.Assess(intake.Submission{At: at}), shared.Assess(intake.Submission{At: at})
				require.Equal(t, want.Document(readiness.EN, readiness.DetailFull), got.Document(readiness.EN, readiness.DetailFull))
				require.Equal(t, want.Verdict, s.Verdict, at)
			}
		}
		require.True(t, end.Equal(from.AddDate(0, 4, 0)))
	})
}

// One sequence may be drawn by several goroutines, and again: none sees what
// another draws.
func TestScheduleIsDrawnByMany(t *testing.T) {
	s := readinesstest.Ready()
	s.ObservedAt = time.Time{}
	var c readiness.Checker
	seq := c.Schedule(s, noon, noon.AddDate(0, 0, 3))
	want := slices.Collect(seq)
	require.NotEmpty(t, want)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := slices.Collect(seq); !slices.EqualFunc(want, got, func(a, b readiness.Stretch) bool {
				return a.From.Equal(b.From) && a.To.Equal(b.To) && a.Verdict == b.Verdict && slices.Equal(a.Causes, b.Causes)
			}) {
				t.Error("another schedule")
			}
		})
	}
	wg.Wait()
}

// A document is the caller's: nothing that is done with the report afterwards
// changes it.
func TestDocumentsKeepTheirOwn(t *testing.T) {
	var c readiness.Checker
	var r readiness.Report
	bad := readinesstest.Ready()
	bad.ID = "not an ID"
	c.AssessInto(&r, &bad)
	doc := r.Document(readiness.EN, readiness.DetailFull)
	before, err := doc.MarshalJSON()
	require.NoError(t, err)

	other := intake.Submission{}
	other.At = time.Unix(1, 0)
	c.AssessInto(&r, &other)
	after, err := doc.MarshalJSON()
	require.NoError(t, err)
	require.JSONEq(t, string(before), string(after))

	doc.Errors = append(doc.Errors[:0], readiness.Problem{Kind: "mine"})
	require.NotContains(t, r.Errors, readiness.Problem{Kind: "mine"})
}

// A copy of a report, or a finding of it, whose memory has gone to another
// submission says so; it does not speak of that submission.
func TestStaleCopiesSaySo(t *testing.T) {
	var c readiness.Checker
	var r readiness.Report
	first := readinesstest.Ready(readinesstest.InState(intake.StateReportedLost))
	c.AssessInto(&r, &first)
	copied := r
	finding, ok := copied.Find("card.state")
	require.True(t, ok)
	require.Equal(t, "reported-lost", finding.Code)
	want := copied.Document(readiness.EN, readiness.DetailFull)
	require.NotEmpty(t, want.Findings)

	second := readinesstest.Ready()
	c.AssessInto(&r, &second)
	doc := copied.Document(readiness.EN, readiness.DetailFull)
	require.Equal(t, want.Verdict, doc.Verdict)
	require.Empty(t, doc.Findings)
	require.Equal(t, []readiness.Problem{{Kind: "report-reused"}}, doc.Errors)
	_, ok = copied.Find("card.state")
	require.False(t, ok)
	require.Empty(t, slices.Collect(copied.Findings()))
	require.Empty(t, copied.Fixes())
	require.Empty(t, copied.Questions())
	require.Equal(t, "reported-lost", finding.Code)
	require.Contains(t, finding.Message(readiness.EN), "was reused")
	require.Contains(t, finding.Message(readiness.ZH), "复用")
	require.True(t, finding.Action().IsZero())
	require.Empty(t, finding.Missing())

	byValue := c.Assess(first) // has memory of its own
	again := byValue
	c.AssessInto(&byValue, &second)
	require.Equal(t, want, again.Document(readiness.EN, readiness.DetailFull))
}

// Where no finding depends on time, one stretch is all there is.
func TestScheduleWithoutAChange(t *testing.T) {
	c, err := readiness.New(readiness.Config{Suite: onlySuite("identity.name")})
	require.NoError(t, err)
	to := noon.AddDate(1, 0, 0)
	got := slices.Collect(c.Schedule(readinesstest.Ready(), noon, to))
	require.Len(t, got, 1)
	require.True(t, got[0].From.Equal(noon) && got[0].To.Equal(to) && got[0].Open, got)
	r := c.Assess(readinesstest.Ready())
	require.True(t, r.ValidUntil.IsZero())
}

// A block by risk control eases until the second at which its last day begins.
func TestEasingEndsOnTheSecond(t *testing.T) {
	s := readinesstest.Ready()
	s.History.Attempts = []intake.Attempt{{
		OrderID: "P-0", Channel: "unionpay", Product: "acp", Code: "38", Outcome: intake.OutcomeFailed, SameCard: intake.Yes, Fixed: intake.Yes,
		SubmittedAt: time.Date(2026, 11, 23, 10, 0, 0, 0, workday.China),
	}}
	end := time.Date(2026, 12, 2, 0, 0, 0, 0, workday.China) // the seventh working day after
	for at, code := range map[time.Time]string{end.Add(-time.Second): "easing", end: "none"} {
		s.At = at
		r := readiness.Assess(s)
		require.Equal(t, code, codeOf(t, &r, "history.risk-hold"), at)
	}
}

// What came in today counts for the year from tomorrow on, whether or not the sum
// of the year is known, and what we paid ourselves always does.
func TestTheYearCountsWhatCameOnAnyDay(t *testing.T) {
	p := readiness.StandardPolicy()
	p.ClassIIDaily = p.ClassIIYearly
	p.HorizonDays = 14
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	at := time.Date(2026, 12, 29, 12, 0, 0, 0, workday.China)
	newYear := time.Date(2027, 1, 1, 0, 0, 0, 0, workday.China)
	for name, received := range map[string]func(*intake.Submission){
		"received today, the year unknown": func(s *intake.Submission) { s.Card.NonboundInboundToday = intake.Some(intake.Yuan(195_000)) },
		"paid by ourselves in the spring": func(s *intake.Submission) {
			s.History.Attempts = []intake.Attempt{{
				OrderID: "P-0", Amount: intake.Some(intake.Yuan(195_000)), SameCard: intake.Yes, Outcome: intake.OutcomeSucceeded,
				SubmittedAt: time.Date(2026, 4, 1, 12, 0, 0, 0, workday.China),
			}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := readinesstest.Ready()
			s.At, s.ObservedAt = at, at
			s.Card.AccountClass, s.Card.FaceToFaceVerified = intake.ClassII, intake.Yes
			s.Payout.Amount = intake.Some(intake.Yuan(8_000))
			received(&s)
			r := c.Assess(s)
			require.Equal(t, "over-yearly", codeOf(t, &r, "card.class-quota"))
			f, _ := r.Find("card.class-quota")
			require.True(t, f.ClearsAt.Equal(newYear), f.ClearsAt)
			for _, later := range []time.Time{at.AddDate(0, 0, 1), newYear.Add(-time.Second)} {
				s.At = later
				r = c.Assess(s)
				require.Equal(t, "over-yearly", codeOf(t, &r, "card.class-quota"), later)
			}
			s.At = newYear
			r = c.Assess(s)
			require.NotEqual(t, "over-yearly", codeOf(t, &r, "card.class-quota"))
		})
	}
}

// Evidence of a later time is none yet: it is stale until the clocks agree, and the
// report says when that changes.
func TestEvidenceFromTheFuture(t *testing.T) {
	for name, c := range map[string]struct {
		check  readiness.ID
		change func(*intake.Submission, time.Time)
	}{
		"the second factor": {"identity.second-factor", func(s *intake.Submission, t time.Time) { s.Applicant.Verification.Face.At = t }},
		"the card's state": {"card.state", func(s *intake.Submission, t time.Time) {
			s.Card.StateAt, s.Card.ElementCheck = t, intake.ElementCheck{}
		}},
		"the device": {"network.vpn", func(s *intake.Submission, t time.Time) { s.Device.CapturedAt, s.Network = t, intake.Network{} }},
	} {
		t.Run(name, func(t *testing.T) {
			s := readinesstest.Ready()
			now := s.At
			c.change(&s, now)
			fine := readiness.Assess(s)
			good := codeOf(t, &fine, c.check)
			c.change(&s, now.Add(5*time.Minute)) // as far as clocks may differ
			r := readiness.Assess(s)
			require.Equal(t, good, codeOf(t, &r, c.check))

			c.change(&s, now.Add(3*time.Hour))
			r = readiness.Assess(s)
			require.NotEqual(t, good, codeOf(t, &r, c.check))
			f, _ := r.Find(c.check)
			require.Contains(t, []readiness.Status{readiness.StatusUnknown, readiness.Warn}, f.Status)
			require.False(t, r.ValidUntil.After(now.Add(3*time.Hour-5*time.Minute)), r.ValidUntil)
			s.At = now.Add(3*time.Hour - 5*time.Minute)
			r = readiness.Assess(s)
			require.Equal(t, good, codeOf(t, &r, c.check))
		})
	}
}
