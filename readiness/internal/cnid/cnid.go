// Package cnid reads the numbers of the identity documents that banks in
// China accept, compares the number an applicant gave with the one a bank
// holds, and knows how long a document is valid.
//
// Rules: GB 11643 for resident numbers (region, birth date, sequence, check
// character of ISO 7064 MOD 11-2); the same rule for residence permits of Hong
// Kong, Macao and Taiwan residents and for the foreign permanent resident card
// of 2023; ICAO 9303 check digit for the card before it. The numbers of
// passports and travel permits cannot be verified from themselves.
//
// Errors and results never hold a character of a number.
package cnid

//go:generate go run ./gen

import "github.com/payready/payready/readiness/workday"

// Version is the date of the list of regions: data/sources.csv.
const Version = "regions-2026-11-29"

// A Document is what a number says about itself. It is comparable and does not
// hold the number. A field the number does not tell is zero.
type Document struct {
	Kind        Kind // as given, or as told by the number: see Parse
	Status      Status
	Sex         Sex
	RegionKnown bool         // the six digits are in the list of regions, abolished ones included: see unlisted
	Sequence    uint16       // 1–999: the order among those born on one day in one region
	Region      uint32       // the six digits of GB/T 2260; for foreigners province × 10000
	Birth       workday.Date // from the number, else as given to Parse
}

// Province returns the two digits of the province, 0 when the number has none.
func (d Document) Province() int { return int(d.Region / 10000) }

const (
	// maxBytes bounds the work: 18 full-width digits have 54 bytes, and no
	// document has more than twice that in spaces.
	maxBytes = 128
	// maxChars is more than any document number has.
	maxChars = 24
	// Numbers were first given out in 1984, when nobody alive was older than 114.
	earliestBirth = 1870
	// The 15 character form of the foreign permanent resident card was issued
	// until 30 November 2023, so a later year in it is one of the last century.
	lastLegacyForm = 23
)

// Parse reads a document number as people type it: spaces, hyphens, full-width
// characters, lower-case letters, letters that look like X, invisible marks and
// what keeps a number text in a spreadsheet are no matter.
//
// A resident ID number that begins with 81, 82, 83 or 9 belongs to a residence
// permit or to a foreign permanent resident; forms seldom offer these, so the
// Document gets the kind that the number shows. With kind Unknown every kind
// that a shape proves is told, and the rest is KindUnknown.
//
// Birth serves the documents whose number does not carry it and is zero when
// unknown. A zero today turns off the test that nobody is born in the future.
// An empty number is Format.
func Parse(kind Kind, number string, birth, today workday.Date) Document {
	if len(number) == 18 && (kind <= ResidentID || kind == TemporaryResidentID) && number[0] != '9' && number[0] != '8' {
		// The plain case, without a copy.
		d := Document{Kind: max(kind, ResidentID)}
		if d.resident(number, today) {
			return d
		}
	}
	return parseTyped(kind, number, birth, today)
}

// parseTyped reads what people type.
func parseTyped(kind Kind, number string, birth, today workday.Date) Document {
	var buf [maxChars]byte
	n, st := fold(&buf, number)
	if st == 0 {
		s := string(buf[:n])
		if k := tell(kind, s); k != Unknown {
			d := Document{Kind: k, Birth: birth}
			d.parse(s, today)
			return d
		}
		st = KindUnknown
	}
	if kind == Unknown && st != Masked && st != Spreadsheet && number != "" {
		st = KindUnknown // nobody can say which rule the text breaks
	}
	return Document{Kind: kind, Status: st, Birth: birth}
}

// Canonical returns the number as it is to be submitted: ASCII, upper case,
// nothing between the characters. What has no usable shape comes back as it
// is. It allocates only when there is something to change.
func Canonical(number string) string {
	var buf [maxChars]byte
	n, st := fold(&buf, number)
	if st != 0 || string(buf[:n]) == number {
		return number
	}
	return string(buf[:n])
}

