package workday_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/workday"
)

var update = flag.Bool("update", false, "rewrite testdata/2027-2028.txt")

// The days off by law, read from article 2 of 全国年节及纪念日放假办法 (2024) and a
// printed calendar, by hand.
var statutory = map[string]string{
	"2027-01-01": "元旦", // Friday
	"2027-02-05": "春节", // 除夕, Friday
	"2027-02-06": "春节", // 正月初一, Saturday
	"2027-02-07": "春节",
	"2027-02-08": "春节",  // 初三, Monday
	"2027-04-05": "清明节", // Monday
	"2027-05-01": "劳动节", // Saturday
	"2027-05-02": "劳动节",
	"2027-06-09": "端午节", // 五月初五, Wednesday
	"2027-09-15": "中秋节", // 八月十五, Wednesday
	"2027-10-01": "国庆节", // Friday
	"2027-10-02": "国庆节",
	"2027-10-03": "国庆节",

	"2028-01-01": "元旦", // Saturday
	"2028-01-25": "春节", // 除夕, Tuesday
	"2028-01-26": "春节", // 正月初一, Wednesday
	"2028-01-27": "春节",
	"2028-01-28": "春节",  // 初三, Friday
	"2028-04-04": "清明节", // Tuesday
	"2028-05-01": "劳动节", // Monday
	"2028-05-02": "劳动节",
	"2028-05-28": "端午节", // 五月初五, Sunday
	"2028-10-01": "国庆节", // Sunday
	"2028-10-02": "国庆节",
	"2028-10-03": "中秋节、国庆节", // 八月十五, Tuesday
}

func TestStatutoryDays(t *testing.T) {
	c := workday.Default()
	for d := date("2027-01-01"); d.Year < 2029; d = d.AddDays(1) {
		day := c.Day(d)
		require.Equal(t, statutory[d.String()], map[bool]string{true: day.Festival}[day.Reason == workday.ByLaw], d)
		if day.Reason == workday.ByLaw {
			require.Equal(t, workday.Closed, day.Class, d)
			require.Equal(t, day.Festival, c.Name(d))
		} else {
			require.Empty(t, c.Name(d))
		}
	}
}

// The file lists every day of 2027 and 2028, a month on a line: F off by law,
// - closed, o open, ? undecided.
func TestEveryDayOf2027And2028(t *testing.T) {
	var b strings.Builder
	c := workday.Default()
	for d := date("2027-01-01"); d.Year < 2029; d = d.AddDays(1) {
		if d.Day == 1 {
			fmt.Fprintf(&b, "\n%s  %s", d.String()[:7], strings.Repeat(" ", (int(d.Weekday())+6)%7))
		}
		day := c.Day(d)
		switch {
		case day.Reason == workday.ByLaw:
			b.WriteByte('F')
		default:
			b.WriteByte("?o-"[day.Class])
		}
		if d.Weekday() == time.Sunday && d.AddDays(1).Month == d.Month {
			b.WriteByte(' ')
		}
	}
	b.WriteByte('\n')
	const golden = "testdata/2027-2028.txt"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(b.String()[1:]), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String()[1:])
}

// noticed returns the days that the notices for 2008 to 2027 name, true for
// a make-up day.
func noticed(t *testing.T) map[workday.Date]bool {
	days := map[workday.Date]bool{}
	for _, name := range []string{"data/holidays.csv", "testdata/2027.csv"} {
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		r := csv.NewReader(f)
		r.Comment = '#'
		rows, err := r.ReadAll()
		require.NoError(t, err)
		for _, row := range rows[1:] {
			days[date(row[0])] = row[1] == "makeup_workday"
		}
	}
	return days
}

