package readiness_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// One fact changed in a submission where all is right, and what one check then
// finds.
type factCase struct {
	name   string
	change func(*intake.Submission)
	check  readiness.ID
	code   string
	status readiness.Status
	until  string // when the finding may change by time alone; "" when not pinned here
}

func testFacts(t *testing.T, checker *readiness.Checker, cases []factCase) {
	for _, c := range cases {
		t.Run(string(c.check)+"/"+c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			r := checker.Assess(s)
			f, ok := r.Find(c.check)
			require.True(t, ok)
			require.Equal(t, c.code, f.Code)
			require.Equal(t, c.status.String(), f.Status.String())
			for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
				require.NotContains(t, f.Message(l), "{", "evidence that the message wants")
			}
			if c.until == "" {
				return
			}
			// Alone it holds until just before that moment, and not at it.
			then, err := time.Parse(time.RFC3339, c.until)
			require.NoError(t, err)
			require.Equal(t, then.Unix(), alone(t, c.check).Assess(s).ValidUntil.Unix())
			for at, same := range map[time.Time]bool{then.Add(-time.Second): true, then: false} {
				s.At, s.ObservedAt = at, noon
				later := checker.Assess(s)
				g, _ := later.Find(c.check)
				require.Equal(t, same, g.Code == c.code, "%s at %s", g.Code, at)
			}
		})
	}
}

// alone is a checker of one check.
func alone(t *testing.T, id readiness.ID) *readiness.Checker {
	suite := slices.DeleteFunc(readiness.Suite(), func(c readiness.Check) bool { return c.ID != id })
	require.Len(t, suite, 1)
	suite[0].After = nil
	c, err := readiness.New(readiness.Config{Suite: suite})
	require.NoError(t, err)
	return c
}

func day(y int16, m, d uint8) readiness.Date { return readiness.Date{Year: y, Month: m, Day: d} }

type sub = intake.Submission

func claim(name string) func(*sub) {
	return func(s *sub) { s.Applicant.Name = intake.Hide(name) }
}

func document(kind intake.DocumentType, number string) func(*sub) {
	return func(s *sub) {
		s.Applicant.Document.Type, s.Applicant.Document.Number = kind, intake.Hide(number)
	}
}

func mobile(number string) func(*sub) {
	return func(s *sub) { s.Applicant.Mobile = intake.Hide(number) }
}

func validity(issued, expires readiness.Date) func(*sub) {
	return func(s *sub) { s.Applicant.Document.IssuedOn, s.Applicant.Document.ExpiresOn = issued, expires }
}

func born(on readiness.Date) func(*sub) {
	return func(s *sub) {
		s.Applicant.Document.Type, s.Applicant.Document.Number = intake.Passport, intake.Hide("E98765432")
		s.Applicant.Document.BirthDate = on
	}
}

func face(result intake.Trial, at time.Time) func(*sub) {
	return func(s *sub) { s.Applicant.Verification.Face = intake.FactorCheck{Result: result, At: at} }
}

func passwordCode(result intake.Trial, at time.Time) func(*sub) {
	return func(s *sub) { s.Applicant.Verification.PasswordCode = intake.FactorCheck{Result: result, At: at} }
}

func confirmed(at, held time.Time) func(*sub) {
	return func(s *sub) { s.Payout.ConfirmedAt, s.Payout.HeldUntil = at, held }
}

func carrier(result intake.Comparison, at time.Time) func(*sub) {
	return func(s *sub) { s.Applicant.Verification.Carrier = intake.CarrierCheck{Result: result, At: at} }
}

func image(name, number string) func(*sub) {
	return func(s *sub) {
		s.Applicant.Verification.OCR = intake.OCR{Name: intake.Hide(name), Number: intake.Hide(number)}
	}
}

func both(a, b func(*sub)) func(*sub) { return func(s *sub) { a(s); b(s) } }

