package incident_test

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
)

// months is how many simulated months the long tests take: 100 for the figures of
// BENCHMARKS.md.
func months(t *testing.T) int {
	n, _ := strconv.Atoi(os.Getenv("PAYREADY_INCIDENT"))
	if n <= 0 {
		t.Skip("PAYREADY_INCIDENT=100 is for a hundred months")
	}
	return n
}

// allowed is the bound on alarms a week that the long tests set, 0 for the default.
func allowed() (o incident.Options) {
	o.AlarmsPerWeek, _ = strconv.ParseFloat(os.Getenv("PAYREADY_INCIDENT_ALARMS"), 64)
	return o
}

const aMonth = 30 * aDay

// quiet counts the alarms in months without any incident but maintenance that comes every
// night, which is news the first times.
func (w *world) quiet(months int) (alarms, nightly int) {
	watch := incident.Watcher{Detector: incident.Detector{Options: allowed()}}
	for m := worldStart; m < worldStart+incident.Minute(months*aMonth); m++ {
		w.minute(m, func(o *incident.Outcome) {
			for _, e := range watch.Add(o) {
				switch {
				case e.State != incident.Begun:
				case e.Category == failcode.BankMaintenance && e.Start.Hour() == 0:
					nightly++
				default:
					alarms++
				}
			}
		})
	}
	return alarms, nightly
}

// Without incidents there is less than one alarm a week.
func TestFewFalseAlarms(t *testing.T) {
	n := months(t)
	const most = 10 // months of one world
	var mu sync.Mutex
	alarms, nightly := 0, 0
	t.Run("worlds", func(t *testing.T) {
		for seed := range (n + most - 1) / most {
			t.Run(strconv.Itoa(seed), func(t *testing.T) {
				t.Parallel()
				a, b := newWorld(t, uint64(1000+seed), 20_000).quiet(min(most, n-seed*most))
				mu.Lock()
				defer mu.Unlock()
				alarms, nightly = alarms+a, nightly+b
			})
		}
	})
	weeks := float64(n) * 30 / 7
	low, high := poissonInterval(alarms)
	both, top := poissonInterval(alarms + nightly)
	fmt.Printf("| false alarms, %.0f weeks | %d | %.3f a week (95 %%: %.3f to %.3f) |\n", weeks, alarms, float64(alarms)/weeks, low/weeks, high/weeks)
	fmt.Printf("| with nightly maintenance before it is known | %d | %.3f a week (95 %%: %.3f to %.3f) |\n", alarms+nightly, float64(alarms+nightly)/weeks, both/weeks, top/weeks)
	assert.Less(t, top/weeks, 1.0)
}

// poissonInterval is the exact 95 % interval of a mean, by bisection.
func poissonInterval(n int) (low, high float64) {
	below := func(mean float64, n int) float64 { // P(X ≤ n)
		sum, term := 0.0, math.Exp(-mean)
		for i := 0; i <= n; i++ {
			sum += term
			term *= mean / float64(i+1)
		}
		return sum
	}
	solve := func(n int, want float64) float64 {
		lo, hi := 0.0, 5*float64(n)+20
		for range 100 {
			if mid := (lo + hi) / 2; below(mid, n) > want {
				lo = mid
			} else {
				hi = mid
			}
		}
		return lo
	}
	if n > 0 {
		low = solve(n-1, 0.975)
	}
	return low, solve(n, 0.025)
}

// A found is a planting, and when it was found, if it was.
type found struct {
	planting
	expected float64 // failures of the kind in that time without the trouble
	at       incident.Minute
}

var (
	plantedSizes   = []int{5, 10, 20, 50, 100, 200, 500}
	plantedMinutes = []int{1, 5, 10, 30, 60, 120}
	plantedKinds   = []failcode.Category{failcode.BankMaintenance, failcode.TimeoutOrUnknown, failcode.Other, failcode.RiskControl, failcode.IdentityMismatch}
)

// plant draws trouble of one issuer within some minutes: of a size that its traffic
// allows.
func (w *world) plant(m incident.Minute, within int) *found {
	for {
		size, length := plantedSizes[w.rand.IntN(len(plantedSizes))], plantedMinutes[w.rand.IntN(len(plantedMinutes))]
		issuer := w.rand.IntN(worldIssuers)
		if w.rand.IntN(2) == 0 {
			issuer = w.pick(w.shares)
		}
		from := m + incident.Minute(w.rand.IntN(within))
		traffic := float64(length) * w.volume(from) * w.weight(issuer)
		if traffic < float64(size) {
			continue // never more failures than there is traffic
		}
		category := plantedKinds[w.rand.IntN(len(plantedKinds))]
		return &found{
			planting: planting{Place: incident.Place{Issuer: w.issuers[issuer]}, category: category, from: from, to: from + incident.Minute(length),
				share: float64(size) / traffic, hit: map[string]bool{}},
			expected: traffic * w.failures[category] * w.odds[issuer],
		}
	}
}

// everyHours is how often trouble is planted.
const everyHours = 4

