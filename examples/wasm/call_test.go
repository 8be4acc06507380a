package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	kit "github.com/payready/payready/readiness/readinesstest"
)

func ask(t *testing.T, d *desk, line string) map[string]json.RawMessage {
	t.Helper()
	var out map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(d.answer([]byte(line)), &out))
	require.Len(t, out, 1, "an answer has one member")
	return out
}

// The desk says what the library says, under the policy and the cards of each call.
func TestTheDeskPassesTheVectors(t *testing.T) {
	var d desk
	kit.RunVectors(t, func(in kit.VectorInput) ([]byte, error) {
		policy := in.Policy
		if policy == nil {
			policy = []byte("null")
		}
		line, err := json.Marshal(map[string]any{"call": "assess", "submission": json.RawMessage(in.Submission), "policy": json.RawMessage(policy), "bins": string(in.BINs)})
		require.NoError(t, err)
		return ask(t, &d, string(line))["report"], nil
	}, kit.SameVersions)
}

func TestCalls(t *testing.T) {
	var d desk
	known := kit.Known()
	sub, err := known.RevealJSON()
	require.NoError(t, err)

	var report struct{ Lang, Verdict, Detail string }
	require.NoError(t, json.Unmarshal(ask(t, &d, `{"call":"assess","lang":"en","detail":"summary","submission":`+string(sub)+`}`)["report"], &report))
	require.Equal(t, "en", report.Lang)
	require.Equal(t, "ready", report.Verdict)
	require.Equal(t, "summary", report.Detail)

	var stretches []stretch
	require.NoError(t, json.Unmarshal(ask(t, &d, `{"call":"schedule","hours":2,"submission":`+string(sub)+`}`)["stretches"], &stretches))
	require.Equal(t, kit.Moment, stretches[0].From.In(kit.Moment.Location()))
	require.Equal(t, readiness.Ready, stretches[0].Verdict)

	var told decision
	require.NoError(t, json.Unmarshal(ask(t, &d, `{"call":"diagnose","channel":"alipay","code":"PAYEE_NOT_EXIST","lang":"en"}`)["decision"], &told))
	require.True(t, told.Known)
	require.Equal(t, "query-order", told.Action)
	require.Contains(t, told.Text, "Query the order first")

	var all []check
	require.NoError(t, json.Unmarshal(ask(t, &d, `{"call":"checks"}`)["checks"], &all))
	require.Len(t, all, len(readiness.Suite()))

	var what advice
	require.NoError(t, json.Unmarshal(ask(t, &d, `{"call":"advice"}`)["advice"], &what))
	require.NotEmpty(t, what.Causes["mistyped-name"]["en"])
	for _, c := range all {
		for _, r := range c.Reasons {
			require.Equal(t, r.Advice, what.Actions[r.Action].Text, r.Action)
		}
	}

	var v version
	require.NoError(t, json.Unmarshal(ask(t, &d, `{"call":"version"}`)["version"], &v))
	require.Equal(t, readiness.EngineVersion, v.Engine)
	require.NotEmpty(t, v.Data.BINs)
}

// The routes are those of the library under the policy of the call, in its language.
func TestRoutes(t *testing.T) {
	var d desk
	policy := `{"schema":"payready.policy/1","id":"ours","channels":[{"channel":"wechatpay","weight":1},{"channel":"alipay","max_amount_fen":100}]}`
	parsed, err := readiness.ParsePolicy([]byte(policy))
	require.NoError(t, err)
	checker, err := readiness.New(readiness.Config{Policy: parsed})
	require.NoError(t, err)
	known := kit.Known()
	sub, err := known.RevealJSON()
	require.NoError(t, err)
	routes := checker.Routes(known)
	require.Len(t, routes, 2)
	want := []readiness.DocumentRoute{routes[0].Document(readiness.EN), routes[1].Document(readiness.EN)}
	require.NotEmpty(t, want[1].InTheWay, "over the limit")
	var got []readiness.DocumentRoute
	line := `{"call":"route","lang":"en","policy":` + policy + `,"submission":` + string(sub) + `}`
	require.NoError(t, json.Unmarshal(ask(t, &d, line)["routes"], &got))
	require.Equal(t, want, got)

	open := `{"call":"route","submission":{"history":{"attempts":[{"outcome":"pending","submitted_at":"2026-11-24T11:00:00+08:00","same_card":true}]}}}`
	require.JSONEq(t, `[]`, string(ask(t, &d, open)["routes"]), "a payout is open")
}

// What is wrong is told by kind and place, and nothing of the input is repeated.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, line, kind, field string }{
		{"no JSON", `{`, "call", ""},
		{"another member", `{"call":"assess","card":"6222020000000000125"}`, "call", ""},
		{"no such call", `{"call":"pay"}`, "call", ""},
		{"a submission that cannot be read", `{"call":"assess","submission":{"cardd":{}}}`, "submission", ""},
		{"a member twice", `{"call":"assess","submission":{"card":{},"card":{}}}`, "submission", "/card"},
		{"a value out of range", `{"call":"assess","strict":true,"submission":{"payout":{"amount_fen":-1}}}`, "submission", "/payout/amount_fen"},
		{"a schedule from no moment", `{"call":"schedule","submission":{}}`, "submission", "/at"},
		{"a schedule without end", `{"call":"schedule","hours":1000,"submission":{"at":"2026-11-24T12:00:00+08:00"}}`, "call", ""},
		{"a policy", `{"call":"assess","policy":{"min_age":"6222020000000000125"},"submission":{}}`, "policy", "/min_age"},
		{"cards", `{"call":"assess","bins":"6222020000000000125","submission":{}}`, "bins", ""},
		{"too long", `{"call":"` + strings.Repeat("a", maxCall) + `"}`, "call", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d desk
			b := ask(t, &d, c.line)["problem"]
			var p problem
			require.NoError(t, json.Unmarshal(b, &p))
			require.Equal(t, c.kind, p.Kind)
			require.NotContains(t, string(b), "6222020000000000125")
			if c.field != "" {
				require.Equal(t, c.field, string(p.Errors[0].Field))
			}
		})
	}
}
