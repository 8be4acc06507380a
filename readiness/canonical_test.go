package readiness_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness/intake"
)

func cardNumber(s *sub) intake.Secret      { return s.Card.Number }
func documentNumber(s *sub) intake.Secret  { return s.Applicant.Document.Number }
func applicantName(s *sub) intake.Secret   { return s.Applicant.Name }
func applicantMobile(s *sub) intake.Secret { return s.Applicant.Mobile }

// oddText draws what people and systems make of a name.
func oddText(t *rapid.T, label string) string {
	parts := []string{"王", "晓", "明", "曉", "买买提", "艾力", "韡", "\uE863", "䶮", "·", "•", "・", ".", " ", "\u3000", "\u200b", "SMITH", "john", "ＪＯ", "é", "e\u0301", "ŉ", "ﬁ", "⼀", "*", "?", "\uF92C", "\xff", "\uE000", "-"}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, label), "")
}

// Canonical is idempotent, and assessing what it gives is never worse: not in
// the score, not in any one finding.
func TestCanonicalIsNeverWorse(t *testing.T) {
	c := narrow(t)
	rapid.Check(t, func(t *rapid.T) {
		s := full()
		typed := oddText(t, "name")
		s.Applicant.Name = intake.Hide(typed)
		switch rapid.IntRange(0, 4).Draw(t, "record") {
		case 0:
			onRecord(oddText(t, "record"))(&s)
		case 1:
			onRecord(typed)(&s)
		case 2:
			hashed(typed)(&s)
		case 3:
			hashed(oddText(t, "hashed"))(&s)
		case 4:
			onRecord(strings.NewReplacer("•", "·", "晓", "曉", "明", "*").Replace(typed))(&s)
		}
		if rapid.Bool().Draw(t, "no elements") {
			s.Card.ElementCheck = intake.ElementCheck{}
		}
		s.Payout.Channel = rapid.SampledFrom([]string{"", "gb2312", "gbk", "short", "four"}).Draw(t, "channel")
		s.Applicant.Verification.OCR.Name = intake.Hide(oddText(t, "image"))
		s.Applicant.Document.Number = intake.Hide(rapid.StringMatching(`(11010119900307123[0-9xXＸ])|([０-９0-9xX \-*]{0,20})|E[0-9]{8}`).Draw(t, "document"))
		s.Applicant.Mobile = intake.Hide(rapid.StringMatching(`(\+?(86|00852|1))?[ -]?1?[0-9０-９*]{8,11}`).Draw(t, "mobile"))
		s.Card.Number = intake.Hide(rapid.StringMatching(`6222[ -]?[0-9０-９ ]{8,16}[0-9x]`).Draw(t, "card"))

		better := intake.Canonical(s)
		again := intake.Canonical(better)
		for _, get := range []func(*sub) intake.Secret{cardNumber, documentNumber, applicantName, applicantMobile} {
			require.True(t, get(&better).Equal(get(&again)), "idempotent")
		}
		before, after := c.Assess(s), c.Assess(better)
		require.GreaterOrEqual(t, after.Score, before.Score)
		require.GreaterOrEqual(t, after.Floor, before.Floor)
		for f := range before.Findings() {
			g, _ := after.Find(f.Check)
			require.LessOrEqual(t, g.Penalty(), f.Penalty(), "%s: %s, then %s", f.Check, f.Code, g.Code)
		}
	})
}