const (
	pass    = readiness.Pass
	warn    = readiness.Warn
	fail    = readiness.Fail
	unknown = readiness.StatusUnknown
	number  = "110101199003071233"
)

func TestIdentity(t *testing.T) {
	none := func(*sub) {}
	testFacts(t, &readiness.Checker{}, []factCase{
		{"common", none, "identity.name", "ok", pass, ""},
		{"none", claim(""), "identity.name", "no-input", unknown, ""},
		{"rare", both(unchecked, claim("王䶮")), "identity.name", "rare-character", warn, ""},
		{"the standard dot", claim("买买提·艾力"), "identity.name", "ok", pass, ""},
		{"another dot", claim("买买提•艾力"), "identity.name", "nonstandard-dot", warn, ""},
		{"rare, and another dot", both(unchecked, claim("䶮•艾力")), "identity.name", "rare-character", warn, ""},
		{"private use", claim("李\uE863"), "identity.name", "private-use", warn, ""},
		{"rare, and the bank took it", claim("王䶮"), "identity.name", "ok", pass, "2027-11-24T12:00:00+08:00"},
		{"a digit", claim("王晓明1"), "identity.name", "illegal-character", fail, ""},
		{"a mask", claim("王*明"), "identity.name", "illegal-character", fail, ""},
		{"65 characters", claim(strings.Repeat("王", 65)), "identity.name", "too-long", fail, ""},
		{"a channel that is not known", both(both(unchecked, claim("王䶮")), channel("other")), "identity.name", "rare-character", warn, ""},

		{"resident", none, "identity.document", "ok", pass, ""},
		{"older form of a foreigner's", both(unchecked, document(0, "KAZ110090123105")), "identity.document", "legacy-form", warn, ""},
		{"no such county", both(unchecked, document(0, "110160199003071233")), "identity.document", "region-unknown", warn, ""},
		{"passport", both(unchecked, document(intake.Passport, "E98765432")), "identity.document", "unverifiable", warn, ""},
		{"passport that the bank took", document(intake.Passport, "E98765432"), "identity.document", "ok", pass, "2027-11-24T12:00:00+08:00"},
		{"passport, of which two elements say nothing", both(elements(2, intake.Match, noon), document(intake.Passport, "E98765432")), "identity.document", "unverifiable", warn, ""},
		{"15 digits", document(0, "110101900307123"), "identity.document", "legacy-15", warn, ""},
		{"masked", document(0, "110101********1233"), "identity.document", "masked", fail, ""},
		{"a letter", document(intake.ResidentID, "11010119900307123A"), "identity.document", "format", fail, ""},
		{"17 digits", document(intake.ResidentID, "11010119900307123"), "identity.document", "length", fail, ""},
		{"a digit mistyped", document(0, "110101199003071234"), "identity.document", "check-digit", fail, ""},
		{"31 February", document(0, "11010119900231001X"), "identity.document", "birth-date", fail, ""},
		{"born tomorrow", document(0, "110101202611250010"), "identity.document", "birth-date", fail, "2026-11-25T00:00:00+08:00"},
		{"no such province", document(0, "390101199003071235"), "identity.document", "region-province", fail, ""},
		{"no shape", document(0, "E98765432"), "identity.document", "kind-unknown", unknown, ""},

		{"20 years", none, "identity.document-validity", "ok", pass, "2040-04-06T00:00:00+08:00"},
		{"10 years at 25", both(document(0, "11010119951107123X"), validity(day(2020, 5, 6), day(2030, 5, 6))), "identity.document-validity", "ok", pass, ""},
		{"10 years at 26", validity(day(2020, 5, 6), day(2030, 5, 6)), "identity.document-validity", "term-unusual", warn, "2030-04-06T00:00:00+08:00"},
		{"31 days left", validity(day(2006, 12, 25), day(2026, 12, 25)), "identity.document-validity", "term-unusual", warn, ""},
		{"30 days left", validity(readiness.Date{}, day(2026, 12, 24)), "identity.document-validity", "expiring", warn, "2026-12-25T00:00:00+08:00"},
		{"the last day", validity(readiness.Date{}, day(2026, 11, 24)), "identity.document-validity", "expiring", warn, "2026-11-25T00:00:00+08:00"},
		{"the day after", validity(readiness.Date{}, day(2026, 11, 23)), "identity.document-validity", "expired", fail, ""},
		{"no days", validity(readiness.Date{}, readiness.Date{}), "identity.document-validity", "no-input", unknown, ""},
		{"no moment", func(s *sub) { s.At = time.Time{} }, "identity.document-validity", "no-input", unknown, ""},
		{"issued after it expires", both(document(intake.Passport, "E98765432"), validity(day(2031, 1, 1), day(2030, 1, 1))), "identity.document-validity", "term-unusual", warn, ""},
		{"a passport's ten years", both(document(intake.Passport, "E98765432"), validity(day(2021, 1, 1), day(2031, 1, 1))), "identity.document-validity", "ok", pass, ""},
		{"without end at 60", both(document(0, "11010119600307123X"), longTerm), "identity.document-validity", "ok", pass, ""},
		{"without end at 30", longTerm, "identity.document-validity", "term-unusual", warn, ""},
		{"without end as 2099-12-31", both(document(0, "11010119600307123X"), validity(day(2020, 5, 6), day(2099, 12, 31))), "identity.document-validity", "ok", pass, ""},
		{"without end as 9999-12-31", both(document(0, "11010119600307123X"), validity(day(2020, 5, 6), day(9999, 12, 31))), "identity.document-validity", "ok", pass, ""},
		{"without end, yet with an end that is past", func(s *sub) {
			s.Applicant.Document.LongTerm, s.Applicant.Document.ExpiresOn = intake.Yes, day(2025, 1, 1)
		}, "identity.document-validity", "expired", fail, ""},
		{"not without end, and no day", func(s *sub) {
			s.Applicant.Document.LongTerm, s.Applicant.Document.ExpiresOn = intake.No, readiness.Date{}
		}, "identity.document-validity", "no-input", unknown, ""},
		{"temporary, three months", both(document(intake.TemporaryResidentID, number), validity(day(2026, 11, 1), day(2027, 2, 1))), "identity.document-validity", "ok", pass, "2027-01-02T00:00:00+08:00"},
		{"temporary, by its issue", both(document(intake.TemporaryResidentID, number), validity(day(2026, 11, 1), readiness.Date{})), "identity.document-validity", "ok", pass, "2027-01-02T00:00:00+08:00"},
		{"temporary, by its issue past", both(document(intake.TemporaryResidentID, number), validity(day(2026, 8, 1), readiness.Date{})), "identity.document-validity", "expired", fail, ""},
		{"temporary, ten years", both(document(intake.TemporaryResidentID, number), validity(day(2026, 11, 1), day(2036, 11, 1))), "identity.document-validity", "term-unusual", warn, ""},

		{"18 today", document(0, "110101200811240010"), "identity.age", "ok", pass, ""},
		{"18 tomorrow", document(0, "110101200811250016"), "identity.age", "under-age", fail, "2026-11-25T00:00:00+08:00"},
		{"born on 29 February", born(day(2008, 2, 29)), "identity.age", "ok", pass, ""},
		{"passport without a birth date", born(readiness.Date{}), "identity.age", "no-input", unknown, ""},
		{"no upper limit", document(0, "110101193003071236"), "identity.age", "ok", pass, ""},

		{"plain", none, "identity.mobile", "ok", pass, ""},
		{"with its country code", mobile("+86 138 0000 1234"), "identity.mobile", "ok", pass, ""},
		{"virtual operator", both(unchecked, mobile("17000001234")), "identity.mobile", "mvno", warn, ""},
		{"virtual operator's, on the bank's record", mobile("17000001234"), "identity.mobile", "ok", pass, "2027-11-24T12:00:00+08:00"},
		{"virtual operator's, and three elements", both(elements(3, intake.Match, noon), mobile("17000001234")), "identity.mobile", "mvno", warn, ""},
		{"Hong Kong", both(unchecked, mobile("+85261234567")), "identity.mobile", "foreign", warn, ""},
		{"satellite", mobile("17400001234"), "identity.mobile", "satellite", warn, ""},
		{"data card", mobile("14900001234"), "identity.mobile", "data-card", warn, ""},
		{"newer segment", both(unchecked, mobile("16100001234")), "identity.mobile", "unlisted-segment", warn, ""},
		{"a thing's", mobile("14600001234"), "identity.mobile", "iot", fail, ""},
		{"landline", mobile("010-66778899"), "identity.mobile", "landline", fail, ""},
		{"95588", mobile("95588"), "identity.mobile", "service-number", fail, ""},
		{"no such segment", mobile("15400001234"), "identity.mobile", "unassigned", fail, ""},
		{"a word", mobile("none"), "identity.mobile", "malformed", fail, ""},
		{"masked", mobile("138****1234"), "identity.mobile", "masked", fail, ""},

		{"passed", none, "identity.second-factor", "passed", pass, "2026-11-25T12:00:00+08:00"},
		{"passed a day ago", face(intake.Passed, noon.Add(-24*time.Hour)), "identity.second-factor", "stale", unknown, ""},
		{"passed some time", face(intake.Passed, time.Time{}), "identity.second-factor", "passed", pass, "2026-11-25T12:00:00+08:00"},
		{"failed", face(intake.NotPassed, noon), "identity.second-factor", "failed", fail, "2026-11-25T12:00:00+08:00"},
		{"failed long ago", face(intake.NotPassed, noon.Add(-24*time.Hour)), "identity.second-factor", "stale", unknown, ""},
		{"passed an hour before", face(intake.Passed, noon.Add(-time.Hour)), "identity.second-factor", "passed", pass, "2026-11-25T12:00:00+08:00"},
		{"passed more than an hour before", face(intake.Passed, noon.Add(-time.Hour-time.Second)), "identity.second-factor", "stale", unknown, ""},
		{"not yet passed", face(intake.Passed, noon.Add(time.Hour)), "identity.second-factor", "stale", unknown, ""},
		{"a password and a code after a face that failed", both(face(intake.NotPassed, noon), passwordCode(intake.Passed, noon)), "identity.second-factor", "passed", pass, "2026-11-25T12:00:00+08:00"},
		{"an old code and a face that failed", both(face(intake.NotPassed, noon), passwordCode(intake.Passed, noon.Add(-2*time.Hour))), "identity.second-factor", "failed", fail, "2026-11-25T12:00:00+08:00"},
		{"a face that gave no answer, and an old code", both(face(intake.TrialUnavailable, noon), passwordCode(intake.Passed, noon.Add(-2*time.Hour))), "identity.second-factor", "stale", unknown, ""},
		{"confirmed yesterday, just after the face", both(face(intake.Passed, noon.Add(-21*time.Hour)), confirmed(noon.Add(-20*time.Hour), time.Time{})), "identity.second-factor", "passed", pass, "2026-11-24T16:00:00+08:00"},
		{"confirmed a day ago", both(face(intake.Passed, noon.Add(-25*time.Hour)), confirmed(noon.Add(-24*time.Hour), time.Time{})), "identity.second-factor", "stale", unknown, ""},
		{"confirmed on Friday, held until now", both(face(intake.Passed, noon.Add(-90*time.Hour)), confirmed(noon.Add(-90*time.Hour), noon)), "identity.second-factor", "passed", pass, "2026-11-25T12:00:00+08:00"},
		{"held longer than a report looks ahead", both(face(intake.Passed, noon.AddDate(0, 0, -16)), confirmed(noon.AddDate(0, 0, -16), noon)), "identity.second-factor", "stale", unknown, ""},
		{"held, of an earlier order", both(face(intake.Passed, noon.Add(-92*time.Hour)), confirmed(noon.Add(-90*time.Hour), noon)), "identity.second-factor", "stale", unknown, ""},
		{"confirmed before the face", both(face(intake.Passed, noon), confirmed(noon.Add(-20*time.Hour), time.Time{})), "identity.second-factor", "passed", pass, "2026-11-25T12:00:00+08:00"},
		{"no answer", face(intake.TrialUnavailable, noon), "identity.second-factor", "unavailable", unknown, ""},
		{"none", face(0, time.Time{}), "identity.second-factor", "no-input", unknown, ""},

		{"match", none, "identity.carrier", "match", pass, "2026-12-24T12:00:00+08:00"},
		{"mismatch", carrier(intake.Mismatch, noon), "identity.carrier", "mismatch", fail, "2026-12-24T12:00:00+08:00"},
		{"a month ago", carrier(intake.Match, noon.AddDate(0, 0, -30)), "identity.carrier", "stale", unknown, ""},
		{"mismatch a month ago", carrier(intake.Mismatch, noon.AddDate(0, 0, -30)), "identity.carrier", "stale", unknown, ""},
		{"no answer", carrier(intake.ComparisonUnavailable, noon), "identity.carrier", "no-input", unknown, ""},

		{"same", none, "identity.ocr", "match", pass, ""},
		{"name only", image("王晓明", ""), "identity.ocr", "no-input", unknown, ""},
		{"number only", image("", number), "identity.ocr", "no-input", unknown, ""},
		{"number in full width", image("王晓明", "１１０１０１１９９００３０７１２３３"), "identity.ocr", "match", pass, ""},
		{"a space read", image("王 晓明", number), "identity.ocr", "equivalent", pass, ""},
		{"another form of a character", image("王曉明", number), "identity.ocr", "equivalent", pass, ""},
		{"a dot read as another", both(claim("买买提·艾力"), image("买买提•艾力", number)), "identity.ocr", "equivalent", pass, ""},
		{"a rare character not read", both(claim("王韡"), image("王?", number)), "identity.ocr", "equivalent", pass, ""},
		{"a rare character read as its parts", both(claim("王韡"), image("王韦华", number)), "identity.ocr", "equivalent", pass, ""},
		{"pinyin beside the number", image("WANG XIAOMING", number), "identity.ocr", "match", pass, ""},
		{"only pinyin", image("WANG XIAOMING", ""), "identity.ocr", "no-input", unknown, ""},
		{"15 digits", both(document(0, "110101900307123"), image("王晓明", number)), "identity.ocr", "equivalent", pass, ""},
		{"homophone", image("王小明", number), "identity.ocr", "name-differs", fail, ""},
		{"another person", image("李四", number), "identity.ocr", "name-differs", fail, ""},
		{"another number", image("王晓明", "110101199003071241"), "identity.ocr", "number-differs", fail, ""},
		{"another number only", image("", "110101199003071241"), "identity.ocr", "number-differs", fail, ""},
		{"no image", image("", ""), "identity.ocr", "no-input", unknown, ""},
	})
}

