package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/render"
)

func asJSON(t testing.TB, d readiness.Document) string {
	b, err := d.MarshalJSON()
	require.NoError(t, err)
	return string(b)
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
