package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	ourCodes    = "channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source\nacme,payouts,E07,card_state,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,card.state,high,contract\n"
	ourStatuses = "channel,product,status,state\nacme,payouts,FAILED,final_failed\n"
)

// Codes of one's own are known wherever a failure is read: by diagnose, and in the history
// of a payout, where they say what is still to be put right.
func TestCodesOfOnesOwn(t *testing.T) {
	codes, statuses := file(t, "codes.csv", ourCodes), file(t, "statuses.csv", ourStatuses)
	status, _, _ := try("", "diagnose", "acme", "payouts", "FAILED", "E07")
	require.Equal(t, exitUnusable, status)
	status, out, errs := try("", "diagnose", "-lang", "en", "-codes", codes, "-codes", statuses, "acme", "FAILED", "E07")
	require.Equal(t, exitReady, status, errs)
	require.Contains(t, out, "fix_then_new_order")
	require.Contains(t, out, "Bind another debit card")
	_, out, _ = try("", "diagnose", "-codes", codes, "-list", "codes", "acme")
	require.Equal(t, "acme payouts E07\n", out)

	failed := `{"at":"2026-11-24T12:00:00+08:00","history":{"attempts":[{"channel":"acme","product":"payouts","status":"FAILED","code":"E07","outcome":"failed","same_card":true,"ended_at":"2026-11-20T12:00:00+08:00"}]}}`
	in := file(t, "in.json", failed)
	for _, args := range [][]string{{"assess", "-format", "json"}, {"assess", "-ndjson"}} {
		_, without, _ := try("", append(args, in)...)
		_, with, errs := try("", append(args, "-codes", codes, "-codes", statuses, in)...)
		require.NotContains(t, errs, "codes.csv")
		require.NotContains(t, without, "bind-other-card", args)
		require.Contains(t, with, "bind-other-card", args)
	}
}

// A table that cannot be read is refused by every command, with the line and without what
// it holds.
func TestCodesThatCannotBeRead(t *testing.T) {
	bad := file(t, "codes.csv", ourCodes+"acme,payouts,13800001234,nonsense\n")
	sub, past := file(t, "a.json", "{}"), file(t, "b.ndjson", "{}\n")
	for _, args := range [][]string{{"assess", sub}, {"assess", "-ndjson", sub}, {"when", sub}, {"route", sub}, {"diagnose", "alipay", "X"}, {"backtest", "run", sub, past}, {"backtest", "demo", "10"}, {"watch", past}, {"version"}, {"policy", "check", "standard"}} {
		for _, name := range []string{bad, "none.csv"} {
			status, out, errs := try("", append(args, "-lang", "zh-CN", "-codes", name)...)
			require.Equal(t, exitUnusable, status, args)
			require.Empty(t, out, args)
			require.NotContains(t, errs, "13800001234")
			if name == bad {
				require.Regexp(t, `codes.csv：第 3 行：\p{Han}`, errs, args)
			}
		}
	}
}
