package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/datapage"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// The figures of DATA.md.
var (
	oldAfterDays   = datapage.Find("card prefixes").OldAfterDays
	endsWithinDays = datapage.Find("working days").EndsWithinDays
)

func TestVersion(t *testing.T) {
	end := workday.Default().KnownUntil()
	asOf := binTable(cardbin.Default()).asOf
	require.False(t, asOf.IsZero())
	status, out, errs := try("", "version", "-today", asOf.String())
	for _, want := range []string{readiness.EngineVersion, cardbin.Default().Version(), workday.Default().Version(), failcode.Default().Version(),
		"known until " + end.String(), "as of " + asOf.String(), "regions ", "special IPs     2026-07-18, as of 2026-07-18\n", "npm:bankcard, 3.1.6, MIT"} {
		require.Contains(t, out, want)
	}
	require.Equal(t, strings.Contains(errs, "warning"), status == exitNotReady)

	for today, want := range map[workday.Date]string{
		end.AddDays(-endsWithinDays - 1):  "",
		end.AddDays(-endsWithinDays):      "warning: working days ends on " + end.String(),
		end:                               "warning: working days ends on " + end.String(),
		end.AddDays(1):                    "warning: working days ended on " + end.String(),
		asOf.AddDays(oldAfterDays + 1):    "warning: card prefixes is 181 days old",
		asOf.AddDays(oldAfterDays + 1000): "warning: failure codes is ",
	} {
		status, out, errs := try("", "version", "-today", today.String())
		require.NotContains(t, out, "warning")
		if want == "" {
			require.NotContains(t, errs, "working days: end", today)
			continue
		}
		require.Contains(t, errs, want, today)
		require.Equal(t, exitNotReady, status)
	}
	_, _, errs = try("", "version", "-today", asOf.AddDays(oldAfterDays).String())
	require.NotContains(t, errs, "card prefixes is")
	_, _, errs = try("", "version", "-today", "2099-01-01")
	require.NotContains(t, errs, "special IPs", "which do not grow old")
}

func TestVersionOfAnOverlay(t *testing.T) {
	overlay := file(t, "overlay.csv", "# source: core banking\n# date: 2030-01-02\nprefix,pan_length,issuer,funding\n622202,19,ICBC,debit\n")
	_, out, errs := try("", "version", "-bins", overlay, "-policy", "strict", "-today", "2030-01-03")
	require.Contains(t, out, "as of 2030-01-02")
	require.Contains(t, out, "core banking, 2030-01-02\n")
	require.Contains(t, out, "policy          strict")
	require.NotContains(t, errs, "card prefixes is")
	status, _, _ := try("", "version", "-bins", overlay+"x")
	require.Equal(t, exitUnusable, status)
	status, _, _ = try("", "version", "now")
	require.Equal(t, exitUnusable, status)
}

// The age of a table is that at the time of submission.
func TestAssessWarnsOfOldTables(t *testing.T) {
	asOf, end := binTable(cardbin.Default()).asOf, workday.Default().KnownUntil()
	at := func(d workday.Date, args ...string) (status int, errs string) {
		s := readinesstest.Ready(readinesstest.At(d.Start().Add(12 * time.Hour)))
		in, err := s.RevealJSON()
		require.NoError(t, err)
		status, _, errs = try(string(in), append(append([]string{"assess"}, args...), "-")...)
		return status, errs
	}
	_, errs := at(asOf)
	require.Empty(t, errs)
	_, errs = at(end.AddDays(1))
	require.Contains(t, errs, "warning: working days ended on "+end.String())
	_, errs = at(asOf.AddDays(oldAfterDays + 1))
	require.Contains(t, errs, "warning: card prefixes is 181 days old")
	_, errs = at(asOf.AddDays(oldAfterDays+1), "-format", "json")
	require.Empty(t, errs, "a program reads this")
	_, _, errs = try("{}", "assess", "-")
	require.Empty(t, errs, "no moment")
}
