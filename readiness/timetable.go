package readiness

import (
	"math"
	"slices"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/workday"
)

// A span is a half-open interval of Unix seconds.
type span struct{ from, to int64 }

// A timetable holds the windows of a policy; ofBank has those that name a bank, and
// outside when channels that keep hours take nothing.
type timetable struct {
	general []entry
	ofBank  map[string][]entry
	outside map[*Channel][]entry

	channels bool // some window is of one channel alone
}

// An entry is a window with its times in days and seconds.
type entry struct {
	*Window
	dated       span  // for a dated window
	first, last int64 // days on which it may begin, counted from 1 January 1970
	start, end  int64 // seconds since midnight; end may be on the next day
	hours       bool  // outside a channel's hours
}

func newTimetable(windows []Window, channels []Channel) timetable {
	t := timetable{ofBank: map[string][]entry{}, outside: map[*Channel][]entry{}}
	for i := range channels {
		if ch := &channels[i]; len(ch.Hours) > 0 {
			t.outside[ch] = outsideHours(ch.Hours)
		}
	}
	for i := range windows {
		w := &windows[i]
		e := entry{Window: w, last: math.MaxInt64, start: int64(w.Start) * 60, end: int64(w.End) * 60}
		if w.Every == Dated {
			e.dated = span{w.From.Unix(), w.To.Unix()}
		}
		if !w.EffectiveFrom.IsZero() {
			e.first = int64(w.EffectiveFrom.Days())
		}
		if !w.EffectiveUntil.IsZero() {
			e.last = int64(w.EffectiveUntil.Days())
		}
		if e.end <= e.start {
			e.end += chinatime.Day
		}
		t.channels = t.channels || w.Channel != ""
		if w.Bank == "" {
			t.general = append(t.general, e)
		} else {
			t.ofBank[w.Bank] = append(t.ofBank[w.Bank], e)
		}
	}
	return t
}

// outsideHours returns when a channel of these hours takes nothing, at most a day at a
// time.
func outsideHours(hours []Hours) (list []entry) {
	const day, week = 24 * 60, 7 * 24 * 60
	var open [week]bool
	for _, h := range hours {
		length := h.End - h.Start
		if length <= 0 {
			length += day
		}
		for d := range 7 {
			if h.Weekdays != nil && !slices.Contains(h.Weekdays, time.Weekday(d)) {
				continue
			}
			for m := range int(length) {
				open[(d*day+int(h.Start)+m)%week] = true
			}
		}
	}
	for d := range 7 {
		for m := 0; m < day; m++ {
			from := m
			for m < day && !open[d*day+m] {
				m++
			}
			if m > from {
				w := &Window{Every: Weekly, Weekdays: []time.Weekday{time.Weekday(d)}, Effect: Closed}
				list = append(list, entry{Window: w, last: math.MaxInt64, start: int64(from) * 60, end: int64(m) * 60, hours: true})
			}
		}
	}
	return list
}

// A payee is what a window applies to.
type payee struct {
	bank, channel string
	profile       *Channel
	system        intake.System // 0 if unknown: it may be any
}

// effectOn returns the effect of the window on a payee, or 0. If the payout's
// system is unknown, it may take another one, so a closure only counts as possible
// maintenance.
func (e *entry) effectOn(p payee) Effect {
	switch {
	case e.Channel != "" && !sameWritten(e.Channel, p.channel):
		return 0
	case len(e.Systems) == 0 || slices.Contains(e.Systems, p.system):
		return e.Effect
	case p.system != 0:
		return 0
	case e.Effect == Closed:
		return MaintenancePossible
	}
	return e.Effect
}

// beginsOn reports whether a recurring window begins on a day.
func (e *entry) beginsOn(day int64) bool {
	if day < e.first || day > e.last {
		return false
	}
	switch e.Every {
	case Weekly:
		return slices.Contains(e.Weekdays, weekday(day))
	case Monthly:
		d := date(day)
		return slices.Contains(e.MonthDays, int(d.Day)) || slices.Contains(e.MonthDays, -1) && d.AddDays(1).Month != d.Month
	case NthWeekday:
		if !slices.Contains(e.Weekdays, weekday(day)) {
			return false
		}
		d := date(day)
		return e.Nth == int(d.Day+6)/7 || e.Nth == -1 && d.AddDays(7).Month != d.Month
	}
	return true
}

