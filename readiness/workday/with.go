package workday

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
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
	// From this day of December on a notice may name days for the New Year after.
	// The earliest so far was 29 December (2018).
	decemberFrom = 25
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
// A year that is given replaces all that was known of it, so it must be whole:
// 1 January, 1 May and 1 to 3 October are holidays, from 2008 to 2050 正月初一,
// 清明, 端午 and 中秋, too, and there are at least 11 in all. A make-up day falls
// on a weekend. Names are 1 to 64 bytes without commas, quotes or control
// characters. Blank lines and lines that begin with # are skipped.
//
// A notice may name days of the December before, for New Year. They are given
// with its year, from 25 December on, and leave the rest of December as it is.
//
// The law answers for years without a notice between the first year and 2050,
// from 2025 on. Beyond, the years leave no gap.
//
// The error joins everything found wrong, each with its line; it never repeats
// the input.
func (c *Calendar) With(r io.Reader) (*Calendar, error) {
	rows, err := readRows(r)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, wrong(0, "no days are given", "没有任何日期")
	}
	slices.SortStableFunc(rows, func(a, b entry) int { return a.date.Compare(b.date) })

	var errs []error
	for i, e := range rows {
		if i > 0 && rows[i-1].date == e.date {
			errs = append(errs, wrong(e.line, "the day is given twice, first on line %d", "与第 %d 行的日期重复", rows[i-1].line))
		}
	}
	given := map[int][]entry{} // by year
	for _, e := range rows {
		n := int(e.date.Year)
		given[n] = append(given[n], e)
	}
	years := map[int]year{} // that notices say something of
	if c != nil {
		for i, y := range c.years {
			if y.noticed || len(y.special) > 0 {
				years[c.first+i] = y
			}
		}
	}
	december := map[int][]entry{} // of years whose own notice is not among the rows
	for _, n := range slices.Sorted(maps.Keys(given)) {
		rows := given[n]
		if len(given[n+1]) > 0 && rows[0].date.Month == 12 && rows[0].date.Day >= decemberFrom {
			december[n] = rows
			continue
		}
		if err := whole(n, rows); err != nil {
			errs = append(errs, err)
		}
		y := plainYear(n)
		y.noticed = true
		y.name(rows)
		years[n] = y
	}
	out, missing := compose(years, december)
	if errs = append(errs, missing...); len(errs) > 0 {
		return nil, errors.Join(clip(errs)...)
	}
	return out, nil
}

// compose makes a calendar of the years that notices say something of and of
// those that the law answers, with the days that notices name in the December
// before their year.
func compose(years map[int]year, december map[int][]entry) (*Calendar, []error) {
	first, last := lastYear, lastLawYear
	for n := range years {
		first, last = min(first, n), max(last, n)
	}
	var errs []error
	for n := range december {
		if n < first {
			errs = append(errs, wrong(0, "days of December %d are given, and the calendar begins in %d", "给出了 %d 年 12 月的日期，而日历从 %d 年开始", n, first))
		}
	}
	out := &Calendar{first: first, years: make([]year, 0, last-first+1)}
	for n := first; n <= last; n++ {
		y, ok := years[n]
		switch {
		case ok:
			y.special = slices.Clone(y.special)
		case firstLawYear <= n && n <= lastLawYear:
			y = lawYear(n)
		default:
			errs = append(errs, wrong(0, "year %d is missing between %d and %d", "缺少 %d 年（日历从 %d 年到 %d 年）", n, first, last))
		}
		y.name(december[n])
		y.settleEnd(n, years[n+1].noticed)
		out.years = append(out.years, y)
	}
	if len(errs) == 0 {
		out.version = out.digest()
	}
	return out, errs
}

// name takes in the days that a notice names.
func (y *year) name(rows []entry) {
	for _, e := range rows {
		class := Closed
		if e.work {
			class = Open
		}
		y.set(e.date, class)
		named := special{e.date.Month, e.date.Day, strings.Clone(e.name)}
		i, there := slices.BinarySearchFunc(y.special, named, func(a, b special) int {
			return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.day, b.day))
		})
		if there {
			y.special[i] = named
		} else {
			y.special = slices.Insert(y.special, i, named)
		}
	}
}

// settleEnd decides the last days of December: the notice of the next year may
// move them for New Year, as long as it is not there. Days that are named stay.
func (y *year) settleEnd(n int, nextNoticed bool) {
	newYear := occasions(n)[7]
	for d := (Date{int16(n), 12, decemberFrom}); !d.IsZero() && int(d.Year) == n; d = d.AddDays(1) {
		class := Open
		switch {
		case slices.ContainsFunc(y.special, func(s special) bool { return s.month == 12 && s.day == d.Day }):
			continue
		case newYear.near(d) && !nextNoticed:
			class = Undecided
		case weekend(d):
			class = Closed
		}
		y.set(d, class)
	}
}

