package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// longest is the number of characters that one text may have. The longest of
// our own has under 200.
const longest = 1000

// clean makes a text from a document safe to show: one line of visible
// characters. A document may come from a store or another service, so its
// texts may hold terminal escapes, marks that reverse the reading order,
// invalid bytes, or megabytes.
func clean(s string) string {
	if len(s) > longest*utf8.UTFMax {
		s = s[:longest*utf8.UTFMax]
	}
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > longest {
			b.WriteRune('…')
			break
		}
		switch {
		case unicode.IsSpace(r): // newlines, tabs and the no-break space that keeps our own notes together
			r = ' '
		case r == utf8.RuneError, unicode.In(r, unicode.C): // controls, formats, surrogates, private use
			r = '\uFFFD'
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// columns is how many columns of a terminal a text takes: East Asian wide and
// full-width characters take two, combining marks none. Ambiguous ones take
// one, as terminals show them unless told otherwise.
func columns(s string) (n int) {
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
