package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

func asJSON(t testing.TB, d readiness.Document) string {
	b, err := d.MarshalJSON()
	require.NoError(t, err)
	return string(b)
}

// The applicant's output contains no text of a document except its ID and the
// applicant's actions. Each text carries its own marker.
func TestApplicantGetsNothingElse(t *testing.T) {
	plant := func(v readiness.Verdict) readiness.Document {
		d := hostile(func(path string) string { return "<" + path + ">" })
		d.Verdict, d.Lang = v, readiness.EN
		d.Findings = []readiness.DocumentFinding{
			{Check: "a.told", Audience: "applicant", Title: "<title>", Message: "<MESSAGE>", Advice: "<ADVICE>", Code: "<code>", Evidence: map[string]any{"<key>": "<value>"}},
			{Check: "a.internal", Audience: "internal", Title: "<title>", Message: "<MESSAGE>", Advice: "<ADVICE>", Code: "<code>"},
		}
		d.Fixes = []readiness.DocumentFix{
			{Action: "later", Owner: "applicant", Effort: "low", Text: "And this", Clears: []readiness.ID{"a.told"}},
			{Action: "do", Needed: true, Owner: "applicant", Effort: "low", Text: "Do this", Clears: []readiness.ID{"a.internal", "a.told"}, ScoreAfter: 77},
			{Action: "<HIDDEN>", Owner: "applicant", Text: "<HIDDEN>", Clears: []readiness.ID{"a.internal"}},
			{Action: "<HIDDEN>", Owner: "applicant", Text: "<HIDDEN>", Clears: []readiness.ID{"not.there"}},
			{Action: "<HIDDEN>", Owner: "channel", Text: "<HIDDEN>", Clears: []readiness.ID{"a.told"}},
			{Action: "<HIDDEN>", Owner: "bank", Text: "<HIDDEN>", Clears: []readiness.ID{"a.internal"}},
			{Action: "ask", Owner: "bank", Effort: "high", Text: "Ask the bank", Clears: []readiness.ID{"a.told"}},
		}
		d.Questions = []readiness.DocumentQuestion{
			{Field: "/applicant/name", Ask: "applicant", Text: "name", Checks: []readiness.ID{"a.told"}, ScoreIfGood: 77},
			{Field: "<HIDDEN>", Ask: "channel", Text: "<HIDDEN>"},
		}
		return d
	}
	for _, v := range []readiness.Verdict{readiness.Incomplete, readiness.Ready, readiness.Caution, readiness.Wait, readiness.Fix, readiness.Stop} {
		d := plant(v)
		before := asJSON(t, d)
		got := render.For(d, render.Applicant)
		require.Equal(t, before, asJSON(t, d), "For changes nothing")
		out := asJSON(t, got)
		for _, keep := range []string{"</Schema>", "</ID>", "</Engine>"} {
			out = strings.ReplaceAll(out, keep, "")
		}
		for _, no := range []string{"<", `\u003c`, "a.told", "a.internal", "77"} {
			require.NotContains(t, out, no, v)
		}
		require.Equal(t, got.Score, got.Floor)
		require.Equal(t, got.Score, got.Ceiling)
		require.Equal(t, v == readiness.Ready, got.Score >= 85)
		require.Equal(t, v != readiness.Stop, strings.Contains(out, "Do this"), v)
		require.Equal(t, v != readiness.Stop, strings.Contains(out, "Ask the bank"), "what the bank does, its customer asks for")
		require.Equal(t, v != readiness.Stop, strings.Index(out, "Do this") < strings.Index(out, "And this"), "what is needed comes first")
		require.Equal(t, v == readiness.Incomplete, strings.Contains(out, `"/applicant/name"`), v)
		require.Equal(t, v == readiness.Wait || v == readiness.Fix, got.EarliestAt.OK, v)

		require.Equal(t, asJSON(t, got), asJSON(t, render.For(d, 99)), "an audience outside the list")
		for format := range formats {
			page := written(t, format, render.Options{Audience: render.Applicant}, d)
			for _, no := range []string{"HIDDEN", "MESSAGE", "ADVICE", "a.told", "/100", "77", "</ID", "&lt;/ID"} {
				require.NotContains(t, page, no, format)
			}
			require.Equal(t, page, written(t, format, render.Options{Audience: render.Applicant}, got), "the filtered document is written the same")
		}
	}
}

