package readiness

import (
	"errors"
	"slices"
	"time"
)

// A Window is a stretch of time in which a bank, a clearing system or a channel
// takes no payouts, or may not. All times are China time; a window is half-open:
// its end is already outside.
type Window struct {
	Bank    string   `json:"bank,omitzero"`    // issuer code; "" for all
	Systems []System `json:"systems,omitzero"` // nil for all; a payout whose system is unknown may take any
	Channel string   `json:"channel,omitzero"` // "" for all

	Every     Recurrence     `json:"every,omitzero"`
	Weekdays  []time.Weekday `json:"weekdays,omitzero"`   // of weekly and nth_weekday: 0 is Sunday, the day it starts
	MonthDays []int          `json:"month_days,omitzero"` // of monthly: 1–31, −1 the last; days that a month lacks are left out
	Nth       int            `json:"nth,omitzero"`        // of nth_weekday: 1–5, −1 the last
	Start     Clock          `json:"start,omitzero"`      // of a recurring window
	End       Clock          `json:"end,omitzero"`        // at or before Start: on the next day
	From      time.Time      `json:"from,omitzero"`       // of a dated window
	To        time.Time      `json:"to,omitzero"`

	EffectiveFrom  Date `json:"effective_from,omitzero"`  // first day on which it may start
	EffectiveUntil Date `json:"effective_until,omitzero"` // last

	Effect    Effect `json:"effect,omitzero"`
	Source    string `json:"source,omitzero"`
	CheckedOn Date   `json:"checked_on,omitzero"`
}

// Recurrence says when a window comes again. The zero value is Dated.
type Recurrence uint8

const (
	Dated Recurrence = iota
	Daily
	Weekly
	Monthly
	NthWeekday
)

var recurrenceNames = []string{"dated", "daily", "weekly", "monthly", "nth_weekday"}

func (r Recurrence) String() string                { return nameOf(recurrenceNames, r) }
func (r Recurrence) MarshalText() ([]byte, error)  { return []byte(r.String()), nil }
func (r *Recurrence) UnmarshalText(b []byte) error { return parseName(recurrenceNames, r, b) }

// Effect is what a window does to a payout. The zero Effect is invalid.
type Effect uint8

const (
	_                   Effect = iota
	Closed                     // nothing is taken: a gate
	DayCut                     // the day is being closed (日切): refusals and delays are likely
	MaintenancePossible        // maintenance often falls here, on days announced by notice
)

var effectNames = []string{"", "closed", "day_cut", "maintenance_possible"}

func (e Effect) String() string                { return nameOf(effectNames, e) }
func (e Effect) MarshalText() ([]byte, error)  { return []byte(e.String()), nil }
func (e *Effect) UnmarshalText(b []byte) error { return parseName(effectNames, e, b) }

// Clock is a time of day in minutes since midnight, 0–1440. In JSON it is
// "23:30"; "24:00" is the end of the day.
type Clock int16

// At returns the time of day.
func At(hour, minute int) Clock { return Clock(hour*60 + minute) }

func (c Clock) String() string { b, _ := c.MarshalText(); return string(b) }

func (c Clock) MarshalText() ([]byte, error) {
	h, m := c/60, c%60
	return []byte{byte('0' + h/10), byte('0' + h%10), ':', byte('0' + m/10), byte('0' + m%10)}, nil
}

var errClock = errors.New("must be HH:MM, 00:00 to 24:00")

func (c *Clock) UnmarshalText(b []byte) error {
	if len(b) != 5 || b[2] != ':' {
		return errClock
	}
	for _, i := range []int{0, 1, 3, 4} {
		if b[i] < '0' || b[i] > '9' {
			return errClock
		}
	}
	h, m := int(b[0]-'0')*10+int(b[1]-'0'), int(b[3]-'0')*10+int(b[4]-'0')
	if m > 59 || h*60+m > 24*60 {
		return errClock
	}
	*c = At(h, m)
	return nil
}

// defaultWindows are warnings only: no table of recurring closures could be
// confirmed for any bank, so none is made up.
func defaultWindows() []Window {
	return []Window{
		// Two platforms print 23:30–00:30 (日切) and 23:00–00:10 (银行维护); UnionPay's
		// settlement date switches at 23:00. Their union.
		{Every: Daily, Start: At(23, 0), End: At(0, 30), Effect: DayCut,
			Source: "platform notices; UnionPay settlement date switch", CheckedOn: Date{Year: 2026, Month: 11, Day: 22}},
		// PBoC's own notices: BEPS and IBPS stop about monthly, on a Saturday or
		// Sunday, 00:00–08:00 (2014–2016) or 00:00–06:00 (2021–2024).
		{Every: Weekly, Weekdays: []time.Weekday{time.Saturday, time.Sunday}, Start: At(0, 0), End: At(8, 0),
			Systems: []System{BEPS, IBPS}, Effect: MaintenancePossible,
			Source: "PBoC notices of 2014–2024", CheckedOn: Date{Year: 2026, Month: 11, Day: 22}},
	}
}

// span is a half-open stretch of Unix seconds.
type span struct{ from, to int64 }

func (s span) overlaps(t span) bool { return s.from < t.to && t.from < s.to }

const daySeconds = 24 * 60 * 60

