package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// With the notice of 2027 a day that it decides is no longer open. The rows are
// those of the calendar's own test: what the State Council will say is not known.
func TestHolidays(t *testing.T) {
	notice, err := os.ReadFile("../../readiness/workday/testdata/2027.csv")
	require.NoError(t, err)
	large := `{"at":"2027-02-09T12:00:00+08:00","payout":{"amount_fen":200000000,"system":"hvps"}}`
	_, out, _ := try(large, "assess", "-format", "json", "-")
	require.Contains(t, out, `"calendar-unknown"`)
	_, out, errs := try(large, "assess", "-format", "json", "-holidays", file(t, "2027.csv", string(notice)), "-")
	require.NotContains(t, out, `"calendar-unknown"`, errs)
	require.Contains(t, out, `"timing.settlement"`)

	_, out, errs = try("", "version", "-today", "2026-12-20", "-holidays", file(t, "2027.csv", string(notice)))
	require.Contains(t, out, "known until 2027-12-29")
	require.NotContains(t, errs, "working days")

	status, _, errs := try(large, "assess", "-holidays", file(t, "bad.csv", "2027-02-09,holiday,春节\n"), "-")
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "bad.csv: ")
	status, _, _ = try(large, "assess", "-holidays", "no such file", "-")
	require.Equal(t, exitUnusable, status)
}