// The applicant's sentence matches what follows it.
func TestApplicantsSentence(t *testing.T) {
	for _, c := range []struct {
		verdict  readiness.Verdict
		steps    bool
		earliest bool
		want     string
	}{
		{readiness.Ready, false, false, "No obstacle was found"},
		{readiness.Caution, true, false, "it is better to do this first"},
		{readiness.Caution, false, false, "Nothing blocks the payout. The money has arrived once"},
		{readiness.Incomplete, false, false, "There is not enough information yet"},
		{readiness.Incomplete, true, false, "Please add it first"},
		{readiness.Wait, false, true, "until the time below"},
		{readiness.Wait, true, false, "do not apply again"},
		{readiness.Fix, false, true, "contact support"},
		{readiness.Fix, true, false, "Please do this first"},
		{readiness.Fix, false, false, "contact support"},
		{readiness.Stop, true, true, "is being processed"},
		{readiness.Review, true, true, "is being processed"},
		{readiness.Paid, true, true, "has been made"},
	} {
		d := readiness.Document{Verdict: c.verdict, Lang: readiness.EN}
		if c.steps {
			d.Findings = []readiness.DocumentFinding{{Check: "a.b", Audience: "applicant"}}
			d.Fixes = []readiness.DocumentFix{{Owner: "applicant", Text: "Do it", Clears: []readiness.ID{"a.b"}}}
		}
		if c.earliest {
			d.EarliestAt = intake.Some(moment)
		}
		out := written(t, "txt", render.Options{Audience: render.Applicant}, d)
		require.Contains(t, strings.Join(strings.Fields(out), " "), c.want)
		d.Lang = readiness.ZH
		require.NotRegexp(t, "[a-z]", strings.ReplaceAll(written(t, "txt", render.Options{Audience: render.Applicant}, d), "Do it", ""))
	}
}

// No time is given unless time alone helps.
func TestApplicantIsNotToldToWaitInVain(t *testing.T) {
	d := readiness.Document{Verdict: readiness.Wait, Lang: readiness.EN, EarliestAt: intake.Some(moment), EarliestVerdict: intake.Some(readiness.Wait)}
	out := written(t, "txt", render.Options{Audience: render.Applicant}, d)
	require.Equal(t, "Please wait, and do not apply again.\n", out)
	d.EarliestVerdict = intake.Some(readiness.Ready)
	require.Contains(t, written(t, "txt", render.Options{Audience: render.Applicant}, d), "2026-11-25 01:00")
}

// No text promises that a payout succeeds.
func TestNoPromise(t *testing.T) {
	for v := range readiness.Stop + 1 {
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			for _, a := range audiences {
				out := strings.ToLower(written(t, "txt", render.Options{Audience: a}, readiness.Document{Verdict: v, Lang: l}))
				for _, no := range []string{"成功", "保证", "一定", "一定会", "succeed", "guarantee", "will be paid", "certain"} {
					require.NotContains(t, out, no)
				}
			}
		}
	}
}

func TestSupportKnowsCodesAndWhatToSay(t *testing.T) {
	d := stored(t, "refused")
	got := render.For(d, render.Support)
	require.Less(t, len(got.Findings), len(d.Findings))
	for _, f := range got.Findings {
		require.NotEqual(t, readiness.Pass, f.Status)
		require.Nil(t, f.Evidence)
	}
	require.Empty(t, got.Checker.Hash)
	require.Equal(t, readiness.DetailSummary, render.For(readiness.Document{Detail: readiness.DetailSummary}, render.Support).Detail)
	require.Equal(t, readiness.DetailFailed, got.Detail)
	out := written(t, "txt", render.Options{Audience: render.Support}, d)
	require.Contains(t, out, "consistency.holder-name homophone")
	require.Contains(t, out, "告知：按银行预留的姓名逐字更正。")
	require.Contains(t, out, "仅供内部，不要告知申请人")
	require.NotContains(t, out, "告知：联系审核人员")
	require.NotContains(t, out, "position=2")
	require.Equal(t, asJSON(t, got), asJSON(t, render.For(got, render.Support)))
}

// Support does not have to explain an optional unknown.
func TestSupportDoesNotHearOfOptionalUnknowns(t *testing.T) {
	d := readiness.Document{Findings: []readiness.DocumentFinding{
		{Check: "a.a", Status: readiness.StatusUnknown, Need: readiness.Optional},
		{Check: "a.b", Status: readiness.StatusUnknown},
		{Check: "a.c", Status: readiness.Skipped}, {Check: "a.d", Status: readiness.StatusError},
	}}
	var got []readiness.ID
	for _, f := range render.For(d, render.Support).Findings {
		got = append(got, f.Check)
	}
	require.Equal(t, []readiness.ID{"a.b", "a.d"}, got)
}

func TestEngineersGetTheDocument(t *testing.T) {
	d := stored(t, "refused")
	require.Equal(t, asJSON(t, d), asJSON(t, render.For(d, render.Engineer)))
	var again readiness.Document
	require.NoError(t, json.Unmarshal([]byte(asJSON(t, d)), &again))
}
