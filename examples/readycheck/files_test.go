package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is wrong with a file beside the submissions is said in the language that was asked
// for, and never with what stands there.
func TestFilesAreRefusedInOneLanguage(t *testing.T) {
	for _, c := range []struct {
		flag, text string
		zh, en     string
	}{
		{"-holidays", "date,kind,name\n2027-01-01,secret,x\n", "第 2 行：kind 应为 holiday 或 makeup_workday", "line 2: kind must be holiday or makeup_workday"},
		{"-holidays", "date,kind,name\n2027-01-01,holiday,元旦\n", "2027 年的安排不完整", "year 2027 is not whole"},
		{"-list", "203.0.113.0/24\nsecret\n", "第 2 行：既不是网段，也不是 IP 地址", "line 2: neither a prefix nor an address"},
		{"-list", "::/0\n", "第 1 行：网段不能涵盖全部地址", "line 1: the prefix is everything"},
	} {
		name := filepath.Join(t.TempDir(), "file")
		require.NoError(t, os.WriteFile(name, []byte(c.text), 0o600))
		if c.flag == "-list" {
			name = "vpn=" + name
		}
		for lang, want := range map[string][2]string{"zh-CN": {c.zh, c.en}, "en": {c.en, c.zh}} {
			status, out, errs := try("{}", "assess", "-lang", lang, c.flag, name, "-")
			require.Equal(t, 2, status)
			require.Empty(t, out)
			require.Contains(t, errs, want[0])
			require.NotContains(t, errs, want[1])
			require.Contains(t, errs, "readycheck: "+c.flag+" FILE")
			require.NotContains(t, errs, "secret")
		}
	}
}
