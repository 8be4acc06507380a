package cnid

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

// checkCharacter returns the character that belongs behind the first 17, and
// false when one of these is no digit.
func checkCharacter(s string) (byte, bool) {
	a, okA := eight(s)
	b, okB := eight(s[8:])
	c := s[16] - '0'
	sum := weigh(a, even1, odd1) + weigh(b, even2, odd2) + uint64(c)*weight17
	return checkCharacters[sum%11], okA && okB && c <= 9
}

// eight returns the values of eight digits, the first in the lowest byte, and
// false when one of them is no digit.
func eight(s string) (uint64, bool) {
	_ = s[7]
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	// '0' to '9' are the bytes 3x that remain 3x when 6 is added.
	const high, threes, six = 0xF0F0F0F0F0F0F0F0, 0x3030303030303030, 0x0606060606060606
	ok := x&high == threes && (x+six)&high == threes
	return x - threes, ok
}

func weigh(x, even, odd uint64) uint64 {
	const lanes = 0x00FF00FF00FF00FF
	return x&lanes*even>>48 + x>>8&lanes*odd>>48
}

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
	long[17], _ = checkCharacter(string(long[:]))
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
	for _, r := range s {
		var c byte
		switch {
		case '0' <= r && r <= '9', 'A' <= r && r <= 'Z':
			c = byte(r)
		case 'a' <= r && r <= 'z':
			c = byte(r) - 'a' + 'A'
		case '０' <= r && r <= '９':
			c = byte(r-'０') + '0'
		case 'Ａ' <= r && r <= 'Ｚ':
			c = byte(r-'Ａ') + 'A'
		case 'ａ' <= r && r <= 'ｚ':
			c = byte(r-'ａ') + 'A'
		case separator(r):
			continue
		case mask(r):
			c, masked = '*', true
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
	return n, hideRuns(buf[:n]) || masked, 0
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

func separator(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '-', '\u00A0', '\u00AD', '\u202F', '\u205F', '\u2212', '\u3000', '\uFE0F', '\uFE63', '\uFEFF', '\uFF0D':
		return true
	}
	// spaces, zero-width and bidi marks, hyphens and dashes; bidi embeddings; isolates
	return 0x2000 <= r && r <= 0x2015 || 0x202A <= r && r <= 0x202E || 0x2060 <= r && r <= 0x2069
}

func mask(r rune) bool {
	switch r {
	case '*', '＊', '×', '•', '●', '○', '■', '□', '█', '#', '＃', '?', '？', '∗', '✱':
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
