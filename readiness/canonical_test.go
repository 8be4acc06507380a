package readiness_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness/intake"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*sub)
		get    func(*sub) intake.Secret
		want   string
	}{
		{"a card number in groups", func(s *sub) { s.Card.Number = intake.Hide("６２２２ 0200-0000 0000 125") }, cardNumber, "6222020000000000125"},
		{"a card number that is none", func(s *sub) { s.Card.Number = intake.Hide("6222 O2") }, cardNumber, "6222 O2"},
		{"a small x", document(0, "11010519491231002x"), documentNumber, "11010519491231002X"},
		{"a document in full width", document(0, " １１０１０５-19491231-002Ｘ"), documentNumber, "11010519491231002X"},
		{"a masked document", document(0, "110105********002x"), documentNumber, "110105********002x"},
		{"another dot", names("买买提•艾力", "买买提·艾力"), applicantName, "买买提·艾力"},
		{"another dot, unknown to the bank", names("买买提•艾力", ""), applicantName, "买买提·艾力"},
		{"another dot, as the bank holds it", names("买买提•艾力", "买买提•艾力"), applicantName, "买买提•艾力"},
		{"another dot, as the bank hashed it", both(claim("买买提•艾力"), hashed("买买提•艾力")), applicantName, "买买提•艾力"},
		{"another dot, and the bank has a third", names("买买提•艾力", "买买提・艾力"), applicantName, "买买提·艾力"},
		{"a private code", names("李\uE863", ""), applicantName, "李䶮"},
		{"spaces and marks", names("\u202a王 晓明\u3000", "王晓明"), applicantName, "王晓明"},
		{"Latin in full width", names("ＳＭＩＴＨ  ＪＯＨＮ ", "SMITH JOHN"), applicantName, "SMITH JOHN"},
		{"a letter whose plain form no name has", names("ŉ", ""), applicantName, "ŉ"},
		{"a country code", mobile("+86 138-0000-1234"), applicantMobile, "13800001234"},
		{"abroad", mobile("00852 6123 4567"), applicantMobile, "+85261234567"},
		{"a masked mobile", mobile("138****1234"), applicantMobile, "138****1234"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			typed := c.get(&s).Reveal()
			got := intake.Canonical(s)
			require.Equal(t, c.want, c.get(&got).Reveal())
			require.Equal(t, typed, c.get(&s).Reveal(), "the argument is not changed")
		})
	}
	require.Equal(t, intake.Submission{}, intake.Canonical(intake.Submission{}))
	require.Equal(t, "[redacted]", intake.Canonical(full()).Applicant.Name.String())
}

func cardNumber(s *sub) intake.Secret      { return s.Card.Number }
func documentNumber(s *sub) intake.Secret  { return s.Applicant.Document.Number }
func applicantName(s *sub) intake.Secret   { return s.Applicant.Name }
func applicantMobile(s *sub) intake.Secret { return s.Applicant.Mobile }

// What the bank and the image say is evidence: it stays as it was said.
func TestCanonicalLeavesEvidenceAlone(t *testing.T) {
	s := full()
	s.Card.Holder.Name, s.Card.Holder.Mobile = intake.Hide("王 晓明"), intake.Hide("+86 13800001234")
	s.Card.Holder.DocumentNumber = intake.Hide("11010119900307123 3")
	s.Applicant.Verification.OCR = intake.OCR{Name: intake.Hide("王 晓明"), Number: intake.Hide("１１")}
	got := intake.Canonical(s)
	require.Equal(t, s.Card.Holder, got.Card.Holder)
	require.Equal(t, s.Applicant.Verification, got.Applicant.Verification)
}

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
