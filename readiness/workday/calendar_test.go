package workday_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness/workday"
)

func TestIsWorkday(t *testing.T) {
	c := workday.Default()
	for d, want := range map[string]bool{
		"2011-12-31": true,  // Saturday, worked for 3 January 2012
		"2012-06-22": false, // the Friday before a festival on Saturday
		"2013-04-07": true,  // Sunday, worked
		"2015-09-03": false, // once
		"2015-09-06": true,  // Sunday, worked for 4 September
		"2020-01-31": false, // 春节 was made longer
		"2018-12-29": true,  // Saturday, worked for 31 December
		"2023-12-30": false,
		"2024-02-09": true,  // the eve was a working day in 2024
		"2024-02-18": true,  // Sunday, worked
		"2025-01-26": true,  // Sunday, worked
		"2025-01-27": true,  // a Monday
		"2025-01-28": false, // the eve is a holiday since 2025
		"2025-10-08": false, // National Day and Mid-Autumn together
		"2025-10-11": true,
		"2026-01-04": true,  // Sunday, worked
		"2026-02-13": true,  // Friday
		"2026-02-14": true,  // Saturday, worked
		"2026-02-15": false, // Sunday and holiday
		"2026-02-23": false,
		"2026-02-24": true,
		"2026-02-28": true, // Saturday, worked
		"2026-03-01": false,
		"2026-09-20": true,
		"2026-12-31": true,
		"2024-01-01": false,
	} {
		work, known := c.IsWorkday(date(d))
		require.True(t, known, d)
		require.Equal(t, want, work, d)
	}
	for _, d := range []workday.Date{
		{}, date("2007-12-31"), date("2027-02-12"), date("2051-01-01"), date("0001-01-01"), date("9999-12-31"),
		{Year: 2026}, {Year: 2026, Month: 0, Day: 5}, {Year: 2026, Month: 13, Day: 1}, {Year: 2026, Month: 1, Day: 33}, {Year: 2026, Month: 200, Day: 200},
		{Year: 2026, Month: 2, Day: 30}, {Year: -1, Month: 1, Day: 1}, {Year: math.MinInt16, Month: 1, Day: 1},
	} {
		work, known := c.IsWorkday(d)
		require.False(t, known, d)
		require.False(t, work, d)
		require.Empty(t, c.Name(d))
	}
}

func TestAdd(t *testing.T) {
	c := workday.Default()
	for _, k := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-02-13", 0, "2026-02-13"}, // day 0 is the day itself
		{"2026-02-15", 0, "2026-02-15"}, // worked or not
		{"2026-02-13", 1, "2026-02-14"}, // a worked Saturday
		{"2026-02-13", 2, "2026-02-24"}, // over the Spring Festival
		{"2026-02-13", 3, "2026-02-25"},
		{"2026-02-15", 1, "2026-02-24"}, // from inside a holiday
		{"2026-02-27", 1, "2026-02-28"},
		{"2025-12-31", 1, "2026-01-04"}, // over the end of a year
		{"2007-12-31", 1, "2008-01-02"}, // only the days after the first need be known
		{"2023-12-29", 1, "2024-01-02"},
		{"2026-12-30", 1, "2026-12-31"},
		{"2026-12-31", 1, "2027-01-04"}, // past the notices
		{"2026-12-31", 15, "2027-01-22"},
	} {
		got, ok := c.Add(date(k.from), k.n)
		require.True(t, ok, k)
		require.Equal(t, k.want, got.String(), k)
	}
	for _, k := range []struct {
		from string
		n    int
	}{
		{"2026-12-31", 16}, {"2027-02-05", 1}, {"2050-12-30", 1}, {"2007-12-30", 1}, {"2026-06-01", math.MaxInt},
		{"2026-06-01", -1}, {"2026-06-01", math.MinInt}, {"9999-12-31", 1}, {"2030-01-01", 1},
	} {
		got, ok := c.Add(date(k.from), k.n)
		require.False(t, ok, k)
		require.True(t, got.IsZero(), k)
	}
	_, ok := c.Add(workday.Date{}, 0)
	require.False(t, ok)
	_, ok = c.Add(workday.Date{Year: 2026, Month: 2, Day: 30}, 1)
	require.False(t, ok)

	next, ok := c.NextWorkday(date("2026-09-30"))
	require.True(t, ok)
	require.Equal(t, "2026-10-08", next.String())
}

