package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTableIsCurrent(t *testing.T) {
	want, err := generate("../data/offsets.csv")
	require.NoError(t, err)
	got, err := os.ReadFile("../offsets_table.go")
	require.NoError(t, err)
	require.True(t, string(want) == string(got), "offsets_table.go is stale: run go generate")
}
