package incident_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
)

var banks, channels = []string{"ICBC", "ABC", "BOC", "CCB"}, []string{"wechatpay", "lianlian", "baofoo"}

// A scene is steady traffic: each minute one payout of each bank on each channel, all
// paid, but for what bad says.
type scene struct {
	watch  incident.Watcher
	next   int
	events []incident.Incident
	bad    func(minute int, bank, channel string) bool
	spoil  func(*incident.Outcome)
}

func (s *scene) play(from, to int) {
	for m := from; m < to; m++ {
		for _, bank := range banks {
			for _, channel := range channels {
				s.next++
				o := paid(fmt.Sprint("a", s.next), bank, channel, m)
				if s.bad != nil && s.bad(m, bank, channel) {
					o = failed(fmt.Sprint("a", s.next), bank, channel, m)
				}
				if s.spoil != nil {
					s.spoil(&o)
				}
				s.events = append(s.events, s.watch.Add(&o)...)
			}
		}
	}
}

// end judges what is left.
func (s *scene) end() []incident.Incident {
	s.events = append(s.events, s.watch.Flush()...)
	return s.events
}

const aDay = 24 * 60

// An incident is named at the place that explains it best, once.
func TestWhereAnIncidentIs(t *testing.T) {
	for name, c := range map[string]struct {
		bad  func(bank, channel string) bool
		want incident.Place
	}{
		"a bank on all channels":         {func(b, _ string) bool { return b == "ABC" }, incident.Place{Issuer: "ABC"}},
		"a channel for all banks":        {func(_, c string) bool { return c == "lianlian" }, incident.Place{Channel: "lianlian"}},
		"a bank on one channel":          {func(b, c string) bool { return b == "ABC" && c == "baofoo" }, incident.Place{Issuer: "ABC", Channel: "baofoo"}},
		"a bank on all channels but one": {func(b, c string) bool { return b == "ABC" && c != "baofoo" }, incident.Place{Issuer: "ABC"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := scene{bad: func(m int, b, ch string) bool { return m >= aDay && m < aDay+30 && c.bad(b, ch) }}
			s.play(0, aDay+120)
			e := theOne(t, s.end())
			assert.Equal(t, c.want, e.Place)
			assert.Equal(t, incident.Recovered, e.State)
			assert.Equal(t, failcode.BankMaintenance, e.Category)
			assert.WithinDuration(t, noon.AddDate(0, 0, 1), e.Start, 2*time.Minute)
			assert.WithinDuration(t, noon.AddDate(0, 0, 1).Add(30*time.Minute), e.End, 3*time.Minute)
			assert.LessOrEqual(t, e.DetectedAt.Sub(e.Start), 8*time.Minute)
			assert.EqualValues(t, 100*e.Failures, e.Amount)
			assert.GreaterOrEqual(t, e.Confidence, 600)
			assert.False(t, e.Doubt)
		})
	}
}

// theOne returns what was said last of the one incident that is not part of another.
func theOne(t *testing.T, events []incident.Incident) incident.Incident {
	last := map[string]incident.Incident{}
	for _, e := range events {
		last[e.ID] = e
	}
	maps.DeleteFunc(last, func(_ string, e incident.Incident) bool { return e.State == incident.Merged })
	require.Len(t, last, 1)
	for _, e := range last {
		return e
	}
	return incident.Incident{}
}

// Two banks at once are two incidents, and neither hides the other.
func TestTwoAtOnce(t *testing.T) {
	s := scene{bad: func(m int, b, _ string) bool { return m >= aDay && m < aDay+30 && (b == "ABC" || b == "CCB") }}
	s.play(0, aDay+120)
	places := map[string]int{}
	for _, e := range s.end() {
		if e.State == incident.Recovered {
			places[e.Issuer+e.Channel]++
		}
	}
	require.Equal(t, map[string]int{"ABC": 1, "CCB": 1}, places)
}

// A bank that is down times out and refuses, too: one incident, with both kinds.
func TestSeveralKindsAreOneIncident(t *testing.T) {
	s := scene{bad: func(m int, b, _ string) bool { return m >= aDay && m < aDay+30 && b == "ABC" }}
	s.spoil = func(o *incident.Outcome) {
		if o.Result == backtest.Failed && s.next%2 == 0 {
			o.Result, o.Text = backtest.Unknown, "银行处理超时"
		}
	}
	s.play(0, aDay+120)
	e := theOne(t, s.end())
	require.Equal(t, incident.Recovered, e.State)
	require.Equal(t, incident.Place{Issuer: "ABC"}, e.Place)
	require.ElementsMatch(t, []failcode.Category{failcode.BankMaintenance, failcode.TimeoutOrUnknown}, append(e.Also, e.Category))
	require.True(t, e.Doubt)
}

