package cnname

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Runes of a normal form that stand for something else.
const (
	dot     = '\u00B7' // between the parts of a name: notice 民委发〔2016〕33号
	star    = '*'      // a hidden character
	hole    = '\uFFFD' // a character that a system could not write
	someone = '某'      // "a certain", a mask in print
)

// A text is the normal form of a name. With hanzi it has no spaces, without it
// has single spaces between upper-case words and no dots.
type text struct {
	runes  [maxRunes]rune
	n      int
	dot    rune // the dot as it was written; -1 for several kinds
	han    bool // has hanzi
	loose  bool // has runes whose meaning depends on han
	masked bool // the bank's: has hidden characters
	hole   bool // the bank's: has characters that could not be written
}

func (t *text) equal(u *text) bool {
	if t.n != u.n {
		return false
	}
	for i := range t.n {
		if t.runes[i] != u.runes[i] {
			return false
		}
	}
	return true
}

// plainHan reports whether a name is its own normal form and hides nothing:
// nothing but characters of the URO.
func plainHan(s string) bool {
	for i := 0; i < len(s); i += 3 {
		if r := uroAt(s, i); r == 0 || r == someone {
			return false
		}
	}
	return s != ""
}

// uroAt returns the character of the URO that s has at i, 0 when there is
// none. All of them are three bytes, which saves the general decoding.
func uroAt(s string, i int) rune {
	s = s[i:]
	if len(s) < 3 {
		return 0
	}
	a, b, c := rune(s[0])-0xE0, rune(s[1])-0x80, rune(s[2])-0x80
	if r := a<<12 + b<<6 + c; uint32(b|c) < 0x40 && uint32(r-0x4E00) < 0xA000-0x4E00 {
		return r
	}
	return 0
}

// read is false when the name is longer than a name can be. Masks and holes
// have a meaning only in the bank's record.
func (t *text) read(s string, bank bool) bool {
	for i := 0; i < len(s); {
		// The usual ones first, in a run, then all others.
		n := t.n
		for r := uroAt(s, i); r != 0 && r != someone; r = uroAt(s, i) {
			if n == maxRunes {
				return false
			}
			t.runes[n] = r
			n, i = n+1, i+3
		}
		if t.han = t.han || n > t.n; i == len(s) {
			t.n = n
			break
		}
		t.n = n
		ok := false
		switch c := s[i]; {
		case 'A' <= c && c < 'X', c == ' ':
			t.loose = t.loose || c == ' '
			ok = t.push(rune(c))
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			ok = t.add(r, bank)
			i += size
		}
		if !ok {
			return false
		}
	}
	if t.loose {
		t.settle(bank)
	}
	return true
}

// add takes any rune in. It is false when there is no more room.
func (t *text) add(r rune, bank bool) bool {
	r = replace(r)
	switch {
	case ignorable(r):
		return true
	case bank && isMask(r):
		t.masked = true
		return t.push(star)
	case bank && isHole(r):
		t.hole = true
		return t.push(hole)
	case isDot(r):
		switch t.dot {
		case 0, r:
			t.dot = r
		default:
			t.dot = -1
		}
		t.loose = true
		return t.push(dot)
	case isSpace(r), r == '-', r == ',', r == '\'', r == '’', r == '‘', r == 'ʼ', r == '`':
		t.loose = true
		return t.push(r)
	case 'A' <= r && r <= 'Z':
		t.loose = t.loose || r == 'X'
		return t.push(r)
	case 'a' <= r && r <= 'z':
		t.loose = t.loose || r == 'x'
		return t.push(r - 'a' + 'A')
	case isHan(r):
		t.han = true
		if 0x3000 <= r && r < 0xF900 || r > 0xFAFF && (r < 0x2F800 || r > 0x2FA1F) {
			return t.push(r)
		}
	case unicode.Is(unicode.Mn, r):
		return true
	}
	return t.decompose(r, bank)
}

func (t *text) push(r rune) bool {
	if t.n == maxRunes {
		return false
	}
	t.runes[t.n] = r
	t.n++
	return true
}

// decompose takes in what NFKD makes of a rune: full-width letters, accents,
// compatibility ideographs. Hangul and kana stay whole.
func (t *text) decompose(r rune, bank bool) bool {
	var b [utf8.UTFMax]byte
	if d := norm.NFKD.Properties(b[:utf8.EncodeRune(b[:], r)]).Decomposition(); len(d) > 0 && !(0x3040 <= r && r < 0x3100 || 0xAC00 <= r && r < 0xD7A4) {
		for len(d) > 0 {
			r, size := utf8.DecodeRune(d)
			if d = d[size:]; !t.addPlain(r, bank) {
				return false
			}
		}
		return true
	}
	return t.push(unicode.ToUpper(strokeless(r)))
}

