package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// The committed table is generated from the committed data.
func TestTablesAreFresh(t *testing.T) {
	want, err := generate("../../data")
	require.NoError(t, err)
	got, err := os.ReadFile("../../tables_gen.go")
	require.NoError(t, err)
	require.True(t, string(want) == string(got), "tables_gen.go is stale: run go generate ./cardbin")
}
