package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// 2,000,000 CNY through HVPS on the eve of a weekend, with a failure to cool
// down from.
const weekend = `{
	"at": "2026-11-27T17:00:00+08:00",
	"payout": {"amount_fen": 200000000, "system": "hvps"},
	"history": {"attempts": [{"outcome": "failed", "ended_at": "2026-11-29T20:00:00+08:00", "fixed": true, "same_card": true}]}
}`

func TestWhen(t *testing.T) {
	status, out, errs := try(weekend, "when", "-lang", "en", "-to", "2026-11-30T18:00:00+08:00", "-")
	require.Empty(t, errs)
	require.Equal(t, exitNotReady, status, "too little is known for ready")
	require.Equal(t, `2026-11-27 Fri
  17:00:00 – 17:05:01  open    incomplete
  17:05:01 – 2026-11-29 20:30:00  closed  wait        timing.settlement (Within the hours of HVPS)
2026-11-29 Sun
  20:30:00 – 2026-11-30 17:05:01  open    incomplete
2026-11-30 Mon
  17:05:01 – 18:00:00  closed  wait        timing.settlement (Within the hours of HVPS)
`, out)
}

func TestWhenOfAReadySubmission(t *testing.T) {
	status, out, errs := try("", "when", "-from", "2026-11-24T12:00:00+08:00", "-to", "2026-11-24T13:00:00+08:00", "testdata/ready.json")
	require.Empty(t, errs)
	require.Equal(t, exitReady, status)
	require.Contains(t, out, "12:00:00 – 13:00:00  open    ready")
}

func TestWhenRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		args []string
	}{
		"no moment":     {"{}", nil},
		"no span":       {weekend, []string{"-to", "2026-11-27T17:00:00+08:00"}},
		"no submission": {"{", nil},
		"no time":       {weekend, []string{"-from", "now"}},
	} {
		status, out, errs := try(c.in, append(append([]string{"when"}, c.args...), "-")...)
		require.Equal(t, exitUnusable, status, name)
		require.Empty(t, out, name)
		require.NotEmpty(t, errs, name)
	}
}
