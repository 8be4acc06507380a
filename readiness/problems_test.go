package readiness_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// The documentation of Problem.Kind, which the schema carries, lists the kinds
// that occur.
func TestKindsOfProblemsAreDocumented(t *testing.T) {
	suite := append(readiness.Suite(), readiness.Check{
		ID: "team.broken", Title: text("t"), Severity: readiness.Low,
		Reasons: []readiness.Reason{{Code: "ok", Status: readiness.Pass, Message: text("m")}},
		Run:     func(*readiness.Case) readiness.Outcome { panic("broken") },
	})
	s := intake.Submission{ID: "a b", At: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}
	s.History.Attempts = make([]intake.Attempt, 1001)
	s.Network.ClientIP = intake.Hide("81.2.69.160")
	c := checker(t, readiness.Config{Suite: suite, IPs: &source{err: errors.New("closed")}})
	var inReports []string
	for _, p := range c.Assess(s).Errors {
		inReports = append(inReports, p.Kind)
	}
	slices.Sort(inReports)

	s.Applicant.Name = intake.Hide(strings.Repeat("a", 257))
	var wrong *intake.ShapeError
	require.ErrorAs(t, s.Validate(), &wrong)
	also := []string{}
	for _, p := range wrong.Problems {
		if !slices.Contains(inReports, p.Kind) {
			also = append(also, p.Kind)
		}
	}

	schema, err := readiness.Schemas().ReadFile("report.schema.json")
	require.NoError(t, err)
	doc := regexp.MustCompile(`"([a-z, -]+), report-reused"`).FindSubmatch(schema)
	require.NotNil(t, doc)
	require.Equal(t, strings.Join(inReports, ", "), string(doc[1]))
	require.Equal(t, []string{"too-long"}, also, "intake.Problem.Kind lists it")
}
