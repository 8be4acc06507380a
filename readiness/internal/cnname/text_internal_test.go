package cnname

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// decode agrees with package utf8 for every rune, and for bytes that are none.
func TestDecode(t *testing.T) {
	check := func(s string) {
		r, size := decode(s)
		want, wantSize := utf8.DecodeRuneInString(s)
		require.Equal(t, want, r, "%x", s)
		require.Equal(t, wantSize, size, "%x", s)
	}
	for r := rune(0); r <= utf8.MaxRune; r += 1 + r/0x3000 {
		check(string(r) + "x")
	}
	edges := []byte{0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE4, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF}
	for _, a := range edges {
		check(string([]byte{a}))
		for _, b := range edges {
			check(string([]byte{a, b}))
			for _, c := range edges {
				check(string([]byte{a, b, c}))
				for _, d := range edges {
					check(string([]byte{a, b, c, d}))
				}
			}
		}
	}
}
