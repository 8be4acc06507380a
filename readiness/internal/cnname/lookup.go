package cnname

import (
	"cmp"
	_ "embed"
	"slices"
)

// The rows of tables.go, each table sorted by its first column.
type (
	syllable struct {
		letters string // in capitals, V for ü
		group   uint16 // the same for syllables that many speakers pronounce the same
	}
	charStart struct {
		char rune
		at   uint16 // in readingLists
	}
	pair  uint64 // of characters, the first above the second: a number is searched in half the time
	split struct {
		char rune
		ways string // the parts in every way they are written, with spaces between
	}
	charParts struct {
		char          rune
		first, second uint16 // ids of parts
	}
	partPair struct{ first, second uint16 }
)

// readingStarts holds two little-endian bytes for every character of the blocks
// that blockIndex knows: where its list begins in readingLists. A sorted table of
// the characters that have readings would be half as large again.
//
//go:embed readings.bin
var readingStarts string

// blockIndex returns the place of a character among those of Extension A, the URO
// and Extensions B to D, -1 when it is of none.
func blockIndex(r rune) int {
	const startA, endA, startURO, endURO, startB, endD = 0x3400, 0x4DC0, 0x4E00, 0xA000, 0x20000, 0x2B820
	switch {
	case startURO <= r && r < endURO:
		return int(r - startURO + endA - startA)
	case startA <= r && r < endA:
		return int(r - startA)
	case startB <= r && r < endD:
		return int(r - startB + endURO - startURO + endA - startA)
	}
	return -1
}

// readingsOf returns the indices in syllables of a character.
func readingsOf(r rune) []uint16 {
	at := 0
	if i := blockIndex(r); i >= 0 {
		at = word(readingStarts, i)
	} else if i, found := slices.BinarySearchFunc(otherReadings[:], r, func(row charStart, r rune) int { return cmp.Compare(row.char, r) }); found {
		at = int(otherReadings[i].at)
	}
	return readingLists[at+1:][:readingLists[at]]
}

// word returns the i-th number of two bytes.
func word(table string, i int) int { return int(table[2*i]) | int(table[2*i+1])<<8 }

// soundsLike tells whether two characters share a syllable, without tones, or
// one that many speakers pronounce the same.
func soundsLike(x, y rune) (same, near bool) {
	for _, a := range readingsOf(x) {
		for _, b := range readingsOf(y) {
			if a == b {
				return true, true
			}
			near = near || syllables[a].group == syllables[b].group
		}
	}
	return false, near
}

// foldTo returns the standard simplified form of a character. What GB 2312 has
// is one, and not looked for.
func foldTo(r rune) rune {
	if !rare(r) {
		return r
	}
	i, _ := slices.BinarySearch(folds[:], pair(r)<<32)
	if i == len(folds) || rune(folds[i]>>32) != r {
		return r
	}
	return rune(folds[i] & (1<<32 - 1))
}

// variants reports whether two characters are forms of one.
func variants(x, y rune) bool {
	return foldTo(x) == foldTo(y) || listed(variantPairs[:], x, y)
}

// lookAlike reports whether two characters are taken for each other by readers. Those of
// the BMP stand in lists, which end where the next begins: as pairs they would be four
// times as large.
func lookAlike(x, y rune) bool {
	if max(x, y) > 0xFFFF {
		return listed(lookAlikePairs[:], x, y)
	}
	i, found := slices.BinarySearch(lookAlikes[:], uint16(min(x, y)))
	if !found {
		return false
	}
	start := uint16(0)
	if i > 0 {
		start = lookAlikeEnds[i-1]
	}
	return slices.Contains(lookAlikeChars[start:lookAlikeEnds[i]], uint16(max(x, y)))
}

// listed reports whether a table has two characters, in either order.
func listed(pairs []pair, x, y rune) bool {
	_, found := slices.BinarySearch(pairs, pair(min(x, y))<<32|pair(max(x, y)))
	return found
}

// waysToSplit returns how a character is written as its parts, with spaces
// between the ways.
func waysToSplit(r rune) string {
	i, found := slices.BinarySearchFunc(splits[:], r, func(row split, r rune) int { return cmp.Compare(row.char, r) })
	if !found {
		return ""
	}
	return splits[i].ways
}

// rare reports whether GB 2312 lacks the character: some systems of banks
// cannot write those.
func rare(r rune) bool {
	if !isURO(r) {
		return isHan(r)
	}
	return gb2312[(r-0x4E00)/8]>>(r%8)&1 == 0
}

// standard reports whether a character is one of today's, as documents have them:
// of 通用规范汉字表, or of GB 2312.
func standard(r rune) bool {
	if !rare(r) {
		return true
	}
	_, found := slices.BinarySearch(standardRare[:], r)
	return found
}
