package cnid

import (
	"strings"

	"github.com/payready/payready/internal/typed"
)

// The weights of GB 11643 (ISO 7064 MOD 11-2), 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8
// 4 2, for eight digits at a time: a number of 16-bit lanes for the digits at
// even places and one for those at odd places, in reverse, so that the top
// lane of a product is the sum of four weighted digits.
const (
	even1, odd1 = 7<<48 | 10<<32 | 8<<16 | 2, 9<<48 | 5<<32 | 4<<16 | 1
	even2, odd2 = 6<<48 | 7<<32 | 10<<16 | 8, 3<<48 | 9<<32 | 5<<16 | 4
	weight17    = 2

	checkCharacters = "10X98765432"
)

// seventeen are the digits before a check character, as values: the first in
// the lowest byte of a, the ninth in the lowest of b.
type seventeen struct {
	a, b uint64
	last uint64
}

// seventeenOf reads the first 17 characters. It is false when one of them is no
// digit.
func seventeenOf(s string) (d seventeen, ok bool) {
	_ = s[16]
	d = seventeen{eight(s) ^ zeros, eight(s[8:]) ^ zeros, uint64(s[16] - '0')}
	// The bytes of digits are 0x to 9x, and stay below 1x when 6 is added.
	const high, six = 0xF0F0F0F0F0F0F0F0, 0x0606060606060606
	return d, (d.a|(d.a+six)|d.b|(d.b+six))&high == 0 && d.last <= 9
}

const (
	zeros = 0x3030303030303030 // "00000000"
	lanes = 0x00FF00FF00FF00FF
)

// eight loads the first eight bytes of s, the first one lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// check returns the character that belongs behind the digits.
func (d *seventeen) check() byte {
	sum := weigh(d.a, even1, odd1) + weigh(d.b, even2, odd2) + d.last*weight17
	return checkCharacters[sum%11]
}

func weigh(x, even, odd uint64) uint64 {
	return x&lanes*even>>48 + x>>8&lanes*odd>>48
}

// twos returns the numbers that eight digits make by twos, 16 bits apart.
func twos(x uint64) uint64 { return (x*10 + x>>8) & lanes }

// lane takes the i-th of four numbers that lie 16 bits apart.
func lane(x uint64, i int) int { return int(x >> (16 * i) & 0xFF) }

// mrzDigit is the check digit of ICAO 9303: weights 7, 3, 1, letters from 10.
func mrzDigit(s string) byte {
	sum := 0
	for i := range len(s) {
		v := int(s[i] - '0')
		if s[i] >= 'A' {
			v = int(s[i]-'A') + 10
		}
		sum += v * int("\x07\x03\x01"[i%3])
	}
	return byte('0' + sum%10)
}

// to18 gives the 15 digit form of a resident number its century and its check
// character. It is false for what is not 15 digits.
func to18(long *[18]byte, s string) bool {
	if len(s) != 15 || !digits(s) {
		return false
	}
	century := "19"
	if s[12:] >= "996" { // kept for people over a hundred
		century = "18"
	}
	copy(long[:], s[:6])
	copy(long[6:], century)
	copy(long[8:], s[6:])
	d, _ := seventeenOf(string(long[:]))
	long[17] = d.check()
	return true
}

// fold writes the characters of a number to buf: ASCII, upper case, separators
// and invisible marks dropped. The Status is 0, or why it could not be read.
func fold(buf *[maxChars]byte, s string) (n int, st Status) {
	n, masks, st := foldMasked(buf, s)
	if st == 0 && masks {
		st = Masked
	}
	return n, st
}

// foldMasked is fold for numbers that may be masked: a hidden character is '*'.
func foldMasked(buf *[maxChars]byte, s string) (n int, masked bool, st Status) {
	if len(s) > maxBytes {
		return 0, false, Length
	}
	text := typed.Unquote(s)
	times := 0 // multiplication signs, and where the last one is
	lastTimes := 0
	for _, r := range text {
		r = typed.ASCII(r)
		var c byte
		switch {
		case '0' <= r && r <= '9', 'A' <= r && r <= 'Z':
			c = byte(r)
		case r == '*':
			c, masked = '*', true
		case 'a' <= r && r <= 'z':
			c = byte(r) - 'a' + 'A'
		case typed.IsX(r):
			c = 'X'
		case typed.Skip(r), r == '(', r == ')': // brackets are round the office on old permits
			continue
		case r == '×':
			c = '*'
			times, lastTimes = times+1, n
		case mask(r):
			c, masked = '*', true
		case typed.Rewritten(text):
			return 0, false, Spreadsheet
		default:
			return 0, false, Format // utf8.RuneError too
		}
		if n == len(buf) {
			return 0, false, Length
		}
		buf[n] = c
		n++
	}
	if n == 0 {
		return 0, false, Format
	}
	if times == 1 && n == 18 && lastTimes == 17 {
		buf[17] = 'X' // typed for the check character; a mask has several
	} else if times > 0 {
		masked = true
	}
	return n, hideRuns(buf[:n]) || masked, 0
}

// rounded reports whether a number of 18 characters ends as one does that a
// spreadsheet has read: it keeps 15 digits and writes zeros for the rest.
func rounded(s string) bool { return strings.HasSuffix(s, "000") }

// hideRounded hides the zeros of a number that a spreadsheet has rounded, so that
// what it kept can be compared.
func hideRounded(b []byte) bool {
	if len(b) != 18 || !rounded(string(b)) {
		return false
	}
	d, ok := seventeenOf(string(b))
	if !ok || d.check() == b[17] {
		return false
	}
	copy(b[15:], "***")
	return true
}

// hideRuns turns four or more X in a row into masks: no number has them, and
// three are a nationality (XXX, unspecified).
func hideRuns(b []byte) (hidden bool) {
	for i := 0; i < len(b); i++ {
		end := i
		for end < len(b) && b[end] == 'X' {
			end++
		}
		if end-i < 4 {
			i = max(i, end-1)
			continue
		}
		hidden = true
		for ; i < end; i++ {
			b[i] = '*'
		}
	}
	return hidden
}

// mask knows what banks print over a character, besides the star and ×.
func mask(r rune) bool {
	switch r {
	case '•', '●', '○', '■', '□', '█', '#', '?', '∗', '✱':
		return true
	}
	return false
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return true
}

func letters(s string) bool {
	for i := range len(s) {
		if s[i]-'A' > 25 {
			return false
		}
	}
	return true
}

func two(a, b byte) int { return int(a-'0')*10 + int(b-'0') }
