// Package workday answers which days are working days in China, and how far
// that is certain.
//
// The State Council publishes each year's holidays, and the weekend days that
// are worked instead, in the autumn before. [Default] holds the years published
// when this version was made. A caller who has a newer notice adds it with
// [Calendar.With].
//
// Later years, to 2050, are answered by law: the festivals themselves are
// closed, most other days are what their weekday says, and the days around a
// festival, where the notice may move days off, are undecided. [Calendar.Day]
// says which, and why. What is undecided is never guessed.
//
//	end, known := workday.Default().EndOf(workday.DateOf(submitted), 3)
//
// Working days are counted from the day of the event, which is day 0.
// [Calendar.Count] counts where some days are undecided.
package workday

//go:generate go run ./internal/gen

import (
	"math/bits"
	"time"
)

// A Calendar knows the working days of a run of whole years. It is immutable
// and safe for concurrent use. The zero Calendar and a nil *Calendar know
// nothing.
type Calendar struct {
	first   int // year of years[0]
	years   []year
	version string
}

// A year holds two bits a day: bit d of months[m-1] is set when day d of month m
// is worked or may be, bit 32+d when it is decided. So a question is a shift.
type year struct {
	months  [12]uint64
	special []special // by date
	noticed bool      // else answered by law
}

// A special day is one that a notice names: a holiday or a make-up day.
type special struct {
	month, day uint8
	name       string
}

// Default returns the calendar built into this version of the library. It is
// static data: nothing is computed when the program starts.
func Default() *Calendar { return &standard }

// IsWorkday reports whether d is worked, make-up days included, and whether
// that is known. A day that is not known is never reported as worked.
func (c *Calendar) IsWorkday(d Date) (work, known bool) {
	if c == nil {
		return false, false
	}
	i, m := uint(int(d.Year)-c.first), uint(d.Month)-1
	if i >= uint(len(c.years)) || m >= 12 {
		return false, false
	}
	day := c.years[i].months[m] >> d.Day
	known = day>>32&1 == 1
	return known && day&1 == 1, known
}

// Add returns the n-th working day after d: d itself is day 0, worked or not.
// It is false when n is negative, when d is not a day, and when not every day
// between d and the answer is known.
func (c *Calendar) Add(d Date, n int) (Date, bool) {
	if n < 0 || !d.IsValid() {
		return Date{}, false
	}
	if n == 0 {
		return d, true
	}
	d = d.AddDays(1) // the first day that can count
	if !c.covers(d) {
		return Date{}, false
	}
	from := d.Day
	for y, m := int(d.Year)-c.first, int(d.Month)-1; y < len(c.years); y, m = y+1, 0 {
		for ; m < 12; m++ {
			month := c.years[y].months[m]
			days := uint32(month) >> from << from
			undecided := days &^ uint32(month>>32)
			from = 0
			if k := bits.OnesCount32(days); n > k {
				if undecided != 0 {
					return Date{}, false
				}
				n -= k
				continue
			}
			for range n - 1 {
				days &= days - 1
			}
			day := bits.TrailingZeros32(days)
			if undecided<<(31-day) != 0 {
				return Date{}, false
			}
			return Date{int16(c.first + y), uint8(m + 1), uint8(day)}, true
		}
	}
	return Date{}, false
}

// covers reports whether d is in a year that the calendar answers for.
func (c *Calendar) covers(d Date) bool {
	return c != nil && uint(int(d.Year)-c.first) < uint(len(c.years))
}

// NextWorkday returns the first working day after d.
func (c *Calendar) NextWorkday(d Date) (Date, bool) { return c.Add(d, 1) }

// StartOf returns the instant at which the n-th working day after d begins in
// China: "held until the 3rd working day" ends there. It is known when Add is.
func (c *Calendar) StartOf(d Date, n int) (time.Time, bool) {
	d, ok := c.Add(d, n)
	return d.Start(), ok
}

// EndOf returns the instant at which the n-th working day after d ends in
// China, the midnight that follows it: "pending for 3 working days" ends there.
// It is known when Add is.
func (c *Calendar) EndOf(d Date, n int) (time.Time, bool) {
	d, ok := c.Add(d, n)
	return d.AddDays(1).Start(), ok
}

// Name returns the festival, in Chinese, for which d is a holiday or a make-up
// day, and "" for any other day.
func (c *Calendar) Name(d Date) string {
	if day := c.Day(d); day.Reason == ByNotice || day.Reason == ByLaw {
		return day.Festival
	}
	return ""
}

// KnownFrom returns the first known day, zero when nothing is known.
func (c *Calendar) KnownFrom() Date {
	if c == nil || len(c.years) == 0 {
		return Date{}
	}
	return Date{int16(c.first), 1, 1}
}

// KnownUntil returns the last day until which notices decide every day, zero
// when nothing is known. It is 31 December, or some days before when the next
// notice may still move days around New Year. Later days are answered by law,
// as far as that goes.
func (c *Calendar) KnownUntil() Date {
	var last Date
	for d := c.KnownFrom(); c.covers(d) && c.years[int(d.Year)-c.first].noticed; d = d.AddDays(1) {
		if _, known := c.IsWorkday(d); !known {
			break
		}
		last = d
	}
	return last
}

// Version names the content: the years of the notices, and a digest of all that
// is said of any day, "2008-2026/1f0c93ab". Two calendars of one version give
// the same answers. It is "none" when nothing is known.
func (c *Calendar) Version() string {
	if c == nil || len(c.years) == 0 {
		return "none"
	}
	return c.version
}
