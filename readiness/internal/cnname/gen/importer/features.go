package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// What is measured of two characters.
const (
	sans = iota
	serif
	zenhei
	meanGlyph
	worstGlyph
	sharedFirst  // the share of strokes in a part that both have in front or above
	sharedSecond // … and behind or below
	contained    // one character is a part of the other: the share of its strokes
	strokeOrder  // how few strokes must be changed to write the other
	strokeCount  // how alike the numbers of strokes are
	kind         // the parts are put together alike
	features
)

// A measure knows all that is measured but the glyphs.
type measure struct {
	chars        []rune
	strokes      map[rune]string // a letter for each stroke
	compositions map[string]composition
}

var strokesOfChar = regexp.MustCompile(`"(\p{Han})":"([a-z]+)"`)

func newMeasure(hanzi, cnchar string, chars []rune) (*measure, error) {
	compositions, err := readCompositions(hanzi)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(filepath.Join(cnchar, "cnchar.order.min.js"))
	if err != nil {
		return nil, err
	}
	m := measure{chars, map[rune]string{}, compositions}
	for _, match := range strokesOfChar.FindAllStringSubmatch(string(b), -1) {
		m.strokes[[]rune(match[1])[0]] = match[2]
	}
	return &m, nil
}

// count returns the number of strokes of a figure, 0 when it is unknown.
func (m *measure) count(figure string, depth int) int {
	if r := []rune(figure); len(r) == 1 && m.strokes[r[0]] != "" {
		return len(m.strokes[r[0]])
	}
	c, ok := m.compositions[figure]
	if !ok || depth == 4 {
		return 0
	}
	n := 0
	for _, f := range c.figures {
		n += m.count(f, depth+1)
	}
	return n * max(1, repeated[c.kind])
}

// fill measures a pair of which the glyphs are measured already.
func (m *measure) fill(a, b rune, x *[features]float64) {
	x[meanGlyph] = (x[sans] + x[serif] + x[zenhei]) / 3
	x[worstGlyph] = min(x[sans], x[serif], x[zenhei])
	ca, cb := m.compositions[string(a)], m.compositions[string(b)]
	na, nb := m.count(string(a), 0), m.count(string(b), 0)
	if most := max(na, nb); most > 0 {
		x[strokeCount] = 1 - float64(max(na-nb, nb-na))/float64(most)
		if slices.Contains(cb.figures, string(a)) {
			x[contained] = float64(na) / float64(most)
		}
		if slices.Contains(ca.figures, string(b)) {
			x[contained] = float64(nb) / float64(most)
		}
		if len(ca.figures) == 2 && len(cb.figures) == 2 && ca.kind == cb.kind {
			x[kind] = 1
			if ca.figures[0] == cb.figures[0] {
				x[sharedFirst] = float64(m.count(ca.figures[0], 1)) / float64(most)
			}
			if ca.figures[1] == cb.figures[1] {
				x[sharedSecond] = float64(m.count(ca.figures[1], 1)) / float64(most)
			}
		}
	}
	if sa, sb := m.strokes[a], m.strokes[b]; sa != "" && sb != "" {
		x[strokeOrder] = 1 - float64(edits(sa, sb))/float64(max(len(sa), len(sb)))
	}
}

// edits is the number of strokes to change, add or leave out to make a into b.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
