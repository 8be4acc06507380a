package main

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// The client in Python does what it says, against the service itself.
func TestPythonClient(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("python3 is not here; nothing of the service needs it")
	}
	p := start(t)
	out, err := exec.Command("python3", "client.py", "page/sample.json", p.url).CombinedOutput()
	require.NoError(t, err, string(out))
	require.Regexp(t, `^ready 100`, string(out))

	out, err = exec.Command("python3", "client.py", "../readycheck/testdata/refused.json", p.url).CombinedOutput()
	require.ErrorContains(t, err, "exit status 1", string(out))
	require.Regexp(t, `^fix \d+ `, string(out))
	require.Contains(t, string(out), "\n- ")

	out, err = exec.Command("python3", "client.py", "openapi.json", p.url).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "ValueError: {'type': 'urn:payready:problem:unreadable'")
	p.stop()
	require.Zero(t, p.exit())
}
