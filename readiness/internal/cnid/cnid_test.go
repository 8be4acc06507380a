package cnid_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/workday"
)

func day(t testing.TB, s string) workday.Date {
	t.Helper()
	d, err := workday.ParseDate(s)
	require.NoError(t, err)
	return d
}

// labels gives the code for each reason or warning of the labelled cases. Age
// is not a matter of the number, a high age no obstacle, and the years in
// which a region code was in force are in no source that may be shipped.
var labels = map[string]string{
	"": "ok", "under-min-age": "ok", "age-over-limit": "ok", "region-ended-before-birth": "ok",
	"birth-date-invalid": "birth-date", "birth-date-future": "birth-date", "birth-date-range": "birth-date",
	"legacy-15-digit": "legacy-15", "legacy-document": "legacy-form", "not-resident-id": "unverifiable", "empty": "format",
}

var caseKinds = map[string]Kind{
	"resident18": ResidentID, "resident15": ResidentID, "unknown": Unknown,
	"hk-residence-permit": ResidencePermit, "mo-residence-permit": ResidencePermit, "tw-residence-permit": ResidencePermit,
	"foreign-pr-2023": ForeignPermanentResident, "foreign-pr-2017": ForeignPermanentResident,
	"passport-cn": Passport, "passport-cn-old": Passport, "hk-macao-pass": TravelPermit, "tw-pass-8": TravelPermit,
}

