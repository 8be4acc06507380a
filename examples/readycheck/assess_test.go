package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func TestAssessForAnAudience(t *testing.T) {
	status, out, _ := try("", "assess", "-lang", "en", "-audience", "applicant", "testdata/refused.json")
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "The name must be the one on your document")
	require.NotContains(t, out, "homophone")
	require.NotContains(t, out, "/100")
	_, out, _ = try("", "assess", "-lang", "en", "-audience", "support", "testdata/refused.json")
	require.Contains(t, out, "consistency.holder-name homophone")
	require.NotContains(t, out, "position=2")
	_, out, _ = try("", "assess", "-format", "json", "-audience", "applicant", "testdata/refused.json")
	var v readiness.ApplicantView
	require.NoError(t, json.Unmarshal([]byte(out), &v))
	require.NotEmpty(t, v.Steps)
	require.NotContains(t, out, "findings")
}

func TestAssessNamesTheFile(t *testing.T) {
	bad := file(t, "one.json", `{"payout":{"amount_fen":"12"}}`)
	empty, blank, mark := file(t, "empty.json", ""), file(t, "blank.json", "\ufeff \r\n\t\n"), file(t, "mark.json", "\ufeff")
	large := file(t, "large.json", strings.Repeat(" ", intake.MaxSubmissionBytes+1))
	for name, want := range map[string]string{
		bad:   "/payout/amount_fen (byte 24): must be an integer in fen, such as 800000, without quotes, of at least 0",
		large: "longer than 262144 bytes",
	} {
		for _, command := range []string{"assess", "when"} {
			status, out, errs := try("", command, name)
			require.Equal(t, exitUnusable, status)
			require.Empty(t, out)
			require.Equal(t, "readycheck: "+name+": "+want+"\n", errs)
		}
	}
	for _, name := range []string{empty, blank, mark} {
		_, _, errs := try("", "assess", name)
		require.Equal(t, "readycheck: "+name+": nothing to read: the input has no submission\n", errs)
	}
	_, _, errs := try("", "assess", "-")
	require.Equal(t, "readycheck: standard input: nothing to read: the input has no submission\n", errs)
	status, _, errs := try("", "assess", file(t, "bom.json", "\ufeff{}"))
	require.Equal(t, exitNotReady, status, errs)
}

func TestAssessWritesAPage(t *testing.T) {
	_, out, _ := try("", "assess", "-lang", "zh-CN", "-format", "html", "testdata/refused.json")
	require.Contains(t, out, `<html lang="zh-CN">`)
	require.Contains(t, out, "</html>")
}

func TestColor(t *testing.T) {
	for arg, colored := range map[string]bool{"auto": false, "never": false, "always": true} {
		_, out, _ := try("", "assess", "-color", arg, "testdata/refused.json")
		if colored {
			require.Contains(t, out, "\x1b[31m")
		} else {
			require.NotContains(t, out, "\x1b", "%s: a buffer is no terminal", arg)
		}
	}
	for _, args := range [][]string{{"-color", "red"}, {"-audience", "police"}} {
		status, out, errs := try("", append(append([]string{"assess"}, args...), "testdata/refused.json")...)
		require.Equal(t, exitUnusable, status)
		require.Empty(t, out)
		require.Contains(t, errs, args[0]+" must be")
	}
}

func TestWhereColorsAreWanted(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here:", err)
	}
	defer terminal.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	require.NoError(t, err)
	defer null.Close()
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	require.True(t, (&call{stdout: terminal}).wantsColors())
	require.False(t, (&call{stdout: null}).wantsColors())
	t.Setenv("TERM", "dumb")
	require.False(t, (&call{stdout: terminal}).wantsColors())
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "1")
	require.False(t, (&call{stdout: terminal}).wantsColors())
}

func TestAssessAsABadge(t *testing.T) {
	_, out, errs := try("", "assess", "-lang", "en", "-format", "badge", "testdata/ready.json")
	require.Empty(t, errs)
	require.Contains(t, out, "READY</text>")
	status, out, _ := try("", "assess", "-format", "badge", "-audience", "applicant", "testdata/ready.json")
	require.Equal(t, exitUnusable, status)
	require.Empty(t, out)
}
