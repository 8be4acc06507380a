package cnname

import _ "embed"

// readings holds a little-endian word for every character: Extension A, the
// URO, then the supplementary ones. It is a syllable id, or with the high bit
// the index behind these words where a list of ids begins, of which the last
// has the high bit.
//
//go:embed readings.bin
var readings string

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
	lo, hi := 0, len(supplementary)/3
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if supplementaryRune(mid) < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(supplementary)/3 && supplementaryRune(lo) == r {
		return uint16(codeBase + lo)
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

// bucket returns where the entries of a high byte begin and end.
func bucket(index string, high byte) (lo, hi int) {
	i := int(high) * 2
	return int(index[i])<<8 | int(index[i+1]), int(index[i+2])<<8 | int(index[i+3])
}

// foldTo returns the standard simplified form of a code.
func foldTo(c uint16) uint16 {
	lo, hi := bucket(foldIndex, byte(c>>8))
	end := hi
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if foldTable[mid*3] < byte(c) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < end && foldTable[lo*3] == byte(c) {
		return uint16(foldTable[lo*3+1])<<8 | uint16(foldTable[lo*3+2])
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
	if a > b {
		a, b = b, a
	}
	key := uint32(byte(a))<<16 | uint32(b)
	lo, hi := bucket(pairIndex, byte(a>>8))
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		e := pairTable[mid*4 : mid*4+4]
		switch k := uint32(e[0])<<16 | uint32(e[1])<<8 | uint32(e[2]); {
		case k < key:
			lo = mid + 1
		case k > key:
			hi = mid
		default:
			return e[3]
		}
	}
	return 0
}

// splitsOf returns the ways to write a character as its parts, each followed
// by '|' or, the last, by '\n'.
func splitsOf(r rune) string {
	c := toCode(r)
	lo, hi := bucket(splitIndex, byte(c>>8))
	for ; lo < hi; lo++ {
		if e := splitTable[lo*3 : lo*3+3]; e[0] == byte(c) {
			return splitParts[int(e[1])<<8|int(e[2]):]
		}
	}
	return ""
}

// rare reports whether GB 2312 lacks the character: some systems of banks
// cannot write those.
func rare(r rune) bool {
	if r < 0x4E00 || r > 0x9FFF {
		return isHan(r)
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
// one that many speakers pronounce the same.
func soundsLike(a, b uint16) (same, near bool) {
	x, y := readingsOf(a), readingsOf(b)
	if (x|y)&0x8000 == 0 && x != 0 && y != 0 { // one reading each, as most have
		return x == y, nearKey(x) == nearKey(y)
	}
	var bufX, bufY [maxReadings]reading
	listY := soundsOf(&bufY, y)
	for _, p := range soundsOf(&bufX, x) {
		for _, q := range listY {
			if p.id == q.id {
				return true, true
			}
			near = near || p.near == q.near
		}
	}
	return false, near
}

// maxReadings is more than any character has: the generator holds to it.
const maxReadings = 8

// reading is a syllable id with its key for those who mix sounds up.
type reading struct{ id, near uint16 }

func soundsOf(buf *[maxReadings]reading, word uint16) []reading {
	n := 0
	for i := (ids{word}); n < len(buf); n++ {
		id, ok := i.next()
		if !ok {
			break
		}
		buf[n] = reading{id, nearKey(id)}
	}
	return buf[:n]
}

func nearKey(id uint16) uint16 { return uint16(nearKeys[id*2])<<8 | uint16(nearKeys[id*2+1]) }

// syllable returns the capital letters of a syllable id.
func syllable(id uint16) string {
	s := syllables[int(id)*6 : int(id)*6+6]
	for s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}
