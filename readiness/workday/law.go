package workday

import (
	"strings"
	"time"
)

// A festival is a kind of those on which everybody is off by law. It says how many
// days, and how far around them a notice may move days: none of 2008 to 2027
// reached farther. Distances are in days from the first day off.
//
// The law is 全国年节及纪念日放假办法 of 2024, State Council order 795, in force
// since 1 January 2025. Article 2 names the days; article 6 grants a weekday for a
// festival on a weekend; article 7 lets a notice move days. The notice for 2025,
// 国办发明电〔2024〕12号, adds the principles, special cases apart: 8 days from
// 除夕, 5 for 劳动节, 7 from 1 October and 8 with 中秋节, otherwise 3 in a row or
// the day alone.
type festival struct {
	days int

	offBefore, offAfter   int // weekdays that may be off
	workBefore, workAfter int // weekends that may be worked
}

var (
	// A festival of one day. On Monday or Friday it makes a long weekend by
	// itself, and nothing is moved.
	single = festival{days: 1, offBefore: 2, offAfter: 2, workBefore: 5, workAfter: 5}

	springFestival = festival{days: 4, offAfter: 7, workBefore: 14, workAfter: 14} // from 除夕
	labourDay      = festival{days: 2, offBefore: 3, offAfter: 4, workBefore: 14, workAfter: 11}
	nationalDay    = festival{days: 3, offBefore: 2, offAfter: 7, workBefore: 14, workAfter: 14}
)

// An occasion is a festival of one year.
type occasion struct {
	*festival
	name  string
	first Date // day off
}

// lunar holds the festivals of a year that are no fixed days: 正月初一, 清明, 端午
// and 中秋.
type lunar [4]struct{ month, day uint8 }

// The years in which the law of today says which days are off.
const firstLawYear, lastLawYear = 2025, firstLunarYear + len(lunarYears) - 1

// occasions returns the festivals whose days off, or the days moved for them,
// may be in a year. Where the table does not reach, those of the moon and of
// the sun are zero.
func occasions(n int) [8]occasion {
	var l lunar
	if firstLunarYear <= n && n <= lastLawYear {
		l = lunarYears[n-firstLunarYear]
	}
	y := int16(n)
	on := func(i int) Date {
		if l[i].month == 0 {
			return Date{}
		}
		return Date{y, l[i].month, l[i].day}
	}
	return [8]occasion{
		{&single, "元旦", Date{y, 1, 1}},
		{&springFestival, "春节", on(0).AddDays(-1)},
		{&single, "清明节", on(1)},
		{&labourDay, "劳动节", Date{y, 5, 1}},
		{&single, "端午节", on(2)},
		{&single, "中秋节", on(3)},
		{&nationalDay, "国庆节", Date{y, 10, 1}},
		{&single, "元旦", Date{y + 1, 1, 1}}, // its notice may move days of December
	}
}

// off reports whether d is off by law.
func (o *occasion) off(d Date) bool {
	i := d.Sub(o.first)
	return 0 <= i && i < o.days
}

// near reports whether a notice may move days off to d or away from it.
func (o *occasion) near(d Date) bool {
	if o.days == 1 {
		if wd := o.first.Weekday(); wd == time.Monday || wd == time.Friday {
			return false
		}
	}
	i := d.Sub(o.first)
	if weekend(d) {
		return -o.workBefore <= i && i <= o.workAfter
	}
	return -o.offBefore <= i && i <= o.offAfter
}

// lawYear returns what is certain of a year without its notice.
func lawYear(n int) year {
	y := plainYear(n)
	list := occasions(n)
	for d := (Date{int16(n), 1, 1}); int(d.Year) == n; d = d.AddDays(1) {
		for i := range list {
			if list[i].near(d) {
				y.set(d, Undecided)
			}
		}
		if festivalsOn(d) != "" {
			y.set(d, Closed)
		}
	}
	return y
}

// festivalsOn returns the festivals for which d is off by law, "" for none.
func festivalsOn(d Date) string { return namesOf(d, (*occasion).off) }

// festivalsNear returns the festivals for which a notice may move d.
func festivalsNear(d Date) string { return namesOf(d, (*occasion).near) }

func namesOf(d Date, is func(*occasion, Date) bool) string {
	list := occasions(int(d.Year))
	var names []string
	for i := range list {
		if is(&list[i], d) {
			names = append(names, list[i].name)
		}
	}
	return strings.Join(names, "、")
}

// plainYear is a year of five working days a week.
func plainYear(n int) year {
	var y year
	for d := (Date{int16(n), 1, 1}); int(d.Year) == n; d = d.AddDays(1) {
		if weekend(d) {
			y.set(d, Closed)
		} else {
			y.set(d, Open)
		}
	}
	return y
}

func (y *year) set(d Date, c Class) {
	m := &y.months[d.Month-1]
	*m &^= (1<<32 | 1) << d.Day
	switch c {
	case Open:
		*m |= (1<<32 | 1) << d.Day
	case Closed:
		*m |= 1 << 32 << d.Day
	default:
		*m |= 1 << d.Day
	}
}

func weekend(d Date) bool {
	wd := d.Weekday()
	return wd == time.Saturday || wd == time.Sunday
}
