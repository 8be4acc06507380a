package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columnsWide returns how many columns of a terminal a text takes: two for a Chinese
// character.
func columnsWide(s string) (n int) {
	for _, r := range s {
		n += runeWide(r)
	}
	return n
}

func runeWide(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case width.LookupRune(r).Kind() == width.EastAsianWide, width.LookupRune(r).Kind() == width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// pad fills a text up with spaces to so many columns.
func pad(s string, to int) string { return s + strings.Repeat(" ", max(0, to-columnsWide(s))) }

// clip cuts a text to so many columns.
func clip(s string, to int) string {
	if columnsWide(s) <= to {
		return s
	}
	n := 0
	for i, r := range s {
		if n += runeWide(r); n > to-1 {
			return s[:i] + strings.Repeat("…", min(1, to))
		}
	}
	return s
}

// wrap breaks a text into lines of at most 80 columns: at spaces, and between
// Chinese characters, but not before a mark that may not begin a line.
func wrap(s, margin string) string {
	var out, line strings.Builder
	at := 0 // columns in the line, without the margin
	const closing = "，。、；：）？！”》"
	put := func(word string, space bool) {
		n := columnsWide(word)
		gap := 0
		if space && at > 0 {
			gap = 1
		}
		most := 80
		if n == 2 {
			most = 76 // two marks may follow
		}
		if at > 0 && len(margin)+at+gap+n > most && !strings.Contains(closing, word) {
			out.WriteString(margin + line.String() + "\n")
			line.Reset()
			at, gap = 0, 0
		}
		line.WriteString(strings.Repeat(" ", gap) + word)
		at += gap + n
	}
	for word := range strings.FieldsSeq(s) {
		space, start := true, 0
		for i, r := range word {
			if runeWide(r) < 2 {
				continue
			}
			if i > start {
				put(word[start:i], space)
				space = false
			}
			start = i + len(string(r))
			put(word[i:start], space)
			space = false
		}
		if start < len(word) {
			put(word[start:], space)
		}
	}
	out.WriteString(margin + line.String())
	return out.String()
}
