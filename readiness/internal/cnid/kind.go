package cnid

import "errors"

// Kind is the kind of an identity document. The zero Kind is Unknown: Parse
// then tells the kind from the number where its shape allows that.
type Kind uint8

const (
	Unknown                  Kind = iota
	ResidentID                    // 居民身份证, 18 digits, or 15 before October 1999
	ResidencePermit               // 港澳台居民居住证, 18 digits that begin with 81, 82 or 83
	ForeignPermanentResident      // 外国人永久居留身份证, 18 digits since 1 December 2023, before that 3 letters and 12 digits
	TemporaryResidentID           // 临时居民身份证: the number of the resident ID on a card for three months
	Passport                      // 护照, of any country
	TravelPermit                  // 港澳居民来往内地通行证, 台湾居民来往大陆通行证
	kinds
)

var kindNames = [kinds]string{
	"unknown", "resident_id", "residence_permit", "foreign_permanent_resident",
	"temporary_resident_id", "passport", "travel_permit",
}

// String returns the name used in JSON. A value outside the list prints as
// "unknown".
func (k Kind) String() string {
	if k >= kinds {
		k = Unknown
	}
	return kindNames[k]
}

// MarshalText writes the name used in JSON.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

var errKind = errors.New("cnid: no such kind of document")

// UnmarshalText reads the name used in JSON. The error never repeats the input.
func (k *Kind) UnmarshalText(b []byte) error {
	for i, name := range kindNames {
		if string(b) == name {
			*k = Kind(i)
			return nil
		}
	}
	return errKind
}

// Status says what is wrong with a document number, or that nothing is. Its
// String is the code of the finding. The zero Status is invalid.
type Status uint8

const (
	_              Status = iota
	OK                    // verified as far as a number can be
	LegacyForm            // the 15 character form of the foreign permanent resident card
	RegionUnknown         // the province exists, the county code is in no list and not one of those that lists lack
	Unverifiable          // the shape is right and there is no check digit
	Legacy15              // the 15 digit form of the resident ID
	Masked                // some characters are hidden
	Format                // a character where it cannot stand
	Length                // too many characters, or too few
	CheckDigit            // the check digit does not fit the others
	BirthDate             // no such day, or one that no living holder can have
	RegionProvince        // no province has this prefix
	KindUnknown           // the kind was not given and the number does not tell it
	Spreadsheet           // a spreadsheet wrote it as a quantity, or zeros for its last digits: the table is damaged, not the document
	statuses
)

var statusNames = [statuses]string{
	"", "ok", "legacy-form", "region-unknown", "unverifiable", "legacy-15", "masked",
	"format", "length", "check-digit", "birth-date", "region-province", "kind-unknown", "spreadsheet",
}

// String returns the code of the finding, "" for the zero Status.
func (s Status) String() string {
	if s >= statuses {
		s = 0
	}
	return statusNames[s]
}

// Usable reports whether a number of this status can be submitted.
func (s Status) Usable() bool { return OK <= s && s <= Legacy15 }

// Sex is what the number says of its holder. The zero Sex is unknown.
type Sex uint8

const (
	_ Sex = iota
	Male
	Female
)
