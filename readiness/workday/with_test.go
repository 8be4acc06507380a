package workday_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/workday"
)

// wholeYear is a year's rows with the least there can be.
func wholeYear(t testing.TB, n int, more ...string) string {
	t.Helper()
	days := []string{"-01-01", "-05-01", "-10-01", "-10-02", "-10-03"}
	b, err := os.ReadFile("data/festivals.csv")
	require.NoError(t, err)
	_, lunar, ok := strings.Cut(string(b), fmt.Sprintf("\n%d,", n))
	require.True(t, ok, n)
	lunar, _, _ = strings.Cut(lunar, "\n")
	for i, s := range strings.Split(lunar, ",") {
		days = append(days, s[4:])
		if i == 0 {
			days = append(days, date(s).AddDays(1).String()[4:], date(s).AddDays(2).String()[4:])
		}
	}
	if lunar[len(lunar)-6:len(lunar)-3] == "-10" { // 中秋 is one of 国庆's, or more
		days = append(days, "-05-02")
	}
	slices.Sort(days)
	var out strings.Builder
	for _, day := range slices.Compact(days) {
		fmt.Fprintf(&out, "%d%s,holiday,节\n", n, day)
	}
	for _, s := range more {
		out.WriteString(s + "\n")
	}
	return out.String()
}

const header = "date,kind,name\n"

func with(t *testing.T, c *workday.Calendar, csv string) *workday.Calendar {
	t.Helper()
	out, err := c.With(strings.NewReader(csv))
	require.NoError(t, err)
	return out
}

func TestWithAddsYears(t *testing.T) {
	c := with(t, workday.Default(), header+wholeYear(t, 2027, "2027-02-13,makeup_workday,春节"))
	require.Equal(t, "2027-12-29", c.KnownUntil().String(), "the notice for 2028 may move days before its New Year, a Saturday")
	require.Equal(t, "2008-01-01", c.KnownFrom().String())
	work, known := c.IsWorkday(date("2027-02-13"))
	require.True(t, known && work, "a make-up Saturday")
	work, known = c.IsWorkday(date("2027-02-14"))
	require.True(t, known && !work, "a Sunday")
	require.Equal(t, "春节", c.Name(date("2027-02-13")))
	d, ok := c.Add(date("2026-12-31"), 1)
	require.True(t, ok)
	require.Equal(t, "2027-01-04", d.String())

	require.Equal(t, "2026-12-31", workday.Default().KnownUntil().String(), "the receiver is left as it is")
	require.NotEqual(t, workday.Default().Version(), c.Version())

	work, known = c.IsWorkday(date("2028-03-01"))
	require.True(t, known && work, "the law goes on answering")

	both := with(t, nil, "\ufeff# two years, in any order\r\n"+header+"\r\n"+wholeYear(t, 2030)+wholeYear(t, 2029))
	require.Equal(t, "2029-01-01", both.KnownFrom().String())
	require.Equal(t, "2030-12-27", both.KnownUntil().String(), "the notice for 2031 may move days before its New Year, a Wednesday")
	_, known = both.IsWorkday(date("2026-02-13"))
	require.False(t, known)
}