func TestLabelledDocuments(t *testing.T) {
	f, err := os.Open("testdata/documents.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 256)
	for i, row := range rows[1:] {
		kind, known := caseKinds[row[1]]
		require.True(t, known, row[1])
		code := row[3] + row[4]
		if c, ok := labels[code]; ok {
			code = c
		}
		if row[6] == "cyrillic Kha" {
			code = "ok" // keyboards type it for X, and the number is right
		}
		today := day(t, row[5])
		d := Parse(kind, row[0], workday.Date{}, today)
		if code == "region-unknown" {
			require.False(t, d.RegionKnown, "line %d", i+2)
			if kind == ResidentID && d.Region%100 > 80 {
				code = "ok" // "accept with warning": the region is told to be unknown, and cities of county rank cost nothing
			}
		}
		require.Equal(t, code, d.Status.String(), "line %d", i+2)
		switch row[3] {
		case "under-min-age":
			require.Less(t, Age(d.Birth, today), 18, "line %d", i+2)
		case "":
			if !d.Birth.IsZero() {
				require.GreaterOrEqual(t, Age(d.Birth, today), 18, "line %d", i+2)
			}
		}
	}
}

func TestParse(t *testing.T) {
	today := day(t, "2026-11-22")
	for _, c := range []struct {
		name   string
		kind   Kind
		number string
		want   Status
		as     Kind
	}{
		{"plain", ResidentID, "11010519491231002X", OK, ResidentID},
		{"kind not given", Unknown, "11010519491231002X", OK, ResidentID},
		{"temporary card has the resident number", TemporaryResidentID, "11010519491231002X", OK, TemporaryResidentID},
		{"lower case x", ResidentID, "11010519491231002x", OK, ResidentID},
		{"full-width X", ResidentID, "11010519491231002Ｘ", OK, ResidentID},
		{"hyphens and marks", ResidentID, "\u202a110105-19491231-002X\u200b\u202c", OK, ResidentID},
		{"born today", ResidentID, "110101202611220014", OK, ResidentID},
		{"born tomorrow", ResidentID, "11010120261123001X", BirthDate, ResidentID},
		{"sequence 000", ResidentID, "110101199001010007", Format, ResidentID},
		{"before any holder", ResidentID, "110101186901010010", BirthDate, ResidentID},
		{"letter O", ResidentID, "11O10519491231002X", Format, ResidentID},
		{"NUL", ResidentID, "11010519491231002\x00", Format, ResidentID},
		{"invalid UTF-8", ResidentID, "11010519491231002\xff", Format, ResidentID},
		{"empty", ResidentID, "", Format, ResidentID},
		{"only spaces", ResidentID, "   ", Format, ResidentID},
		{"17 digits", ResidentID, "11010519491231002", Length, ResidentID},
		{"17 digits, kind not given", Unknown, "11010519491231002", KindUnknown, Unknown},
		{"10 MB", ResidentID, strings.Repeat("1", 10<<20), Length, ResidentID},
		{"10 MB, kind not given", Unknown, strings.Repeat("1", 10<<20), KindUnknown, Unknown},
		{"25 characters", ResidentID, strings.Repeat("1", 25), Length, ResidentID},
		{"15 digits", Unknown, "110105491231002", Legacy15, ResidentID},
		{"15 digits, county unknown", Unknown, "110199491231002", Legacy15, ResidentID},
		{"15 digits, over a hundred", Unknown, "110105941231997", Legacy15, ResidentID},
		{"15 digits, the first sequence of those over a hundred", Unknown, "110105491231996", BirthDate, ResidentID},
		{"15 digits, the last sequence of others", Unknown, "110105491231995", Legacy15, ResidentID},
		{"15 digits, before any holder", Unknown, "110105491231997", BirthDate, ResidentID},
		{"15 digits, one letter", ResidentID, "11010549123100X", Format, ResidentID},
		{"permit under its kind", ResidencePermit, "810000199501170713", OK, ResidencePermit},
		{"permit typed as a resident ID", ResidentID, "810000199501170713", OK, ResidencePermit},
		{"permit, lower case x", Unknown, "83000019840621649x", CheckDigit, ResidencePermit},
		{"resident ID declared a permit", ResidencePermit, "11010519491231002X", RegionProvince, ResidencePermit},
		{"permit on a temporary card", TemporaryResidentID, "810000199501170713", RegionProvince, TemporaryResidentID},
		{"permit of 15 digits", ResidencePermit, "810000950117071", Length, ResidencePermit},
		{"Taiwan as a province of birth", ResidentID, "710000199501170716", CheckDigit, ResidentID},
		{"foreigner, 2023 card, as a resident ID", ResidentID, "937764194209197613", CheckDigit, ForeignPermanentResident},
		{"foreigner, 2023 card", Unknown, "911398199012310021", OK, ForeignPermanentResident},
		{"resident ID of no province, as a foreigner's has none", ResidentID, "990105199001010014", RegionProvince, ResidentID},
		{"foreigner, unlisted province", Unknown, "999398199012310023", RegionUnknown, ForeignPermanentResident},
		{"foreigner, old card", Unknown, "KAZ110090123105", LegacyForm, ForeignPermanentResident},
		{"foreigner, old card, wrong digit", Unknown, "KAZ110090123106", CheckDigit, ForeignPermanentResident},
		{"foreigner, old card, 31 June", Unknown, "KAZ110090063106", BirthDate, ForeignPermanentResident},
		{"foreigner, resident ID declared", ForeignPermanentResident, "11010519491231002X", Format, ForeignPermanentResident},
		{"passport", Passport, "EA1234567", Unverifiable, Passport},
		{"passport, lower case", Passport, "ea1234567", Unverifiable, Passport},
		{"passport of digits", Passport, "512345678", Unverifiable, Passport},
		{"passport, all nines", Passport, "999999999", Unverifiable, Passport},
		{"passport, shortest", Passport, "E1234", Unverifiable, Passport},
		{"passport, longest", Passport, "E1234567890123", Unverifiable, Passport},
		{"born in the first year that counts", Unknown, "110101187001010017", OK, ResidentID},
		{"born a day before it", Unknown, "110101186912310016", BirthDate, ResidentID},
		{"passport with a letter after E", Passport, "EH1234567", Unverifiable, Passport},
		{"passport, I read for 1", Passport, "EI1234567", Format, Passport},
		{"passport, O read for 0", Passport, "eo1234567", Format, Passport},
		{"passport, I read for 1 at the end", Passport, "E1234567I", Format, Passport},
		{"passport, O among the digits after a letter", Passport, "EA123O567", Format, Passport},
		{"passport, two slips", Passport, "EOI123456", Format, Passport},
		{"passport of another state with other letters", Passport, "E12I4567K", Unverifiable, Passport},
		{"passport of another state, O", Passport, "PO1234567", Unverifiable, Passport},
		{"passport of another state, shorter", Passport, "EI123456", Unverifiable, Passport},
		{"X as a multiplication sign", ResidentID, "11010519491231002×", OK, ResidentID},
		{"X as a Roman numeral", ResidentID, "11010519491231002Ⅹ", OK, ResidentID},
		{"X in Cyrillic", ResidentID, "11010519491231002Х", OK, ResidentID},
		{"x in Cyrillic", Unknown, "11010519491231002х", OK, ResidentID},
		{"X in Greek", ResidentID, "11010519491231002χ", OK, ResidentID},
		{"two multiplication signs are a mask", ResidentID, "1101051949123100××", Masked, ResidentID},
		{"one in the middle is a mask", ResidentID, "1101051949×231002X", Masked, ResidentID},
		{"one after stars is the check character", ResidentID, "110105********002×", Masked, ResidentID},
		{"an apostrophe", ResidentID, "'11010519491231002X", OK, ResidentID},
		{"a formula", Unknown, `="11010519491231002X"`, OK, ResidentID},
		{"a bidi override and a tab", ResidentID, "\u202d11010519491231002X\u202c\t", OK, ResidentID},
		{"a quantity", ResidentID, "4.40981E+17", Spreadsheet, ResidentID},
		{"a quantity, kind not given", Unknown, "4.40981e+17", Spreadsheet, Unknown},
		{"a quantity after an apostrophe", Unknown, "'4.40981E+17", Spreadsheet, Unknown},
		{"a quantity with a decimal point", ResidentID, "110101199003071000.0", Spreadsheet, ResidentID},
		{"a quantity for a permit", TravelPermit, "12345678.0", Spreadsheet, TravelPermit},
		{"rounded", ResidentID, "110101199003071000", Spreadsheet, ResidentID},
		{"rounded, kind not given", Unknown, "110101199003071000", Spreadsheet, ResidentID},
		{"rounded, sequence lost", ResidentID, "110101199003070000", Spreadsheet, ResidentID},
		{"rounded to another birth date", ResidentID, "110101199013071000", BirthDate, ResidentID},
		{"rounded residence permit", Unknown, "810000199501171000", Spreadsheet, ResidencePermit},
		{"rounded foreigner", Unknown, "911398199012310000", Spreadsheet, ForeignPermanentResident},
		{"only two zeros", ResidentID, "110101199003071100", CheckDigit, ResidentID},
		{"passport, a word", Passport, "PASSPORT", Format, Passport},
		{"passport, too short", Passport, "E123", Length, Passport},
		{"passport, too long", Passport, "E12345678901234", Length, Passport},
		{"passport, kind not given", Unknown, "EA1234567", KindUnknown, Unknown},
		{"passport number declared a resident ID", ResidentID, "EA1234567", Length, ResidentID},
		{"permit of a Hong Kong resident", TravelPermit, "H12345678", Unverifiable, TravelPermit},
		{"permit of a Macao resident, replaced once", TravelPermit, "M1234567801", Unverifiable, TravelPermit},
		{"permit of a Taiwan resident", TravelPermit, "12345678", Unverifiable, TravelPermit},
		{"permit, wrong letter", TravelPermit, "K12345678", Format, TravelPermit},
		{"permit, letter inside", TravelPermit, "H1234567A", Format, TravelPermit},
		{"permit of a resident of Hong Kong who is not Chinese", TravelPermit, "HA2345678", Unverifiable, TravelPermit},
		{"permit of a resident of Macao who is not Chinese", TravelPermit, "ma1234567", Unverifiable, TravelPermit},
		{"permit, not Chinese, with the number of its replacement", TravelPermit, "HA123456701", Unverifiable, TravelPermit},
		{"permit, not Chinese, a digit lost", TravelPermit, "HA123456", Length, TravelPermit},
		{"permit, not Chinese, a digit more", TravelPermit, "HA12345678", Length, TravelPermit},
		{"permit, another second letter", TravelPermit, "HB2345678", Format, TravelPermit},
		{"permit, nothing but its letters", TravelPermit, "HA", Length, TravelPermit},
		{"permit, nothing but its letter", TravelPermit, "H", Length, TravelPermit},
		{"permit of a Taiwan resident with the issues", TravelPermit, "0123456701", Unverifiable, TravelPermit},
		{"permit of a Taiwan resident with issues and office", TravelPermit, "0123456701(B)", Unverifiable, TravelPermit},
		{"permit of a Taiwan resident with full-width brackets", TravelPermit, "0123456701（B）", Unverifiable, TravelPermit},
		{"permit of a Taiwan resident, a digit for the office", TravelPermit, "01234567013", Unverifiable, TravelPermit},
		{"permit of a Taiwan resident, office without the issues", TravelPermit, "01234567B", Format, TravelPermit},
		{"permit of a Taiwan resident, nine digits", TravelPermit, "012345678", Length, TravelPermit},
		{"permit, 10 characters", TravelPermit, "H123456789", Length, TravelPermit},
		{"unreadable, kind not given", Unknown, "身份证", KindUnknown, Unknown},
		{"empty, kind not given", Unknown, "", Format, Unknown},
		{"masked", ResidentID, "110105********002X", Masked, ResidentID},
		{"masked with full-width stars", ResidentID, "110105＊＊＊＊＊＊＊＊002X", Masked, ResidentID},
		{"masked with X", Unknown, "110105XXXXXXXX0021", Masked, Unknown},
		{"masked, fixed width", Unknown, "1***X", Masked, Unknown},
		{"two X at the end", ResidentID, "1101051949123100XX", Format, ResidentID},
		{"three X in front are a nationality", Unknown, "XXX110090123101", CheckDigit, ForeignPermanentResident},
		{"an undeclared kind", Kind(99), "11010519491231002X", OK, Kind(99)},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse(c.kind, c.number, workday.Date{}, today)
			require.Equal(t, c.want.String(), d.Status.String())
			require.Equal(t, c.as, d.Kind)
		})
	}
}

