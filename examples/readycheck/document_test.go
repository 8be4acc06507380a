package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDocument(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	for _, c := range []struct {
		args   []string
		status int
		want   []string
	}{
		{[]string{"110101199003071233"}, exitReady, []string{"110************233", "pass", "ok"}},
		{[]string{"11010519491231002x"}, exitReady, []string{"ok"}},
		{[]string{"110101199003071234"}, exitNotReady, []string{"check-digit", "按证件原件更正"}},
		{[]string{"E98765432"}, exitNotReady, []string{"E9*****32", "kind-unknown"}},
		{[]string{"-type", "passport", "-lang", "en", "E98765432"}, exitReady, []string{"unverifiable", "no check digit"}},
	} {
		status, out, errs := try("", append([]string{"document"}, c.args...)...)
		require.Equal(t, c.status, status, out)
		require.Empty(t, errs)
		for _, want := range c.want {
			require.Contains(t, out, want)
		}
	}
}
