package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTableIsCurrent(t *testing.T) {
	got, err := os.ReadFile("../table.bin")
	require.NoError(t, err)
	require.True(t, string(generate()) == string(got), "table.bin is stale: run go generate")
}
