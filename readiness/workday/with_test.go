package workday_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/workday"
)

// wholeYear is a year's rows with the least there can be.
func wholeYear(n int, more ...string) string {
	var b strings.Builder
	for _, day := range []string{"01-01", "02-10", "02-11", "02-12", "04-05", "05-01", "06-10", "09-17", "10-01", "10-02", "10-03"} {
		fmt.Fprintf(&b, "%d-%s,holiday,节\n", n, day)
	}
	for _, s := range more {
		b.WriteString(s + "\n")
	}
	return b.String()
}

const header = "date,kind,name\n"

func with(t *testing.T, c *workday.Calendar, csv string) *workday.Calendar {
	t.Helper()
	out, err := c.With(strings.NewReader(csv))
	require.NoError(t, err)
	return out
}

func TestWithAddsYears(t *testing.T) {
	c := with(t, workday.Default(), header+wholeYear(2027, "2027-02-13,makeup_workday,春节"))
	require.Equal(t, "2027-12-31", c.KnownUntil().String())
	require.Equal(t, "2024-01-01", c.KnownFrom().String())
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

	both := with(t, nil, "\ufeff# two years, in any order\r\n"+header+"\r\n"+wholeYear(2030)+wholeYear(2029))
	require.Equal(t, "2029-01-01", both.KnownFrom().String())
	require.Equal(t, "2030-12-31", both.KnownUntil().String())
	_, known = both.IsWorkday(date("2026-02-13"))
	require.False(t, known)
}

func TestWithReplacesYears(t *testing.T) {
	c := with(t, workday.Default(), header+wholeYear(2026))
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
		"no header":       {wholeYear(2027), "line 1: the header"},
		"other header":    {"date,name,kind\n", "line 1: the header"},
		"too few fields":  {header + "2027-01-01,holiday\n", "line 2: a row has 3 fields"},
		"too many fields": {header + "2027-01-01,holiday,节,x\n", "line 2: a row has 3 fields"},
		"no such day":     {header + "2027-02-30,holiday,节\n", "line 2: date must"},
		"unknown kind":    {header + "2027-01-01,Holiday,节\n", "line 2: kind must"},
		"weekday make-up": {header + wholeYear(2027, "2027-02-15,makeup_workday,节"), "line 13: a make-up day"},
		"no name":         {header + "2027-01-01,holiday,\n", "line 2: name must"},
		"long name":       {header + "2027-01-01,holiday," + strings.Repeat("节", 22) + "\n", "line 2: name must"},
		"bidi mark":       {header + "2027-01-01,holiday,a\u202eb\n", "line 2: name must"},
		"NUL":             {header + "2027-01-01,holiday,a\x00b\n", "line 2: name must"},
		"invalid UTF-8":   {header + "2027-01-01,holiday,\xff\n", "line 2: name must"},
		"quotes":          {header + "2027-01-01,holiday,\"a\"\n", "line 2: name must"},
		"twice":           {header + wholeYear(2027, "2027-01-01,holiday,节"), "line 13: the day is given twice, first on line 2"},
		"a piece":         {header + "2027-01-01,holiday,元旦\n", "year 2027 is not whole"},
		"no New Year":     {header + strings.Replace(wholeYear(2027, "2027-03-01,holiday,x"), "2027-01-01,", "2027-03-02,", 1), "year 2027 is not whole"},
		"ten holidays":    {header + strings.Replace(wholeYear(2027), "2027-02-10,holiday,节\n", "", 1), "year 2027 is not whole"},
		"fixed as work":   {header + strings.Replace(wholeYear(2027, "2027-03-01,holiday,x"), "05-01,holiday", "05-01,makeup_workday", 1), "year 2027 is not whole"},
		"gap":             {header + wholeYear(2028), "year 2027 is missing between 2024 and 2028"},
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
	_, err := workday.Default().With(nil)
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
	f.Add(header + wholeYear(2027))
	f.Add(header + "2026-02-14,makeup_workday,春节\n")
	f.Add("\ufeff" + header + "\r\n#\n" + wholeYear(2023))
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
		_, known = c.IsWorkday(c.KnownUntil().AddDays(1))
		require.False(t, known)
	})
}