// One applicant who tries again every minute for two hours is no incident; as many
// applicants are.
func TestRetriesOfOneApplicantCountOnce(t *testing.T) {
	for _, same := range []bool{true, false} {
		s := scene{bad: func(m int, b, c string) bool { return m >= aDay && m < aDay+120 && b == "ABC" && c == "baofoo" }}
		s.spoil = func(o *incident.Outcome) {
			if same && o.Result == backtest.Failed {
				o.Applicant = "one and the same"
			}
		}
		s.play(0, aDay+180)
		require.Equal(t, same, len(s.end()) == 0)
	}
}

// Timeouts and orders that hang are evidence, and stay in doubt.
func TestDoubtStaysDoubt(t *testing.T) {
	s := scene{bad: func(m int, b, _ string) bool { return m >= aDay && m < aDay+20 && b == "ABC" }}
	s.spoil = func(o *incident.Outcome) {
		if o.Result == backtest.Failed {
			o.Result, o.Text = backtest.Unknown, "银行处理超时"
		}
	}
	s.play(0, aDay+60)
	events := s.end()
	require.NotEmpty(t, events)
	for _, e := range events {
		require.Equal(t, failcode.TimeoutOrUnknown, e.Category)
		require.True(t, e.Doubt)
	}
}

// The first night of maintenance is an incident, and a week of nights is a habit.
func TestWhatComesEveryNightIsExpected(t *testing.T) {
	s := scene{bad: func(m int, b, _ string) bool { return m%aDay < 30 && b == "ABC" && m >= aDay }}
	began := func(from, to int) (n int) {
		s.events = nil
		s.play(from, to)
		for _, e := range s.events {
			if e.State == incident.Begun {
				n++
			}
		}
		return n
	}
	require.Positive(t, began(0, 2*aDay), "the first time it is news")
	began(2*aDay, 10*aDay)
	require.Zero(t, began(10*aDay, 14*aDay))
}

// A bank of which nothing more is heard has not recovered: nobody knows.
func TestSilenceIsNoRecovery(t *testing.T) {
	silent := false
	s := scene{bad: func(m int, b, _ string) bool { return m >= aDay && b == "ABC" }}
	s.spoil = func(o *incident.Outcome) {
		if silent && o.Issuer == "ABC" {
			o.EndedAt = time.Time{} // held: no outcome
		}
	}
	s.play(0, aDay+30)
	silent = true
	s.play(aDay+30, aDay+100)
	require.NotEmpty(t, s.watch.Detector.Open())
	s.play(aDay+100, aDay+300)
	last := s.end()[len(s.events)-1]
	require.Equal(t, incident.Unseen, last.State)
	require.Empty(t, s.watch.Detector.Open())
}

// With one payout in a hundred let through, a recovery is seen.
func TestProbesShowThatItIsOver(t *testing.T) {
	hold := incident.Hold{Place: incident.Place{Issuer: "ABC"}, Since: noon, Until: noon.Add(time.Hour)}
	held, probes := 0, 0
	s := scene{bad: func(m int, b, _ string) bool { return m >= aDay && m < aDay+40 && b == "ABC" }}
	s.spoil = func(o *incident.Outcome) {
		if at := o.EndedAt.AddDate(0, 0, -1); at.After(noon.Add(10 * time.Minute)) {
			hold.Since, hold.Until = at.Truncate(time.Hour), at.Truncate(time.Hour).Add(time.Hour)
			if hold.Holds(at, incident.Place{Issuer: o.Issuer, Channel: o.Channel}, []byte("k"), o.ID) {
				o.EndedAt = time.Time{}
				held++
			} else if o.Issuer == "ABC" {
				probes++
			}
		}
	}
	s.play(0, aDay+7*60)
	last := s.end()[len(s.events)-1]
	require.Positive(t, held)
	require.Positive(t, probes)
	require.Equal(t, incident.Recovered, last.State)
}

// What goes on for a day is told as such, and not for ever.
func TestWhatLastsADayIsSaid(t *testing.T) {
	s := scene{bad: func(m int, b, _ string) bool { return m >= aDay && b == "ABC" }}
	s.play(0, 3*aDay)
	var states []incident.State
	for _, e := range s.end() {
		if e.State == incident.Lasting {
			states = append(states, e.State)
			require.Equal(t, 24*time.Hour, e.End.Sub(e.Start).Truncate(time.Hour))
		}
	}
	require.NotEmpty(t, states)
}