// recall lets two weeks pass, plants trouble every few hours, and returns what was found
// of it, and how many alarms there were besides.
func (w *world) recall(days int) (all []*found, wrong int) {
	const first = 14 * aDay
	watch := incident.Watcher{Detector: incident.Detector{Options: allowed()}}
	for m := 0; m < first+days*aDay; m++ {
		if m >= first && (m-first)%(everyHours*60) == 0 {
			f := w.plant(worldStart+incident.Minute(m), 60)
			all = append(all, f)
			w.planted = []planting{f.planting}
		}
		w.minute(worldStart+incident.Minute(m), func(o *incident.Outcome) {
			for _, e := range watch.Add(o) {
				if e.State == incident.Begun && !attribute(all, &e) && m > first {
					wrong++
				}
			}
		})
	}
	return all[:len(all)-1], wrong // the last may not be over
}

// attribute reports whether a planting explains the incident.
func attribute(all []*found, e *incident.Incident) bool {
	for _, f := range all[max(0, len(all)-2):] {
		at := incident.MinuteOf(e.DetectedAt)
		if e.Issuer == f.Issuer && at > f.from && at < f.to+60 {
			if f.at == 0 && e.Category == f.category {
				f.at = at
			}
			return true
		}
	}
	return false
}

// A tally counts plantings of one kind.
type tally struct{ n, found, delay int }

func (t *tally) add(f *found) {
	t.n++
	if f.at > 0 {
		t.found++
		t.delay += int(f.at - f.from)
	}
}

func (t *tally) String() string {
	if t == nil || t.n == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f %% of %d, %.0f min", 100*float64(t.found)/float64(t.n), t.n, float64(t.delay)/float64(max(1, t.found)))
}

// bracket returns the largest of the sizes that is not above n.
func bracket(n int) (out int) {
	for _, s := range plantedSizes {
		if n >= s {
			out = s
		}
	}
	return out
}

// Of trouble that makes 20 or more applicants fail within half an hour, 95 % is found.
func TestTroubleIsFound(t *testing.T) {
	n := months(t)
	byMinutes, byExpected := map[[2]int]*tally{}, map[[2]int]*tally{}
	var large tally
	wrong, weeks := 0, 0.0
	for _, perDay := range []int{20_000, 150_000} {
		days := max(3, n*6*20_000/perDay)
		all, w := newWorld(t, uint64(perDay), perDay).recall(days)
		wrong, weeks = wrong+w, weeks+float64(days)/7
		for _, f := range all {
			hits, length := bracket(len(f.hit)), int(f.to-f.from)
			if hits == 0 {
				continue
			}
			expected := 0
			for _, limit := range []float64{1, 5} {
				if f.expected >= limit {
					expected++
				}
			}
			for key, table := range map[[2]int]map[[2]int]*tally{{hits, length}: byMinutes, {hits, expected}: byExpected} {
				if table[key] == nil {
					table[key] = new(tally)
				}
				table[key].add(f)
			}
			if hits >= 20 && length <= 30 {
				large.add(f)
			}
		}
	}
	printTable("minutes", plantedMinutes, byMinutes)
	printTable("failures expected anyway: below 1, below 5, more", []int{0, 1, 2}, byExpected)
	fmt.Printf("20 or more within 30 minutes: %v. Other alarms in %.0f weeks: %d\n", &large, weeks, wrong)
	require.Positive(t, large.n)
	assert.GreaterOrEqual(t, float64(large.found), 0.95*float64(large.n))
}

func printTable(title string, columns []int, of map[[2]int]*tally) {
	fmt.Printf("\n%s\n| applicants |", title)
	for _, c := range columns {
		fmt.Printf(" %d |", c)
	}
	fmt.Printf("\n|---:|%s\n", strings.Repeat("---|", len(columns)))
	for _, s := range plantedSizes {
		fmt.Printf("| from %d |", s)
		for _, c := range columns {
			fmt.Printf(" %v |", of[[2]int{s, c}])
		}
		fmt.Println()
	}
}

// The same in small, always: nothing in two weeks, and then two things that happen.
func TestASmallWorld(t *testing.T) {
	w := newWorld(t, 7, 3000)
	at := worldStart + 14*aDay + 10*60
	w.planted = []planting{
		{Place: incident.Place{Issuer: w.issuers[0]}, category: failcode.BankMaintenance, from: at, to: at + 40, share: 1, hit: map[string]bool{}},
		{Place: incident.Place{Channel: "lianlian"}, category: failcode.TimeoutOrUnknown, from: at + 240, to: at + 280, share: 0.8, hit: map[string]bool{}},
	}
	var watch incident.Watcher
	var begun []incident.Incident
	for m := worldStart; m < at+600; m++ {
		w.minute(m, func(o *incident.Outcome) {
			for _, e := range watch.Add(o) {
				if e.State == incident.Begun {
					begun = append(begun, e)
				}
			}
		})
	}
	require.Len(t, begun, 2)
	for i, e := range begun {
		p := &w.planted[i]
		assert.Equal(t, p.Place, e.Place)
		assert.Equal(t, p.category, e.Category)
		assert.InDelta(t, int64(p.from), int64(incident.MinuteOf(e.Start)), 5)
		assert.Less(t, incident.MinuteOf(e.DetectedAt), p.from+20)
	}
	assert.Empty(t, watch.Detector.Open(), "both are over")
}
