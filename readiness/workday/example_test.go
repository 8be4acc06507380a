package workday_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/payready/payready/readiness/workday"
)

// A payout was submitted on the Friday before the Spring Festival of 2026. It
// is to be escalated when it still hangs after three working days.
func Example() {
	submitted := time.Date(2026, 2, 13, 21, 30, 0, 0, workday.China)
	end, known := workday.Default().EndOf(workday.DateOf(submitted), 3)
	fmt.Println(end.Format(time.RFC3339), known)
	// Output: 2026-02-26T00:00:00+08:00 true
}

func ExampleDate() {
	d, err := workday.ParseDate("2026-02-13")
	fmt.Println(d, d.Weekday(), d.AddDays(1), err)
	// Output: 2026-02-13 Friday 2026-02-14 <nil>
}

func ExampleNewDate() {
	_, ok := workday.NewDate(2026, 2, 30)
	fmt.Println(ok)
	// Output: false
}

func ExampleDateOf() {
	fmt.Println(workday.DateOf(time.Date(2026, 2, 13, 16, 0, 0, 0, time.UTC)))
	// Output: 2026-02-14
}

func ExampleParseDate() {
	_, err := workday.ParseDate("2026/02/13")
	fmt.Println(err)
	// Output: workday: date must be YYYY-MM-DD and exist, such as 2026-11-24
}

func ExampleDefault() {
	c := workday.Default()
	fmt.Println(c.KnownFrom(), c.KnownUntil())
	// Output: 2008-01-01 2026-12-31
}

func ExampleCalendar_IsWorkday() {
	c := workday.Default()
	saturday, _ := workday.ParseDate("2026-02-14")
	work, known := c.IsWorkday(saturday)
	fmt.Println(work, known, c.Name(saturday))
	work, known = c.IsWorkday(workday.Date{Year: 2027, Month: 2, Day: 9})
	fmt.Println(work, known)
	// Output:
	// true true 春节
	// false false
}

func ExampleCalendar_Add() {
	d, known := workday.Default().Add(workday.Date{Year: 2026, Month: 9, Day: 30}, 1)
	fmt.Println(d, known)
	// Output: 2026-10-08 true
}

// A year's notice is added when it is published. The days around 春节, which the
// law left undecided, are decided then.
func ExampleCalendar_With() {
	notice, err := os.Open("testdata/2027.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer notice.Close()
	c, err := workday.Default().With(notice)
	if err != nil {
		fmt.Println(err)
		return
	}
	d := workday.Date{Year: 2027, Month: 2, Day: 12}
	fmt.Println(workday.Default().Day(d).Class, c.Day(d).Class, c.KnownUntil())

	_, err = c.With(strings.NewReader("date,kind,name\n2028-01-01,holiday,元旦\n"))
	fmt.Println(err)
	// Output:
	// undecided closed 2027-12-29
	// workday: year 2028 is not whole: no holiday on 2028-01-26, 2028-04-04, 2028-05-01, 2028-05-28, 2028-10-01, 2028-10-02, 2028-10-03
}

func ExampleCalendar_Day() {
	c := workday.Default()
	for _, s := range []string{"2026-02-14", "2027-02-06", "2027-02-09", "2027-03-01"} {
		d, _ := workday.ParseDate(s)
		day := c.Day(d)
		fmt.Println(d, day.Class, day.Reason, day.Festival)
	}
	// Output:
	// 2026-02-14 open notice 春节
	// 2027-02-06 closed law 春节
	// 2027-02-09 undecided near-festival 春节
	// 2027-03-01 open ordinary
}

// Blocked on 4 February 2027, held for three working days: until the notice
// for 2027 is known, that ends between the 11th and the 17th.
func ExampleCalendar_Count() {
	k := workday.Default().Count(workday.Date{Year: 2027, Month: 2, Day: 4}, 3)
	fmt.Println(k.Earliest, k.Latest, k.Certain(), k.CertainUntil)
	// Output: 2027-02-11 2027-02-17 false 2027-02-08
}

func ExampleCalendar_StartOf() {
	// A risk block of 13 February 2026 is held until the third working day.
	at, known := workday.Default().StartOf(workday.Date{Year: 2026, Month: 2, Day: 13}, 3)
	fmt.Println(at.Format(time.RFC3339), known)
	// Output: 2026-02-25T00:00:00+08:00 true
}

func ExampleCalendar_EndOf() {
	at, known := workday.Default().EndOf(workday.Date{Year: 2026, Month: 2, Day: 13}, 3)
	fmt.Println(at.Format(time.RFC3339), known)
	// Output: 2026-02-26T00:00:00+08:00 true
}

func ExampleCalendar_NextWorkday() {
	d, known := workday.Default().NextWorkday(workday.Date{Year: 2026, Month: 2, Day: 13})
	fmt.Println(d, d.Weekday(), known)
	// Output: 2026-02-14 Saturday true
}

func ExampleCalendar_Name() {
	fmt.Println(workday.Default().Name(workday.Date{Year: 2025, Month: 10, Day: 8}))
	// Output: 国庆节、中秋节
}

func ExampleCalendar_Version() {
	years, _, _ := strings.Cut(workday.Default().Version(), "/")
	fmt.Println(years, new(workday.Calendar).Version())
	// Output: 2008-2026 none
}