// addPlain is add for what has no decomposition any more.
func (t *text) addPlain(r rune, bank bool) bool {
	if r >= 0x80 && !isHan(r) && !unicode.Is(unicode.Mn, r) && !isDot(r) && !isSpace(r) {
		return t.push(unicode.ToUpper(strokeless(r)))
	}
	return t.add(r, bank)
}

// settle gives the loose runes the meaning they have in a name with hanzi or
// without.
func (t *text) settle(bank bool) {
	runes := t.runes[:t.n]
	t.n = 0
	if !t.han && !t.hole {
		n, gap := 0, false // gap: a space belongs before the next letter
		for _, r := range runes {
			switch {
			case isLetter(r):
			case r == ' ', r == dot, r == '-', r == ',', isSpace(r):
				gap = n > 0
				continue
			case r == '\'', r == '’', r == '‘', r == 'ʼ', r == '`':
				continue
			}
			if gap {
				runes[n], gap = ' ', false
				n++
			}
			runes[n] = r // never ahead of what is read
			n++
		}
		t.n = n
		return
	}
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if isSpace(r) {
			continue
		}
		end := i
		for bank && end < len(runes) && runes[end] == 'X' {
			end++
		}
		// A run of X between hanzi is a mask, in XUE it is a letter.
		if end > i && (i == 0 || !isLetter(runes[i-1])) && (end == len(runes) || !isLetter(runes[end])) {
			t.masked = true
			for ; i < end; i++ {
				t.push(star)
			}
			i--
			continue
		}
		t.push(r)
	}
}

// characters drops the dots and returns what is left.
func (t *text) characters() []rune {
	if t.dot != 0 {
		n := 0
		for _, r := range t.runes[:t.n] {
			if r != dot {
				t.runes[n] = r
				n++
			}
		}
		t.n = n
	}
	return t.runes[:t.n]
}

func isLetter(r rune) bool { return 'A' <= r && r <= 'Z' }

// isHan takes unknown private-use characters for hanzi: vendors put rare ones
// there.
func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0x20000 <= r && r <= 0x3FFFF ||
		0xF900 <= r && r <= 0xFAFF || r == '〇' || 0x2E80 <= r && r <= 0x2FDF || isPrivate(r)
}

func isPrivate(r rune) bool {
	return 0xE000 <= r && r <= 0xF8FF || 0xF0000 <= r && r <= 0x10FFFF
}

// isDot knows the 17 runes that are typed for U+00B7, and the full stop.
func isDot(r rune) bool {
	switch r {
	case dot, '.', '\u0387', '\u16EB', '\u2022', '\u2024', '\u2027', '\u2219', '\u22C5', '\u25CF', '\u25E6',
		'\u2981', '\u3002', '\u30FB', '\uA78F', '\uFE52', '\uFF0E', '\uFF61', '\uFF65':
		return true
	}
	return false
}

// isMask knows what banks print over a character. X is one only between hanzi:
// see settle.
func isMask(r rune) bool {
	switch r {
	case star, '＊', '×', '●', someone, '#', '＃', '■', '█', '✱', '∗':
		return true
	}
	return false
}

// isHole knows what systems print for a character they do not have.
func isHole(r rune) bool {
	switch r {
	case hole, '?', '？', '□', '〓', '▯', '☐':
		return true
	}
	return false
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u00A0', '\u1680', '\u202F', '\u205F', '\u3000':
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

// ignorable knows the Default_Ignorable_Code_Point characters of Unicode.
func ignorable(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFEFF, r == 0xFFA0,
		0x180B <= r && r <= 0x180F, 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F,
		0xFE00 <= r && r <= 0xFE0F, 0xFFF0 <= r && r <= 0xFFF8, 0x1BCA0 <= r && r <= 0x1BCA3, 0x1D173 <= r && r <= 0x1D17A,
		0xE0000 <= r && r <= 0xE0FFF:
		return true
	}
	return false
}

// strokeless gives letters that have no decomposition the form that banks
// write them in.
func strokeless(r rune) rune {
	switch r {
	case 'Đ', 'đ', 'Ð', 'ð':
		return 'D'
	case 'Ł', 'ł':
		return 'L'
	case 'Ø', 'ø':
		return 'O'
	case 'ı':
		return 'I'
	case 'Ħ', 'ħ':
		return 'H'
	}
	return r
}

// replace gives private-use characters of GBK and radicals the character they
// stand for.
func replace(r rune) rune {
	if 0xE815 <= r && r <= 0xE864 {
		i := int(r-0xE815) * 2
		r = fromCode(uint16(private[i])<<8 | uint16(private[i+1]))
	}
	if 0x2E80 <= r && r <= 0x2EF3 {
		i := int(r-0x2E80) * 2
		if c := uint16(radicals[i])<<8 | uint16(radicals[i+1]); c != 0 {
			r = fromCode(c)
		}
	}
	return r
}
