package cnname

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/payready/payready/readiness/internal/gb18030"
)

// garbled reports whether the record is what is left of the claim after it was read in
// a wrong encoding, or with escapes that nobody resolved. How a record is garbled says
// nothing about the name, so it must be the claim once that is undone.
func garbled(claimed, bank string) bool {
	meant, ok := unescape(bank)
	if !ok {
		meant, ok = readAsLatin(bank)
	}
	if ok {
		switch Compare(claimed, meant).Class {
		case Exact, Equivalent, DotDiffers, Variant:
			return true
		}
	}
	return readAsGBK(claimed, bank)
}

// unescape resolves the escapes of JSON, HTML and URLs, and the notation U+4E00. It is
// false when there are none.
func unescape(s string) (string, bool) {
	if !strings.ContainsAny(s, `\&%+`) {
		return "", false
	}
	var b []byte
	found := false
	for len(s) > 0 {
		if n, err := strconv.ParseUint(hexAt(s, "%", 2), 16, 8); err == nil {
			b, s, found = append(b, byte(n)), s[3:], true
			continue
		}
		r, n := escapeAt(s)
		if n == 0 {
			b, s = append(b, s[0]), s[1:]
			continue
		}
		b, s, found = utf8.AppendRune(b, r), s[n:], true
	}
	return string(b), found
}

// hexAt returns so many bytes behind a mark that s begins with, or "".
func hexAt(s, mark string, n int) string {
	if digits, ok := strings.CutPrefix(s, mark); ok && len(digits) >= n {
		return digits[:n]
	}
	return ""
}

// escapeAt returns the rune that s begins with an escape of, and how long that is.
func escapeAt(s string) (r rune, n int) {
	for _, mark := range [...]string{`\u`, "U+"} {
		x, err := strconv.ParseUint(hexAt(s, mark, 4), 16, 16)
		if err != nil {
			continue
		}
		if low, err := strconv.ParseUint(hexAt(s[6:], mark, 4), 16, 16); err == nil && utf16.IsSurrogate(rune(x)) {
			return utf16.DecodeRune(rune(x), rune(low)), 12
		}
		return rune(x), 6
	}
	number, ok := strings.CutPrefix(s, "&#")
	end := strings.IndexByte(number[:min(len(number), 8)], ';')
	if !ok || end < 0 {
		return 0, 0
	}
	base, digits := 10, number[:end]
	if strings.HasPrefix(strings.ToLower(digits), "x") {
		base, digits = 16, digits[1:]
	}
	x, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return 0, 0
	}
	return rune(x), len("&#") + end + 1
}

// windows1252 are the characters of its bytes 0x80 to 0x9F. Five of them are undefined
// and read as in ISO 8859-1, whose characters all others are.
var windows1252 = [...]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}

// latinByte returns the byte that was read as r.
func latinByte(r rune) (b byte, ok bool) {
	if i := slices.Index(windows1252[:], r); i >= 0 {
		return byte(0x80 + i), true
	}
	return byte(r), r <= 0xFF
}

// readAsLatin returns what was read as ISO 8859-1 or Windows-1252, in UTF-8 or GB 18030.
// It is false when something else was.
func readAsLatin(s string) (string, bool) {
	beyond := false
	for _, r := range s {
		if _, ok := latinByte(r); !ok {
			return "", false
		}
		beyond = beyond || r >= 0x80
	}
	if !beyond {
		return "", false
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		x, _ := latinByte(r)
		b = append(b, x)
	}
	if utf8.Valid(b) {
		return string(b), true
	}
	return gb18030.Decode(string(b)), true
}

// readAsGBK reports whether the record is the claim's UTF-8, read as GBK. Bytes that
// are no character there are holes.
func readAsGBK(claimed, bank string) bool {
	if n := utf8.RuneCountInString(bank); n < 3 || 2*n < len(claimed)-1 || n > len(claimed) {
		return false
	}
	want, got := []rune(gb18030.Decode(claimed)), []rune(bank)
	agree := 0
	same := slices.EqualFunc(want, got, func(x, y rune) bool {
		if x == y && !isHole(x) {
			agree++
		}
		return x == y || isHole(y) || isPrivate(y)
	})
	return same && 2*agree >= len(want)
}