func TestParseReadsTheNumber(t *testing.T) {
	today, given := day(t, "2026-11-22"), day(t, "1977-07-07")
	for _, c := range []struct {
		number string
		kind   Kind
		want   Document
	}{
		{"11010519491231002X", Unknown, Document{ResidentID, OK, Female, true, 2, 110105, day(t, "1949-12-31")}},
		{"110105491231001", Unknown, Document{ResidentID, Legacy15, Male, true, 1, 110105, day(t, "1949-12-31")}},
		{"110105941231997", Unknown, Document{ResidentID, Legacy15, Male, true, 997, 110105, day(t, "1894-12-31")}},
		{"911398199012311200", Unknown, Document{ForeignPermanentResident, OK, 0, true, 120, 110000, day(t, "1990-12-31")}},
		{"911398199012310021", Unknown, Document{ForeignPermanentResident, OK, 0, true, 2, 110000, day(t, "1990-12-31")}},
		{"KAZ110090123105", Unknown, Document{ForeignPermanentResident, LegacyForm, 0, true, 0, 110000, day(t, "1990-12-31")}},
		{"GBR110023053133", Unknown, Document{ForeignPermanentResident, CheckDigit, 0, true, 0, 110000, day(t, "2023-05-31")}},
		{"GBR110024053133", Unknown, Document{ForeignPermanentResident, CheckDigit, 0, true, 0, 110000, day(t, "1924-05-31")}},
		{"EA1234567", Passport, Document{Kind: Passport, Status: Unverifiable, Birth: given}},
	} {
		require.Equal(t, c.want, Parse(c.kind, c.number, given, today), c.number)
	}
	require.Equal(t, 11, Parse(Unknown, "11010519491231002X", given, today).Province())
}

