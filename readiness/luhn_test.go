package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Old cards of some banks have no check digit. A number that a bank has answered for is
// not mistyped, however long ago that was.
func TestLuhnGivesWayToWhoeverKnowsTheNumber(t *testing.T) {
	base := func() intake.Submission {
		s := full()
		s.Card.Number = intake.Hide("6222021234567890124") // the check digit would be 5
		s.Card.ElementCheck, s.Card.Holder, s.Card.BoundAt, s.Card.DebitedAt, s.History.Attempts = intake.ElementCheck{}, intake.Holder{}, noon.AddDate(0, -6, 0), time.Time{}, nil
		return s
	}
	code := func(s intake.Submission) string {
		r := readiness.Assess(s)
		f, _ := r.Find("card.luhn")
		return f.Code
	}
	require.Equal(t, "mismatch", code(base()))

	s := base()
	s.Card.ElementCheck = intake.ElementCheck{Elements: intake.Some[int64](3), Result: intake.Match, At: s.Card.BoundAt}
	require.Equal(t, "confirmed", code(s), "by the check of half a year ago")
	s.Card.ElementCheck.Result = intake.Mismatch
	require.Equal(t, "mismatch", code(s))

	s = base()
	s.Card.DebitedAt = noon.AddDate(0, -1, 0)
	require.Equal(t, "confirmed", code(s), "by a debit")

	s = base()
	s.Card.Holder.Name, s.Card.Holder.DocumentType, s.Card.Holder.DocumentNumber = s.Applicant.Name, s.Applicant.Document.Type, s.Applicant.Document.Number
	require.Equal(t, "mismatch", code(s), "a record may be of the number that was meant")
}
