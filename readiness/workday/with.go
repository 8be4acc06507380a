package workday

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	maxCalendarBytes = 1 << 20 // some 400 years of rows
	maxNameBytes     = 64
	maxErrors        = 100
	// Before 1949 there is no such calendar; the upper end keeps a slip of the
	// keyboard (20226) from asking for millennia.
	firstYear, lastYear = 1949, 2999
	// The least a year can have: 元旦 1, 春节 3, 清明 1, 劳动节 1, 端午 1, 中秋 1,
	// 国庆 3 (全国年节及纪念日放假办法 of 2013; 13 days since 2025).
	minHolidays = 11
)

// A day in the rows given to With.
type entry struct {
	date Date
	line int
	work bool
	name string
}

// With returns a calendar that also knows the years in r. The receiver is left
// as it is and may be nil.
//
// r is UTF-8 text of at most 1 MiB: a header line "date,kind,name", then a line
// for each day that a notice names:
//
//	2026-02-14,makeup_workday,春节
//	2026-02-15,holiday,春节
//
// A year that is given replaces the whole of what was known of that year, so
// it must be whole: it has 1 January, 1 May and 1 to 3 October as holidays and
// at least 11 holidays in all. A make-up day falls on a weekend. All years
// together leave no gap. Names are 1 to 64 bytes without commas, quotes or
// control characters. Blank lines and lines that begin with # are skipped.
//
// The error joins everything found wrong, each with its line; it never repeats
// the input.
func (c *Calendar) With(r io.Reader) (*Calendar, error) {
	rows, err := readRows(r)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("workday: no days are given")
	}
	slices.SortStableFunc(rows, func(a, b entry) int { return a.date.Compare(b.date) })

	years := map[int]year{}
	var errs []error
	for i, e := range rows {
		if i > 0 && rows[i-1].date == e.date {
			errs = append(errs, fmt.Errorf("workday: line %d: the day is given twice, first on line %d", e.line, rows[i-1].line))
		}
	}
	for len(rows) > 0 {
		n := int(rows[0].date.Year)
		end, _ := slices.BinarySearchFunc(rows, n+1, func(e entry, y int) int { return cmp.Compare(int(e.date.Year), y) })
		if !whole(rows[:end]) {
			errs = append(errs, fmt.Errorf("workday: year %d is not whole: it needs 1 January, 1 May, 1 to 3 October and at least %d holidays in all", n, minHolidays))
		}
		years[n] = newYear(n, rows[:end])
		rows = rows[end:]
	}
	if c != nil {
		for i, y := range c.years {
			if _, given := years[c.first+i]; !given {
				years[c.first+i] = y
			}
		}
	}
	first, last := lastYear, firstYear
	for n := range years {
		first, last = min(first, n), max(last, n)
	}
	out := &Calendar{first: first, years: make([]year, 0, len(years))}
	for n := first; n <= last; n++ {
		y, ok := years[n]
		if !ok {
			errs = append(errs, fmt.Errorf("workday: year %d is missing between %d and %d", n, first, last))
		}
		out.years = append(out.years, y)
	}
	if len(errs) > 0 {
		return nil, errors.Join(clip(errs)...)
	}
	out.version = out.digest()
	return out, nil
}

func readRows(r io.Reader) ([]entry, error) {
	if r == nil {
		return nil, errors.New("workday: no reader")
	}
	// One byte more than allowed tells a full input from a cut one.
	limited := &io.LimitedReader{R: r, N: maxCalendarBytes + 1}
	in := bufio.NewScanner(limited)
	in.Buffer(make([]byte, 0, 4096), 4096)
	var (
		rows   []entry
		errs   []error
		line   int
		header bool
	)
	for in.Scan() {
		line++
		s := in.Text()
		if line == 1 {
			s = strings.TrimPrefix(s, "\ufeff") // spreadsheets put it there
		}
		if s == "" || s[0] == '#' {
			continue
		}
		if !header {
			if header = true; s != "date,kind,name" {
				errs = append(errs, fmt.Errorf("workday: line %d: the header must be date,kind,name", line))
			}
			continue
		}
		e, err := parseRow(s)
		if err != nil {
			errs = append(errs, fmt.Errorf("workday: line %d: %w", line, err))
			continue
		}
		e.line = line
		rows = append(rows, e)
	}
	switch err := in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		errs = append(errs, fmt.Errorf("workday: line %d: the line is too long", line+1))
	case err != nil:
		errs = append(errs, fmt.Errorf("workday: after line %d: %w", line, err))
	case limited.N <= 0:
		errs = append(errs, errors.New("workday: the input is longer than 1 MiB"))
	}
	return rows, errors.Join(clip(errs)...)
}

// clip bounds an error's size by the number of mistakes it lists.
func clip(errs []error) []error {
	if n := len(errs); n > maxErrors {
		errs = append(errs[:maxErrors:maxErrors], fmt.Errorf("workday: and %d more", n-maxErrors))
	}
	return errs
}

func parseRow(s string) (entry, error) {
	f := strings.Split(s, ",")
	if len(f) != 3 {
		return entry{}, errors.New("a row has 3 fields: date, kind, name")
	}
	d, err := ParseDate(f[0])
	if err != nil {
		return entry{}, errors.New("date must be YYYY-MM-DD and exist")
	}
	if d.Year < firstYear || d.Year > lastYear {
		return entry{}, fmt.Errorf("year must be %d to %d", firstYear, lastYear)
	}
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	switch {
	case f[1] != "holiday" && f[1] != "makeup_workday":
		return entry{}, errors.New("kind must be holiday or makeup_workday")
	case f[1] == "makeup_workday" && !weekend:
		return entry{}, errors.New("a make-up day must fall on a weekend")
	}
	if f[2] == "" || len(f[2]) > maxNameBytes || !utf8.ValidString(f[2]) ||
		strings.ContainsFunc(f[2], func(r rune) bool { return r == '"' || !unicode.IsPrint(r) }) {
		return entry{}, errors.New("name must be 1 to 64 bytes of printable text without quotes")
	}
	return entry{date: d, work: f[1] == "makeup_workday", name: f[2]}, nil
}

// whole reports whether the rows of a year can be a year's notice, and not a
// piece of one that would turn the other holidays into working days.
func whole(rows []entry) bool {
	fixed := map[[2]uint8]bool{{1, 1}: true, {5, 1}: true, {10, 1}: true, {10, 2}: true, {10, 3}: true}
	holidays := 0
	for _, e := range rows {
		if !e.work {
			holidays++
			delete(fixed, [2]uint8{e.date.Month, e.date.Day})
		}
	}
	return len(fixed) == 0 && holidays >= minHolidays
}

func newYear(n int, rows []entry) year {
	var y year
	for d := (Date{int16(n), 1, 1}); int(d.Year) == n; d = d.AddDays(1) {
		y.months[d.Month-1] |= 1 << 32 << d.Day
		if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday {
			y.months[d.Month-1] |= 1 << d.Day
		}
	}
	for _, e := range rows {
		y.months[e.date.Month-1] &^= 1 << e.date.Day
		if e.work {
			y.months[e.date.Month-1] |= 1 << e.date.Day
		}
		y.special = append(y.special, special{e.date.Month, e.date.Day, strings.Clone(e.name)})
	}
	return y
}

// digest makes the version from what the calendar says and nothing else.
func (c *Calendar) digest() string {
	h := fnv.New32a()
	for i, y := range c.years {
		fmt.Fprintln(h, c.first+i, y.months, y.special)
	}
	return fmt.Sprintf("%d-%d/%08x", c.first, c.first+len(c.years)-1, h.Sum32())
}
