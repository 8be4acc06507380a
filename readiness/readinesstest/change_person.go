package readinesstest

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// All makes one change of several, made in their order.
func All(changes ...Change) Change {
	return func(s *intake.Submission) {
		for _, c := range changes {
			c(s)
		}
	}
}

// Without takes inputs away: they become unknown.
func Without(fields ...intake.Field) Change {
	return func(s *intake.Submission) {
		for _, f := range fields {
			if without, err := remove(*s, f); err == nil {
				*s = without
			}
		}
	}
}

// At plans the payout for a moment at which everything is observed, too.
func At(t time.Time) Change {
	return func(s *intake.Submission) {
		s.At = t
		s.Card.StateAt, s.Card.ElementCheck.At = t, t
		s.Applicant.Verification.Face.At, s.Applicant.Verification.Carrier.At = t, t
		s.Card.BoundAt = t.AddDate(-1, 0, 0)
	}
}

// Called gives the applicant a name, which the bank and the document know, too.
func Called(name string) Change {
	return func(s *intake.Submission) {
		n := intake.Hide(name)
		s.Applicant.Name, s.Applicant.Verification.OCR.Name, s.Card.Holder.Name = n, n, n
	}
}

// WithDocument gives the applicant another document, known to all as Called
// does. A number that carries no birth date is of a person born when the kit's
// applicant was.
func WithDocument(kind intake.DocumentType, number string) Change {
	return func(s *intake.Submission) {
		n := intake.Hide(number)
		s.Applicant.Document.Type, s.Applicant.Document.Number = kind, n
		s.Applicant.Document.BirthDate = readiness.Date{Year: 1900, Month: 1, Day: 1}
		s.Applicant.Verification.OCR.Number = n
		s.Card.Holder.DocumentType, s.Card.Holder.DocumentNumber = kind, n
	}
}

// WithMobile gives the applicant another mobile number, which the bank knows.
func WithMobile(number string) Change {
	return func(s *intake.Submission) {
		s.Applicant.Mobile, s.Card.Holder.Mobile = intake.Hide(number), intake.Hide(number)
	}
}

// Valid gives the document a day of issue and a last day.
func Valid(issued, expires readiness.Date) Change {
	return func(s *intake.Submission) {
		d := &s.Applicant.Document
		d.IssuedOn, d.ExpiresOn, d.LongTerm = issued, expires, intake.No
	}
}

// FaceChecked is the result of face recognition.
func FaceChecked(r intake.Trial, at time.Time) Change {
	return func(s *intake.Submission) {
		s.Applicant.Verification.Face = intake.FaceCheck{Result: r, At: at}
	}
}

// CarrierSaid is the carrier's answer on name, document and mobile.
func CarrierSaid(r intake.Comparison, at time.Time) Change {
	return func(s *intake.Submission) {
		s.Applicant.Verification.Carrier = intake.CarrierCheck{Result: r, At: at}
	}
}

// ImageShows is what was read from the image of the document.
func ImageShows(name, number string) Change {
	return func(s *intake.Submission) {
		s.Applicant.Verification.OCR = intake.OCR{Name: intake.Hide(name), Number: intake.Hide(number)}
	}
}

// BankName is the name on the bank's record, plain or masked; "" for none.
func BankName(name string) Change {
	return func(s *intake.Submission) { s.Card.Holder.Name = intake.Hide(name) }
}

// BankHash leaves of the bank's record the SHA-256 digest of a name in UTF-8.
func BankHash(name string) Change {
	return func(s *intake.Submission) {
		sum := sha256.Sum256([]byte(name))
		s.Card.Holder.Name = intake.Secret{}
		s.Card.Holder.NameHash = intake.NameHash{
			Algorithm: intake.SHA256, Encoding: intake.UTF8, Hex: intake.Hide(hex.EncodeToString(sum[:])),
		}
	}
}

// BankDocument is the document on the bank's record, plain or masked; "" for
// none.
func BankDocument(kind intake.DocumentType, number string) Change {
	return func(s *intake.Submission) {
		s.Card.Holder.DocumentType, s.Card.Holder.DocumentNumber = kind, intake.Hide(number)
	}
}

// BankMobile is the mobile number on the bank's record, plain or masked; "" for
// none.
func BankMobile(number string) Change {
	return func(s *intake.Submission) { s.Card.Holder.Mobile = intake.Hide(number) }
}

// Unchecked takes the element check away.
func Unchecked(s *intake.Submission) { s.Card.ElementCheck = intake.ElementCheck{} }

// ElementsSaid is the answer to an element check of all four.
func ElementsSaid(r intake.Comparison, at time.Time, mismatched ...intake.Element) Change {
	return func(s *intake.Submission) {
		s.Card.ElementCheck = intake.ElementCheck{Elements: intake.Some[int64](4), Result: r, Mismatched: mismatched, At: at}
	}
}

// MobileChanged is the day on which the applicant changed the mobile number.
func MobileChanged(on readiness.Date) Change {
	return func(s *intake.Submission) { s.Applicant.MobileChangedOn = on }
}

// DocumentRenewed is the day on which the applicant renewed the document.
func DocumentRenewed(on readiness.Date) Change {
	return func(s *intake.Submission) { s.Applicant.Document.ChangedOn = on }
}

// MobileReissued says that the carrier gave the number to a new owner.
func MobileReissued(s *intake.Submission) { s.Applicant.MobileReissued = intake.Yes }
