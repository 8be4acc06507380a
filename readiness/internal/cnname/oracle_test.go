package cnname_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	. "github.com/payready/payready/readiness/internal/cnname"
)

// The slow way to tell homophones: the sets of syllables, straight from the
// files.
func TestHomophonesAreThoseOfTheFiles(t *testing.T) {
	syllables := map[rune]map[string]bool{}
	add := func(r rune, syllable string) {
		if syllables[r] == nil {
			syllables[r] = map[string]bool{}
		}
		syllables[r][syllable] = true
	}
	for _, row := range readCSV(t, "data/readings.csv") {
		for _, r := range row[1] {
			add(r, row[0])
		}
	}
	toneless := strings.NewReplacer("ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e",
		"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǚ", "v")
	for _, row := range readCSV(t, "data/surnames.csv") {
		for _, readings := range row[1:] {
			for i, syllable := range strings.Fields(readings) {
				add([]rune(row[0])[i], toneless.Replace(syllable))
			}
		}
	}
	for _, row := range readCSV(t, "data/surnames_hand.csv") {
		add([]rune(row[0])[0], row[1])
	}
	usual := map[rune]string{}
	for _, row := range readCSV(t, "data/first_readings.csv") {
		for _, r := range row[1] {
			usual[r] = row[0]
		}
	}
	var runes []rune
	for r := rune(0x3400); r < 0xA000; r++ {
		if syllables[r] != nil && r != '某' {
			runes = append(runes, r)
		}
	}
	for r := rune(0x20000); r < 0x323B0; r++ {
		if syllables[r] != nil {
			runes = append(runes, r)
		}
	}
	share := func(a, b rune) bool {
		for s := range syllables[a] {
			if syllables[b][s] {
				return true
			}
		}
		return false
	}
	random := rand.New(rand.NewPCG(5, 6))
	homophones := 0
	for range 200000 {
		a, b := runes[random.IntN(len(runes))], runes[random.IntN(len(runes))]
		c := Compare("王"+string(a), "王"+string(b)).Class
		switch {
		case a == b || c == Variant:
		case c == ConfusableGlyph && share(a, b):
			require.NotEqual(t, usual[a], usual[b], "%c %c", a, b)
		case (c == Homophone) != share(a, b):
			t.Fatalf("%c %c: %s", a, b, c)
		case c == Homophone:
			homophones++
		}
	}
	require.Greater(t, homophones, 1000)
	for _, r := range runes {
		require.Equal(t, Romanised, Compare(string(r), anyOf(syllables[r])).Class, string(r))
	}
}

func anyOf(set map[string]bool) string {
	for s := range set {
		return s
	}
	return ""
}

// Default_Ignorable_Code_Point as Unicode derives it, and white space, make no
// name.
func TestInvisibleRunes(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if 0xD800 <= r && r < 0xE000 {
			continue
		}
		ignorable := (unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Cf, unicode.Variation_Selector)) &&
			!unicode.In(r, unicode.White_Space, unicode.Prepended_Concatenation_Mark) &&
			(r < 0xFFF9 || r > 0xFFFB) && (r < 0x13430 || r > 0x1343F)
		space := unicode.In(r, unicode.Zs) || r == '\t' || r == '\n' || r == '\r'
		if got := Inspect(string(r)).Status == Empty; got != (ignorable || space) {
			t.Fatalf("%U: invisible %t", r, got)
		}
	}
}

// Every pair of the files is found in both directions, as what it is listed
// for or as something that comes before.
func TestPairsOfTheFiles(t *testing.T) {
	for _, c := range []struct {
		file string
		want []Class
	}{
		{"data/variants_hand.csv", []Class{Variant}},
		{"data/variants_unihan.csv", []Class{Variant}},
		{"data/spoofing_variants.csv", []Class{Variant, Homophone, ConfusableGlyph}},
		{"data/glyph_pairs.csv", []Class{Variant, Homophone, ConfusableGlyph}},
		{"data/glyph_hand.csv", []Class{Variant, Homophone, ConfusableGlyph}},
	} {
		for i, row := range readCSV(t, c.file) {
			if row[0] == "某" { // in the bank's record a mask
				continue
			}
			require.Contains(t, c.want, Compare(row[0], row[1]).Class, "%s:%d", c.file, i+2)
			require.Contains(t, c.want, Compare(row[1], row[0]).Class, "%s:%d", c.file, i+2)
		}
	}
	for i, row := range readCSV(t, "data/lookalikes.csv") {
		for _, other := range row[1] {
			if other == '某' || row[0] == "某" { // in the bank's record a mask
				continue
			}
			require.Equal(t, ConfusableGlyph, Compare("王"+row[0], "王"+string(other)).Class, "lookalikes.csv:%d %c", i+2, other)
			require.Equal(t, ConfusableGlyph, Compare("王"+string(other), "王"+row[0]).Class, "lookalikes.csv:%d %c", i+2, other)
		}
	}
	for i, row := range readCSV(t, "testdata/component_splits.csv") {
		require.Equal(t, RareSplit, Compare("王"+row[0], "王"+row[1]).Class, "component_splits.csv:%d", i+2)
		require.Equal(t, RareSplit, Compare("王"+row[0], "王("+row[1]+")").Class, "component_splits.csv:%d", i+2)
		if row[2] != "" {
			require.Equal(t, RareSplit, Compare("王"+row[0], "王"+row[2]).Class, "component_splits.csv:%d", i+2)
		}
	}
}

// Two names that differ in one character, whatever it is, seldom look alike: of
// characters of the standard list, and of those that stand in names.
func TestFewNamesLookAlike(t *testing.T) {
	var standard, usual []rune
	for _, row := range readCSV(t, "data/standard.csv") {
		standard = append(standard, []rune(row[0])...)
	}
	for _, row := range readCSV(t, "testdata/names.csv") {
		for _, r := range row[0] {
			if unicode.Is(unicode.Han, r) {
				usual = append(usual, r)
			}
		}
	}
	random := rand.New(rand.NewPCG(7, 8))
	for name, chars := range map[string][]rune{"standard": standard, "usual": usual} {
		alike, all := 0, 0
		for range 200_000 {
			a, b := chars[random.IntN(len(chars))], chars[random.IntN(len(chars))]
			if a == b {
				continue
			}
			all++
			if Compare("王"+string(a)+"明", "王"+string(b)+"明").Class == ConfusableGlyph {
				alike++
			}
		}
		t.Logf("%s: %d of %d", name, alike, all)
		require.Less(t, float64(alike)/float64(all), 0.005, name)
	}
}