// weekday returns the weekday of a day counted from 1 January 1970, a Thursday.
func weekday(day int64) time.Weekday { return time.Weekday((day + 4) % 7) }

func date(day int64) Date { return workday.DateOf(time.Unix(day*chinatime.Day-chinatime.Offset, 0)) }

// A gravity orders windows by what they mean for a payout, the gravest first. What
// only tends to happen at an hour weighs less than what was announced for a day.
type gravity uint8

const (
	_ gravity = iota
	closedNow
	announcedDayCut
	announcedMaintenance
	usualDayCut
	usualMaintenance
)

// gravityOf says how grave an effect of the window is.
func (e *entry) gravityOf(effect Effect) gravity {
	g := gravity(effect)
	if effect != Closed && e.Every != Dated && e.Effect != Closed {
		g += usualDayCut - announcedDayCut
	}
	return g
}

func (g gravity) effect() Effect {
	if g >= usualDayCut {
		g -= usualDayCut - announcedDayCut
	}
	return Effect(g)
}

// A view holds what is known of the windows around the span of a payout's processing.
type view struct {
	span
	worst gravity                     // the gravest within the span, 0 for none
	ends  [usualMaintenance + 1]int64 // when the last window of that gravity that overlaps the span ends
	some  bool                        // some window applies to the payee
	shut  bool                        // a window within the span closes, and not for the hours alone
	until int64                       // the next start at which the view may differ, 0 if none ever does
	next  int64                       // no window begins between the end of the span and this time
}

// look returns the view of a span, including windows that begin up to horizon
// seconds after it.
func (t *timetable) look(s span, p payee, horizon int64) view {
	v := view{span: s, next: s.to + horizon}
	v.lookAt(t.general, p, s.to+horizon)
	v.lookAt(t.ofBank[p.bank], p, s.to+horizon)
	if p.profile != nil {
		v.lookAt(t.outside[p.profile], p, s.to+horizon)
	}
	if v.some {
		v.until = chinatime.Sooner(v.until, s.from+horizon+1) // nothing is known beyond the horizon
	}
	return v
}

func (v *view) lookAt(entries []entry, p payee, last int64) {
	for i := range entries {
		if e := entries[i].effectOn(p); e != 0 {
			v.some = true
			v.show(&entries[i], e, last)
		}
	}
}

// show adds the occurrences of a window that overlap the span, and the first one
// that begins after it but no later than last.
func (v *view) show(e *entry, effect Effect, last int64) {
	if e.Every == Dated {
		if e.dated.to > v.from && e.dated.from <= last {
			v.add(e, e.gravityOf(effect), e.dated)
		}
		return
	}
	for day := (v.from+chinatime.Offset)/chinatime.Day - 1; day <= e.last; day++ {
		midnight := day*chinatime.Day - chinatime.Offset
		o := span{midnight + e.start, midnight + e.end}
		if o.from > last {
			return
		}
		if o.to > v.from && e.beginsOn(day) {
			v.add(e, e.gravityOf(effect), o)
			if o.from >= v.to {
				return
			}
		}
	}
}

// add adds one occurrence to the view.
func (v *view) add(e *entry, g gravity, o span) {
	if o.from >= v.to {
		v.next = min(v.next, o.from)
		v.until = chinatime.Sooner(v.until, o.from-(v.to-v.from)+1) // the first start whose processing runs into it
		return
	}
	v.shut = v.shut || g == closedNow && !e.hours
	if v.worst == 0 || g < v.worst {
		v.worst = g
	}
	v.ends[g] = max(v.ends[g], o.to)
	v.until = chinatime.Sooner(v.until, o.to)
}

// end returns when the last window at least as grave as least ends, or 0.
func (v *view) end(least gravity) int64 { return slices.Max(v.ends[:least+1]) }
