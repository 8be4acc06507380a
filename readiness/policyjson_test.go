package readiness_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func TestParsePolicyStartsFromAPreset(t *testing.T) {
	p, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","preset":"backoffice","id":"ours","min_age":22,
		"checks":{"card.issuer-match":{"gate":true,"severity":"high","need":"required"}},
		"windows":[{"bank":"ICBC","every":"weekly","weekdays":[0],"start":"00:00","end":"06:00","effect":"closed"}],
		"channels":[{"channel":"wechatpay","product":"pay_bank","max_amount_fen":2000000}],
		"max_unknown":"none","min_app_version":{"*":"2.0"}}`))
	require.NoError(t, err)
	require.Equal(t, "ours", p.ID)
	require.EqualValues(t, 22, p.MinAge)
	require.EqualValues(t, 24, p.CoolDownHours, "of the preset")
	require.Equal(t, readiness.NoLimit, p.MaxUnknown)
	require.True(t, p.Checks["network.vpn"].Disabled, "checks are merged")
	require.Equal(t, intake.Yes, p.Checks["card.issuer-match"].Gate)
	require.Equal(t, intake.Some(readiness.Required), p.Checks["card.issuer-match"].Need)
	require.Len(t, p.Windows, 1, "lists are replaced")
	require.EqualValues(t, 2_000_000, p.Channels[0].MaxAmount)
	_, err = readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
}

func TestParsePolicyReportsEveryMistake(t *testing.T) {
	_, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","min_age":"18","horizon_days":1.5,"colour":"red","max_unknown":-1,
		"windows":[{"every":"yearly","effect":"closed"},{"start":"25:00","efect":"closed"},7],
		"channels":{"a":1},"checks":{"card.luhn":{"gate":"yes","suppressed":{"until":"tomorrow"}}},"trusted_proxies":"10.0.0.0/8","query_minutes":null}`))
	for _, want := range []string{
		"/min_age: must be an integer", "/horizon_days: must be an integer", "/colour: no such member", "/max_unknown: must be a decimal",
		"/windows/0/every: not one of", "/windows/1/efect: no such member", "/windows/1/start: must be HH:MM", "/windows/2: must be an object",
		"/channels: must be a list", "/checks/card.luhn/gate: must be true, false or null", "/checks/card.luhn/suppressed/until: must be a moment",
		"/trusted_proxies: must be a list", "/query_minutes: must not be null",
	} {
		require.ErrorContains(t, err, want)
	}
	require.Equal(t, 13, strings.Count(err.Error(), "policy: "), err)
}

// A share has at most three decimals.
func TestParsePolicyShares(t *testing.T) {
	for in, want := range map[string]readiness.Risk{"0": 0, "4.5": 4_500_000_000, "0.125": 125_000_000, "1.000": 1_000_000_000, `"none"`: readiness.NoLimit} {
		p, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","max_unknown":` + in + `}`))
		require.NoError(t, err, in)
		require.Equal(t, want, p.MaxUnknown, in)
	}
	for _, in := range []string{"0.1250", "-0.5", "1e1", `"some"`} {
		_, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","max_unknown":` + in + `}`))
		require.ErrorContains(t, err, "/max_unknown: must be a decimal", in)
	}
}

func TestParsePolicyContradictions(t *testing.T) {
	_, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","platform_score_low":30,"trusted_hops":1,"trusted_proxies":["10.0.0.0/8"]}`))
	require.ErrorContains(t, err, "/platform_score_low")
	require.ErrorContains(t, err, "/trusted_hops: conflicts")
}

// A misspelt member does not hide a limit that is out of range.
func TestParsePolicyReportsBothKinds(t *testing.T) {
	_, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1","min_agee":20,"cool_down_hours":-1,"windows":[{"efect":"closed"},{"every":"weekly","effect":"closed"}]}`))
	for _, want := range []string{"/min_agee: no such member", "/cool_down_hours: must be", "/windows/0/efect", "/windows/1/weekdays: needed"} {
		require.ErrorContains(t, err, want)
	}
	require.NotContains(t, err.Error(), "/windows/0/effect")
}

func TestParsePolicyRefuses(t *testing.T) {
	for in, want := range map[string]string{
		``:                               "policy: ",
		`null`:                           "must be a JSON object",
		`[]`:                             "must be a JSON object",
		`{`:                              "policy: no valid JSON",
		`{"id":"a","id":"b"}`:            "/id: stands twice",
		`{"id":"a"}`:                     "/schema: must be payready.policy/1",
		`{"schema":"payready.policy/2"}`: "/schema: must be payready.policy/1",
		`{"preset":"paranoid"}`:          "/preset: not one of",
		strings.Repeat(" ", 5<<20):       "larger than",
	} {
		_, err := readiness.ParsePolicy([]byte(in))
		require.ErrorContains(t, err, want, in[:min(20, len(in))])
	}
}

// Editors put a mark in front; positions are those of the file.
func TestParsePolicyPassesOverAByteOrderMark(t *testing.T) {
	const mark = "\ufeff"
	want := readiness.StandardPolicy().Canonical()
	p, err := readiness.ParsePolicy(append([]byte(mark), want...))
	require.NoError(t, err)
	require.Equal(t, string(want), string(p.Canonical()))
	for in, want := range map[string]string{
		mark + `{"min_age":18]`: "no valid JSON from byte 16 on",
		mark + mark + `{}`:      "no valid JSON from byte 3 on",
		`{` + mark + `}`:        "no valid JSON from byte 1 on",
		mark:                    "no valid JSON from byte 3 on",
	} {
		_, err := readiness.ParsePolicy([]byte(in))
		require.ErrorContains(t, err, want)
	}
}

func TestCanonicalPolicyReadsBack(t *testing.T) {
	for _, p := range []*readiness.Policy{readiness.StandardPolicy(), readiness.LenientPolicy(), readiness.StrictPolicy(), readiness.BackofficePolicy(), readiness.LendingPolicy(), readiness.PayrollPolicy(), readiness.ClaimsPolicy()} {
		again, err := readiness.ParsePolicy(p.Canonical())
		require.NoError(t, err)
		require.Equal(t, string(p.Canonical()), string(again.Canonical()))
		a, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		b, err := readiness.New(readiness.Config{Policy: again})
		require.NoError(t, err)
		require.Equal(t, a.Hash(), b.Hash())
	}
	p := readiness.StandardPolicy()
	p.MinAge = 0
	again, err := readiness.ParsePolicy(p.Canonical())
	require.NoError(t, err)
	require.Zero(t, again.MinAge, "a limit of zero is kept, not the preset's")
}

func FuzzParsePolicy(f *testing.F) {
	f.Add(readiness.StandardPolicy().Canonical())
	f.Add([]byte(`{"schema":"payready.policy/1","preset":"strict","checks":{"card.luhn":{"disabled":true}},"windows":[{"effect":"closed","from":"2026-01-01T00:00:00Z"}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		p, err := readiness.ParsePolicy(in)
		if err != nil {
			return
		}
		again, err := readiness.ParsePolicy(p.Canonical())
		require.NoError(t, err)
		require.Equal(t, string(p.Canonical()), string(again.Canonical()))
		c, err := readiness.New(readiness.Config{Policy: p})
		if err == nil {
			c.Assess(full())
		}
	})
}
