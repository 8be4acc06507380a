package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// asListed is a list as text, by line, and as JSON.
func asListed(t *testing.T, args ...string) (lines []string, objects []map[string]any) {
	t.Helper()
	status, out, errs := try("", append([]string{"list"}, args...)...)
	require.Zero(t, status, errs)
	status, b, errs := try("", append([]string{"list", "-format", "json"}, args...)...)
	require.Zero(t, status, errs)
	require.NoError(t, json.Unmarshal([]byte(b), &objects))
	lines = strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	require.Len(t, objects, len(lines), "both write the same")
	return lines, objects
}

func TestListIssuers(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	lines, objects := asListed(t, "issuers")
	for i, issuer := range cardbin.Default().Issuers() {
		require.Equal(t, []string{issuer.Code, issuer.Region, issuer.Category.String()}, strings.Fields(lines[i])[:3])
		require.Contains(t, lines[i], issuer.NameZH)
		require.Equal(t, issuer.Region, objects[i]["region"])
	}
	require.Contains(t, strings.Join(lines, "\n"), "VB621275101    CN  village_bank        绵竹浦发村镇银行\n")
	lines, _ = asListed(t, "-lang", "en", "issuers")
	require.Contains(t, lines[0], "Agricultural Bank of China")

	ours := file(t, "bins.csv", "prefix,pan_length,issuer,issuer_name\n622202,19,AAA,本行\n")
	lines, _ = asListed(t, "-bins", ours, "issuers")
	require.Contains(t, lines[0], "本行")
}

func TestListChecksAndReasons(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	checks, objects := asListed(t, "-lang", "en", "checks")
	reasons, _ := asListed(t, "reasons")
	all := strings.Join(reasons, "\n")
	for i, c := range readiness.Suite() {
		require.True(t, strings.HasPrefix(checks[i], string(c.ID)+" "), c.ID)
		require.True(t, strings.HasSuffix(checks[i], "  "+c.Title.In(readiness.EN)), c.ID)
		require.Equal(t, c.Gate, objects[i]["gate"])
		for _, r := range c.Reasons {
			require.Contains(t, all, " "+r.Code+" ")
			require.Contains(t, all, "  "+r.Message.In(readiness.ZH), "%s %s", c.ID, r.Code)
		}
	}
}

func TestListChannels(t *testing.T) {
	lines, _ := asListed(t, "channels")
	for _, line := range lines {
		channel, product, _ := strings.Cut(line, " ")
		require.Contains(t, failcode.Default().Products(channel), strings.TrimSpace(product))
	}
	for _, channel := range failcode.Default().Channels() {
		require.Contains(t, strings.Join(lines, "\n"), channel+" ")
	}
}

// Every input has a line, and every word of the words is accepted where it stands.
func TestListFieldsAndWords(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	lines, objects := asListed(t, "fields")
	form := map[string]any{}
	for _, o := range objects {
		form[o["field"].(string)] = o["form"]
	}
	for _, in := range intake.Inputs() {
		require.Contains(t, form, string(in.Field))
		require.Contains(t, strings.Join(lines, "\n"), in.Label.In(readiness.ZH))
	}
	for field, want := range map[string]string{
		"/at": "2006-01-02T15:04:05+08:00", "/applicant/document/birth_date": "2006-01-02", "/card/length": "number 12–19",
		"/payout/amount_fen": "number ≥0", "/card/balance_fen": "number", "/card/quick_pay": "true/false", "/card/state": "word",
		"/card/element_check/mismatched": "words", "/payout/order_id": "text≤64", "/history/attempts": "list≤10000",
		"/device/loss_percent": "number", "/history/attempts/N/outcome": "word",
	} {
		require.Equal(t, want, form[field], field)
	}
	_, objects = asListed(t, "words")
	for _, o := range objects {
		field := o["field"].(string)
		if field != "/card/state" {
			continue
		}
		for _, w := range o["words"].([]any) {
			sub, err := intake.ParseSubmission([]byte(`{"card":{"state":"`+w.(string)+`"}}`), intake.Strict)
			require.NoError(t, err)
			require.Equal(t, w, sub.Card.State.String())
		}
		return
	}
	t.Fatal("the states of cards are not listed")
}

func TestListRefuses(t *testing.T) {
	status, _, errs := try("", "list", "banks")
	require.Equal(t, exitUnusable, status)
	require.Contains(t, errs, "issuers, checks, reasons, channels, fields, words")
	status, _, _ = try("", "list", "-format", "html", "issuers")
	require.Equal(t, exitUnusable, status)
	status, _, _ = try("", "list", "-bins", "none", "issuers")
	require.Equal(t, exitUnusable, status)
	status, _, _ = try("", "list")
	require.Equal(t, exitUnusable, status)
}