func longTerm(s *sub) {
	s.Applicant.Document.LongTerm, s.Applicant.Document.ExpiresOn = intake.Yes, readiness.Date{}
}

func channel(name string) func(*sub) { return func(s *sub) { s.Payout.Channel = name } }

// narrow is a checker whose policy knows channels that cannot carry every name
// and one that verifies four elements.
func narrow(t *testing.T) *readiness.Checker {
	p := readiness.StandardPolicy()
	p.Channels = []readiness.Channel{
		{Channel: "gb2312", NameCharset: "gb2312"},
		{Channel: "gbk", NameCharset: "gbk"},
		{Channel: "short", NameMaxBytes: 12},
		{Channel: "four", ElementsVerified: 4},
		{Channel: "three", ElementsVerified: 3},
	}
	c, err := readiness.New(readiness.Config{Policy: p})
	require.NoError(t, err)
	return c
}

func TestNamesThatAChannelCannotCarry(t *testing.T) {
	on := func(ch, name string) func(*sub) { return both(claim(name), channel(ch)) }
	testFacts(t, narrow(t), []factCase{
		{"common", on("gb2312", "王晓明"), "identity.name", "ok", pass, ""},
		{"outside GB 2312", on("gb2312", "王韡"), "identity.name", "outside-charset", fail, ""},
		{"inside GBK", on("gbk", "王韡"), "identity.name", "ok", pass, ""},
		{"outside GBK", on("gbk", "王䶮"), "identity.name", "outside-charset", fail, ""},
		{"outside GBK", on("gbk", "李䶮"), "identity.name", "outside-charset", fail, ""},
		{"what no name has goes first", on("gb2312", "韡1"), "identity.name", "illegal-character", fail, ""},
		{"12 bytes", on("short", "买买提·艾力"), "identity.name", "ok", pass, ""},
		{"12 bytes when its spaces are gone", on("short", " 王小明 晓明明"), "identity.name", "ok", pass, ""},
		{"13 bytes", on("short", "ABDULLA KADIR"), "identity.name", "too-long", fail, ""},
		{"four bytes for a character", on("short", "𬱖𬱖𬱖王"), "identity.name", "too-long", fail, ""},
	})
}