func TestStartOfEndOf(t *testing.T) {
	c := workday.Default()
	// Submitted on Friday before the Spring Festival: Saturday 14th is worked,
	// then 24th and 25th.
	end, ok := c.EndOf(date("2026-02-13"), 3)
	require.True(t, ok)
	require.Equal(t, "2026-02-26T00:00:00+08:00", end.Format(time.RFC3339))
	start, ok := c.StartOf(date("2026-02-13"), 3)
	require.True(t, ok)
	require.Equal(t, "2026-02-25T00:00:00+08:00", start.Format(time.RFC3339))

	end, ok = c.EndOf(date("2026-12-30"), 1)
	require.True(t, ok, "the last known day has a known end")
	require.Equal(t, "2027-01-01T00:00:00+08:00", end.Format(time.RFC3339))

	end, ok = c.EndOf(date("2027-02-05"), 1)
	require.False(t, ok)
	require.True(t, end.IsZero())
	start, ok = c.StartOf(date("2027-02-05"), 1)
	require.False(t, ok)
	require.True(t, start.IsZero())
}

func TestKnowsNothing(t *testing.T) {
	for name, c := range map[string]*workday.Calendar{"nil": nil, "zero": {}} {
		work, known := c.IsWorkday(date("2026-02-13"))
		require.False(t, work || known, name)
		_, ok := c.Add(date("2026-02-13"), 1)
		require.False(t, ok, name)
		d, ok := c.Add(date("2026-02-13"), 0)
		require.True(t, ok, name)
		require.Equal(t, date("2026-02-13"), d, "day 0 needs no calendar")
		_, ok = c.EndOf(date("2026-02-13"), 3)
		require.False(t, ok, name)
		require.True(t, c.KnownFrom().IsZero())
		require.True(t, c.KnownUntil().IsZero())
		require.Equal(t, "none", c.Version())
		require.Empty(t, c.Name(date("2026-02-15")))
	}
}

func TestDefaultFacts(t *testing.T) {
	c := workday.Default()
	require.Equal(t, "2008-01-01", c.KnownFrom().String())
	require.Equal(t, "2026-12-31", c.KnownUntil().String())
	require.Regexp(t, `^2008-2026/[0-9a-f]{8}$`, c.Version())
	require.Equal(t, "春节", c.Name(date("2026-02-15")))
	require.Equal(t, "春节", c.Name(date("2026-02-14")), "a make-up day has the name of its holiday")
	require.Equal(t, "国庆节、中秋节", c.Name(date("2025-10-08")))
	require.Empty(t, c.Name(date("2026-02-13")))
}

// However a notice moves days off, it grants as many weekdays as the law has
// days: 11, and 13 since 2025.
func TestNoticesGrantWhatTheLawGrants(t *testing.T) {
	f, err := os.Open("testdata/2027.csv")
	require.NoError(t, err)
	defer f.Close()
	c, err := workday.Default().With(f)
	require.NoError(t, err)
	other := map[int]int{
		2011: 10, 2012: 12, // Saturday 31 December 2011 was worked for 3 January 2012
		2015: 12, // 3 September, once
		2020: 13, // 春节 was made longer: 31 January, and 1 February was not worked after all
		2025: 13, 2026: 13, 2027: 13,
	}
	for n := 2008; n <= 2027; n++ {
		want, granted := other[n], 0
		if want == 0 {
			want = 11
		}
		for d, _ := workday.NewDate(n, 1, 1); int(d.Year) == n; d = d.AddDays(1) {
			if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				granted++
			}
			if work, _ := c.IsWorkday(d); work || d.String() == "2027-12-30" || d.String() == "2027-12-31" { // open until the notice for 2028
				granted--
			}
		}
		require.Equal(t, want, granted, n)
	}
}

