package cnname

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/internal/cnname/runes"
)

type seenRune struct {
	r    rune
	role runes.Role
}

// slowly reads a name rune by rune as package utf8 finds them.
func slowly(s string, side *side) (t text, ok bool) {
	var kept []rune
	seen := runes.Role(0)
	all := 0
	for _, written := range s {
		r, role := side.see(written)
		instead := []seenRune{{r, role}}
		if role&runes.Several != 0 {
			instead = nil
			for _, role := range several[role&runes.Instead:] {
				if role == 0 {
					break
				}
				r := rune(role & runes.Instead)
				if role&runes.Several != 0 {
					r, role = side.see(r)
				}
				instead = append(instead, seenRune{r, role})
			}
		}
		all += len(instead)
		for _, x := range instead {
			r, role := x.r, x.role
			if role&runes.Drop != 0 {
				continue
			}
			seen |= role
			if role&(runes.Space|runes.Dot) != 0 {
				t.spaces |= 1 << len(kept)
				if role&runes.Dot != 0 {
					t.dots |= 1 << (r - runes.DotKinds)
					t.gaps |= 1 << (len(kept) + int(t.gapped))
					t.gapped++
				}
				continue
			}
			kept = append(kept, r)
		}
	}
	if all > maxRunes {
		return t, false
	}
	t.n = uint(copy(t.runes[:], kept))
	t.settle(seen)
	return t, true
}

func requireReadSlowly(t *testing.T, s string) {
	t.Helper()
	for _, side := range []*side{&claims, &banks} {
		var got text
		want, wantOK := slowly(s, side)
		if ok := got.read(s, side, new(room)); ok != wantOK {
			t.Fatalf("%+q: %t", s, ok)
		}
		if !wantOK {
			return
		}
		clear(got.runes[got.n:])
		clear(want.runes[want.n:])
		if got != want {
			t.Fatalf("%+q: %+v, slowly %+v", s, got, want)
		}
	}
}

// Every rune is read as it is slowly, and so are bytes that are none.
func TestReadIsTheSlowOne(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r += 1 + r/0x3000 {
		requireReadSlowly(t, "x"+string(r)+"·")
	}
	edges := []byte{0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE4, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF}
	for _, a := range edges {
		requireReadSlowly(t, string([]byte{a}))
		for _, b := range edges {
			requireReadSlowly(t, string([]byte{a, b}))
			for _, c := range edges {
				requireReadSlowly(t, string([]byte{a, b, c}))
				for _, d := range edges {
					requireReadSlowly(t, string([]byte{a, b, c, d}))
				}
			}
		}
	}
}

// A name is full with 64 characters, also when some of them are dropped.
func TestReadRoom(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("王", 64), strings.Repeat("王", 65), strings.Repeat("王", 64) + "\u0301", "\u0301" + strings.Repeat("王", 64),
		strings.Repeat("A\u0301", 32), strings.Repeat("A\u0301", 32) + "A", strings.Repeat("\u0301", 64), strings.Repeat("\u0301", 65), strings.Repeat("ﷺ", 3) + strings.Repeat("\u0301", 10), strings.Repeat("ﷺ", 3) + strings.Repeat("\u0301", 11), strings.Repeat("ﷺ", 4), strings.Repeat("A", 63) + "Ǆ", strings.Repeat("A", 62) + "Ǆ",
		strings.Repeat("A", 64) + "Ǆ", strings.Repeat("A", 64) + "\u0301A", strings.Repeat("A", 256),
	} {
		requireReadSlowly(t, s)
	}
	require.True(t, new(text).read("王"+strings.Repeat("\u0301", 63), &claims, new(room)))
	require.False(t, new(text).read("王"+strings.Repeat("\u0301", 64), &claims, new(room)))
}
