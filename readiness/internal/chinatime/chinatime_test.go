package chinatime_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/workday"
)

func TestBounds(t *testing.T) {
	first := time.Date(2000, 1, 1, 0, 0, 0, 0, workday.China)
	last := time.Date(2100, 1, 1, 0, 0, 0, 0, workday.China)
	require.Equal(t, first.Unix(), chinatime.Unix(first))
	require.Zero(t, chinatime.Unix(first.Add(-time.Second)))
	require.Equal(t, last.Unix()-1, chinatime.Unix(last.Add(-time.Second)))
	require.Zero(t, chinatime.Unix(last))
	require.Zero(t, chinatime.Unix(time.Time{}))
}

func TestDaysBeginAtMidnightInChina(t *testing.T) {
	for d := (workday.Date{Year: 2000, Month: 1, Day: 1}); d.Year < 2100; d = d.AddDays(1) {
		start := chinatime.StartOf(d)
		require.Equal(t, d, chinatime.DateOf(start))
		require.Equal(t, d, chinatime.DateOf(start+chinatime.Day-1))
		require.Equal(t, d.AddDays(-1), chinatime.DateOf(start-1))
		for _, within := range []int64{0, 1, chinatime.Day / 3, chinatime.Day - 1} {
			require.Equal(t, chinatime.StartOf(d.AddDays(1)), chinatime.NextDay(start+within))
		}
		hour, minute, second := chinatime.Time(start).Clock()
		require.Equal(t, [3]int{}, [3]int{hour, minute, second})
	}
}

func TestSooner(t *testing.T) {
	require.Equal(t, int64(3), chinatime.Sooner(3, 0))
	require.Equal(t, int64(3), chinatime.Sooner(0, 3))
	require.Equal(t, int64(2), chinatime.Sooner(2, 3))
	require.Equal(t, int64(2), chinatime.Sooner(3, 2))
	require.Zero(t, chinatime.Sooner(0, 0))
}
