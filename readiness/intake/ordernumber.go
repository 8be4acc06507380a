package intake

import (
	"bytes"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/typed"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/workday"
)

// ValidID reports whether s can be a submission's ID: [A-Za-z0-9_-]{1,64}, and no
// number of a person by its shape: a document, for digits alone with a valid check
// digit, a mobile of 11 digits, or a UnionPay card whose check digit fits. Reports,
// logs and queues echo the ID wherever it goes, so it is held to more than an order
// number is; see IsPersonal, too. Nearly every order number of digits is valid, such
// as 20261124100000001.
func ValidID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c|0x20-'a' >= 26 && c-'0' >= 10 && c != '_' && c != '-' {
			return false
		}
	}
	return !isDocument(s) && !isMobileOrCard(s)
}

// isMobileOrCard reports whether s has the shape of a mobile number, with or without 86,
// or of a UnionPay card whose check digit fits.
func isMobileOrCard(s string) bool {
	if len(s) < 11 {
		return false
	}
	var buf [64]byte
	digits := bare(buf[:0], s)
	for _, c := range digits {
		if c > '9' {
			return false
		}
	}
	mobile := digits
	if len(digits) == 13 {
		mobile = bytes.TrimPrefix(digits, []byte("86"))
	}
	if len(mobile) == 11 && mobile[0] == '1' && mobile[1] >= '3' {
		return true
	}
	if len(digits) < cardbin.MinPANDigits || len(digits) > cardbin.MaxPANDigits {
		return false
	}
	pan, err := cardbin.ParsePAN(string(digits))
	return err == nil && pan.Network() == cardbin.UnionPay && pan.LuhnValid()
}

// isDocument reports whether s has the shape of a document number.
func isDocument(s string) bool {
	digits, letters := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c|0x20-'a' < 26:
			letters++
			if i >= 3 && i < len(s)-1 {
				return false // documents have letters only among their first three characters and at the end
			}
		case c-'0' < 10:
			digits++
		}
	}
	if letters > 0 && isTravelDocument(s, letters, digits) {
		return true
	}
	switch status := cnid.Parse(cnid.Unknown, s, workday.Date{}, workday.Date{}).Status; status {
	case cnid.KindUnknown, cnid.Format, cnid.Length:
		return false
	case cnid.OK, cnid.RegionUnknown, cnid.LegacyForm:
		return letters > 0 || digits == 18
	default: // order numbers are digits, too, but few have a birth date and its check digit
		return letters > 0
	}
}

// isTravelDocument reports whether s has the shape of a passport or a travel permit:
// the letter of a series, perhaps a second letter, and seven or eight digits. Chinese
// passports begin with E, G, D, S, P or K, permits with H, M or C.
func isTravelDocument(s string, letters, digits int) bool {
	return strings.IndexByte("EGDSPKHMC", s[0]&^0x20) >= 0 && letters <= 2 && (digits == 7 || digits == 8)
}

// IsPersonal reports whether an ID or an order number is a number of a person: the
// card, a document or a mobile of this very submission, with or without a prefix such
// as +86, or by its shape a document with a valid check digit. Such a number is never
// logged or reported; any other may be, such as 20261124100000001.
func (s *Submission) IsPersonal(number string) bool {
	if len(number) < 8 { // as short as no number of a person is
		return false
	}
	var buf [64]byte
	own := bare(buf[:0], number)
	if len(own) < 8 {
		return false
	}
	for _, secret := range [...]Secret{
		s.Applicant.Document.Number, s.Applicant.Mobile, s.Card.Number, s.Card.Holder.DocumentNumber, s.Card.Holder.Mobile, s.Applicant.Verification.OCR.Number,
	} {
		written := secret.Reveal()
		if written == "" {
			continue
		}
		if last := written[len(written)-1]; '0' <= last && last <= '9' && last != own[len(own)-1] {
			continue // the two end differently, as nearly always
		}
		var buf [64]byte
		theirs := bare(buf[:0], written)
		if len(theirs) >= 8 && (endsWith(own, theirs) || endsWith(theirs, own)) {
			return true
		}
	}
	return isDocument(number)
}

// endsWith reports whether long ends with short but for a short prefix.
func endsWith(long, short []byte) bool {
	return len(long)-len(short) <= 4 && bytes.HasSuffix(long, short)
}

// bare appends the letters and digits of a number, in capitals.
func bare(b []byte, number string) []byte {
	for _, r := range number {
		if len(b) == 64 {
			break
		}
		if r > '9' { // digits, which nearly all are, need no care
			r = typed.ASCII(r)
		}
		switch {
		case '0' <= r && r <= '9':
			b = append(b, byte(r))
		case typed.IsX(r):
			b = append(b, 'X')
		case 'A' <= r && r <= 'Z':
			b = append(b, byte(r))
		case 'a' <= r && r <= 'z':
			b = append(b, byte(r)&^0x20)
		}
	}
	return b
}

// numbers yields the ID and the order numbers that are given.
func (s *Submission) numbers() iter.Seq2[Field, *string] {
	return func(yield func(Field, *string) bool) {
		for _, n := range []struct {
			f  Field
			at *string
		}{{FieldID, &s.ID}, {FieldPayoutOrderID, &s.Payout.OrderID}, {FieldPayoutBusinessID, &s.Payout.BusinessID}} {
			if *n.at != "" && !yield(n.f, n.at) {
				return
			}
		}
		for i := range s.History.Attempts {
			a, f := &s.History.Attempts[i], FieldHistoryAttempts+Field("/"+strconv.Itoa(i))
			if a.OrderID != "" && !yield(f+"/order_id", &a.OrderID) || a.BusinessID != "" && !yield(f+"/business_id", &a.BusinessID) {
				return
			}
		}
	}
}

// withoutPersonalNumbers returns s for a log: an ID or an order number of a person is
// redacted.
func (s Submission) withoutPersonalNumbers() Submission {
	s.History.Attempts = slices.Clone(s.History.Attempts)
	for _, number := range s.numbers() {
		if s.IsPersonal(*number) {
			*number = redacted
		}
	}
	return s
}