// The oracle looks answers up in lists of all the days that are worked and that
// may be.
func TestAddAndCountAgainstLists(t *testing.T) {
	c := workday.Default()
	var worked, may, undecided []workday.Date
	first, end := c.KnownFrom(), date("2051-01-01")
	for d := first; d != end; d = d.AddDays(1) {
		class := c.Day(d).Class
		if class == workday.Open {
			worked = append(worked, d)
		}
		if class != workday.Closed {
			may = append(may, d)
		}
		if class == workday.Undecided {
			undecided = append(undecided, d)
		}
	}
	after := func(list []workday.Date, d workday.Date, n int) workday.Date {
		i, _ := slices.BinarySearchFunc(list, d.AddDays(1), workday.Date.Compare)
		switch {
		case n == 0:
			return d
		case d.AddDays(1).Before(first) || n > len(list)-i:
			return workday.Date{}
		}
		return list[i+n-1]
	}
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SampledFrom([]string{"2007-11-01", "2026-12-01", "2027-01-10", "2028-09-01", "2029-12-15", "2050-10-01"}).Draw(t, "from")
		d := date(from).AddDays(rapid.IntRange(0, 400).Draw(t, "day"))
		n := rapid.OneOf(rapid.IntRange(0, 12), rapid.IntRange(0, 9000)).Draw(t, "n")
		want := workday.Count{Earliest: after(may, d, n), Latest: after(worked, d, n), CertainUntil: d}
		if next := d.AddDays(1); !next.Before(first) && next.Before(end) {
			if want.CertainUntil = after(undecided, d, 1).AddDays(-1); want.CertainUntil.IsZero() {
				want.CertainUntil = end.AddDays(-1)
			}
		}
		require.Equal(t, want, c.Count(d, n))
		require.Equal(t, want.Earliest == want.Latest && !want.Latest.IsZero(), want.Certain())

		got, ok := c.Add(d, n)
		require.Equal(t, want.Certain(), ok)
		if ok {
			require.Equal(t, want.Latest, got)
		}
	})
}

func TestCount(t *testing.T) {
	c := workday.Default()
	for _, k := range []struct {
		from                    string
		n                       int
		earliest, latest, until string
	}{
		{"2026-12-30", 3, "2027-01-05", "2027-01-05", "2027-01-22"}, // the first weekend that 春节 may take
		{"2027-02-04", 0, "2027-02-04", "2027-02-04", "2027-02-08"},
		{"2027-02-04", 1, "2027-02-09", "2027-02-15", "2027-02-08"}, // 除夕 is Friday 5 February, 初七 the 12th
		{"2027-02-04", 3, "2027-02-11", "2027-02-17", "2027-02-08"},
		{"2027-02-08", 1, "2027-02-09", "2027-02-15", "2027-02-08"},
		{"2007-11-01", 1, "", "", "2007-11-01"},
		{"2050-12-20", 9, "2050-12-31", "", "2050-12-29"},
		{"2050-12-20", 10, "", "", "2050-12-29"},
		{"2027-03-01", -1, "", "", ""},
	} {
		got := c.Count(date(k.from), k.n)
		require.Equal(t, []string{k.earliest, k.latest, k.until},
			[]string{got.Earliest.String(), got.Latest.String(), got.CertainUntil.String()}, k)
		require.Equal(t, k.earliest == k.latest && k.earliest != "", got.Certain(), k)
	}
	require.Zero(t, c.Count(workday.Date{}, 1))
	d := date("2027-03-01")
	require.Equal(t, workday.Count{CertainUntil: d}, new(workday.Calendar).Count(d, 1))
	whole, err := (*workday.Calendar)(nil).With(strings.NewReader(header + strings.ReplaceAll(wholeYear(t, 2027), "2027-", "2060-")))
	require.NoError(t, err)
	require.Equal(t, "2060-12-29", whole.Count(date("2060-06-01"), 1).CertainUntil.String(), "2061 begins on a Saturday")
}

func TestNoAllocations(t *testing.T) {
	c, d := workday.Default(), date("2026-02-13")
	require.Zero(t, testing.AllocsPerRun(100, func() {
		c.IsWorkday(d)
		c.EndOf(d, 7)
		c.Name(d)
	}))
}

func BenchmarkIsWorkday(b *testing.B) {
	c, d := workday.Default(), date("2026-02-13")
	for b.Loop() {
		c.IsWorkday(d)
	}
}

func BenchmarkAdd(b *testing.B) {
	c, d := workday.Default(), date("2026-02-13")
	for b.Loop() {
		c.Add(d, 7)
	}
}
