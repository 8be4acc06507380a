package main

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
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
	require.Contains(t, out, "VPN                yes")
	require.Contains(t, out, "detected")

	status, out, _ = try("", "ip", "-lang", "en", "10.0.0.1")
	require.Equal(t, exitNotReady, status)
	require.Contains(t, out, "no source knows this address")
	require.Contains(t, out, "not-public")
}

// database returns a MaxMind DB file with one VPN network.
func database(t *testing.T, network string) string {
	w, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: "GeoIP2-Anonymous-IP", BuildEpoch: 1795132800 /* 2026-11-20 */})
	require.NoError(t, err)
	_, of, err := net.ParseCIDR(network)
	require.NoError(t, err)
	require.NoError(t, w.Insert(of, mmdbtype.Map{"is_anonymous": mmdbtype.Bool(true), "is_anonymous_vpn": mmdbtype.Bool(true)}))
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	require.NoError(t, err)
	return list(t, b.String())
}

func TestDatabasesAreAsked(t *testing.T) {
	db := database(t, "175.16.199.0/24")
	_, out, _ := try("", "ip", "-lang", "en", "-mmdb", db, "175.16.199.10")
	require.Contains(t, out, "VPN                yes")
	require.Contains(t, out, "as of 2026-11-20")

	submission := `{"at":"2026-11-24T12:00:00+08:00","network":{"client_ip":"175.16.199.10"}}`
	for _, args := range [][]string{{"assess", "-format", "json", "-detail", "failed", "-mmdb", db, "-"}, {"assess", "-ndjson", "-mmdb", db, "-"}} {
		_, out, _ = try(submission, args...)
		require.Regexp(t, `"check":"network.vpn",[^}]*"code":"detected"`, out)
	}
	_, out, _ = try(submission, "assess", "-ndjson", "-")
	require.NotContains(t, out, "detected")
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