// The notice for 2019 made Saturday 29 December 2018 a working day. A notice
// that does so after a known year, and one after a year that the law answers.
func TestWithDaysOfDecember(t *testing.T) {
	december := "2026-12-26,makeup_workday,元旦\n2026-12-31,holiday,元旦\n"
	c := with(t, workday.Default(), header+december+wholeYear(t, 2027))
	require.Equal(t, workday.Day{Class: workday.Open, Reason: workday.ByNotice, Festival: "元旦"}, c.Day(date("2026-12-26")))
	require.Equal(t, workday.Day{Class: workday.Closed, Reason: workday.ByNotice, Festival: "元旦"}, c.Day(date("2026-12-31")))
	require.Equal(t, "春节", c.Name(date("2026-02-16")), "the rest of the year stays")
	require.Empty(t, workday.Default().Name(date("2026-12-31")), "the receiver is left as it is")

	// Without the notice for 2028 the end of 2027 is open: 1 January is a Saturday.
	require.Equal(t, "2027-12-29", c.KnownUntil().String())
	c = with(t, c, header+wholeYear(t, 2028))
	require.Equal(t, "2028-12-31", c.KnownUntil().String(), "decided, and 2029 begins on a Monday")
	require.Equal(t, workday.Day{Class: workday.Open, Reason: workday.Ordinary}, c.Day(date("2027-12-31")))

	// 2027 has no notice yet.
	c = with(t, workday.Default(), header+"2027-12-31,holiday,元旦\n"+wholeYear(t, 2028))
	require.Equal(t, "2026-12-31", c.KnownUntil().String())
	require.Equal(t, workday.ByNotice, c.Day(date("2027-12-31")).Reason)
	require.Equal(t, workday.Open, c.Day(date("2027-12-30")).Class, "the notice for 2028 did not move it")
	require.Equal(t, workday.Undecided, c.Day(date("2027-02-12")).Class)
	c = with(t, c, header+wholeYear(t, 2029))
	require.Equal(t, workday.ByNotice, c.Day(date("2027-12-31")).Reason, "nothing is forgotten")
}

func TestWithReplacesYears(t *testing.T) {
	c := with(t, workday.Default(), header+wholeYear(t, 2026))
	work, known := c.IsWorkday(date("2026-02-16"))
	require.True(t, known && work, "not a holiday in the rows that replaced the year")
	require.Empty(t, c.Name(date("2026-02-16")))
	work, _ = c.IsWorkday(date("2025-01-29"))
	require.False(t, work, "other years stay")
	require.NotEqual(t, workday.Default().Version(), c.Version())

	own, err := os.ReadFile("data/holidays.csv")
	require.NoError(t, err)
	require.Equal(t, workday.Default().Version(), with(t, workday.Default(), string(own)).Version(),
		"the same content has the same version")
}

