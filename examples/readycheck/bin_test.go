package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBIN(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	overlay := filepath.Join(t.TempDir(), "own.csv")
	require.NoError(t, os.WriteFile(overlay, []byte("# source: example bank\n# version: 2026-11\nprefix,pan_length,issuer,issuer_name,funding,card_name,class_hint\n6222021111,19,EXBANK,示例银行,debit,示例卡,class_ii\n"), 0o600))
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   []string
		not    []string
	}{
		{"a card", []string{"6222 0200 0000 0000 125"}, exitReady, []string{"622202*********0125", "622202 × 19", "中国工商银行 (ICBC, CN)", "借记卡", "银联", "通常使用，本号校验通过", "bankcard@", "数据版本: "}, nil},
		{"in English", []string{"-lang", "en", "6222020000000000126"}, exitReady, []string{"Industrial and Commercial Bank of China", "debit", "usually used; this number does not pass"}, nil},
		{"a prefix", []string{"622202"}, exitReady, []string{"622202 × 19", "通常使用"}, []string{"本号", "卡号:"}},
		{"too short for one bank", []string{"-lang", "en", "-bins", overlay, "6222021"}, exitReady, []string{"more digits may give another issuer"}, nil},
		{"a digit lost", []string{"-lang", "en", "622202000000000012"}, exitReady, []string{"a digit may be missing"}, nil},
		{"an overlay", []string{"-bins", overlay, "6222021111000000000"}, exitReady, []string{"622202**** × 19", "示例银行 (EXBANK, CN)", "示例卡", "Ⅱ类", "example bank@2026-11"}, []string{"1111"}},
		{"an overlay's prefix", []string{"-bins", overlay, "6222021111"}, exitReady, []string{"6222021111 × 19"}, nil},
		{"abroad", []string{"-lang", "en", "4000000000000002"}, exitNotReady, []string{"400000******0002", "visa", "always used; this number passes", "not make it invalid"}, nil},
		{"a document number", []string{"110101199003071233"}, exitNotReady, []string{"**************1233", "不代表卡无效"}, nil},
		{"a prefix of nobody", []string{"0000"}, exitNotReady, []string{"不代表卡无效"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errs := try("", append([]string{"bin"}, c.args...)...)
			require.Equal(t, c.status, status, out)
			require.Empty(t, errs)
			for _, want := range c.want {
				require.Contains(t, out, want)
			}
			for _, not := range c.not {
				require.NotContains(t, out, not)
			}
		})
	}
	bad := filepath.Join(t.TempDir(), "bad.csv")
	require.NoError(t, os.WriteFile(bad, []byte("prefix,pan_length,issuer,funding\n62x,19,ICBC,debit\n622299,19,ICBC,charge\n"), 0o600))
	for lang, want := range map[string]string{
		"zh-CN": "readycheck: -bins bad.csv：第 2 行 prefix：须为 2 至 10 位数字\nreadycheck: -bins bad.csv：第 3 行 funding：须为以下之一：unknown、debit、credit、quasi_credit、prepaid\n",
		"en":    "readycheck: -bins bad.csv: line 2: prefix: must be 2 to 10 digits\nreadycheck: -bins bad.csv: line 3: funding: must be one of unknown, debit, credit, quasi_credit, prepaid\n",
	} {
		status, out, errs := try("", "bin", "-lang", lang, "-bins", bad, "622202")
		require.Equal(t, exitUnusable, status)
		require.Empty(t, out)
		require.Equal(t, want, strings.ReplaceAll(errs, filepath.Dir(bad)+string(filepath.Separator), ""))
	}
}
