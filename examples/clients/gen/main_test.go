package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTypesAreFresh(t *testing.T) {
	b, err := os.ReadFile("../payready.ts")
	require.NoError(t, err)
	want, err := generated("../../../readiness")
	require.NoError(t, err)
	_, got, _ := strings.Cut(string(b), marker)
	require.Equal(t, want, got, "go generate ./examples/clients/gen")
	for _, line := range []string{
		"export interface Submission {", "  amount_fen?: number | null;", `account_class?: "I" | "II" | "III" | null;`,
		"export interface Report {", "  fixes: Array<{", "  verdict: ",
	} {
		require.Contains(t, want, line)
	}
}
