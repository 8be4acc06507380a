package intake_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// China's order numbers are digits. They are nobody's, unless they are the numbers of
// this submission or a document by its check digit.
func TestOrderNumbersOfDigits(t *testing.T) {
	for number, personal := range map[string]bool{
		"20261124100000001": false, "1234567890123456789": false, "13900001111": false, "6222020000000000000": false, "100000": false, "": false,
		"202611241000000012":  false, // 18 digits, without a birth date
		"13800138000":         true,  // the applicant's mobile
		"8613800138000":       true,
		"138-0013-8000":       true,
		"6222020000000000125": true,  // the card
		"110101190001010014":  true,  // the document
		"11010519491231002X":  true,  // a document, and nobody's here
		"110105194912310020":  false, // no check digit of a document
		"E1234567":            true,  // as short as a travel document gets
		"order-1":             false,
	} {
		s := readinesstest.Ready()
		require.Equal(t, personal, s.IsPersonal(number), number)
		s.Payout.OrderID, s.Payout.BusinessID = number, number
		if personal || intake.ValidID(number) { // an ID is held to more
			s.ID = number
		}
		s.History.Attempts = []intake.Attempt{{}, {OrderID: number, BusinessID: number}}
		err := s.Validate()
		b, logErr := json.Marshal(s)
		require.NoError(t, logErr)
		if !personal {
			require.NoError(t, err, number)
			if number != "" {
				require.Contains(t, string(b), number)
			}
			continue
		}
		var wrong *intake.ShapeError
		require.ErrorAs(t, err, &wrong, number)
		fields := map[intake.Field]bool{}
		for _, p := range wrong.Problems {
			require.False(t, fields[p.Field], "%s is told once", p.Field)
			require.Equal(t, "personal", p.Kind)
			fields[p.Field] = true
		}
		for _, f := range []intake.Field{"/id", "/payout/order_id", "/payout/business_id", "/history/attempts/1/order_id", "/history/attempts/1/business_id"} {
			require.True(t, fields[f], "%s %s", number, f)
		}
		require.NotContains(t, string(b), number)
		require.Equal(t, number, s.History.Attempts[1].OrderID, "the caller's submission stays as it was")
	}
}

// One number in one place is enough.
func TestEachNumberIsLookedAt(t *testing.T) {
	for f, set := range map[intake.Field]func(*intake.Submission, string){
		"/id":                             func(s *intake.Submission, n string) { s.ID = n },
		"/payout/order_id":                func(s *intake.Submission, n string) { s.Payout.OrderID = n },
		"/payout/business_id":             func(s *intake.Submission, n string) { s.Payout.BusinessID = n },
		"/history/attempts/1/order_id":    func(s *intake.Submission, n string) { s.History.Attempts = []intake.Attempt{{}, {OrderID: n}} },
		"/history/attempts/1/business_id": func(s *intake.Submission, n string) { s.History.Attempts = []intake.Attempt{{}, {BusinessID: n}} },
	} {
		s := readinesstest.Ready()
		set(&s, "13800138000") // the applicant's mobile
		var wrong *intake.ShapeError
		require.ErrorAs(t, s.Validate(), &wrong, f)
		require.Equal(t, []intake.Problem{{Field: f, Kind: "personal"}}, wrong.Problems)
	}
}
