package cnphone_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/payready/payready/readiness/internal/cnphone"
)

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	return rows[1:]
}

// labels gives the code for each class of the labelled cases.
var labels = map[string]string{
	"mobile-mno": "ok", "mobile-mvno": "mvno", "iot-11": "iot", "iot-13": "iot",
	"mobile-foreign": "foreign", "mobile-hk": "foreign", "mobile-mo": "foreign", "mobile-tw": "foreign",
	"emergency-network": "service-number", "satellite-inmarsat": "service-number",
}

// otherwise holds the cases where the code is deliberately not the labelled one.
var otherwise = map[string]string{
	"16100410423":   "unlisted-segment", // 1610 is in newer numbering data only
	"+113837609260": "malformed",        // submitted as it stands it is a stranger's number in North America
	"+85361234567":  "malformed",        // no segment of Macao
	"+85221234567":  "landline",
}

func TestLabelledMobiles(t *testing.T) {
	rows := readCSV(t, "testdata/mobiles.csv")
	require.Len(t, rows, 106)
	for i, row := range rows {
		want := row[2]
		if l, ok := labels[want]; ok {
			want = l
		}
		if o, ok := otherwise[row[0]]; ok {
			want = o
		}
		c := Parse(row[0])
		require.Equal(t, want, c.String(), "line %d", i+2)
		if c.Usable() {
			require.Equal(t, strings.TrimPrefix(row[4], "+86"), Canonical(row[0]), "line %d", i+2)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Class
	}{
		{"plain", "13800138000", OK},
		{"bidi embedding, as copied from contacts", "\u202a138 0013 8000\u202c", OK},
		{"full-width plus", "＋8613800138000", OK},
		{"dots", "138.0013.8000", OK},
		{"what keeps it text in a spreadsheet", "'13800138000", OK},
		{"a formula that keeps it text", `="13800138000"`, OK},
		{"a figure dash", "138\u20120013\u20128000", OK},
		{"a word joiner and a tab", "138\u20600013\t8000", OK},
		{"an ideographic variation selector", "13800138000\U000E0100", OK},
		{"rewritten by a spreadsheet", "1.38001E+10", Spreadsheet},
		{"rewritten by a spreadsheet, with the country code", "'8.61380E+12", Spreadsheet},
		{"a quantity", "13800138000.0", Spreadsheet},
		{"thousands", "13,800,138,000", Spreadsheet},
		{"zeros at the end", "13800000000", OK},
		{"0086", "0086 138-0013-8000", OK},
		{"86 and trunk 0", "+86 013800138000", OK},
		{"Beijing is no trunk 0", "010 6512 3456", Landline},
		{"landline with an extension", "021-62345678-801", Landline},
		{"landline with an extension in words", "021-62345678转801", Landline},
		{"landline without area code, with an extension", "62345678-8", Landline},
		{"landline with an extension that is too long", "021-62345678-8010203", Malformed},
		{"mobile with what is no extension", "138-0013-80001", Malformed},
		{"mobile with an extension", "13800138000-801", Malformed},
		{"landline in groups", "010-6512-3456", Landline},
		{"landline without area code", "65123456", Landline},
		{"landline abroad", "+442079460958", Landline},
		{"toll free abroad", "+18005551234", ServiceNumber},
		{"mobile abroad behind 00", "0085266123456", Foreign},
		{"mobile abroad with its trunk 0", "+44 (0)7911 123456", Foreign},
		{"mobile abroad without a plus", "447911123456", Malformed},
		{"Hong Kong without a plus", "852 6612 3456", Foreign},
		{"Hong Kong in brackets", "(852) 66123456", Foreign},
		{"Hong Kong, 9", "85291234567", Foreign},
		{"Hong Kong, a landline without a plus", "85221234567", Landline},
		{"Hong Kong, a digit too many", "852661234567", Malformed},
		{"Hong Kong behind the mainland's code", "+86 85266123456", Malformed},
		{"Hong Kong behind a trunk 0", "085266123456", Malformed},
		{"Hong Kong's eight digits alone may be a landline's", "66123456", Landline},
		{"Macao without a plus", "85366123456", Foreign},
		{"Macao without a plus, no mobile", "85328123456", Malformed},
		{"Taiwan without a plus", "886 912 345 678", Foreign},
		{"Taiwan without a plus, with its trunk 0", "886-0912345678", Foreign},
		{"Taiwan with its trunk 0", "+886 0912345678", Foreign},
		{"Taiwan, a digit missing", "88691234567", Malformed},
		{"Taiwan without a country code", "0912345678", Malformed},
		{"a country that is not", "+999123456789", Malformed},
		{"bank hotline", "95588", ServiceNumber},
		{"police", "110", ServiceNumber},
		{"1010 number", "10106666", ServiceNumber},
		{"95 number of eight digits", "95013888", ServiceNumber},
		{"text platform", "10690000000", ServiceNumber},
		{"400", "400-800-8888", ServiceNumber},
		{"thing", "1064812345678", IoT},
		{"12 in front", "12800138000", Malformed},
		{"two digits", "13", Malformed},
		{"seven digits of a mobile", "1380013", Malformed},
		{"rest of 1349", "13498012345", UnlistedSegment},
		{"empty", "", Malformed},
		{"only a plus", "+", Malformed},
		{"plus inside", "138+00138000", Malformed},
		{"two plus signs", "++8613800138000", Malformed},
		{"letters", "call me", Malformed},
		{"NUL", "1380013800\x00", Malformed},
		{"invalid UTF-8", "1380013800\xff", Malformed},
		{"10 MB", strings.Repeat("1", 10<<20), Malformed},
		{"25 digits", strings.Repeat("1", 25), Malformed},
		{"masked with prefix", "+86 138****8000", Masked},
		{"masked with x", "138xxxx8000", Masked},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want.String(), Parse(c.in).String())
		})
	}
	require.Empty(t, Class(0).String())
	require.Empty(t, Class(99).String())
	require.Empty(t, Match(99).String())
	require.False(t, Class(0).Usable())
	require.False(t, IoT.Usable())
}

