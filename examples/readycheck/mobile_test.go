package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMobile(t *testing.T) {
	for _, c := range []struct {
		number string
		status int
		want   string
	}{
		{"13800001234", exitReady, "13*******34\npass     ok"},
		{"17000001234", exitReady, "mvno"},
		{"95588", exitNotReady, "service-number"},
		{"138****1234", exitNotReady, "masked"},
		{"none", exitNotReady, "malformed"},
	} {
		status, out, errs := try("", "mobile", c.number)
		require.Equal(t, c.status, status, out)
		require.Empty(t, errs)
		require.Contains(t, out, c.want)
	}
	_, out, _ := try("", "mobile", "-lang", "en", "95588")
	require.Contains(t, out, "service line")
}
