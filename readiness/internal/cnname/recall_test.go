package cnname_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	. "github.com/payready/payready/readiness/internal/cnname"
)

// rareCharacters are the hanzi of GB 18030-2022 that GB 2312 lacks: those of the
// URO, Extension A and the Extensions B to F.
func rareCharacters() (all []rune) {
	enc := simplifiedchinese.GBK.NewEncoder()
	for _, block := range [][2]rune{{0x4E00, 0x9FFF}, {0x3400, 0x4DBF}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B739}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}} {
		for r := block[0]; r <= block[1]; r++ {
			b, err := enc.Bytes([]byte(string(r)))
			if err != nil || len(b) != 2 || b[0] < 0xB0 || b[0] > 0xF7 || b[1] < 0xA1 {
				all = append(all, r)
			}
		}
	}
	return all
}

// How many rare characters are recognised when the bank has their pinyin, their
// parts or their traditional form, as the files have these. That each is found
// is checked, and that the tables do not shrink.
func TestRecallOfRareCharacters(t *testing.T) {
	readings, parts, forms := map[rune]string{}, map[rune]string{}, map[rune]string{}
	for _, row := range readCSV(t, "data/readings.csv") {
		for _, r := range row[1] {
			readings[r] = row[0]
		}
	}
	for _, row := range readCSV(t, "data/parts.csv") {
		parts[[]rune(row[0])[0]] = row[1]
	}
	for _, row := range readCSV(t, "data/forms.csv") {
		forms[[]rune(row[0])[0]] = row[1]
	}
	all := rareCharacters()
	found := map[string]int{}
	for _, r := range all {
		name := "张" + string(r) + "明"
		if s := readings[r]; s != "" {
			require.Equal(t, RarePinyin, Compare(name, "张"+strings.ToUpper(s)+"明").Class, "%c", r)
			found["pinyin"]++
		}
		if s := parts[r]; s != "" {
			require.Equal(t, RareSplit, Compare(name, "张"+s+"明").Class, "%c %s", r, s)
			found["parts"]++
		}
		if s := forms[r]; s != "" {
			require.Contains(t, []Class{Variant, Homophone}, Compare(name, "张"+s+"明").Class, "%c %s", r, s)
			found["traditional"]++
		}
	}
	t.Log(len(all), found)
	require.Greater(t, found["pinyin"], 33000)
	require.Greater(t, found["parts"], 60000)
	require.Greater(t, found["traditional"], 2600)
}

// Whatever a bank's system leaves of the characters and dots of a name, it is never
// taken for the name of another person.
func TestDamagedRecordsAreNoOtherPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var claimed, bank strings.Builder
		damaged, shown := 0, 0
		n := rapid.IntRange(2, 8).Draw(t, "n")
		for i := range n {
			if i > 0 && i < n-1 && rapid.IntRange(0, 4).Draw(t, "dot") == 0 {
				claimed.WriteRune('·')
				bank.WriteString(rapid.SampledFrom([]string{"·", "?", "、", "-", "，", ".", "•", "??", ""}).Draw(t, "dots"))
			}
			if damaged < 4 && rapid.IntRange(0, 2).Draw(t, "rare") == 0 {
				forms := rapid.SampledFrom([][]string{
					{"䶮", "□", "?", "YAN", "(yan)", "龙天", "（龙天）", "龑"}, {"堃", "?", "Kun", "(kun)", "方方土"}, {"𬭎", "??", "????", "HONG", "钅宏", "金宏", "鋐"},
					{"禤", "〓", "xuan", "衣四羽", "礻罒羽"}, {"𰎝", "??", "JUN", "[JUN]"}, {"韡", "\uFFFD", "WEI", "韦华", "韋華"},
				}).Draw(t, "forms")
				claimed.WriteString(forms[0])
				written := rapid.SampledFrom(forms).Draw(t, "form")
				if so := bank.String(); so != "" && isASCIILetter(so[len(so)-1]) && isASCIILetter(written[0]) {
					written = forms[0] // nothing tells where one pinyin ends and the next begins
				}
				bank.WriteString(written)
				if written != forms[0] {
					damaged++
				} else {
					shown++
				}
				continue
			}
			common := rapid.SampledFrom([]string{"王", "晓", "明", "国", "艾", "力"}).Draw(t, "common")
			claimed.WriteString(common)
			bank.WriteString(common)
			shown++
		}
		if shown == 0 {
			return
		}
		r := Compare(claimed.String(), bank.String())
		require.Contains(t, []Class{Exact, DotDiffers, Variant, RarePlaceholder, RarePinyin, RareSplit, RecordDefect}, r.Class, "%s %s", &claimed, &bank)
		require.Equal(t, r.Class != Exact, r.Defect, "%s %s", &claimed, &bank)
	})
}

func isASCIILetter(b byte) bool { return 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' }