func TestCanonical(t *testing.T) {
	for _, c := range [][2]string{
		{"+86 138-0013-8000", "13800138000"},
		{"+8613800138000", "13800138000"},
		{"013800138000", "13800138000"},
		{"１３８００１３８０００", "13800138000"},
		{"0085266123456", "+85266123456"},
		{"85266123456", "+85266123456"},
		{"８８６－０９１２３４５６７８", "+886912345678"},
		{"+44 (0)7911 123456", "+447911123456"},
		{"138****8000", "138****8000"},
		{"010-65123456", "010-65123456"},
		{"", ""},
		{"0029 051234", "+29051234"},            // to St Helena, too short to be told by its length
		{"1790000113807138500", "+13807138500"}, // an operator's prefix, then the one for calls abroad
	} {
		require.Equal(t, c[1], Canonical(c[0]))
	}
}

// The library must agree on every five-digit head of a mainland mobile, but
// for the differences that are listed with their reason; and each of those
// must be one.
func TestOracle(t *testing.T) {
	type difference struct{ ours, library string }
	listed := map[string]difference{}
	for _, row := range readCSV(t, "testdata/oracle_differences.csv") {
		listed[row[0]] = difference{row[1], row[2]}
	}
	used := map[string]bool{}
	random := rand.New(rand.NewPCG(1, 2))
	for head := 13000; head < 20000; head++ {
		s := fmt.Sprintf("%d%06d", head, random.IntN(1000000))
		library := "no mobile"
		if num, err := phonenumbers.Parse(s, "CN"); err == nil && phonenumbers.IsValidNumberForRegion(num, "CN") && phonenumbers.GetNumberType(num) == phonenumbers.MOBILE {
			library = "mobile"
		}
		ours := Parse(s)
		if ours.Usable() == (library == "mobile") && ours != IoT {
			continue
		}
		row, ok := listed[s[:3]]
		used[s[:3]] = ok
		if !ok {
			row, ok = listed[s[:4]]
			used[s[:4]] = ok
		}
		require.True(t, ok, "%s: %s here, %s there", s[:5], ours, library)
		require.Equal(t, row, difference{ours.String(), library}, s[:5])
	}
	for head := range listed {
		require.True(t, used[head], "%s is no difference", head)
	}
}

// A country code of Hong Kong, Macao or Taiwan that lacks its plus is the same
// number, and digits that begin like one are nothing in the mainland.
func TestWithoutPlus(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	foreign := map[string]int{}
	for _, k := range []struct {
		code   string
		digits int // behind it
	}{{"852", 8}, {"8536", 7}, {"8869", 8}, {"88609", 8}} {
		for range 2000 {
			tail := make([]byte, k.digits)
			for i := range tail {
				tail[i] = '0' + byte(random.IntN(10))
			}
			s := k.code + string(tail)
			num, err := phonenumbers.Parse(s, "CN")
			require.False(t, err == nil && phonenumbers.IsValidNumber(num), "%s is a number of the mainland", k.code)
			require.Equal(t, Parse("+"+s), Parse(s), s)
			require.Equal(t, Equal, Compare("+"+s, s).Match)
			if Parse(s) == Foreign {
				foreign[k.code]++
				require.Equal(t, Canonical("+"+s), Canonical(s))
			}
		}
	}
	require.Len(t, foreign, 4)
}

