package readiness_test

import (
	"encoding/csv"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// readCSV reads a table of labelled cases as maps from column to value.
func readCSV(t testing.TB, name string) []map[string]string {
	f, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	out := make([]map[string]string, 0, len(rows))
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, column := range rows[0] {
			m[column] = row[i]
		}
		out = append(out, m)
	}
	require.NotEmpty(t, out)
	return out
}

func TestLabelledPANs(t *testing.T) {
	for _, row := range readCSV(t, "pans.csv") {
		var s intake.Submission
		s.Card.Number = intake.Hide(row["pan"])
		r := readiness.Assess(s)
		doc := r.Document(readiness.EN, readiness.DetailFull)
		bin, _ := r.Find("card.bin")
		luhn, _ := r.Find("card.luhn")
		funding, _ := r.Find("card.funding")
		switch {
		case row["expect_found"] != "1":
			require.Equal(t, "unknown-bin", bin.Code, row["expect_prefix"])
		case row["expect_length_ok"] == "1":
			require.Equal(t, "known", bin.Code)
			require.Equal(t, row["expect_bank_code"], doc.Card.Issuer)
			require.Equal(t, row["expect_card_type"], doc.Card.Funding)
			want := map[string]string{"debit": "debit", "credit": "credit", "quasi_credit": "quasi-credit", "prepaid": "prepaid"}[row["expect_card_type"]]
			require.Equal(t, want, funding.Code)
		default:
			require.Equal(t, "length-mismatch", bin.Code)
		}
		require.Equal(t, row["expect_luhn"] == "1", luhn.Status == readiness.Pass)
	}
}
