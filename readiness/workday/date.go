package workday

import "time"

// China is the time zone of all civil dates, a fixed +08:00. China has had no
// daylight saving time since 1992, so no time zone database is needed.
var China = time.FixedZone("UTC+8", 8*60*60)

// A Date is a civil date in the proleptic Gregorian calendar, without a time zone.
// Dates are comparable with ==. The zero Date means unknown.
type Date struct {
	Year  int16
	Month uint8 // 1–12
	Day   uint8 // 1–31
}

// NewDate returns the date, or false if it does not exist or the year is outside
// 1–9999.
func NewDate(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, false
	}
	return Date{int16(year), uint8(month), uint8(day)}, true
}

// DateOf returns the date of t in China, or the zero Date if the year is outside
// 1–9999.
func DateOf(t time.Time) Date {
	return fromDays(floorDiv(t.Unix()+8*3600, 86400))
}

var errDate error = dateError{}

type dateError struct{}

func (dateError) Error() string {
	return "workday: date must be YYYY-MM-DD and exist, such as 2026-11-24"
}
func (dateError) Chinese() string {
	return "须为真实日期，格式为 YYYY-MM-DD，例如 2026-11-24"
}

// ParseDate parses "2006-01-02". The error never repeats the input.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, errDate
	}
	n := [3]int{}
	for i, part := range [3]string{s[:4], s[5:7], s[8:]} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return Date{}, errDate
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	d, ok := NewDate(n[0], n[1], n[2])
	if !ok {
		return Date{}, errDate
	}
	return d, nil
}

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return uint16(d.Year)|uint16(d.Month)|uint16(d.Day) == 0 }

// IsValid reports whether d is an existing date. The zero Date is not.
func (d Date) IsValid() bool {
	_, ok := NewDate(int(d.Year), int(d.Month), int(d.Day))
	return ok
}

// String returns "2006-01-02", or "" if d is not valid.
func (d Date) String() string { return string(d.AppendTo(nil)) }

// AppendTo appends what String returns to b.
func (d Date) AppendTo(b []byte) []byte {
	if !d.IsValid() {
		return b
	}
	y := int(d.Year)
	return append(b,
		byte('0'+y/1000%10), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		'0'+d.Month/10, '0'+d.Month%10, '-', '0'+d.Day/10, '0'+d.Day%10)
}

// MarshalText returns "2006-01-02", or nothing for the zero Date. It returns an
// error for any other invalid date.
func (d Date) MarshalText() ([]byte, error) {
	if !d.IsZero() && !d.IsValid() {
		return nil, errDate
	}
	return d.AppendTo(nil), nil
}

// UnmarshalText parses "2006-01-02", or nothing for the zero Date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	switch {
	case len(b) == 0:
		*d = Date{}
		return nil
	case len(b) > 10: // before the copy: the input may have any length
		return errDate
	}
	*d, err = ParseDate(string(b))
	return err
}

// Compare returns -1 if d is before e, +1 if d is after e, and 0 if they are equal.
func (d Date) Compare(e Date) int {
	switch a, b := d.key(), e.key(); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.key() < e.key() }

// After reports whether d is after e.
func (d Date) After(e Date) bool { return d.key() > e.key() }

// AddDays returns the date n days after d. It returns the zero Date if d is zero or
// the result is outside the years 1–9999.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return Date{}
	}
	if day := int(d.Day) + n; n >= 0 && n < 28 && day <= 28 {
		return Date{d.Year, d.Month, uint8(day)} // within any month
	}
	return fromDays(d.days() + int64(n))
}

// AddYears returns the same date n years later. In a common year, 29 February
// becomes 1 March. AddYears returns the zero Date if d is zero or the result is
// outside the years 1–9999.
func (d Date) AddYears(n int) Date {
	y := int(d.Year) + n
	if d.IsZero() || y < 1 || y > 9999 {
		return Date{}
	}
	if d.Month == 2 && d.Day == 29 && daysIn(y, 2) == 28 {
		return Date{int16(y), 3, 1}
	}
	return Date{int16(y), d.Month, d.Day}
}

// Sub returns the number of days from e to d. Both must be valid.
func (d Date) Sub(e Date) int { return int(d.days() - e.days()) }

// Days returns the number of days from 1 January 1970 to d, which must be valid.
func (d Date) Days() int { return int(d.days()) }

// Start returns the first instant of the day in China, or the zero Time for the
// zero Date.
func (d Date) Start() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Unix(d.days()*86400-8*3600, 0).In(China)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(((d.days()+4)%7 + 7) % 7) // 1970-01-01 was a Thursday
}

func (d Date) key() uint32 { return uint32(d.Year)<<16 | uint32(d.Month)<<8 | uint32(d.Day) }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// days counts from 1970-01-01. Years start in March, so that the leap day comes
// last and month m starts at day (153m+2)/5. Adding whole eras of 400 years first
// keeps every operand of a division positive.
func (d Date) days() int64 {
	const eras = 100
	y, m := uint32(int32(d.Year)+400*eras), uint32(d.Month)
	if m <= 2 {
		y--
		m += 12
	}
	return int64(365*y+y/4-y/100+y/400+(153*m-457)/5+uint32(d.Day)) - (146097*eras + 719469)
}

func fromDays(z int64) Date {
	const firstDay, lastDay = -719162, 2932896 // 0001-01-01, 9999-12-31
	if z < firstDay || z > lastDay {
		return Date{}
	}
	n := uint32(z + 719468) // from 0000-03-01
	era, doe := n/146097, n%146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	y, m := yoe+era*400, mp+3
	if m > 12 {
		y, m = y+1, m-12
	}
	return Date{int16(y), uint8(m), uint8(doy - (153*mp+2)/5 + 1)}
}
