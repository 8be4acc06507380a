package cnname

import (
	_ "embed"
	"unicode/utf8"

	"github.com/payready/payready/readiness/internal/cnname/runes"
)

// readings holds a little-endian word for every character: Extension A, the
// URO, then the supplementary ones. It is a syllable id, or with the high bit
// the index behind these words where a list of ids begins, of which the last
// has the high bit.
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

const (
	extA     = 0x4DC0 - 0x3400
	uro      = 0xA000 - 0x4E00
	slots    = extA + uro + len(supplementary)/3
	codeBase = 0xD800 // the code of the first supplementary character
)

// toCode returns the 16 bits that stand for a character in the tables, 0 for
// one that they do not have.
func toCode(r rune) uint16 {
	if r < codeBase {
		return uint16(r)
	}
	if r < 0x10000 {
		return 0
	}
	if at := find(codeTable, 6, codePlaces, codeFactor, uint32(r)); at >= 0 {
		return word(codeTable, at)
	}
	return 0
}

func fromCode(c uint16) rune {
	if c < codeBase {
		return rune(c)
	}
	return supplementaryRune(int(c) - codeBase)
}

func supplementaryRune(i int) rune {
	e := supplementary[i*3 : i*3+3]
	return rune(e[0])<<16 | rune(e[1])<<8 | rune(e[2])
}

// find returns where the value of a key stands in a table of entries that many
// bytes wide, -1 when the key has none. The key is not 0, and the table is as
// gen's putHashed writes it: few keys are far from their place, and what follows
// the last is empty.
func find(table string, width, places int, factor, key uint32) int {
	for at := int(uint64(key*factor)*uint64(places)>>32) * width; ; at += width {
		e := table[at : at+4]
		switch uint32(e[0]) | uint32(e[1])<<8 | uint32(e[2])<<16 | uint32(e[3])<<24 {
		case key:
			return at + 4
		case 0:
			return -1
		}
	}
}

func word(table string, at int) uint16 { return uint16(table[at+1])<<8 | uint16(table[at]) }

// foldTo returns the standard simplified form of a code.
func foldTo(c uint16) uint16 {
	if at := find(foldTable, 6, foldPlaces, foldFactor, uint32(c)); at >= 0 {
		return word(foldTable, at)
	}
	return c
}

// The kinds of pairs in the table.
const (
	variantPair = 1
	glyphPair   = 2
)

// pairKind returns what two characters are to each other, 0 for nothing.
func pairKind(a, b uint16) byte {
	if at := find(pairTable, 5, pairPlaces, pairFactor, uint32(min(a, b))<<16|uint32(max(a, b))); at >= 0 {
		return pairTable[at]
	}
	return 0
}

// splitsOf returns the ways to write a character as its parts, each with a zero
// behind and another behind the last, and nothing when there is none.
func splitsOf(r rune) []rune {
	if at := find(splitTable, 6, splitPlaces, splitFactor, uint32(r)); at >= 0 {
		return parts[word(splitTable, at):]
	}
	return nil
}

// rare reports whether GB 2312 lacks the character: some systems of banks
// cannot write those.
func rare(r rune) bool {
	if r < 0x4E00 || r > 0x9FFF {
		return runes.IsHan(r)
	}
	return gb2312[(r-0x4E00)/8]>>(r%8)&1 == 0
}

// readingsOf returns a word that holds the only syllable id of a character, or
// has the high bit; then the ids are to be read from the list. 0 is none.
func readingsOf(c uint16) uint16 {
	i := -1
	switch {
	case 0x4E00 <= c && c < 0xA000:
		i = extA + int(c) - 0x4E00
	case 0x3400 <= c && c < 0x4DC0:
		i = int(c) - 0x3400
	case c >= codeBase:
		i = extA + uro + int(c) - codeBase
	default:
		return 0
	}
	return uint16(readings[i*2]) | uint16(readings[i*2+1])<<8
}

// An ids walks the syllable ids of a character.
type ids struct {
	word uint16 // as readingsOf returns it; 0 at the end
}

func (i *ids) next() (id uint16, ok bool) {
	switch w := i.word; {
	case w == 0:
		return 0, false
	case w < 0x8000:
		i.word = 0
		return w, true
	default:
		at := (slots + int(w&0x7FFF)) * 2
		id = uint16(readings[at]) | uint16(readings[at+1])<<8
		if i.word++; id >= 0x8000 {
			i.word = 0
		}
		return id & 0x7FFF, true
	}
}

// soundsLike tells whether two characters share a syllable, without tones, or
// one that many speakers pronounce the same. The ids of such syllables follow
// each other, so that one walk along both lists meets every such two.
func soundsLike(a, b uint16) (same, near bool) {
	listA, listB := ids{readingsOf(a)}, ids{readingsOf(b)}
	x, okA := listA.next()
	y, okB := listB.next()
	for okA && okB {
		if x == y {
			return true, true
		}
		near = near || x/nearIDs == y/nearIDs
		if x < y {
			x, okA = listA.next()
		} else {
			y, okB = listB.next()
		}
	}
	return false, near
}

// nearIDs is how many ids stand for syllables that sound much alike.
const nearIDs = 4

// syllable returns the capital letters of a syllable id, with spaces behind.
func syllable(id uint16) string { return syllables[int(id)*6 : int(id)*6+6] }
