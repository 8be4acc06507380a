package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

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

// A policy is checked with the tables that it is used with.
func TestPolicyCheckKnowsTablesOfOnesOwn(t *testing.T) {
	codes := file(t, "codes.csv", ourCodes)
	bins := file(t, "bins.csv", "prefix,pan_length,issuer,issuer_name\n622202,19,ACMEBANK,顶点银行\n")
	doc := write(t, `{"schema":"payready.policy/1","windows":[],"channels":[{"channel":"acme","product":"payuots"},{"channel":"acme","product":"payouts","issuers_denied":["ACMEBANK"]}]}`)
	status, _, errs := try("", "policy", "check", "-lang", "en", doc)
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "/channels/1/issuers_denied/0: no such bank")
	require.NotContains(t, errs, "/channels/0/product")
	status, _, errs = try("", "policy", "check", "-lang", "en", "-codes", codes, "-bins", bins, doc)
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, `/channels/0/product: no such product of acme; the nearest is "payouts"`)
	require.NotContains(t, errs, "bank")

	doc = write(t, `{"schema":"payready.policy/1","channels":[{"channel":"alipai"}]}`)
	_, _, errs = try("", "policy", "check", "-lang", "en", doc)
	require.Contains(t, errs, "the nearest is alipay")
	status, out, errs := try("", "policy", "check", "-lang", "en", "-codes", file(t, "codes.csv", strings.ReplaceAll(ourCodes, "acme", "alipai")), doc)
	require.Equal(t, exitReady, status, errs)
	require.Contains(t, out, "ok ")
	require.Empty(t, errs)

	status, _, errs = try("", "policy", "show", "-lang", "en", "-codes", codes, "standard")
	require.Equal(t, exitUnusable, status)
	require.Equal(t, "readycheck: -codes and -bins go with check\n", errs)
}

// A name of the document's own forges no line.
func TestPolicyNamesAreShownInOneLine(t *testing.T) {
	const name = `red\u001b[31m\n\u009b2J\u202eok`
	plain := func(s string) {
		require.False(t, strings.ContainsFunc(strings.ReplaceAll(s, "\n", ""), func(r rune) bool { return !unicode.IsPrint(r) }), "%q", s)
	}
	doc := write(t, `{"schema":"payready.policy/1","checks":{"`+name+`":{"disabled":true}},"min_app_version":{"`+name+`":"1"}}`)
	_, _, errs := try("", "policy", "check", "-lang", "en", doc)
	plain(errs)
	require.Equal(t, 2, strings.Count(errs, "\n"), errs)
	doc = write(t, `{"schema":"payready.policy/1","checks":{"`+name+`":{"disabled":true,"suppressed":{"until":"2026-11-24T10:00:00Z","reason":"`+name+`"}}}}`)
	status, out, errs := try("", "policy", "diff", "standard", doc)
	require.Equal(t, exitNotReady, status, errs)
	plain(out)
	require.Equal(t, strings.Count(out, " -> "), strings.Count(out, "\n"), out)
}
