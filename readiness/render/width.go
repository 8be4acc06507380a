package render

import "golang.org/x/text/width"

// columns is how many columns of a terminal a string takes: East Asian wide
// and full-width characters take two. Ambiguous ones take one, as terminals
// outside East Asian locales show them; the marks used here are none of them.
func columns(s string) (n int) {
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
