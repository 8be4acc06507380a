package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The tests read English, unless they ask for Chinese.
func TestMain(m *testing.M) {
	os.Setenv("READYCHECK_LANG", "en")
	os.Exit(m.Run())
}

func try(stdin string, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

func TestNothingKnownNamesWhatToAsk(t *testing.T) {
	status, out, _ := try("{}", "assess", "-lang", "en", "-")
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "INCOMPLETE  40/100")
	for _, input := range []string{"Missing: name; document number;", "card number", "amount"} {
		require.Contains(t, out, input)
	}
	_, out, _ = try("{}", "assess", "-format", "json", "-")
	for _, field := range []string{"/applicant/name", "/applicant/document/number", "/card/number", "/payout/amount_fen", "/at"} {
		require.Contains(t, out, field)
	}
}

func TestReadySubmissionExitsZero(t *testing.T) {
	status, out, _ := try("", "assess", "-format", "json", "-lang", "en", "testdata/ready.json")
	require.Equal(t, exitReady, status)
	var doc struct {
		Schema, Verdict string
		Score           int
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, "payready.report/1", doc.Schema)
	require.Equal(t, "ready", doc.Verdict)
	require.GreaterOrEqual(t, doc.Score, 85)
}

func TestFormats(t *testing.T) {
	_, out, _ := try("", "assess", "-v", "-format", "markdown", "-lang", "en", "testdata/ready.json")
	require.Contains(t, out, "# READY")
	require.Contains(t, out, "| ✓ | Class I account |")
	_, out, _ = try("", "assess", "-format", "json", "-detail", "summary", "testdata/ready.json")
	require.NotContains(t, out, "message")
}

func TestUnusableInput(t *testing.T) {
	for name, args := range map[string][]string{
		"no command":        {},
		"another command":   {"assesss"},
		"no file":           {"assess"},
		"two files of many": {"assess", "-csv", "a", "b"},
		"no such file":      {"assess", filepath.Join(t.TempDir(), "none.json")},
		"no such format":    {"assess", "-format", "pdf", "-"},
		"no such flag":      {"assess", "-x", "-"},
		"no such lang":      {"assess", "-lang", "fr", "-"},
	} {
		status, out, errs := try("{}", args...)
		require.Equal(t, exitUnusable, status, name)
		require.Empty(t, out, name)
		require.NotEmpty(t, errs, name)
	}
	for _, in := range []string{"", "{", `{"card":{"nunber":"6222020000000000125"}}`, `{"at":"2026"}`, strings.Repeat(" ", 300<<10)} {
		status, out, errs := try(in, "assess", "-")
		require.Equal(t, exitUnusable, status)
		require.Empty(t, out)
		require.NotContains(t, errs, "6222020000000000125")
	}
	status, _, _ := try(`{"later":1}`, "assess", "-lenient", "-")
	require.Equal(t, exitNotReady, status)
}

func TestSamplesAreStrictJSON(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		status, _, errs := try(string(b), "assess", "-")
		require.NotEqual(t, exitUnusable, status, errs)
	}
}

// An error names the wrong flag but not its value, which may be a personal number.
func TestWrongFlags(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"-lang", "13800001234", "-"}, "-lang has no value"},
		{[]string{"-workers", "13800001234x", "-"}, "-workers has no value"},
		{[]string{"-ndjson=13800001234", "-"}, "-ndjson has no value"},
		{[]string{"-policy"}, "-policy has no value"},
		{[]string{"-13800001234", "-"}, "no such flag"},
	} {
		status, out, errs := try("", append([]string{"assess"}, c.args...)...)
		require.Equal(t, exitUnusable, status)
		require.Empty(t, out)
		require.Contains(t, errs, c.says)
		require.NotContains(t, errs, "1380000")
	}
}
