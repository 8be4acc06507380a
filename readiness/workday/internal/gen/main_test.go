package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/workday"
)

func TestTableIsFresh(t *testing.T) {
	in, err := os.Open("../../data/holidays.csv")
	require.NoError(t, err)
	defer in.Close()
	c, err := (*workday.Calendar)(nil).With(in)
	require.NoError(t, err)
	want, err := Source(c)
	require.NoError(t, err)
	got, err := os.ReadFile("../../table.go")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run go generate")
	require.Equal(t, c.Version(), workday.Default().Version())
}
