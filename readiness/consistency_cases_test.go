package readiness_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// found is what the labelled cases call by names of their own.
type found struct {
	check readiness.ID
	code  string
}

var labels = map[string]found{
	"NAME_NORMALIZED":         {"consistency.holder-name", "equivalent"},
	"NAME_MASKED_COMPATIBLE":  {"consistency.holder-name", "masked-compatible"},
	"NAME_DOT_DIFFERS":        {"consistency.holder-name", "dot-differs"},
	"NAME_VARIANT":            {"consistency.holder-name", "variant"},
	"NAME_TRANSPOSED":         {"consistency.holder-name", "token-order"}, // the words of a Latin name; hanzi that are swapped are transposed, and block
	"NAME_NEAR_HOMOPHONE":     {"consistency.holder-name", "near-homophone"},
	"NAME_DIFFERENT":          {"consistency.holder-name", "different"},
	"ID_MASKED_COMPATIBLE":    {"consistency.holder-document", "masked-match"},
	"ID_LEGACY_15_AT_BANK":    {"consistency.holder-document", "legacy-15"},
	"ID_MISMATCH":             {"consistency.holder-document", "mismatch"},
	"ID_MASKED_CONFLICT":      {"consistency.holder-document", "masked-conflict"},
	"PHONE_MASKED_COMPATIBLE": {"consistency.holder-mobile", "masked-match"},
	"PHONE_MISMATCH":          {"consistency.holder-mobile", "mismatch"},
	"PHONE_RECENTLY_CHANGED":  {"consistency.recent-change", "mobile-recent"},
	"ID_RECENTLY_CHANGED":     {"consistency.recent-change", "document-recent"},
	"OCR_ID_MISMATCH":         {"identity.ocr", "number-differs"},
	"OCR_ABSENT":              {"identity.ocr", "no-input"}, // unknown: it costs nothing, but is asked for
}

// quiet is what these checks find where a case has no label for them.
var quiet = map[readiness.ID]string{
	"consistency.holder-name": "exact", "consistency.holder-document": "match", "consistency.holder-mobile": "match",
	"consistency.recent-change": "none", "identity.ocr": "match",
}

// Every labelled case, label by label, and whether the whole passes, warns or
// blocks.
func TestLabelledConsistency(t *testing.T) {
	f, err := os.Open("testdata/consistency.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 20)
	for i, row := range rows[1:] {
		line := "line " + strconv.Itoa(i+2)
		s := full()
		s.Card.ElementCheck = intake.ElementCheck{}
		for at, to := range []*intake.Secret{
			&s.Applicant.Name, &s.Applicant.Document.Number, &s.Applicant.Mobile,
			&s.Card.Holder.Name, &s.Card.Holder.DocumentNumber, &s.Card.Holder.Mobile,
			&s.Applicant.Verification.OCR.Name, &s.Applicant.Verification.OCR.Number,
		} {
			*to = intake.Hide(row[at])
		}
		for at, to := range map[int]*readiness.Date{8: &s.Applicant.MobileChangedOn, 9: &s.Applicant.Document.ChangedOn} {
			if row[at] != "" {
				days, err := strconv.Atoi(row[at])
				require.NoError(t, err)
				*to = day(2026, 11, 24).AddDays(-days)
			}
		}
		want := map[readiness.ID]string{}
		for id, code := range quiet {
			want[id] = code
		}
		for code := range strings.SplitSeq(row[11], ";") {
			if code != "" {
				require.Contains(t, labels, code, line)
				want[labels[code].check] = labels[code].code
			}
		}
		if image := s.Applicant.Verification.OCR.Name; want["identity.ocr"] == "match" && !image.Equal(s.Applicant.Name) {
			want["identity.ocr"] = "equivalent" // the cases label the bank's record only
		}
		r := readiness.Assess(s)
		level := "pass"
		for id, code := range want {
			found, _ := r.Find(id)
			require.Equal(t, code, found.Code, "%s %s", line, id)
			switch {
			case found.Status == fail && found.Gate:
				level = "block"
			case found.Status != pass && level == "pass":
				level = "warn"
			}
		}
		require.Equal(t, row[10], level, line)
		if level == "block" {
			require.Less(t, r.Score, 40, line)
		}
	}
}
