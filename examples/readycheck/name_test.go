package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestName(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	for _, c := range []struct {
		claimed, bank string
		status        int
		want          []string
	}{
		{"王晓明", "王晓明", exitReady, []string{"王** / 王**", "exact"}},
		{"王小明", "王晓明", exitNotReady, []string{"homophone", "姓名与银行预留有字不一致（读音相同），请对照证件核对"}},
		{"李䶮", "李□", exitNotReady, []string{"rare-placeholder", "请到开户行更正银行留存的姓名"}},
		{"买买提•艾力", "买买提·艾力", exitReady, []string{"买***** / 买**·**", "nonstandard-dot", "dot-differs"}},
		{"王晓明", "***", exitNotReady, []string{"王** / ***", "all-masked"}},
		{"王", "王", exitReady, []string{"* / *"}},
	} {
		status, out, errs := try("", "name", c.claimed, c.bank)
		require.Equal(t, c.status, status, out)
		require.Empty(t, errs)
		for _, want := range c.want {
			require.Contains(t, out, want)
		}
	}
	_, out, _ := try("", "name", "-lang", "en", "SMITH JOHN", "JOHN SMITH")
	require.Contains(t, out, "S**** **** / J*** *****")
	require.Contains(t, out, "another order")
}

// No command prints its arguments, in output or errors.
func TestNothingIsPrintedBack(t *testing.T) {
	for _, args := range [][]string{
		{"name", "龘靐齉", "龘靐爨"},
		{"name", "龘靐齉"},
		{"name", "-龘靐齉", "x"},
		{"name", "-lang", "龘靐齉", "a", "b"},
		{"name", strings.Repeat("靐", 10_000), "\x1b[31m靐\x00"},
		{"document", "110101199003071233"},
		{"document", "-type", "110101199003071233", "1"},
		{"document", "-110101199003071233"},
		{"document", "110101199003071233", "110101199003071233"},
		{"document", strings.Repeat("110101199003071233", 100)},
		{"mobile", "13800001234"},
		{"mobile", "-13800001234"},
		{"mobile", "13800001234\x1b[31m"},
		{"bin", "6222020000000000125"},
		{"bin", "110101199003071233"},
		{"bin", "622202000000000012x"},
		{"bin", "-6222020000000000125"},
		{"assess", "-detail", "13800001234", "-"},
	} {
		_, out, errs := try("{}", args...)
		for _, secret := range []string{"靐", "1990", "030712", "00001", "38000", "\x1b", "\x00", "110101"} {
			require.NotContains(t, out+errs, secret, args[0])
		}
	}
}

func TestFactsOfNothing(t *testing.T) {
	for _, args := range [][]string{
		{"name", "", "王"}, {"name", "王", ""}, {"name", "王"}, {"name", "a", "b", "c"}, {"name", "-lang", "fr", "a", "b"},
		{"document", ""}, {"document"}, {"document", "-type", "card", "1"},
		{"mobile", ""}, {"mobile"},
		{"bin", ""}, {"bin"}, {"bin", "6"}, {"bin", "62x"}, {"bin", "62220200000000001251"}, {"bin", "-bins", "none.csv", "622202"},
	} {
		status, out, errs := try("", args...)
		require.Equal(t, exitUnusable, status, args)
		require.Empty(t, out)
		require.NotEmpty(t, errs)
	}
	status, out, _ := try("", "name", "-h")
	require.Equal(t, exitReady, status)
	require.Contains(t, out, "-lang")
}