// on returns the occurrence that starts on day d, whose midnight is at unix.
func (w *Window) on(d Date, midnight int64) (span, bool) {
	if !w.EffectiveFrom.IsZero() && d.Before(w.EffectiveFrom) || !w.EffectiveUntil.IsZero() && d.After(w.EffectiveUntil) {
		return span{}, false
	}
	switch w.Every {
	case Weekly:
		if !slices.Contains(w.Weekdays, d.Weekday()) {
			return span{}, false
		}
	case Monthly:
		if !hasMonthDay(w.MonthDays, d) {
			return span{}, false
		}
	case NthWeekday:
		if !slices.Contains(w.Weekdays, d.Weekday()) || !isNth(w.Nth, d) {
			return span{}, false
		}
	case Dated:
		return span{}, false
	}
	s := span{midnight + int64(w.Start)*60, midnight + int64(w.End)*60}
	if w.End <= w.Start {
		s.to += daySeconds
	}
	return s, true
}

func hasMonthDay(list []int, d Date) bool {
	for _, x := range list {
		if x == int(d.Day) || x == -1 && d.AddDays(1).Day == 1 {
			return true
		}
	}
	return false
}

func isNth(nth int, d Date) bool {
	if nth == -1 {
		return d.AddDays(7).Month != d.Month
	}
	return (int(d.Day)-1)/7+1 == nth
}

// during returns the first occurrence that overlaps s.
func (w *Window) during(s span) (span, bool) {
	if w.Every == Dated {
		o := span{w.From.Unix(), w.To.Unix()}
		return o, o.overlaps(s)
	}
	// A recurring window lasts at most a day, so one that touches s starts on the
	// day before s begins at the earliest.
	d := dayOf(s.from - daySeconds)
	for midnight := d.Start().Unix(); midnight < s.to; midnight += daySeconds {
		if o, ok := w.on(d, midnight); ok && o.overlaps(s) {
			return o, true
		}
		d = d.AddDays(1)
	}
	return span{}, false
}

// next returns when the first occurrence that starts at or after t does, 0 when
// none does within the days given.
func (w *Window) next(t int64, days int64) int64 {
	if w.Every == Dated {
		if from := w.From.Unix(); from >= t {
			return from
		}
		return 0
	}
	d := dayOf(t)
	for midnight := d.Start().Unix(); midnight <= t+days*daySeconds; midnight += daySeconds {
		if o, ok := w.on(d, midnight); ok && o.from >= t {
			return o.from
		}
		d = d.AddDays(1)
	}
	return 0
}

// concerns reports what the window does to this payout, 0 when it is another
// bank's, system's or channel's. A closure of one system is only possible for a
// payout whose system is unknown.
func (w *Window) concerns(bank, channel string, system System) Effect {
	switch {
	case w.Bank != "" && w.Bank != bank, w.Channel != "" && w.Channel != channel:
		return 0
	case len(w.Systems) == 0:
		return w.Effect
	case system == 0 && w.Effect == Closed:
		return MaintenancePossible
	case system == 0 || slices.Contains(w.Systems, system):
		return w.Effect
	}
	return 0
}

// windowNow returns the gravest window that the payout's processing touches,
// and until when that holds. Without one the effect is 0.
func (c *Case) windowNow() (Effect, int64) {
	process := c.prog.policy.ProcessingMinutes * 60
	bank, channel, system := c.issuerCode(), c.sub.Payout.Channel, c.system()
	worst, until := c.windowAt(c.at, process, bank, channel, system)
	if worst != Closed {
		return worst, until
	}
	// Closures that leave no room to process between them are one.
	for range maxSteps {
		e, later := c.windowAt(until, process, bank, channel, system)
		if e != Closed || later <= until {
			break
		}
		until = later
	}
	return Closed, until
}

func (c *Case) windowAt(at, process int64, bank, channel string, system System) (worst Effect, until int64) {
	s := span{at, at + process}
	sooner := func(t int64) {
		if t != 0 && (until == 0 || t < until) {
			until = t
		}
	}
	var closedUntil int64
	for i := range c.prog.policy.Windows {
		w := &c.prog.policy.Windows[i]
		effect := w.concerns(bank, channel, system)
		if effect == 0 {
			continue
		}
		if o, ok := w.during(s); ok {
			if effect == Closed {
				closedUntil = max(closedUntil, o.to)
			}
			sooner(o.to)
			if worst == 0 || effect < worst {
				worst = effect
			}
		} else if from := w.next(s.to, c.prog.policy.HorizonDays); from != 0 {
			sooner(from - process + 1) // the first second whose processing runs into it
		}
	}
	if worst == Closed {
		return Closed, closedUntil
	}
	return worst, until
}

// issuerCode is the card's bank: by its number, else as stated.
func (c *Case) issuerCode() string {
	if m, ok := c.exactBIN(); ok {
		return m.Issuer().Code
	}
	if s := c.sub.Card.Issuer; s != "" {
		if i, ok := c.prog.bins.FindIssuer(s); ok {
			return i.Code
		}
	}
	return ""
}

// system is the clearing system: as stated, else the channel profile's.
func (c *Case) system() System {
	if s := c.sub.Payout.System; s != 0 {
		return s
	}
	if ch := c.channel(); ch != nil {
		return ch.System
	}
	return 0
}
