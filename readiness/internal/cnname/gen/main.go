// Command gen turns the files of data/ into tables.go, readings.bin and
// parts.bin. It reads nothing else and needs no network; gen/importer refreshes the files that come
// from other projects.
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

func main() {
	log.SetFlags(0)
	files, err := generate("data")
	if err != nil {
		log.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// generate returns the files by name.
func generate(dir string) (map[string][]byte, error) {
	g := generator{
		dir:       dir,
		syllables: map[string]string{},
		fold:      map[rune]rune{},
		variants:  map[pair]bool{},
		glyphs:    map[pair]bool{},
		splits:    map[rune][]string{},
		parts:     map[rune]string{},
	}
	for _, step := range []func() error{g.readStandard, g.readVariants, g.readForms, g.readGlyphs, g.readSplits, g.readPrivate, g.readParts, g.readReadings} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	readings := g.packReadings()
	parts := g.packParts()
	tables, err := g.write(readings, parts)
	return map[string][]byte{"tables.go": tables, "readings.bin": readings.words, "parts.bin": parts.words}, err
}

// A pair of characters, the smaller one first.
type pair [2]rune

func pairOf(a, b rune) pair { return pair{min(a, b), max(a, b)} }

type generator struct {
	dir       string
	standard  map[rune]bool     // 通用规范汉字表
	syllables map[string]string // the characters of a syllable
	first     map[rune]string   // the usual syllable of a character that has several
	fold      map[rune]rune
	variants  map[pair]bool // beyond those that fold to the same
	glyphs    map[pair]bool
	forms     []pair // simplified and traditional, in this order
	splits    map[rune][]string
	parts     map[rune]string
	private   [80]rune              // what U+E815 and those behind it stand for
	radicals  [0x2EF4 - 0x2E80]rune // what U+2E80 and those behind it stand for, 0 for themselves
}

// rows reads a file and leaves its header out.
func (g *generator) rows(name string, columns int) ([][]string, error) {
	f, err := os.Open(filepath.Join(g.dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = columns
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows[1:], nil
}

// one returns the only rune of s.
func one(s string) (rune, error) {
	r := []rune(s)
	if len(r) != 1 {
		return 0, fmt.Errorf("%q is not one character", s)
	}
	return r[0], nil
}

// runePairs reads a file of two characters a row.
func (g *generator) runePairs(name string, columns, from, to int, keep func(row []string) bool, add func(a, b rune)) error {
	rows, err := g.rows(name, columns)
	if err != nil {
		return err
	}
	for i, row := range rows {
		if keep != nil && !keep(row) {
			continue
		}
		a, errA := one(row[from])
		b, errB := one(row[to])
		if errA != nil || errB != nil {
			return fmt.Errorf("%s:%d: not two characters", name, i+2)
		}
		if a != b {
			add(a, b)
		}
	}
	return nil
}

// simplify returns what a character folds to.
func (g *generator) simplify(r rune) rune {
	if t, ok := g.fold[r]; ok {
		return t
	}
	return r
}

// readStandard reads the characters that are never another one's form: two of
// them are two names in the register, as 喆 and 哲, 昇 and 升.
func (g *generator) readStandard() error {
	rows, err := g.rows("standard.csv", 1)
	if err != nil {
		return err
	}
	g.standard = map[rune]bool{}
	for _, row := range rows {
		for _, r := range row[0] {
			g.standard[r] = true
		}
	}
	return nil
}

// readForms reads the traditional and simplified forms that Unihan has.
func (g *generator) readForms() error {
	return g.runePairs("forms.csv", 2, 0, 1, nil, func(simplified, traditional rune) {
		g.forms = append(g.forms, pair{simplified, traditional})
		g.addVariant(simplified, traditional)
	})
}

// addVariant lists two characters as forms of one, unless folding tells or they
// are two of the standard list.
func (g *generator) addVariant(a, b rune) {
	if g.simplify(a) != g.simplify(b) && !(g.standard[a] && g.standard[b]) {
		g.variants[pairOf(a, b)] = true
	}
}

// readVariants builds the fold to standard simplified characters and the pairs
// that are variants in names, foldable or not.
func (g *generator) readVariants() error {
	table := map[string]map[rune]rune{}
	for _, t := range []string{"TSCharacters", "TWVariantsRev", "HKVariantsRev", "JPShinjitaiCharacters"} {
		table[t] = map[rune]rune{}
		err := g.runePairs("opencc.csv", 3, 1, 2, func(row []string) bool { return row[0] == t }, func(a, b rune) { table[t][a] = b })
		if err != nil {
			return err
		}
	}
	// A standard character, or one of GB 2312, is one of its own in today's names,
	// and never folded.
	folds := func(r rune) bool { return !inGB2312(r) && !g.standard[r] }
	var pairs []pair
	for _, a := range slices.Sorted(maps.Keys(table["TSCharacters"])) {
		b := table["TSCharacters"][a]
		if folds(a) {
			g.fold[a] = b
		}
		pairs = append(pairs, pair{a, b})
	}
	for _, t := range []string{"TWVariantsRev", "HKVariantsRev", "JPShinjitaiCharacters"} {
		for _, a := range slices.Sorted(maps.Keys(table[t])) {
			b := table[t][a]
			if _, ok := g.fold[a]; !ok && folds(a) && g.simplify(b) != a {
				g.fold[a] = g.simplify(b)
			}
		}
	}
	err := g.runePairs("variants_unihan.csv", 2, 0, 1, nil, func(standard, variant rune) {
		if _, ok := g.fold[variant]; !ok && folds(variant) && g.simplify(standard) != variant {
			g.fold[variant] = g.simplify(standard)
		}
		pairs = append(pairs, pair{standard, variant})
	})
	if err != nil {
		return err
	}
	if err := g.runePairs("variants_hand.csv", 2, 0, 1, nil, func(a, b rune) { pairs = append(pairs, pair{a, b}) }); err != nil {
		return err
	}
	if err := g.settleFolds(); err != nil {
		return err
	}
	for _, p := range pairs {
		g.addVariant(p[0], p[1])
	}
	return nil
}

// settleFolds makes every fold lead to its end at once.
func (g *generator) settleFolds() error {
	for a := range g.fold {
		for steps := 0; ; steps++ {
			next := g.simplify(g.fold[a])
			if next == g.fold[a] {
				break
			}
			if g.fold[a] = next; steps > 4 || next == a {
				return fmt.Errorf("opencc.csv, variants_unihan.csv: %c folds in a circle", a)
			}
		}
	}
	return nil
}

// readGlyphs reads the pairs that look alike, those of lookalikes.csv by
// measurement, the others by hand.
func (g *generator) readGlyphs() error {
	add := func(a, b rune) {
		if g.simplify(a) != g.simplify(b) && !g.variants[pairOf(a, b)] {
			g.glyphs[pairOf(a, b)] = true
		}
	}
	if err := g.runePairs("glyph_pairs.csv", 4, 0, 1, nil, add); err != nil {
		return err
	}
	if err := g.runePairs("glyph_hand.csv", 2, 0, 1, nil, add); err != nil {
		return err
	}
	if err := g.runePairs("spoofing_variants.csv", 2, 0, 1, nil, add); err != nil {
		return err
	}
	rows, err := g.rows("lookalikes.csv", 2)
	if err != nil {
		return err
	}
	for i, row := range rows {
		char, err := one(row[0])
		if err != nil {
			return fmt.Errorf("lookalikes.csv:%d: %w", i+2, err)
		}
		for _, other := range row[1] {
			add(char, other)
		}
	}
	return nil
}

// readSplits reads the ways to write a character as its parts that its own parts do
// not tell.
func (g *generator) readSplits() error {
	rows, err := g.rows("splits_hand.csv", 2)
	if err != nil {
		return err
	}
	for i, row := range rows {
		char, err := one(row[0])
		if err != nil {
			return fmt.Errorf("splits_hand.csv:%d: %w", i+2, err)
		}
		g.splits[char] = append(g.splits[char], row[1])
	}
	return nil
}

func (g *generator) readPrivate() error {
	rows, err := g.rows("pua.csv", 4)
	if err != nil {
		return err
	}
	for i, row := range rows {
		from, err1 := strconv.ParseUint(row[0], 16, 32)
		to, err2 := strconv.ParseUint(row[1], 16, 32)
		if err1 != nil || err2 != nil || from != uint64(0xE815+i) || i >= len(g.private) {
			return fmt.Errorf("pua.csv:%d: not the next code point and its target", i+2)
		}
		g.private[i] = rune(to)
	}
	rows, err = g.rows("radicals.csv", 2)
	if err != nil {
		return err
	}
	for i, row := range rows {
		from, err1 := strconv.ParseUint(row[0], 16, 32)
		to, err2 := one(row[1])
		if err1 != nil || err2 != nil || from < 0x2E80 || from > 0x2EF3 {
			return fmt.Errorf("radicals.csv:%d: not a radical and its character", i+2)
		}
		g.radicals[from-0x2E80] = to
	}
	return nil
}

func (g *generator) readReadings() error {
	rows, err := g.rows("readings.csv", 2)
	if err != nil {
		return err
	}
	for _, row := range rows {
		g.syllables[row[0]] = row[1]
	}
	if rows, err = g.rows("first_readings.csv", 2); err != nil {
		return err
	}
	g.first = map[rune]string{}
	for i, row := range rows {
		for _, char := range row[1] {
			if g.first[char] = row[0]; !strings.ContainsRune(g.syllables[row[0]], char) {
				return fmt.Errorf("first_readings.csv:%d: %c has no such reading", i+2, char)
			}
		}
	}
	add := func(name string, line int, char rune, syllable string) error {
		if g.syllables[syllable] == "" {
			return fmt.Errorf("%s:%d: no syllable %q", name, line, syllable)
		}
		if !strings.ContainsRune(g.syllables[syllable], char) {
			g.syllables[syllable] += string(char)
		}
		return nil
	}
	if rows, err = g.rows("surnames.csv", 3); err != nil {
		return err
	}
	for i, row := range rows {
		for _, column := range row[1:] {
			for j, syllable := range strings.Fields(column) {
				if err := add("surnames.csv", i+2, []rune(row[0])[j], bare.Replace(syllable)); err != nil {
					return err
				}
			}
		}
	}
	if rows, err = g.rows("surnames_hand.csv", 2); err != nil {
		return err
	}
	for i, row := range rows {
		char, err := one(row[0])
		if err != nil {
			return fmt.Errorf("surnames_hand.csv:%d: %w", i+2, err)
		}
		if err := add("surnames_hand.csv", i+2, char, row[1]); err != nil {
			return err
		}
	}
	return nil
}

var bare = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
)
