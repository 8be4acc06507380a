package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/workday"
)

func TestTablesAreFresh(t *testing.T) {
	in, err := os.ReadFile("../../data/holidays.csv")
	require.NoError(t, err)
	c, err := (*workday.Calendar)(nil).With(bytes.NewReader(in))
	require.NoError(t, err)
	want, err := Source(c)
	require.NoError(t, err)
	got, err := os.ReadFile("../../table.go")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run go generate")
	require.Equal(t, c.Version(), workday.Default().Version())

	in, err = os.ReadFile("../../data/festivals.csv")
	require.NoError(t, err)
	want, err = Festivals(in)
	require.NoError(t, err)
	got, err = os.ReadFile("../../festivals_table.go")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run go generate")
}
