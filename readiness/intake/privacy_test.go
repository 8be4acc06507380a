package intake_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// An ID is echoed, so none that may be a person's document is one.
func TestIDsAreNoTravelDocuments(t *testing.T) {
	for id, ok := range map[string]bool{
		"E12345678": false, "EA1234567": false, "e12345678": false, "G12345678": false, "D1234567": false, "S12345678": false,
		"H12345678": false, "M12345678": false, "HA1234567": false, "MA1234567": false, "C12345678": false, "H-12345678": false,
		"order-12345678": true, "P-1": true, "X12345678": true, "T1": true, "20261124": true, "E123456789012345": true,
	} {
		require.Equal(t, ok, intake.ValidID(id), id)
	}
}

// What is fit for a log holds no birth date, and sums and counts only by choice.
func TestLogJSON(t *testing.T) {
	var s intake.Submission
	s.ID = "a"
	s.Applicant.Name = intake.Hide("王晓明")
	s.Applicant.Document.BirthDate = workday.Date{Year: 1990, Month: 3, Day: 7}
	s.Card.Balance, s.Payout.Available = intake.Some(intake.Yuan(4711)), intake.Some(intake.Yuan(4712))
	s.Card.NonboundInboundToday, s.Card.NonboundInboundThisYear = intake.Some(intake.Yuan(4713)), intake.Some(intake.Yuan(4714))
	s.Payout.MerchantPaidToday, s.Payout.Amount = intake.Some(intake.Yuan(4715)), intake.Some(intake.Yuan(10))
	s.History.PlatformScore, s.History.CardsOnDocument = intake.Some(int64(83)), intake.Some(int64(29))
	s.Mandate.ApprovedAmount = intake.Some(intake.Yuan(4716))
	s.History.Attempts = []intake.Attempt{}

	b, err := json.Marshal(s)
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"a","applicant":{"name":"[redacted]"},"payout":{"amount_fen":1000},"history":{"attempts":[]}}`, string(b))
	for show, want := range map[intake.Quantities][]string{
		intake.Balances: {"471100", "471200", "471300", "471400", "471500", "471600"}, intake.Scores: {"83"}, intake.Counters: {"29"},
	} {
		b, err := s.LogJSON(show)
		require.NoError(t, err)
		for of, texts := range map[intake.Quantities][]string{
			intake.Balances: {"471100", "471200", "471300", "471400", "471500", "471600"}, intake.Scores: {"83"}, intake.Counters: {"29"},
		} {
			for _, text := range texts {
				if of == show {
					require.Contains(t, string(b), text)
				} else {
					require.NotContains(t, string(b), text)
				}
			}
		}
		require.NotEmpty(t, want)
		require.NotContains(t, string(b), "1990")
	}
	clear, err := s.RevealJSON()
	require.NoError(t, err)
	require.Contains(t, string(clear), "1990")
}
