package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const threeChannels = `{"schema": "payready.policy/1", "id": "ours", "channels": [
	{"channel": "lianlian", "product": "instantpay", "issuers_denied": ["工商银行"]},
	{"channel": "alipay", "system": "netsunion", "hours": [{"start": "14:00", "end": "22:00"}], "fee_fixed_fen": 100},
	{"channel": "wechatpay", "system": "netsunion", "card_day_fen": 2000000, "fee_per_mille": 0.6, "fee_min_fen": 10}]}`

func TestRoute(t *testing.T) {
	policy := filepath.Join(t.TempDir(), "ours.json")
	require.NoError(t, os.WriteFile(policy, []byte(threeChannels), 0o600))
	status, out, errs := try("", "route", "-lang", "en", "-policy", policy, "testdata/ready.json")
	require.Empty(t, errs)
	require.Equal(t, exitReady, status)
	require.Equal(t, `wechatpay            READY                    fee 4.80  left: one payout 1,000,000.00, this card today 20,000.00
alipay               WAIT   2026-11-24 14:00  fee 1.00  left: one payout 50,000.00
    The channel is outside its hours and opens at 2026-11-24 14:00
      timing.maintenance outside-hours
lianlian instantpay  FIX                                left: one payout 1,000,000.00
    The channel does not pay to this bank
      payout.channel-support issuer-unsupported
`, out)
	_, out, _ = try("", "route", "-json", "-lang", "zh", "-policy", policy, "testdata/ready.json")
	require.True(t, strings.HasPrefix(out, `{"routes":[{"channel":"wechatpay","verdict":"ready","score":100,"in_the_way":[],"left_single_fen":100000000,`), out)
	require.Contains(t, out, "通道不在受理时间")
}

func TestNoRouteWhileAPayoutIsOpen(t *testing.T) {
	status, out, errs := try(`{"at": "2026-11-24T12:00:00+08:00", "payout": {"amount_fen": 100}, "history": {"attempts": [{"outcome": "pending"}]}}`, "route", "-lang", "zh", "-")
	require.Empty(t, errs)
	require.Equal(t, exitNotReady, status)
	require.Equal(t, `没有可走的通道：有打款未了结或已打款，或者没有通道获准且余额足够
    有 1 笔打款仍在处理，请先查询结果，不要重新发起
      payout.in-flight pending
`, out)
}

// A channel that is left out is named, with what an assessment with it alone finds.
func TestRouteSaysWhatIsLeftOut(t *testing.T) {
	policy := filepath.Join(t.TempDir(), "ours.json")
	require.NoError(t, os.WriteFile(policy, []byte(threeChannels), 0o600))
	b, err := os.ReadFile("testdata/ready.json")
	require.NoError(t, err)
	var sub map[string]map[string]any
	var whole map[string]any
	require.NoError(t, json.Unmarshal(b, &whole))
	payout, err := json.Marshal(whole["payout"])
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal([]byte(`{"payout":`+string(payout)+`}`), &sub))
	sub["payout"]["routes"] = []map[string]any{{"channel": "支付宝", "available_fen": 1}, {"channel": "wechatpay", "permitted": false}, {"channel": "house"}}
	whole["payout"] = sub["payout"]
	b, err = json.Marshal(whole)
	require.NoError(t, err)
	_, out, _ := try(string(b), "route", "-lang", "en", "-policy", policy, "-")
	_, out, _ = strings.Cut(out, "issuer-unsupported\n")
	require.Equal(t, `alipay: left out
    The paying account is short by CNY 7,999.99
      payout.funds short
    The channel is outside its hours and opens at 2026-11-24 14:00
      timing.maintenance outside-hours
wechatpay: left out
    The funder does not permit this channel
      payout.channel-support not-permitted
/payout/routes/2: left out
    The policy has no profile of it, and no limits of this product are known
`, out)
}
