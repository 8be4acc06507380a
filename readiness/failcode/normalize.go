package failcode

import (
	"unicode"
	"unicode/utf8"
)

// maxKey bounds the work done for one input. The longest code of the table has
// 43 bytes.
const maxKey = 64

// codeKey returns the normal form of a code: that of a status, without leading
// zeros if it is all digits (vendors and spreadsheets write both 0014 and 14).
// It is empty if there is no normal form.
func codeKey(buf *[maxKey]byte, s string) []byte { return trimZeros(statusKey(buf, s)) }

// statusKey returns the normal form of a status: ASCII in capitals, no spaces.
// Leading zeros count: Baofoo's state 1 is a success, its code 0001 is not.
func statusKey(buf *[maxKey]byte, s string) []byte {
	return fold(buf, s, codeASCII, func(r rune) bool { return !unicode.IsSpace(r) })
}

// nameKey returns the normal form of a channel or product: letters and digits,
// with ASCII in lower case.
func nameKey(buf *[maxKey]byte, s string) []byte {
	return fold(buf, s, nameASCII, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// What each ASCII character maps to; NUL drops it. Control characters in a code
// map to \x01, which no code contains, so that they are not ignored.
const (
	small    = "abcdefghijklmnopqrstuvwxyz"
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	nul8     = "\x00\x00\x00\x00\x00\x00\x00\x00"
	bad9     = "\x01\x01\x01\x01\x01\x01\x01\x01\x01"

	nameASCII = nul8 + nul8 + nul8 + nul8 + nul8 + nul8 + "0123456789" + "\x00\x00\x00\x00\x00\x00\x00" + small + "\x00\x00\x00\x00\x00\x00" + small + "\x00\x00\x00\x00\x00"
	codeASCII = bad9 + "\x00\x00\x00\x00\x00" + bad9 + bad9 + "\x00" + "!\"#$%&'()*+,-./0123456789:;<=>?@" + capitals + "[\\]^_`" + capitals + "{|}~\x01"
)

// Both tables have an entry for every ASCII character.
var _, _ [0]struct{} = [len(nameASCII) - utf8.RuneSelf]struct{}{}, [len(codeASCII) - utf8.RuneSelf]struct{}{}

// fold converts full-width forms to ASCII, maps ASCII through the table and keeps
// the other characters that keep accepts. It returns nil for a string that is too
// long or not valid UTF-8.
func fold(buf *[maxKey]byte, s, ascii string, keep func(rune) bool) []byte {
	if len(s) > 4*maxKey { // 3 bytes a full-width form, and some spaces
		return nil
	}
	n := 0
	for n < len(s) && n < maxKey && s[n] < utf8.RuneSelf && ascii[s[n]] != 0 { // nearly every key ends here
		buf[n] = ascii[s[n]]
		n++
	}
	rest := s[n:]
	for i, r := range rest {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if r < utf8.RuneSelf {
			c := ascii[r]
			if c == 0 {
				continue
			}
			if n == maxKey {
				return nil
			}
			buf[n] = c
			n++
			continue
		}
		if r == utf8.RuneError && !utf8.ValidString(rest[i:]) {
			return nil
		}
		if keep(r) {
			if n+utf8.RuneLen(r) > maxKey {
				return nil
			}
			n += utf8.EncodeRune(buf[n:], r)
		}
	}
	return buf[:n]
}

func trimZeros[S string | []byte](s S) S {
	zeros := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return s
		}
		if s[i] == '0' && zeros == i && i < len(s)-1 {
			zeros++
		}
	}
	return s[zeros:]
}

// find searches rows, sorted by key, for a key. slices.BinarySearchFunc would
// copy a row for each comparison.
func find[R any](rows []R, key []byte, of func(*R) string) (*R, bool) {
	if len(key) == 0 {
		return nil, false
	}
	lo, hi := 0, len(rows)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); of(&rows[mid]) < string(key) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(rows) && of(&rows[lo]) == string(key) {
		return &rows[lo], true
	}
	return nil, false
}