// No 11 digits outside 13–19 are a mobile, but those of Hong Kong and Macao.
func TestOtherHeadsAreNoMobiles(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for head := range 10000 {
		if 1300 <= head && head < 2000 || head/10 == 852 || head == 8536 {
			continue
		}
		s := fmt.Sprintf("%04d%07d", head, random.IntN(10000000))
		require.False(t, Parse(s).Usable(), s[:4])
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name, claim, bank string
		want              Match
		visible, total    uint8
	}{
		{"equal", "13800138000", "13800138000", Equal, 11, 11},
		{"equal but for the prefix", "+86 138 0013 8000", "13800138000", Equal, 11, 11},
		{"equal abroad", "+85266123456", "0085266123456", Equal, 11, 11},
		{"equal abroad, the bank lacks the plus", "+85266123456", "85266123456", Equal, 11, 11},
		{"equal abroad, but for the trunk 0", "8860912345678", "+886912345678", Equal, 12, 12},
		{"masked abroad, the bank lacks the plus", "+85266123456", "852****3456", MaskedMatch, 7, 11},
		{"other", "13800138000", "13800138001", Mismatch, 0, 11},
		{"shorter", "13800138000", "1380013800", Mismatch, 0, 11},
		{"masked", "13800138000", "138****8000", MaskedMatch, 7, 11},
		{"masked with the prefix", "13800138000", "+86138****8000", MaskedMatch, 7, 11},
		{"masked, narrow", "13800138000", "138**8000", MaskedMatch, 7, 11},
		{"masked, wide", "13800138000", "138********8000", MaskedMatch, 7, 11},
		{"masked, wide from the start", "13800138000", "**************00", MaskedMatch, 2, 11},
		{"masked, last two", "13800138000", "*********00", MaskedMatch, 2, 11},
		{"masked, other tail", "13800138000", "138****8001", Mismatch, 0, 11},
		{"masked, other head", "13800138000", "139****8000", Mismatch, 0, 11},
		{"masked, narrow, other tail", "13800138000", "138**8001", Mismatch, 0, 11},
		{"masked, more shown than there is", "13800138000", "138001*00138000", Mismatch, 0, 11},
		{"all hidden", "13800138000", "***********", NotCompared, 0, 11},
		{"both masked", "138****8000", "13800**8***", MaskedMatch, 4, 11},
		{"both masked, unlike widths", "138****8000", "13800**8*", MaskedMatch, 3, 11},
		{"nothing held", "13800138000", "", NotCompared, 0, 0},
		{"10 MB", strings.Repeat("1", 10<<20), "13800138000", NotCompared, 0, 0},
		{"unreadable", "phone", "13800138000", NotCompared, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := Comparison{c.want, c.visible, c.total}
			require.Equal(t, want, Compare(c.claim, c.bank))
			require.Equal(t, want, Compare(c.bank, c.claim), "swapped")
		})
	}
	require.Equal(t, []string{"", "match", "masked-match", "mismatch"},
		[]string{NotCompared.String(), Equal.String(), MaskedMatch.String(), Mismatch.String()})
}

func TestMasksOfANumberAgreeWithIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := []byte(rapid.StringMatching(`1[3-9][0-9]{9}`).Draw(t, "number"))
		masked := append([]byte(nil), s...)
		hide := rapid.SliceOfNDistinct(rapid.IntRange(0, 10), 1, 10, rapid.ID).Draw(t, "hide")
		for _, i := range hide {
			masked[i] = '*'
		}
		require.Equal(t, Comparison{MaskedMatch, uint8(11 - len(hide)), 11}, Compare(string(s), string(masked)))
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"13800138000", "+86 138****8000", "\u202a１３８\x00\xff", "+44 (0)7911 123456", "1795113800138000", "+11380"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := Parse(s)
		require.NotEmpty(t, c.String())
		canonical := Canonical(s)
		require.Equal(t, c, Parse(canonical))
		require.Equal(t, canonical, Canonical(canonical))
		if c.Usable() && c != Foreign {
			require.Len(t, canonical, 11)
			require.Equal(t, Equal, Compare(s, canonical).Match)
		}
	})
}

func TestNoAllocations(t *testing.T) {
	for _, s := range []string{"13800138000", "+86 138-0013-8000", "138****8000"} {
		require.Zero(t, testing.AllocsPerRun(100, func() {
			Parse(s)
			Compare(s, "138****8000")
		}), s)
	}
	for _, s := range []string{"13800138000", "+8613800138000", "138****8000"} {
		require.Zero(t, testing.AllocsPerRun(100, func() { Canonical(s) }), s)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("13800138000")
	}
}

func BenchmarkParseTyped(b *testing.B) {
	for b.Loop() {
		Parse("+86 138-0013-8000")
	}
}

func BenchmarkCompareMasked(b *testing.B) {
	for b.Loop() {
		Compare("13800138000", "138****8000")
	}
}

func TestStringsOfAnyValue(t *testing.T) {
	for i := range 256 {
		require.NotPanics(t, func() {
			_ = Class(i).String()
			_ = Match(i).String()
		})
	}
}
