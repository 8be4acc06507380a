package readinesstest

import (
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Documents of people born in 1900, unless said otherwise.
const (
	documentOfAnother = "110101190001010030"
	document15        = "110101000101001"
	passport          = "E00000000"
)

func identityFixtures() []Fixture {
	const resident = intake.ResidentID
	yesterday, lastMonth := Moment.AddDate(0, 0, -1), Moment.AddDate(0, 0, -30)
	return slices.Concat(
		of("identity.name",
			is("ok"),
			is("rare-character", Called("王䶮"), Unchecked),
			is("nonstandard-dot", Called("买买提•艾力")),
			is("private-use", Called("李\uE863")),
			is("illegal-character", Called("王晓明1")),
			is("too-long", Called(strings.Repeat("王", 65))),
			is("outside-charset", Called("王韡"), Through("narrow")).under(profile(readiness.Channel{Channel: "narrow", NameCharset: "gb2312"})),
		),
		of("identity.document",
			is("ok"),
			is("legacy-form", WithDocument(intake.ForeignPermanentResident, "KAZ110000010105"), Valid(day(2020, 5, 6), day(2030, 5, 6)), Unchecked),
			is("region-unknown", WithDocument(0, "110160190001010014"), Unchecked),
			is("unverifiable", WithDocument(intake.Passport, passport), Unchecked, BankDocument(intake.Passport, passport[:2]+"*****"+passport[len(passport)-2:])),
			is("legacy-15", WithDocument(0, document15)),
			is("masked", WithDocument(0, "110101********0014")),
			is("spreadsheet", WithDocument(0, "1.10101E+17")),
			is("format", WithDocument(resident, "11010119000101001A")),
			is("length", WithDocument(resident, "11010119000101001")),
			is("check-digit", WithDocument(resident, "110101190001010015")),
			is("birth-date", WithDocument(resident, "110101190002310019")),
			is("region-province", WithDocument(resident, "390101190001010016")),
			is("birth-contradiction", func(s *intake.Submission) { s.Applicant.Document.BirthDate = day(1901, 1, 1) }),
			is("kind-unknown", WithDocument(0, passport)),
		),
		of("identity.document-validity",
			is("ok"),
			is("expiring", Valid(readiness.Date{}, day(2026, 12, 1))),
			is("term-unusual", Valid(day(2020, 5, 6), day(2030, 5, 6))), // over 45, an ID card is issued long-term
			is("expired", Valid(readiness.Date{}, day(2026, 11, 1))),
		),
		of("identity.age",
			is("ok"),
			is("under-age", WithDocument(resident, "110101201001010015"), Valid(day(2022, 5, 6), day(2027, 5, 6))), // born 1 January 2010
		),
		of("identity.mobile",
			is("ok"),
			is("mvno", WithMobile("17000000000"), Unchecked),
			is("foreign", WithMobile("+12015550100"), Unchecked),
			is("satellite", WithMobile("17400000000")),
			is("data-card", WithMobile("14900000000")),
			is("unlisted-segment", WithMobile("16100000000"), Unchecked),
			is("iot", WithMobile("14600000000")),
			is("landline", WithMobile("010-65000000")),
			is("service-number", WithMobile("95588")),
			is("unassigned", WithMobile("15400000000")),
			is("malformed", WithMobile("none")),
			is("masked", WithMobile("138****8000")),
			is("spreadsheet", WithMobile("1.38001E+10")),
		),
		of("identity.second-factor",
			is("passed"),
			is("failed", FaceChecked(intake.NotPassed, Moment)),
			is("stale", FaceChecked(intake.Passed, yesterday)),
			is("unavailable", FaceChecked(intake.TrialUnavailable, Moment)),
		),
		of("identity.carrier",
			is("match"),
			is("mismatch", CarrierSaid(intake.Mismatch, Moment)),
			is("stale", CarrierSaid(intake.Match, lastMonth)),
		),
		of("identity.ocr",
			is("match"),
			is("equivalent", ImageShows("王 晓明", Document)),
			is("name-differs", ImageShows("李四", Document)),
			is("number-differs", ImageShows(Name, documentOfAnother)),
		),
	)
}

func consistencyFixtures() []Fixture {
	noRecord := Without(intake.FieldCardHolderName, intake.FieldCardHolderDocumentType,
		intake.FieldCardHolderDocumentNumber, intake.FieldCardHolderMobile)
	lastWeek, longAgo := Moment.AddDate(0, 0, -7), Moment.AddDate(-2, 0, 0)
	paidLastWeek := Paid(lastWeek)
	return slices.Concat(
		of("consistency.holder-name",
			is("exact"),
			is("equivalent", BankName("王 晓明")),
			is("masked-compatible", BankName("*晓明")),
			is("hash-match", BankHash(Name)),
			is("verified-by-elements", noRecord),
			is("proven-by-payout", noRecord, Unchecked, paidLastWeek),
			is("proven-by-debit", noRecord, Unchecked, Debited(lastWeek)),
			is("dot-differs", Called("买买提·艾力"), BankName("买买提•艾力")),
			is("variant", Called("王曉明"), BankName("王晓明")),
			is("token-order", Called("SMITH JOHN"), BankName("JOHN SMITH")),
			is("homophone", BankName("王小明")),
			is("near-homophone", BankName("王晓民")),
			is("confusable-glyph", Called("王晓未"), BankName("王晓末")),
			is("transposed", BankName("王明晓")),
			is("extra-char", BankName("王明")),
			is("missing-char", BankName("王小晓明")),
			is("missing-part", Called("SMITH JOHN PAUL"), BankName("SMITH JOHN")),
			is("rare-placeholder", Called("王韡"), BankName("王□")),
			is("rare-pinyin", Called("王韡"), BankName("王WEI")),
			is("rare-split", Called("王韡"), BankName("王韦华")),
			is("romanised", BankName("WANG XIAOMING")),
			is("record-defect", BankName("王□明")),
			is("masked-conflict", BankName("*小明")),
			is("different", BankName("李四")),
			is("hash-miss", BankHash("李四"), Unchecked),
			is("all-masked", BankName("***"), Unchecked),
		),
		of("consistency.holder-document",
			is("match"),
			is("masked-match", BankDocument(0, "110***********0014")),
			is("verified-by-elements", noRecord),
			is("proven-by-payout", noRecord, Unchecked, paidLastWeek),
			is("proven-by-debit", noRecord, Unchecked, Debited(lastWeek)),
			is("legacy-15", BankDocument(0, document15)),
			is("kind-differs", BankDocument(intake.Passport, passport), Unchecked),
			is("mismatch", BankDocument(0, documentOfAnother)),
			is("masked-conflict", BankDocument(0, "110***********0030")),
		),
		of("consistency.holder-mobile",
			is("match"),
			is("masked-match", BankMobile("138****8000")),
			is("verified-by-elements", noRecord),
			is("mismatch", BankMobile("13900000000")),
			is("mismatch-blocking", BankMobile("13900000000"), Through("four")).under(profile(readiness.Channel{Channel: "four", ElementsVerified: 4})),
		),
		of("consistency.elements",
			is("match"),
			is("mismatch", ElementsSaid(intake.Mismatch, Moment, intake.NameElement)),
			is("mismatch-encoding-suspected", Called("王韡"), ElementsSaid(intake.Mismatch, Moment)),
			is("mobile-differs", ElementsSaid(intake.Mismatch, Moment, intake.MobileElement)),
			is("stale", ElementsSaid(intake.Match, longAgo)),
			is("unavailable", ElementsSaid(intake.ComparisonUnavailable, Moment)),
		),
		of("consistency.ownership",
			is("verified-by-elements", noRecord),
			is("on-record", Unchecked),
			is("proven-by-payout", noRecord, Unchecked, paidLastWeek),
			is("proven-by-debit", noRecord, Unchecked, Debited(lastWeek)),
			is("not-own-card", noRecord, ElementsSaid(intake.Mismatch, Moment, intake.NameElement, intake.DocumentElement)),
			is("not-confirmed", noRecord, ElementsSaid(intake.Mismatch, Moment)),
			is("differs", BankName("王小明"), Unchecked),
			is("stale", noRecord, ElementsSaid(intake.Match, longAgo)),
			is("unconfirmed", noRecord, Unchecked),
		),
		of("consistency.recent-change",
			is("none"),
			is("mobile-recent", MobileChanged(day(2026, 11, 20))),
			is("document-recent", DocumentRenewed(day(2026, 11, 10))),
			is("mobile-reissued", MobileReissued),
		),
	)
}

// ago returns the time d before Moment.
func ago(d time.Duration) time.Time { return Moment.Add(-d) }