// What the law makes certain of a year, its notice has never contradicted: the
// twenty years since the law of 2008 are computed as if no notice were known.
func TestNoNoticeContradictsTheLaw(t *testing.T) {
	special := map[string]bool{"2015-09-03": true, "2015-09-04": true, "2015-09-06": true} // 国发〔2015〕28号
	// Until 2024 the law had three days of 春节 (from 除夕 until 2013, from 初一
	// until 2024) and one of 劳动节.
	since2025 := func(d workday.Date, day workday.Day) bool {
		return d.Year < 2025 && day.Reason == workday.ByLaw && (day.Festival == "春节" || d.Month == 5 && d.Day == 2)
	}
	days := noticed(t)
	require.Greater(t, len(days), 650)
	certain, undecided, overruled := 0, 0, 0
	for n := 2008; n <= 2027; n++ {
		c := workday.LawYear(n)
		for d, _ := workday.NewDate(n, 1, 1); int(d.Year) == n; d = d.AddDays(1) {
			makeup, named := days[d]
			work := d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
			if named {
				work = makeup
			}
			day := c.Day(d)
			switch {
			case day.Class == workday.Undecided:
				undecided++
			case (day.Class == workday.Open) == work:
				certain++
			default:
				require.True(t, special[d.String()] || since2025(d, day), "%s is %s by %s", d, day.Class, day.Reason)
				overruled++
			}
		}
	}
	require.Equal(t, []int{6343, 953, 9}, []int{certain, undecided, overruled})
}

// Every festival of the years that have no notice is where notices put it.
func TestWithOfEveryYear(t *testing.T) {
	for n := 2027; n <= 2050; n++ {
		_, err := workday.Default().With(strings.NewReader(header + wholeYear(t, n)))
		require.NoError(t, err)
	}
}

func TestDay(t *testing.T) {
	c := workday.Default()
	for _, k := range []struct {
		day  string
		want workday.Day
	}{
		{"2007-12-31", workday.Day{}},
		{"2051-01-01", workday.Day{}},
		{"2026-02-14", workday.Day{Class: workday.Open, Reason: workday.ByNotice, Festival: "春节"}},
		{"2026-02-15", workday.Day{Class: workday.Closed, Reason: workday.ByNotice, Festival: "春节"}},
		{"2026-12-31", workday.Day{Class: workday.Open, Reason: workday.Ordinary}},
		{"2026-12-27", workday.Day{Class: workday.Closed, Reason: workday.Ordinary}},
		{"2027-01-01", workday.Day{Class: workday.Closed, Reason: workday.ByLaw, Festival: "元旦"}},
		{"2027-01-02", workday.Day{Class: workday.Closed, Reason: workday.Ordinary}}, // with a Friday: a long weekend as it is
		{"2027-01-03", workday.Day{Class: workday.Closed, Reason: workday.Ordinary}},
		{"2027-01-04", workday.Day{Class: workday.Open, Reason: workday.Ordinary}},
		{"2027-01-31", workday.Day{Class: workday.Undecided, Reason: workday.NearFestival, Festival: "春节"}}, // worked, as it came
		{"2027-02-04", workday.Day{Class: workday.Open, Reason: workday.Ordinary}},                          // the break begins with 除夕
		{"2027-02-12", workday.Day{Class: workday.Undecided, Reason: workday.NearFestival, Festival: "春节"}},
		{"2027-02-15", workday.Day{Class: workday.Open, Reason: workday.Ordinary}},
		{"2027-06-10", workday.Day{Class: workday.Undecided, Reason: workday.NearFestival, Festival: "端午节"}},
		{"2027-09-19", workday.Day{Class: workday.Undecided, Reason: workday.NearFestival, Festival: "中秋节、国庆节"}},
		{"2027-12-31", workday.Day{Class: workday.Undecided, Reason: workday.NearFestival, Festival: "元旦"}}, // of 2028, a Saturday
		{"2050-12-31", workday.Day{Class: workday.Undecided, Reason: workday.NearFestival, Festival: "元旦"}}, // of 2051, a Sunday
	} {
		require.Equal(t, k.want, c.Day(date(k.day)), k.day)
	}
	require.Equal(t, []string{"undecided", "open", "closed", ""}, []string{
		workday.Undecided.String(), workday.Open.String(), workday.Closed.String(), workday.Class(3).String()})
	require.Equal(t, []string{"not-covered", "notice", "law", "near-festival", "ordinary", ""}, []string{
		workday.NotCovered.String(), workday.ByNotice.String(), workday.ByLaw.String(), workday.NearFestival.String(),
		workday.Ordinary.String(), workday.Reason(5).String()})
}
