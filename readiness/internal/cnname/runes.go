package cnname

// middleDot stands between the parts of a name: notice 民委发〔2016〕33号.
const middleDot = '\u00B7'

// isURO reports whether a rune is in the Unified Repertoire and Ordering, the
// block of nearly all characters in names.
func isURO(r rune) bool { return 0x4E00 <= r && r <= 0x9FFF }

// isUnified reports whether a rune is a unified ideograph, or may become one.
// These stand for themselves: none of them decomposes.
func isUnified(r rune) bool {
	return isURO(r) || 0x3400 <= r && r <= 0x4DBF || 0x20000 <= r && r < 0x2F800 || 0x30000 <= r && r <= 0x3FFFF
}

// isHan takes unknown private-use characters for hanzi: vendors put rare ones
// there.
func isHan(r rune) bool {
	return isUnified(r) || 0xF900 <= r && r <= 0xFAFF || 0x2F800 <= r && r <= 0x2FFFF ||
		r == '〇' || 0x2E80 <= r && r <= 0x2FDF || isPrivate(r)
}

// isPrivate reports whether Unicode leaves the rune to vendors.
func isPrivate(r rune) bool {
	return 0xE000 <= r && r <= 0xF8FF || 0xF0000 <= r && r <= 0x10FFFF
}

// isDot knows the runes that are typed for U+00B7, on Korean keyboards too, and the full
// stop.
func isDot(r rune) bool {
	switch r {
	case middleDot, '.', '\u0387', '\u16EB', '\u2022', '\u2024', '\u2027', '\u2219', '\u22C5', '\u25CF', '\u25E6',
		'\u2981', '\u3002', '\u30FB', '\u318D', '\uA78F', '\uFE52', '\uFF0E', '\uFF61', '\uFF65':
		return true
	}
	return false
}

// isDash knows the hyphen and what is typed for it.
func isDash(r rune) bool { return r == '-' || r == '－' || '‐' <= r && r <= '―' || r == '−' }

// isSeparator knows what systems keep for the dot, besides other dots. In a name
// with hanzi it is nothing else; in Latin letters it parts words.
func isSeparator(r rune) bool { return isDash(r) || r == ',' || r == '，' || r == '、' }

// isSystemSeparator knows what only systems keep for the dot of a name in hanzi. In a
// claim it is a slip, or parts two persons.
func isSystemSeparator(r rune) bool {
	return r == '/' || r == '\\' || r == ':' || r == ';' || r == '|' || r == '\''
}

// isMask knows what banks print over a character. X is one only between hanzi:
// see maskX.
func isMask(r rune) bool {
	switch r {
	case '*', '＊', '×', '●', '○', '某', '#', '＃', '■', '█', '✱', '∗':
		return true
	}
	return false
}

// isHole knows what systems print for a character they do not have.
func isHole(r rune) bool {
	switch r {
	case '\uFFFD', '?', '？', '□', '〓', '▯', '☐':
		return true
	}
	return false
}

// isSpace knows Unicode's spaces.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u00A0', '\u1680', '\u202F', '\u205F', '\u3000':
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

// isIgnorable knows the Default_Ignorable_Code_Point characters of Unicode.
func isIgnorable(r rune) bool {
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
