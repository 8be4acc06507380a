package readiness

import (
	"errors"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/words"
)

// A Window is a stretch of time in which a bank, a clearing system or a channel
// takes no payouts, or may not. All times are China time; a window is half-open:
// its end is already outside.
type Window struct {
	Bank    string          `json:"bank,omitzero"`    // issuer code; "" for all
	Systems []intake.System `json:"systems,omitzero"` // nil for all; a payout whose system is unknown may take any
	Channel string          `json:"channel,omitzero"` // "" for all

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

func (r Recurrence) String() string                { return words.Name(recurrenceNames, r) }
func (r Recurrence) MarshalText() ([]byte, error)  { return []byte(r.String()), nil }
func (r *Recurrence) UnmarshalText(b []byte) error { return words.Parse(recurrenceNames, r, b) }

// Effect is what a window does to a payout. The zero Effect is invalid.
type Effect uint8

const (
	_                   Effect = iota
	Closed                     // nothing is taken: a gate
	DayCut                     // the day is being closed (日切): refusals and delays are likely
	MaintenancePossible        // maintenance often falls here, on days announced by notice
)

var effectNames = []string{"", "closed", "day_cut", "maintenance_possible"}

func (e Effect) String() string                { return words.Name(effectNames, e) }
func (e Effect) MarshalText() ([]byte, error)  { return []byte(e.String()), nil }
func (e *Effect) UnmarshalText(b []byte) error { return words.Parse(effectNames, e, b) }

// Clock is a time of day in minutes since midnight, 0–1440. In JSON it is
// "23:30"; "24:00" is the end of the day.
type Clock int16

// ClockTime returns the time of day.
func ClockTime(hour, minute int) Clock { return Clock(hour*60 + minute) }

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
	*c = ClockTime(h, m)
	return nil
}

// defaultWindows are warnings only: no table of recurring closures could be
// confirmed for any bank, so none is made up.
func defaultWindows() []Window {
	return []Window{
		// Two platforms print 23:30–00:30 (日切) and 23:00–00:10 (银行维护); UnionPay's
		// settlement date switches at 23:00. Their union.
		{Every: Daily, Start: ClockTime(23, 0), End: ClockTime(0, 30), Effect: DayCut,
			Source: "platform notices; UnionPay settlement date switch", CheckedOn: Date{Year: 2026, Month: 11, Day: 22}},
		// PBoC's own notices: BEPS and IBPS stop about monthly, on a Saturday or
		// Sunday, 00:00–08:00 (2014–2016) or 00:00–06:00 (2021–2024).
		{Every: Weekly, Weekdays: []time.Weekday{time.Saturday, time.Sunday}, Start: ClockTime(0, 0), End: ClockTime(8, 0),
			Systems: []intake.System{intake.BEPS, intake.IBPS}, Effect: MaintenancePossible,
			Source: "PBoC notices of 2014–2024", CheckedOn: Date{Year: 2026, Month: 11, Day: 22}},
	}
}

// windowNow returns the gravest window that the payout's processing touches, 0
// without one; until when the stretch of windows at least as grave lasts, with
// no room to process in between, as far as the horizon; and until when the
// answer holds.
func (c *Case) windowNow() (e Effect, ends, until int64) {
	process := c.plan.policy.ProcessingMinutes * 60
	horizon := c.plan.policy.HorizonDays * chinatime.Day
	who := payee{c.issuerCode(), c.sub.Payout.Channel, c.system()}
	v := c.plan.windows.look(span{c.at, c.at + process}, who, horizon)
	if v.worst == 0 {
		return 0, 0, v.until
	}
	e, until = v.worst, v.until
	for v.end(e) != 0 && ends <= c.at+horizon {
		if ends = v.end(e); ends+process <= v.next {
			break // there is room before the next window
		}
		v = c.plan.windows.look(span{ends, ends + process}, who, 0)
	}
	if e == Closed {
		until = ends
	}
	return e, ends, until
}

// system is the clearing system: as stated, else the channel profile's.
func (c *Case) system() intake.System {
	if s := c.sub.Payout.System; s != 0 && s <= intake.UnionPay {
		return s
	}
	if ch := c.channel(); ch != nil {
		return ch.System
	}
	return 0
}
