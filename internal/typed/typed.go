// Package typed knows how numbers arrive when people type them, paste them or
// export them: grouped by spaces and hyphens, with marks that nobody sees, in
// full-width characters, wrapped to stay text in a spreadsheet, or rewritten by
// one that took them for quantities. Card, document, mobile and order numbers and
// versions are all read with this one list.
package typed

import (
	"strings"
	"unicode"
)

// Skip reports whether r only separates the characters of a number or cannot be
// seen: white space, hyphens and dashes, format characters such as bidi marks
// and zero-width spaces, variation selectors and the other characters that
// Unicode lets a display ignore.
func Skip(r rune) bool { return blank(r) || hyphen(r) || unseen(r) }

func blank(r rune) bool {
	return r == ' ' || '\t' <= r && r <= '\r' || r >= 0x80 && unicode.Is(unicode.White_Space, r)
}

func hyphen(r rune) bool {
	switch r {
	case '-', '－':
		return true
	case '\u2212', '\uFE63', '\u30FC', '\u2500': // minus signs, the long vowel mark and a box line, typed for a hyphen
		return true
	}
	return r >= 0x80 && !fullWidth(r) && unicode.Is(unicode.Pd, r)
}

func unseen(r rune) bool {
	return r >= 0x80 && !fullWidth(r) && unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// fullWidth reports whether r is full-width ASCII, the most frequent of what is
// none.
func fullWidth(r rune) bool { return '！' <= r && r <= '～' }

// ASCII returns the ASCII form of a full-width character, and r itself when it
// is none.
func ASCII(r rune) rune {
	if fullWidth(r) {
		return r - '！' + '!'
	}
	return r
}

// IsX reports whether r is a character of another alphabet that looks like the
// letter X. The multiplication sign is none: it masks characters, too.
func IsX(r rune) bool {
	switch r {
	case 'Ⅹ', 'ⅹ', // Roman numerals
		'Х', 'х', // Cyrillic
		'Χ', 'χ', // Greek
		'✕', '✖', '╳', 'ꓫ':
		return true
	}
	return false
}

// Unquote takes off what keeps a number text in a spreadsheet and travels along
// when it is exported: ="…", quotation marks, or an apostrophe or backquote in
// front. It also drops white space and what cannot be seen at both ends.
func Unquote(s string) string {
	if s != "" && bare(s[0]) && bare(s[len(s)-1]) {
		return s
	}
	number := trim(s)
	for _, pair := range [...][2]string{{`="`, `"`}, {`"`, `"`}, {"“", "”"}, {"'", "'"}} {
		if inner, ok := strings.CutPrefix(number, pair[0]); ok {
			if inner, ok = strings.CutSuffix(inner, pair[1]); ok {
				number = trim(inner)
				break
			}
		}
	}
	for _, mark := range [...]string{"'", "‘", "’", "＇", "`"} {
		if inner, ok := strings.CutPrefix(number, mark); ok {
			return trim(inner)
		}
	}
	return number
}

// Text returns s, unquoted, as it looks: without what cannot be seen, with spaces,
// hyphens and full-width characters in ASCII. It is for what hyphens and spaces are
// a part of. Text that is such already is not copied.
func Text(s string) string {
	s = Unquote(s)
	return strings.Map(func(r rune) rune {
		switch {
		case blank(r):
			return ' '
		case hyphen(r):
			return '-'
		case unseen(r):
			return -1
		}
		return ASCII(r)
	}, s)
}

// Same reports whether two numbers look the same, as [Text] gives them.
func Same(a, b string) bool {
	return a == b || !(plain(a) && plain(b)) && Text(a) == Text(b)
}

// plain reports whether Text leaves s as it is, for what most numbers are.
func plain(s string) bool {
	for i := range len(s) {
		if !bare(s[i]) && s[i] != '-' {
			return false
		}
	}
	return true
}

// bare reports whether c is an ASCII character that Unquote takes nothing off
// from.
func bare(c byte) bool {
	switch c {
	case '"', '\'', '-', '=', '`':
		return false
	}
	return ' ' < c && c < 0x7F
}

func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return blank(r) || unseen(r) })
}

// minRewritten is the fewest digits that make a number with a decimal point or
// thousands separators an identifier: the permit of a Taiwan resident has eight.
const minRewritten = 8

// Rewritten reports whether s, unquoted, is a number as spreadsheets and data
// frames write quantities: 6.22202E+18, 6222020000000000000.0,
// 6,222,020,000,000,000,000. They keep 15 to 17 digits, so the others may be
// lost: the table is damaged, and only who exported it can mend it.
func Rewritten(s string) bool {
	digits, rest := leadingDigits(s)
	if digits == 0 {
		return false
	}
	marked := false
	for digits <= 3 || marked { // thousands
		group, ok := strings.CutPrefix(rest, ",")
		if !ok || len(group) < 3 {
			break
		}
		n, after := leadingDigits(group)
		if n != 3 {
			return false
		}
		digits, rest, marked = digits+3, after, true
	}
	if fraction, ok := strings.CutPrefix(rest, "."); ok {
		n, after := leadingDigits(fraction)
		if n == 0 {
			return false
		}
		rest, marked = after, true
	}
	if exponent := strings.TrimLeft(rest, "eE"); len(exponent) == len(rest)-1 {
		n, after := leadingDigits(strings.TrimPrefix(exponent, "+"))
		return n > 0 && after == ""
	}
	return rest == "" && marked && digits >= minRewritten
}

// leadingDigits counts the ASCII digits that s begins with and returns what
// follows them.
func leadingDigits(s string) (n int, rest string) {
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n, s[n:]
}

func isDigit(c byte) bool { return c-'0' <= 9 }
