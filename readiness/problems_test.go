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
	late := full()
	late.Card.StateAt = late.At.Add(time.Hour)
	for _, p := range readiness.Assess(late).Errors {
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

// Evidence dated after the moment does not count. Its reader is told so, since "too old"
// would send an applicant round in circles for the integrator's time zone.
func TestEvidenceOfTheFutureIsNamed(t *testing.T) {
	named := func(change func(*intake.Submission)) (fields []intake.Field) {
		s := full()
		change(&s)
		for _, p := range readiness.Assess(s).Errors {
			require.Equal(t, "later-than-at", p.Kind)
			fields = append(fields, p.Field)
		}
		return fields
	}
	zone := 8 * time.Hour // a local time that was marked as UTC
	require.Empty(t, named(func(*intake.Submission) {}))
	require.Empty(t, named(func(s *intake.Submission) { s.Card.StateAt = s.At.Add(time.Minute) }), "clocks differ a little")
	require.Equal(t, []intake.Field{intake.FieldCardStateAt}, named(func(s *intake.Submission) { s.Card.StateAt = s.At.Add(zone) }))
	require.Equal(t, []intake.Field{intake.FieldApplicantFaceAt, intake.FieldApplicantCarrierAt, intake.FieldApplicantScreeningAt, intake.FieldCardStateAt, intake.FieldCardElementCheckAt},
		named(func(s *intake.Submission) { s.At = s.At.Add(-zone) }))
	require.Equal(t, []intake.Field{intake.FieldHistoryAttempts}, named(func(s *intake.Submission) {
		at := s.At.Add(zone)
		a := intake.Attempt{OrderID: "O-1", Outcome: intake.OutcomeSucceeded, SameCard: intake.Yes, SubmittedAt: at, EndedAt: at}
		s.History.Attempts = []intake.Attempt{a, a}
	}), "once, however many")
}

// Each time that is looked at is named as itself.
func TestEachTimeOfTheFutureIsNamedAsItself(t *testing.T) {
	for _, field := range []intake.Field{
		intake.FieldApplicantFaceAt, intake.FieldApplicantSMSAt, intake.FieldApplicantCertificateAt, intake.FieldApplicantVideoAt, intake.FieldApplicantPasswordCodeAt,
		intake.FieldApplicantCarrierAt, intake.FieldApplicantScreeningAt, intake.FieldCardStateAt, intake.FieldCardElementCheckAt, intake.FieldCardDebitedAt,
		intake.FieldMandateSignedAt, intake.FieldDeviceCapturedAt, intake.FieldNetworkCapturedAt, intake.FieldReviewAt,
	} {
		doc := `"2026-11-24T13:00:00+08:00"`
		names := strings.Split(string(field), "/")[1:]
		for _, name := range slices.Backward(names) {
			doc = `{"` + name + `":` + doc + `}`
		}
		s, err := intake.ParseSubmission([]byte(`{"at":"2026-11-24T12:00:00+08:00",`+doc[1:]), intake.Strict)
		require.NoError(t, err, field)
		require.Equal(t, []readiness.Problem{{Field: field, Kind: "later-than-at"}}, readiness.Assess(s).Errors)
	}
}
