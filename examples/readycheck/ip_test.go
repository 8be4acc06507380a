package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func list(t *testing.T, lines string) string {
	name := filepath.Join(t.TempDir(), "list.txt")
	require.NoError(t, os.WriteFile(name, []byte(lines), 0o600))
	return name
}

func TestIP(t *testing.T) {
	status, out, _ := try("", "ip", "-lang", "en", "-list", "vpn="+list(t, "# exits\n175.16.199.0/24\n"), "175.16.199.10")
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "vpn                yes")
	require.Contains(t, out, "detected")

	status, out, _ = try("", "ip", "-lang", "en", "10.0.0.1")
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "no source knows this address")
	require.Contains(t, out, "not-public")
}

func TestIPUnusable(t *testing.T) {
	for name, args := range map[string][]string{
		"no address":       {"ip", "nonsense"},
		"no such label":    {"ip", "-list", "evil=" + list(t, ""), "1.1.1.1"},
		"no such list":     {"ip", "-list", "vpn=/nonexistent", "1.1.1.1"},
		"a broken list":    {"ip", "-list", "vpn=" + list(t, "300.1.1.1/8\n"), "1.1.1.1"},
		"no such database": {"ip", "-mmdb", "/nonexistent", "1.1.1.1"},
		"no database":      {"ip", "-mmdb", list(t, "no mmdb"), "1.1.1.1"},
	} {
		status, _, errs := try("", args...)
		require.Equal(t, exitUnusable, status, name)
		require.NotEmpty(t, errs, name)
	}
}
