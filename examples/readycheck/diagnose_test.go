package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDiagnose(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		has  []string
		not  []string
	}{
		{"a final failure", []string{"wechatpay", "pay_bank", "FAILED", "AMOUNT_LIMIT"}, []string{"state      final_failed", "now        wait", "order      new_after_final", "seen by    payout.channel-quota"}, []string{"clears"}},
		{"its quota ends with the day", []string{"-at", "2026-11-24T15:59:59Z", "wechatpay", "pay_bank", "FAILED", "AMOUNT_LIMIT"}, []string{"clears     2026-11-25T00:00:00+08:00"}, nil},
		{"in progress, whatever the code", []string{"wechatpay", "pay_bank", "PROCESSING", "AMOUNT_LIMIT"}, []string{"state      processing", "now        query", "retry      query_first", "order      keep"}, []string{"new_after_final"}},
		{"without a status nothing has failed", []string{"-lang", "en", "ainong", "transfer", "2022"}, []string{"now        query", "identity_mismatch", "The name differs"}, nil},
		{"a code that is not listed", []string{"ainong", "transfer", "zzz"}, []string{"not listed", "now        query"}, nil},
		{"a code alone: all who use it", []string{"61"}, []string{"unionpay acp 61", "iso8583_unionpay_pos field39 61"}, []string{"now "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errs := try("", append([]string{"diagnose"}, c.args...)...)
			require.Equal(t, exitReady, status, errs)
			for _, s := range c.has {
				require.Contains(t, out, s)
			}
			for _, s := range c.not {
				require.NotContains(t, out, s)
			}
		})
	}
}

func TestDiagnoseRefuses(t *testing.T) {
	for name, args := range map[string][]string{
		"two words":         {"ainong", "transfer"},
		"no such channel":   {"nobody", "nothing", "1"},
		"a code of nobody":  {"zzz"},
		"a time without it": {"-at", "yesterday", "61"},
	} {
		status, out, errs := try("", append([]string{"diagnose"}, args...)...)
		require.Equal(t, exitUnusable, status, name)
		require.Empty(t, out, name)
		require.NotEmpty(t, errs, name)
	}
}
