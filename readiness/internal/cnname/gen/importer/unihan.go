package main

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// unihan returns the values of a field by character.
func unihan(dir, file, field string) (map[rune]string, error) {
	f, err := os.Open(filepath.Join(dir, file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	values := map[rune]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) == 3 && columns[1] == field {
			r, err := codePoint(columns[0])
			if err != nil {
				return nil, err
			}
			values[r] = columns[2]
		}
	}
	return values, lines.Err()
}

// codePoint reads U+4E00, and U+4E00<kSource as that.
func codePoint(s string) (rune, error) {
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "U+"), "<")
	r, err := strconv.ParseUint(s, 16, 32)
	return rune(r), err
}

// standard lists the characters of 通用规范汉字表, the national list of 2013:
// those that the field of its dictionary has.
func standard(dirs []string) ([][]string, error) {
	values, err := unihan(dirs[0], "Unihan_Readings.txt", "kTGHZ2013")
	if err != nil {
		return nil, err
	}
	rows := [][]string{{"characters"}}
	for line := range slices.Chunk(slices.Sorted(maps.Keys(values)), 60) {
		rows = append(rows, []string{string(line)})
	}
	return rows, nil
}

// forms lists the traditional and simplified forms of characters.
func forms(dirs []string) ([][]string, error) {
	pairs := map[[2]rune]bool{}
	for field, simplifiedFirst := range map[string]bool{"kTraditionalVariant": true, "kSimplifiedVariant": false} {
		values, err := unihan(dirs[0], "Unihan_Variants.txt", field)
		if err != nil {
			return nil, err
		}
		for r, others := range values {
			for other := range strings.FieldsSeq(others) {
				o, err := codePoint(other)
				if err != nil {
					return nil, err
				}
				switch {
				case o == r: // where the character is also its own form
				case simplifiedFirst:
					pairs[[2]rune{r, o}] = true
				default:
					pairs[[2]rune{o, r}] = true
				}
			}
		}
	}
	rows := [][]string{{"simplified", "traditional"}}
	for _, p := range slices.SortedFunc(maps.Keys(pairs), func(p, q [2]rune) int { return slices.Compare(p[:], q[:]) }) {
		rows = append(rows, []string{string(p[0]), string(p[1])})
	}
	return rows, nil
}