func readRows(r io.Reader) ([]entry, error) {
	if r == nil {
		return nil, wrong(0, "no reader", "没有可读的内容")
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
				errs = append(errs, wrong(line, "the header must be date,kind,name", "表头应为 date,kind,name"))
			}
			continue
		}
		e, err := parseRow(line, s)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		rows = append(rows, e)
	}
	switch err := in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		errs = append(errs, wrong(line+1, "the line is too long", "该行过长"))
	case err != nil:
		errs = append(errs, fmt.Errorf("workday: after line %d: %w", line, err))
	case limited.N <= 0:
		errs = append(errs, wrong(0, "the input is longer than 1 MiB", "内容超过 1 MiB"))
	}
	return rows, errors.Join(clip(errs)...)
}

// clip bounds an error's size by the number of mistakes it lists.
func clip(errs []error) []error {
	if n := len(errs); n > maxErrors {
		errs = append(errs[:maxErrors:maxErrors], wrong(0, "and %d more", "另有 %d 处错误", n-maxErrors))
	}
	return errs
}

// A mistake is what is wrong with a notice, and on which line if it has one.
type mistake struct {
	line   int
	en, zh string
}

func wrong(line int, en, zh string, args ...any) error {
	return &mistake{line, fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}

func (m *mistake) Error() string {
	if m.line > 0 {
		return "workday: line " + strconv.Itoa(m.line) + ": " + m.en
	}
	return "workday: " + m.en
}

// Chinese returns the error in Chinese.
func (m *mistake) Chinese() string {
	if m.line > 0 {
		return "第 " + strconv.Itoa(m.line) + " 行：" + m.zh
	}
	return m.zh
}

func parseRow(line int, s string) (entry, error) {
	f := strings.Split(s, ",")
	if len(f) != 3 {
		return entry{}, wrong(line, "a row has 3 fields: date, kind, name", "每行应有 3 列：date、kind、name")
	}
	d, err := ParseDate(f[0])
	if err != nil {
		return entry{}, wrong(line, "date must be YYYY-MM-DD and exist", "date 应为实际存在的日期，格式 YYYY-MM-DD")
	}
	if d.Year < firstYear || d.Year > lastYear {
		return entry{}, wrong(line, "year must be %d to %d", "年份应在 %d 至 %d 之间", firstYear, lastYear)
	}
	switch {
	case f[1] != "holiday" && f[1] != "makeup_workday":
		return entry{}, wrong(line, "kind must be holiday or makeup_workday", "kind 应为 holiday 或 makeup_workday")
	case f[1] == "makeup_workday" && !weekend(d):
		return entry{}, wrong(line, "a make-up day must fall on a weekend", "调休上班日应在周末")
	}
	if f[2] == "" || len(f[2]) > maxNameBytes || !utf8.ValidString(f[2]) ||
		strings.ContainsFunc(f[2], func(r rune) bool { return r == '"' || !unicode.IsPrint(r) }) {
		return entry{}, wrong(line, "name must be 1 to 64 bytes of printable text without quotes", "name 应为 1 至 64 字节的可见文字，不含引号")
	}
	return entry{line: line, date: d, work: f[1] == "makeup_workday", name: f[2]}, nil
}

// whole says what the rows of a year lack to be a year's notice, and not a piece
// of one that would turn the other holidays into working days.
func whole(n int, rows []entry) error {
	days, holidays := map[Date]bool{}, 0
	for _, e := range rows {
		if !e.work {
			holidays++
			days[e.date] = true
		}
	}
	need := []Date{{int16(n), 10, 2}, {int16(n), 10, 3}}
	for i, o := range occasions(n) {
		switch {
		case i == 7: // the next year's
		case o.festival == &springFestival && !o.first.IsZero():
			need = append(need, o.first.AddDays(1)) // 除夕 was off in some years only
		case !o.first.IsZero():
			need = append(need, o.first)
		}
	}
	slices.SortFunc(need, Date.Compare)
	var lacks []string
	for _, d := range slices.Compact(need) {
		if !days[d] {
			lacks = append(lacks, d.String())
		}
	}
	switch {
	case len(lacks) > 0:
		return wrong(0, "year %d is not whole: no holiday on %s", "%d 年的安排不完整，以下法定节假日未列为放假：%s", n, strings.Join(lacks, ", "))
	case holidays < minHolidays:
		return wrong(0, "year %d is not whole: it needs at least %d holidays", "%d 年的安排不完整，放假至少应有 %d 天", n, minHolidays)
	}
	return nil
}

// digest makes the version from what the calendar says and nothing else.
func (c *Calendar) digest() string {
	h, last := fnv.New32a(), c.first
	for i, y := range c.years {
		fmt.Fprintln(h, c.first+i, y.months, y.special)
		if y.noticed {
			last = c.first + i
		}
	}
	return fmt.Sprintf("%d-%d/%08x", c.first, last, h.Sum32())
}
