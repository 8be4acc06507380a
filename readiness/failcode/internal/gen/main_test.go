package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
)

func TestGeneratedFilesAreFresh(t *testing.T) {
	files, err := Generate("../..")
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile("../../" + name)
		require.NoError(t, err)
		require.True(t, string(want) == string(got), "%s is stale: run go generate", name)
	}
}

// The generated version is the one computed from the table.
func TestVersion(t *testing.T) {
	again, err := failcode.Default().OverlayStatuses(text([][]string{{"channel", "product", "status", "state"}}))
	require.NoError(t, err)
	require.Equal(t, failcode.Default().Version(), again.Version())
}
