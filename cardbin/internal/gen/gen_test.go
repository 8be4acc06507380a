package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is committed is generated from the committed data.
func TestGeneratedIsFresh(t *testing.T) {
	for name, make := range map[string]func(string) ([]byte, error){"tables_gen.go": generate, "ISSUERS.md": issuersPage} {
		want, err := make("../../data")
		require.NoError(t, err)
		got, err := os.ReadFile("../../" + name)
		require.NoError(t, err)
		require.True(t, string(want) == string(got), "%s is stale: run go generate ./cardbin", name)
	}
}
