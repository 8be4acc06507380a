package workday_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness/workday"
)

func date(s string) workday.Date {
	d, err := workday.ParseDate(s)
	if err != nil {
		panic("bad date in a test: " + s)
	}
	return d
}

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2026-02-14", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"} {
		d, err := workday.ParseDate(s)
		require.NoError(t, err, s)
		require.Equal(t, s, d.String())
		require.True(t, d.IsValid())
	}
	for _, s := range []string{
		"", "2026", "2026-2-14", "2026/02/14", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
		"2026-04-31", "2026-01-00", "0000-01-01", "2026-02-14 ", " 2026-02-14", "+026-02-14", "2026-02-1a", "２026-0-1",
		"2026-02\x0014", "\xff026-02-14", "20260-2-14", strings.Repeat("2", 1<<20),
	} {
		_, err := workday.ParseDate(s)
		require.Error(t, err, "%.20q", s)
		require.NotContains(t, err.Error(), "14", "the error must not repeat the input")
	}
}

func TestDateText(t *testing.T) {
	type box struct{ D workday.Date }
	for in, want := range map[string]workday.Date{
		`{"D":"2026-02-14"}`: {Year: 2026, Month: 2, Day: 14},
		`{"D":""}`:           {},
		`{}`:                 {},
	} {
		var b box
		require.NoError(t, json.Unmarshal([]byte(in), &b), in)
		require.Equal(t, want, b.D)
		out, err := json.Marshal(b)
		require.NoError(t, err)
		var back box
		require.NoError(t, json.Unmarshal(out, &back), "what is written must be readable")
		require.Equal(t, b, back)
	}
	d := date("2026-02-14")
	require.Error(t, d.UnmarshalText([]byte("2026-02-30")))
	require.Error(t, d.UnmarshalText([]byte(strings.Repeat("2", 1<<20))))
	for _, bad := range []workday.Date{{Year: 2026}, {Year: 2026, Month: 200, Day: 1}, {Year: -5, Month: 1, Day: 1}, {Year: 2026, Month: 2, Day: 29}} {
		_, err := bad.MarshalText()
		require.Error(t, err)
		require.Empty(t, bad.String())
		require.False(t, bad.IsValid())
	}
	require.False(t, workday.Date{}.IsValid())
}

func TestNewDate(t *testing.T) {
	d, ok := workday.NewDate(2026, 2, 28)
	require.True(t, ok)
	require.Equal(t, date("2026-02-28"), d)
	for _, c := range [][3]int{{0, 1, 1}, {10000, 1, 1}, {65536 + 2026, 1, 1}, {2026, 0, 1}, {2026, 256 + 2, 1}, {2026, 1, 32}, {2026, 1, -1}, {math.MinInt, 1, 1}} {
		d, ok := workday.NewDate(c[0], c[1], c[2])
		require.False(t, ok, c)
		require.True(t, d.IsZero())
	}
}

func TestDateOf(t *testing.T) {
	for in, want := range map[string]string{
		"2026-02-13T15:59:59Z":      "2026-02-13",
		"2026-02-13T16:00:00Z":      "2026-02-14", // midnight in China
		"2026-02-14T00:00:00+08:00": "2026-02-14",
		"2026-02-13T10:00:00-08:00": "2026-02-14",
		"1969-12-31T15:59:59Z":      "1969-12-31", // before the epoch, division must round down
		"1969-12-31T16:00:00Z":      "1970-01-01",
	} {
		at, err := time.Parse(time.RFC3339, in)
		require.NoError(t, err)
		require.Equal(t, want, workday.DateOf(at).String(), in)
	}
	require.True(t, workday.DateOf(time.Unix(math.MaxInt64, 0)).IsZero())
	require.True(t, workday.DateOf(time.Unix(math.MinInt64, 0)).IsZero())
	require.True(t, workday.DateOf(time.Time{}.AddDate(-1, 0, 0)).IsZero())
}

