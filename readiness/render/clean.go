package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// longest is the maximum number of characters of a text. Our own have under 200.
const longest = 1000

// clean makes a text from a document safe to show, as one line of visible
// characters. A document may come from a store or another service, so its texts may
// contain terminal escapes, bidirectional controls, invalid UTF-8 or megabytes.
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
		case unicode.IsSpace(r): // includes newlines, tabs and the no-break space of our own notes
			r = ' '
		case r == utf8.RuneError, unicode.In(r, unicode.C): // controls, formats, surrogates, private use
			r = '\uFFFD'
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// columns returns the width of a text in terminal columns: two for East Asian wide
// and full-width characters, none for combining marks, and one for ambiguous ones,
// which is the default of terminals.
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