func TestZeroTodayAcceptsTheFuture(t *testing.T) {
	require.Equal(t, OK, Parse(ResidentID, "11010120261123001X", workday.Date{}, workday.Date{}).Status)
}

// A number with any one character changed, or two neighbours swapped, is not OK.
func TestOneTypoIsNoticed(t *testing.T) {
	const number = "110101199003070038"
	require.Equal(t, OK, Parse(ResidentID, number, workday.Date{}, workday.Date{}).Status)
	for i := range number {
		for _, c := range []byte("0123456789X") {
			b := []byte(number)
			if b[i] == c {
				continue
			}
			b[i] = c
			require.False(t, Parse(ResidentID, string(b), workday.Date{}, workday.Date{}).Status.Usable(), "%s", b)
		}
		if i > 0 && number[i] != number[i-1] {
			b := []byte(number)
			b[i], b[i-1] = b[i-1], b[i]
			require.False(t, Parse(ResidentID, string(b), workday.Date{}, workday.Date{}).Status.Usable(), "%s", b)
		}
	}
}

func TestRegionsAreThoseOfTheTable(t *testing.T) {
	b, err := os.ReadFile("data/regions.csv")
	require.NoError(t, err)
	known := map[string]bool{}
	for _, code := range strings.Fields(string(b))[1:] {
		known[code] = true
		known[code[:2]] = true
	}
	for n := range 1000000 {
		code := string([]byte{byte(n/100000) + '0', byte(n/10000%10) + '0', byte(n/1000%10) + '0', byte(n/100%10) + '0', byte(n/10%10) + '0', byte(n%10) + '0'})
		d := Parse(TemporaryResidentID, code+"199003070017", workday.Date{}, workday.Date{})
		if known[code] != d.RegionKnown || known[code[:2]] && code[0] != '8' != (d.Status != RegionProvince) {
			t.Fatalf("%s: %+v", code, d)
		}
	}
}

