package incident

import (
	"slices"
	"time"
)

// A Watcher counts outcomes as they come and looks for incidents. The zero Watcher is
// ready to use, not concurrently.
//
// A minute is judged when it is over for some time, so that outcomes may come late and
// out of order. What time it is, Advance says; without it, most of the latest outcomes
// do: a few with a wrong clock do not matter, and time never goes back.
type Watcher struct {
	Counts
	Detector
	// Grace is how many minutes an outcome may come late, 0 for two. Incidents are found
	// that much later.
	Grace Minute

	latest [16]Minute // in the order of arrival
	next   int
	told   bool // by Advance what time it is
	now    Minute
}

func (w *Watcher) grace() Minute {
	if w.Grace > 0 {
		return w.Grace
	}
	return 2
}

// Add counts an outcome, and returns what began, changed or ended in the minutes that are
// over by now.
func (w *Watcher) Add(o *Outcome) []Incident {
	w.start()
	m := MinuteOf(o.EndedAt)
	if m == 0 {
		w.problems[NoTime]++
		return nil
	}
	limit := w.now + w.grace()
	if !w.told {
		limit = w.reached(m) + ahead
	}
	switch {
	case m > limit:
		w.problems[Future]++
		return nil
	case m <= w.done:
		w.problems[Late]++
		return nil
	}
	if w.Counts.Add(o) != "" || w.told {
		return nil
	}
	return w.advance(limit - ahead)
}

// ahead is how far the clock of an outcome may be before most others.
const ahead = aDay

// reached returns the minute that half of the latest outcomes have reached.
func (w *Watcher) reached(m Minute) Minute {
	w.latest[w.next%len(w.latest)] = m
	w.next++
	sorted := w.latest
	seen := sorted[:min(w.next, len(sorted))]
	slices.Sort(seen)
	return seen[len(seen)/2]
}

// Advance says what time it is.
func (w *Watcher) Advance(now time.Time) []Incident {
	m := MinuteOf(now)
	if m == 0 {
		return nil
	}
	w.told = true
	return w.advance(m)
}

// Flush judges all that has come, as at the end of a file.
func (w *Watcher) Flush() []Incident {
	return w.judgeUpTo(w.last())
}

func (w *Watcher) advance(m Minute) []Incident {
	if m <= w.now {
		return nil
	}
	w.now = m
	return w.judgeUpTo(m - w.grace() - 1)
}

func (w *Watcher) judgeUpTo(m Minute) []Incident {
	if m <= w.done {
		return nil
	}
	events := w.Detector.Advance(&w.Counts, m)
	w.drop(w.done + 1)
	return events
}
