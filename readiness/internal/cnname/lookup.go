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
	pair  struct{ a, b rune }
	split struct {
		char rune
		ways string // the parts in every way they are written, with spaces between
	}
)

// readingStarts holds two little-endian bytes for every character of Extension A,
// then of the URO: where its list begins in readingLists. As an array of the
// program it would be as large there, but 220 kB of source.
//
//go:embed readings.bin
var readingStarts string

// readingsOf returns the indices in syllables of a character.
func readingsOf(r rune) []uint16 {
	const extensionA, uro, sizeOfA = 0x3400, 0x4E00, 0x4DC0 - 0x3400
	var at int
	switch {
	case isURO(r):
		at = readingStart(r - uro + sizeOfA)
	case extensionA <= r && r < extensionA+sizeOfA:
		at = readingStart(r - extensionA)
	default:
		i, found := slices.BinarySearchFunc(otherReadings[:], r, func(row charStart, r rune) int { return cmp.Compare(row.char, r) })
		if !found {
			return nil
		}
		at = int(otherReadings[i].at)
	}
	return readingLists[at+1:][:readingLists[at]]
}

func readingStart(i rune) int {
	return int(readingStarts[2*i]) | int(readingStarts[2*i+1])<<8
}

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
	i, found := slices.BinarySearchFunc(folds[:], r, func(row pair, r rune) int { return cmp.Compare(row.a, r) })
	if !found {
		return r
	}
	return folds[i].b
}

// variants reports whether two characters are forms of one.
func variants(x, y rune) bool {
	return foldTo(x) == foldTo(y) || listed(variantPairs[:], x, y)
}

// lookAlike reports whether two characters are taken for each other by readers.
func lookAlike(x, y rune) bool { return listed(glyphPairs[:], x, y) }

// listed reports whether a table has two characters, in either order.
func listed(pairs []pair, x, y rune) bool {
	_, found := slices.BinarySearchFunc(pairs, pair{min(x, y), max(x, y)}, func(p, q pair) int {
		if p.a != q.a {
			return cmp.Compare(p.a, q.a)
		}
		return cmp.Compare(p.b, q.b)
	})
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