// tell returns the kind that a folded number shows, or else the one given.
func tell(kind Kind, s string) Kind {
	switch {
	case kind != Unknown && kind != ResidentID:
		return kind
	case len(s) == 18 && s[0] == '9' && digits(s[:17]) && (kind == Unknown || provinces[two(s[1], s[2])] != 0):
		return ForeignPermanentResident
	case len(s) == 18 && s[0] == '8' && '1' <= s[1] && s[1] <= '3' && digits(s[:17]):
		return ResidencePermit
	case kind == ResidentID, len(s) == 18 && digits(s[:17]), len(s) == 15 && digits(s):
		return ResidentID
	case len(s) == 15 && letters(s[:3]) && digits(s[3:]):
		return ForeignPermanentResident
	}
	return Unknown
}

// parse judges a folded number by the rules of d.Kind.
func (d *Document) parse(s string, today workday.Date) {
	switch d.Kind {
	case Passport:
		d.Status = passport(s)
	case TravelPermit:
		d.Status = travelPermit(s)
	case ForeignPermanentResident:
		d.foreigner(s, today)
	default:
		switch {
		case len(s) == 18:
			if !d.resident(s, today) {
				d.Status = Format
			}
		case len(s) == 15 && d.Kind != ResidencePermit:
			d.resident15(s, today)
		default:
			d.Status = Length
		}
	}
}

// resident reads the 18 characters of a resident ID or a residence permit. It
// is false, and d is as it was, when a character stands where it cannot.
func (d *Document) resident(s string, today workday.Date) bool {
	body, ok := seventeenOf(s)
	if !ok || s[17] != 'X' && s[17]-'0' > 9 {
		return false
	}
	a, b := twos(body.a), twos(body.b)
	province, prefecture, county := lane(a, 0), lane(a, 1), lane(a, 2)
	provinceOK, prefectureOK, regionOK := region(province, prefecture, county)
	permit := 81 <= province && province <= 83
	birth, birthOK := birthDate(lane(a, 3)*100+lane(b, 0), lane(b, 1), lane(b, 2), today)
	sequence := lane(b, 3)*10 + int(body.last)
	st := OK
	switch {
	case !provinceOK || permit != (d.Kind == ResidencePermit):
		st = RegionProvince
	case !birthOK:
		st = BirthDate
	case body.check() != s[17] && rounded(s):
		st = Spreadsheet
	case sequence == 0:
		st = Format
	case body.check() != s[17]:
		st = CheckDigit
	case !regionOK && (permit || !prefectureOK || !unlisted(county)):
		st = RegionUnknown
	}
	d.Status = st
	d.Sex = Female - Sex(sequence&1)
	d.RegionKnown = regionOK
	d.Sequence = uint16(sequence)
	d.Region = uint32(province*10000 + prefecture*100 + county)
	d.Birth = birth
	return true
}

// resident15 reads the form without century and check digit.
func (d *Document) resident15(s string, today workday.Date) {
	var long [18]byte
	if !to18(&long, s) || !d.resident(string(long[:]), today) {
		d.Status = Format
		return
	}
	if d.Status == OK || d.Status == RegionUnknown {
		d.Status = Legacy15
	}
}

// foreigner reads both forms of the foreign permanent resident card:
// 9, province, ISO 3166-1 numeric nationality, birth date, sequence, check
// character; and before December 2023 ISO 3166-1 alpha-3 nationality, four
// digits of the region, yymmdd, one digit, ICAO 9303 check digit.
// The layouts rest on one implementation, so a strange region only warns.
func (d *Document) foreigner(s string, today workday.Date) {
	var birthOK bool
	switch len(s) {
	case 18:
		body, ok := seventeenOf(s)
		if !ok || s[0] != '9' {
			d.Status = Format
			return
		}
		b := twos(body.b)
		province := two(s[1], s[2])
		provinceOK, _, _ := region(province, 0, 0)
		d.RegionKnown = provinceOK
		d.Region = uint32(province) * 10000
		d.Sequence = uint16(lane(b, 3)*10 + int(body.last))
		d.Birth, birthOK = birthDate(two(s[6], s[7])*100+lane(b, 0), lane(b, 1), lane(b, 2), today)
		switch {
		case !birthOK:
			d.Status = BirthDate
		case body.check() != s[17] && rounded(s):
			d.Status = Spreadsheet
		case body.check() != s[17]:
			d.Status = CheckDigit
		case !provinceOK:
			d.Status = RegionUnknown
		default:
			d.Status = OK
		}
	case 15:
		if !letters(s[:3]) || !digits(s[3:]) {
			d.Status = Format
			return
		}
		year := 1900 + two(s[7], s[8])
		if year <= 1900+lastLegacyForm {
			year += 100
		}
		province := two(s[3], s[4])
		d.RegionKnown, _, _ = region(province, 0, 0)
		d.Region = uint32(province) * 10000
		d.Birth, birthOK = workday.NewDate(year, two(s[9], s[10]), two(s[11], s[12]))
		switch {
		case !birthOK || !today.IsZero() && d.Birth.After(today):
			d.Status = BirthDate
		case mrzDigit(s[:14]) != s[14]:
			d.Status = CheckDigit
		default:
			d.Status = LegacyForm
		}
	default:
		d.Status = Length
	}
}