// County codes that no list has and that people's numbers have, from reports of
// validators that refused them, and others of the same prefectures.
func TestUnlistedCounties(t *testing.T) {
	const checks = "10X98765432"
	number := func(region string) string {
		s, sum := region+"19900307001", 0
		for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
			sum += w * int(s[i]-'0')
		}
		return s + string(checks[sum%11])
	}
	for _, c := range []struct {
		region string
		want   Status
		known  bool
	}{
		{"321119", OK, false}, {"230119", OK, false}, {"320819", OK, false}, {"370719", OK, false}, // suburbs
		{"320520", OK, false}, // urban area
		{"440401", OK, true}, {"460021", OK, true}, {"430312", OK, true}, {"342401", OK, true}, {"230122", OK, true},
		{"330113", OK, true}, {"370116", OK, true}, {"659012", OK, true}, {"320614", OK, true}, {"440311", OK, true}, {"440581", OK, true},
		{"320899", OK, false}, {"421091", OK, false},
		{"320880", RegionUnknown, false}, {"320804", OK, true}, {"320860", RegionUnknown, false}, {"320100", OK, true},
		{"320018", RegionUnknown, false}, {"320001", RegionUnknown, false}, {"320099", RegionUnknown, false}, // no prefecture
		{"329919", RegionUnknown, false}, {"329999", RegionUnknown, false}, // no such prefecture
		{"810001", RegionUnknown, false}, {"820081", RegionUnknown, false}, {"830000", OK, true},
		{"190101", RegionProvince, false}, {"840001", RegionProvince, false},
	} {
		d := Parse(ResidentID, number(c.region), workday.Date{}, workday.Date{})
		require.Equal(t, c.want.String(), d.Status.String(), c.region)
		require.Equal(t, c.known, d.RegionKnown, c.region)
	}
	free := map[int]bool{1: true, 2: true, 3: true, 11: true, 19: true, 20: true}
	for county := range 100 {
		d := Parse(ResidentID, number(fmt.Sprintf("3208%02d", county)), workday.Date{}, workday.Date{})
		require.Equal(t, d.RegionKnown || free[county] || county > 80, d.Status == OK, county)
	}
}

func TestCanonical(t *testing.T) {
	for _, c := range [][2]string{
		{"１１０１０５　19491231-002ｘ", "11010519491231002X"},
		{" ea1234567 ", "EA1234567"},
		{"110105********002x", "110105********002x"},
		{"'11010519491231002×", "11010519491231002X"},
		{"0123456701（b）", "0123456701B"},
		{"4.40981E+17", "4.40981E+17"},
		{"no number!", "no number!"},
		{"", ""},
	} {
		require.Equal(t, c[1], Canonical(c[0]))
	}
}

func TestCanonicalIsIdempotentAndKeepsTheMeaning(t *testing.T) {
	today := day(t, "2026-11-22")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`'?[0-9０-９xXｘ×Х \-*＊A-CEHMIO()]{0,24}`).Draw(t, "number")
		kind := Kind(rapid.IntRange(0, 6).Draw(t, "kind"))
		c := Canonical(s)
		require.Equal(t, c, Canonical(c))
		require.Equal(t, Parse(kind, s, workday.Date{}, today), Parse(kind, c, workday.Date{}, today))
	})
}