func TestDateArithmetic(t *testing.T) {
	require.Equal(t, "2028-03-01", date("2024-02-29").AddYears(4).AddDays(1).String())
	require.Equal(t, "2025-03-01", date("2024-02-29").AddYears(1).String(), "a birthday on the leap day")
	require.Equal(t, "2024-02-28", date("2023-02-28").AddYears(1).String())
	require.Equal(t, 366, date("2025-01-01").Sub(date("2024-01-01")))
	require.Equal(t, -1, date("2024-02-28").Sub(date("2024-02-29")))

	require.True(t, date("9999-12-31").AddDays(1).IsZero())
	require.True(t, date("0001-01-01").AddDays(-1).IsZero())
	require.True(t, date("9999-01-01").AddYears(1).IsZero())
	for _, n := range []int{1, 800000, math.MaxInt, math.MinInt} {
		require.True(t, workday.Date{}.AddDays(n).IsZero(), "unknown stays unknown")
		require.True(t, workday.Date{}.AddYears(n).IsZero(), "unknown stays unknown")
	}
	require.True(t, date("2026-01-01").AddDays(math.MaxInt).IsZero())
	require.True(t, date("2026-01-01").AddDays(math.MinInt).IsZero())
	require.True(t, date("2026-01-01").AddYears(math.MaxInt).IsZero())
	require.True(t, workday.Date{}.Start().IsZero())
	require.Equal(t, "2026-02-14T00:00:00+08:00", date("2026-02-14").Start().Format(time.RFC3339))
}

// The oracle is package time in UTC.
func TestDateAgainstTime(t *testing.T) {
	model := func(d workday.Date) time.Time {
		return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
	}
	for d := date("0001-01-01"); !d.IsZero(); d = d.AddDays(1) { // every valid day
		m := model(d)
		if y, mo, day := m.Date(); y != int(d.Year) || int(mo) != int(d.Month) || day != int(d.Day) || m.Weekday() != d.Weekday() || d.Start().Unix() != m.Unix()-8*3600 {
			t.Fatalf("%s is %s", d, m)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.Custom(func(t *rapid.T) workday.Date {
			return date("0001-01-01").AddDays(rapid.IntRange(0, 3652058).Draw(t, "day"))
		})
		a, b := any.Draw(t, "a"), any.Draw(t, "b")
		require.Equal(t, model(a).Compare(model(b)), a.Compare(b))
		require.Equal(t, model(a).Before(model(b)), a.Before(b))
		require.Equal(t, model(a).After(model(b)), a.After(b))
		require.Equal(t, int(model(a).Sub(model(b))/(24*time.Hour)), shortSub(a, b, model))
		require.Equal(t, b, a.AddDays(b.Sub(a)))
		require.Equal(t, a, workday.DateOf(a.Start()))
		require.Equal(t, a, workday.DateOf(a.Start().Add(24*time.Hour-1)))
		n := rapid.IntRange(-200, 200).Draw(t, "years")
		if want := model(a).AddDate(n, 0, 0); want.Year() >= 1 && want.Year() <= 9999 {
			require.Equal(t, want, model(a.AddYears(n)))
		}
	})
}

// The oracle covers only the 292 years that a time.Duration can hold.
func shortSub(a, b workday.Date, model func(workday.Date) time.Time) int {
	if n := a.Sub(b); n > -106000 && n < 106000 {
		return n
	}
	return int(model(a).Sub(model(b)) / (24 * time.Hour))
}

func FuzzParseDate(f *testing.F) {
	f.Add("2026-02-14")
	f.Add("２０２６-02-14")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := workday.ParseDate(s); err == nil {
			want, err := time.Parse(time.DateOnly, s)
			require.NoError(t, err)
			require.Equal(t, want.Format(time.DateOnly), d.String())
		} else if want, err := time.Parse(time.DateOnly, s); err == nil && want.Year() > 0 {
			t.Fatalf("%q is a date", s)
		}
	})
}
