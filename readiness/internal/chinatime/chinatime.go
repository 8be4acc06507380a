// Package chinatime works with times as Unix seconds and with days in China, which
// has had no daylight saving time since 1992. A time of 0 means unknown.
package chinatime

import (
	"math"
	"time"

	"github.com/payready/payready/readiness/workday"
)

const (
	Hour = 60 * 60
	Day  = 24 * Hour

	// Offset is China's offset from UTC, in seconds.
	Offset = 8 * Hour

	// First and Last bound the supported times: 2000-01-01 and 2100-01-01 in China.
	// No calendar or rule applies outside them.
	First = 946_684_800 - Offset
	Last  = 4_102_444_800 - Offset

	// Never is later than any time.
	Never = math.MaxInt64
)

// Unix returns t in Unix seconds, or 0 if t is not in [First, Last).
func Unix(t time.Time) int64 {
	if u := t.Unix(); u >= First && u < Last {
		return u
	}
	return 0
}

// Time returns the time in China's time zone.
func Time(unix int64) time.Time { return time.Unix(unix, 0).In(workday.China) }

// DateOf returns the date of a time in China.
func DateOf(unix int64) workday.Date { return workday.DateOf(time.Unix(unix, 0)) }

// StartOf returns when the day begins.
func StartOf(d workday.Date) int64 { return int64(d.Days())*Day - Offset }

// NextDay returns when the day after that of a time begins in China, for a time of [First,
// Last].
func NextDay(unix int64) int64 { return unix - (unix+Offset)%Day + Day }

// Sooner returns the earlier of two times, ignoring one that is 0.
func Sooner(a, b int64) int64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
