package cnname

import (
	_ "embed"
	"unicode/utf8"

	"github.com/payready/payready/readiness/internal/cnname/runes"
)

// readings holds a little-endian word for every character of Extension A, then
// of the URO. It is a syllable id, or with the high bit the index behind these
// words where a list of ids begins, of which the last has the high bit.
//
//go:embed readings.bin
var readings string

// A side is where a name comes from, claims or banks: the block of roles of every
// 128 runes there.
type side [(utf8.MaxRune + 1) / 128]byte

// see returns what a rune is read as, unless that is several, and what it does.
func (s *side) see(r rune) (rune, runes.Role) {
	role := roles[s[uint32(r)>>7]][r&127]
	return r ^ rune(role&runes.Instead), role
}

// The table has what is known of two runes at the place that a multiple of both
// says, moved by what their bucket asks for: no two are at one place.
const (
	places  = 1 << 14
	buckets = 1 << 12
)

// What the table knows of one character is filed under it and one of these, which
// are no runes.
const (
	aboutFold = 0x110000 + iota
	aboutParts
	aboutReadings
)

// find returns what the table has under two runes, the smaller one first, 0 when
// it has nothing.
func find(x, y rune) uint32 {
	key := uint64(uint32(x))<<21 | uint64(uint32(y))
	hash := key * factor
	entry := entries[(hash>>38+uint64(moves[hash>>52]))%places]
	if entry>>22 != key {
		return 0
	}
	return uint32(entry & (1<<22 - 1))
}

// foldTo returns the standard simplified form of a character.
func foldTo(r rune) rune {
	if t := find(r, aboutFold); t != 0 {
		return rune(t)
	}
	return r
}

// The kinds of pairs in the table.
const (
	variantPair = 1
	glyphPair   = 2
)

// pairKind returns what two characters are to each other, 0 for nothing.
func pairKind(x, y rune) uint32 { return find(min(x, y), max(x, y)) }

// rare reports whether GB 2312 lacks the character: some systems of banks
// cannot write those.
func rare(r rune) bool {
	if r < 0x4E00 || r > 0x9FFF {
		return runes.IsHan(r)
	}
	return gb2312[(r-0x4E00)/8]>>(r%8)&1 == 0
}

const (
	extA = 0x4DC0 - 0x3400
	uro  = 0xA000 - 0x4E00
)

// readingsOf returns a word that holds the only syllable id of a character, or
// has the high bit; then the ids are to be read from the list. 0 is none.
func readingsOf(r rune) uint16 {
	i := r - 0x4E00 + extA
	switch {
	case 0x4E00 <= r && r < 0xA000:
	case 0x3400 <= r && r < 0x4DC0:
		i = r - 0x3400
	default:
		return uint16(find(r, aboutReadings))
	}
	return uint16(readings[i*2]) | uint16(readings[i*2+1])<<8
}

// An ids walks the syllable ids of a character.
type ids struct {
	word uint16 // as readingsOf returns it; 0 at the end
}

// next returns 0 at the end.
func (i *ids) next() uint16 {
	w := i.word
	if w < 0x8000 {
		i.word = 0
		return w
	}
	at := (extA + uro + int(w&0x7FFF)) * 2
	id := uint16(readings[at]) | uint16(readings[at+1])<<8
	if i.word++; id >= 0x8000 {
		i.word = 0
	}
	return id & 0x7FFF
}

// soundsLike tells whether two characters share a syllable, without tones, or
// one that many speakers pronounce the same. The ids of such syllables follow
// each other, so that one walk along both lists meets every such two.
func soundsLike(a, b rune) (same, near bool) {
	listA, listB := ids{readingsOf(a)}, ids{readingsOf(b)}
	for x, y := listA.next(), listB.next(); x != 0 && y != 0; {
		if x == y {
			return true, true
		}
		near = near || x/nearIDs == y/nearIDs
		if x < y {
			x = listA.next()
		} else {
			y = listB.next()
		}
	}
	return false, near
}

// nearIDs is how many ids stand for syllables that sound much alike.
const nearIDs = 4