func TestKindText(t *testing.T) {
	for k := Unknown; k <= TravelPermit; k++ {
		b, err := k.MarshalText()
		require.NoError(t, err)
		var got Kind
		require.NoError(t, got.UnmarshalText(b))
		require.Equal(t, k, got)
		require.Equal(t, k.String(), string(b))
	}
	var k Kind
	err := k.UnmarshalText([]byte("13800138000"))
	require.ErrorContains(t, err, "no such kind")
	require.NotContains(t, err.Error(), "138")
	require.Equal(t, "unknown", Kind(200).String())
	require.Equal(t, "", Status(200).String())
	require.Equal(t, "", Match(200).String())
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"11010519491231002X", "KAZ110090123105", "110105491231002", "１１０１０５XXXXXXXX002x", "H12345678", "\u202e9\x00\xff", "'4.40981E+17", "110101199003071000", "0123456701(B)", "11010519491231002×"} {
		f.Add(s, uint8(0))
	}
	f.Fuzz(func(t *testing.T, s string, kind uint8) {
		d := Parse(Kind(kind), s, workday.Date{}, workday.Date{})
		require.NotEmpty(t, d.Status.String())
		require.Equal(t, Canonical(s), Canonical(Canonical(s)))
		c := Compare(Kind(kind), s, Unknown, s)
		if d.Status.Usable() {
			require.Equal(t, Equal, c.Match)
		}
		require.LessOrEqual(t, c.Visible, c.Total)
	})
}

func TestNoAllocations(t *testing.T) {
	today := day(t, "2026-11-22")
	for _, s := range []string{"11010519491231002X", "１１０１０５19491231002ｘ", "110105491231002", "KAZ110090123105", "EA1234567", "nothing", "'11010519491231002×", "110101199003071000"} {
		require.Zero(t, testing.AllocsPerRun(100, func() {
			Parse(Unknown, s, workday.Date{}, today)
			Compare(Unknown, s, ResidentID, "110105********002X")
			Compare(Unknown, s, ResidentID, "110105491231002")
		}), s)
	}
}

func BenchmarkParse(b *testing.B) {
	today := day(b, "2026-11-22")
	for b.Loop() {
		Parse(ResidentID, "11010519491231002X", workday.Date{}, today)
	}
}

func BenchmarkCompareMasked(b *testing.B) {
	for b.Loop() {
		Compare(ResidentID, "11010519491231002X", ResidentID, "110***********002X")
	}
}

func TestStringsOfAnyValue(t *testing.T) {
	for i := range 256 {
		require.NotPanics(t, func() {
			_ = Kind(i).String()
			_ = Status(i).String()
			_ = Match(i).String()
		})
	}
}

// What stands between digits is no matter, but not everything that is like it.
func TestSeparators(t *testing.T) {
	for _, r := range " \t\n\r-\u00A0\u00AD\u2000\u2001\u2014\u2015\u202A\u202B\u202D\u202E\u202F\u205F\u2060\u2061\u2068\u2069\u2212\u3000\uFE0F\uFE63\uFEFF\uFF0D" {
		require.Equal(t, OK, Parse(ResidentID, "110105"+string(r)+"19491231002X", workday.Date{}, workday.Date{}).Status, "%U", r)
	}
	for _, r := range "\u1FFF\u2016\u2030\u205E._/" {
		require.Equal(t, Format, Parse(ResidentID, "110105"+string(r)+"19491231002X", workday.Date{}, workday.Date{}).Status, "%U", r)
	}
}

// A number is read up to 128 bytes, and of a longer one nothing.
func TestLongestText(t *testing.T) {
	const id = "11010519491231002X"
	require.Equal(t, OK, Parse(ResidentID, id+strings.Repeat(" ", 128-len(id)), workday.Date{}, workday.Date{}).Status)
	require.Equal(t, Length, Parse(ResidentID, id+strings.Repeat(" ", 129-len(id)), workday.Date{}, workday.Date{}).Status)
}

func TestUsable(t *testing.T) {
	for st := Status(0); st <= Spreadsheet; st++ {
		require.Equal(t, OK <= st && st < Masked, st.Usable(), st.String())
	}
}
