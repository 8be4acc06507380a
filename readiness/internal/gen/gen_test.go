package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
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
