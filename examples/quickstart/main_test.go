package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The README shows what the program prints.
func TestREADMEShowsTheOutput(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out))
	for _, name := range []string{"../../README.md"} {
		readme, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Contains(t, string(readme), "```text\n"+strings.TrimRight(out.String(), "\n")+"\n```")
	}
}