func TestWithErrors(t *testing.T) {
	bad := map[string]struct{ csv, want string }{
		"empty":           {"", "no days"},
		"only a header":   {header, "no days"},
		"no header":       {wholeYear(t, 2027), "line 1: the header"},
		"other header":    {"date,name,kind\n", "line 1: the header"},
		"too few fields":  {header + "2027-01-01,holiday\n", "line 2: a row has 3 fields"},
		"too many fields": {header + "2027-01-01,holiday,节,x\n", "line 2: a row has 3 fields"},
		"no such day":     {header + "2027-02-30,holiday,节\n", "line 2: date must"},
		"unknown kind":    {header + "2027-01-01,Holiday,节\n", "line 2: kind must"},
		"weekday make-up": {header + wholeYear(t, 2027, "2027-02-15,makeup_workday,节"), "line 13: a make-up day"},
		"no name":         {header + "2027-01-01,holiday,\n", "line 2: name must"},
		"long name":       {header + "2027-01-01,holiday," + strings.Repeat("节", 22) + "\n", "line 2: name must"},
		"bidi mark":       {header + "2027-01-01,holiday,a\u202eb\n", "line 2: name must"},
		"NUL":             {header + "2027-01-01,holiday,a\x00b\n", "line 2: name must"},
		"invalid UTF-8":   {header + "2027-01-01,holiday,\xff\n", "line 2: name must"},
		"quotes":          {header + "2027-01-01,holiday,\"a\"\n", "line 2: name must"},
		"twice":           {header + wholeYear(t, 2027, "2027-01-01,holiday,节"), "line 13: the day is given twice, first on line 2"},
		"a piece":         {header + "2027-01-01,holiday,元旦\n", "year 2027 is not whole"},
		"no New Year":     {header + strings.Replace(wholeYear(t, 2027, "2027-03-01,holiday,x"), "2027-01-01,", "2027-03-02,", 1), "year 2027 is not whole: no holiday on 2027-01-01"},
		"no 端午":           {header + strings.Replace(wholeYear(t, 2027, "2027-03-01,holiday,x"), "2027-06-09,", "2027-06-08,", 1), "year 2027 is not whole: no holiday on 2027-06-09"},
		"no 初一":           {header + strings.Replace(wholeYear(t, 2027, "2027-03-01,holiday,x"), "2027-02-06,", "2027-02-05,", 1), "year 2027 is not whole: no holiday on 2027-02-06"},
		"ten holidays":    {header + strings.Replace(wholeYear(t, 2027), "2027-02-08,holiday,节\n", "", 1), "year 2027 is not whole: it needs at least 11"},
		"fixed as work":   {header + strings.Replace(wholeYear(t, 2027, "2027-03-01,holiday,x"), "05-01,holiday", "05-01,makeup_workday", 1), "year 2027 is not whole"},
		"gap":             {header + strings.ReplaceAll(wholeYear(t, 2028), "2028-", "2052-"), "year 2051 is missing between 2008 and 2052"},
		"only December":   {header + "2027-12-31,holiday,元旦\n", "year 2027 is not whole"},
		"too early":       {header + "1948-01-01,holiday,节\n", "line 2: year must be"},
		"too late":        {header + "3000-01-01,holiday,节\n", "line 2: year must be"},
		"long line":       {header + strings.Repeat("x", 5000), "line 2: the line is too long"},
		"10 MB":           {strings.Repeat("#\n", 5<<20), "longer than 1 MiB"},
	}
	for name, k := range bad {
		t.Run(name, func(t *testing.T) {
			c, err := workday.Default().With(strings.NewReader(k.csv))
			require.ErrorContains(t, err, k.want)
			require.Nil(t, c)
			require.NotContains(t, err.Error(), "节", "the input is not repeated")
		})
	}
	_, err := (*workday.Calendar)(nil).With(strings.NewReader(header + "2026-12-31,holiday,节\n" + wholeYear(t, 2027)))
	require.EqualError(t, err, "workday: days of December 2026 are given, and the calendar begins in 2027")
	_, err = workday.Default().With(nil)
	require.ErrorContains(t, err, "no reader")
	boom := errors.New("boom")
	_, err = workday.Default().With(io.MultiReader(strings.NewReader(header), iotest.ErrReader(boom)))
	require.ErrorIs(t, err, boom)
}

func TestWithReportsEveryError(t *testing.T) {
	_, err := workday.Default().With(strings.NewReader(header + "x\n2027-01-01,y,z\n2027-13-01,holiday,z\n"))
	for _, want := range []string{"line 2:", "line 3:", "line 4:"} {
		require.ErrorContains(t, err, want)
	}
	_, err = workday.Default().With(strings.NewReader(header + strings.Repeat("x\n", 400000)))
	require.ErrorContains(t, err, "and 3")
	require.Less(t, len(err.Error()), 10000)
}

func FuzzWith(f *testing.F) {
	f.Add(header + wholeYear(f, 2027))
	f.Add(header + "2026-02-14,makeup_workday,春节\n")
	f.Add("\ufeff" + header + "\r\n#\n" + wholeYear(f, 2023))
	f.Fuzz(func(t *testing.T, s string) {
		c, err := workday.Default().With(strings.NewReader(s))
		if err != nil {
			require.Nil(t, c)
			return
		}
		require.True(t, c.KnownFrom().IsValid() && c.KnownUntil().IsValid())
		require.False(t, c.KnownFrom().After(workday.Default().KnownFrom()), "nothing is forgotten")
		require.False(t, c.KnownUntil().Before(workday.Default().KnownUntil()), "nothing is forgotten")
		_, known := c.IsWorkday(c.KnownUntil())
		require.True(t, known)
	})
}
