package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// The routes are those of the library, the best first, in the language asked for.
func TestRoutes(t *testing.T) {
	r := newRig(t, nil)
	v := described(t, r)
	in := strings.Replace(sample(t), `"payout": {`, `"payout": {"routes": [{"channel": "wechatpay", "product": "pay_bank"}, {"channel": "lianlian", "product": "instantpay", "permitted": false}],`, 1)
	require.Contains(t, in, "pay_bank")
	sub, err := intake.ParseSubmission([]byte(in), intake.Strict)
	require.NoError(t, err)
	var want []readiness.DocumentRoute
	for _, route := range new(readiness.Checker).Routes(sub) {
		want = append(want, route.Document(readiness.EN))
	}
	require.Len(t, want, 1, "one is not permitted")
	b, err := json.Marshal(map[string]any{"routes": want})
	require.NoError(t, err)
	require.JSONEq(t, string(b), r.ask("POST", "/v1/route?lang=en", in).Body.String())

	for _, c := range []struct {
		target, body string
		status       int
	}{{"/v1/route", in, 200}, {"/v1/route", "{}", 200}, {"/v1/route?lang=fr", "{}", 400}, {"/v1/route?hours=1", "{}", 400}, {"/v1/route", "{", 400}, {"/v1/route", `{"id":"13800001234"}`, 422}} {
		r.answered(v, "POST", c.target, "application/json", c.body, c.status)
	}
	open := strings.Replace(in, `"attempts": []`, `"attempts": [{"outcome": "pending", "submitted_at": "2026-11-24T11:00:00+08:00", "same_card": true}]`, 1)
	require.JSONEq(t, `{"routes":[]}`, r.ask("POST", "/v1/route", open).Body.String(), "a payout is open")
}
