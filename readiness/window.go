package readiness

import (
	"cmp"
	"errors"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/words"
)

// A Window is a period in which a bank, a clearing system or a channel takes no
// payouts, or may refuse them. Times are China time. A window does not include
// its end.
type Window struct {
	Bank    string          `json:"bank,omitzero"`    // an issuer's code or name; "" for all
	Systems []intake.System `json:"systems,omitzero"` // nil for all; a payout of unknown system may take any of them
	Channel string          `json:"channel,omitzero"` // by any of its names; "" for all

	Every     Recurrence     `json:"every,omitzero"`
	Weekdays  []time.Weekday `json:"weekdays,omitzero"`   // for weekly and nth_weekday: the days on which it starts; 0 is Sunday
	MonthDays []int          `json:"month_days,omitzero"` // for monthly: 1–31, −1 for the last day; days that a month lacks are skipped
	Nth       int            `json:"nth,omitzero"`        // for nth_weekday: 1–5, −1 for the last
	Start     Clock          `json:"start,omitzero"`      // for a recurring window
	End       Clock          `json:"end,omitzero"`        // at or before Start means on the next day
	From      time.Time      `json:"from,omitzero"`       // for a dated window
	To        time.Time      `json:"to,omitzero"`

	EffectiveFrom  Date `json:"effective_from,omitzero"`  // first day on which it may start
	EffectiveUntil Date `json:"effective_until,omitzero"` // last such day

	Effect    Effect `json:"effect,omitzero"`
	Source    string `json:"source,omitzero"`
	CheckedOn Date   `json:"checked_on,omitzero"`
}

// Recurrence says how a window recurs. The zero value is Dated.
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
	Closed                     // no payouts are taken: a gate
	DayCut                     // end-of-day cut-off (日切): a dated window says that refusals are likely, a recurring one is only shown
	MaintenancePossible        // maintenance may take place, or in a recurring window sometimes does: likewise
)

var effectNames = []string{"", "closed", "day_cut", "maintenance_possible"}

func (e Effect) String() string                { return words.Name(effectNames, e) }
func (e Effect) MarshalText() ([]byte, error)  { return []byte(e.String()), nil }
func (e *Effect) UnmarshalText(b []byte) error { return words.Parse(effectNames, e, b) }

// Clock is a time of day in minutes since midnight, 0–1440. In JSON it is
// "23:30"; "24:00" is the end of the day.
type Clock int16

// ClockTime returns the Clock for hour:minute.
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

// defaultWindows returns recurring windows that only warn, since no bank's recurring
// closures could be confirmed, and the stops of several days that PBoC has announced.
// Later ones are for the policy: they are published a year at a time.
func defaultWindows() []Window {
	stop := func(from, to time.Time, systems ...intake.System) Window {
		return Window{Every: Dated, From: from, To: to, Systems: systems, Effect: Closed,
			Source: "PBoC notices of 2013–2016", CheckedOn: Date{Year: 2026, Month: 11, Day: 22}}
	}
	china := time.FixedZone("", chinatime.Offset) // as a policy document gives it
	at := func(year int, month time.Month, day, hour, minute int) time.Time {
		return time.Date(year, month, day, hour, minute, 0, 0, china)
	}
	return []Window{
		// The union of 23:30–00:30 (日切) and 23:00–00:10 (银行维护), each published by
		// a platform. UnionPay's settlement date changes at 23:00.
		{Every: Daily, Start: ClockTime(23, 0), End: ClockTime(0, 30), Effect: DayCut,
			Source: "platform notices; UnionPay settlement date switch", CheckedOn: Date{Year: 2026, Month: 11, Day: 22}},
		// PBoC's own notices: BEPS and IBPS stop about monthly, on a Saturday or
		// Sunday, 00:00–08:00 (2014–2016) or 00:00–06:00 (2021–2024).
		{Every: Weekly, Weekdays: []time.Weekday{time.Saturday, time.Sunday}, Start: ClockTime(0, 0), End: ClockTime(8, 0),
			Systems: []intake.System{intake.BEPS, intake.IBPS}, Effect: MaintenancePossible,
			Source: "PBoC notices of 2014–2024", CheckedOn: Date{Year: 2026, Month: 11, Day: 22}},
		stop(at(2013, 9, 30, 16, 0), at(2013, 10, 6, 8, 30), intake.BEPS, intake.IBPS), // for an upgrade
		stop(at(2013, 10, 6, 8, 30), at(2013, 10, 7, 16, 0), intake.IBPS),
		stop(at(2014, 1, 30, 16, 0), at(2014, 2, 2, 18, 30), intake.BEPS, intake.IBPS), // over Spring Festival, as the next two
		stop(at(2015, 2, 17, 16, 0), at(2015, 2, 20, 16, 0), intake.BEPS, intake.IBPS),
		stop(at(2016, 2, 6, 19, 0), at(2016, 2, 9, 20, 0), intake.BEPS, intake.IBPS),
	}
}

// A meeting is the gravest of the windows that a payout's processing overlaps.
type meeting struct {
	gravity      // 0 for none
	hours   bool // nothing but the channel's own hours closes
	ends    int64
	until   int64 // until when the answer holds
	turns   int64 // when what closes may be another thing, 0 if only one can be
}

// windowNow returns the gravest of the windows that overlap the payout's processing;
// when the windows at least that grave end; and until when the answer holds. It ignores
// gaps too short to process in, and stops at the horizon.
func (c *Case) windowNow() meeting {
	who := payee{bank: c.issuerCode(), system: c.system()}
	if ch := c.channel(); ch != nil && len(ch.Hours) > 0 {
		who.profile = ch
	}
	if c.plan.windows.channels {
		who.channel = cmp.Or(c.payoutName().Channel, c.sub.Payout.Channel)
	}
	if !c.sharing {
		return c.meet(who)
	}
	if m := &c.moment.met; m.of != who || !m.known {
		*m = met{of: who, known: true, meeting: c.meet(who)}
	}
	return c.moment.met.meeting
}

// met is what the last payee met.
type met struct {
	of    payee
	known bool
	meeting
}

func (c *Case) meet(who payee) meeting {
	process := c.plan.policy.ProcessingMinutes * 60
	horizon := c.plan.policy.HorizonDays * chinatime.Day
	v := c.plan.windows.look(span{c.at, c.at + process}, who, horizon)
	m := meeting{gravity: v.worst, hours: v.worst == closedNow && !v.shut, until: v.until}
	for v.end(m.gravity) != 0 && m.ends <= c.at+horizon {
		if m.ends = v.end(m.gravity); m.ends+process <= v.next {
			break // enough time before the next window
		}
		v = c.plan.windows.look(span{m.ends, m.ends + process}, who, 0)
	}
	if m.gravity == closedNow {
		if who.profile != nil { // closed for its hours or for a window: that may change first
			m.turns = m.until
		}
		m.until = m.ends
	}
	return m
}

// system returns the stated clearing system, or else that of the channel profile.
func (c *Case) system() intake.System {
	if s := c.sub.Payout.System; s != 0 && s <= intake.UnionPay {
		return s
	}
	if ch := c.channel(); ch != nil {
		return ch.System
	}
	return 0
}
