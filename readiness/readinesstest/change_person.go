package readinesstest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// All combines several changes, applied in order.
func All(changes ...Change) Change {
	return func(s *intake.Submission) {
		for _, c := range changes {
			c(s)
		}
	}
}

// Without removes inputs, so that they are unknown.
func Without(fields ...intake.Field) Change {
	return func(s *intake.Submission) {
		if without, err := remove(*s, fields...); err == nil {
			*s = without
		}
	}
}

// At plans the payout for t, and makes all observations at t.
func At(t time.Time) Change {
	return func(s *intake.Submission) {
		s.At = t
		s.Card.StateAt, s.Card.ElementCheck.At = t, t
		s.Applicant.Verification.Face.At, s.Applicant.Verification.Carrier.At = t, t
		s.Card.BoundAt = t.AddDate(-1, 0, 0)
	}
}

// Called changes the applicant's name, also at the bank and on the document.
func Called(name string) Change {
	return func(s *intake.Submission) {
		n := intake.Hide(name)
		s.Applicant.Name, s.Applicant.Verification.OCR.Name, s.Card.Holder.Name = n, n, n
	}
}

// WithDocument gives the applicant another document, also at the bank and in the
// document image. If the number has no birth date, the applicant's stays as in
// Ready.
func WithDocument(kind intake.DocumentType, number string) Change {
	return func(s *intake.Submission) {
		n := intake.Hide(number)
		s.Applicant.Document.Type, s.Applicant.Document.Number = kind, n
		if len(number) < 15 || strings.Contains(number, "*") {
			s.Applicant.Document.BirthDate = readiness.Date{Year: 1900, Month: 1, Day: 1}
		}
		s.Applicant.Verification.OCR.Number = n
		s.Card.Holder.DocumentType, s.Card.Holder.DocumentNumber = kind, n
	}
}

// WithMobile changes the applicant's mobile number, also at the bank.
func WithMobile(number string) Change {
	return func(s *intake.Submission) {
		s.Applicant.Mobile, s.Card.Holder.Mobile = intake.Hide(number), intake.Hide(number)
	}
}

// Valid sets the document's day of issue and last day.
func Valid(issued, expires readiness.Date) Change {
	return func(s *intake.Submission) {
		d := &s.Applicant.Document
		d.IssuedOn, d.ExpiresOn, d.LongTerm = issued, expires, intake.No
	}
}

// FaceChecked sets the result of face recognition.
func FaceChecked(r intake.Trial, at time.Time) Change {
	return func(s *intake.Submission) {
		s.Applicant.Verification.Face = intake.FactorCheck{Result: r, At: at}
	}
}

// CarrierSaid sets the carrier's answer on name, document and mobile.
func CarrierSaid(r intake.Comparison, at time.Time) Change {
	return func(s *intake.Submission) {
		s.Applicant.Verification.Carrier = intake.CarrierCheck{Result: r, At: at}
	}
}

// ImageShows sets what was read from the image of the document.
func ImageShows(name, number string) Change {
	return func(s *intake.Submission) {
		s.Applicant.Verification.OCR = intake.OCR{Name: intake.Hide(name), Number: intake.Hide(number)}
	}
}

// BankName sets the name on the bank's record, plain or masked; "" means none.
func BankName(name string) Change {
	return func(s *intake.Submission) { s.Card.Holder.Name = intake.Hide(name) }
}

// BankHash replaces the name on the bank's record with its SHA-256 digest, over
// UTF-8.
func BankHash(name string) Change {
	return func(s *intake.Submission) {
		sum := sha256.Sum256([]byte(name))
		s.Card.Holder.Name = intake.Secret{}
		s.Card.Holder.NameHash = intake.NameHash{
			Algorithm: intake.SHA256, Encoding: intake.UTF8, Hex: intake.Hide(hex.EncodeToString(sum[:])),
		}
	}
}

// BankDocument sets the document on the bank's record, plain or masked; "" means
// none.
func BankDocument(kind intake.DocumentType, number string) Change {
	return func(s *intake.Submission) {
		s.Card.Holder.DocumentType, s.Card.Holder.DocumentNumber = kind, intake.Hide(number)
	}
}

// BankMobile sets the mobile number on the bank's record, plain or masked; ""
// means none.
func BankMobile(number string) Change {
	return func(s *intake.Submission) { s.Card.Holder.Mobile = intake.Hide(number) }
}

// Screened sets what the screening against lists found.
func Screened(r intake.ScreeningResult, at time.Time) Change {
	return func(s *intake.Submission) { s.Applicant.Screening = intake.Screening{Result: r, At: at} }
}

// Unchecked removes the element check.
func Unchecked(s *intake.Submission) { s.Card.ElementCheck = intake.ElementCheck{} }

// Debited says that a debit under a live agreement succeeded.
func Debited(at time.Time) Change {
	return func(s *intake.Submission) { s.Card.DebitedAt = at }
}

// ElementsSaid sets the answer to a four-element check.
func ElementsSaid(r intake.Comparison, at time.Time, mismatched ...intake.Element) Change {
	return func(s *intake.Submission) {
		s.Card.ElementCheck = intake.ElementCheck{Elements: intake.Some[int64](4), Result: r, Mismatched: mismatched, At: at}
	}
}

// MobileChanged sets the day on which the applicant changed the mobile number.
func MobileChanged(on readiness.Date) Change {
	return func(s *intake.Submission) { s.Applicant.MobileChangedOn = on }
}

// DocumentRenewed sets the day on which the applicant renewed the document.
func DocumentRenewed(on readiness.Date) Change {
	return func(s *intake.Submission) { s.Applicant.Document.ChangedOn = on }
}

// MobileReissued says that the carrier gave the number to a new owner.
func MobileReissued(s *intake.Submission) { s.Applicant.MobileReissued = intake.Yes }
