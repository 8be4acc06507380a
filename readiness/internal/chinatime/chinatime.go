// Package chinatime counts moments in Unix seconds and days in China, whose
// offset from UTC has been the same all year since 1991. In it 0 stands for a
// moment that is not known.
package chinatime

import (
	"math"
	"time"

	"github.com/payready/payready/readiness/workday"
)

const (
	Hour = 60 * 60
	Day  = 24 * Hour

	// Offset is China's from UTC, in seconds.
	Offset = 8 * Hour

	// First and Last bound the moments that mean anything here: 2000-01-01 and
	// 2100-01-01 in China. Outside them no calendar or rule says anything.
	First = 946_684_800 - Offset
	Last  = 4_102_444_800 - Offset

	// Never is later than any moment.
	Never = math.MaxInt64
)

// Unix returns a moment in Unix seconds, 0 for one before First or not before
// Last.
func Unix(t time.Time) int64 {
	if u := t.Unix(); u >= First && u < Last {
		return u
	}
	return 0
}

// Time returns a moment as China's clocks show it.
func Time(unix int64) time.Time { return time.Unix(unix, 0).In(workday.China) }

// DateOf returns the day of a moment.
func DateOf(unix int64) workday.Date { return workday.DateOf(time.Unix(unix, 0)) }

// StartOf returns when a day begins.
func StartOf(d workday.Date) int64 { return int64(d.Days())*Day - Offset }

// Sooner returns the earlier of two moments, of which 0 is none.
func Sooner(a, b int64) int64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