// passport accepts the document numbers that fit a machine readable zone
// (ICAO 9303: 9 characters) and the longer ones some states print.
func passport(s string) Status {
	if len(s) < 5 || len(s) > 14 {
		return Length
	}
	if misread(s) {
		return Format
	}
	for i := range len(s) {
		if s[i] <= '9' {
			return Unverifiable
		}
	}
	return Format // a word, not a number
}

// misread reports whether a number of China's ordinary passport, E and eight
// digits or since 2017 E, a letter and seven digits, has an I or an O. It uses
// neither (National Immigration Administration, on 1 and I in passport numbers):
// a 1 or a 0 was read for it.
func misread(s string) bool {
	if len(s) != 9 || s[0] != 'E' {
		return false
	}
	slips := 0
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == 'I', s[i] == 'O':
			slips++
		case s[i] > '9' && i > 1:
			return false
		}
	}
	return slips > 0
}

// travelPermit knows the permits of
//
//   - residents of Hong Kong and Macao: H or M and eight digits, and two more for
//     the number of the replacement until 2013;
//   - their permanent residents who are not Chinese, since 10 July 2024: HA or MA
//     and seven digits;
//   - residents of Taiwan: eight digits. Until 25 September 2008 two more counted
//     the issues, and a letter or a digit in brackets named the office. Banks hold
//     both forms, and some ask for the first ten to this day.
func travelPermit(s string) Status {
	body, want := s, 8
	switch {
	case len(s) > 1 && (s[0] == 'H' || s[0] == 'M') && s[1] == 'A':
		body, want = s[2:], 7
	case s[0] == 'H', s[0] == 'M':
		body = s[1:]
	case len(s) == 11: // with the office
		body = s[:10]
	}
	switch {
	case !digits(body):
		return Format
	case len(body) != want && len(body) != want+2:
		return Length
	}
	return Unverifiable
}

// region looks a code up in the generated trie: whether the province, the
// prefecture in it and the county in that are listed.
func region(province, prefecture, county int) (provinceOK, prefectureOK, known bool) {
	row := int(provinces[province])
	if row == 0 {
		return false, false, false
	}
	slot := (row-1)*200 + prefecture*2
	at := int(prefectures[slot])<<8 | int(prefectures[slot+1])
	if at == 0 {
		return true, false, false
	}
	return true, prefecture != 0, counties[(at-1)*13+county/8]>>(county%8)&1 == 1
}

// unlisted reports whether the police give out a county code that GB/T 2260 may
// never have had: 01 to 03 for a city's districts taken together, 11 and 19 for
// its suburbs, 20 for its urban area, and 81 to 99, where the standard puts cities
// of county rank. Such numbers pass with banks and carriers, so that where the
// prefecture is known a code that no list has is no finding. When a code was in
// force is none, either: people keep and get numbers of regions that had ended
// before they were born.
func unlisted(county int) bool {
	switch {
	case 1 <= county && county <= 3, county == 11, county == 19, county == 20:
		return true
	}
	return 81 <= county
}

func birthDate(year, month, day int, today workday.Date) (workday.Date, bool) {
	d, ok := workday.NewDate(year, month, day)
	return d, ok && year >= earliestBirth && (today.IsZero() || !d.After(today))
}
