// Package runes knows what single characters are in a name, by list. It is what
// the tables of cnname are generated from, and what a name by itself is looked
// at with.
package runes

// A Role is what a rune does in a name: traits, and how the rune that is read
// for it differs from it, bit by bit. A dot is read as one of DotKinds, which
// tells it from others.
type Role uint32

const (
	Hanzi     Role = 1 << (21 + iota) // it makes the name one in hanzi
	Drop                              // it is invisible, or an accent
	Dot                               // it is typed for the dot between parts; with Mask, in a claimed name
	Mask                              // the bank prints it over a character
	Hole                              // the bank prints it for a character that its system does not have
	Joint                             // without hanzi it stands between words or is nothing
	Space                             // it is a space
	X                                 // between hanzi it may be a mask
	Several                           // what is read instead is listed, at that place
	Surrogate                         // it is none: three bytes that UTF-8 does not have

	Instead Role = 1<<21 - 1
)

// DotKinds is the first of 32 runes that no text has, for the dots that are typed.
const DotKinds = 0xD800

// MiddleDot stands between the parts of a name: notice 民委发〔2016〕33号.
const MiddleDot = '\u00B7'

// IsHan takes unknown private-use characters for hanzi: vendors put rare ones
// there.
func IsHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0x20000 <= r && r <= 0x3FFFF ||
		0xF900 <= r && r <= 0xFAFF || r == '〇' || 0x2E80 <= r && r <= 0x2FDF || IsPrivate(r)
}

// IsPrivate reports whether Unicode leaves the rune to vendors.
func IsPrivate(r rune) bool {
	return 0xE000 <= r && r <= 0xF8FF || 0xF0000 <= r && r <= 0x10FFFF
}

// IsDot knows the 17 runes that are typed for U+00B7, and the full stop.
func IsDot(r rune) bool {
	switch r {
	case MiddleDot, '.', '\u0387', '\u16EB', '\u2022', '\u2024', '\u2027', '\u2219', '\u22C5', '\u25CF', '\u25E6',
		'\u2981', '\u3002', '\u30FB', '\uA78F', '\uFE52', '\uFF0E', '\uFF61', '\uFF65':
		return true
	}
	return false
}

// IsMask knows what banks print over a character. X is one only between hanzi:
// see settle.
func IsMask(r rune) bool {
	switch r {
	case '*', '＊', '×', '●', '某', '#', '＃', '■', '█', '✱', '∗':
		return true
	}
	return false
}

// IsHole knows what systems print for a character they do not have.
func IsHole(r rune) bool {
	switch r {
	case '\uFFFD', '?', '？', '□', '〓', '▯', '☐':
		return true
	}
	return false
}

// IsSpace knows Unicode's spaces.
func IsSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u00A0', '\u1680', '\u202F', '\u205F', '\u3000':
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

// IsIgnorable knows the Default_Ignorable_Code_Point characters of Unicode.
func IsIgnorable(r rune) bool {
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

// Strokeless gives letters that have no decomposition the form that banks
// write them in.
func Strokeless(r rune) rune {
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
