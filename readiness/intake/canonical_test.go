package intake_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/stretchr/testify/require"
)

type sub = intake.Submission

func TestCanonical(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*sub)
		get    func(*sub) intake.Secret
		want   string
	}{
		{"a card number in groups", func(s *sub) { s.Card.Number = intake.Hide("６２２２ 0200-0000 0000 125") }, cardNumber, "6222020000000000125"},
		{"a card number that is none", func(s *sub) { s.Card.Number = intake.Hide("6222 O2") }, cardNumber, "6222 O2"},
		{"a small x", document("11010519491231002x"), documentNumber, "11010519491231002X"},
		{"a document in full width", document(" １１０１０５-19491231-002Ｘ"), documentNumber, "11010519491231002X"},
		{"a masked document", document("110105********002x"), documentNumber, "110105********002x"},
		{"another dot", names("买买提•艾力", "买买提·艾力"), applicantName, "买买提·艾力"},
		{"another dot, unknown to the bank", names("买买提•艾力", ""), applicantName, "买买提·艾力"},
		{"another dot, as the bank holds it", names("买买提•艾力", "买买提•艾力"), applicantName, "买买提•艾力"},
		{"another dot, as the bank hashed it", hashed("买买提•艾力"), applicantName, "买买提•艾力"},
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
			s := readinesstest.Ready()
			c.change(&s)
			typed := c.get(&s).Reveal()
			got := intake.Canonical(s)
			require.Equal(t, c.want, c.get(&got).Reveal())
			require.Equal(t, typed, c.get(&s).Reveal(), "the argument is not changed")
		})
	}
	require.Equal(t, intake.Submission{}, intake.Canonical(intake.Submission{}))
	require.Equal(t, "[redacted]", intake.Canonical(readinesstest.Ready()).Applicant.Name.String())
}

func cardNumber(s *sub) intake.Secret      { return s.Card.Number }
func documentNumber(s *sub) intake.Secret  { return s.Applicant.Document.Number }
func applicantName(s *sub) intake.Secret   { return s.Applicant.Name }
func applicantMobile(s *sub) intake.Secret { return s.Applicant.Mobile }

func document(number string) func(*sub) {
	return func(s *sub) { s.Applicant.Document.Number = intake.Hide(number) }
}

func mobile(number string) func(*sub) {
	return func(s *sub) { s.Applicant.Mobile = intake.Hide(number) }
}

func names(claim, record string) func(*sub) {
	return func(s *sub) { s.Applicant.Name, s.Card.Holder.Name = intake.Hide(claim), intake.Hide(record) }
}

// hashed is a name of which the bank gives the digest only.
func hashed(name string) func(*sub) {
	return func(s *sub) {
		sum := sha256.Sum256([]byte(name))
		s.Applicant.Name, s.Card.Holder.Name = intake.Hide(name), intake.Secret{}
		s.Card.Holder.NameHash = intake.NameHash{Algorithm: intake.SHA256, Encoding: intake.UTF8, Hex: intake.Hide(hex.EncodeToString(sum[:]))}
	}
}

// What the bank and the image say is evidence: it stays as it was said.
func TestCanonicalLeavesEvidenceAlone(t *testing.T) {
	s := readinesstest.Ready()
	s.Card.Holder.Name, s.Card.Holder.Mobile = intake.Hide("王 晓明"), intake.Hide("+86 13800001234")
	s.Card.Holder.DocumentNumber = intake.Hide("11010119900307123 3")
	s.Applicant.Verification.OCR = intake.OCR{Name: intake.Hide("王 晓明"), Number: intake.Hide("１１")}
	got := intake.Canonical(s)
	require.Equal(t, s.Card.Holder, got.Card.Holder)
	require.Equal(t, s.Applicant.Verification, got.Applicant.Verification)
}