// What the second factor proves, in words.
func TestTheSecondFactorProvesThePerson(t *testing.T) {
	r := readiness.Assess(full())
	f, _ := r.Find("identity.second-factor")
	require.Contains(t, f.Message(readiness.ZH), "不代表该卡能收款")
	require.Contains(t, f.Message(readiness.EN), "not that the card can receive")
}

// Any one of the second factors will do.
func TestAnySecondFactor(t *testing.T) {
	ok := intake.FactorCheck{Result: intake.Passed, At: noon}
	for name, v := range map[string]intake.Verification{
		"face": {Face: ok}, "sms": {SMS: ok}, "certificate": {Certificate: ok}, "video": {Video: ok}, "password and code": {PasswordCode: ok},
	} {
		s := full()
		s.Applicant.Verification = v
		r := readiness.Assess(s)
		f, _ := r.Find("identity.second-factor")
		require.Equal(t, "passed", f.Code, name)
		require.Equal(t, readiness.Ready, r.Verdict, name)
	}
}

// The age that is asked for is the policy's, in the text too.
func TestTheAgeIsThePolicys(t *testing.T) {
	s := full()
	s.Applicant.Document.Number = intake.Hide("110101200911070012")
	for age, want := range map[int64]string{18: "申请人未满 18 周岁", 16: "已年满 16 周岁", 0: "不适用"} {
		p := readiness.StandardPolicy()
		p.MinAge = age
		r := checker(t, readiness.Config{Policy: p}).Assess(s)
		f, _ := r.Find("identity.age")
		require.Equal(t, want, f.Message(readiness.ZH))
		require.Equal(t, age == 18, r.Verdict == readiness.Stop)
	}
}

// An unknown asks for what is not there.
func TestWhatAnImageStillNeeds(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*sub)
		want   []intake.Field
	}{
		{"no image", image("", ""), []intake.Field{intake.FieldApplicantOCRName, intake.FieldApplicantOCRNumber}},
		{"an image of a name that was not entered", both(claim(""), image("王晓明", "")), []intake.Field{intake.FieldApplicantName}},
		{"an image of a number that was not entered", both(document(0, ""), image("", number)), []intake.Field{intake.FieldApplicantDocumentNumber}},
	} {
		s := full()
		c.change(&s)
		r := readiness.Assess(s)
		f, _ := r.Find("identity.ocr")
		require.Equal(t, c.want, f.Missing(), c.name)
	}
}
