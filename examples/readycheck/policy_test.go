package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func write(t *testing.T, text string) string {
	name := filepath.Join(t.TempDir(), "policy.json")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

func TestPolicyCheck(t *testing.T) {
	status, out, _ := try("", "policy", "check", "standard")
	require.Equal(t, exitReady, status)
	require.Regexp(t, `^ok [0-9a-f]{16}\n$`, out)

	status, same, _ := try("", "policy", "check", write(t, "\ufeff"+`{"schema":"payready.policy/1","id":"standard"}`))
	require.Equal(t, exitReady, status, "a mark that editors put in front")
	require.Equal(t, out, same)

	status, _, errs := try("", "policy", "check", write(t, `{"schema":"payready.policy/1","min_age":"x","colour":1}`))
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "/min_age")
	require.Contains(t, errs, "/colour")

	status, _, errs = try("", "policy", "check", write(t, `{"schema":"payready.policy/1","checks":{"card.nunber":{"disabled":true}}}`))
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "/checks/card.nunber: no such check")
}

func TestPolicyCheckNotesWhatWasPerhapsNotMeant(t *testing.T) {
	const window = `"windows":[{"channel":"acme","every":"daily","start":"01:00","end":"02:00","effect":"closed"}]`
	status, out, errs := try("", "policy", "check", write(t, `{"schema":"payready.policy/1",`+window+`,"channels":[{"channel":"alipya"},{"channel":"acme"}]}`))
	require.Equal(t, exitReady, status)
	require.Contains(t, out, "ok ")
	require.Regexp(t, `(?m)^readycheck: /windows: replaces the preset's list, of which \d+ no longer hold; policy show standard prints them`, errs)
	require.Contains(t, errs, "/channels/0/channel: the table of failure codes has no such channel; the nearest is alipay.")
	require.NotContains(t, errs, "/channels/1")

	_, shown, _ := try("", "policy", "show", "strict")
	_, _, errs = try("", "policy", "check", write(t, shown))
	require.Empty(t, errs, "it has all that the preset has")
}

func TestPolicyShowReadsBack(t *testing.T) {
	_, out, _ := try("", "policy", "show", "strict")
	status, same, _ := try("", "policy", "diff", "strict", write(t, out))
	require.Equal(t, exitReady, status)
	require.Empty(t, same)
}

func TestPolicyDiff(t *testing.T) {
	status, out, _ := try("", "policy", "diff", "standard", write(t, `{"schema":"payready.policy/1","id":"ours","min_age":20,"windows":[]}`))
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "/min_age: 18 -> 20\n")
	require.Contains(t, out, `/id: "standard" -> "ours"`)
	require.Contains(t, out, `/windows/0/effect: "day_cut" -> (none)`)
}

func TestAssessUnderAPolicy(t *testing.T) {
	status, out, _ := try("", "assess", "-policy", write(t, `{"schema":"payready.policy/1","id":"ours","min_age":40}`), "-lang", "en", "testdata/ready.json")
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "The applicant is younger than 40")
	status, _, errs := try("", "assess", "-policy", "strickt", "testdata/ready.json")
	require.Equal(t, exitUnusable, status)
	require.Equal(t, "readycheck: no such policy document and no such preset; did you mean strict?\n", errs)
}
