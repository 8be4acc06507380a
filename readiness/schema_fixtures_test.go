package readiness_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// Whatever a check may find, the submission, the policy and the report in both
// languages are what the schemas say.
func TestSchemasTakeEveryFixture(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	submission, policy, report := schemaOf(t, "submission"), schemaOf(t, "policy"), schemaOf(t, "report")
	for _, f := range readinesstest.Fixtures() {
		name := string(f.Check) + "/" + f.Code
		if f.Submission.Validate() == nil { // a wrong shape is what some fixtures are about
			b, err := f.Submission.RevealJSON()
			require.NoError(t, err)
			require.NoError(t, takes(t, submission, b), name)
		}
		if f.Policy != nil {
			require.NoError(t, takes(t, policy, f.Policy.Canonical()), name)
		}
		checker, err := f.Checker(nil)
		require.NoError(t, err)
		r := checker.Assess(f.Submission)
		for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
			b, err := r.Document(l, readiness.DetailFull).MarshalJSON()
			require.NoError(t, err)
			require.NoError(t, takes(t, report, b), name)
		}
	}
}

// The vectors' own submissions and policies too: wrappers read them as they are.
func TestSchemasTakeEveryVector(t *testing.T) {
	submission, policy := schemaOf(t, "submission"), schemaOf(t, "policy")
	files, err := fs.Glob(readinesstest.Vectors(), "*.json")
	require.NoError(t, err)
	seen := 0
	for _, name := range files {
		b, err := fs.ReadFile(readinesstest.Vectors(), name)
		require.NoError(t, err)
		var file struct {
			Vectors []struct {
				Name               string
				Policy, Submission json.RawMessage
			}
		}
		require.NoError(t, json.Unmarshal(b, &file))
		for _, v := range file.Vectors {
			seen++
			sub, err := intake.ParseSubmission(v.Submission, intake.Strict)
			require.NoError(t, err, v.Name)
			if sub.Validate() == nil {
				require.NoError(t, takes(t, submission, v.Submission), v.Name)
			}
			if !bytes.Equal(v.Policy, []byte("null")) {
				require.NoError(t, takes(t, policy, v.Policy), v.Name)
			}
		}
	}
	require.Greater(t, seen, 200)
}

// A report that an earlier or a later version wrote still decodes: members that
// are missing are empty, members that are new are passed over.
func TestReportsOfOtherVersionsDecode(t *testing.T) {
	r := readiness.Assess(full())
	b, err := r.Document(readiness.EN, readiness.DetailFull).MarshalJSON()
	require.NoError(t, err)
	var m map[string]any
	require.NoError(t, json.Unmarshal(b, &m))
	m["schema"], m["later"] = "payready.report/0", map[string]any{"a": 1}
	for _, name := range []string{"questions", "fixes", "data", "coverage", "engine"} {
		delete(m, name)
	}
	old, err := json.Marshal(m)
	require.NoError(t, err)
	var doc readiness.Document
	require.NoError(t, json.Unmarshal(old, &doc))
	require.Equal(t, "payready.report/0", doc.Schema)
	require.Equal(t, r.Score, doc.Score)
	require.Len(t, doc.Findings, len(readiness.Suite()))
	require.Equal(t, "/schema", readiness.Verify(doc, full())[0].Path)
}
