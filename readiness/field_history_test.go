package readiness_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Histories from public reports, with the verdicts and findings that are right.
func TestFieldHistories(t *testing.T) {
	f, err := os.Open("testdata/field_history.jsonl")
	require.NoError(t, err)
	defer f.Close()
	n := 0
	for in := bufio.NewScanner(f); in.Scan(); n++ {
		var c struct {
			ID, Note   string
			Submission json.RawMessage
			Verdict    []string
			Checks     map[string]string // "status" or "status/code"
		}
		require.NoError(t, json.Unmarshal(in.Bytes(), &c))
		s, err := intake.ParseSubmission(c.Submission, intake.Strict)
		require.NoError(t, err)
		r := readiness.Assess(s)
		require.Contains(t, c.Verdict, r.Verdict.String(), "%s: %s", c.ID, c.Note)
		for id, want := range c.Checks {
			f, _ := r.Find(readiness.ID(id))
			got := f.Status.String() + "/" + f.Code
			require.True(t, strings.HasPrefix(got+"/", want+"/"), "%s: %s is %s", c.ID, id, got)
		}
	}
	require.Equal(t, 6, n)
}
