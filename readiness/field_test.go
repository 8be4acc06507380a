package readiness_test

import (
	"bufio"
	"bytes"
	"cmp"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// fieldCase is a case from a public report: what a check is to find, as status or
// status/code.
type fieldCase struct {
	ID         string                  `json:"id"`
	Class      string                  `json:"class"`
	Note       string                  `json:"note"`
	Submission intake.Submission       `json:"submission"`
	Verdict    []string                `json:"verdict"`
	Checks     map[readiness.ID]string `json:"checks"`
}

// statedMinimum is the policy that a note gives for the app.
var statedMinimum = regexp.MustCompile(`against a minimum of (\S+)`)

// instead has the cases of which the label is not what is found.
var instead = map[string]string{
	// A number that a spreadsheet rewrote has a reason of its own, newer than the label:
	// it keeps 15 digits ("Excel specifications and limits", number precision), so the
	// applicant cannot mend the format.
	"G44": "fail/spreadsheet",
}

func TestFieldCases(t *testing.T) {
	for _, file := range []string{"identity", "cards"} {
		b, err := os.ReadFile("testdata/field/" + file + ".jsonl")
		require.NoError(t, err)
		for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
			var c fieldCase
			require.NoError(t, json.Unmarshal(s.Bytes(), &c))
			t.Run(c.ID, func(t *testing.T) {
				network := networkPolicy{TrustedProxies: []string{"10.0.0.0/8"}}
				if minimum := statedMinimum.FindStringSubmatch(c.Note); minimum != nil {
					network.MinAppVersion = map[string]string{"*": minimum[1]}
				}
				checker, err := readiness.New(readiness.Config{Policy: network.policy()})
				require.NoError(t, err)
				r := checker.Assess(c.Submission)
				for id, want := range c.Checks {
					f, ok := r.Find(id)
					require.True(t, ok, id)
					want = cmp.Or(instead[c.ID], want)
					got := f.Status.String()
					if strings.Contains(want, "/") {
						got += "/" + f.Code
					}
					require.Equal(t, want, got, "%s: %s (%s)", id, c.Note, c.Class)
				}
				if c.Verdict != nil {
					require.True(t, slices.Contains(c.Verdict, r.Verdict.String()), "%s: %s, want %s", c.Note, r.Verdict, c.Verdict)
				}
			})
		}
	}
}
