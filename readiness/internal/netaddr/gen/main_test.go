package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTableIsCurrent(t *testing.T) {
	want, err := generate("../data/special.csv", "../data/sources.csv")
	require.NoError(t, err)
	got, err := os.ReadFile("../special_table.go")
	require.NoError(t, err)
	require.True(t, string(want) == string(got), "special_table.go is stale: run go generate")
}
