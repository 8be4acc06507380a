package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/workday"
)

func TestVersion(t *testing.T) {
	end := workday.Default().KnownUntil()
	asOf := binTable(cardbin.Default()).asOf
	require.False(t, asOf.IsZero())
	status, out, _ := try("", "version", "-today", asOf.String())
	for _, want := range []string{readiness.EngineVersion, cardbin.Default().Version(), workday.Default().Version(), failcode.Default().Version(),
		"known until " + end.String(), "as of " + asOf.String(), "npm:bankcard, 3.1.6, MIT"} {
		require.Contains(t, out, want)
	}
	require.Equal(t, strings.Contains(out, "warning"), status == exitNotReady)

	for today, want := range map[workday.Date]string{
		end.AddDays(-endsWithinDays - 1):  "",
		end.AddDays(-endsWithinDays):      "warning: working days: ends on " + end.String(),
		end:                               "warning: working days: ends on " + end.String(),
		end.AddDays(1):                    "warning: working days: ended on " + end.String(),
		asOf.AddDays(oldAfterDays + 1):    "warning: card prefixes: is 181 days old",
		asOf.AddDays(oldAfterDays + 1000): "warning: failure codes: is ",
	} {
		status, out, _ := try("", "version", "-today", today.String())
		if want == "" {
			require.NotContains(t, out, "working days: end", today)
			continue
		}
		require.Contains(t, out, want, today)
		require.Equal(t, exitNotReady, status)
	}
	_, out, _ = try("", "version", "-today", asOf.AddDays(oldAfterDays).String())
	require.NotContains(t, out, "card prefixes: is")
}

func TestVersionOfAnOverlay(t *testing.T) {
	overlay := file(t, "overlay.csv", "# source: core banking\n# date: 2030-01-02\nprefix,pan_length,issuer,funding\n622202,19,ICBC,debit\n")
	_, out, _ := try("", "version", "-bins", overlay, "-policy", "strict", "-today", "2030-01-03")
	require.Contains(t, out, "as of 2030-01-02")
	require.Contains(t, out, "core banking, 2030-01-02\n")
	require.Contains(t, out, "policy          strict")
	require.NotContains(t, out, "card prefixes: is")
	status, _, _ := try("", "version", "-bins", overlay+"x")
	require.Equal(t, exitUnusable, status)
	status, _, _ = try("", "version", "now")
	require.Equal(t, exitUnusable, status)
}
