package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// 2,000,000 CNY through HVPS on the eve of a weekend, during the cool-down after a
// failure.
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
  17:00:00 – 17:05:01  INCOMPLETE
  17:05:01 – 2026-11-29 20:30:00  WAIT
    HVPS is closed and opens at 2026-11-29 20:30
      timing.settlement closed
2026-11-29 Sun
  20:30:00 – 2026-11-30 17:05:01  INCOMPLETE
2026-11-30 Mon
  17:05:01 – 18:00:00  WAIT
    HVPS is closed and opens at 2026-11-30 20:30
      timing.settlement closed
`, out)
}

// What is in the way is said as it is found then, and not by the title of the check, which
// says what ought to be.
func TestWhenSaysWhatIsInTheWay(t *testing.T) {
	status, out, _ := try("", "when", "-lang", "zh-CN", "testdata/refused.json")
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "待处理\n")
	require.Contains(t, out, "银行卡已挂失\n      card.state reported-lost\n")
	require.NotContains(t, out, "可提交")
	require.NotContains(t, out, "卡状态正常")
}

func TestWhenOfAReadySubmission(t *testing.T) {
	status, out, errs := try("", "when", "-from", "2026-11-24T12:00:00+08:00", "-to", "2026-11-24T13:00:00+08:00", "testdata/ready.json")
	require.Empty(t, errs)
	require.Equal(t, exitReady, status)
	require.Contains(t, out, "12:00:00 – 13:00:00  READY")
}

func TestWhenAsAPicture(t *testing.T) {
	status, out, errs := try(weekend, "when", "-lang", "zh-CN", "-format", "timeline", "-")
	require.Empty(t, errs)
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "<title>何时可以提交 · 11-27 17:00 – 12-04 17:00</title>")
	status, out, _ = try(weekend, "when", "-format", "png", "-")
	require.Equal(t, exitUnusable, status)
	require.Empty(t, out)
}

// A warning says where the schedule ends early.
func TestWhenSaysWhereItEnds(t *testing.T) {
	for _, c := range []struct {
		from, to, says string
		status         int
	}{
		{"2026-11-27T17:00:00+08:00", "2027-11-28T17:00:00+08:00", "", exitNotReady},
		{"2026-11-27T17:00:00+08:00", "2036-11-27T17:00:00+08:00", "readycheck: the schedule ends at 2027-11-28 17:00:00: 366 days after -from, or the end of 2099\n", exitNotReady},
		{"2099-12-30T17:00:00+08:00", "2100-01-03T17:00:00+08:00", "readycheck: the schedule ends at 2100-01-01 00:00:00: 366 days after -from, or the end of 2099\n", exitNotReady},
		{"2150-01-01T00:00:00+08:00", "2150-01-02T00:00:00+08:00", "readycheck: -from must be in the years 2000 to 2099, and -to at least a second later\n", exitUnusable},
		{"1999-12-31T00:00:00+08:00", "2000-01-02T00:00:00+08:00", "readycheck: -from must be in the years 2000 to 2099, and -to at least a second later\n", exitUnusable},
		{"2026-11-27T17:00:00.1+08:00", "2026-11-27T17:00:00.9+08:00", "readycheck: -from must be in the years 2000 to 2099, and -to at least a second later\n", exitUnusable},
	} {
		status, out, errs := try(weekend, "when", "-from", c.from, "-to", c.to, "-")
		require.Equal(t, c.says, errs, c.from)
		require.Equal(t, c.status, status, c.from)
		require.Equal(t, c.status == exitUnusable, out == "", c.from)
	}
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