// Order within the grace does not matter, nor do outcomes with a wrong clock.
func TestOrderAndWrongClocks(t *testing.T) {
	bad := func(m int, b, _ string) bool { return m >= aDay && m < aDay+30 && b == "ABC" }
	plain := scene{bad: bad}
	plain.play(0, aDay+120)
	want := plain.end()
	require.NotEmpty(t, want)

	r := rand.New(rand.NewPCG(3, 3))
	var batch []incident.Outcome
	var s scene
	s.watch.Grace = 5
	plain = scene{bad: bad, spoil: func(o *incident.Outcome) {
		batch = append(batch, *o, *o)
		if len(batch) >= 80 { // a little more than three minutes
			r.Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
			for i := range batch {
				s.events = append(s.events, s.watch.Add(&batch[i])...)
			}
			batch = batch[:0]
			for _, wrong := range []time.Duration{50 * 365 * aDay * time.Minute, 3 * time.Hour, -3 * time.Hour, -200 * 365 * aDay * time.Minute} {
				o := *o
				o.ID, o.Applicant, o.EndedAt = "wrong", "wrong", o.EndedAt.Add(wrong)
				s.events = append(s.events, s.watch.Add(&o)...)
			}
		}
	}}
	plain.play(0, aDay+120)
	for i := range batch {
		s.watch.Add(&batch[i])
	}
	got := s.end()
	require.Len(t, got, len(want))
	for i := range want {
		assert.Equal(t, want[i].Place, got[i].Place)
		assert.Equal(t, want[i].State, got[i].State)
		assert.Equal(t, want[i].Start, got[i].Start)
	}
	assert.Positive(t, s.watch.Problems()[incident.Late])
}

// Told what time it is, the watcher takes nothing from the future.
func TestNothingFromTheFuture(t *testing.T) {
	var w incident.Watcher
	w.Advance(noon)
	o := paid("a", "ABC", "baofoo", 30)
	w.Add(&o)
	require.EqualValues(t, 1, w.Problems()[incident.Future])
	o = paid("a", "ABC", "baofoo", 2)
	w.Add(&o)
	require.EqualValues(t, 1, w.Problems()[incident.Future])
	w.Advance(noon.Add(time.Hour))
	w.Add(&o)
	require.EqualValues(t, 1, w.Problems()[incident.Late], "the minute was judged")
}

// What a detector finds is a function of the counts: in whatever steps it reads them.
func TestDetectionIsAFunctionOfCounts(t *testing.T) {
	var c incident.Counts
	n := 0
	for m := range 350 {
		for range 6 {
			n++
			o := paid(fmt.Sprint(n), banks[n%4], channels[n%3], m)
			if m > 200 && m < 240 && n%4 == 1 {
				o = failed(fmt.Sprint(n), banks[1], channels[n%3], m)
			}
			c.Add(&o)
		}
	}
	want := incident.Detect(&c, incident.Options{})
	require.NotEmpty(t, want)
	require.Equal(t, want, incident.Detect(&c, incident.Options{}))
	var steps incident.Detector
	var got []incident.Incident
	for m := incident.MinuteOf(noon); m < incident.MinuteOf(noon)+356; m += 7 {
		got = append(got, steps.Advance(&c, m)...)
	}
	require.Equal(t, want, got)
}

// What goes on at the end of the counts is not over, and amounts do not overflow.
func TestWhatGoesOnIsNotOver(t *testing.T) {
	var c incident.Counts
	for i := range 4000 {
		o := paid(fmt.Sprint(i), banks[i%4], channels[i%3], i/12)
		if i > 3000 && i%4 == 1 {
			o = failed(fmt.Sprint(i), banks[1], channels[i%3], i/12)
			o.Amount.V = 1 << 62
		}
		c.Add(&o)
	}
	events := incident.Detect(&c, incident.Options{})
	require.NotEmpty(t, events)
	for _, e := range events {
		require.False(t, e.State.Over())
		require.Equal(t, intake.MaxFen, e.Amount)
	}
}

// Lorden's bound, for the shares that are really expected: in many minutes of pure chance
// at one place fewer alarms come than starts·exp(−h), whatever the share is.
func TestTheSumsKeepTheirBound(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	const minutes = 300_000
	for _, p := range []float64{0.002, 0.02, 0.2, 0.6} {
		for _, h := range []float64{3, 5} {
			alarms := incident.ChanceAlarms(p, h, minutes, func() (n, x int64) {
				n = int64(r.IntN(6))
				for range n {
					if r.Float64() < p {
						x++
					}
				}
				return n, x
			})
			bound := incident.Alternatives * minutes * math.Exp(-h)
			require.Less(t, float64(alarms), bound, "%v %v", p, h)
			t.Logf("share %v, height %v: %d alarms, bound %.0f", p, h, alarms, bound)
		}
	}
}
